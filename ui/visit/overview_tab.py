"""The tab Chung: when, where and with whom."""

from __future__ import annotations

from functools import partial

from typing_extensions import override

from app.domain.inspection import Inspection, InspectionState, Side
from app.errors import InvalidValue
from app.words import translate
from ui import theme
from ui.texts import day_text
from ui.visit.people import People
from ui.visit.tab import CaseTab
from ui.visit.visit_case import VisitCase
from ui.widgets.basics import button, column, label, row
from ui.widgets.fields import AutoLine, AutoText, DayField, MomentField
from ui.widgets.form import Form, section
from ui.widgets.scroll_column import ScrollColumn


class OverviewTab(CaseTab):
    """Shows and edits the facts of the visit and its participants."""

    def __init__(self, case: VisitCase) -> None:
        super().__init__(case)
        self.planned_from = DayField(translate("Planned from"))
        self.planned_to = DayField(translate("Planned to"))
        self.started = MomentField(translate("Started at"))
        self.ended = MomentField(translate("Ended at"))
        self.place = AutoLine(translate("Place"))
        self.places_visited = AutoLine(translate("Places visited"))
        self.remark = AutoText(translate("General remark"), lines=3)
        self.decision = label("", wrap=True)
        self.problem = label("", wrap=True)
        self.problem.setProperty("tone", "bad")
        self.team = People(Side.TEAM)
        self.unit = People(Side.UNIT)
        self.witnesses = People(Side.WITNESS)
        self.step_button = button("", self._on_step)
        self._build()
        self._connect()

    @override
    def show_case(self) -> None:
        if self.case.case is None:
            return
        inspection, plan = self.case.case.inspection, self.case.case.plan
        self.planned_from.show_day(inspection.planned_from)
        self.planned_to.show_day(inspection.planned_to)
        self.started.show_moment(inspection.started_at)
        self.ended.show_moment(inspection.ended_at)
        self.place.show_text(inspection.place)
        self.places_visited.show_text(inspection.places_visited)
        self.remark.show_text(inspection.general_remark)
        self.decision.setText(
            translate(
                "Decision {number} of {day}, {body}. Subject: {subject}.",
                number=plan.decision_number,
                day=day_text(plan.decision_on),
                body=plan.issuing_body,
                subject=plan.subject,
            )
        )
        for people, side in (
            (self.team, Side.TEAM),
            (self.unit, Side.UNIT),
            (self.witnesses, Side.WITNESS),
        ):
            people.show_people(self.case.case.people(side))
        self._show_step(inspection)

    @override
    def settle(self) -> None:
        days = (self.planned_from, self.planned_to, self.started, self.ended)
        for field in (*days, self.place, self.places_visited, self.remark):
            field.settle()
        for people in (self.team, self.unit, self.witnesses):
            people.settle()

    def _build(self) -> None:
        scroll = ScrollColumn(margins=0, spacing=theme.MEDIUM)
        column(self).addWidget(scroll)
        frame, inner = section(translate("Time and place"))
        inner.addWidget(self.decision)
        form = Form(4)
        form.add(translate("Planned from"), self.planned_from)
        form.add(translate("Planned to"), self.planned_to)
        form.add(translate("Started at"), self.started)
        form.add(translate("Ended at"), self.ended)
        form.add(translate("Place"), self.place, span=2)
        form.add(translate("Places visited"), self.places_visited, span=2)
        inner.addWidget(form)
        inner.addWidget(self.problem)
        self.problem.hide()
        step = row()
        step.addWidget(self.step_button)
        step.addStretch(1)
        inner.addLayout(step)
        scroll.column.addWidget(frame)
        for title, people in (
            (translate("Inspection team"), self.team),
            (translate("The inspected unit"), self.unit),
            (translate("Witnesses"), self.witnesses),
        ):
            frame, inner = section(title)
            inner.addWidget(people)
            scroll.column.addWidget(frame)
        frame, inner = section(translate("General remark"))
        inner.addWidget(self.remark)
        scroll.column.addWidget(frame)
        scroll.column.addStretch(1)

    def _connect(self) -> None:
        self.planned_from.day_settled.connect(lambda day: self._change(planned_from=day))
        self.planned_to.day_settled.connect(lambda day: self._change(planned_to=day))
        self.started.moment_settled.connect(lambda moment: self._change(started_at=moment))
        self.ended.moment_settled.connect(lambda moment: self._change(ended_at=moment))
        self.place.settled.connect(lambda text: self._change(place=text.strip()))
        self.places_visited.settled.connect(lambda text: self._change(places_visited=text.strip()))
        self.remark.settled.connect(lambda text: self._change(general_remark=text))
        inspections = self.case.desk.application.inspections
        for people in (self.team, self.unit, self.witnesses):
            people.added.connect(
                lambda facts: self.case.save(
                    partial(inspections.add_participant, self.case.inspection_id, facts)
                )
            )
            people.changed.connect(
                lambda person: self.case.save(partial(inspections.save_participant, person))
            )
            people.removed.connect(
                lambda person: self.case.save(partial(inspections.remove_participant, person))
            )

    def _change(self, **changes: object) -> None:
        try:
            self.case.change_inspection(**changes)
        except InvalidValue as problem:
            self.problem.setText(problem.text)
            self.problem.show()
        else:
            self.problem.hide()

    def _show_step(self, inspection: Inspection) -> None:
        texts = {
            InspectionState.PLANNED: translate("Start the visit"),
            InspectionState.OPEN: translate("Finish the visit"),
            InspectionState.FINISHED: translate("Reopen the visit"),
        }
        text = texts.get(inspection.state, "")
        self.step_button.setText(text)
        self.step_button.setVisible(bool(text))

    def _on_step(self) -> None:
        if self.case.case is None:
            return
        state = self.case.case.inspection.state
        desk, visit = self.case.desk, self.case.inspection_id
        reason = ""
        if state is InspectionState.FINISHED:
            reason = desk.prompts.ask_text(translate("Why is the visit reopened?")) or ""
            if not reason:
                return
        wanted = InspectionState.FINISHED if state is InspectionState.OPEN else InspectionState.OPEN
        self.case.save(lambda: desk.application.inspections.take_step(visit, wanted, reason))
