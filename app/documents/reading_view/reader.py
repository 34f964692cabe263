"""Reads a Word file into its reading view, with the look of each run as Word resolves it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from lxml.etree import _Element as Element

from app.documents.format_check.formatting import StyleSheet, TableLook
from app.documents.format_check.numbering import Numbering
from app.documents.format_check.paragraphs import ParagraphReader
from app.documents.format_check.reading import Paragraph
from app.documents.format_check.words_xml import W, child, switched, twips, value, whole
from app.documents.guard import guard_docx
from app.documents.ooxml import OfficeFile, OfficeKind, Relationship, open_office_file
from app.documents.reading_view.view import (
    Block,
    CellBlock,
    ReadingView,
    SectionView,
    ShownPicture,
    TableBlock,
    TextBlock,
    Words,
)
from app.documents.terms import QUICK_VIEW_NOTE
from app.words import mark

_WRAPPERS: Final = {W + name for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml")}
_LINK: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_TWIPS_PER_POINT: Final = 20
_EMU_PER_POINT: Final = 12_700
_TAB_STOP: Final = 720
_LINE: Final = 240
# A page that says nothing is A4 with the margins of NĐ 30/2020.
_PAGE: Final = {"w": 11_906, "h": 16_838}
_MARGINS: Final = {"top": 1134, "right": 850, "bottom": 1134, "left": 1701}


def read_view(path: Path) -> ReadingView:
    """Read a Word file.

    Raises:
        DocumentUnreadable: if it is no Word file, or a part of it is damaged.
        DocumentForbidden: if it holds what could run, load or send by itself.
    """
    guard_docx(path)
    with open_office_file(path, OfficeKind.WORD) as file:
        return ReadingView(sections=tuple(_Reader(file).sections()), note=QUICK_VIEW_NOTE)


class _Reader:
    """Walks the text of one file once."""

    def __init__(self, file: OfficeFile) -> None:
        self._file = file
        self._links = self._links_of(file.main)
        """What the part that is being read links to."""
        numbering = Numbering(self._part("numbering"))
        self._styles = StyleSheet(self._part("styles"), self._part("theme"), numbering)
        stop = twips(value(self._part("settings"), "defaultTabStop"), _TAB_STOP)
        self._paragraphs = ParagraphReader(self._styles, numbering, stop)
        self._running: dict[str, tuple[TextBlock, ...]] = {}

    def _links_of(self, part: str) -> dict[str, Relationship]:
        return {link.id: link for link in self._file.relationships(part)}

    def _part(self, kind: str) -> Element | None:
        for link in self._links.values():
            if link.kind == kind and not link.external and self._file.has(link.target):
                return self._file.xml(link.target)
        return None

    def sections(self) -> Iterator[SectionView]:
        body = child(self._file.xml(self._file.main), "body")
        if body is None:
            raise self._file.unreadable(mark("it was saved in a form Word calls strict"))
        blocks: list[Block] = []
        for element in _inside(body, "p", "tbl"):
            blocks += self._block(element)
            ending = child(child(element, "pPr"), "sectPr") if element.tag == W + "p" else None
            if ending is not None:
                yield self._section(ending, blocks)
                blocks = []
        if blocks:
            yield self._section(child(body, "sectPr"), blocks)

    def _section(self, element: Element | None, blocks: list[Block]) -> SectionView:
        size, margins = child(element, "pgSz"), child(element, "pgMar")
        count = child(element, "pgNumType")
        start = None if count is None else count.get(W + "start")
        self._read_running(element)
        has_first = bool(switched(element, "titlePg"))
        running = self._running
        heads, feet = running.get("header default", ()), running.get("footer default", ())
        return SectionView(
            **{
                name: _measure(size, short, _PAGE[short])
                for name, short in (("width", "w"), ("height", "h"))
            },
            **{side: abs(_measure(margins, side, usual)) for side, usual in _MARGINS.items()},
            blocks=tuple(blocks),
            heads=heads,
            feet=feet,
            first_heads=running.get("header first", ()) if has_first else heads,
            first_feet=running.get("footer first", ()) if has_first else feet,
            counts_from=whole(start, 1) if start else None,
        )

    def _read_running(self, section: Element | None) -> None:
        """Read what stands above and below the text; what is not named goes on as before."""
        if section is None:
            return
        for kind in ("header", "footer"):
            for reference in section.iterfind(f"{W}{kind}Reference"):
                link = self._links.get(reference.get(f"{_LINK}id") or "")
                if link is None or link.external or not self._file.has(link.target):
                    continue
                root = self._file.xml(link.target)
                here, self._links = self._links, self._links_of(link.target)
                found = [block for one in _inside(root, "p", "tbl") for block in self._block(one)]
                self._links = here
                name = f"{kind} {reference.get(W + 'type') or 'default'}"
                self._running[name] = tuple(_paragraphs(found))

    def _block(self, element: Element, look: TableLook | None = None) -> Iterator[Block]:
        if element.tag == W + "tbl":
            yield self._table(element)
            return
        yield self._text(element, look)
        boxed = self._paragraphs.boxed
        # What stands in a box is read after the paragraph that holds it.
        yield from (_text_block(one) for one in boxed)
        boxed.clear()

    def _text(self, element: Element, look: TableLook | None) -> TextBlock:
        paragraph = self._paragraphs.paragraph(element, look=look)
        return replace(
            _text_block(paragraph),
            pictures=tuple(self._pictures(element)),
            breaks_page=paragraph.breaks_page
            or bool(switched(child(element, "pPr"), "pageBreakBefore")),
        )

    def _pictures(self, element: Element) -> Iterator[ShownPicture]:
        for drawing in element.iter("{*}inline", "{*}anchor"):
            extent, blip = drawing.find("{*}extent"), drawing.find(".//{*}blip")
            link = None if blip is None else self._links.get(blip.get(f"{_LINK}embed") or "")
            if extent is None or link is None or link.external or not self._file.has(link.target):
                continue
            yield ShownPicture(
                content=self._file.read(link.target),
                width=whole(extent.get("cx")) / _EMU_PER_POINT,
                height=whole(extent.get("cy")) / _EMU_PER_POINT,
            )

    def _table(self, element: Element) -> TableBlock:
        properties = child(element, "tblPr")
        rows = list(_inside(element, "tr"))
        style = value(properties, "tblStyle")
        grid = [column.get(W + "w") for column in element.iterfind(f"{W}tblGrid/{W}gridCol")]
        look = self._styles.table_look(style, ())
        placed = [list(self._cells(row, look)) for row in rows]
        heads = [bool(switched(child(row, "trPr"), "tblHeader")) for row in rows]
        return TableBlock(
            widths=tuple(twips(width) / _TWIPS_PER_POINT for width in grid),
            rows=tuple(
                tuple(
                    (column, replace(cell, rows=_rows_of(placed, number, column)))
                    for column, cell in row
                    if cell.rows
                )
                for number, row in enumerate(placed)
            ),
            heads=next((at for at, is_head in enumerate(heads) if not is_head), len(heads)),
            is_framed=self._is_framed(element, properties),
        )

    def _cells(self, row: Element, look: TableLook) -> Iterator[tuple[int, CellBlock]]:
        """Yield the cells with their columns; one that only continues another has no rows."""
        column = whole(value(child(row, "trPr"), "gridBefore"))
        for cell in _inside(row, "tc"):
            properties = child(cell, "tcPr")
            merge = child(properties, "vMerge")
            continues = merge is not None and merge.get(W + "val") != "restart"
            span = max(1, whole(value(properties, "gridSpan"), 1))
            blocks = [
                block for one in _inside(cell, "p", "tbl") for block in self._block(one, look)
            ]
            yield column, CellBlock(blocks=tuple(blocks), columns=span, rows=0 if continues else 1)
            column += span

    def _is_framed(self, table: Element, properties: Element | None) -> bool:
        places = [child(properties, "tblBorders")]
        places += [
            child(child(style, "tblPr"), "tblBorders")
            for style in self._styles.chain(value(properties, "tblStyle") or "")
        ]
        places += [child(child(cell, "tcPr"), "tcBorders") for cell in table.iter(W + "tc")]
        return any(
            side.get(W + "val") not in {None, "nil", "none"}
            for place in places
            if place is not None
            for side in place.iterchildren("*")
        )


def _rows_of(placed: list[list[tuple[int, CellBlock]]], number: int, column: int) -> int:
    """Return over how many rows the cell goes that begins here."""
    rows = 1
    for row in placed[number + 1 :]:
        if not any(at == column and not cell.rows for at, cell in row):
            break
        rows += 1
    return rows


def _text_block(paragraph: Paragraph) -> TextBlock:
    form = paragraph.format
    words = [
        Words(
            text=("\n" if number and not at else "") + run.text,
            family=run.format.h_ansi,
            size=run.format.size / 2,
            bold=run.format.bold,
            italic=run.format.italic,
        )
        for number, line in enumerate(paragraph.lines)
        for at, run in enumerate(line)
    ]
    if paragraph.label and words:
        words.insert(0, replace(words[0], text=f"{paragraph.label} "))
    counts = "PAGE" in paragraph.fields
    return TextBlock(
        # What the file remembers of a page number is of no page in particular.
        words=tuple(one for one in words if not counts or not one.text.strip().isdigit()),
        align=form.align,
        left=form.left / _TWIPS_PER_POINT,
        right=form.right / _TWIPS_PER_POINT,
        first=form.first / _TWIPS_PER_POINT,
        before=form.before / _TWIPS_PER_POINT,
        after=form.after / _TWIPS_PER_POINT,
        line=form.line / _LINE if form.line_rule == "auto" else 1,
        rule=max(paragraph.rules, default=0) / _TWIPS_PER_POINT,
        is_ruled_below=form.border_below,
        counts_pages=counts,
    )


def _paragraphs(blocks: list[Block]) -> Iterator[TextBlock]:
    """Yield the paragraphs of a head or foot, those in its tables included."""
    for block in blocks:
        if isinstance(block, TextBlock):
            yield block
            continue
        for row in block.rows:
            for _column, cell in row:
                yield from _paragraphs(list(cell.blocks))


def _inside(element: Element, *names: str) -> Iterator[Element]:
    """Yield the children of these names, out of any wrapping."""
    for inner in element:
        if inner.tag in {W + name for name in names}:
            yield inner
        elif inner.tag in _WRAPPERS:
            yield from _inside(inner, *names)


def _measure(element: Element | None, name: str, usual: int) -> float:
    return twips(None if element is None else element.get(W + name), usual) / _TWIPS_PER_POINT
