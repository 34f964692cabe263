"""One line that says what was just done, and takes it back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame

from app.words import translate
from ui import theme
from ui.widgets.basics import button, label, row


class UndoBar(QFrame):
    """Shown after something was removed; hidden until then, and once it is taken back."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "notice")
        self.text = label("", wrap=True)
        self.undo_button = button(translate("Undo"), self._on_undo)
        self.close_button = button(translate("Close"), self.hide, variant="quiet")
        self._undo: Callable[[], object] | None = None
        layout = row(self, margins=theme.SMALL)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.undo_button)
        layout.addWidget(self.close_button)
        self.hide()

    def offer(self, text: str, undo: Callable[[], object] | None) -> None:
        """Say what was done; without a way back there is only the line."""
        self._undo = undo
        self.text.setText(text)
        self.undo_button.setVisible(undo is not None)
        self.show()

    def _on_undo(self) -> None:
        self.hide()
        if self._undo is not None:
            self._undo()
