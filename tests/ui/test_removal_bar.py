"""A stick may be pulled out only when the system has let go of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.services.sticks import Stick
from app.words import use_language
from ui.exchange.removal_bar import RemovalBar
from ui.jobs import JobRunner

STICK = Stick(
    place=Path("/media/an/USB"),
    device="/dev/sdz1",
    name="USB",
    file_system="vfat",
    size=2,
    free=1,
)


@pytest.fixture
def bar(qtbot: QtBot, jobs: JobRunner) -> Iterator[RemovalBar]:
    use_language("vi")
    made = RemovalBar(jobs)
    yield made
    qtbot.waitUntil(lambda: jobs.is_idle)
    made.hide()
    made.deleteLater()


def _system(folder: Path, monkeypatch: pytest.MonkeyPatch, answer: int) -> None:
    """Put a program in place that lets go of sticks, or refuses to."""
    program = folder / "udisksctl"
    program.write_text(f"#!/bin/sh\nexit {answer}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder), prepend=":")


def test_a_folder_of_the_computer_needs_no_removing(bar: RemovalBar) -> None:
    bar.show_written(None, was_read=True)

    assert (bar.state.text(), bar.state.property("chip")) == (
        "Đã đọc lại và đối chiếu đúng",
        "good",
    )
    assert bar.eject_button.isHidden()
    assert bar.advice.isHidden()


@pytest.mark.parametrize("was_read", [True, False])
def test_a_stick_just_written_is_not_safe_yet(bar: RemovalBar, was_read: bool) -> None:
    bar.show_written(STICK, was_read=was_read)

    assert bar.state.property("chip") != "good"
    assert "an toàn" not in bar.state.text()
    assert bar.advice.text() == "Chưa rút vội: hãy ngắt kết nối USB trước."


def test_a_stick_the_system_let_go_of_is_safe(
    bar: RemovalBar, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _system(tmp_path, monkeypatch, 0)
    bar.show_written(STICK, was_read=True)

    bar.eject_button.click()

    qtbot.waitUntil(lambda: bar.state.text() == "Đã an toàn để rút USB")
    assert bar.state.property("chip") == "good"
    assert bar.eject_button.isHidden()
    assert bar.advice.isHidden()


def test_a_stick_that_is_held_is_not_safe_and_what_to_do_is_said(
    bar: RemovalBar, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _system(tmp_path, monkeypatch, 1)
    bar.show_written(STICK, was_read=True)

    bar.eject_button.click()

    qtbot.waitUntil(lambda: "chưa ngắt kết nối" in bar.advice.text())
    qtbot.waitUntil(bar.eject_button.isEnabled)
    assert "an toàn" not in bar.state.text()
    assert not bar.eject_button.isHidden()
