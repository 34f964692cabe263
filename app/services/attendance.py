"""Attendance at work: the counts of the staff in a visit, and who was not there."""

from __future__ import annotations

from app.domain.attendance import Absence, AbsenceFacts, RollCall, RollCallFacts
from app.domain.entity import facts_in
from app.ids import AbsenceId, IdSource, InspectionId, RollCallId
from app.store.unit_of_work import Store


class AttendanceService:
    """The use cases around attendance, of a public-duty check or of any other visit."""

    def __init__(self, store: Store, ids: IdSource) -> None:
        self._store = store
        self._ids = ids

    def add_roll_call(self, inspection_id: InspectionId, facts: RollCallFacts) -> RollCall:
        """Record a count after those already there."""
        with self._store.writing() as work:
            others = work.all(RollCall, inspection_id=inspection_id)
            count = RollCall(
                id=RollCallId(self._ids.new()),
                inspection_id=inspection_id,
                order=max((other.order for other in others), default=0) + 1,
                **facts_in(facts, RollCallFacts),
            )
            work.save(count)
            work.commit()
        return count

    def add_absence(self, inspection_id: InspectionId, facts: AbsenceFacts) -> Absence:
        """Record an absence after those already there."""
        with self._store.writing() as work:
            others = work.all(Absence, inspection_id=inspection_id)
            absence = Absence(
                id=AbsenceId(self._ids.new()),
                inspection_id=inspection_id,
                order=max((other.order for other in others), default=0) + 1,
                **facts_in(facts, AbsenceFacts),
            )
            work.save(absence)
            work.commit()
        return absence

    def save(self, entry: RollCall | Absence) -> None:
        """Keep a changed count or absence."""
        with self._store.writing() as work:
            work.save(entry)
            work.commit()

    def remove(self, entry: RollCall | Absence) -> None:
        """Put a count or an absence in the bin."""
        with self._store.writing() as work:
            work.remove(entry)
            work.commit()
