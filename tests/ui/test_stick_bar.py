"""The sticks that are in show by themselves; one is chosen by pressing it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.services.sticks import Stick
from app.words import use_language
from ui.exchange.stick_bar import StickBar
from ui.jobs import JobRunner

KINGSTON = Stick(
    place=Path("/media/an/KINGSTON"),
    device="/dev/sdb1",
    name="KINGSTON",
    file_system="vfat",
    size=16_000_000_000,
    free=14_000_000_000,
)
FULL = Stick(
    place=Path("/media/an/CU"),
    device="/dev/sdc1",
    name="CU",
    file_system="ext4",
    size=1_000_000,
    free=0,
    is_writable=False,
)


@pytest.fixture
def there() -> list[Stick]:
    """The sticks that the system shows; tests put them in and pull them out."""
    return [KINGSTON]


@pytest.fixture
def bar(qtbot: QtBot, jobs: JobRunner, there: list[Stick]) -> Iterator[StickBar]:
    use_language("vi")
    made = StickBar(jobs, lambda: tuple(there))
    made.show()
    qtbot.waitUntil(lambda: len(made.buttons) == 1)
    yield made
    made.hide()
    made.deleteLater()


def _looked(bar: StickBar, qtbot: QtBot, count: int) -> None:
    bar.look()
    qtbot.waitUntil(lambda: len(bar.buttons) == count)


def test_a_stick_says_its_name_its_room_and_its_file_system(bar: StickBar) -> None:
    assert bar.buttons[0].text() == "KINGSTON  ·  còn 13 GB / 14,9 GB  ·  FAT32"


def test_a_stick_that_is_put_in_shows_and_one_that_cannot_be_written_says_so(
    bar: StickBar, there: list[Stick], qtbot: QtBot
) -> None:
    there.append(FULL)

    _looked(bar, qtbot, 2)

    assert bar.buttons[1].text() == "CU  ·  còn 0 B / 976 KB  ·  ext4  ·  chỉ đọc"


def test_a_stick_is_chosen_by_pressing_it_and_stays_chosen_while_it_is_in(
    bar: StickBar, there: list[Stick], qtbot: QtBot
) -> None:
    with qtbot.waitSignal(bar.chosen) as heard:
        qtbot.mouseClick(bar.buttons[0], Qt.MouseButton.LeftButton)
    there.insert(0, FULL)

    _looked(bar, qtbot, 2)

    assert heard.args == [KINGSTON]
    assert [one.isChecked() for one in bar.buttons] == [False, True]
    assert bar.stick == KINGSTON


def test_a_chosen_stick_that_is_pulled_out_is_told_once(
    bar: StickBar, there: list[Stick], qtbot: QtBot
) -> None:
    bar.choose(KINGSTON.place)
    told: list[Stick] = []
    bar.pulled.connect(told.append)
    there.clear()

    _looked(bar, qtbot, 0)
    _looked(bar, qtbot, 0)
    there.append(KINGSTON)
    _looked(bar, qtbot, 1)

    assert told == [KINGSTON]
    assert bar.stick is None
    assert not bar.buttons[0].isChecked()


def test_nobody_is_asked_while_the_bar_cannot_be_seen(
    bar: StickBar, there: list[Stick], qtbot: QtBot, jobs: JobRunner
) -> None:
    qtbot.waitUntil(lambda: jobs.is_idle)
    bar.hide()
    there.append(FULL)

    with qtbot.assertNotEmitted(jobs.became_idle, wait=2_500):
        pass

    assert len(bar.buttons) == 1
