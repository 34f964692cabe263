"""The words for packages: who can open one, and what headquarters said of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from app.services.import_summary import ImportSummary
from app.services.inspection_rows import SentPackage
from app.words import translate
from ui.texts import moment_text

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


def set_aside_text(count: int, reasons: Iterable[str] = ()) -> str:
    """Return the warning about entries that were not taken in."""
    told = translate(
        "{count} entries were set aside: their signer may not write them.", count=count
    )
    return " ".join((told, *(translate("Set aside: {reason}.", reason=one) for one in reasons)))


def would_wait_text(count: int) -> str:
    """Return what is done with packages whose senders headquarters does not vouch for."""
    return translate(
        "{count} come from laptops that are not enrolled: they are kept here, and wait until you "
        "decide about each.",
        count=count,
    )


def waiting_text(count: int) -> str:
    """Return that packages were held, and where they are decided about."""
    return translate(
        "{count} packages wait for a decision, under “Keys of headquarters”.", count=count
    )


def receipts_text(count: int) -> str:
    """Return how many receipts of headquarters came."""
    return translate("{count} receipts of headquarters came for packages from here.", count=count)


def photos_missing_text(count: int) -> str:
    """Return the warning about photos that are named and not here."""
    return translate("{count} photos have not arrived.", count=count)


def unproved_text(code: str) -> str:
    """Return the warning about minutes whose text is not what their code was made of."""
    return translate("Minutes {code} are not proved by the text that came with them.", code=code)


def import_lines(last: ImportSummary) -> list[tuple[str, str]]:
    """Return what an import brought, line by line, each with the tone it is said in."""
    lines = [
        (
            translate(
                "Last import {moment} from {signers}: {new} new entries, {known} known, {photos} "
                "photos and minutes, {different} differences to settle.",
                moment=moment_text(last.at),
                signers=", ".join(last.signers) or translate("nobody"),
                new=last.new,
                known=last.known,
                photos=last.photos,
                different=last.different,
            ),
            "",
        )
    ]
    for count, text in (
        (last.refused, translate("{count} packages were refused.", count=last.refused)),
        (last.set_aside, set_aside_text(last.set_aside)),
        (last.photos_missing, photos_missing_text(last.photos_missing)),
    ):
        if count:
            lines.append((text, "bad"))
    lines += [(unproved_text(code), "bad") for code in last.minutes_unproved]
    return lines


def _parts(names: str) -> list[str]:
    return [one for one in (part.strip() for part in names.split(",")) if one]
