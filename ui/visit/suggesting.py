"""What is suggested in the fields of findings and recommendations, asked of the store."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from app.services.suggestions import Field, Origin, Suggestion
from app.words import translate
from ui.visit.visit_case import VisitCase
from ui.visit.visit_read import of_visit
from ui.widgets.suggestion_list import Ask, Suggested


def suggesting(case: VisitCase, field: Field, criterion: Callable[[], str] = str) -> Ask:
    """Return what asks for the suggestions of a field.

    Args:
        case: the visit.
        field: the field they are for.
        criterion: the criterion it is about, or nothing; asked when the list opens.
    """

    def ask(give: Callable[[Sequence[Suggested]], None]) -> None:
        suggest = case.desk.application.suggestions.suggest
        job = case.desk.jobs.read(
            of_visit(partial(suggest, case.inspection_id, field, criterion()))
        )
        job.succeeded.connect(lambda found: give(_worded(found)))

    return ask


def _worded(found: Sequence[Suggestion]) -> list[Suggested]:
    origins = {
        Origin.CRITERION: translate("from the criterion"),
        Origin.CHECKLIST: translate("from the checklist"),
        Origin.UNIT: translate("of the inspected unit"),
        Origin.USUAL: translate("usual"),
        Origin.TYPED: translate("used before"),
    }
    return [(one.text, origins[one.origin]) for one in found]
