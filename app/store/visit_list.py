"""The list of visits: each with how much was recorded of it and where it went, in few statements.

Nothing is read visit by visit, and of a visit only what a list shows: a store of
headquarters holds ten thousand.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, TypeVar

import msgspec
from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    String,
    Table,
    and_,
    func,
    literal,
    or_,
    select,
    union_all,
)

from app.domain.inspection import InspectionKind, InspectionState
from app.domain.text import clean
from app.store.local_tables import blob_missing, package, package_visit, received_blob
from app.store.package_notes import PackageNote
from app.store.tables import PROJECTIONS, rev

T = TypeVar("T")
_VISIT: Final = PROJECTIONS["inspection"]
_RULING: Final = PROJECTIONS["visit_ruling"]
_RETURN: Final = PROJECTIONS["criterion_return"]
_PHOTO: Final = PROJECTIONS["photo"]
_GIVEN: Final = ("value", "numerator", "not_applicable", "team_score")
"""The facts of which one makes an answer given (`AnswerFacts.is_given`)."""
_COUNTED: Final = ("finding", "recommendation", "dossier", "photo")


class _Place(msgspec.Struct):
    """Where a criterion stands; all that counting the leaves of a checklist asks for."""

    code: str
    parent_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedVisit:
    """One visit as its row, and what is counted of it."""

    id: str
    unit_code: str
    unit_name: str
    kind: InspectionKind
    state: InspectionState
    started_at: datetime | None
    ended_at: datetime | None
    planned_from: str | None
    planned_to: str | None
    is_sample: bool
    withdrawn_reason: str
    """Why headquarters withdrew it; empty while it holds."""
    alias_of: str | None
    """The visit of which headquarters ruled it a second record."""
    approved_on: str | None
    """The day headquarters approved it."""
    is_ruled_on: bool
    checklist_ids: tuple[str, ...]
    written_by: str
    written_at: datetime | None
    revisions: int
    counts: Mapping[str, int]
    """How many answers are given, and how many findings, … there are, by kind.

    Of photos also how many are `received` by headquarters, or `absent` from here; of returned
    criteria how many are open, and how many of these the team has `replied` to.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedVisit:
    """A package that carried a visit, out of here or in, and how much of it."""

    note: PackageNote
    inspection_id: str
    revisions: int
    """Out: how many revisions of the visit it holds. In: how many of them were new here."""


