"""Words that give way: only where there is no room, and told on hovering then."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from ui.icons import Icon
from ui.widgets.basics import button

WORDS = "Mở cuộc kiểm tra"


@pytest.mark.parametrize("variant", ["", "primary", "quiet", "danger"])
@pytest.mark.parametrize("drawing", [None, Icon.ADD])
def test_a_button_of_the_size_it_asks_for_shows_all_its_words(
    qtbot: QtBot, variant: str, drawing: Icon | None
) -> None:
    made = button(WORDS, variant=variant, drawing=drawing)
    qtbot.addWidget(made)

    made.show()
    made.resize(made.sizeHint())

    assert not made.is_elided
    assert not made.toolTip()


def test_a_button_that_is_too_narrow_tells_its_words_on_hovering(qtbot: QtBot) -> None:
    made = button(WORDS, drawing=Icon.ADD)
    qtbot.addWidget(made)

    made.show()
    made.resize(made.sizeHint().width() // 2, made.sizeHint().height())

    assert made.is_elided
    assert made.toolTip() == WORDS
