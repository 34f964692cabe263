"""“✓ Đã lưu” tells the truth, and a program whose disk is full closes only when told to."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.store.errors import StoreFull, StoreUnavailable
from tests.fakes import FrozenClock
from tests.ui.given import WORDS, ScriptedPrompts, commit_text, compose
from tests.ui.whole_window import finished, started
from ui import theme
from ui.navigation import PageName, VisitTab
from ui.program import Program
from ui.visit.checklist_tab import ChecklistTab
from ui.visit.overview_tab import OverviewTab
from ui.visit.page import VisitPage
from ui.walk import pages_of


@pytest.fixture
def program(
    qapp: QApplication,
    store: Path,
    tmp_path: Path,
    clock: FrozenClock,
    prompts: ScriptedPrompts,
    qtbot: QtBot,
) -> Iterator[Program]:
    theme.apply(qapp, "light", 100)
    program = started(store, tmp_path, clock, prompts)
    qtbot.waitUntil(lambda: program.is_ready and program.jobs.is_idle, timeout=20_000)
    yield program
    finished(program, qtbot)


def _page(program: Program, tab: VisitTab, qtbot: QtBot) -> VisitPage:
    assert program.application is not None
    visit = program.application.inspections.rows()[0].id
    program.navigator.open_visit(visit, tab, WORDS if tab is VisitTab.CHECKLIST else "")
    page = pages_of(program).pages[PageName.VISIT]
    assert isinstance(page, VisitPage)
    qtbot.waitUntil(lambda: page.case.case is not None and program.jobs.is_idle, timeout=20_000)
    program.window.activateWindow()
    return page


def _status(program: Program) -> str:
    return pages_of(program).status.saved.text()


def test_nothing_is_called_saved_while_a_word_is_not(program: Program, qtbot: QtBot) -> None:
    page = _page(program, VisitTab.CHECKLIST, qtbot)
    tab = page.built[VisitTab.CHECKLIST]
    assert isinstance(tab, ChecklistTab)
    comment = tab.list.editor.comment
    comment.setFocus()
    qtbot.waitUntil(comment.hasFocus)
    before = _status(program)

    compose(comment, "Thiế")
    composing = _status(program), tab.list.editor.saved.text()
    commit_text(comment, "Thiếu")
    tab.list.editor.leave_out()
    qtbot.waitUntil(lambda: comment.typing.is_drafted and program.jobs.is_idle)
    drafted = _status(program), tab.list.editor.saved.text()
    page.settle()
    qtbot.waitUntil(lambda: program.jobs.is_idle)

    assert before == "✓ Đã lưu"
    assert composing == ("Đang gõ…", "Đang gõ…")
    assert drafted == ("Đang gõ… (đã giữ bản nháp)", "✓ Đã giữ bản nháp")
    assert (_status(program), tab.list.editor.saved.text()) == ("✓ Đã lưu", "✓ Đã lưu")


def test_nothing_is_called_saved_while_a_day_cannot_be_read(program: Program, qtbot: QtBot) -> None:
    page = _page(program, VisitTab.OVERVIEW, qtbot)
    tab = page.built[VisitTab.OVERVIEW]
    assert isinstance(tab, OverviewTab)
    tab.planned_to.setFocus()
    qtbot.waitUntil(tab.planned_to.hasFocus)

    commit_text(tab.planned_to, "32/11/2026")
    tab.place.setFocus()
    qtbot.waitUntil(lambda: program.jobs.is_idle)
    wrong = _status(program)
    tab.planned_to.setFocus()
    tab.planned_to.selectAll()
    commit_text(tab.planned_to, "30/11/2026")
    tab.place.setFocus()
    qtbot.waitUntil(lambda: program.jobs.is_idle)

    assert wrong == "⚠ Có nội dung chưa lưu: xem chỗ được đánh dấu"
    assert _status(program) == "✓ Đã lưu"


def test_a_full_disk_is_told_above_the_page_with_what_waits(program: Program, qtbot: QtBot) -> None:
    full = threading.Event()
    full.set()

    def write() -> None:
        if full.is_set():
            raise StoreFull

    program.jobs.save(write)
    qtbot.waitUntil(lambda: program.jobs.refusal is not None)
    notice = pages_of(program).disk
    told = notice.isVisible(), notice.title.text(), _status(program)
    full.clear()
    qtbot.waitUntil(lambda: not notice.again.isHidden())
    notice.again.click()
    qtbot.waitUntil(lambda: program.jobs.is_idle)

    assert told[0]
    assert "1 thay đổi đang chờ lưu" in told[1]
    assert told[2] == "⚠ Chưa lưu: ổ đĩa không ghi được"
    assert not notice.isVisible()
    assert _status(program) == "✓ Đã lưu"


def test_a_folder_that_became_read_only_is_told_with_its_reason(
    program: Program, qtbot: QtBot
) -> None:
    may_write = threading.Event()

    def write() -> None:
        if not may_write.is_set():
            raise StoreUnavailable(reason="attempt to write a readonly database")

    program.jobs.save(write)
    qtbot.waitUntil(lambda: program.jobs.refusal is not None)
    told = pages_of(program).disk.advice.text()
    may_write.set()
    program.jobs.try_again()
    qtbot.waitUntil(lambda: program.jobs.is_idle)

    assert "chỉ đọc" in told
    assert "readonly database" in told


def test_closing_on_a_full_disk_loses_nothing_unless_somebody_says_so(
    program: Program, prompts: ScriptedPrompts, qtbot: QtBot
) -> None:
    def write() -> None:
        raise StoreFull

    program.jobs.save(write)
    prompts.answers = [False, True]

    program.window.close()
    qtbot.waitUntil(lambda: len(prompts.answers) < 2 or program.jobs.refusal is not None)
    qtbot.waitUntil(program.window.isEnabled)
    if len(prompts.answers) == 2:
        program.window.close()
    stayed = program.window.isVisible()
    program.window.close()
    qtbot.waitUntil(lambda: not program.window.isVisible(), timeout=20_000)

    assert stayed
    assert prompts.told == []


def test_the_end_of_a_session_brings_what_is_typed_to_the_store(
    program: Program, qtbot: QtBot
) -> None:
    page = _page(program, VisitTab.CHECKLIST, qtbot)
    tab = page.built[VisitTab.CHECKLIST]
    assert isinstance(tab, ChecklistTab)
    commit_text(tab.list.editor.comment, "Chưa nói hết câu")

    program.save_all()

    assert program.application is not None
    case = program.application.inspections.case_file(page.case.inspection_id)
    assert case.answers[WORDS].comment == "Chưa nói hết câu"
    qtbot.waitUntil(lambda: program.jobs.is_idle)
