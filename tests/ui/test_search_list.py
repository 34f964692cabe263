"""The list that opens at a field: where it stands, whatever room the field leaves."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.search_list import SearchList


@pytest.mark.parametrize(
    ("top", "is_above"),
    [(20, False), (250, False), (330, True), (560, True)],
    ids=["at the top", "above the middle", "below the middle", "at the bottom"],
)
def test_the_list_stands_inside_the_window_and_never_over_its_field(
    qtbot: QtBot, top: int, *, is_above: bool
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(800, 600)
    field = QLineEdit(window)
    field.setGeometry(40, top, 400, 32)
    found = SearchList(window, "Tìm", "Cụm từ")
    window.show()

    found.open_at(field)

    assert window.rect().contains(found.geometry())
    assert not found.geometry().intersects(field.geometry())
    assert (found.y() < top) is is_above
    assert found.height() >= 200
