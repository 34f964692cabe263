"""The page of packages at headquarters can be read, named and reached, keys and strangers shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app import words
from app.bootstrap import Application, create_store, open_application
from app.ids import InspectionId
from tests.enrolled import enrol
from tests.fakes import CountedIds, FrozenClock
from tests.ui import survey
from tests.ui.given import ScriptedPrompts
from tests.ui.survey import Fault
from tests.ui.test_every_screen import twice
from tests.ui.test_room_notice import OLD, WAITING
from tests.ui.whole_window import finished, started, watched_windows
from ui import theme
from ui.exchange.members_dialog import MembersDialog
from ui.exchange.room_notice import Room
from ui.navigation import PageName
from ui.packages.page import PackagesPage
from ui.program import Program
from ui.walk import pages_of, settled

pytestmark = pytest.mark.timeout(300)


@pytest.fixture
def office_store(
    application: Application,
    visit_id: InspectionId,
    clock: FrozenClock,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Path:
    """Headquarters with a laptop enrolled whose key was withdrawn, and its package waiting."""
    monkeypatch.setenv("SOKIEMTRA_KEYS_IN_FILE", "1")
    ids = CountedIds()
    ids.count = 5_000_000
    create_store(tmp_path / "hq", "hq", "so-noi-vu", clock=clock, ids=ids)
    with open_application(tmp_path / "hq", clock=clock, ids=ids) as office:
        enrol(office, application, tmp_path, "doan1/may-01")
        (tmp_path / "usb").mkdir()
        application.exports.write(tmp_path / "usb", [visit_id])
        office.headquarters.revoke("doan1/may-01")
        office.imports.take_in([tmp_path / "usb"])
    return tmp_path / "hq"


@pytest.fixture
def office(
    office_store: Path, qapp: QApplication, clock: FrozenClock, qtbot: QtBot, tmp_path: Path
) -> Iterator[Program]:
    """The program of headquarters, its first page in view."""
    theme.apply(qapp, "light", 100)
    program = started(office_store, tmp_path, clock, ScriptedPrompts())
    qtbot.waitUntil(lambda: program.is_ready and program.jobs.is_idle, timeout=20_000)
    yield program
    finished(program, qtbot)
    theme.apply(qapp, "light", 100)


def looked_at(program: Program, look: Callable[[QWidget], list[Fault]]) -> list[str]:
    """Look at the page with its package looked at, and at the list of laptops."""
    program.navigator.open_page(PageName.PACKAGES)
    settled(program)
    page = pages_of(program).pages[PageName.PACKAGES]
    assert isinstance(page, PackagesPage)
    room = Room(size=3_000_000_000, light=10_000, free=1_000_000_000, arrived=(OLD,))
    page.export_panel.room.show_room(room)
    page.export_panel.kept.show_kept([WAITING])
    settled(program)
    found = [f"page: {fault}" for fault in look(program.window)]
    page.headquarters.members_button.click()
    settled(program)
    dialog = page.headquarters.findChild(MembersDialog)
    assert dialog is not None
    found += [f"dialog: {fault}" for fault in look(dialog)]
    dialog.accept()
    return found


def test_every_control_of_it_is_named_large_enough_and_reached_by_tab(office: Program) -> None:
    def look(window: QWidget) -> list[Fault]:
        way = survey.walked(window)
        unreached = survey.unreached(window, way)
        return [*survey.nameless(window), *survey.small(window), *way.faults, *unreached]

    assert looked_at(office, look) == []


@pytest.mark.parametrize(("width", "height", "zoom"), [(1280, 720, 100), (2732, 1536, 200)])
def test_its_words_twice_as_long_are_cut_nowhere(
    office: Program, width: int, height: int, zoom: int
) -> None:
    office.window.resize(width, height)
    pages_of(office).change_look(zoom=zoom)
    words.speak_through(twice)
    pages_of(office).show_anew()
    settled(office)

    assert looked_at(office, survey.cuts) == []


def test_no_page_of_it_flashes_up_as_a_window_of_its_own(office: Program) -> None:
    with watched_windows() as shown:
        for page in pages_of(office).offered:
            office.navigator.open_page(page)
            settled(office)

    assert shown == []
