"""Kiến nghị kỳ trước: what earlier visits asked of this unit, verified one by one."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget
from typing_extensions import override

from app.domain.earlier_recommendation import EarlierRecommendation
from app.domain.remediation_check import RemediationOutcome
from app.words import translate
from ui import theme
from ui.icons import Icon
from ui.visit.earlier_detail import EarlierDetail
from ui.visit.earlier_row import COLUMNS, EARLIER
from ui.visit.visit_case import VisitCase
from ui.widgets.basics import column, row
from ui.widgets.column_table import ColumnTable, ColumnTableModel
from ui.widgets.empty_state import EmptyState

_LATE: Final = 2


class EarlierTable(ColumnTable[EarlierRecommendation]):
    """The list; the digits say what became of the one chosen."""

    outcome_given = Signal(RemediationOutcome)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        outcomes = dict(enumerate(RemediationOutcome, start=1))
        text = event.text()
        outcome = outcomes.get(int(text)) if text.isdecimal() else None
        if outcome is None:
            super().keyPressEvent(event)
        else:
            self.outcome_given.emit(outcome)


class EarlierPanel(QWidget):
    """The list at the left, the one in hand at the right; 1, 2 and 3 say what was found."""

    def __init__(self, case: VisitCase) -> None:
        super().__init__()
        self.case = case
        self.model = ColumnTableModel[EarlierRecommendation](COLUMNS, self)
        self.table = EarlierTable(self.model)
        self.table.setAccessibleName(translate("Earlier recommendations"))
        self.detail = EarlierDetail(case)
        self.stack = QStackedWidget()
        self._wanted = ""
        self._build()
        case.past.shown_anew.connect(self.show_past)
        case.loaded.connect(self.detail.show_photos)
        self.table.row_chosen.connect(self.detail.show_row)
        self.table.row_opened.connect(lambda _row: self.detail.note.setFocus())
        self.table.outcome_given.connect(self.detail.choose)
        self.show_past()

    @property
    def key_in_hand(self) -> str:
        """The recommendation in hand, or what leads to all of them."""
        row_ = self.detail.row
        return row_.recommendation.id if row_ is not None else EARLIER

    def show_past(self) -> None:
        """Show the recommendations as they were last read; the one in hand stays in hand."""
        rows = self.case.past.earlier
        in_hand = self.detail.row.recommendation.id if self.detail.row is not None else ""
        wanted = self._wanted or in_hand
        # Or the one in hand would be put away and taken again while somebody types in it.
        self.table.blockSignals(True)  # noqa: FBT003 - Qt takes it so
        if list(self.model.rows) != list(rows):
            self.model.show_rows(rows)
        self.stack.setCurrentIndex(0 if rows else 1)
        ids: list[str] = [one.recommendation.id for one in rows]
        if wanted not in ids:
            wanted = ids[0] if ids else ""
        elif self._wanted:
            self._wanted = ""
        self.table.choose_where(lambda one: one.recommendation.id == wanted)
        self.table.blockSignals(False)  # noqa: FBT003 - Qt takes it so
        self.detail.show_row(self.table.chosen if rows else None)

    def open_key(self, recommendation_id: str) -> None:
        """Take an earlier recommendation in hand, now or as soon as it is read."""
        self._wanted = recommendation_id
        self.show_past()
        self.table.setFocus()

    def settle(self) -> None:
        """Take the note as final."""
        self.detail.settle()

    def _build(self) -> None:
        # The longest overdue first, and an answer moves no line away from under the hand.
        self.table.sortByColumn(_LATE, Qt.SortOrder.AscendingOrder)
        left = QWidget()
        inner = column(left)
        inner.setContentsMargins(0, 0, theme.scaled(theme.SMALL), 0)
        inner.addWidget(self.table)
        panes = QSplitter(Qt.Orientation.Horizontal)
        panes.setChildrenCollapsible(False)
        panes.setHandleWidth(theme.scaled(theme.TINY))
        panes.addWidget(left)
        panes.addWidget(self.detail)
        panes.setSizes([theme.scaled(560), theme.scaled(560)])
        empty = EmptyState(
            Icon.TICK,
            translate("No earlier recommendation is open"),
            translate(
                "What earlier visits to this unit asked for stands here until it is confirmed, "
                "as far as this computer has those visits."
            ),
        )
        self.stack.addWidget(panes)
        self.stack.addWidget(empty)
        row(self).addWidget(self.stack)
