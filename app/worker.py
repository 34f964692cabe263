"""Functions run on hostile bytes in processes of their own, with limits of memory and time.

By hand because the standard pool loses every waiting item when one process dies,
and cannot stop one that hangs. The limits keep a bad file from taking the
program down; they are no wall against a file that takes over its worker.

A worker imports the program's main module and the module of the function it is
given, nothing else: both must stay light.
"""

from __future__ import annotations

import faulthandler
import multiprocessing
import os
import queue
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType
from typing import Any, Final, ParamSpec, Self, TypeVar, cast

import psutil

from app.errors import AppError
from app.words import language, mark, translate, use_language

MEMORY: Final = 1 << 30
TIMEOUT_S: Final = 120.0
# Only here does the system itself refuse memory; elsewhere the parent looks and stops it.
_SYSTEM_LIMITS: Final = sys.platform == "linux"
_LOOK_EVERY_S: Final = 0.2
_GRACE_S: Final = 5.0

_DIED: Final = mark("the program that read it broke down")
_TOO_SLOW: Final = mark("reading it took too long")
_TOO_LARGE: Final = mark("reading it took too much memory")
_BROKE: Final = mark("its contents are damaged")

_P = ParamSpec("_P")
_T = TypeVar("_T")
_SPAWN: Final = multiprocessing.get_context("spawn")


class WorkerFailed(AppError):
    """A function given to a worker died, hung, outgrew its memory or broke on its input."""

    code = "worker_failed"
    message = mark(
        "A file could not be read: {reason}. Nothing was changed. "
        "Try a fresh copy of the file; leave it out if that does not help."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    """What a worker sends back: a value, an expected error, or why it has neither."""

    value: object = None
    error: AppError | None = None
    failure: str = ""
    trace: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Limits:
    """What one item may use."""

    memory: int
    timeout_s: float
    by_system: bool


class Workers:
    """A few processes that do one thing at a time each, kept until the end of the `with`.

    A process starts when it is first needed, and again after one that died; so a
    bad item costs that item only. Any thread may call `run`.
    """

    def __init__(
        self,
        count: int = 1,
        *,
        memory: int = MEMORY,
        timeout_s: float = TIMEOUT_S,
        by_system: bool = _SYSTEM_LIMITS,
    ) -> None:
        """Prepare the processes.

        Args:
            count: how many work at the same time.
            memory: bytes one of them may use.
            timeout_s: how long one item may take.
            by_system: whether the system refuses more memory at once (Linux), or
                the parent looks several times a second and stops the process.
        """
        limits = _Limits(memory=memory, timeout_s=timeout_s, by_system=by_system)
        self._all = [_Worker(limits) for _ in range(count)]
        # The last one used comes first, so that a lone caller starts one process only.
        self._idle: queue.LifoQueue[_Worker] = queue.LifoQueue()
        for worker in self._all:
            self._idle.put(worker)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def run(self, function: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        """Run a module's function in a process that is free, and wait for what it returns.

        Raises:
            AppError: whichever the function raised.
            WorkerFailed: if it died, took too long or too much memory, or raised
                anything else; the trace of that is among its notes.
        """
        worker = self._idle.get()
        try:
            return cast("_T", worker.call(function, args, kwargs))
        finally:
            self._idle.put(worker)

    def close(self) -> None:
        """End every process, also one that is at work; nothing runs after that."""
        for worker in self._all:
            worker.kill()
        # Whoever waits for a killed process hands its worker back at once.
        for worker in [self._idle.get() for _ in self._all]:
            worker.end()
            self._idle.put(worker)


class _Worker:
    """One process and the pipe to it, seen from the parent."""

    _starting = threading.Lock()

    def __init__(self, limits: _Limits) -> None:
        self._limits = limits
        self._process: multiprocessing.process.BaseProcess | None = None
        self._pipe: Connection | None = None
        self._closed = False

    def call(
        self, function: Callable[..., object], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> object:
        try:
            pipe = self._running()
            pipe.send((language(), function, args, kwargs))
            self._wait(pipe)
            answer: _Answer = pipe.recv()
        except (EOFError, OSError) as error:
            self.end()
            raise _failed(_DIED) from error
        except WorkerFailed:
            self.end()
            raise
        if answer.error is not None:
            raise answer.error
        if answer.failure:
            raise _failed(answer.failure, answer.trace)
        return answer.value

    def kill(self) -> None:
        with self._starting:
            self._closed = True
            if self._process is not None:
                self._process.kill()

    def end(self) -> None:
        with self._starting:
            process, self._process = self._process, None
            pipe, self._pipe = self._pipe, None
        if process is None or pipe is None:
            return
        process.kill()
        process.join()
        process.close()
        pipe.close()

    def _running(self) -> Connection:
        """Return the pipe to a living process, starting one where there is none."""
        if self._process is not None and not self._process.is_alive():
            self.end()
        with self._starting:
            if self._closed:
                raise EOFError
            if self._pipe is None:
                here, there = _SPAWN.Pipe()
                process = _SPAWN.Process(target=_serve, args=(there, self._limits), daemon=True)
                process.start()
                there.close()
                self._process, self._pipe = process, here
            return self._pipe

    def _wait(self, pipe: Connection) -> None:
        """Wait for the answer, looking now and then how the process is doing."""
        deadline = time.monotonic() + self._limits.timeout_s
        while not pipe.poll(min(_LOOK_EVERY_S, max(deadline - time.monotonic(), 0.0))):
            if time.monotonic() >= deadline:
                raise _failed(_TOO_SLOW)
            if not self._limits.by_system and self._used() > self._limits.memory:
                raise _failed(_TOO_LARGE)

    def _used(self) -> int:
        process = self._process
        try:
            return psutil.Process(process.pid).memory_info().rss if process is not None else 0
        except psutil.NoSuchProcess:
            return 0


def _failed(reason: str, trace: str = "") -> WorkerFailed:
    error = WorkerFailed(reason=translate(reason))
    if trace:
        error.add_note(trace)
    return error


def _serve(pipe: Connection, limits: _Limits) -> None:
    """Answer calls until the parent hangs up; this is the life of a worker process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit(limits)
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        while True:
            try:
                spoken, function, args, kwargs = pipe.recv()
            except (EOFError, OSError):
                return
            # What it says of its input is shown where the caller's language is spoken.
            if spoken != language():
                use_language(spoken)
            # Also ends a worker that hangs when its parent is no longer there to end it.
            faulthandler.dump_traceback_later(limits.timeout_s + _GRACE_S, exit=True, file=nowhere)
            answer = _answer(function, args, kwargs)
            faulthandler.cancel_dump_traceback_later()
            pipe.send(answer)


def _limit(limits: _Limits) -> None:
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - there is none on Windows

    # A crash must not leave a picture of the memory, and so of a photo, on the disk.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if limits.by_system:
        resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))


def _answer(
    function: Callable[..., object], args: tuple[Any, ...], kwargs: dict[str, Any]
) -> _Answer:
    try:
        return _Answer(value=function(*args, **kwargs))
    except AppError as error:
        return _Answer(error=error)
    except MemoryError:
        return _Answer(failure=_TOO_LARGE)
    except Exception:  # noqa: BLE001 - hostile bytes make a library raise anything at all
        return _Answer(failure=_BROKE, trace=traceback.format_exc())
