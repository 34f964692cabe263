"""Which pages there are; each is loaded when it is first opened, or before, in the background."""

# ruff: noqa: PLC0415 - the point of this module is to import late

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from types import MappingProxyType
from typing import Final

from ui.desk import Desk
from ui.navigation import PageName
from ui.page import Page


def _today(desk: Desk) -> Page:
    from ui.today.page import TodayPage

    return TodayPage(desk)


def _inspections(desk: Desk) -> Page:
    from ui.inspections.page import InspectionsPage

    return InspectionsPage(desk)


def _recommendations(desk: Desk) -> Page:
    from ui.recommendations.page import RecommendationsPage

    return RecommendationsPage(desk)


def _packages(desk: Desk) -> Page:
    from ui.packages.page import PackagesPage

    return PackagesPage(desk)


def _differences(desk: Desk) -> Page:
    from ui.differences.page import DifferencesPage

    return DifferencesPage(desk)


def _checklists(desk: Desk) -> Page:
    from ui.checklists.page import ChecklistsPage

    return ChecklistsPage(desk)


def _calendar(desk: Desk) -> Page:
    from ui.calendar.page import CalendarPage

    return CalendarPage(desk)


def _phrases(desk: Desk) -> Page:
    from ui.phrases.page import PhrasesPage

    return PhrasesPage(desk)


def _templates(desk: Desk) -> Page:
    from ui.templates.page import TemplatesPage

    return TemplatesPage(desk)


def _visit(desk: Desk) -> Page:
    from ui.visit.page import VisitPage

    return VisitPage(desk)


PAGES: Final[Mapping[PageName, Callable[[Desk], Page]]] = MappingProxyType(
    {
        PageName.TODAY: _today,
        PageName.INSPECTIONS: _inspections,
        PageName.RECOMMENDATIONS: _recommendations,
        PageName.PACKAGES: _packages,
        PageName.DIFFERENCES: _differences,
        PageName.CHECKLISTS: _checklists,
        PageName.CALENDAR: _calendar,
        PageName.PHRASES: _phrases,
        PageName.TEMPLATES: _templates,
        PageName.VISIT: _visit,
    }
)


def load_ahead() -> None:
    """Load what the pages need while the user looks at the first one."""
    for page in (
        "inspections",
        "visit",
        "recommendations",
        "packages",
        "differences",
        "checklists",
        "calendar",
        "phrases",
        "templates",
    ):
        import_module(f"ui.{page}.page")
