"""Answers: filling a checklist, one durable answer at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

from app.domain.answer import Answer, AnswerFacts, answer_id
from app.domain.answer_check import check_answer
from app.domain.calendar import WorkingCalendar
from app.domain.dossier import Dossier
from app.domain.dossier_result import sample_statistics
from app.domain.entity import facts_in
from app.domain.inspection import Inspection
from app.domain.sample_answers import read_sample_answers, suggest_answers
from app.ids import InspectionId
from app.paths import RESOURCES
from app.services.checklists import checklists_of, criterion_of
from app.store.unit_of_work import Store

_SOURCE: Final = "Mẫu {count} hồ sơ thủ tục hành chính"
"""Where a suggested rate comes from; kept and printed, so always Vietnamese."""


class AnswerService:
    """The use cases around the answers of one visit."""

    def __init__(
        self, store: Store, calendar: Callable[[], WorkingCalendar], resources: Path = RESOURCES
    ) -> None:
        self._store = store
        self._calendar = calendar
        self._resources = resources

    def blank(self, inspection_id: InspectionId, criterion_code: str) -> Answer:
        """Return the answer that stands at this place, or an empty one not yet saved.

        Raises:
            NotFound: if no checklist of the visit has this criterion.
        """
        with self._store.reading() as view:
            checklist, criterion = criterion_of(view, inspection_id, criterion_code)
            identity = answer_id(inspection_id, criterion.identity)
            found = view.find(Answer, identity)
            if found is not None:
                # Another laptop may have given it under the code of another version.
                return replace(found, criterion_code=criterion_code)
            return Answer(
                id=identity,
                inspection_id=inspection_id,
                checklist_id=checklist.id,
                criterion_code=criterion_code,
            )

    def save(self, answer: Answer) -> Answer:
        """Keep an answer to the version the visit stands on; it is durable when this returns.

        Raises:
            NotFound: if no checklist of the visit has this criterion.
            InvalidValue: if the value does not fit the criterion's answer type.
        """
        with self._store.writing() as work:
            checklist, criterion = criterion_of(work, answer.inspection_id, answer.criterion_code)
            answer = replace(
                answer,
                id=answer_id(answer.inspection_id, criterion.identity),
                checklist_id=checklist.id,
            )
            if answer.is_given:
                check_answer(criterion, answer)
            work.save(answer)
            work.commit()
        return answer

    def clear(self, answer: Answer) -> Answer:
        """Empty an answer; what it held stays in its history."""
        empty = AnswerFacts()
        return self.save(replace(answer, **facts_in(empty, AnswerFacts)))

    def suggested(self, inspection_id: InspectionId) -> dict[str, AnswerFacts]:
        """Return what the dossier sample of a visit answers by itself, by criterion code.

        Nothing is written: a person takes a suggestion over, or knows better.

        Raises:
            NotFound: if there is no such visit.
        """
        uses = read_sample_answers((self._resources / "sample_answers.csv").read_text("utf-8"))
        with self._store.reading() as view:
            visit = view.get(Inspection, inspection_id)
            dossiers = view.all(Dossier, inspection_id=inspection_id)
            checklists = list(checklists_of(view, visit))
        figures = sample_statistics(dossiers, self._calendar(), visit.period_to)
        source = _SOURCE.format(count=len(dossiers))
        found: dict[str, AnswerFacts] = {}
        for checklist in checklists:
            found |= suggest_answers(checklist, figures, uses, source=source, on=visit.period_to)
        return found


def says_the_same(answer: AnswerFacts, suggested: AnswerFacts) -> bool:
    """Tell whether an answer gives what the dossier sample suggests, whatever its remarks."""
    facts = ("value", "numerator", "denominator", "not_applicable")
    return all(getattr(answer, name) == getattr(suggested, name) for name in facts)
