"""The rows of a register, column by column: fast to read in, small to keep, easy to draw from.

Applicants have no column here: nothing of them is ever taken in.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Final

import msgspec

from app.domain.calendar import WorkingCalendar
from app.domain.dossier import Channel, DossierFacts, DossierStatus, TermUnit
from app.domain.dossier_result import judge
from app.domain.register import FieldCount

_QUICKLY: Final = 1
_MOST_UNPACKED: Final = 512 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterRows:
    """Every dossier of a register, in the order of their codes."""

    entry: tuple[int, ...]
    """The place of each in the register as it was handed over, from 1."""
    dossier_code: tuple[str, ...]
    procedure_code: tuple[str, ...]
    procedure_name: tuple[str, ...]
    field: tuple[str, ...]
    received_at: tuple[datetime, ...]
    channel: tuple[Channel, ...]
    statutory_days: tuple[int | None, ...]
    statutory_unit: tuple[TermUnit, ...]
    due_at: tuple[datetime | None, ...]
    resolved_at: tuple[datetime | None, ...]
    returned_at: tuple[datetime | None, ...]
    status: tuple[DossierStatus, ...]
    complained: tuple[bool | None, ...]

    def __len__(self) -> int:
        return len(self.entry)

    def facts(self, place: int) -> DossierFacts:
        """Return what the register says of the dossier at a place, from 0."""
        return DossierFacts(
            dossier_code=self.dossier_code[place],
            procedure_code=self.procedure_code[place],
            procedure_name=self.procedure_name[place],
            field=self.field[place],
            received_at=self.received_at[place],
            channel=self.channel[place],
            statutory_days=self.statutory_days[place],
            statutory_unit=self.statutory_unit[place],
            due_at=self.due_at[place],
            resolved_at=self.resolved_at[place],
            returned_at=self.returned_at[place],
            status=self.status[place],
            complained=self.complained[place],
        )

    def population(self) -> tuple[FieldCount, ...]:
        """Return how many dossiers each field has, the fields in the order of their names."""
        counted = Counter(self.field)
        return tuple(FieldCount(field=name, entries=counted[name]) for name in sorted(counted))

    def always(self, calendar: WorkingCalendar, period_to: date) -> dict[int, str]:
        """Return the places that are always looked at, each with the Vietnamese reason.

        These are the refused, the complained about and the overdue (`dossier_sample` §5).
        """
        reasons: dict[int, list[str]] = {}
        for place in self._maybe_late(period_to):
            outcome = judge(self.facts(place), calendar, period_to).outcome
            if outcome is not None and outcome.is_late:
                reasons.setdefault(place, []).append(OVERDUE)
        for place, status in enumerate(self.status):
            if status is DossierStatus.REFUSED:
                reasons.setdefault(place, []).append(REFUSED)
        for place, complained in enumerate(self.complained):
            if complained:
                reasons.setdefault(place, []).append(COMPLAINED)
        return {place: "; ".join(found) for place, found in sorted(reasons.items())}

    def _maybe_late(self, period_to: date) -> Iterator[int]:
        """Yield the places whose end is after the day on the slip, or whose term has no slip.

        The term never ends before that day, so only these need the calendar.
        """
        columns = zip(self.due_at, self.resolved_at, self.returned_at, self.status, strict=True)
        for place, (due, resolved, returned, status) in enumerate(columns):
            end = resolved or returned
            day = end.date() if end is not None and status.is_finished else period_to
            if self.statutory_days[place] is not None if due is None else day > due.date():
                yield place


OVERDUE: Final = "quá hạn"
REFUSED: Final = "từ chối tiếp nhận, giải quyết"
COMPLAINED: Final = "có phản ánh, kiến nghị"

COLUMNS: Final = tuple(column.name for column in fields(RegisterRows))


def pack_rows(rows: RegisterRows) -> bytes:
    """Return the rows as the store keeps them, in one piece."""
    return zlib.compress(msgspec.msgpack.encode(rows), _QUICKLY)


def unpack_rows(content: bytes) -> RegisterRows:
    """Return the rows that `pack_rows` packed.

    Raises:
        ValueError: if the content is damaged.
    """
    unpacking = zlib.decompressobj()
    try:
        plain = unpacking.decompress(content, _MOST_UNPACKED)
        if not unpacking.eof:
            raise ValueError(len(plain))
        return msgspec.msgpack.decode(plain, type=RegisterRows)
    except (zlib.error, msgspec.DecodeError) as error:
        raise ValueError(str(error)) from error
