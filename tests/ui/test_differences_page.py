"""The inbox of differences through its page: read, decided by click and in bulk, taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.domain.difference import keep
from app.ids import InspectionId
from tests.two_laptops import another_laptop
from tests.ui.given import CHOICE, WORDS, type_text
from ui.desk import Desk
from ui.differences.page import DifferencesPage
from ui.navigation import PageName, Place, VisitTab

Settle = Callable[[], None]
CODES = (CHOICE, WORDS)


def comment(desk: Desk, visit: InspectionId, code: str) -> str:
    return desk.application.answers.blank(visit, code).comment


@pytest.fixture
def page(
    desk: Desk, visit_id: InspectionId, tmp_path: Path, qtbot: QtBot, settle: Settle
) -> DifferencesPage:
    """The page over two comments on which another laptop says something else."""
    first = desk.application
    with another_laptop(first, visit_id, tmp_path / "máy hai") as second:
        for code in CODES:
            for laptop, name in ((second, "hai"), (first, "một")):
                answer = laptop.answers.blank(visit_id, code)
                laptop.answers.save(replace(answer, comment=f"Máy {name} {code}"))
    page = DifferencesPage(desk)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    settle()
    return page


def press_named(page: DifferencesPage, qtbot: QtBot, words: str) -> None:
    """Press the button that decides for the value with these words."""
    (found,) = [
        one
        for one in page.detail.findChildren(QPushButton)
        if one.isVisible() and words in one.accessibleName()
    ]
    qtbot.mouseClick(found, Qt.MouseButton.LeftButton)


def test_each_is_listed_and_read_with_every_value_and_who_gave_it(page: DifferencesPage) -> None:
    words = [one.text() for one in page.detail.findChildren(QLabel) if one.isVisible()]

    assert page.panel.table.count == 2
    assert {f"Máy hai {CHOICE}", f"Máy một {CHOICE}"} <= set(words)
    assert any("máy này" in one for one in words)
    assert any("may-01" in one or "may-02" in one for one in words)


def test_a_click_keeps_a_value_and_one_more_opens_the_difference_again(
    page: DifferencesPage, desk: Desk, visit_id: InspectionId, qtbot: QtBot, settle: Settle
) -> None:
    press_named(page, qtbot, f"Máy hai {CHOICE}")
    settle()
    decided = (comment(desk, visit_id, CHOICE), page.panel.table.count, page.undo.text.text())

    qtbot.mouseClick(page.undo.undo_button, Qt.MouseButton.LeftButton)
    settle()

    assert decided == (f"Máy hai {CHOICE}", 1, "Đã quyết định 1 điểm khác nhau.")
    assert page.panel.table.count == 2
    assert not page.undo.isVisible()


def test_both_texts_or_a_new_one_settle_it_too(
    page: DifferencesPage, desk: Desk, visit_id: InspectionId, qtbot: QtBot, settle: Settle
) -> None:
    qtbot.mouseClick(page.detail.both_button, Qt.MouseButton.LeftButton)
    settle()
    empty = page.detail.write_button.isEnabled()
    type_text(page.detail.text, "Đã thống nhất.")
    qtbot.mouseClick(page.detail.write_button, Qt.MouseButton.LeftButton)
    settle()

    assert {f"Máy hai {CHOICE}", f"Máy một {CHOICE}"} == {
        line.split(": ", 1)[1] for line in comment(desk, visit_id, CHOICE).splitlines()
    }
    assert not empty
    assert comment(desk, visit_id, WORDS) == "Đã thống nhất."
    assert page.panel.currentWidget() is page.panel.empty


def test_a_text_being_written_stays_with_its_difference(
    page: DifferencesPage, settle: Settle
) -> None:
    type_text(page.detail.text, "Đang viết")

    page.panel.table.selectRow(1)
    settle()
    other = page.detail.text.toPlainText()
    page.panel.table.selectRow(0)
    settle()

    assert (other, page.detail.text.toPlainText()) == ("", "Đang viết")


def test_all_of_one_laptop_is_kept_at_once(
    page: DifferencesPage, desk: Desk, visit_id: InspectionId, qtbot: QtBot, settle: Settle
) -> None:
    idle = page.bulk.button.isEnabled()
    page.bulk.who.show_value("may-01")
    page.bulk.who.chosen.emit("may-01")

    told = page.bulk.button.text()
    qtbot.mouseClick(page.bulk.button, Qt.MouseButton.LeftButton)
    settle()

    assert (idle, told) == (False, "Quyết định 2 điểm khác nhau")
    assert [comment(desk, visit_id, code) for code in CODES] == [
        f"Máy một {code}" for code in CODES
    ]
    assert page.panel.table.count == 0


def test_the_way_to_the_visit_leads_to_the_criterion(
    page: DifferencesPage, desk: Desk, visit_id: InspectionId, qtbot: QtBot
) -> None:
    places: list[Place] = []
    desk.navigator.asked.connect(places.append)

    qtbot.mouseClick(page.detail.open_button, Qt.MouseButton.LeftButton)

    (place,) = places
    assert (place.page, place.inspection_id, place.tab, place.key) == (
        PageName.VISIT,
        visit_id,
        VisitTab.CHECKLIST,
        CHOICE,
    )


def test_a_value_that_came_meanwhile_is_not_decided_away(
    page: DifferencesPage,
    desk: Desk,
    visit_id: InspectionId,
    tmp_path: Path,
    settle: Settle,
) -> None:
    shown = page.detail.difference
    assert shown is not None
    with another_laptop(desk.application, visit_id, tmp_path / "máy ba") as third:
        for laptop, name in ((third, "ba"), (desk.application, "một mới")):
            answer = laptop.answers.blank(visit_id, CHOICE)
            laptop.answers.save(replace(answer, comment=f"Máy {name} {CHOICE}"))

    page.settle_all([keep(shown, shown.candidates[0])])
    settle()

    now = page.detail.difference
    assert now is not None
    texts = {now.text_of(one) for one in now.candidates}
    assert texts == {f"Máy ba {CHOICE}", f"Máy một mới {CHOICE}"}
    assert page.undo.text.text().startswith("“Nhận xét” của CCHC.1.1.1 vừa được ghi giá trị khác")
    assert not page.undo.undo_button.isVisible()
