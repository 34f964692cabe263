"""Whether everything on the screen is in the store: the truth behind “✓ Saved”."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from ui.jobs import JobRunner
from ui.widgets.fields import AutoLine, AutoText
from ui.widgets.typed_text import Typing


class Keeping(Enum):
    """How far what is on the screen has come on its way to the store."""

    DISK_REFUSES = "disk refuses"
    TYPING = "typing"
    DRAFTED = "drafted"
    SAVING = "saving"
    REFUSED = "refused"
    """Something stands on the screen that could not be taken, e.g. a day that is none."""
    SAVED = "saved"


class KeepingWatch(QObject):
    """Watches the saves, and each text field from the first time it has the keyboard."""

    changed = Signal()

    def __init__(self, jobs: JobRunner, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._watched: list[Typing] = []
        jobs.saving_changed.connect(self.changed)
        jobs.refusal_changed.connect(self.changed)
        app = QApplication.instance()
        assert isinstance(app, QApplication)  # noqa: S101 - a widget cannot be without one
        app.focusChanged.connect(self._on_focus_changed)

    def state(self, *, pages_kept: bool) -> Keeping:
        """Return how things stand; what is worse comes first.

        Args:
            pages_kept: whether the pages know of nothing that the store lacks.
        """
        self._watched = [one for one in self._watched if isValid(one)]
        typed = [one for one in self._watched if one.is_typed or one.composing]
        if self._jobs.refusal is not None:
            return Keeping.DISK_REFUSES
        if typed:
            drafted = all(one.is_drafted for one in typed)
            return Keeping.DRAFTED if drafted else Keeping.TYPING
        if self._jobs.is_saving:
            return Keeping.SAVING
        if not pages_kept or any(one.is_refused for one in self._watched):
            return Keeping.REFUSED
        return Keeping.SAVED

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        if isinstance(new, AutoLine | AutoText) and new.typing not in self._watched:
            self._watched.append(new.typing)
            new.typing.state_changed.connect(self.changed)
            new.typing.destroyed.connect(self.changed)
