"""The answer to one criterion in one inspection."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar

from app.domain.canonical import LATER
from app.domain.entity import Merge
from app.ids import AnswerId, ChecklistId, InspectionId, place_id


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerFacts:
    """What was answered, without identity; also a part of the inspection document.

    `value` is spelt by the criterion's answer type: `yes`, `partial` or `no`; the
    condition of the chosen tier; a whole number; decimal points (`1.5`); an ISO
    date; text. A percent gives `numerator` and `denominator`, or the rate itself
    in `value`.
    """

    value: str = ""
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    rate_source: str = ""
    """Where numerator and denominator come from."""
    rate_on: date | None = None
    """The day on which they were true."""
    deadline_on: date | None = field(default=None, metadata=LATER)
    """The last day in time, where the rule measures a date and names no deadline itself."""
    not_applicable: bool = False
    """Không phát sinh: leaves the maximum (`domain` §4)."""
    comment: str = ""
    legal_basis: str = ""
    self_score: Decimal | None = None
    """What the unit gave itself (điểm tự chấm)."""
    team_score: Decimal | None = None
    """The team's points where they differ from the rule's; needs `team_reason`."""
    team_reason: str = ""
    final_score: Decimal | None = None
    """What headquarters settled (điểm thẩm định); needs `final_reason`.

    Whoever records the visit writes it, a team without headquarters too, and the minutes that are
    signed say it: it is no fact of headquarters alone, and a second value is a difference.
    """
    final_reason: str = ""

    @property
    def is_given(self) -> bool:
        """Whether the criterion is answered at all; not applicable is an answer."""
        return bool(
            self.not_applicable
            or self.value.strip()
            or self.numerator is not None
            or self.team_score is not None
        )

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands here, not even a remark without an answer."""
        return not (self.is_given or self.comment.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(AnswerFacts):
    """The answer two laptops meet in when both fill the same criterion."""

    KIND: ClassVar[str] = "answer"
    AGGREGATE: ClassVar[str] = "inspection_id"

    id: AnswerId
    inspection_id: InspectionId
    checklist_id: ChecklistId
    """The version whose wording was answered (merge table row 25)."""
    criterion_code: Annotated[str, Merge.AUTO]
    """Its code in the version of the visit; what it answers, its identity says."""


def answer_id(inspection_id: InspectionId, criterion_identity: str) -> AnswerId:
    """Return the identity of the answer to a criterion, the same in every version of it."""
    return AnswerId(place_id("answer", inspection_id, criterion_identity))
