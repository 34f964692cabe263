"""The camera of the computer: photos straight into the visit, clear words where there is none."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.bootstrap import Application
from app.ids import InspectionId
from tests.ui.given import Settle
from tests.ui.visit_pages import opened
from ui.desk import Desk
from ui.visit.camera import CameraFailed
from ui.visit.camera_dialog import CameraDialog
from ui.visit.page import VisitPage
from ui.visit.qt_camera import QtCameras


class DrawnCamera:
    """A camera that sees one colour after the other."""

    def __init__(self, taken: Callable[[QImage], None]) -> None:
        self.view: QWidget = QLabel("live")
        self.is_open = True
        self._taken = taken
        self._colours = iter(("red", "green", "blue"))

    def shoot(self) -> None:
        image = QImage(640, 480, QImage.Format.Format_RGB32)
        image.fill(QColor(next(self._colours)))
        self._taken(image)

    def close(self) -> None:
        self.is_open = False


class DrawnCameras:
    """A computer with some of these cameras."""

    def __init__(self, *names: str, busy: bool = False) -> None:
        self._names = names
        self._busy = busy
        self.opened: list[tuple[int, DrawnCamera]] = []
        self.failed: Callable[[str], None] = lambda _why: None

    def names(self) -> Sequence[str]:
        return self._names

    def open(
        self, number: int, taken: Callable[[QImage], None], failed: Callable[[str], None]
    ) -> DrawnCamera:
        if self._busy:
            raise CameraFailed(reason="another program has it")
        self.failed = failed
        self.opened.append((number, DrawnCamera(taken)))
        return self.opened[-1][1]


@pytest.fixture
def page(desk: Desk, visit_id: InspectionId, qtbot: QtBot, settle: Settle) -> VisitPage:
    return opened(desk, visit_id, qtbot, settle)


def _dialog(page: VisitPage, cameras: DrawnCameras, qtbot: QtBot) -> CameraDialog:
    dialog = CameraDialog(page.case, cameras)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_each_photo_is_in_the_visit_with_its_moment(
    page: VisitPage,
    application: Application,
    visit_id: InspectionId,
    desk: Desk,
    qtbot: QtBot,
    settle: Settle,
) -> None:
    dialog = _dialog(page, DrawnCameras("HD Webcam"), qtbot)

    dialog.shoot_button.click()
    dialog.shoot_button.click()
    settle()

    photos = application.inspections.case_file(visit_id).photos
    assert [(photo.width, photo.height) for photo in photos] == [(640, 480)] * 2
    assert {photo.taken_at for photo in photos} == {desk.clock.now()}
    assert dialog.count.text() == "Đã chụp 2 ảnh"


def test_the_lamp_goes_out_when_the_window_closes(page: VisitPage, qtbot: QtBot) -> None:
    cameras = DrawnCameras("HD Webcam")
    dialog = _dialog(page, cameras, qtbot)

    dialog.close_button.click()

    assert not cameras.opened[0][1].is_open


def test_another_camera_is_chosen_by_its_name(page: VisitPage, qtbot: QtBot) -> None:
    cameras = DrawnCameras("HD Webcam", "Máy quét tài liệu")
    dialog = _dialog(page, cameras, qtbot)

    dialog.choice.setCurrentIndex(1)
    dialog.choice.activated.emit(1)

    assert [number for number, _camera in cameras.opened] == [0, 1]
    assert [camera.is_open for _number, camera in cameras.opened] == [False, True]
    assert dialog.choice.isVisible()


def test_a_computer_without_a_camera_says_what_to_do(page: VisitPage, qtbot: QtBot) -> None:
    dialog = _dialog(page, DrawnCameras(), qtbot)

    assert dialog.none.isVisible()
    assert dialog.none.title.text() == "Không tìm thấy máy ảnh nào"
    assert not dialog.shoot_button.isEnabled()


def test_a_camera_that_another_program_has_is_told(page: VisitPage, qtbot: QtBot) -> None:
    dialog = _dialog(page, DrawnCameras("HD Webcam", busy=True), qtbot)

    assert "another program has it" in dialog.trouble.text()
    assert dialog.trouble.isVisible()


def test_a_camera_that_is_unplugged_is_let_go(page: VisitPage, qtbot: QtBot) -> None:
    cameras = DrawnCameras("HD Webcam")
    dialog = _dialog(page, cameras, qtbot)

    cameras.failed("")

    assert dialog.camera is None
    assert not cameras.opened[0][1].is_open
    assert not dialog.shoot_button.isEnabled()
    assert dialog.trouble.isVisible()


@pytest.mark.qt_log_ignore(
    "Couldn.t (load|resolve)", "Using Qt multimedia", "No QtMultimedia backends", extend=True
)
def test_the_cameras_of_this_computer_can_be_asked_for() -> None:
    cameras = QtCameras()

    known = len(cameras.names())

    with pytest.raises(CameraFailed, match=r"no longer there|không còn"):
        cameras.open(known, lambda _image: None, lambda _why: None)
