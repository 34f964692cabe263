"""The recommendations that answer a finding, and those that answer none."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QFrame

from app.domain.finding import Finding
from app.domain.recommendation import Addressee, Recommendation, RecommendationFacts
from app.words import translate
from ui import theme
from ui.icons import Icon
from ui.texts import addressee_text
from ui.values import with_changes
from ui.visit.phrase_offer import PhraseOffer
from ui.visit.sealing import show_sealed
from ui.visit.visit_case import VisitCase
from ui.widgets.basics import button, chip, column, label, row
from ui.widgets.fields import AutoLine, AutoText, ChoiceField, DayField, stand
from ui.widgets.form import Form
from ui.widgets.typed_text import new_record


class RecommendationList(QFrame):
    """One card per recommendation; the last field takes a new one."""

    def __init__(self, case: VisitCase, title: str) -> None:
        super().__init__()
        self.case = case
        self.finding: Finding | None = None
        self.cards: dict[str, RecommendationCard] = {}
        self.title = label(title, "strong")
        self.new_text = AutoText(
            translate("New recommendation"),
            translate("Add a recommendation: what must be done"),
            lines=1,
        )
        self.new_text.settled.connect(self._on_new_text)
        self.phrases = PhraseOffer(self.new_text, case, lambda: "kien_nghi", self._code)
        layout = column(self, spacing=theme.SMALL)
        layout.addWidget(self.title)
        self._column = column(spacing=theme.SMALL)
        layout.addLayout(self._column)
        self.new_text.setProperty("adds", True)  # noqa: FBT003 - Qt takes it so
        layout.addWidget(self.new_text)

    def show_finding(self, finding: Finding | None) -> None:
        """Show what answers a finding; without one, what stands alone."""
        case = self.case.case
        self.finding = finding
        if case is None:
            return
        about = finding.id if finding is not None else ""
        stand(new_record(self.case.inspection_id, "recommendation", about), text=self.new_text)
        wanted = finding.id if finding is not None else None
        mine = {one.id: one for one in case.recommendations if one.finding_id == wanted}
        for identity in set(self.cards) - set(mine):
            gone = self.cards.pop(identity)
            gone.hide()
            gone.deleteLater()
        for identity, recommendation in mine.items():
            if identity not in self.cards:
                self.cards[identity] = made = RecommendationCard(self.case)
                self._column.addWidget(made)
            self.cards[identity].show_recommendation(recommendation)
        show_sealed(self, sealed=self.case.is_sealed)

    def settle(self) -> None:
        """Take texts being typed as final."""
        self.new_text.settle()
        for one in self.cards.values():
            one.settle()

    def _code(self) -> str:
        return self.finding.criterion_code if self.finding is not None else ""

    def _on_new_text(self, text: str) -> None:
        if not text.strip() or self.case.case is None:
            return
        facts = RecommendationFacts(
            text=text.strip(),
            owner=self.case.case.unit.committee,
            receiving_office=self.case.case.plan.report_to,
        )
        self.new_text.show_text("")
        finding_id = self.finding.id if self.finding is not None else None
        recommendations = self.case.desk.application.recommendations
        self.case.save(partial(recommendations.add, self.case.inspection_id, facts, finding_id))


class RecommendationCard(QFrame):
    """One recommendation: what, who, by when, and how it is reported."""

    def __init__(self, case: VisitCase) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.case = case
        self.recommendation: Recommendation | None = None
        self.text = AutoText(translate("Recommendation"), lines=2)
        self.phrases = PhraseOffer(self.text, case, lambda: "kien_nghi")
        self.owner = AutoLine(translate("Who acts"))
        self.due = DayField(translate("Deadline"))
        self.addressee = ChoiceField(
            translate("Addressed to"), [(one, addressee_text(one)) for one in Addressee]
        )
        self.report_form = AutoLine(translate("Form of the report"))
        self.no_deadline = AutoLine(translate("Why there is no deadline"))
        self.doubt = chip(translate("no deadline"), "bad")
        self.remove = button("", self._on_remove, variant="danger", drawing=Icon.REMOVE)
        self.remove.setAccessibleName(translate("Remove"))
        self.remove.setToolTip(translate("Remove"))
        self._build()
        for name, field in (
            ("text", self.text),
            ("owner", self.owner),
            ("report_form", self.report_form),
            ("no_deadline_reason", self.no_deadline),
        ):
            field.settled.connect(lambda text, name=name: self._change(name, text.strip()))
        self.due.day_settled.connect(lambda day: self._change("due_on", day))
        self.addressee.chosen.connect(lambda value: self._change("addressee", value))

    def show_recommendation(self, recommendation: Recommendation) -> None:
        """Show what the case holds."""
        self.recommendation = recommendation
        stand(
            recommendation.id,
            text=self.text,
            owner=self.owner,
            due_on=self.due,
            report_form=self.report_form,
            no_deadline_reason=self.no_deadline,
        )
        self.text.show_text(recommendation.text)
        self.owner.show_text(recommendation.owner)
        self.due.show_day(recommendation.due_on)
        self.addressee.show_value(recommendation.addressee)
        self.report_form.show_text(recommendation.report_form)
        self.no_deadline.show_text(recommendation.no_deadline_reason)
        self.doubt.setVisible(recommendation.lacks_deadline)

    def settle(self) -> None:
        """Take texts being typed as final."""
        for field in (self.text, self.owner, self.due, self.report_form, self.no_deadline):
            field.settle()

    def _build(self) -> None:
        layout = column(self, margins=theme.MEDIUM, spacing=theme.SMALL)
        form = Form(2)
        form.add(translate("Recommendation"), self.text, span=2)
        form.add(translate("Who acts"), self.owner)
        form.add(translate("Deadline"), self.due)
        form.add(translate("Form of the report"), self.report_form)
        form.add(translate("Addressed to"), self.addressee)
        form.add(translate("Why there is no deadline"), self.no_deadline, span=2)
        layout.addWidget(form)
        foot = row()
        foot.addWidget(self.doubt)
        foot.addStretch(1)
        foot.addWidget(self.remove)
        layout.addLayout(foot)

    def _change(self, name: str, value: object) -> None:
        if self.recommendation is None:
            return
        if name == "text" and not value:
            # A recommendation needs its text: the old one comes back.
            self.text.show_text(self.recommendation.text)
            return
        self.recommendation = with_changes(self.recommendation, {name: value})
        self.doubt.setVisible(self.recommendation.lacks_deadline)
        recommendations = self.case.desk.application.recommendations
        self.case.save(partial(recommendations.save, self.recommendation))

    def _on_remove(self) -> None:
        desk = self.case.desk
        if self.recommendation is not None and desk.prompts.confirm(
            translate("Put this recommendation in the bin?"), translate("Put in the bin")
        ):
            remove = desk.application.recommendations.remove
            self.case.save(partial(remove, self.recommendation))
