"""The camera in a window of its own: see, press, and the photo is in the visit."""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QCloseEvent, QImage
from PySide6.QtWidgets import QDialog, QStackedWidget, QWidget
from typing_extensions import override

from app.clock import VIETNAM
from app.files import safe_name
from app.words import translate
from ui import theme
from ui.icons import Icon
from ui.visit.camera import CameraFailed, Cameras, OpenCamera
from ui.visit.loose_pictures import LoosePicture, WantedPhotos
from ui.visit.visit_case import VisitCase
from ui.widgets.basics import button, column, label, row
from ui.widgets.empty_state import EmptyState
from ui.widgets.fields import ChoiceField

_SIZE: Final = (720, 560)


class CameraDialog(QDialog):
    """Shows what the camera sees; each photo goes into the visit at once, with its moment."""

    def __init__(self, case: VisitCase, cameras: Cameras, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.case = case
        self.camera: OpenCamera | None = None
        self._cameras = cameras
        self._count = 0
        self.setWindowTitle(translate("Camera"))
        self.resize(*(theme.scaled(side) for side in _SIZE))
        self.choice = ChoiceField[int](translate("Camera"), [])
        self.stack = QStackedWidget()
        self.trouble = label("", wrap=True)
        self.trouble.setProperty("tone", "bad")
        self.none = EmptyState(
            Icon.CAMERA,
            translate("No camera was found"),
            translate(
                "Plug one in and open this again, or take the photos with a telephone: its card, "
                "its cable or a copy of the file all lead here."
            ),
        )
        self.count = label("", "muted")
        self.shoot_button = button(
            translate("Take a photo (Space)"), self.shoot, variant="primary", drawing=Icon.CAMERA
        )
        self.shoot_button.setDefault(True)
        self.close_button = button(translate("Close"), self.reject)
        self._build()
        self.choice.chosen.connect(self._open)
        self._look()

    def shoot(self) -> None:
        """Take a photo."""
        if self.camera is not None and not self.case.is_sealed:
            self.camera.shoot()

    @override
    def done(self, result: int) -> None:
        self._let_go()
        super().done(result)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self._let_go()
        super().closeEvent(event)

    def _build(self) -> None:
        self.stack.addWidget(self.none)
        layout = column(self, margins=theme.MEDIUM, spacing=theme.SMALL)
        layout.addWidget(self.choice)
        layout.addWidget(self.stack, 1)
        layout.addWidget(self.trouble)
        foot = row()
        foot.addWidget(self.count, 1)
        foot.addWidget(self.shoot_button)
        foot.addWidget(self.close_button)
        layout.addLayout(foot)
        self.trouble.hide()

    def _look(self) -> None:
        names: list[str] = []
        try:
            names = list(self._cameras.names())
        except CameraFailed as error:
            self._tell(error.text)
        self.choice.offer(list(enumerate(names)))
        self.choice.setVisible(len(names) > 1)
        self.shoot_button.setEnabled(False)
        if names:
            self._open(0)

    def _open(self, number: int) -> None:
        self._let_go()
        try:
            self.camera = self._cameras.open(number, self._on_taken, self._on_failed)
        except CameraFailed as error:
            self._tell(error.text)
            return
        self.stack.addWidget(self.camera.view)
        self.stack.setCurrentWidget(self.camera.view)
        self.shoot_button.setEnabled(True)
        self.shoot_button.setFocus()

    def _let_go(self) -> None:
        if self.camera is not None:
            camera, self.camera = self.camera, None
            self.stack.removeWidget(camera.view)
            camera.close()
            camera.view.deleteLater()
        self.shoot_button.setEnabled(False)

    def _on_taken(self, image: QImage) -> None:
        now = self.case.desk.clock.now()
        self._count += 1
        # Two within a second would have one name, and so be one file.
        name = translate(
            "Camera {moment} {number}",
            moment=f"{now.astimezone(VIETNAM):%d-%m-%Y %H.%M.%S}",
            number=self._count,
        )
        picture = LoosePicture(safe_name(f"{name}.png"), image)
        wanted = WantedPhotos(pictures=(picture,), taken_at=now)
        self.case.intake.take(self.case.inspection_id, wanted)
        self.count.setText(translate("{count} photos taken", count=self._count))

    def _on_failed(self, why: str) -> None:
        self._let_go()
        self.stack.setCurrentWidget(self.none)
        self._tell(CameraFailed(reason=why or translate("it stopped")).text)

    def _tell(self, words: str) -> None:
        self.trouble.setText(words)
        self.trouble.show()
