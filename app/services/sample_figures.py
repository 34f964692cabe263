"""What the dossier sample of a visit amounts to: its figures, whole and field by field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.domain.calendar import WorkingCalendar
from app.domain.dossier import Dossier
from app.domain.dossier_result import SampleStatistics, sample_statistics
from app.domain.inspection import Inspection
from app.ids import InspectionId
from app.store.unit_of_work import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleFigures:
    """The figures of one sample; every rate with its numerator and denominator."""

    whole: SampleStatistics
    by_field: Mapping[str, SampleStatistics]
    """The fields in the order of their names."""


class SampleFigureService:
    """Works the figures out; what they answer is for `AnswerService.suggested` to say."""

    def __init__(self, store: Store, calendar: Callable[[], WorkingCalendar]) -> None:
        self._store = store
        self._calendar = calendar

    def figures(self, inspection_id: InspectionId) -> SampleFigures:
        """Return the figures of the sample of a visit.

        Raises:
            NotFound: if there is no such visit.
        """
        with self._store.reading() as view:
            visit = view.get(Inspection, inspection_id)
            dossiers = view.all(Dossier, inspection_id=inspection_id)
        calendar = self._calendar()
        fields: dict[str, list[Dossier]] = {}
        for dossier in dossiers:
            fields.setdefault(dossier.field, []).append(dossier)
        return SampleFigures(
            whole=sample_statistics(dossiers, calendar, visit.period_to),
            by_field={
                name: sample_statistics(found, calendar, visit.period_to)
                for name, found in sorted(fields.items())
            },
        )
