"""The page Mẫu văn bản: taken out, checked, installed, taken back, and what is said of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.documents.minutes.writing import TEMPLATE
from app.domain.paper import Paper
from app.services.templates import papers
from tests.documents.word.edited_templates import copy_of, reworded, without_table
from tests.ui.given import ScriptedPrompts
from ui.desk import Desk
from ui.documents.format_check_dialog import FormatCheckDialog
from ui.templates.page import TemplatesPage
from ui.widgets.column_table import Role

Settle = Callable[[], None]


@pytest.fixture
def page(desk: Desk, qtbot: QtBot, settle: Settle) -> Iterator[TemplatesPage]:
    """The page on the screen, filled."""
    page = TemplatesPage(desk)
    qtbot.addWidget(page)
    page.resize(1150, 700)
    page.show()
    qtbot.waitExposed(page)
    settle()
    yield page
    page.hide()


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    """A template that can be used, with one thing to look at."""
    return copy_of(tmp_path / "cua so.docx", reworded("{{ dia_danh }}, ", ""))


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """A template with a wrong tag and a deleted table."""
    return copy_of(
        tmp_path / "hong.docx",
        reworded("{{ dia_diem }}", "{{ dia_diemm }}"),
        without_table("{%tr for k in kien_nghi %}"),
    )


def _listed(page: TemplatesPage) -> list[str]:
    listed = page.card.report.list
    return [listed.item(number).text() for number in range(listed.count())]


def test_the_form_of_any_word_file_is_checked_from_here(
    page: TemplatesPage, settle: Settle
) -> None:
    page.format_button.click()
    settle()

    (dialog,) = page.findChildren(FormatCheckDialog)
    assert dialog.isVisible()
    dialog.close_button.click()
    assert not dialog.isVisible()


def test_every_paper_is_listed_in_order_and_minutes_are_chosen(page: TemplatesPage) -> None:
    shown = [page.table.filter.index(row, 0).data(Role.ROW) for row in range(page.table.count)]

    assert tuple(one.paper for one in shown) == papers()
    assert page.card.title.text() == "Biên bản kiểm tra"
    assert "mẫu gốc" in page.card.state.text()
    assert page.card.remove_button.isHidden()


def test_a_check_lists_every_fault_with_its_place(
    page: TemplatesPage, prompts: ScriptedPrompts, faulty: Path, settle: Settle
) -> None:
    prompts.answers = [[faulty]]

    page.card.check_button.click()
    settle()

    lines = _listed(page)
    assert page.card.report.verdict.text() == "Chưa dùng được"
    assert any("dia_diemm" in line and "\nĐoạn " in line for line in lines)
    assert any("kien_nghi" in line for line in lines)
    assert page.card.install_button.text() == "Cài đặt"


def test_a_sound_file_is_installed_after_its_check(
    page: TemplatesPage, prompts: ScriptedPrompts, sound: Path, settle: Settle, desk: Desk
) -> None:
    prompts.answers = [[sound]]
    page.card.check_button.click()
    settle()

    assert page.card.install_button.text() == "Cài đặt “cua so.docx”"
    page.card.install_button.click()
    settle()

    assert desk.application.templates.in_use(Paper.MINUTES).is_own
    assert "cua so.docx" in page.card.state.text()
    assert "Đã cài đặt" in page.card.result.text()
    assert not page.card.remove_button.isHidden()
    assert any("dia_danh" in line for line in _listed(page))


def test_a_faulty_file_is_not_installed_and_its_faults_are_listed(
    page: TemplatesPage, prompts: ScriptedPrompts, faulty: Path, settle: Settle, desk: Desk
) -> None:
    prompts.answers = [[faulty]]

    page.card.install_button.click()
    settle()

    assert desk.application.templates.in_use(Paper.MINUTES).path == TEMPLATE
    assert "Chưa cài đặt" in page.card.result.text()
    assert any("dia_diemm" in line for line in _listed(page))


def test_the_template_that_ships_comes_back_when_it_is_wanted(
    page: TemplatesPage, prompts: ScriptedPrompts, sound: Path, settle: Settle, desk: Desk
) -> None:
    page.card.install(sound)
    settle()
    prompts.answers = [False, True]

    page.card.remove_button.click()
    settle()
    assert desk.application.templates.in_use(Paper.MINUTES).is_own
    page.card.remove_button.click()
    settle()

    assert desk.application.templates.in_use(Paper.MINUTES).path == TEMPLATE
    assert page.card.remove_button.isHidden()


def test_a_template_is_taken_out_to_be_edited(
    page: TemplatesPage, prompts: ScriptedPrompts, tmp_path: Path, settle: Settle
) -> None:
    target = tmp_path / "mau.docx"
    prompts.answers = [target]

    page.card.export_button.click()
    settle()

    assert target.read_bytes() == TEMPLATE.read_bytes()
    assert str(target) in page.card.result.text()


def test_what_was_found_goes_when_another_paper_is_chosen(
    page: TemplatesPage, faulty: Path, settle: Settle
) -> None:
    page.card.check(faulty)
    settle()

    page.table.choose_where(lambda one: one.paper is Paper.REMINDER)

    assert page.card.report.isHidden()
    assert page.card.title.text() == "Văn bản đôn đốc khắc phục"


def test_a_check_that_ends_after_another_paper_was_chosen_shows_nothing(
    page: TemplatesPage, faulty: Path, settle: Settle
) -> None:
    page.card.check(faulty)

    page.table.choose_where(lambda one: one.paper is Paper.REMINDER)
    settle()

    assert page.card.report.isHidden()
    assert page.card.check_button.isEnabled()


def test_the_table_is_reached_by_the_keyboard(page: TemplatesPage) -> None:
    assert page.table.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert page.table.accessibleName()
