"""Undo and redo of a visit in the window: two buttons, their keys, and a line that says what."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QResizeEvent
from PySide6.QtWidgets import QLabel
from typing_extensions import override

from app.domain.signed_scope import VisitSigned
from app.ids import InspectionId
from app.services.undo import ChangedSince, TakenBack, UndoService
from app.words import translate
from ui.icons import Icon
from ui.visit.refused_steps import RefusedSteps
from ui.visit.tab import CaseTab
from ui.visit.undo_texts import place_of, taken_back_text, turned_text
from ui.visit.visit_case import VisitCase
from ui.visit.visit_steps import OwnSteps, StoredSteps, nearest
from ui.widgets.basics import button, label

_SHOWN_MS: Final = 12_000


class UndoLine(QLabel):
    """One quiet line beside the tabs, read aloud too; a text too long for it stands below them."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "muted")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        # It takes the room the tabs leave, and never asks for more.
        self.setMinimumWidth(1)
        self.said = ""
        self.below = label("", "muted", wrap=True)
        self.below.hide()
        self._gone = QTimer(self)
        self._gone.setSingleShot(True)
        self._gone.setInterval(_SHOWN_MS)
        self._gone.timeout.connect(lambda: self._show(""))

    def say(self, text: str) -> None:
        """Show a text for a while, and have it read aloud where somebody listens."""
        self._show(text)
        self._gone.start()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _show(self, text: str) -> None:
        self.said = text
        self._fit()

    def _fit(self) -> None:
        fits = self.fontMetrics().horizontalAdvance(self.said) <= self.contentsRect().width()
        self.setText(self.said if fits else "")
        self.below.setText("" if fits else self.said)
        self.below.setVisible(not fits)


class VisitUndo(QObject):
    """Takes back what was done in the visit on the screen; `led` tells where that stands."""

    led = Signal(object, str)
    """A tab of the visit and what to take in hand there."""

    def __init__(
        self, case: VisitCase, parent: QObject, tab_in_view: Callable[[], CaseTab | None]
    ) -> None:
        super().__init__(parent)
        self._case = case
        self._tab_in_view = tab_in_view
        self._refused = RefusedSteps(case)
        self.line = UndoLine()
        self.undo_button = button("", self.undo, variant="quiet", drawing=Icon.UNDO)
        self.redo_button = button("", self.redo, variant="quiet", drawing=Icon.REDO)
        for one, name, keys in (
            (self.undo_button, translate("Undo"), "Ctrl+Z"),
            (self.redo_button, translate("Redo"), "Ctrl+Y"),
        ):
            one.setAccessibleName(name)
            one.setToolTip(f"{name} ({keys})")
            one.setEnabled(False)
        case.desk.changes.changed.connect(self.look)
        case.desk.jobs.saving_changed.connect(self.look)

    def look(self) -> None:
        """Enable the buttons that have something to do."""
        places = self._places()
        self.undo_button.setEnabled(nearest(places, is_redo=False) is not None)
        self.redo_button.setEnabled(nearest(places, is_redo=True) is not None)

    def undo(self) -> None:
        """Take the last step of the visit back, wherever it was made."""
        self._begin(is_redo=False)

    def redo(self) -> None:
        """Make the step again that was taken back last."""
        self._begin(is_redo=True)

    @property
    def _service(self) -> UndoService:
        return self._case.desk.application.undo

    def _places(self) -> list[OwnSteps | StoredSteps]:
        stored = StoredSteps(self._service, self._case.inspection_id)
        return [stored, self._refused, *self._case.own_steps]

    def _begin(self, *, is_redo: bool) -> None:
        """Settle what is being typed, and turn the nearest step once all steps are heard of."""
        tab = self._tab_in_view()
        if tab is not None:
            tab.settle()
        jobs = self._case.desk.jobs
        turn = partial(self._turn_nearest, self._case.inspection_id, is_redo=is_redo)
        if jobs.is_saving and jobs.refusal is None:
            # What is on its way to the store is the last step, and has no number yet.
            jobs.save(lambda: None).finished.connect(turn)
        else:
            turn()

    def _turn_nearest(self, visit: InspectionId, *, is_redo: bool) -> None:
        if visit != self._case.inspection_id:
            return
        place = nearest(self._places(), is_redo=is_redo)
        if place is None and is_redo:
            self.line.say(translate("There is nothing to redo."))
        elif place is None or isinstance(place, StoredSteps):
            self._turn_stored(visit, is_redo=is_redo)
        else:
            self._turn_own(place, is_redo=is_redo)

    def _turn_own(self, place: OwnSteps, *, is_redo: bool) -> None:
        turned = place.turn(is_redo=is_redo)
        if turned is not None:
            self.line.say(turned_text(turned.what, is_redo=is_redo))
            self.led.emit(turned.tab, turned.key)
        self.look()

    def _turn_stored(self, visit: InspectionId, *, is_redo: bool) -> None:
        # In the lane of the saves: what is still on its way is taken back first.
        job = self._case.desk.jobs.save(partial(_turned, self._service, visit, is_redo=is_redo))
        job.succeeded.connect(partial(self._on_turned, visit, is_redo=is_redo))

    def _on_turned(
        self,
        visit: InspectionId,
        told: TakenBack | ChangedSince | VisitSigned | None,
        *,
        is_redo: bool,
    ) -> None:
        if visit != self._case.inspection_id:
            return
        self.look()
        if isinstance(told, TakenBack):
            self.line.say(taken_back_text(told))
            self._case.reload()
            self.led.emit(*place_of(told))
        elif told is not None:
            self.line.say(told.text)
        elif is_redo:
            self.line.say(translate("There is nothing to redo."))
        else:
            self.line.say(translate("There is nothing to undo."))


def _turned(
    service: UndoService, visit: InspectionId, *, is_redo: bool
) -> TakenBack | ChangedSince | VisitSigned | None:
    """Take a step back, or return why it is refused: that is said in a line, not in a dialog."""
    try:
        return service.redo(visit) if is_redo else service.undo(visit)
    except (ChangedSince, VisitSigned) as refused:
        return refused
