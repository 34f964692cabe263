"""The tab Phát hiện & kiến nghị: what was found, and what is asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property, partial
from typing import Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget
from typing_extensions import override

from app.domain.finding import Finding, FindingFacts
from app.domain.finding_arrange import in_printed_order
from app.domain.photo import PhotoTarget
from app.ids import FindingId, PhotoId, RecommendationId
from app.words import translate
from ui import theme
from ui.icons import Icon
from ui.visit.earlier_panel import EarlierPanel
from ui.visit.earlier_row import EARLIER
from ui.visit.finding_acts import FindingActs
from ui.visit.finding_editor import FindingEditor
from ui.visit.finding_list import FindingModel, FindingRow, FindingTable
from ui.visit.loose_pictures import Links
from ui.visit.photo_drop import DropPlace, PhotoDrop
from ui.visit.proposals_panel import ProposalsPanel
from ui.visit.sealing import show_sealed
from ui.visit.tab import CaseTab
from ui.visit.visit_case import VisitCase
from ui.widgets.basics import Toggle, button, column, row
from ui.widgets.column_table import Role
from ui.widgets.elided import ElidedLabel
from ui.widgets.empty_state import EmptyState
from ui.widgets.typed_text import is_new_record, parts_of_new

_LIST: Final = 0
_EMPTY: Final = 1


class FindingsTab(CaseTab):
    """The findings at the left; at the right the one in hand with its recommendations.

    What the answers propose, and what earlier visits asked for, stand beside them.
    """

    def __init__(self, case: VisitCase) -> None:
        super().__init__(case)
        self.model = FindingModel(self)
        self.table = FindingTable(self.model)
        self.acts = FindingActs(self.table)
        self.editor = FindingEditor(case)
        self.add_button = button(
            translate("Add a finding"), self.begin_finding, variant="primary", drawing=Icon.ADD
        )
        self.count = ElidedLabel("", "muted")
        self.findings_button = self._switch()
        self.proposals_button = self._switch()
        self.earlier_button = self._switch()
        self.stack = QStackedWidget()
        self._wanted_id = ""
        self._build()
        self._connect()

    @cached_property
    def proposals(self) -> ProposalsPanel:
        """What the answers propose; made when it is first shown, or the tab would open late."""
        made = ProposalsPanel(self.case.proposals)
        made.finding_opened.connect(self.open_finding)
        made.own_asked.connect(self._begin_own)
        self._stand(made)
        return made

    @cached_property
    def earlier(self) -> EarlierPanel:
        """What earlier visits asked for; made when it is first shown."""
        made = EarlierPanel(self.case)
        self._stand(made)
        return made

    @property
    @override
    def key_in_hand(self) -> str:
        if self.earlier_button.isChecked():
            return self.earlier.key_in_hand
        return "" if self.proposals_button.isChecked() else self.editor.finding_id

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
        self._show_rows()
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
        if "earlier" in vars(self):
            self.earlier.settle()

    def begin_finding(
        self,
        criterion_code: str = "",
        dossier_ids: Sequence[str] = (),
        photo_ids: Sequence[PhotoId] = (),
    ) -> None:
        """Begin a new finding; where its criterion proposes one, that is shown first.

        Args:
            criterion_code: the criterion it comes from, if any.
            dossier_ids: the dossiers it was found in.
            photo_ids: the photos that show it.
        """
        if self.case.is_sealed:
            return
        proposal = self.case.proposals.of_criterion(criterion_code)
        if proposal is not None and not (dossier_ids or photo_ids):
            self.proposals_button.setChecked(True)
            self._show_place()
            self.proposals.open_key(proposal.key)
            return
        self._begin_own(criterion_code, dossier_ids, photo_ids)

    def _begin_own(
        self,
        criterion_code: str,
        dossier_ids: Sequence[str] = (),
        photo_ids: Sequence[PhotoId] = (),
    ) -> None:
        self.findings_button.setChecked(True)
        self.editor.begin(criterion_code, dossier_ids, photo_ids)
        self._show_place()
        self.editor.text.setFocus()

    def open_earlier(self, recommendation_id: str = "") -> None:
        """Show what earlier visits asked for, one of them in hand."""
        self.earlier_button.setChecked(True)
        self._show_place()
        self.earlier.open_key(recommendation_id)

    def open_finding(self, finding_id: str) -> None:
        """Take a finding in hand."""
        self.findings_button.setChecked(True)
        self._show_place()
        self._wanted_id = finding_id
        if self.case.case is not None:
            self._choose(finding_id, self.case.case.findings)

    @override
    def open_key(self, key: str) -> None:
        """Take a finding in hand, or the one that a recommendation answers, or an earlier one.

        A finding that is not there yet is begun.
        """
        if is_new_record(key):
            self._begin_own(parts_of_new(key)[2])
            return
        case = self.case.case
        asked = {one.id: one for one in case.recommendations} if case is not None else {}
        wish = asked.get(RecommendationId(key))
        findings = {one.id for one in case.findings} if case is not None else set()
        if key == EARLIER or (wish is None and FindingId(key) not in findings):
            self.open_earlier("" if key == EARLIER else key)
            return
        self.open_finding(key if wish is None else wish.finding_id or "")
        if wish is not None:
            self.editor.reach_recommendation(wish.id)

    def _row_at(self, at: QPoint) -> DropPlace | None:
        """Return the finding at a point of the table, where photos may be dropped on it."""
        index = self.table.indexAt(at)
        found: FindingRow | None = index.data(Role.ROW) if index.isValid() else None
        if found is None:
            return None
        across = self.table.visualRect(index)
        across.setLeft(0)
        across.setRight(self.table.viewport().width() - 1)
        return DropPlace(_links(found.finding.id), across)

    def _editor_at(self, _at: QPoint) -> DropPlace | None:
        links = self._links_in_hand()
        return DropPlace(links, self.editor.rect()) if links is not None else None

    def _links_in_hand(self) -> Links | None:
        return _links(self.editor.finding_id) if self.editor.finding_id else None

    def _build(self) -> None:
        left = QWidget()
        inner = column(left)
        inner.setContentsMargins(0, 0, theme.scaled(theme.SMALL), 0)
        inner.addWidget(self.table, 1)
        inner.addWidget(self.acts)
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
        self.stack.addWidget(panes)
        self.stack.addWidget(empty)
        head = row()
        for switch in (self.findings_button, self.proposals_button, self.earlier_button):
            head.addWidget(switch)
        head.addWidget(self.count, 1)
        head.addWidget(self.add_button)
        layout = column(self)
        layout.addLayout(head)
        layout.addWidget(self.stack, 1)
        self.findings_button.setChecked(True)

    def _connect(self) -> None:
        self.table.row_chosen.connect(self._on_row_chosen)
        self.model.arranged.connect(self._on_arranged)
        self.acts.join_asked.connect(self._on_join_asked)
        self.editor.facts_settled.connect(self._on_facts_settled)
        self.editor.remove_asked.connect(self._on_remove_asked)
        self.editor.part_asked.connect(self._on_part_asked)
        self.case.proposals.shown_anew.connect(self._show_counts)
        self.case.past.shown_anew.connect(self._on_past)
        PhotoDrop(self.table.viewport(), self.case, self._row_at, self._links_in_hand)
        PhotoDrop(self.editor, self.case, self._editor_at, self._links_in_hand)

    def _stand(self, panel: QWidget) -> None:
        self.stack.addWidget(panel)
        show_sealed(panel, sealed=self.case.is_sealed)

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
        past = self.case.past
        self.earlier_button.setText(
            translate("Earlier recommendations ({count})", count=past.waiting)
        )
        self.earlier_button.setVisible(bool(past.earlier) or self.earlier_button.isChecked())

    def _show_rows(self) -> None:
        """Show the findings as minutes print them, with what is known of each."""
        case = self.case.case
        if case is None:
            return
        asked = Counter(one.finding_id for one in case.recommendations)
        rows = [
            FindingRow(one, self.case.past.recurs_of(one), asked[one.id])
            for one in in_printed_order(case.checklists, case.findings)
        ]
        self.model.is_sealed = self.case.is_sealed
        if list(self.model.rows) != rows:
            chosen = self.table.chosen_ids
            # What is in hand stays in hand: it may be newer than the row that is shown.
            self.table.blockSignals(True)  # noqa: FBT003 - Qt takes it so
            self.model.show_rows(rows)
            self.table.choose_several(chosen)
            self.table.blockSignals(False)  # noqa: FBT003 - Qt takes it so
            self.acts.show_chosen(self.table.chosen_ids)

    def _show_place(self) -> None:
        if self.proposals_button.isChecked():
            self.stack.setCurrentWidget(self.proposals)
            return
        if self.earlier_button.isChecked():
            self.stack.setCurrentWidget(self.earlier)
            return
        case = self.case.case
        has_content = bool(case and (case.findings or case.recommendations))
        self.stack.setCurrentIndex(_LIST if has_content or self.editor.is_new else _EMPTY)

    def _choose(self, wanted: str, findings: Sequence[Finding]) -> None:
        ids = [row.finding.id for row in self.model.rows]
        if not ids:
            self.editor.show_finding(None)
            return
        target = wanted if wanted in ids else ids[0]
        if wanted in ids:
            self._wanted_id = ""
        if FindingId(target) not in self.table.chosen_ids:
            self.table.choose_where(lambda row: row.finding.id == target)
        self.editor.show_finding(next(one for one in findings if one.id == target))

    def _on_row_chosen(self, row_: FindingRow | None) -> None:
        if row_ is not None:
            self.editor.show_finding(row_.finding)

    def _on_past(self) -> None:
        self._show_rows()
        self._show_counts()

    def _on_arranged(self, ids: list[FindingId], moved: list[FindingId]) -> None:
        """Keep an order; what is printed elsewhere all the same is told."""
        case = self.case.case
        if case is None:
            return
        self.settle()
        placed = [replace(one, order=ids.index(one.id)) for one in case.findings if one.id in ids]
        printed = [one.id for one in in_printed_order(case.checklists, placed)]
        self.acts.tell_of_place(elsewhere=printed != ids)
        if printed == [row.finding.id for row in self.model.rows]:
            return
        self._wanted_id = moved[0]
        arrange = self.case.desk.application.findings.arrange
        self.case.save(partial(arrange, self.case.inspection_id, printed))

    def _on_join_asked(self, ids: list[FindingId]) -> None:
        self.settle()
        self._wanted_id = ids[0]
        join = self.case.desk.application.findings.join
        self.case.save(partial(join, self.case.inspection_id, ids))

    def _on_part_asked(self, finding: Finding, texts: list[str]) -> None:
        self._wanted_id = finding.id
        self.case.save(partial(self.case.desk.application.findings.part, finding, texts))

    def _on_facts_settled(self, facts: FindingFacts) -> None:
        findings, visit = self.case.desk.application.findings, self.case.inspection_id
        if isinstance(facts, Finding):
            self.case.save(partial(findings.save, facts), facts)
            return
        links = self.editor.links
        add = partial(
            findings.add,
            visit,
            facts,
            dossier_ids=links.dossier_ids,
            photo_ids=links.photo_ids,
        )
        job = self.case.save(add)
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
