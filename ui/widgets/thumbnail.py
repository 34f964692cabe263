"""A small picture that is read in the background."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPixmap
from PySide6.QtWidgets import QLabel, QWidget
from typing_extensions import override

from app.errors import AppError
from app.words import translate
from ui import theme
from ui.icons import Icon, pixmap
from ui.jobs import JobRunner


class Thumbnail(QLabel):
    """A square cut out of the middle of a picture; a camera until it is read."""

    def __init__(self, side: int, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side = theme.scaled(side)
        self._act: Callable[[], object] | None = None
        self.setFixedSize(self._side, self._side)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setProperty("role", "thumbnail")
        self.setToolTip(name)
        self.setAccessibleName(name)
        self.setPixmap(pixmap(Icon.CAMERA, theme.current().frame, 24))

    def opens(self, act: Callable[[], object]) -> None:
        """Let a click, Enter or Space open the picture."""
        self._act = act
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleDescription(translate("Enter: see the photo large"))

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._act is not None and event.button() == Qt.MouseButton.LeftButton:
            self._act()
        else:
            super().mouseReleaseEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        opening = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}
        if self._act is not None and event.key() in opening:
            self._act()
        else:
            super().keyPressEvent(event)

    def read(self, jobs: JobRunner, path: Callable[[], Path]) -> None:
        """Read the picture; one that is missing leaves the camera."""
        side = self._side
        job = jobs.read_aside(lambda: square_of(path, side))
        job.succeeded.connect(self._show)

    def _show(self, image: QImage | None) -> None:
        if image is not None:
            self.setPixmap(QPixmap.fromImage(image))


def square_of(path: Callable[[], Path], side: int) -> QImage | None:
    """Return the middle of a picture as a square, or None if the picture is not there."""
    try:
        image = QImage(str(path()))
    except AppError:
        return None
    if image.isNull():
        return None
    edge = min(image.width(), image.height())
    middle = QRect((image.width() - edge) // 2, (image.height() - edge) // 2, edge, edge)
    smooth = Qt.TransformationMode.SmoothTransformation
    return image.copy(middle).scaled(side, side, mode=smooth)
