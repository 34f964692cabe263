"""Shares of work: who of the team answers which area or criterion; advice, never a lock."""

from __future__ import annotations

from app.domain.inspection import Participant, Side
from app.domain.work_share import WorkShare, work_share_id
from app.errors import InvalidValue, NotFound
from app.ids import InspectionId, ParticipantId
from app.services.checklists import criterion_of
from app.store.unit_of_work import Store
from app.words import translate


class WorkShareService:
    """The use cases around the division of a visit's work."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def give(
        self, inspection_id: InspectionId, code: str, participant_id: ParticipantId | None
    ) -> WorkShare:
        """Give an area or a criterion to a member of the team, or take it back from whoever has it.

        Raises:
            NotFound: if no checklist of the visit has this code, or the visit nobody of this
                identity.
            InvalidValue: if it is given to somebody of the inspected unit.
        """
        with self._store.writing() as work:
            _checklist, criterion = criterion_of(work, inspection_id, code)
            if participant_id is not None:
                member = work.get(Participant, participant_id)
                if member.inspection_id != inspection_id:
                    raise NotFound(kind=Participant.KIND, id=participant_id)
                if member.side is not Side.TEAM:
                    raise InvalidValue(
                        field=translate("Shared to"),
                        value=member.name,
                        reason=translate("only members of the team answer criteria"),
                    )
            share = WorkShare(
                id=work_share_id(inspection_id, criterion.identity),
                inspection_id=inspection_id,
                criterion_code=code,
                participant_id=participant_id,
            )
            if participant_id is not None or work.find(WorkShare, share.id) is not None:
                work.save(share)
                work.commit()
        return share
