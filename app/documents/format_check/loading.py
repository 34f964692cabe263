"""Reads a Word file into the form the rules look at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, Protocol

from lxml.etree import _Element as Element

from app.documents.errors import DocumentUnreadable
from app.documents.format_check.formatting import StyleSheet, TableLook
from app.documents.format_check.numbering import Numbering
from app.documents.format_check.paragraphs import ParagraphReader
from app.documents.format_check.reading import (
    Block,
    Cell,
    Paragraph,
    Row,
    Section,
    Table,
    TableCell,
    WordDocument,
    paragraphs_of,
)
from app.documents.format_check.words_xml import W, child, switched, twips, value, whole
from app.documents.ooxml import Relationship
from app.words import mark

_WRAPPERS: Final = {W + name for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml")}
_REFERENCE: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_SIDES: Final = ("top", "left", "start", "bottom", "right", "end", "insideH", "insideV")
# The bits of the older way to write which parts of a table are set apart.
_LOOK_BITS: Final = {
    "firstRow": 0x20, "lastRow": 0x40, "firstColumn": 0x80, "lastColumn": 0x100, "noHBand": 0x200,
    "noVBand": 0x400,
}  # fmt: skip
# A page that says nothing is what Word takes: Letter paper, an inch all round.
_LETTER: Final = (12_240, 15_840)
_INCH: Final = 1440
_CELL_MARGIN: Final = 108
_HEX: Final = re.compile(r"[0-9A-Fa-f]{1,8}")


class WordParts(Protocol):
    """The parts of a Word file, on the disk or in memory."""

    @property
    def main(self) -> str:
        """The name of the part with the text."""
        ...

    def has(self, name: str) -> bool:
        """Tell whether there is such a part."""
        ...

    def xml(self, name: str) -> Element:
        """Return the root of an XML part."""
        ...

    def relationships(self, part: str) -> tuple[Relationship, ...]:
        """Return what a part links to."""
        ...

    def unreadable(self, reason: str, **gaps: object) -> DocumentUnreadable:
        """Return the error that names this file and says why."""
        ...


def load(file: WordParts) -> WordDocument:
    """Read the text, tables, sections and headers of a Word file.

    Raises:
        DocumentUnreadable: if a part is damaged or missing.
    """
    return _Loader(file).document()


class _Loader:
    """Walks the parts of one file once."""

    def __init__(self, file: WordParts) -> None:
        self._file = file
        self._related = {link.id: link for link in file.relationships(file.main)}
        settings = self._part("settings")
        self._numbering = Numbering(self._part("numbering"))
        self._styles = StyleSheet(self._part("styles"), self._part("theme"), self._numbering)
        self._even_pages = bool(switched(settings, "evenAndOddHeaders"))
        self._gutter_at_top = bool(switched(settings, "gutterAtTop"))
        self._tables = 0
        self._reader = ParagraphReader(
            self._styles, self._numbering, twips(value(settings, "defaultTabStop"), 720)
        )

    def _part(self, kind: str) -> Element | None:
        for link in self._related.values():
            if link.kind == kind and not link.external and self._file.has(link.target):
                return self._file.xml(link.target)
        return None

    def document(self) -> WordDocument:
        root = self._file.xml(self._file.main)
        body = child(root, "body")
        if body is None:
            raise self._file.unreadable(mark("it was saved in a form Word calls strict"))
        blocks: list[Block] = []
        sections: list[Section] = []
        self._reader.section = 1
        for element in _blocks(body):
            blocks += self._block(element)
            ending = child(child(element, "pPr"), "sectPr") if element.tag == W + "p" else None
            if ending is not None:
                sections.append(self._section(ending, sections))
                self._reader.section = len(sections) + 1
        last = child(body, "sectPr")
        if last is not None or not sections:
            sections.append(self._section(last, sections))
        return WordDocument(
            sections=tuple(sections),
            blocks=tuple(blocks),
            boxed=tuple(self._reader.boxed),
            even_pages=self._even_pages,
            notes=tuple(self._notes()),
        )

    def _notes(self) -> Iterator[Paragraph]:
        """Read footnotes and endnotes, without the lines that part them from the text."""
        self._reader.counts = False
        for kind in ("footnotes", "endnotes"):
            part = self._part(kind)
            for note in () if part is None else part:
                if note.get(W + "type") in {None, "normal"}:
                    blocks = [one for inner in _blocks(note) for one in self._block(inner)]
                    yield from paragraphs_of(tuple(blocks))
        self._reader.counts = True

    def _block(self, element: Element) -> Iterator[Block]:
        if element.tag == W + "p":
            yield self._reader.paragraph(element)
        else:
            yield self._table(element)

    def _table(self, element: Element) -> Table:
        properties = child(element, "tblPr")
        # A row taken out under tracked changes is not there any more.
        rows = [row for row in _children(element, "tr") if child(child(row, "trPr"), "del") is None]
        bordered = self._bordered(element, properties)
        if bordered:
            self._tables += 1
        number = self._tables if bordered else 0
        bands = self._bands(properties)
        read = tuple(
            self._row(row, _RowPlace(element, number, index, len(rows), bands))
            for index, row in enumerate(rows)
        )
        return Table(number=number, section=self._reader.section, bordered=bordered, rows=read)

    def _bands(self, properties: Element | None) -> tuple[int, int]:
        """Return how many rows, and how many columns, make one band."""
        rows = columns = 1
        for style in self._styles.chain(value(properties, "tblStyle") or ""):
            said = child(style, "tblPr")
            rows = whole(value(said, "tblStyleRowBandSize"), rows)
            columns = whole(value(said, "tblStyleColBandSize"), columns)
        return rows, columns

    def _row(self, row: Element, place: _RowPlace) -> Row:
        cells = list(_children(row, "tc"))
        column = 0
        read: list[TableCell] = []
        sides = self._cell_margins(place)
        for index, cell in enumerate(cells):
            span = whole(value(child(cell, "tcPr"), "gridSpan"), 1)
            last = index == len(cells) - 1
            spot = Cell(
                table=place.table_number,
                row=place.index + 1,
                column=index + 1,
                last_column=last,
                width=_inner_width(sum(place.grid[column : column + span]) or _width(cell), sides),
            )
            look = self._styles.table_look(place.style, place.parts(column, last=last))
            read.append(TableCell(blocks=tuple(self._cell_blocks(cell, spot, look))))
            column += span
        properties = child(row, "trPr")
        return Row(
            cells=tuple(read),
            repeats=bool(switched(properties, "tblHeader")),
            may_split=not switched(properties, "cantSplit"),
            height=_measure(child(properties, "trHeight"), "val", 0),
            source=row,
        )

    def _cell_margins(self, place: _RowPlace) -> int:
        """Return the room left and right of the text of a cell, together."""
        margins = child(place.properties, "tblCellMar")
        for style in reversed(self._styles.chain(place.style or "")):
            if margins is None:
                margins = child(child(style, "tblPr"), "tblCellMar")
        left, right = child(margins, "left"), child(margins, "right")
        return _measure(left, "w", _CELL_MARGIN) + _measure(right, "w", _CELL_MARGIN)

    def _cell_blocks(self, cell: Element, spot: Cell, look: TableLook) -> Iterator[Block]:
        for element in _blocks(cell):
            if element.tag == W + "p":
                yield self._reader.paragraph(element, spot, look)
            else:
                yield self._table(element)

    def _bordered(self, table: Element, properties: Element | None) -> bool:
        own = child(properties, "tblBorders")
        borders = own
        for style in self._styles.chain(value(properties, "tblStyle") or ""):
            if own is None:
                found = child(child(style, "tblPr"), "tblBorders")
                borders = found if found is not None else borders
        cells = [child(child(cell, "tcPr"), "tcBorders") for cell in table.iter(W + "tc")]
        framed = sum(_visible_sides(cell) > 1 for cell in cells)
        bare = sum(cell is not None and _visible_sides(cell) == 0 for cell in cells)
        if _visible_sides(borders) > 1:
            return bare < len(cells)
        return framed * 2 >= len(cells) > 0

    def _section(self, element: Element | None, before: list[Section]) -> Section:
        size, margins = child(element, "pgSz"), child(element, "pgMar")
        count = child(element, "pgNumType")
        earlier = before[-1] if before else None
        gutter = _measure(margins, "gutter", 0)
        starts = None if count is None else count.get(W + "start")
        return Section(
            number=len(before) + 1,
            width=_measure(size, "w", _LETTER[0]),
            height=_measure(size, "h", _LETTER[1]),
            top=abs(_measure(margins, "top", _INCH)) + (gutter if self._gutter_at_top else 0),
            bottom=abs(_measure(margins, "bottom", _INCH)),
            left=_measure(margins, "left", _INCH) + (0 if self._gutter_at_top else gutter),
            right=_measure(margins, "right", _INCH),
            gutter=gutter,
            own_first_page=bool(switched(element, "titlePg")),
            continues=value(element, "type") == "continuous",
            counts_from=whole(starts, 1) if starts else None,
            count_format=(count.get(W + "fmt") if count is not None else None) or "decimal",
            headers=self._running(element, "header", earlier.headers if earlier else {}),
            footers=self._running(element, "footer", earlier.footers if earlier else {}),
            source=element,
        )

    def _running(
        self, section: Element | None, kind: str, earlier: dict[str, tuple[Paragraph, ...]]
    ) -> dict[str, tuple[Paragraph, ...]]:
        running = dict(earlier)
        if section is None:
            return running
        self._reader.counts = False
        for reference in section.iterfind(f"{W}{kind}Reference"):
            link = self._related.get(reference.get(_REFERENCE) or "")
            if link is None or link.external or not self._file.has(link.target):
                continue
            boxed = len(self._reader.boxed)
            blocks = [
                block
                for element in _blocks(self._file.xml(link.target))
                for block in self._block(element)
            ]
            # Word's gallery puts some page numbers into boxes.
            paragraphs = (*paragraphs_of(tuple(blocks)), *self._reader.boxed[boxed:])
            del self._reader.boxed[boxed:]
            running[reference.get(W + "type") or "default"] = paragraphs
        self._reader.counts = True
        return running


class _RowPlace:
    """Which row of which table is being read, and what its table sets apart."""

    def __init__(
        self, table: Element, number: int, index: int, rows: int, bands: tuple[int, int]
    ) -> None:
        properties = child(table, "tblPr")
        self.properties = properties
        self.table_number = number
        self.index = index
        self.style = value(properties, "tblStyle")
        self.grid = [
            twips(column.get(W + "w")) for column in table.iterfind(f"{W}tblGrid/{W}gridCol")
        ]
        self._rows = rows
        self._bands = bands
        self._look = child(properties, "tblLook")

    def _apart(self, name: str) -> bool:
        if self._look is None:
            return False
        named = self._look.get(W + name)
        if named is not None:
            return named in {"1", "true", "on"}
        bits = self._look.get(W + "val") or "0"
        return _HEX.fullmatch(bits) is not None and bool(int(bits, 16) & _LOOK_BITS[name])

    def parts(self, column: int, *, last: bool) -> list[str]:
        """Return the names of the parts of the table a cell lies in, weakest first."""
        head, foot = self._at_head(), self._at_foot()
        first = column == 0 and self._apart("firstColumn")
        last = last and self._apart("lastColumn")
        found: list[str] = []
        if not self._apart("noVBand") and not (first or last):
            found.append(_band("Vert", column - self._apart("firstColumn"), self._bands[1]))
        if not self._apart("noHBand") and not head:
            found.append(_band("Horz", self.index - self._apart("firstRow"), self._bands[0]))
        apart = (("firstCol", first), ("lastCol", last), ("firstRow", head), ("lastRow", foot))
        found += [name for name, here in apart if here]
        corners = (("nwCell", head, first), ("neCell", head, last),
                   ("swCell", foot, first), ("seCell", foot, last))  # fmt: skip
        return found + [name for name, one, other in corners if one and other]

    def _at_head(self) -> bool:
        return self.index == 0 and self._apart("firstRow")

    def _at_foot(self) -> bool:
        return self.index == self._rows - 1 and self._apart("lastRow")


def _band(direction: str, at: int, width: int) -> str:
    return f"band{max(at, 0) // max(width, 1) % 2 + 1}{direction}"


def _blocks(element: Element) -> Iterator[Element]:
    """Yield the paragraphs and tables of a body, cell or header, out of any wrapping."""
    for inner in element:
        if inner.tag in {W + "p", W + "tbl"}:
            yield inner
        elif inner.tag in _WRAPPERS:
            yield from _blocks(inner)


def _children(element: Element, name: str) -> Iterator[Element]:
    for inner in element:
        if inner.tag == W + name:
            yield inner
        elif inner.tag in _WRAPPERS:
            yield from _children(inner, name)


def _measure(element: Element | None, name: str, fallback: int) -> int:
    return twips(None if element is None else element.get(W + name), fallback)


def _width(cell: Element) -> int:
    width = child(child(cell, "tcPr"), "tcW")
    if width is None or width.get(W + "type") != "dxa":
        return 0
    return twips(width.get(W + "w"))


def _inner_width(width: int, margins: int) -> int:
    return max(width - margins, 0)


def _visible_sides(borders: Element | None) -> int:
    if borders is None:
        return 0
    seen = [value(borders, side) for side in _SIDES]
    return sum(side not in {None, "nil", "none"} for side in seen)
