"""Long work, away from the thread that paints the screens.

Four lanes: one thread that writes, so that two pieces of work never write the
store at once; one that reads, so that what was asked last is told last and no
older answer stays on a screen; two for what may overtake one another; and one
that brings in files. By hand because Qt's futures know neither progress with
cancelling nor an order of ending that loses no queued save.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from functools import partial
from typing import Final

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from app.errors import Cancelled, DiskRefuses
from app.progress import Progress

_SECONDS_BETWEEN_REPORTS: Final = 0.1
_ASIDE: Final = 2
_SECONDS_BETWEEN_TRIES: Final = 2.0
"""How long a save waits for room before it is tried again."""
_SECONDS_TO_GIVE_UP: Final = 10.0


class Lane(Enum):
    """Which thread a job runs in."""

    WRITING = "writing"
    READING = "reading"
    """Short reads, told in the order in which they were asked."""
    ASIDE = "aside"
    """Reads that take long or that any other may overtake: pictures, papers, foreign files."""
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


class _Room(QObject):
    """Where saves wait, one behind another, while the disk takes nothing."""

    refused = Signal(object)
    """The error of the disk, or None once it takes something again."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._again = threading.Event()
        self._is_given_up = False
        self._is_full = False

    def wait(self, error: DiskRefuses) -> bool:
        """Wait a while, in the background; tell whether to try again."""
        self._is_full = True
        self.refused.emit(error)
        if not self._is_given_up:
            self._again.wait(_SECONDS_BETWEEN_TRIES)
            self._again.clear()
        return not self._is_given_up

    def be_found(self) -> None:
        """Note, in the background, that a save has gone through."""
        if self._is_full:
            self._is_full = False
            self.refused.emit(None)

    def look_again(self) -> None:
        """Try at once."""
        self._again.set()

    def give_up(self) -> None:
        """Let everything that waits fail."""
        self._is_given_up = True
        self._again.set()


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
        self,
        work: Callable[[Progress], object],
        parent: QObject,
        *,
        must_finish: bool,
        room: _Room | None = None,
    ) -> None:
        super().__init__(parent)
        self._work = work
        self._room = room
        self.must_finish = must_finish
        self.has_failed = False
        """Whether the work ended in an error; the work behind it in the lane may ask."""
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
        """Do the work; called in the background.

        What a disk without room refuses is tried again until there is some, and all
        later saves wait behind it: their order is the order in which things were typed.
        """
        outcome = self._tried()
        if self.must_finish and self._room is not None:
            while isinstance(outcome.error, DiskRefuses) and self._room.wait(outcome.error):
                outcome = self._tried()
            if outcome.error is None:
                self._room.be_found()
        self.has_failed = outcome.error is not None
        self._ended.emit(outcome)

    def _tried(self) -> _Outcome:
        try:
            self._raise_if_stopped()
            return _Outcome(result=self._work(self))
        except BaseException as error:  # noqa: BLE001 - every failure must reach the screen
            return _Outcome(error=error)

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
    that a save was queued or has ended, `refusal_changed` that the disk takes nothing
    now, or takes something again. A runner needs a parent: a job that goes holds the last
    reference to one without, which would take the job along a second time.
    """

    went_wrong = Signal(object)
    became_idle = Signal()
    saving_changed = Signal()
    refusal_changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._running: dict[Job, Future[None]] = {}
        self._is_shut = False
        self._nothing: Future[None] = Future()
        """Of what is asked for after the end: nobody waits for it."""
        self._nothing.set_result(None)
        self._noted: list[list[Job]] = []
        self.refusal: DiskRefuses | None = None
        """Why saves are waiting, while the disk takes nothing."""
        self._room = _Room(self)
        # A bound slot of this object, so that Qt queues it into its thread.
        self._room.refused.connect(self._on_refused)
        self._lanes = {
            Lane.WRITING: ThreadPoolExecutor(1, thread_name_prefix="writing"),
            Lane.READING: ThreadPoolExecutor(1, thread_name_prefix="reading"),
            Lane.ASIDE: ThreadPoolExecutor(_ASIDE, thread_name_prefix="aside"),
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

    @property
    def waiting_saves(self) -> int:
        """How many saves have not ended."""
        return sum(job.must_finish for job in self._running)

    def try_again(self) -> None:
        """Try at once what the disk refused."""
        self._room.look_again()

    def give_up(self) -> None:
        """Let what the disk refuses fail; nothing is tried again from now on."""
        self._room.give_up()

    @contextmanager
    def noting(self) -> Iterator[list[Job]]:
        """Note the saves that are queued meanwhile."""
        noted: list[Job] = []
        self._noted.append(noted)
        try:
            yield noted
        finally:
            # By identity: two lists of nothing are equal.
            self._noted = [one for one in self._noted if one is not noted]

    def flush(self, wait_s: float) -> bool:
        """Wait, in this thread, for the saves that are queued; tell whether they were in time."""
        saves = [future for job, future in self._running.items() if job.must_finish]
        _done, late = wait(saves, timeout=wait_s)
        return not late

    def start(self, work: Callable[[Progress], object], lane: Lane = Lane.WRITING) -> Job:
        """Queue work that the user may stop, and return the handle to connect to."""
        return self._queue(work, lane, must_finish=False)

    def save(self, work: Callable[[], object], lane: Lane = Lane.WRITING) -> Job:
        """Queue a save: it is never dropped, not even when the window closes."""
        job = self._queue(lambda _progress: work(), lane, must_finish=True)
        for noted in self._noted:
            noted.append(job)
        return job

    def read(self, work: Callable[[], object]) -> Job:
        """Queue a short read that no panel shows; it is told after all that were asked before."""
        return self._queue(lambda _progress: work(), Lane.READING, must_finish=False)

    def read_aside(self, work: Callable[[], object]) -> Job:
        """Queue a read whose place in the order means nothing, or that takes long."""
        return self._queue(lambda _progress: work(), Lane.ASIDE, must_finish=False)

    def shut_down(self, wait_s: float = 30.0) -> bool:
        """Stop what may stop, let saves finish; return whether all ended in time."""
        self._is_shut = True
        for job in self._running:
            job.cancel()
        _done, late = wait(list(self._running.values()), timeout=wait_s)
        if late and self.refusal is not None:
            self._room.give_up()
            _done, late = wait(late, timeout=_SECONDS_TO_GIVE_UP)
        # What the jobs said last still waits in the queue of this thread.
        for job in list(self._running):
            QCoreApplication.sendPostedEvents(job)
        for lane in self._lanes.values():
            lane.shutdown(wait=not late, cancel_futures=False)
        return not late

    def _queue(self, work: Callable[[Progress], object], lane: Lane, *, must_finish: bool) -> Job:
        job = Job(work, self, must_finish=must_finish, room=self._room)
        job.failed.connect(self.went_wrong)
        job.finished.connect(partial(self._forget, job))
        if self._is_shut and not must_finish:
            # Something on the screen asked once more while the program ended.
            job.cancel()
            self._running[job] = self._nothing
            QTimer.singleShot(0, job, job.run)
            return job
        self._running[job] = self._lanes[lane].submit(job.run)
        self.saving_changed.emit()
        return job

    def _on_refused(self, error: DiskRefuses | None) -> None:
        self.refusal = error
        self.refusal_changed.emit()

    def _forget(self, job: Job) -> None:
        del self._running[job]
        job.deleteLater()
        self.saving_changed.emit()
        if self.is_idle:
            self.became_idle.emit()
