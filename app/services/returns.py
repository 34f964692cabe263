"""Back to the team or done: single criteria returned with a reason, and the approval of a visit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from app.clock import Clock
from app.domain.criterion_return import CriterionReturn, criterion_return_id, returns_by_code
from app.domain.inspection import Inspection
from app.domain.visit_ruling import VisitRuling, visit_ruling_id
from app.errors import AppError, InvalidValue
from app.ids import InspectionId
from app.services.checklists import checklists_of, criterion_of
from app.services.office import HEADQUARTERS, NotHeadquarters
from app.store.unit_of_work import Store, UnitOfWork, View
from app.words import mark, translate


class NotReturned(AppError):
    """There is nothing to reply to, or to settle."""

    code = "not_returned"
    message = mark("Criterion “{code}” is not returned by headquarters. Nothing was changed.")


class RepliesComeFromTheTeam(AppError):
    """Headquarters was to answer itself."""

    code = "replies_come_from_the_team"
    message = mark(
        "The team replies, on its laptop. Nothing was changed. Accept the reply, or return the "
        "criterion once more."
    )


class StillReturned(AppError):
    """A visit was to be approved while criteria are with the team."""

    code = "still_returned"
    message = mark(
        "The visit cannot be approved: {count} criteria are returned to the team ({codes}). "
        "Nothing was changed. Accept their replies first."
    )


class ReturnService:
    """The last steps of a visit between headquarters and its team; they travel with the visit."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    @property
    def are_decided_here(self) -> bool:
        """Whether this is headquarters."""
        return self._store.info.role == HEADQUARTERS

    def of(self, inspection_id: InspectionId) -> dict[str, CriterionReturn]:
        """Return what is returned and not settled, by the codes of the visit's checklists.

        Raises:
            NotFound: if there is no such visit.
        """
        with self._store.reading() as view:
            return open_returns(view, inspection_id)

    def give_back(self, inspection_id: InspectionId, code: str, reason: str) -> CriterionReturn:
        """Return a criterion to the team; an approval that was given is taken back.

        Raises:
            NotHeadquarters: if this is a laptop.
            NotFound: if there is no such visit, or no such criterion in it.
            InvalidValue: if no reason is given.
        """
        self._refuse_laptop()
        reason = reason.strip()
        if not reason:
            raise InvalidValue(
                field="reason", value="", reason=translate("the team needs a reason")
            )
        with self._store.writing() as work:
            _checklist, criterion = criterion_of(work, inspection_id, code)
            identity = criterion_return_id(inspection_id, criterion.identity)
            known = work.find(CriterionReturn, identity) or CriterionReturn(
                id=identity, inspection_id=inspection_id, criterion_code=code
            )
            returned = replace(known, criterion_code=code, reason=reason)
            if known.reason == reason:
                # Said again in the same words: what was replied was not enough.
                returned = replace(returned, replied_to="")
            work.save(returned)
            _rule(work, inspection_id, None)
            work.commit()
        return returned

    def settle(self, inspection_id: InspectionId, code: str) -> CriterionReturn:
        """Be content with a criterion.

        Raises:
            NotHeadquarters: if this is a laptop.
            NotFound: if there is no such visit.
            NotReturned: if it is not returned.
        """
        self._refuse_laptop()
        with self._store.writing() as work:
            settled = replace(_returned(work, inspection_id, code), reason="")
            work.save(settled)
            work.commit()
        return settled

    def reply(self, inspection_id: InspectionId, code: str, text: str) -> CriterionReturn:
        """Answer headquarters; answered again, the later text holds.

        Raises:
            RepliesComeFromTheTeam: if this is headquarters.
            NotFound: if there is no such visit.
            NotReturned: if it is not returned.
            InvalidValue: if nothing is said.
        """
        if self.are_decided_here:
            raise RepliesComeFromTheTeam
        if not text.strip():
            raise InvalidValue(field="reply", value="", reason=translate("say what was done"))
        with self._store.writing() as work:
            matter = _returned(work, inspection_id, code)
            replied = replace(matter, reply=text.strip(), replied_to=matter.reason)
            work.save(replied)
            work.commit()
        return replied

    def approve(self, inspection_id: InspectionId, note: str = "") -> VisitRuling:
        """Approve a visit: nothing more is wanted of the team.

        Raises:
            NotHeadquarters: if this is a laptop.
            NotFound: if there is no such visit.
            StillReturned: if criteria are with the team.
        """
        self._refuse_laptop()
        with self._store.writing() as work:
            waiting = open_returns(work, inspection_id)
            if waiting:
                raise StillReturned(count=len(waiting), codes=", ".join(waiting))
            ruled = _rule(work, inspection_id, self._clock.today(), note.strip())
            work.commit()
        return ruled

    def take_back(self, inspection_id: InspectionId) -> VisitRuling:
        """Take the approval of a visit back.

        Raises:
            NotHeadquarters: if this is a laptop.
            NotFound: if there is no such visit.
        """
        self._refuse_laptop()
        with self._store.writing() as work:
            work.get(Inspection, inspection_id)
            ruled = _rule(work, inspection_id, None)
            work.commit()
        return ruled

    def _refuse_laptop(self) -> None:
        if not self.are_decided_here:
            raise NotHeadquarters


def open_returns(view: View, inspection_id: InspectionId) -> dict[str, CriterionReturn]:
    """Return what is returned and not settled, by the codes of the visit's checklists.

    Raises:
        NotFound: if there is no such visit.
    """
    visit = view.get(Inspection, inspection_id)
    returns = view.all(CriterionReturn, inspection_id=inspection_id)
    return returns_by_code(returns, checklists_of(view, visit))


def _returned(view: View, inspection_id: InspectionId, code: str) -> CriterionReturn:
    found = open_returns(view, inspection_id).get(code)
    if found is None:
        raise NotReturned(code=code)
    return found


def _rule(
    work: UnitOfWork, inspection_id: InspectionId, approved_on: date | None, note: str = ""
) -> VisitRuling:
    identity = visit_ruling_id(inspection_id)
    known = work.find(VisitRuling, identity)
    if known is None and approved_on is None:
        return VisitRuling(id=identity, inspection_id=inspection_id)
    known = known or VisitRuling(id=identity, inspection_id=inspection_id)
    ruled = replace(known, approved_on=approved_on, approval_note=note)
    work.save(ruled)
    return ruled
