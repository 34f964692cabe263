"""What headquarters says it has of the packages that were written here, photo by photo."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from sqlalchemy import Connection, func, select
from sqlalchemy.dialects.sqlite import insert

from app.store.local_tables import package_item, received_blob

_HASH: Final = 64
"""Letters of the hash of a file; a revision's identity has fewer."""


class ReceivedNotes:
    """The word of headquarters at one moment: a union of its receipts, in any order.

    What it once said it has stays noted. Noting more needs a unit of work.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def note(self, package_id: str, hashes: Iterable[str]) -> None:
        """Note photos and files of a package which headquarters says it has."""
        rows = [{"package_id": package_id, "sha256": sha256} for sha256 in hashes]
        if rows:
            keys = ["package_id", "sha256"]
            self._connection.execute(
                insert(received_blob).on_conflict_do_nothing(index_elements=keys), rows
            )

    def of_package(self, package_id: str) -> list[str]:
        """Return the photos and files of a package which headquarters says it has."""
        query = select(received_blob.c.sha256).where(received_blob.c.package_id == package_id)
        return sorted(self._connection.scalars(query))

    def carried(self, package_id: str) -> list[str]:
        """Return the photos and files that a package written here carried."""
        item = package_item.c.item
        query = select(item).where(
            package_item.c.package_id == package_id, func.length(item) == _HASH
        )
        return sorted(self._connection.scalars(query))
