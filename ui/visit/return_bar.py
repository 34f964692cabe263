"""In the open card: what headquarters gave back and why, the reply, and the way to say either."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QFrame

from app.domain.criterion_return import CriterionReturn
from app.words import translate
from ui import theme
from ui.visit.visit_case import VisitCase
from ui.widgets.basics import button, clear, column, label
from ui.widgets.flow import Flow


class ReturnBar(QFrame):
    """On a laptop it shows nothing until a criterion is returned; at headquarters it can be."""

    def __init__(self, case: VisitCase) -> None:
        super().__init__()
        self.case = case
        self.code = ""
        self._shown: tuple[str, CriterionReturn | None] | None = None
        layout = column(self, spacing=theme.TINY)
        self._words = column(spacing=theme.TINY)
        self._acts = Flow(spacing=theme.TINY)
        layout.addLayout(self._words)
        layout.addLayout(self._acts)
        self.hide()

    def show_code(self, code: str) -> None:
        """Follow the criterion of the card."""
        self.code = code
        found = self.case.marks.returned(code)
        if (code, found) == self._shown:
            return
        self._shown = (code, found)
        clear(self._words)
        clear(self._acts)
        office = self.case.desk.application.returns.are_decided_here
        if found is not None:
            self._tell(found)
        for text, act in self._offered(found, office=office):
            made = button(text, act, variant="quiet" if found is None else "")
            made.setAccessibleName(f"{text} ({code})")
            # It changes nothing that signed minutes say.
            made.setProperty("reads", "yes")
            self._acts.addWidget(made)
        self.setVisible(found is not None or office)

    def _tell(self, found: CriterionReturn) -> None:
        reason = label(
            translate("Returned by headquarters: {reason}", reason=found.reason),
            "strong",
            wrap=True,
        )
        reason.setProperty("tone", "bad" if found.waits else "partial")
        self._words.addWidget(reason)
        if found.is_answered:
            text = translate("Reply of the team: {reply}", reply=found.reply)
            self._words.addWidget(label(text, wrap=True))

    def _offered(
        self, found: CriterionReturn | None, *, office: bool
    ) -> list[tuple[str, Callable[[], None]]]:
        if not office:
            text = translate("Reply…") if found and found.waits else translate("Change the reply…")
            return [(text, partial(self._on_reply, found))] if found else []
        if found is None:
            return [(translate("Return to the team…"), self._on_return)]
        return [
            (translate("Accept"), self._on_settle),
            (translate("Return again…"), self._on_return),
        ]

    def _on_return(self) -> None:
        question = translate("Why is {code} returned? The team reads this.", code=self.code)
        text = self.case.desk.prompts.ask_text(question) or ""
        returns = self.case.desk.application.returns
        if text.strip():
            visit, code = self.case.inspection_id, self.code
            self.case.save(lambda: returns.give_back(visit, code, text))

    def _on_reply(self, found: CriterionReturn) -> None:
        question = translate("What was done at {code}? Headquarters reads this.", code=self.code)
        text = self.case.desk.prompts.ask_text(question, found.reply) or ""
        returns = self.case.desk.application.returns
        if text.strip():
            visit, code = self.case.inspection_id, self.code
            self.case.save(lambda: returns.reply(visit, code, text))

    def _on_settle(self) -> None:
        returns = self.case.desk.application.returns
        self.case.save(partial(returns.settle, self.case.inspection_id, self.code))


def returned_verdict(found: CriterionReturn) -> tuple[str, str]:
    """Return the word and the tone of a criterion that is returned."""
    if found.waits:
        return translate("Returned"), "bad"
    return translate("Reply given"), "partial"
