"""Who is typing: a name from the list, or another one; no password, because it is no login."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QListWidget, QWidget

from app.words import translate
from ui import theme
from ui.widgets.basics import button, column, label, row
from ui.widgets.fields import AutoLine


class TypistDialog(QDialog):
    """Lets a person pick the name under which is written from now on; `picked` brings it."""

    picked = Signal(str)

    def __init__(self, names: Sequence[str], current: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("Who is typing?"))
        self.names = QListWidget()
        self.names.setAccessibleName(translate("Names"))
        # Or the rows get their height before they get their look.
        self.names.ensurePolished()
        self.names.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.names.addItems(list(names))
        self.other = AutoLine(translate("Another name"), translate("Another name"))
        self.pick_button = button(translate("Write under this name"), self.pick, variant="primary")
        self.pick_button.setDefault(True)
        self._build()
        at = list(names).index(current) if current in names else 0
        self.names.setCurrentRow(at)
        self.names.itemDoubleClicked.connect(lambda _item: self.pick())
        self.names.itemActivated.connect(lambda _item: self.pick())
        self.other.textChanged.connect(lambda _text: self._show_choice())
        self._show_choice()
        self.names.setFocus()

    def pick(self) -> None:
        """Take the name typed, or else the one chosen in the list."""
        if name := self._name():
            self.picked.emit(name)
            self.accept()

    def _name(self) -> str:
        chosen = [item.text() for item in self.names.selectedItems()]
        return self.other.text().strip() or next(iter(chosen), "")

    def _show_choice(self) -> None:
        # A name that is being typed counts; the list must not look as if it did.
        self.names.setEnabled(not self.other.text().strip())
        self.pick_button.setEnabled(bool(self._name()))

    def _build(self) -> None:
        self.resize(theme.scaled(420), theme.scaled(440))
        layout = column(self, margins=theme.LARGE, spacing=theme.MEDIUM)
        layout.addWidget(label(translate("Who is typing?"), "heading"))
        layout.addWidget(
            label(
                translate(
                    "The name is written into the history of everything entered from now on. "
                    "It is no login: anyone at this computer may pick any name."
                ),
                "muted",
                wrap=True,
            )
        )
        layout.addWidget(self.names, 1)
        layout.addWidget(self.other)
        foot = row()
        foot.addStretch(1)
        foot.addWidget(button(translate("Cancel"), self.reject))
        foot.addWidget(self.pick_button)
        layout.addLayout(foot)
        self.names.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
