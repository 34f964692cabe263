"""Registers (sổ, danh sách hồ sơ): the population that a sample of dossiers is drawn from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from app.domain.entity import Merge, Sha256
from app.ids import InspectionId, RegisterId, place_id


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldCount:
    """How many dossiers of one field (lĩnh vực) a register has."""

    field: str
    entries: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """A register that was read in for one inspection; its rows stay on the laptop.

    What travels is what proves a draw: the file by its hash, and how large the
    population was, field by field. The rows hold people's data and are not needed.
    """

    KIND: ClassVar[str] = "register"
    AGGREGATE: ClassVar[str] = "inspection_id"

    id: RegisterId
    inspection_id: Annotated[InspectionId, Merge.IMMUTABLE]
    file_name: Annotated[str, Merge.AUTO]
    sha256: Annotated[Sha256, Merge.IMMUTABLE]
    """Of the file, or of the text that came from the clipboard."""
    entries: Annotated[int, Merge.AUTO]
    fields: Annotated[tuple[FieldCount, ...], Merge.AUTO] = ()
    order: Annotated[int, Merge.AUTO] = 0


def register_id(inspection_id: InspectionId, sha256: str) -> RegisterId:
    """Return the identity of this file as a register of this inspection."""
    return RegisterId(place_id("register", inspection_id, sha256))
