"""The order of start: settings, look, window, and only then the store."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from app import paths, words
from app.clock import Clock, SystemClock
from app.errors import AppError
from app.ids import IdSource, SystemIds
from app.words import translate
from ui import theme
from ui.change_bridge import ChangeBridge
from ui.errors import ErrorGate
from ui.jobs import JobRunner
from ui.main_window import MainWindow
from ui.navigation import Navigator
from ui.prompts import Prompts, QtPrompts
from ui.settings import SettingsFile

if TYPE_CHECKING:
    # Loaded in the background, after the first paint.
    from app.bootstrap import Application


class Program(QObject):
    """The running window program: what there is one of, and how it begins and ends."""

    def __init__(
        self,
        store: Path,
        *,
        settings: SettingsFile,
        clock: Clock,
        ids: IdSource,
        prompts: Prompts | None = None,
    ) -> None:
        super().__init__()
        self._store = store
        self._clock = clock
        self._ids = ids
        self.settings = settings
        self.navigator = Navigator(self)
        self.window = MainWindow(settings, self.navigator)
        self.prompts = prompts or QtPrompts(self.window)
        self.jobs = JobRunner(self)
        self.changes = ChangeBridge(self)
        self.gate = ErrorGate(self.prompts, clock, paths.log_folder(), self)
        self.application: Application | None = None
        self._is_ready = False
        self.jobs.went_wrong.connect(self.gate.show)
        self.window.closing.connect(self.end)

    @property
    def is_ready(self) -> bool:
        """Whether the pages, or the first start, can be used."""
        return self._is_ready

    def begin(self) -> None:
        """Show the window at once; the store is opened after it was painted."""
        self.window.show_waiting(
            translate("Opening the store…"), translate("This takes a moment after a long break.")
        )
        self.window.painted.connect(self.open_store)
        self.window.show()

    def open_store(self) -> None:
        """Open the store in the background, or begin with the first start."""
        job = self.jobs.read(self._load)
        job.succeeded.connect(self._on_loaded)
        job.failed.connect(self._on_failed)

    def end(self) -> None:
        """Let everything finish and let go of the store."""
        self.jobs.shut_down()
        if self.application is not None:
            self.application.close()
            self.application = None

    def _load(self) -> Application | None:
        """Import what is heavy and open the store; None where there is none yet."""
        bootstrap = import_module("app.bootstrap")
        import_module("ui.pages")
        if not bootstrap.has_store(self._store):
            return None
        opened: Application = bootstrap.open_application(
            self._store, clock=self._clock, ids=self._ids, listener=self.changes.publish
        )
        return opened

    def _on_loaded(self, application: Application | None) -> None:
        pages = import_module("ui.pages")
        self._is_ready = True
        if application is None:
            first = pages.FirstStart(self._store, self.jobs, self._clock, self._ids)
            first.created.connect(self.open_store)
            self.window.show_alone(first)
            return
        self.application = application
        desk = pages.Desk(
            application=application,
            clock=self._clock,
            jobs=self.jobs,
            changes=self.changes,
            prompts=self.prompts,
            navigator=self.navigator,
            settings=self.settings,
        )
        self.window.show_desk(desk, pages.PAGES)

    def _on_failed(self, error: BaseException) -> None:
        text = error.text if isinstance(error, AppError) else ""
        self.window.show_waiting(translate("The store could not be opened"), text)


def run(store: Path | None = None, language: str | None = None) -> int:
    """Run the window until it is closed; return the exit code."""
    app = QApplication([sys.argv[0]])
    app.setApplicationName("SoKiemTra")
    settings = SettingsFile(paths.settings_file())
    words.use_language(language or settings.current.language)
    theme.apply(app, settings.current.theme, settings.current.zoom)
    program = Program(
        store or paths.default_store(), settings=settings, clock=SystemClock(), ids=SystemIds()
    )
    program.gate.install()
    program.begin()
    try:
        return app.exec()
    finally:
        program.gate.uninstall()
