"""Brings what was entered in the dossier grid to the store, a moment later and in one go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.dossier import Dossier
from app.ids import InspectionId
from app.services.dossiers import DossierChange, HalfTyped
from ui.desk import Desk
from ui.visit.dossier_model import DossierGridModel
from ui.visit.dossier_rows import half_typed

_SOON_MS: Final = 350


class DossierSaver(QObject):
    """Saves the difference between screen and store.

    What a failing save was to keep stays on the screen and is tried again with the
    next change, or when `save_now` is asked for.
    """

    state_changed = Signal()

    def __init__(self, desk: Desk, model: DossierGridModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._model = model
        self._half_typed: list[HalfTyped] = []
        self._running = 0
        self._in_flight: dict[int, Dossier | None] = {}
        """What the saves before this one kept, by row; touched by the writing thread alone."""
        self.has_failed = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._soon.timeout.connect(self.save_now)
        model.changed.connect(self._on_changed)

    @property
    def is_busy(self) -> bool:
        """Whether something is on its way to the store."""
        return bool(self._running) or self._soon.isActive()

    def begin(self, kept: Sequence[HalfTyped]) -> None:
        """Know what the store keeps of rows that are no dossiers yet."""
        self._half_typed = list(kept)

    def save_now(self) -> None:
        """Save what the store does not have; nothing if it has all."""
        self._soon.stop()
        sent, visit = self._model.unsaved(), self._model.inspection_id
        typed = half_typed(self._model.rows.values())
        if not sent and typed == self._half_typed:
            self.state_changed.emit()
            return
        dossiers = self._desk.application.dossiers
        half = typed if typed != self._half_typed else None
        if not self._running:
            self._in_flight = {}
        known = self._in_flight

        def work() -> list[Dossier | None]:
            kept = dossiers.save(visit, [_upon(known, *one) for one in sent]) if sent else []
            known.update({key: one for (key, _), one in zip(sent, kept, strict=True)})
            if half is not None:
                dossiers.keep_half_typed(visit, half)
            return kept

        self._running += 1
        self._half_typed = typed
        job = self._desk.jobs.save(work)
        job.succeeded.connect(lambda kept: self._on_saved(visit, sent, kept))
        job.failed.connect(lambda _error: self._on_failed())
        self.state_changed.emit()

    def _on_changed(self) -> None:
        if not self._soon.isActive():
            self._soon.start()
        self.state_changed.emit()

    def _on_saved(
        self,
        visit: InspectionId,
        sent: Sequence[tuple[int, DossierChange]],
        kept: Sequence[Dossier | None],
    ) -> None:
        self._running -= 1
        self.has_failed = False
        if visit == self._model.inspection_id:
            self._model.take_saved(sent, kept)
            if self._model.unsaved() and not self.is_busy:
                self._soon.start()
        self.state_changed.emit()

    def _on_failed(self) -> None:
        # What was typed stays on the screen; the gate of errors tells the rest.
        self._running -= 1
        self.has_failed = True
        self._half_typed = []
        self.state_changed.emit()


def _upon(known: dict[int, Dossier | None], key: int, change: DossierChange) -> DossierChange:
    """Return a change on top of what an earlier save kept of the row since it was sent."""
    if key not in known:
        return change
    before, after = known[key], change.after
    if before is not None and after is not None:
        after = replace(after, id=before.id, order=before.order)
    return DossierChange(before=before, after=after)
