"""Findings and recommendations: what was found in a visit and what is asked for."""

from __future__ import annotations

from app.domain.entity import facts_in
from app.domain.finding import Finding, FindingFacts
from app.domain.inspection import Inspection
from app.domain.recommendation import Recommendation, RecommendationFacts
from app.ids import FindingId, IdSource, InspectionId, RecommendationId
from app.store.unit_of_work import Store


class FindingService:
    """The use cases around the findings of one visit."""

    def __init__(self, store: Store, ids: IdSource) -> None:
        self._store = store
        self._ids = ids

    def add(self, inspection_id: InspectionId, facts: FindingFacts) -> Finding:
        """Record a finding after those already there."""
        with self._store.writing() as work:
            finding = Finding(
                id=FindingId(self._ids.new()),
                inspection_id=inspection_id,
                order=_next_order(work.all(Finding, inspection_id=inspection_id)),
                **facts_in(facts, FindingFacts),
            )
            work.save(finding)
            work.commit()
        return finding

    def save(self, finding: Finding) -> Finding:
        """Keep a changed finding."""
        with self._store.writing() as work:
            work.save(finding)
            work.commit()
        return finding

    def remove(self, finding: Finding) -> None:
        """Put a finding and the recommendations that answer it in the bin."""
        with self._store.writing() as work:
            for recommendation in work.all(Recommendation, finding_id=finding.id):
                work.remove(recommendation)
            work.remove(finding)
            work.commit()


class RecommendationService:
    """The use cases around recommendations, of one visit or of all."""

    def __init__(self, store: Store, ids: IdSource) -> None:
        self._store = store
        self._ids = ids

    def add(
        self,
        inspection_id: InspectionId,
        facts: RecommendationFacts,
        finding_id: FindingId | None = None,
    ) -> Recommendation:
        """Record a recommendation after those already there."""
        with self._store.writing() as work:
            recommendation = Recommendation(
                id=RecommendationId(self._ids.new()),
                inspection_id=inspection_id,
                finding_id=finding_id,
                order=_next_order(work.all(Recommendation, inspection_id=inspection_id)),
                **facts_in(facts, RecommendationFacts),
            )
            work.save(recommendation)
            work.commit()
        return recommendation

    def save(self, recommendation: Recommendation) -> Recommendation:
        """Keep a changed recommendation."""
        with self._store.writing() as work:
            work.save(recommendation)
            work.commit()
        return recommendation

    def remove(self, recommendation: Recommendation) -> None:
        """Put a recommendation in the bin."""
        with self._store.writing() as work:
            work.remove(recommendation)
            work.commit()

    def all(self) -> list[Recommendation]:
        """Return the recommendations of every visit, the earliest deadline first.

        Those of a visit in the bin are there with it.
        """
        with self._store.reading() as view:
            visits = view.counts(Inspection, "id")
            found = [one for one in view.all(Recommendation) if one.inspection_id in visits]
        return sorted(found, key=_by_deadline)


def _next_order(rows: list[Finding] | list[Recommendation]) -> int:
    return max((row.order for row in rows), default=0) + 1


def _by_deadline(recommendation: Recommendation) -> tuple[str, str]:
    due_on = recommendation.due_on
    return (due_on.isoformat() if due_on else "9999", recommendation.id)
