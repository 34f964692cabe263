"""The program ended by force while somebody types: no more than two seconds are lost."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.bootstrap import open_application
from tests.journeys.test_window import PATIENCE_MS, Journey, journey
from tests.journeys.typing_person import SENTENCE
from tests.store.test_opening import UNSHARE, may_mount
from tests.ui.given import WORDS
from ui.navigation import PageName, VisitTab
from ui.visit.checklist_tab import ChecklistTab
from ui.visit.page import VisitPage
from ui.walk import pages_of

__all__ = ["journey"]
_PERSON = [sys.executable, "-m", "tests.journeys.typing_person"]
_SCREEN = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}


class Told:
    """What the person told so far, each with the moment it was heard."""

    def __init__(self, task: str, store: Path) -> None:
        self.lines: list[tuple[float, dict[str, str]]] = []
        self.process = subprocess.Popen(
            [*_PERSON, task, str(store)], stdout=subprocess.PIPE, text=True, env=_SCREEN
        )

    def read_until(self, seconds: float = 0, key: str = "typed") -> None:
        """Read what is told, until so many seconds of typing or a word have been told."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            told = json.loads(line)
            self.lines.append((time.monotonic(), told))
            if key in told and self.lines[-1][0] - self.lines[0][0] >= seconds:
                return
        pytest.fail("the program ended by itself")

    def kill(self) -> float:
        """End the program as a power cut does; return when."""
        self.process.kill()
        moment = time.monotonic()
        rest, _ = self.process.communicate()
        for line in rest.splitlines():
            if line.endswith("}"):
                self.lines.append((moment, json.loads(line)))
        return moment

    def typed_before(self, moment: float) -> str:
        """Return what stood in the field then."""
        found = [told["typed"] for at, told in self.lines if "typed" in told and at <= moment]
        return found[-1] if found else ""


@pytest.mark.parametrize("seconds", [0.9, 2.6])
def test_what_was_typed_two_seconds_before_the_power_went_is_in_its_field(
    seconds: float, store: Path, journey: Journey
) -> None:
    person = Told("type", store)
    person.read_until(seconds)
    moment = person.kill()

    with journey.program(store) as program:
        shell = pages_of(program)
        journey.qtbot.waitUntil(lambda: PageName.VISIT in shell.pages, timeout=PATIENCE_MS)
        page = shell.pages[PageName.VISIT]
        assert isinstance(page, VisitPage)
        journey.qtbot.waitUntil(lambda: bool(page.drafts.continued), timeout=PATIENCE_MS)
        tab = page.built[VisitTab.CHECKLIST]
        assert isinstance(tab, ChecklistTab)
        comment = tab.list.editor.comment
        shown, caret = comment.toPlainText(), comment.textCursor().position()
        at, has_keys = tab.list.editor.code, tab.focusWidget() is comment
        told = page.drafts.text.text()

    whole = (SENTENCE * 9)[: len(shown)]
    assert shown == whole
    assert shown
    assert shown.startswith(person.typed_before(moment - 2.0))
    assert caret == len(shown)
    assert (at, has_keys) == (WORDS, True)
    assert f"Lần trước đang ghi ở tiêu chí {WORDS} lúc" in told


def test_whoever_left_the_field_when_the_power_went_has_it_all(store: Path) -> None:
    person = Told("leave", store)
    person.read_until(key="left")
    person.kill()

    with open_application(store) as application:
        visit = application.inspections.rows()[0].id
        answer = application.inspections.case_file(visit).answers.get(WORDS)
        kept = [draft.text for draft in application.drafts.all()]

    saved = answer.comment if answer is not None else ""
    assert saved in {SENTENCE.strip(), ""}
    # The save is on its way for some milliseconds: until it is there, the draft is.
    assert saved or SENTENCE.startswith(kept[0])
    assert saved or len(kept[0]) > len(SENTENCE) - 50


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no such signal")
def test_the_program_saves_what_is_typed_when_the_system_ends_it(store: Path) -> None:
    person = Told("type", store)
    person.read_until(0.3)
    person.process.send_signal(signal.SIGTERM)
    rest, _ = person.process.communicate(timeout=60)
    shown = [json.loads(line)["typed"] for line in rest.splitlines()]

    with open_application(store) as application:
        visit = application.inspections.rows()[0].id
        answer = application.inspections.case_file(visit).answers[WORDS]

    assert person.process.returncode == 0
    assert answer.comment.startswith(person.typed_before(time.monotonic()).strip())
    assert not shown or answer.comment.startswith(shown[-1].strip()[:20])
    assert answer.comment


@pytest.mark.skipif(not may_mount(), reason="this system lets nobody mount a small disk")
def test_a_full_disk_keeps_the_text_on_the_screen_until_there_is_room(
    store: Path, tmp_path: Path
) -> None:
    small = tmp_path / "nho"
    small.mkdir()
    script = (
        'mount -t tmpfs -o size=24m none "$1" && cp -r "$2" "$1/kho" && '
        'exec "$3" -m tests.journeys.typing_person fill "$1/kho"'
    )

    run = subprocess.run(
        [*UNSHARE, script, "sh", str(small), str(store), sys.executable],
        check=True,
        capture_output=True,
        text=True,
        env=_SCREEN,
        timeout=120,
    )

    full, free = [json.loads(line) for line in run.stdout.splitlines()][-2:]
    assert full["full"] == SENTENCE.strip()
    assert full["shown"]
    assert full["alive"]
    assert "Ổ đĩa đã đầy" in full["title"]
    assert "200 MB" in full["advice"]
    assert "✓" not in full["status"] + full["card"]
    assert free["stored"] == SENTENCE.strip()
    assert not free["shown"]
    assert free["status"] == free["card"] == "✓ Đã lưu"
