"""The tab Phát hiện & kiến nghị: what was found, and what is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget
from typing_extensions import override

from app.domain.finding import Finding, FindingFacts, FindingKind
from app.domain.photo import PhotoTarget
from app.ids import RecommendationId
from app.words import translate
from ui import theme
from ui.icons import Icon
from ui.texts import finding_kind_text
from ui.visit.finding_editor import FindingEditor
from ui.visit.loose_pictures import Links
from ui.visit.photo_drop import DropPlace, PhotoDrop
from ui.visit.proposals_panel import ProposalsPanel
from ui.visit.tab import CaseTab
from ui.visit.visit_case import VisitCase
from ui.widgets.basics import Toggle, button, column, label, row
from ui.widgets.column_table import Column, ColumnTable, ColumnTableModel, Role
from ui.widgets.empty_state import EmptyState

_PROPOSALS: Final = 2
_TONES: Final = {
    FindingKind.STRENGTH: "good",
    FindingKind.SHORTCOMING: "bad",
    FindingKind.DIFFICULTY: "partial",
    FindingKind.VIOLATION: "late",
}

COLUMNS: Final = (
    Column[Finding](
        header=lambda: translate("Kind"),
        text=lambda row: finding_kind_text(row.kind),
        sort_key=lambda row: (list(FindingKind).index(row.kind), row.order),
        tone=lambda row: _TONES[row.kind],
        width=146,
    ),
    Column[Finding](
        header=lambda: translate("Finding"),
        text=lambda row: " ".join(row.text.split()),
        sort_key=lambda row: row.order,
        width=300,
        stretches=True,
    ),
    Column[Finding](
        header=lambda: translate("Criterion"),
        text=lambda row: row.criterion_code or row.area_code,
        sort_key=lambda row: row.criterion_code or row.area_code,
        width=110,
    ),
)


class FindingsTab(CaseTab):
    """The findings at the left; at the right the one in hand with its recommendations."""

    def __init__(self, case: VisitCase) -> None:
        super().__init__(case)
        self.model = ColumnTableModel[Finding](COLUMNS, self)
        self.table = ColumnTable(self.model)
        self.editor = FindingEditor(case)
        self.add_button = button(
            translate("Add a finding"), self.begin_finding, variant="primary", drawing=Icon.ADD
        )
        self.count = label("", "muted")
        self.proposals = ProposalsPanel(case.proposals)
        self.findings_button = self._switch()
        self.proposals_button = self._switch()
        self.stack = QStackedWidget()
        self._wanted_id = ""
        self._build()
        self.table.row_chosen.connect(self._on_row_chosen)
        self.editor.facts_settled.connect(self._on_facts_settled)
        self.editor.remove_asked.connect(self._on_remove_asked)
        self.proposals.finding_opened.connect(self.open_finding)
        self.proposals.own_asked.connect(self._begin_own)
        case.proposals.shown_anew.connect(self._show_counts)
        PhotoDrop(self.table.viewport(), case, self._row_at, self._links_in_hand)
        PhotoDrop(self.editor, case, self._editor_at, self._links_in_hand)

    @override
    def take_keys(self) -> None:
        if self.proposals_button.isChecked():
            self.proposals.table.setFocus()

    @override
    def show_case(self) -> None:
        case = self.case.case
        if case is None:
            return
        wanted = self._wanted_id or self.editor.finding_id
        if self.model.rows != case.findings:
            self.model.show_rows(case.findings)
        self.count.setText(
            translate(
                "{findings} findings, {recommendations} recommendations",
                findings=len(case.findings),
                recommendations=len(case.recommendations),
            )
        )
        if not self.editor.is_new:
            self._choose(wanted, case.findings)
        self.editor.show_recommendations()
        self._show_counts()
        self._show_place()

    @override
    def settle(self) -> None:
        self.editor.settle()

    def begin_finding(self, criterion_code: str = "") -> None:
        """Begin a new finding; where its criterion proposes one, that is shown first."""
        if self.case.is_sealed:
            return
        proposal = self.case.proposals.of_criterion(criterion_code)
        if proposal is not None:
            self.proposals_button.setChecked(True)
            self._show_place()
            self.proposals.open_key(proposal.key)
            return
        self._begin_own(criterion_code)

    def _begin_own(self, criterion_code: str) -> None:
        self.findings_button.setChecked(True)
        self.editor.begin(criterion_code)
        self._show_place()
        self.editor.text.setFocus()

    def open_finding(self, finding_id: str) -> None:
        """Take a finding in hand."""
        self.findings_button.setChecked(True)
        self._show_place()
        self._wanted_id = finding_id
        if self.case.case is not None:
            self._choose(finding_id, self.case.case.findings)

    @override
    def open_key(self, key: str) -> None:
        """Take a finding in hand, or the one that a recommendation answers."""
        case = self.case.case
        asked = {one.id: one for one in case.recommendations} if case is not None else {}
        wish = asked.get(RecommendationId(key))
        self.open_finding(key if wish is None else wish.finding_id or "")
        if wish is not None:
            self.editor.reach_recommendation(wish.id)

    def _row_at(self, at: QPoint) -> DropPlace | None:
        """Return the finding at a point of the table, where photos may be dropped on it."""
        index = self.table.indexAt(at)
        finding: Finding | None = index.data(Role.ROW) if index.isValid() else None
        if finding is None:
            return None
        across = self.table.visualRect(index)
        across.setLeft(0)
        across.setRight(self.table.viewport().width() - 1)
        return DropPlace(_links(finding.id), across)

    def _editor_at(self, _at: QPoint) -> DropPlace | None:
        links = self._links_in_hand()
        return DropPlace(links, self.editor.rect()) if links is not None else None

    def _links_in_hand(self) -> Links | None:
        return _links(self.editor.finding_id) if self.editor.finding_id else None

    def _build(self) -> None:
        self.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        left = QWidget()
        inner = column(left)
        inner.setContentsMargins(0, 0, theme.scaled(theme.SMALL), 0)
        inner.addWidget(self.table, 1)
        panes = QSplitter(Qt.Orientation.Horizontal)
        panes.setChildrenCollapsible(False)
        panes.setHandleWidth(theme.scaled(theme.TINY))
        panes.addWidget(left)
        panes.addWidget(self.editor)
        panes.setSizes([theme.scaled(520), theme.scaled(600)])
        empty = EmptyState(
            Icon.FLAG,
            translate("No findings yet"),
            translate(
                "Record what was good and what was not: from a criterion with F6, or here. "
                "State secrets do not belong in this program."
            ),
            button(translate("Add a finding"), self.begin_finding),
        )
        for place in (panes, empty, self.proposals):
            self.stack.addWidget(place)
        head = row()
        head.addWidget(self.findings_button)
        head.addWidget(self.proposals_button)
        head.addWidget(self.count, 1)
        head.addWidget(self.add_button)
        layout = column(self)
        layout.addLayout(head)
        layout.addWidget(self.stack, 1)
        self.findings_button.setChecked(True)

    def _switch(self) -> Toggle:
        made = Toggle(clicked=self._show_place)
        made.setAutoExclusive(True)
        return made

    def _show_counts(self) -> None:
        case, board = self.case.case, self.case.proposals.board
        findings = len(case.findings) if case is not None else 0
        waiting = len(board.open) + len(board.changed) + len(board.lapsed) if board else 0
        self.findings_button.setText(translate("Findings ({count})", count=findings))
        self.proposals_button.setText(translate("Proposals ({count})", count=waiting))

    def _show_place(self) -> None:
        if self.proposals_button.isChecked():
            self.stack.setCurrentIndex(_PROPOSALS)
            return
        case = self.case.case
        has_content = bool(case and (case.findings or case.recommendations))
        self.stack.setCurrentIndex(0 if has_content or self.editor.is_new else 1)

    def _choose(self, wanted: str, findings: Sequence[Finding]) -> None:
        ids = [finding.id for finding in findings]
        if not ids:
            self.editor.show_finding(None)
            return
        target = wanted if wanted in ids else ids[0]
        if wanted in ids:
            self._wanted_id = ""
        self.table.choose_where(lambda row: row.id == target)
        self.editor.show_finding(next(one for one in findings if one.id == target))

    def _on_row_chosen(self, finding: Finding | None) -> None:
        if finding is not None:
            self.editor.show_finding(finding)

    def _on_facts_settled(self, facts: FindingFacts) -> None:
        findings, visit = self.case.desk.application.findings, self.case.inspection_id
        if isinstance(facts, Finding):
            self.case.save(partial(findings.save, facts))
            return
        job = self.case.save(partial(findings.add, visit, facts))
        job.succeeded.connect(self._on_added)

    def _on_added(self, finding: Finding) -> None:
        self._wanted_id = finding.id
        self.editor.show_finding(finding)

    def _on_remove_asked(self, finding: Finding) -> None:
        desk = self.case.desk
        if desk.prompts.confirm(
            translate("Put this finding and its recommendations in the bin?"),
            translate("Put in the bin"),
        ):
            self.editor.show_finding(None)
            self.case.save(partial(desk.application.findings.remove, finding))


def _links(finding_id: str) -> Links:
    return ((PhotoTarget.FINDING, finding_id),)
