"""What keeps a draft from being published, each a way to its criterion and field."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from app.domain.checklist_check import Fault
from app.words import translate


class FaultList(QListWidget):
    """Lists faults; a click or Enter asks to be taken to one."""

    fault_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(translate("What keeps it from being published"))
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.faults: tuple[Fault, ...] = ()
        self.itemClicked.connect(self._on_chosen)
        self.itemActivated.connect(self._on_chosen)

    def show_faults(self, faults: Sequence[Fault]) -> None:
        """Show them; more than anybody reads at once are only counted."""
        if tuple(faults) == self.faults and self.count():
            return
        self.faults = tuple(faults)
        self.clear()
        most = 200
        for fault in faults[:most]:
            place = fault.code or translate("The set")
            self.addItem(f"{place}  ·  {field_text(fault.field)}: {fault.reason}")
        if len(faults) > most:
            self._add_note(translate("… and {count} more", count=len(faults) - most))
        if not faults:
            self._add_note(translate("Nothing is missing: it can be published."))

    def _add_note(self, text: str) -> None:
        note = QListWidgetItem(text)
        note.setFlags(Qt.ItemFlag.NoItemFlags)
        self.addItem(note)

    def _on_chosen(self, item: QListWidgetItem) -> None:
        at = self.row(item)
        if at < len(self.faults):
            self.fault_chosen.emit(self.faults[at])


def field_text(field: str) -> str:
    """Return what a fact of a criterion or a set is called."""
    return {
        "code": translate("Code"),
        "parent_code": translate("Place in the tree"),
        "text": translate("Criterion"),
        "answer_type": translate("Answer"),
        "max_score": translate("Most points"),
        "scoring_rule": translate("Scoring rule"),
        "role": translate("Role"),
        "rating_cap": translate("Best rating left"),
        "condition": translate("Asked only if"),
        "calculation": translate("Calculated as"),
        "required": translate("What an answer must bring"),
        "checks": translate("Checks"),
        "title": translate("Title"),
        "bands": translate("Ratings"),
    }.get(field, field)
