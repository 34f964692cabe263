"""The tools of the photo viewer: a row of words with their keys, and what each of them does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from app.domain.photo_look import PhotoLook
from app.words import translate
from ui import theme
from ui.icons import SIZE, Icon, icon
from ui.visit.photo_canvas import Tool
from ui.widgets.basics import Toggle, button
from ui.widgets.flow import Flow

_FINGER: Final = 36
_ICONS: Final = {
    Tool.CHOOSE: Icon.POINTER,
    Tool.BLACK_OUT: Icon.BLACK_OUT,
    Tool.BOX: Icon.BOX,
    Tool.ARROW: Icon.ARROW,
    Tool.TEXT: Icon.TEXT,
    Tool.CROP: Icon.CROP,
}


class Zoom(Enum):
    """How large a photo is asked for."""

    SMALLER = "smaller"
    LARGER = "larger"
    FIT = "fit"
    FULL = "full"


class PhotoTools(QFrame):
    """Tells which tool is taken, and what is asked for besides."""

    tool_taken = Signal(object)
    turn_asked = Signal(int)
    whole_asked = Signal()
    erase_asked = Signal()
    faces_asked = Signal()
    zoom_asked = Signal(object)

    def __init__(self, keys: Mapping[Qt.Key, Tool]) -> None:
        super().__init__()
        self.buttons = {tool: self._tool_button(tool, key) for key, tool in keys.items()}
        self.left = self._small_button(
            Icon.TURN_LEFT, translate("Turn left (Shift+R)"), lambda: self.turn_asked.emit(-1)
        )
        self.right = self._small_button(
            Icon.TURN_RIGHT, translate("Turn right (R)"), lambda: self.turn_asked.emit(1)
        )
        self.whole = button(translate("Show the whole"), self.whole_asked.emit, variant="quiet")
        self.whole.setToolTip(translate("Take the crop back and show the whole photo"))
        self.erase = button(
            translate("Erase"), self.erase_asked.emit, variant="danger", drawing=Icon.REMOVE
        )
        self.erase.setToolTip(translate("Erase the mark in hand (Delete)"))
        self.faces = button(
            translate("Suggest faces"), self.faces_asked.emit, variant="quiet", drawing=Icon.FACE
        )
        self.faces.setToolTip(
            translate("Look for faces to black out (G); nothing is blacked out by itself")
        )
        self.zooms = [
            self._zoom_button(text, tip, wanted)
            for text, tip, wanted in (
                ("−", translate("Smaller (−)"), Zoom.SMALLER),
                ("+", translate("Larger (+)"), Zoom.LARGER),
                (translate("Fit"), translate("Fit the photo to the window (F)"), Zoom.FIT),
                ("100 %", translate("As large as it was taken (Z)"), Zoom.FULL),
            )
        ]
        self._drawing: tuple[QPushButton, ...] = (
            *self.buttons.values(),
            self.left,
            self.right,
            self.whole,
            self.erase,
        )
        # Much enlarged, they take as many lines as they need.
        Flow(self, spacing=theme.TINY, widgets=(*self._drawing, self.faces, *self.zooms))
        self.show_tool(Tool.CHOOSE)

    def show_tool(self, tool: Tool) -> None:
        """Show which tool is in hand."""
        for one, pressed in self.buttons.items():
            pressed.setChecked(one is tool)

    def show_state(self, look: PhotoLook, *, is_read_only: bool, has_chosen: bool) -> None:
        """Show what can be done now; a photo that is only looked at is enlarged and no more."""
        needless: set[QPushButton] = set()
        if not look.crop:
            needless.add(self.whole)
        if not has_chosen:
            needless.add(self.erase)
        for one in self._drawing:
            _show_if(one, shown=not is_read_only and one not in needless)

    def offer_faces(self, *, offered: bool, is_looking: bool) -> None:
        """Offer to look for faces, where that can be done."""
        _show_if(self.faces, shown=offered)
        self.faces.setEnabled(not is_looking)

    def _tool_button(self, tool: Tool, key: Qt.Key) -> Toggle:
        made = Toggle(tool_text(tool), lambda: self.tool_taken.emit(tool))
        accent = theme.current().accent
        made.setIcon(icon(_ICONS[tool], theme.current().muted, accent))
        made.setIconSize(QSize(theme.scaled(SIZE), theme.scaled(SIZE)))
        made.setMinimumWidth(made.sizeHint().width() + theme.scaled(SIZE + 8))
        made.setToolTip(f"{tool_text(tool)} ({chr(key)})")
        return made

    def _zoom_button(self, text: str, tip: str, wanted: Zoom) -> QPushButton:
        made = button(text, lambda: self.zoom_asked.emit(wanted), variant="quiet")
        # “+” alone is narrower than a finger.
        made.setMinimumWidth(max(made.sizeHint().width(), theme.scaled(_FINGER)))
        made.setAccessibleName(tip)
        made.setToolTip(tip)
        return made

    def _small_button(self, drawing: Icon, text: str, clicked: Callable[[], None]) -> QPushButton:
        made = button("", clicked, variant="quiet", drawing=drawing)
        made.setAccessibleName(text)
        made.setToolTip(text)
        return made


def _show_if(widget: QWidget, *, shown: bool) -> None:
    """Show or hide a widget; the row is laid out anew only where that changes something."""
    if widget.isHidden() is shown:
        widget.setVisible(shown)


def tool_text(tool: Tool) -> str:
    """Return what a tool is called."""
    return {
        Tool.CHOOSE: translate("Choose"),
        Tool.BLACK_OUT: translate("Black out"),
        Tool.BOX: translate("Box"),
        Tool.ARROW: translate("Arrow"),
        Tool.TEXT: translate("Write"),
        Tool.CROP: translate("Crop"),
    }[tool]


def tool_help(tool: Tool) -> str:
    """Return how a tool is used, with the mouse and with the keyboard."""
    if tool is Tool.CHOOSE:
        return translate(
            "Drag a mark to move it, or choose it with N and move it with the arrow keys (Shift: "
            "stretch). Drag the photo to move it, turn the wheel to enlarge it."
        )
    if tool is Tool.TEXT:
        return translate("Click where the text is to stand, or press Enter. Esc: done.")
    if tool is Tool.CROP:
        return translate(
            "Click two corners of what is to be shown, or press Enter, move the frame with the "
            "arrow keys (Shift: stretch) and press Enter again. Esc: done."
        )
    if tool is Tool.BLACK_OUT:
        return translate(
            "Click two corners of what is to be blacked out, or press Enter, move the frame with "
            "the arrow keys (Shift: stretch) and press Enter again. Esc: done."
        )
    return translate(
        "Click where it begins and where it ends, or press Enter, move it with the arrow keys "
        "(Shift: stretch) and press Enter again. Esc: done."
    )
