"""The choices of an XLSForm as scoring rules of a checklist."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from app.documents.workbook import Faults
from app.documents.xlsform_sheets import FormRow, FormSheet
from app.domain.checklist import AnswerType
from app.domain.rule import WORDS
from app.domain.text import fold
from app.words import translate

OTHER: Final = "Khác"
UNSCORED: Final = "Không chấm điểm"
_POINTS: Final = re.compile(r"\d{1,4}(?:[.,]\d{1,4})?")
_RULE_SIGNS: Final = str.maketrans({";": ",", "|": "/", "\n": " "})


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One choice: its name in the form, what it is called, what it earns."""

    name: str
    label: str
    points: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceRule:
    """How a question with choices is answered and scored."""

    answer_type: AnswerType
    max_score: Decimal
    scoring_rule: str
    labels: Mapping[str, str]
    """What each choice is called in the rule, by its name in the form."""


def read_choices(sheet: FormSheet | None, faults: Faults) -> dict[str, list[Choice]]:
    """Read the lists of choices, by name."""
    lists: dict[str, list[Choice]] = {}
    for row in sheet.rows if sheet else ():
        listed, name = row.text("list_name"), row.text("name")
        if not listed and not name:
            continue
        for key, value in (("list_name", listed), ("name", name)):
            if not value:
                cause, cure = translate("the cell is empty"), translate("Fill in the cell")
                faults.add(row.sheet, row.cell(key), cause, cure)
        label = _label(row, faults) or name
        points = _points(row, faults)
        lists.setdefault(listed, []).append(Choice(name=name, label=label, points=points))
    return lists


def _label(row: FormRow, faults: Faults) -> str:
    """Return what a choice is called, without the signs that part the steps of a rule."""
    label = row.text("label")
    plain = " ".join(label.translate(_RULE_SIGNS).split())
    if plain != label:
        faults.repair(row.sheet, row.cell("label"), label, plain)
    return plain


def _points(row: FormRow, faults: Faults) -> Decimal | None:
    told = row.text("points")
    if not told:
        return None
    if not _POINTS.fullmatch(told):
        cause = translate("“{value}” is not a number", value=told)
        cure = translate("Type a number such as 2,5")
        faults.add(row.sheet, row.cell("points"), cause, cure)
        return None
    return Decimal(told.replace(",", ".")).normalize()


def rule_of_choices(
    choices: Sequence[Choice], *, is_multiple: bool, with_other: bool
) -> ChoiceRule:
    """Return the rule of a question; without points it only informs."""
    all_ = [*choices]
    if with_other:
        points = None if all(choice.points is None for choice in choices) else Decimal(0)
        all_.append(Choice(name="other", label=OTHER, points=points))
    labels = {choice.name: choice.label for choice in all_}
    earned = [choice.points or Decimal(0) for choice in all_]
    kind = AnswerType.MULTIPLE if is_multiple else AnswerType.CHOICE
    if not is_multiple and _is_yes_no(all_):
        kind = AnswerType.YES_NO
        words = {fold(word): word for word in WORDS[kind].values()}
        labels = {choice.name: words[fold(choice.label)] for choice in all_}
    most = sum(earned, Decimal(0)) if is_multiple else max(earned, default=Decimal(0))
    steps = sorted(zip(all_, earned, strict=True), key=lambda step: -step[1])
    rule = "; ".join(f"{labels[choice.name]}: {_shown(points)}" for choice, points in steps)
    if kind is AnswerType.YES_NO and not most:
        rule = UNSCORED
    return ChoiceRule(answer_type=kind, max_score=most, scoring_rule=rule, labels=labels)


def _is_yes_no(choices: Sequence[Choice]) -> bool:
    return sorted(fold(choice.label) for choice in choices) == ["co", "khong"]


def _shown(points: Decimal) -> str:
    return f"{points:f}".replace(".", ",")
