"""Which pages there are; loaded in the background together with the store."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from ui.checklists.page import ChecklistsPage
from ui.desk import Desk
from ui.first_start.page import FirstStart
from ui.inspections.page import InspectionsPage
from ui.navigation import PageName
from ui.packages.page import PackagesPage
from ui.page import Page
from ui.recommendations.page import RecommendationsPage
from ui.today.page import TodayPage
from ui.visit.page import VisitPage

__all__ = ["PAGES", "Desk", "FirstStart"]

PAGES: Final[Mapping[PageName, Callable[[Desk], Page]]] = MappingProxyType(
    {
        PageName.TODAY: TodayPage,
        PageName.INSPECTIONS: InspectionsPage,
        PageName.RECOMMENDATIONS: RecommendationsPage,
        PageName.PACKAGES: PackagesPage,
        PageName.CHECKLISTS: ChecklistsPage,
        PageName.VISIT: VisitPage,
    }
)
