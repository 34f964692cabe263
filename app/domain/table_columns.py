"""Which column of an issued table says what: guessed from its headings, else its content.

Every province words its headings in its own way, with and without accents; what the
guess gets wrong the user corrects once, and it is remembered for these headings.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from enum import Enum
from typing import Final

import msgspec

from app.domain.issued_points import points_in
from app.domain.numbering import label_of
from app.domain.source_table import SourceRow, SourceTable
from app.domain.text import fold
from app.errors import AppError
from app.words import mark, translate

_LOOKED_AT: Final = 40
_MOST_HEADING_ROWS: Final = 4
_LONGEST_HEADING: Final = 120
_LEAST_KNOWN: Final = 2
_CLOSE: Final = 0.8
_GUESSED_FROM: Final = 5
_SAMPLE: Final = 200
_MOSTLY: Final = 0.6
_BREAK: Final = re.compile(r"[^a-z0-9%]+")


class Meaning(Enum):
    """What a column says about the criteria."""

    NUMBER = "number"
    AREA = "area"
    TEXT = "text"
    POINTS = "points"
    SCORING = "scoring"
    EVIDENCE = "evidence"
    LEGAL_BASIS = "legal_basis"
    GUIDANCE = "guidance"
    IGNORED = "ignored"
    """Filled in by the unit or the team, such as its own score: no part of the criteria."""


class MapInvalid(AppError):
    """A mapping of columns is not one, or does not fit the table."""

    code = "column_map_invalid"
    message = mark(
        "The mapping of columns cannot be used: {reason}. Nothing was changed. "
        "Correct it and try again."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnMap:
    """Which column says what, counted from 1; 0 where the table has none for it."""

    first_row: int
    """The first row below the headings, counted from 1 within the table."""
    text: int
    number: int = 0
    area: int = 0
    points: int = 0
    scoring: int = 0
    evidence: int = 0
    legal_basis: int = 0
    guidance: int = 0

    def column(self, meaning: Meaning) -> int:
        """Return the column of a meaning, or 0."""
        return 0 if meaning is Meaning.IGNORED else int(getattr(self, meaning.value))

    def meaning(self, column: int) -> Meaning:
        """Return what a column says."""
        return next((one for one in Meaning if self.column(one) == column), Meaning.IGNORED)

    def with_meaning(self, column: int, meaning: Meaning) -> ColumnMap:
        """Return the mapping with another meaning for one column; no two columns share one."""
        freed = self.meaning(column)
        changed = self
        if freed is not Meaning.IGNORED:
            changed = replace(changed, **{freed.value: 0})
        if meaning is Meaning.IGNORED:
            return changed
        return replace(changed, **{meaning.value: column})


def read_map(content: bytes | str) -> ColumnMap:
    """Read a mapping from its JSON.

    Raises:
        MapInvalid: if it is not the JSON of a mapping.
    """
    try:
        return msgspec.json.decode(content, type=ColumnMap, strict=True)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        example = '{"first_row": 2, "number": 1, "text": 2, "points": 3}'
        reason = translate("such a file says {example}", example=example)
        raise MapInvalid(reason=reason) from error


def spell_map(columns: ColumnMap) -> str:
    """Return the JSON of a mapping."""
    return msgspec.json.encode(columns).decode()


_KNOWN: Final = {
    Meaning.IGNORED: (
        "tu cham", "diem tu cham", "tu danh gia", "don vi tu cham", "tham dinh", "diem tham dinh",
        "doan cham", "diem doan kiem tra", "diem dat", "diem dat duoc", "ket qua", "ket qua cham",
        "chenh lech", "ly do", "ly do chenh lech", "diem cham", "diem thuc te", "ghi nhan",
        "hoi dong tham dinh", "diem xa hoi hoc", "don vi cham", "to tham dinh", "ket qua tu cham",
    ),
    Meaning.NUMBER: (
        "stt", "tt", "so tt", "so thu tu", "ma", "ma so", "ma tieu chi", "ma so tieu chi", "muc",
        "no", "code", "so hieu", "ky hieu",
    ),
    Meaning.AREA: ("linh vuc", "nhom", "nhom tieu chi", "nhom noi dung", "nhom linh vuc", "area"),
    Meaning.TEXT: (
        "noi dung", "tieu chi", "noi dung tieu chi", "tieu chi danh gia", "noi dung danh gia",
        "tieu chi thanh phan", "linh vuc tieu chi", "linh vuc tieu chi tieu chi thanh phan",
        "chi so", "chi tieu", "noi dung kiem tra", "noi dung cham diem", "ten tieu chi",
        "cac tieu chi", "noi dung cong viec", "criterion", "criteria", "text", "chi so thanh phan",
        "tieu chi tieu chi thanh phan", "noi dung cac tieu chi",
    ),
    Meaning.POINTS: (
        "diem toi da", "diem chuan", "thang diem", "diem", "diem quy dinh", "so diem", "muc diem",
        "diem so", "tong diem", "diem toi da thang diem", "toi da", "khung diem", "max score",
        "points", "diem cham toi da", "diem chuan toi da", "diem tieu chi",
    ),
    Meaning.SCORING: (
        "cach cham", "cach tinh", "cach tinh diem", "cach cham diem", "phuong phap tinh",
        "phuong phap cham", "huong dan cham", "huong dan cham diem", "cach xac dinh",
        "cach thuc cham diem", "tieu chuan cham diem", "phuong phap tinh diem", "cach danh gia",
        "huong dan danh gia", "phuong phap danh gia", "cong thuc tinh", "quy dinh cham diem",
        "cach tinh diem cham diem", "scoring rule",
    ),
    Meaning.EVIDENCE: (
        "tai lieu kiem chung", "tai lieu minh chung", "minh chung", "ho so kiem chung",
        "tai lieu chung minh", "ho so minh chung", "kiem chung", "tai lieu kiem tra", "evidence",
        "tai lieu ho so kiem chung", "san pham minh chung",
    ),
    Meaning.LEGAL_BASIS: (
        "can cu", "can cu phap ly", "co so phap ly", "van ban quy dinh", "can cu van ban",
        "van ban can cu", "can cu quy dinh", "legal basis", "can cu cham diem",
    ),
    Meaning.GUIDANCE: ("ghi chu", "huong dan", "giai thich", "luu y", "note", "guidance"),
}  # fmt: skip
_MEANING_OF: Final = {words: meaning for meaning, all_ in _KNOWN.items() for words in all_}
_LONG: Final = tuple(words for words in _MEANING_OF if len(words) >= _GUESSED_FROM)


def meaning_of(heading: str) -> Meaning | None:
    """Return what a heading announces: accents, case, brackets and near misses aside."""
    plain = _plain(heading)
    if not plain or len(plain) > _LONGEST_HEADING:
        return None
    exact = _MEANING_OF.get(plain)
    if exact is not None:
        return exact
    # "Điểm tự chấm của đơn vị" speaks first of whose points they are.
    for meaning in (Meaning.IGNORED, Meaning.EVIDENCE, Meaning.LEGAL_BASIS, Meaning.SCORING):
        if any(f" {words} " in f" {plain} " for words in _KNOWN[meaning]):
            return meaning
    held = [words for words in _MEANING_OF if f" {plain} ".startswith(f" {words} ")]
    if held:
        return _MEANING_OF[max(held, key=len)]
    close = get_close_matches(plain, _LONG, 1, _CLOSE) if len(plain) >= _GUESSED_FROM else []
    return _MEANING_OF[close[0]] if close else None


def _plain(heading: str) -> str:
    """Return a heading as it is compared; what stands in brackets only explains it."""
    bare = re.sub(r"\([^)]*\)?", " ", fold(heading))
    return " ".join(_BREAK.sub(" ", bare or fold(heading)).split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Headings:
    """The rows of headings, read downwards column by column."""

    first: int
    """The first row of them, counted from 0."""
    after: int
    """The row after them."""
    texts: tuple[str, ...]
    """What is said above each column; the words of several rows joined."""

    @property
    def signature(self) -> str:
        """The name under which a mapping for these very headings is remembered."""
        words = "\n".join(_plain(text) for text in self.texts)
        return hashlib.sha256(words.encode()).hexdigest()[:32]


def find_headings(table: SourceTable) -> Headings:
    """Return the headings of a table; without any, those of no row at all."""
    rows = table.rows[:_LOOKED_AT]
    known = [_known(row) for row in rows]
    best = max(range(len(rows)), key=lambda index: (known[index], -index), default=0)
    if not rows or known[best] < _LEAST_KNOWN:
        return Headings(first=0, after=0, texts=("",) * table.width)
    first, after = best, best + 1
    while first > 0 and best - first < _MOST_HEADING_ROWS and _goes_above(rows, first):
        first -= 1
    while after < len(rows) and after - first < _MOST_HEADING_ROWS and _goes_on(rows, after):
        after += 1
    texts = _read_down(rows[first:after], table.width)
    while after < len(table.rows) and _is_counting(table.rows[after]):
        after += 1
    return Headings(first=first, after=after, texts=texts)


def _known(row: SourceRow) -> int:
    found = {meaning_of(cell.text) for cell in row.cells if not cell.is_right_of}
    return len(found - {None})


def _goes_above(rows: Sequence[SourceRow], first: int) -> bool:
    """Tell whether the row above the headings found belongs to them: it reaches into them."""
    return any(cell.is_below for cell in rows[first].cells)


def _goes_on(rows: Sequence[SourceRow], index: int) -> bool:
    """Tell whether a row below headings is one more row of them."""
    row, above = rows[index], rows[index - 1]
    if row.is_blank or _is_counting(row):
        return False
    if any(label_of(cell.own) for cell in row.cells[:1]):
        return False
    below = [cell for cell in row.cells if cell.own]
    wide = any(cell.is_right_of for cell in above.cells) or any(
        above.cell(column).text == "" for column, cell in enumerate(row.cells, start=1) if cell.own
    )
    return wide and all(len(cell.own) < _LONGEST_HEADING and meaning_of(cell.own) for cell in below)


def _is_counting(row: SourceRow) -> bool:
    """Tell whether a row only counts the columns: (1) (2) (3), or A B 1 2 3."""
    said = [cell.own.strip("() .").upper() for cell in row.cells if cell.own]
    if len(said) < 3 or len(said) < len(row.cells) - 1:  # noqa: PLR2004 - two numbers may be points
        return False
    letters = [text for text in said if len(text) == 1 and text.isalpha()]
    numbers = [text for text in said[len(letters) :] if text.isdecimal()]
    counted = [str(number) for number in range(1, len(numbers) + 1)]
    starts_with = [chr(ord("A") + place) for place in range(len(letters))]
    return (
        len(letters) + len(numbers) == len(said) and numbers == counted and (letters == starts_with)
    )


def _read_down(rows: Sequence[SourceRow], width: int) -> tuple[str, ...]:
    texts = []
    for column in range(1, width + 1):
        words: list[str] = []
        for number, row in enumerate(rows):
            text = " ".join(row.cell(column).text.split())
            if not text and number == 0 and len(rows) > 1 and rows[-1].cell(column).text:
                # A file without merges leaves the right of a wide heading empty.
                text = _left_of(row, column)
            if text and text not in words:
                words.append(text)
        texts.append(" ".join(words))
    return tuple(texts)


def _left_of(row: SourceRow, column: int) -> str:
    said = [row.cell(left).text for left in range(column, 0, -1) if row.cell(left).text]
    return " ".join(said[0].split()) if said else ""


def guess_columns(table: SourceTable, headings: Headings | None = None) -> ColumnMap:
    """Guess which column says what, from the headings and, where they are silent, the content."""
    headings = headings or find_headings(table)
    found: dict[Meaning, int] = {}
    silent = []
    for column, text in enumerate(headings.texts, start=1):
        meaning = meaning_of(text)
        if meaning is None:
            silent.append(column)
        else:
            _take(found, meaning, column)
    if Meaning.TEXT not in found and Meaning.AREA in found:
        found[Meaning.TEXT] = found.pop(Meaning.AREA)
    found.update(_by_content(table.rows[headings.after :], silent, dict(found)))
    found.pop(Meaning.IGNORED, None)
    told = {meaning.value: column for meaning, column in found.items()}
    told.setdefault("text", 0)
    return ColumnMap(first_row=headings.after + 1, **told)


def _take(found: dict[Meaning, int], meaning: Meaning, column: int) -> None:
    """Note a column; the first of a meaning counts, but of two texts the first is the area."""
    if meaning not in found:
        found[meaning] = column
    elif meaning is Meaning.TEXT and Meaning.AREA not in found:
        found[Meaning.AREA] = found[Meaning.TEXT]
        found[Meaning.TEXT] = column


def _by_content(
    rows: Sequence[SourceRow], silent: Sequence[int], found: dict[Meaning, int]
) -> Iterator[tuple[Meaning, int]]:
    """Yield what columns without a telling heading seem to say."""
    free = list(silent)
    sample = [row for row in rows[:_SAMPLE] if not row.is_blank]
    said = {column: _own(sample, column) for column in free}
    free = [column for column in free if said[column]]
    if Meaning.NUMBER not in found:
        labels = [c for c in free if _share(said[c], lambda text: bool(label_of(text))) >= _MOSTLY]
        if labels:
            free.remove(labels[0])
            yield Meaning.NUMBER, labels[0]
    if Meaning.POINTS not in found:
        numbers = [
            c for c in free if _share(said[c], lambda text: points_in(text) is not None) >= _MOSTLY
        ]
        if numbers:
            free.remove(numbers[0])
            yield Meaning.POINTS, numbers[0]
    if Meaning.TEXT not in found and free:
        yield Meaning.TEXT, max(free, key=lambda column: sum(map(len, said[column])))


def _own(rows: Sequence[SourceRow], column: int) -> list[str]:
    return [row.cell(column).own for row in rows if row.cell(column).own]


def _share(texts: Sequence[str], fits: Callable[[str], bool]) -> float:
    return sum(1 for text in texts if fits(text)) / len(texts)


def check_map(columns: ColumnMap, table: SourceTable) -> None:
    """Prove that a mapping fits a table.

    Raises:
        MapInvalid: naming what does not fit.
    """
    chosen = [columns.column(one) for one in Meaning if columns.column(one)]
    if not columns.text:
        raise MapInvalid(reason=translate("no column holds the text of the criteria"))
    if len(set(chosen)) != len(chosen):
        raise MapInvalid(reason=translate("one column stands for two things"))
    if not 0 < max(chosen) <= table.width or min(chosen) < 0:
        raise MapInvalid(reason=translate("the table has {count} columns only", count=table.width))
    if not 0 < columns.first_row <= len(table.rows) + 1:
        raise MapInvalid(reason=translate("the table has {count} rows only", count=len(table.rows)))
