"""What stands on a package that was taken in: the reasons why it may not be taken back.

Clocks go back, so nothing here asks for the time: packages have turns, and of each aggregate
that one carried is noted how much this store had written of it when it first came.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice
from typing import Final

from sqlalchemy import Connection, bindparam, exists, func, or_, select, update
from sqlalchemy.dialects.sqlite import insert

from app.domain.revision import Revision
from app.store.local_tables import package, package_aggregate, package_item
from app.store.package_notes import PackageNote
from app.store.tables import rev

_BATCH: Final = 500
_NOTE: Final = insert(package_aggregate)
_NOTE_AGAIN: Final = _NOTE.on_conflict_do_update(
    index_elements=["package_id", "agg_id"], set_={"revisions": _NOTE.excluded.revisions}
)
_HERE: Final = (
    select(func.count()).where(rev.c.agg_id == package_aggregate.c.agg_id).scalar_subquery()
)
_LACKING: Final = select(
    exists().where(
        package_aggregate.c.package_id == bindparam("package"),
        or_(package_aggregate.c.revisions == 0, package_aggregate.c.revisions > _HERE),
    )
)
_OWN: Final = (
    select(func.count())
    .select_from(rev)
    .where(rev.c.agg_id == bindparam("agg"), rev.c.pkg_id.is_(None))
)


class Arrivals:
    """The notes of one moment; writing them needs a unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def own(self, agg_id: str) -> int:
        """Return how many revisions of an aggregate no package brought."""
        return self._connection.scalar(_OWN, {"agg": agg_id}) or 0

    def astray(self, revisions: Iterable[Revision]) -> Iterator[str]:
        """Yield those that are new and put an entity that is here into another aggregate."""
        rest = iter(revisions)
        while some := list(islice(rest, _BATCH)):
            known = select(rev.c.rev_id).where(rev.c.rev_id.in_([one.rev_id for one in some]))
            here = set(self._connection.scalars(known))
            new = [one for one in some if one.rev_id not in here]
            entities = sorted({one.entity_id for one in new})
            query = select(rev.c.entity_type, rev.c.entity_id, rev.c.agg_id).distinct()
            homes: dict[tuple[str, str], set[str]] = {}
            for kind, entity_id, agg_id in self._connection.execute(
                query.where(rev.c.entity_id.in_(entities))
            ):
                homes.setdefault((kind, entity_id), set()).add(agg_id)
            for one in new:
                if one.agg_id not in homes.get((one.entity_type, one.entity_id), {one.agg_id}):
                    yield one.rev_id

    def note(self, package_id: str, carried: Mapping[str, int], own: Mapping[str, int]) -> None:
        """Note what a package carried that was taken in.

        Args:
            package_id: the package.
            carried: how many of its revisions of each aggregate are here.
            own: of each, how many were here that no package brought; taken in again, what it
                found the first time stays noted.
        """
        rows = [
            {"package_id": package_id, "agg_id": one, "revisions": count, "own": own.get(one, 0)}
            for one, count in carried.items()
        ]
        if rows:
            self._connection.execute(_NOTE_AGAIN, rows)

    def is_whole(self, package_id: str) -> bool:
        """Tell whether all that a package carried is here still, as far as counts say.

        What an earlier version took in was not counted, and is looked at again.
        """
        return not self._connection.scalar(_LACKING, {"package": package_id})

    def later_with(self, package_id: str) -> list[PackageNote]:
        """Return the packages that carried something this one brought, or its aggregates later.

        One that left carried it if it names a revision of it; one that came later may have been
        receipted for what it only found here.
        """
        mine = select(rev.c.rev_id).where(rev.c.pkg_id == package_id)
        places = select(rev.c.agg_id).where(rev.c.pkg_id == package_id)
        turn = select(package.c.turn).where(package.c.package_id == package_id).scalar_subquery()
        sent = select(package_item.c.package_id).where(package_item.c.item.in_(mine))
        sharing = select(package_aggregate.c.package_id).where(
            package_aggregate.c.agg_id.in_(places)
        )
        query = (
            select(package)
            .where(
                package.c.package_id != package_id,
                or_(
                    (package.c.direction == "out") & package.c.package_id.in_(sent),
                    (package.c.direction == "in")
                    & package.c.package_id.in_(sharing)
                    & (package.c.brought_turn > turn),
                ),
            )
            .order_by(package.c.turn)
        )
        return [PackageNote(**row) for row in self._connection.execute(query).mappings()]

    def tell(self, signers: Collection[str] = ()) -> list[str]:
        """Note that a receipt may leave for the packages of these senders; empty means all.

        Returns:
            Those of which none had left before.
        """
        query = select(package.c.package_id).where(
            package.c.direction == "in", package.c.is_told == 0
        )
        if signers:
            query = query.where(package.c.signer.in_(list(signers)))
        told = list(self._connection.scalars(query))
        self._mark_told(told, is_told=1)
        return told

    def untell(self, package_ids: Collection[str]) -> None:
        """Note that no receipt for these packages has left."""
        self._mark_told(package_ids, is_told=0)

    def _mark_told(self, package_ids: Collection[str], *, is_told: int) -> None:
        if package_ids:
            statement = update(package).where(package.c.package_id == bindparam("named"))
            rows = [{"named": one} for one in package_ids]
            self._connection.execute(statement.values(is_told=is_told), rows)
