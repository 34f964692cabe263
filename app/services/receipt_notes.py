"""What headquarters says of the packages it took in: one signed receipt each, in every package.

A receipt is a text of the format, so it is short (`docs/package-format.md` §10): of very many
photos that are missing or revisions that were set aside it names some and counts the others.
All receipts together stay far below what a package may hold; of more, the latest go.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import chain
from typing import Final

from app.packages.manifest import utc_text
from app.packages.naming import number_of
from app.packages.note import SigningKey
from app.packages.receipt import (
    MOST_BLOBS,
    MOST_REASON,
    MOST_REVISIONS,
    MOST_TEXT,
    Receipt,
    ReceiptRejection,
    ReceiptResult,
)
from app.packages.trust import Keyring
from app.services.refused import RefusedPackage, refused_packages
from app.store.package_notes import PackageNote
from app.store.unit_of_work import View

_MOST_BYTES: Final = 8 << 20


def receipt_notes(view: View, key: SigningKey, *, to: tuple[str, ...] = ()) -> list[bytes]:
    """Return signed receipts for the packages of these laptops, the latest first.

    Args:
        view: a moment of headquarters' store.
        key: signs them.
        to: names of laptops; empty means all.
    """
    refused = (
        (one.signer, _refusal(package_id, one))
        for package_id, one in reversed(refused_packages(view).items())
    )
    taken = (
        (note.signer, _receipt(view, note))
        for note in view.packages.packages("in")
        if not to or note.signer in to
    )
    notes = (
        receipt.sign(key) for signer, receipt in chain(refused, taken) if not to or signer in to
    )
    return list(_latest(notes))


def heard_of(view: View, keyring: Keyring, to: tuple[str, ...]) -> tuple[str, ...]:
    """Return whose packages are receipted in a letter to these laptops; empty means everybody's.

    Names that no laptop has any more are among them: one that was renamed, or enrolled since,
    hears of what it sent before. To all others such a receipt says nothing.
    """
    if not to:
        return ()
    signers = {one.signer for one in view.packages.packages("in")}
    signers |= {one.signer for one in refused_packages(view).values()}
    return tuple(sorted({*to, *(signers - keyring.active_names)}))


def _latest(notes: Iterator[bytes]) -> Iterator[bytes]:
    size = 0
    for note in notes:
        size += len(note)
        if size > _MOST_BYTES:
            return
        yield note


def _receipt(view: View, note: PackageNote) -> Receipt:
    # Most packages arrived whole: of those nothing needs to be looked up.
    rejected = view.packages.quarantined(note.package_id) if note.set_aside else []
    missing = view.packages.missing_blobs(note.package_id) if note.photos_missing else []
    named = rejected[:MOST_REVISIONS]
    return Receipt(
        package=number_of(note.package_id),
        manifest_sha256=note.manifest_sha256,
        result=ReceiptResult.PARTLY if rejected or missing else ReceiptResult.APPLIED,
        utc=_utc(note.utc_ms),
        rejected=tuple(
            ReceiptRejection(rev=rev_id, reason=why[:MOST_REASON]) for rev_id, why in named
        ),
        rejected_unnamed=len(rejected) - len(named),
        blobs_missing=tuple(missing[:MOST_BLOBS]),
        blobs_unnamed=max(0, len(missing) - MOST_BLOBS),
        counts={
            "revisions": note.new + note.known,
            # Some may have come another way since.
            "blobs": note.photos + max(0, note.photos_missing - len(missing)),
        },
    )


def _refusal(package_id: str, refused: RefusedPackage) -> Receipt:
    return Receipt(
        package=package_id,
        manifest_sha256=refused.manifest_sha256,
        result=ReceiptResult.REJECTED,
        utc=_utc(refused.utc_ms),
        reason=refused.reason[:MOST_TEXT],
        counts={"revisions": 0, "blobs": 0},
    )


def _utc(milliseconds: int) -> str:
    return utc_text(datetime.fromtimestamp(milliseconds / 1000, UTC))
