"""What an answer was before: who gave it which value, when, where; any of it can be restored."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.checklist import Criterion
from app.ids import AnswerId
from app.services.answer_history import AnswerWrite
from app.words import translate
from ui.texts import moment_text
from ui.visit.answer_fields import field_text, origin_text, value_text
from ui.visit.visit_case import VisitCase
from ui.widgets.basics import button, clear, column, label

_SHOWN: Final = 6
_SHORT: Final = 140
_ANSWERS: Final = frozenset({"value", "numerator", "denominator"})


class HistoryList(QWidget):
    """The values of one answer, the latest first.

    To restore is to give the answer a value again: one more line here, and none is taken away.
    """

    counted = Signal(int)

    def __init__(self, case: VisitCase) -> None:
        super().__init__()
        self.case = case
        self.code = ""
        self.writes: Sequence[AnswerWrite] = ()
        self._of = AnswerId("")
        self._shows_all = False
        self._lines = column(self, spacing=2)

    def show_code(self, code: str) -> None:
        """Read what became of the answer at a criterion; what is shown stays until it is there."""
        if code != self.code:
            self.code = code
            self._shows_all = False
            self.show_writes(())
        # Two visits have the same codes, but never the same answers.
        identity = self._of = self.case.answer(code).id
        history = self.case.desk.application.answer_history
        job = self.case.desk.jobs.read(partial(history.writes, identity))
        job.succeeded.connect(lambda writes: self._on_read(identity, writes))

    def show_writes(self, writes: Sequence[AnswerWrite]) -> None:
        """Show a history, the latest first."""
        self.writes = writes
        clear(self._lines)
        if writes:
            _checklist, score = self.case.place_of(self.code)
            criterion = score.criteria[self.code].criterion
            origin = ""
            for write in writes if self._shows_all else writes[:_SHOWN]:
                # What was written in one go is told under one line.
                if origin_text(write) != origin:
                    origin = origin_text(write)
                    self._lines.addWidget(label(origin, "small", wrap=True))
                self._add(criterion, write)
            if not self._shows_all and len(writes) > _SHOWN:
                more = translate("Show all {count}", count=len(writes))
                self._lines.addWidget(button(more, self._show_all, variant="link"))
        self.counted.emit(len(writes))

    def restore(self, write: AnswerWrite) -> None:
        """Give the answer a value that it had before."""
        changes: dict[str, object] = {write.field: write.value}
        if write.field in _ANSWERS and write.value not in {None, ""}:
            changes["not_applicable"] = False
        self.case.change_answer(self.code, **changes)

    def _on_read(self, identity: AnswerId, writes: Sequence[AnswerWrite]) -> None:
        if identity == self._of and writes != self.writes:
            self.show_writes(writes)

    def _show_all(self) -> None:
        self._shows_all = True
        self.show_writes(self.writes)

    def _add(self, criterion: Criterion, write: AnswerWrite) -> None:
        said = (
            translate("(erased by order)")
            if write.is_erased
            else value_text(criterion, write.field, write.value)
        )
        line = label(f"{field_text(write.field)}: {_short(said)}", wrap=True)
        line.setToolTip(said)
        self._lines.addWidget(line)
        if write.is_erased or self.case.is_sealed or self._stands(write):
            return
        restore = button(translate("Restore"), partial(self.restore, write), variant="link")
        restore.setAccessibleName(
            translate(
                "Restore {field} of {moment}",
                field=field_text(write.field),
                moment=moment_text(write.written_at),
            )
        )
        self._lines.addWidget(restore)

    def _stands(self, write: AnswerWrite) -> bool:
        return bool(getattr(self.case.answer(self.code), write.field) == write.value)


def _short(text: str) -> str:
    return text if len(text) <= _SHORT else text[: _SHORT - 1].rstrip() + "…"
