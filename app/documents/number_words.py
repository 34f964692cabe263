"""Small numbers in Vietnamese words, as deadlines are written: `15 (mười lăm) ngày`.

By hand because the libraries that spell numbers bring every language for what is, up to
a hundred, a table and three exceptions (mốt, tư, lăm).
"""

from __future__ import annotations

from typing import Final

_DIGITS: Final = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
# How some digits sound behind ten, and behind twenty, thirty …
_BEHIND_TEN: Final = {5: "lăm"}
_BEHIND_TENS: Final = {1: "mốt", 4: "tư", 5: "lăm"}
_TEN, _HUNDRED = 10, 100


def number_words(number: int) -> str:
    """Return a number below a hundred in words, and nothing for another."""
    if not 0 <= number < _HUNDRED:
        return ""
    tens, ones = divmod(number, _TEN)
    if tens == 0:
        return _DIGITS[ones]
    begun = "mười" if tens == 1 else f"{_DIGITS[tens]} mươi"
    if ones == 0:
        return begun
    behind = _BEHIND_TENS if tens > 1 else _BEHIND_TEN
    return f"{begun} {behind.get(ones, _DIGITS[ones])}"
