"""The input of a criterion: big buttons, numbers, a list of choices, a text or a day."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QHBoxLayout,
    QPushButton,
    QWidget,
)
from typing_extensions import override

from app.domain.answer import Answer
from app.domain.answer_check import rule_of
from app.domain.checklist import AnswerType, Criterion
from app.domain.rule import NEVER, WORDS, Rule, same_words
from app.words import translate
from ui import theme
from ui.texts import number_text, parse_iso_day, parse_number
from ui.visit.criterion_state import answer_word
from ui.widgets.basics import column, label, row
from ui.widgets.fields import AutoLine, AutoText, DayField
from ui.widgets.wrapped_radio import WrappedRadio

_TONES: Final = {"yes": "good", "partial": "partial", "no": "bad"}


class AnswerInput(QWidget):
    """Shows one answer and tells what a person makes of it, field by field."""

    changed = Signal(dict)

    @property
    def texts(self) -> dict[str, AutoLine | AutoText]:
        """What is typed here, by the fact of the answer it becomes."""
        return {}

    def show_answer(self, answer: Answer) -> None:
        """Show what was answered."""
        raise NotImplementedError

    def choose(self, number: int) -> bool:
        """Choose by the number key; tell whether there was such a choice."""
        del number
        return False

    def settle(self) -> None:
        """Take a text being typed as final."""

    def take_focus(self) -> None:
        """Let the keyboard go where one begins to answer."""
        self.setFocus()


class WordInput(AnswerInput):
    """Yes, partly, no: one big button each."""

    def __init__(self, kind: AnswerType) -> None:
        super().__init__()
        self._kind = kind
        values = ["yes", "no"] if kind is AnswerType.YES_NO else ["yes", "partial", "no"]
        self.buttons: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        layout = row(self)
        for number, value in enumerate(values, start=1):
            made = QPushButton(f"{number}   {answer_word(kind, value)}")
            made.setCheckable(True)
            made.setAutoDefault(False)
            made.setProperty("answer", _TONES[value])
            made.setAccessibleName(answer_word(kind, value))
            made.clicked.connect(lambda _checked, value=value: self._on_clicked(value))
            self.buttons[value] = made
            self._group.addButton(made, number)
            layout.addWidget(made, 1)

    @override
    def show_answer(self, answer: Answer) -> None:
        for value, one in self.buttons.items():
            one.setChecked(answer.value == value and not answer.not_applicable)

    @override
    def choose(self, number: int) -> bool:
        values = list(self.buttons)
        if not 1 <= number <= len(values):
            return False
        self.changed.emit({"value": values[number - 1], "not_applicable": False})
        return True

    @override
    def take_focus(self) -> None:
        next(iter(self.buttons.values())).setFocus()

    def _on_clicked(self, value: str) -> None:
        # A second click on the same button takes the answer back.
        given = self.buttons[value].isChecked()
        self.changed.emit({"value": value if given else "", "not_applicable": False})


class ChoiceInput(AnswerInput):
    """One of the conditions of the rule."""

    def __init__(self, rule: Rule) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self.buttons: list[WrappedRadio] = []
        self._values = [tier.condition for tier in rule.tiers]
        layout = column(self, spacing=theme.TINY)
        for number, tier in enumerate(rule.tiers, start=1):
            made = WrappedRadio(f"{number}   {tier.condition}  ·  {tier.earns}")
            made.setAccessibleName(tier.condition)
            made.clicked.connect(lambda _checked, number=number: self.choose(number))
            self._group.addButton(made, number)
            self.buttons.append(made)
            layout.addWidget(made)

    @override
    def show_answer(self, answer: Answer) -> None:
        self._group.setExclusive(False)
        for value, one in zip(self._values, self.buttons, strict=True):
            one.setChecked(answer.value == value and not answer.not_applicable)
        self._group.setExclusive(True)

    @override
    def choose(self, number: int) -> bool:
        if not 1 <= number <= len(self._values):
            return False
        self.changed.emit({"value": self._values[number - 1], "not_applicable": False})
        return True

    @override
    def take_focus(self) -> None:
        if self.buttons:
            self.buttons[0].setFocus()


class PercentInput(AnswerInput):
    """Numerator and denominator, where they come from, and the day they were true."""

    def __init__(self) -> None:
        super().__init__()
        self.numerator = AutoLine(translate("Numerator"), translate("Numerator"))
        self.denominator = AutoLine(translate("Denominator"), translate("Denominator"))
        self.source = AutoLine(
            translate("Source of the figures"), translate("Source of the figures")
        )
        self.on = DayField(translate("Figures as of"))
        self.on.setPlaceholderText(translate("as of dd/mm/yyyy"))
        self.rate = label("", "strong")
        self._given_rate = ""
        figures, origin = row(), row()
        for field in (self.numerator, self.denominator):
            field.setMaximumWidth(theme.scaled(110))
            field.textEdited.connect(lambda _text: self._show_rate())
        figures.addWidget(self.numerator)
        figures.addWidget(label("/", "muted"))
        figures.addWidget(self.denominator)
        figures.addWidget(self.rate)
        figures.addStretch(1)
        origin.addWidget(self.source, 1)
        origin.addWidget(self.on)
        layout = column(self)
        layout.addLayout(figures)
        layout.addLayout(origin)
        self.numerator.settled.connect(lambda text: self._on_number("numerator", text))
        self.denominator.settled.connect(lambda text: self._on_number("denominator", text))
        self.source.settled.connect(lambda text: self.changed.emit({"rate_source": text}))
        self.on.day_settled.connect(lambda day: self.changed.emit({"rate_on": day}))

    @property
    @override
    def texts(self) -> dict[str, AutoLine | AutoText]:
        return {
            "numerator": self.numerator,
            "denominator": self.denominator,
            "rate_source": self.source,
            "rate_on": self.on,
        }

    @override
    def show_answer(self, answer: Answer) -> None:
        self.numerator.show_text(number_text(answer.numerator))
        self.denominator.show_text(number_text(answer.denominator))
        self.source.show_text(answer.rate_source)
        self.on.show_day(answer.rate_on)
        self._given_rate = answer.value
        self._show_rate()

    @override
    def settle(self) -> None:
        for field in (self.numerator, self.denominator, self.source, self.on):
            field.settle()

    @override
    def take_focus(self) -> None:
        self.numerator.setFocus()
        self.numerator.selectAll()

    def _on_number(self, field: str, text: str) -> None:
        number = parse_number(text)
        shown = self.numerator if field == "numerator" else self.denominator
        is_wrong = bool(text.strip()) and number is None
        shown.mark_wrong(wrong=is_wrong)
        if not is_wrong:
            self.changed.emit({field: number, "not_applicable": False})

    def _show_rate(self) -> None:
        part = parse_number(self.numerator.text())
        whole = parse_number(self.denominator.text())
        text = ""
        if part is not None and whole:
            text = f"= {number_text((part * 100 / whole).quantize(Decimal('0.01')))}%"
        elif not (self.numerator.text() or self.denominator.text()):
            # The rate itself was given, as a document or an older laptop may.
            given = parse_number(self._given_rate)
            text = f"{number_text(given)}%" if given is not None else ""
        self.rate.setText(text)


class LineInput(AnswerInput):
    """A count, points or a short text; `spelt` makes the answer's spelling of it."""

    def __init__(self, kind: AnswerType) -> None:
        super().__init__()
        hints = {
            AnswerType.COUNT: translate("How many?"),
            AnswerType.SCORE: translate("Points"),
            AnswerType.NUMBER: translate("Number"),
        }
        self._is_text = kind is AnswerType.TEXT
        self.field: AutoLine | AutoText = (
            AutoText(translate("Answer"), translate("Write the answer"))
            if self._is_text
            else AutoLine(hints.get(kind, ""), hints.get(kind, ""))
        )
        if not self._is_text:
            self.field.setMaximumWidth(theme.scaled(160))
        layout = row(self)
        layout.addWidget(self.field)
        if not self._is_text:
            layout.addStretch(1)
        self.field.settled.connect(self._on_settled)

    @property
    @override
    def texts(self) -> dict[str, AutoLine | AutoText]:
        return {"value": self.field}

    @override
    def show_answer(self, answer: Answer) -> None:
        number = parse_number(answer.value)
        shown = answer.value if self._is_text or number is None else number_text(number)
        self.field.show_text(shown)

    @override
    def settle(self) -> None:
        self.field.settle()

    @override
    def take_focus(self) -> None:
        self.field.setFocus()

    def _on_settled(self, text: str) -> None:
        value = text.strip()
        if not self._is_text and (number := parse_number(value)) is not None:
            value = f"{number:f}"
        self.changed.emit({"value": value, "not_applicable": False})


