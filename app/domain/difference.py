"""Differences (điểm khác nhau): what two laptops say unlike, and what a person decides about it.

A difference stays open until somebody decides; until then every value is kept, one of them is
shown, and nothing is stopped but the signature of the minutes that would say it
(`data_and_exchange` §3.6).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import msgspec

from app.domain.canonical import spell
from app.domain.change_text import value_text
from app.domain.entity import EXISTS, Fact
from app.domain.gap import GapPlace
from app.errors import AppError
from app.ids import InspectionId
from app.words import mark, translate

KEPT: Final = spell(True)  # noqa: FBT003 - the value of the fact
REMOVED: Final = spell(False)  # noqa: FBT003 - the value of the fact
_CODES: Final = frozenset({"value", "area_code", "unit_code", "criterion_code"})
"""Facts that are spelt as text and are no words of people."""


def is_words(fact: Fact) -> bool:
    """Tell whether a fact is what people write, of which two texts can both be kept."""
    return fact.type is str and fact.name not in _CODES


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One of the values that differ, with who gave it, where and when."""

    rev_id: str
    value: str
    """Canonical JSON."""
    actor: str
    laptop: str
    """Who signed the package it came in; the name of this computer for what was written here."""
    is_here: bool
    """Whether it was written on this computer."""
    written_at: datetime
    is_shown: bool = False
    """Whether it is what the screens show as long as nobody decides."""

    @property
    def plain(self) -> Any:  # noqa: ANN401 - any plain JSON value
        """The value as plain JSON types."""
        return msgspec.json.decode(self.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One field that laptops gave unlike values, or one record that one removed and one kept."""

    inspection_id: InspectionId
    unit_name: str
    kind: str
    """The kind of the entity it belongs to."""
    entity_id: str
    field: str
    """The fact's own name; `_exists` where it is about the whole record."""
    label: str
    """What people call the fact."""
    name: str
    """What it is a fact of."""
    section: str
    """The area of the checklist, or the tab, that it stands in."""
    place: GapPlace
    key: str
    candidates: tuple[Candidate, ...]
    """In the order in which they were written."""
    base: Candidate | None = None
    """What stood there before the laptops parted; None where nothing did."""
    is_text: bool = False
    """Whether the values are words of people, of which both can be kept."""
    blocks: bool = False
    """Whether minutes cannot be signed as long as it is open."""
    photo_ids: tuple[str, ...] = ()
    """The photos that are evidence where it stands."""

    @property
    def id(self) -> str:
        """Its name among all differences of the store."""
        return f"{self.entity_id}/{self.field}"

    @property
    def is_removal(self) -> bool:
        """Whether one removed the record and another one kept it."""
        return self.field == EXISTS

    @property
    def shown(self) -> Candidate:
        """What the screens show as long as nobody decides."""
        return next((one for one in self.candidates if one.is_shown), self.candidates[0])

    def text_of(self, candidate: Candidate) -> str:
        """Return a value as people read it."""
        if self.is_removal:
            kept = translate("The record stays")
            return kept if candidate.value == KEPT else translate("The record goes into the bin")
        return value_text(self.field, candidate.plain)

    def by(self, name: str) -> Candidate | None:
        """Return the last value that this person gave, or somebody on this laptop."""
        given = [one for one in self.candidates if name in {one.actor, one.laptop}]
        return given[-1] if given else None


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided about one difference."""

    difference: Difference
    value: str
    """Canonical JSON."""


class NoWordsToJoin(AppError):
    """Both values were to be kept of something that is no text."""

    code = "no_words_to_join"
    message = mark(
        "“{field}” of {name} can only have one value. Nothing was changed. Choose one of those "
        "that were given."
    )


class DifferenceChanged(AppError):
    """A difference is not as it was when somebody looked at it."""

    code = "difference_changed"
    message = mark(
        "“{field}” of {name} has been given another value meanwhile, here or by what another "
        "laptop sent. Nothing was changed. Look at the list again and decide anew."
    )


def keep(difference: Difference, candidate: Candidate) -> Decision:
    """Decide for one of the values."""
    return Decision(difference, candidate.value)


def keep_both(difference: Difference) -> Decision:
    """Keep every text, each in a paragraph under the name of who wrote it.

    Raises:
        NoWordsToJoin: if the values are no texts.
    """
    if not difference.is_text:
        raise NoWordsToJoin(field=difference.label, name=difference.name)
    said = [(one.actor, str(one.plain).strip()) for one in difference.candidates]
    return write(difference, "\n".join(f"{name}: {text}" for name, text in said if text))


def write(difference: Difference, text: str) -> Decision:
    """Decide for a text that nobody had given yet.

    Raises:
        NoWordsToJoin: if the values are no texts.
    """
    if not difference.is_text:
        raise NoWordsToJoin(field=difference.label, name=difference.name)
    return Decision(difference, spell(text))


def keep_all_of(differences: Sequence[Difference], name: str) -> list[Decision]:
    """Decide for what one person or one laptop says, wherever that is one of the values."""
    found = ((one, one.by(name)) for one in differences)
    return [keep(one, candidate) for one, candidate in found if candidate is not None]
