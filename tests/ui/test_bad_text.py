"""Texts nobody would type: pasted books, control characters, turned directions, half letters."""

from __future__ import annotations

import time
import unicodedata

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from app.ids import InspectionId
from app.packages.limits import LIMITS
from tests.fakes import FrozenClock
from tests.ui.given import WORDS, Settle, commit_text
from tests.ui.visit_pages import opened, tab_of
from ui import theme
from ui.desk import Desk
from ui.navigation import VisitTab
from ui.visit.checklist_tab import ChecklistTab
from ui.widgets.fields import AutoLine, AutoText
from ui.widgets.typed_text import MOST_LETTERS, as_kept, as_line, before_caret, caret_in

BOOK = ("Đã niêm yết đầy đủ thủ tục hành chính tại bộ phận một cửa. " * 1000)[:50_000]


@pytest.fixture
def tab(desk: Desk, visit_id: InspectionId, qtbot: QtBot, settle: Settle) -> ChecklistTab:
    page = opened(desk, visit_id, qtbot, settle)
    tab = tab_of(page, VisitTab.CHECKLIST, ChecklistTab, settle)
    tab.list.open_code(WORDS)
    return tab


def _paste(field: AutoLine | AutoText, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    field.paste()


def test_fifty_thousand_letters_are_pasted_drafted_and_saved_while_the_window_lives(
    tab: ChecklistTab, desk: Desk, settle: Settle, qtbot: QtBot
) -> None:
    comment = tab.list.editor.comment
    begun = time.perf_counter()
    with qtbot.waitSignal(comment.drafted, timeout=5_000):
        _paste(comment, BOOK)
        comment.grab()
        took = time.perf_counter() - begun
    tab.settle()
    settle()

    stored = desk.application.inspections.case_file(tab.case.inspection_id).answers[WORDS].comment
    assert stored == BOOK.strip()
    # Measured 70 ms; this machine may be busy.
    assert took < 3


@pytest.mark.qt_log_ignore("plugin does not support")
def test_a_field_takes_what_a_package_takes_and_says_what_it_left_out(
    qtbot: QtBot, qapp: QApplication
) -> None:
    theme.apply(qapp, "light", 100)
    field = AutoText("Nhận xét")
    qtbot.addWidget(field)
    field.show()

    _paste(field, "dòng\n" * 30_000)

    assert LIMITS.text == MOST_LETTERS
    assert len(field.toPlainText()) <= MOST_LETTERS
    assert len(field.toPlainText()) >= MOST_LETTERS - 1
    assert "100.000 ký tự" in QToolTip.text()
    QToolTip.hideText()
    field.hide()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("chuông\a và \x1b[31mmàu\x7f", "chuông và [31mmàu"),
        ("trước\u202esau\u200f\u2066", "trướcsau"),
        ("một\u2028hai", "một\u2028hai"),
        (unicodedata.normalize("NFD", "Thực hiện"), "Thực hiện"),
        ("nửa \ud83d chữ", "nửa  chữ"),
        ("đạt 🙂👍🏽 tốt", "đạt 🙂👍🏽 tốt"),
        ("bảng\tcột\r\ndòng", "bảng\tcột\ndòng"),
    ],
)
def test_what_cannot_be_part_of_a_text_is_left_out(typed: str, kept: str) -> None:
    assert as_kept(typed) == kept


def test_a_line_pasted_with_its_end_is_one_line() -> None:
    assert as_line("Trần Thị Lệ\r\nThư ký\tđoàn") == "Trần Thị Lệ Thư ký đoàn"


def test_a_paste_is_clean_at_once(qtbot: QtBot, qapp: QApplication) -> None:
    theme.apply(qapp, "light", 100)
    field = AutoText("Nhận xét")
    qtbot.addWidget(field)
    data = QMimeData()
    data.setText("Thu\u031b\u0323c\u202e hiện\x00")
    data.setHtml("<b>Thực hiện</b>")

    field.insertFromMimeData(data)

    assert field.toPlainText() == "Thực hiện"


@pytest.mark.parametrize("text", ["", "Thực", "🙂", "a🙂b👍🏽c", "nửa \ud83d chữ"])
def test_a_caret_counts_as_qt_does_and_comes_back(text: str) -> None:
    for place in range(len(text) + 1):
        assert before_caret(text, caret_in(text[:place])) == text[:place]


def test_a_caret_behind_an_emoji_comes_back_behind_it(
    tab: ChecklistTab, desk: Desk, settle: Settle, qtbot: QtBot
) -> None:
    comment = tab.list.editor.comment
    with qtbot.waitSignal(comment.drafted, timeout=5_000):
        commit_text(comment, "tốt 🙂👍🏽")
    settle()
    (draft,) = desk.application.drafts.all()

    other = AutoText("Nhận xét")
    qtbot.addWidget(other)
    other.take_up(draft.text, draft.caret)
    commit_text(other, "!")

    assert other.toPlainText() == "tốt 🙂👍🏽!"
    tab.settle()
    settle()


def test_half_a_letter_never_reaches_the_store(
    tab: ChecklistTab, desk: Desk, settle: Settle, qtbot: QtBot
) -> None:
    comment = tab.list.editor.comment
    with qtbot.waitSignal(comment.drafted, timeout=5_000):
        commit_text(comment, "nửa \ud83d chữ")
    tab.settle()
    settle()

    stored = desk.application.inspections.case_file(tab.case.inspection_id).answers[WORDS].comment
    assert stored == "nửa  chữ"


def test_a_clock_set_back_to_2001_loses_nothing_and_keeps_the_order_of_drafts(
    tab: ChecklistTab, desk: Desk, clock: FrozenClock, settle: Settle, qtbot: QtBot
) -> None:
    desk.application.drafts.keep("khác", "text", "trước", 1)
    clock.moment = clock.moment.replace(year=2001)
    comment = tab.list.editor.comment
    with qtbot.waitSignal(comment.drafted, timeout=5_000):
        commit_text(comment, "gõ khi đồng hồ sai")
    settle()
    order = [draft.text for draft in desk.application.drafts.all()]

    tab.settle()
    settle()

    assert order == ["gõ khi đồng hồ sai", "trước"]
    stored = desk.application.inspections.case_file(tab.case.inspection_id).answers[WORDS].comment
    assert stored == "gõ khi đồng hồ sai"
