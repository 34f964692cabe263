"""Properties in WordprocessingML stand in a fixed order; Word repairs files that break it.

Source: ECMA-376 part 1, CT_RPr, CT_PPr, CT_SectPr.
"""

from __future__ import annotations

from typing import Final

from lxml.etree import _Element as Element

from app.documents.format_check.words_xml import W

_RUN: Final = (
    "ins del moveFrom moveTo rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline "
    "shadow emboss imprint noProof snapToGrid vanish webHidden color spacing w kern position sz "
    "szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish "
    "oMath"
)
_PARAGRAPH: Final = (
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers "
    "pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE "
    "autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents "
    "suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle "
    "rPr sectPr pPrChange"
)
_SECTION: Final = (
    "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders "
    "lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter "
    "docGrid printerSettings sectPrChange"
)
_ORDERS: Final = {
    "rPr": _RUN.split(),
    "pPr": _PARAGRAPH.split(),
    "sectPr": _SECTION.split(),
    "trPr": ["cantSplit", "tblHeader", "ins", "del", "trPrChange"],
    "p": ["pPr"],
    "r": ["rPr"],
    "tr": ["tblPrEx", "trPr"],
}
_LAST: Final = 1000


def placed(parent: Element, name: str) -> Element:
    """Return the child of this name, put in where the order wants it if it is not there."""
    found = parent.find(W + name)
    if found is not None:
        return found
    made = parent.makeelement(W + name, {})
    order = _ORDERS.get(_name(parent), [])
    at = order.index(name)
    for place, other in enumerate(parent):
        if _rank(order, other) > at:
            parent.insert(place, made)
            return made
    parent.append(made)
    return made


def put(element: Element, attributes: dict[str, str], drop: tuple[str, ...] = ()) -> bool:
    """Set attributes and take others off; tell whether that changed anything."""
    before = sorted(element.attrib.items())
    for name, given in attributes.items():
        element.set(W + name, given)
    for name in drop:
        element.attrib.pop(W + name, "")
    return sorted(element.attrib.items()) != before


def switch(parent: Element, name: str, *, on: bool) -> bool:
    """Turn a switch such as bold on or off; tell whether that changed anything."""
    there = parent.find(W + name) is not None
    element = placed(parent, name)
    changed = put(element, {}, ("val",)) if on else put(element, {"val": "0"})
    return changed or not there


def _rank(order: list[str], element: Element) -> int:
    name = _name(element)
    if name in order:
        return order.index(name)
    # Rows hold their other properties in any order; what newer Word adds stands last.
    return -1 if "tblHeader" in order else _LAST


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
