"""The main window: navigation, the page in view, the status line.

It is painted before the store is open and imports nothing that the store, the
documents or the pages need; those arrive through `show_desk`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QByteArray, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QPaintEvent, QShortcut
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget
from typing_extensions import override

from app import words
from app.words import translate
from ui import theme
from ui.icons import Icon
from ui.navigation import Navigator, PageName, Place
from ui.settings import MAX_ZOOM, MIN_ZOOM, SettingsFile
from ui.widgets.basics import column, row
from ui.widgets.empty_state import EmptyState
from ui.widgets.navigation_bar import Entry, NavigationBar, StatusLine

if TYPE_CHECKING:
    # Loaded in the background with the store, long after the first paint.
    from ui.desk import Desk
    from ui.page import Page

_ZOOM_STEP: Final = 10
_COUNT_AFTER_MS: Final = 2_000
_IN_ORDER: Final = (
    PageName.TODAY,
    PageName.INSPECTIONS,
    PageName.RECOMMENDATIONS,
    PageName.PACKAGES,
    PageName.CHECKLISTS,
    PageName.BOARD,
)


class MainWindow(QMainWindow):
    """Shows one page at a time and takes the user from one to another.

    `painted` tells, once, that the user sees the window; heavy work may begin.
    """

    painted = Signal()
    closing = Signal()

    def __init__(self, settings: SettingsFile, navigator: Navigator) -> None:
        super().__init__()
        self.settings = settings
        self.bar = NavigationBar()
        self.stack = QStackedWidget()
        self.status = StatusLine()
        self.pages: dict[PageName, Page] = {}
        self.place = Place(page=PageName.TODAY)
        self._desk: Desk | None = None
        self._builders: Mapping[PageName, Callable[[Desk], Page]] = {}
        self._is_ending = False
        self._is_painted = False
        self._count_soon = QTimer(self)
        self._count_soon.setSingleShot(True)
        self._count_soon.setInterval(_COUNT_AFTER_MS)
        self._count_soon.timeout.connect(self._count)
        navigator.asked.connect(self.open)
        self._build()
        self._connect()
        self._restore_place()

    @property
    def offered(self) -> tuple[PageName, ...]:
        """The pages of the navigation, in their order."""
        return tuple(page for page in _IN_ORDER if page in self._builders)

    def show_waiting(self, title: str, advice: str) -> None:
        """Show that something is being done before there are pages."""
        self._show_alone(EmptyState(Icon.CLOCK, title, advice))

    def show_alone(self, widget: QWidget) -> None:
        """Show one widget without navigation, e.g. the first start."""
        self._show_alone(widget)

    def show_desk(self, desk: Desk, builders: Mapping[PageName, Callable[[Desk], Page]]) -> None:
        """Offer the pages; each is built when it is first opened."""
        self._desk = desk
        self._builders = builders
        desk.jobs.saving_changed.connect(self._show_saved)
        desk.changes.changed.connect(lambda _changes: self._count_soon.start())
        self._rebuild()

    def open(self, place: Place) -> None:
        """Take the user to a place."""
        if self._desk is None or place.page not in self._builders:
            return
        if (shown := self.pages.get(self.place.page)) is not None:
            shown.settle()
        self.place = place
        page = self.pages.get(place.page)
        if page is None:
            page = self._builders[place.page](self._desk)
            self.pages[place.page] = page
            self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)
        page.go_to(place)
        at = PageName.INSPECTIONS if place.page is PageName.VISIT else place.page
        self.bar.mark_page(at)

    def change_look(self, **changes: object) -> None:
        """Change theme, zoom or language at once, and stay where the user is."""
        settings = self.settings.change(**changes)
        words.use_language(settings.language)
        app = QApplication.instance()
        assert isinstance(app, QApplication)  # noqa: S101 - a window cannot be without one
        theme.apply(app, settings.theme, settings.zoom)
        if self._desk is not None:
            self._rebuild()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self.painted.emit)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        for page in self.pages.values():
            page.settle()
        self.settings.change(geometry=bytes(self.saveGeometry().data()).hex())
        if self._desk is not None and not self._desk.jobs.is_idle:
            # What was typed last is still on its way to the store.
            event.ignore()
            self._end_when_idle(self._desk)
            return
        self.closing.emit()
        super().closeEvent(event)

    def _build(self) -> None:
        self.setWindowTitle(translate("Sổ Kiểm Tra"))
        self.setMinimumSize(960, 600)
        whole = QWidget()
        layout = row(whole, spacing=0)
        layout.addWidget(self.bar)
        right = column(spacing=0)
        right.addWidget(self.stack, 1)
        right.addWidget(self.status)
        layout.addLayout(right, 1)
        self.setCentralWidget(whole)
        self.bar.hide()
        self.status.hide()

    def _connect(self) -> None:
        self.bar.page_asked.connect(lambda page: self.open(Place(page=page)))
        self.bar.theme_asked.connect(self._on_theme_asked)
        self.bar.language_asked.connect(self._on_language_asked)
        self.bar.shortcuts_asked.connect(self._on_shortcuts_asked)
        for keys, action in (
            ("F1", self._on_shortcuts_asked),
            ("Ctrl++", lambda: self._zoom(_ZOOM_STEP)),
            ("Ctrl+=", lambda: self._zoom(_ZOOM_STEP)),
            ("Ctrl+-", lambda: self._zoom(-_ZOOM_STEP)),
            ("Ctrl+0", lambda: self.change_look(zoom=100)),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(action)
        for number, page in enumerate(_IN_ORDER, start=1):
            shortcut = QShortcut(QKeySequence(f"Alt+{number}"), self)
            shortcut.activated.connect(lambda page=page: self.open(Place(page=page)))

    def _restore_place(self) -> None:
        self.resize(1280, 720)
        try:
            kept = bytes.fromhex(self.settings.current.geometry)
        except (ValueError, TypeError):
            return
        if kept:
            self.restoreGeometry(QByteArray(kept))

    def _show_alone(self, widget: QWidget) -> None:
        self._drop_pages()
        self.bar.hide()
        self.status.hide()
        self.stack.addWidget(widget)
        self.stack.setCurrentWidget(widget)

    def _rebuild(self) -> None:
        place = self.place
        for page in self.pages.values():
            page.settle()
        self._drop_pages()
        self.setWindowTitle(translate("Sổ Kiểm Tra"))
        self.bar.show_entries(_entries(self.offered))
        self.bar.show()
        self.status.show()
        self._show_saved()
        self._count()
        self.open(place)

    def _show_saved(self) -> None:
        if self._desk is None:
            return
        is_saving = self._desk.jobs.is_saving
        self.status.show_saved(is_saving=is_saving)

    def _count(self) -> None:
        if self._desk is None:
            return
        info = self._desk.application.info
        self.status.show_owner(info.name, is_headquarters=info.role == "hq")
        job = self._desk.jobs.read(self._desk.application.inspections.rows)
        job.succeeded.connect(self.status.show_rows)

    def _drop_pages(self) -> None:
        self.pages.clear()
        while (widget := self.stack.currentWidget()) is not None:
            self.stack.removeWidget(widget)
            widget.deleteLater()

    def _zoom(self, by: int) -> None:
        zoom = min(max(self.settings.current.zoom + by, MIN_ZOOM), MAX_ZOOM)
        self.change_look(zoom=zoom)

    def _on_theme_asked(self) -> None:
        self.change_look(theme="light" if theme.current().name == "dark" else "dark")

    def _on_language_asked(self) -> None:
        self.change_look(language="en" if words.language() == "vi" else "vi")

    def _on_shortcuts_asked(self) -> None:
        if self._desk is not None:
            self._desk.prompts.tell(shortcuts_text())

    def _end_when_idle(self, desk: Desk) -> None:
        if self._is_ending:
            return
        self._is_ending = True
        self.setEnabled(False)
        self.setWindowTitle(translate("Finishing what is being saved…"))
        desk.jobs.became_idle.connect(self.close)


def shortcuts_text() -> str:
    """Return the list of shortcuts."""
    return "\n".join(
        (
            translate("Keyboard shortcuts"),
            "",
            translate("Alt+1 … Alt+5: go to a page"),
            translate("Ctrl+F: search in the list"),
            translate("↑ ↓: previous or next criterion"),
            translate("1 · 2 · 3: choose an answer; 0: not applicable"),
            translate("Ctrl+Enter: next unanswered criterion"),
            translate("F2: comment   F4: photo   F6: finding"),
            translate("Ctrl++ and Ctrl+-: larger or smaller; Ctrl+0: normal size"),
        )
    )


def _entries(pages: Sequence[PageName]) -> list[Entry]:
    looks = {
        PageName.TODAY: (translate("Today"), Icon.HOME),
        PageName.INSPECTIONS: (translate("Inspections"), Icon.INSPECTION),
        PageName.RECOMMENDATIONS: (translate("Recommendations"), Icon.FLAG),
        PageName.PACKAGES: (translate("Packages"), Icon.PACKAGE),
        PageName.CHECKLISTS: (translate("Checklists"), Icon.CHECKLIST),
        PageName.BOARD: (translate("Follow-up board"), Icon.BOARD),
    }
    return [Entry(page=page, text=looks[page][0], drawing=looks[page][1]) for page in pages]
