"""Telex and VNI: a word being composed is eaten, replaced or lost nowhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.ids import InspectionId
from tests.ui.given import PERCENT, WORDS, Settle, commit_text, compose, press
from tests.ui.visit_pages import opened, tab_of
from ui import theme
from ui.desk import Desk
from ui.navigation import VisitTab
from ui.phrases.picker import PhrasePicker
from ui.visit.checklist_tab import ChecklistTab
from ui.visit.dossier_delegate import CellField
from ui.widgets.fields import AutoLine, AutoText, CountField, DayField, MomentField
from ui.widgets.filter_bar import FilterBar
from ui.widgets.suggestion_list import SuggestionList

Editor: TypeAlias = QLineEdit | QPlainTextEdit
Make = Callable[[QWidget], QWidget]

FIELDS: dict[str, Make] = {
    "line": lambda _around: AutoLine("Tên"),
    "text": lambda _around: AutoText("Nhận xét"),
    "day": lambda _around: DayField("Ngày"),
    "moment": lambda _around: MomentField("Lúc"),
    "count": lambda _around: CountField("Số"),
    "cell": lambda _around: CellField("Mã hồ sơ"),
}
SEARCHES: dict[str, Make] = {
    "filter": lambda _around: FilterBar("Tìm", ("Tất cả",)),
    "phrases": PhrasePicker,
    "suggestions": SuggestionList,
}


@pytest.fixture
def around(qtbot: QtBot, qapp: QApplication) -> QWidget:
    """A window with another field to go to."""
    theme.apply(qapp, "light", 100)
    window = QWidget()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    layout.addWidget(QLineEdit())
    return window


def _put(made: QWidget, around: QWidget, qtbot: QtBot) -> Editor:
    layout = around.layout()
    assert layout is not None
    layout.addWidget(made)
    made.show()
    around.show()
    around.activateWindow()
    editor = made if isinstance(made, Editor) else made.findChildren(QLineEdit)[0]
    editor.setFocus()
    qtbot.waitUntil(editor.hasFocus)
    return editor


def _text(editor: Editor) -> str:
    return editor.text() if isinstance(editor, QLineEdit) else editor.toPlainText()


@pytest.fixture(params=[*FIELDS, *SEARCHES])
def editor(request: pytest.FixtureRequest, around: QWidget, qtbot: QtBot) -> Editor:
    """Each class of editor there is in the program."""
    return _put((FIELDS | SEARCHES)[request.param](around), around, qtbot)


@pytest.fixture(params=FIELDS)
def field(request: pytest.FixtureRequest, around: QWidget, qtbot: QtBot) -> Editor:
    """Each class of editor whose text is kept."""
    return _put(FIELDS[request.param](around), around, qtbot)


def test_a_word_grows_letter_by_letter_and_is_taken_once(editor: Editor) -> None:
    for word in ("T", "Th", "Thu", "Thư", "Thực"):
        compose(editor, word)
    commit_text(editor, "Thực")
    commit_text(editor, " ")
    compose(editor, "h")
    commit_text(editor, "hiện")

    assert _text(editor) == "Thực hiện"


def test_backspace_while_composing_shortens_the_word_alone(editor: Editor) -> None:
    commit_text(editor, "Xã ")
    for word in ("Đ", "Đô", "Đ", ""):
        compose(editor, word)

    assert _text(editor) == "Xã "


def test_backspace_after_a_word_takes_its_last_letter(editor: Editor) -> None:
    # Unikey composes so: it takes letters back and types them anew.
    commit_text(editor, "thu")
    press(editor, Qt.Key.Key_Backspace)
    commit_text(editor, "ư")

    assert _text(editor) == "thư"


def test_the_digits_of_vni_are_letters_of_a_word(editor: Editor) -> None:
    for key, digit in ((Qt.Key.Key_1, "1"), (Qt.Key.Key_2, "2"), (Qt.Key.Key_0, "0")):
        press(editor, key, digit)

    assert _text(editor) == "120"


def test_a_word_that_is_not_finished_is_kept_when_the_field_is_left(
    field: Editor, around: QWidget, qtbot: QtBot
) -> None:
    commit_text(field, "niêm ")
    compose(field, "yết")

    around.findChildren(QLineEdit)[0].setFocus()
    qtbot.waitUntil(lambda: not field.hasFocus())

    assert _text(field) == "niêm yết"


def test_news_from_the_store_wait_until_a_word_is_finished(field: Editor) -> None:
    assert isinstance(field, AutoLine | AutoText)
    compose(field, "Thự")

    field.show_text("từ máy khác")
    commit_text(field, "Thực")

    assert _text(field) == "Thực"


def test_a_draft_holds_the_word_being_composed(field: Editor) -> None:
    assert isinstance(field, AutoLine | AutoText)
    drafts: list[tuple[str, int]] = []
    field.drafted.connect(lambda text, caret: drafts.append((text, caret)))
    commit_text(field, "🙂 niêm ")
    compose(field, "yế")

    field.typing.keep()

    assert drafts == [("🙂 niêm yế", 10)]


def test_a_text_that_is_only_read_composes_nothing(field: Editor) -> None:
    assert isinstance(field, AutoLine | AutoText)
    field.setReadOnly(True)

    compose(field, "Thự")

    assert not field.typing.is_unsaved
    assert not _text(field)


@pytest.fixture
def tab(desk: Desk, visit_id: InspectionId, qtbot: QtBot, settle: Settle) -> ChecklistTab:
    page = opened(desk, visit_id, qtbot, settle)
    page.activateWindow()
    return tab_of(page, VisitTab.CHECKLIST, ChecklistTab, settle)


def test_digits_typed_into_a_comment_answer_nothing(
    tab: ChecklistTab, settle: Settle, qtbot: QtBot
) -> None:
    tab.list.open_code(WORDS)
    comment = tab.list.editor.comment
    comment.setFocus()
    qtbot.waitUntil(comment.hasFocus)

    compose(comment, "Thu7")
    press(comment, Qt.Key.Key_7, "7")
    commit_text(comment, "Thư")
    for key, digit in ((Qt.Key.Key_1, "1"), (Qt.Key.Key_0, "0"), (Qt.Key.Key_3, "3")):
        press(comment, key, digit)

    assert "Thư" in comment.toPlainText()
    assert comment.toPlainText().endswith("103")
    assert not tab.case.answer(WORDS).value
    assert not tab.case.answer(WORDS).not_applicable
    tab.settle()
    settle()


def test_digits_typed_into_a_number_answer_nothing_else(
    tab: ChecklistTab, settle: Settle, qtbot: QtBot
) -> None:
    tab.list.open_code(PERCENT)
    assert tab.list.editor.input is not None
    numerator = tab.list.editor.input.texts["numerator"]
    numerator.setFocus()
    qtbot.waitUntil(numerator.hasFocus)
    numerator.selectAll()

    for key, digit in ((Qt.Key.Key_1, "1"), (Qt.Key.Key_0, "0")):
        press(numerator, key, digit)

    assert not tab.case.answer(PERCENT).not_applicable
    tab.settle()
    settle()
    assert tab.case.answer(PERCENT).numerator == 10


def test_a_saved_answer_does_not_cut_into_a_word_of_the_comment(
    tab: ChecklistTab, settle: Settle
) -> None:
    tab.list.open_code(WORDS)
    comment = tab.list.editor.comment
    commit_text(comment, "Chưa ")
    compose(comment, "niê")

    tab.case.change_answer(WORDS, value="no")
    settle()
    commit_text(comment, "niêm")

    assert comment.toPlainText() == "Chưa niêm"
    tab.settle()
    settle()
