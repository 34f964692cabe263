"""Trust in the window: enrolled for good, or only with the card of headquarters at first."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.bootstrap import Application
from app.ids import InspectionId
from app.words import use_language
from tests.fakes import FrozenClock
from tests.services.test_faults_of_people import lose_keys
from tests.ui.given import ScriptedPrompts
from tests.ui.visit_pages import Settle
from tests.ui.words_typed import choose, fill, opened, say, type_anew
from ui.desk import Desk
from ui.exchange.approval_dialog import ApprovalDialog
from ui.exchange.enrolment_panel import EnrolmentPanel
from ui.exchange.words_dialog import WordsDialog


@pytest.fixture
def panel(desk: Desk, hq: Application, qtbot: QtBot, settle: Settle) -> EnrolmentPanel:
    """On the laptop, which knows nobody; its keys lie in files."""
    assert hq.info.role == "hq"
    use_language("vi")
    made = EnrolmentPanel(desk)
    qtbot.addWidget(made)
    made.show()
    made.reload()
    settle()
    return made


@pytest.fixture
def office(desk: Desk, hq: Application, qtbot: QtBot, settle: Settle) -> EnrolmentPanel:
    made = EnrolmentPanel(replace(desk, application=hq))
    qtbot.addWidget(made)
    made.show()
    made.reload()
    settle()
    return made


def shown(panel: EnrolmentPanel) -> list[str]:
    """The words on the buttons that stand there."""
    return [one.text() for one in panel.findChildren(QPushButton) if one.isVisible()]


def said(prompts: ScriptedPrompts) -> str:
    """The six words that were told last."""
    return prompts.told[-1].splitlines()[-1]


def test_with_the_card_of_headquarters_a_laptop_writes_packages_at_once(
    panel: EnrolmentPanel,
    office: EnrolmentPanel,
    prompts: ScriptedPrompts,
    settle: Settle,
    tmp_path: Path,
    visit_id: InspectionId,
) -> None:
    (tmp_path / "usb").mkdir()
    before = (panel.state.text(), panel.know_button.isVisible())

    prompts.answers = [tmp_path / "the.skt"]
    office.card_button.click()
    settle()
    panel.know_button.click()
    say(panel, tmp_path / "the.skt", said(prompts), prompts)
    settle()

    panel.desk.application.exports.write(tmp_path / "usb", [visit_id])
    assert before == ("Chưa ghi danh", True)
    assert panel.state.text() == "Đã có thẻ"
    assert "Xem sáu từ của máy" in shown(panel)


def test_the_words_of_the_laptop_are_those_that_let_its_package_in(
    panel: EnrolmentPanel,
    hq: Application,
    prompts: ScriptedPrompts,
    settle: Settle,
    tmp_path: Path,
    visit_id: InspectionId,
) -> None:
    laptop = panel.desk.application
    told = hq.headquarters.write_card(tmp_path / "the.skt")
    laptop.enrolment.know(tmp_path / "the.skt", told.code)
    (tmp_path / "usb").mkdir()
    laptop.exports.write(tmp_path / "usb", [visit_id])
    hq.imports.take_in([tmp_path / "usb"])
    (waiting,) = hq.quarantine.waiting()

    panel.words_button.click()
    settle()

    assert hq.quarantine.approve(waiting.name, said(prompts)).error is None


def test_a_card_whose_words_were_misheard_is_told_and_is_taken_once_they_are_mended(
    panel: EnrolmentPanel,
    hq: Application,
    prompts: ScriptedPrompts,
    settle: Settle,
    tmp_path: Path,
) -> None:
    told = hq.headquarters.write_card(tmp_path / "the.skt")

    panel.know_button.click()
    dialog = say(panel, tmp_path / "the.skt", "ba la ma ca ta xa", prompts)
    settle()
    panel.reload()
    settle()
    refused = (dialog.words.problem.text(), dialog.isVisible(), panel.state.text())
    type_anew(dialog.words.line, told.code)
    dialog.agree_button.click()
    settle()

    assert refused[0].startswith("Sáu từ vừa gõ không đúng.")
    assert refused[1:] == (True, "Chưa ghi danh")
    assert panel.dialog is None
    assert panel.state.text() == "Đã có thẻ"


def test_an_answer_that_is_not_there_is_told_beside_the_folder(
    panel: EnrolmentPanel, prompts: ScriptedPrompts, settle: Settle, tmp_path: Path
) -> None:
    panel.accept_button.click()
    dialog = say(panel, tmp_path, "ba la ma ca ta xa", prompts)
    settle()

    assert dialog.place.problem.text().startswith("Không đọc được “")
    assert dialog.words.text == "ba la ma ca ta xa"
    dialog.reject()


def test_whoever_thinks_better_of_it_changes_nothing(
    panel: EnrolmentPanel, office: EnrolmentPanel, prompts: ScriptedPrompts, settle: Settle
) -> None:
    panel.know_button.click()
    asked = opened(panel, WordsDialog)
    prompts.answers = [[]]
    asked.place.button.click()
    asked.reject()
    prompts.answers = [None]
    office.card_button.click()
    settle()

    assert prompts.told == []


@pytest.mark.usefixtures("headquarters")
def test_where_the_keys_are_lost_new_ones_are_made_only_when_somebody_agrees(
    panel: EnrolmentPanel, prompts: ScriptedPrompts, settle: Settle, tmp_path: Path
) -> None:
    before = panel.desk.application.enrolment.words().code
    lose_keys(panel.desk.application)
    file = tmp_path / "xin.skt"

    prompts.answers = [file, False]
    panel.request_button.click()
    settle()
    refused = (file.exists(), list(prompts.told))
    prompts.answers = [file, True]
    panel.request_button.click()
    settle()

    assert refused == (False, [])
    assert file.exists()
    assert said(prompts) != before
    assert panel.state.text() == "Đã có thẻ"


@pytest.mark.usefixtures("headquarters")
def test_an_enrolled_laptop_is_ready_and_shows_no_words(
    panel: EnrolmentPanel, settle: Settle
) -> None:
    panel.reload()
    settle()

    assert panel.state.text() == "Sẵn sàng"
    assert shown(panel) == ["Xin ghi danh", "Nhận trả lời"]


def test_headquarters_approves_and_writes_its_card(office: EnrolmentPanel) -> None:
    assert office.state.text() == "Sẵn sàng"
    assert shown(office) == ["Duyệt ghi danh máy", "Ghi thẻ cho máy mới…"]


def test_a_laptop_is_enrolled_in_the_window_by_words_and_a_name(
    panel: EnrolmentPanel,
    office: EnrolmentPanel,
    hq: Application,
    prompts: ScriptedPrompts,
    settle: Settle,
    tmp_path: Path,
) -> None:
    prompts.answers = [tmp_path / "xin.skt"]
    panel.request_button.click()
    settle()
    office.approve_button.click()
    dialog = opened(office, ApprovalDialog)
    fill(dialog, tmp_path / "xin.skt", said(prompts), prompts)
    choose(dialog.answer, tmp_path / "tra-loi", prompts)
    dialog.agree_button.click()
    settle()
    panel.accept_button.click()
    say(panel, tmp_path / "tra-loi", said(prompts), prompts)
    settle()

    (one,) = [each for each in hq.headquarters.members() if not each.is_headquarters]
    assert (one.name, one.team, one.person) == ("doan1/may-01", "doan1", "Lê Thị Bình")
    assert panel.state.text() == "Sẵn sàng"
    written = b"".join(file.read_bytes() for file in tmp_path.glob("*.skt"))
    written += b"".join(file.read_bytes() for file in (tmp_path / "tra-loi").iterdir())
    assert "Bình".encode() not in written


@pytest.mark.parametrize("case", [("Đoàn 1/Máy 01", [("doan-1/may-01", "doan-1")]), ("_/máy*", [])])
def test_a_name_as_people_type_it_never_locks_headquarters_out(
    panel: EnrolmentPanel,
    office: EnrolmentPanel,
    prompts: ScriptedPrompts,
    settle: Settle,
    tmp_path: Path,
    case: tuple[str, list[tuple[str, str]]],
) -> None:
    typed, found = case
    asked = panel.desk.application.enrolment.request(tmp_path / "xin.skt")

    office.approve_button.click()
    dialog = opened(office, ApprovalDialog)
    fill(dialog, tmp_path / "xin.skt", asked.code, prompts, typed)
    dialog.agree_button.click()
    settle()
    stays = office.dialog is not None
    if stays:
        dialog.reject()
        settle()

    laptops = [
        one for one in office.desk.application.headquarters.members() if not one.is_headquarters
    ]
    assert [(one.name, one.team) for one in laptops] == found
    assert stays is not bool(found)
    assert office.state.text() == "Sẵn sàng"


@pytest.mark.usefixtures("headquarters")
@pytest.mark.parametrize(("days", "is_said"), [(89, False), (200, True), (-200, False)])
def test_a_laptop_that_heard_nothing_for_long_is_told_and_goes_on(
    days: int,
    is_said: bool,
    panel: EnrolmentPanel,
    clock: FrozenClock,
    settle: Settle,
    tmp_path: Path,
) -> None:
    clock.advance(timedelta(days=days))

    panel.reload()
    settle()

    assert (f"đã {days} ngày" in panel.text.text()) is is_said
    assert panel.state.text() == "Sẵn sàng"
    panel.desk.application.exports.write(tmp_path)
