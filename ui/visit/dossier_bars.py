"""The line of buttons that shows and hides the columns of the dossier grid by groups."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.dossier_column import ColumnGroup
from app.words import translate
from ui.settings import SettingsFile
from ui.widgets.basics import Toggle, label
from ui.widgets.flow import Flow

_KEPT: Final = "dossier_groups"


class GroupBar(QWidget):
    """One button a group; what is shown is remembered on this laptop."""

    chosen = Signal(list)

    def __init__(self, settings: SettingsFile) -> None:
        super().__init__()
        self._settings = settings
        kept = settings.current.columns.get(_KEPT)
        names = kept.split(",") if kept else [group.name for group in ColumnGroup]
        self.buttons: dict[ColumnGroup, Toggle] = {}
        layout = Flow(self)
        layout.addWidget(label(translate("Columns:"), "muted"))
        for group in ColumnGroup:
            made = Toggle(translate(group.value), self._on_clicked)
            made.setChecked(group.name in names)
            self.buttons[group] = made
            layout.addWidget(made)

    @property
    def shown(self) -> list[ColumnGroup]:
        """The groups whose columns are shown."""
        return [group for group, made in self.buttons.items() if made.isChecked()]

    def _on_clicked(self) -> None:
        names = ",".join(group.name for group in self.shown) or "-"
        self._settings.change(columns={**self._settings.current.columns, _KEPT: names})
        self.chosen.emit(self.shown)
