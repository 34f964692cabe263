"""What the sample answers: figure beside answer, taken over with a button and never silently."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtWidgets import QFrame, QGridLayout

from app.domain.answer import AnswerFacts
from app.domain.dossier_result import Rate
from app.services.answers import says_the_same
from app.services.sample_figures import SampleFigures
from app.words import translate
from ui import theme
from ui.jobs import Job
from ui.texts import number_text
from ui.visit.visit_case import VisitCase
from ui.visit.visit_read import of_visit
from ui.widgets.basics import button, chip, clear, column, label, row
from ui.widgets.fields import AutoLine

_TAKEN = ("value", "numerator", "denominator", "rate_source", "rate_on", "not_applicable")
_OTHERWISE = "Khác số liệu mẫu ({figure}): {reason}"
"""How a remark says it; kept and printed, so always Vietnamese."""


class SampleFiguresPanel(QFrame):
    """Each criterion that the sample answers, what it says, and what was answered."""

    def __init__(self, case: VisitCase) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.case = case
        self.suggested: Mapping[str, AnswerFacts] = {}
        self.summary = label("", wrap=True)
        self.by_field = label("", "muted", wrap=True)
        self.take_all_button = button(translate("Take all over"), self.take_all, variant="primary")
        self.grid = QGridLayout()
        self._build()
        case.answer_changed.connect(lambda _code: self._show_rows())

    def reload(self) -> Job:
        """Work the figures out anew."""
        application, visit = self.case.desk.application, self.case.inspection_id
        job = self.case.desk.jobs.read(
            of_visit(
                lambda: (
                    application.sample_figures.figures(visit),
                    application.answers.suggested(visit),
                )
            )
        )
        job.succeeded.connect(self._on_read)
        return job

    @property
    def different(self) -> list[str]:
        """The criteria whose answer is not what the sample says."""
        return [
            code
            for code, facts in self.suggested.items()
            if not says_the_same(self.case.answer(code), facts)
        ]

    def take(self, code: str) -> None:
        """Make the figure of the sample the answer at a criterion; its remarks stay."""
        facts = self.suggested[code]
        self.case.change_answer(code, **{name: getattr(facts, name) for name in _TAKEN})

    def take_all(self) -> None:
        """Take over everything that is different."""
        for code in self.different:
            self.take(code)

    def _build(self) -> None:
        layout = column(self, margins=theme.MEDIUM, spacing=theme.SMALL)
        head = row(spacing=theme.MEDIUM)
        head.addWidget(self.summary, 1)
        head.addWidget(self.take_all_button)
        layout.addLayout(head)
        layout.addWidget(self.by_field)
        self.grid.setHorizontalSpacing(theme.scaled(theme.MEDIUM))
        self.grid.setVerticalSpacing(theme.scaled(theme.SMALL))
        self.grid.setColumnStretch(1, 3)
        self.grid.setColumnStretch(5, 2)
        layout.addLayout(self.grid)
        self.take_all_button.hide()

    def _on_read(self, found: tuple[SampleFigures, Mapping[str, AnswerFacts]]) -> None:
        figures, self.suggested = found
        whole = figures.whole
        self.summary.setText(
            translate(
                "{total} dossiers  ·  early or on time {rate}  ·  {late} overdue",
                total=whole.total,
                rate=_rate(whole.on_time_rate),
                late=whole.overdue + whole.running_late,
            )
            if whole.total
            else translate("No dossier in the sample yet: there is nothing to count.")
        )
        self.by_field.setText(
            "  ·  ".join(
                f"{name or translate('(no field)')}: {_rate(one.on_time_rate)}"
                for name, one in figures.by_field.items()
            )
        )
        self._show_rows()

    def _show_rows(self) -> None:
        if self.case.case is None or not self.case.scores:
            return
        clear(self.grid)
        self.take_all_button.setVisible(bool(self.different))
        if not self.suggested:
            return
        for place, text in enumerate(
            (
                translate("Code"),
                translate("Criterion"),
                translate("From the sample"),
                translate("Answered"),
            )
        ):
            self.grid.addWidget(label(text, "label"), 0, place)
        for line, (code, facts) in enumerate(self.suggested.items(), start=1):
            self._add_row(line, code, facts)

    def _add_row(self, line: int, code: str, facts: AnswerFacts) -> None:
        checklist, _score = self.case.place_of(code)
        criterion = checklist.criterion(code)
        answer = self.case.answer(code)
        self.grid.addWidget(label(code, "code"), line, 0)
        self.grid.addWidget(label(criterion.text if criterion else "", wrap=True), line, 1)
        self.grid.addWidget(label(_said(facts), "strong"), line, 2)
        self.grid.addWidget(label(_said(answer) or translate("not yet")), line, 3)
        if says_the_same(answer, facts):
            self.grid.addWidget(chip(translate("taken over"), "good"), line, 4)
            return
        take = button(translate("Take over"), partial(self.take, code))
        take.setAccessibleName(f"{translate('Take over')} {code}")
        self.grid.addWidget(take, line, 4)
        if answer.is_given:
            why = AutoLine(
                translate("Why the answer is not that of the sample"),
                translate("Why another figure? (goes into the remarks)"),
            )
            why.settled.connect(partial(self._on_reason, code))
            self.grid.addWidget(why, line, 5)

    def _on_reason(self, code: str, reason: str) -> None:
        if not reason.strip():
            return
        said = _OTHERWISE.format(figure=_said(self.suggested[code]), reason=reason.strip())
        before = self.case.answer(code).comment
        self.case.change_answer(code, comment=f"{before}\n{said}" if before else said)


def _said(facts: AnswerFacts) -> str:
    if facts.not_applicable:
        return translate("not applicable")
    if facts.numerator is not None:
        return f"{number_text(facts.numerator)}/{number_text(facts.denominator)}"
    return facts.value


def _rate(rate: Rate) -> str:
    if rate.percent is None:
        return "-"
    return f"{rate.numerator}/{rate.denominator} ({number_text(rate.percent)}%)"
