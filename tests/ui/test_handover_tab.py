"""Bàn giao: what is missing, one button, what lies on the stick, and what came back."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.bootstrap import Application
from app.domain.difference import Candidate, Difference
from app.domain.gap import GapPlace
from app.ids import InspectionId
from app.packages.errors import MediumGone
from app.services.import_summary import ImportSummary, remember
from tests.fakes import FrozenClock
from tests.ui.given import ScriptedPrompts
from tests.ui.visit_pages import Settle, opened, tab_of
from ui.desk import Desk
from ui.navigation import PageName, Place, VisitTab
from ui.packages.page import PackagesPage
from ui.visit.handover_tab import HandoverTab


@pytest.fixture
def tab(
    headquarters: Application, desk: Desk, visit_id: InspectionId, qtbot: QtBot, settle: Settle
) -> Iterator[HandoverTab]:
    """The tab of the visit under way, on a laptop that headquarters knows."""
    assert desk.application.exports.readers() == ("hq",), headquarters.folder
    page = opened(desk, visit_id, qtbot, settle)
    yield tab_of(page, VisitTab.HANDOVER, HandoverTab, settle)
    page.hide()


def texts(part: QWidget) -> list[str]:
    return [one.text() for one in part.findChildren(QLabel) if not one.isHidden()]


def test_a_package_goes_onto_the_stick_and_the_screen_says_what_happened(
    tab: HandoverTab, prompts: ScriptedPrompts, tmp_path: Path, qtbot: QtBot, settle: Settle
) -> None:
    stick = tmp_path / "usb"
    stick.mkdir()
    prompts.answers = [stick]
    before = tab.steps.text.text()

    qtbot.mouseClick(tab.export_panel.choose_button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(tab.export_panel.export_button, Qt.MouseButton.LeftButton)
    settle()

    (package,) = stick.glob("SKT-*")
    assert before == "Cuộc kiểm tra này chưa được đóng gói trên máy này."
    assert tab.steps.text.text().startswith(f"Gói gần nhất {package.name} lúc 08:30 20/11/2026")
    assert tab.steps.text.text().endswith("Sau đó chưa ghi thêm gì.")
    assert not tab.export_panel.removal.isHidden()
    assert package.name in texts(tab.sent)
    assert any("gửi cơ quan chủ trì" in one for one in texts(tab.sent))


@pytest.mark.parametrize(("days", "is_said"), [(6, False), (7, True)])
def test_a_package_without_a_receipt_for_a_week_asks_to_be_looked_after(
    days: int,
    is_said: bool,
    tab: HandoverTab,
    clock: FrozenClock,
    tmp_path: Path,
    settle: Settle,
) -> None:
    stick = tmp_path / "usb"
    stick.mkdir()
    tab.case.desk.application.exports.write(stick, [tab.case.inspection_id])
    clock.advance(timedelta(days=days))

    tab.show_case()
    settle()

    said = [one for one in texts(tab.sent) if one.startswith(f"Đã {days} ngày chưa có biên nhận")]
    assert bool(said) is is_said


class _Pulled:
    """Pulls the stick out once it is being written to."""

    def __init__(self, stick: Path) -> None:
        self._stick = stick

    def step(self, done: int, total: int, label: str = "") -> None:
        if done and total and label and self._stick.exists():
            shutil.rmtree(self._stick)


def test_a_package_that_reached_no_stick_is_offered_and_written_again(
    tab: HandoverTab,
    application: Application,
    prompts: ScriptedPrompts,
    tmp_path: Path,
    settle: Settle,
) -> None:
    first, second = tmp_path / "usb-1", tmp_path / "usb-2"
    for place in (first, second):
        place.mkdir()
    with pytest.raises(MediumGone):
        application.exports.write(first, [tab.case.inspection_id], _Pulled(first))
    (kept,) = application.exports.kept()
    tab.show_case()
    settle()
    panel = tab.export_panel
    (again,) = panel.kept.findChildren(QPushButton)
    offered = [one.text() for one in panel.kept.findChildren(QLabel)]
    prompts.answers = [second]

    again.click()
    settle()

    assert kept.name in offered[0]
    assert [one.name for one in second.glob("SKT-*")] == [kept.name]
    assert panel.kept.isHidden()
    assert kept.name in texts(tab.sent)


def test_a_package_without_photos_says_what_did_not_go_along(
    tab: HandoverTab, application: Application, tmp_path: Path, settle: Settle
) -> None:
    Image.new("RGB", (64, 48), "#dde6ef").save(tmp_path / "ảnh.jpg")
    application.photos.add(tab.case.inspection_id, [tmp_path / "ảnh.jpg"])
    stick = tmp_path / "usb"
    stick.mkdir()
    panel = tab.export_panel
    panel.photos.setChecked(False)
    panel.choose_medium(stick)
    settle()

    panel.export_button.click()
    settle()

    assert "Chưa gửi kèm 1 ảnh: gửi bằng một gói khác." in panel.result.text()
    (sent,) = application.inspections.rows()
    assert sent.last_package is not None
    assert sent.last_package.photos == 0


def test_who_will_read_it_is_said_before_the_button(tab: HandoverTab) -> None:
    assert tab.export_panel.readers.text() == "Mở được tại: cơ quan chủ trì."


def test_the_receipt_of_headquarters_is_shown(
    tab: HandoverTab,
    headquarters: Application,
    application: Application,
    tmp_path: Path,
    settle: Settle,
) -> None:
    there, back = tmp_path / "di", tmp_path / "ve"
    there.mkdir()
    back.mkdir()
    application.exports.write(there, [tab.case.inspection_id])
    headquarters.imports.take_in([there])
    headquarters.exports.write(back)
    application.imports.take_in([back])

    tab.show_case()
    settle()

    assert "cơ quan chủ trì đã nhận đủ" in texts(tab.sent)
    assert any(one.startswith("Lần nhận gần nhất 08:30 20/11/2026") for one in texts(tab.brought))


def test_what_is_missing_leads_to_its_list_and_forbids_nothing(
    tab: HandoverTab, desk: Desk, tmp_path: Path
) -> None:
    places: list[Place] = []
    desk.navigator.asked.connect(places.append)
    tab.export_panel.choose_medium(tmp_path)
    item = tab.missing.itemAt(0)
    assert item is not None
    first = item.widget()
    assert isinstance(first, QLabel)

    first.linkActivated.emit("#")

    assert "trước khi ký" in first.accessibleName()
    assert [one.tab for one in places] == [VisitTab.MINUTES]
    assert tab.export_panel.export_button.isEnabled()


def test_both_values_of_a_difference_stand_under_a_link_to_their_place(
    tab: HandoverTab, desk: Desk
) -> None:
    places: list[Place] = []
    desk.navigator.asked.connect(places.append)
    moment = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)
    values = tuple(
        Candidate(
            rev_id=actor, value=value, actor=actor, laptop=actor, is_here=False, written_at=moment
        )
        for actor, value in (("may-01", '"yes"'), ("may-02", '"no"'))
    )
    tab.differences.show_differences(
        [
            Difference(
                inspection_id=tab.case.inspection_id,
                unit_name="xã Cần Đước",
                kind="answer",
                entity_id="x",
                section="CCHC.1",
                field="value",
                label="Trả lời",
                name="CCHC.1.1.1",
                place=GapPlace.CHECKLIST,
                key="CCHC.1.1.1",
                candidates=values,
            )
        ]
    )

    shown = texts(tab.differences)
    lead = next(
        one for one in tab.differences.findChildren(QLabel) if "CCHC.1.1.1" in one.accessibleName()
    )
    lead.linkActivated.emit("#")

    assert "may-01, 08:30 20/11/2026: Có" in shown
    assert "may-02, 08:30 20/11/2026: Không" in shown
    assert (places[-1].tab, places[-1].key) == (VisitTab.CHECKLIST, "CCHC.1.1.1")
    decide = next(
        one for one in tab.differences.findChildren(QLabel) if "Quyết định" in one.accessibleName()
    )
    decide.linkActivated.emit("#")
    assert places[-1].page is PageName.DIFFERENCES


def test_the_page_of_packages_tells_the_last_import_with_its_warnings(
    desk: Desk, application: Application, clock: FrozenClock, qtbot: QtBot, settle: Settle
) -> None:
    summary = ImportSummary(
        at=clock.now(),
        signers=("doan1/may-02",),
        packages=2,
        refused=1,
        new=12,
        known=3,
        different=1,
        set_aside=0,
        adopted=0,
        photos=4,
        photos_missing=2,
        minutes_unproved=("ABCD-EFGH",),
    )
    remember(application._store, summary)  # noqa: SLF001 - an import that ended so
    page = PackagesPage(desk)
    qtbot.addWidget(page)

    page.show()
    settle()

    said = page.import_panel.last.text()
    page.hide()
    assert "doan1/may-02: 12 mục mới" in said
    for warning in ("1 gói bị từ chối.", "2 ảnh chưa đến.", "ABCD-EFGH"):
        assert warning in said
