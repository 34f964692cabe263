"""Whose step of a visit is the nearest: the store's, or one that is on the screen only.

A cell typed half, a row without a code and an answer that its criterion refuses are in no
store, so whoever shows them keeps their steps. All steps of a visit are numbered in the one
order in which a person made them, and are taken back in that order wherever they stand.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, Protocol, TypeVar

from app.ids import InspectionId
from app.services.undo import UndoService
from ui.navigation import VisitTab


class Turned(NamedTuple):
    """What was taken back or made again on the screen, and where it stands."""

    what: str
    tab: VisitTab
    key: str = ""


class Steps(Protocol):
    """The steps of one visit in one place."""

    @property
    def done_at(self) -> int:
        """The number of the last step that can be taken back; 0 where there is none."""

    @property
    def undone_at(self) -> int:
        """The number of the step that was taken back last; 0 where there is none."""


class OwnSteps(Steps, Protocol):
    """Steps that are on the screen only, and are turned at once."""

    def turn(self, *, is_redo: bool) -> Turned | None:
        """Take the last step back, or make again what was taken back last."""


StepsT = TypeVar("StepsT", bound=Steps)


class StoredSteps:
    """The steps of one visit that the store was told of."""

    def __init__(self, service: UndoService, visit: InspectionId) -> None:
        self._service = service
        self._visit = visit

    @property
    def done_at(self) -> int:
        """The number of the last step that can be taken back; 0 where there is none."""
        return self._service.done_at(self._visit)

    @property
    def undone_at(self) -> int:
        """The number of the step that was taken back last; 0 where there is none."""
        return self._service.undone_at(self._visit)


def nearest(places: Iterable[StepsT], *, is_redo: bool) -> StepsT | None:
    """Return where the step is that is turned next; None where there is none.

    A step keeps its number when it is turned. So what was taken back can be made again as long
    as nothing was done after it anywhere in the visit.
    """
    all_places = list(places)
    last = max((one.done_at for one in all_places), default=0)
    if is_redo:
        open_ones = [one for one in all_places if one.undone_at > last]
        return min(open_ones, key=lambda one: one.undone_at, default=None)
    return next((one for one in all_places if last and one.done_at == last), None)
