"""Beside the card: the history of every fact with restore, and what the last visit found."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.domain.inspection import Inspection
from app.ids import InspectionId
from tests.services import versions
from tests.ui.checklist_tabs import Settle, opened_tab, stored
from tests.ui.given import PERCENT, WORDS
from ui.desk import Desk
from ui.visit.checklist_tab import ChecklistTab
from ui.visit.history_list import HistoryList

CODE = "T.1.1"


@pytest.fixture
def tab(desk: Desk, visit_id: InspectionId, qtbot: QtBot, settle: Settle) -> ChecklistTab:
    return opened_tab(desk, visit_id, qtbot, settle)


def _answer(tab: ChecklistTab, settle: Settle, code: str, **facts: object) -> None:
    tab.case.change_answer(code, **facts)
    settle()


def _history(tab: ChecklistTab, code: str, settle: Settle) -> HistoryList:
    tab.list.open_code(code)
    tab.side.follow()
    settle()
    return tab.side.history


def _restore(history: HistoryList, field: str, number: int = 0) -> None:
    buttons = [
        one
        for one in history.findChildren(QPushButton)
        if one.accessibleName().startswith(f"Khôi phục {field} ")
    ]
    buttons[number].click()


def test_every_fact_of_an_answer_has_its_history_with_who_when_and_where(
    tab: ChecklistTab, settle: Settle
) -> None:
    tab.case.desk.application.typist.pick("Trần Thị Mỹ Lệ")
    _answer(tab, settle, WORDS, value="partial", comment="Thiếu sản phẩm")

    history = _history(tab, WORDS, settle)

    said = [one.text() for one in history.findChildren(QLabel)]
    assert any("Trần Thị Mỹ Lệ  ·  máy này" in line for line in said)
    assert "Trả lời: Một phần" in said
    assert "Nhận xét: Thiếu sản phẩm" in said


@pytest.mark.parametrize(
    ("field", "facts", "later"),
    [
        ("Nhận xét", {"comment": "Bản đầu"}, {"comment": "Bản sau"}),
        ("Trả lời", {"value": "yes"}, {"value": "no"}),
        (
            "Điểm tự chấm",
            {"value": "yes", "self_score": Decimal("0.5")},
            {"self_score": Decimal(1)},
        ),
    ],
)
def test_an_earlier_value_is_restored_as_a_new_write(
    tab: ChecklistTab,
    settle: Settle,
    field: str,
    facts: dict[str, object],
    later: dict[str, object],
) -> None:
    _answer(tab, settle, WORDS, **facts)
    _answer(tab, settle, WORDS, **later)
    history = _history(tab, WORDS, settle)
    before = len(history.writes)

    _restore(history, field)
    settle()
    tab.side.follow()
    settle()

    name = next(iter(later))
    assert getattr(stored(tab, WORDS), name) == facts[name]
    assert len(tab.side.history.writes) == before + 1
    assert tab.side.history.writes[0].value == facts[name]


def test_what_stands_now_is_not_offered_to_be_restored(tab: ChecklistTab, settle: Settle) -> None:
    _answer(tab, settle, WORDS, value="yes")

    history = _history(tab, WORDS, settle)

    assert [one.text() for one in history.findChildren(QPushButton)] == []


def test_restoring_an_answer_takes_the_mark_of_not_applicable_back(
    tab: ChecklistTab, settle: Settle
) -> None:
    _answer(tab, settle, WORDS, value="yes", comment="Có kế hoạch")
    _answer(tab, settle, WORDS, value="", not_applicable=True)
    history = _history(tab, WORDS, settle)

    _restore(history, "Trả lời")
    settle()

    assert (stored(tab, WORDS).value, stored(tab, WORDS).not_applicable) == ("yes", False)


def test_a_long_history_is_cut_until_all_of_it_is_asked_for(
    tab: ChecklistTab, settle: Settle
) -> None:
    for number in range(8):
        _answer(tab, settle, WORDS, comment=f"Bản {number}")
    history = _history(tab, WORDS, settle)
    shown = len(history.findChildren(QPushButton))

    (more,) = [one for one in history.findChildren(QPushButton) if "tất cả" in one.text()]
    more.click()

    assert shown == 6
    assert sum("Bản" in one.text() for one in history.findChildren(QLabel)) >= 8


def test_the_panel_follows_only_once_the_eye_rests_on_a_card(
    tab: ChecklistTab, qtbot: QtBot
) -> None:
    tab.list.open_code(WORDS)
    tab.list.open_code(PERCENT)
    at_once = tab.side.history.code

    qtbot.waitUntil(lambda: tab.side.history.code == PERCENT, timeout=10_000)

    assert at_once != PERCENT


@pytest.fixture
def later(desk: Desk, settle: Settle) -> Inspection:
    """A visit of this year to a unit that was visited last year."""
    application = desk.application
    versions.first(application)
    earlier = versions.begin(application)
    assert earlier.started_at is not None
    begun = earlier.started_at - timedelta(days=365)
    application.inspections.save(replace(earlier, started_at=begun))
    blank = application.answers.blank(earlier.id, CODE)
    application.answers.save(replace(blank, value="no", comment="Chưa ban hành kế hoạch."))
    visit = versions.begin(application)
    settle()
    return visit


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", "Chưa ban hành kế hoạch."),
        ("Vẫn như vậy.", "Vẫn như vậy.\nChưa ban hành kế hoạch."),
    ],
)
def test_the_comment_of_the_last_visit_is_taken_over_with_one_click(
    desk: Desk, later: Inspection, qtbot: QtBot, settle: Settle, typed: str, kept: str
) -> None:
    tab = opened_tab(desk, later.id, qtbot, settle)
    _history(tab, CODE, settle)
    if typed:
        _answer(tab, settle, CODE, comment=typed)
    was_offered = not tab.side.earlier.take_button.isHidden()

    tab.side.earlier.take_button.click()
    settle()

    assert was_offered
    assert stored(tab, CODE).comment == kept
    assert tab.list.editor.comment.toPlainText() == kept
    assert tab.side.earlier.take_button.isHidden()


def test_a_criterion_the_last_visit_did_not_answer_has_nothing_of_it(
    desk: Desk, later: Inspection, qtbot: QtBot, settle: Settle
) -> None:
    tab = opened_tab(desk, later.id, qtbot, settle)
    _history(tab, "T.1.2", settle)

    assert tab.side.earlier.take_button.isHidden()
    assert tab.side.earlier.findChildren(QLabel) == []
