"""Where a photo is looked at and drawn on, with the mouse or with the keyboard alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

from PySide6.QtCore import QPoint, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from typing_extensions import override

from app.domain.photo_geometry import Area
from app.domain.photo_look import DrawnMark
from app.domain.photo_mark import MarkKind
from app.words import translate
from ui.visit.photo_scene import HANDLE, MarkItem, moved
from ui.visit.zoom_view import ZoomView

_DRAGGED: Final = 5
"""Pixels after which a press is a drag, and no click."""
_PUSH: Final = 100
_NUDGE: Final = 10
_LEAST: Final = 40
"""Ten-thousandths that a frame has at least, so that it can be seen and taken hold of."""
_KEPT_AFTER_MS: Final = 500
_ARROWS: Final = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_ENTER: Final = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class Tool(Enum):
    """What a click on the photo does."""

    CHOOSE = "choose"
    BLACK_OUT = "black_out"
    BOX = "box"
    ARROW = "arrow"
    TEXT = "text"
    CROP = "crop"


_DRAWS: Final = {
    Tool.BLACK_OUT: MarkKind.BLACK_OUT,
    Tool.BOX: MarkKind.BOX,
    Tool.ARROW: MarkKind.ARROW,
    Tool.CROP: MarkKind.BOX,
}


@dataclass(slots=True)
class _Draft:
    """What is being drawn, and not in the store."""

    item: MarkItem
    pressed: QPoint
    by_keys: bool = False


@dataclass(slots=True)
class _Hold:
    """A mark that is being moved, or stretched by one of its handles."""

    item: MarkItem
    before: DrawnMark
    start: tuple[int, int]
    handle: int | None = None


class PhotoCanvas(ZoomView):
    """Shows the scene, and tells what the user draws; it changes nothing itself.

    Two clicks, or a press and a release elsewhere, draw a frame between two places. Enter
    begins one by keyboard, the arrows move it, with Shift they stretch it, Enter again takes it.
    """

    drawn = Signal(object)
    """A mark that was drawn."""
    redrawn = Signal(str, object)
    """A mark, by its identity, that was moved or stretched."""
    erased = Signal(str)
    cropped = Signal(object)
    """The part of the photo to show."""
    text_asked = Signal(object, str)
    """Where a text is to stand, or the identity of one to be changed."""
    hint_taken = Signal(int)
    chosen_changed = Signal()
    stepped = Signal(int)
    """Another photo is asked for: the next (1) or the one before (−1)."""

    def __init__(self) -> None:
        super().__init__()
        self.tool = Tool.CHOOSE
        self.is_read_only = False
        self.chosen = ""
        """The identity of the mark taken hold of."""
        self.chosen_hint = -1
        self._draft: _Draft | None = None
        self._hold: _Hold | None = None
        self._pan: QPoint | None = None
        self._keep_soon = QTimer(self)
        self._keep_soon.setSingleShot(True)
        self._keep_soon.setInterval(_KEPT_AFTER_MS)
        self._keep_soon.timeout.connect(self.settle)
        self._pushed: MarkItem | None = None
        self.setMouseTracking(True)
        self.setAccessibleName(translate("Photo"))

    def set_tool(self, tool: Tool) -> None:
        """Take another tool in hand; what was begun with the last one is dropped."""
        if self.is_read_only:
            tool = Tool.CHOOSE
        self.drop_draft()
        self.tool = tool
        self.photo.set_cropping(cropping=tool is Tool.CROP)
        if tool is not Tool.CHOOSE:
            self.choose("")
        cross = Qt.CursorShape.CrossCursor
        cursor = Qt.CursorShape.OpenHandCursor if tool is Tool.CHOOSE else cross
        self.viewport().setCursor(cursor)
        self.fit_again()

    def choose(self, key: str) -> None:
        """Take hold of a mark, or of none."""
        self.settle()
        if key == self.chosen:
            return
        self.chosen = key
        for item in self.photo.marks:
            item.choose(chosen=bool(key) and item.key == key)
        self.chosen_changed.emit()

    def settle(self) -> None:
        """Tell of a mark that was pushed with the arrows."""
        self._keep_soon.stop()
        item, self._pushed = self._pushed, None
        if item is not None:
            self.redrawn.emit(item.key, item.mark)

    def drop_draft(self) -> bool:
        """Let go of what is being drawn; tell whether there was anything."""
        draft, self._draft = self._draft, None
        if draft is not None:
            self.photo.removeItem(draft.item)
        return draft is not None

    def begin_by_keys(self) -> None:
        """Begin a frame in the middle of what is in sight, to be moved with the arrows."""
        if self.tool is Tool.TEXT:
            self.text_asked.emit(self.photo.ground.place(self.in_sight.center()), "")
        elif self.tool in _DRAWS:
            sight = self.in_sight
            part = 0.4 if self.tool is Tool.CROP else 0.1
            x, y = sight.width() * part, sight.height() * part
            middle = sight.center()
            first = self.photo.ground.place(QPointF(middle.x() - x, middle.y() - y))
            last = self.photo.ground.place(QPointF(middle.x() + x, middle.y() + y))
            self._begin(first, QPoint(), by_keys=True)
            self._stretch_draft(last)

    def take_next(self, step: int) -> None:
        """Take hold of the next mark, or of the next frame around what may be a face."""
        if self.photo.hints:
            count = len(self.photo.hints)
            start = self.chosen_hint if self.chosen_hint >= 0 else (-1 if step > 0 else 0)
            self.choose_hint((start + step) % count)
            return
        keys = [item.key for item in self.photo.marks if item.key]
        if keys:
            at = keys.index(self.chosen) if self.chosen in keys else (-1 if step > 0 else 0)
            self.set_tool(Tool.CHOOSE)
            self.choose(keys[(at + step) % len(keys)])

    def choose_hint(self, number: int) -> None:
        """Say which frame Enter would accept."""
        self.chosen_hint = number
        for hint in self.photo.hints:
            hint.choose(chosen=hint.number == number)
        self.chosen_changed.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        handled = True
        if key in _ARROWS:
            handled = self._on_arrow(key, event.modifiers())
        elif key in _ENTER:
            handled = self._on_enter()
        elif key == Qt.Key.Key_Delete and self.chosen and not self.is_read_only:
            self.erased.emit(self.chosen)
        else:
            handled = key == Qt.Key.Key_Escape and self._on_escape()
        if not handled:
            # The window's own keys; a scroll area would swallow some of them.
            event.ignore()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.settle()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        if event.button() == Qt.MouseButton.MiddleButton:
            self._pan = place
        elif event.button() == Qt.MouseButton.LeftButton:
            self._on_pressed(place)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        if self._pan is not None:
            self.scroll_by(place - self._pan)
            self._pan = place
        elif self._hold is not None:
            self._drag(self._hold, self._place_of(place))
        elif self._draft is not None and not self._draft.by_keys:
            self._stretch_draft(self._place_of(place))

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pan = None
        hold, self._hold = self._hold, None
        if hold is not None and hold.item.mark != hold.before:
            self.redrawn.emit(hold.item.key, hold.item.mark)
        draft = self._draft
        if draft is not None and not draft.by_keys:
            gone = (event.position().toPoint() - draft.pressed).manhattanLength()
            if gone > _DRAGGED:
                self._finish()
        if self.tool is Tool.CHOOSE:
            self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        item = self.photo.mark_at(self.mapToScene(event.position().toPoint()))
        if self._draft is not None:
            self.mousePressEvent(event)
        elif item is not None and item.mark.kind is MarkKind.TEXT and not self.is_read_only:
            self.text_asked.emit(None, item.key)

    def _place_of(self, place: QPoint) -> tuple[int, int]:
        return self.photo.ground.place(self.mapToScene(place))

    @property
    def _within(self) -> Area:
        shown = self.photo.ground.shown
        return *self.photo.ground.place(shown.topLeft()), *self.photo.ground.place(
            shown.bottomRight()
        )

    def _item_of(self, key: str) -> MarkItem | None:
        return next((one for one in self.photo.marks if key and one.key == key), None)

    def _on_pressed(self, place: QPoint) -> None:
        point = self.mapToScene(place)
        hint = self.photo.hint_at(point)
        if self._draft is not None:
            self._stretch_draft(self.photo.ground.place(point))
            self._finish()
        elif hint is not None and not self.is_read_only:
            self.hint_taken.emit(hint.number)
        elif self.tool is Tool.CHOOSE:
            self._take_hold(place, point)
        elif self.tool is Tool.TEXT:
            self.text_asked.emit(self.photo.ground.place(point), "")
        elif self.photo.ground.shown.contains(point):
            self._begin(self.photo.ground.place(point), place)

    def _take_hold(self, place: QPoint, point: QPointF) -> None:
        item = self._item_of(self.chosen)
        handle = None if item is None or self.is_read_only else self._handle_at(item, place)
        if handle is None:
            item = self.photo.mark_at(point)
            self.choose(item.key if item is not None else "")
        if item is None or self.is_read_only:
            self._pan = place
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        else:
            self.settle()
            self._hold = _Hold(item, item.mark, self.photo.ground.place(point), handle)

    def _handle_at(self, item: MarkItem, place: QPoint) -> int | None:
        for number, handle in enumerate(item.handles):
            if (self.mapFromScene(handle) - place).manhattanLength() <= HANDLE * 2:
                return number
        return None

    def _drag(self, hold: _Hold, place: tuple[int, int]) -> None:
        if hold.handle is None:
            across, down = place[0] - hold.start[0], place[1] - hold.start[1]
            hold.item.change(moved(hold.before, across, down, self._within))
        else:
            hold.item.change(_stretched(hold.before, hold.handle, place))

    def _begin(self, place: tuple[int, int], pressed: QPoint, *, by_keys: bool = False) -> None:
        self.choose("")
        item = MarkItem(DrawnMark(_DRAWS[self.tool], *place, *place), self.photo.ground)
        self.photo.addItem(item)
        self._draft = _Draft(item, pressed, by_keys)
        item.choose(chosen=by_keys)
        self.chosen_changed.emit()

    def _stretch_draft(self, place: tuple[int, int]) -> None:
        if self._draft is not None:
            mark = self._draft.item.mark
            self._draft.item.change(replace(mark, to_x=place[0], to_y=place[1]))

    def _finish(self) -> None:
        draft = self._draft
        if draft is None:
            return
        mark = draft.item.mark
        flat = abs(mark.to_x - mark.from_x), abs(mark.to_y - mark.from_y)
        is_arrow = mark.kind is MarkKind.ARROW
        if (max(flat) if is_arrow else min(flat)) < _LEAST:
            return  # the second corner is still to come
        self.drop_draft()
        if self.tool is Tool.CROP:
            left, right = sorted((mark.from_x, mark.to_x))
            top, bottom = sorted((mark.from_y, mark.to_y))
            self.cropped.emit((left, top, right, bottom))
        else:
            self.drawn.emit(mark)

    def _on_arrow(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        across, down = _on_the_photo(_ARROWS[key], self.photo.ground.look.turn)
        fine = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        step = _NUDGE if fine else _PUSH
        stretches = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        item = self._item_of(self.chosen) if self._draft is None else self._draft.item
        if item is None or (self.is_read_only and self._draft is None):
            if key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
                self.stepped.emit(1 if key == Qt.Key.Key_Right else -1)
                return True
            return False
        if stretches and item.mark.kind is not MarkKind.TEXT:
            place = item.mark.to_x + across * step, item.mark.to_y + down * step
            left, top, right, bottom = self._within
            held = min(max(place[0], left), right), min(max(place[1], top), bottom)
            item.change(replace(item.mark, to_x=held[0], to_y=held[1]))
        else:
            item.change(moved(item.mark, across * step, down * step, self._within))
        if self._draft is None:
            self._pushed = item
            self._keep_soon.start()
        return True

    def _on_enter(self) -> bool:
        item = self._item_of(self.chosen)
        if self.is_read_only:
            return False
        if self._draft is not None:
            self._finish()
        elif 0 <= self.chosen_hint < len(self.photo.hints):
            self.hint_taken.emit(self.chosen_hint)
        elif item is not None and item.mark.kind is MarkKind.TEXT:
            self.text_asked.emit(None, item.key)
        elif self.tool is not Tool.CHOOSE:
            self.begin_by_keys()
        else:
            return False
        return True

    def _on_escape(self) -> bool:
        if self.drop_draft():
            return True
        if self.chosen:
            self.choose("")
            return True
        if self.tool is not Tool.CHOOSE:
            self.set_tool(Tool.CHOOSE)
            self.chosen_changed.emit()
            return True
        return False


def _stretched(mark: DrawnMark, handle: int, place: tuple[int, int]) -> DrawnMark:
    """Return a mark with one of its handles elsewhere; handles as in `MarkItem.handles`."""
    x, y = place
    if mark.kind is MarkKind.ARROW:
        return replace(mark, to_x=x, to_y=y) if handle else replace(mark, from_x=x, from_y=y)
    mark = replace(mark, from_x=x) if handle % 2 == 0 else replace(mark, to_x=x)
    return replace(mark, from_y=y) if handle // 2 == 0 else replace(mark, to_y=y)


def _on_the_photo(way: tuple[int, int], turn: int) -> tuple[int, int]:
    """Return a way across the screen as one across the upright photo."""
    across, down = way
    for _quarter in range(turn % 4):
        across, down = down, -across
    return across, down
