"""The code of minutes: what stands in the footer and in the QR code, written and read back.

The QR code carries one line of capitals, so that it stays small (alphanumeric mode of
ISO/IEC 18004) and can also be typed: `SKT-BB:1:<inspection>:<version>:<H>`, where 1 is the
version of this line, `<inspection>` the identity of the visit and `<H>` all 64 digits.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from app.domain.minutes import SHOWN_DIGITS
from app.errors import AppError
from app.words import mark, translate

_MARK: Final = "SKT-BB"
_LINE: Final = "1"
FEWEST_DIGITS: Final = 6
"""Shorter beginnings of H fit too many minutes to say anything."""
_ALL_DIGITS: Final = 64
# What a reader of print takes for a digit; H has no such letters.
_MISREAD: Final = str.maketrans("oil", "011")
_QR: Final = re.compile(r"skt-bb:(\d+):([^:]*):([^:]*):([^:]*)")
_VERSION: Final = re.compile(r"[0-9]{1,4}")
_VERSIONED: Final = re.compile(r"v\s*\.?\s*(\d{1,4})(?![0-9a-f])[^0-9a-z]*(.*)", re.DOTALL)
_RUN_TOGETHER: Final = re.compile(rf"v(\d{{1,4}})([0-9a-f]{{{SHOWN_DIGITS}}})")
_BETWEEN: Final = re.compile(r"[\s.,·•‧∙⋅:;/_\-–—]+")
_IDENTITY: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class CodeUnreadable(AppError):
    """What was typed or scanned is no code of minutes."""

    code = "code_unreadable"
    message = mark(
        "“{given}” is no code of minutes: {reason}. Type what stands at the foot of the page, "
        "e.g. v1 · 0123456789abcdef."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesCode:
    """What a code says of the minutes it stands on."""

    digits: str
    """The beginning of H, or all of it."""
    version: int | None = None
    """None where only digits were typed."""
    inspection_id: str = ""
    """Only the QR code says it."""

    def fits(self, inspection_id: str, version: int, content_sha256: str) -> bool:
        """Whether it can be the code of these minutes."""
        return (
            content_sha256.startswith(self.digits)
            and self.version in {None, version}
            and self.inspection_id in {"", inspection_id}
        )


def qr_line(inspection_id: str, version: int, content_sha256: str) -> str:
    """Return what the QR code on the first page says."""
    return f"{_MARK}:{_LINE}:{inspection_id}:{version}:{content_sha256}".upper()


def read_code(given: str) -> MinutesCode:
    """Read a code as it was typed from a page, or what a camera read from the QR code.

    Capitals, spaces and the dot in the middle make no difference, nor do letters that
    look like the digits 0 and 1.

    Raises:
        CodeUnreadable: saying what is wrong with it.
    """
    said = given.strip().lower()
    if said.startswith(f"{_MARK.lower()}:"):
        return _read_line(given, said)
    together = _RUN_TOGETHER.fullmatch(_digits(said))
    if together:
        return MinutesCode(version=int(together[1]), digits=together[2])
    versioned = _VERSIONED.fullmatch(said)
    version = int(versioned[1]) if versioned else None
    digits = _digits(versioned[2] if versioned else said)
    strange = next((one for one in digits if one not in "0123456789abcdef"), "")
    if strange:
        reason = translate("“{letter}” is not among 0-9 and a-f", letter=strange)
    elif len(digits) < FEWEST_DIGITS:
        reason = translate("it has fewer than {count} digits", count=FEWEST_DIGITS)
    elif len(digits) > _ALL_DIGITS:
        reason = translate("it has more than {count} digits", count=_ALL_DIGITS)
    else:
        return MinutesCode(version=version, digits=digits)
    raise CodeUnreadable(given=_shortened(given), reason=reason)


def _read_line(given: str, said: str) -> MinutesCode:
    parts = _QR.fullmatch(said)
    if parts is None:
        reason = translate("the line of the QR code is not complete")
    elif parts[1] != _LINE:
        reason = translate("it was made by a newer version of this program")
    elif _IDENTITY.fullmatch(parts[2]) and _VERSION.fullmatch(parts[3]) and _is_hash(parts[4]):
        return MinutesCode(inspection_id=parts[2], version=int(parts[3]), digits=parts[4])
    else:
        reason = translate("the line of the QR code is not complete")
    raise CodeUnreadable(given=_shortened(given), reason=reason)


def _is_hash(text: str) -> bool:
    return re.fullmatch(rf"[0-9a-f]{{{_ALL_DIGITS}}}", text) is not None


def _digits(text: str) -> str:
    return _BETWEEN.sub("", text).translate(_MISREAD)


def _shortened(given: str) -> str:
    line = " ".join(given.split())
    return line if len(line) <= _ALL_DIGITS else f"{line[:_ALL_DIGITS]}…"