class VisitList:
    """The list of one moment."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def visits(self) -> list[ListedVisit]:
        """Return every visit."""
        counts = self._counts()
        return [
            ListedVisit(
                id=row.id,
                unit_code=row.unit_code,
                unit_name=row.unit_name,
                kind=InspectionKind(row.kind),
                state=InspectionState(row.state),
                started_at=_moment(row.started_at),
                ended_at=_moment(row.ended_at),
                planned_from=row.planned_from,
                planned_to=row.planned_to,
                is_sample=bool(row.is_sample),
                withdrawn_reason=row.withdrawn_reason or "",
                alias_of=row.alias_of,
                approved_on=row.approved_on,
                is_ruled_on=row.ruling_id is not None,
                checklist_ids=tuple(msgspec.json.decode(row.checklist_ids, type=list[str])),
                written_by=row.actor_id or "",
                written_at=_of_ms(row.utc_ms),
                revisions=counts.get(row.id, {}).get("revision", 0),
                counts=counts.get(row.id, {}),
            )
            for row in self._connection.execute(_VISITS)
        ]

    def leaves(self, checklist_ids: Iterable[str]) -> dict[str, int]:
        """Return how many criteria of each checklist are answered."""
        table = PROJECTIONS["checklist"]
        query = select(table.c.id, table.c.criteria).where(table.c.id.in_(sorted(checklist_ids)))
        return {
            checklist_id: _leaves(msgspec.json.decode(criteria, type=list[_Place]))
            for checklist_id, criteria in self._connection.execute(query)
        }

    def carried(self, inspection_id: str | None = None) -> list[CarriedVisit]:
        """Return the packages that carried one visit or any, the oldest first."""
        query = _CARRIED
        if inspection_id is not None:
            query = query.where(package_visit.c.inspection_id == inspection_id)
        names = PackageNote.__slots__
        return [
            CarriedVisit(
                note=PackageNote(**{name: row[name] for name in names}),
                inspection_id=row["inspection_id"],
                revisions=row["revisions"],
            )
            for row in self._connection.execute(query).mappings()
        ]

    def of_headquarters(self) -> frozenset[str]:
        """Return the visits of which headquarters brought every entry."""
        return frozenset(self._connection.scalars(_OF_HEADQUARTERS))

    def _counts(self) -> dict[str, dict[str, int]]:
        found: dict[str, dict[str, int]] = {}
        for kind, inspection_id, count in self._connection.execute(_COUNTS):
            found.setdefault(inspection_id, {})[kind] = count
        return found


def _last_writes() -> Select[Any]:
    """Return the visits, each with the latest of its revisions; the index of aggregates leads."""
    latest = (
        select(rev.c.rev_id)
        .where(rev.c.agg_id == _VISIT.c.id)
        .order_by(rev.c.lam.desc())
        .limit(1)
        .correlate(_VISIT)
        .scalar_subquery()
    )
    shown = [
        _VISIT.c[name]
        for name in (
            "id",
            "unit_code",
            "unit_name",
            "kind",
            "state",
            "started_at",
            "ended_at",
            "planned_from",
            "planned_to",
            "is_sample",
            "checklist_ids",
        )
    ]
    said = ("withdrawn_reason", "alias_of", "approved_on")
    ruled = [_RULING.c.id.label("ruling_id"), *(_RULING.c[name] for name in said)]
    return (
        select(*shown, *ruled, rev.c.actor_id, rev.c.utc_ms)
        .outerjoin(rev, rev.c.rev_id == latest)
        .outerjoin(_RULING, _RULING.c.inspection_id == _VISIT.c.id)
    )


def _counting(name: str, table: Table, *where: ColumnElement[bool]) -> Select[Any]:
    by = table.c.agg_id if table is rev else table.c.inspection_id
    counted = select(literal(name, String).label("kind"), by, func.count()).group_by(by)
    return counted.where(*where) if where else counted


def _is_given(table: Table) -> ColumnElement[bool]:
    filled = [
        and_(table.c[name].is_not(None), table.c[name] != (0 if name == "not_applicable" else ""))
        for name in _GIVEN
    ]
    return or_(*filled)


_VISITS: Final = _last_writes()
_COUNTS: Final = union_all(
    _counting("answer", PROJECTIONS["answer"], _is_given(PROJECTIONS["answer"])),
    *(_counting(kind, PROJECTIONS[kind]) for kind in _COUNTED),
    _counting("received", _PHOTO, _PHOTO.c.sha256.in_(select(received_blob.c.sha256))),
    _counting("absent", _PHOTO, _PHOTO.c.sha256.in_(select(blob_missing.c.sha256))),
    _counting("returned", _RETURN, _RETURN.c.reason != ""),
    _counting(
        "replied",
        _RETURN,
        _RETURN.c.reason != "",
        _RETURN.c.reply != "",
        _RETURN.c.replied_to == _RETURN.c.reason,
    ),
    _counting("revision", rev, rev.c.agg_id.in_(select(_VISIT.c.id))),
)
_CARRIED: Final = (
    select(package, package_visit.c.inspection_id, package_visit.c.revisions)
    .join(package_visit, package_visit.c.package_id == package.c.package_id)
    .where(package_visit.c.is_along == 0)
    .order_by(package.c.turn, package.c.package_id)
)


_BROUGHT: Final = select(package.c.package_id).where(
    package.c.direction == "in", package.c.signer_role == "hq"
)
_OF_HEADQUARTERS: Final = (
    select(rev.c.agg_id)
    .where(rev.c.agg_id.in_(select(_VISIT.c.id)))
    .group_by(rev.c.agg_id)
    .having(func.count() == func.sum(func.coalesce(rev.c.pkg_id.in_(_BROUGHT), 0)))
)


def _leaves(rows: list[_Place]) -> int:
    parents = {row.parent_code for row in rows}
    return sum(row.code not in parents for row in rows)


def _moment(cell: str | None) -> datetime | None:
    return msgspec.convert(clean(cell), datetime, strict=False) if cell else None


def _of_ms(utc_ms: int | None) -> datetime | None:
    return datetime.fromtimestamp(utc_ms / 1000, UTC) if utc_ms else None
