"""The rows of an issued table: which is a criterion, which a step, a total, a note."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final

from app.domain.issued_points import points_at_the_end, points_in
from app.domain.numbering import Label, label_of, split_label
from app.domain.source_table import SourceCell, SourceRow, SourceTable
from app.domain.table_columns import ColumnMap, find_headings
from app.domain.text import fold

_TOTALS: Final = ("tong cong", "tong diem", "tong so diem", "tong so", "tong", "cong")
_OF_A_PART: Final = ("muc", "phan", "nhom", "linh vuc")
_BESIDE_A_TOTAL: Final = frozenset(
    [
        "diem",
        "so",
        "cac",
        "toan",
        "bo",
        "tieu",
        "chi",
        "chung",
        "toi",
        "da",
        "cua",
        "linh",
        "vuc",
        "nhom",
        "muc",
        "phan",
        "va",
        "bang",
    ]
)
_SUM: Final = re.compile(r"[ivxlc0-9a-d.,+():=/-]+")
_DAY: Final = re.compile(r"(\d{2})/(\d{2})/\d{4}")
_NOTES: Final = ("ghi chu:", "luu y:", "chu thich:", "(*)", "(**)", "* ", "** ", "noi nhan:")


class RowKind(Enum):
    """What a row is."""

    NUMBERED = "numbered"
    DASHED = "dashed"
    PLAIN = "plain"
    """Without a number: it goes on, is a step of, or heads what stands around it."""
    TOTAL = "total"
    SUBTOTAL = "subtotal"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedRow:
    """One row below the headings, taken apart."""

    index: int
    """In the table, counted from 0."""
    kind: RowKind
    label: Label | None
    text: str
    points: SourceCell
    scoring: SourceCell
    evidence: str
    legal_basis: str
    guidance: str
    area: str = ""
    """The first column of the hierarchy, where the table has one and it begins here."""
    trouble: str = ""
    """Why its text cannot be read."""
    was_a_day: bool = False
    """Excel had made a day of its number."""


def read_issued_rows(table: SourceTable, columns: ColumnMap) -> Iterator[IssuedRow]:
    """Yield the rows below the headings that say something."""
    headings = find_headings(table)
    repeated = {
        tuple(text.casefold() for text in row.texts)
        for row in table.rows[headings.first : min(headings.after, columns.first_row - 1)]
    }
    for index in range(columns.first_row - 1, len(table.rows)):
        row = table.rows[index]
        if row.is_blank or tuple(text.casefold() for text in row.texts) in repeated:
            continue
        yield _read(index, row, columns)


def _read(index: int, row: SourceRow, columns: ColumnMap) -> IssuedRow:
    label, text = _numbered(row, columns)
    points = row.cell(columns.points)
    area = row.cell(columns.area)
    return IssuedRow(
        index=index,
        kind=_kind(label, text),
        label=label,
        text=" ".join(text.split()),
        points=points if not points.is_right_of else SourceCell(),
        scoring=row.cell(columns.scoring),
        evidence=_shared(row.cell(columns.evidence)),
        legal_basis=_shared(row.cell(columns.legal_basis)),
        guidance=_shared(row.cell(columns.guidance)),
        area=" ".join(area.own.split()),
        was_a_day=_DAY.fullmatch(row.cell(columns.number).own) is not None,
        trouble=row.cell(columns.text).trouble or row.cell(columns.number).trouble,
    )


def _numbered(row: SourceRow, columns: ColumnMap) -> tuple[Label | None, str]:
    """Return the number of a row and its text, wherever the two stand."""
    number, text = row.cell(columns.number), row.cell(columns.text)
    if not number.own:
        return split_label(_begins_here(text))
    label = label_of(_from_day(number.own))
    if label is not None:
        # A number of its own: what the text begins with belongs to the text.
        return label, "" if text.is_right_of else text.text
    label, rest = split_label(number.own)
    if text.is_right_of or not text.own:
        # "I. CHỈ ĐẠO" across the table, or written into the column of numbers.
        return label, rest
    return (label, f"{rest} {text.own}") if label is None else (label, text.own)


def _from_day(number: str) -> str:
    """Return the number that Excel made a day of: 1.2 became the first of February."""
    found = _DAY.fullmatch(number)
    return f"{int(found[1])}.{int(found[2])}" if found else number


def _begins_here(text: SourceCell) -> str:
    return "" if text.is_below or text.is_right_of else text.text


def _shared(cell: SourceCell) -> str:
    """Return what a cell says; merged downwards it speaks for all its rows."""
    return "" if cell.is_right_of else cell.text


def _kind(label: Label | None, text: str) -> RowKind:
    if label is not None:
        return RowKind.DASHED if label.is_dash else RowKind.NUMBERED
    plain = " ".join(fold(points_at_the_end(text)[0]).split())
    if plain.startswith(_NOTES):
        return RowKind.NOTE
    return _total(plain) or RowKind.PLAIN


def _total(plain: str) -> RowKind | None:
    """Tell whether a row adds up the table, or a part of it."""
    words = next((one for one in _TOTALS if plain == one or plain.startswith(f"{one} ")), None)
    if words is None:
        return None
    rest = plain[len(words) :].split()
    if rest and rest[0] in _OF_A_PART and len(rest) > 1:
        return RowKind.SUBTOTAL
    is_sum = all(word in _BESIDE_A_TOTAL or _SUM.fullmatch(word) for word in rest)
    return RowKind.TOTAL if is_sum else None


def has_points(row: IssuedRow) -> bool:
    """Tell whether a row gives points of its own."""
    return bool(row.points.own) and points_in(row.points.own) is not None
