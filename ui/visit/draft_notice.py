"""What a crash or a power cut left half typed, offered back when its visit is opened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from app.domain.answer import answer_id
from app.domain.case_file import CaseFile
from app.words import translate
from ui import theme
from ui.visit.visit_case import VisitCase
from ui.widgets.basics import button, label, row


class KeptDraft(Protocol):
    """A draft as the service returns it."""

    @property
    def entity_id(self) -> str:
        """What was being typed into."""
        ...

    @property
    def field(self) -> str:
        """Which field of it."""
        ...

    @property
    def text(self) -> str:
        """The text when it was last kept."""
        ...


@dataclass(frozen=True, slots=True)
class LostText:
    """A draft of this visit that says something else than the store."""

    draft: KeptDraft
    criterion_code: str


class DraftNotice(QFrame):
    """Offers the latest lost text of the visit; shows nothing when there is none."""

    restored = Signal(str)
    """The criterion it belongs to, or nothing for a finding."""

    def __init__(self, case: VisitCase) -> None:
        super().__init__()
        self.setProperty("role", "warning")
        self.case = case
        self.lost: list[LostText] = []
        self.text = label("", wrap=True)
        self.restore_button = button(translate("Restore"), self.restore, variant="primary")
        self.drop_button = button(translate("Discard"), self.drop)
        layout = row(self, margins=theme.SMALL, spacing=theme.MEDIUM)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.restore_button)
        layout.addWidget(self.drop_button)
        self.hide()

    def look(self) -> None:
        """Look for lost texts of the visit; once, when it is opened.

        What was typed into a visit before it was signed waits until it is reopened.
        """
        if self.case.is_sealed:
            return
        job = self.case.desk.jobs.read(self.case.desk.application.drafts.all)
        job.succeeded.connect(self._on_found)

    def restore(self) -> None:
        """Put the lost text back where it was being typed."""
        lost = self.lost.pop(0)
        if lost.criterion_code:
            self.case.change_answer(lost.criterion_code, comment=lost.draft.text)
        elif self.case.case is not None:
            findings = self.case.desk.application.findings
            for finding in self.case.case.findings:
                if finding.id == lost.draft.entity_id:
                    changed = replace(finding, text=lost.draft.text)
                    self.case.save(partial(findings.save, changed))
        drafts = self.case.desk.application.drafts
        self.case.save(partial(drafts.discard, lost.draft.entity_id, lost.draft.field))
        self.restored.emit(lost.criterion_code)
        self._show()

    def drop(self) -> None:
        """Forget the lost text."""
        lost = self.lost.pop(0)
        drafts = self.case.desk.application.drafts
        self.case.save(partial(drafts.discard, lost.draft.entity_id, lost.draft.field))
        self._show()

    def _on_found(self, drafts: Sequence[KeptDraft]) -> None:
        if self.case.case is not None:
            self.lost = lost_texts(self.case.case, drafts)
            self._show()

    def _show(self) -> None:
        self.setVisible(bool(self.lost))
        if self.lost:
            lost = self.lost[0]
            place = lost.criterion_code or translate("Finding")
            self.text.setText(
                translate(
                    "This was being typed when the program ended ({place}): “{typed}”",
                    place=place,
                    typed=" ".join(lost.draft.text.split())[:160],
                )
            )


def lost_texts(case: CaseFile, drafts: Sequence[KeptDraft]) -> list[LostText]:
    """Return the drafts of this visit whose text is not in the store."""
    codes: dict[str, str] = {
        answer_id(case.inspection.id, leaf.identity): leaf.code
        for checklist in case.checklists
        for leaf in checklist.leaves()
    }
    findings: dict[str, str] = {finding.id: finding.text for finding in case.findings}
    found = []
    for draft in drafts:
        code = codes.get(draft.entity_id, "")
        answer = case.answers.get(code)
        known = answer.comment if answer is not None else ""
        if code and draft.field == "comment" and draft.text != known:
            found.append(LostText(draft, code))
        elif findings.get(draft.entity_id, draft.text) != draft.text:
            found.append(LostText(draft, ""))
    return found
