"""The rule of a criterion: its sentence as it is typed, rules to start from, and a trial."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QWidget

from app.domain.answer import Answer, AnswerFacts, answer_id
from app.domain.answer_check import rule_of
from app.domain.checklist import Criterion
from app.domain.rule_template import templates_for
from app.domain.rule_text import RuleInvalid
from app.domain.rule_trial import try_answer
from app.ids import ChecklistId, InspectionId
from app.words import translate
from ui import theme
from ui.texts import number_text
from ui.values import with_changes
from ui.visit.answer_inputs import AnswerInput, PercentInput, input_for
from ui.widgets.basics import button, column, label, row
from ui.widgets.fields import AutoText

_TRIAL: Final = InspectionId("")
_FACTS: Final = tuple(field.name for field in fields(AnswerFacts))


class RuleEditor(QWidget):
    """Edits one rule; `typed` while keys come, `settled` when the field is left."""

    typed = Signal(str)
    settled = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.field = AutoText(translate("Scoring rule"), "Có: 1; Không: 0", lines=2)
        self.sentence = label("", "muted", wrap=True)
        self.templates = QComboBox()
        self.templates.setAccessibleName(translate("Rules to start from"))
        self.templates.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.templates.currentTextChanged.connect(self.templates.setToolTip)
        self.try_button = button(translate("Try it"), variant="quiet")
        self.try_button.setCheckable(True)
        self.trial = RuleTrial()
        self.trial.hide()
        self._criterion: Criterion | None = None
        layout = column(self, spacing=theme.TINY)
        layout.addWidget(self.field)
        layout.addWidget(self.sentence)
        tools = row()
        tools.addWidget(self.templates, 1)
        tools.addWidget(self.try_button)
        layout.addLayout(tools)
        layout.addWidget(self.trial)
        self.field.textChanged.connect(self._on_typed)
        self.field.drafted.connect(lambda text, _caret: self.typed.emit(text))
        self.field.settled.connect(self.settled)
        self.templates.activated.connect(self._on_template)
        self.try_button.toggled.connect(self._on_try)

    def show_criterion(self, criterion: Criterion) -> None:
        """Show the rule of a criterion, read against its type and maximum."""
        before = self._criterion
        self._criterion = criterion
        self.field.show_text(criterion.scoring_rule)
        offered = templates_for(criterion.answer_type, criterion.max_score)
        known = (before.answer_type, before.max_score) if before is not None else None
        if known != (criterion.answer_type, criterion.max_score) or not self.templates.count():
            self.templates.clear()
            self.templates.addItem(translate("Start from a rule…"), "")
            for template in offered:
                self.templates.addItem(f"{template.name}:  {template.text}", template.text)
            self.templates.setEnabled(bool(offered))
        self._show_sentence()

    def settle(self) -> None:
        """Take the rule being typed as final."""
        self.field.settle()

    def _typed_criterion(self) -> Criterion | None:
        if self._criterion is None:
            return None
        return replace(self._criterion, scoring_rule=self.field.toPlainText().strip())

    def _show_sentence(self) -> None:
        criterion = self._typed_criterion()
        if criterion is None:
            return
        try:
            sentence, tone = rule_of(criterion).sentence, ""
        except RuleInvalid as error:
            sentence, tone = str(error.params["reason"]), "bad"
        self.sentence.setText(sentence)
        theme.mark_as(self.sentence, tone=tone)
        if not self.trial.isHidden():
            self.trial.show_criterion(None if tone else criterion)

    def _on_typed(self) -> None:
        self._show_sentence()

    def _on_template(self, number: int) -> None:
        text = self.templates.itemData(number)
        self.templates.setCurrentIndex(0)
        if text:
            self.field.setPlainText(text)
            self.field.settle()

    def _on_try(self, shown: bool) -> None:  # noqa: FBT001 - a slot of Qt
        self.trial.setVisible(shown)
        self._show_sentence()


class RuleTrial(QFrame):
    """Answers a criterion that is still written, and shows what that would earn and why."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "notice")
        self.input: AnswerInput | None = None
        self.outcome = label("", "strong")
        self.outcome.hide()
        self.reason = label("", wrap=True)
        self._criterion: Criterion | None = None
        self._answer = _blank("")
        layout = column(self, margins=theme.SMALL, spacing=theme.SMALL)
        self._inputs = column()
        layout.addLayout(self._inputs)
        layout.addWidget(self.outcome)
        layout.addWidget(self.reason)

    def show_criterion(self, criterion: Criterion | None) -> None:
        """Try another rule; the answer stays where it still fits."""
        if criterion == self._criterion and self.input is not None:
            return
        before, self._criterion = self._criterion, criterion
        if self.input is not None:
            self._inputs.removeWidget(self.input)
            self.input.hide()
            self.input.deleteLater()
            self.input = None
        if criterion is None:
            self.outcome.hide()
            self.reason.setText(translate("The rule must be complete before it can be tried."))
            return
        if before is None or before.code != criterion.code:
            self._answer = _blank(criterion.code)
        if before is not None and before.answer_type is not criterion.answer_type:
            self._answer = _blank(criterion.code)
        # What would calculate it has no other answers here: it is typed.
        self.input = input_for(replace(criterion, calculation=""))
        self.input.changed.connect(self._on_changed)
        self.input.show_answer(self._answer)
        if isinstance(self.input, PercentInput):
            # Where figures come from makes no points.
            self.input.source.hide()
            self._inputs.addWidget(self.input, 0, Qt.AlignmentFlag.AlignLeft)
        else:
            self._inputs.addWidget(self.input)
        self._show_outcome()

    def _on_changed(self, changes: dict[str, object]) -> None:
        self._answer = with_changes(self._answer, changes)
        if self.input is not None:
            self.input.show_answer(self._answer)
        self._show_outcome()

    def _show_outcome(self) -> None:
        if self._criterion is None:
            return
        facts = AnswerFacts(**{name: getattr(self._answer, name) for name in _FACTS})
        if not facts.is_given:
            self.outcome.hide()
            self.reason.setText(translate("Enter an answer to see what it earns."))
            return
        score = try_answer(self._criterion, facts)
        points = "–" if score.points is None else number_text(score.points)
        self.outcome.show()
        self.outcome.setText(f"{points} / {number_text(score.max_score)}")
        self.reason.setText(score.reason)


def _blank(code: str) -> Answer:
    return Answer(
        id=answer_id(_TRIAL, code),
        inspection_id=_TRIAL,
        checklist_id=ChecklistId(""),
        criterion_code=code,
    )
