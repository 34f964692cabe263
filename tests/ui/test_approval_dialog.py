"""Enrolling a laptop on one sheet: what is mistyped is mended there, and nothing is typed twice."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from app.bootstrap import Application, create_store, open_application
from app.services.enrolment import GivenName
from app.words import use_language
from tests.ui import survey
from tests.ui.given import ScriptedPrompts, compose, press
from tests.ui.visit_pages import Settle
from tests.ui.words_typed import choose, fill, opened, type_anew
from ui import theme
from ui.desk import Desk
from ui.exchange.approval_dialog import ApprovalDialog
from ui.exchange.enrolment_panel import EnrolmentPanel

WRONG = "ba la ma ca ta xa"


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """The dialog at headquarters, and the request that a laptop brings."""

    office: EnrolmentPanel
    dialog: ApprovalDialog
    hq: Application
    request: Path
    code: str
    """The six words that the laptop shows."""
    prompts: ScriptedPrompts

    def fill(self, words: str) -> None:
        """Give everything, with these words."""
        fill(self.dialog, self.request, words, self.prompts)

    @property
    def is_open(self) -> bool:
        """Whether it still asks."""
        return self.office.dialog is self.dialog and self.dialog.isVisible()

    @property
    def laptops(self) -> list[tuple[str, str]]:
        """The laptops that are enrolled, with who works on them."""
        members = self.hq.headquarters.members()
        return [(one.name, one.person) for one in members if not one.is_headquarters]

    @property
    def typed(self) -> list[str]:
        """What stands in the fields, as one reads them."""
        return [one.line.text() for one in self.dialog.asked()]

    @property
    def said(self) -> list[str]:
        """What is said beside the fields, as one reads them."""
        problems = [one.problem for one in self.dialog.asked()]
        return [one.text() if one.isVisible() else "" for one in problems]


@pytest.fixture
def office(desk: Desk, hq: Application, qtbot: QtBot, settle: Settle) -> EnrolmentPanel:
    use_language("vi")
    made = EnrolmentPanel(replace(desk, application=hq))
    qtbot.addWidget(made)
    made.show()
    made.reload()
    settle()
    return made


@pytest.fixture
def sheet(
    office: EnrolmentPanel,
    application: Application,
    prompts: ScriptedPrompts,
    qtbot: QtBot,
    tmp_path: Path,
) -> Iterator[Sheet]:
    """The dialog as its button opens it; closed in the end, where it still asks."""
    (tmp_path / "usb").mkdir()
    request = tmp_path / "usb" / "xin.skt"
    code = application.enrolment.request(request).code
    office.approve_button.click()
    dialog = opened(office, ApprovalDialog)
    qtbot.waitExposed(dialog)
    hq = office.desk.application
    yield Sheet(office=office, dialog=dialog, hq=hq, request=request, code=code, prompts=prompts)
    if office.dialog is not None:
        office.dialog.reject()


def test_mistyped_words_keep_everything_and_are_mended_in_place(
    sheet: Sheet, settle: Settle
) -> None:
    sheet.fill(WRONG)
    before = sheet.typed

    sheet.dialog.agree_button.click()
    settle()
    refused = (sheet.is_open, sheet.typed, sheet.said, sheet.laptops)
    has_keyboard = sheet.dialog.focusWidget() is sheet.dialog.words.line
    type_anew(sheet.dialog.words.line, sheet.code)
    mended = sheet.said
    sheet.dialog.agree_button.click()
    settle()

    told = "Sáu từ vừa gõ không đúng. Chưa có gì thay đổi."
    assert refused[:2] == (True, before)
    assert refused[2][1].startswith(told)
    assert [one for one in refused[2] if one] == [refused[2][1]]
    assert refused[3] == []
    assert has_keyboard
    assert mended == [""] * 5
    assert sheet.laptops == [("doan1/may-01", "Lê Thị Bình")]
    assert not sheet.is_open


def test_once_enrolled_the_words_of_headquarters_are_told_and_the_page_hears_of_it(
    sheet: Sheet, application: Application, settle: Settle
) -> None:
    heard: list[bool] = []
    sheet.office.changed.connect(lambda: heard.append(sheet.dialog.isVisible()))
    sheet.fill(sheet.code)

    sheet.dialog.agree_button.click()
    settle()

    (told,) = sheet.prompts.told
    keyring = application.enrolment.accept(sheet.request.parent, told.splitlines()[-1])
    assert keyring.member("doan1/may-01") is not None
    assert heard == [False]
    assert "2 máy tin cậy" in sheet.office.text.text()


@pytest.mark.parametrize("leave", ["escape", "button"])
def test_nothing_is_done_when_the_dialog_is_left(leave: str, sheet: Sheet, settle: Settle) -> None:
    before = sheet.hq.enrolment.keyring()
    sheet.fill(sheet.code)

    if leave == "escape":
        press(sheet.dialog.person.line, Qt.Key.Key_Escape)
    else:
        # With the keyboard: Enter presses what it stands on, not what the dialog is for.
        press(sheet.dialog.cancel_button, Qt.Key.Key_Return)
    settle()

    assert not sheet.is_open
    assert sheet.hq.enrolment.keyring() == before
    assert [one.name for one in sheet.request.parent.iterdir()] == ["xin.skt"]
    assert sheet.prompts.told == []


def test_the_answer_is_proposed_beside_the_request_and_written_where_it_was_told(
    sheet: Sheet, settle: Settle, tmp_path: Path
) -> None:
    sheet.fill(sheet.code)
    proposed = sheet.dialog.answer.line.text()
    choose(sheet.dialog.answer, tmp_path / "tra-loi", sheet.prompts)
    # Another look for the request does not take the folder back.
    choose(sheet.dialog.place, sheet.request, sheet.prompts)

    sheet.dialog.agree_button.click()
    settle()

    assert proposed == str(sheet.request.parent)
    assert len(list((tmp_path / "tra-loi").iterdir())) == 2
    assert [one.name for one in sheet.request.parent.iterdir()] == ["xin.skt"]


def test_what_is_missing_is_said_beside_each_field(sheet: Sheet, settle: Settle) -> None:
    before = sheet.hq.enrolment.keyring()

    sheet.dialog.agree_button.click()
    settle()

    assert sheet.said == [
        "Hãy chọn tệp yêu cầu do máy xin ghi danh ghi.",
        "Hãy gõ sáu từ nghe đọc.",
        "Hãy đặt tên cho máy.",
        "Hãy ghi tên người dùng máy này.",
        "Hãy chọn thư mục để ghi trả lời.",
    ]
    assert sheet.dialog.focusWidget() is sheet.dialog.place.button
    assert sheet.dialog.words.line.accessibleDescription() == "Hãy gõ sáu từ nghe đọc."
    assert sheet.hq.enrolment.keyring() == before


def test_what_was_missing_is_complained_of_no_more_once_it_is_there(sheet: Sheet) -> None:
    sheet.dialog.agree()

    sheet.fill(sheet.code)

    folder = sheet.request.parent
    assert sheet.typed == [
        str(folder / "xin.skt"),
        sheet.code,
        "doan1/may-01",
        "Lê Thị Bình",
        str(folder),
    ]
    assert sheet.said == [""] * 5
    assert sheet.dialog.words.line.accessibleDescription() == ""


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("ba la ma ca ta", "Cần đủ sáu từ, ở đây có 5 từ."),
        ("Bà-lã  mà CÁ tạ xả", ""),
        ("ba la ma ca ta xa va", "Cần đủ sáu từ, ở đây có 7 từ."),
    ],
)
def test_words_are_counted_as_they_are_compared(words: str, told: str, sheet: Sheet) -> None:
    type_anew(sheet.dialog.words.line, words)

    sheet.dialog.agree()

    assert sheet.said[1] == told


def test_the_word_that_is_being_composed_counts(sheet: Sheet) -> None:
    type_anew(sheet.dialog.words.line, "ba la ma ca ta ")
    compose(sheet.dialog.words.line, "xa")

    sheet.dialog.agree()

    assert sheet.said[1] == ""
    assert sheet.dialog.words.text == WRONG


def test_the_words_are_filled_in_by_nobody_and_no_button_stands_for_them(sheet: Sheet) -> None:
    choose(sheet.dialog.place, sheet.request, sheet.prompts)

    buttons = {one.text() for one in sheet.dialog.findChildren(QPushButton) if one.isVisible()}

    assert sheet.dialog.words.text == ""
    assert sheet.dialog.words.line.placeholderText() == ""
    assert sheet.dialog.words.line.completer() is None
    assert buttons == {"Chọn tệp…", "Chọn thư mục…", "Hủy", "Duyệt ghi danh"}


def bad_name(sheet: Sheet) -> None:
    type_anew(sheet.dialog.name.line, "_/máy*")


def name_taken(sheet: Sheet) -> None:
    """Enrol another laptop under the name, as somebody else may do meanwhile."""
    place = sheet.request.parent.parent / "other"
    create_store(place, "field", "may-02")
    with open_application(place) as other:
        words = other.enrolment.request(place / "xin.skt").code
    given = GivenName(name="doan1/may-01", team="doan1", person="Ông Khác")
    sheet.hq.enrolment.approve(place / "xin.skt", words, given, answer=place / "tra-loi")


def damaged(sheet: Sheet) -> None:
    sheet.request.write_bytes(b"no request")


def gone(sheet: Sheet) -> None:
    sheet.request.unlink()


def long_person(sheet: Sheet) -> None:
    sheet.dialog.person.line.setText("Bình " * 100)


def no_room(sheet: Sheet) -> None:
    (sheet.request.parent / "headquarters.skt").mkdir()


@pytest.mark.parametrize(
    ("spoil", "field", "told"),
    [
        (damaged, 0, "Yêu cầu bị từ chối"),
        (gone, 0, "Không đọc được"),
        (bad_name, 2, "Không đặt được tên máy"),
        (name_taken, 2, "đã là thành viên"),
        (long_person, 3, "tối đa 200 ký tự"),
        (no_room, 4, "Không ghi được"),
    ],
)
def test_whatever_is_refused_is_told_beside_its_field_and_the_rest_stays(
    spoil: Callable[[Sheet], None], field: int, told: str, sheet: Sheet, settle: Settle
) -> None:
    sheet.fill(sheet.code)
    spoil(sheet)
    before = (sheet.typed, sheet.hq.enrolment.keyring())

    sheet.dialog.agree_button.click()
    settle()

    assert told in sheet.said[field]
    assert sum(bool(one) for one in sheet.said) == 1
    assert sheet.is_open
    assert sheet.dialog.agree_button.isEnabled()
    assert (sheet.typed, sheet.hq.enrolment.keyring()) == before
    assert sheet.prompts.told == []


def test_an_error_that_is_of_no_field_stands_above_the_buttons(
    sheet: Sheet, settle: Settle
) -> None:
    sheet.hq.headquarters.protect("mưa rào tháng bảy")
    sheet.hq.headquarters.lock()
    sheet.fill(sheet.code)

    sheet.dialog.agree_button.click()
    settle()

    assert sheet.said == [""] * 5
    assert sheet.dialog.problem.isVisible()
    assert "cụm mật khẩu" in sheet.dialog.problem.text()


def test_what_waits_its_turn_is_not_left_behind_and_can_be_stopped(
    sheet: Sheet, settle: Settle
) -> None:
    others_work = threading.Event()
    sheet.dialog.desk.jobs.save(lambda: others_work.wait(20))
    sheet.fill(sheet.code)

    sheet.dialog.agree_button.click()
    press(sheet.dialog.words.line, Qt.Key.Key_Escape)
    press(sheet.dialog.words.line, Qt.Key.Key_Return)
    stays = sheet.is_open
    is_offered = sheet.dialog.cancel_button.isEnabled()
    sheet.dialog.panel.cancel_button.click()
    others_work.set()
    settle()

    assert stays
    assert not is_offered
    assert sheet.is_open
    assert sheet.dialog.cancel_button.isEnabled()
    assert sheet.dialog.words.text == sheet.code
    assert sheet.laptops == []
    sheet.dialog.agree_button.click()
    settle()
    assert sheet.laptops == [("doan1/may-01", "Lê Thị Bình")]


def test_the_keyboard_alone_is_enough(sheet: Sheet, settle: Settle) -> None:
    way = survey.walked(sheet.dialog)
    names = [one.accessibleName() or one.property("text") for one in way.widgets]
    sheet.dialog.place.button.setFocus()
    sheet.prompts.answers = [[sheet.request]]

    press(sheet.dialog.place.button, Qt.Key.Key_Return)
    led_on = sheet.dialog.focusWidget() is sheet.dialog.words.line
    type_anew(sheet.dialog.words.line, sheet.code)
    type_anew(sheet.dialog.name.line, "doan1/may-01")
    type_anew(sheet.dialog.person.line, "Lê Thị Bình")
    press(sheet.dialog.person.line, Qt.Key.Key_Return)
    settle()

    assert way.faults == []
    assert names == [
        "Tệp yêu cầu của máy xin ghi danh",
        "Chọn tệp… Tệp yêu cầu của máy xin ghi danh",
        "Sáu từ người dùng máy đọc",
        "Tên máy, ví dụ doan1/may-01",
        "Người dùng máy này",
        "Nơi ghi trả lời",
        "Chọn thư mục… Nơi ghi trả lời",
        "Hủy",
        "Duyệt ghi danh",
    ]
    assert led_on
    assert sheet.laptops == [("doan1/may-01", "Lê Thị Bình")]
    assert not sheet.is_open


def test_at_200_percent_the_dialog_fits_the_screen_and_leads_to_what_is_refused(
    office: EnrolmentPanel, qapp: QApplication, qtbot: QtBot, settle: Settle
) -> None:
    theme.apply(qapp, "light", 200)
    office.approve_button.click()
    dialog = opened(office, ApprovalDialog)
    qtbot.waitExposed(dialog)
    dialog.place.show_path(Path("/media/usb/xin.skt"))
    for one in (dialog.words, dialog.name, dialog.person):
        type_anew(one.line, WRONG)

    dialog.agree()
    settle()

    screen = qapp.primaryScreen().availableGeometry()
    qtbot.waitUntil(lambda: not dialog.answer.problem.visibleRegion().isEmpty())
    assert dialog.width() < screen.width()
    assert dialog.height() < screen.height()
    assert dialog.agree_button.visibleRegion().boundingRect() == dialog.agree_button.rect()
    assert survey.cuts(dialog) == []
    dialog.reject()
    theme.apply(qapp, "light", 100)
