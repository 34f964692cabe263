"""Registers for the tests: as many dossiers as wanted, in a few fields, none of them late."""

from __future__ import annotations

from datetime import datetime, timedelta

from app.domain.dossier import Channel, DossierStatus, TermUnit
from app.domain.register_rows import RegisterRows

FIRST_DAY = datetime.fromisoformat("2026-08-03T08:30")


def register(count: int, fields: tuple[str, ...] = ("Hộ tịch",), **columns: object) -> RegisterRows:
    """Return a register of returned dossiers; a column may be given whole."""
    days = [FIRST_DAY + timedelta(days=place % 28) for place in range(count)]
    given: dict[str, object] = {
        "entry": tuple(range(1, count + 1)),
        "dossier_code": tuple(f"H15-{place:06d}" for place in range(count)),
        "procedure_code": ("1.001193",) * count,
        "procedure_name": ("Đăng ký khai sinh",) * count,
        "field": tuple(fields[place % len(fields)] for place in range(count)),
        "received_at": tuple(days),
        "channel": (Channel.IN_PERSON,) * count,
        "statutory_days": (3,) * count,
        "statutory_unit": (TermUnit.WORKING_DAYS,) * count,
        "due_at": tuple(day + timedelta(days=5) for day in days),
        "resolved_at": tuple(day + timedelta(days=1) for day in days),
        "returned_at": tuple(day + timedelta(days=2) for day in days),
        "status": (DossierStatus.RETURNED,) * count,
        "complained": (None,) * count,
    }
    return RegisterRows(**{**given, **columns})  # type: ignore[arg-type] # the test's own columns
