"""The dialog that checks any Word file and writes a corrected copy."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx.shared import Mm
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.documents.office_paper import write_paper
from tests.documents.spoiling import both, reworded, section_of
from tests.ui.given import ScriptedPrompts
from ui.desk import Desk
from ui.documents.format_check_dialog import FormatCheckDialog


@pytest.fixture
def dialog(desk: Desk, qtbot: QtBot) -> FormatCheckDialog:
    made = FormatCheckDialog(desk, None)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def departing(tmp_path: Path) -> Path:
    """Minutes with a narrow margin, which a program can mend, and a wrong word."""
    spoil = both(section_of(1, left_margin=Mm(25)), reworded("88,78", "88.78"))
    return write_paper(tmp_path / "bien-ban.docx", spoil)


def _texts(dialog: FormatCheckDialog) -> str:
    return "\n".join(one.text() for one in dialog.list.findChildren(QLabel))


def _checked(dialog: FormatCheckDialog, qtbot: QtBot, file: Path) -> None:
    dialog.check(file)
    qtbot.waitUntil(dialog.choose_button.isEnabled, timeout=10_000)


def test_a_file_is_chosen_and_its_departures_are_listed_with_their_cure(
    dialog: FormatCheckDialog, qtbot: QtBot, prompts: ScriptedPrompts, departing: Path
) -> None:
    prompts.answers.append([departing])

    dialog.choose_button.click()
    qtbot.waitUntil(lambda: bool(dialog.violations), timeout=10_000)

    assert [one.rule for one in dialog.violations] == ["P4", "W6"]
    assert dialog.stack.currentWidget() is dialog.list
    assert all(one.cure in _texts(dialog) for one in dialog.violations)
    assert dialog.fix_button.isEnabled()


def test_a_corrected_copy_is_written_and_what_is_left_is_listed(
    dialog: FormatCheckDialog,
    qtbot: QtBot,
    prompts: ScriptedPrompts,
    departing: Path,
    tmp_path: Path,
) -> None:
    _checked(dialog, qtbot, departing)
    bytes_before = departing.read_bytes()
    copy = tmp_path / "da-sua.docx"
    prompts.answers.append(copy)

    dialog.fix_button.click()
    qtbot.waitUntil(lambda: dialog.file == copy, timeout=10_000)

    assert copy.exists()
    assert [one.rule for one in dialog.violations] == ["W6"]
    assert not dialog.fix_button.isEnabled()
    assert departing.read_bytes() == bytes_before


def test_the_file_is_never_overwritten_by_its_copy(
    dialog: FormatCheckDialog, qtbot: QtBot, prompts: ScriptedPrompts, departing: Path
) -> None:
    _checked(dialog, qtbot, departing)
    bytes_before = departing.read_bytes()
    prompts.answers.append(departing)

    dialog.fix_button.click()
    qtbot.waitUntil(dialog.choose_button.isEnabled, timeout=10_000)

    assert str(departing) in dialog.summary.text()
    assert [one.rule for one in dialog.violations] == ["P4", "W6"]
    assert departing.read_bytes() == bytes_before


def test_a_sound_file_says_so(dialog: FormatCheckDialog, qtbot: QtBot, tmp_path: Path) -> None:
    _checked(dialog, qtbot, write_paper(tmp_path / "dung.docx"))

    assert dialog.stack.currentWidget() is dialog.sound
    assert not dialog.fix_button.isEnabled()


def test_a_file_that_is_no_word_file_is_refused_in_words(
    dialog: FormatCheckDialog, qtbot: QtBot, tmp_path: Path
) -> None:
    other = tmp_path / "khac.docx"
    other.write_text("không phải Word")

    _checked(dialog, qtbot, other)

    assert str(other) in dialog.summary.text()
    assert dialog.file is None
    assert dialog.stack.currentWidget() is dialog.empty
