"""For whom a package is written: chosen beside the button, said before it is pressed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.bootstrap import Application, create_store, open_application
from app.ids import InspectionId
from app.services.letter import Letter
from tests.enrolled import enrol
from tests.fakes import CountedIds, FrozenClock
from tests.services.test_letter import ASSIGN, stick
from tests.ui.visit_pages import Settle
from ui.desk import Desk
from ui.exchange.export_panel import ExportPanel


@pytest.fixture
def others(
    application: Application, tmp_path: Path, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Application, Application]]:
    """Headquarters and a teammate of the laptop of the screens."""
    monkeypatch.setenv("SOKIEMTRA_KEYS_IN_FILE", "1")
    ids = CountedIds()
    ids.count = 5_000_000
    create_store(tmp_path / "hq", "hq", "so-noi-vu", clock=clock, ids=ids)
    create_store(tmp_path / "hai", "field", "may-02", clock=clock, ids=ids)
    with (
        open_application(tmp_path / "hq", clock=clock, ids=ids) as office,
        open_application(tmp_path / "hai", clock=clock, ids=ids) as second,
    ):
        enrol(office, application, tmp_path, "doan1/may-01")
        enrol(office, second, tmp_path, "doan1/may-02")
        application.imports.take_in([stick(office, ASSIGN, tmp_path / "khóa")])
        yield office, second


def _choices(panel: ExportPanel) -> list[str]:
    choice = panel.audience.choice
    return [choice.itemText(number) for number in range(choice.count())]


def test_a_visit_goes_to_the_one_teammate_who_is_chosen(
    others: tuple[Application, Application],
    desk: Desk,
    visit_id: InspectionId,
    tmp_path: Path,
    qtbot: QtBot,
    settle: Settle,
) -> None:
    office, second = others
    panel = ExportPanel(desk, offers_choice=False)
    qtbot.addWidget(panel)
    panel.show_visits(desk.application.inspections.rows())
    settle()
    usual = panel.readers.text()

    panel.audience.choice.setCurrentIndex(2)
    settle()
    said = panel.readers.text()
    place = tmp_path / "usb"
    place.mkdir()
    panel.choose_medium(place)
    panel.export()
    settle()

    assert _choices(panel) == [
        "Cơ quan chủ trì và cả đoàn",
        "Chỉ trong đoàn (bàn giao)",
        "Chỉ máy doan1/may-02",
    ]
    assert (usual, said) == (
        "Mở được tại: doan1/may-02, cơ quan chủ trì.",
        "Mở được tại: doan1/may-02.",
    )
    assert second.imports.take_in([place])[0].error is None
    assert second.inspections.get(visit_id).id == visit_id
    assert office.imports.take_in([place])[0].error is not None


def test_what_was_chosen_stays_when_the_visits_are_shown_again(
    others: tuple[Application, Application], desk: Desk, qtbot: QtBot, settle: Settle
) -> None:
    assert others
    panel = ExportPanel(desk, offers_choice=True)
    qtbot.addWidget(panel)
    panel.show_visits([])
    settle()
    panel.audience.choice.setCurrentIndex(1)

    panel.show_visits([])
    settle()

    assert panel.audience.choice.currentIndex() == 1


def test_headquarters_chooses_among_laptops(
    others: tuple[Application, Application], desk: Desk, qtbot: QtBot, settle: Settle
) -> None:
    panel = ExportPanel(replace(desk, application=others[0]), offers_choice=True)
    qtbot.addWidget(panel)

    panel.show_visits([])
    settle()

    assert _choices(panel) == ["Mọi máy", "Chỉ máy doan1/may-01", "Chỉ máy doan1/may-02"]


def test_nobody_to_choose_among_is_no_choice(
    desk: Desk, qtbot: QtBot, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOKIEMTRA_KEYS_IN_FILE", "1")
    panel = ExportPanel(desk, offers_choice=True)
    qtbot.addWidget(panel)

    panel.show_visits([])
    settle()

    assert panel.audience.isHidden()
    assert panel.audience.asked(())() == Letter()
