"""The line above a list: search, quick choices and how many are shown."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QButtonGroup, QLineEdit, QWidget
from typing_extensions import override

from app.words import translate
from ui import theme
from ui.icons import Icon, icon
from ui.widgets.basics import Toggle, label, row
from ui.widgets.flow import Flow


class ManyFilters(QWidget):
    """Several filters beside each other, which stay as they are when the page is built anew."""

    @property
    def made(self) -> tuple[object, ...]:
        """What is chosen in each."""
        raise NotImplementedError

    def make(self, made: tuple[object, ...]) -> None:
        """Choose again what was chosen; what is not offered any more is left out."""
        raise NotImplementedError


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
        self.words.setMinimumWidth(theme.scaled(200))
        self.words.addAction(
            icon(Icon.SEARCH, theme.current().muted), QLineEdit.ActionPosition.LeadingPosition
        )
        self.words.textChanged.connect(self.searched)
        self.count = label("", "muted")
        self._group = QButtonGroup(self)
        self._choosing = choosing = Flow()
        for number, text in enumerate(choices):
            choice = Toggle(text)
            choice.setChecked(number == 0)
            self._group.addButton(choice, number)
            choosing.addWidget(choice)
        self._group.idClicked.connect(self.choice_made)
        self._line = row(self)
        self._line.addWidget(self.words, 2)
        self._line.addLayout(choosing)
        self._line.addStretch(1)
        self._line.addWidget(self.count)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Much enlarged, the choices stand under the words instead of over them.
        least = (
            self.words.minimumWidth(),
            self._choosing.minimumSize().width(),
            self.count.sizeHint().width(),
        )
        fits = sum(least) + 3 * self._line.spacing() <= event.size().width()
        way = QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom
        if way is not self._line.direction():
            self._line.setDirection(way)

    @override
    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        widest = max(self.words.minimumWidth(), self._choosing.minimumSize().width())
        return QSize(min(hint.width(), widest), hint.height())

    def add(self, field: QWidget) -> None:
        """Put one more field behind the choices."""
        self._choosing.addWidget(field)

    @property
    def chosen(self) -> int:
        """The choice made; -1 where there is none to make."""
        return self._group.checkedId()

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

    def show_count(self, shown: int, total: int) -> None:
        """Tell how many rows are shown of how many there are."""
        self.count.setText(translate("{shown} of {total}", shown=shown, total=total))
