"""Taking in our own workbook and an XLSForm: everything is said before anything is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.bootstrap import Application
from tests.documents.forms import saved_form
from tests.ui.given import ScriptedPrompts
from ui.checklists.import_wizard import ImportWizard
from ui.checklists.page import ChecklistsPage
from ui.desk import Desk

Settle = Callable[[], None]
Read = Callable[[Path], None]


@pytest.fixture
def wizard(desk: Desk, qtbot: QtBot, settle: Settle) -> Iterator[ImportWizard]:
    page = ChecklistsPage(desk)
    qtbot.addWidget(page)
    page.resize(1150, 700)
    page.show()
    qtbot.waitExposed(page)
    settle()
    page.import_button.click()
    yield page.import_wizard
    page.hide()


@pytest.fixture
def read(wizard: ImportWizard, prompts: ScriptedPrompts, qtbot: QtBot, settle: Settle) -> Read:
    def choose(path: Path) -> None:
        prompts.answers.append([path])
        qtbot.mouseClick(wizard.source.choose_button, Qt.MouseButton.LeftButton)
        settle()

    return choose


def _spoilt(application: Application, path: Path) -> Path:
    """Our own workbook with one sum that is wrong."""
    application.checklist_files.export("MC", path)
    book = openpyxl.load_workbook(path)
    sheet = book["Bộ tiêu chí"]
    heading = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "Điểm tối đa")
    sheet.cell(heading.row + 1, heading.column, 99)
    book.save(path)
    return path


def test_our_own_workbook_is_published_as_it_is(
    wizard: ImportWizard,
    read: Read,
    application: Application,
    tmp_path: Path,
    settle: Settle,
) -> None:
    before = application.checklists.current("MC")
    application.checklist_files.export("MC", tmp_path / "mc.xlsx")
    read(tmp_path / "mc.xlsx")

    wizard.file.publish_button.click()
    settle()

    assert application.checklists.current("MC") == before
    assert "MC" in wizard.done.text()


def test_a_workbook_with_a_mistake_names_it_and_can_only_be_kept_as_a_draft(
    wizard: ImportWizard,
    read: Read,
    application: Application,
    tmp_path: Path,
    settle: Settle,
) -> None:
    read(_spoilt(application, tmp_path / "mc.xlsx"))

    assert not wizard.file.publish_button.isEnabled()
    assert "99" in wizard.file.notes.item(0).text()
    wizard.file.draft_button.click()
    settle()

    assert [kept.draft.code for kept in application.checklist_drafts.all()] == ["MC"]


def test_a_form_needs_consent_to_what_is_left_out(
    wizard: ImportWizard,
    read: Read,
    application: Application,
    tmp_path: Path,
    settle: Settle,
) -> None:
    read(saved_form(tmp_path / "form.xlsx"))
    known = len(application.checklists.rows())

    assert not wizard.file.publish_button.isEnabled()
    assert not wizard.file.draft_button.isEnabled()
    wizard.file.consent.click()
    wizard.file.publish_button.click()
    settle()

    assert len(application.checklists.rows()) == known + 1


def test_another_file_can_be_chosen(
    wizard: ImportWizard, read: Read, application: Application, tmp_path: Path
) -> None:
    application.checklist_files.export("MC", tmp_path / "mc.xlsx")
    read(tmp_path / "mc.xlsx")

    wizard.file.back_button.click()

    assert wizard.source.choose_button.isVisible()


def test_comparing_and_coming_back_shows_the_list_alone(
    wizard: ImportWizard, settle: Settle
) -> None:
    page = wizard.window()
    assert isinstance(page, ChecklistsPage)
    wizard.closed.emit()
    settle()

    page.compare_button.click()
    settle()
    page.difference.closed.emit()
    settle()

    assert page.tree.isVisible()
    assert not wizard.isVisible()
    assert page.import_button.isVisible()
