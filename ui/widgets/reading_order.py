"""The way of the Tab key: as one reads, whatever was built first.

Qt goes by the order in which widgets were made; a page that fills in a part of itself
later would send the keyboard there last. The layouts say what stands before what.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QGridLayout, QLayout, QScrollArea, QSplitter, QWidget

_TAB = Qt.FocusPolicy.TabFocus.value


def reading_order(root: QWidget) -> Iterator[QWidget]:
    """Return what the Tab key reaches under a widget, in the order it is read."""
    for child in _children(root):
        if not child.isVisible() or child.isWindow():
            continue
        if child.focusPolicy().value & _TAB and child.isEnabled() and child.focusProxy() is None:
            yield child
        yield from reading_order(child)


def go_on(root: QWidget, *, forward: bool) -> bool:
    """Give the keyboard to the next widget or the one before; tell whether there is one."""
    way = list(reading_order(root))
    now = QApplication.focusWidget()
    if not way:
        return False
    # What has the keyboard without being on the way, like a list inside a field, stands
    # where the widget around it does.
    while now is not None and now not in way and now is not root:
        now = now.parentWidget()
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    at = way.index(now) if now in way else (-1 if forward else 0)
    target = way[(at + (1 if forward else -1)) % len(way)]
    target.setFocus(reason)
    _bring_into_sight(target)
    return True


def _bring_into_sight(widget: QWidget) -> None:
    around = widget.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(widget)
        around = around.parentWidget()


def _children(widget: QWidget) -> Iterator[QWidget]:
    """The widgets directly in a widget: first as laid out, then what stands free in it."""
    laid: list[QWidget] = []
    if isinstance(widget, QSplitter):
        panes = (widget.widget(number) for number in range(widget.count()))
        laid = [pane for pane in panes if pane is not None]
    elif (layout := widget.layout()) is not None:
        laid = list(_laid_out(layout))
    yield from laid
    for child in widget.children():
        if isinstance(child, QWidget) and child not in laid:
            yield child


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    numbers = list(range(layout.count()))
    if isinstance(layout, QGridLayout):
        numbers.sort(key=lambda number: _cell(layout, number))
    for number in numbers:
        item = layout.itemAt(number)
        if item is None:
            continue
        if (widget := item.widget()) is not None:
            yield widget
        elif (inner := item.layout()) is not None:
            yield from _laid_out(inner)


def _cell(grid: QGridLayout, number: int) -> tuple[int, int]:
    place: tuple[int, int, int, int] = grid.getItemPosition(number)  # type: ignore[assignment] # so
    return place[0], place[1]
