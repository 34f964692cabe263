"""Packages that headquarters could not take in, so that their senders hear of it by receipt."""

from __future__ import annotations

from typing import Final

import msgspec

from app.store.unit_of_work import Store, View

_NOTE: Final = "refused_packages"
_MOST: Final = 500


class RefusedPackage(msgspec.Struct, frozen=True, kw_only=True):
    """A package whose manifest an enrolled laptop signed, and that was damaged or not in order."""

    manifest_sha256: str
    signer: str
    reason: str
    utc_ms: int


def refused_packages(view: View) -> dict[str, RefusedPackage]:
    """Return them by their identity, but for those that came whole since."""
    kept = view.notes.recall(_NOTE)
    if kept is None:
        return {}
    try:
        found = msgspec.json.decode(kept, type=dict[str, RefusedPackage])
    except msgspec.ValidationError:  # kept by another version
        return {}
    return {name: one for name, one in found.items() if not _has_come(view, name, one)}


def _has_come(view: View, package_id: str, refused: RefusedPackage) -> bool:
    note = view.packages.package(package_id)
    return note is not None and note.manifest_sha256 == refused.manifest_sha256


def note_refused(store: Store, package_id: str, refused: RefusedPackage) -> None:
    """Remember a package that could not be taken in; of very many, the latest."""
    with store.writing() as work:
        found = refused_packages(work)
        found.pop(package_id, None)
        kept = [*found.items(), (package_id, refused)][-_MOST:]
        work.notes.remember(_NOTE, msgspec.json.encode(dict(kept)).decode())
        work.commit()
