"""A camera of this computer, behind an interface: photos of papers without a telephone.

Qt's own camera is in `PySide6.QtMultimedia`, which this program does not bring along
(decision 0019): it is used where it was installed beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib.util import find_spec
from typing import Protocol

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from app.errors import AppError
from app.words import mark


class CameraFailed(AppError):
    """A camera could not be used."""

    code = "camera_failed"
    message = mark(
        "The camera cannot be used: {reason}. Nothing was lost. Close other programs that use it, "
        "or take the photo with a telephone and drop it here."
    )


class OpenCamera(Protocol):
    """A camera that shows what it sees."""

    @property
    def view(self) -> QWidget:
        """What it sees, live."""
        ...

    def shoot(self) -> None:
        """Take a photo; it is brought a moment later."""
        ...

    def close(self) -> None:
        """Let go of the camera; its lamp goes out."""
        ...


class Cameras(Protocol):
    """The cameras of this computer."""

    def names(self) -> Sequence[str]:
        """Return what they are called; none where there is no camera.

        Raises:
            CameraFailed: if the system cannot be asked.
        """
        ...

    def open(
        self, number: int, taken: Callable[[QImage], None], failed: Callable[[str], None]
    ) -> OpenCamera:
        """Open one of them.

        Args:
            number: its place among the names.
            taken: hears of each photo.
            failed: hears why it stopped working, as the system says it.

        Raises:
            CameraFailed: if it cannot be opened.
        """
        ...


def installed_cameras() -> Cameras | None:
    """Return the cameras, or None where the program has nothing to use one with."""
    if find_spec("PySide6.QtMultimedia") is None:
        return None
    from ui.visit.qt_camera import QtCameras  # noqa: PLC0415 - it stands for what is optional

    return QtCameras()
