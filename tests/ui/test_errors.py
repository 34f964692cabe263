"""The gate of errors: friendly words for what can be acted upon, a report for the rest."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.errors import Cancelled, NotFound
from tests.fakes import FrozenClock
from tests.ui.given import ScriptedPrompts
from ui.errors import ErrorGate, save_crash_report


@pytest.fixture
def gate(
    qapp: QApplication,  # noqa: ARG001 - a gate needs Qt
    tmp_path: Path,
    clock: FrozenClock,
    prompts: ScriptedPrompts,
) -> Iterator[ErrorGate]:
    gate = ErrorGate(prompts, clock, tmp_path / "log")
    yield gate
    gate.uninstall()


def secret_fault() -> Exception:
    """Return a fault that carries a name in its message."""
    try:
        int("Nguyễn Thị Kín")
    except ValueError as error:
        return error
    raise AssertionError


def test_what_the_user_can_act_upon_is_told_in_words(
    gate: ErrorGate, prompts: ScriptedPrompts
) -> None:
    error = NotFound(kind="inspection", id="17")

    gate.show(error)

    assert prompts.told == [error.text]


def test_stopping_is_no_error(gate: ErrorGate, prompts: ScriptedPrompts) -> None:
    gate.show(Cancelled())

    assert prompts.told == []


def test_what_comes_up_behind_a_locked_screen_is_told_once_it_is_open(
    gate: ErrorGate, prompts: ScriptedPrompts
) -> None:
    first, second = NotFound(kind="inspection", id="17"), NotFound(kind="finding", id="3")
    gate.hold()
    for error in (first, second, first):
        gate.show(error)
    while_locked = list(prompts.told)

    gate.release()
    gate.show(second)

    assert while_locked == []
    assert prompts.told == [f"{first.text}\n\n{second.text}", second.text]


def test_a_fault_leaves_a_report_without_what_was_typed(
    gate: ErrorGate, prompts: ScriptedPrompts, tmp_path: Path
) -> None:
    gate.show(secret_fault())

    (report,) = (tmp_path / "log").glob("crash-*.txt")
    text = report.read_text(encoding="utf-8")
    assert str(report) in prompts.told[0]
    assert "builtins.ValueError" in text
    assert "test_errors.py" in text
    assert "secret_fault" in text
    assert "Kín" not in text


def test_a_report_that_cannot_be_written_is_no_second_fault(
    tmp_path: Path, clock: FrozenClock
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")

    assert save_crash_report(secret_fault(), clock, blocked) is None


def test_a_fault_in_a_slot_reaches_the_gate(
    gate: ErrorGate, prompts: ScriptedPrompts, qtbot: QtBot
) -> None:
    def fail() -> None:
        raise NotFound(kind="unit", id="1")

    with qtbot.captureExceptions():
        gate.install()
        QTimer.singleShot(0, fail)
        qtbot.waitUntil(lambda: bool(prompts.told))

    assert prompts.told == [NotFound(kind="unit", id="1").text]


def test_a_fault_in_a_thread_reaches_the_gate(
    gate: ErrorGate, prompts: ScriptedPrompts, qtbot: QtBot
) -> None:
    def fail() -> None:
        raise NotFound(kind="unit", id="2")

    gate.install()
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()

    qtbot.waitUntil(lambda: bool(prompts.told))
    assert prompts.told == [NotFound(kind="unit", id="2").text]


def test_the_hooks_are_given_back(gate: ErrorGate) -> None:
    gate.install()

    gate.uninstall()

    assert sys.excepthook is sys.__excepthook__
    assert threading.excepthook is threading.__excepthook__
