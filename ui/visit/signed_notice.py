"""Says that a visit is signed, and the one way on: minutes that stand beside the signed ones."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame

from app.domain.inspection import InspectionState
from app.words import translate
from ui import theme
from ui.visit.visit_case import VisitCase
from ui.widgets.basics import button, label, row


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
        layout.addWidget(self.text, 1)
        layout.addWidget(self.reopen_button)
        self.hide()

    def look(self) -> None:
        """Follow the visit; whenever it was read."""
        self.setVisible(self.case.is_sealed)

    def _on_reopen(self) -> None:
        desk, visit = self.case.desk, self.case.inspection_id
        reason = desk.prompts.ask_text(
            translate("Why are supplementary minutes made? The signed ones stay as they are.")
        )
        if reason:
            take_step = desk.application.inspections.take_step
            self.case.save(lambda: take_step(visit, InspectionState.OPEN, reason))
