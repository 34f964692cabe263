"""One criterion of a checklist, below its tree."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame

from app.domain.answer_check import rule_of
from app.domain.checklist import Criterion
from app.domain.rule_text import RuleInvalid
from ui import theme
from ui.widgets.basics import column, label


class CriterionDetail(QFrame):
    """How a criterion is scored, what to look at, and the law."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.text = label("", "strong", wrap=True)
        self.rule = label("", wrap=True)
        self.facts = label("", "muted", wrap=True)
        layout = column(self, margins=theme.MEDIUM, spacing=theme.TINY)
        for part in (self.text, self.rule, self.facts):
            layout.addWidget(part)
        self.hide()

    def show_criterion(self, criterion: Criterion | None) -> None:
        """Follow the criterion chosen."""
        self.setVisible(criterion is not None)
        if criterion is None:
            return
        self.text.setText(f"{criterion.code}  {criterion.text}")
        is_group = not criterion.legal_basis and not criterion.evidence
        self.rule.setText("" if is_group else _rule_text(criterion))
        self.rule.setVisible(not is_group)
        facts = [part for part in (criterion.evidence, criterion.legal_basis) if part]
        self.facts.setText("\n".join(facts))
        self.facts.setVisible(bool(facts))


def _rule_text(criterion: Criterion) -> str:
    try:
        return rule_of(criterion).sentence
    except RuleInvalid as error:
        # Of a draft; the version it becomes has none.
        return str(error.params["reason"])
