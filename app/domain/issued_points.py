"""Points as decisions write them: `2,5`, `2.5 điểm`, `0 – 2`, `tối đa 3`, `-1`."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from app.domain.text import fold

_NUMBER: Final = r"[0-9]{1,4}(?:[.,][0-9]{1,2})?"
_POINTS: Final = re.compile(
    rf"(?:(?:toi da|cao nhat|khong qua|den)\s*:?\s*)?"
    rf"(?P<sign>[-+–−]\s*)?(?P<number>{_NUMBER})\s*(?:d|diem)?(?:\s*/\s*[0-9]{1, 4})?"
)
_RANGE: Final = re.compile(
    rf"(?:tu\s*)?(?P<low>{_NUMBER})\s*(?:d|diem)?\s*(?:-|–|—|den|÷|~)\s*"
    rf"(?:toi da\s*)?(?P<high>{_NUMBER})\s*(?:d|diem)?"
)
_AT_THE_END: Final = re.compile(
    rf"[(\[:–-]\s*(?:toi da\s*)?(?P<number>{_NUMBER})\s*diem\s*[)\]]?\s*[.;]?\s*$"
)


def points_in(text: str) -> Decimal | None:
    """Return the points a cell says: the upper end of a range, negative for points taken off."""
    plain = " ".join(fold(text).split()).strip(" .;:()")
    span = _RANGE.fullmatch(plain)
    if span is not None:
        return max(_decimal(span["low"]), _decimal(span["high"]))
    found = _POINTS.fullmatch(plain)
    if found is None:
        return None
    points = _decimal(found["number"])
    return -points if (found["sign"] or "").strip() in {"-", "–", "−"} else points


def points_at_the_end(text: str) -> tuple[str, Decimal | None]:
    """Return a heading without the points it closes with, and these: `I. Chỉ đạo (18 điểm)`."""
    plain = fold(text)
    found = _AT_THE_END.search(plain)
    if found is None or len(plain) != len(text):
        return text, None
    return text[: found.start()].rstrip(" .:;–-"), _decimal(found["number"])


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))
