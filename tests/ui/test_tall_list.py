"""A list of rows that differ in height: where they stand, what the mouse hits, where keys go."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QModelIndex, QPoint, QStringListModel, Qt
from PySide6.QtWidgets import QAbstractItemView
from pytestqt.qtbot import QtBot
from typing_extensions import override

from tests.ui.given import press
from ui.widgets.tall_list import Index, TallList

ROOM = 200


class _Rows(QStringListModel):
    """Every third row is a heading, which nobody chooses."""

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        heading = index.row() % 3 == 0
        return Qt.ItemFlag.ItemIsEnabled if heading else super().flags(index)


class _Tall(TallList):
    """Rows of 20, 30, 40 … pixels; one may be grown by hand."""

    def __init__(self) -> None:
        super().__init__()
        self.grown: dict[int, int] = {}

    @override
    def measure(self, row: int) -> int:
        return self.grown.get(row, 20 + 10 * row)


@pytest.fixture
def rows(qtbot: QtBot) -> Iterator[_Tall]:
    view = _Tall()
    qtbot.addWidget(view)
    view.setModel(_Rows([str(number) for number in range(12)], view))
    view.resize(300, ROOM)
    view.show()
    qtbot.waitExposed(view)
    yield view
    view.hide()


def _at(view: TallList, row: int) -> QModelIndex:
    return view.model().index(row, 0)


def test_rows_stand_one_below_the_other(rows: _Tall) -> None:
    assert rows.visualRect(_at(rows, 0)).height() == 20
    assert rows.visualRect(_at(rows, 2)).top() == 20 + 30
    assert not rows.visualRect(QModelIndex()).isValid()


def test_a_row_is_found_under_the_mouse_wherever_the_list_is_scrolled(rows: _Tall) -> None:
    assert rows.indexAt(QPoint(5, 55)).row() == 2

    rows.verticalScrollBar().setValue(50)

    assert rows.indexAt(QPoint(5, 5)).row() == 2
    assert not rows.indexAt(QPoint(5, 5000)).isValid()


def test_a_row_that_grows_pushes_the_others_down(rows: _Tall) -> None:
    most = rows.verticalScrollBar().maximum()
    rows.grown[1] = 130

    rows.measure_again(1)

    assert rows.visualRect(_at(rows, 2)).top() == 150
    assert rows.verticalScrollBar().maximum() == most + 100


def test_a_row_is_brought_into_sight_no_further_than_needed(rows: _Tall) -> None:
    rows.scrollTo(_at(rows, 6))
    assert rows.visualRect(_at(rows, 6)).bottom() == rows.viewport().height() - 1

    rows.scrollTo(_at(rows, 2))
    assert rows.visualRect(_at(rows, 2)).top() == 0

    rows.scrollTo(_at(rows, 3), QAbstractItemView.ScrollHint.PositionAtTop)
    assert rows.visualRect(_at(rows, 3)).top() == 0


def test_a_row_taller_than_the_room_is_shown_from_its_beginning(rows: _Tall) -> None:
    rows.grown[5] = ROOM * 2
    rows.measure_again(5)

    rows.scrollTo(_at(rows, 5))

    assert rows.visualRect(_at(rows, 5)).top() == 0


@pytest.mark.parametrize(
    ("key", "start", "end"),
    [
        (Qt.Key.Key_Home, 5, 1),
        (Qt.Key.Key_End, 1, 11),
        (Qt.Key.Key_PageDown, 1, 5),
        (Qt.Key.Key_PageUp, 10, 8),
        (Qt.Key.Key_PageUp, 2, 2),
        (Qt.Key.Key_Down, 2, 4),
        (Qt.Key.Key_Up, 4, 2),
    ],
)
def test_keys_step_over_headings(rows: _Tall, key: Qt.Key, start: int, end: int) -> None:
    rows.setCurrentIndex(_at(rows, start))

    press(rows, key)

    assert rows.currentIndex().row() == end


def test_a_click_chooses_the_row_it_hits(rows: _Tall, qtbot: QtBot) -> None:
    spot = rows.visualRect(_at(rows, 2)).center()

    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=spot)

    assert rows.currentIndex().row() == 2


def test_an_empty_list_takes_every_key(qtbot: QtBot) -> None:
    view = _Tall()
    qtbot.addWidget(view)
    view.setModel(_Rows([], view))
    view.resize(300, ROOM)

    for key in (Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageDown, Qt.Key.Key_Down):
        press(view, key)
    view.grab()

    assert not view.currentIndex().isValid()
