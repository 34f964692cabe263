"""The photo viewer on two photos of a visit, and what a person does in it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from app.bootstrap import Application
from app.domain.case_file import CaseFile
from app.domain.photo import Photo
from app.domain.photo_mark import PhotoMark
from app.ids import InspectionId
from tests.photos import pictures as draw
from tests.ui.given import Settle
from tests.ui.visit_pages import opened
from ui.desk import Desk
from ui.visit.photo_canvas import Tool
from ui.visit.photo_viewer import PhotoViewer

LEFT = Qt.MouseButton.LeftButton


@dataclass
class Viewed:
    """The viewer on two photos, and what a person does in it."""

    viewer: PhotoViewer
    application: Application
    qtbot: QtBot

    def settle(self) -> None:
        """Wait until all is stored, and the visit was read anew."""
        case, jobs = self.viewer.case, self.viewer.case.desk.jobs
        self.qtbot.waitUntil(lambda: jobs.is_idle and not case.is_stale, timeout=20_000)

    @property
    def case(self) -> CaseFile:
        """What the store holds."""
        return self.application.inspections.case_file(self.viewer.case.inspection_id)

    def marks(self) -> tuple[PhotoMark, ...]:
        """Return the marks in the store."""
        return self.case.photo_marks

    def tool(self) -> Tool:
        """Return the tool in hand."""
        return self.viewer.canvas.tool

    def at(self, x: int, y: int) -> QPoint:
        """Where a place of the photo is in the window."""
        canvas = self.viewer.canvas
        return canvas.mapFromScene(canvas.photo.ground.point(x, y))

    def click(self, x: int, y: int) -> None:
        """Click a place of the photo."""
        self.qtbot.mouseClick(self.viewer.canvas.viewport(), LEFT, pos=self.at(x, y))

    def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        """Press at one place of the photo and release at another."""
        ground = self.viewer.canvas.viewport()
        self.qtbot.mousePress(ground, LEFT, pos=self.at(*start))
        middle = (self.at(*start) + self.at(*end)) / 2
        self.qtbot.mouseMove(ground, middle)
        self.qtbot.mouseMove(ground, self.at(*end))
        self.qtbot.mouseRelease(ground, LEFT, pos=self.at(*end))

    def keys(self, *keys: Qt.Key, shift: bool = False, control: bool = False) -> None:
        """Press keys on the photo."""
        modifiers = Qt.KeyboardModifier.NoModifier
        if shift:
            modifiers |= Qt.KeyboardModifier.ShiftModifier
        if control:
            modifiers |= Qt.KeyboardModifier.ControlModifier
        for key in keys:
            self.qtbot.keyClick(self.viewer.canvas, key, modifiers)


def two_photos(application: Application, visit_id: InspectionId, folder: Path) -> list[Photo]:
    """Add two photos to a visit, the second one of an astronaut."""
    files = [draw.write(folder, "cua.jpg", draw.jpeg(draw.corners(1000, 800)))]
    with Image.open(Path(draw.__file__).parent / "data" / "astronaut.jpg") as face:
        files.append(draw.write(folder, "mat.jpg", draw.jpeg(face)))
    added = application.photos.add(visit_id, files)
    return [one for one in added if isinstance(one, Photo)]


def view(
    application: Application, desk: Desk, photos: list[Photo], qtbot: QtBot, settle: Settle
) -> Viewed:
    """Open the viewer on the first of some photos."""
    page = opened(desk, photos[0].inspection_id, qtbot, settle)
    viewer = PhotoViewer(page.case, [one.id for one in photos], page)
    qtbot.addWidget(viewer)
    viewer.open()
    viewer.resize(1300, 700)
    viewer.show_photo(photos[0].id)
    settle()
    return Viewed(viewer, application, qtbot)
