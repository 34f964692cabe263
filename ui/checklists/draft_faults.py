"""What is wrong with the draft on the screen, looked for in the background after every edit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.checklist_check import Fault
from app.domain.checklist_draft import ChecklistDraft
from app.domain.draft_check import find_draft_faults
from ui.checklists.draft_case import DraftCase

_CHECK_AFTER_MS: Final = 150


class DraftFaults(QObject):
    """The faults of a case; `found` tells when those of what is on the screen are there."""

    found = Signal()

    def __init__(self, case: DraftCase) -> None:
        super().__init__(case)
        self.faults: Sequence[Fault] = ()
        self._case = case
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_CHECK_AFTER_MS)
        self._soon.timeout.connect(self.look)
        case.opened.connect(self._on_opened)
        case.changed.connect(self._soon.start)

    def look(self) -> None:
        """Look for them now."""
        self._soon.stop()
        if self._case.history is not None:
            draft = self._case.standing.draft
            job = self._case.desk.jobs.read(lambda: (draft, list(find_draft_faults(draft))))
            job.succeeded.connect(self._on_found)

    def _on_opened(self) -> None:
        self.faults = ()
        self._soon.start()

    def _on_found(self, found: tuple[ChecklistDraft, Sequence[Fault]]) -> None:
        draft, faults = found
        if self._case.history is not None and draft is self._case.standing.draft:
            self.faults = faults
            self.found.emit()
