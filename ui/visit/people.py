"""The people of a visit, one line each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from app.domain.inspection import Participant, ParticipantFacts, Role, Side
from app.words import translate
from ui import theme
from ui.icons import Icon
from ui.texts import role_text
from ui.values import with_changes
from ui.widgets.basics import button, column, row
from ui.widgets.fields import AutoLine, ChoiceField, stand
from ui.widgets.typed_text import new_record

_ROLE_WIDTH: Final = 156
"""Room for the longest role."""
_ROLES: Final = {
    Side.TEAM: (Role.TEAM_LEADER, Role.DEPUTY_LEADER, Role.SECRETARY, Role.MEMBER),
    Side.UNIT: (Role.UNIT_REPRESENTATIVE, Role.ATTENDEE),
    Side.RELATED: (Role.ATTENDEE,),
    Side.WITNESS: (Role.WITNESS,),
}


class People(QWidget):
    """The participants of one side; the last line takes a new one."""

    added = Signal(ParticipantFacts)
    changed = Signal(Participant)
    removed = Signal(Participant)

    def __init__(self, side: Side) -> None:
        super().__init__()
        self._side = side
        self.lines: dict[str, PersonLine] = {}
        layout = column(self, spacing=theme.SMALL)
        self._column = column(spacing=theme.SMALL)
        layout.addLayout(self._column)
        self.new_name = AutoLine(translate("Name"), translate("Add a person: name, then Enter"))
        self.new_name.settled.connect(self._on_new_name)
        self.new_name.setProperty("adds", True)  # noqa: FBT003 - Qt takes it so
        layout.addWidget(self.new_name)

    def show_people(
        self, visit: str, people: Sequence[Participant], delegations: Sequence[str] = ()
    ) -> None:
        """Show the participants; a line being typed in keeps its text.

        Args:
            visit: the visit they take part in.
            people: those of this side.
            delegations: the names of the joint delegations a member can belong to.
        """
        stand(new_record(visit, "participant", self._side.value), name=self.new_name)
        gone = set(self.lines) - {person.id for person in people}
        for identity in gone:
            line = self.lines.pop(identity)
            line.hide()
            line.deleteLater()
        for person in people:
            if person.id not in self.lines:
                line = PersonLine(self._side)
                line.changed.connect(self.changed)
                line.removed.connect(self.removed)
                self.lines[person.id] = line
                self._column.addWidget(line)
            self.lines[person.id].show_person(person, delegations)

    def follow_name(self, before: str, after: str) -> None:
        """Let the members of a delegation follow its new name."""
        for line in self.lines.values():
            line.follow_name(before, after)

    def settle(self) -> None:
        """Take texts being typed as final."""
        self.new_name.settle()
        for line in self.lines.values():
            line.settle()

    def _on_new_name(self, text: str) -> None:
        if text.strip():
            role = _ROLES[self._side][-1 if self.lines else 0]
            self.new_name.show_text("")
            self.added.emit(ParticipantFacts(side=self._side, role=role, name=text.strip()))


class PersonLine(QWidget):
    """One person: present or not, who it is, as what, and what for."""

    changed = Signal(Participant)
    removed = Signal(Participant)

    def __init__(self, side: Side) -> None:
        super().__init__()
        self._person: Participant | None = None
        self.present = QCheckBox()
        self.present.setAccessibleName(translate("Present"))
        self.present.setToolTip(translate("Present"))
        self.name = AutoLine(translate("Name"))
        self.position = AutoLine(translate("Position"), translate("Position"))
        self.role = ChoiceField(
            translate("Role"), [(role, role_text(role)) for role in _ROLES[side]]
        )
        self.tasks = AutoLine(translate("Task"), translate("Task"))
        self.delegation = ChoiceField(translate("Delegation"), [("", _of_the_plan())])
        if side is not Side.TEAM:
            self.tasks.hide()
        self.delegation.hide()
        self.role.setMinimumWidth(theme.scaled(_ROLE_WIDTH))
        self.remove = button("", self._on_removed, variant="danger", drawing=Icon.REMOVE)
        self.remove.setAccessibleName(translate("Remove"))
        self.remove.setToolTip(translate("Remove"))
        layout = row(self)
        for widget, stretch in (
            (self.present, 0),
            (self.name, 3),
            (self.position, 3),
            (self.role, 2),
            (self.tasks, 3),
            (self.delegation, 3),
            (self.remove, 0),
        ):
            layout.addWidget(widget, stretch)
        self.present.clicked.connect(lambda given: self._change(present=given))
        self.name.settled.connect(lambda text: self._change(name=text.strip()))
        self.position.settled.connect(lambda text: self._change(position=text.strip()))
        self.role.chosen.connect(lambda role: self._change(role=role))
        self.tasks.settled.connect(lambda text: self._change(tasks=text.strip()))
        self.delegation.chosen.connect(lambda name: self._change(delegation=name))

    def show_person(self, person: Participant, delegations: Sequence[str]) -> None:
        """Show what the case holds."""
        self._person = person
        stand(person.id, name=self.name, position=self.position, tasks=self.tasks)
        self.present.setChecked(person.present)
        self.name.show_text(person.name)
        self.position.show_text(person.position)
        self.role.show_value(person.role)
        self.tasks.show_text(person.tasks)
        names = dict.fromkeys([*delegations, *([person.delegation] if person.delegation else [])])
        self.delegation.offer([("", _of_the_plan()), *((name, name) for name in names)])
        self.delegation.show_value(person.delegation)
        self.delegation.setToolTip(self.delegation.currentText())
        self.delegation.setVisible(bool(names))

    def settle(self) -> None:
        """Take texts being typed as final."""
        for field in (self.name, self.position, self.tasks):
            field.settle()

    def follow_name(self, before: str, after: str) -> None:
        """Take over the new name of the delegation this person belongs to."""
        if self._person is not None and self._person.delegation == before:
            self._change(delegation=after)

    def _change(self, **changes: object) -> None:
        if self._person is not None:
            self._person = with_changes(self._person, changes)
            self.changed.emit(self._person)

    def _on_removed(self) -> None:
        if self._person is not None:
            self.removed.emit(self._person)


def _of_the_plan() -> str:
    return translate("Delegation of the plan")
