"""Walks through the window without hands: for its self-test, its screenshots and its figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from app import words
from app.clock import Clock
from app.ids import IdSource
from ui import theme
from ui.application import show_window
from ui.checklists.editor import ChecklistEditor
from ui.checklists.page import ChecklistsPage
from ui.navigation import PageName
from ui.program import Program
from ui.settings import SettingsFile
from ui.shell import Shell

if TYPE_CHECKING:
    # Loaded when somebody prints.
    from PySide6.QtPrintSupport import QPrinter

_TICK_MS = 10
_PATIENCE_MS = 60_000
_CALM_MS = 150
_HELD = 1


class Unattended:
    """Prompts for a program nobody sits at: it agrees, and keeps what it was told."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.told: list[str] = []

    def tell(self, text: str) -> None:
        """Keep the message."""
        self.told.append(text)

    def confirm(self, question: str, verb: str) -> bool:
        """Agree."""
        del question, verb
        return True

    def ask_text(self, question: str, text: str = "") -> str | None:
        """Leave the text as it is."""
        del question
        return text or None

    def ask_secret(self, question: str) -> str | None:
        """Give nothing away."""
        del question
        return None

    def ask_lines(self, question: str) -> str | None:
        """Type nothing."""
        del question
        return None

    def choose_files(self, title: str, pattern: str) -> list[Path]:
        """Choose nothing."""
        del title, pattern
        return []

    def choose_folder(self, title: str) -> Path | None:
        """Choose the folder given at the beginning."""
        del title
        return self.folder

    def save_as(self, title: str, suggested: Path, pattern: str) -> Path | None:
        """Save under the suggested name in that folder."""
        del title, pattern
        return self.folder / suggested.name

    def choose_printer(self, printer: QPrinter, pages: int) -> bool:
        """Print nothing."""
        del printer, pages
        return False


def wait_until(holds: Callable[[], bool], what: str) -> None:
    """Run the event loop until something holds.

    Raises:
        TimeoutError: if it does not within a minute.
    """
    loop = QEventLoop()
    ticks, late = QTimer(), QTimer()
    # What held at a tick may not hold any more when the loop has ended.
    ticks.timeout.connect(lambda: loop.exit(_HELD) if holds() else None)
    late.setSingleShot(True)
    late.timeout.connect(loop.quit)
    ticks.start(_TICK_MS)
    late.start(_PATIENCE_MS)
    if not holds() and loop.exec() != _HELD:
        raise TimeoutError(what)


def settled(program: Program) -> None:
    """Wait until nothing is read, written or waiting to be painted."""
    # What has just been shown may begin to read only in the next turn.
    for _turn in range(2):
        _rest(_CALM_MS)
        wait_until(lambda: program.jobs.is_idle, "the window to be idle")


def _rest(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def pages_of(program: Program) -> Shell:
    """Return the pages of a program whose store is open."""
    assert program.shell is not None  # noqa: S101 - asked for only then
    return program.shell


def edited(program: Program) -> ChecklistEditor:
    """Begin a new version of the first checklist and show its first criterion in the editor."""
    program.navigator.open_page(PageName.CHECKLISTS)
    settled(program)
    page = pages_of(program).pages[PageName.CHECKLISTS]
    assert isinstance(page, ChecklistsPage)  # noqa: S101 - it stands under that name
    page.versions.setCurrentRow(0)
    page.write_button.click()
    wait_until(lambda: page.editor is not None, "the editor")
    settled(program)
    editor = page.editor
    assert editor is not None  # noqa: S101 - waited for
    standing = editor.case.standing
    leaf = next(at for at in range(len(standing.keys)) if not standing.tree.is_group(at))
    editor.tree.choose(standing.keys[leaf])
    editor.form.rule.try_button.setChecked(True)
    return editor


@contextmanager
def opened(
    store: Path, *, clock: Clock, ids: IdSource, look: str = "light", language: str = "vi"
) -> Iterator[Program]:
    """Show the program on a store until its first page is filled; close it in the end."""
    app = QApplication.instance() or QApplication(["sokiemtra"])
    assert isinstance(app, QApplication)  # noqa: S101 - made here or by the tests
    settings = SettingsFile(store.parent / "settings.json")
    settings.change(theme=look, language=language)
    words.use_language(language)
    theme.apply(app, look, settings.current.zoom)
    window = show_window(settings)
    window.resize(1366, 768)
    program = Program(window, store, clock=clock, ids=ids, prompts=Unattended(store.parent))
    program.open_store()
    try:
        wait_until(lambda: program.is_ready, "the store to be open")
        settled(program)
        yield program
    finally:
        program.window.close()
        wait_until(lambda: program.jobs.is_idle, "the last jobs to end")
        program.end()
        window.deleteLater()
        program.deleteLater()
