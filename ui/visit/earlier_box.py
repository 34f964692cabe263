"""What the last visit to the same unit found at a criterion; its comment can be taken over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.changes import ChangeSet
from app.domain.checklist import Criterion
from app.domain.score_comparison import EarlierAnswer
from app.domain.version_move import asks_the_same
from app.ids import InspectionId
from app.words import translate
from ui.texts import moment_text
from ui.visit.criterion_state import answer_text, points_text, verdict
from ui.visit.visit_case import VisitCase
from ui.visit.visit_read import of_visit
from ui.widgets.basics import button, clear, column, label


class EarlierBox(QWidget):
    """Reads all that earlier visits found once, and shows what belongs to the criterion in hand."""

    found = Signal(bool)
    """Whether there is something to show."""

    def __init__(self, case: VisitCase) -> None:
        super().__init__()
        self.case = case
        self.code = ""
        self.take_button = button(
            translate("Take this comment over"), self.take_over, variant="link"
        )
        self._earlier: Mapping[str, EarlierAnswer] | None = None
        self._of = InspectionId("")
        self._lines = column(spacing=2)
        layout = column(self, spacing=2)
        layout.addLayout(self._lines)
        layout.addWidget(self.take_button)
        case.desk.changes.changed.connect(self._on_changed)
        case.answer_changed.connect(lambda code: self._show_button() if code == self.code else None)

    def show_code(self, code: str) -> None:
        """Follow the criterion in hand."""
        self.code = code
        visit = self.case.inspection_id
        if visit != self._of or self._earlier is None:
            self._of, self._earlier = visit, None
            comparisons = self.case.desk.application.score_comparisons
            job = self.case.desk.jobs.read(of_visit(lambda: comparisons.earlier_answers(visit)))
            job.succeeded.connect(lambda earlier: self._on_read(visit, earlier))
        self._show()

    def take_over(self) -> None:
        """Put the earlier comment into the answer, after what stands there already."""
        earlier = self._answer()
        if earlier is None:
            return
        now = self.case.answer(self.code).comment.strip()
        then = earlier.answer.comment.strip()
        self.case.change_answer(self.code, comment=f"{now}\n{then}" if now else then)

    def _answer(self) -> EarlierAnswer | None:
        if not self.code or self._earlier is None:
            return None
        return self._earlier.get(self._criterion().identity)

    def _criterion(self) -> Criterion:
        _checklist, score = self.case.place_of(self.code)
        return score.criteria[self.code].criterion

    def _on_read(self, visit: InspectionId, earlier: Mapping[str, EarlierAnswer]) -> None:
        if visit == self._of == self.case.inspection_id:
            self._earlier = earlier
            self._show()

    def _on_changed(self, changes: ChangeSet) -> None:
        if changes.touches("answer", "inspection") and changes.aggregates - {self._of}:
            # Another visit was recorded or came in, perhaps one to the same unit.
            self._earlier = None

    def _show(self) -> None:
        clear(self._lines)
        earlier = self._answer()
        if earlier is not None:
            for text, role in earlier_lines(earlier, self._criterion()):
                self._lines.addWidget(label(text, role, wrap=True))
        self._show_button()
        self.found.emit(earlier is not None)

    def _show_button(self) -> None:
        earlier = self._answer()
        comment = earlier.answer.comment.strip() if earlier is not None else ""
        is_new = bool(comment) and comment not in self.case.answer(self.code).comment
        self.take_button.setVisible(is_new and not self.case.is_sealed)


def earlier_lines(found: EarlierAnswer, now: Criterion) -> Iterator[tuple[str, str]]:
    """Yield lines, each with its place in the design."""
    word, _tone = verdict(found.score)
    parts = (answer_text(found.score, found.answer), word, points_text(found.score))
    shown = [part for at, part in enumerate(parts) if part and part not in parts[:at]]
    yield "  ·  ".join(shown), ""
    if found.answer.comment.strip():
        yield " ".join(found.answer.comment.split()), "muted"
    begun = found.case.inspection.started_at
    if begun is not None:
        yield translate("Visit of {moment}", moment=moment_text(begun)), "small"
    if not asks_the_same(found.score.criterion, now):
        yield translate("It was asked otherwise then: the points do not compare."), "small"
