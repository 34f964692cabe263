"""The catalogue of units: the 34 provinces and 3,321 communes, found by whatever name they had.

The facts are the project's own file `resources/units/units.csv`; this module reads
its text and searches it. What a store corrected or added is laid over it by code.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from app.domain.text import fold, sort_key
from app.domain.unit import Unit, UnitType, unit_id
from app.errors import InvalidValue
from app.words import translate

COLUMNS: Final = (
    "code",
    "name",
    "unit_type",
    "parent_code",
    "valid_from",
    "valid_to",
    "old_names",
    "source",
)
_TYPES: Final = {kind.value: kind for kind in UnitType}
_PROVINCIAL: Final = frozenset({UnitType.PROVINCE, UnitType.CITY})
_KIND: Final = r"(?:tinh|thanh pho|xa|phuong|dac khu|thi tran|thi xa|quan|huyen)"
_LEADING_KIND: Final = re.compile(rf"^{_KIND} (?=\S)")
_ANY_KIND: Final = re.compile(rf"\b{_KIND}\b")
# As people type them; a single letter counts only with its full stop.
_SHORT: Final = {
    "tp": "thanh pho",
    "tphcm": "thanh pho ho chi minh",
    "hcm": "ho chi minh",
    "tx": "thi xa",
    "tt": "thi tran",
    "p.": "phuong",
    "x.": "xa",
    "q.": "quan",
    "h.": "huyen",
    "t.": "tinh",
    "ubnd": "",
}
_SHORT_WORD: Final = re.compile(r"\b(?:(?:tphcm|tp|hcm|tx|tt|ubnd)\b|[pxqht]\.)")
_Order = tuple[bool, str, str]
_MARKS: Final = str.maketrans({"'": None, "’": None} | dict.fromkeys(',.;-–()/"', " "))


@dataclass(frozen=True, slots=True)
class _Question:
    """What was typed, folded, its abbreviations written out."""

    text: str
    bare: str
    """Without the kind of unit it begins with."""
    words: tuple[str, ...]
    """Each with a space in front, so that it matches the beginning of a word."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """A unit as it is searched: folded, with a space before each word of the haystacks."""

    unit: Unit
    code: str
    name: str
    bare: str
    """The proper name, without xã, phường, tỉnh."""
    place: str
    """The code, the name and the province's name."""
    old_names: tuple[str, ...]
    old_bare: tuple[str, ...]
    everything: str
    order: _Order

    @property
    def is_provincial(self) -> bool:
        """Whether it is a province or a central city."""
        return self.unit.unit_type in _PROVINCIAL

    def distance(self, asked: _Question) -> int | None:
        """Return how far the unit is from what was asked: 0 is the very one, None is not meant."""
        if asked.text in {self.code, self.name, self.bare}:
            return 0
        was_called_so = asked.text in self.old_names
        # Every commune of the former tỉnh Long An bears its name: the province stands for them.
        if asked.bare == self.bare or (was_called_so and self.is_provincial):
            return 1
        if not all(word in self.everything for word in asked.words):
            return None
        if self.name.startswith(asked.text) or self.bare.startswith(asked.text):
            return 2
        if was_called_so or asked.text in self.old_bare:
            return 3
        return 4 if all(word in self.place for word in asked.words) else 5


