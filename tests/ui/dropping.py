"""Things dragged over the window and let go, as Qt delivers them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget


def files(paths: Iterable[Path]) -> QMimeData:
    """Return files and folders as a file manager hands them over."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def drop(widget: QWidget, mime: QMimeData, at: QPoint | None = None) -> bool:
    """Drag something to a point of a widget, its middle by default, and let go.

    Returns:
        Whether it was welcome there.
    """
    point = QPointF(at if at is not None else widget.rect().center())
    held = (Qt.DropAction.CopyAction | Qt.DropAction.MoveAction, mime)
    buttons = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    entering = QDragEnterEvent(point.toPoint(), *held, *buttons)
    QApplication.sendEvent(widget, entering)
    if not entering.isAccepted():
        return False
    falling = QDropEvent(point, *held, *buttons)
    QApplication.sendEvent(widget, falling)
    return falling.isAccepted()
