"""Checklists as they come in: the criteria of a CSV text, and whether they make a checklist."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from app.domain.band import Band
from app.domain.checklist import AnswerType, Criterion, CriterionRole
from app.domain.checklist_logic import ChecklistLogic
from app.domain.csv_rows import CsvRow, read_rows
from app.domain.rule import number_text
from app.domain.rule_text import RuleInvalid, parse_rule
from app.errors import AppError
from app.words import mark, translate

_SET_CODE: Final = re.compile(r"[^/]{1,40}")
COLUMNS: Final = (
    "code",
    "parent_code",
    "area",
    "text",
    "answer_type",
    "max_score",
    "scoring_rule",
    "evidence",
    "legal_basis",
    "source",
)
"""The heading of a criteria file (`domain` §12)."""

MOST_POINTS: Final = Decimal(1000)
"""The greatest maximum a criterion may have; beyond it, something was mistyped."""

_POINTS: Final = re.compile(r"[0-9]{1,4}(\.[0-9]{1,2})?")


class ChecklistInvalid(AppError):
    """Criteria do not make a checklist; `place` is a code, or a row and column of the file."""

    code = "checklist_invalid"
    message = mark(
        "The checklist cannot be used, {place}: {reason}. Nothing was changed. "
        "Correct it there and try again."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that keeps criteria from being a checklist."""

    index: int
    """The place of the criterion in the sequence, from 0."""
    code: str
    field: str
    """The field of the criterion that is wrong, so that a screen can show it."""
    reason: str


def read_criteria(text: str) -> tuple[Criterion, ...]:
    """Read the criteria of a CSV text with the heading `COLUMNS`, in their order.

    Whether they make a checklist is for `check_criteria` to say.

    Raises:
        ChecklistInvalid: naming row and column, if a cell cannot be read.
    """
    return tuple(_read_criterion(row) for row in read_rows(text, COLUMNS, ChecklistInvalid))


def _read_criterion(row: CsvRow) -> Criterion:
    return Criterion(
        code=row.cells["code"],
        parent_code=row.cells["parent_code"],
        area=row.cells["area"],
        text=row.cells["text"],
        answer_type=row.read("answer_type", AnswerType),
        max_score=row.read("max_score", _points),
        scoring_rule=row.cells["scoring_rule"],
        evidence=row.cells["evidence"],
        legal_basis=row.cells["legal_basis"],
        source=row.cells["source"],
    )


def _points(text: str) -> Decimal:
    if not _POINTS.fullmatch(text):
        raise ValueError(text)
    return Decimal(text)


def check_criteria(criteria: Sequence[Criterion], bands: Sequence[Band] = ()) -> None:
    """Prove that criteria make a checklist whose points add up.

    Raises:
        ChecklistInvalid: naming the code and what is wrong, if they do not.
    """
    for fault in find_faults(criteria, bands):
        raise ChecklistInvalid(place=fault.code or str(fault.index + 1), reason=fault.reason)


def find_faults(criteria: Sequence[Criterion], bands: Sequence[Band] = ()) -> Iterator[Fault]:
    """Yield everything that keeps criteria from being a checklist, in their order.

    Args:
        criteria: the rows, parents above children.
        bands: the checklist's own bands, if it has any.
    """
    if not criteria:
        yield Fault(index=0, code="", field="code", reason=translate("there are no criteria"))
    codes = Counter(row.code for row in criteria)
    parents = {row.parent_code for row in criteria}
    logic = ChecklistLogic(criteria, bands)
    circles: dict[str, list[tuple[str, str]]] = {}
    for code, field, reason in logic.circles():
        circles.setdefault(code, []).append((field, reason))
    above: set[str] = set()
    for index, row in enumerate(criteria):
        found = [*_place_faults(index, row, codes, above), *_own_faults(row)]
        if not found:
            is_group = row.code in parents
            found += _group_faults(row, logic) if is_group else _leaf_faults(index, row, logic)
            found += logic.faults(row)
            found += circles.get(row.code, ())
        for field, reason in found:
            yield Fault(index=index, code=row.code, field=field, reason=reason)
        above.add(row.code)


_Found = Iterator[tuple[str, str]]


def _place_faults(index: int, row: Criterion, codes: Counter[str], above: set[str]) -> _Found:
    """What is wrong with a row's place in the tree: parents stand above their children."""
    if not row.code.strip():
        yield "code", translate("the code is missing")
    elif codes[row.code] > 1:
        yield "code", translate("the code “{code}” stands there twice", code=row.code)
    elif index == 0 and _SET_CODE.fullmatch(row.code) is None:
        # Commands name a version as CODE/2.
        yield "code", translate("the code of a set has at most 40 characters and no “/”")
    if index == 0 and row.parent_code:
        yield "parent_code", translate("the first row is the root and has no parent")
    elif index and not row.parent_code:
        yield "parent_code", translate("only the first row, the root, has no parent")
    elif row.parent_code and row.parent_code not in above:
        yield "parent_code", translate("no “{parent}” stands above it", parent=row.parent_code)


def _own_faults(row: Criterion) -> _Found:
    if not row.text.strip():
        yield "text", translate("the text is missing")
    if not (row.max_score.is_finite() and 0 <= row.max_score <= MOST_POINTS):
        yield (
            "max_score",
            translate("the maximum lies between 0 and {most}", most=number_text(MOST_POINTS)),
        )


def _group_faults(row: Criterion, logic: ChecklistLogic) -> _Found:
    if row.answer_type is not AnswerType.SCORE:
        yield "answer_type", translate("a group is of the type “score”")
    total = logic.counted_sum(row)
    is_sum = logic.roles[row.code] is CriterionRole.SCORED
    if total != row.max_score if is_sum else total < row.max_score:
        yield (
            "max_score",
            translate(
                "its criteria add up to {found}, it says {expected}",
                found=number_text(total),
                expected=number_text(row.max_score),
            ),
        )


def _leaf_faults(index: int, row: Criterion, logic: ChecklistLogic) -> _Found:
    if index == 0:
        yield "code", translate("the root has no criteria under it")
        return
    try:
        rule = parse_rule(row.scoring_rule, row.answer_type, row.max_score)
    except RuleInvalid as error:
        yield "scoring_rule", str(error.params["reason"])
    else:
        yield from logic.rule_faults(row, rule)
