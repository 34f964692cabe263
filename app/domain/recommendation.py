"""Recommendations (kiến nghị, yêu cầu): what must be done, by whom and by when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Annotated, ClassVar

from app.domain.entity import Merge
from app.errors import InvalidValue
from app.ids import FindingId, InspectionId, RecommendationId
from app.words import translate


class Addressee(Enum):
    """Whom a recommendation asks."""

    UNIT = "unit"
    HIGHER = "higher"
    """Cấp có thẩm quyền: printed on its own, without a deadline."""


class RecommendationState(Enum):
    """How far the remediation is (`domain` R7); overdue follows from the day."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    REPORTED = "reported"
    CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationFacts:
    """What is asked for, without identity; also a part of the inspection document."""

    text: str
    addressee: Addressee = Addressee.UNIT
    owner: str = ""
    due_on: date | None = None
    no_deadline_reason: str = ""
    """Why there is no deadline; "trong thời gian sớm nhất" is none."""
    report_form: str = ""
    """The form of the remediation report, e.g. `văn bản kèm minh chứng`."""
    receiving_office: str = ""

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise InvalidValue(
                field="text", value="", reason=translate("a recommendation needs its text")
            )

    @property
    def lacks_deadline(self) -> bool:
        """Whether the unit would not know by when (rule T11)."""
        return (
            self.addressee is Addressee.UNIT
            and self.due_on is None
            and not self.no_deadline_reason.strip()
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation(RecommendationFacts):
    """One recommendation, followed until it is closed."""

    KIND: ClassVar[str] = "recommendation"
    AGGREGATE: ClassVar[str] = "inspection_id"

    id: RecommendationId
    inspection_id: InspectionId
    finding_id: FindingId | None = None
    state: RecommendationState = RecommendationState.NOT_STARTED
    order: Annotated[int, Merge.AUTO] = 0

    def days_late(self, today: date) -> int:
        """Return the days past the deadline, or 0 when on time, open-ended or confirmed."""
        if self.due_on is None or self.state is RecommendationState.CONFIRMED:
            return 0
        return max((today - self.due_on).days, 0)
