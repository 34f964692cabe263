"""What headquarters ruled about a visit as a whole: withdrawn, or recorded twice. Both ways back.

Nothing of the visit itself changes: what a team wrote stays, and whoever opens it is told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from app.domain.entity import Merge
from app.ids import InspectionId, VisitRulingId, place_id


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitRuling:
    """The ruling on one visit; only headquarters writes it."""

    KIND: ClassVar[str] = "visit_ruling"
    AGGREGATE: ClassVar[str] = "inspection_id"

    id: VisitRulingId
    inspection_id: InspectionId
    withdrawn_reason: Annotated[str, Merge.HQ] = ""
    """Why the assignment was withdrawn (merge table row 24); empty while it holds."""
    alias_of: Annotated[InspectionId | None, Merge.HQ] = None
    """The visit that this one is a second record of (merge table row 19)."""
    approved_on: Annotated[date | None, Merge.HQ] = None
    """The day headquarters approved it; None while it has not."""
    approval_note: Annotated[str, Merge.HQ] = ""
    """What was said with the approval."""
    correction: Annotated[str, Merge.HQ] = ""
    """Why headquarters last corrected what the team had recorded."""

    @property
    def is_withdrawn(self) -> bool:
        """Whether the assignment was taken from the team."""
        return bool(self.withdrawn_reason.strip())


def visit_ruling_id(inspection_id: InspectionId) -> VisitRulingId:
    """Return the identity of the ruling on a visit; there is one for each."""
    return VisitRulingId(place_id("visit_ruling", inspection_id))


def counted_as(aliases: Mapping[str, str]) -> dict[str, str]:
    """Return for each second record the visit under which it is counted.

    Args:
        aliases: for each visit the one it is said to be a second record of.

    Rulings made on two computers may chase each other round; the least identity of such a
    ring is then the one that counts, on every computer.
    """
    found: dict[str, str] = {}
    for start in aliases:
        way = [start]
        while way[-1] in aliases and aliases[way[-1]] not in way:
            way.append(aliases[way[-1]])
        last = way[-1]
        root = min(way[way.index(aliases[last]) :]) if last in aliases else last
        if root != start:
            found[start] = root
    return found
