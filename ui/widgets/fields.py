"""Fields without a Save button: they say when their text is settled, and when it should be kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final, Generic, TypeVar

from PySide6.QtCore import QMimeData, QObject, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget
from typing_extensions import override

from app.domain.text import clean
from app.words import translate
from ui import theme
from ui.texts import day_text, moment_text, parse_day, parse_moment

ValueT = TypeVar("ValueT")
_MOST_LINES: Final = 8
_DRAFT_AFTER_MS: Final = 700
_DIGITS: Final = 7
"""More digits than anything counted here has."""


class _Typing(QObject):
    """Watches one field: typed text is drafted before long, leaving it settles the text.

    The clock of the draft starts with the first key that is not kept and is not
    set back by the next ones: whoever types a paragraph without a pause loses no
    more of it than who stops after each word.
    """

    touched = Signal()
    paused = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.settled_text = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_DRAFT_AFTER_MS)
        self._pause.timeout.connect(self.paused)

    def type(self) -> None:
        """Note a key."""
        if not self._pause.isActive():
            self._pause.start()
            self.touched.emit()

    def settle(self, text: str) -> bool:
        """Take the text as final; tell whether it is new."""
        self._pause.stop()
        if text == self.settled_text:
            return False
        self.settled_text = text
        return True


class AutoLine(QLineEdit):
    """One line of text; `settled` when it is left changed.

    `touched` tells of the first key that is not kept anywhere, `drafted` brings
    the text to keep a moment later.
    """

    touched = Signal()
    settled = Signal(str)
    drafted = Signal(str, int)

    def __init__(self, name: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self._typing = _Typing(self)
        self._typing.touched.connect(self.touched)
        self._typing.paused.connect(self._on_paused)
        self.textEdited.connect(lambda _text: self._typing.type())
        self.editingFinished.connect(self.settle)

    def show_text(self, text: str) -> None:
        """Show what the store holds; a text being typed is left alone."""
        if self.hasFocus() and self.text() != self._typing.settled_text:
            return
        self._typing.settled_text = text
        self.setText(text)
        # A long text is read from its beginning.
        self.setCursorPosition(0)

    def settle(self) -> None:
        """Take the text as final, as leaving the field does."""
        text = clean(self.text())
        if self._typing.settle(text):
            self.settled.emit(text)

    def _on_paused(self) -> None:
        self.drafted.emit(clean(self.text()), self.cursorPosition())


class AutoText(QPlainTextEdit):
    """Lines of text that grow with what is written, up to a height; signals as `AutoLine`."""

    touched = Signal()
    settled = Signal(str)
    drafted = Signal(str, int)

    def __init__(
        self, name: str, hint: str = "", lines: int = 2, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        self._lines = lines
        self._typing = _Typing(self)
        self._typing.touched.connect(self.touched)
        self._typing.paused.connect(self._on_paused)
        self.textChanged.connect(self._on_changed)
        self._fit()

    def show_text(self, text: str) -> None:
        """Show what the store holds; a text being typed is left alone."""
        if self.hasFocus() and self.toPlainText() != self._typing.settled_text:
            return
        self._typing.settled_text = text
        if self.toPlainText() != text:
            self.blockSignals(True)  # noqa: FBT003 - Qt takes it so
            self.setPlainText(text)
            self.blockSignals(False)  # noqa: FBT003 - Qt takes it so
        self._fit()

    def settle(self) -> None:
        """Take the text as final, as leaving the field does."""
        text = clean(self.toPlainText()).strip()
        if self._typing.settle(text):
            self.settled.emit(text)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.settle()

    @override
    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        # Files dropped here are photos for what lies around, not their names as text.
        is_files = any(url.isLocalFile() for url in source.urls())
        return not is_files and super().canInsertFromMimeData(source)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _on_changed(self) -> None:
        self._typing.type()
        self._fit()

    def _on_paused(self) -> None:
        if self.toPlainText() != self._typing.settled_text:
            self.drafted.emit(clean(self.toPlainText()), self.textCursor().position())

    def _fit(self) -> None:
        # The layout of a plain text measures in lines, wrapped ones included.
        wanted = max(self._lines, min(round(self.document().size().height()), _MOST_LINES))
        height = wanted * self.fontMetrics().lineSpacing() + theme.scaled(26)
        if self.height() != height:
            self.setFixedHeight(height)


class _ReadField(AutoLine):
    """A line that must be read as something; what cannot be is shown as wrong, not settled."""

    def __init__(self, name: str, hint: str, width: int, parent: QWidget | None = None) -> None:
        super().__init__(name, hint, parent)
        self.setMaximumWidth(theme.scaled(width))
        self.settled.connect(self._on_settled)

    def _read(self, text: str) -> object:
        """Return what the text says, or None."""
        raise NotImplementedError

    def _tell(self, value: object) -> None:
        """Pass on what was read."""
        raise NotImplementedError

    def _on_settled(self, text: str) -> None:
        value = self._read(text)
        is_wrong = bool(text.strip()) and value is None
        theme.mark_as(self, wrong="yes" if is_wrong else "")
        if not is_wrong:
            self._tell(value)


class DayField(_ReadField):
    """A day as dd/mm/yyyy."""

    day_settled = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, translate("dd/mm/yyyy"), 164, parent)

    @property
    def day(self) -> date | None:
        """The day that stands there, or None."""
        return parse_day(self.text())

    def show_day(self, day: date | None) -> None:
        """Show what the store holds."""
        self.show_text(day_text(day))

    @override
    def _read(self, text: str) -> object:
        return parse_day(text)

    @override
    def _tell(self, value: object) -> None:
        self.day_settled.emit(value)


class MomentField(_ReadField):
    """A moment as hh:mm dd/mm/yyyy, in Vietnam."""

    moment_settled = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, translate("hh:mm dd/mm/yyyy"), 210, parent)

    def show_moment(self, moment: datetime | None) -> None:
        """Show what the store holds."""
        self.show_text(moment_text(moment))

    @override
    def _read(self, text: str) -> object:
        return parse_moment(text)

    @override
    def _tell(self, value: object) -> None:
        self.moment_settled.emit(value)


class CountField(_ReadField):
    """A whole number that is not negative."""

    count_settled = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, "0", 90, parent)

    def show_count(self, count: int) -> None:
        """Show what the store holds."""
        self.show_text(str(count))

    @override
    def _read(self, text: str) -> object:
        plain = text.strip()
        return (
            int(plain) if plain.isascii() and plain.isdecimal() and len(plain) < _DIGITS else None
        )

    @override
    def _tell(self, value: object) -> None:
        if isinstance(value, int):
            self.count_settled.emit(value)


class ChoiceField(QComboBox, Generic[ValueT]):
    """One of a few values; told only when a person chooses."""

    chosen = Signal(object)

    def __init__(
        self, name: str, choices: Sequence[tuple[ValueT, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        # A long choice must not widen the form it stands in.
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.values: list[ValueT] = []
        self.offer(choices)
        self.activated.connect(lambda number: self.chosen.emit(self.values[number]))

    def offer(self, choices: Sequence[tuple[ValueT, str]]) -> None:
        """Replace the choices."""
        values = [value for value, _text in choices]
        if values == self.values:
            return
        self.clear()
        self.addItems([text for _value, text in choices])
        self.values = values

    @property
    def value(self) -> ValueT:
        """The value shown."""
        return self.values[self.currentIndex()]

    def show_value(self, value: ValueT) -> None:
        """Show what the store holds."""
        self.setCurrentIndex(self.values.index(value))

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        # A wheel over a page must scroll it, never change a record.
        event.ignore()
