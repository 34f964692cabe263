"""Points beside the rule's: what the unit gave itself, and where the team departs, and why."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.answer import Answer
from app.words import translate
from ui.texts import number_text, parse_number
from ui.widgets.basics import column
from ui.widgets.fields import AutoLine
from ui.widgets.form import Form


class PointsRow(QWidget):
    """Self score, team score and the reason of the difference."""

    changed = Signal(dict)

    def __init__(self) -> None:
        super().__init__()
        self.self_score = AutoLine(translate("Self score"))
        self.team_score = AutoLine(translate("Team score"))
        self.team_reason = AutoLine(translate("Why the team departs from the rule"))
        form = Form(4)
        form.add(translate("Self score"), self.self_score)
        form.add(translate("Team score"), self.team_score)
        form.add(translate("Why the team departs from the rule"), self.team_reason, span=2)
        column(self).addWidget(form)
        self.texts = {
            "self_score": self.self_score,
            "team_score": self.team_score,
            "team_reason": self.team_reason,
        }
        self.self_score.settled.connect(lambda text: self._on_points("self_score", text))
        self.team_score.settled.connect(lambda text: self._on_points("team_score", text))
        self.team_reason.settled.connect(
            lambda text: self.changed.emit({"team_reason": text.strip()})
        )

    def show_answer(self, answer: Answer) -> None:
        """Show the points that were given."""
        self.self_score.show_text(number_text(answer.self_score))
        self.team_score.show_text(number_text(answer.team_score))
        self.team_reason.show_text(answer.team_reason)

    def settle(self) -> None:
        """Take texts being typed as final."""
        # The reason first: points that depart from the rule are refused without it.
        for field in (self.team_reason, self.self_score, self.team_score):
            field.settle()

    def _on_points(self, name: str, text: str) -> None:
        points = parse_number(text)
        is_wrong = bool(text.strip()) and points is None
        field = self.self_score if name == "self_score" else self.team_score
        field.mark_wrong(wrong=is_wrong)
        if not is_wrong:
            self.changed.emit({name: points})
