"""Keeps what is typed into a visit until the store has it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from ui.desk import Desk
from ui.jobs import Job
from ui.widgets.typed_text import DraftPlace, Typing


class DraftKeeper(QObject):
    """The drafts of one visit; fields find it by the tab they stand in.

    Everything goes through the lane of the saves, in order: a draft is let go right
    behind the save of its text, and only if that save succeeded.
    """

    unsaved_changed = Signal()
    """What the store does not have, apart from what is just being typed, has changed."""

    let_go = Signal(DraftPlace)
    """The draft of a place is needed no more."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._wanted: dict[DraftPlace, tuple[Typing, str, int, str]] = {}
        """The latest text of each place whose draft is on its way to the store, its caret, and
        the visit it was typed in: another one may be open by the time it goes."""
        self._kept: set[DraftPlace] = set()
        self._refused: dict[DraftPlace, Typing] = {}
        """Fields whose settled text the store does not have."""
        self._is_refusing = False
        self._visit = ""

    @property
    def unsaved(self) -> int:
        """How many settled texts the store does not have."""
        return len(self._refused)

    def open_visit(self, visit: str) -> None:
        """Keep the drafts of another visit from now on."""
        self._visit = visit
        self._refused.clear()
        self._kept.clear()

    def know(self, places: Sequence[DraftPlace]) -> None:
        """Know the drafts that the store holds already."""
        self._kept.update(places)

    def keep(self, typing: Typing, text: str, caret: int) -> None:
        """Keep a text; while one of the same place is on its way, only the latest follows."""
        place = typing.place
        if place is None:
            return
        is_waiting = place in self._wanted
        self._wanted[place] = (typing, text, caret, self._visit)
        if not is_waiting:
            self._send(place)

    def settle(self, typing: Typing, tell: Callable[[], None]) -> None:
        """Let a settled text be told, and let its draft go when the store has it."""
        place = typing.place
        if place is None:
            tell()
            return
        around, self._is_refusing = self._is_refusing, False
        with self._desk.jobs.noting() as saves:
            tell()
        is_refused, self._is_refusing = self._is_refusing or typing.is_refused, around
        if is_refused or (place.is_new and not saves and typing.settled_text):
            self._refuse(place, typing)
            return
        self._take(place, saves)
        for save in saves:
            save.failed.connect(lambda _error: self._refuse(place, typing))

    def refuse(self) -> None:
        """Say that what is being settled just now was not taken."""
        self._is_refusing = True

    def take(self, entity_id: str) -> None:
        """Say that the store has everything of a record by now."""
        for place, typing in list(self._refused.items()):
            if place.entity_id == entity_id and typing.field.property("wrong") != "yes":
                self._take(place, ())

    def discard(self, place: DraftPlace) -> None:
        """Forget a draft."""
        self._let_go(place, ())

    def _send(self, place: DraftPlace) -> None:
        typing, text, caret, visit = self._wanted[place]
        drafts = self._desk.application.drafts
        job = self._desk.jobs.save(
            partial(
                drafts.keep,
                place.entity_id,
                place.field,
                text,
                caret,
                inspection_id=visit,
                before=typing.before,
            )
        )
        self._kept.add(place)
        job.succeeded.connect(lambda _kept: self._on_kept(typing, text))
        job.finished.connect(lambda: self._on_sent(place, text, caret))

    @staticmethod
    def _on_kept(typing: Typing, text: str) -> None:
        # The field may be gone by then.
        if isValid(typing):
            typing.drafted(text)

    def _on_sent(self, place: DraftPlace, text: str, caret: int) -> None:
        waiting = self._wanted.get(place)
        if waiting is None:
            return
        if waiting[1:3] == (text, caret):
            del self._wanted[place]
        else:
            self._send(place)

    def _take(self, place: DraftPlace, saves: Sequence[Job]) -> None:
        """Let go of the draft of a place; of the whole record, if it gets its identity now."""
        places = {place}
        if place.is_new and saves:
            known = self._kept | set(self._refused)
            places |= {one for one in known if one.entity_id == place.entity_id}
        for one in places:
            self._let_go(one, saves)
            refused = self._refused.pop(one, None)
            if refused is not None and refused.place == one:
                refused.refuse(refused=False)
        self.unsaved_changed.emit()

    def _let_go(self, place: DraftPlace, saves: Sequence[Job]) -> None:
        self._wanted.pop(place, None)
        self.let_go.emit(place)
        if place not in self._kept:
            return
        self._kept.discard(place)
        drafts = self._desk.application.drafts

        def work() -> None:
            if not any(save.has_failed for save in saves):
                drafts.discard(place.entity_id, place.field)

        self._desk.jobs.save(work)

    def _refuse(self, place: DraftPlace, typing: Typing) -> None:
        if typing.place != place:
            return
        typing.refuse()
        self._refused[place] = typing
        typing.field.destroyed.connect(lambda: self._forget(place, typing))
        self.keep(typing, typing.settled_text, len(typing.settled_text))
        self.unsaved_changed.emit()

    def _forget(self, place: DraftPlace, typing: Typing) -> None:
        if self._refused.get(place) is typing:
            del self._refused[place]
