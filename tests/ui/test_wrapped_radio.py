"""A radio button with a long condition: broken into lines where it is narrow, never cut."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from ui.widgets.wrapped_radio import WrappedRadio

WORDS = "1   Trong 30 ngày kể từ ngày có kế hoạch của UBND tỉnh  ·  1"


@pytest.fixture
def radio(qtbot: QtBot) -> WrappedRadio:
    made = WrappedRadio(WORDS)
    qtbot.addWidget(made)
    return made


def _lay_out(radio: WrappedRadio, width: int) -> None:
    radio.resize(width, 60)
    radio.grab()  # what is not seen is laid out only when it is drawn


def test_a_narrow_one_goes_on_in_the_next_line(radio: WrappedRadio) -> None:
    wide = radio.sizeHint()

    _lay_out(radio, 220)

    lines = radio.text().split("\n")
    assert len(lines) > 1
    assert "".join(radio.text().split()) == "".join(WORDS.split())
    assert radio.sizeHint().width() < wide.width()
    assert radio.sizeHint().height() > wide.height()


def test_a_wide_one_stands_in_one_line_again(radio: WrappedRadio) -> None:
    _lay_out(radio, 220)

    _lay_out(radio, 900)

    assert radio.text() == WORDS


def test_it_asks_for_little_room(radio: WrappedRadio) -> None:
    assert radio.minimumSizeHint().width() < 220
