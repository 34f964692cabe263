"""What is odd about the revisions of a store, and what somebody should be told of."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from app.domain.canonical import NotCanonical
from app.domain.entities import ENTITIES
from app.domain.entity import EXISTS, facts_of
from app.domain.revision import Revision
from app.store.history import History
from app.store.tables import rev


class Soundness:
    """Looks over all revisions of one moment; nothing here is asked while somebody waits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def copied_origins(self) -> list[str]:
        """Return the stores that gave out a number twice: there are two copies of that laptop.

        Both lines of work are kept; whoever copied the folder of a store has to be told.
        """
        query = (
            select(rev.c.origin_id)
            .group_by(rev.c.origin_id, rev.c.seq)
            .having(func.count() > 1)
            .distinct()
        )
        return sorted(self._connection.scalars(query))

    def of_newer_programs(self) -> int:
        """Return how many revisions are of kinds or fields that this version does not know.

        They are kept and passed on, and shown by a program that knows them.
        """
        query = select(rev.c.entity_type, rev.c.field, func.count()).group_by(
            rev.c.entity_type, rev.c.field
        )
        return sum(
            count
            for kind, field, count in self._connection.execute(query)
            if not _is_understood(kind, field)
        )

    def unproved(self) -> list[str]:
        """Return the revisions that are not what was written; none, unless tampered with."""
        history = History(self._connection)
        everything = self._connection.scalars(select(rev.c.agg_id).distinct()).all()
        return [one.rev_id for one in history.revisions(everything) if not _is_proved(one)]


def _is_understood(kind: str, field: str) -> bool:
    if kind not in ENTITIES:
        return False
    return field == EXISTS or any(fact.name == field for fact in facts_of(ENTITIES[kind]))


def _is_proved(revision: Revision) -> bool:
    try:
        revision.check()
    except (NotCanonical, ValueError):  # a salt that is no hex any more
        return False
    return True
