"""A whole day of a secretary, clicked and typed on a real store, with no socket opened."""

from __future__ import annotations

import socket
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import psutil
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.bootstrap import create_store, open_application
from app.domain.case_file import CaseFile
from app.domain.finding import FindingKind
from app.domain.inspection import InspectionState
from app.domain.photo import PhotoTarget
from app.ids import InspectionId
from tests.enrolled import enrol
from tests.fakes import CountedIds, FrozenClock
from tests.photos.pictures import shots
from tests.ui.given import WORDS, ScriptedPrompts, type_text
from tests.ui.whole_window import finished, idle, started, visit_page
from ui.navigation import PageName, VisitTab
from ui.program import Program
from ui.today.page import TodayPage
from ui.visit.checklist_tab import ChecklistTab
from ui.visit.findings_tab import FindingsTab
from ui.visit.handover_tab import HandoverTab
from ui.visit.minutes_tab import MinutesTab
from ui.visit.overview_tab import OverviewTab
from ui.walk import pages_of

PATIENCE_MS = 20_000
CTRL = Qt.KeyboardModifier.ControlModifier
_INTERNET = {socket.AF_INET, socket.AF_INET6}
_OPENED: list[str] = []
"""What opened a socket of the internet while the guard stood; the hook lasts as Python does."""


def _note_sockets(event: str, args: tuple[object, ...]) -> None:
    if event == "socket.__new__" and args[1] in _INTERNET:
        _OPENED.append(f"{event} {args[1:]}")


sys.addaudithook(_note_sockets)


@dataclass
class NetworkGuard:
    """Knows of every socket Python opens, and looks at those of libraries when it is asked."""

    seen: list[str] = field(default_factory=list)

    def look(self) -> None:
        """Note what the process and its children hold open now."""
        me = psutil.Process()
        for process in (me, *me.children(recursive=True)):
            self.seen += [str(one) for one in process.net_connections(kind="inet")]
        self.seen += _OPENED


@pytest.fixture
def network() -> Iterator[NetworkGuard]:
    """Fail the test that opened a way to the network, by whatever library."""
    _OPENED.clear()
    guard = NetworkGuard()
    yield guard
    guard.look()
    assert guard.seen == []


