"""The one crossing between facts of entities and columns of tables."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from functools import cache
from typing import Any, Final, TypeVar

import msgspec

from app.domain.canonical import NotCanonical, Plain, plain, read, spell
from app.domain.entity import Entity, Fact, facts_of
from app.domain.fact_value import fits, read_fact
from app.domain.text import clean
from app.errors import InvalidValue
from app.store.errors import StoreDamaged
from app.words import translate

Cell = str | int | None
"""What a column holds."""

E = TypeVar("E", bound=Entity)

_SPELLER: Final = msgspec.json.Encoder(order="sorted")


def to_cell(value: object) -> Cell:
    """Return what a column holds for a fact: canonical text, a whole number or nothing."""
    if value is None:
        return None
    if type(value) is str:
        return clean(value)
    found = plain(value)
    if isinstance(found, bool):
        return int(found)
    if isinstance(found, str | int):
        return found
    return _SPELLER.encode(found).decode()


@cache
def _is_structure(hint: Any) -> bool:  # noqa: ANN401 - any field type
    return getattr(hint, "__origin__", None) is tuple


def from_cell(cell: Cell, fact: Fact) -> Plain:
    """Return the fact that a column holds."""
    if cell is None or fact.type is str:
        return cell
    if _is_structure(fact.type):
        return read(str(cell), fact.type)
    return msgspec.convert(cell, fact.type, strict=False)


def spell_cell(cell: Cell, fact: Fact) -> str:
    """Return the canonical JSON text of the fact that a column holds."""
    if cell is None or isinstance(cell, str):
        return str(cell) if cell is not None and _is_structure(fact.type) else spell(cell)
    return spell(bool(cell)) if _is_flag(fact.type) else spell(cell)


def cell_of(value: str, fact: Fact) -> Cell:
    """Return what a column holds for a canonical JSON text.

    Raises:
        NotCanonical: if the text cannot stand for the fact.
    """
    return to_cell(read_fact(value, fact))


def refuse_unfit(kind: str, writes: Mapping[str, str]) -> None:
    """Refuse values that no other laptop would take.

    Args:
        kind: of the entity.
        writes: its facts that change, in canonical JSON.

    Raises:
        InvalidValue: naming the first of them.
    """
    for field, value in writes.items():
        if not fits(kind, field, value):
            raise InvalidValue(
                field=field, value=value.strip('"'), reason=translate("no record can have it")
            )


@cache
def _is_flag(hint: Any) -> bool:  # noqa: ANN401 - any field type
    return bool in {hint, *getattr(hint, "__args__", ())}


@cache
def defaults(kind: type[Entity]) -> Mapping[str, Cell]:
    """Return the cells of the facts that a new entity need not give."""
    found: dict[str, Cell] = {}
    for field in dataclasses.fields(kind):
        if field.default is not dataclasses.MISSING:
            found[field.name] = to_cell(field.default)
    return found


def row_of(entity: Entity) -> dict[str, Cell]:
    """Return the projection row of an entity, its identity included."""
    row: dict[str, Cell] = {"id": entity.id}
    for fact in facts_of(type(entity)):
        row[fact.name] = to_cell(getattr(entity, fact.name))
    return row


def entity_of(kind: type[E], row: Mapping[str, Cell]) -> E:
    """Return the entity that a projection row holds.

    Past its constructor: facts that are sound one by one can contradict each
    other once two laptops' edits met. What is kept is shown all the same; the
    rules speak when somebody changes it.

    Raises:
        StoreDamaged: if a column holds what its fact cannot be.
    """
    entity = object.__new__(kind)
    object.__setattr__(entity, "id", row["id"])
    for fact in facts_of(kind):
        try:
            object.__setattr__(entity, fact.name, from_cell(row[fact.name], fact))
        except (msgspec.ValidationError, NotCanonical) as error:
            place = f"{kind.KIND} {row['id']} {fact.name}"
            raise StoreDamaged(path="", reason=place) from error
    return entity
