"""Draws (bốc mẫu): which dossiers of a register are looked at, so that anyone can redo it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from app.domain.dossier import Pick
from app.domain.entity import Merge
from app.ids import DrawId, InspectionId, RegisterId


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
    """Why that one could not be looked at."""


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
