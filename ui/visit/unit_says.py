"""What the inspected unit says to the minutes: its opinion, whether it agrees, whether it signs."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from app.domain.case_file import CaseFile
from app.domain.inspection import Side, UnitAgreement
from app.words import translate
from ui import theme
from ui.navigation import VisitTab
from ui.texts import agreement_text
from ui.visit.phrase_offer import PhraseOffer
from ui.visit.visit_case import VisitCase
from ui.widgets.basics import column, label, link
from ui.widgets.fields import AutoText, ChoiceField, DayField, stand
from ui.widgets.form import Form


class UnitSays(QWidget):
    """The fields that are filled while the unit speaks."""

    place_asked = Signal(object, str)

    def __init__(self, case: VisitCase) -> None:
        super().__init__()
        self.case = case
        self.opinion = AutoText(translate("Opinion of the unit"), lines=4)
        self.phrases = PhraseOffer(self.opinion, case, lambda: "y_kien_don_vi")
        self.agreement = ChoiceField(
            translate("Agreement"), [(one, agreement_text(one)) for one in UnitAgreement]
        )
        self.refused = AutoText(translate("Why the unit does not sign, if it refuses"), lines=1)
        self.report_due = DayField(translate("Remediation report due"))
        self.witness = QFrame()
        self.witness_text = label("", wrap=True)
        self.witness_link = link(
            translate("Record the witnesses on the tab “General”"),
            lambda: self.place_asked.emit(VisitTab.OVERVIEW, "witnesses"),
        )
        self._build()
        self.opinion.settled.connect(lambda text: case.change_inspection(unit_opinion=text))
        self.agreement.chosen.connect(lambda one: case.change_inspection(unit_agreement=one))
        self.refused.settled.connect(self._on_refused)
        self.report_due.day_settled.connect(lambda day: case.change_inspection(report_due_on=day))

    def show_case(self, case: CaseFile) -> None:
        """Show what is recorded."""
        inspection = case.inspection
        stand(
            inspection.id,
            unit_opinion=self.opinion,
            refused_to_sign=self.refused,
            report_due_on=self.report_due,
        )
        self.opinion.show_text(inspection.unit_opinion)
        self.agreement.show_value(inspection.unit_agreement)
        self.refused.show_text(inspection.refused_to_sign)
        self.report_due.show_day(inspection.report_due_on)
        self._show_witness(inspection.refused_to_sign, case)

    def open_key(self, key: str) -> None:
        """Take a field in hand by the name of what it holds."""
        fields = {"unit_opinion": self.opinion, "report_due_on": self.report_due}
        if key in fields:
            fields[key].setFocus()

    def settle(self) -> None:
        """Take texts being typed as final."""
        for field in (self.opinion, self.refused, self.report_due):
            field.settle()

    def _build(self) -> None:
        form = Form(2)
        form.add(translate("Opinion of the unit"), self.opinion, span=2)
        form.add(translate("Agreement"), self.agreement)
        form.add(translate("Remediation report due"), self.report_due)
        form.add(translate("Why the unit does not sign, if it refuses"), self.refused, span=2)
        layout = column(self, spacing=theme.SMALL)
        layout.addWidget(form)
        self.witness.setProperty("role", "warning")
        inner = column(self.witness, margins=theme.MEDIUM, spacing=theme.TINY)
        inner.addWidget(self.witness_text)
        inner.addWidget(self.witness_link)
        layout.addWidget(self.witness)

    def _on_refused(self, text: str) -> None:
        self.case.change_inspection(refused_to_sign=text)
        if self.case.case is not None:
            self._show_witness(text, self.case.case)

    def _show_witness(self, refused: str, case: CaseFile) -> None:
        """Say that somebody else has to sign in the place of a unit that refuses."""
        self.witness.setVisible(bool(refused.strip()))
        names = ", ".join(one.name for one in case.people(Side.WITNESS) if one.name.strip())
        self.witness_text.setText(
            translate(
                "The unit does not sign: the minutes print its refusal, and at least one witness "
                "signs to confirm it (Decree 217/2025, Article 15). Witnesses recorded: {names}.",
                names=names or translate("nobody yet"),
            )
        )
