"""Corrections in Bàn giao: sent by headquarters with a reason, read by the team with its links."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.bootstrap import Application, create_store, open_application
from app.ids import InspectionId
from tests.enrolled import enrol
from tests.fakes import CountedIds, FrozenClock
from tests.ui.given import PERCENT, ScriptedPrompts
from tests.ui.visit_pages import Settle, opened, tab_of
from ui.desk import Desk
from ui.navigation import Place, VisitTab
from ui.visit.handover_tab import HandoverTab


@pytest.fixture
def headquarters(
    desk: Desk,
    application: Application,
    visit_id: InspectionId,
    tmp_path: Path,
    clock: FrozenClock,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Application]:
    """Headquarters, which has received the visit and corrected one comment."""
    monkeypatch.setenv("SOKIEMTRA_KEYS_IN_FILE", "1")
    ids = CountedIds()
    ids.count = 5_000_000
    create_store(tmp_path / "hq", "hq", "so-noi-vu", clock=clock, ids=ids)
    with open_application(
        tmp_path / "hq", clock=clock, ids=ids, listener=desk.changes.publish
    ) as office:
        enrol(office, application, tmp_path, "doan1/may-01")
        place = tmp_path / "về"
        place.mkdir()
        application.exports.write(place, [visit_id])
        office.imports.take_in([place])
        blank = office.answers.blank(visit_id, PERCENT)
        office.answers.save(replace(blank, comment="Đối chiếu sổ: 18/20."))
        yield office


def test_headquarters_sends_its_corrections_and_the_team_is_led_to_each(  # noqa: PLR0913, PLR0917 - both sides
    headquarters: Application,
    desk: Desk,
    visit_id: InspectionId,
    prompts: ScriptedPrompts,
    tmp_path: Path,
    qtbot: QtBot,
    settle: Settle,
) -> None:
    stick = tmp_path / "usb"
    stick.mkdir()
    prompts.answers = ["Đối chiếu sổ theo dõi.", stick]
    page = opened(replace(desk, application=headquarters), visit_id, qtbot, settle)
    tab = tab_of(page, VisitTab.HANDOVER, HandoverTab, settle)

    tab.corrections.send_button.click()
    settle()
    sent = tab.corrections.result.text()
    page.hide()
    desk.application.imports.take_in([stick])
    mine = opened(desk, visit_id, qtbot, settle)
    part = tab_of(mine, VisitTab.HANDOVER, HandoverTab, settle).corrections
    places: list[Place] = []
    desk.navigator.asked.connect(places.append)
    lead = next(one for one in part.findChildren(QLabel) if PERCENT in one.accessibleName())
    lead.linkActivated.emit("#")
    said = [one.text() for one in part.findChildren(QLabel) if one.isVisibleTo(part)]
    may_send = part.send_button.isVisibleTo(part)
    mine.hide()

    assert sent.startswith("Đã ghi 1 điểm đính chính cho doan1/may-01.")
    assert "Đối chiếu sổ theo dõi." in said
    assert any("→ “Đối chiếu sổ: 18/20.”" in one for one in said)
    assert (places[-1].tab, places[-1].key) == (VisitTab.CHECKLIST, PERCENT)
    assert not may_send


def test_without_a_reason_or_a_stick_nothing_is_sent(
    headquarters: Application,
    desk: Desk,
    visit_id: InspectionId,
    prompts: ScriptedPrompts,
    qtbot: QtBot,
    settle: Settle,
) -> None:
    page = opened(replace(desk, application=headquarters), visit_id, qtbot, settle)
    part = tab_of(page, VisitTab.HANDOVER, HandoverTab, settle).corrections
    prompts.answers = [" ", "Lý do.", None]

    part.send_button.click()
    part.send_button.click()
    settle()

    page.hide()
    assert part.result.isHidden()
    assert headquarters.rulings.of(visit_id).correction == ""


def test_a_visit_that_nobody_corrected_says_nothing(
    desk: Desk, visit_id: InspectionId, qtbot: QtBot, settle: Settle
) -> None:
    page = opened(desk, visit_id, qtbot, settle)
    part = tab_of(page, VisitTab.HANDOVER, HandoverTab, settle).corrections

    hidden = part.isHidden()
    page.hide()

    assert hidden
