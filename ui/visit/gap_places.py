"""The tab on which each gap is closed."""

from __future__ import annotations

from app.domain.gap import Gap, GapPlace
from ui.navigation import VisitTab

_TABS = {
    GapPlace.OVERVIEW: VisitTab.OVERVIEW,
    GapPlace.CHECKLIST: VisitTab.CHECKLIST,
    GapPlace.DOSSIERS: VisitTab.DOSSIERS,
    GapPlace.FINDINGS: VisitTab.FINDINGS,
    GapPlace.PHOTOS: VisitTab.PHOTOS,
    GapPlace.MINUTES: VisitTab.MINUTES,
}


def tab_of(gap: Gap) -> VisitTab:
    """Return the tab that a gap leads to."""
    return _TABS[gap.place]
