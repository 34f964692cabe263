"""Packages that were taken in wholly before: known again without being opened."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from app.errors import AppError
from app.packages.arrival import signed_manifest, verified_signer
from app.packages.errors import PackageFromRevoked, PackageFromStranger
from app.packages.limits import LIMITS
from app.packages.receipt import ReceiptResult
from app.packages.trust import Keyring
from app.services.arrival_notes import noted_name
from app.services.imported import Imported
from app.store.unit_of_work import Store


def taken_before(
    store: Store, path: Path, keyring: Callable[[], Keyring], place_of: Callable[[str], Path]
) -> Imported | None:
    """Return what there is to say of a package that was taken in wholly before, or None.

    It is not opened again: its manifest is the one that was proved and noted then, and what it
    carried is here by count. One with photos is opened all the same, since its copy mends what
    has been damaged here, unless its sender may not send any more: what came before that is no
    reason to ask who it is.

    Args:
        store: where it was taken in.
        path: where it lies now.
        keyring: says who may send.
        place_of: where its sealed copy is kept.
    """
    try:
        signed = signed_manifest(path, LIMITS)
    except AppError:
        return None  # said by whoever opens it
    manifest = signed.manifest
    signer = None
    try:
        signer = verified_signer(signed, keyring().members, ())
    except (PackageFromStranger, PackageFromRevoked):
        pass  # the manifest that was noted is this very one, or there is nothing to say
    except AppError:
        return None
    with store.reading() as view:
        noted_as = manifest.package if signer is None else noted_name(view, signed, signer)
        note = view.packages.package(noted_as)
        if (
            note is None
            or note.manifest_sha256 != signed.sha256
            or (note.direction, note.result) != ("in", ReceiptResult.APPLIED.value)
            or (manifest.volumes and signer is not None)
            or not view.arrivals.is_whole(noted_as)
            or not place_of(noted_as).exists()
        ):
            return None
    return Imported(
        path=path,
        status="known",
        package_id=noted_as,
        signer=note.signer,
        made_at=manifest.made_at,
        known=note.new + note.known,
    )
