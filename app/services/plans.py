"""Plans: the decision that several visits stand under."""

from __future__ import annotations

from app.domain.plan import Plan
from app.store.unit_of_work import Store


class PlanService:
    """Keeps what holds for every visit of a plan."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def save(self, plan: Plan) -> Plan:
        """Keep a changed plan."""
        with self._store.writing() as work:
            work.save(plan)
            work.commit()
        return plan
