"""What stands at the criteria of a visit beside their answers: what is owed, photos, differences.

Worked out when a screen asks, and again only after an answer or the visit has changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QObject, Signal

from app.domain.answer_problem import Problem, problems_of
from app.domain.case_file import CaseFile
from app.domain.checklist import Criterion
from app.domain.criterion_return import CriterionReturn, returns_by_code
from app.domain.demand import Gravity, Need
from app.domain.inspection import Participant
from app.domain.photo import Photo, PhotoTarget
from app.domain.scoring import ChecklistScore
from app.domain.scoring_plan import plan_of
from app.domain.work_division import division_of, own_codes
from app.ids import AnswerId, InspectionId
from app.services.answer_history import AnswerWrite
from ui.desk import Desk
from ui.visit.visit_read import of_visit

Differences = Mapping[str, tuple[AnswerWrite, ...]]
"""By fact of an answer, the values that laptops gave it."""
_NONE: Final[Differences] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class GroupMarks:
    """How many criteria under a heading need a hand, and how many photos they have."""

    errors: int
    photos: int


@dataclass(frozen=True, slots=True)
class _Found:
    owed: Mapping[str, tuple[Problem, ...]]
    photos: Mapping[str, tuple[Photo, ...]]
    groups: Mapping[str, GroupMarks]
    division: Mapping[str, Participant]
    returned: Mapping[str, CriterionReturn]


class CaseMarks(QObject):
    """Follows one visit; `differences_read` tells when what laptops differ on was read."""

    differences_read = Signal()

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._visit = InspectionId("")
        self._case: CaseFile | None = None
        self._scores: Sequence[ChecklistScore] = ()
        self._refused: Mapping[str, str] = {}
        self._differences: Mapping[AnswerId, Differences] = {}
        self._found: _Found | None = None
        self._owed: dict[str, tuple[Problem, ...]] | None = None
        self._unsure: set[str] = set()
        self._looking: dict[str, list[str]] = {}
        """By checklist the criteria that look at the answers to others."""

    def follow(
        self,
        case: CaseFile,
        scores: Sequence[ChecklistScore],
        refused: Mapping[str, str],
        changed: str = "",
    ) -> None:
        """Look at a visit as it stands now.

        Args:
            case: the visit, with the answers on the screen.
            scores: what they earn.
            refused: why some of them are not in the store.
            changed: the only criterion answered otherwise than before, if it is only one.
        """
        self._case, self._scores, self._refused = case, scores, refused
        if not changed:
            self._owed = None
        elif self._owed is not None:
            self._unsure.add(changed)
        self._found = None

    def forget(self) -> None:
        """Know of no visit until the next one is read."""
        self._case, self._scores, self._refused = None, (), {}
        self._owed = self._found = None

    def read_differences(self, inspection_id: InspectionId) -> None:
        """Read in the background what laptops differ on."""
        if inspection_id != self._visit:
            self._visit = inspection_id
            self._differences = {}
        history = self._desk.application.answer_history
        job = self._desk.jobs.read(of_visit(partial(history.differences, inspection_id)))
        job.succeeded.connect(lambda found: self._on_read(inspection_id, found))

    def knows(self, code: str) -> bool:
        """Tell whether a checklist of the visit has this criterion or heading."""
        return any(code in score.criteria or code in score.groups for score in self._scores)

    def owed(self, code: str) -> tuple[Problem, ...]:
        """Return what the answer at a criterion still owes its checklist."""
        return self._all.owed.get(code, ())

    def photos(self, code: str) -> tuple[Photo, ...]:
        """Return the photos that are evidence for a criterion."""
        return self._all.photos.get(code, ())

    def group(self, code: str) -> GroupMarks:
        """Return what is to be seen under a heading."""
        return self._all.groups[code]

    def differences(self, code: str) -> Differences:
        """Return the facts of an answer on which laptops differ, with their values."""
        answer = self._case.answers.get(code) if self._case is not None else None
        return self._differences.get(answer.id, _NONE) if answer is not None else _NONE

    def returned(self, code: str) -> CriterionReturn | None:
        """Return what headquarters gave back at a criterion and has not settled."""
        return self._all.returned.get(code)

    def holder(self, code: str) -> Participant | None:
        """Return the member of the team who answers an area or criterion, where it was given."""
        return self._all.division.get(code)

    def own_codes(self, name: str) -> frozenset[str]:
        """Return the codes that were given to the member of a name."""
        return own_codes(self._all.division, name)

    @property
    def is_divided(self) -> bool:
        """Whether any of the work was given to somebody."""
        return bool(self._all.division)

    @property
    def _all(self) -> _Found:
        if self._found is None:
            self._found = self._look()
        return self._found

    def _look(self) -> _Found:
        case = self._case
        if case is None:
            return _Found({}, {}, {}, {}, {})
        photos = _photos_by_code(case)
        owed = self._look_for_owed(photos)
        wrong = {code for code, problems in owed.items() if _is_wrong(problems)}
        wrong |= self._refused.keys()
        returned = returns_by_code(case.returns, case.checklists)
        wrong |= {code for code, one in returned.items() if one.waits}
        if self._differences:
            wrong |= {code for code in case.answers if self.differences(code)}
        counts = {code: len(mine) for code, mine in photos.items()}
        groups = {
            code: GroupMarks(
                errors=len(wrong.intersection(group.leaves)),
                photos=sum(counts.get(leaf, 0) for leaf in group.leaves) if counts else 0,
            )
            for score in self._scores
            for code, group in plan_of(score.checklist).groups.items()
        }
        return _Found(owed, photos, groups, division_of(case), returned)

    def _look_for_owed(
        self, photos: Mapping[str, tuple[Photo, ...]]
    ) -> Mapping[str, tuple[Problem, ...]]:
        """Return what is owed; after one answer only of it and of those that may look at it."""
        owed = self._owed
        if owed is None:
            owed = {}
            self._looking = {
                score.checklist.id: [
                    row.code for row in score.checklist.leaves() if looks_at_others(row)
                ]
                for score in self._scores
            }
        for score in self._scores:
            codes: Iterable[str] = score.criteria
            if self._owed is not None:
                mine = [code for code in self._unsure if code in score.criteria]
                codes = dict.fromkeys([*mine, *self._looking.get(score.checklist.id, ())])
            for code in codes:
                owed.pop(code, None)
            for problem in problems_of(score, photos.keys(), codes):
                code = problem.criterion_code
                owed[code] = (*owed.get(code, ()), problem)
        self._owed = owed
        self._unsure.clear()
        return owed

    def _on_read(self, inspection_id: InspectionId, found: Mapping[AnswerId, Differences]) -> None:
        if inspection_id == self._visit and found != self._differences:
            self._differences = found
            self._found = None
            self.differences_read.emit()


def _is_wrong(problems: Iterable[Problem]) -> bool:
    """Whether an answer that is given must be mended; one that is not given is only open."""
    return any(one.blocks and one.need is not Need.ANSWER for one in problems)


def looks_at_others(row: Criterion) -> bool:
    """Tell whether what becomes of a criterion may hang on the answers to others."""
    return bool(row.checks or row.condition or row.calculation)


def _photos_by_code(case: CaseFile) -> Mapping[str, tuple[Photo, ...]]:
    places = {photo.id: place for place, photo in enumerate(case.photos)}
    found: dict[str, list[int]] = {}
    for link in case.photo_links:
        if link.target is PhotoTarget.CRITERION and link.photo_id in places:
            found.setdefault(link.target_key, []).append(places[link.photo_id])
    return {code: tuple(case.photos[at] for at in sorted(mine)) for code, mine in found.items()}


GRAVITY_TONES: Final = {Gravity.BLOCKS: "bad", Gravity.WARNS: "partial", Gravity.INFORMS: "neutral"}
"""The tone in which what is owed is said."""
