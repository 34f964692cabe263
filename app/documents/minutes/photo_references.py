"""References from the text to the photos: `Ảnh số 01` leads to the photo that has this number.

Each number in the text becomes a field of Word (REF, ECMA-376 Part 1 §17.16.5.51) on the
bookmark around the number under the photo: Ctrl+click leads there.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from copy import deepcopy
from typing import Final

from docx.document import Document
from lxml.etree import _Element as Element

from app.documents.terms import two_digits
from app.documents.word.wordml import qualified

_CITED: Final = re.compile(r"(?<=Ảnh số )\d{2,}(?:, \d{2,})*")
_NUMBER: Final = re.compile(r"\d+")
_RUN: Final = qualified("w:r")
_TEXT: Final = qualified("w:t")
_FORMAT: Final = qualified("w:rPr")
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"


def bookmark_of(number: int) -> str:
    """Return the name of the bookmark of a photo."""
    return f"Anh_{number:04d}"


def link_references(document: Document, numbers: Collection[int]) -> None:
    """Make fields of the numbers that the text cites, as far as there are such photos."""
    for run in list(document.element.body.iter(_RUN)):
        children = [child for child in run if child.tag != _FORMAT]
        if len(children) != 1 or children[0].tag != _TEXT:
            continue
        pieces = list(_pieces(children[0].text or "", numbers))
        if len(pieces) == 1:
            continue
        for text, number in pieces:
            for part in _field(run, text, number) if number else [_copy(run, text)]:
                run.addprevious(part)
        run.getparent().remove(run)


def _pieces(text: str, numbers: Collection[int]) -> Iterator[tuple[str, int]]:
    """Yield a text in pieces, each with the photo it cites, or 0."""
    begun = 0
    for cited in _CITED.finditer(text):
        for found in _NUMBER.finditer(text, cited.start(), cited.end()):
            number = int(found.group())
            if number not in numbers or two_digits(number) != found.group():
                continue
            if found.start() > begun:
                yield text[begun : found.start()], 0
            yield found.group(), number
            begun = found.end()
    if begun < len(text) or not text:
        yield text[begun:], 0


def _field(run: Element, text: str, number: int) -> Iterator[Element]:
    yield _mark(run, "begin")
    code = _bare(run)
    words = code.makeelement(qualified("w:instrText"), {_SPACE: "preserve"})
    words.text = f" REF {bookmark_of(number)} \\h "
    code.append(words)
    yield code
    yield _mark(run, "separate")
    yield _copy(run, text)
    yield _mark(run, "end")


def _mark(run: Element, kind: str) -> Element:
    marked = _bare(run)
    marked.append(marked.makeelement(qualified("w:fldChar"), {qualified("w:fldCharType"): kind}))
    return marked


def _copy(run: Element, text: str) -> Element:
    copied = _bare(run)
    words = copied.makeelement(_TEXT, {_SPACE: "preserve"})
    words.text = text
    copied.append(words)
    return copied


def _bare(run: Element) -> Element:
    """Return an empty run in the look of another."""
    bare = run.makeelement(_RUN, {})
    look = run.find(_FORMAT)
    if look is not None:
        bare.append(deepcopy(look))
    return bare
