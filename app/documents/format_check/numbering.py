"""Automatic numbers: the label Word prints before a paragraph, and how it indents it.

The label is not in the text of the file, and a heading is known by it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Final

from lxml.etree import _Element as Element

from app.documents.format_check.layers import Properties, paragraph_properties
from app.documents.format_check.words_xml import W, child, value, whole

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
            if kind in kinds:
                for level in kinds[kind].iterfind(W + "lvl"):
                    self._levels[f"{identity}/{level.get(W + 'ilvl')}"] = level
            for override in number.iterfind(W + "lvlOverride"):
                own = child(override, "lvl")
                if own is not None:
                    self._levels[f"{identity}/{override.get(W + 'ilvl')}"] = own

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
        return _PLACE.sub(lambda match: self._shown(number_id, int(match[1]) - 1), pattern)

    def _shown(self, number_id: str, level: int) -> str:
        count = self._counts[self._list_of[number_id]].get(level, self._start(number_id, level))
        found = self._levels.get(f"{number_id}/{level}")
        return _written(count, value(found, "numFmt") or "decimal")

    def _start(self, number_id: str, level: int) -> int:
        found = self._levels.get(f"{number_id}/{level}")
        return whole(value(found, "start"), 1)


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
