"""Where a package does not fit: several sticks, or room made by what headquarters has."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.bootstrap import Application
from app.ids import InspectionId
from app.services.arrived import Arrived
from app.services.outgoing import Kept
from app.words import use_language
from tests.ui.visit_pages import Settle
from ui.desk import Desk
from ui.exchange.arrived_dialog import ArrivedDialog
from ui.exchange.export_panel import ExportPanel
from ui.exchange.kept_notice import KeptNotice
from ui.exchange.room_notice import Room, RoomNotice

OLD = Arrived(
    place=Path("/media/an/USB/SKT-0123456789ab"),
    name="SKT-0123456789ab",
    made_at=datetime(2026, 11, 20, 3, tzinfo=UTC),
    size=900_000_000,
)
WAITING = Kept(
    package_id="p1",
    name="SKT-0123456789ab",
    made_at=datetime(2026, 11, 20, 3, tzinfo=UTC),
    units=("UBND xã Cần Đước",),
    size=60_000_000,
    is_begun=True,
    volumes_waiting=2,
)


@pytest.fixture
def notice(qtbot: QtBot) -> RoomNotice:
    use_language("vi")
    made = RoomNotice()
    qtbot.addWidget(made)
    made.show()
    return made


def test_what_fits_needs_no_choice(notice: RoomNotice) -> None:
    notice.show_room(Room(size=1_000_000, light=10_000, free=2_000_000, arrived=(OLD,)))

    assert notice.text.text().startswith("Khoảng")
    assert not notice.spread.isVisible()
    assert not notice.clear_button.isVisible()


def test_photos_that_do_not_fit_can_follow_on_further_sticks(notice: RoomNotice) -> None:
    notice.show_room(Room(size=3_000_000_000, light=10_000, free=1_000_000_000))
    unasked = notice.is_spread
    notice.spread.setChecked(True)

    assert (unasked, notice.is_spread) == (False, True)
    assert "USB sau" in notice.spread_hint.text()
    notice.show_room(Room(size=3_000_000_000, light=10_000, free=4_000_000_000))
    assert not notice.is_spread


def test_where_not_even_the_records_fit_nothing_is_spread(notice: RoomNotice) -> None:
    notice.show_room(Room(size=3_000_000, light=2_000_000, free=1_000, arrived=(OLD,)))

    assert not notice.spread.isVisible()
    assert notice.clear_button.isVisible()


def test_what_headquarters_has_is_ticked_and_removed(
    desk: Desk,
    headquarters: Application,
    visit_id: InspectionId,
    tmp_path: Path,
    qtbot: QtBot,
    settle: Settle,
) -> None:
    stick, back = tmp_path / "usb", tmp_path / "về"
    stick.mkdir()
    back.mkdir()
    place = desk.application.exports.write(stick, [visit_id]).place
    headquarters.imports.take_in([stick])
    headquarters.exports.write(back)
    desk.application.imports.take_in([back])
    panel = ExportPanel(desk, offers_choice=True)
    qtbot.addWidget(panel)
    panel.show()
    panel.choose_medium(stick)
    panel.room.clearing_wanted.emit()
    settle()
    dialog = panel.findChild(ArrivedDialog)
    assert dialog is not None
    before = dialog.remove_button.isEnabled()

    dialog.packages.item(0).setCheckState(Qt.CheckState.Checked)
    dialog.remove_button.click()
    settle()

    assert not before
    assert not place.exists()
    qtbot.waitUntil(lambda: panel.findChild(ArrivedDialog) is None)


def test_what_waits_for_another_stick_is_said_and_gone_on_with(qtbot: QtBot) -> None:
    use_language("vi")
    notice = KeptNotice()
    qtbot.addWidget(notice)

    notice.show_kept([WAITING])

    (again,) = notice.findChildren(QPushButton)
    (text,) = notice.findChildren(QLabel)
    with qtbot.waitSignal(notice.wanted) as wanted:
        again.click()
    assert again.text() == "Ghi tiếp"
    assert "còn 2 tập ảnh" in text.text()
    assert wanted.args == [WAITING]
