"""Own packages on a stick that headquarters has wholly: somebody ticks what goes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QWidget

from app.words import translate
from ui import theme
from ui.desk import Desk
from ui.texts import moment_text, size_text
from ui.widgets.basics import button, column, label, row

if TYPE_CHECKING:
    from app.services.arrived import Arrived

_NAME: Final = Qt.ItemDataRole.UserRole


class ArrivedDialog(QDialog):
    """A list with boxes, none of them ticked; what headquarters lacks does not stand in it."""

    removed = Signal()

    def __init__(self, desk: Desk, medium: Path, found: Sequence[Arrived], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("Old packages"))
        self.desk = desk
        self.medium = medium
        self.packages = QListWidget()
        self.packages.setAccessibleName(translate("Packages that headquarters has"))
        self.remove_button = button(
            translate("Remove from the stick"), self.remove, variant="danger"
        )
        for one in found:
            item = QListWidgetItem(
                f"{one.name}  ·  {moment_text(one.made_at)}  ·  {size_text(one.size)}"
            )
            item.setData(_NAME, one.name)
            item.setCheckState(Qt.CheckState.Unchecked)
            self.packages.addItem(item)
        self.packages.itemChanged.connect(lambda _item: self._show_ticked())
        self._build()
        self._show_ticked()

    @property
    def ticked(self) -> list[str]:
        """The names of those that shall go."""
        items = (self.packages.item(number) for number in range(self.packages.count()))
        return [str(one.data(_NAME)) for one in items if one.checkState() is Qt.CheckState.Checked]

    def remove(self) -> None:
        """Remove what is ticked, and close."""
        arrived, medium, names = self.desk.application.arrived, self.medium, self.ticked
        job = self.desk.jobs.save(lambda: arrived.remove(medium, names))
        job.succeeded.connect(lambda _freed: self.accept())
        job.finished.connect(self.removed.emit)

    def _build(self) -> None:
        self.resize(theme.scaled(560), theme.scaled(380))
        layout = column(self, margins=theme.LARGE, spacing=theme.MEDIUM)
        layout.addWidget(label(translate("Old packages"), "heading"))
        layout.addWidget(
            label(
                translate(
                    "Headquarters has said that it has all of these, photos too. Nothing on this "
                    "computer is touched."
                ),
                wrap=True,
            )
        )
        layout.addWidget(self.packages, 1)
        foot = row()
        foot.addWidget(self.remove_button)
        foot.addStretch(1)
        foot.addWidget(button(translate("Close"), self.reject))
        layout.addLayout(foot)

    def _show_ticked(self) -> None:
        self.remove_button.setEnabled(bool(self.ticked))
