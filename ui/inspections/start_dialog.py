"""Starting a visit: the unit, the decision, the period and the checklists."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QListWidget, QListWidgetItem, QWidget
from typing_extensions import override

from app.domain.inspection import Inspection, InspectionFacts, InspectionForm, InspectionKind
from app.domain.plan import PlanFacts
from app.domain.unit import Unit
from app.errors import InvalidValue
from app.services.checklists import ChecklistRow
from app.words import translate
from ui import theme
from ui.desk import Desk
from ui.texts import form_text, kind_text
from ui.widgets.basics import button, column, label, row
from ui.widgets.fields import AutoLine, ChoiceField, DayField
from ui.widgets.form import Form
from ui.widgets.reading_order import go_on

_UNIT: Final = Qt.ItemDataRole.UserRole


class StartDialog(QDialog):
    """Asks for what a visit cannot be without; everything else is filled in later."""

    started = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.setWindowTitle(translate("Start a visit"))
        self.words = AutoLine(translate("Inspected unit"), translate("Name or code, e.g. can duoc"))
        self.units = QListWidget()
        self.units.setAccessibleName(translate("Units found"))
        self.units.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.kind = ChoiceField(
            translate("Kind"), [(one, kind_text(one)) for one in InspectionKind]
        )
        self.form = ChoiceField(
            translate("Form"), [(one, form_text(one)) for one in InspectionForm]
        )
        self.period_from = DayField(translate("Period from"))
        self.period_to = DayField(translate("Period to"))
        self.decision_number = AutoLine(translate("Decision number"))
        self.decision_on = DayField(translate("Decision of"))
        self.issuing_body = AutoLine(translate("Issued by"))
        self.subject = AutoLine(translate("Subject"))
        self.checklists: dict[str, QCheckBox] = {}
        self.problem = label("", wrap=True)
        self.problem.setProperty("tone", "bad")
        self.start_button = button(translate("Start the visit"), self._on_start, variant="primary")
        self._checklist_column = column(spacing=theme.TINY)
        self._search_soon = QTimer(self)
        self._search_soon.setSingleShot(True)
        self._search_soon.setInterval(200)
        self._build()
        self._fill()
        self.words.textEdited.connect(lambda _text: self._search_soon.start())
        self._search_soon.timeout.connect(self.search)

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        return go_on(self, forward=next)

    def _build(self) -> None:
        self.resize(theme.scaled(960), theme.scaled(620))
        layout = column(self, margins=theme.HUGE, spacing=theme.MEDIUM)
        layout.addWidget(label(translate("Start a visit"), "heading"))
        sides = row(spacing=theme.HUGE)
        left = column(spacing=theme.SMALL)
        left.addWidget(label(translate("Inspected unit"), "label"))
        left.addWidget(self.words)
        left.addWidget(self.units, 1)
        right = Form(2)
        right.add(translate("Kind"), self.kind)
        right.add(translate("Form"), self.form)
        right.add(translate("Period from"), self.period_from)
        right.add(translate("Period to"), self.period_to)
        right.add(translate("Decision number"), self.decision_number)
        right.add(translate("Decision of"), self.decision_on)
        right.add(translate("Issued by"), self.issuing_body, span=2)
        right.add(translate("Subject"), self.subject, span=2)
        sides.addLayout(left, 1)
        about = column()
        about.addWidget(right)
        about.addStretch(1)
        sides.addLayout(about, 1)
        layout.addLayout(sides, 1)
        layout.addWidget(label(translate("Checklists"), "label"))
        layout.addLayout(self._checklist_column)
        layout.addWidget(self.problem)
        self.problem.hide()
        foot = row()
        foot.addStretch(1)
        foot.addWidget(button(translate("Cancel"), self.reject))
        foot.addWidget(self.start_button)
        layout.addLayout(foot)

    def _fill(self) -> None:
        today = self.desk.clock.today()
        self.period_from.show_day(date(today.year, 1, 1))
        self.period_to.show_day(today)
        self.decision_on.show_day(today)
        # A document quotes it, and documents are always Vietnamese.
        self.subject.show_text(f"công tác cải cách hành chính năm {today.year}")
        job = self.desk.jobs.read(self.desk.application.checklists.rows)
        job.succeeded.connect(self._show_checklists)

    def _show_checklists(self, rows: Sequence[ChecklistRow]) -> None:
        for one in rows:
            if one.code in self.checklists or not one.is_offered:
                continue
            box = QCheckBox(one.title)
            box.setToolTip(one.title)
            self.checklists[one.code] = box
            self._checklist_column.addWidget(box)
        if self.checklists:
            next(iter(self.checklists.values())).setChecked(True)

    def search(self) -> None:
        """Look for the units whose names hold every word typed."""
        words = self.words.text()
        units = self.desk.application.units

        def find() -> list[tuple[Unit, Unit | None]]:
            return [(unit, units.province_of(unit)) for unit in units.find(words)]

        job = self.desk.jobs.read(find)
        job.succeeded.connect(self._show_units)

    def _show_units(self, found: Sequence[tuple[Unit, Unit | None]]) -> None:
        self.units.clear()
        for unit, province in found:
            # Many communes share a name; the province tells them apart.
            parts = [unit.name, province.name if province is not None else "", unit.code]
            item = QListWidgetItem("  ·  ".join(part for part in parts if part))
            item.setData(_UNIT, unit.code)
            self.units.addItem(item)
        if found:
            self.units.setCurrentRow(0)

    def _on_start(self) -> None:
        for field in (self.period_from, self.period_to, self.decision_on):
            field.settle()
        problem = self._problem()
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        if problem:
            return
        plan, facts = self._plan(), self._facts()
        unit_code = self.units.currentItem().data(_UNIT)
        codes = tuple(code for code, box in self.checklists.items() if box.isChecked())
        inspections = self.desk.application.inspections
        self.start_button.setEnabled(False)
        job = self.desk.jobs.save(lambda: inspections.start(unit_code, plan, facts, codes))
        job.succeeded.connect(self._on_started)
        job.finished.connect(lambda: self.start_button.setEnabled(True))

    def _problem(self) -> str:
        period_from, period_to = self.period_from.day, self.period_to.day
        if self.units.currentItem() is None:
            return translate("Search for the unit and choose it.")
        if period_from is None or period_to is None or self.decision_on.day is None:
            return translate("Give the days as dd/mm/yyyy.")
        if not self.decision_number.text().strip() or not self.issuing_body.text().strip():
            return translate("Give the number of the decision and who issued it.")
        if not any(box.isChecked() for box in self.checklists.values()):
            return translate("Choose at least one checklist.")
        try:
            self._facts()
        except InvalidValue as problem:
            return problem.text
        return ""

    def _plan(self) -> PlanFacts:
        decision_on = self.decision_on.day
        assert decision_on is not None  # noqa: S101 - asked for above
        return PlanFacts(
            year=decision_on.year,
            subject=self.subject.text().strip(),
            issuing_body=self.issuing_body.text().strip(),
            decision_number=self.decision_number.text().strip(),
            decision_on=decision_on,
        )

    def _facts(self) -> InspectionFacts:
        period_from, period_to = self.period_from.day, self.period_to.day
        assert period_from is not None  # noqa: S101 - asked for above
        assert period_to is not None  # noqa: S101 - asked for above
        return InspectionFacts(
            kind=self.kind.value,
            form=self.form.value,
            period_from=period_from,
            period_to=period_to,
        )

    def _on_started(self, inspection: Inspection) -> None:
        self.accept()
        self.started.emit(inspection.id)
