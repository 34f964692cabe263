"""A line at the top of the visit: what earlier visits asked for and nobody has verified yet."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame

from app.words import translate, translate_count
from ui import theme
from ui.navigation import VisitTab
from ui.visit.earlier_row import EARLIER
from ui.visit.visit_case import VisitCase
from ui.widgets.basics import button, label, row


class EarlierNotice(QFrame):
    """Says how many wait, and leads there; hidden when none does."""

    def __init__(self, case: VisitCase) -> None:
        super().__init__()
        self.setProperty("role", "notice")
        self.case = case
        self.words = label("", wrap=True)
        self.go = button(translate("Verify them"), self._on_go)
        self.go.setProperty("reads", True)  # noqa: FBT003 - Qt takes it so
        layout = row(self, margins=theme.SMALL, spacing=theme.MEDIUM)
        layout.addWidget(self.words, 1)
        layout.addWidget(self.go)
        case.past.shown_anew.connect(self.look)
        self.hide()

    def look(self) -> None:
        """Show how many there are now."""
        count = self.case.past.waiting
        self.words.setText(
            translate_count(
                "{count} earlier recommendation waits to be verified",
                "{count} earlier recommendations wait to be verified",
                count,
            )
        )
        self.setVisible(bool(count) and not self.case.is_sealed)

    def _on_go(self) -> None:
        self.case.desk.navigator.open_visit(self.case.inspection_id, VisitTab.FINDINGS, EARLIER)
