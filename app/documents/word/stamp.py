"""What a paper shows of its standing: the mark of a draft, or the code of a frozen text.

Both stand outside the text, so that a page breaks in the same place in a draft, in the
frozen paper and in a template whose head or foot an office changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.section import Section
from lxml.etree import _Element as Element

from app.documents.terms import local_day, short_day, time_text
from app.documents.word.qr_code import qr_png
from app.documents.word.wordml import (
    EMU_A_MM,
    EMU_A_TWIP,
    FONT,
    drawing,
    elements,
    qualified,
)
from app.domain.minutes_code import qr_line
from app.ids import InspectionId

_FONTS: Final = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
_QR_NAME: Final = "/word/media/ma-qr.png"
_QR_LINK: Final = "rIdMaQr"
_QR_SIDE: Final = 18
"""In millimetres, its white border included: 15 mm of modules."""
_QR_FROM_EDGE: Final = 4
"""Millimetres that printers leave white at the edge of the paper."""
_QR_NUMBER: Final = 900_001
"""Of the drawing: no paper has so many pictures of its own."""
_QR_TEXT: Final = "Mã QR của biên bản"
_BOX_TOP, _BOX_WIDTH, _BOX_HEIGHT = 20, 158, 31
"""Of the box of a draft, in points: above the text of page 1, beside the number of the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftMark:
    """Says on every page that the paper is not the one to be signed."""

    printed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """Says on every page which frozen text the paper shows."""

    inspection_id: InspectionId
    version: int
    content_sha256: str
    code: str
    """What stands in the footer, e.g. `v1 · 0123456789abcdef`."""


Stamp = DraftMark | Seal


def put_stamp(document: Document, stamp: Stamp) -> None:
    """Put a stamp on every page of every section, annexes included.

    To be called when all sections are there; what stands in heads and feet stays.
    """
    match stamp:
        case DraftMark(printed_at=moment):
            for number, head in enumerate(_parts(document, _heads), 1):
                _mark_draft(head, moment, number)
        case Seal():
            for foot in _parts(document, _feet):
                _put_code(foot, stamp.code)
            _put_qr(document, stamp)


def put_at_head(document: Document, words: str) -> None:
    """Put words at the left of the head of every page; what stands there stays.

    To be called when all sections are there.
    """
    for head in _parts(document, _heads):
        head._element.extend(elements(_head_line(words)))  # noqa: SLF001 - no API


def _head_line(words: str) -> str:
    return (
        '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="200" w:lineRule="exact"/>'
        f'<w:ind w:left="0" w:firstLine="0"/><w:jc w:val="left"/></w:pPr><w:r><w:rPr>{_FONTS}'
        '<w:b/><w:bCs/><w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr>'
        f"<w:t>{words}</w:t></w:r></w:p>"
    )


def _heads(section: Section, *, even: bool) -> tuple[Any, ...]:
    shown = (section.header, section.first_page_header)
    return (*shown, section.even_page_header) if even else shown


def _feet(section: Section, *, even: bool) -> tuple[Any, ...]:
    shown = (section.footer, section.first_page_footer)
    return (*shown, section.even_page_footer) if even else shown


def _parts(document: Document, kinds: Callable[..., tuple[Any, ...]]) -> Iterator[Any]:
    """Yield each head or foot once; sections share those that they have from the one before."""
    even = document.settings.odd_and_even_pages_header_footer
    seen = set()
    for number, section in enumerate(document.sections):
        for one in kinds(section, even=even):
            # Only the first section can lack one; it is made here, of a style that may not be.
            is_made = one.is_linked_to_previous and number == 0
            name = one.part.partname
            if is_made:
                element = one._element  # noqa: SLF001 - no API
                element[:] = elements("<w:p/>")
            if name not in seen:
                seen.add(name)
                yield one


def _put_code(foot: Any, code: str) -> None:  # noqa: ANN401 - python-docx's
    """Put the code under what stands in a foot, or in place of an empty line at its end."""
    element: Element = foot._element  # noqa: SLF001 - no API
    last = element[-1]
    element.extend(elements(_code_line(code)))
    if last.tag == qualified("w:p") and not len(last.findall(f".//{qualified('w:r')}")):
        element.remove(last)


def _code_line(code: str) -> str:
    return (
        '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="200" w:lineRule="exact"/>'
        f'<w:ind w:left="0" w:firstLine="0"/><w:jc w:val="left"/></w:pPr><w:r><w:rPr>{_FONTS}'
        f'<w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr><w:t>{code}</w:t></w:r></w:p>'
    )


