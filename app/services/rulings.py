"""What headquarters rules about visits as a whole: withdrawn, recorded twice, and both undone."""

from __future__ import annotations

from dataclasses import replace

from app.domain.inspection import Inspection
from app.domain.visit_ruling import VisitRuling, counted_as, visit_ruling_id
from app.errors import AppError, InvalidValue
from app.ids import InspectionId
from app.services.office import HEADQUARTERS, NotHeadquarters
from app.store.unit_of_work import Store, View
from app.words import mark, translate


class NotASecondRecord(AppError):
    """A visit was to count as a second record of one that it cannot be."""

    code = "not_a_second_record"
    message = mark(
        "This visit cannot be a second record of “{id}”: {reason}. Nothing was changed. Choose "
        "the visit that goes on."
    )


class RulingService:
    """The rulings on visits; they travel with the visit, and its records stay as they are."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of(self, inspection_id: InspectionId) -> VisitRuling:
        """Return the ruling on a visit; one that says nothing where there is none."""
        with self._store.reading() as view:
            return _ruling(view, inspection_id)

    def withdraw(self, inspection_id: InspectionId, reason: str) -> VisitRuling:
        """Take the assignment of a visit back; whatever a team goes on recording is kept.

        Raises:
            NotHeadquarters: if this is no store of headquarters.
            NotFound: if there is no such visit.
            InvalidValue: if no reason is given.
        """
        if not reason.strip():
            raise InvalidValue(
                field="reason", value=reason, reason=translate("the team needs a reason")
            )
        return self._rule(inspection_id, withdrawn_reason=reason.strip())

    def give_back(self, inspection_id: InspectionId) -> VisitRuling:
        """Let a withdrawn visit go on.

        Raises:
            NotHeadquarters: if this is no store of headquarters.
            NotFound: if there is no such visit.
        """
        return self._rule(inspection_id, withdrawn_reason="")

    def join(self, inspection_id: InspectionId, other_id: InspectionId) -> VisitRuling:
        """Rule that a visit is a second record of another, which is counted alone.

        Raises:
            NotHeadquarters: if this is no store of headquarters.
            NotFound: if there is no such visit.
            NotASecondRecord: if they are one and the same, of two units, or the other is counted
                under a third.
        """
        with self._store.reading() as view:
            _refuse_unlike(view, view.get(Inspection, inspection_id), other_id)
        return self._rule(inspection_id, alias_of=other_id)

    def part(self, inspection_id: InspectionId) -> VisitRuling:
        """Rule that a visit stands for itself again.

        Raises:
            NotHeadquarters: if this is no store of headquarters.
            NotFound: if there is no such visit.
        """
        return self._rule(inspection_id, alias_of=None)

    def _rule(self, inspection_id: InspectionId, **facts: str | None) -> VisitRuling:
        if self._store.info.role != HEADQUARTERS:
            raise NotHeadquarters
        with self._store.writing() as work:
            work.get(Inspection, inspection_id)
            ruled = replace(_ruling(work, inspection_id), **facts)  # type: ignore[arg-type] # each by its own name
            work.save(ruled)
            work.commit()
        return ruled


def _ruling(view: View, inspection_id: InspectionId) -> VisitRuling:
    identity = visit_ruling_id(inspection_id)
    found = view.find(VisitRuling, identity)
    return found or VisitRuling(id=identity, inspection_id=inspection_id)


def _refuse_unlike(view: View, visit: Inspection, other_id: InspectionId) -> None:
    other = view.get(Inspection, other_id)
    aliases: dict[str, str] = {
        one.inspection_id: one.alias_of for one in view.all(VisitRuling) if one.alias_of is not None
    }
    reason = ""
    if other.id == visit.id:
        reason = translate("it is the same visit")
    elif other.unit_code != visit.unit_code:
        reason = translate("it is a visit to another unit")
    elif other.id in counted_as(aliases):
        reason = translate("that is itself a second record")
    if reason:
        raise NotASecondRecord(id=other_id, reason=reason)
