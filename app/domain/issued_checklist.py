"""What an issued table came to: a draft, and every remark on it at its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from app.domain.checklist import AnswerType, Criterion, CriterionRole
from app.domain.checklist_check import find_faults
from app.domain.checklist_draft import ChecklistDraft
from app.words import translate

_UNSCORED: Final = frozenset({AnswerType.TEXT, AnswerType.DATE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One thing to know about the table: where, what, what to do."""

    place: str
    """Such as `B17` or “table 2, row 5, column 3”."""
    cause: str
    cure: str
    is_fault: bool
    """It keeps the table from being published."""
    criterion: int = -1
    """The criterion it is about, by its place in the draft; -1 where it is about none."""

    @property
    def text(self) -> str:
        """The remark in one line."""
        return f"{self.place}: {self.cause}. {self.cure}."


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedChecklist:
    """What a table came to."""

    draft: ChecklistDraft
    remarks: tuple[Remark, ...]
    """What keeps it from being published first, each in the order of the table."""
    standing: tuple[Remark, ...] = ()
    """Those of the remarks that come from the table itself, whatever is corrected."""
    places: tuple[Mapping[str, str], ...] = ()
    """Of each criterion, where each of its fields stands."""
    pointless: Mapping[int, str] | None = None
    """The criteria for which no points could be read, and why."""
    summed: frozenset[int] = frozenset()
    """The groups whose points the table does not state: they follow what stands under them."""

    @property
    def faults(self) -> tuple[Remark, ...]:
        """What keeps it from being published."""
        return tuple(remark for remark in self.remarks if remark.is_fault)

    @property
    def is_whole(self) -> bool:
        """Whether it can be published as it stands."""
        return not self.faults


def corrected(issued: IssuedChecklist, draft: ChecklistDraft) -> IssuedChecklist:
    """Return the same table with its draft corrected by hand, judged anew.

    Sums the table does not state follow; one that is corrected by hand stays as it is.
    """
    before = issued.draft.criteria
    summed = frozenset(
        index
        for index in issued.summed
        if before[index].max_score == draft.criteria[index].max_score
    )
    draft = replace(draft, criteria=_with_sums(draft.criteria, summed))
    return checked(replace(issued, draft=draft, summed=summed))


def _with_sums(criteria: Sequence[Criterion], summed: frozenset[int]) -> tuple[Criterion, ...]:
    """Return criteria with the sums of some groups made anew, from the lowest up."""
    made = list(criteria)
    sums: dict[str, Decimal] = {}
    for index in range(len(made) - 1, -1, -1):
        row = made[index]
        if index in summed and row.code in sums:
            row = made[index] = replace(row, max_score=sums[row.code])
        if row.role is CriterionRole.SCORED:
            sums[row.parent_code] = sums.get(row.parent_code, Decimal(0)) + row.max_score
    return tuple(made)


def checked(issued: IssuedChecklist) -> IssuedChecklist:
    """Return what a table came to with everything that keeps it from being published."""
    criteria = issued.draft.criteria
    faults = list(_pointless(issued))
    unread = {fault.criterion for fault in faults}
    half_read = _above(criteria, [*unread])
    cures = _cures()
    if len(criteria) > 1:
        for problem in find_faults(criteria):
            if problem.field == "max_score" and problem.index in half_read:
                continue
            if problem.field == "scoring_rule" and problem.index in unread:
                continue
            places = issued.places[problem.index]
            faults.append(
                Remark(
                    place=places.get(problem.field, places.get("text", problem.code)),
                    cause=problem.reason,
                    cure=cures[problem.field],
                    is_fault=True,
                    criterion=problem.index,
                )
            )
    faults += [remark for remark in issued.standing if remark.is_fault]
    faults.sort(key=lambda remark: remark.criterion)
    notes = [remark for remark in issued.standing if not remark.is_fault]
    return replace(issued, remarks=(*faults, *notes))


def _pointless(issued: IssuedChecklist) -> Iterator[Remark]:
    for index, cause in (issued.pointless or {}).items():
        row = issued.draft.criteria[index]
        if not row.max_score and row.answer_type not in _UNSCORED:
            cure = translate("Give it points, or choose “{kind}” as its type", kind=_text_type())
            yield Remark(
                place=issued.places[index]["max_score"],
                cause=cause,
                cure=cure,
                is_fault=True,
                criterion=index,
            )


def _text_type() -> str:
    return translate("Text")


def _above(criteria: Sequence[Criterion], indexes: Sequence[int]) -> set[int]:
    """Return every group whose sum depends on one of these criteria."""
    at = {row.code: index for index, row in enumerate(criteria)}
    found: set[int] = set()
    for index in indexes:
        above = at.get(criteria[index].parent_code)
        while above is not None and above not in found:
            found.add(above)
            above = at.get(criteria[above].parent_code)
    return found


def _cures() -> dict[str, str]:
    return {
        "code": translate("Give each row its own code"),
        "parent_code": translate("Correct the code of the parent or move the rows"),
        "text": translate("Fill in the cell"),
        "answer_type": translate("Choose another type of answer"),
        "max_score": translate("Correct the points of the group or of its rows"),
        "scoring_rule": translate("Correct the steps, or choose “Points” as its type"),
    }
