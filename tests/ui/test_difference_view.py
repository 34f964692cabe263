"""Two versions side by side on the screen: counts, filter, and the words that changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from app.bootstrap import Application
from app.domain.checklist_difference import Change
from tests.services import versions
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


@pytest.fixture
def compared(page: ChecklistsPage, application: Application, settle: Settle) -> ChecklistsPage:
    """The page with the newest version of T beside the one before."""
    page.compare(application.checklists.current("T").id)
    settle()
    return page


def _codes(page: ChecklistsPage) -> list[str]:
    table = page.difference.panel.table
    return [table.filter.index(row, 0).data() for row in range(table.count)]


def test_the_version_chosen_is_compared_with_the_one_before(compared: ChecklistsPage) -> None:
    assert compared.difference.old.currentText().endswith("1")
    assert compared.difference.new.currentText().endswith("2")
    assert _codes(compared) == ["T.1.1", "T.1.1 → T.1.2", "T.1.2 → T.1.3", "T.1.3"]


def test_a_choice_keeps_only_its_changes(compared: ChecklistsPage) -> None:
    compared.difference.panel.filter.choose(1)

    assert _codes(compared) == ["T.1.1"]
    assert compared.difference.panel.filter.count.text().startswith("1 ")


def test_the_criterion_chosen_shows_its_words_marked(compared: ChecklistsPage) -> None:
    compared.difference.panel.table.choose_where(lambda row: Change.REWORDED in row[1].changes)

    shown = compared.difference.detail.words.text()
    assert "<u style" in shown
    assert "và số liệu" in shown


def test_a_text_from_outside_is_shown_and_never_obeyed(
    page: ChecklistsPage, application: Application, settle: Settle
) -> None:
    hostile = replace(versions.PLAN, text=f"{versions.PLAN.text} <img src=x> &")
    made = versions.publish(application, hostile, versions.REPORT, versions.SURVEY)

    page.compare(made.id)
    settle()
    page.difference.panel.table.choose_where(lambda row: Change.REWORDED in row[1].changes)

    assert "&lt;img src=x&gt;" in page.difference.detail.words.text()


def test_a_version_beside_itself_has_no_difference(
    compared: ChecklistsPage, settle: Settle
) -> None:
    box = compared.difference.old
    box.setCurrentIndex(compared.difference.new.currentIndex())
    box.activated.emit(box.currentIndex())
    settle()

    assert compared.difference.panel.empty.isVisible()


def test_going_back_shows_the_versions_again(compared: ChecklistsPage) -> None:
    hidden = compared.versions.isVisible()

    compared.difference.closed.emit()

    assert (hidden, compared.versions.isVisible()) == (False, True)
    assert not compared.difference.isVisible()
