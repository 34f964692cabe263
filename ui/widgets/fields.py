"""Fields without a Save button: they say when their text is settled, and when it should be kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final, Generic, TypeVar

from PySide6.QtCore import QMimeData, QPoint, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QInputMethodEvent,
    QResizeEvent,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QToolTip, QWidget
from typing_extensions import override

from app.words import language, translate
from ui import theme
from ui.texts import day_text, moment_text, parse_day, parse_moment
from ui.widgets.typed_text import (
    MOST_LETTERS,
    DraftPlace,
    Typing,
    as_kept,
    as_line,
    before_caret,
    caret_in,
)

ValueT = TypeVar("ValueT")
_MOST_LINES: Final = 8
_DIGITS: Final = 7
"""More digits than anything counted here has."""
_COMING_BACK: Final = (
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.PopupFocusReason,
)
"""Another window, or a menu, took the keyboard for a while: the text is a draft, and goes on."""


class AutoLine(QLineEdit):
    """One line of text; `settled` when it is left changed.

    `touched` tells of the first key that is not kept anywhere, `drafted` brings
    the text to keep a moment later, `typing` knows the rest.
    """

    touched = Signal()
    settled = Signal(str)
    drafted = Signal(str, int)

    def __init__(self, name: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setMaxLength(MOST_LETTERS)
        self._seen = ""
        self.typing = Typing(self, lambda: (self.text(), self.cursorPosition()))
        self.typing.touched.connect(self.touched)
        self.typing.paused.connect(self.drafted)
        self.typing.settle_wanted.connect(self.settle)
        self.textChanged.connect(self._on_changed)
        self.returnPressed.connect(self.settle)
        self.inputRejected.connect(self._on_rejected)

    def show_text(self, text: str) -> None:
        """Show what the store holds; a text being typed is left alone."""
        if self.typing.is_unsaved and not self.typing.agree(text):
            return
        self.typing.settled_text = text
        if self.text() == text:
            return
        self._seen = text
        self.setText(text)
        # A long text is read from its beginning.
        self.setCursorPosition(0)

    def take_up(self, text: str, caret: int) -> None:
        """Put a text back that was being typed, as if it had been typed now."""
        self.selectAll()
        self.insert(text)
        self.setCursorPosition(caret)

    def settle(self) -> None:
        """Take the text as final, as leaving the field does."""
        self.finish_word()
        self.typing.settle(as_line(self.text()), self.settled.emit)

    def mark_wrong(self, *, wrong: bool) -> None:
        """Show that what stands here cannot be taken, or that it can."""
        theme.mark_as(self, wrong="yes" if wrong else "")
        self.typing.refuse(refused=wrong)

    def _on_rejected(self) -> None:
        if not self.isReadOnly():
            tell_cut(self)

    def _on_changed(self, text: str) -> None:
        # Whatever put it there: a suggestion that was taken is typed, too.
        if text != self._seen:
            self._seen = text
            self.typing.type()

    @override
    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        super().inputMethodEvent(event)
        if not self.isReadOnly():
            self.typing.compose(event.preeditString())

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.finish_word()
        if event.reason() in _COMING_BACK:
            self.typing.keep()
        else:
            self.settle()

    def finish_word(self) -> None:
        """Take the word being composed as it is shown, where no input method did so."""
        if word := self.typing.composing:
            self.inputMethodEvent(_finished(word))


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
        self._seen = ""
        self.typing = Typing(self, lambda: (self.toPlainText(), self.textCursor().position()))
        self.typing.touched.connect(self.touched)
        self.typing.paused.connect(self.drafted)
        self.typing.settle_wanted.connect(self.settle)
        self.textChanged.connect(self._on_changed)
        self._fit()

    def show_text(self, text: str) -> None:
        """Show what the store holds; a text being typed is left alone."""
        if self.typing.is_unsaved and not self.typing.agree(text):
            return
        self.typing.settled_text = text
        if self.toPlainText() != text:
            self.blockSignals(True)  # noqa: FBT003 - Qt takes it so
            self.setPlainText(text)
            self._seen = self.toPlainText()
            self.blockSignals(False)  # noqa: FBT003 - Qt takes it so
        self._fit()

    def take_up(self, text: str, caret: int) -> None:
        """Put a text back that was being typed, as if it had been typed now."""
        cursor = self.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        cursor.setPosition(min(caret, self.document().characterCount() - 1))
        self.setTextCursor(cursor)

    def settle(self) -> None:
        """Take the text as final, as leaving the field does."""
        self.finish_word()
        self.typing.settle(as_kept(self.toPlainText()).strip(), self.settled.emit)

    @override
    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        super().inputMethodEvent(event)
        if not self.isReadOnly():
            self.typing.compose(event.preeditString())

    @override
    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste text alone, as it will be kept, and no more than a field takes."""
        cursor = self.textCursor()
        room = MOST_LETTERS - self.document().characterCount() + len(cursor.selectedText())
        pasted = as_kept(source.text())
        cursor.insertText(before_caret(pasted, room))
        self.setTextCursor(cursor)
        self.ensureCursorVisible()
        if caret_in(pasted) > room:
            tell_cut(self)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.finish_word()
        if event.reason() in _COMING_BACK:
            self.typing.keep()
        else:
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
        text = self.toPlainText()
        # Qt tells of a change when it lays the same text out anew, too.
        if text != self._seen:
            self._seen = text
            self.typing.type()
        self._fit()

    def finish_word(self) -> None:
        """Take the word being composed as it is shown, where no input method did so."""
        if word := self.typing.composing:
            self.inputMethodEvent(_finished(word))

    def _fit(self) -> None:
        # The layout of a plain text measures in lines, wrapped ones included.
        wanted = max(self._lines, min(round(self.document().size().height()), _MOST_LINES))
        height = wanted * self.fontMetrics().lineSpacing() + theme.scaled(26)
        if self.height() != height:
            self.setFixedHeight(height)


def stand(entity_id: str, **fields: AutoLine | AutoText) -> None:
    """Tell fields which record, and which fact of it, they show; drafts are kept there."""
    for name, field in fields.items():
        field.typing.stand_at(DraftPlace(entity_id, name))


def field_at(root: QWidget, place: DraftPlace) -> AutoLine | AutoText | None:
    """Return the field under a widget that shows this fact of this record, or None."""
    fields: list[AutoLine | AutoText] = [*root.findChildren(AutoLine), *root.findChildren(AutoText)]
    return next((field for field in fields if field.typing.place == place), None)


def tell_cut(field: QWidget) -> None:
    """Tell, at a field, that only the beginning of a text found room."""
    QToolTip.showText(
        field.mapToGlobal(QPoint(0, field.height())),
        translate(
            "A field takes {most} characters: the rest was not pasted.",
            most=f"{MOST_LETTERS:,}".replace(",", "." if language() == "vi" else ","),
        ),
        field,
    )


def _finished(word: str) -> QInputMethodEvent:
    event = QInputMethodEvent()
    event.setCommitString(word)
    return event


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
        self.mark_wrong(wrong=is_wrong)
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
        # The field may be narrower than what is chosen in it.
        self.currentTextChanged.connect(self.setToolTip)
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
