"""The line above a list: search, quick choices and how many are shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QLineEdit, QWidget
from typing_extensions import override

from app.words import translate
from ui import theme
from ui.icons import Icon, icon
from ui.widgets.basics import Toggle, column, label, row

_LEAST_SEARCH: Final = 150


class FilterBar(QWidget):
    """Search words and one of a few choices; both only tell what is wanted."""

    searched = Signal(str)
    choice_made = Signal(int)

    def __init__(
        self, hint: str, choices: Sequence[str] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.words = QLineEdit()
        self.words.setPlaceholderText(hint)
        self.words.setAccessibleName(hint)
        self.words.setClearButtonEnabled(True)
        self.words.setMaximumWidth(theme.scaled(320))
        self.words.addAction(
            icon(Icon.SEARCH, theme.current().muted), QLineEdit.ActionPosition.LeadingPosition
        )
        self.words.textChanged.connect(self.searched)
        self.count = label("", "muted")
        self._group = QButtonGroup(self)
        self._first, self._second = row(), row()
        layout = column(self, spacing=theme.SMALL)
        layout.addLayout(self._first)
        layout.addLayout(self._second)
        self._first.addWidget(self.words, 4)
        for number, text in enumerate(choices):
            choice = Toggle(text)
            choice.setChecked(number == 0)
            self._group.addButton(choice, number)
            self._first.addWidget(choice)
        self._group.idClicked.connect(self.choice_made)
        self._first.addStretch(1)
        self._first.addWidget(self.count)
        self._second.addStretch(1)
        self._is_folded = False

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        """Give the choices a line of their own where there is no room for them and the words."""
        shown = [one for one in self.choices if not one.isHidden()]
        gap = self._first.spacing()
        needed = theme.scaled(_LEAST_SEARCH) + self.count.sizeHint().width() + gap * 2
        needed += sum(one.sizeHint().width() + gap for one in shown)
        is_folded = bool(shown) and self.width() < needed
        if is_folded == self._is_folded:
            return
        self._is_folded = is_folded
        for place, one in enumerate(self.choices):
            line, at = (self._second, place) if is_folded else (self._first, place + 1)
            line.insertWidget(at, one)

    def choose(self, number: int) -> None:
        """Make one of the choices, as if it was clicked."""
        self._group.button(number).click()

    @property
    def choices(self) -> Sequence[QAbstractButton]:
        """The quick choices, in their order."""
        return self._group.buttons()

    def show_choice(self, number: int, *, shown: bool) -> None:
        """Offer one of the choices only where it chooses something."""
        self._group.button(number).setVisible(shown)
        self._fold()

    def show_count(self, shown: int, total: int) -> None:
        """Tell how many rows are shown of how many there are."""
        self.count.setText(translate("{shown} of {total}", shown=shown, total=total))
