"""What the minutes of a visit still lack, and differences settled by keeping what is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from app.domain.calendar import WorkingCalendar
from app.domain.case_file import CaseFile
from app.domain.duplicate import place_of, possible_duplicates
from app.domain.entities import ENTITIES
from app.domain.gap import Gap, OpenDifference
from app.domain.inspection import Inspection, InspectionState
from app.domain.late_change import LateChange, late_changes
from app.domain.missing import AroundVisit, gaps_in
from app.domain.recommendation import Recommendation
from app.domain.visit_ruling import VisitRuling
from app.ids import InspectionId
from app.photos.vault import Vault
from app.services.inspections import InspectionService, scores_of
from app.store.unit_of_work import Store


class MissingService:
    """Gathers what lies beside a case file, and lets the rules judge it."""

    def __init__(
        self,
        store: Store,
        inspections: InspectionService,
        vault: Vault,
        calendar: Callable[[], WorkingCalendar],
        unverified: Callable[[CaseFile], Sequence[Recommendation]],
    ) -> None:
        self._store = store
        self._unverified = unverified
        self._inspections = inspections
        self._vault = vault
        self._calendar = calendar

    def gaps(self, inspection_id: InspectionId) -> list[Gap]:
        """Return what the minutes of a visit still lack, what blocks the signature first.

        Raises:
            NotFound: if there is no such visit.
        """
        return self.gaps_of(self._inspections.case_file(inspection_id))

    def gaps_of(self, case: CaseFile) -> list[Gap]:
        """Return what the minutes of a case file still lack."""
        around = AroundVisit(
            calendar=self._calendar(),
            differences=tuple(self._differences(case)),
            absent_photos=frozenset(
                photo.sha256 for photo in case.photos if not self._vault.has(photo.sha256)
            ),
            unverified=tuple(self._unverified(case)),
            twins=tuple(self._twins(case)),
            late=tuple(self._late(case.inspection)),
        )
        return gaps_in(case, scores_of(case), around)

    def keep_shown(self, difference: OpenDifference) -> None:
        """Settle a difference with the value that is shown.

        Raises:
            NotFound: if what it belongs to was removed meanwhile.
        """
        with self._store.writing() as work:
            entity = work.get(ENTITIES[difference.kind], difference.entity_id)
            work.save(entity, settling=[difference.field])
            work.commit()

    def _twins(self, case: CaseFile) -> Iterator[Inspection]:
        """Yield the visits that may be this one, unless headquarters ruled on either."""
        visit = case.inspection
        same = {"unit_code": visit.unit_code, "is_sample": visit.is_sample}
        with self._store.reading() as view:
            others = {one.id: one for one in view.all(Inspection, **same)}
            ruled = {one.inspection_id for one in view.all(VisitRuling)}
        open_ones = [place_of(one) for one in others.values() if one.id not in ruled]
        for twin in possible_duplicates(open_ones).get(visit.id, ()):
            yield others[InspectionId(twin)]

    def _late(self, visit: Inspection) -> list[LateChange]:
        """Return what was changed after a visit was finished; a signed one has its own list."""
        if visit.state is not InspectionState.FINISHED or not visit.finished_seen:
            return []
        with self._store.reading() as view:
            return late_changes(view.history.unseen(visit.id, visit.finished_seen))

    def _differences(self, case: CaseFile) -> Iterator[OpenDifference]:
        aggregates = {case.inspection.id, case.plan.id}
        with self._store.reading() as view:
            # Asked of the whole store: SQLite finds those of one aggregate sixty times slower.
            found = view.history.differences()
        for (entity_id, field), writes in found.items():
            if writes[0].agg_id in aggregates:
                yield OpenDifference(
                    kind=writes[0].entity_type,
                    entity_id=entity_id,
                    field=field,
                    values=tuple(write.value for write in writes),
                )
