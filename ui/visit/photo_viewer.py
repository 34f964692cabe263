"""The photo viewer: one photo large, looked at, described and drawn on; then the next one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
)
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QWidget
from typing_extensions import override

from app.domain.photo import PhotoUse
from app.domain.photo_look import DrawnMark
from app.domain.photo_mark import MarkKind
from app.ids import PhotoId
from app.words import translate
from ui import theme
from ui.icons import Icon
from ui.navigation import VisitTab
from ui.texts import mark_text
from ui.visit.face_hints import FaceHints
from ui.visit.lost_texts import LostText
from ui.visit.new_text import NewText
from ui.visit.photo_canvas import PhotoCanvas, Tool
from ui.visit.photo_drawing import PhotoDrawing
from ui.visit.photo_loading import PhotoLoading
from ui.visit.photo_tools import PhotoTools, Zoom, tool_help
from ui.visit.text_entry import TextEntry
from ui.visit.undo_keys import UndoKeys
from ui.visit.visit_case import VisitCase
from ui.visit.visit_undo import VisitUndo
from ui.widgets.basics import button, chip, column, label, row
from ui.widgets.elided import ElidedLabel
from ui.widgets.empty_state import EmptyState
from ui.widgets.fields import AutoLine, stand
from ui.widgets.typed_text import DraftTaker, KeepsDrafts, is_new_record

_ORIGINAL_SIZE: Final = 1.0
_LEAST_HEIGHT: Final = 120
_TOOLS: Final = {
    Qt.Key.Key_V: Tool.CHOOSE,
    Qt.Key.Key_B: Tool.BLACK_OUT,
    Qt.Key.Key_O: Tool.BOX,
    Qt.Key.Key_A: Tool.ARROW,
    Qt.Key.Key_T: Tool.TEXT,
    Qt.Key.Key_C: Tool.CROP,
}


class PhotoViewer(QDialog, KeepsDrafts):
    """Shows the photos of a visit one after another; what is drawn is kept at once.

    `photo_shown` tells which photo is in view, so that the list behind it follows.
    """

    photo_shown = Signal(str)

    def __init__(
        self, case: VisitCase, photo_ids: Sequence[PhotoId], parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self.case = case
        self.photo_ids = list(photo_ids)
        self.canvas = PhotoCanvas()
        self.drawing = PhotoDrawing(case, self)
        self.loading = PhotoLoading(case.desk, self)
        self.tools = PhotoTools(_TOOLS)
        self.faces = FaceHints(case.desk)
        self.entry = TextEntry(self.canvas)
        self.caption = AutoLine(translate("Caption"), translate("What the photo shows"))
        self.name = ElidedLabel("", "muted")
        self.count = label("", "strong")
        self.use = chip(translate("Internal only"), "partial")
        self.sealed = chip(translate("Signed: read only"), "good")
        self.help = label("", "small", wrap=True)
        self.back = button("", partial(self.step, -1), variant="quiet", drawing=Icon.BACK)
        self.forth = button("", partial(self.step, 1), variant="quiet", drawing=Icon.NEXT)
        self.missing = EmptyState(Icon.CAMERA, "", "")
        self.stack = QStackedWidget()
        self.close_button = button(translate("Close"), self.reject)
        self.turns = VisitUndo(case, self, lambda: None)
        self._zooms: Mapping[Zoom, Callable[[], None]] = {
            Zoom.SMALLER: partial(self.canvas.zoom_by, -1),
            Zoom.LARGER: partial(self.canvas.zoom_by, 1),
            Zoom.FIT: partial(self.canvas.set_zoom, None),
            Zoom.FULL: partial(self.canvas.set_zoom, _ORIGINAL_SIZE),
        }
        self._keys = self._window_keys()
        self._build()
        self._connect()

    @property
    @override
    def draft_taker(self) -> DraftTaker:
        return self.case.drafts

    def show_photo(self, photo_id: str) -> None:
        """Take a photo in view; what was typed or begun at the last one is settled first."""
        self.settle()
        self.faces.clear()
        self.canvas.choose("")
        self.drawing.take(PhotoId(photo_id))
        photo = self.drawing.photo
        if photo is None:
            return
        self.canvas.photo.show_photo(photo.width, photo.height)
        self.canvas.set_zoom(None)
        self.stack.setCurrentWidget(self.canvas)
        self._show()
        self.loading.load(photo.sha256)
        self.photo_shown.emit(photo_id)

    def step(self, way: int) -> None:
        """Go to the next photo, or to the one before."""
        if self.drawing.photo is None:
            return
        at = self.photo_ids.index(self.drawing.photo.id) + way
        if 0 <= at < len(self.photo_ids):
            self.show_photo(self.photo_ids[at])

    def settle(self) -> None:
        """Take what was typed or pushed as final."""
        self.entry.settle()
        self.caption.settle()
        self.canvas.settle()

    def take_up(self, texts: Sequence[LostText]) -> bool:
        """Put a text back that was being typed on the photo in view; tell whether it could be."""
        record, draft = texts[-1].place.entity_id, texts[-1].draft
        if self.drawing.is_read_only:
            return False
        if is_new_record(record):
            new = NewText.of(record)
            self._ask_text((new.x, new.y), "")
        else:
            self._ask_text(None, record)
        self.entry.take_up(draft.text, draft.caret)
        return not self.entry.isHidden()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        act = self._keys.get((event.key(), bool(modifiers & Qt.KeyboardModifier.ShiftModifier)))
        plain = not modifiers & ~Qt.KeyboardModifier.ShiftModifier
        if act is not None and plain:
            act()
        else:
            super().keyPressEvent(event)

    @override
    def done(self, result: int) -> None:
        self.settle()
        self.faces.clear()
        self.drawing.let_go()
        super().done(result)

    def _build(self) -> None:
        self.setWindowTitle(translate("Photo"))
        screen = QGuiApplication.primaryScreen().availableGeometry()
        self.resize(screen.width() - 40, screen.height() - 60)
        layout = column(self, margins=theme.MEDIUM, spacing=theme.SMALL)
        layout.addLayout(self._head())
        layout.addWidget(self.tools)
        layout.addWidget(self.faces)
        self.stack.addWidget(self.canvas)
        self.stack.addWidget(self.missing)
        self.stack.setMinimumHeight(_LEAST_HEIGHT)
        layout.addWidget(self.stack, 1)
        layout.addWidget(self.help)
        foot = row(spacing=theme.SMALL)
        foot.addWidget(label(translate("Caption"), "label"))
        foot.addWidget(self.caption, 1)
        layout.addLayout(foot)
        self.canvas.setFocus()

    def _head(self) -> QHBoxLayout:
        line = row(spacing=theme.SMALL)
        for one, text in (
            (self.back, translate("Previous photo (←)")),
            (self.forth, translate("Next photo (→)")),
        ):
            one.setAccessibleName(text)
            one.setToolTip(text)
        for widget in (self.back, self.forth, self.count, self.use, self.sealed):
            line.addWidget(widget)
        line.addWidget(self.name, 1)
        line.addWidget(self.turns.line, 1)
        line.addWidget(self.turns.undo_button)
        line.addWidget(self.turns.redo_button)
        line.addWidget(self.close_button)
        return line

    def _connect(self) -> None:
        canvas, drawing = self.canvas, self.drawing
        drawing.changed.connect(self._show)
        self.case.loaded.connect(self._show)
        self.loading.arrived.connect(self._on_arrived)
        self.loading.failed.connect(self._on_failed)
        canvas.drawn.connect(lambda mark: drawing.draw([mark]))
        canvas.redrawn.connect(drawing.redraw)
        canvas.erased.connect(self._erase)
        canvas.cropped.connect(self._crop)
        canvas.text_asked.connect(self._ask_text)
        canvas.hint_taken.connect(self.faces.take)
        canvas.chosen_changed.connect(self._show_tools)
        canvas.chosen_changed.connect(self._tell_chosen)
        canvas.stepped.connect(self.step)
        self.entry.written.connect(self._on_written)
        self.tools.tool_taken.connect(self._take_tool)
        self.tools.turn_asked.connect(self._turn)
        self.tools.whole_asked.connect(lambda: drawing.crop(()))
        self.tools.erase_asked.connect(lambda: self._erase(canvas.chosen))
        self.tools.faces_asked.connect(self._ask_faces)
        self.tools.zoom_asked.connect(lambda wanted: self._zooms[wanted]())
        self.faces.taken.connect(drawing.draw)
        self.faces.changed.connect(self._show_hints)
        self.turns.led.connect(self._on_led)
        UndoKeys(self, self._undo, self._redo)
        self.caption.settled.connect(drawing.describe)

    def _window_keys(self) -> Mapping[tuple[int, bool], Callable[[], object]]:
        """Return what the keys do that stand for themselves, with and without Shift."""
        keys: dict[tuple[int, bool], Callable[[], object]] = {
            (key, False): partial(self._take_tool, tool) for key, tool in _TOOLS.items()
        }
        key = Qt.Key
        keys |= {
            (key.Key_R, False): partial(self._turn, 1),
            (key.Key_R, True): partial(self._turn, -1),
            (key.Key_G, False): self._ask_faces,
            (key.Key_F, False): self._zooms[Zoom.FIT],
            (key.Key_0, False): self._zooms[Zoom.FIT],
            (key.Key_Z, False): self._zooms[Zoom.FULL],
            (key.Key_N, False): partial(self.canvas.take_next, 1),
            (key.Key_N, True): partial(self.canvas.take_next, -1),
            (key.Key_F2, False): self.caption.setFocus,
            (key.Key_PageDown, False): partial(self.step, 1),
            (key.Key_PageUp, False): partial(self.step, -1),
        }
        larger, smaller = self._zooms[Zoom.LARGER], self._zooms[Zoom.SMALLER]
        for name, act in (
            (key.Key_Plus, larger),
            (key.Key_Equal, larger),
            (key.Key_Minus, smaller),
        ):
            keys[name, False] = keys[name, True] = act
        return keys

    def _show(self) -> None:
        photo, drawing = self.drawing.photo, self.drawing
        if photo is None:
            return
        known = drawing.mark_of(self.canvas.chosen)
        self.canvas.chosen = known.id if known is not None else ""
        self.canvas.is_read_only = drawing.is_read_only
        self.canvas.photo.show_marks(drawing.seen, drawing.keys, self.canvas.chosen)
        self.canvas.fit_again()
        number, total = self.photo_ids.index(photo.id), len(self.photo_ids)
        self.count.setText(translate("Photo {number} of {total}", number=number + 1, total=total))
        self.back.setEnabled(number > 0)
        self.forth.setEnabled(number + 1 < total)
        self.name.setText(photo.file_name)
        self.use.setVisible(photo.use is PhotoUse.INTERNAL)
        self.sealed.setVisible(self.case.is_sealed)
        stand(photo.id, caption=self.caption)
        self.caption.show_text(photo.caption)
        self.caption.setReadOnly(drawing.is_read_only)
        self._show_tools()

    def _show_tools(self) -> None:
        is_read_only = self.drawing.is_read_only
        self.tools.show_tool(self.canvas.tool)
        self.tools.show_state(
            self.drawing.seen, is_read_only=is_read_only, has_chosen=bool(self.canvas.chosen)
        )
        self.tools.offer_faces(
            offered=self.faces.is_offered and not is_read_only, is_looking=self.faces.is_looking
        )
        self.help.setVisible(not is_read_only and self.faces.isHidden())
        chosen = self.drawing.mark_of(self.canvas.chosen)
        text = tool_help(self.canvas.tool)
        if chosen is not None:
            text = translate("In hand: {mark}. {help}", mark=mark_text(chosen.kind), help=text)
        self.help.setText(text)
        self.canvas.setAccessibleDescription(text)

    def _tell_chosen(self) -> None:
        """Say aloud what is in hand: what is drawn on the photo cannot be heard otherwise."""
        chosen, hint = self.drawing.mark_of(self.canvas.chosen), self.canvas.chosen_hint
        if chosen is not None:
            text = mark_text(chosen.kind) + (f": {chosen.text}" if chosen.text else "")
        elif hint >= 0:
            total = len(self.faces.hints)
            text = translate("Frame {number} of {total}", number=hint + 1, total=total)
        else:
            return
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.canvas, text))

    def _show_hints(self) -> None:
        self.canvas.photo.show_hints(self.faces.hints)
        self.canvas.choose_hint(-1)

    def _undo(self) -> None:
        self.settle()
        self.turns.undo()

    def _redo(self) -> None:
        self.settle()
        self.turns.redo()

    def _on_led(self, tab: VisitTab, key: str) -> None:
        """Show the photo that something was taken back at."""
        photo = self.drawing.photo
        if tab is VisitTab.PHOTOS and key in self.photo_ids and photo and photo.id != key:
            self.show_photo(key)

    def _take_tool(self, tool: Tool) -> None:
        if not self.drawing.is_read_only:
            self.canvas.set_tool(tool)
            self._show_tools()
            self.canvas.setFocus()

    def _turn(self, quarters: int) -> None:
        self.settle()
        self.drawing.turn(quarters)

    def _erase(self, key: str) -> None:
        self.canvas.choose("")
        self.drawing.erase(key)
        self.canvas.setFocus()

    def _crop(self, area: tuple[int, ...]) -> None:
        self.canvas.set_tool(Tool.CHOOSE)
        self.drawing.crop(area)

    def _ask_faces(self) -> None:
        photo = self.drawing.photo
        if photo is None or self.drawing.is_read_only or not self.faces.is_offered:
            return
        if not self.faces.is_looking:
            self._take_tool(Tool.CHOOSE)
            self.faces.ask(photo.sha256)

    def _ask_text(self, place: tuple[int, int] | None, key: str) -> None:
        mark, photo = self.drawing.mark_of(key), self.drawing.photo
        if mark is not None:
            self.entry.ask((mark.from_x, mark.from_y), mark.id, mark.text)
        elif place is not None and photo is not None:
            self.entry.ask(place, NewText(photo.id, *place).record(self.case.inspection_id))

    def _on_written(self, record: str, text: str) -> None:
        if is_new_record(record):
            new = NewText.of(record)
            self.drawing.draw([DrawnMark(MarkKind.TEXT, new.x, new.y, new.x, new.y, text)])
        elif (mark := self.drawing.mark_of(record)) is not None:
            drawn = DrawnMark(mark.kind, mark.from_x, mark.from_y, mark.to_x, mark.to_y, text)
            self.drawing.redraw(record, drawn)

    def _on_arrived(self, sha256: str, image: QImage) -> None:
        photo = self.drawing.photo
        if photo is not None and photo.sha256 == sha256:
            self.canvas.photo.picture.add(image)

    def _on_failed(self, sha256: str, reason: str) -> None:
        photo = self.drawing.photo
        if photo is None or photo.sha256 != sha256 or self.canvas.photo.picture.has_image:
            return
        self.missing.say(
            translate("This photo cannot be shown"),
            reason or translate("Its file is damaged. Its caption and its marks are kept."),
        )
        self.stack.setCurrentWidget(self.missing)
