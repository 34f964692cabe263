"""Long work, away from the thread that paints the screens.

Three lanes: one thread that writes, so that two pieces of work never write the
store at once, a few that read, and one that brings in files. By hand because
Qt's futures know neither progress with cancelling nor an order of ending that
loses no queued save.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from enum import Enum
from functools import partial
from typing import Final

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from app.errors import Cancelled
from app.progress import Progress

_SECONDS_BETWEEN_REPORTS: Final = 0.1
_READERS: Final = 2


class Lane(Enum):
    """Which thread a job runs in."""

    WRITING = "writing"
    READING = "reading"
    FILES = "files"
    """Long work on files that writes the store little and seldom: what is typed never waits
    for it."""


@dataclass(frozen=True, slots=True)
class Report:
    """Where a job stands."""

    done: int
    total: int
    label: str


@dataclass(frozen=True, slots=True)
class _Outcome:
    result: object = None
    error: BaseException | None = None


class Job(QObject):
    """The screen's handle on one piece of work.

    Its signals arrive in the thread that created it, so slots may touch widgets.
    Exactly one of `succeeded`, `failed` and `cancelled` is emitted, then
    `finished`, whatever happens to the work.
    """

    progressed = Signal(Report)
    succeeded = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    finished = Signal()

    _reported = Signal(Report)
    _ended = Signal(_Outcome)

    def __init__(
        self, work: Callable[[Progress], object], parent: QObject, *, must_finish: bool
    ) -> None:
        super().__init__(parent)
        self._work = work
        self.must_finish = must_finish
        self._stop = threading.Event()
        self._last_report = 0.0
        # The only two crossings between threads: both slots belong to this
        # object, so Qt queues them into its thread.
        self._reported.connect(self._forward)
        self._ended.connect(self._conclude)

    def cancel(self) -> None:
        """Ask the work to stop at its next step; work that must finish goes on."""
        if not self.must_finish:
            self._stop.set()

    def step(self, done: int, total: int, label: str = "") -> None:
        """Take a report from the work; see `app.progress.Progress`."""
        self._raise_if_stopped()
        now = time.monotonic()
        if done == total or now - self._last_report >= _SECONDS_BETWEEN_REPORTS:
            self._last_report = now
            self._reported.emit(Report(done, total, label))

    def run(self) -> None:
        """Do the work; called in the background."""
        try:
            self._raise_if_stopped()
            outcome = _Outcome(result=self._work(self))
        except BaseException as error:  # noqa: BLE001 - every failure must reach the screen
            outcome = _Outcome(error=error)
        self._ended.emit(outcome)

    def _raise_if_stopped(self) -> None:
        if self._stop.is_set():
            raise Cancelled

    def _forward(self, report: Report) -> None:
        self.progressed.emit(report)

    def _conclude(self, outcome: _Outcome) -> None:
        if outcome.error is None:
            self.succeeded.emit(outcome.result)
        elif isinstance(outcome.error, Cancelled):
            self.cancelled.emit()
        else:
            self.failed.emit(outcome.error)
        self.finished.emit()


class JobRunner(QObject):
    """Runs jobs in the order they were started within their lane.

    `went_wrong` carries the error of every job that failed, so that one gate
    shows them all. `became_idle` tells that nothing is left to do, `saving_changed`
    that a save was queued or has ended.
    """

    went_wrong = Signal(object)
    became_idle = Signal()
    saving_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._running: dict[Job, Future[None]] = {}
        self._is_shut = False
        self._lanes = {
            Lane.WRITING: ThreadPoolExecutor(1, thread_name_prefix="writing"),
            Lane.READING: ThreadPoolExecutor(_READERS, thread_name_prefix="reading"),
            Lane.FILES: ThreadPoolExecutor(1, thread_name_prefix="files"),
        }

    @property
    def is_idle(self) -> bool:
        """Whether every job has ended and its signals were heard."""
        return not self._running

    @property
    def is_saving(self) -> bool:
        """Whether something the user entered is still on its way to the store."""
        return any(job.must_finish for job in self._running)

    def start(self, work: Callable[[Progress], object], lane: Lane = Lane.WRITING) -> Job:
        """Queue work that the user may stop, and return the handle to connect to."""
        return self._queue(work, lane, must_finish=False)

    def save(self, work: Callable[[], object]) -> Job:
        """Queue a save: it is never dropped, not even when the window closes."""
        return self._queue(lambda _progress: work(), Lane.WRITING, must_finish=True)

    def read(self, work: Callable[[], object]) -> Job:
        """Queue a short read that no panel shows."""
        return self._queue(lambda _progress: work(), Lane.READING, must_finish=False)

    def shut_down(self, wait_s: float = 30.0) -> bool:
        """Stop what may stop, let saves finish; return whether all ended in time."""
        self._is_shut = True
        for job in self._running:
            job.cancel()
        _done, late = wait(list(self._running.values()), timeout=wait_s)
        # What the jobs said last still waits in the queue of this thread.
        for job in list(self._running):
            QCoreApplication.sendPostedEvents(job)
        for lane in self._lanes.values():
            lane.shutdown(wait=not late, cancel_futures=False)
        return not late

    def _queue(self, work: Callable[[Progress], object], lane: Lane, *, must_finish: bool) -> Job:
        job = Job(work, self, must_finish=must_finish)
        job.failed.connect(self.went_wrong)
        job.finished.connect(partial(self._forget, job))
        if self._is_shut and not must_finish:
            # Something on the screen asked once more while the program ended.
            job.cancel()
            self._running[job] = Future()
            QTimer.singleShot(0, job, job.run)
            return job
        self._running[job] = self._lanes[lane].submit(job.run)
        self.saving_changed.emit()
        return job

    def _forget(self, job: Job) -> None:
        del self._running[job]
        job.deleteLater()
        self.saving_changed.emit()
        if self.is_idle:
            self.became_idle.emit()
