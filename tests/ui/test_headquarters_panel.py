"""The keys of headquarters in the window: protected, typed back, restored; who waits, who may."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document as WordFile
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.bootstrap import Application, create_store, open_application
from app.domain.finding import FindingFacts, FindingKind
from app.ids import InspectionId
from app.packages.errors import RecoveryMistyped
from app.services.import_preview import MOST_REMOVED
from app.words import use_language
from tests.enrolled import enrol
from tests.fakes import CountedIds, FrozenClock
from tests.ui.given import ScriptedPrompts
from tests.ui.visit_pages import Settle
from ui.desk import Desk
from ui.exchange.headquarters_panel import HeadquartersPanel
from ui.exchange.members_dialog import MembersDialog
from ui.packages.page import PackagesPage

PASSPHRASE = " ".join(("mưa", "rào", "tháng", "bảy"))


@pytest.fixture(autouse=True)
def vietnamese() -> None:
    use_language("vi")


@pytest.fixture
def page(desk: Desk, hq: Application, qtbot: QtBot, settle: Settle) -> PackagesPage:
    made = PackagesPage(replace(desk, application=hq))
    qtbot.addWidget(made)
    made.resize(1150, 720)
    made.show()
    made.reload()
    settle()
    return made


@pytest.fixture
def panel(page: PackagesPage) -> HeadquartersPanel:
    return page.headquarters


@pytest.fixture
def stick(
    hq: Application, application: Application, visit_id: InspectionId, tmp_path: Path
) -> Path:
    """What a laptop that is not enrolled wrote for headquarters."""
    place = tmp_path / "usb"
    place.mkdir()
    told = hq.headquarters.write_card(tmp_path / "the.skt")
    application.enrolment.know(tmp_path / "the.skt", told.code)
    application.exports.write(place, [visit_id])
    return place


def sheet_of(target: Path) -> str:
    """Read the lines off the printed page."""
    (table,) = WordFile(str(target)).tables
    return "\n".join(row.cells[1].text for row in table.rows)


def shown(panel: HeadquartersPanel) -> list[str]:
    """The words on the buttons that stand there."""
    return [one.text() for one in panel.findChildren(QPushButton) if one.isVisible()]


def lines(panel: HeadquartersPanel) -> list[str]:
    """What is said of each package that waits."""
    return [one.text() for one in panel.waiting.findChildren(QLabel) if one.isVisible()]


def pressed(panel: HeadquartersPanel, text: str) -> None:
    """Press the one button with this word."""
    # Lines that were let go of end now.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    (one,) = [one for one in panel.findChildren(QPushButton) if one.text() == text]
    one.click()


def test_keys_are_protected_printed_and_typed_back(
    panel: HeadquartersPanel, prompts: ScriptedPrompts, settle: Settle, tmp_path: Path
) -> None:
    target = tmp_path / "phieu.docx"
    before = panel.kept.text()

    prompts.answers = [PASSPHRASE, PASSPHRASE, target]
    panel.set_up_button.click()
    settle()
    between = (panel.kept.text(), "Gõ lại phiếu…" in shown(panel))
    prompts.answers = [sheet_of(target)]
    panel.rehearse_button.click()
    settle()

    assert before == "Chưa thiết lập"
    assert between == ("Chưa thiết lập", True)
    assert panel.kept.text() == "Đã bảo vệ"
    assert str(target) in prompts.told[0]
    assert not panel.rehearse_button.isVisible()


def test_two_passphrases_that_differ_change_nothing(
    panel: HeadquartersPanel, prompts: ScriptedPrompts, settle: Settle
) -> None:
    prompts.answers = [PASSPHRASE, PASSPHRASE + "!"]

    panel.set_up_button.click()
    settle()

    assert "không giống nhau" in prompts.told[0]
    assert panel.set_up_button.isVisible()


def test_nothing_is_asked_further_where_no_passphrase_or_no_place_is_given(
    panel: HeadquartersPanel, hq: Application, prompts: ScriptedPrompts, settle: Settle
) -> None:
    for answers in ([""], [PASSPHRASE, PASSPHRASE, None]):
        prompts.answers = list(answers)
        panel.set_up_button.click()
        settle()

    assert hq.headquarters.state().protection.value != "passphrase"


def test_a_sheet_typed_wrong_is_told_and_counts_for_nothing(
    panel: HeadquartersPanel, prompts: ScriptedPrompts, settle: Settle, tmp_path: Path, desk: Desk
) -> None:
    target = tmp_path / "phieu.docx"
    prompts.answers = [PASSPHRASE, PASSPHRASE, target]
    panel.set_up_button.click()
    settle()

    wrong: list[object] = []
    desk.jobs.went_wrong.disconnect()
    desk.jobs.went_wrong.connect(wrong.append)
    prompts.answers = [sheet_of(target)[:-5]]

    panel.rehearse_button.click()
    settle()

    assert [type(one) for one in wrong] == [RecoveryMistyped]
    assert panel.kept.text() == "Chưa thiết lập"
    assert panel.rehearse_button.isVisible()


def test_locked_keys_ask_for_the_passphrase_first(
    panel: HeadquartersPanel, hq: Application, prompts: ScriptedPrompts, settle: Settle
) -> None:
    hq.headquarters.protect(PASSPHRASE)
    hq.headquarters.lock()
    panel.reload()
    settle()
    locked = (panel.kept.text(), panel.unlock_button.isVisible())
    forgotten = panel.restore_button.isVisible()

    prompts.answers = [PASSPHRASE]
    panel.unlock_button.click()
    settle()

    assert locked == ("Đang khóa", True)
    assert forgotten
    assert hq.headquarters.state().is_open
    assert not panel.unlock_button.isVisible()


def test_a_new_computer_takes_the_keys_off_the_sheet(
    panel: HeadquartersPanel,
    hq: Application,
    clock: FrozenClock,
    prompts: ScriptedPrompts,
    settle: Settle,
    tmp_path: Path,
) -> None:
    create_store(tmp_path / "old", "hq", "so-cu", clock=clock, ids=CountedIds())
    with open_application(tmp_path / "old", clock=clock, ids=CountedIds()) as burnt:
        burnt.headquarters.write_sheet(tmp_path / "phieu.docx")

    prompts.answers = [sheet_of(tmp_path / "phieu.docx"), PASSPHRASE, False]
    panel.restore_button.click()
    settle()

    again = hq.headquarters.write_sheet(tmp_path / "again.docx")
    assert again
    assert sheet_of(tmp_path / "again.docx") == sheet_of(tmp_path / "phieu.docx")
    assert not panel.restore_button.isVisible()


def test_a_strangers_package_waits_and_is_let_in_once_by_its_words(
    page: PackagesPage,
    application: Application,
    hq: Application,
    stick: Path,
    prompts: ScriptedPrompts,
    settle: Settle,
) -> None:
    words = application.enrolment.request(stick.parent / "w.skt").code
    page.import_panel.look([stick])
    settle()
    looked = (page.import_panel.stage.text(), page.import_panel.import_button.isEnabled())
    nothing = hq.quarantine.waiting()

    page.import_panel.import_button.click()
    settle()
    held = lines(page.headquarters)
    prompts.answers = [words]
    pressed(page.headquarters, "Duyệt nhập một lần…")
    settle()

    assert "chưa ghi danh" in looked[0]
    assert looked[1]
    assert nothing == []
    assert len(held) == 1
    assert application.info.name in held[0]
    assert page.headquarters.waiting.isHidden()
    assert len(hq.inspections.rows()) == 1


def test_a_package_that_removes_much_is_asked_about_before_it_is_let_in(
    page: PackagesPage,
    application: Application,
    hq: Application,
    stick: Path,
    prompts: ScriptedPrompts,
    settle: Settle,
) -> None:
    words = application.enrolment.words().code
    (visit,) = (row.id for row in application.inspections.rows())
    facts = FindingFacts(kind=FindingKind.SHORTCOMING, area_code="CCHC.1", text="Sai.")
    found = [application.findings.add(visit, facts) for _ in range(MOST_REMOVED + 1)]
    hq.imports.take_in([application.exports.write(stick, [visit]).place])
    (first,) = hq.quarantine.waiting()
    hq.quarantine.approve(first.name, words)
    for one in found:
        application.findings.remove(one)
    hq.imports.take_in([application.exports.write(stick, [visit]).place])
    page.reload()
    settle()

    left = []
    for agrees in (False, True):
        prompts.answers = [words, agrees]
        pressed(page.headquarters, "Duyệt nhập một lần…")
        settle()
        left.append(len(hq.inspections.case_file(visit).findings))

    assert left[0] - left[1] == len(found)
    assert page.headquarters.waiting.isHidden()


def test_a_package_that_waits_can_be_let_go_of(
    page: PackagesPage, hq: Application, stick: Path, prompts: ScriptedPrompts, settle: Settle
) -> None:
    hq.imports.take_in([stick])
    page.reload()
    settle()

    prompts.answers = [False]
    pressed(page.headquarters, "Bỏ gói")
    settle()
    kept = len(hq.quarantine.waiting())
    prompts.answers = [True]
    pressed(page.headquarters, "Bỏ gói")
    settle()

    assert kept == 1
    assert hq.quarantine.waiting() == []
    assert page.headquarters.waiting.isHidden()


def test_the_key_of_a_lost_laptop_is_withdrawn_from_the_list(
    panel: HeadquartersPanel,
    hq: Application,
    application: Application,
    prompts: ScriptedPrompts,
    settle: Settle,
    tmp_path: Path,
) -> None:
    enrol(hq, application, tmp_path, "doan1/may-01")
    panel.members_button.click()
    settle()
    dialog = panel.findChild(MembersDialog)
    assert dialog is not None
    dialog.panel.table.choose_where(lambda one: one.is_headquarters)
    office_can_go = dialog.revoke_button.isEnabled()

    dialog.panel.table.choose_where(lambda one: one.name == "doan1/may-01")
    prompts.answers = [True]
    dialog.revoke_button.click()
    settle()

    (laptop,) = [one for one in hq.headquarters.members() if one.name == "doan1/may-01"]
    assert not office_can_go
    assert not laptop.is_active
    dialog.accept()


def test_a_laptop_shows_nothing_of_it(desk: Desk, qtbot: QtBot, settle: Settle) -> None:
    page = PackagesPage(desk)
    qtbot.addWidget(page)
    page.show()
    page.reload()
    settle()

    assert page.headquarters.isHidden()
