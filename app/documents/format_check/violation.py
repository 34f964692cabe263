"""A rule that a document does not keep: where, what is there, what should be, what to do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

from app.documents.format_check.mends import Mend
from app.documents.format_check.reading import Paragraph, Table
from app.words import language, mark, translate

_QUOTED: Final = 40


class Weight(Enum):
    """How much a fault weighs."""

    MUST = mark("required")
    """The decree asks for it."""
    SHOULD = mark("advised")
    """Custom or good practice asks for it."""

    @property
    def text(self) -> str:
        """What it is called."""
        return translate(self.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One fault at one place, as a rule finds it."""

    rule: str
    place: str
    found: str
    expected: str
    cure: str = ""
    """What to do; empty stands for what the rule always says."""
    advised: bool = False
    """Not asked for by the decree, though the rest of the rule is."""
    mends: tuple[Mend, ...] = ()
    partly: bool = False
    """The mends leave something to a person."""

    @property
    def mendable(self) -> bool:
        """Whether it can be mended wholly without a person."""
        return bool(self.mends) and not self.partly


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """One fault of form, told once for all the places where it stands."""

    rule: str
    place: str
    """The places in short."""
    found: str
    expected: str
    cure: str
    weight: Weight
    mendable: bool
    """It can be mended without a person, wherever it stands."""
    places: tuple[str, ...]
    """Every place, in the order of the document."""


def place_of(paragraph: Paragraph) -> str:
    """Say where a paragraph is, as somebody would who leafs through the document."""
    start = quoted(paragraph.text)
    cell = paragraph.cell
    if cell is None and not paragraph.number:
        return translate("Header, footer or text box, “{start}”", start=start)
    if cell is None:
        return translate("Paragraph {number} “{start}”", number=paragraph.number, start=start)
    if not cell.table:
        return translate("Table without borders, “{start}”", start=start)
    return translate(
        "Table {table}, row {row}, column {column}, “{start}”",
        table=cell.table,
        row=cell.row,
        column=cell.column,
        start=start,
    )


def place_in_head(text: str) -> str:
    """Say that it is one of the lines above the title."""
    return translate("Head of the document, “{start}”", start=quoted(text))


def place_by_signatures(text: str) -> str:
    """Say that it is one of the lines below the text."""
    return translate("Signatures, “{start}”", start=quoted(text))


def whole_document() -> str:
    """Say that something is nowhere in the document."""
    return translate("The whole document")


def place_of_table(table: Table) -> str:
    """Say which table it is, by its number and the start of its first row."""
    start = quoted(" ".join(cell.text for cell in table.rows[0].cells)) if table.rows else ""
    return translate("Table {table} “{start}”", table=table.number, start=start)


def quoted(text: str) -> str:
    """Return the start of a text, cut at a word."""
    text = " ".join(text.split())
    if len(text) <= _QUOTED:
        return text
    return f"{text[:_QUOTED].rpartition(' ')[0] or text[:_QUOTED]} …"


def ending(text: str) -> str:
    """Return the last words of a text, where its punctuation is."""
    text = " ".join(text.split())
    return text if len(text) <= _QUOTED else f"… {' '.join(text.split()[-4:])}"


def shown(number: float, digits: int = 1) -> str:
    """Return a number without needless decimals, in the way of the language in use."""
    text = f"{number:.{digits}f}".rstrip("0").rstrip(".") if digits else f"{number:.0f}"
    return text.replace(".", ",") if language() == "vi" else text


def millimetres(twips: int) -> str:
    """Return a measure in millimetres."""
    return translate("{length} mm", length=shown(twips / 1440 * 25.4))


def points(half_points: int) -> str:
    """Return a letter size in points."""
    return translate("{size} pt", size=shown(half_points / 2))
