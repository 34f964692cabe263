"""The tools of the photo viewer: a row of words with their keys, and what each of them does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton

from app.domain.photo_look import PhotoLook
from app.words import translate
from ui import theme
from ui.icons import SIZE, Icon, icon
from ui.visit.photo_canvas import Tool
from ui.widgets.basics import Toggle, button, row

_ICONS: Final = {
    Tool.CHOOSE: Icon.POINTER,
    Tool.BLACK_OUT: Icon.BLACK_OUT,
    Tool.BOX: Icon.BOX,
    Tool.ARROW: Icon.ARROW,
    Tool.TEXT: Icon.TEXT,
    Tool.CROP: Icon.CROP,
}


class PhotoTools(QFrame):
    """Tells which tool is taken, and what is asked for besides."""

    tool_taken = Signal(object)
    turn_asked = Signal(int)
    whole_asked = Signal()
    erase_asked = Signal()
    faces_asked = Signal()

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
        line = row(self, spacing=theme.TINY)
        for one in (*self.buttons.values(), self.left, self.right, self.whole, self.erase):
            line.addWidget(one)
        line.addStretch(1)
        line.addWidget(self.faces)
        self.show_tool(Tool.CHOOSE)

    def show_tool(self, tool: Tool) -> None:
        """Show which tool is in hand."""
        for one, pressed in self.buttons.items():
            pressed.setChecked(one is tool)

    def show_state(self, look: PhotoLook, *, has_chosen: bool, is_looking: bool) -> None:
        """Enable what can be done now."""
        self.whole.setVisible(bool(look.crop))
        self.erase.setVisible(has_chosen)
        self.faces.setEnabled(not is_looking)

    def _tool_button(self, tool: Tool, key: Qt.Key) -> Toggle:
        made = Toggle(tool_text(tool), lambda: self.tool_taken.emit(tool))
        accent = theme.current().accent
        made.setIcon(icon(_ICONS[tool], theme.current().muted, accent))
        made.setIconSize(QSize(theme.scaled(SIZE), theme.scaled(SIZE)))
        made.setMinimumWidth(made.sizeHint().width() + theme.scaled(SIZE + 8))
        made.setToolTip(f"{tool_text(tool)} ({chr(key)})")
        return made

    def _small_button(self, drawing: Icon, text: str, clicked: Callable[[], None]) -> QPushButton:
        made = button("", clicked, variant="quiet", drawing=drawing)
        made.setAccessibleName(text)
        made.setToolTip(text)
        return made


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