class DayInput(AnswerInput):
    """A day."""

    def __init__(self) -> None:
        super().__init__()
        self.field = DayField(translate("Day"))
        layout = row(self)
        layout.addWidget(self.field)
        layout.addStretch(1)
        self.field.day_settled.connect(
            lambda day: self.changed.emit(
                {"value": day.isoformat() if day else "", "not_applicable": False}
            )
        )

    @property
    @override
    def texts(self) -> dict[str, AutoLine | AutoText]:
        return {"value": self.field}

    @override
    def show_answer(self, answer: Answer) -> None:
        self.field.show_day(parse_iso_day(answer.value))

    @override
    def settle(self) -> None:
        self.field.settle()

    @override
    def take_focus(self) -> None:
        self.field.setFocus()


class DeadlineInput(DayInput):
    """A day that is early or late, the deadline where the rule names none, or never done."""

    def __init__(self, rule: Rule) -> None:
        super().__init__()
        self.deadline = DayField(translate("Deadline"))
        self.deadline.setVisible(rule.deadline is None)
        self.never = QCheckBox(translate("Never done"))
        layout = self.layout()
        assert isinstance(layout, QHBoxLayout)  # noqa: S101 - made by DayInput
        layout.insertWidget(1, self.never)
        hint = label(translate("Deadline"), "muted")
        hint.setVisible(rule.deadline is None)
        layout.insertWidget(2, hint)
        layout.insertWidget(3, self.deadline)
        self.never.clicked.connect(self._on_never)
        self.deadline.day_settled.connect(lambda day: self.changed.emit({"deadline_on": day}))

    @property
    @override
    def texts(self) -> dict[str, AutoLine | AutoText]:
        return {**super().texts, "deadline_on": self.deadline}

    @override
    def show_answer(self, answer: Answer) -> None:
        super().show_answer(answer)
        self.never.setChecked(answer.value == NEVER and not answer.not_applicable)
        self.deadline.show_day(answer.deadline_on)

    @override
    def settle(self) -> None:
        super().settle()
        self.deadline.settle()

    def _on_never(self, checked: bool) -> None:  # noqa: FBT001 - a slot of Qt
        self.changed.emit({"value": NEVER if checked else "", "not_applicable": False})


