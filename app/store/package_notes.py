"""Local notes of packages: which came and went, what was set aside, which photos are missing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, bindparam, delete, func, select
from sqlalchemy.dialects.sqlite import insert

from app.store.local_tables import (
    blob_missing,
    package,
    package_aggregate,
    package_item,
    package_visit,
    quarantine,
)
from app.store.prepared import Prepared
from app.store.tables import rev

_BATCH: Final = 500
_INSERT_ITEM: Final = Prepared(
    insert(package_item).on_conflict_do_nothing(index_elements=["package_id", "item"]),
    ("package_id", "item"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageNote:
    """A package that was written or taken in."""

    package_id: str
    direction: str
    """`out` or `in`."""
    manifest_sha256: str
    signer: str
    result: str
    utc_ms: int
    recipients: str = ""
    """Who can open one that was written here: names of computers, with commas."""
    signer_role: str = ""
    """Whether headquarters (`hq`) or a laptop (`device`) signed one that was taken in."""
    photos: int = 0
    """How many photos, minutes and templates it carried; of one that was taken in, how many of
    those it names are here, with it or before."""
    photos_missing: int = 0
    """How many of them did not arrive: as headquarters' receipt says, or as it was found here."""
    set_aside: int = 0
    """How many revisions were refused there or here, because their signer may not write them."""
    kind: str = ""
    """What it was for (`PackageKind`); empty for one noted by an earlier version."""
    origin: str = ""
    """The store that made it."""
    prev_package: str = ""
    """The package that store sent before."""
    number: int = 0
    """Its number among the packages of that store, from 1; 0 where it does not say."""
    new: int = 0
    """How many revisions were new here; of one that was sent, how many it carried."""
    known: int = 0
    """How many revisions were here already."""
    different: int = 0
    """On how many fields laptops differed when it had been taken in."""
    turn: int = 0
    """Which of the packages noted here it was, in and out together; given when it is noted."""
    brought_turn: int = 0
    """The turn at which it last brought something: its own, unless it brought more since."""
    is_told: int = 0
    """Whether a receipt for it may have left this store."""


