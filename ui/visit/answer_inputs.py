"""The input of a criterion: big buttons, numbers, a list of choices, a text or a day."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QRadioButton, QWidget
from typing_extensions import override

from app.domain.answer import Answer
from app.domain.answer_check import rule_of
from app.domain.checklist import AnswerType, Criterion
from app.domain.rule import Rule
from app.words import translate
from ui import theme
from ui.texts import number_text, parse_iso_day, parse_number
from ui.visit.criterion_state import answer_word
from ui.widgets.basics import column, label, row
from ui.widgets.fields import AutoLine, AutoText, DayField

_TONES: Final = {"yes": "good", "partial": "partial", "no": "bad"}


class AnswerInput(QWidget):
    """Shows one answer and tells what a person makes of it, field by field."""

    changed = Signal(dict)

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
        self.buttons: list[QRadioButton] = []
        self._values = [tier.condition for tier in rule.tiers]
        layout = column(self, spacing=theme.TINY)
        for number, tier in enumerate(rule.tiers, start=1):
            made = QRadioButton(f"{number}   {tier.condition}  ·  {tier.earns}")
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
    """Numerator, denominator and where they come from."""

    def __init__(self) -> None:
        super().__init__()
        self.numerator = AutoLine(translate("Numerator"), translate("Numerator"))
        self.denominator = AutoLine(translate("Denominator"), translate("Denominator"))
        self.source = AutoLine(
            translate("Source of the figures"), translate("Source of the figures")
        )
        self.rate = label("", "strong")
        layout = row(self)
        for field in (self.numerator, self.denominator):
            field.setMaximumWidth(theme.scaled(110))
            field.textEdited.connect(lambda _text: self._show_rate())
        layout.addWidget(self.numerator)
        layout.addWidget(label("/", "muted"))
        layout.addWidget(self.denominator)
        layout.addWidget(self.rate)
        layout.addWidget(self.source, 1)
        self.numerator.settled.connect(lambda text: self._on_number("numerator", text))
        self.denominator.settled.connect(lambda text: self._on_number("denominator", text))
        self.source.settled.connect(lambda text: self.changed.emit({"rate_source": text}))

    @override
    def show_answer(self, answer: Answer) -> None:
        self.numerator.show_text(number_text(answer.numerator))
        self.denominator.show_text(number_text(answer.denominator))
        self.source.show_text(answer.rate_source)
        self._show_rate()

    @override
    def settle(self) -> None:
        for field in (self.numerator, self.denominator, self.source):
            field.settle()

    @override
    def take_focus(self) -> None:
        self.numerator.setFocus()
        self.numerator.selectAll()

    def _on_number(self, field: str, text: str) -> None:
        number = parse_number(text)
        shown = self.numerator if field == "numerator" else self.denominator
        is_wrong = bool(text.strip()) and number is None
        theme.mark_as(shown, wrong="yes" if is_wrong else "")
        if not is_wrong:
            self.changed.emit({field: number, "not_applicable": False})

    def _show_rate(self) -> None:
        part = parse_number(self.numerator.text())
        whole = parse_number(self.denominator.text())
        text = ""
        if part is not None and whole:
            text = f"= {number_text((part * 100 / whole).quantize(Decimal('0.01')))}%"
        self.rate.setText(text)


class LineInput(AnswerInput):
    """A count, points or a short text; `spelt` makes the answer's spelling of it."""

    def __init__(self, kind: AnswerType) -> None:
        super().__init__()
        hints = {
            AnswerType.COUNT: translate("How many?"),
            AnswerType.SCORE: translate("Points"),
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

    @override
    def show_answer(self, answer: Answer) -> None:
        self.field.show_day(parse_iso_day(answer.value))

    @override
    def settle(self) -> None:
        self.field.settle()

    @override
    def take_focus(self) -> None:
        self.field.setFocus()


def input_for(criterion: Criterion) -> AnswerInput:
    """Return the input that fits a criterion."""
    rule = rule_of(criterion)
    match criterion.answer_type:
        case AnswerType.YES_NO | AnswerType.YES_PARTIAL_NO:
            return WordInput(criterion.answer_type)
        case AnswerType.CHOICE:
            return ChoiceInput(rule)
        case AnswerType.PERCENT:
            return PercentInput()
        case AnswerType.DATE:
            return DayInput()
        case _:
            return LineInput(criterion.answer_type)
