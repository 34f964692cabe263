"""What fills the window once the store is open: navigation, the page in view, the status line."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QDialog, QStackedWidget, QWidget
from typing_extensions import override

from app import words
from app.services.inspection_rows import InspectionRow
from app.words import translate
from ui import in_hand, theme
from ui.desk import Desk
from ui.disk_notice import DiskNotice
from ui.icons import Icon
from ui.in_hand import InHand
from ui.lock_settings import LockSettings
from ui.navigation import PageName, Place
from ui.page import Page
from ui.settings import MAX_ZOOM, MIN_ZOOM, NO_ZOOM
from ui.shortcut_sheet import ShortcutSheet
from ui.shortcuts import Key, bind, sheet
from ui.typist_dialog import TypistDialog
from ui.widgets.basics import column, row
from ui.widgets.keeping import KeepingWatch
from ui.widgets.navigation_bar import Entry, NavigationBar, StatusLine
from ui.widgets.reading_order import go_on

_ZOOM_STEP: Final = 10
_ZOOM_AFTER_MS: Final = 120
_COUNT_AFTER_MS: Final = 2_000
_IN_ORDER: Final = (
    PageName.TODAY,
    PageName.INSPECTIONS,
    PageName.RECOMMENDATIONS,
    PageName.PACKAGES,
    PageName.DIFFERENCES,
    PageName.CHECKLISTS,
    PageName.CALENDAR,
    PageName.PHRASES,
    PageName.TEMPLATES,
    PageName.BOARD,
)


class Shell(QWidget):
    """Shows one page at a time and takes the user from one to another.

    `lock_asked` and `lock_changed` tell whoever keeps the screen lock.
    """

    lock_asked = Signal()
    lock_changed = Signal()

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
        self.dialog: QDialog | None = None
        """What was opened above the page from here, while it is open."""
        self._builders = builders
        self._hand: tuple[Place, InHand] | None = None
        self._leaving: list[QWidget] = []
        self._let_go_soon = self._timer(0, self._let_go)
        self._zoom_wanted = desk.settings.current.zoom
        self._count_soon = self._timer(_COUNT_AFTER_MS, self._count)
        self._zoom_soon = self._timer(_ZOOM_AFTER_MS, self._apply_zoom)
        self._give_soon = self._timer(0, self._give_back)
        self._build()
        self._connect()
        self.show_anew()

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
        self._zoom_wanted = settings.zoom
        words.use_language(settings.language)
        app = QApplication.instance()
        assert isinstance(app, QApplication)  # noqa: S101 - a widget cannot be without one
        shown = self.pages.get(self.place.page)
        hand = in_hand.take(shown) if shown is not None else None
        theme.apply(app, settings.theme, settings.zoom)
        self.show_anew()
        if hand is not None:
            # What was in hand is given back when the new page is filled.
            self._hand = (self.place, hand)
            self._give_when_filled()

    def zoom_by(self, notches: int) -> None:
        """Enlarge or shrink everything; several notches of a wheel become one change."""
        wanted = self._zoom_wanted + notches * _ZOOM_STEP
        self._zoom_wanted = min(max(wanted, MIN_ZOOM), MAX_ZOOM)
        self.status.show_zoom(self._zoom_wanted)
        self._zoom_soon.start()

    def settle(self) -> None:
        """Take texts being typed as final, on whatever page."""
        for page in self.pages.values():
            page.settle()

    def ask_typist(self) -> None:
        """Ask under whose name is written from now on."""
        job = self.desk.jobs.read(self.desk.application.typist.names)
        job.succeeded.connect(self._show_typists)

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        return go_on(self, forward=next)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.bar.fit(self.width())

    def _timer(self, milliseconds: int, act: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(act)
        return timer

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
        desk.jobs.became_idle.connect(self._let_go_soon.start)
        desk.jobs.became_idle.connect(self._give_when_filled)
        self.keeping.changed.connect(self._show_saved)
        desk.changes.changed.connect(lambda _changes: self._count_soon.start())
        self.bar.page_asked.connect(lambda page: self.open(Place(page=page)))
        self.bar.theme_asked.connect(self._on_theme_asked)
        self.bar.language_asked.connect(self._on_language_asked)
        self.bar.shortcuts_asked.connect(self._on_shortcuts_asked)
        self.bar.lock_settings_asked.connect(self._on_lock_settings_asked)
        self.status.typist_asked.connect(self.ask_typist)
        self.status.lock_asked.connect(self.lock_asked)
        everywhere = Qt.ShortcutContext.WindowShortcut
        for key, act in (
            (Key.SHEET, self._on_shortcuts_asked),
            (Key.LARGER, partial(self.zoom_by, 1)),
            (Key.SMALLER, partial(self.zoom_by, -1)),
            (Key.NORMAL_SIZE, partial(self.change_look, zoom=NO_ZOOM)),
            (Key.TYPIST, self.ask_typist),
            (Key.LOCK, self.lock_asked.emit),
        ):
            bind(self, key, act, context=everywhere)
        for number, page in enumerate(self.offered, start=1):
            to_page = partial(self.open, Place(page=page))
            bind(self, Key.PAGE, to_page, context=everywhere, number=number)

    def show_anew(self) -> None:
        """Build what is shown anew, with the words and the look in use."""
        shown = self.pages.get(self.place.page)
        place = self.place if shown is None else shown.whereabouts(self.place)
        self.settle()
        self._drop_pages()
        self.bar.show_entries(_entries(self.offered))
        self.bar.fit(self.width())
        self.status.fit()
        self.status.show_zoom(self.desk.settings.current.zoom)
        self._show_typist()
        self.show_lock()
        self._show_saved()
        self._count()
        self.open(place)

    def show_lock(self) -> None:
        """Offer to lock the screen, if a PIN is set."""
        self.status.show_lock(is_on=self.desk.application.screen_lock.is_on)

    def _give_when_filled(self) -> None:
        if self._hand is not None and self.desk.jobs.is_idle:
            # What came last has still to find its place.
            self._give_soon.start()

    def _give_back(self) -> None:
        if self._hand is None or not self.desk.jobs.is_idle:
            return
        place, hand = self._hand
        self._hand = None
        page = self.pages.get(place.page)
        # Whoever has gone on meanwhile has something else in hand.
        if page is not None and place == self.place:
            in_hand.give(page, hand)

    def _show_saved(self) -> None:
        kept = all(page.is_kept for page in self.pages.values())
        self.status.show_keeping(self.keeping.state(pages_kept=kept))

    def _count(self) -> None:
        info = self.desk.application.info
        self.status.show_owner(info.name, is_headquarters=info.role == "hq")
        job = self.desk.jobs.read(self.desk.application.inspections.rows)
        job.succeeded.connect(self._show_counts)

    def _show_counts(self, rows: Sequence[InspectionRow]) -> None:
        real = [one for one in rows if not one.is_sample]
        self.status.show_rows(real, len(rows) - len(real))

    def _drop_pages(self) -> None:
        self.pages.clear()
        while (widget := self.stack.currentWidget()) is not None:
            self.stack.removeWidget(widget)
            widget.hide()
            # What is on its way to the store still tells the page that sent it.
            self._leaving.append(widget)
        self._let_go_soon.start()

    def _let_go(self) -> None:
        if not self.desk.jobs.is_idle:
            # A page that left reads once more after its last save: its timers still run.
            return
        leaving, self._leaving = self._leaving, []
        for widget in leaving:
            widget.deleteLater()
            # At once: until then it could ask for one more read, which would find it gone.
            QCoreApplication.sendPostedEvents(widget, QEvent.Type.DeferredDelete.value)

    def _apply_zoom(self) -> None:
        if self._zoom_wanted != self.desk.settings.current.zoom:
            self.change_look(zoom=self._zoom_wanted)

    def _on_theme_asked(self) -> None:
        self.change_look(theme="light" if theme.current().name == "dark" else "dark")

    def _on_language_asked(self) -> None:
        self.change_look(language="en" if words.language() == "vi" else "vi")

    def _on_shortcuts_asked(self) -> None:
        self._show_dialog(ShortcutSheet(sheet(len(self.offered)), self.desk.prompts, self.window()))

    def _on_lock_settings_asked(self) -> None:
        dialog = LockSettings(self.desk.application.screen_lock, self.desk.jobs, self.window())
        dialog.changed.connect(self.lock_changed)
        dialog.changed.connect(self.show_lock)
        self._show_dialog(dialog)

    def _show_typists(self, names: list[str]) -> None:
        typist = self.desk.application.typist
        above = QApplication.activeModalWidget() or self.window()
        dialog = TypistDialog(names, typist.current, above)
        dialog.picked.connect(self._on_typist_picked)
        self._show_dialog(dialog)

    def _on_typist_picked(self, name: str) -> None:
        # What was typed until now is still the other one's.
        self.settle()
        job = self.desk.jobs.save(partial(self.desk.application.typist.pick, name))
        job.succeeded.connect(lambda _name: self._show_typist())

    def _show_typist(self) -> None:
        typist = self.desk.application.typist
        self.status.show_typist(typist.current, is_picked=typist.is_picked)

    def _show_dialog(self, dialog: QDialog) -> None:
        if self.dialog is not None:
            dialog.deleteLater()
            return
        self.dialog = dialog
        dialog.finished.connect(self._on_dialog_closed)
        dialog.open()

    def _on_dialog_closed(self, _result: int) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None


def _entries(pages: Sequence[PageName]) -> list[Entry]:
    looks = {
        PageName.TODAY: (translate("Today"), Icon.HOME),
        PageName.INSPECTIONS: (translate("Inspections"), Icon.INSPECTION),
        PageName.RECOMMENDATIONS: (translate("Recommendations"), Icon.FLAG),
        PageName.PACKAGES: (translate("Packages"), Icon.PACKAGE),
        PageName.DIFFERENCES: (translate("Laptop differences"), Icon.DIFFERS),
        PageName.CHECKLISTS: (translate("Checklists"), Icon.CHECKLIST),
        PageName.CALENDAR: (translate("Working calendar"), Icon.CALENDAR),
        PageName.PHRASES: (translate("Phrases"), Icon.EDIT),
        PageName.TEMPLATES: (translate("Paper templates"), Icon.DOCUMENT),
        PageName.BOARD: (translate("Follow-up board"), Icon.BOARD),
    }
    return [Entry(page=page, text=looks[page][0], drawing=looks[page][1]) for page in pages]
