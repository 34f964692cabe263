"""Carries the news of a commit to the screens, whatever thread it came from."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from app.changes import ChangeSet


class ChangeBridge(QObject):
    """Emits `changed` in the thread of the screens after commits.

    Commits that follow each other within one turn of the event loop are told
    once, so that an import of a thousand records reloads a page once.
    """

    changed = Signal(ChangeSet)
    _heard = Signal(ChangeSet)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: ChangeSet | None = None
        # The slot belongs to this object, so Qt queues the call whenever the
        # commit happened in another thread.
        self._heard.connect(self._collect)

    @property
    def is_quiet(self) -> bool:
        """Whether every commit that was heard of was told."""
        return self._waiting is None

    def publish(self, changes: ChangeSet) -> None:
        """Tell the screens; may be called from any thread."""
        self._heard.emit(changes)

    def _collect(self, changes: ChangeSet) -> None:
        if self._waiting is None:
            self._waiting = changes
            QTimer.singleShot(0, self, self._tell)
            return
        self._waiting = ChangeSet(
            self._waiting.kinds | changes.kinds, self._waiting.aggregates | changes.aggregates
        )

    def _tell(self) -> None:
        changes, self._waiting = self._waiting, None
        if changes is not None:
            self.changed.emit(changes)
