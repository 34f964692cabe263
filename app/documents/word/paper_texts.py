"""What a Word file says: its paragraphs, its running lines and its pictures, for comparing.

Runs in a worker process: the file comes from outside.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Final

from lxml.etree import _Element as Element

from app.documents.ooxml import OfficeFile, OfficeKind, open_office_file

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CODE: Final = re.compile(r"v(\d{1,4}) · ([0-9a-f]{16})(?![0-9a-f])")
_BREAKS: Final = {_W + "br", _W + "tab", _W + "cr"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperTexts:
    """What a Word file says."""

    lines: tuple[str, ...]
    """Its paragraphs, and each row of a table as one line, in their order."""
    running: tuple[str, ...]
    """The lines of its heads and feet."""
    pictures: tuple[str, ...]
    """The SHA-256 of each picture."""
    codes: tuple[str, ...]
    """The codes of minutes that its feet claim, e.g. `v1 · 0123456789abcdef`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextChange:
    """A place where two Word files say something different; empty where one says nothing."""

    before: str
    after: str


def read_texts(path: Path) -> PaperTexts:
    """Read what a Word file says.

    Raises:
        DocumentUnreadable: if it is no Word file, damaged or unfolds to too much.
        DocumentForbidden: if its XML declares entities.
    """
    with open_office_file(path, OfficeKind.WORD) as file:
        body = file.xml(file.main).find(_W + "body")
        lines = tuple(_lines(body)) if body is not None else ()
        running = tuple(sorted(set(_running(file))))
        media = (file.read(name) for name in file.names if name.startswith("word/media/"))
        return PaperTexts(
            lines=lines,
            running=running,
            pictures=tuple(sorted(hashlib.sha256(content).hexdigest() for content in media)),
            codes=tuple(
                dict.fromkeys(found[0] for line in running for found in _CODE.finditer(line))
            ),
        )


def text_changes(before: PaperTexts, after: PaperTexts) -> list[TextChange]:
    """Return where the second file says something else than the first, in their order."""
    found: list[TextChange] = []
    for old, new in ((before.lines, after.lines), (before.running, after.running)):
        matcher = SequenceMatcher(a=old, b=new, autojunk=False)
        for kind, from_old, to_old, from_new, to_new in matcher.get_opcodes():
            if kind != "equal":
                found += _paired(old[from_old:to_old], new[from_new:to_new])
    return found


def _paired(old: tuple[str, ...], new: tuple[str, ...]) -> Iterator[TextChange]:
    """Pair the lines of two places; what is left over was put in or taken out."""
    for number in range(max(len(old), len(new))):
        before = old[number] if number < len(old) else ""
        after = new[number] if number < len(new) else ""
        yield TextChange(before=before, after=after)


def _lines(parent: Element) -> Iterator[str]:
    for child in parent.iterchildren("*"):
        if child.tag == _W + "tbl":
            for row in child.iter(_W + "tr"):
                cells = (" ".join(_lines(cell)) for cell in row.iterchildren(_W + "tc"))
                line = " | ".join(cells)
                if line.strip(" |"):
                    yield line
        elif child.tag == _W + "p":
            line = _text(child)
            if line:
                yield line
        else:  # a content control, an insertion under review
            yield from _lines(child)


def _running(file: OfficeFile) -> Iterator[str]:
    for link in file.relationships(file.main):
        if link.kind in {"header", "footer"} and not link.external:
            for paragraph in file.xml(link.target).iter(_W + "p"):
                line = _text(paragraph)
                # A page number alone is counted anew by every program.
                if line and not line.isdecimal():
                    yield line


def _text(paragraph: Element) -> str:
    pieces = (
        " " if piece.tag in _BREAKS else piece.text or ""
        for piece in paragraph.iter(_W + "t", *_BREAKS)
    )
    return unicodedata.normalize("NFC", " ".join("".join(pieces).split()))
