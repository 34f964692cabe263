"""The words for packages: who can open one, and what headquarters said of it."""

from __future__ import annotations

from typing import Final

from app.services.inspection_rows import SentPackage
from app.words import translate

_HEADQUARTERS: Final = "hq"
_NAMED: Final = 3


def recipients_text(names: str) -> str:
    """Return who can open a package; many are counted."""
    known = [translate("headquarters") if one == _HEADQUARTERS else one for one in _parts(names)]
    if not known:
        return translate("nobody else")
    if len(known) <= _NAMED:
        return ", ".join(known)
    shown = ", ".join(known[: _NAMED - 1])
    return translate("{names} and {count} more", names=shown, count=len(known) - _NAMED + 1)


def receipt_text(sent: SentPackage) -> str:
    """Return what became of a package that was written here."""
    match sent.receipt:
        case "":
            return translate("no receipt yet")
        case "applied":
            return translate("headquarters has all of it")
        case "partly":
            return translate("headquarters has a part of it")
        case _:
            return translate("headquarters refused it")


def photos_text(sent: SentPackage) -> str:
    """Return how many photos and minutes arrived of how many were carried."""
    if not sent.receipt:
        return str(sent.photos)
    arrived = max(sent.photos - sent.photos_missing, 0)
    return f"{arrived}/{sent.photos}"


def _parts(names: str) -> list[str]:
    return [one for one in (part.strip() for part in names.split(",")) if one]
