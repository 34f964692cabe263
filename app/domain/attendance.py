"""Attendance at work (kiểm tra công vụ): who was there when the team counted, and who was not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Annotated, ClassVar

from app.domain.entity import Merge, Privacy
from app.errors import InvalidValue
from app.ids import AbsenceId, InspectionId, RollCallId
from app.words import translate


@dataclass(frozen=True, slots=True, kw_only=True)
class RollCallFacts:
    """One count of the staff at one minute, without identity; also a part of the document."""

    at: datetime
    """When it was counted, to the minute: an unannounced check stands or falls with it."""
    office: str = ""
    """The department that was counted; the whole unit where empty."""
    staff: int = 0
    """Biên chế có mặt theo phân công: how many should be there."""
    present: int = 0
    excused: int = 0
    """Absent with a reason."""
    unexcused: int = 0
    """Absent without a reason."""

    def __post_init__(self) -> None:
        for name in ("staff", "present", "excused", "unexcused"):
            if getattr(self, name) < 0:
                raise InvalidValue(
                    field=name,
                    value=str(getattr(self, name)),
                    reason=translate("it cannot be less than 0"),
                )

    @property
    def adds_up(self) -> bool:
        """Whether those present and absent are all who should be there."""
        return self.present + self.excused + self.unexcused == self.staff


@dataclass(frozen=True, slots=True, kw_only=True)
class RollCall(RollCallFacts):
    """One count of the staff in one inspection."""

    KIND: ClassVar[str] = "roll_call"
    AGGREGATE: ClassVar[str] = "inspection_id"

    id: RollCallId
    inspection_id: InspectionId
    order: Annotated[int, Merge.AUTO] = 0


class AbsenceState(Enum):
    """How somebody was not at work."""

    EXCUSED = "excused"
    UNEXCUSED = "unexcused"
    LATE = "late"
    LEFT_EARLY = "left_early"


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceFacts:
    """One person who was not at work, without identity; also a part of the document."""

    name: Annotated[str, Privacy.PERSONAL]
    position: str = ""
    department: str = ""
    at: datetime | None = None
    """When it was seen."""
    state: AbsenceState = AbsenceState.UNEXCUSED
    reason: str = ""
    evidence: str = ""
    confirmed_by: str = ""
    """Who of the unit confirms it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence(AbsenceFacts):
    """One absence in one inspection; the annex that names people can be left out of minutes."""

    KIND: ClassVar[str] = "absence"
    AGGREGATE: ClassVar[str] = "inspection_id"

    id: AbsenceId
    inspection_id: InspectionId
    order: Annotated[int, Merge.AUTO] = 0
