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
from ui.widgets.fields import AutoLine, ChoiceField

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
        self._lines: dict[str, _Line] = {}
        layout = column(self, spacing=theme.SMALL)
        self._column = column(spacing=theme.SMALL)
        layout.addLayout(self._column)
        self.new_name = AutoLine(translate("Name"), translate("Add a person: name, then Enter"))
        self.new_name.settled.connect(self._on_new_name)
        self.new_name.setProperty("adds", True)  # noqa: FBT003 - Qt takes it so
        layout.addWidget(self.new_name)

    def show_people(self, people: Sequence[Participant], delegations: Sequence[str] = ()) -> None:
        """Show the participants; a line being typed in keeps its text.

        Args:
            people: those of this side.
            delegations: the names of the joint delegations a member can belong to.
        """
        gone = set(self._lines) - {person.id for person in people}
        for identity in gone:
            line = self._lines.pop(identity)
            line.hide()
            line.deleteLater()
        for person in people:
            if person.id not in self._lines:
                line = _Line(self._side)
                line.changed.connect(self.changed)
                line.removed.connect(self.removed)
                self._lines[person.id] = line
                self._column.addWidget(line)
            self._lines[person.id].show_person(person, delegations)

    def reach(self, key: str) -> QWidget | None:
        """Put the keyboard into the line of a person; return its name."""
        line = self._lines.get(key)
        if line is None:
            return None
        line.name.setFocus()
        return line.name

    def settle(self) -> None:
        """Take texts being typed as final."""
        self.new_name.settle()
        for line in self._lines.values():
            line.settle()

    def _on_new_name(self, text: str) -> None:
        if text.strip():
            role = _ROLES[self._side][-1 if self._lines else 0]
            self.new_name.show_text("")
            self.new_name.clear()
            self.added.emit(ParticipantFacts(side=self._side, role=role, name=text.strip()))


class _Line(QWidget):
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
        self.remove = button("", self._on_removed, variant="danger", drawing=Icon.REMOVE)
        self.remove.setAccessibleName(translate("Remove"))
        self.remove.setToolTip(translate("Remove"))
        layout = row(self)
        for widget, stretch in (
            (self.present, 0),
            (self.name, 3),
            (self.position, 4),
            (self.role, 2),
            (self.tasks, 3),
            (self.delegation, 2),
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
        self._person = person
        self.present.setChecked(person.present)
        self.name.show_text(person.name)
        self.position.show_text(person.position)
        self.role.show_value(person.role)
        self.tasks.show_text(person.tasks)
        names = dict.fromkeys([*delegations, *([person.delegation] if person.delegation else [])])
        self.delegation.offer([("", _of_the_plan()), *((name, name) for name in names)])
        self.delegation.show_value(person.delegation)
        self.delegation.setVisible(bool(names))

    def settle(self) -> None:
        for field in (self.name, self.position, self.tasks):
            field.settle()

    def _change(self, **changes: object) -> None:
        if self._person is not None:
            self._person = with_changes(self._person, changes)
            self.changed.emit(self._person)

    def _on_removed(self) -> None:
        if self._person is not None:
            self.removed.emit(self._person)


def _of_the_plan() -> str:
    return translate("Delegation of the plan")
