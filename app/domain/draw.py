"""Draws (bốc mẫu): which dossiers of a register are looked at, so that anyone can redo it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Annotated, ClassVar

from app.domain.dossier import Pick
from app.domain.entity import Merge
from app.domain.register_rows import RegisterRows
from app.domain.sampling import drawn_order
from app.ids import DrawId, InspectionId, RegisterId, place_id


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawOrder:
    """What somebody asks of a draw."""

    size: int
    """How many at random, beside those that are always in: in all, or of each field."""
    seed: str
    by_field: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """One dossier that a draw put into the sample."""

    entry: int
    """Its place in the register, from 1."""
    dossier_code: str
    field: str
    pick: Pick
    replaces: str = ""
    """The code of the dossier that could not be looked at."""
    reason: str = ""
    """Why that one could not be looked at, or why this one is always in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """One draw from one register; register, seed and sizes give the same dossiers anywhere."""

    KIND: ClassVar[str] = "draw"
    AGGREGATE: ClassVar[str] = "inspection_id"

    id: DrawId
    inspection_id: Annotated[InspectionId, Merge.IMMUTABLE]
    register_id: Annotated[RegisterId, Merge.IMMUTABLE]
    seed: Annotated[str, Merge.IMMUTABLE]
    size: Annotated[int, Merge.IMMUTABLE]
    """How many were asked for at random: in all, or of each field."""
    by_field: Annotated[bool, Merge.IMMUTABLE] = False
    method: Annotated[str, Merge.IMMUTABLE] = ""
    """The name and version of the way of drawing."""
    drawn: tuple[Drawn, ...] = ()
    """In the order of the sample, replacements where they stepped in."""
    order: Annotated[int, Merge.AUTO] = 0


def draw_id(inspection_id: InspectionId, register_id: RegisterId, order: DrawOrder) -> DrawId:
    """Return the identity of a draw: the same order from the same register is the same draw."""
    asked = (order.seed, str(order.size), "field" if order.by_field else "all")
    return DrawId(place_id("draw", inspection_id, register_id, *asked))


def choose(rows: RegisterRows, order: DrawOrder, always: Mapping[int, str]) -> tuple[Drawn, ...]:
    """Return the sample: the dossiers that are always in, then the random ones as drawn.

    Every dossier has its place in the drawn order, whatever is always in; those are passed
    over there, so that `size` others come by chance.
    """
    sample = [_drawn(rows, place, Pick.ALWAYS, reason) for place, reason in always.items()]
    for stratum, places in _strata(rows, by_field=order.by_field):
        free = (
            places[drawn]
            for drawn in drawn_order(order.seed, len(places), stratum)
            if places[drawn] not in always
        )
        sample += [_drawn(rows, place, Pick.RANDOM) for place in islice(free, order.size)]
    return tuple(sample)


def next_drawn(rows: RegisterRows, draw: Draw, replaced: Drawn, reason: str) -> Drawn | None:
    """Return the replacement of a dossier: the next in the drawn order never drawn before.

    It comes from the same field where each field was drawn for itself; None if all are used.
    """
    used = {one.dossier_code for one in draw.drawn}
    for stratum, places in _strata(rows, by_field=draw.by_field):
        if draw.by_field and stratum != replaced.field:
            continue
        for drawn in drawn_order(draw.seed, len(places), stratum):
            if rows.dossier_code[places[drawn]] not in used:
                found = _drawn(rows, places[drawn], Pick.REPLACEMENT, reason)
                return replace(found, replaces=replaced.dossier_code)
    return None


def _strata(rows: RegisterRows, *, by_field: bool) -> list[tuple[str, Sequence[int]]]:
    """Return what is drawn from, each with its name: all rows, or the rows of each field."""
    if not by_field:
        return [("", range(len(rows)))]
    places: dict[str, list[int]] = {}
    for place, name in enumerate(rows.field):
        places.setdefault(name, []).append(place)
    return sorted(places.items())


def _drawn(rows: RegisterRows, place: int, pick: Pick, reason: str = "") -> Drawn:
    return Drawn(
        entry=rows.entry[place],
        dossier_code=rows.dossier_code[place],
        field=rows.field[place],
        pick=pick,
        reason=reason,
    )
