"""The tab Phiếu: outline, criteria, and the panel that follows them."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget
from typing_extensions import override

from app.domain.photo import PhotoTarget
from app.domain.scoring import ChecklistScore
from app.words import translate
from ui import theme
from ui.shortcuts import Key, bind
from ui.texts import number_text
from ui.visit.criterion_list import CriterionList
from ui.visit.criterion_model import Entry, EntryRole, Wanted
from ui.visit.jump_list import JumpList
from ui.visit.loose_pictures import Links
from ui.visit.outline import Outline
from ui.visit.photo_drop import DropPlace, PhotoDrop
from ui.visit.side_panel import SidePanel
from ui.visit.tab import CaseTab
from ui.visit.visit_case import VisitCase
from ui.visit.work_menu import typist_of
from ui.widgets.basics import button, column, label, row
from ui.widgets.filter_bar import FilterBar
from ui.widgets.tab_order import walk_by_tab

_ROOM_FOR_SIDE: Final = 980
_ROOM_FOR_OUTLINE: Final = 760
_CHOICES: Final = (Wanted.ALL, Wanted.UNANSWERED, Wanted.NOT_MET, Wanted.MINE)


class ChecklistTab(CaseTab):
    """Where a visit is answered."""

    finding_asked = Signal(str)
    finding_opened = Signal(str)
    photo_asked = Signal(str)

    def __init__(self, case: VisitCase) -> None:
        super().__init__(case)
        self.total = label("", "figure")
        self.progress = label("", "muted", wrap=True)
        self.outline = Outline(case)
        self.list = CriterionList(case)
        self.side = SidePanel(case)
        self.filter = FilterBar(
            translate("Search criteria (Ctrl+F)"),
            (
                translate("All"),
                translate("Not yet scored"),
                translate("Not fully met"),
                translate("My part"),
            ),
        )
        self.next_button = button(
            translate("Next unanswered"), self.list.open_next_unanswered, variant="primary"
        )
        self.next_button.setProperty("reads", True)  # noqa: FBT003 - Qt takes it so
        self.jump: JumpList | None = None
        self.nothing = label("", "muted", wrap=True)
        self._edition = -1
        self._wanted = Wanted.ALL
        self._relist_soon = QTimer(self)
        self._relist_soon.setSingleShot(True)
        self._relist_soon.setInterval(0)
        self._search_soon = QTimer(self)
        self._search_soon.setSingleShot(True)
        self._search_soon.setInterval(150)
        self._build()
        self._connect()

    @override
    def show_case(self) -> None:
        if self._edition == self.case.edition:
            # Only what this tab itself answered was read again.
            return
        self._edition = self.case.edition
        self.filter.show_choice(_CHOICES.index(Wanted.MINE), shown=self.case.marks.is_divided)
        self.outline.show_case()
        is_new = self._list_wanted(self.list.editor.code)
        self.list.editor.refresh()
        if is_new and not self.list.currentIndex().isValid():
            self.list.open_first()
        elif self.list.editor.code:
            self.side.show_code(self.list.editor.code)

    @override
    def open_key(self, key: str) -> None:
        """Take the user to a criterion, whatever the filter hides."""
        if self.list.criteria.row_of(key) < 0:
            self.filter.words.clear()
            self.filter.choose(0)
            self._search_soon.stop()
            self._on_filter()
        self.list.open_code(key)

    def open_jump(self) -> None:
        """Ask where to go among all criteria of the visit."""
        if self.jump is None or self.jump.parentWidget() is not self.window():
            self.jump = JumpList(self.window())
            self.jump.asked.connect(self._on_jump)
            self.jump.closed.connect(self.list.setFocus)
        self.jump.show_scores(self.case.scores)
        self.jump.open_at(self.filter)

    @property
    @override
    def key_in_hand(self) -> str:
        return self.list.editor.code

    @override
    def take_keys(self) -> None:
        self.list.setFocus()

    @override
    def settle(self) -> None:
        self.list.editor.settle()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # On a small screen, or much enlarged, the criteria come first.
        self.side.setVisible(self.width() >= theme.scaled(_ROOM_FOR_SIDE))
        self.left.setVisible(self.width() >= theme.scaled(_ROOM_FOR_OUTLINE))

    def _build(self) -> None:
        self.left = left = QWidget()
        outline = column(left, spacing=theme.SMALL)
        outline.setContentsMargins(0, 0, theme.scaled(theme.SMALL), 0)
        figures = column(spacing=0)
        figures.addWidget(self.total)
        figures.addWidget(self.progress)
        outline.addLayout(figures)
        outline.addWidget(self.outline, 1)
        outline.addWidget(self.next_button)
        middle = QWidget()
        cards = column(middle, spacing=theme.SMALL)
        cards.setContentsMargins(theme.scaled(theme.SMALL), 0, theme.scaled(theme.SMALL), 0)
        cards.addWidget(self.filter)
        cards.addWidget(self.nothing)
        cards.addWidget(self.list, 1)
        panes = QSplitter(Qt.Orientation.Horizontal)
        panes.setProperty("role", "panes")
        panes.setChildrenCollapsible(False)
        panes.setHandleWidth(theme.scaled(theme.TINY))
        for pane, width in ((left, 230), (middle, 620), (self.side, 264)):
            panes.addWidget(pane)
            pane.setMinimumWidth(theme.scaled(min(width, 420) - 30))
        panes.setSizes([theme.scaled(width) for width in (230, 640, 264)])
        panes.setStretchFactor(0, 0)
        panes.setStretchFactor(1, 1)
        panes.setStretchFactor(2, 0)
        layout = row(self)
        layout.addWidget(panes)
        walk_by_tab(
            [self.outline, self.next_button, self.filter.words, *self.filter.choices, self.list]
        )

    def _connect(self) -> None:
        self.outline.group_chosen.connect(self.list.show_group)
        self.list.code_chosen.connect(self._on_code_chosen)
        self.list.photo_asked.connect(self.photo_asked)
        self.list.finding_asked.connect(self.finding_asked)
        self.list.editor.photo_opened.connect(self._on_photo_opened)
        self.side.photo_asked.connect(self.photo_asked)
        self.side.finding_asked.connect(self.finding_asked)
        self.side.finding_opened.connect(self.finding_opened)
        self.filter.searched.connect(lambda _text: self._search_soon.start())
        self.filter.choice_made.connect(self._on_choice)
        self._search_soon.timeout.connect(self._on_filter)
        self._relist_soon.timeout.connect(lambda: self._list_wanted(self.list.editor.code))
        self.case.answer_changed.connect(lambda _code: self._show_figures())
        self.drop = PhotoDrop(
            self.list.viewport(), self.case, self._place_at, lambda: _links(self.list.editor.code)
        )
        self.case.answer_saved.connect(self._on_saved)
        self.case.marks.differences_read.connect(self._on_differences)
        bind(self, Key.SEARCH, self.filter.words.setFocus)
        bind(self, Key.JUMP, self.open_jump)

    def _place_at(self, at: QPoint) -> DropPlace | None:
        """Return the card at a point of the list, where photos may be dropped on it."""
        index = self.list.indexAt(at)
        entry: Entry | None = index.data(EntryRole.ENTRY) if index.isValid() else None
        if entry is None or entry.is_group:
            return None
        return DropPlace(_links(entry.criterion.code), self.list.visualRect(index))

    def _on_code_chosen(self, code: str) -> None:
        self.outline.mark(code)
        self.side.show_code(code)
        if self._wanted is not Wanted.ALL:
            # What was answered before it leaves the list, once the key has been served.
            self._relist_soon.start()

    def _on_jump(self, code: str) -> None:
        self.open_key(code)
        self.list.setFocus()

    def _on_photo_opened(self, photo_id: str) -> None:
        shown = self.list.editor.evidence.photos
        self.case.photo_opened.emit(photo_id, [photo.id for photo in shown])

    def _on_saved(self, code: str) -> None:
        if code == self.list.editor.code:
            self.side.show_code(code)

    def _on_differences(self) -> None:
        self.list.criteria.repaint_all()
        self.outline.repaint_all()

    def _on_choice(self, number: int) -> None:
        self._wanted = _CHOICES[number]
        self._on_filter()

    def _on_filter(self) -> None:
        self._search_soon.stop()
        self._list_wanted()
        if not self.list.currentIndex().isValid():
            self.list.open_first()

    def _list_wanted(self, in_hand: str = "") -> bool:
        """List what is wanted, and what is being answered for as long as it is in hand."""
        words = self.filter.words.text()
        is_new = self.list.criteria.show_case(self._wanted, words, in_hand)
        self._show_figures()
        self._say_nothing_found()
        return is_new

    def _say_nothing_found(self) -> None:
        """Say why the list is empty, and what to do."""
        name = typist_of(self.case.desk.application)
        if self._wanted is Wanted.MINE and not name:
            text = translate("Pick your name first: who is typing, at the bottom right.")
        elif self._wanted is Wanted.MINE and not self.filter.words.text():
            text = translate(
                "Nothing is shared to {name}. Press the right button on an area at the left to "
                "share it out.",
                name=name,
            )
        else:
            text = translate("No criterion is like that.")
        self.nothing.setText(text)
        self.nothing.setVisible(bool(self.case.scores) and not self.list.criteria.entries)

    def _show_figures(self) -> None:
        points = sum((score.total.points for score in self.case.scores), start=0)
        most = sum((score.total.applicable_max for score in self.case.scores), start=0)
        answered = sum(score.total.answered for score in self.case.scores)
        leaves = sum(score.total.leaves for score in self.case.scores)
        self.total.setText(f"{number_text(points)} / {number_text(most)}")
        self.progress.setText(
            translate("{answered} of {leaves} criteria", answered=answered, leaves=leaves)
            + _rating_text(self.case.scores)
        )
        shown = sum(1 for entry in self.list.criteria.entries if not entry.is_group)
        total = sum(len(score.criteria) for score in self.case.scores)
        self.filter.show_count(shown, total)
        self.next_button.setEnabled(answered < leaves)


def _links(code: str) -> Links:
    return ((PhotoTarget.CRITERION, code),) if code else ()


def _rating_text(scores: tuple[ChecklistScore, ...]) -> str:
    if len(scores) != 1:
        return ""
    band = scores[0].rating
    return f"  ·  {band.name}" if band is not None else ""
