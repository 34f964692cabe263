"""In the open card: the legal basis of the answer, typed or taken from the criterion."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.answer import Answer
from app.domain.checklist import Criterion
from app.words import translate
from ui import theme
from ui.widgets.basics import button, row
from ui.widgets.fields import AutoLine


class BasisRow(QWidget):
    """The field, and a button that fills it with what the checklist names."""

    changed = Signal(dict)

    def __init__(self) -> None:
        super().__init__()
        self._criterion_basis = ""
        self.field = AutoLine(
            translate("Legal basis of the answer"), translate("Legal basis of the answer (F3)")
        )
        self.take_button = button(translate("As in the checklist"), self.take_over, variant="quiet")
        layout = row(self, spacing=theme.TINY)
        layout.addWidget(self.field, 1)
        layout.addWidget(self.take_button)
        self.field.settled.connect(lambda text: self.changed.emit({"legal_basis": text.strip()}))
        self.field.textEdited.connect(lambda _text: self._show_button())

    def show_answer(self, criterion: Criterion, answer: Answer) -> None:
        """Show the basis that was given."""
        self._criterion_basis = " ".join(criterion.legal_basis.split())
        self.field.show_text(answer.legal_basis)
        self._show_button()

    def take_over(self) -> None:
        """Give the basis that the checklist names for the criterion."""
        self.changed.emit({"legal_basis": self._criterion_basis})

    def settle(self) -> None:
        """Take a text being typed as final."""
        self.field.settle()

    def _show_button(self) -> None:
        self.take_button.setVisible(bool(self._criterion_basis) and not self.field.text().strip())
