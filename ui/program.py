"""The running program: the store in the background, then the pages, and an orderly end."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app import paths
from app.clock import Clock
from app.errors import AppError
from app.words import translate
from ui import theme
from ui.change_bridge import ChangeBridge
from ui.ending import EndingWatch
from ui.errors import ErrorGate
from ui.garbage import ScreenGarbage
from ui.icons import Icon, icon
from ui.jobs import JobRunner
from ui.main_window import MainWindow
from ui.navigation import Navigator, PageName, Place
from ui.prompts import Prompts, QtPrompts

if TYPE_CHECKING:
    # Loaded in the background, after the first paint.
    from app.bootstrap import Application
    from app.ids import IdSource
    from ui.lock import ScreenLock
    from ui.shell import Shell

_LOAD_AHEAD_AFTER_MS = 600
_SECONDS_OF_A_SESSION_END = 4.0
"""Windows ends a program that takes longer than five."""


class Program(QObject):
    """What there is one of, from the open store to the end; fills a window that is there.

    `ready` tells that the pages, or the first start, can be used.
    """

    ready = Signal()

    def __init__(
        self,
        window: MainWindow,
        store: Path,
        *,
        clock: Clock,
        ids: IdSource | None = None,
        prompts: Prompts | None = None,
    ) -> None:
        super().__init__()
        self._garbage = ScreenGarbage(self)
        window.setWindowIcon(icon(Icon.INSPECTION, theme.current().accent))
        self._store = store
        self._clock = clock
        self._ids = ids
        self._is_ending = False
        self.window = window
        self.settings = window.settings
        self.navigator = Navigator(self)
        self.prompts = prompts or QtPrompts(window)
        self.jobs = JobRunner(self)
        self.changes = ChangeBridge(self)
        self.gate = ErrorGate(self.prompts, clock, paths.log_folder(), self)
        self.application: Application | None = None
        self.shell: Shell | None = None
        self.lock: ScreenLock | None = None
        self.is_ready = False
        self.jobs.went_wrong.connect(self.gate.show)
        self._ending: EndingWatch | None = None
        window.may_close = self._may_close
        window.closed.connect(self.end)

    def open_store(self) -> None:
        """Open the store in the background, or begin with the first start."""
        job = self.jobs.read(self._load)
        job.succeeded.connect(self._on_loaded)
        job.failed.connect(self._on_failed)

    def watch_for_the_end(self) -> None:
        """Save what is typed when the system ends the session or the program."""
        self._ending = EndingWatch(self.save_all, self.window.close)

    def save_all(self) -> None:
        """Bring what is being typed to the store before this returns, or as far as time allows."""
        if self.shell is not None:
            self.shell.settle()
        self.jobs.flush(_SECONDS_OF_A_SESSION_END)

    def end(self) -> None:
        """Let everything finish and let go of the store."""
        if self._ending is not None:
            self._ending.stop()
            self._ending = None
        self.jobs.shut_down()
        self._garbage.stop()
        if self.application is not None:
            self.application.close()
            self.application = None

    def _load(self) -> Application | None:
        """Load what is heavy and open the store; None where there is none yet."""
        from app import bootstrap  # noqa: PLC0415 - in the background, not before the first paint

        if not bootstrap.has_store(self._store):
            return None
        return bootstrap.open_application(
            self._store, clock=self._clock, ids=self._ids, listener=self.changes.publish
        )

    def _on_loaded(self, application: Application | None) -> None:
        self.application = application
        if application is None:
            self._show_first_start()
        else:
            self._show_pages(application)
        self._garbage.set_aside()
        self.is_ready = True
        self.ready.emit()

    def _show_first_start(self) -> None:
        from ui.first_start.page import FirstStart  # noqa: PLC0415 - once in a store's life

        first = FirstStart(self._store, self.jobs, self._clock, self._ids)
        first.created.connect(self.open_store)
        self.window.show_widget(first)

    def _show_pages(self, application: Application) -> None:
        from ui.desk import Desk  # noqa: PLC0415 - brings the services along
        from ui.pages import PAGES, load_ahead  # noqa: PLC0415
        from ui.shell import Shell  # noqa: PLC0415

        desk = Desk(
            application=application,
            clock=self._clock,
            jobs=self.jobs,
            changes=self.changes,
            prompts=self.prompts,
            navigator=self.navigator,
            settings=self.settings,
        )
        self.shell = shell = Shell(desk, PAGES)
        self.window.show_widget(shell)
        self._keep_locked(application, shell)
        self._lead_back(application)
        QTimer.singleShot(_LOAD_AHEAD_AFTER_MS, self, lambda: self.jobs.read_aside(load_ahead))

    def _lead_back(self, application: Application) -> None:
        """Take the user back to where they were typing, if that was never saved."""

        def lead(visit: object) -> None:
            is_where_it_began = self.shell is not None and self.shell.place.page is PageName.TODAY
            if isinstance(visit, str) and is_where_it_began:
                place = Place(page=PageName.VISIT, inspection_id=visit, continues=True)
                self.navigator.open(place)

        self.jobs.read(application.drafts.interrupted).succeeded.connect(lead)

    def _keep_locked(self, application: Application, shell: Shell) -> None:
        """Lock the screen now, if a PIN is set, and after each idle time."""
        from ui.input_watch import InputWatch  # noqa: PLC0415 - with the pages
        from ui.lock import ScreenLock  # noqa: PLC0415

        if application.screen_lock.take_way_out() is not None:
            self.prompts.tell(
                translate("The screen lock was taken off, as the file in the folder asked.")
            )
        self.lock = lock = ScreenLock(
            self.window,
            application.screen_lock,
            self.jobs,
            folder=str(application.folder),
            settle=shell.settle,
        )
        watch = InputWatch(lock)
        watch.take_wheel_of(self.window.windowHandle())
        watch.used.connect(lock.note_use)
        watch.wheel_turned.connect(shell.zoom_by)
        shell.lock_asked.connect(lock.lock)
        shell.lock_changed.connect(lock.follow_settings)
        lock.locked.connect(self.gate.hold)
        lock.unlocked.connect(self.gate.release)
        lock.unlocked.connect(shell.ask_typist)
        self.window.closed.connect(lock.leave)
        shell.show_lock()
        lock.lock()

    def _on_failed(self, error: BaseException) -> None:
        from ui.widgets.basics import button  # noqa: PLC0415 - the window comes first

        text = error.text if isinstance(error, AppError) else ""
        again = button(translate("Try again"), self._on_again, variant="primary")
        self.window.show_waiting(
            translate("The store could not be opened"),
            text,
            again,
            button(translate("Close the program"), self.window.close),
        )
        again.setFocus()

    def _on_again(self) -> None:
        self.window.show_waiting(translate("Opening the store…"))
        self.open_store()

    def _may_close(self) -> bool:
        """Settle what is being typed; tell whether everything has ended."""
        if self.shell is not None:
            self.shell.settle()
        if self.jobs.is_idle:
            return True
        if self.jobs.refusal is not None:
            return self._leaves_unsaved()
        if not self._is_ending:
            self._is_ending = True
            self.window.setEnabled(False)
            self.window.setWindowTitle(translate("Finishing what is being saved…"))
            self.jobs.became_idle.connect(self.window.close)
            self.jobs.refusal_changed.connect(self._on_refused_at_the_end)
        return False

    def _on_refused_at_the_end(self) -> None:
        """Give the window back when the disk refuses the last saves: somebody must decide."""
        if self._is_ending and self.jobs.refusal is not None:
            self._is_ending = False
            self.window.setEnabled(True)
            self.window.setWindowTitle(translate("Sổ Kiểm Tra"))
            self.jobs.became_idle.disconnect(self.window.close)
            self.jobs.refusal_changed.disconnect(self._on_refused_at_the_end)

    def _leaves_unsaved(self) -> bool:
        """Ask before the program closes with changes that the disk did not take."""
        if not self.prompts.confirm(
            translate(
                "{count} changes could not be saved, because the disk takes nothing. If you close "
                "now, they are lost. Keep the window open, free some space, and they are saved "
                "by themselves.",
                count=self.jobs.waiting_saves,
            ),
            translate("Close and lose them"),
        ):
            return False
        # Each of them would be told once more.
        self.jobs.went_wrong.disconnect(self.gate.show)
        self.jobs.give_up()
        return True
