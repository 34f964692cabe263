"""Tables on the clipboard, as spreadsheets put them there: tabs between cells, a line a row.

By hand because the csv module takes every quotation mark at the beginning of a cell
for Excel's quoting, and one that is never closed swallows the rest of the table.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

_QUOTED: Final = re.compile(r'"((?:[^"]|"")*)"(?=[\t\n]|\Z)')
_PLAIN: Final = re.compile(r"[^\t\n]*")


def read_table(text: str) -> list[list[str]]:
    """Return the rows of a copied table; the line break at its end begins no row."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.removesuffix("\n")
    rows: list[list[str]] = [[]]
    at = 0
    while True:
        quoted = _QUOTED.match(text, at)
        if quoted is not None:
            rows[-1].append(quoted[1].replace('""', '"'))
            at = quoted.end()
        else:
            plain = _PLAIN.match(text, at)
            assert plain is not None  # noqa: S101 - it matches nothing, too
            rows[-1].append(plain[0])
            at = plain.end()
        if at >= len(text):
            return rows
        if text[at] == "\n":
            rows.append([])
        at += 1


def write_table(rows: Iterable[Sequence[str]]) -> str:
    """Return rows as a spreadsheet takes them from the clipboard."""
    return "\n".join("\t".join(map(_cell, row)) for row in rows)


def _cell(text: str) -> str:
    if text.startswith('"') or any(char in text for char in "\t\n"):
        return '"' + text.replace('"', '""') + '"'
    return text
