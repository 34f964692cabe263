"""One finding in hand, and the recommendations that answer it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.domain.checklist import Criterion
from app.domain.finding import CauseKind, Finding, FindingFacts, FindingKind, Severity
from app.domain.finding_arrange import NothingToPart, paragraphs
from app.domain.proposal_text import basis_of, evidence_of
from app.domain.text import fold
from app.ids import PhotoId
from app.services.suggestions import Field
from app.words import translate, translate_count
from ui import theme
from ui.icons import Icon
from ui.navigation import VisitTab
from ui.texts import cause_text, finding_kind_text, severity_text
from ui.values import with_changes
from ui.visit.finding_links import FindingLinks
from ui.visit.phrase_offer import PhraseOffer
from ui.visit.recommendation_list import RecommendationList
from ui.visit.suggesting import suggesting
from ui.visit.visit_case import VisitCase
from ui.visit.visit_past import recurs_text
from ui.visit.visit_workdays import VisitWorkdays
from ui.widgets.basics import button, chip, column, label, row
from ui.widgets.fields import AutoLine, AutoText, ChoiceField, stand
from ui.widgets.form import Form, section
from ui.widgets.scroll_column import ScrollColumn
from ui.widgets.suggestion_list import SuggestionOffer
from ui.widgets.typed_text import before_caret, new_record

_PHRASES: Final = {
    FindingKind.STRENGTH: "uu_diem",
    FindingKind.SHORTCOMING: "ton_tai",
    FindingKind.DIFFICULTY: "nguyen_nhan",
    FindingKind.VIOLATION: "ton_tai",
}
"""The phrases offered for a finding, by what it is."""


class FindingEditor(QWidget):
    """Edits a finding field by field; a new one is recorded when it has its text."""

    facts_settled = Signal(object)
    remove_asked = Signal(Finding)
    part_asked = Signal(Finding, list)
    """A finding is to be split into parts with these texts."""

    def __init__(self, case: VisitCase) -> None:
        super().__init__()
        self.case = case
        self.finding: Finding | None = None
        self.is_new = False
        self.kind = ChoiceField(
            translate("Kind"), [(one, finding_kind_text(one)) for one in FindingKind]
        )
        self.severity = ChoiceField(
            translate("Severity"),
            [(None, translate("Not said")), *((one, severity_text(one)) for one in Severity)],
        )
        self.area = ChoiceField(translate("Area"), [("", "–")])
        self.criterion = label("", wrap=True)
        self.text = AutoText(translate("Finding"), translate("What was found"), lines=3)
        self.legal_basis = AutoText(translate("Legal basis"), lines=1)
        self.evidence = AutoText(translate("Evidence"), lines=1)
        self.cause = AutoText(translate("Cause"), lines=1)
        self.cause_kind = ChoiceField(
            translate("Kind of cause"),
            [(None, translate("Not said")), *((one, cause_text(one)) for one in CauseKind)],
        )
        self.responsible = AutoLine(translate("Responsible"))
        self.texts: dict[str, AutoLine | AutoText] = {
            "text": self.text,
            "legal_basis": self.legal_basis,
            "evidence": self.evidence,
            "cause": self.cause,
            "responsible": self.responsible,
        }
        self.recurs = chip("", "late")
        self.links = FindingLinks(case)
        self.workdays = VisitWorkdays(case, self)
        self.recommendations = RecommendationList(case, translate("Recommendations"), self.workdays)
        self.general = RecommendationList(
            case, translate("Recommendations without a finding"), self.workdays
        )
        self.part_here = button(
            translate("Split at the cursor"), self._on_part_here, variant="quiet"
        )
        self.part_lines = button(
            translate("Split by paragraphs"), self._on_part_lines, variant="quiet"
        )
        self.remove = button(
            translate("Put in the bin"), self._on_remove, variant="danger", drawing=Icon.REMOVE
        )
        self._criterion_code = ""
        self._area_texts: list[str] = []
        self._form = Form(2)
        self._build()
        self._connect()
        code = self._code
        self.phrases = PhraseOffer(self.text, case, lambda: _PHRASES[self.kind.value], code)
        self.cause_phrases = PhraseOffer(self.cause, case, lambda: "nguyen_nhan", code)
        self.laws = SuggestionOffer(
            self.legal_basis, suggesting(case, Field.LEGAL_BASIS, code), adds=True
        )
        self.people = SuggestionOffer(self.responsible, suggesting(case, Field.RESPONSIBLE))
        self.show_finding(None)

    @property
    def finding_id(self) -> str:
        """The identity of the finding in hand."""
        return self.finding.id if self.finding else ""

    def begin(
        self,
        criterion_code: str,
        dossier_ids: Sequence[str] = (),
        photo_ids: Sequence[PhotoId] = (),
    ) -> None:
        """Begin a new finding, from a criterion, dossiers or photos where they are named."""
        self.settle()
        self.finding, self.is_new = None, True
        self._criterion_code = criterion_code
        stand(new_record(self.case.inspection_id, "finding", criterion_code), **self.texts)
        self._show_areas()
        criterion = self._criterion()
        self.kind.show_value(FindingKind.SHORTCOMING)
        if criterion is not None:
            self.area.show_value(self._area_of(criterion_code))
            self.legal_basis.show_text(basis_of(criterion)[0])
        else:
            self.legal_basis.show_text("")
            if dossier_ids:
                self.area.show_value(self._area_of_dossiers())
        self.severity.show_value(None)
        self.cause_kind.show_value(None)
        for field in (self.text, self.cause, self.responsible):
            field.show_text("")
        self.evidence.show_text(self._told_of(dossier_ids))
        self.links.begin(dossier_ids, photo_ids)
        self._show_criterion(criterion)
        self._form_frame.show()
        self._show_acts()
        self.recommendations.hide()

    def show_finding(self, finding: Finding | None) -> None:
        """Take a finding in hand; texts of the one before are settled first."""
        if self.finding is not None and finding is not None and finding.id != self.finding.id:
            self.settle()
        self.finding, self.is_new = finding, False
        self._form_frame.setVisible(finding is not None)
        self._show_acts()
        self.show_recommendations()
        if finding is None:
            return
        stand(finding.id, **self.texts)
        self._criterion_code = finding.criterion_code
        self._show_areas()
        self.kind.show_value(finding.kind)
        self.severity.show_value(finding.severity)
        self.cause_kind.show_value(finding.cause_kind)
        self.area.show_value(finding.area_code)
        self.text.show_text(finding.text)
        self.legal_basis.show_text(finding.legal_basis)
        self.evidence.show_text(finding.evidence)
        self.cause.show_text(finding.cause)
        self.responsible.show_text(finding.responsible)
        self.links.show_finding(finding)
        self._show_criterion(self._criterion())

    def show_recommendations(self) -> None:
        """Show the recommendations as the case has them now."""
        self.recommendations.setVisible(self.finding is not None)
        if self.finding is not None:
            self.recommendations.show_finding(self.finding)
        self.general.show_finding(None)

    def reach_recommendation(self, identity: str) -> None:
        """Bring a recommendation into sight and put the keyboard there."""
        for found in (self.recommendations, self.general):
            card = found.cards.get(identity)
            if card is not None:
                self.pane.reach(card)
                card.owner.setFocus()

    def settle(self) -> None:
        """Take texts being typed as final."""
        for field in self.texts.values():
            field.settle()
        self.recommendations.settle()
        self.general.settle()

    def _build(self) -> None:
        form = self._form
        form.add(translate("Kind"), self.kind)
        form.add(translate("Severity"), self.severity)
        form.add(translate("Area"), self.area, span=2)
        form.add(translate("Finding"), self._text_block(), span=2)
        form.add(translate("Legal basis"), self.legal_basis, span=2)
        form.add(translate("Evidence"), self.evidence, span=2)
        form.add(translate("Cause"), self.cause, span=2)
        form.add(translate("Kind of cause"), self.cause_kind)
        form.add(translate("Responsible"), self.responsible)
        self._form_frame, inner = section(translate("Finding"))
        head = row(spacing=theme.SMALL)
        head.addWidget(self.criterion, 1)
        head.addWidget(self.recurs)
        inner.addLayout(head)
        inner.addWidget(form)
        inner.addWidget(self.links)
        foot = row()
        foot.addStretch(1)
        foot.addWidget(self.remove)
        inner.addLayout(foot)
        self.pane = scroll = ScrollColumn(margins=0)
        scroll.column.setContentsMargins(theme.scaled(theme.SMALL), 0, theme.scaled(4), 0)
        scroll.column.addWidget(self._form_frame)
        scroll.column.addWidget(self.recommendations)
        scroll.column.addWidget(self.general)
        scroll.column.addStretch(1)
        column(self).addWidget(scroll)

    def _text_block(self) -> QWidget:
        """Return the text with what splits it."""
        block = QWidget()
        block.setFocusProxy(self.text)
        inner = column(block, spacing=theme.TINY)
        inner.addWidget(self.text)
        acts = row(spacing=theme.TINY)
        for part in (self.part_here, self.part_lines):
            # The cursor must stay where it is.
            part.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            acts.addWidget(part)
        acts.addStretch(1)
        inner.addLayout(acts)
        return block

    def _connect(self) -> None:
        for name, choice in (
            ("kind", self.kind),
            ("severity", self.severity),
            ("area_code", self.area),
            ("cause_kind", self.cause_kind),
        ):
            choice.chosen.connect(lambda value, name=name: self._change(name, value))
        for name, field in self.texts.items():
            field.settled.connect(lambda text, name=name: self._change(name, text.strip()))
        self.text.textChanged.connect(self._show_acts)
        self.links.dossiers_changed.connect(lambda ids: self._change("dossier_ids", ids))
        self.links.dossier_opened.connect(self._on_dossier_opened)
        self.case.past.shown_anew.connect(self._show_recurs)
        self.workdays.changed.connect(self.show_recommendations)

    def _change(self, name: str, value: object) -> None:
        if self.is_new:
            if self.text.toPlainText().strip():
                self.is_new = False
                self.facts_settled.emit(self._new_facts())
            return
        if self.finding is None:
            return
        if name == "text" and not value:
            # A finding needs its text: the old one comes back.
            self.text.show_text(self.finding.text)
            return
        self.finding = with_changes(self.finding, {name: value})
        self.facts_settled.emit(self.finding)

    def _new_facts(self) -> FindingFacts:
        return FindingFacts(
            kind=self.kind.value,
            area_code=self.area.value,
            text=self.text.toPlainText().strip(),
            criterion_code=self._criterion_code,
            legal_basis=self.legal_basis.toPlainText().strip(),
            evidence=self.evidence.toPlainText().strip(),
            cause=self.cause.toPlainText().strip(),
            cause_kind=self.cause_kind.value,
            severity=self.severity.value,
            responsible=self.responsible.text().strip(),
        )

    def _code(self) -> str:
        return self._criterion_code

    def _criterion(self) -> Criterion | None:
        if not self._criterion_code or self.case.case is None:
            return None
        for checklist in self.case.case.checklists:
            found = checklist.criterion(self._criterion_code)
            if found is not None:
                return found
        return None

    def _show_criterion(self, criterion: Criterion | None) -> None:
        text = f"{criterion.code}  {criterion.text}" if criterion is not None else ""
        others = ", ".join(self.finding.other_criteria) if self.finding is not None else ""
        if others:
            text = "\n".join(filter(None, (text, translate("Also about {codes}", codes=others))))
        self.criterion.setText(text)
        theme.mark_as(self.criterion, role="muted")
        self.criterion.setVisible(bool(text))
        self._show_recurs()

    def _show_recurs(self) -> None:
        past = self.case.past
        count = (
            past.recurs_of(self.finding)
            if self.finding is not None
            else past.recurs(self._criterion_code)
        )
        self.recurs.setText(recurs_text(count))
        self.recurs.setToolTip(
            translate_count(
                "The last visit to this unit found it too",
                "The last {count} visits to this unit found it too",
                count,
            )
        )
        self.recurs.setVisible(bool(count))

    def _show_acts(self) -> None:
        """Offer what can be done with the finding in hand."""
        known = self.finding is not None and not self.case.is_sealed
        text = self.text.toPlainText()
        self.remove.setVisible(self.finding is not None)
        self.part_here.setVisible(known and len(text.split()) > 1)
        self.part_lines.setVisible(known and len(paragraphs(text)) > 1)

    def _show_areas(self) -> None:
        case = self.case.case
        if case is None:
            return
        areas = [
            (area.code, f"{area.code}  {area.text}")
            for checklist in case.checklists
            for area in checklist.areas
        ]
        if self.finding is not None and self.finding.area_code not in dict(areas):
            areas.append((self.finding.area_code, self.finding.area_code or "–"))
        self._area_texts = [text for _code, text in areas]
        self.area.offer(areas)

    def _area_of(self, code: str) -> str:
        values = [str(value) for value in self.area.values]
        return next((value for value in values if code.startswith(f"{value}.")), values[0])

    def _area_of_dossiers(self) -> str:
        """Return the area that is about procedures, or the first."""
        for value, text in zip(self.area.values, self._area_texts, strict=True):
            if "thu tuc hanh chinh" in fold(text):
                return str(value)
        return str(self.area.values[0])

    def _told_of(self, dossier_ids: Sequence[str]) -> str:
        """Return dossiers as evidence in words."""
        case = self.case.case
        dossiers = case.dossiers if case is not None else ()
        known: dict[str, str] = {one.id: one.dossier_code for one in dossiers}
        return evidence_of(None, "", [known[one] for one in dossier_ids if one in known])

    def _on_part_here(self) -> None:
        text = self.text.toPlainText()
        before = before_caret(text, self.text.textCursor().position())
        self._part([before, text.removeprefix(before)])

    def _on_part_lines(self) -> None:
        self._part(paragraphs(self.text.toPlainText()))

    def _part(self, texts: list[str]) -> None:
        if self.finding is None:
            return
        if sum(bool(text.strip()) for text in texts) < 2:  # noqa: PLR2004 - one part is no part
            self.case.desk.prompts.tell(NothingToPart().text)
            self.text.setFocus()
            return
        self.settle()
        self.part_asked.emit(self.finding, texts)

    def _on_dossier_opened(self, identity: str) -> None:
        desk, visit = self.case.desk, self.case.inspection_id
        desk.navigator.open_visit(visit, VisitTab.DOSSIERS, identity)

    def _on_remove(self) -> None:
        if self.finding is not None:
            self.remove_asked.emit(self.finding)
