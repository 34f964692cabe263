"""Drawn straight lines, pictures and text boxes inside a run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lxml.etree import _Element as Element

from app.documents.format_check.words_xml import W, twips, whole

_EMU_PER_TWIP: Final = 635
_STRAIGHT: Final = {"line", "straightConnector1"}
_VML_CONNECTOR: Final = "#_x0000_t32"
_VML_WIDTH: Final = re.compile(r"(?:^|;)\s*width:\s*([\d.]+(?:pt|in|mm|cm))")


def is_drawing(element: Element) -> bool:
    """Tell whether a child of a run draws something."""
    return element.tag in {W + "drawing", W + "pict", W + "object"}


def straight_lines(drawing: Element) -> Iterator[int]:
    """Yield the length in twips of each straight line, 0 when it cannot be told."""
    for shape in drawing.iter("{*}prstGeom"):
        if shape.get("prst") in _STRAIGHT:
            extent = drawing.find(".//{*}extent")
            yield 0 if extent is None else whole(extent.get("cx")) // _EMU_PER_TWIP
    for line in drawing.iter("{urn:schemas-microsoft-com:vml}line"):
        yield _vml_length(line)
    for shape in drawing.iter("{urn:schemas-microsoft-com:vml}shape"):
        if shape.get("type") == _VML_CONNECTOR:
            width = _VML_WIDTH.search(shape.get("style") or "")
            yield twips(width[1]) if width else 0


def pictures(drawing: Element) -> int:
    """Count the pictures."""
    return sum(1 for _ in drawing.iter("{*}blip", "{*}imagedata"))


def box_texts(drawing: Element) -> Iterator[Element]:
    """Yield the contents of text boxes."""
    yield from drawing.iter(W + "txbxContent")


def _vml_length(line: Element) -> int:
    start, end = (line.get(name) or "" for name in ("from", "to"))
    if not start or not end:
        return 0
    return abs(twips(end.split(",")[0]) - twips(start.split(",")[0]))
