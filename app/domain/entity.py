"""What every entity shares: an identity, an aggregate, and facts that merge one by one.

An entity is described once, as a frozen dataclass. Its fields say by their
annotations how two laptops' values meet and which of them are personal data;
the tables, the revisions, the package codec and the import checks all follow
from that description (architecture B2).
"""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Annotated, Any, ClassVar, Final, Protocol, get_args, get_origin, get_type_hints

import msgspec

EXISTS: Final = "_exists"
"""The field that says whether an entity is there; its revisions are the tombstones."""
KEPT: Final = "true"
REMOVED: Final = "false"
"""The two values of that field, as they are spelt; nothing but the second removes anything."""


_SHA256: Final = re.compile(r"[0-9a-f]{64}")
Sha256 = Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{64}\Z")]
"""The name of an object in the vault; anything else is no name and leads nowhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """What a fact is, where its type says less (see `app.domain.fact_value`).

    It holds for what is written and what packages bring. Documents of other programs and rows
    of the tables are read by the type alone.
    """

    pattern: str = ""
    """Of the whole text."""
    among: tuple[int, ...] = ()
    """The only numbers there are."""
    most: int | None = None
    """The greatest number, either side of 0."""
    has_zone: bool = True
    """Whether a moment says its zone; those read off paper slips do not."""


MOST_DAYS: Final = 100_000
"""Of any term; no day is so far away that the calendar ends before it."""
Sha256OrNone = Annotated[str, Limit(pattern=r"([0-9a-f]{64})?")]
"""The name of an object in the vault, or an empty text while there is none."""


def is_sha256(text: str) -> bool:
    """Tell whether a text can name an object of the vault."""
    return _SHA256.fullmatch(text) is not None


class Merge(Enum):
    """What happens when two laptops gave a field different values (§3.4)."""

    MANUAL = "manual"
    """Both are kept and a person decides."""
    AUTO = "auto"
    """The later writer wins, the other stays in the history."""
    HQ = "hq"
    """Only headquarters writes it."""
    IMMUTABLE = "immutable"
    """Written once; a second value is an integrity alarm."""


class Privacy(Enum):
    """Whether a field identifies a natural person (Luật 91/2025/QH15)."""

    PERSONAL = "personal"


class Facts(Protocol):
    """A frozen dataclass of facts: an entity, or what a document says of one."""

    __dataclass_fields__: ClassVar[dict[str, dataclasses.Field[Any]]]


class Entity(Facts, Protocol):
    """A frozen dataclass with an identity, known by its kind."""

    KIND: ClassVar[str]
    """The kind's stable name in tables, revisions and packages."""
    AGGREGATE: ClassVar[str]
    """The field that names the aggregate it travels with; `id` for its root."""

    @property
    def id(self) -> str:
        """The identity, equal on every laptop."""
        ...


@dataclass(frozen=True, slots=True)
class Fact:
    """One field of an entity, as the journal, the tables and the codec see it."""

    name: str
    type: object
    merge: Merge
    personal: bool
    limit: Limit | None = None


@cache
def facts_of(kind: type[Entity]) -> tuple[Fact, ...]:
    """Return the fields of an entity but its identity, in the order of its description."""
    hints = get_type_hints(kind, include_extras=True)
    return tuple(
        _fact(field.name, hints[field.name])
        for field in dataclasses.fields(kind)
        if field.name != "id"
    )


def _fact(name: str, hint: object) -> Fact:
    marks: tuple[object, ...] = ()
    if get_origin(hint) is Annotated:
        hint, *rest = get_args(hint)
        marks = tuple(rest)
        for bound in (mark for mark in marks if isinstance(mark, msgspec.Meta)):
            hint = Annotated[hint, bound]
    merge = next((mark for mark in marks if isinstance(mark, Merge)), Merge.MANUAL)
    limit = next((mark for mark in marks if isinstance(mark, Limit)), None)
    return Fact(name, hint, merge, personal=Privacy.PERSONAL in marks, limit=limit)


def facts_in(source: Facts, kind: type[Facts]) -> dict[str, Any]:
    """Return the facts that `kind` describes, as they stand in a value that has them too."""
    return {field.name: getattr(source, field.name) for field in dataclasses.fields(kind)}
