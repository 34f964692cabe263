"""Cyclic garbage is collected in the thread of the screens and in no other.

Python's collector runs in whatever thread allocates next. One that frees the
last reference to a QObject in a worker thread destroys it there, and Qt
crashes; so the automatic collector rests while the window is open and a timer
of the screens does its work.
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

    def stop(self) -> None:
        """Hand the work back to Python's own collector."""
        self._timer.stop()
        if self._was_enabled:
            gc.enable()
