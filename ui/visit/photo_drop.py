"""Photos dropped on, or pasted into, whatever they are evidence for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
)
from PySide6.QtWidgets import QAbstractScrollArea, QRubberBand, QWidget
from typing_extensions import override

from ui.shortcuts import Key, bind
from ui.visit.loose_pictures import Links, carries_photos, photos_in
from ui.visit.visit_case import VisitCase


@dataclass(frozen=True, slots=True)
class DropPlace:
    """What photos dropped somewhere are linked to, and the part of the widget that is it."""

    links: Links
    area: QRect


class PhotoDrop(QObject):
    """Lets photos be dropped on a widget, and pasted where it has the keyboard.

    An event filter, so that a list need not become a list of its own to take them; whatever
    else is dragged over it is left to the list.
    """

    def __init__(
        self,
        widget: QWidget,
        case: VisitCase,
        place_at: Callable[[QPoint], DropPlace | None],
        paste_links: Callable[[], Links | None],
    ) -> None:
        """Watch a widget.

        Args:
            widget: where photos may fall; of a list, its viewport.
            case: the visit that takes them.
            place_at: says what lies at a point, or None where photos mean nothing.
            paste_links: says what pasted photos are linked to now; None refuses them.
        """
        super().__init__(widget)
        self._case = case
        self._widget = widget
        self._place_at = place_at
        self._paste_links = paste_links
        self._frame = QRubberBand(QRubberBand.Shape.Rectangle, widget)
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)
        # A viewport never has the keyboard; its list does.
        holder = widget.parent()
        outer = holder if isinstance(holder, QAbstractScrollArea) else widget
        bind(outer, Key.PASTE_PHOTOS, self.paste)

    def paste(self) -> None:
        """Take in what is in the clipboard, if it is photos."""
        links = self._paste_links()
        mime = QGuiApplication.clipboard().mimeData()
        if links is None or self._case.is_sealed:
            return
        wanted = photos_in(mime, self._case.desk.clock.now(), links)
        if wanted is not None:
            self._case.intake.take(self._case.inspection_id, wanted)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDragLeaveEvent):
            self._frame.hide()
        # Entering and moving are drops that have not fallen yet.
        if isinstance(event, QDropEvent) and carries_photos(event.mimeData()):
            self._follow(event, self._place(event))
            return True
        return super().eventFilter(watched, event)

    def _place(self, event: QDropEvent) -> DropPlace | None:
        return None if self._case.is_sealed else self._place_at(event.position().toPoint())

    def _follow(self, event: QDropEvent, place: DropPlace | None) -> None:
        if place is None:
            self._frame.hide()
            event.ignore()
            return
        # A move would make some file managers remove the photo from its card.
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if isinstance(event, QDragEnterEvent | QDragMoveEvent):
            self._frame.setGeometry(place.area)
            self._frame.show()
            self._frame.raise_()
            return
        self._frame.hide()
        wanted = photos_in(event.mimeData(), self._case.desk.clock.now(), place.links)
        if wanted is not None:
            self._case.intake.take(self._case.inspection_id, wanted)
