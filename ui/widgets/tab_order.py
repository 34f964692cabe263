"""The order in which Tab walks: as one reads, whatever was made first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget

_BY_TAB: Final = frozenset(
    {Qt.FocusPolicy.TabFocus, Qt.FocusPolicy.StrongFocus, Qt.FocusPolicy.WheelFocus}
)


def in_reading_order(layout: QLayout) -> Iterator[QWidget]:
    """Yield what takes the keyboard in a layout and all that lies in it, as one reads."""
    for number in range(layout.count()):
        item = layout.itemAt(number)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if inner is not None:
            yield from in_reading_order(inner)
        elif widget is not None:
            if widget.focusPolicy() in _BY_TAB:
                yield widget
            elif (own := widget.layout()) is not None:
                yield from in_reading_order(own)


def walk_by_tab(widgets: Sequence[QWidget]) -> None:
    """Let Tab lead from each to the next."""
    for before, after in pairwise(widgets):
        QWidget.setTabOrder(before, after)
