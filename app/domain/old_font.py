"""Text typed for the fonts of before Unicode, TCVN3 (ABC) and VNI, as Unicode.

Both wrote Vietnamese with the letters of Western Europe. A text is taken for one of
them only where every word with such a letter becomes a Vietnamese syllable.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

from app.domain.syllable import is_syllable

_TCVN3: Final[Mapping[str, str]] = dict(
    zip(
        "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢§£¤¥¦",
        "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ",
        strict=True,
    )
)
_VNI_TONES: Final = {"ø": "\u0300", "ù": "\u0301", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_VNI_ROOF: Final = {"â": "", "à": "\u0300", "á": "\u0301", "å": "\u0309", "ã": "\u0303"} | {
    "ä": "\u0323"
}
_VNI_BREVE: Final = {"ê": "", "è": "\u0300", "é": "\u0301", "ú": "\u0309", "ü": "\u0303"} | {
    "ë": "\u0323"
}
_ALONE: Final = {"ñ": "đ", "ö": "ư", "ô": "ơ", "î": "ỵ", "æ": "ỉ", "ó": "ĩ", "ò": "ị"}


def _vni() -> dict[str, str]:
    pairs = dict(_ALONE)
    for letter, base in (("a", "a"), ("e", "e"), ("o", "o"), ("u", "u"), ("y", "y")):
        pairs |= {letter + sign: base + tone for sign, tone in _VNI_TONES.items()}
    pairs |= {"ö" + sign: "ư" + tone for sign, tone in _VNI_TONES.items()}
    pairs |= {"ô" + sign: "ơ" + tone for sign, tone in _VNI_TONES.items()}
    for base in "aeo":
        pairs |= {base + sign: base + "\u0302" + tone for sign, tone in _VNI_ROOF.items()}
    pairs |= {"a" + sign: "a\u0306" + tone for sign, tone in _VNI_BREVE.items()}
    pairs |= {key.upper(): letter.upper() for key, letter in pairs.items()}
    return {key: unicodedata.normalize("NFC", letter) for key, letter in pairs.items()}


_VNI: Final[Mapping[str, str]] = _vni()
_VNI_SIGNS: Final = re.compile("|".join(sorted(_VNI, key=len, reverse=True)))
_WORD: Final = re.compile("[A-Za-z\u00a1-\u00ff]+")
_MODERN: Final = re.compile("[ĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9]")
# Letters that Vietnamese has too: alone they betray no old font.
_COMMON: Final = frozenset("àáâãèéêìíòóôõùúýÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝ")
_WHOLE_WORD: Final = 3


def from_old_font(text: str) -> str:
    """Return a text of an old font in Unicode; any other text as it is."""
    if text.isascii() or _MODERN.search(text):
        return text
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    strange = [word for word in words if any(map(_betrays, word))]
    long = any(len(word) >= _WHOLE_WORD for word in strange)
    if not long or len(strange) * 3 < len(words):
        return text
    ways = [way for way in (_tcvn3, _from_vni) if all(is_syllable(way(word)) for word in strange)]
    if len(ways) != 1:
        # Where both would do, nobody can tell which it was.
        return text
    return _WORD.sub(lambda found: ways[0](found[0]), text)


def _betrays(letter: str) -> bool:
    return not letter.isascii() and letter not in _COMMON


def _tcvn3(word: str) -> str:
    return "".join(_TCVN3.get(letter, letter) for letter in word)


def _from_vni(word: str) -> str:
    return _VNI_SIGNS.sub(lambda found: _VNI[found[0]], word)
