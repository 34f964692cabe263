"""What fills the window once the store is open: navigation, the page in view, the status line."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from app import words
from app.words import translate
from ui import theme
from ui.desk import Desk
from ui.disk_notice import DiskNotice
from ui.icons import Icon
from ui.keeping import KeepingWatch
from ui.navigation import PageName, Place
from ui.page import Page
from ui.settings import MAX_ZOOM, MIN_ZOOM
from ui.widgets.basics import column, row
from ui.widgets.navigation_bar import Entry, NavigationBar, StatusLine

_ZOOM_STEP: Final = 10
_COUNT_AFTER_MS: Final = 2_000
_IN_ORDER: Final = (
    PageName.TODAY,
    PageName.INSPECTIONS,
    PageName.RECOMMENDATIONS,
    PageName.PACKAGES,
    PageName.CHECKLISTS,
    PageName.CALENDAR,
    PageName.PHRASES,
    PageName.TEMPLATES,
    PageName.BOARD,
)


class Shell(QWidget):
    """Shows one page at a time and takes the user from one to another."""

    def __init__(self, desk: Desk, builders: Mapping[PageName, Callable[[Desk], Page]]) -> None:
        super().__init__()
        self.desk = desk
        self.bar = NavigationBar()
        self.stack = QStackedWidget()
        self.status = StatusLine()
        self.disk = DiskNotice(desk)
        self.keeping = KeepingWatch(desk.jobs, self)
        self.pages: dict[PageName, Page] = {}
        self.place = Place(page=PageName.TODAY)
        self._builders = builders
        self._count_soon = QTimer(self)
        self._count_soon.setSingleShot(True)
        self._count_soon.setInterval(_COUNT_AFTER_MS)
        self._build()
        self._connect()
        self._rebuild()

    @property
    def offered(self) -> tuple[PageName, ...]:
        """The pages of the navigation, in their order."""
        return tuple(page for page in _IN_ORDER if page in self._builders)

    def open(self, place: Place) -> None:
        """Take the user to a place."""
        if place.page not in self._builders:
            return
        if (shown := self.pages.get(self.place.page)) is not None:
            shown.settle()
        self.place = place
        page = self.pages.get(place.page)
        if page is None:
            page = self._builders[place.page](self.desk)
            self.pages[place.page] = page
            page.kept_changed.connect(self._show_saved)
            self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)
        page.go_to(place)
        at = PageName.INSPECTIONS if place.page is PageName.VISIT else place.page
        self.bar.mark_page(at)

    def change_look(self, **changes: object) -> None:
        """Change theme, zoom or language at once, and stay where the user is."""
        settings = self.desk.settings.change(**changes)
        words.use_language(settings.language)
        app = QApplication.instance()
        assert isinstance(app, QApplication)  # noqa: S101 - a widget cannot be without one
        theme.apply(app, settings.theme, settings.zoom)
        self._rebuild()

    def settle(self) -> None:
        """Take texts being typed as final, on whatever page."""
        for page in self.pages.values():
            page.settle()

    def _build(self) -> None:
        layout = row(self, spacing=0)
        layout.addWidget(self.bar)
        right = column(spacing=0)
        right.addWidget(self.disk)
        right.addWidget(self.stack, 1)
        right.addWidget(self.status)
        layout.addLayout(right, 1)

    def _connect(self) -> None:
        desk = self.desk
        desk.navigator.asked.connect(self.open)
        self.keeping.changed.connect(self._show_saved)
        desk.changes.changed.connect(lambda _changes: self._count_soon.start())
        self._count_soon.timeout.connect(self._count)
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

    def _rebuild(self) -> None:
        place = self.place
        self.settle()
        self._drop_pages()
        self.bar.show_entries(_entries(self.offered))
        self._show_saved()
        self._count()
        self.open(place)

    def _show_saved(self) -> None:
        kept = all(page.is_kept for page in self.pages.values())
        self.status.show_keeping(self.keeping.state(pages_kept=kept))

    def _count(self) -> None:
        info = self.desk.application.info
        self.status.show_owner(info.name, is_headquarters=info.role == "hq")
        job = self.desk.jobs.read(self.desk.application.inspections.rows)
        job.succeeded.connect(self.status.show_rows)

    def _drop_pages(self) -> None:
        self.pages.clear()
        while (widget := self.stack.currentWidget()) is not None:
            self.stack.removeWidget(widget)
            widget.deleteLater()

    def _zoom(self, by: int) -> None:
        zoom = min(max(self.desk.settings.current.zoom + by, MIN_ZOOM), MAX_ZOOM)
        self.change_look(zoom=zoom)

    def _on_theme_asked(self) -> None:
        self.change_look(theme="light" if theme.current().name == "dark" else "dark")

    def _on_language_asked(self) -> None:
        self.change_look(language="en" if words.language() == "vi" else "vi")

    def _on_shortcuts_asked(self) -> None:
        self.desk.prompts.tell(shortcuts_text())


def shortcuts_text() -> str:
    """Return the list of shortcuts."""
    return "\n".join(
        (
            translate("Keyboard shortcuts"),
            "",
            translate("Alt+1 … Alt+7: go to a page"),
            translate("Ctrl+F: search in the list"),
            translate("↑ ↓: previous or next criterion"),
            translate("1 · 2 · 3: choose an answer; 0: not applicable"),
            translate("Ctrl+Enter: next unanswered criterion"),
            translate("F2: comment   F4: photo   F6: finding"),
            translate("Ctrl+Space: insert a sentence of the phrase bank"),
            translate("Proposals: Enter: accept; Delete: put aside; Ctrl+Z: take back"),
            translate("Dossiers: F2: edit; Space: yes, no; Ctrl+D: fill down; Ctrl+;: today"),
            translate("Dossiers: Ctrl+C, Ctrl+V: copy, paste from Excel; Ctrl+Z, Ctrl+Y"),
            translate("Checklist editor: Insert, Shift+Insert: add; Ctrl+D: copy; Delete: delete"),
            translate("Checklist editor: Alt + arrow keys: move; F3: next found; Ctrl+Z, Ctrl+Y"),
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
        PageName.CALENDAR: (translate("Working calendar"), Icon.CALENDAR),
        PageName.PHRASES: (translate("Phrases"), Icon.EDIT),
        PageName.TEMPLATES: (translate("Paper templates"), Icon.DOCUMENT),
        PageName.BOARD: (translate("Follow-up board"), Icon.BOARD),
    }
    return [Entry(page=page, text=looks[page][0], drawing=looks[page][1]) for page in pages]
