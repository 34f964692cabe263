"""An answer that its criterion refuses is taken back like any step, though no store has it."""

from __future__ import annotations

from app.domain.answer_check import check_answer
from app.errors import InvalidValue
from app.words import translate
from ui.navigation import VisitTab
from ui.visit.visit_case import VisitCase
from ui.visit.visit_steps import Turned


class RefusedSteps:
    """The refused answers of the visit on the screen; once let go of, they are gone."""

    def __init__(self, case: VisitCase) -> None:
        self._case = case

    @property
    def done_at(self) -> int:
        """The number of the last step that can be taken back; 0 where there is none."""
        return self._case.refused_at if self._refused() else 0

    @property
    def undone_at(self) -> int:
        """None can be made again: what was refused would be refused once more."""
        return 0

    def turn(self, *, is_redo: bool) -> Turned | None:
        """Let go of the answer refused last."""
        code = "" if is_redo else self._refused()
        if not code:
            return None
        self._case.drop_refused(code)
        return Turned(translate("answer to criterion {code}", code=code), VisitTab.CHECKLIST, code)

    def _refused(self) -> str:
        """Return the code of the answer refused last.

        One that fits and could not be saved is none: what was typed stays.
        """
        for code in reversed(list(self._case.problems)):
            _checklist, score = self._case.place_of(code)
            try:
                check_answer(score.criteria[code].criterion, self._case.answer(code))
            except InvalidValue:
                return code
        return ""
