"""The tab Chung: when, where and with whom; the paper it ends in; who was at work."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from app.domain.inspection import Inspection, InspectionKind, InspectionState, Side
from app.errors import InvalidValue
from app.words import translate
from ui import theme
from ui.texts import day_text
from ui.visit.attendance import AttendancePart
from ui.visit.delegations import Delegations
from ui.visit.earlier_notice import EarlierNotice
from ui.visit.paper_facts import PaperFacts
from ui.visit.people import People
from ui.visit.tab import CaseTab
from ui.visit.visit_case import VisitCase
from ui.widgets.basics import Toggle, button, column, label, row
from ui.widgets.fields import AutoLine, AutoText, DayField, MomentField, stand
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
        self.announced = MomentField(translate("Decision announced at"))
        self.place = AutoLine(translate("Place"))
        self.places_visited = AutoLine(translate("Places visited"))
        self.remark = AutoText(translate("General remark"), lines=3)
        self.decision = label("", wrap=True)
        self.problem = label("", wrap=True)
        self.problem.setProperty("tone", "bad")
        self.team = People(Side.TEAM)
        self.unit = People(Side.UNIT)
        self.witnesses = People(Side.WITNESS)
        self.paper = PaperFacts()
        self.delegations = Delegations()
        self.attendance = AttendancePart(case)
        self.earlier = EarlierNotice(case)
        self.visit_button = self._switch(translate("Visit and people"))
        self.paper_button = self._switch(translate("Minutes and joint delegations"))
        self.attendance_button = self._switch(translate("Attendance"))
        self.parts = [ScrollColumn(margins=0, spacing=theme.MEDIUM) for _ in range(3)]
        self.stack = QStackedWidget()
        self.step_button = button("", self._on_step)
        self._build()
        self._connect()

    @override
    def show_case(self) -> None:
        if self.case.case is None:
            return
        inspection, plan = self.case.case.inspection, self.case.case.plan
        stand(
            inspection.id,
            planned_from=self.planned_from,
            planned_to=self.planned_to,
            started_at=self.started,
            ended_at=self.ended,
            decision_announced_at=self.announced,
            place=self.place,
            places_visited=self.places_visited,
            general_remark=self.remark,
        )
        self.planned_from.show_day(inspection.planned_from)
        self.planned_to.show_day(inspection.planned_to)
        self.started.show_moment(inspection.started_at)
        self.ended.show_moment(inspection.ended_at)
        self.announced.show_moment(inspection.decision_announced_at)
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
            joint = [one.name for one in inspection.delegations] if side is Side.TEAM else []
            people.show_people(inspection.id, self.case.case.people(side), joint)
        self.paper.show_visit(inspection)
        self.delegations.show_delegations(inspection.id, inspection.delegations)
        self.attendance.show_case(self.case.case)
        self.earlier.look()
        self._show_attendance()
        self._show_step(inspection)

    @override
    def open_key(self, key: str) -> None:
        """Put the keyboard where a field, a person, a count or an absence stands."""
        fields: dict[str, tuple[Toggle, QWidget]] = {
            "started_at": (self.visit_button, self.started),
            "ended_at": (self.visit_button, self.ended),
            "decision_announced_at": (self.visit_button, self.announced),
            "place": (self.visit_button, self.place),
            "team": (self.visit_button, self.team.new_name),
            "unit": (self.visit_button, self.unit.new_name),
            "witnesses": (self.visit_button, self.witnesses.new_name),
            "copies": (self.paper_button, self.paper.copies["copies"]),
            "delegations": (self.paper_button, self.delegations.new_name),
            "absences": (self.attendance_button, self.attendance.new_name),
        }
        if key in fields:
            button_, field = fields[key]
            field.setFocus()
            self._open_part(button_, field)
            return
        for people in (self.team, self.unit, self.witnesses):
            if (line := people.lines.get(key)) is not None:
                self._open_part(self.visit_button, line.name)
        if (entry := self.attendance.reach(key)) is not None:
            self._open_part(self.attendance_button, entry)

    @override
    def reveal(self, field: QWidget) -> None:
        switches = (self.visit_button, self.paper_button, self.attendance_button)
        for part, switch in zip(self.parts, switches, strict=True):
            if part.isAncestorOf(field):
                self._open_part(switch, field)

    @override
    def settle(self) -> None:
        for field in (
            self.planned_from,
            self.planned_to,
            self.started,
            self.ended,
            self.announced,
            self.place,
            self.places_visited,
            self.remark,
            self.team,
            self.unit,
            self.witnesses,
            self.paper,
            self.delegations,
            self.attendance,
        ):
            field.settle()

    def _build(self) -> None:
        switches = row()
        for switch in (self.visit_button, self.paper_button, self.attendance_button):
            switches.addWidget(switch)
        switches.addStretch(1)
        layout = column(self, spacing=theme.SMALL)
        layout.addWidget(self.earlier)
        layout.addLayout(switches)
        for part in self.parts:
            self.stack.addWidget(part)
        layout.addWidget(self.stack, 1)
        self.visit_button.setChecked(True)
        self._build_visit(self.parts[0].column)
        self._build_paper(self.parts[1].column)
        self.parts[2].column.addWidget(self.attendance)
        self.parts[2].column.addStretch(1)

    def _build_visit(self, into: QVBoxLayout) -> None:
        frame, inner = section(translate("Time and place"))
        inner.addWidget(self.decision)
        form = Form(4)
        form.add(translate("Planned from"), self.planned_from)
        form.add(translate("Planned to"), self.planned_to)
        form.add(translate("Started at"), self.started)
        form.add(translate("Ended at"), self.ended)
        form.add(translate("Decision announced at"), self.announced, span=2)
        form.add(translate("Place"), self.place, span=2)
        form.add(translate("Places visited"), self.places_visited, span=4)
        inner.addWidget(form)
        inner.addWidget(self.problem)
        self.problem.hide()
        step = row()
        step.addWidget(self.step_button)
        step.addStretch(1)
        inner.addLayout(step)
        into.addWidget(frame)
        for title, people in (
            (translate("Inspection team"), self.team),
            (translate("The inspected unit"), self.unit),
            (translate("Witnesses"), self.witnesses),
        ):
            frame, inner = section(title)
            inner.addWidget(people)
            into.addWidget(frame)
        frame, inner = section(translate("General remark"))
        inner.addWidget(self.remark)
        into.addWidget(frame)
        into.addStretch(1)

    def _build_paper(self, into: QVBoxLayout) -> None:
        frame, inner = section(
            translate("The minutes on paper"),
            translate("The copies kept together make those that are made."),
        )
        inner.addWidget(self.paper)
        into.addWidget(frame)
        frame, inner = section(
            translate("Joint delegations"),
            translate("Delegations of other agencies that inspect here and sign the same minutes."),
        )
        inner.addWidget(self.delegations)
        into.addWidget(frame)
        into.addStretch(1)

    def _switch(self, text: str) -> Toggle:
        made = Toggle(text, self._show_part)
        made.setAutoExclusive(True)
        return made

    def _open_part(self, switch: Toggle, field: QWidget) -> None:
        switch.setChecked(True)
        self._show_part()
        self.parts[self.stack.currentIndex()].reach(field)
        field.setFocus()

    def _show_part(self) -> None:
        switches = (self.visit_button, self.paper_button, self.attendance_button)
        chosen = [switch.isChecked() for switch in switches]
        self.stack.setCurrentIndex(chosen.index(True))

    def _show_attendance(self) -> None:
        """Attendance belongs to public duty; what was recorded elsewhere is not hidden either."""
        case = self.case.case
        wanted = case is not None and (
            case.inspection.kind is InspectionKind.PUBLIC_DUTY
            or bool(case.roll_calls or case.absences)
        )
        self.attendance_button.setVisible(wanted)
        if not wanted and self.attendance_button.isChecked():
            self.visit_button.setChecked(True)
        self._show_part()

    def _connect(self) -> None:
        self.planned_from.day_settled.connect(lambda day: self._change(planned_from=day))
        self.planned_to.day_settled.connect(lambda day: self._change(planned_to=day))
        self.started.moment_settled.connect(lambda moment: self._change(started_at=moment))
        self.ended.moment_settled.connect(lambda moment: self._change(ended_at=moment))
        self.announced.moment_settled.connect(
            lambda moment: self._change(decision_announced_at=moment)
        )
        self.paper.changed.connect(lambda changes: self._change(**changes))
        self.delegations.changed.connect(lambda joint: self._change(delegations=joint))
        self.delegations.renamed.connect(self.team.follow_name)
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
                lambda person: self.case.save(partial(inspections.save_participant, person), person)
            )
            people.removed.connect(
                lambda person: self.case.save(partial(inspections.remove_participant, person))
            )

    def _change(self, **changes: object) -> None:
        try:
            self.case.change_inspection(**changes)
        except InvalidValue as problem:
            self.case.drafts.refuse()
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
