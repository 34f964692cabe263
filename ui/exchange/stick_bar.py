"""The sticks that are in, one button each; what is put in or taken out shows by itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame
from typing_extensions import override

from app.services.sticks import Stick, sticks_now
from app.words import translate
from ui import theme
from ui.jobs import JobRunner
from ui.texts import size_text
from ui.widgets.basics import Toggle, column, label
from ui.widgets.flow import Flow

_EVERY_MS: Final = 2_000
_FILE_SYSTEMS: Final = {"vfat": "FAT32", "exfat": "exFAT", "ntfs": "NTFS", "fuseblk": "NTFS"}
"""What systems call file systems, as people read them on a stick."""


class StickBar(QFrame):
    """Looks for sticks now and then while it can be seen.

    Asked of the system in the background: a stick that is about to fail may not answer for
    seconds, and is not asked again before it has.
    """

    chosen = Signal(object)
    """The stick that somebody pressed."""
    pulled = Signal(object)
    """The stick that had been chosen is not in any more."""

    def __init__(self, jobs: JobRunner, look: Callable[[], Sequence[Stick]] = sticks_now) -> None:
        super().__init__()
        self.sticks: tuple[Stick, ...] = ()
        self.buttons: list[Toggle] = []
        self._jobs = jobs
        self._look = look
        self._place: Path | None = None
        self._is_looking = False
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._hint = label(
            translate("No stick is in. Put one in, or choose a folder."), "muted", wrap=True
        )
        self._flow = Flow()
        layout = column(self, spacing=theme.TINY)
        layout.addWidget(self._hint)
        layout.addLayout(self._flow)

    @property
    def stick(self) -> Stick | None:
        """The stick that is chosen, as it was last seen."""
        return next((one for one in self.sticks if one.place == self._place), None)

    def look(self) -> None:
        """Look which sticks are in."""
        if self._is_looking:
            return
        self._is_looking = True
        job = self._jobs.read_aside(self._look)
        job.succeeded.connect(self.show_sticks)
        job.finished.connect(self._on_looked)

    def show_sticks(self, found: Sequence[Stick]) -> None:
        """Show these; the one chosen stays chosen while it is in."""
        before, self.sticks = self.stick, tuple(found)
        if [_text(one) for one in found] != [one.text() for one in self.buttons]:
            self._make_buttons()
        self._show_hint()
        if before is not None and self.stick is None:
            self.choose(None)
            self.pulled.emit(before)

    def choose(self, place: Path | None) -> None:
        """Mark the stick at a place, or none."""
        self._place = place
        self._show_hint()
        for stick, button in zip(self.sticks, self.buttons, strict=True):
            button.setChecked(stick.place == place)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._timer.start()
        self.look()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def _show_hint(self) -> None:
        self._hint.setVisible(not self.sticks and self._place is None)

    def _make_buttons(self) -> None:
        focused = next((n for n, one in enumerate(self.buttons) if one.hasFocus()), None)
        for button in self.buttons:
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = []
        for stick in self.sticks:
            button = Toggle(_text(stick), partial(self._on_pressed, stick))
            button.setChecked(stick.place == self._place)
            button.setToolTip(str(stick.place))
            self._flow.addWidget(button)
            self.buttons.append(button)
        if focused is not None and focused < len(self.buttons):
            self.buttons[focused].setFocus()

    def _on_pressed(self, stick: Stick) -> None:
        self.choose(stick.place)
        self.chosen.emit(stick)

    def _on_looked(self) -> None:
        self._is_looking = False


def _text(stick: Stick) -> str:
    parts = [
        stick.name,
        translate("{free} free of {size}", free=size_text(stick.free), size=size_text(stick.size)),
        _FILE_SYSTEMS.get(stick.file_system.lower(), stick.file_system),
    ]
    if not stick.is_writable:
        parts.append(translate("read only"))
    return "  ·  ".join(part for part in parts if part)
