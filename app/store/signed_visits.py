"""Refuses, where every change passes, to change what the minutes of a signed visit say.

Revisions of other laptops are not refused: a union of two sets knows no refusal,
and what they change shows as minutes that say something else than what is recorded.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, bindparam, select

from app.domain.entity import Entity
from app.domain.inspection import InspectionState
from app.domain.plan import Plan
from app.domain.signed_scope import VisitSigned, is_said
from app.store.prepared import Prepared
from app.store.tables import PROJECTIONS

_VISIT = PROJECTIONS["inspection"]
_ITSELF = Prepared(select(_VISIT.c.state).where(_VISIT.c.id == bindparam("key")))
_UNDER_PLAN = Prepared(
    select(_VISIT.c.state).where(_VISIT.c.plan_id == bindparam("key")).distinct()
)


class SignedVisits:
    """Which visits are signed, asked once for each in a transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known: dict[str, bool] = {}

    def refuse(self, kind: type[Entity], agg_id: str, changed: Collection[str]) -> None:
        """Prove that no signed minutes say what is about to change.

        Raises:
            VisitSigned: if some do.
        """
        if not is_said(kind, changed):
            return
        if agg_id not in self._known:
            statement = _UNDER_PLAN if kind is Plan else _ITSELF
            states = [row["state"] for row in statement.rows(self._connection, {"key": agg_id})]
            self._known[agg_id] = InspectionState.SIGNED.value in states
        if self._known[agg_id]:
            raise VisitSigned

    def forget(self) -> None:
        """Ask anew: a visit took a step of its life."""
        self._known.clear()
