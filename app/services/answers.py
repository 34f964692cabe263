"""Answers: filling a checklist, one durable answer at a time."""

from __future__ import annotations

from dataclasses import replace

from app.domain.answer import Answer, AnswerFacts, answer_id
from app.domain.answer_check import check_answer
from app.domain.checklist import Checklist, Criterion
from app.domain.entity import facts_in
from app.domain.inspection import Inspection
from app.errors import NotFound
from app.ids import InspectionId
from app.store.unit_of_work import Store, View


class AnswerService:
    """The use cases around the answers of one visit."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def blank(self, inspection_id: InspectionId, criterion_code: str) -> Answer:
        """Return the answer that stands at this place, or an empty one not yet saved.

        Raises:
            NotFound: if no checklist of the visit has this criterion.
        """
        with self._store.reading() as view:
            checklist, _ = criterion_of(view, inspection_id, criterion_code)
            identity = answer_id(inspection_id, criterion_code)
            return view.find(Answer, identity) or Answer(
                id=identity,
                inspection_id=inspection_id,
                checklist_id=checklist.id,
                criterion_code=criterion_code,
            )

    def save(self, answer: Answer) -> Answer:
        """Keep an answer; it is durable when this returns.

        Raises:
            NotFound: if no checklist of the visit has this criterion.
            InvalidValue: if the value does not fit the criterion's answer type.
        """
        with self._store.writing() as work:
            _, criterion = criterion_of(work, answer.inspection_id, answer.criterion_code)
            if answer.is_given:
                check_answer(criterion, answer)
            work.save(answer)
            work.notes.discard_draft(answer.id, "comment")
            work.commit()
        return answer

    def clear(self, answer: Answer) -> Answer:
        """Empty an answer; what it held stays in its history."""
        empty = AnswerFacts()
        return self.save(replace(answer, **facts_in(empty, AnswerFacts)))


def criterion_of(
    view: View, inspection_id: InspectionId, criterion_code: str
) -> tuple[Checklist, Criterion]:
    """Return the criterion with this code among the checklists of a visit.

    Raises:
        NotFound: if there is no such visit or criterion.
    """
    for checklist_id in view.get(Inspection, inspection_id).checklist_ids:
        checklist = view.get(Checklist, checklist_id)
        criterion = checklist.criterion(criterion_code)
        if criterion is not None:
            return checklist, criterion
    raise NotFound(kind="criterion", id=criterion_code)
