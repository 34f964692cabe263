"""Watches how long the thread of the screens works before it comes round again, and at what."""

from __future__ import annotations

import signal
import time
import traceback
from dataclasses import dataclass, field
from types import FrameType
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimerEvent
from typing_extensions import override

_LOOK_S: Final = 0.005
_FRAMES: Final = 12


@dataclass(frozen=True, order=True)
class Stay:
    """One time the thread did not come round."""

    work_s: float
    """What it worked meanwhile; other programs on the machine are not counted."""
    name: str = field(compare=False)
    place: str = field(compare=False, default="")


class Watchdog(QObject):
    """A pulse of the event loop; where asked, a look at what keeps it from coming round.

    The look is a signal, which Python takes in the thread it watches: another thread that
    reads its frames holds on to what is in them, and would take the last of it apart.
    """

    def __init__(self, limit_s: float, *, looks: bool) -> None:
        super().__init__()
        self.name = ""
        """What the user is doing."""
        self.longest: dict[str, Stay] = {}
        self._limit = limit_s
        self._stays: list[Stay] = []
        self._place = ""
        self._last = time.thread_time()
        if looks:
            signal.signal(signal.SIGPROF, self._look)
            signal.setitimer(signal.ITIMER_PROF, _LOOK_S, _LOOK_S)
        self._timer = self.startTimer(1, Qt.TimerType.PreciseTimer)

    def stop(self) -> list[Stay]:
        """Watch no more; return the stays that were longer than the limit."""
        self.killTimer(self._timer)
        signal.setitimer(signal.ITIMER_PROF, 0)
        return self._stays

    @override
    def timerEvent(self, event: QTimerEvent) -> None:
        stay = Stay(time.thread_time() - self._last, self.name, self._place)
        if stay.work_s > self._limit:
            self._stays.append(stay)
        if self.name not in self.longest or self.longest[self.name] < stay:
            self.longest[self.name] = stay
        self._place = ""
        self._last = time.thread_time()

    def _look(self, _number: int, frame: FrameType | None) -> None:
        worked = time.thread_time() - self._last
        if worked < self._limit / 4:
            return
        lines = traceback.extract_stack(frame)[-_FRAMES:]
        names = [
            f"{line.filename.rpartition('/')[2]}:{line.lineno} {line.name}"
            for line in reversed(lines)
        ]
        self._place += f"      {1000 * worked:.0f} ms: {' < '.join(names)}\n"