class MultipleInput(AnswerInput):
    """Any of the choices of the rule, or none of them."""

    def __init__(self, rule: Rule) -> None:
        super().__init__()
        self._values = [tier.condition for tier in rule.tiers]
        self.boxes: list[QCheckBox] = []
        layout = column(self, spacing=theme.TINY)
        for number, tier in enumerate(rule.tiers, start=1):
            made = QCheckBox(f"{number}   {tier.condition}  ·  {tier.earns}")
            made.setAccessibleName(tier.condition)
            made.clicked.connect(self._on_clicked)
            self.boxes.append(made)
            layout.addWidget(made)
        self.none = QCheckBox(translate("None of them"))
        self.none.clicked.connect(self._on_none)
        layout.addWidget(self.none)

    @override
    def show_answer(self, answer: Answer) -> None:
        given = "" if answer.not_applicable else answer.value
        chosen = {same_words(part) for part in given.split(";")}
        for value, box in zip(self._values, self.boxes, strict=True):
            box.setChecked(same_words(value) in chosen)
        self.none.setChecked(given == NEVER)

    @override
    def choose(self, number: int) -> bool:
        if not 1 <= number <= len(self.boxes):
            return False
        self.boxes[number - 1].setChecked(not self.boxes[number - 1].isChecked())
        self._on_clicked()
        return True

    @override
    def take_focus(self) -> None:
        (self.boxes or [self.none])[0].setFocus()

    def _on_clicked(self) -> None:
        boxes = zip(self._values, self.boxes, strict=True)
        chosen = [value for value, box in boxes if box.isChecked()]
        self.changed.emit({"value": "; ".join(chosen), "not_applicable": False})

    def _on_none(self, checked: bool) -> None:  # noqa: FBT001 - a slot of Qt
        self.changed.emit({"value": NEVER if checked else "", "not_applicable": False})


class CalculatedInput(AnswerInput):
    """What a calculation gives; nobody types here."""

    def __init__(self, criterion: Criterion) -> None:
        super().__init__()
        self._kind = criterion.answer_type
        self.value = label("", "strong")
        self.formula = label(
            translate("Calculated: {formula}", formula=criterion.calculation), "muted", wrap=True
        )
        layout = row(self)
        layout.addWidget(self.value)
        layout.addWidget(self.formula, 1)

    @override
    def show_answer(self, answer: Answer) -> None:
        number = parse_number(answer.value)
        shown = number_text(number) if number is not None else answer_word(self._kind, answer.value)
        self.value.setText(shown or translate("waits for other answers"))


def input_for(criterion: Criterion) -> AnswerInput:
    """Return the input that fits a criterion."""
    if criterion.calculation.strip():
        return CalculatedInput(criterion)
    rule, kind = rule_of(criterion), criterion.answer_type
    if kind is AnswerType.DATE:
        return DeadlineInput(rule) if rule.measures_days else DayInput()
    if kind in WORDS:
        return WordInput(kind)
    by_rule = {AnswerType.CHOICE: ChoiceInput, AnswerType.MULTIPLE: MultipleInput}.get(kind)
    if by_rule is not None:
        return by_rule(rule)
    return PercentInput() if kind is AnswerType.PERCENT else LineInput(kind)
