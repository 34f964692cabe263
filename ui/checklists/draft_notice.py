"""What became of a draft: published, or discarded and still to be had back."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from app.domain.checklist import Checklist
from app.domain.checklist_draft import ChecklistDraft
from app.ids import ChecklistDraftId
from app.words import translate
from ui import theme
from ui.widgets.basics import button, label, row


class DiscardNotice(QFrame):
    """Says it above the list, and brings a discarded draft back."""

    wanted_back = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "notice")
        self.text = label("", wrap=True)
        self.undo_button = button(translate("Bring it back"), self._on_undo, variant="primary")
        self._discarded: tuple[ChecklistDraftId, ChecklistDraft] | None = None
        layout = row(self, margins=theme.SMALL, spacing=theme.MEDIUM)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.undo_button)
        layout.addWidget(button(translate("Close"), self.hide, variant="quiet"))
        self.hide()

    def show_discarded(self, draft_id: ChecklistDraftId, draft: ChecklistDraft) -> None:
        """Tell that a draft is gone, and offer it back."""
        self._discarded = (draft_id, draft)
        self.text.setText(translate("The draft of “{title}” was discarded.", title=draft.title))
        self.undo_button.show()
        self.show()

    def show_published(self, checklist: Checklist) -> None:
        """Tell which version a draft became."""
        self._discarded = None
        self.text.setText(
            translate(
                "“{title}” was published as version {number}; it never changes from now on.",
                title=checklist.title,
                number=checklist.number,
            )
        )
        self.undo_button.hide()
        self.show()

    def _on_undo(self) -> None:
        if self._discarded is not None:
            self.wanted_back.emit(*self._discarded)
            self._discarded = None
            self.hide()
