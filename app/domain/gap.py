"""Gaps (điều còn thiếu): what minutes still lack before they can be signed, each with its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from app.errors import AppError
from app.words import mark

_QUOTED: Final = 60


class GapPlace(Enum):
    """Where in a visit a gap is closed."""

    OVERVIEW = "overview"
    CHECKLIST = "checklist"
    DOSSIERS = "dossiers"
    FINDINGS = "findings"
    PHOTOS = "photos"
    MINUTES = "minutes"


PLACE_NAMES: Final = {
    GapPlace.OVERVIEW: mark("General"),
    GapPlace.CHECKLIST: mark("Checklist"),
    GapPlace.DOSSIERS: mark("Dossier sample"),
    GapPlace.FINDINGS: mark("Findings & recommendations"),
    GapPlace.PHOTOS: mark("Photos"),
    GapPlace.MINUTES: mark("Minutes"),
}
"""What the tab is called on which a gap is closed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDifference:
    """A fact to which two laptops gave unlike values, and nobody chose one yet."""

    kind: str
    """The kind of the entity it belongs to."""
    entity_id: str
    field: str
    values: tuple[str | None, ...]
    """The values, as canonical JSON."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """One thing that is missing, and where it is closed."""

    text: str
    place: GapPlace
    key: str = ""
    """The criterion's code, the identity of the record it is about, or the name of the field."""
    blocks: bool = True
    """Whether minutes cannot be signed without it; what does not block is a hint."""
    group: str = ""
    """What many of a kind are counted under."""
    name: str = ""
    """What one of a group is called there."""
    difference: OpenDifference | None = None
    """What a person has to choose between, where it is that."""


class MinutesNotReady(AppError):
    """Minutes cannot be frozen or signed while something is missing."""

    code = "minutes_not_ready"
    message = mark(
        "The minutes cannot be written for signature yet: {count} things are missing, first: "
        "{first}. Nothing was changed. Close what is listed under “Still missing”, or write a "
        "draft."
    )


def check_signable(gaps: Sequence[Gap]) -> None:
    """Prove that nothing is missing that minutes cannot be signed without.

    Raises:
        MinutesNotReady: naming how many things are, and the first.
    """
    blocking = [gap for gap in gaps if gap.blocks]
    for first in blocking[:1]:
        raise MinutesNotReady(count=len(blocking), first=first.text)


def quoted(text: str) -> str:
    """Return the beginning of a text, as a gap names what it is about."""
    line = " ".join(text.split())
    if len(line) <= _QUOTED:
        return line
    # Whole words, unless the first one alone is longer.
    words, _, _cut = line[:_QUOTED].rpartition(" ")
    return (words or line[: _QUOTED - 1]).rstrip(" ,;:.") + "…"
