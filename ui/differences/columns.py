"""What the list of differences shows of each."""

from __future__ import annotations

from typing import Final

from app.domain.difference import Candidate, Difference
from app.domain.text import sort_key
from app.words import translate
from ui.texts import moment_text
from ui.widgets.column_table import Column


def values_text(difference: Difference) -> str:
    """Return all values in one line."""
    return "  /  ".join(difference.text_of(one) for one in difference.candidates)


def who_text(candidate: Candidate) -> str:
    """Return who gave a value, where and when."""
    elsewhere = candidate.laptop or translate("another laptop")
    where = translate("this laptop") if candidate.is_here else elsewhere
    return f"{moment_text(candidate.written_at)}  ·  {candidate.actor}  ·  {where}"


def place_text(difference: Difference) -> str:
    """Return what a difference is about, e.g. `CCHC.1.1.1 · Nhận xét`."""
    return f"{difference.name}  ·  {difference.label}"


COLUMNS: Final = (
    Column[Difference](
        header=lambda: translate("Inspected unit"),
        text=lambda row: f"UBND {row.unit_name}",
        sort_key=lambda row: sort_key(row.unit_name),
        width=180,
        is_strong=True,
    ),
    Column[Difference](
        header=lambda: translate("Section"),
        text=lambda row: row.section,
        sort_key=lambda row: sort_key(row.section),
        width=200,
    ),
    Column[Difference](
        header=lambda: translate("What it is about"),
        text=place_text,
        sort_key=lambda row: sort_key(place_text(row)),
        width=220,
    ),
    Column[Difference](
        header=lambda: translate("Values"),
        text=values_text,
        sort_key=lambda row: sort_key(values_text(row)),
        width=260,
        stretches=True,
    ),
    Column[Difference](
        header=lambda: translate("Minutes"),
        text=lambda row: translate("Cannot be signed") if row.blocks else "",
        sort_key=lambda row: not row.blocks,
        tone=lambda row: "partial" if row.blocks else "",
        width=150,
    ),
)
