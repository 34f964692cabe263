"""Names of WordprocessingML elements, and the few ways of reading their attributes."""

from __future__ import annotations

import re
from typing import Final

from lxml.etree import _Element as Element

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFF: Final = {"0", "false", "off"}
_MEASURE: Final = re.compile(r"(-?[0-9]{1,9}(?:\.[0-9]+)?)(mm|cm|in|pt|pc|pi)?")
_WHOLE: Final = re.compile(r"(-?[0-9]{1,9})(?:\.[0-9]+)?")
_TWIPS: Final = {"": 1.0, "pt": 20.0, "in": 1440.0, "mm": 1440 / 25.4, "cm": 1440 / 2.54}
_TWIPS_PICA: Final = 240.0


def child(element: Element | None, name: str) -> Element | None:
    """Return the first child of this name."""
    return None if element is None else element.find(W + name)


def value(element: Element | None, name: str, attribute: str = "val") -> str | None:
    """Return an attribute of the child of this name."""
    found = child(element, name)
    return None if found is None else found.get(W + attribute)


def switched(element: Element | None, name: str) -> bool | None:
    """Return whether the child that is a switch is on, or None when it is not there."""
    found = child(element, name)
    return None if found is None else (found.get(W + "val") or "1") not in _OFF


def twips(text: str | None, fallback: int = 0) -> int:
    """Return a measure in twentieths of a point, whatever unit it is written in."""
    match = _MEASURE.fullmatch(text or "")
    if match is None:
        return fallback
    return round(float(match[1]) * _TWIPS.get(match[2] or "", _TWIPS_PICA))


def whole(text: str | None, fallback: int = 0) -> int:
    """Return a whole number, or the fallback for anything that is none."""
    match = _WHOLE.fullmatch(text or "")
    return fallback if match is None else int(match[1])
