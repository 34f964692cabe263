"""One photo of the visit as it is being drawn on: on the screen at once, then in the store."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from app.domain.photo import Photo
from app.domain.photo_look import DrawnMark, PhotoLook, look_of
from app.domain.photo_mark import PhotoMark
from app.ids import PhotoId, PhotoMarkId
from app.services.photo_marks import PhotoMarkService
from ui.visit.visit_case import VisitCase


class PhotoDrawing(QObject):
    """The photo in hand and its marks; every change is one step of the visit's undo."""

    changed = Signal()

    def __init__(self, case: VisitCase, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.case = case
        self.photo: Photo | None = None
        self.marks: tuple[PhotoMark, ...] = ()
        self._coming: list[DrawnMark] = []
        """Drawn, and on their way to the store."""
        self._called: dict[str, str] = {}
        """What marks shown are called now, by what they were called before they were moved."""
        self._stored: dict[str, PhotoMark] = {}
        """What the store holds of marks being changed; for the lane of the saves alone."""
        self._saving = 0
        case.loaded.connect(self.look)

    @property
    def is_read_only(self) -> bool:
        """Whether the photo is in signed minutes, or there is none."""
        return self.photo is None or self.case.is_sealed

    @property
    def seen(self) -> PhotoLook:
        """How the photo is to be seen, with what is still on its way; marks in drawing order."""
        if self.photo is None:
            return PhotoLook()
        look = look_of(self.photo, self.marks)
        return replace(look, marks=(*look.marks, *self._coming))

    @property
    def keys(self) -> list[str]:
        """The identities of the marks in `seen`, those that are in the store."""
        found: dict[DrawnMark, list[str]] = {}
        for mark in self.marks:
            found.setdefault(_drawn(mark), []).append(mark.id)
        look = look_of(self.photo, self.marks) if self.photo is not None else PhotoLook()
        return [found[mark].pop(0) for mark in look.marks]

    def mark_of(self, key: str) -> PhotoMark | None:
        """Return a mark by its identity, also by one it had before it was moved."""
        known = {one.id: one for one in self.marks}
        return known.get(PhotoMarkId(key)) or known.get(PhotoMarkId(self._called.get(key, "")))

    def take(self, photo_id: PhotoId) -> None:
        """Take another photo of the visit in hand."""
        self._coming.clear()
        self._read(photo_id)

    def let_go(self) -> None:
        """Take no photo in hand any more; what is on its way to the store goes there."""
        self.photo = None

    def look(self) -> None:
        """Show what the visit says now, unless it was read before what is being saved."""
        if self.photo is not None and not (self._saving or self.case.is_stale):
            self._read(self.photo.id)

    def draw(self, marks: Sequence[DrawnMark]) -> None:
        """Draw marks, all in one step."""
        photo = self.photo
        if photo is None or self.is_read_only or not marks:
            return
        self._coming += marks
        drawn = self._save(lambda service: service.draw(photo, marks))
        drawn(partial(self._on_drawn, photo.id, list(marks)))

    def redraw(self, key: str, drawn: DrawnMark) -> None:
        """Move a mark, or change what it says."""
        mark = self.mark_of(key)
        if mark is None or self.is_read_only or _drawn(mark) == drawn:
            self.changed.emit()
            return
        self.marks = tuple(_moved(one, drawn) if one is mark else one for one in self.marks)

        stored = self._stored

        def work(service: PhotoMarkService) -> PhotoMark:
            # An earlier move of the same mark is done by now; the screen may not know it yet.
            latest = stored.get(mark.id, mark)
            known = service.redraw(latest, drawn)
            before = [name for name, one in stored.items() if one.id == latest.id]
            stored.update(dict.fromkeys((*before, mark.id, known.id), known))
            return known

        self._save(work)(partial(self._on_redrawn, mark.id))

    def erase(self, key: str) -> None:
        """Put a mark in the bin."""
        mark = self.mark_of(key)
        if mark is None or self.is_read_only:
            return
        self.marks = tuple(one for one in self.marks if one is not mark)
        stored = self._stored
        self._save(lambda service: service.erase([stored.get(mark.id, mark)]))

    def turn(self, quarters: int) -> None:
        """Turn the photo by so many quarters clockwise."""
        photo = self.photo
        if photo is None or self.is_read_only:
            return
        self.photo = replace(photo, turn=(photo.turn + quarters) % 4)
        self._save(lambda service: service.turn(photo.id, quarters))

    def crop(self, area: tuple[int, ...]) -> None:
        """Show only a part of the photo, or the whole again where empty."""
        photo = self.photo
        if photo is None or self.is_read_only or area == photo.crop:
            return
        self.photo = replace(photo, crop=area)
        self._save(lambda service: service.crop(photo.id, area))

    def describe(self, caption: str) -> None:
        """Give the photo another caption."""
        photo = self.photo
        if photo is None or self.is_read_only or caption == photo.caption:
            return
        photos = self.case.desk.application.photos
        self.photo = described = replace(photo, caption=caption)
        self._saving += 1
        job = self.case.save(partial(photos.save, described), described)
        job.finished.connect(self._on_saved)

    def _read(self, photo_id: PhotoId) -> None:
        case = self.case.case
        if case is None:
            return
        if not self._saving:
            # What undo brought back is called again as it was.
            self._called, self._stored = {}, {}
        self.photo = next((one for one in case.photos if one.id == photo_id), None)
        self.marks = tuple(one for one in case.photo_marks if one.photo_id == photo_id)
        self.changed.emit()

    def _save(
        self, work: Callable[[PhotoMarkService], object]
    ) -> Callable[[Callable[[object], None]], object]:
        """Queue a change and show it; return where to hear of what came of it."""
        service = self.case.desk.application.photo_marks
        self._saving += 1
        job = self.case.save(lambda: work(service))
        job.failed.connect(lambda _error: self._on_failed())
        self.changed.emit()
        # Heard after what came of it, so that nothing is shown in between.
        heard = job.succeeded.connect
        job.finished.connect(self._on_saved)
        return heard

    def _on_drawn(self, photo_id: PhotoId, drawn: list[DrawnMark], marks: object) -> None:
        if self.photo is None or self.photo.id != photo_id or not isinstance(marks, tuple):
            return
        for one in drawn:
            if one in self._coming:
                self._coming.remove(one)
        self.marks = (*self.marks, *marks)
        self.changed.emit()

    def _on_redrawn(self, key: str, known: object) -> None:
        if not isinstance(known, PhotoMark) or self.photo is None:
            return
        now = self._called.get(key, key)
        before = [name for name, one in self._called.items() if one == now]
        self._called.update(dict.fromkeys((*before, now), known.id))
        self.marks = tuple(
            replace(one, id=known.id) if one.id == now else one for one in self.marks
        )
        self.changed.emit()

    def _on_failed(self) -> None:
        self._coming.clear()
        self.case.reload()

    def _on_saved(self) -> None:
        self._saving -= 1


def _drawn(mark: PhotoMark) -> DrawnMark:
    return DrawnMark(mark.kind, mark.from_x, mark.from_y, mark.to_x, mark.to_y, mark.text)


def _moved(mark: PhotoMark, drawn: DrawnMark) -> PhotoMark:
    return replace(
        mark,
        from_x=drawn.from_x,
        from_y=drawn.from_y,
        to_x=drawn.to_x,
        to_y=drawn.to_y,
        text=drawn.text,
    )
