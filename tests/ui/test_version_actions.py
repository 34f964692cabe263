"""Versions written as workbooks, retired and brought back on the page Bộ tiêu chí."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.bootstrap import Application
from app.domain.checklist import ChecklistState
from tests.services import versions
from tests.ui.given import ScriptedPrompts
from ui.checklists.page import ChecklistsPage
from ui.desk import Desk

Settle = Callable[[], None]


@pytest.fixture
def page(desk: Desk, application: Application, qtbot: QtBot, settle: Settle) -> ChecklistsPage:
    """The page on a store with two versions of T."""
    versions.first(application)
    versions.second(application)
    page = ChecklistsPage(desk)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    settle()
    return page


def _choose(page: ChecklistsPage, number: int) -> None:
    texts = [page.versions.item(at).text() for at in range(page.versions.count())]
    page.versions.setCurrentRow(
        next(at for at, text in enumerate(texts) if f"T  ·  phiên bản {number}" in text)
    )


def _texts(page: ChecklistsPage) -> str:
    return "\n".join(page.versions.item(at).text() for at in range(page.versions.count()))


def _press(page: ChecklistsPage, qtbot: QtBot, settle: Settle) -> None:
    qtbot.mouseClick(page.version_actions.life_button, Qt.MouseButton.LeftButton)
    settle()
    # What was saved is read anew.
    page.reload()
    settle()


def _state(application: Application, version: str) -> ChecklistState:
    return application.checklists.current(version).state


def test_the_latest_version_is_retired_and_brought_back(
    page: ChecklistsPage,
    application: Application,
    prompts: ScriptedPrompts,
    qtbot: QtBot,
    settle: Settle,
) -> None:
    _choose(page, 2)
    prompts.answers.append(True)

    _press(page, qtbot, settle)
    retired = _state(application, "T/2")
    qtbot.waitUntil(lambda: "T  ·  phiên bản 2  ·  hết hiệu lực" in _texts(page))
    _choose(page, 2)
    _press(page, qtbot, settle)

    assert retired is ChecklistState.RETIRED
    assert _state(application, "T/2") is ChecklistState.PUBLISHED


def test_nothing_is_retired_by_a_question_that_was_not_confirmed(
    page: ChecklistsPage,
    application: Application,
    prompts: ScriptedPrompts,
    qtbot: QtBot,
    settle: Settle,
) -> None:
    _choose(page, 2)
    prompts.answers.append(False)

    _press(page, qtbot, settle)

    assert _state(application, "T/2") is ChecklistState.PUBLISHED


def test_an_older_version_that_is_retired_has_no_way_back(
    page: ChecklistsPage,
    application: Application,
    prompts: ScriptedPrompts,
    qtbot: QtBot,
    settle: Settle,
) -> None:
    _choose(page, 1)
    prompts.answers.append(True)

    _press(page, qtbot, settle)
    qtbot.waitUntil(lambda: "T  ·  phiên bản 1  ·  hết hiệu lực" in _texts(page))
    _choose(page, 1)

    assert _state(application, "T/1") is ChecklistState.RETIRED
    assert not page.version_actions.life_button.isVisible()


def test_a_draft_is_neither_retired_nor_brought_back(
    page: ChecklistsPage, application: Application, settle: Settle
) -> None:
    application.checklist_drafts.begin_from(application.checklists.current("T").id)
    page.reload()
    settle()

    page.versions.setCurrentRow(0)

    assert not page.version_actions.isVisible()


def test_the_version_chosen_is_written_as_a_workbook(
    page: ChecklistsPage,
    application: Application,
    prompts: ScriptedPrompts,
    tmp_path: Path,
    settle: Settle,
) -> None:
    _choose(page, 1)
    prompts.answers.append(tmp_path / "bo-tieu-chi")

    page.version_actions.export_button.click()
    settle()

    read = application.checklist_files.read(tmp_path / "bo-tieu-chi.xlsx")
    assert read.criteria == application.checklists.current("T/1").criteria
    assert "bo-tieu-chi.xlsx" in page.version_actions.said.text()
