"""How wide text is in Times New Roman, whether or not the font is there.

By hand because no library of the field measures text without the font file, and
the computer that checks or fits a document need not have it.
"""

from __future__ import annotations

import unicodedata
from typing import Final

_EM: Final = 2048
_OTHER: Final = 1024
# Advance widths in 2048ths of the letter size; accents add nothing.
_REGULAR: Final = {
    369: "'", 410: "|", 512: " \u00a0,.", 569: "/:;\\ijlt", 682: "!()-I[]`fr‘’", 797: "Js",
    836: '"', 909: "?acez“”", 961: "^", 983: "{}", 1024: "#$*0123456789_bdghknopquvxy",
    1108: "~", 1139: "FPS", 1155: "+<=>×", 1251: "ELTZ", 1366: "BCR",
    1479: "ADGHKNOQUVXYwĐ", 1593: "&m", 1706: "%", 1821: "M", 1886: "@", 1933: "W", 2048: "…—",
}  # fmt: skip
_BOLD: Final = {
    451: "|", 512: " \u00a0,.", 569: "'/\\il", 682: "!()-:;[]`fjt‘’", 797: "Is", 807: "{}",
    909: "cerz", 1024: "#$*0123456789?J_agovxy", 1065: "~", 1137: '"', 1139: "Sbdhknpquđ",
    1167: "+<=>×", 1190: "^", 1251: "FP", 1366: "BELTZ", 1479: "ACDNRUVXYwĐ",
    1593: "GHKOQ", 1706: "&m", 1905: "@", 1933: "M", 2048: "%W…—",
}  # fmt: skip
_WIDTHS: Final = tuple(
    {letter: width for width, letters in widths.items() for letter in letters}
    for widths in (_REGULAR, _BOLD)
)


def ems(text: str, *, bold: bool = False) -> float:
    """Return the width of a line in times of its letter size."""
    widths = _WIDTHS[bold]
    letters = unicodedata.normalize("NFD", text)
    return (
        sum(widths.get(letter, _OTHER) for letter in letters if not unicodedata.combining(letter))
        / _EM
    )
