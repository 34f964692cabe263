"""The open card: everything about one criterion, within reach of the hand."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QLayout, QWidget
from typing_extensions import override

from app.domain.answer import Answer
from app.domain.answer_check import rule_of
from app.domain.checklist import AnswerType
from app.domain.demand import Need
from app.domain.derivation import derivation_of
from app.domain.scoring import ChecklistScore, CriterionScore, CriterionState
from app.words import translate
from ui import theme
from ui.icons import Icon
from ui.texts import number_text
from ui.visit.answer_inputs import AnswerInput, input_for
from ui.visit.basis_row import BasisRow
from ui.visit.criterion_state import points_text, verdict_or_review
from ui.visit.demand_bar import DemandBar
from ui.visit.difference_bar import DifferenceBar
from ui.visit.evidence_strip import EvidenceStrip
from ui.visit.phrase_offer import PhraseOffer
from ui.visit.points_row import PointsRow
from ui.visit.return_bar import ReturnBar, returned_verdict
from ui.visit.review_bar import ReviewBar
from ui.visit.sealing import show_sealed
from ui.visit.visit_case import VisitCase
from ui.widgets.basics import Toggle, button, chip, column, label, row
from ui.widgets.fields import AutoLine, AutoText, stand
from ui.widgets.flow import Flow
from ui.widgets.tab_order import in_reading_order


class CriterionEditor(QFrame):
    """Edits the answer to one criterion; every change goes to the case at once."""

    height_changed = Signal()
    photo_asked = Signal()
    finding_asked = Signal()
    photo_opened = Signal(str)

    def __init__(self, case: VisitCase, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "open-card")
        self.case = case
        self.code = ""
        self.input: AnswerInput | None = None
        self.code_label = label("", "code")
        self.verdict = chip()
        self.points = label("", "strong")
        self.text = label("", "strong", wrap=True)
        self.rule = label("", "muted", wrap=True)
        self.review = ReviewBar(case)
        self.difference = DifferenceBar(case)
        self.demands = DemandBar()
        self.problem = label("", wrap=True)
        self.problem.setProperty("tone", "bad")
        self.reason = label("", "muted", wrap=True)
        self.comment = AutoText(
            translate("Comment"), translate("What was seen, in words (F2)"), lines=1
        )
        self.phrases = PhraseOffer(self.comment, case, lambda: "ton_tai", lambda: self.code)
        self.points_row = PointsRow()
        self.basis = BasisRow()
        self.evidence = EvidenceStrip(case)
        self.saved = label("", "small")
        self.holder = label("", "small")
        self.holder.setMinimumWidth(1)
        self._always: dict[str, AutoLine | AutoText] = {
            "comment": self.comment,
            "legal_basis": self.basis.field,
            **self.points_row.texts,
        }
        """What can be typed about every criterion, by the fact of the answer it becomes."""
        self._build()
        self.comment.settled.connect(lambda text: self._change(comment=text))
        self.points_row.changed.connect(lambda changes: self._change(**changes))
        self.basis.changed.connect(lambda changes: self._change(**changes))
        self.demands.asked.connect(self._on_needed)
        self.evidence.photo_asked.connect(self.photo_asked)
        self.evidence.photo_opened.connect(self.photo_opened)
        for field in self._always.values():
            field.typing.state_changed.connect(self._show_saved)
        self.comment.textChanged.connect(self.height_changed)
        case.answer_changed.connect(self._on_changed)
        case.answer_saved.connect(self._on_saved)
        case.answer_refused.connect(lambda code, _why: self._on_changed(code))
        case.marks.differences_read.connect(self.refresh)
        self.hide()

    def open(self, code: str) -> None:
        """Edit another criterion; what was being typed is settled first."""
        if code == self.code:
            self.refresh()
            return
        self.settle()
        self.code = code
        score = self._score()
        if self.input is not None:
            self._inputs.removeWidget(self.input)
            self.input.hide()
            self.input.deleteLater()
        self.input = input_for(score.criterion)
        self.input.changed.connect(lambda changes: self._change(**changes))
        for field in self.input.texts.values():
            field.typing.state_changed.connect(self._show_saved)
        self._inputs.addWidget(self.input)
        # At once, or a key that follows on the heels of this one finds nothing to type into.
        self.input.show()
        self.code_label.setText(code)
        self.text.setText(score.criterion.text)
        self.reason.hide()
        self.why.setChecked(False)
        answer = self.case.answer(code)
        stand(answer.id, **self._always, **self.input.texts)
        self.comment.show_text(answer.comment)
        self.points_row.show_answer(answer)
        departs = answer.self_score is not None or answer.team_score is not None
        self.other_points.setChecked(departs)
        self.points_row.setVisible(departs)
        self.other_points.setEnabled(score.max_score > 0)
        self.basis.show_answer(score.criterion, answer)
        self.other_basis.setChecked(bool(answer.legal_basis))
        self.basis.setVisible(bool(answer.legal_basis))
        self.refresh()
        show_sealed(self, sealed=self.case.is_sealed)

    def close_card(self) -> None:
        """Settle and hide."""
        self.settle()
        self.code = ""
        self.hide()

    def settle(self) -> None:
        """Take texts being typed as final."""
        if self.code:
            self.comment.settle()
            self.points_row.settle()
            self.basis.settle()
            if self.input is not None:
                self.input.settle()

    def refresh(self) -> None:
        """Show the answer and what it earns as the case has them."""
        if not self.code or self.input is None:
            return
        score = self._score()
        answer = self.case.answer(self.code)
        self.input.show_answer(_with_calculated(answer, score))
        self.rule.setText(_rule_text(score))
        self.comment.show_text(answer.comment)
        self.points_row.show_answer(answer)
        self.basis.show_answer(score.criterion, answer)
        if answer.legal_basis:
            self.other_basis.setChecked(True)
        self.left_out.setChecked(answer.not_applicable)
        self.review.show_code(self.code)
        self.difference.show_code(self.code)
        self.returned.show_code(self.code)
        self.demands.show_owed(self.case.marks.owed(self.code))
        self.evidence.show_photos(self.case.marks.photos(self.code))
        word, tone = verdict_or_review(score, to_review=self.code in self.case.to_review)
        if (returned := self.case.marks.returned(self.code)) is not None:
            word, tone = returned_verdict(returned)
        if self.case.marks.differences(self.code):
            word, tone = translate("Differs"), "differs"
        self.verdict.setText(word)
        holder = self.case.marks.holder(self.code)
        whole = translate("Shared to {name}", name=holder.name) if holder else ""
        self.holder.setText(" ".join(holder.name.split()[-2:]) if holder else "")
        self.holder.setToolTip(whole)
        self.holder.setAccessibleName(whole)
        theme.mark_as(self.verdict, chip="neutral" if tone == "open" else tone)
        self.points.setText(points_text(score))
        if self.why.isChecked():
            self._explain()
        problem = self.case.problems.get(self.code, "")
        self.problem.setText(translate("Not saved: {problem}", problem=problem) if problem else "")
        self.problem.setVisible(bool(problem))
        self._show_saved()
        self.height_changed.emit()

    @override
    def event(self, event: QEvent) -> bool:
        # Fields are dressed only once they are seen, and may be taller then than measured.
        if event.type() is QEvent.Type.LayoutRequest:
            self.height_changed.emit()
        return super().event(event)

    def height_at(self, width: int) -> int:
        """Return the height the contents need at a width."""
        self._layout.activate()
        return self._layout.totalHeightForWidth(width)

    def keys(self) -> list[QWidget]:
        """Return what takes the keyboard in the card, in the order one reads it."""
        # Only what changes from card to card is looked for: asking Qt takes its time.
        found: list[QWidget] = [self.review.done_button]
        for part in (self.difference, self.returned, self.input, self.demands):
            found += _keys_in(part)
        return [*found, *self._middle, *_keys_in(self.evidence), *self._last]

    def ask_for_basis(self) -> None:
        """Let the legal basis be typed."""
        self.other_basis.setChecked(True)
        self.basis.field.setFocus()

    def leave_out(self) -> None:
        """Mark the criterion as not applicable, or take the mark back."""
        self._change(not_applicable=not self.case.answer(self.code).not_applicable)

    def _whole(self) -> ChecklistScore:
        _checklist, score = self.case.place_of(self.code)
        return score

    def _score(self) -> CriterionScore:
        return self._whole().criteria[self.code]

    def _change(self, **changes: object) -> None:
        if self.code:
            self.case.change_answer(self.code, **changes)

    def _show_saved(self) -> None:
        """Tell what became of the answer; never that it is saved while a text of it is not."""
        if not self.code or self.input is None or not self.case.marks.knows(self.code):
            return  # or another visit is being opened
        if any(field.typing.is_unsaved for field in self.points_row.texts.values()):
            self.other_points.setChecked(True)
        fields = (*self._always.values(), *self.input.texts.values())
        unsaved = [field.typing for field in fields if field.typing.is_unsaved]
        problem = self.code in self.case.problems
        if unsaved:
            drafted = all(one.is_drafted for one in unsaved)
            kept, typing = "✓ " + translate("Draft kept"), translate("Typing…")
            wrong = any(one.is_refused for one in unsaved)
            self.saved.setText(translate("Not saved") if wrong else kept if drafted else typing)
            return
        is_saved = self.case.is_saved(self.code)
        is_empty = self.case.answer(self.code).is_empty
        if problem or (is_empty and is_saved):
            self.saved.clear()
        elif is_saved:
            self.saved.setText("✓ " + translate("Saved"))
        else:
            self.saved.setText(translate("Saving…"))

    def _on_changed(self, _code: str) -> None:
        # Any answer may hide this criterion, show it, or be looked at by what it must fulfil.
        self.refresh()

    def _on_saved(self, code: str) -> None:
        if code == self.code:
            self._show_saved()

    def _on_why(self, shown: bool) -> None:  # noqa: FBT001 - a slot of Qt
        if shown:
            self._explain()
        self.reason.setVisible(shown)
        self.height_changed.emit()

    def _explain(self) -> None:
        self.reason.setText("\n".join(derivation_of(self._whole(), self.code)))

    def _on_needed(self, need: Need) -> None:
        match need:
            case Need.COMMENT:
                self.comment.setFocus()
            case Need.PHOTO:
                self.photo_asked.emit()
            case Need.LEGAL_BASIS:
                self.ask_for_basis()
            case Need.ANSWER if self.input is not None:
                self.input.take_focus()

    def _on_other_basis(self, shown: bool) -> None:  # noqa: FBT001 - a slot of Qt
        self.basis.setVisible(shown)
        self.height_changed.emit()

    def _on_other_points(self, shown: bool) -> None:  # noqa: FBT001 - a slot of Qt
        self.points_row.setVisible(shown)
        self.height_changed.emit()

    def _build(self) -> None:
        self.returned = ReturnBar(self.case)
        row_of_points = self.points_row.texts.values()
        self._middle: list[QWidget] = [
            *row_of_points,
            self.basis.field,
            self.basis.take_button,
            self.comment,
        ]
        self._layout = layout = column(self, margins=theme.MEDIUM, spacing=theme.SMALL)
        head = row()
        head.addWidget(self.code_label)
        head.addWidget(self.verdict)
        head.addWidget(self.saved)
        head.addWidget(self.holder, 1)
        head.addWidget(self.points)
        layout.addLayout(head)
        layout.addWidget(self.text)
        layout.addWidget(self.rule)
        layout.addWidget(self.review)
        layout.addWidget(self.difference)
        layout.addWidget(self.returned)
        self._inputs = column()
        layout.addLayout(self._inputs)
        layout.addWidget(self.problem)
        layout.addWidget(self.demands)
        layout.addWidget(self.points_row)
        layout.addWidget(self.basis)
        layout.addWidget(self.comment)
        layout.addWidget(self.evidence)
        layout.addWidget(self.reason)
        layout.addLayout(self._actions())

    def _actions(self) -> QLayout:
        self.left_out = Toggle(translate("0  Not applicable"), self.leave_out)
        self.left_out.setProperty("edits", True)  # noqa: FBT003 - Qt takes it so
        self.why = button(translate("Why?"), variant="quiet")
        self.why.toggled.connect(self._on_why)
        self.other_points = button(translate("Other points"), variant="quiet")
        self.other_points.toggled.connect(self._on_other_points)
        self.other_basis = button(translate("Basis"), variant="quiet")
        self.other_basis.toggled.connect(self._on_other_basis)
        for shows in (self.why, self.other_points, self.other_basis):
            shows.setCheckable(True)
            shows.setProperty("reads", True)  # noqa: FBT003 - Qt takes it so
        self.photo = button(
            translate("Photo"), self.photo_asked.emit, variant="quiet", drawing=Icon.CAMERA
        )
        self.finding = button(
            translate("Finding"), self.finding_asked.emit, variant="quiet", drawing=Icon.FLAG
        )
        actions = Flow(spacing=theme.TINY)
        self._last: list[QWidget] = [
            self.left_out,
            self.why,
            self.other_points,
            self.other_basis,
            self.photo,
            self.finding,
        ]
        for action in self._last:
            actions.addWidget(action)
        return actions


def _keys_in(part: QWidget | None) -> list[QWidget]:
    layout = part.layout() if part is not None else None
    return list(in_reading_order(layout)) if layout is not None else []


def _rule_text(score: CriterionScore) -> str:
    """Return how it is scored, or why it is not."""
    if score.state is CriterionState.HIDDEN:
        return score.reason
    row = score.criterion
    if row.calculation.strip() and row.answer_type is AnswerType.SCORE:
        most = number_text(row.max_score)
        return translate("Up to {most} points, calculated from other answers.", most=most)
    return rule_of(row).sentence


def _with_calculated(answer: Answer, score: CriterionScore) -> Answer:
    """Return an answer with what was calculated in the place of its value."""
    if score.calculated is None:
        return answer
    return replace(answer, value=score.calculated, numerator=None, denominator=None)