class PackageNotes:
    """The notes of one moment; writing them needs a unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def note_package(self, note: PackageNote, items: Iterable[str] = ()) -> None:
        """Note a package and, for one that was sent, exactly what it carried.

        One that has no turn yet gets the next one.
        """
        row = {name: getattr(note, name) for name in PackageNote.__slots__}
        row["turn"] = note.turn or self.next_turn()
        row["brought_turn"] = note.brought_turn or row["turn"]
        self._connection.execute(
            insert(package).on_conflict_do_update(index_elements=["package_id"], set_=row), row
        )
        rows = [{"package_id": note.package_id, "item": item} for item in items]
        if rows:
            _INSERT_ITEM.run_many(self._connection, rows)

    def next_turn(self) -> int:
        """Return the turn of the next package that is noted, or that brings more."""
        last = select(func.max(package.c.turn), func.max(package.c.brought_turn))
        return max(one or 0 for one in self._connection.execute(last).one()) + 1

    def note_visits(
        self, package_id: str, revisions: Mapping[str, int], along: Collection[str] = ()
    ) -> None:
        """Note which visits a package carried, each with the number of its revisions.

        Of one that was taken in, those that were new here count; taken in again, it keeps what
        it brought the first time. Those `along` were not asked for: earlier visits to a unit.
        """
        rows = [
            {
                "package_id": package_id,
                "inspection_id": visit,
                "revisions": count,
                "is_along": int(visit in along),
            }
            for visit, count in revisions.items()
        ]
        if rows:
            keys = ["package_id", "inspection_id"]
            self._connection.execute(
                insert(package_visit).on_conflict_do_nothing(index_elements=keys), rows
            )

    def carriers(self, visits: Iterable[str]) -> dict[str, set[str]]:
        """Return by visit the laptops that brought something of it, or that it was sent to."""
        query = (
            select(
                package_visit.c.inspection_id,
                package.c.direction,
                package.c.signer,
                package.c.recipients,
            )
            .join(package, package.c.package_id == package_visit.c.package_id)
            .where(
                package_visit.c.inspection_id.in_(bindparam("visits", expanding=True)),
                package_visit.c.is_along == 0,
                package_visit.c.revisions > 0,
            )
        )
        found: dict[str, set[str]] = {}
        wanted = list(visits)
        rows = (
            row
            for start in range(0, len(wanted), _BATCH)
            for row in self._connection.execute(query, {"visits": wanted[start : start + _BATCH]})
        )
        for visit, direction, signer, recipients in rows:
            names = [signer] if direction == "in" else recipients.split(", ")
            found.setdefault(visit, set()).update(names)
        return found

    def package(self, package_id: str) -> PackageNote | None:
        """Return the note of a package, or None."""
        query = select(package).where(package.c.package_id == package_id)
        row = self._connection.execute(query).mappings().first()
        return PackageNote(**row) if row is not None else None

    def packages(self, direction: str) -> list[PackageNote]:
        """Return the packages written (`out`) or taken in (`in`), the latest first."""
        query = (
            select(package)
            .where(package.c.direction == direction)
            .order_by(package.c.turn.desc(), package.c.utc_ms.desc(), package.c.package_id)
        )
        return [PackageNote(**row) for row in self._connection.execute(query).mappings()]

    def sent_with(self, agg_id: str) -> list[PackageNote]:
        """Return the packages written here that carried records of an aggregate, oldest first."""
        # Asked of each package: SQLite would else go through what all of them ever carried.
        carried = (
            select(rev.c.rev_id)
            .join(package_item, package_item.c.item == rev.c.rev_id)
            .where(rev.c.agg_id == agg_id, package_item.c.package_id == package.c.package_id)
            .exists()
        )
        query = (
            select(package)
            .where(package.c.direction == "out", carried)
            .order_by(package.c.turn, package.c.package_id)
        )
        return [PackageNote(**row) for row in self._connection.execute(query).mappings()]

    def forget(self, package_id: str) -> None:
        """Forget a package, what was set aside of it, and what it named and did not bring."""
        named = package_id
        for statement in (
            delete(package).where(package.c.package_id == named),
            delete(package_visit).where(package_visit.c.package_id == named),
            delete(package_aggregate).where(package_aggregate.c.package_id == named),
            delete(package_item).where(package_item.c.package_id == named),
            delete(quarantine).where(quarantine.c.package_id == named),
            delete(blob_missing).where(blob_missing.c.package_id == named),
        ):
            self._connection.execute(statement)

    def quarantine(self, package_id: str, rejected: Iterable[tuple[str, str, str]]) -> None:
        """Set refused revisions of a package aside, as `(rev_id, reason, record)`.

        Nothing vanishes; taken in again, what it may bring by then is aside no more.
        """
        self._connection.execute(delete(quarantine).where(quarantine.c.package_id == package_id))
        rows = [
            {"rev_id": rev_id, "package_id": package_id, "reason": reason, "record": record}
            for rev_id, reason, record in rejected
        ]
        if rows:
            self._connection.execute(insert(quarantine), rows)

    def quarantined(self, package_id: str) -> list[tuple[str, str]]:
        """Return what was set aside of a package, as `(rev_id, reason)`."""
        query = (
            select(quarantine.c.rev_id, quarantine.c.reason)
            .where(quarantine.c.package_id == package_id)
            .order_by(quarantine.c.rev_id)
        )
        return [(rev_id, reason) for rev_id, reason in self._connection.execute(query)]

    def note_missing_blobs(self, package_id: str, hashes: Iterable[str]) -> None:
        """Note the photos that a package named and did not bring."""
        rows = [{"sha256": sha256, "package_id": package_id} for sha256 in hashes]
        if rows:
            self._connection.execute(
                insert(blob_missing).on_conflict_do_nothing(
                    index_elements=["sha256", "package_id"]
                ),
                rows,
            )

    def forget_missing_blobs(self, hashes: Iterable[str]) -> None:
        """Forget that photos were missing, because they arrived."""
        for sha256 in hashes:
            self._connection.execute(delete(blob_missing).where(blob_missing.c.sha256 == sha256))

    def missing_blobs(self, package_id: str | None = None) -> list[str]:
        """Return the photos that are known and not here, of one package or of all."""
        query = select(blob_missing.c.sha256).distinct()
        if package_id is not None:
            query = query.where(blob_missing.c.package_id == package_id)
        return sorted(self._connection.scalars(query))
