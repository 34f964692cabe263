"""The page Gói dữ liệu leads the eye: what was just said stands in sight, the focus stays."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.bootstrap import Application
from app.ids import InspectionId
from tests.ui.visit_pages import Settle
from ui.desk import Desk
from ui.packages.page import PackagesPage


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
def office(desk: Desk, headquarters: Application, qtbot: QtBot, settle: Settle) -> PackagesPage:
    """The page at headquarters, as low as a small laptop shows it."""
    page = PackagesPage(replace(desk, application=headquarters))
    qtbot.addWidget(page)
    page.resize(1072, 640)
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    page.reload()
    settle()
    return page


def is_in_sight(widget: QWidget) -> bool:
    return not widget.visibleRegion().isEmpty()


def test_what_packages_bring_and_what_became_of_them_comes_into_sight(
    office: PackagesPage, stick: Path, qtbot: QtBot, settle: Settle
) -> None:
    panel = office.import_panel
    seen = []

    panel.look([stick])
    settle()
    qtbot.waitUntil(lambda: is_in_sight(panel.units))
    seen.append("units")
    panel.take_in()
    settle()
    qtbot.waitUntil(lambda: is_in_sight(panel.receipts.write_button))
    seen.append("offer")
    panel.receipts.write_button.setFocus()
    qtbot.mouseClick(panel.receipts.write_button, Qt.MouseButton.LeftButton)
    settle()
    qtbot.waitUntil(lambda: is_in_sight(panel.receipts.result))

    assert seen == ["units", "offer"]
    assert QApplication.focusWidget() in {None, panel.receipts.write_button}
    assert panel.receipts.result.text().startswith("Đã ghi 1 biên nhận")
