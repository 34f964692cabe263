"""What a single place, such as one style, says about paragraphs: one layer of their formatting."""

from __future__ import annotations

from typing import Final

from lxml.etree import _Element as Element

from app.documents.format_check.words_xml import W, child, switched, twips, value

Properties = dict[str, str]
_ALIGNS: Final = {"start": "left", "end": "right"}


def paragraph_properties(element: Element | None) -> Properties:
    """Return what one place says about paragraphs, measures in twips."""
    found: Properties = {}
    if element is None:
        return found
    align = value(element, "jc")
    if align:
        found["align"] = _ALIGNS.get(align, align)
    found |= _indents(child(element, "ind"))
    found |= _spacing(child(element, "spacing"))
    number = child(element, "numPr")
    if number is not None:
        found["number"] = value(number, "numId") or "0"
        level = value(number, "ilvl")
        if level:
            found["level"] = level
    contextual = switched(element, "contextualSpacing")
    if contextual is not None:
        found["contextual"] = "1" if contextual else "0"
    border = child(child(element, "pBdr"), "bottom")
    if border is not None:
        found["below"] = "0" if border.get(W + "val") in {"nil", "none"} else "1"
    frame = child(element, "framePr")
    if frame is not None:
        found["frame"] = frame.get(W + "xAlign") or ""
    return found | _tabs(child(element, "tabs"))


def _tabs(tabs: Element | None) -> Properties:
    stops = () if tabs is None else tabs.iterfind(W + "tab")
    return {
        f"tab/{twips(stop.get(W + 'pos'))}": _ALIGNS.get(
            stop.get(W + "val") or "", stop.get(W + "val") or "left"
        )
        for stop in stops
    }


def _indents(indents: Element | None) -> Properties:
    found: Properties = {}
    if indents is None:
        return found
    for name, other in (("left", "start"), ("right", "end")):
        measure = indents.get(W + name) or indents.get(W + other)
        if measure:
            found[name] = str(twips(measure))
    if hanging := indents.get(W + "hanging"):
        found["first"] = str(-twips(hanging))
    elif first := indents.get(W + "firstLine"):
        found["first"] = str(twips(first))
    return found


def _spacing(spacing: Element | None) -> Properties:
    found: Properties = {}
    if spacing is None:
        return found
    for name in ("before", "after"):
        if (spacing.get(f"{W}{name}Autospacing") or "0") not in {"0", "false", "off"}:
            found[name] = "280"
        elif measure := spacing.get(W + name):
            found[name] = str(twips(measure))
    if line := spacing.get(W + "line"):
        found["line"] = str(twips(line, 240))
        found["rule"] = spacing.get(W + "lineRule") or "auto"
    return found
