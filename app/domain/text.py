"""Text as it is kept, compared, searched and put in order.

Everything kept is NFC. Searching ignores accents and case ("thu tuc" finds
"thủ tục", "duong" finds "đường"); order is that of the Vietnamese alphabet. By
hand because SQLite folds ASCII only, FTS5 leaves đ, and PostgreSQL's ICU is not
there on every server: the same keys serve both.
"""

from __future__ import annotations

import unicodedata
from typing import Final

_LETTERS: Final = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK: Final = {letter: chr(0x61 + rank) for rank, letter in enumerate(_LETTERS)}
# Dictionary order of tones: ngang, huyền, hỏi, ngã, sắc, nặng.
_TONES: Final = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}


def clean(text: str) -> str:
    """Return the text as it may be kept: NFC, line feeds only, no other control characters."""
    # What people type is nearly always clean; looking letter by letter is slow.
    shown = text.replace("\n", "").replace("\t", "")
    if shown.isprintable() and unicodedata.is_normalized("NFC", text):
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n")
    text = "".join(
        letter
        for letter in text
        if letter in "\n\t" or unicodedata.category(letter) not in {"Cc", "Cs"}
    )
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """Return the text as it is searched: no accents, no case, đ as d."""
    plain = unicodedata.normalize("NFD", text.casefold())
    marks_off = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return marks_off.replace("đ", "d")


def sort_key(text: str) -> str:
    """Return a key whose code point order is the Vietnamese alphabetical order."""
    words: list[str] = []
    tones: list[str] = []
    for letter in unicodedata.normalize("NFC", text.casefold()):
        tone = "0"
        base = ""
        for part in unicodedata.normalize("NFD", letter):
            if part in _TONES:
                tone = _TONES[part]
            else:
                base += part
        base = unicodedata.normalize("NFC", base)
        words.append(_RANK.get(base, base))
        tones.append(tone)
    return "".join(words) + "\x00" + "".join(tones)
