"""Many differences decided at once: all of a part of the visits for one person or laptop."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.difference import Decision, Difference, keep_all_of
from app.domain.text import sort_key
from app.words import translate, translate_count
from ui.widgets.basics import button, label
from ui.widgets.fields import ChoiceField
from ui.widgets.flow import Flow

_LETTERS = 16


class BulkBar(QWidget):
    """Offers the people, laptops and sections of the differences; decides nothing itself."""

    decided = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._differences: Sequence[Difference] = ()
        self.section = ChoiceField[str](translate("Section"), [("", translate("All sections"))])
        self.who = ChoiceField[str](translate("Whose values"), [("", translate("nobody chosen"))])
        self.button = button("", self._on_pressed)
        for field in (self.section, self.who):
            field.setMinimumContentsLength(_LETTERS)
            field.chosen.connect(lambda _value: self._show_count())
        words = label(translate("For all of"), "muted")
        keeping = label(translate("keep what this one says:"), "muted")
        line = Flow(self, widgets=(words, self.section, keeping, self.who, self.button))
        self.setLayout(line)

    def show_differences(self, found: Sequence[Difference]) -> None:
        """Follow the differences in view."""
        self._differences = found
        sections = sorted({one.section for one in found}, key=sort_key)
        names = {name for one in found for x in one.candidates for name in (x.actor, x.laptop)}
        self._fill(self.section, translate("All sections"), sections)
        self._fill(self.who, translate("nobody chosen"), sorted(names - {""}, key=sort_key))
        self._show_count()
        self.setVisible(len(found) > 1)

    @property
    def decisions(self) -> list[Decision]:
        """What pressing the button would decide."""
        section, who = self.section.value, self.who.value
        if not who:
            return []
        wanted = [one for one in self._differences if not section or one.section == section]
        return keep_all_of(wanted, who)

    def _fill(self, field: ChoiceField[str], nothing: str, names: Sequence[str]) -> None:
        chosen = field.value
        field.offer([("", nothing), *((name, name) for name in names)])
        if chosen in names:
            field.show_value(chosen)

    def _show_count(self) -> None:
        count = len(self.decisions)
        self.button.setText(
            translate_count("Decide {count} difference", "Decide {count} differences", count)
        )
        self.button.setEnabled(count > 0)

    def _on_pressed(self) -> None:
        if self.decisions:
            self.decided.emit(self.decisions)
