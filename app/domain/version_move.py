"""Moving a visit to another version of a checklist: what becomes of each of its answers.

Nothing is marked in the store: an answer names the version it was given to, and where that
version asked something else than the one the visit stands on, it has to be looked over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

from app.domain.answer import Answer, answer_id
from app.domain.case_file import CaseFile
from app.domain.checklist import Checklist, Criterion
from app.domain.finding import Finding
from app.domain.inspection import Inspection

ASKED: Final = (
    "text",
    "answer_type",
    "max_score",
    "scoring_rule",
    "role",
    "condition",
    "calculation",
    "required",
    "checks",
)
"""The facts an answer depends on; guidance, evidence and legal basis only help to find it."""


class Outcome(Enum):
    """What a move does to the answer of one criterion."""

    CARRIED = "carried"
    """The criterion asks the same: the answer holds."""
    TO_REVIEW = "to_review"
    """The criterion was changed: the answer is kept and somebody looks it over."""
    REMOVED = "removed"
    """The criterion is gone: the answer stays in the history."""
    TO_ANSWER = "to_answer"
    """The criterion is new."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedCriterion:
    """One criterion in a move; `before` or `after` is missing where it is not in that version."""

    outcome: Outcome
    before: Criterion | None
    after: Criterion | None
    answer: Answer | None = None
    """The answer as it stands; None where there is none."""

    @property
    def criterion(self) -> Criterion:
        """The criterion as the newer version has it, or had it last."""
        found = self.after or self.before
        assert found is not None  # noqa: S101 - it is in one of the two
        return found

    @property
    def is_renumbered(self) -> bool:
        """Whether it has another code than before."""
        return bool(self.before and self.after and self.before.code != self.after.code)


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionMove:
    """What moving a visit from one version to another would do, before it is done."""

    old: Checklist
    new: Checklist
    criteria: tuple[MovedCriterion, ...]
    """Those answered, in the order of the old version, then the new ones."""

    def count(self, outcome: Outcome) -> int:
        """Return how many criteria come out this way."""
        return sum(one.outcome is outcome for one in self.criteria)

    @property
    def renumbered(self) -> Mapping[str, str]:
        """The codes of the new version by those of the old, for every criterion in both."""
        after = {row.identity: row.code for row in self.new.criteria}
        return {row.code: after[row.identity] for row in self.old.criteria if row.identity in after}

    def answers(self) -> Iterator[Answer]:
        """Yield the answers as they stand after the move, without those that leave."""
        for one in self.criteria:
            if one.answer is None or one.after is None:
                continue
            holds = one.outcome is Outcome.CARRIED
            yield replace(
                one.answer,
                criterion_code=one.after.code,
                checklist_id=self.new.id if holds else one.answer.checklist_id,
            )

    def finding(self, finding: Finding) -> Finding:
        """Return a finding under the codes of the new version.

        One whose criterion is gone stands without it if something else has its code now.
        """
        return replace(
            finding,
            area_code=self._code(finding.area_code) or finding.area_code,
            criterion_code=self._code(finding.criterion_code),
            other_criteria=tuple(filter(None, map(self._code, finding.other_criteria))),
        )

    def _code(self, code: str) -> str:
        moved = self.renumbered
        if code in moved:
            return moved[code]
        is_taken = code in {row.code for row in self.new.criteria}
        was_here = code in {row.code for row in self.old.criteria}
        return "" if was_here and is_taken else code


def asks_the_same(before: Criterion, after: Criterion) -> bool:
    """Tell whether an answer to one criterion answers the other, too."""
    return all(_said(before, name) == _said(after, name) for name in ASKED)


def plan_move(
    inspection: Inspection,
    old: Checklist,
    new: Checklist,
    answers: Iterable[Answer],
    earlier: Sequence[Checklist] = (),
) -> VersionMove:
    """Return what moving a visit to another version does.

    Args:
        inspection: the visit.
        old: the version it stands on.
        new: the version it moves to.
        answers: all answers of the visit; those to other checklists are left out.
        earlier: further versions that answers were given to.
    """
    given = {answer.id: answer for answer in answers}
    versions = {one.id: _by_identity(one) for one in (old, new, *earlier)}
    after = {row.identity: row for row in new.leaves()}
    steps: list[MovedCriterion] = []
    for row in old.leaves():
        answer = given.get(answer_id(inspection.id, row.identity))
        if answer is not None and not answer.is_empty:
            # What was answered: in a visit that moved before, perhaps not the old version.
            asked = versions.get(answer.checklist_id, {}).get(row.identity)
            now = after.get(row.identity)
            steps.append(
                MovedCriterion(outcome=_outcome(asked, now), before=row, after=now, answer=answer)
            )
    known = {row.identity for row in old.leaves()}
    steps += [
        MovedCriterion(outcome=Outcome.TO_ANSWER, before=None, after=row)
        for row in after.values()
        if row.identity not in known
    ]
    return VersionMove(old=old, new=new, criteria=tuple(steps))


def answers_to_review(case: CaseFile) -> dict[str, Criterion | None]:
    """Return the codes whose answers were given to another wording, in the order of the visit.

    With each stands the criterion as it was answered; None if that version is not on this
    computer.
    """
    current = {one.id for one in case.checklists}
    versions = {one.id: _by_identity(one) for one in case.earlier}
    found: dict[str, Criterion | None] = {}
    for checklist in case.checklists:
        for row in checklist.leaves():
            answer = case.answers.get(row.code)
            if answer is None or answer.is_empty or answer.checklist_id in current:
                continue
            asked = versions.get(answer.checklist_id, {}).get(row.identity)
            if asked is None or not asks_the_same(asked, row):
                found[row.code] = asked
    return found


def _outcome(asked: Criterion | None, now: Criterion | None) -> Outcome:
    if now is None:
        return Outcome.REMOVED
    if asked is not None and asks_the_same(asked, now):
        return Outcome.CARRIED
    return Outcome.TO_REVIEW


def _by_identity(checklist: Checklist) -> dict[str, Criterion]:
    return {row.identity: row for row in checklist.criteria}


def _said(criterion: Criterion, name: str) -> object:
    value = getattr(criterion, name)
    return " ".join(value.split()) if isinstance(value, str) else value
