"""Cameras by QtMultimedia, loaded when one is opened: it takes half a second.

Loaded by name, because it may not be installed; so no type checker sees into it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from app.words import translate
from ui.visit.camera import CameraFailed, OpenCamera


class QtCameras:
    """The cameras Qt finds."""

    def names(self) -> Sequence[str]:
        """Return what they are called; none where there is no camera.

        Raises:
            CameraFailed: if Qt's part for it cannot be loaded.
        """
        return [str(device.description()) for device in _devices()]

    def open(
        self, number: int, taken: Callable[[QImage], None], failed: Callable[[str], None]
    ) -> OpenCamera:
        """Open one of them.

        Raises:
            CameraFailed: if it is no longer there.
        """
        devices = _devices()
        if not 0 <= number < len(devices):
            raise CameraFailed(reason=translate("it is no longer there"))
        return QtCamera(devices[number], taken, failed)


class QtCamera:
    """One camera, open until it is closed."""

    def __init__(
        self, device: object, taken: Callable[[QImage], None], failed: Callable[[str], None]
    ) -> None:
        multimedia = _part("QtMultimedia")
        self._view: QWidget = _part("QtMultimediaWidgets").QVideoWidget()
        self._camera = multimedia.QCamera(device)
        self._capture = multimedia.QImageCapture()
        self._session = multimedia.QMediaCaptureSession()
        self._session.setCamera(self._camera)
        self._session.setImageCapture(self._capture)
        self._session.setVideoOutput(self._view)
        self._capture.imageCaptured.connect(lambda _number, image: taken(QImage(image)))
        self._capture.errorOccurred.connect(lambda _number, _error, why: failed(str(why)))
        self._camera.errorOccurred.connect(lambda _error, why: failed(str(why)))
        self._camera.start()

    @property
    def view(self) -> QWidget:
        """What it sees, live."""
        return self._view

    def shoot(self) -> None:
        """Take a photo; it is brought a moment later."""
        self._capture.capture()

    def close(self) -> None:
        """Let go of the camera."""
        self._camera.stop()
        self._session.setVideoOutput(None)


def _devices() -> list[Any]:
    return list(_part("QtMultimedia").QMediaDevices.videoInputs())


def _part(name: str) -> Any:  # noqa: ANN401 - what is optional has no types here
    try:
        return import_module(f"PySide6.{name}")
    except ImportError as error:
        raise CameraFailed(
            reason=translate("a part of Qt is missing on this computer ({name})", name=str(error))
        ) from error
