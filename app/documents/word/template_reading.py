"""A template as its tags see it: paragraphs, the tags in them, and what stands in a tag's middle.

By hand because docxtpl only mends and fills: it says neither where a tag stands nor
what it throws away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from lxml.etree import _Element as Element

from app.documents.ooxml import OfficeFile
from app.words import mark, translate

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SIGNS: Final = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_ENDS: Final = {"{{": "}}", "{%": "%}", "{#": "#}"}
_SIGN: Final = re.compile(r"\{\{|\{%|\{#|\}\}|%\}|#\}")
_LEVEL: Final = re.compile(r"(p|tr|tc|r) ")
_STRAIGHT: Final = {0x201C: '"', 0x201D: '"', 0x2018: "'", 0x2019: "'"}
_SHOWN: Final = 90
_PLACES: Final = {
    "header": mark("header"),
    "footer": mark("footer"),
    "footnotes": mark("footnote"),
}
_WRAPPERS: Final = {
    "hyperlink": mark("a link"),
    "ins": mark("a tracked change"),
    "del": mark("a tracked change"),
    "moveTo": mark("a tracked change"),
    "moveFrom": mark("a tracked change"),
    "sdtContent": mark("a content control"),
    "smartTag": mark("a smart tag"),
    "customXml": mark("a smart tag"),
    "fldSimple": mark("a field"),
}
_PAIRS: Final = {
    "bookmarkStart": ("bookmarkEnd", mark("a bookmark")),
    "commentRangeStart": ("commentRangeEnd", mark("a comment of Word")),
}
_KEPT_WHOLE: Final = {
    "drawing": mark("a picture"),
    "pict": mark("a picture"),
    "object": mark("a picture"),
    "footnoteReference": mark("a footnote"),
    "endnoteReference": mark("a footnote"),
    "commentReference": mark("a comment of Word"),
}


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of a paragraph's text and the element that holds it."""

    start: int
    end: int
    element: Element


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TemplateParagraph:
    """One paragraph of a template."""

    place: str
    """Where it is, such as `paragraph 12, table 2, row 3, column 1`."""
    number: int
    """Its number in its part; those in text boxes have that of the paragraph beside."""
    text: str
    element: Element
    pieces: tuple[_Piece, ...]

    def around(self, start: int, end: int) -> str:
        """Return the words around a stretch of the text."""
        left = max(0, min(start - _SHOWN // 2, len(self.text) - _SHOWN))
        right = max(left + _SHOWN, end)
        # Cut at words.
        left = self.text.find(" ", left, start) + 1 if left else 0
        right = self.text.rfind(" ", end, right) if right < len(self.text) else right
        before, after = "… " if left else "", " …" if right < len(self.text) else ""
        return before + " ".join(self.text[left : right if right > 0 else end].split()) + after

    def above(self, name: str) -> Element | None:
        """Return the nearest element of this name that the paragraph lies in."""
        return next(self.element.iterancestors(_W + name), None)

    @property
    def stands_in(self) -> Element | None:
        """What the paragraph lies in: the text itself, or a cell."""
        return self.element.getparent()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FoundTag:
    """A tag from its opening to its closing braces."""

    paragraph: TemplateParagraph
    start: int
    end: int
    opening: str
    level: str
    """`p`, `tr`, `tc` or `r` where it takes its whole paragraph, row, cell or run; else empty."""
    body: str

    @property
    def text(self) -> str:
        """The tag as it stands there."""
        return " ".join(self.paragraph.text[self.start : self.end].split())

    @property
    def order(self) -> tuple[int, int]:
        """Where it stands among the tags of its part."""
        return self.paragraph.number, self.start

    @property
    def word(self) -> str:
        """The first word of a tag that steers."""
        return self.body.split()[0] if self.body.split() else ""

    @property
    def nearby(self) -> str:
        """The words around it."""
        return self.paragraph.around(self.start, self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class LooseBraces:
    """Braces that open or close a tag without their other half in the same paragraph."""

    paragraph: TemplateParagraph
    start: int
    braces: str

    @property
    def opens(self) -> bool:
        """Whether it is the first half."""
        return self.braces in _ENDS

    @property
    def nearby(self) -> str:
        """The words around it."""
        return self.paragraph.around(self.start, self.start + 2)


def parts_with_tags(file: OfficeFile) -> Iterator[tuple[str, Element]]:
    """Yield the parts of a template in which tags are filled, the text first."""
    yield "", file.xml(file.main)
    for link in file.relationships(file.main):
        if link.kind in _PLACES and not link.external and file.has(link.target):
            yield _PLACES[link.kind], file.xml(link.target)


def paragraphs_of(part: str, root: Element) -> Iterator[TemplateParagraph]:
    """Yield the paragraphs of a part, numbered as they stand."""
    tables = {table: number for number, table in enumerate(root.iter(_W + "tbl"), start=1)}
    number = 0
    for element in root.iter(_W + "p"):
        if next(element.iterancestors(_FALLBACK), None) is not None:
            continue
        in_box = next(element.iterancestors(_W + "txbxContent"), None) is not None
        number += not in_box
        place = _place(part, element, number, tables)
        if in_box:
            place = translate("text box beside {place}", place=place)
        text, pieces = _text(element)
        yield TemplateParagraph(
            place=place, number=number, text=text, element=element, pieces=pieces
        )


def tags_in(paragraph: TemplateParagraph) -> Iterator[FoundTag | LooseBraces]:
    """Yield the tags of a paragraph in their order, and the braces that make none."""
    opened: re.Match[str] | None = None
    for sign in _SIGN.finditer(paragraph.text):
        if opened is not None and sign[0] == _ENDS[opened[0]]:
            yield _tag(paragraph, opened, sign.end())
            opened = None
        elif opened is not None and opened[0] == "{#":
            continue
        elif sign[0] in _ENDS:
            if opened is not None:
                yield LooseBraces(paragraph=paragraph, start=opened.start(), braces=opened[0])
            opened = sign
        else:
            yield LooseBraces(paragraph=paragraph, start=sign.start(), braces=sign[0])
    if opened is not None:
        yield LooseBraces(paragraph=paragraph, start=opened.start(), braces=opened[0])


def lost_in(tag: FoundTag) -> str:
    """Say what stands in the middle of a tag and would be lost or torn; empty when nothing."""
    touched = [
        piece
        for piece in tag.paragraph.pieces
        if piece.start < tag.end and piece.end > tag.start and piece.element.tag == _W + "t"
    ]
    order: list[Element] = list(tag.paragraph.element.iter("*"))
    for one, other in pairwise(touched):
        between = order[order.index(one.element) + 1 : order.index(other.element)]
        if said := _torn(one.element, other.element) or _lost(between):
            return translate(said)
    return ""


def _tag(paragraph: TemplateParagraph, opened: re.Match[str], end: int) -> FoundTag:
    inside = _typed(paragraph, opened.end(), end - 2)
    level = _LEVEL.match(inside)
    body = inside[level.end() :] if level else inside.strip("-+")
    return FoundTag(
        paragraph=paragraph,
        start=opened.start(),
        end=end,
        opening=opened[0],
        level=level[1] if level else "",
        # Word makes quotation marks of its own, which filling takes back.
        body=body.translate(_STRAIGHT).strip(),
    )


def _typed(paragraph: TemplateParagraph, start: int, end: int) -> str:
    """Return a stretch of the text without tabs and line breaks, which filling takes out."""
    return "".join(
        paragraph.text[max(piece.start, start) : min(piece.end, end)]
        for piece in paragraph.pieces
        if piece.element.tag == _W + "t" and piece.start < end and piece.end > start
    )


def _text(paragraph: Element) -> tuple[str, tuple[_Piece, ...]]:
    words, pieces, length = [], [], 0
    for element in paragraph.iter(_W + "t", *_SIGNS):
        above = [_name(one) for one in _up_to(element, paragraph)]
        # Tab stops are called tabs too, and a text box has paragraphs of its own.
        if "p" in above or (element.tag != _W + "t" and above[:1] != ["r"]):
            continue
        text = _SIGNS.get(str(element.tag)) or element.text or ""
        pieces.append(_Piece(length, length + len(text), element))
        words.append(text)
        length += len(text)
    return "".join(words), tuple(pieces)


def _place(part: str, element: Element, number: int, tables: dict[Element, int]) -> str:
    if part:
        return translate(part)
    place = translate("paragraph {number}", number=number)
    cell = next(element.iterancestors(_W + "tc"), None)
    row = next(element.iterancestors(_W + "tr"), None)
    table = next(element.iterancestors(_W + "tbl"), None)
    if cell is None or row is None or table is None:
        return place
    return translate(
        "{place}, table {table}, row {row}, column {column}",
        place=place,
        table=tables[table],
        row=list(table.iter(_W + "tr")).index(row) + 1,
        column=list(row.iter(_W + "tc")).index(cell) + 1,
    )


def _torn(one: Element, other: Element) -> str:
    """Say what begins or ends between two pieces of text, if it is not both."""
    mine, its = _wrappers(one), _wrappers(other)
    if mine == its:
        return ""
    return next((_WRAPPERS[name] for name in (*mine, *its) if name in _WRAPPERS), mark("a change"))


def _wrappers(text: Element) -> list[str]:
    paragraph = next(text.iterancestors(_W + "p"))
    return [_name(element) for element in _up_to(text, paragraph)]


def _up_to(element: Element, paragraph: Element) -> Iterator[Element]:
    """Yield what an element of a paragraph lies in, from within, without the paragraph."""
    for above in element.iterancestors():
        if above is paragraph:
            return
        yield above


def _lost(between: Sequence[Element]) -> str:
    names = [_name(element) for element in between]
    for name in names:
        if name in _KEPT_WHOLE:
            return _KEPT_WHOLE[name]
    for start, (end, said) in _PAIRS.items():
        if names.count(start) != names.count(end):
            return said
    signs = [element.get(f"{_W}fldCharType") for element in between if _name(element) == "fldChar"]
    return mark("a field") if signs.count("begin") != signs.count("end") else ""


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
