"""Forms: as many columns as fields find room in."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.form import Form


@pytest.mark.parametrize(("width", "columns"), [(1080, 4), (640, 3), (420, 2), (200, 1)])
def test_a_form_has_as_many_columns_as_a_moment_fits_into(
    qtbot: QtBot, width: int, columns: int
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    form = Form(4)
    # As in a column that scrolls: a window of its own is never narrower than its content was.
    form.setParent(window)
    fields: list[QWidget] = [QLineEdit() for _ in range(4)]
    for number, field in enumerate(fields):
        form.add(f"Trường {number}", field)
    long = QLineEdit()
    form.add("Địa điểm", long, span=4)
    window.show()

    form.resize(300, 400)
    form.resize(width, 400)
    layout = form.layout()
    assert layout is not None
    layout.activate()

    tops = [field.y() for field in fields]
    assert tops.count(min(tops)) == columns
    assert long.y() > max(tops)
    assert all(field.geometry().right() < width for field in (*fields, long))
