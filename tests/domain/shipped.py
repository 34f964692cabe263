"""The data files that ship with the program, as the tests of the domain read them."""

from __future__ import annotations

from typing import Final

from app.domain.calendar import WorkingCalendar
from app.domain.checklist import Checklist, checklist_id, content_sha256
from app.domain.checklist_check import read_criteria
from app.paths import RESOURCES

SETS: Final = (
    "criteria_cchc_commune",
    "criteria_one_stop",
    "criteria_tthc_control",
    "criteria_public_duty",
)


def text(name: str) -> str:
    """Return the text of a resource."""
    return (RESOURCES / name).read_text(encoding="utf-8")


def checklist(name: str) -> Checklist:
    """Return one of the four published sets."""
    criteria = read_criteria(text(f"checklists/{name}.csv"))
    digest = content_sha256(criteria)
    return Checklist(
        id=checklist_id(criteria[0].code, digest),
        code=criteria[0].code,
        title=criteria[0].text,
        number=1,
        criteria=criteria,
        content_sha256=digest,
    )


CHECKLISTS: Final = tuple(checklist(name) for name in SETS)
CALENDAR: Final = WorkingCalendar.from_csv(text("holidays_vn_2025_2027.csv"))
