"""Minutes that two laptops had signed: what people have to agree on, and the way to say it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from app.domain.gap_meeting import rival_questions
from app.domain.minutes import Minutes, MinutesState
from app.domain.rival_minutes import rivals
from app.words import translate
from ui import theme
from ui.texts import moment_text
from ui.visit.visit_case import VisitCase
from ui.widgets.basics import button, clear, column, label, row


class RivalNotice(QFrame):
    """Stands under the steps where more than one text was signed, or some are void."""

    decided = Signal()

    def __init__(self, case: VisitCase) -> None:
        super().__init__()
        self._case = case
        self._lines = column(self, margins=theme.MEDIUM, spacing=theme.TINY)
        theme.mark_as(self, role="warning")
        self.hide()

    def show_versions(self, versions: Sequence[Minutes]) -> None:
        """Show what is to be decided about other versions."""
        clear(self._lines)
        for question, _first in rival_questions(versions):
            self._lines.addWidget(label(question, "strong", wrap=True))
        for group in rivals(versions):
            for one in group:
                text = translate("Declare void…")
                self._lines.addWidget(self._line(one, text, partial(self._on_void, one)))
        void = [one for one in versions if one.state is MinutesState.VOID]
        for one in void:
            text = translate("Let it hold again")
            self._lines.addWidget(self._line(one, text, partial(self._on_hold, one)))
        self.setVisible(self._lines.count() > 0)

    def _line(self, minutes: Minutes, text: str, act: Callable[[], None]) -> QWidget:
        line = QWidget()
        layout = row(line, spacing=theme.SMALL)
        facts = [minutes.code, *minutes.signers]
        if minutes.signed_at is not None:
            facts.insert(1, moment_text(minutes.signed_at))
        if minutes.void_reason:
            facts.append(translate("void: {reason}", reason=minutes.void_reason))
        layout.addWidget(label("  ·  ".join(facts), "small", wrap=True), 1)
        made = button(text, act, variant="quiet")
        made.setAccessibleName(f"{text} ({minutes.code})")
        # It says which minutes hold, and changes nothing that they say.
        made.setProperty("reads", "yes")
        layout.addWidget(made)
        return line

    def _on_void(self, minutes: Minutes) -> None:
        question = translate("Why do minutes {code} not hold?", code=minutes.code)
        reason = self._case.desk.prompts.ask_text(question) or ""
        service = self._case.desk.application.void_minutes
        if reason.strip():
            self._write(lambda: service.declare(minutes.id, reason))

    def _on_hold(self, minutes: Minutes) -> None:
        service = self._case.desk.application.void_minutes
        self._write(lambda: service.take_back(minutes.id))

    def _write(self, work: Callable[[], object]) -> None:
        self._case.save(work).succeeded.connect(lambda _written: self.decided.emit())