class UnitCatalogue:
    """All units by code; it never changes, and reads its text only when first asked."""

    def __init__(
        self, units: Callable[[], Iterable[Unit]], base: UnitCatalogue | None = None
    ) -> None:
        """Take units that are read when first needed, and the catalogue they are laid over."""
        self._read = units
        self._base = base

    @classmethod
    def from_csv(cls, text: str) -> UnitCatalogue:
        """Return the catalogue of a CSV text with the columns of `COLUMNS`.

        The first question raises `InvalidValue` if a row cannot be understood.
        """
        return cls(lambda: _rows(text))

    @cached_property
    def _by_code(self) -> dict[str, Unit]:
        below = self._base._by_code if self._base else {}  # noqa: SLF001 - another of its kind
        return below | {unit.code: unit for unit in self._read()}

    def __len__(self) -> int:
        return len(self._by_code)

    def __iter__(self) -> Iterator[Unit]:
        return iter(self._by_code.values())

    def unit(self, code: str) -> Unit | None:
        """Return the unit with this official code, or None."""
        return self._by_code.get(code)

    def parent(self, unit: Unit) -> Unit | None:
        """Return the province a commune belongs to, or None."""
        return self._by_code.get(unit.parent_code) if unit.parent_code else None

    def label(self, unit: Unit) -> str:
        """Return the name that tells namesakes apart, e.g. `xã Cần Đước, tỉnh Tây Ninh`."""
        parent = self.parent(unit)
        return f"{unit.name}, {parent.name}" if parent else unit.name

    def provinces(self) -> tuple[Unit, ...]:
        """Return the provinces and central cities in alphabetical order of their proper names."""
        found = (unit for unit in self if unit.unit_type in _PROVINCIAL)
        return tuple(sorted(found, key=_order))

    def communes_of(self, province_code: str) -> tuple[Unit, ...]:
        """Return the communes, wards and special zones of a province, alphabetically."""
        found = (
            unit
            for unit in self
            if unit.parent_code == province_code and unit.unit_type.is_commune_level
        )
        return tuple(sorted(found, key=_order))

    def with_edits(self, units: Iterable[Unit]) -> UnitCatalogue:
        """Return a catalogue in which these units replace or join those with their codes."""
        edits = tuple(units)
        return UnitCatalogue(lambda: edits, base=self) if edits else self

    def find(self, words: str, limit: int = 50, on: date | None = None) -> tuple[Unit, ...]:
        """Return the units the words mean, the likeliest first.

        Accents and case do not count; each word may be the beginning of one in
        the unit's name, its old names or its province. When nothing has that
        name, the words xã, phường, huyện and the like are left aside, because
        people remember `thị trấn` where there is a commune today.

        Args:
            words: what was typed, e.g. `can duoc tay ninh`, `TT. Cần Đước`, `28108`.
            limit: how many at most.
            on: only units that existed on that day.
        """
        asked = _question(words)
        found = self._matches(asked, on)
        if not found and (bare := " ".join(_ANY_KIND.sub(" ", asked.text).split())):
            found = self._matches(_question(bare), on)
        return tuple(unit for _, _, unit in found[:limit])

    def _matches(self, asked: _Question, on: date | None) -> list[tuple[int, _Order, Unit]]:
        found = [
            (distance, entry.order, entry.unit)
            for entry in self._entries.values()
            if (distance := entry.distance(asked)) is not None
            and (on is None or entry.unit.is_valid_on(on))
        ]
        found.sort(key=lambda hit: hit[:2])
        return found

    @cached_property
    def _entries(self) -> dict[str, _Entry]:
        if self._base is None:
            return self._fold(tuple(self))
        # Edits are few: what they leave alone is not folded again.
        known = self._base._entries  # noqa: SLF001 - another of its kind
        changed = {unit.code for unit in self if self._base.unit(unit.code) is not unit}
        return known | self._fold(
            tuple(unit for unit in self if unit.code in changed or unit.parent_code in changed)
        )

    def _fold(self, units: tuple[Unit, ...]) -> dict[str, _Entry]:
        # Folding everything in one go is three times as fast as name by name.
        parents = [self.parent(unit) for unit in units]
        names = _plain("\n".join(unit.name for unit in units)).split("\n")
        olds = _plain("\n".join("|".join(unit.old_names) for unit in units)).split("\n")
        above = _plain("\n".join(unit.name if unit else "" for unit in parents)).split("\n")
        return {
            unit.code: _entry(unit, name, parent, old)
            for unit, name, parent, old in zip(units, names, above, olds, strict=True)
        }


def _entry(unit: Unit, name: str, parent: str, old: str) -> _Entry:
    place = f" {unit.code.lower()} {name} {parent}"
    old_names = tuple(filter(None, old.split("|")))
    return _Entry(
        unit=unit,
        code=unit.code.lower(),
        name=name,
        bare=_LEADING_KIND.sub("", name),
        place=place,
        old_names=old_names,
        old_bare=tuple(_LEADING_KIND.sub("", old_name) for old_name in old_names),
        everything=f"{place} {' '.join(old_names)}",
        order=_order(unit),
    )


def _order(unit: Unit) -> _Order:
    """Return the place of a unit in a list: provinces first, then by proper name and code."""
    words = unit.name.split(" ")
    kind = 2 if words[0] in {"thành", "đặc"} else 1
    return unit.unit_type not in _PROVINCIAL, sort_key(" ".join(words[kind:] or words)), unit.code


def _plain(text: str) -> str:
    return fold(text).translate(_MARKS)


def _question(words: str) -> _Question:
    text = _SHORT_WORD.sub(lambda hit: f" {_SHORT[hit[0]]} ", fold(words))
    text = " ".join(text.translate(_MARKS).split())
    return _Question(
        text=text,
        bare=_LEADING_KIND.sub("", text),
        words=tuple(f" {word}" for word in text.split()),
    )


def _rows(text: str) -> Iterator[Unit]:
    lines = csv.reader(io.StringIO(text), strict=True)
    number = 1
    try:
        if tuple(next(lines, ())) != COLUMNS:
            raise _not_understood(number, ", ".join(COLUMNS))
        for row in lines:
            number = lines.line_num
            yield _unit(row)
    except (ValueError, KeyError, csv.Error) as error:
        raise _not_understood(number, str(error)) from error


def _not_understood(line: int, reason: str) -> InvalidValue:
    field = translate("unit catalogue, line {line}", line=line)
    return InvalidValue(field=field, value="", reason=reason)


def _unit(row: list[str]) -> Unit:
    code, name, kind, parent_code, valid_from, valid_to, old_names, source = row
    return Unit(
        id=unit_id(code),
        code=code,
        name=name,
        unit_type=_TYPES[kind],
        parent_code=parent_code,
        valid_from=date.fromisoformat(valid_from) if valid_from else None,
        valid_to=date.fromisoformat(valid_to) if valid_to else None,
        old_names=tuple(old_names.split(";")) if old_names else (),
        source=source,
    )
