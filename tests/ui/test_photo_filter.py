"""The lines above the photos: nothing in them lies on anything else where room is scarce."""

from __future__ import annotations

from itertools import combinations

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.visit.photo_filter import PhotoFilter


def test_in_a_narrow_column_the_choices_do_not_lie_on_the_search(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    line = PhotoFilter()
    line.setParent(holder)
    line.bar.show_count(7, 7)
    line.setGeometry(0, 0, 270, line.heightForWidth(270))

    holder.show()

    parts = {
        name: QRect(part.mapTo(line, QPoint(0, 0)), part.size())
        for name, part in (
            ("words", line.bar.words),
            ("count", line.bar.count),
            ("flag", line.flag),
            ("order", line.order),
        )
    }
    over = [
        (one, two)
        for (one, here), (two, there) in combinations(parts.items(), 2)
        if here.intersects(there)
    ]
    assert not over
    assert max(part.right() for part in parts.values()) < line.width()
