"""Đoàn phối hợp: the delegations that inspect in the same visit and sign the same minutes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from app.domain.inspection import JointDelegation
from app.words import translate
from ui import theme
from ui.visit.entry_grid import Entry, EntryGrid
from ui.widgets.basics import column
from ui.widgets.fields import AutoLine, CountField, DayField, stand
from ui.widgets.typed_text import new_record


class DelegationEntry(Entry):
    """One delegation: its name, the decision it rests on, and the copies it keeps."""

    def __init__(self) -> None:
        super().__init__()
        self.name = AutoLine(translate("Name of the delegation"))
        self.number = AutoLine(translate("Decision number"))
        self.day = DayField(translate("Decision date"))
        self.body = AutoLine(translate("Who signed the decision"))
        self.copies = CountField(translate("Copies it keeps"))
        for name, field in (
            ("name", self.name),
            ("decision_number", self.number),
            ("decision_body", self.body),
        ):
            field.settled.connect(lambda text, name=name: self.change(**{name: text.strip()}))
        self.day.day_settled.connect(lambda day: self.change(decision_on=day))
        self.copies.count_settled.connect(lambda count: self.change(copies=count))

    @property
    @override
    def texts(self) -> Mapping[str, AutoLine]:
        return {
            "name": self.name,
            "decision_number": self.number,
            "decision_on": self.day,
            "decision_body": self.body,
            "copies": self.copies,
        }

    @property
    @override
    def fields(self) -> Sequence[QWidget]:
        return (self.name, self.number, self.day, self.body, self.copies)

    @override
    def _show(self) -> None:
        self.name.show_text(self.value.name)
        self.number.show_text(self.value.decision_number)
        self.day.show_day(self.value.decision_on)
        self.body.show_text(self.value.decision_body)
        self.copies.show_count(self.value.copies)


class Delegations(QWidget):
    """The joint delegations in their order; the last line takes a new one."""

    changed = Signal(tuple)
    renamed = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.shown: tuple[JointDelegation, ...] = ()
        self.grid = EntryGrid(
            (
                (translate("Name of the delegation"), 5),
                (translate("Decision number"), 3),
                (translate("Decision date"), 2),
                (translate("Who signed the decision"), 4),
                (translate("Copies it keeps"), 1),
            ),
            DelegationEntry,
        )
        self.new_name = AutoLine(
            translate("Name of the delegation"),
            translate("Add a joint delegation: name, then Enter"),
        )
        self.new_name.setProperty("adds", True)  # noqa: FBT003 - Qt takes it so
        layout = column(self, spacing=theme.SMALL)
        layout.addWidget(self.grid)
        layout.addWidget(self.new_name)
        self.grid.changed.connect(self._on_changed)
        self.grid.removed.connect(self._on_removed)
        self.new_name.settled.connect(self._on_new_name)

    def show_delegations(self, visit: str, delegations: Sequence[JointDelegation]) -> None:
        """Show what the case holds of a visit."""
        stand(new_record(visit, "delegation"), name=self.new_name)
        self.shown = tuple(delegations)
        self.grid.show_entries(
            {str(place): one for place, one in enumerate(self.shown)}, f"{visit}#"
        )

    def settle(self) -> None:
        """Take texts being typed as final."""
        self.new_name.settle()
        self.grid.settle()

    def _on_changed(self, key: str, changed: JointDelegation) -> None:
        place = int(key)
        before = self.shown[place]
        self.shown = (*self.shown[:place], changed, *self.shown[place + 1 :])
        self.changed.emit(self.shown)
        if changed.name != before.name:
            self.renamed.emit(before.name, changed.name)

    def _on_removed(self, key: str, _removed: JointDelegation) -> None:
        place = int(key)
        self.shown = (*self.shown[:place], *self.shown[place + 1 :])
        self.changed.emit(self.shown)

    def _on_new_name(self, text: str) -> None:
        if text.strip():
            self.new_name.show_text("")
            self.shown = (*self.shown, JointDelegation(name=text.strip()))
            self.changed.emit(self.shown)
