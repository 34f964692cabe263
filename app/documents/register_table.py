"""Where the table of a register begins: its headings, of one or two rows, and its columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from openpyxl.utils import column_index_from_string, get_column_letter

from app.documents.register_file import RegisterSheet, RegisterSource
from app.domain.register_columns import (
    KEYS,
    REQUIRED,
    RegisterMap,
    folded,
    guess_columns,
    is_personal,
)
from app.domain.register_values import CellValue, read_text
from app.errors import InvalidValue
from app.words import translate

_HEADING_ROWS = 30
_LOOKED_AT = 200
"""How many rows below the headings show whether a column holds anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Headings:
    """The headings of a table, and the first row below them, from 0."""

    sheet: RegisterSheet
    texts: tuple[str, ...]
    columns: Mapping[str, int]
    """The place of each column that was guessed."""
    first_row: int

    @property
    def unheaded(self) -> list[int]:
        """The places of the columns that say something without a heading of their own.

        Below a cell merged over several columns only the first of them is named.
        """
        filled = {
            place
            for place, cells in enumerate(self.sheet.columns)
            if any(
                str(cell).strip() for cell in cells[self.first_row : self.first_row + _LOOKED_AT]
            )
        }
        named = {
            place
            for place, text in enumerate(self.texts)
            if text and (not place or text != self.texts[place - 1])
        }
        return sorted(filled - named)

    def letter(self, place: int) -> str:
        """Return the letter of a column."""
        return get_column_letter(place + 1)


def find_headings(source: RegisterSource, wanted: RegisterMap | None) -> Headings | None:
    """Return the headings that say most, or None where no row is like headings of a register."""
    sheets = source.sheets
    if wanted is not None and wanted.sheet:
        sheets = tuple(sheet for sheet in sheets if folded(sheet.name) == folded(wanted.sheet))
        if not sheets:
            reason = translate("there is no such sheet that is shown")
            raise InvalidValue(field="sheet", value=wanted.sheet, reason=reason)
    best: Headings | None = None
    for sheet in sheets:
        for found in _candidates(sheet, wanted):
            if best is None or _worth(found) > _worth(best):
                best = found
    is_told = wanted is not None and bool(wanted.heading_row)
    return best if best is not None and (best.columns or is_told) else None


def place_columns(headings: Headings, wanted: Mapping[str, str | None]) -> dict[str, int]:
    """Return the place of each column: as wanted, else as guessed.

    Raises:
        InvalidValue: if a wanted column is not there, is unknown, or holds personal data.
    """
    told: dict[str, int | None] = {}
    for key, name in wanted.items():
        if key not in KEYS:
            reason = translate("known columns are {names}", names=", ".join(KEYS))
            raise InvalidValue(field="columns", value=key, reason=reason)
        told[key] = None if not name else _place_of(headings, key, name)
    taken = {place for place in told.values() if place is not None}
    guessed = {
        key: place
        for key, place in headings.columns.items()
        if key not in told and place not in taken
    }
    placed = {**guessed, **{key: place for key, place in told.items() if place is not None}}
    return {key: placed[key] for key in KEYS if key in placed}


def _place_of(headings: Headings, key: str, name: str) -> int:
    named = [place for place, text in enumerate(headings.texts) if folded(text) == folded(name)]
    place = named[0] if named else None
    if place is None and name.isascii() and name.isalpha() and len(name) <= 3:  # noqa: PLR2004 - XFD
        place = column_index_from_string(name.upper()) - 1
    if place is None or place >= len(headings.texts):
        reason = translate("no column is called so")
        raise InvalidValue(field=key, value=name, reason=reason)
    if is_personal(headings.texts[place]):
        reason = translate("the column holds personal data of applicants, which are not read in")
        raise InvalidValue(field=key, value=headings.texts[place], reason=reason)
    return place


def _candidates(sheet: RegisterSheet, wanted: RegisterMap | None) -> list[Headings]:
    texts = _head_texts(sheet)
    places = range(len(texts))
    if wanted is not None and wanted.heading_row:
        places = range(wanted.heading_row - 1, min(wanted.heading_row, len(texts)))
    found = []
    for place in places:
        single = texts[place]
        found.append(_headings(sheet, single, place + 1))
        if place + 1 < len(texts) and _is_double(sheet, place):
            below = texts[place + 1]
            found.append(_headings(sheet, _joined(single, below), place + 2))
    return found


def _headings(sheet: RegisterSheet, texts: Sequence[str], first_row: int) -> Headings:
    return Headings(
        sheet=sheet, texts=tuple(texts), columns=guess_columns(texts), first_row=first_row
    )


def _worth(found: Headings) -> tuple[int, int]:
    needed = sum(key in found.columns for key in REQUIRED)
    return needed, len(found.columns)


def _head_texts(sheet: RegisterSheet) -> list[list[str]]:
    """Return the texts of the first rows, merged cells saying the same in all their places."""
    count = min(sheet.height, _HEADING_ROWS)
    rows = [list(map(_text, sheet.row(place))) for place in range(count)]
    for (top, left), (bottom, right) in sheet.merged:
        for row in range(top, min(bottom + 1, len(rows))):
            for column in range(left, min(right + 1, len(rows[row]))):
                rows[row][column] = rows[top][left] if left < len(rows[top]) else ""
    return rows


def _is_double(sheet: RegisterSheet, place: int) -> bool:
    """Tell whether headings go on in the next row, below a cell merged across columns."""
    return any(
        top <= place <= bottom and right > left for (top, left), (bottom, right) in sheet.merged
    )


def _joined(above: Sequence[str], below: Sequence[str]) -> list[str]:
    return [
        one if one == other or not other else f"{one} {other}".strip()
        for one, other in zip(above, below, strict=False)
    ]


def _text(value: CellValue) -> str:
    return "" if value == "" else read_text(value)
