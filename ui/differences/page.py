"""The page Điểm khác nhau: the inbox of what laptops say unlike, decided one by one or in bulk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter
from typing_extensions import override

from app.domain.difference import Decision, Difference, DifferenceChanged
from app.domain.entities import ENTITIES
from app.domain.signed_scope import VisitSigned
from app.errors import InvalidValue
from app.words import translate, translate_count
from ui import theme
from ui.desk import Desk
from ui.differences.bulk_bar import BulkBar
from ui.differences.columns import COLUMNS
from ui.differences.detail import DifferenceDetail
from ui.icons import Icon
from ui.page import Page
from ui.widgets.empty_state import EmptyState
from ui.widgets.table_panel import TablePanel
from ui.widgets.undo_bar import UndoBar

_LIST: Final = 240
_DETAIL: Final = 340
Refused = DifferenceChanged | VisitSigned | InvalidValue


class DifferencesPage(Page):
    """All open differences of this store; the one chosen is decided at the right."""

    TOPICS = frozenset(ENTITIES)

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            translate("Laptop differences"),
            translate(
                "Every value is kept until a person decides. Packages come and go meanwhile; only "
                "the minutes that would say it wait."
            ),
        )
        self.panel = TablePanel[Difference](
            COLUMNS,
            translate("Search differences (Ctrl+F)"),
            (
                (translate("All"), None),
                (translate("Minutes wait"), lambda row: row.blocks),
                (translate("Removed or kept"), lambda row: row.is_removal),
            ),
            EmptyState(
                Icon.TICK,
                translate("Nothing differs"),
                translate("When two laptops write unlike values, they are compared here."),
            ),
        )
        self.bulk = BulkBar()
        self.undo = UndoBar()
        self.detail = DifferenceDetail(desk)
        self.body.addWidget(self.undo)
        self.panel.add_line(self.bulk)
        sides = QSplitter(Qt.Orientation.Vertical)
        sides.setChildrenCollapsible(False)
        sides.addWidget(self.panel)
        sides.addWidget(self.detail)
        sides.setSizes([theme.scaled(_LIST), theme.scaled(_DETAIL)])
        self.body.addWidget(sides, 1)
        self.panel.table.row_chosen.connect(self.detail.show_difference)
        self.panel.table.row_opened.connect(lambda _row: self.detail.open_visit())
        for part in (self.detail, self.bulk):
            part.decided.connect(self.settle_all)

    @override
    def reload(self) -> None:
        self.read(self.desk.application.differences.open, self._show)

    def settle_all(self, decisions: Sequence[Decision]) -> None:
        """Write what was decided; one line offers to open it again."""
        differences = self.desk.application.differences
        job = self.desk.jobs.save(partial(_done, partial(differences.settle, list(decisions))))
        job.succeeded.connect(self._on_settled)

    def _on_settled(self, done: int | Refused) -> None:
        if isinstance(done, int):
            told = translate_count(
                "{count} difference was decided.", "{count} differences were decided.", done
            )
            self.undo.offer(told, self._on_undo)
        else:
            self.undo.offer(done.text, None)
        self.reload()

    def _on_undo(self) -> None:
        job = self.desk.jobs.save(partial(_done, self.desk.application.differences.undo))
        job.succeeded.connect(self._on_undone)

    def _on_undone(self, done: int | Refused) -> None:
        if not isinstance(done, int):
            self.undo.offer(done.text, None)
        self.reload()

    def _show(self, found: Sequence[Difference]) -> None:
        self.bulk.show_differences(found)
        self.panel.show_rows(found, lambda one, other: one.id == other.id)
        self.detail.show_difference(self.panel.table.chosen)


def _done(work: Callable[[], int]) -> int | Refused:
    """Do it, or return why it is refused: that is said in a line, not in a dialog."""
    try:
        return work()
    except (DifferenceChanged, VisitSigned, InvalidValue) as refused:
        return refused
