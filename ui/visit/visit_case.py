"""The visit on the screen: what the store holds, with what was just answered on top."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from app.changes import ChangeSet
from app.domain.answer import Answer, answer_id
from app.domain.answer_check import check_answer
from app.domain.case_file import CaseFile
from app.domain.checklist import Checklist, Criterion
from app.domain.inspection import InspectionState
from app.domain.scoring import ChecklistScore, score_checklist
from app.domain.version_move import answers_to_review
from app.errors import AppError, InvalidValue, NotFound
from app.ids import InspectionId
from ui.desk import Desk
from ui.jobs import Job
from ui.values import with_changes
from ui.visit.case_marks import CaseMarks
from ui.visit.draft_keeper import DraftKeeper
from ui.visit.intake_queue import IntakeQueue
from ui.visit.visit_past import VisitPast
from ui.visit.visit_proposals import VisitProposals
from ui.visit.visit_steps import OwnSteps


class VisitCase(QObject):
    """One visit, read in the background and answered at once.

    An answer is on the screen before it is in the store; `answer_saved` tells when
    it is there. An answer its criterion refuses stays on the screen, unsaved, and
    `answer_refused` says why.
    """

    loaded = Signal()
    gone = Signal()
    """The visit is not in the store any more."""
    answer_changed = Signal(str)
    answer_saved = Signal(str)
    answer_refused = Signal(str, str)
    photo_opened = Signal(str, object)
    """A photo is to be seen large: its identity, and those of the list it was opened from."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.inspection_id = InspectionId("")
        self.case: CaseFile | None = None
        self.scores: tuple[ChecklistScore, ...] = ()
        self.to_review: dict[str, Criterion | None] = {}
        """The codes whose answers were given to another wording, each with that wording."""
        self.problems: dict[str, str] = {}
        """Why an answer on the screen is not in the store, by criterion code."""
        self.proposals = VisitProposals(desk, self)
        self.intake = IntakeQueue(desk, self)
        self.marks = CaseMarks(desk, self)
        self.edition = 0
        """Rises when what was read is other than what the screen shows already."""
        self.drafts = DraftKeeper(desk, self)
        self.past = VisitPast(desk, self)
        self.refused_at = 0
        """The number of the step that gave the answer refused last."""
        self.own_steps: list[OwnSteps] = []
        """Which tabs keep steps of this visit that are in no store."""
        self._pending: dict[str, Answer] = {}
        self._saves = 0
        """How many saves the screen heard of; a read begun before one may not know it."""
        self._reload_soon = QTimer(self)
        self._reload_soon.setSingleShot(True)
        self._reload_soon.setInterval(120)
        self._reload_soon.timeout.connect(self.reload)
        desk.changes.changed.connect(self._on_changed)

    def open(self, inspection_id: str) -> None:
        """Show another visit."""
        if inspection_id != self.inspection_id:
            self.inspection_id = InspectionId(inspection_id)
            self.case = None
            self.scores = ()
            self.to_review = {}
            self._pending.clear()
            self.problems.clear()
            self.edition += 1
            self.marks.forget()
            self.drafts.open_visit(inspection_id)
        self.reload()

    def reload(self) -> None:
        """Read the visit anew."""
        wanted, shown = self.inspection_id, self.case
        inspections = self.desk.application.inspections
        known = self._saves

        def read() -> tuple[CaseFile | None, CaseFile | None]:
            try:
                case = inspections.case_file(wanted)
            except NotFound:
                if shown is None:
                    raise
                return None, None
            # Compared here, where nobody waits: a thousand records take longer than a key may.
            return case, shown if case == shown else None

        job = self.desk.jobs.read(read)
        job.succeeded.connect(lambda found: self._on_read(wanted, found, known))

    @property
    def is_sealed(self) -> bool:
        """Whether the visit is signed, so that what its minutes say can only be read."""
        return self.case is not None and self.case.inspection.state is InspectionState.SIGNED

    @property
    def is_stale(self) -> bool:
        """Whether something was saved since the visit was read, which is read anew before long."""
        return self._reload_soon.isActive()

    @property
    def answers(self) -> Mapping[str, Answer]:
        """The answers as they stand on the screen."""
        if self.case is None:
            return {}
        return {**self.case.answers, **self._pending} if self._pending else self.case.answers

    def answer(self, code: str) -> Answer:
        """Return the answer at a criterion, an empty one if there is none yet."""
        known = self.case.answers if self.case is not None else {}
        found = self._pending.get(code) or known.get(code)
        if found is not None:
            return found
        checklist, score = self.place_of(code)
        criterion = score.criteria[code].criterion
        return Answer(
            id=answer_id(self.inspection_id, criterion.identity),
            inspection_id=self.inspection_id,
            checklist_id=checklist.id,
            criterion_code=code,
        )

    def place_of(self, code: str) -> tuple[Checklist, ChecklistScore]:
        """Return the checklist a criterion stands in, and its score.

        Raises:
            KeyError: if no checklist of the visit has it.
        """
        for score in self.scores:
            if code in score.criteria or code in score.groups:
                return score.checklist, score
        raise KeyError(code)

    def is_saved(self, code: str) -> bool:
        """Tell whether what the screen shows of an answer is in the store."""
        return code not in self._pending

    def change_answer(self, code: str, **changes: object) -> None:
        """Change an answer; it is saved at once if its criterion takes it."""
        if self.is_sealed:
            self.answer_changed.emit(code)  # what the store holds is shown again
            return
        answer = with_changes(self.answer(code), changes)
        if answer == self.answer(code) and code not in self.problems:
            return
        checklist, score = self.place_of(code)
        # Whoever changes an answer has looked at it as it is asked now.
        answer = replace(answer, checklist_id=checklist.id)
        self._pending[code] = answer
        try:
            if answer.is_given:
                check_answer(score.criteria[code].criterion, answer)
        except InvalidValue as problem:
            self.problems[code] = str(problem.params["reason"])
            self.refused_at = self.desk.application.undo.next_number()
            self.drafts.refuse()
            self._rescore(code)
            self.answer_changed.emit(code)
            self.answer_refused.emit(code, self.problems[code])
            return
        self.problems.pop(code, None)
        self._rescore(code)
        self.answer_changed.emit(code)
        self._save(code, answer)

    def drop_refused(self, code: str) -> None:
        """Let go of an answer that its criterion refuses, and that is on the screen only."""
        del self.problems[code]
        self._pending.pop(code, None)
        self._rescore(code)
        self.answer_changed.emit(code)

    def confirm_answer(self, code: str) -> None:
        """Say that an answer holds for the wording of now, as it stands."""
        checklist, _score = self.place_of(code)
        self.change_answer(code, checklist_id=checklist.id)

    def change_inspection(self, **changes: object) -> None:
        """Change facts of the visit itself; saved at once.

        Raises:
            InvalidValue: if they contradict each other; nothing is changed then.
        """
        if self.case is None or self.is_sealed:
            return
        changed = with_changes(self.case.inspection, changes)
        if changed == self.case.inspection:
            return
        self.case = replace(self.case, inspection=changed)
        inspections = self.desk.application.inspections
        self.save(lambda: inspections.save(changed))

    def save(self, work: Callable[[], object], record: object = None) -> Job:
        """Queue any other save; the visit is read anew when it is in the store.

        Args:
            work: saves it.
            record: what is saved, where it is one record: the case shows it at once. Whoever
                leaves it and comes back while a slow disk is busy sees what was typed, and the
                next change builds on it.
        """
        if self.case is not None and record is not None:
            self.case = self.case.with_record(record)
            self.edition += 1
        job = self.desk.jobs.save(work)
        job.succeeded.connect(self._on_visit_saved)
        return job

    def _save(self, code: str, answer: Answer) -> None:
        answers = self.desk.application.answers
        job = self.desk.jobs.save(lambda: answers.save(answer))
        job.succeeded.connect(lambda _kept: self._on_saved(code, answer))
        job.failed.connect(lambda error: self._on_save_failed(code, error))

    def _on_visit_saved(self, _kept: object) -> None:
        self._saves += 1

    def _on_saved(self, code: str, answer: Answer) -> None:
        self._saves += 1
        if self._pending.get(code) == answer and self.case is not None:
            self.case = replace(self.case, answers={**self.case.answers, code: answer})
            del self._pending[code]
            self.drafts.take(answer.id)
            self.answer_saved.emit(code)

    def _on_save_failed(self, code: str, error: BaseException) -> None:
        # What was typed stays on the screen; the gate of errors tells the rest.
        self.problems[code] = error.text if isinstance(error, AppError) else ""
        self._rescore(code)
        self.answer_refused.emit(code, self.problems[code])

    def _on_read(
        self, wanted: InspectionId, found: tuple[CaseFile | None, CaseFile | None], known: int
    ) -> None:
        case, equal = found
        if wanted != self.inspection_id:
            return
        if case is None:
            self._leave()
            return
        if self.case is not None and (known != self._saves or self.desk.jobs.is_saving):
            # It may be older than what the screen shows, and the next change would build on it.
            self._reload_soon.start()
            return
        if equal is None or equal is not self.case:
            self.case = case
            self.edition += 1
            self._rescore()
        self.marks.read_differences(self.inspection_id)
        self.proposals.follow(self.inspection_id)
        self.past.follow(self.inspection_id)
        self.loaded.emit()

    def _leave(self) -> None:
        """Let go of a visit that went into the bin while it was shown."""
        self.inspection_id = InspectionId("")
        self.case = None
        self.proposals.leave()
        self.past.leave()
        self.gone.emit()

    def _rescore(self, changed: str = "") -> None:
        if self.case is not None:
            shown = replace(self.case, answers=self.answers)
            self.scores = tuple(
                score_checklist(checklist, shown.answers) for checklist in shown.checklists
            )
            self.to_review = answers_to_review(shown)
            self.marks.follow(shown, self.scores, self.problems, changed)

    def _on_changed(self, changes: ChangeSet) -> None:
        if self.inspection_id in changes.aggregates:
            self._reload_soon.start()