def _put_qr(document: Document, seal: Seal) -> None:
    """Put the QR code into the margin beside the foot of the first page.

    The annexes, which take over that foot, show it on their first pages too.
    """
    section = document.sections[0]
    foot = (
        section.first_page_footer if section.different_first_page_header_footer else section.footer
    )
    line = qr_line(seal.inspection_id, seal.version, seal.content_sha256)
    picture = Part(PackURI(_QR_NAME), CONTENT_TYPE.PNG, qr_png(line), document.part.package)
    foot.part.rels.add_relationship(RELATIONSHIP_TYPE.IMAGE, picture, _QR_LINK)
    last = next(foot._element.iterchildren(qualified("w:p"), reversed=True))  # noqa: SLF001 - no API
    last.extend(elements(_floating(section.left_margin or 0)))


def _floating(margin: int) -> str:
    """Return the run of the QR code: in the middle of the left margin, level with the foot."""
    side = _QR_SIDE * EMU_A_MM
    left = max((margin - side) // 2, _QR_FROM_EDGE * EMU_A_MM)
    # Its lower edge is that of the line of the code, 10 points high.
    top = 200 * EMU_A_TWIP - side
    drawn = drawing(_QR_LINK, (side, side), number=_QR_NUMBER, name="Mã QR", description=_QR_TEXT)
    return (
        '<w:r><w:rPr><w:noProof/></w:rPr><w:drawing><wp:anchor distT="0" distB="0" distL="0" '
        'distR="0" simplePos="0" relativeHeight="1" behindDoc="0" locked="1" layoutInCell="1" '
        'allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="page"><wp:posOffset>{left}</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="paragraph"><wp:posOffset>{top}</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{side}" cy="{side}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f"<wp:wrapNone/>{drawn}</wp:anchor></w:drawing></w:r>"
    )


def _mark_draft(head: Any, moment: datetime, number: int) -> None:  # noqa: ANN401 - python-docx's
    """Put the boxed words into the corner over the text, and the same words across the page."""
    element: Element = head._element  # noqa: SLF001 - no API
    last = next(element.iterchildren(qualified("w:p"), reversed=True))
    last.extend(elements(_across(number) + _boxed(moment, number)))


def _boxed(moment: datetime, number: int) -> str:
    """Return the run of a box that lies over the page and moves no text."""
    printed = f"In lúc {time_text(moment)}, ngày {short_day(local_day(moment))}"
    return (
        f'<w:r><w:rPr><w:noProof/></w:rPr><w:pict><v:rect id="KhungDuThao{number}" '
        f'o:spid="_x0000_s{3072 + number}" style="position:absolute;margin-left:0;'
        f"margin-top:{_BOX_TOP}pt;width:{_BOX_WIDTH}pt;height:{_BOX_HEIGHT}pt;z-index:251659264;"
        "mso-position-horizontal:right;mso-position-horizontal-relative:margin;"
        'mso-position-vertical:absolute;mso-position-vertical-relative:page" o:allowincell="f" '
        'fillcolor="white" strokecolor="black" strokeweight="1.25pt">'
        '<v:textbox inset="0,1pt,0,0"><w:txbxContent>'
        f"{_boxed_line('DỰ THẢO', 26, bold=True)}{_boxed_line(printed, 16)}"
        "</w:txbxContent></v:textbox></v:rect></w:pict></w:r>"
    )


def _boxed_line(words: str, size: int, *, bold: bool = False) -> str:
    weight = "<w:b/><w:bCs/>" if bold else ""
    return (
        '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
        f'<w:ind w:left="0" w:firstLine="0"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr>{_FONTS}'
        f'{weight}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr><w:t>{words}</w:t></w:r>'
        "</w:p>"
    )


def _across(number: int) -> str:
    """Return the words across the page, as Word itself writes a watermark."""
    return (
        '<w:r><w:rPr><w:noProof/></w:rPr><w:pict><v:shapetype id="_x0000_t136" '
        'coordsize="21600,21600" o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e">'
        '<v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>'
        '<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/>'
        '<v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/>'
        '<v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/><v:f eqn="mid @8 @5"/>'
        '<v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/><v:f eqn="sum @6 0 @5"/></v:formulas>'
        '<v:path textpathok="t" o:connecttype="custom" '
        'o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" o:connectangles="270,180,90,0"/>'
        '<v:textpath on="t" fitshape="t"/><v:handles><v:h position="#0,bottomRight" '
        'xrange="6629,14971"/></v:handles><o:lock v:ext="edit" text="t" shapetype="t"/>'
        f'</v:shapetype><v:shape id="DuThao{number}" o:spid="_x0000_s{2048 + number}" '
        'type="#_x0000_t136" alt="DỰ THẢO" style="position:absolute;margin-left:0;margin-top:0;'
        "width:420pt;height:105pt;rotation:315;z-index:-251658752;"
        "mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
        'mso-position-vertical:center;mso-position-vertical-relative:margin" '
        'o:allowincell="f" fillcolor="#d0d0d0" stroked="f"><v:fill opacity=".5"/>'
        f'<v:textpath style="font-family:&quot;{FONT}&quot;;font-size:1pt;font-weight:bold" '
        'string="DỰ THẢO"/></v:shape></w:pict></w:r>'
    )
