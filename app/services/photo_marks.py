"""Drawing on photos: black-outs, boxes, arrows and texts, cropping and turning."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from app.domain.photo import Photo
from app.domain.photo_look import DrawnMark
from app.domain.photo_mark import MarkKind, PhotoMark
from app.ids import IdSource, PhotoId, PhotoMarkId
from app.store.unit_of_work import Store

_QUARTERS = 4


class PhotoMarkService:
    """The use cases around what is drawn over a photo; its original is never touched.

    Each is one step, which can be undone as one.
    """

    def __init__(self, store: Store, ids: IdSource) -> None:
        self._store = store
        self._ids = ids

    def draw(self, photo: Photo, marks: Sequence[DrawnMark]) -> tuple[PhotoMark, ...]:
        """Draw marks on a photo, over those already there."""
        with self._store.writing() as work:
            last = max((one.order for one in work.all(PhotoMark, photo_id=photo.id)), default=0)
            drawn = tuple(
                self._placed(photo, one, order) for order, one in enumerate(marks, last + 1)
            )
            for mark in drawn:
                work.save(mark)
            work.commit()
        return drawn

    def redraw(self, mark: PhotoMark, drawn: DrawnMark) -> PhotoMark:
        """Move a mark, or change what it says.

        A black-out that moves is a new one: while two laptops that moved it have not met, or
        do not agree, what either of them blacked out stays black.
        """
        changed = replace(
            mark,
            from_x=drawn.from_x,
            from_y=drawn.from_y,
            to_x=drawn.to_x,
            to_y=drawn.to_y,
            text=drawn.text,
        )
        if changed == mark:
            return mark
        with self._store.writing() as work:
            if mark.kind is MarkKind.BLACK_OUT:
                work.remove(mark)
                changed = replace(changed, id=PhotoMarkId(self._ids.new()))
            work.save(changed)
            work.commit()
        return changed

    def erase(self, marks: Iterable[PhotoMark]) -> None:
        """Put marks in the bin."""
        with self._store.writing() as work:
            for mark in marks:
                work.remove(mark)
            work.commit()

    def turn(self, photo_id: PhotoId, quarters: int) -> None:
        """Turn a photo by so many quarters clockwise from how it is seen now."""
        with self._store.writing() as work:
            photo = work.get(Photo, photo_id)
            work.save(replace(photo, turn=(photo.turn + quarters) % _QUARTERS))
            work.commit()

    def crop(self, photo_id: PhotoId, area: tuple[int, ...]) -> None:
        """Show only a part of a photo, in ten-thousandths of it; the whole where empty."""
        with self._store.writing() as work:
            work.save(replace(work.get(Photo, photo_id), crop=area))
            work.commit()

    def _placed(self, photo: Photo, drawn: DrawnMark, order: int) -> PhotoMark:
        return PhotoMark(
            id=PhotoMarkId(self._ids.new()),
            inspection_id=photo.inspection_id,
            photo_id=photo.id,
            kind=drawn.kind,
            from_x=drawn.from_x,
            from_y=drawn.from_y,
            to_x=drawn.to_x,
            to_y=drawn.to_y,
            text=drawn.text,
            order=order,
        )
