"""A row that goes on in the next line: nothing is cut where the width ends."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.flow import Flow


class _Row(QWidget):
    """Three buttons of a hundred pixels in a flow without gaps."""

    def __init__(self) -> None:
        super().__init__()
        self.flow = Flow(self, spacing=0)
        self.buttons = [QPushButton() for _number in range(3)]
        for one in self.buttons:
            one.setFixedSize(100, 30)
            self.flow.addWidget(one)

    def places(self, width: int) -> list[tuple[int, int]]:
        self.flow.setGeometry(QRect(0, 0, width, self.flow.heightForWidth(width)))
        return [(one.x(), one.y()) for one in self.buttons]


@pytest.fixture
def row(qtbot: QtBot) -> _Row:
    made = _Row()
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize(
    ("width", "places"),
    [
        (300, [(0, 0), (100, 0), (200, 0)]),
        (299, [(0, 0), (100, 0), (0, 30)]),
        (100, [(0, 0), (0, 30), (0, 60)]),
    ],
)
def test_what_has_no_room_stands_in_the_next_line(
    row: _Row, width: int, places: list[tuple[int, int]]
) -> None:
    assert row.places(width) == places
    assert row.flow.heightForWidth(width) == places[-1][1] + 30


def test_what_is_hidden_takes_no_room(row: _Row) -> None:
    row.buttons[0].hide()

    assert row.places(200)[1:] == [(0, 0), (100, 0)]


def test_it_is_never_narrower_than_its_widest(row: _Row) -> None:
    row.buttons[1].setFixedSize(180, 30)

    assert row.flow.minimumSize().width() == 180
