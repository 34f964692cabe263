"""Says that a visit is signed, and the one way on: minutes that stand beside the signed ones."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame

from app.domain.inspection import InspectionState
from app.words import translate
from ui import theme
from ui.texts import moment_text
from ui.visit.visit_case import VisitCase
from ui.widgets.basics import button, column, label, row


class SignedNotice(QFrame):
    """Stands above the tabs of a signed visit; of any other it shows nothing."""

    def __init__(self, case: VisitCase) -> None:
        super().__init__()
        self.setProperty("role", "warning")
        self.case = case
        self.text = label(
            translate(
                "Signed – for reading only. What the minutes say cannot be changed any more."
            ),
            wrap=True,
        )
        self.reopen_button = button(translate("Make supplementary minutes"), self._on_reopen)
        layout = row(self, margins=theme.SMALL, spacing=theme.MEDIUM)
        self.record = label("", "muted", wrap=True)
        words = column(spacing=theme.TINY)
        words.addWidget(self.text)
        words.addWidget(self.record)
        layout.addLayout(words, 1)
        layout.addWidget(self.reopen_button)
        self.hide()

    def look(self) -> None:
        """Follow the visit; whenever it was read."""
        self.setVisible(self.case.is_sealed)
        case = self.case.case
        signed = case.signed_minutes if case is not None else None
        self.record.setVisible(signed is not None)
        if signed is not None:
            told = translate(
                "{code}, recorded {moment}",
                code=signed.code,
                moment=moment_text(signed.signed_at),
            )
            names = ", ".join(signed.signers)
            by = translate("By {names}", names=names) if names else ""
            self.record.setText("  ·  ".join(filter(None, (told, by))))

    def _on_reopen(self) -> None:
        desk, visit = self.case.desk, self.case.inspection_id
        reason = desk.prompts.ask_text(
            translate("Why are supplementary minutes made? The signed ones stay as they are.")
        )
        if reason:
            take_step = desk.application.inspections.take_step
            self.case.save(lambda: take_step(visit, InspectionState.OPEN, reason))
