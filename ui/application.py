"""The order of start: settings, look, window; everything else when it has been painted."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from app import paths, words
from app.clock import SystemClock
from app.words import translate
from ui import qt_words, theme
from ui.main_window import MainWindow
from ui.settings import SettingsFile

if TYPE_CHECKING:
    from ui.program import Program


def run(store: Path | None = None, language: str | None = None) -> int:
    """Run the window until it is closed; return the exit code."""
    app = QApplication([sys.argv[0]])
    app.setApplicationName("SoKiemTra")
    qt_words.install(app)
    settings = SettingsFile(paths.settings_file())
    words.use_language(language or settings.current.language)
    theme.apply(app, settings.current.theme, settings.current.zoom)
    window = show_window(settings)
    if not settings.current.geometry:
        # The first time, on laptops whose screens have no room to spare.
        window.showMaximized()
    running: list[Program] = []
    window.painted.connect(lambda: running.append(_begin(window, store or paths.default_store())))
    try:
        return app.exec()
    finally:
        for program in running:
            program.gate.uninstall()


def show_window(settings: SettingsFile) -> MainWindow:
    """Show the window with nothing in it but a word of patience."""
    window = MainWindow(settings)
    window.show_waiting(
        translate("Opening the store…"), translate("This takes a moment after a long break.")
    )
    window.show()
    return window


def _begin(window: MainWindow, store: Path) -> Program:
    from ui.program import Program  # noqa: PLC0415 - the window is painted first

    program = Program(window, store, clock=SystemClock())
    program.gate.install()
    program.watch_for_the_end()
    program.open_store()
    return program
