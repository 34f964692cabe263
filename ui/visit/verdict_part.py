"""In the tab Bàn giao: what headquarters gave back, each a link to its card, and the approval."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from app.domain.criterion_return import CriterionReturn
from app.services.handover import Handover
from app.words import translate, translate_count
from ui import theme
from ui.navigation import VisitTab
from ui.texts import day_text
from ui.visit.return_bar import returned_verdict
from ui.visit.visit_case import VisitCase
from ui.widgets.basics import button, chip, clear, column, label, link
from ui.widgets.flow import Flow
from ui.widgets.form import section


class VerdictPart(QWidget):
    """Stands there at headquarters; on a laptop from the first word of headquarters on."""

    def __init__(self, case: VisitCase, decided: Callable[[], object]) -> None:
        super().__init__()
        self._case = case
        self._decided = decided
        frame, inner = section(translate("Word of headquarters"))
        self._lines = column(spacing=theme.SMALL)
        inner.addLayout(self._lines)
        self.approve_button = button(translate("Approve the visit…"), self._on_approve)
        self.back_button = button(translate("Take the approval back"), self._on_take_back)
        acts = Flow()
        for act in (self.approve_button, self.back_button):
            # Signed minutes say nothing of it.
            act.setProperty("reads", "yes")
            acts.addWidget(act)
        inner.addLayout(acts)
        column(self).addWidget(frame)
        self.hide()

    def show_handover(self, found: Handover) -> None:
        """Show what is returned, or that the visit is approved."""
        clear(self._lines)
        office = self._case.desk.application.returns.are_decided_here
        approved = found.row.approved_on
        for code, one in found.returns.items():
            self._lines.addWidget(self._line(code, one))
        if approved is not None:
            text = translate("Approved on {day}", day=day_text(approved))
            note = found.ruling.approval_note if found.ruling is not None else ""
            self._lines.addWidget(label(f"{text}. {note}".strip(), "strong", wrap=True))
        elif not found.returns:
            text = translate(
                "Nothing is returned. A criterion is returned in its card, on the tab Checklist."
            )
            self._lines.addWidget(label(text, "muted", wrap=True))
        self.approve_button.setVisible(office and approved is None)
        self.approve_button.setEnabled(not found.returns)
        self.approve_button.setToolTip(_why_not(len(found.returns)))
        self.back_button.setVisible(office and approved is not None)
        self.setVisible(office or bool(found.returns) or approved is not None)

    def _line(self, code: str, one: CriterionReturn) -> QWidget:
        part = QWidget()
        lines = column(part, spacing=theme.TINY)
        head = Flow()
        open_card = partial(
            self._case.desk.navigator.open_visit,
            self._case.inspection_id,
            VisitTab.CHECKLIST,
            code,
        )
        head.addWidget(link(code, open_card))
        head.addWidget(chip(*returned_verdict(one)))
        lines.addLayout(head)
        lines.addWidget(label(one.reason, wrap=True))
        if one.is_answered:
            text = translate("Reply of the team: {reply}", reply=one.reply)
            lines.addWidget(label(text, "muted", wrap=True))
        return part

    def _on_approve(self) -> None:
        question = translate("A word with the approval, if you like; the team reads it.")
        note = self._case.desk.prompts.ask_text(question)
        if note is not None:
            returns, visit = self._case.desk.application.returns, self._case.inspection_id
            self._write(lambda: returns.approve(visit, note))

    def _on_take_back(self) -> None:
        returns = self._case.desk.application.returns
        self._write(partial(returns.take_back, self._case.inspection_id))

    def _write(self, work: Callable[[], object]) -> None:
        self._case.save(work).succeeded.connect(lambda _written: self._decided())


def _why_not(returned: int) -> str:
    if not returned:
        return ""
    return translate_count(
        "{count} criterion is still returned: accept its reply first.",
        "{count} criteria are still returned: accept their replies first.",
        returned,
    )
