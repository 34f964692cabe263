"""Which pages there are; loaded in the background together with the store."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from ui.desk import Desk
from ui.inspections.page import InspectionsPage
from ui.navigation import PageName
from ui.page import Page
from ui.visit.page import VisitPage

PAGES: Final[Mapping[PageName, Callable[[Desk], Page]]] = MappingProxyType(
    {
        PageName.INSPECTIONS: InspectionsPage,
        PageName.VISIT: VisitPage,
    }
)
