"""In the open card: what was asked when the answer was given, and that it still holds."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QLabel

from app.domain.answer_check import rule_of
from app.domain.checklist import Criterion
from app.words import translate
from ui import theme
from ui.icons import Icon, pixmap
from ui.visit.visit_case import VisitCase
from ui.widgets.basics import button, column, label, row

_ICON = 16


class ReviewBar(QFrame):
    """Shows nothing but for an answer that was given to another wording."""

    def __init__(self, case: VisitCase) -> None:
        super().__init__()
        self.setProperty("role", "warning")
        self.case = case
        self.code = ""
        self.text = label("", wrap=True)
        self.done_button = button(translate("Reviewed"), self.confirm, drawing=Icon.TICK)
        mark = QLabel()
        mark.setPixmap(pixmap(Icon.DIFFERS, theme.current().differs.ink, _ICON))
        layout = row(self, margins=theme.SMALL, spacing=theme.SMALL)
        layout.addWidget(mark)
        words = column(spacing=0)
        words.addWidget(label(translate("To review"), "strong"))
        words.addWidget(self.text)
        layout.addLayout(words, 1)
        layout.addWidget(self.done_button)
        self.hide()

    def show_code(self, code: str) -> None:
        """Follow the criterion of the card."""
        self.code = code
        self.setVisible(code in self.case.to_review)
        if code not in self.case.to_review:
            return
        asked = self.case.to_review[code]
        _checklist, score = self.case.place_of(code)
        self.text.setText(_asked_text(asked, score.criteria[code].criterion))

    def confirm(self) -> None:
        """Say that the answer holds for the wording of now."""
        self.case.confirm_answer(self.code)


def _asked_text(asked: Criterion | None, now: Criterion) -> str:
    if asked is None:
        return translate("It was answered in a version that is not on this computer.")
    if " ".join(asked.text.split()) != " ".join(now.text.split()):
        return translate("When it was answered, it read: “{asked}”", asked=asked.text)
    if asked.answer_type is not now.answer_type or asked.scoring_rule != now.scoring_rule:
        return translate(
            "When it was answered, it was scored: {rule}", rule=rule_of(asked).sentence
        )
    return translate("Its conditions or points have changed since it was answered.")
