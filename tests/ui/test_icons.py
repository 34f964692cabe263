"""The icons: every name has a drawing, every drawing a name."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.paths import RESOURCES
from ui import theme
from ui.icons import Icon, icon, pixmap

FOLDER: Path = RESOURCES / "icons"


@pytest.mark.parametrize("which", list(Icon), ids=lambda which: which.value)
def test_every_icon_draws_in_the_colour_asked_for(qapp: QApplication, which: Icon) -> None:
    theme.apply(qapp, "light", 100)

    drawn = pixmap(which, "#ff0000").toImage()

    inked = [
        drawn.pixelColor(x, y)
        for x in range(drawn.width())
        for y in range(drawn.height())
        if drawn.pixelColor(x, y).alpha() > 60
    ]
    assert inked
    assert all(colour.red() > 240 and colour.green() < 10 for colour in inked)
    assert not icon(which).isNull()


def test_no_drawing_lies_unused() -> None:
    assert {file.stem for file in FOLDER.glob("*.svg")} == {which.value for which in Icon}
