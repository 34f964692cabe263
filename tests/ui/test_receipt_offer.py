"""Receipts in the window: offered after an import at headquarters, heard of on the laptop."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.bootstrap import Application
from app.ids import InspectionId
from tests.ui.given import ScriptedPrompts
from tests.ui.visit_pages import Settle, opened, tab_of
from ui.desk import Desk
from ui.exchange.import_panel import ImportPanel
from ui.inspections.columns import arrived_text
from ui.navigation import VisitTab
from ui.visit.handover_tab import HandoverTab


@pytest.fixture
def stick(
    headquarters: Application, application: Application, visit_id: InspectionId, tmp_path: Path
) -> Path:
    """The stick of the laptop, with one report."""
    assert headquarters.info.role == "hq"
    place = tmp_path / "usb"
    place.mkdir()
    application.exports.write(place, [visit_id])
    return place


@pytest.fixture
def office(desk: Desk, headquarters: Application, qtbot: QtBot) -> ImportPanel:
    """The import of headquarters."""
    panel = ImportPanel(replace(desk, application=headquarters))
    qtbot.addWidget(panel)
    return panel


def test_after_an_import_the_receipts_go_onto_the_same_stick_with_one_click(
    office: ImportPanel, stick: Path, qtbot: QtBot, settle: Settle
) -> None:
    office.look([stick])
    settle()
    before = office.receipts.isHidden()
    office.take_in()
    settle()
    offered = office.receipts.text.text()

    qtbot.mouseClick(office.receipts.write_button, Qt.MouseButton.LeftButton)
    settle()

    assert before
    assert not office.receipts.isHidden()
    assert str(stick) in offered
    assert len(list(stick.glob("SKT-*"))) == 2
    assert not office.receipts.removal.isHidden()
    assert "đọc lại" in office.receipts.removal.state.text()
    said = office.receipts.result.text()
    assert said.startswith("Đã ghi 1 biên nhận cho doan1/may-01.")


def test_another_stick_may_be_chosen(
    office: ImportPanel,
    prompts: ScriptedPrompts,
    stick: Path,
    tmp_path: Path,
    settle: Settle,
) -> None:
    other = tmp_path / "usb khác"
    other.mkdir()
    prompts.answers = [other]
    office.look([stick])
    settle()
    office.take_in()
    settle()

    office.receipts.other_button.click()
    office.receipts.write()
    settle()

    assert len(list(other.glob("SKT-*"))) == 1
    assert len(list(stick.glob("SKT-*"))) == 1


def test_a_laptop_is_offered_nothing_and_says_what_receipts_came(
    desk: Desk,
    headquarters: Application,
    visit_id: InspectionId,
    stick: Path,
    qtbot: QtBot,
    settle: Settle,
) -> None:
    headquarters.imports.take_in([stick])
    headquarters.receipts.write(stick)
    panel = ImportPanel(desk)
    qtbot.addWidget(panel)
    panel.look([stick])
    settle()

    panel.take_in()
    settle()

    assert panel.receipts.isHidden()
    assert "Có 1 biên nhận của cơ quan chủ trì" in panel.stage.text()
    row = next(one for one in desk.application.inspections.rows() if one.id == visit_id)
    assert arrived_text(row) == "Đã tiếp nhận"
    assert arrived_text(replace(row, photos=43, photos_arrived=41)) == "Đã nhận 41/43 ảnh"


def test_the_steps_of_the_visit_count_the_photos_that_arrived(
    desk: Desk, visit_id: InspectionId, stick: Path, qtbot: QtBot, settle: Settle
) -> None:
    assert stick.exists()
    page = opened(desk, visit_id, qtbot, settle)
    tab = tab_of(page, VisitTab.HANDOVER, HandoverTab, settle)
    assert tab.handover is not None
    package = tab.handover.row.last_package
    assert package is not None
    row = replace(
        tab.handover.row,
        last_package=replace(package, receipt="partly"),
        photos=43,
        photos_arrived=41,
    )

    tab.steps.show_handover(replace(tab.handover, row=row))

    chips = [one.text() for one in tab.steps.steps.values()]
    page.hide()
    assert chips == [
        "✓ Đang làm",
        "✓ Đã đóng gói",
        "✓ Cơ quan chủ trì đã nhận (41/43 ảnh)",
        "Trả lại hoặc duyệt",
    ]
