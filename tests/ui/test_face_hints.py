"""Suggested faces: dashed frames in the viewer, and nothing black until somebody says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.bootstrap import Application
from app.domain.photo import Photo
from app.domain.photo_look import DrawnMark
from app.domain.photo_mark import MarkKind
from app.ids import InspectionId
from tests.ui.given import Settle
from tests.ui.viewed_photos import Viewed, two_photos, view
from ui.desk import Desk

Key = Qt.Key
FACE_AT = (4900, 3200)
"""The nose of the astronaut, in ten-thousandths."""
FRAMES = tuple(
    DrawnMark(MarkKind.BLACK_OUT, left, 1000, left + 1000, 2500) for left in (1000, 4000, 7000)
)


@pytest.fixture
def photos(application: Application, visit_id: InspectionId, tmp_path: Path) -> list[Photo]:
    return two_photos(application, visit_id, tmp_path)


@pytest.fixture
def viewed(
    application: Application, desk: Desk, photos: list[Photo], qtbot: QtBot, settle: Settle
) -> Viewed:
    return view(application, desk, photos, qtbot, settle)


def test_a_face_is_framed_and_black_only_once_its_frame_is_clicked(viewed: Viewed) -> None:
    viewed.keys(Key.Key_Right)
    viewed.settle()
    viewed.viewer.tools.faces.click()
    viewed.settle()

    hints = viewed.viewer.canvas.photo.hints
    assert hints
    assert viewed.marks() == ()
    assert "Chưa che chỗ nào" in viewed.viewer.faces.title.text()
    assert "bỏ sót" in viewed.viewer.faces.detail.text()
    viewed.click(*FACE_AT)
    viewed.settle()

    (mark,) = viewed.marks()
    assert mark.kind is MarkKind.BLACK_OUT
    assert mark.from_x < FACE_AT[0] < mark.to_x
    assert mark.from_y < FACE_AT[1] < mark.to_y
    assert len(viewed.viewer.canvas.photo.hints) == len(hints) - 1


def test_going_on_or_closing_the_suggestion_leaves_nothing_black(viewed: Viewed) -> None:
    viewed.viewer.faces.offer(FRAMES)
    viewed.viewer.faces.none_button.click()
    assert viewed.viewer.canvas.photo.hints == []
    viewed.viewer.faces.offer(FRAMES)

    viewed.keys(Key.Key_Right)
    viewed.settle()

    assert viewed.viewer.canvas.photo.hints == []
    assert viewed.viewer.faces.isHidden()
    assert viewed.marks() == ()


def test_a_frame_is_accepted_by_keyboard(viewed: Viewed) -> None:
    viewed.viewer.faces.offer(FRAMES)

    viewed.keys(Key.Key_N, Key.Key_N, Key.Key_Return)
    viewed.settle()

    assert [one.from_x for one in viewed.marks()] == [4000]
    assert [one.mark.from_x for one in viewed.viewer.canvas.photo.hints] == [1000, 7000]
    # Enter alone accepts nothing: the next frame is chosen first.
    viewed.keys(Key.Key_Return)
    viewed.settle()
    assert len(viewed.marks()) == 1


def test_one_button_accepts_all_in_one_step(viewed: Viewed) -> None:
    viewed.viewer.faces.offer(FRAMES)
    assert "3 khung" in viewed.viewer.faces.all_button.text()

    viewed.viewer.faces.all_button.click()
    viewed.settle()

    assert [one.from_x for one in viewed.marks()] == [1000, 4000, 7000]
    viewed.keys(Key.Key_Z, control=True)
    viewed.settle()
    assert viewed.marks() == ()


def test_a_photo_without_faces_says_so(viewed: Viewed) -> None:
    viewed.keys(Key.Key_G)
    viewed.settle()

    assert "Không tìm thấy khuôn mặt" in viewed.viewer.faces.title.text()
    assert viewed.viewer.faces.all_button.isHidden()
    assert viewed.marks() == ()


def test_what_was_found_for_another_photo_is_not_shown_at_this_one(
    viewed: Viewed, photos: list[Photo]
) -> None:
    viewed.keys(Key.Key_Right)
    viewed.settle()
    viewed.keys(Key.Key_G)
    assert viewed.viewer.faces.is_looking

    viewed.keys(Key.Key_Left)
    viewed.settle()

    assert viewed.viewer.drawing.photo is not None
    assert viewed.viewer.drawing.photo.id == photos[0].id
    assert viewed.viewer.canvas.photo.hints == []
    assert not viewed.viewer.faces.is_looking


def test_a_photo_whose_file_is_not_here_is_told_and_nothing_else_happens(
    viewed: Viewed, photos: list[Photo]
) -> None:
    sha256 = photos[0].sha256
    (viewed.application.folder / "blobs" / sha256[:2] / sha256).unlink()
    for copy in (viewed.application.folder / "renditions").rglob(f"{sha256}*"):
        copy.unlink()

    viewed.keys(Key.Key_G)
    viewed.settle()

    assert "không có trên máy" in viewed.viewer.faces.title.text()
    assert not viewed.viewer.faces.is_looking
