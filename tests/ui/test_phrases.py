"""The phrase bank on the screen: picked into a text, kept from it, and its own page."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.ids import InspectionId
from tests.ui.checklist_tabs import opened_tab
from tests.ui.given import PERCENT, ScriptedPrompts, commit_text, press, type_text
from ui.desk import Desk
from ui.phrases.page import PhrasesPage
from ui.phrases.picker import PhrasePicker
from ui.phrases.texts import category_text
from ui.visit.phrase_offer import PhraseOffer
from ui.visit.visit_case import VisitCase
from ui.widgets.basics import column
from ui.widgets.fields import AutoText

Settle = Callable[[], None]
RECEIPT = "giấy tiếp nhận"


@pytest.fixture
def case(desk: Desk, visit_id: InspectionId, qtbot: QtBot) -> Iterator[VisitCase]:
    case = VisitCase(desk)
    with qtbot.waitSignal(case.loaded):
        case.open(visit_id)
    yield case
    case.deleteLater()


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QWidget]:
    window = QWidget()
    window.resize(900, 600)
    column(window)
    qtbot.addWidget(window)
    yield window
    window.hide()


@pytest.fixture
def offer(window: QWidget, case: VisitCase, qtbot: QtBot) -> PhraseOffer:
    """A field for a shortcoming, in a window on the screen."""
    field = AutoText("Phát hiện", lines=3)
    layout = window.layout()
    assert layout is not None
    layout.addWidget(field)
    offer = PhraseOffer(field, case, lambda: "ton_tai", lambda: PERCENT)
    with qtbot.waitExposed(window):
        window.show()
    field.setFocus()
    return offer


def _opened(offer: PhraseOffer, settle: Settle) -> PhrasePicker:
    offer.button.click()
    settle()
    assert offer.picker is not None
    return offer.picker


def _compose(widget: QWidget, letters: str) -> None:
    QApplication.sendEvent(widget, QInputMethodEvent(letters, []))


def test_ctrl_and_space_open_the_list_and_type_nothing(
    offer: PhraseOffer, settle: Settle, qtbot: QtBot
) -> None:
    qtbot.keyClick(offer.field, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    settle()

    assert offer.picker is not None
    assert offer.picker.isVisible()
    assert offer.field.toPlainText() == ""
    offer.picker.close_list()


def test_phrases_of_the_fields_category_are_offered_with_their_gaps_filled(
    offer: PhraseOffer, settle: Settle
) -> None:
    picker = _opened(offer, settle)
    texts = [picker.rows.item(row).text() for row in range(picker.rows.count())]

    assert "Kế hoạch cải cách hành chính năm 2026 ban hành chậm … ngày so với yêu cầu." in texts
    assert not any(text.startswith("Công tác tuyên truyền được thực hiện") for text in texts)
    assert not any("{" in text for text in texts)


def test_words_are_found_without_accents_and_enter_inserts_at_the_caret(
    offer: PhraseOffer, settle: Settle
) -> None:
    type_text(offer.field, "Qua kiểm tra:")
    picker = _opened(offer, settle)

    type_text(picker.search, "giay tiep nhan")
    found = picker.rows.count()
    press(picker.search, Qt.Key.Key_Return)

    assert found == 1
    assert not picker.isVisible()
    assert offer.field.toPlainText().startswith("Qua kiểm tra: Có … hồ sơ không có Giấy tiếp")


def test_what_is_inserted_is_settled_like_what_is_typed(offer: PhraseOffer, settle: Settle) -> None:
    settled: list[str] = []
    offer.field.settled.connect(settled.append)
    picker = _opened(offer, settle)

    press(picker.search, Qt.Key.Key_Down)
    press(picker.search, Qt.Key.Key_Return)
    offer.field.settle()

    assert settled == [offer.field.toPlainText()]


def test_an_input_method_at_work_is_left_alone(offer: PhraseOffer, settle: Settle) -> None:
    _compose(offer.field, "giâ")
    composing = offer.field.toPlainText()
    commit_text(offer.field, RECEIPT)

    picker = _opened(offer, settle)
    before = picker.rows.count()
    _compose(picker.search, "tiê")
    while_composing = picker.rows.count()
    commit_text(picker.search, RECEIPT)

    assert composing == ""
    assert offer.field.toPlainText() == RECEIPT
    assert while_composing == before
    assert picker.rows.count() == 1


def test_escape_gives_the_keys_back_and_changes_nothing(offer: PhraseOffer, settle: Settle) -> None:
    type_text(offer.field, "Đang viết")
    picker = _opened(offer, settle)

    press(picker.search, Qt.Key.Key_Escape)

    assert not picker.isVisible()
    assert offer.field.toPlainText() == "Đang viết"
    assert offer.field.window().focusWidget() is offer.field


def test_a_text_is_kept_as_a_phrase_and_offered_from_then_on(
    offer: PhraseOffer, desk: Desk, settle: Settle
) -> None:
    type_text(offer.field, "Biển hiệu Trung tâm chưa đúng quy định.")
    picker = _opened(offer, settle)

    picker.keep.click()
    settle()
    type_text(picker.search, "bien hieu trung tam")

    assert picker.rows.count() == 1
    assert desk.application.phrases.find("ton_tai/khac")[0].text.startswith("Biển hiệu")
    picker.close_list()


def test_nothing_written_is_nothing_to_keep(offer: PhraseOffer, settle: Settle) -> None:
    picker = _opened(offer, settle)

    assert not picker.keep.isEnabled()
    picker.close_list()


@pytest.fixture
def page(desk: Desk, qtbot: QtBot, settle: Settle) -> PhrasesPage:
    page = PhrasesPage(desk)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    desk.changes.changed.connect(lambda _changes: page.reload())
    page.reload()
    settle()
    return page


def test_the_page_lists_the_bank_and_finds_without_accents(page: PhrasesPage) -> None:
    total = page.panel.table.count

    page.panel.filter.words.setText("giay tiep nhan ho so va hen")

    assert total == 94
    assert page.panel.table.count == 2


def test_a_phrase_is_reworded(page: PhrasesPage, desk: Desk, settle: Settle) -> None:
    chosen = page.panel.table.chosen
    assert chosen is not None

    page.detail.text.setPlainText("Câu đã sửa.")
    page.detail.text.settle()
    settle()

    assert "Câu đã sửa." in [one.text for one in desk.application.phrases.find()]
    assert chosen.text not in [one.text for one in desk.application.phrases.find()]


def test_an_emptied_phrase_gets_its_words_back(page: PhrasesPage) -> None:
    chosen = page.panel.table.chosen
    assert chosen is not None

    page.detail.text.setPlainText("")
    page.detail.text.settle()

    assert page.detail.text.toPlainText() == chosen.text


def test_a_phrase_is_added_under_the_category_chosen(
    page: PhrasesPage, desk: Desk, settle: Settle
) -> None:
    page.new_button.click()
    page.detail.category.show_value("kien_nghi/khac")
    page.detail.text.setPlainText("Thay biển hiệu Trung tâm.")
    page.detail.text.settle()
    settle()

    (added,) = desk.application.phrases.find("kien_nghi/khac")
    assert added.text == "Thay biển hiệu Trung tâm."


def test_a_phrase_is_removed_after_a_question(
    page: PhrasesPage, desk: Desk, prompts: ScriptedPrompts, settle: Settle
) -> None:
    chosen = page.panel.table.chosen
    assert chosen is not None
    prompts.answers.append(True)

    page.detail.remove.click()
    settle()

    assert chosen not in desk.application.phrases.find()


def test_categories_are_told_in_words_and_unknown_ones_keep_their_name() -> None:
    assert category_text("ton_tai/mot_cua") == "Tồn tại, hạn chế · một cửa"
    assert category_text("rieng/cua_tinh") == "rieng · cua_tinh"


def test_one_key_beside_the_comment_offers_phrases_for_it(
    desk: Desk, visit_id: InspectionId, qtbot: QtBot, settle: Settle
) -> None:
    tab = opened_tab(desk, visit_id, qtbot, settle)
    with qtbot.waitActive(tab):
        tab.show()
        tab.activateWindow()
    tab.list.open_code(PERCENT)
    comment = tab.list.editor.comment

    press(tab.list, Qt.Key.Key_F7)
    settle()
    picker = tab.list.editor.phrases.picker
    assert picker is not None
    fourth = picker.rows.item(3).text()
    for _step in range(3):
        press(picker.search, Qt.Key.Key_Down)
    press(picker.search, Qt.Key.Key_Return)
    settle()
    qtbot.keyClick(comment, Qt.Key.Key_F7)
    settle()

    assert comment.toPlainText() == fourth
    assert picker.isVisible()
    assert picker.rows.item(0).text() == fourth
    picker.close_list()
    tab.settle()
    settle()
    tab.hide()
