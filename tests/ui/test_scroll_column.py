"""A column scrolls when it must, and only as far as there is something."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.basics import column, label, row
from ui.widgets.scroll_column import ScrollColumn

WORDS = "Niêm yết công khai thủ tục hành chính tại trụ sở và trên trang thông tin điện tử. " * 3


@pytest.fixture
def scroll(qtbot: QtBot) -> ScrollColumn:
    """Two cards beside each other, their words on several lines."""
    made = ScrollColumn()
    qtbot.addWidget(made)
    sides = row()
    for _side in range(2):
        side = QWidget()
        column(side).addWidget(label(WORDS, wrap=True))
        sides.addWidget(side, 1)
    made.column.addLayout(sides)
    made.column.addStretch(1)
    made.resize(900, 300)
    made.show()
    return made


def test_what_fits_is_not_scrolled(scroll: ScrollColumn, qtbot: QtBot) -> None:
    needed = scroll.column.totalHeightForWidth(900)
    scroll.resize(900, needed)
    qtbot.waitUntil(lambda: scroll.inner.width() == 900)

    assert scroll.inner.height() == needed
    assert scroll.verticalScrollBar().maximum() == 0


def test_what_does_not_fit_is_scrolled_to_its_end(scroll: ScrollColumn, qtbot: QtBot) -> None:
    scroll.resize(300, 60)
    qtbot.waitUntil(lambda: scroll.verticalScrollBar().maximum() > 0)

    width = scroll.viewport().width()
    assert scroll.inner.height() == scroll.column.totalHeightForWidth(width)
    assert scroll.horizontalScrollBar().maximum() == 0


def test_what_is_wider_than_there_is_room_is_reached_sideways(
    scroll: ScrollColumn, qtbot: QtBot
) -> None:
    wide = QWidget()
    wide.setMinimumWidth(700)
    scroll.column.addWidget(wide)
    scroll.resize(400, 300)

    qtbot.waitUntil(lambda: scroll.horizontalScrollBar().maximum() > 0)
    assert scroll.inner.width() == 700
