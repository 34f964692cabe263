"""Automatic numbers: the label Word prints before a paragraph, and how it indents it.

The label is not in the text of the file, and a heading is known by it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Final

from lxml.etree import _Element as Element

from app.documents.format_check.layers import Properties, paragraph_properties
from app.documents.format_check.words_xml import W, child, switched, value, whole

_PLACE: Final = re.compile(r"%([1-9])")
# Beyond it nobody numbers, and a damaged file must not keep us counting.
_MOST_ROMAN: Final = 4000
_ROMAN: Final = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


class Numbering:
    """The lists of a document; asked paragraph by paragraph, it counts along."""

    def __init__(self, root: Element | None) -> None:
        self._levels: dict[str, Element] = {}
        self._list_of: dict[str, str] = {}
        self._starts: dict[str, int] = {}
        self._level_of_style: dict[tuple[str, str], str] = {}
        self._counts: defaultdict[str, dict[int, int]] = defaultdict(dict)
        if root is not None:
            self._read(root)

    def _read(self, root: Element) -> None:
        kinds = {
            kind.get(W + "abstractNumId") or "": kind for kind in root.iterfind(W + "abstractNum")
        }
        for number in root.iterfind(W + "num"):
            identity = number.get(W + "numId") or ""
            kind = value(number, "abstractNumId") or ""
            self._list_of[identity] = kind
            described = _described(kinds, kind)
            for level in () if described is None else described.iterfind(W + "lvl"):
                self._keep(identity, level.get(W + "ilvl") or "0", level)
            for override in number.iterfind(W + "lvlOverride"):
                self._override(identity, override)

    def _override(self, identity: str, override: Element) -> None:
        level = override.get(W + "ilvl") or "0"
        own = child(override, "lvl")
        if own is not None:
            self._keep(identity, level, own)
        start = value(override, "startOverride")
        if start:
            self._starts[f"{identity}/{level}"] = whole(start, 1)
            # A list that starts anew counts for itself.
            self._list_of[identity] = f"{self._list_of[identity]}/{identity}"

    def _keep(self, identity: str, level: str, element: Element) -> None:
        self._levels[f"{identity}/{level}"] = element
        style = value(element, "pStyle")
        if style:
            self._level_of_style[identity, style] = level

    def level_of(self, number_id: str, style: str) -> str:
        """Return the level that a list keeps for a style, empty when for none."""
        return self._level_of_style.get((number_id, style), "")

    def run_properties(self, number_id: str, level: int) -> Element | None:
        """Return what a level says about the look of its numbers."""
        return child(self._levels.get(f"{number_id}/{level}"), "rPr")

    @property
    def identities(self) -> frozenset[str]:
        """The numbers that paragraphs may name."""
        return frozenset(self._list_of)

    def indents(self) -> dict[str, Properties]:
        """Return what each level of each list says about paragraphs, by `list/level`."""
        return {
            key: paragraph_properties(child(level, "pPr")) for key, level in self._levels.items()
        }

    def next_label(self, number_id: str, level: int) -> str:
        """Count one paragraph and return its label; bullets and unnumbered ones give nothing."""
        found = self._levels.get(f"{number_id}/{level}")
        if found is None:
            return ""
        counts = self._counts[self._list_of[number_id]]
        counts[level] = counts.get(level, self._start(number_id, level) - 1) + 1
        for deeper in [key for key in counts if key > level]:
            del counts[deeper]
        pattern = value(found, "lvlText") or ""
        # Laws number so: 1.1 and not I.1, whatever the level above looks like.
        legal = bool(switched(found, "isLgl"))
        return _PLACE.sub(
            lambda match: self._shown(number_id, int(match[1]) - 1, legal=legal), pattern
        )

    def _shown(self, number_id: str, level: int, *, legal: bool) -> str:
        count = self._counts[self._list_of[number_id]].get(level, self._start(number_id, level))
        found = self._levels.get(f"{number_id}/{level}")
        form = value(found, "numFmt") or "decimal"
        return _written(count, "decimal" if legal and form != "bullet" else form)

    def _start(self, number_id: str, level: int) -> int:
        key = f"{number_id}/{level}"
        return self._starts.get(key, whole(value(self._levels.get(key), "start"), 1))


def _described(kinds: dict[str, Element], kind: str) -> Element | None:
    """Return where the levels of a list are described; a list style may do it for others."""
    found = kinds.get(kind)
    linked = value(found, "numStyleLink")
    if not linked:
        return found
    return next((it for it in kinds.values() if value(it, "styleLink") == linked), found)


def _written(count: int, form: str) -> str:
    if form in {"upperRoman", "lowerRoman"} and count < _MOST_ROMAN:
        roman = _roman(count)
        return roman if form == "upperRoman" else roman.lower()
    if form in {"upperLetter", "lowerLetter"}:
        letter = chr(ord("a") + (count - 1) % 26)
        return letter.upper() if form == "upperLetter" else letter
    if form == "decimalZero":
        return f"{count:02}"
    return "" if form in {"bullet", "none"} else str(count)


def _roman(count: int) -> str:
    letters = ""
    for amount, sign in _ROMAN:
        while count >= amount:
            letters += sign
            count -= amount
    return letters
