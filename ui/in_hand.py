"""What the user has in hand on a page, taken from the page that goes and given to its successor.

Zoom, theme and language are built into every widget, so a change of them builds the
page anew. Both pages come from the same code, and a widget is found again by its
place in the tree: the n-th of its class under a parent found in the same way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QScrollBar,
    QTabBar,
    QWidget,
)

from ui.widgets.column_table import ColumnTable
from ui.widgets.fields import AutoLine, AutoText
from ui.widgets.filter_bar import FilterBar, ManyFilters

_Place = tuple[tuple[str, int], ...]
_WHOLE: Final = 1000
"""Scroll positions are kept in thousandths: the page that comes may be longer or shorter."""


@dataclass(slots=True)
class InHand:
    """Half-typed texts, the caret, filters, rows chosen, how far was scrolled."""

    focus: _Place | None = None
    texts: dict[_Place, str] = field(default_factory=dict)
    carets: dict[_Place, int] = field(default_factory=dict)
    choices: dict[_Place, int] = field(default_factory=dict)
    filters: dict[_Place, tuple[object, ...]] = field(default_factory=dict)
    rows: dict[_Place, int] = field(default_factory=dict)
    scrolled: dict[_Place, int] = field(default_factory=dict)


def take(page: QWidget) -> InHand:
    """Return what the user has in hand on a page."""
    hand = InHand()
    focus = QApplication.focusWidget()
    for place, widget in _walk(page, QWidget.isVisible):
        if widget is focus:
            hand.focus = place
        _keep(hand, place, widget)
        if isinstance(widget, QLineEdit | QPlainTextEdit):
            hand.carets[place] = _caret(widget)
        if isinstance(widget, QAbstractScrollArea) and (most := _bar(widget).maximum()):
            hand.scrolled[place] = round(_bar(widget).value() * _WHOLE / most)
    return hand


def _keep(hand: InHand, place: _Place, widget: QWidget) -> None:
    match widget:
        case AutoLine() | AutoText():
            if widget.typing.is_unsaved and not widget.isReadOnly():
                hand.texts[place] = _text(widget)
        case QLineEdit() if widget.text():
            hand.texts[place] = widget.text()
        case FilterBar() | QTabBar():
            hand.choices[place] = _choice(widget)
        case ManyFilters():
            hand.filters[place] = widget.made
        case ColumnTable() | QListWidget():
            hand.rows[place] = widget.currentIndex().row()


def give(page: QWidget, hand: InHand) -> None:
    """Give it to the page that stands in the place of the one before, once that is filled."""
    # Filters before rows, rows before how far was scrolled: each decides what the next one finds.
    steps: tuple[tuple[Mapping[_Place, object], Callable[..., None]], ...] = (
        (hand.choices, _choose),
        (hand.filters, _filter),
        (hand.texts, _write),
        (hand.rows, _choose_row),
        (hand.carets, _set_caret),
        (hand.scrolled, _scroll),
    )
    for found, act in steps:
        widgets = dict(_walk(page, QWidget.isVisible))
        for place, value in found.items():
            if place in widgets:
                act(widgets[place], value)
    focus = dict(_walk(page, QWidget.isVisible)).get(hand.focus) if hand.focus else None
    if focus is not None:
        focus.setFocus(Qt.FocusReason.OtherFocusReason)
        if hand.focus in hand.carets:
            _set_caret(focus, hand.carets[hand.focus])


def _walk(
    root: QWidget, counts: Callable[[QWidget], bool], above: _Place = ()
) -> Iterator[tuple[_Place, QWidget]]:
    """Walk what is under a widget, each with its place."""
    numbers: dict[str, int] = {}
    for child in root.children():
        if not isinstance(child, QWidget):
            continue
        name = type(child).__name__
        number = numbers[name] = numbers.get(name, -1) + 1
        if counts(child):
            place = (*above, (name, number))
            yield place, child
            yield from _walk(child, counts, place)


def _text(widget: AutoLine | AutoText) -> str:
    return widget.text() if isinstance(widget, AutoLine) else widget.toPlainText()


def _write(widget: QWidget, text: str) -> None:
    match widget:
        case AutoLine() | AutoText():
            if _text(widget) != text and not widget.isReadOnly():
                widget.take_up(text, len(text))
        case QLineEdit():
            widget.setText(text)


def _choice(widget: FilterBar | QTabBar) -> int:
    return widget.chosen if isinstance(widget, FilterBar) else widget.currentIndex()


def _choose(widget: QWidget, number: int) -> None:
    if isinstance(widget, FilterBar) and number not in {-1, widget.chosen}:
        widget.choose(number)
    elif isinstance(widget, QTabBar) and number < widget.count():
        widget.setCurrentIndex(number)


def _filter(widget: QWidget, made: tuple[object, ...]) -> None:
    if isinstance(widget, ManyFilters):
        widget.make(made)


def _choose_row(widget: QWidget, row: int) -> None:
    if isinstance(widget, QAbstractItemView) and (model := widget.model()) is not None:
        index = model.index(row, max(widget.currentIndex().column(), 0))
        if index.isValid():
            widget.setCurrentIndex(index)


def _caret(widget: QLineEdit | QPlainTextEdit) -> int:
    if isinstance(widget, QLineEdit):
        return widget.cursorPosition()
    return widget.textCursor().position()


def _set_caret(widget: QWidget, caret: int) -> None:
    if isinstance(widget, QLineEdit):
        widget.setCursorPosition(caret)
    elif isinstance(widget, QPlainTextEdit):
        cursor = widget.textCursor()
        cursor.setPosition(min(caret, len(widget.toPlainText())))
        widget.setTextCursor(cursor)


def _scroll(widget: QWidget, thousandths: int) -> None:
    if isinstance(widget, QAbstractScrollArea):
        _bar(widget).setValue(round(_bar(widget).maximum() * thousandths / _WHOLE))


def _bar(widget: QAbstractScrollArea) -> QScrollBar:
    return widget.verticalScrollBar()
