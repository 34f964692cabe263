"""A person at the real program, for tests that end it by force.

Run as a program: opens the window on a store, goes to a criterion and types into its comment,
letter by letter, telling each on the standard output. What is told was on the screen.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QDeadlineTimer, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app import words
from app.clock import SystemClock
from tests.ui.given import WORDS, ScriptedPrompts, type_text
from ui import theme
from ui.application import show_window
from ui.navigation import PageName, VisitTab
from ui.program import Program
from ui.settings import SettingsFile
from ui.visit.checklist_tab import ChecklistTab
from ui.visit.criterion_editor import CriterionEditor
from ui.visit.page import VisitPage

SENTENCE = "Xã chưa niêm yết công khai đầy đủ thủ tục hành chính tại bộ phận một cửa. "
_BETWEEN_KEYS_MS = 40
PATIENCE_MS = 60_000


def tell(**facts: object) -> None:
    """Tell the test what is on the screen now."""
    sys.stdout.write(json.dumps(facts) + "\n")
    sys.stdout.flush()


class Person:
    """Sits at the window of one program."""

    def __init__(self, store: Path, app: QApplication) -> None:
        self.app = app
        self.prompts = ScriptedPrompts()
        window = show_window(SettingsFile(store.parent / "settings.json"))
        self.program = Program(window, store, clock=SystemClock(), prompts=self.prompts)
        self.program.watch_for_the_end()
        self.program.open_store()
        self.wait_for(lambda: self.program.is_ready)

    def wait_for(self, holds: Callable[[], bool]) -> None:
        """Look at the window until something holds."""
        patience = QDeadlineTimer(PATIENCE_MS)
        while not holds():
            assert not patience.hasExpired(), "the program kept the person waiting"
            QTest.qWait(10)

    def open_card(self) -> CriterionEditor:
        """Go to the criterion and put the keyboard into its comment."""
        program = self.program
        assert program.application is not None
        visit = program.application.inspections.rows()[0].id
        program.navigator.open_visit(visit, VisitTab.CHECKLIST, WORDS)
        assert program.shell is not None
        page = program.shell.pages[PageName.VISIT]
        assert isinstance(page, VisitPage)
        self.wait_for(lambda: page.case.case is not None and program.jobs.is_idle)
        tab = page.built[VisitTab.CHECKLIST]
        assert isinstance(tab, ChecklistTab)
        program.window.activateWindow()
        tab.list.setFocus()
        QTest.keyClick(tab.list, Qt.Key.Key_F2)
        self.wait_for(tab.list.editor.comment.hasFocus)
        return tab.list.editor

    def type_on(self, then: Callable[[CriterionEditor], None] | None = None) -> None:
        """Type without a pause; after a sentence, do something else once."""
        card = self.open_card()
        keys = QTimer(self.program)
        keys.setInterval(_BETWEEN_KEYS_MS)
        typed: list[str] = []

        def type_one() -> None:
            type_text(card.comment, SENTENCE[len(typed) % len(SENTENCE)])
            typed.append("")
            tell(typed=card.comment.toPlainText(), status=self._status())
            if then is not None and len(typed) == len(SENTENCE):
                keys.stop()
                then(card)

        keys.timeout.connect(type_one)
        keys.start()
        self.app.exec()

    def leave_the_field(self, card: CriterionEditor) -> None:
        """Leave the comment and say so at once, whatever the store does meanwhile."""
        card.comment.clearFocus()
        tell(left=card.comment.toPlainText())

    def fill_the_disk(self, card: CriterionEditor) -> None:
        """Leave the comment on a full disk, look, free some space, and look again."""
        program, store = self.program, self.program.window
        assert program.application is not None
        assert program.shell is not None
        ballast = program.application.folder.parent / "phim.mp4"
        with ballast.open("wb", buffering=0) as file:
            free = shutil.disk_usage(ballast.parent).free
            file.write(b"\0" * free)
        card.comment.clearFocus()
        self.wait_for(lambda: program.jobs.refusal is not None)
        notice = program.shell.disk
        tell(
            full=card.comment.toPlainText(),
            title=notice.title.text(),
            advice=notice.advice.text(),
            shown=notice.isVisible(),
            status=self._status(),
            card=card.saved.text(),
            alive=store.isEnabled(),
        )
        ballast.unlink()
        self.wait_for(lambda: program.jobs.is_idle)
        visit = program.application.inspections.rows()[0].id
        stored = program.application.inspections.case_file(visit).answers[WORDS].comment
        tell(stored=stored, shown=notice.isVisible(), status=self._status(), card=card.saved.text())
        program.window.close()

    def _status(self) -> str:
        shell = self.program.shell
        return shell.status.saved.text() if shell is not None else ""


def main(task: str, store: Path) -> None:
    """Sit down and do one thing."""
    sys.excepthook = _end
    app = QApplication(["typing_person"])
    words.use_language("vi")
    theme.apply(app, "light", 100)
    person = Person(store, app)
    tasks = {"type": None, "leave": person.leave_the_field, "fill": person.fill_the_disk}
    person.type_on(tasks[task])


def _end(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Let no error in a slot pass for a quiet person."""
    traceback.print_exception(kind, error, trace)
    os._exit(3)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
