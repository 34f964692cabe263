"""The icons: small line drawings of our own, recoloured for the theme."""

from __future__ import annotations

from enum import Enum
from functools import lru_cache
from typing import Final

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from app.paths import RESOURCES
from ui import theme

_FOLDER: Final = RESOURCES / "icons"
SIZE: Final = 18


class Icon(Enum):
    """Every icon, by what it stands for; each has a file of that name."""

    ADD = "add"
    ALERT = "alert"
    ARROW = "arrow"
    BACK = "back"
    BLACK_OUT = "black-out"
    BOARD = "board"
    BOX = "box"
    CALENDAR = "calendar"
    CAMERA = "camera"
    CHECKLIST = "checklist"
    CLOCK = "clock"
    COMMENT = "comment"
    COMPUTER = "computer"
    CROP = "crop"
    CROSS = "cross"
    DIFFERS = "differs"
    DOCUMENT = "document"
    EDIT = "edit"
    EXPORT = "export"
    FACE = "face"
    FLAG = "flag"
    FOLDER = "folder"
    HALF = "half"
    HOME = "home"
    IMPORT = "import"
    INFO = "info"
    INSPECTION = "inspection"
    KEYBOARD = "keyboard"
    LAW = "law"
    LOCK = "lock"
    MENU = "menu"
    MINUS = "minus"
    MOON = "moon"
    NEXT = "next"
    OPEN = "open"
    PACKAGE = "package"
    PEOPLE = "people"
    PLACE = "place"
    POINTER = "pointer"
    REDO = "redo"
    REMOVE = "remove"
    SEARCH = "search"
    SUN = "sun"
    TICK = "tick"
    TABLE = "table"
    TURN_LEFT = "turn-left"
    TURN_RIGHT = "turn-right"
    TEXT = "text"
    UNDO = "undo"
    UNIT = "unit"


def icon(which: Icon, colour: str = "", checked: str = "") -> QIcon:
    """Return an icon in a colour of the theme, the text's if none is named.

    Args:
        which: the drawing.
        colour: the colour of the normal state.
        checked: another colour for the checked state, where there is one.
    """
    made = QIcon()
    made.addPixmap(pixmap(which, colour or theme.current().text))
    made.addPixmap(pixmap(which, theme.current().frame), QIcon.Mode.Disabled)
    if checked:
        made.addPixmap(pixmap(which, checked), QIcon.Mode.Normal, QIcon.State.On)
    return made


def pixmap(which: Icon, colour: str, size: int = SIZE) -> QPixmap:
    """Return the drawing in one colour, sharp at the zoom and on the screen in use."""
    ratio = QGuiApplication.primaryScreen().devicePixelRatio()
    return _drawn(which, QColor(colour).name(), theme.scaled(size), ratio)


@lru_cache(maxsize=512)
def _drawn(which: Icon, colour: str, size: int, ratio: float) -> QPixmap:
    source = (_FOLDER / f"{which.value}.svg").read_text(encoding="utf-8")
    renderer = QSvgRenderer(QByteArray(source.replace("currentColor", colour).encode()))
    canvas = QPixmap(QSize(size, size) * ratio)
    canvas.fill(Qt.GlobalColor.transparent)
    painter = QPainter(canvas)
    renderer.render(painter, QRectF(canvas.rect()))
    painter.end()
    canvas.setDevicePixelRatio(ratio)
    return canvas
