"""Cyclic garbage is collected in the thread of the screens and in no other.

Python's collector runs in whatever thread allocates next. One that frees the
last reference to a QObject in a worker thread destroys it there, and Qt
crashes; so the automatic collector rests while the window is open and a timer
of the screens does its work.

What the program itself is made of, some 120,000 objects of its modules, is set aside once it
has started: looking through all of it stops the screens for 75 ms and more, through what came
since for 10.
"""

from __future__ import annotations

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer

_EVERY_MS: Final = 2_000


class ScreenGarbage(QObject):
    """Collects garbage in its own thread, as often as the collector itself would."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._was_enabled = gc.isenabled()
        self._has_set_aside = False
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.collect)
        self._timer.start(_EVERY_MS)

    def collect(self) -> None:
        """Collect the generations that are full."""
        limits = gc.get_threshold()
        full = [
            generation for generation in range(3) if gc.get_count()[generation] > limits[generation]
        ]
        if full:
            gc.collect(max(full))

    def set_aside(self) -> None:
        """Look no more through what is there now: it lives as long as the program."""
        if not gc.get_freeze_count():
            gc.freeze()
            self._has_set_aside = True

    def stop(self) -> None:
        """Hand the work back to Python's own collector."""
        self._timer.stop()
        if self._has_set_aside:
            gc.unfreeze()
        if self._was_enabled:
            gc.enable()