@pytest.fixture
def planned(
    store: Path, tmp_path: Path, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> InspectionId:
    """The visit of the store as headquarters planned it for today, on a laptop it knows."""
    monkeypatch.setenv("SOKIEMTRA_KEYS_IN_FILE", "1")
    ids = CountedIds()
    ids.count = 5_000_000
    create_store(tmp_path / "hq", "hq", "so-noi-vu", clock=clock, ids=ids)
    with (
        open_application(tmp_path / "hq", clock=clock, ids=ids) as office,
        open_application(store, clock=clock, ids=ids) as laptop,
    ):
        enrol(office, laptop, tmp_path, "doan1/may-01")
        visit = laptop.inspections.get(laptop.inspections.rows()[0].id)
        today = clock.today()
        planned = replace(
            visit,
            state=InspectionState.PLANNED,
            started_at=None,
            planned_from=today,
            planned_to=today,
        )
        return laptop.inspections.save(planned).id


class Secretary:
    """Clicks and types; the keyboard is where the program put it."""

    def __init__(self, program: Program, qtbot: QtBot, network: NetworkGuard) -> None:
        self.program = program
        self.qtbot = qtbot
        self.network = network

    def click(self, widget: QWidget) -> None:
        """Click in the middle of something that is in sight."""
        self.qtbot.waitUntil(lambda: widget.isVisible() and widget.isEnabled(), timeout=PATIENCE_MS)
        self.qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)
        self.rest()

    def press(
        self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Press a key where the keyboard is."""
        self.qtbot.keyClick(self.focus(), key, held)
        self.rest()

    def type(self, text: str) -> None:
        """Type a text where the keyboard is."""
        type_text(self.focus(), text)

    def focus(self) -> QWidget:
        """Return where the keyboard is."""
        found = QApplication.focusWidget()
        assert found is not None
        return found

    def open_tab(self, tab: VisitTab) -> None:
        """Click a tab of the visit."""
        tabs = visit_page(self.program).tabs
        place = tabs.tabRect(list(VisitTab).index(tab)).center()
        self.qtbot.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=place)
        self.rest()

    def rest(self) -> None:
        """Wait until the program has done what was asked."""
        idle(self.program, self.qtbot)
        self.network.look()

    def read(self) -> CaseFile:
        """Return what the store holds of the visit by now."""
        self.rest()
        assert self.program.application is not None
        visit = visit_page(self.program).case.inspection_id
        return self.program.application.inspections.case_file(visit)


@pytest.fixture
def secretary(  # noqa: PLR0913, PLR0917 - it is what a day is made of
    planned: InspectionId,
    store: Path,
    tmp_path: Path,
    clock: FrozenClock,
    prompts: ScriptedPrompts,
    qtbot: QtBot,
    network: NetworkGuard,
) -> Iterator[Secretary]:
    """Somebody who has just started the program, with the visit on the first screen."""
    assert planned
    program = started(store, tmp_path, clock, prompts)
    qtbot.waitUntil(lambda: program.is_ready, timeout=PATIENCE_MS)
    program.window.activateWindow()
    qtbot.waitUntil(program.window.isActiveWindow, timeout=PATIENCE_MS)
    someone = Secretary(program, qtbot, network)
    someone.rest()
    yield someone
    if program.application is not None:
        finished(program, qtbot)


def test_the_day_of_a_visit_from_the_first_screen_to_the_stick(
    secretary: Secretary, prompts: ScriptedPrompts, store: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    arrive(secretary)
    inspect(secretary, prompts, tmp_path)
    draft(secretary)
    write_minutes(secretary, prompts, tmp_path / "biên bản.docx")
    leave(secretary, prompts, tmp_path / "usb")
    case = secretary.read()
    finished(secretary.program, qtbot)

    told_everything(case)
    with zipfile.ZipFile(tmp_path / "biên bản.docx") as minutes:
        assert (
            "Kế hoạch thiếu lĩnh vực tài chính công" in minutes.read("word/document.xml").decode()
        )
    assert len(list((tmp_path / "usb").glob("SKT-*"))) == 1
    assert prompts.told == []
    with open_application(store) as application:
        assert application.maintenance.check().is_whole


def arrive(secretary: Secretary) -> None:
    """Start the planned visit from Hôm nay, and add who receives the team."""
    today = pages_of(secretary.program).pages[PageName.TODAY]
    assert isinstance(today, TodayPage)
    secretary.qtbot.waitUntil(lambda: bool(today.lines), timeout=PATIENCE_MS)
    secretary.click(today.lines[0].go_button)
    tab = visit_page(secretary.program).built[VisitTab.OVERVIEW]
    assert isinstance(tab, OverviewTab)
    tab.unit.new_name.setFocus()
    secretary.type("Phạm Thị Lan")
    secretary.press(Qt.Key.Key_Return)


def inspect(secretary: Secretary, prompts: ScriptedPrompts, folder: Path) -> None:
    """Answer by keys, change one's mind, comment, and take a photo as evidence."""
    secretary.open_tab(VisitTab.CHECKLIST)
    tab = visit_page(secretary.program).built[VisitTab.CHECKLIST]
    assert isinstance(tab, ChecklistTab)
    while tab.list.editor.code != WORDS:
        secretary.press(Qt.Key.Key_Down)
    secretary.press(Qt.Key.Key_1)
    secretary.press(Qt.Key.Key_2)
    secretary.press(Qt.Key.Key_Z, CTRL)
    secretary.qtbot.waitUntil(lambda: tab.case.answer(WORDS).value == "yes", timeout=PATIENCE_MS)
    secretary.press(Qt.Key.Key_Y, CTRL)
    secretary.qtbot.waitUntil(
        lambda: tab.case.answer(WORDS).value == "partial", timeout=PATIENCE_MS
    )
    secretary.press(Qt.Key.Key_F2)
    secretary.type("Kế hoạch thiếu lĩnh vực tài chính công")
    prompts.answers = [shots(folder / "DCIM", 1)]
    secretary.press(Qt.Key.Key_F4)
    secretary.qtbot.waitUntil(lambda: bool(secretary.read().photo_links), timeout=PATIENCE_MS)


def draft(secretary: Secretary) -> None:
    """Accept what the criterion proposes, and write one finding of one's own with its wish."""
    secretary.open_tab(VisitTab.CHECKLIST)
    proposals = visit_page(secretary.program).case.proposals

    def says_what_was_typed() -> bool:
        # Reckoned in the background; one that reads otherwise by now would not be taken.
        proposal = proposals.of_criterion(WORDS)
        return proposal is not None and "lĩnh vực tài chính công" in proposal.text

    secretary.qtbot.waitUntil(says_what_was_typed, timeout=PATIENCE_MS)
    secretary.press(Qt.Key.Key_F6)
    secretary.press(Qt.Key.Key_Return)
    tab = visit_page(secretary.program).built[VisitTab.FINDINGS]
    assert isinstance(tab, FindingsTab)
    secretary.click(tab.add_button)
    secretary.type("Kế hoạch thiếu lĩnh vực tài chính công")
    tab.editor.text.focusNextChild()
    secretary.rest()
    tab.editor.recommendations.new_text.setFocus()
    secretary.type("Bổ sung kế hoạch trước ngày 15/12/2026.")
    secretary.open_tab(VisitTab.FINDINGS)


def write_minutes(secretary: Secretary, prompts: ScriptedPrompts, target: Path) -> None:
    """Write the draft of the minutes as a Word file."""
    secretary.open_tab(VisitTab.MINUTES)
    tab = visit_page(secretary.program).built[VisitTab.MINUTES]
    assert isinstance(tab, MinutesTab)
    prompts.answers = [target]
    secretary.click(tab.write_button)
    secretary.qtbot.waitUntil(target.exists, timeout=PATIENCE_MS)


def leave(secretary: Secretary, prompts: ScriptedPrompts, stick: Path) -> None:
    """Put the package on the stick until it may be pulled out."""
    stick.mkdir()
    secretary.open_tab(VisitTab.HANDOVER)
    tab = visit_page(secretary.program).built[VisitTab.HANDOVER]
    assert isinstance(tab, HandoverTab)
    prompts.answers = [stick]
    secretary.click(tab.export_panel.choose_button)
    secretary.click(tab.export_panel.export_button)
    secretary.qtbot.waitUntil(lambda: not tab.export_panel.removal.isHidden(), timeout=PATIENCE_MS)


def told_everything(case: CaseFile) -> None:
    """Hold what was typed against what the store has."""
    assert case.inspection.state is InspectionState.OPEN
    assert case.inspection.started_at is not None
    assert "Phạm Thị Lan" in [one.name for one in case.participants]
    answer = case.answers[WORDS]
    assert (answer.value, answer.comment) == ("partial", "Kế hoạch thiếu lĩnh vực tài chính công")
    assert len(case.photos_of(PhotoTarget.CRITERION, WORDS)) == 1
    proposed = [one for one in case.findings if one.proposal == f"criterion {WORDS}"]
    own = [one for one in case.findings if one.text == "Kế hoạch thiếu lĩnh vực tài chính công"]
    assert (len(proposed), len(own)) == (1, 1)
    assert own[0].kind is FindingKind.SHORTCOMING
    wishes = [one.text for one in case.recommendations if one.finding_id == own[0].id]
    assert wishes == ["Bổ sung kế hoạch trước ngày 15/12/2026."]
