"""A camera of this computer, behind an interface: photos of papers without a telephone.

The interface stands apart from Qt's own camera (`qt_camera`), because there is none where
the tests run; a drawn one stands in for it there (decision 0019).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
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
