"""How one page opens another without knowing it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QObject, Signal


class PageName(Enum):
    """The pages the navigation may show."""

    TODAY = "today"
    INSPECTIONS = "inspections"
    RECOMMENDATIONS = "recommendations"
    PACKAGES = "packages"
    DIFFERENCES = "differences"
    CHECKLISTS = "checklists"
    CALENDAR = "calendar"
    PHRASES = "phrases"
    TEMPLATES = "templates"
    BOARD = "board"
    VISIT = "visit"


class VisitTab(Enum):
    """The tabs of a visit, in their order."""

    OVERVIEW = "overview"
    CHECKLIST = "checklist"
    DOSSIERS = "dossiers"
    FINDINGS = "findings"
    PHOTOS = "photos"
    MINUTES = "minutes"
    HANDOVER = "handover"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Somewhere the user can be taken: a page, and within a visit its tab and what is there."""

    page: PageName
    inspection_id: str = ""
    tab: VisitTab | None = None
    key: str = ""
    """What to take in hand there: a criterion's code, the identity of a record, a field's name."""
    continues: bool = False
    """Whether to go on with what was being typed there when the program ended."""


class Navigator(QObject):
    """Where pages ask to be taken somewhere; the main window listens."""

    asked = Signal(Place)

    def open(self, place: Place) -> None:
        """Take the user to a place."""
        self.asked.emit(place)

    def open_page(self, page: PageName) -> None:
        """Take the user to a page."""
        self.asked.emit(Place(page=page))

    def open_visit(self, inspection_id: str, tab: VisitTab | None = None, key: str = "") -> None:
        """Take the user into a visit."""
        self.asked.emit(
            Place(
                page=PageName.VISIT,
                inspection_id=inspection_id,
                tab=tab,
                key=key,
            )
        )
