"""Tables in Word documents: merged cells resolved, a table over several pages read as one.

By hand on the XML, through the gate, because python-docx gives a merged cell once for
each of its places and leaves out numbers that Word prints by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from lxml.etree import _Element as Element

from app.documents.format_check.numbering import Numbering
from app.documents.format_check.words_xml import W, child, value, whole
from app.documents.guard import guard_docx
from app.documents.ooxml import OfficeFile, OfficeKind, open_office_file
from app.domain.source_table import NOTHING, PlaceStyle, SourceCell, SourceRow, SourceTable
from app.domain.text import clean, fold
from app.progress import Progress
from app.words import mark, translate

MAX_CELLS: Final = 400_000
MAX_COLUMNS: Final = 64
_TITLE_LINES: Final = 3
_HEADING_ROWS: Final = 3
_BREAKS: Final = {W + "br", W + "cr"}
_SKIPPED: Final = {W + "del", W + "moveFrom", W + "pPr", W + "rPr", W + "instrText"}
_WRAPPERS: Final = {W + "sdt", W + "sdtContent", W + "ins", W + "moveTo", W + "customXml"}


@dataclass(slots=True)
class _Found:
    """One table of the file with what stands between it and the one before."""

    number: int
    rows: list[SourceRow]
    between: list[str] = field(default_factory=list)


def read_docx(path: Path, progress: Progress) -> tuple[SourceTable, ...]:
    """Read the tables of a Word document in their order.

    Raises:
        DocumentUnreadable: if it is not a Word document, is damaged or too large.
        DocumentForbidden: if a part of it could run, load or send by itself.
        Cancelled: if the user asked to stop.
    """
    guard_docx(path)
    with open_office_file(path, OfficeKind.WORD) as file:
        body = child(file.xml(file.main), "body")
        if body is None:
            raise file.unreadable(mark("it is damaged or cut off"))
        reader = _Reader(file)
        found = list(reader.tables(body, progress))
    return tuple(_source(parts) for parts in _joined(found))


class _Reader:
    """Reads the body from its beginning, because automatic numbers count along."""

    def __init__(self, file: OfficeFile) -> None:
        self._file = file
        lists = [link.target for link in file.relationships(file.main) if link.kind == "numbering"]
        self._numbering = Numbering(file.xml(lists[0]) if lists and file.has(lists[0]) else None)
        self._cells = 0

    def tables(self, body: Element, progress: Progress) -> Iterator[_Found]:
        number, between = 0, list[str]()
        for block in _blocks(body):
            if block.tag == W + "tbl":
                number += 1
                progress.step(number, 0, translate("Table {number}", number=number))
                yield _Found(number=number, rows=self._table(block, number), between=between)
                between = []
            elif text := self._paragraph(block):
                between.append(text)

    def _table(self, table: Element, number: int) -> list[SourceRow]:
        rows: list[SourceRow] = []
        above: tuple[SourceCell, ...] = ()
        for line, element in enumerate(_rows(table), start=1):
            cells = tuple(self._row(element, above))
            rows.append(SourceRow(line=line, cells=cells, part=number))
            above = cells
        return rows

    def _row(self, element: Element, above: tuple[SourceCell, ...]) -> Iterator[SourceCell]:
        column = 0
        for _ in range(min(_count(child(element, "trPr"), "gridBefore"), MAX_COLUMNS)):
            column += 1
            yield NOTHING
        for cell in _cells(element):
            self._cells += 1
            if self._cells > MAX_CELLS:
                raise self._file.unreadable(
                    mark("its tables have more than {most} cells"), most=MAX_CELLS
                )
            properties = child(cell, "tcPr")
            text = self._cell(cell)
            upper = above[column] if column < len(above) else NOTHING
            is_below = _goes_on(properties) and not text
            shown = SourceCell(text=upper.text if is_below else text, is_below=is_below)
            for step in range(min(max(_count(properties, "gridSpan"), 1), MAX_COLUMNS - column)):
                column += 1
                yield replace(shown, is_right_of=True) if step and shown.text else shown

    def _cell(self, cell: Element) -> str:
        lines = [self._paragraph(paragraph) for paragraph in cell.iter(W + "p")]
        return "\n".join(line for line in lines if line)

    def _paragraph(self, paragraph: Element) -> str:
        text = clean("".join(_letters(paragraph))).strip()
        listed = child(child(paragraph, "pPr"), "numPr")
        if listed is None:
            return text
        identity, level = value(listed, "numId") or "", whole(value(listed, "ilvl"))
        label = self._numbering.next_label(identity, level)
        return f"{label} {text}".strip()


def _blocks(parent: Element) -> Iterator[Element]:
    for block in parent:
        if block.tag in _WRAPPERS:
            yield from _blocks(block)
        elif block.tag in {W + "tbl", W + "p"}:
            yield block


def _rows(table: Element) -> Iterator[Element]:
    for row in table:
        if row.tag in _WRAPPERS:
            yield from _rows(row)
        elif row.tag == W + "tr" and not _is_deleted(row):
            yield row


def _cells(row: Element) -> Iterator[Element]:
    for cell in row:
        if cell.tag in _WRAPPERS:
            yield from _cells(cell)
        elif cell.tag == W + "tc":
            yield cell


def _is_deleted(row: Element) -> bool:
    return child(child(row, "trPr"), "del") is not None


def _letters(element: Element) -> Iterator[str]:
    for part in element:
        if part.tag in _SKIPPED:
            continue
        if part.tag == W + "t":
            yield part.text or ""
        elif part.tag == W + "tab":
            yield "\t"
        elif part.tag in _BREAKS:
            yield "\n"
        elif part.tag == W + "noBreakHyphen":
            yield "-"
        else:
            yield from _letters(part)


def _count(properties: Element | None, name: str) -> int:
    return whole(value(properties, name))


def _goes_on(properties: Element | None) -> bool:
    """Tell whether a cell belongs to the merged one above it."""
    merge = child(properties, "vMerge")
    return merge is not None and merge.get(W + "val") != "restart"


def _joined(found: list[_Found]) -> list[list[_Found]]:
    """Put together what is one table: nothing but a page break between, the same columns."""
    joined: list[list[_Found]] = []
    for table in found:
        if joined and _continues(joined[-1][0], joined[-1][-1], table):
            repeated = _repeated(joined[-1][0], table)
            joined[-1].append(replace(table, rows=table.rows[repeated:]))
        else:
            joined.append([table])
    return joined


def _continues(first: _Found, before: _Found, table: _Found) -> bool:
    if not table.rows or not before.rows or _width(before) != _width(table):
        return False
    return bool(_repeated(first, table)) or not table.between


def _repeated(first: _Found, table: _Found) -> int:
    """Return how many rows at the head of a table repeat the headings of the first."""
    said = 0
    for above, row in zip(first.rows[:_HEADING_ROWS], table.rows, strict=False):
        if not row.is_blank and _plain(above) == _plain(row):
            said += 1
        else:
            break
    return said


def _plain(row: SourceRow) -> list[str]:
    return [fold(text) for text in row.texts]


def _width(table: _Found) -> int:
    return max((len(row.cells) for row in table.rows), default=0)


def _source(parts: list[_Found]) -> SourceTable:
    first = parts[0]
    rows = [row for part in parts for row in part.rows]
    numbers = str(first.number) if len(parts) == 1 else f"{first.number}-{parts[-1].number}"
    return SourceTable(
        name=translate("Table {number}", number=numbers),
        style=PlaceStyle.DOCUMENT,
        rows=tuple(rows),
        title="\n".join(first.between[-_TITLE_LINES:]),
    )
