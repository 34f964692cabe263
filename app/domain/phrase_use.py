"""Which phrase of the bank says what: the wording of a failed criterion, figure or area.

Kept as data beside the bank, because provinces have their own criteria and their own
words. A phrase is named by its category and its words as they shipped; reworded in a
store it stays the same phrase, and put in the bin it is no longer used.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from app.domain.csv_rows import CsvRow, read_rows
from app.domain.finding import Severity
from app.domain.phrase import Phrase, phrase
from app.domain.sample_answers import FIGURES
from app.errors import AppError
from app.ids import PhraseId
from app.words import mark, translate

COLUMNS: Final = (
    "source",
    "answer",
    "category",
    "phrase",
    "gaps",
    "recommendation",
    "recommendation_gaps",
    "severity",
    "figure",
    "areas",
)
SOURCES: Final = ("criterion", "figure", "area")
ASKED: Final = "kien_nghi/don_vi"
"""The category of the bank that holds what is asked of the unit."""


class PhraseUsesInvalid(AppError):
    """The list of what phrases are used for cannot be read."""

    code = "phrase_uses_invalid"
    message = mark(
        "The list of phrases for failed criteria cannot be read, {place}: {reason}. "
        "Nothing was changed. Correct it there and try again."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PhraseUse:
    """The wording of one source; without a phrase the criterion's own text words it."""

    source: str
    """What it is about: `criterion CCHC.1.1.1`, `figure overdue` or `area CCHC.1`."""
    answer: str = ""
    """The answer it is for (`no`, `partial`, a choice); empty for every one."""
    phrase_id: PhraseId | None = None
    gaps: Mapping[str, str] = field(default_factory=dict)
    """Where a gap is filled from, if not from what its name says; `'…'` is taken as it is."""
    asked_id: PhraseId | None = None
    """The recommendation that answers it."""
    asked_gaps: Mapping[str, str] = field(default_factory=dict)
    severity: Severity | None = None
    figures: tuple[str, ...] = ()
    """The figures of the dossier sample that measure the same; the first names its dossiers."""
    areas: tuple[str, ...] = ()
    """Where a figure is printed: the first of these areas that the visit has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PhraseBank:
    """The phrases of a store, and what they are used for."""

    phrases: Mapping[str, Phrase]
    """By identity."""
    uses: tuple[PhraseUse, ...]

    @classmethod
    def of(cls, phrases: Iterable[Phrase], uses: Iterable[PhraseUse]) -> PhraseBank:
        """Return the bank of these phrases and uses."""
        return cls(phrases={one.id: one for one in phrases}, uses=tuple(uses))

    def use(self, source: str, answer: str = "") -> PhraseUse:
        """Return how a source is worded for an answer; one without wording has its own text."""
        mine = [one for one in self.uses if one.source == source]
        for wanted in (answer, ""):
            for one in mine:
                if one.answer == wanted:
                    return one
        return PhraseUse(source=source)

    def phrase(self, identity: PhraseId | None) -> Phrase | None:
        """Return a phrase, or None where none is named or it was put in the bin."""
        return self.phrases.get(identity) if identity else None


def read_phrase_uses(text: str) -> tuple[PhraseUse, ...]:
    """Read what phrases are used for.

    Raises:
        PhraseUsesInvalid: naming row and column, if a source, gap, figure or severity is not
            one, or a source stands there twice for one answer.
    """
    uses: dict[tuple[str, str], PhraseUse] = {}
    for row in read_rows(text, COLUMNS, PhraseUsesInvalid):
        use = _use(row)
        if (use.source, use.answer) in uses:
            raise row.refuse("source", translate("it stands twice"))
        uses[use.source, use.answer] = use
    return tuple(uses.values())


def _use(row: CsvRow) -> PhraseUse:
    cells = row.cells
    kind, _, name = cells["source"].partition(" ")
    if kind not in SOURCES or not name or (kind == "figure" and name not in FIGURES):
        raise row.refuse("source", _unexpected(cells["source"]))
    figures = tuple(cells["figure"].split())
    if not FIGURES.issuperset(figures):
        raise row.refuse("figure", _unexpected(cells["figure"]))
    category, words, asked = cells["category"], cells["phrase"], cells["recommendation"]
    if bool(category) != bool(words):
        raise row.refuse("category" if words else "phrase", translate("the cell is empty"))
    return PhraseUse(
        source=cells["source"],
        answer=cells["answer"],
        phrase_id=phrase(category, words).id if words else None,
        gaps=_gaps(row, "gaps"),
        asked_id=phrase(ASKED, asked).id if asked else None,
        asked_gaps=_gaps(row, "recommendation_gaps"),
        severity=row.read("severity", Severity) if cells["severity"] else None,
        figures=figures,
        areas=tuple(cells["areas"].split()),
    )


def _gaps(row: CsvRow, column: str) -> Mapping[str, str]:
    gaps = {}
    for part in filter(None, (one.strip() for one in row.cells[column].split(";"))):
        name, equals, source = part.partition("=")
        if not equals or not name.strip() or not source.strip():
            raise row.refuse(column, _unexpected(part))
        gaps[name.strip()] = source.strip()
    return gaps


def _unexpected(value: str) -> str:
    return translate("“{value}” is not expected here", value=value)
