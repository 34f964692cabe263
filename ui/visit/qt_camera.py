"""Cameras by QtMultimedia, loaded when one is looked for: it takes half a second."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from app.words import translate
from ui.visit.camera import CameraFailed, OpenCamera

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QCameraDevice


class QtCameras:
    """The cameras Qt finds."""

    def names(self) -> Sequence[str]:
        """Return what they are called; none where there is no camera.

        Raises:
            CameraFailed: if Qt's part for it cannot be loaded.
        """
        return [device.description() for device in _devices()]

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
        self, device: QCameraDevice, taken: Callable[[QImage], None], failed: Callable[[str], None]
    ) -> None:
        from PySide6.QtMultimedia import (  # noqa: PLC0415 - half a second, for the few who use it
            QCamera,
            QImageCapture,
            QMediaCaptureSession,
        )
        from PySide6.QtMultimediaWidgets import QVideoWidget  # noqa: PLC0415 - as above

        self._view = QVideoWidget()
        self._camera = QCamera(device)
        self._capture = QImageCapture()
        self._session = QMediaCaptureSession()
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


def _devices() -> list[QCameraDevice]:
    try:
        from PySide6.QtMultimedia import QMediaDevices  # noqa: PLC0415 - as above
    except ImportError as error:
        # On Linux it needs the sound system's library, which a bare computer lacks.
        raise CameraFailed(
            reason=translate("a part of Qt is missing on this computer ({name})", name=str(error))
        ) from error
    return QMediaDevices.videoInputs()
