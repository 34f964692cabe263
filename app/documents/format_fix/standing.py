"""Mends how paragraphs stand, what rows of tables do, and the paper of sections."""

from __future__ import annotations

from typing import Final

from lxml.etree import _Element as Element

from app.documents.format_check.mends import PageMend, RowMend, StandMend
from app.documents.format_check.words_xml import W
from app.documents.format_fix.property_order import placed, put, switch

# What pgMar must have; what Word takes when it is not there.
_MARGINS: Final = {
    "top": "1440", "right": "1440", "bottom": "1440", "left": "1440",
    "header": "720", "footer": "720", "gutter": "0",
}  # fmt: skip


def mend_stand(mend: StandMend) -> bool:
    """Let a paragraph stand so; tell whether that changed anything."""
    properties = placed(mend.paragraph, "pPr")
    changed = [False]
    if mend.align is not None:
        changed.append(put(placed(properties, "jc"), {"val": mend.align}))
    if not mend.left is mend.right is mend.first is None:
        changed.append(_indent(placed(properties, "ind"), mend))
    if mend.before is not None:
        room = {"before": str(mend.before)}
        drop = ("beforeAutospacing", "beforeLines")
        changed.append(put(placed(properties, "spacing"), room, drop))
    if mend.apart:
        changed.append(switch(properties, "contextualSpacing", on=False))
    if mend.line is not None:
        line = {"line": str(mend.line), "lineRule": "auto"}
        changed.append(put(placed(properties, "spacing"), line))
    return any(changed)


def _indent(indents: Element, mend: StandMend) -> bool:
    given: dict[str, str] = {}
    drop: list[str] = []
    if mend.left is not None:
        given["left"] = str(mend.left)
        drop += ["start", "leftChars", "startChars"]
    if mend.right is not None:
        given["right"] = str(mend.right)
        drop += ["end", "rightChars", "endChars"]
    if mend.first is not None:
        given["firstLine"] = str(mend.first)
        drop += ["hanging", "hangingChars", "firstLineChars"]
    return put(indents, given, tuple(drop))


def mend_row(mend: RowMend) -> bool:
    """Repeat a row, or keep it whole; tell whether that changed anything."""
    properties = placed(mend.row, "trPr")
    changed = [False]
    if mend.whole:
        changed.append(switch(properties, "cantSplit", on=True))
    if mend.repeats:
        changed.append(switch(properties, "tblHeader", on=True))
    return any(changed)


def mend_page(mend: PageMend) -> bool:
    """Give a section its paper, margins and count of pages; tell whether that changed anything."""
    changed = [False]
    if mend.width is not None and mend.height is not None:
        size = {"w": str(mend.width), "h": str(mend.height)}
        changed.append(put(placed(mend.section, "pgSz"), size, ("code",)))
    if mend.margins:
        margins = placed(mend.section, "pgMar")
        missing = {name: it for name, it in _MARGINS.items() if margins.get(W + name) is None}
        given = {name: str(width) for name, width in mend.margins}
        changed.append(put(margins, missing | given))
    if mend.counts_from is not None:
        start = {"start": str(mend.counts_from)}
        changed.append(put(placed(mend.section, "pgNumType"), start))
    if mend.decimal:
        changed.append(put(placed(mend.section, "pgNumType"), {"fmt": "decimal"}))
    return any(changed)
