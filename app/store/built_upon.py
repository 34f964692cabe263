"""What was built upon a package: it is not taken out from under what stays."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

import msgspec
from sqlalchemy import Connection, func, or_, select

from app.domain.checklist import Checklist
from app.domain.inspection import Inspection
from app.domain.plan import Plan
from app.errors import AppError
from app.store.local_tables import package_aggregate
from app.store.tables import PROJECTIONS, rev, rev_head, rev_parent
from app.words import mark

_REFERRED_TO: Final = frozenset({Inspection.KIND, Plan.KIND, Checklist.KIND})
_REFERRING: Final = ("plan_id", "checklist_ids", "checklist_id", "alias_of")
"""The facts that name another aggregate, without which what has them cannot be read."""


class BuiltUpon(AppError):
    """What a package brought cannot be taken out: somebody has gone on from it."""

    code = "built_upon"
    message = mark(
        "What this package brought has been worked on since, here or by another package. Nothing "
        "was changed. Take later packages back first, or correct by hand."
    )


class StoodUpon(AppError):
    """What a package brought cannot be taken out: another visit cannot be read without it."""

    code = "stood_upon"
    message = mark(
        "This package brought the plan, the checklist or the visit on which other visits stand: "
        "{visits}. Nothing was changed. Keep the package and correct by hand."
    )


def refuse_built_upon(connection: Connection, package_id: str) -> None:
    """Refuse to take out a package under what was written since.

    Raises:
        BuiltUpon: if a revision follows one of its own, or this store has written since where
            it brought something.
    """
    mine = select(rev.c.rev_id).where(rev.c.pkg_id == package_id)
    others = or_(rev.c.pkg_id.is_(None), rev.c.pkg_id != package_id)
    following = (
        select(func.count())
        .select_from(rev_parent)
        .join(rev, rev.c.rev_id == rev_parent.c.child)
        .where(rev_parent.c.parent.in_(mine), others)
    )
    if connection.scalar(following):
        raise BuiltUpon
    places = select(rev.c.agg_id).where(rev.c.pkg_id == package_id)
    written = (
        select(func.count())
        .where(rev.c.agg_id == package_aggregate.c.agg_id, rev.c.pkg_id.is_(None))
        .scalar_subquery()
    )
    beside = (
        select(func.count())
        .select_from(package_aggregate)
        .where(
            package_aggregate.c.package_id == package_id,
            package_aggregate.c.agg_id.in_(places),
            package_aggregate.c.own < written,
        )
    )
    if connection.scalar(beside):
        raise BuiltUpon


def refuse_stood_upon(connection: Connection, touched: Collection[tuple[str, str]]) -> None:
    """Refuse what has just been done if something that stays names what is gone.

    Args:
        connection: the transaction in which it went.
        touched: aggregates of which something went, each with a kind of what went.

    Raises:
        StoodUpon: naming the visits; those in the bin, which can come back, count too.
    """
    gone = {agg_id for agg_id, kind in touched if kind in _REFERRED_TO}
    if gone:
        query = select(rev.c.agg_id).where(rev.c.agg_id.in_(sorted(gone))).distinct()
        gone -= set(connection.scalars(query))
    if not gone:
        return
    query = (
        select(rev.c.agg_id, rev.c.value)
        .join(rev_head, rev_head.c.rev_id == rev.c.rev_id)
        .where(rev.c.field.in_(_REFERRING), rev.c.value.is_not(None))
        .distinct()
    )
    standing = {agg_id for agg_id, value in connection.execute(query) if gone & _named(value)}
    if standing:
        visit = PROJECTIONS[Inspection.KIND]
        names = connection.scalars(
            select(visit.c.unit_name).where(visit.c.id.in_(sorted(standing))).distinct()
        )
        raise StoodUpon(visits=", ".join(sorted(names)) or ", ".join(sorted(standing)))


def _named(value: str) -> set[str]:
    """Return the identities in the value of a fact: one, several or none."""
    found = msgspec.json.decode(value)
    if isinstance(found, list):
        return {one for one in found if isinstance(one, str)}
    return {found} if isinstance(found, str) else set()
