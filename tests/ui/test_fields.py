"""Fields without a Save button: a pause is a draft, leaving is a save, nonsense is neither."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.given import commit_text, press, type_text
from ui import theme
from ui.widgets.fields import AutoLine, AutoText, ChoiceField, DayField, MomentField
from ui.widgets.form import Form

NFD = "Thu\u031b\u0323c hie\u0323\u0302n"
NFC = "Thực hiện"


@pytest.fixture(autouse=True)
def _look(qapp: QApplication) -> None:
    theme.apply(qapp, "light", 100)


def test_leaving_a_field_settles_its_text_once(qtbot: QtBot) -> None:
    field = AutoText("Nhận xét")
    qtbot.addWidget(field)
    settled: list[str] = []
    field.settled.connect(settled.append)

    type_text(field, "Đã niêm yết đầy đủ")
    field.settle()
    field.settle()

    assert settled == ["Đã niêm yết đầy đủ"]


def test_decomposed_letters_are_kept_composed(qtbot: QtBot) -> None:
    field = AutoLine("Tên")
    qtbot.addWidget(field)
    settled: list[str] = []
    field.settled.connect(settled.append)

    commit_text(field, NFD)
    field.settle()

    assert settled == [NFC]


def test_a_moment_after_the_first_key_there_is_a_draft(qtbot: QtBot) -> None:
    field = AutoText("Nhận xét")
    qtbot.addWidget(field)
    commit_text(field, "Thiếu giấy hẹn")

    with qtbot.waitSignal(field.drafted, timeout=4_000) as draft:
        pass

    assert draft.args == ["Thiếu giấy hẹn", 14]


def test_whoever_types_without_a_pause_has_drafts_all_the_same(qtbot: QtBot) -> None:
    field = AutoText("Nhận xét")
    qtbot.addWidget(field)
    drafts: list[str] = []
    field.drafted.connect(lambda text, _caret: drafts.append(text))
    keys = QTimer(field)
    keys.setInterval(50)
    keys.timeout.connect(lambda: type_text(field, "a"))
    keys.start()

    qtbot.waitUntil(lambda: len(drafts) >= 2, timeout=4_000)

    keys.stop()
    assert drafts[0]
    assert drafts[1].startswith(drafts[0])


def test_the_first_key_that_is_not_kept_is_told_once(qtbot: QtBot) -> None:
    field = AutoLine("Tên")
    qtbot.addWidget(field)
    told: list[bool] = []
    field.touched.connect(lambda: told.append(True))

    type_text(field, "Thiếu")

    assert told == [True]


def test_news_from_the_store_leave_a_text_being_typed_alone(qtbot: QtBot) -> None:
    field = AutoLine("Tên")
    qtbot.addWidget(field)
    field.show()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    type_text(field, "Đang gõ")

    field.show_text("từ máy khác")

    assert field.text() == "Đang gõ"
    field.hide()


def test_a_day_is_settled_and_nonsense_is_marked(qtbot: QtBot) -> None:
    field = DayField("Hạn")
    qtbot.addWidget(field)
    days: list[object] = []
    field.day_settled.connect(days.append)

    field.setText("15/12/2026")
    field.settle()
    field.setText("31/02/2026")
    field.settle()

    assert days == [date(2026, 12, 15)]
    assert field.property("wrong") == "yes"


def test_an_emptied_day_is_settled_as_none(qtbot: QtBot) -> None:
    field = MomentField("Lúc")
    qtbot.addWidget(field)
    field.show_text("08:30 20/11/2026")
    moments: list[object] = []
    field.moment_settled.connect(moments.append)

    field.setText("")
    field.settle()

    assert moments == [None]


def test_the_wheel_never_changes_a_choice(qtbot: QtBot) -> None:
    field = ChoiceField("Loại", [(1, "một"), (2, "hai")])
    qtbot.addWidget(field)
    wheel = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )

    QApplication.sendEvent(field, wheel)

    assert field.value == 1


def test_only_a_person_chooses(qtbot: QtBot) -> None:
    field = ChoiceField("Loại", [(1, "một"), (2, "hai")])
    qtbot.addWidget(field)
    chosen: list[object] = []
    field.chosen.connect(chosen.append)

    field.show_value(2)
    press(field, Qt.Key.Key_Up)

    assert chosen == [1]


def test_a_long_text_gets_room_up_to_a_height(qtbot: QtBot) -> None:
    field = AutoText("Nhận xét", lines=1)
    qtbot.addWidget(field)
    before = field.height()

    field.setPlainText("\n".join("dòng" for _ in range(5)))
    taller = field.height()
    field.setPlainText("\n".join("dòng" for _ in range(50)))

    assert before < taller < field.height() <= 8 * field.fontMetrics().lineSpacing() + 40


def test_a_field_of_limited_width_stands_under_its_label(qtbot: QtBot) -> None:
    form = Form(2)
    day = DayField("Ngày")
    form.add("Theo kế hoạch từ ngày", day)
    form.add("Theo kế hoạch đến ngày", DayField("Ngày"))
    form.add("Địa điểm", AutoLine("Địa điểm"), span=2)
    qtbot.addWidget(form)
    form.resize(800, 160)
    form.show()

    assert day.geometry().left() == 0


def test_news_of_the_same_text_leave_the_caret_where_it_is(qtbot: QtBot) -> None:
    field = AutoLine("Tên")
    qtbot.addWidget(field)
    field.show_text("Trần Thị Lệ")
    field.setCursorPosition(4)

    field.show_text("Trần Thị Lệ")

    assert field.cursorPosition() == 4


def test_a_text_typed_back_to_what_it_was_is_not_unsaved(qtbot: QtBot) -> None:
    field = AutoText("Nhận xét")
    qtbot.addWidget(field)
    field.show_text("Đủ")
    commit_text(field, "!")
    typed = field.typing.is_unsaved

    press(field, Qt.Key.Key_Backspace)

    assert typed
    assert not field.typing.is_unsaved


def test_a_suggestion_put_into_a_field_is_not_overwritten_by_news(qtbot: QtBot) -> None:
    field = AutoLine("Căn cứ")
    qtbot.addWidget(field)
    field.show_text("cũ")

    field.setText("Điều 5 Nghị định 61")
    field.show_text("từ máy khác")

    assert field.text() == "Điều 5 Nghị định 61"
