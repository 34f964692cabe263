"""Điểm danh: the counts of the staff, and who was not at work."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from app.domain.attendance import AbsenceFacts, AbsenceState, RollCallFacts
from app.domain.case_file import CaseFile
from app.words import translate
from ui import theme
from ui.icons import Icon
from ui.texts import absence_text
from ui.visit.entry_grid import Entry, EntryGrid
from ui.visit.visit_case import VisitCase
from ui.widgets.basics import button, chip, column, label, row
from ui.widgets.fields import AutoLine, ChoiceField, CountField, MomentField, stand
from ui.widgets.form import section
from ui.widgets.typed_text import new_record


class RollCallEntry(Entry):
    """One count: when, where, who should be there, and who is."""

    def __init__(self) -> None:
        super().__init__()
        self.at = MomentField(translate("Counted at"))
        self.office = AutoLine(translate("Department"), translate("The whole unit"))
        self.counts = {
            "staff": CountField(translate("Should be there")),
            "present": CountField(translate("Present")),
            "excused": CountField(translate("Absent, excused")),
            "unexcused": CountField(translate("Absent, no reason")),
        }
        self.sum = chip()
        self.at.moment_settled.connect(self._on_moment)
        self.office.settled.connect(lambda text: self.change(office=text.strip()))
        for name, field in self.counts.items():
            field.count_settled.connect(lambda count, name=name: self._on_count(name, count))

    @property
    @override
    def texts(self) -> Mapping[str, AutoLine]:
        return {"at": self.at, "office": self.office, **self.counts}

    @property
    @override
    def fields(self) -> Sequence[QWidget]:
        return (self.at, self.office, *self.counts.values(), self.sum)

    @override
    def _show(self) -> None:
        self.at.show_moment(self.value.at)
        self.office.show_text(self.value.office)
        for name, field in self.counts.items():
            field.show_count(getattr(self.value, name))
        self._show_sum()

    def _show_sum(self) -> None:
        good = self.value.adds_up
        self.sum.setText(translate("adds up") if good else translate("does not add up"))
        theme.mark_as(self.sum, chip="good" if good else "bad")

    def _on_moment(self, moment: datetime | None) -> None:
        if moment is None:
            self.at.show_moment(self.value.at)  # a count without its moment is none
        else:
            self.change(at=moment)

    def _on_count(self, name: str, count: int) -> None:
        self.change(**{name: count})
        self._show_sum()


class AbsenceEntry(Entry):
    """One person: who, how absent, since when, why, and who confirms it."""

    def __init__(self) -> None:
        super().__init__()
        self.name = AutoLine(translate("Name"))
        self.position = AutoLine(translate("Position"))
        self.department = AutoLine(translate("Department"))
        self.at = MomentField(translate("Seen at"))
        self.state = ChoiceField(
            translate("How absent"), [(one, absence_text(one)) for one in AbsenceState]
        )
        self.reason = AutoLine(translate("Reason"), translate("Reason"))
        self.evidence = AutoLine(translate("Evidence"), translate("Evidence"))
        self.confirmed = AutoLine(translate("Confirmed by"), translate("Confirmed by"))
        self._texts = {
            "name": self.name,
            "position": self.position,
            "department": self.department,
            "reason": self.reason,
            "evidence": self.evidence,
            "confirmed_by": self.confirmed,
        }
        for name, field in self._texts.items():
            field.settled.connect(lambda text, name=name: self.change(**{name: text.strip()}))
        self.at.moment_settled.connect(lambda moment: self.change(at=moment))
        self.state.chosen.connect(lambda state: self.change(state=state))

    @property
    @override
    def texts(self) -> Mapping[str, AutoLine]:
        return {**self._texts, "at": self.at}

    @property
    @override
    def fields(self) -> Sequence[QWidget]:
        return (self.name, self.position, self.department, self.at, self.state)

    @property
    @override
    def below(self) -> Sequence[tuple[QWidget, int]]:
        return ((self.reason, 2), (self.evidence, 1), (self.confirmed, 2))

    @override
    def _show(self) -> None:
        for name, field in self._texts.items():
            field.show_text(getattr(self.value, name))
        self.at.show_moment(self.value.at)
        self.state.show_value(self.value.state)


class AttendancePart(QWidget):
    """Both tables of a public-duty check, each change saved at once."""

    def __init__(self, case: VisitCase) -> None:
        super().__init__()
        self.case = case
        self.counts = EntryGrid(
            (
                (translate("Counted at"), 3),
                (translate("Department"), 4),
                (translate("Should be there"), 1),
                (translate("Present"), 1),
                (translate("Absent, excused"), 1),
                (translate("Absent, no reason"), 1),
                ("", 0),
            ),
            RollCallEntry,
        )
        self.absences = EntryGrid(
            (
                (translate("Name"), 4),
                (translate("Position"), 3),
                (translate("Department"), 5),
                (translate("Seen at"), 3),
                (translate("How absent"), 4),
            ),
            AbsenceEntry,
        )
        self.add_button = button(translate("Add a roll call"), self._on_add_count, drawing=Icon.ADD)
        self.new_name = AutoLine(
            translate("Name"), translate("Add a person who was not there: name, then Enter")
        )
        self.new_name.setProperty("adds", True)  # noqa: FBT003 - Qt takes it so
        self._build()
        self._connect()

    def show_case(self, case: CaseFile) -> None:
        """Show what is recorded."""
        stand(new_record(case.inspection.id, "absence"), name=self.new_name)
        self.counts.show_entries({one.id: one for one in case.roll_calls})
        self.absences.show_entries({one.id: one for one in case.absences})

    def settle(self) -> None:
        """Take texts being typed as final."""
        self.new_name.settle()
        self.counts.settle()
        self.absences.settle()

    def reach(self, key: str) -> QWidget | None:
        """Put the keyboard into a count or an absence."""
        return self.counts.reach(key) or self.absences.reach(key)

    def _build(self) -> None:
        layout = column(self, spacing=theme.MEDIUM)
        frame, inner = section(
            translate("Roll calls"),
            translate("Present and absent together make those who should be there."),
        )
        inner.addWidget(self.counts)
        foot = row()
        foot.addWidget(self.add_button)
        foot.addStretch(1)
        inner.addLayout(foot)
        layout.addWidget(frame)
        frame, inner = section(translate("Not at work"))
        inner.addWidget(
            label(translate("Names stand in an annex that can be left out."), "muted", wrap=True)
        )
        inner.addWidget(self.absences)
        inner.addWidget(self.new_name)
        layout.addWidget(frame)

    def _connect(self) -> None:
        attendance = self.case.desk.application.attendance
        for grid in (self.counts, self.absences):
            grid.changed.connect(
                lambda _key, entry: self.case.save(partial(attendance.save, entry), entry)
            )
            grid.removed.connect(
                lambda _key, entry: self.case.save(partial(attendance.remove, entry))
            )
        self.new_name.settled.connect(self._on_new_name)

    def _on_add_count(self) -> None:
        attendance, visit = self.case.desk.application.attendance, self.case.inspection_id
        facts = RollCallFacts(at=self.case.desk.clock.now().replace(second=0, microsecond=0))
        self.case.save(partial(attendance.add_roll_call, visit, facts))

    def _on_new_name(self, text: str) -> None:
        if not text.strip():
            return
        self.new_name.show_text("")
        attendance, visit = self.case.desk.application.attendance, self.case.inspection_id
        facts = AbsenceFacts(name=text.strip())
        self.case.save(partial(attendance.add_absence, visit, facts))
