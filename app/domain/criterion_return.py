"""A criterion that headquarters gave back to the team with a reason, and the team's answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, ClassVar

from app.domain.checklist import Checklist
from app.domain.entity import Merge
from app.ids import CriterionReturnId, InspectionId, place_id


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionReturn:
    """The one matter of a criterion between headquarters and the team.

    A reply is to the reason it was written under: a new reason opens the matter again, and
    nothing of what was said before is lost, since every value stays in the history.
    """

    KIND: ClassVar[str] = "criterion_return"
    AGGREGATE: ClassVar[str] = "inspection_id"

    id: CriterionReturnId
    inspection_id: InspectionId
    criterion_code: str
    reason: Annotated[str, Merge.HQ] = ""
    """Why it was returned; empty where headquarters is content."""
    reply: str = ""
    """What the team answers."""
    replied_to: str = ""
    """The reason that was answered."""

    @property
    def is_settled(self) -> bool:
        """Whether headquarters is content."""
        return not self.reason.strip()

    @property
    def is_answered(self) -> bool:
        """Whether the team has answered the reason that holds."""
        return not self.is_settled and bool(self.reply.strip()) and self.replied_to == self.reason

    @property
    def waits(self) -> bool:
        """Whether the team has still to answer."""
        return not self.is_settled and not self.is_answered


def criterion_return_id(inspection_id: InspectionId, identity: str) -> CriterionReturnId:
    """Return the identity of the matter of a criterion, the same in every version of it."""
    return CriterionReturnId(place_id("criterion_return", inspection_id, identity))


def returns_by_code(
    returns: Iterable[CriterionReturn], checklists: Iterable[Checklist]
) -> dict[str, CriterionReturn]:
    """Return what is not settled, by the code its criterion has in these checklists."""
    open_ones = {one.id: one for one in returns if not one.is_settled}
    if not open_ones:
        return {}
    visit = next(iter(open_ones.values())).inspection_id
    found = {
        row.code: open_ones.get(criterion_return_id(visit, row.identity))
        for checklist in checklists
        for row in checklist.leaves()
    }
    return {code: one for code, one in found.items() if one is not None}
