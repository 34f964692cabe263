"""Two visits to one unit, compared criterion by criterion and group by group.

Criteria are compared by identity, whatever their codes were. Points are compared only where
both visits asked the same for the same maximum; a total only tells how it would be read:
converted to 100, with the number of criteria that do not compare beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from app.domain.answer import Answer
from app.domain.case_file import CaseFile
from app.domain.checklist import Criterion
from app.domain.scoring import ChecklistScore, CriterionScore, CriterionState
from app.domain.version_move import asks_the_same


class Comparability(Enum):
    """Whether the points of a criterion in two visits may be compared."""

    COMPARABLE = "comparable"
    NEW = "new"
    """Only the later visit asked it."""
    GONE = "gone"
    """Only the earlier visit asked it."""
    CHANGED = "changed"
    """It was asked otherwise."""
    OTHER_POINTS = "other_points"
    """It was worth another maximum."""
    OPEN = "open"
    """It is not scored, or did not apply, in one of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedCriterion:
    """One criterion in two visits."""

    identity: str
    earlier: CriterionScore | None
    later: CriterionScore | None
    comparability: Comparability

    @property
    def criterion(self) -> Criterion:
        """The criterion as the later visit has it, or had it last."""
        found = self.later or self.earlier
        assert found is not None  # noqa: S101 - it is in one of the two
        return found.criterion

    @property
    def delta(self) -> Decimal | None:
        """By how many points the later visit is better; None where they do not compare."""
        if self.comparability is not Comparability.COMPARABLE:
            return None
        return _points(self.later) - _points(self.earlier)


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedGroup:
    """The points of one group over the criteria that compare."""

    identity: str
    group: Criterion
    earlier: Decimal
    later: Decimal
    max_score: Decimal
    compared: int
    not_compared: int

    @property
    def delta(self) -> Decimal | None:
        """By how many points the later visit is better; None where nothing compares."""
        return self.later - self.earlier if self.compared else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedChecklist:
    """One checklist in two visits; the first group is the whole set."""

    earlier: ChecklistScore
    later: ChecklistScore
    criteria: tuple[ComparedCriterion, ...]
    groups: tuple[ComparedGroup, ...]

    @property
    def total(self) -> ComparedGroup:
        """All criteria that compare."""
        return self.groups[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreComparison:
    """Two visits to one unit."""

    earlier: CaseFile
    later: CaseFile
    checklists: tuple[ComparedChecklist, ...]
    """Those that both visits used, in one version or another."""


def compare_scores(
    earlier: tuple[CaseFile, Sequence[ChecklistScore]],
    later: tuple[CaseFile, Sequence[ChecklistScore]],
) -> ScoreComparison:
    """Compare two visits, each given with its scores."""
    # A set that was made from another one has its root, whatever either is called.
    before = {score.checklist.root.identity: score for score in earlier[1]}
    return ScoreComparison(
        earlier=earlier[0],
        later=later[0],
        checklists=tuple(
            _compared(before[score.checklist.root.identity], score)
            for score in later[1]
            if score.checklist.root.identity in before
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierAnswer:
    """What an earlier visit to the same unit found at a criterion."""

    case: CaseFile
    score: CriterionScore
    answer: Answer


def earlier_answers(case: CaseFile, scores: Iterable[ChecklistScore]) -> dict[str, EarlierAnswer]:
    """Return what another visit, given with its scores, found, by the identity of the criterion."""
    found: dict[str, EarlierAnswer] = {}
    for score in scores:
        for one in score.criteria.values():
            answer = case.answers.get(one.criterion.code)
            if answer is not None and not answer.is_empty:
                earlier = EarlierAnswer(case=case, score=one, answer=answer)
                found.setdefault(one.criterion.identity, earlier)
    return found


def _compared(earlier: ChecklistScore, later: ChecklistScore) -> ComparedChecklist:
    before = {score.criterion.identity: score for score in earlier.criteria.values()}
    after = {score.criterion.identity: score for score in later.criteria.values()}
    names = [*after, *(name for name in before if name not in after)]
    criteria = {
        name: ComparedCriterion(
            identity=name,
            earlier=before.get(name),
            later=after.get(name),
            comparability=_comparability(before.get(name), after.get(name)),
        )
        for name in names
    }
    return ComparedChecklist(
        earlier=earlier,
        later=later,
        criteria=tuple(criteria.values()),
        groups=tuple(_groups(later, criteria)),
    )


def _comparability(earlier: CriterionScore | None, later: CriterionScore | None) -> Comparability:
    if earlier is None or later is None:
        return Comparability.NEW if earlier is None else Comparability.GONE
    if earlier.max_score != later.max_score:
        return Comparability.OTHER_POINTS
    if not asks_the_same(earlier.criterion, later.criterion):
        return Comparability.CHANGED
    if any(one.state is not CriterionState.SCORED for one in (earlier, later)):
        return Comparability.OPEN
    return Comparability.COMPARABLE


def _groups(
    later: ChecklistScore, criteria: Mapping[str, ComparedCriterion]
) -> Iterator[ComparedGroup]:
    """Yield the groups of the later version; a criterion that is gone counts nowhere."""
    for row in later.checklist.criteria:
        if row.code not in later.groups:
            continue
        under = [criteria[leaf.identity] for leaf in later.checklist.leaves(row.code)]
        told = [one for one in under if one.comparability is Comparability.COMPARABLE]
        yield ComparedGroup(
            identity=row.identity,
            group=row,
            earlier=sum((_points(one.earlier) for one in told), Decimal(0)),
            later=sum((_points(one.later) for one in told), Decimal(0)),
            max_score=sum((one.criterion.max_score for one in told), Decimal(0)),
            compared=len(told),
            not_compared=sum(1 for one in under if one not in told and one.criterion.max_score > 0),
        )


def _points(score: CriterionScore | None) -> Decimal:
    return score.points if score is not None and score.points is not None else Decimal(0)
