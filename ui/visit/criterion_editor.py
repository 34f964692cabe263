"""The open card: everything about one criterion, within reach of the hand."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from app.domain.answer import Answer
from app.domain.answer_check import rule_of
from app.domain.checklist import AnswerType
from app.domain.derivation import derivation_of
from app.domain.scoring import ChecklistScore, CriterionScore, CriterionState
from app.words import translate
from ui import theme
from ui.icons import Icon
from ui.texts import number_text
from ui.visit.answer_inputs import AnswerInput, input_for
from ui.visit.criterion_state import points_text, verdict_or_review
from ui.visit.phrase_offer import PhraseOffer
from ui.visit.points_row import PointsRow
from ui.visit.review_bar import ReviewBar
from ui.visit.sealing import show_sealed
from ui.visit.visit_case import VisitCase
from ui.widgets.basics import Toggle, button, chip, column, label, row
from ui.widgets.fields import AutoText
from ui.widgets.flow import Flow


class CriterionEditor(QFrame):
    """Edits the answer to one criterion; every change goes to the case at once."""

    height_changed = Signal()
    photo_asked = Signal()
    finding_asked = Signal()

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
        self.problem = label("", wrap=True)
        self.problem.setProperty("tone", "bad")
        self.reason = label("", "muted", wrap=True)
        self.comment = AutoText(
            translate("Comment"), translate("What was seen, in words (F2)"), lines=1
        )
        self.phrases = PhraseOffer(self.comment, case, lambda: "ton_tai", lambda: self.code)
        self.points_row = PointsRow()
        self.saved = label("", "small")
        self._build()
        self.comment.settled.connect(lambda text: self._change(comment=text))
        self.points_row.changed.connect(lambda changes: self._change(**changes))
        self.comment.touched.connect(lambda: self.saved.setText(translate("Typing…")))
        self.comment.drafted.connect(self._on_drafted)
        self.comment.textChanged.connect(self.height_changed)
        case.answer_changed.connect(self._on_changed)
        case.answer_saved.connect(self._on_changed)
        case.answer_refused.connect(lambda code, _why: self._on_changed(code))
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
        self._inputs.addWidget(self.input)
        self.code_label.setText(code)
        self.text.setText(score.criterion.text)
        self.reason.hide()
        self.why.setChecked(False)
        answer = self.case.answer(code)
        self.comment.show_text(answer.comment)
        self.points_row.show_answer(answer)
        departs = answer.self_score is not None or answer.team_score is not None
        self.other_points.setChecked(departs)
        self.points_row.setVisible(departs)
        self.other_points.setEnabled(score.max_score > 0)
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
        self.left_out.setChecked(answer.not_applicable)
        self.review.show_code(self.code)
        word, tone = verdict_or_review(score, to_review=self.code in self.case.to_review)
        self.verdict.setText(word)
        theme.mark_as(self.verdict, chip="neutral" if tone == "open" else tone)
        self.points.setText(points_text(score))
        self.reason.setText("\n".join(derivation_of(self._whole(), self.code)))
        problem = self.case.problems.get(self.code, "")
        self.problem.setText(translate("Not saved: {problem}", problem=problem) if problem else "")
        self.problem.setVisible(bool(problem))
        self._show_saved(problem)
        self.height_changed.emit()

    def height_at(self, width: int) -> int:
        """Return the height the contents need at a width."""
        self._layout.activate()
        return self._layout.totalHeightForWidth(width)

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

    def _show_saved(self, problem: str) -> None:
        is_saved = self.case.is_saved(self.code)
        given = self.case.answer(self.code).is_given
        if problem or not (given or not is_saved):
            self.saved.clear()
        elif is_saved:
            self.saved.setText("✓ " + translate("Saved"))
        else:
            self.saved.setText(translate("Saving…"))

    def _on_changed(self, code: str) -> None:
        if code == self.code:
            self.refresh()

    def _on_drafted(self, text: str, caret: int) -> None:
        answer, desk = self.case.answer(self.code), self.case.desk
        job = desk.jobs.save(
            lambda: desk.application.drafts.keep(answer.id, "comment", text, caret)
        )
        job.succeeded.connect(lambda _kept: self.saved.setText("✓ " + translate("Draft kept")))

    def _on_why(self, shown: bool) -> None:  # noqa: FBT001 - a slot of Qt
        self.reason.setVisible(shown)
        self.height_changed.emit()

    def _on_other_points(self, shown: bool) -> None:  # noqa: FBT001 - a slot of Qt
        self.points_row.setVisible(shown)
        self.height_changed.emit()

    def _build(self) -> None:
        self._layout = layout = column(self, margins=theme.MEDIUM, spacing=theme.SMALL)
        head = row()
        head.addWidget(self.code_label)
        head.addWidget(self.verdict)
        head.addWidget(self.saved)
        head.addStretch(1)
        head.addWidget(self.points)
        layout.addLayout(head)
        layout.addWidget(self.text)
        layout.addWidget(self.rule)
        layout.addWidget(self.review)
        self._inputs = column()
        layout.addLayout(self._inputs)
        layout.addWidget(self.problem)
        layout.addWidget(self.points_row)
        layout.addWidget(self.comment)
        layout.addWidget(self.reason)
        layout.addLayout(self._actions())

    def _actions(self) -> Flow:
        self.left_out = Toggle(translate("0  Not applicable"), self.leave_out)
        self.left_out.setProperty("edits", True)  # noqa: FBT003 - Qt takes it so
        self.why = button(translate("Why?"), variant="quiet")
        self.why.setCheckable(True)
        self.why.toggled.connect(self._on_why)
        self.other_points = button(translate("Other points"), variant="quiet")
        for shows in (self.why, self.other_points):
            shows.setProperty("reads", True)  # noqa: FBT003 - Qt takes it so
        self.other_points.setCheckable(True)
        self.other_points.toggled.connect(self._on_other_points)
        self.photo = button(
            translate("Photo"), self.photo_asked.emit, variant="quiet", drawing=Icon.CAMERA
        )
        self.finding = button(
            translate("Finding"), self.finding_asked.emit, variant="quiet", drawing=Icon.FLAG
        )
        actions = Flow(spacing=theme.TINY)
        for action in (self.left_out, self.why, self.other_points, self.photo, self.finding):
            actions.addWidget(action)
        return actions


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
