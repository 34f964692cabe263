"""Paragraphs, tables and pictures of a Word document, written as WordprocessingML.

By hand instead of through python-docx, whose cells and pictures search the whole
document each time: six hundred photos must cost ten times what sixty do. Every run
names its font and size itself, so the result looks the same in any template.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from docx.oxml import parse_xml
from lxml import etree
from lxml.etree import _Element as Element

from app.documents.terms import printed

NAMESPACES: Final = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
}
FONT: Final = "Times New Roman"
EMU_A_TWIP: Final = 635
EMU_A_MM: Final = 36_000

_FONTS: Final = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
_RULE: Final = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_HEAD_FILL: Final = "F2F2F2"


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a paragraph is set; sizes in half-points, distances in twentieths of a point."""

    size: int = 22
    bold: bool = False
    italic: bool = False
    align: str = "left"
    before: int = 0
    after: int = 0
    indent: int = 0
    """Of the first line."""
    keep_next: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture of the document, by its relationship, and the box it must fit into."""

    relationship: str
    number: int
    """Unique in the document; Word repairs files where two drawings share one."""
    width: int
    height: int
    description: str = ""

    def fitted(self, box: tuple[int, int]) -> tuple[int, int]:
        """Return width and height, in EMU, that fill a box and keep the proportions."""
        scale = min(box[0] / self.width, box[1] / self.height)
        return max(1, round(self.width * scale)), max(1, round(self.height * scale))


def run(text: str, look: Look) -> str:
    """Return one run; line feeds become line breaks, and nothing is read as markup."""
    parts = (escape(line) for line in printed(text).split("\n"))
    written = "<w:br/>".join(f'<w:t xml:space="preserve">{part}</w:t>' for part in parts)
    return f"<w:r>{_run_format(look)}{written}</w:r>"


def paragraph(text: str, look: Look) -> str:
    """Return a paragraph of one look."""
    return paragraph_of(run(text, look) if text else "", look)


def paragraph_of(content: str, look: Look) -> str:
    """Return a paragraph around runs that are written already."""
    keep = "<w:keepNext/>" if look.keep_next else ""
    indent = f'<w:ind w:firstLine="{look.indent}"/>' if look.indent else '<w:ind w:firstLine="0"/>'
    return (
        f'<w:p><w:pPr>{keep}<w:spacing w:before="{look.before}" w:after="{look.after}" '
        f'w:line="240" w:lineRule="auto"/>{indent}<w:jc w:val="{look.align}"/>'
        f"{_run_format(look)}</w:pPr>{content}</w:p>"
    )


def flat_paragraph(content: str = "") -> str:
    """Return the paragraph that must follow a table, too flat to be seen."""
    return (
        '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
        f'<w:rPr>{_FONTS}<w:sz w:val="2"/><w:szCs w:val="2"/></w:rPr>{content}</w:pPr></w:p>'
    )


def _run_format(look: Look) -> str:
    bold = "<w:b/><w:bCs/>" if look.bold else ""
    italic = "<w:i/><w:iCs/>" if look.italic else ""
    size = f'<w:sz w:val="{look.size}"/><w:szCs w:val="{look.size}"/>'
    return f"<w:rPr>{_FONTS}{bold}{italic}{size}</w:rPr>"


def cell(width: int, content: str, *, span: int = 1, shaded: bool = False) -> str:
    """Return a cell around paragraphs."""
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    fill = f'<w:shd w:val="clear" w:color="auto" w:fill="{_HEAD_FILL}"/>' if shaded else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spanned}{fill}'
        f'<w:vAlign w:val="{"center" if shaded else "top"}"/></w:tcPr>{content}</w:tc>'
    )


def row(cells: Iterable[str], *, repeated: bool = False, height: int = 0) -> str:
    """Return a row that never breaks over a page; a head row is repeated on each (P9).

    Args:
        cells: the cells, written.
        repeated: whether it is a head row.
        height: the least it takes, in twips; 0 leaves it to its text.
    """
    least = f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>' if height else ""
    head = "<w:tblHeader/>" if repeated else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{least}{head}</w:trPr>{''.join(cells)}</w:tr>"


def table(widths: Sequence[int], rows: Iterable[str], *, inside: int = 70) -> str:
    """Return a ruled table of fixed columns; `inside` is the margin beside the text of a cell."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    margins = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in (("top", 30), ("left", inside), ("bottom", 30), ("right", inside))
    )
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f"<w:tblBorders>{_RULE}</w:tblBorders>"
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def fitted_widths(widths: Sequence[int], width: int) -> list[int]:
    """Return columns in these proportions that together are as wide as they should be."""
    scale = width / sum(widths)
    fitted = [round(column * scale) for column in widths]
    fitted[-1] += width - sum(fitted)
    return fitted


def bookmark(name: str, number: int, content: str) -> str:
    """Return runs as a bookmark that text elsewhere can refer to; both identify it alone."""
    return (
        f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{content}'
        f'<w:bookmarkEnd w:id="{number}"/>'
    )


def picture_run(picture: Picture, box: tuple[int, int]) -> str:
    """Return a run that shows a picture in line with the text."""
    width, height = picture.fitted(box)
    drawn = drawing(
        picture.relationship,
        (width, height),
        number=picture.number,
        name=f"Ảnh {picture.number}",
        description=picture.description,
    )
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width}" cy="{height}"/>{drawn}</wp:inline></w:drawing></w:r>'
    )


def drawing(
    relationship: str, size: tuple[int, int], *, number: int, name: str, description: str
) -> str:
    """Return what a drawing in line and one that floats say alike of their picture."""
    width, height = size
    named = f'id="{number}" name={quoteattr(name)} descr={quoteattr(printed(description))}'
    return (
        f"<wp:docPr {named}/>"
        '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        f'<a:graphic><a:graphicData uri="{NAMESPACES["pic"]}"><pic:pic>'
        f"<pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{relationship}"/><a:stretch><a:fillRect/>'
        '</a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        "</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>"
    )


def elements(written: str) -> list[Element]:
    """Return what was written as elements that can be put into a document."""
    spaces = " ".join(f'xmlns:{prefix}="{space}"' for prefix, space in NAMESPACES.items())
    root = parse_xml(f"<w:body {spaces}>{written}</w:body>")
    return list(root)


def qualified(name: str) -> str:
    """Return `w:p` as lxml names it."""
    prefix, _, local = name.partition(":")
    return etree.QName(NAMESPACES[prefix], local).text
