"""What a Vietnamese syllable may look like: enough to know text that cannot be one.

By hand because the libraries of the field split text into words; none says whether
a syllable exists.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

TONES: Final = {
    "sắc": "\u0301",
    "huyền": "\u0300",
    "hỏi": "\u0309",
    "ngã": "\u0303",
    "nặng": "\u0323",
}
_TONE_MARKS: Final = frozenset(TONES.values())
_STOPS: Final = ("c", "ch", "p", "t")
_STOP_TONES: Final = frozenset({TONES["sắc"], TONES["nặng"]})
_ONSETS: Final = (
    *("ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr"),
    *("b", "c", "d", "đ", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "x", ""),
)
_SPELT_RHYMES: Final = (
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây "
    "e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im "
    "in inh ip it iu o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt "
    "oc oe oen oeo oet oi om on ong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uân "
    "uâng uât uây uc uê uêch uênh uêu ui um un ung uơ uôc uôi uôm uôn uông uôt up ut uy uya "
    "uych uyên uyêt uynh uyp uyt uyu ư ưa ưc ưi ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu "
    "y ych ynh yt yêm yên yêng yêt yêu"
)
_RHYMES: Final = frozenset(_SPELT_RHYMES.split())
# After these the vowel i is written y only in a handful of rhymes.
_WITH_Y: Final = frozenset({"", "k", "h", "l", "m", "t", "s", "v", "qu"})
_AFTER_QU: Final = frozenset({"uy", "ui", "ua", "uê", "uơ", "uân", "uât", "uây", "u"})


def is_syllable(word: str) -> bool:
    """Tell whether a word could be a Vietnamese syllable, tone and spelling right."""
    return _is_syllable(unicodedata.normalize("NFC", word.casefold()))


@lru_cache(maxsize=8192)
def _is_syllable(word: str) -> bool:
    plain, tone = without_tone(word)
    return any(
        plain.startswith(onset) and _fits(onset, plain[len(onset) :], tone) for onset in _ONSETS
    )


def _fits(onset: str, rhyme: str, tone: str) -> bool:
    if rhyme not in _RHYMES:
        return False
    if rhyme.startswith("y") and onset not in _WITH_Y:
        return False
    if onset == "qu" and rhyme in _AFTER_QU:
        return False
    return not rhyme.endswith(_STOPS) or tone in _STOP_TONES


def without_tone(word: str) -> tuple[str, str]:
    """Return a word without its tone mark, and the mark; shapes such as â and ơ stay."""
    parts = unicodedata.normalize("NFD", word)
    tones = [letter for letter in parts if letter in _TONE_MARKS]
    plain = "".join(letter for letter in parts if letter not in _TONE_MARKS)
    return unicodedata.normalize("NFC", plain), tones[0] if len(tones) == 1 else ""


def with_tone(word: str, tone: str) -> str:
    """Return a toneless word with a tone mark where it is written today: hòa, thủy, tiếng."""
    if not tone:
        return word
    low = word.casefold()
    start = len(next(onset for onset in _ONSETS if low.startswith(onset)))
    if low.startswith("gi") and not any(letter in _VOWELS for letter in low[2:]):
        start = 1
    places = [place for place in range(start, len(low)) if low[place] in _VOWELS]
    if not places:
        return word
    place = _tone_place(low, places)
    return unicodedata.normalize("NFC", word[: place + 1] + tone + word[place + 1 :])


_VOWELS: Final = frozenset("aăâeêioôơuưy")
_SHAPED: Final = frozenset("ăâêôơư")
_THREE: Final = 3


def _tone_place(low: str, places: list[int]) -> int:
    if shaped := [place for place in places if low[place] in _SHAPED]:
        # Of ươ it is the second that carries the tone.
        return shaped[-1]
    if places[-1] < len(low) - 1 or len(places) >= _THREE:
        return places[-1] if places[-1] < len(low) - 1 else places[1]
    return places[0]
