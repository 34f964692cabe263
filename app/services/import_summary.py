"""What the last import brought, remembered in the store so that it can be looked up later."""

from __future__ import annotations

from datetime import datetime
from typing import Final

import msgspec

from app.store.unit_of_work import Store

_NOTE: Final = "last_import"


class ImportSummary(msgspec.Struct, frozen=True, kw_only=True):
    """The counts over all packages of one import."""

    at: datetime
    signers: tuple[str, ...]
    packages: int
    refused: int
    """Packages that could not be taken in."""
    new: int
    known: int
    different: int
    set_aside: int
    adopted: int
    photos: int
    photos_missing: int
    minutes_unproved: tuple[str, ...] = ()
    """Codes of minutes whose text is not proved."""


def remember(store: Store, summary: ImportSummary) -> None:
    """Keep a summary in place of the one before."""
    with store.writing() as work:
        work.notes.remember(_NOTE, msgspec.json.encode(summary).decode())
        work.commit()


def last_import(store: Store) -> ImportSummary | None:
    """Return the summary of the last import, or None where there was none."""
    with store.reading() as view:
        kept = view.notes.recall(_NOTE)
    if kept is None:
        return None
    try:
        return msgspec.json.decode(kept, type=ImportSummary)
    except msgspec.ValidationError:  # kept by another version
        return None
