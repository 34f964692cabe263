"""The scores of a unit from one visit to the next."""

from __future__ import annotations

from datetime import date

from app.clock import local
from app.domain.inspection import Inspection
from app.domain.score_comparison import (
    EarlierAnswer,
    ScoreComparison,
    compare_scores,
    earlier_answers,
)
from app.errors import AppError
from app.ids import InspectionId
from app.services.inspections import InspectionService, scores_of
from app.store.unit_of_work import Store
from app.words import mark


class UnitsDiffer(AppError):
    """Visits to two units were to be compared."""

    code = "units_differ"
    message = mark(
        "The two inspections visited different units, {first} and {second}; only visits to one "
        "unit are compared. Nothing was changed. Choose two of the same unit."
    )


class ScoreComparisonService:
    """The use cases around a unit's scores over the years."""

    def __init__(self, store: Store, inspections: InspectionService) -> None:
        self._store = store
        self._inspections = inspections

    def compare(self, one: InspectionId, other: InspectionId) -> ScoreComparison:
        """Compare the scores of two visits to one unit, the earlier with the later.

        Raises:
            NotFound: if there is no such visit.
            UnitsDiffer: if they visited two units.
        """
        cases = [self._inspections.case_file(name) for name in (one, other)]
        earlier, later = sorted(cases, key=lambda case: _day_of(case.inspection))
        if earlier.inspection.unit_code != later.inspection.unit_code:
            raise UnitsDiffer(first=cases[0].unit.name, second=cases[1].unit.name)
        return compare_scores((earlier, scores_of(earlier)), (later, scores_of(later)))

    def earlier_answers(self, inspection_id: InspectionId) -> dict[str, EarlierAnswer]:
        """Return what earlier visits to the same unit found, by the identity of the criterion.

        Of each criterion it is the last visit that answered it.

        Raises:
            NotFound: if there is no such visit.
        """
        with self._store.reading() as view:
            visit = view.get(Inspection, inspection_id)
            others = view.all(Inspection, unit_code=visit.unit_code, is_sample=visit.is_sample)
        found: dict[str, EarlierAnswer] = {}
        for other in sorted(others, key=_day_of):
            if _day_of(other) < _day_of(visit):
                case = self._inspections.case_file(other.id)
                found |= earlier_answers(case, scores_of(case))
        return found


def _day_of(inspection: Inspection) -> date:
    """Return when a visit was, or until it begins the last day it looks at."""
    begun = inspection.started_at
    return local(begun).date() if begun is not None else inspection.period_to
