"""The panel Đề xuất: arrows walk the proposals, Enter accepts, Delete puts aside."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from app.services.proposals import ProposalBoard
from app.words import translate
from ui import theme
from ui.icons import Icon
from ui.shortcuts import Key, bind
from ui.texts import day_text
from ui.visit.proposal_detail import ProposalDetail
from ui.visit.proposal_entry import COLUMNS, ProposalEntry, Standing, entries_of
from ui.visit.visit_proposals import VisitProposals
from ui.widgets.basics import button, column, label, row
from ui.widgets.column_table import ColumnTable, ColumnTableModel
from ui.widgets.empty_state import EmptyState
from ui.widgets.fields import ChoiceField

_WORKDAYS: Final = (5, 10, 15, 20, 30, 45, 60)


class ProposalsPanel(QWidget):
    """The list at the left, the proposal in hand at the right; nothing is accepted by itself."""

    finding_opened = Signal(str)
    own_asked = Signal(str)

    def __init__(self, proposals: VisitProposals) -> None:
        super().__init__()
        self.proposals = proposals
        self.model = ColumnTableModel[ProposalEntry](COLUMNS, self)
        self.table = ColumnTable(self.model)
        self.table.setAccessibleName(translate("Proposed findings"))
        self.detail = ProposalDetail()
        self.area = button(translate("Accept the whole area"), self._on_area, variant="quiet")
        self.aside = button("", self.show_board, variant="quiet")
        self.aside.setCheckable(True)
        self.workdays = ChoiceField(
            translate("Deadline proposed"), [(one, _workdays_text(one)) for one in _WORKDAYS]
        )
        self.workdays.setMinimumContentsLength(16)
        self.due = label("", "muted", wrap=True)
        self.stack = QStackedWidget()
        self._wanted = ""
        self._build()
        self._connect()
        self.show_board()

    def show_board(self) -> None:
        """Show the proposals as they were last read; the line in hand stays, or its successor."""
        board = self.proposals.board
        at = self.table.currentIndex().row()
        wanted = self._wanted or (self.detail.entry.key if self.detail.entry else "")
        entries = entries_of(board, dismissed=self.aside.isChecked()) if board else []
        if list(self.model.rows) != entries:
            self.model.show_rows(entries)
            self._choose(wanted, at)
        self._wanted = ""
        self.stack.setCurrentIndex(0 if entries else 1)
        if board is not None:
            self._show_foot(board)

    def open_key(self, key: str) -> None:
        """Take a proposal in hand, to be accepted with Enter."""
        self.aside.setChecked(False)
        self._wanted = key
        self.show_board()
        self.table.choose_where(lambda entry: entry.key == key)
        self.table.setFocus()

    def _build(self) -> None:
        self.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        left = QWidget()
        inner = column(left)
        inner.setContentsMargins(0, 0, theme.scaled(theme.SMALL), 0)
        inner.addWidget(self.table, 1)
        acts = row(spacing=theme.TINY)
        acts.addWidget(self.area)
        acts.addStretch(1)
        acts.addWidget(self.aside)
        inner.addLayout(acts)
        deadline = row(spacing=theme.SMALL)
        deadline.addWidget(label(translate("Deadline proposed"), "label", wrap=True), 1)
        deadline.addWidget(self.workdays)
        deadline.addWidget(self.due, 1)
        inner.addLayout(deadline)
        panes = QSplitter(Qt.Orientation.Horizontal)
        panes.setChildrenCollapsible(False)
        panes.setHandleWidth(theme.scaled(theme.TINY))
        empty = EmptyState(
            Icon.TICK,
            translate("Nothing is proposed"),
            translate(
                "What a criterion lacks, and what is wrong with the dossiers, is proposed here "
                "as soon as it is answered. Nothing is recorded before you accept it."
            ),
        )
        self.stack.addWidget(self.detail)
        self.stack.addWidget(empty)
        panes.addWidget(left)
        panes.addWidget(self.stack)
        panes.setSizes([theme.scaled(560), theme.scaled(560)])
        row(self).addWidget(panes)

    def _connect(self) -> None:
        self.proposals.shown_anew.connect(self.show_board)
        self.table.row_chosen.connect(self.detail.show_entry)
        self.table.row_opened.connect(lambda _entry: self._on_accept())
        self.detail.accept_asked.connect(self._on_accept)
        self.detail.dismiss_asked.connect(self._on_dismiss)
        self.detail.update_asked.connect(lambda: self._settle(take_new=True))
        self.detail.keep_asked.connect(lambda: self._settle(take_new=False))
        self.detail.finding_opened.connect(self.finding_opened)
        self.detail.own_asked.connect(self.own_asked)
        self.workdays.chosen.connect(self.proposals.set_workdays)
        for key, act in (
            (Key.ACCEPT, self._on_accept),
            (Key.PUT_ASIDE, self._on_dismiss),
        ):
            bind(self.table, key, act)

    def _choose(self, wanted: str, at: int) -> None:
        self.table.choose_where(lambda entry: entry.key == wanted)
        if self.table.chosen is None and self.table.count:
            # What was accepted or put aside is gone: the next one comes into hand.
            row_number = min(max(at, 0), self.table.count - 1)
            self.table.setCurrentIndex(self.table.filter.index(row_number, 0))
        self.detail.show_entry(self.table.chosen)

    def _show_foot(self, board: ProposalBoard) -> None:
        values = sorted({*_WORKDAYS, board.workdays})
        self.workdays.offer([(one, _workdays_text(one)) for one in values])
        self.workdays.show_value(board.workdays)
        self.due.setText(translate("to {day}", day=day_text(board.due_on)))
        self.aside.setText(translate("Put aside ({count})", count=len(board.dismissed)))
        self.aside.setVisible(bool(board.dismissed) or self.aside.isChecked())
        entry = self.detail.entry
        self.area.setEnabled(entry is not None and entry.standing is Standing.OPEN)

    def _on_accept(self) -> None:
        entry = self.detail.entry
        if entry is None or entry.proposal is None:
            return
        match entry.standing:
            case Standing.OPEN:
                self.proposals.accept(entry.proposal)
            case Standing.DISMISSED:
                self.proposals.bring_back(entry.proposal)
            case Standing.CHANGED if entry.finding is not None:
                # An edited finding asks for a decision with the button, not with a key.
                if entry.finding.text == entry.finding.proposed_text:
                    self.proposals.settle(entry.proposal, take_new=True)

    def _on_dismiss(self) -> None:
        entry = self.detail.entry
        if entry is not None and entry.standing is Standing.OPEN and entry.proposal is not None:
            self.proposals.dismiss(entry.proposal)

    def _settle(self, *, take_new: bool) -> None:
        entry = self.detail.entry
        if entry is not None and entry.proposal is not None:
            self.proposals.settle(entry.proposal, take_new=take_new)

    def _on_area(self) -> None:
        entry = self.detail.entry
        if entry is not None and entry.proposal is not None:
            self.proposals.accept_area(entry.proposal.facts.area_code)


def _workdays_text(count: int) -> str:
    return translate("{count} working days", count=count)
