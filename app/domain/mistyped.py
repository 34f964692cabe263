"""Text as it was typed or pasted, brought into the spelling that is kept.

Spaces nobody sees, signs of double width, keys of Telex and VNI that no input method
took up, and fonts of before Unicode (TCVN3, VNI). What is surely such a leftover is
mended; what only may be one is named. By hand because the converters of the field
change every text they are given, also one that needs no change.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from app.domain.old_font import from_old_font
from app.domain.syllable import TONES, is_syllable, with_tone, without_tone

_SPACES: Final = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_NOTHING: Final = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_RUNS: Final = re.compile(r" {2,}")
_LINE_ENDS: Final = re.compile(r" *\n *")
_WIDE: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_QUOTES: Final = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "‚": "'"})

_TELEX_WORD: Final = re.compile(r"(?<![\w./@-])[A-Za-z]{3,9}(?![\w@/-]|\.\w)")
_VNI_WORD: Final = re.compile(r"(?<![\w./@-])[A-Za-z]+[1-9][A-Za-z1-9]*(?![\w@/-]|\.\w)")
_TELEX_TONES: Final = dict(
    zip("sfrxj", [TONES[name] for name in ("sắc", "huyền", "hỏi", "ngã", "nặng")], strict=True)
)
_VNI_TONES: Final = dict(zip("12345", _TELEX_TONES.values(), strict=True))
_ROOF: Final = {"a": "â", "e": "ê", "o": "ô"}
_HORN: Final = {"o": "ơ", "u": "ư"}
_BREVE: Final = {"a": "ă"}
_VOWELS: Final = frozenset("aăâeêioôơuưy")
# Words of other languages that a careless reader would take for Telex.
_FOREIGN: Final = frozenset(
    {"char", "chair", "chef", "choir", "their", "tour", "thor", "chaos", "khan", "three", "queen"}
)
_SURE_ONSETS: Final = ("ngh", "ng", "nh", "kh", "ph", "th", "tr", "ch", "gi", "qu", "gh")


@dataclass(frozen=True, slots=True)
class Mended:
    """A text with what was surely mistyped put right."""

    text: str
    doubtful: tuple[str, ...] = ()
    """Words that may be leftovers too, and were left as they are."""


def mend_signs(text: str) -> str:
    """Return a text without signs that only look like others: spaces, widths, old fonts."""
    if text.isascii() and "  " not in text and " \n" not in text and "\n " not in text:
        return text
    text = from_old_font(unicodedata.normalize("NFC", text))
    text = _SPACES.sub(" ", _NOTHING.sub("", text)).translate(_WIDE)
    return _LINE_ENDS.sub("\n", _RUNS.sub(" ", text)).strip()


def plain_quotes(text: str) -> str:
    """Return a text with the quotes of a keyboard, for expressions."""
    return text.translate(_QUOTES)


def mend_keys(text: str) -> Mended:
    """Return a text with the keys of Telex and VNI turned into the letters they stand for."""
    doubtful: list[str] = []
    sure = 0

    def mended(found: re.Match[str]) -> str:
        nonlocal sure
        word = found[0]
        read = _read_vni(word) if any(sign.isdigit() for sign in word) else _read_telex(word)
        if not read or is_syllable(word):
            return word
        if _is_sure(word):
            sure += 1
            return read
        doubtful.append(word)
        return word

    written = _TELEX_WORD.sub(mended, _VNI_WORD.sub(mended, text))
    # A lone “maps” is English; beside a sure leftover it may be one too.
    return Mended(written, tuple(doubtful) if sure else ())


def _is_sure(word: str) -> bool:
    low = word.casefold()
    if any(sign.isdigit() for sign in low):
        inside = re.search(r"[1-9][a-z]", low) is not None
        twice = sum(sign.isdigit() for sign in low) > 1
        return (inside or twice) and not word.isupper()
    if low in _FOREIGN or word.isupper():
        return False
    if low.startswith("dd") or re.search(r"uw|aa|uow|iee|uoo|yee", low) or low.endswith("j"):
        return True
    tone, body = low[-1], low[:-1]
    if body.endswith("nh") and tone in _TELEX_TONES:
        return True
    return tone in "frx" and (body.endswith("ng") or body.startswith(_SURE_ONSETS))


def _read_telex(word: str) -> str:
    """Return what the keys of Telex give, or nothing where they give no syllable."""
    letters = _Letters()
    for sign in word:
        key = sign.casefold()
        if key in _TELEX_TONES and letters.has_vowel and not letters.tone:
            letters.tone = _TELEX_TONES[key]
        elif (key == "w" and letters.shape(_HORN | _BREVE)) or letters.doubles(key):
            continue
        else:
            letters.add(sign)
    return letters.syllable


def _read_vni(word: str) -> str:
    """Return what the keys of VNI give, or nothing where they give no syllable."""
    letters = _Letters()
    shapes = {"6": _ROOF, "7": _HORN, "8": _BREVE, "9": {"d": "đ"}}
    for sign in word:
        if sign in _VNI_TONES:
            if letters.tone or not letters.has_vowel:
                return ""
            letters.tone = _VNI_TONES[sign]
        elif sign in shapes:
            if not letters.shape(shapes[sign]):
                return ""
        else:
            letters.add(sign)
    return letters.syllable


class _Letters:
    """The letters an input method has put together so far."""

    def __init__(self) -> None:
        self._signs: list[str] = []
        self.tone = ""

    @property
    def has_vowel(self) -> bool:
        return any(sign.casefold() in _VOWELS for sign in self._signs)

    def add(self, sign: str) -> None:
        self._signs.append(sign)

    def doubles(self, key: str) -> bool:
        """Shape the last letter where the same key comes again: aa, ee, oo, dd."""
        shapes = _ROOF | {"d": "đ"}
        if key in shapes and self._signs and self._signs[-1].casefold() == key:
            self._put(len(self._signs) - 1, shapes[key])
            return True
        return False

    def shape(self, shapes: dict[str, str]) -> bool:
        """Give the last letter that can have it a roof, horn, breve or stroke."""
        for place in range(len(self._signs) - 1, -1, -1):
            low = self._signs[place].casefold()
            if low in shapes:
                self._put(place, shapes[low])
                # One key makes both of ươ.
                if shapes[low] == "ơ" and place and self._signs[place - 1].casefold() == "u":
                    self._put(place - 1, "ư")
                return True
        return False

    def _put(self, place: int, letter: str) -> None:
        self._signs[place] = letter.upper() if self._signs[place].isupper() else letter

    @property
    def syllable(self) -> str:
        plain = "".join(self._signs)
        if plain.isascii() and not self.tone:
            return ""
        written = with_tone(plain, self.tone)
        return written if is_syllable(written) and without_tone(written)[1] == self.tone else ""
