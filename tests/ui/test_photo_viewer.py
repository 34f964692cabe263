"""The photo viewer, used with the mouse and with the keyboard alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.bootstrap import Application
from app.domain.inspection import InspectionState
from app.domain.photo import Photo, PhotoTarget
from app.domain.photo_look import DrawnMark
from app.domain.photo_mark import MarkKind, PhotoMark
from app.ids import InspectionId
from tests.complete import complete_visit
from tests.photos.test_finishing import NEARLY_BLACK, brightest
from tests.ui.given import CHOICE, Settle, commit_text, press, type_text
from tests.ui.viewed_photos import LEFT, Viewed, two_photos, view
from tests.ui.visit_pages import opened, tab_of
from ui.desk import Desk
from ui.navigation import VisitTab
from ui.visit.checklist_tab import ChecklistTab
from ui.visit.new_text import NewText
from ui.visit.photo_canvas import Tool
from ui.visit.photos_tab import PhotosTab
from ui.widgets.thumbnail import Thumbnail

Key = Qt.Key


@pytest.fixture
def photos(application: Application, visit_id: InspectionId, tmp_path: Path) -> list[Photo]:
    return two_photos(application, visit_id, tmp_path)


@pytest.fixture
def viewed(
    application: Application, desk: Desk, photos: list[Photo], qtbot: QtBot, settle: Settle
) -> Viewed:
    return view(application, desk, photos, qtbot, settle)


def near(mark: PhotoMark | DrawnMark, *corners: int) -> bool:
    """Tell whether a mark lies at about these places."""
    places = (mark.from_x, mark.from_y, mark.to_x, mark.to_y)
    return places == pytest.approx(corners, abs=40)


def test_two_clicks_black_out_what_lies_between_them(viewed: Viewed) -> None:
    viewed.keys(Key.Key_B)
    viewed.click(5500, 1000)
    viewed.click(9000, 4000)
    viewed.settle()

    (mark,) = viewed.marks()
    assert mark.kind is MarkKind.BLACK_OUT
    assert near(mark, 5500, 1000, 9000, 4000)
    case = viewed.case
    small = viewed.application.photos.thumbnail(case.photos[0].sha256, case.look_of(case.photos[0]))
    with Image.open(small) as picture:
        assert brightest(picture, (0.57, 0.13, 0.88, 0.38)) <= NEARLY_BLACK


def test_so_do_a_press_and_a_release(viewed: Viewed) -> None:
    viewed.keys(Key.Key_B)
    viewed.drag((1000, 1000), (3000, 2500))
    viewed.settle()

    (mark,) = viewed.marks()
    assert near(mark, 1000, 1000, 3000, 2500)
    # The tool stays in hand for the next face.
    viewed.drag((6000, 1000), (8000, 2500))
    viewed.settle()
    assert len(viewed.marks()) == 2


def test_and_the_keyboard_alone(viewed: Viewed) -> None:
    viewed.keys(Key.Key_B, Key.Key_Return)
    viewed.keys(Key.Key_Right, Key.Key_Right, Key.Key_Down)
    viewed.keys(Key.Key_Right, shift=True)
    assert viewed.marks() == ()
    viewed.keys(Key.Key_Return)
    viewed.settle()

    (mark,) = viewed.marks()
    assert near(mark, 4000 + 200, 4000 + 100, 6000 + 300, 6000 + 100)


def test_escape_drops_what_was_begun_then_the_tool_and_closes_only_then(viewed: Viewed) -> None:
    viewed.keys(Key.Key_B)
    viewed.click(2000, 2000)
    viewed.keys(Key.Key_Escape)
    assert viewed.tool() is Tool.BLACK_OUT
    viewed.keys(Key.Key_Escape)
    assert viewed.tool() is Tool.CHOOSE
    assert viewed.viewer.isVisible()
    viewed.keys(Key.Key_Escape)

    assert not viewed.viewer.isVisible()
    assert viewed.marks() == ()


def test_a_mark_is_moved_by_the_mouse_and_stretched_by_its_corner(viewed: Viewed) -> None:
    viewed.keys(Key.Key_O)
    viewed.drag((2000, 2000), (4000, 4000))
    viewed.settle()
    viewed.keys(Key.Key_V)
    viewed.drag((3000, 3000), (4000, 5000))
    viewed.settle()
    assert near(viewed.marks()[0], 3000, 4000, 5000, 6000)

    viewed.drag((5000, 6000), (7000, 7000))
    viewed.settle()

    (mark,) = viewed.marks()
    assert near(mark, 3000, 4000, 7000, 7000)


def test_arrow_keys_move_the_mark_in_hand_and_are_one_step(viewed: Viewed) -> None:
    (before,) = _drawn(viewed, DrawnMark(MarkKind.BLACK_OUT, 1000, 1000, 2000, 2000))
    viewed.keys(Key.Key_N)
    for _ in range(5):
        viewed.keys(Key.Key_Right)
    viewed.keys(Key.Key_Down, control=True)
    viewed.viewer.settle()
    viewed.settle()

    (mark,) = viewed.marks()
    assert near(mark, 1500, 1010, 2500, 2010)
    assert mark.id != before.id
    viewed.keys(Key.Key_Z, control=True)
    viewed.settle()
    assert viewed.marks() == (before,)


def test_moves_that_follow_each_other_at_once_leave_one_black_out(viewed: Viewed) -> None:
    (mark,) = _drawn(viewed, _black_at(1000))
    drawing = viewed.viewer.drawing

    for place in (2000, 3000, 4000):
        drawing.redraw(mark.id, _black_at(place))
    viewed.settle()

    assert _places(viewed.marks()) == [4000]
    assert _places(drawing.marks) == [4000]


def test_a_move_counts_that_is_made_before_the_screen_heard_of_the_last_one(
    viewed: Viewed,
) -> None:
    (mark,) = _drawn(viewed, _black_at(1000))
    drawing = viewed.viewer.drawing

    for place in (2000, 3000, 4000):
        drawing.redraw(mark.id, _black_at(place))
        _store_without_telling(viewed)
    viewed.settle()

    assert _places(viewed.marks()) == [4000]
    assert _places(drawing.marks) == [4000]


def test_erasing_reaches_a_black_out_that_moved_a_moment_ago(viewed: Viewed) -> None:
    (mark,) = _drawn(viewed, _black_at(1000))
    drawing = viewed.viewer.drawing

    for place in (2000, 3000):
        drawing.redraw(mark.id, _black_at(place))
        _store_without_telling(viewed)
    drawing.erase(mark.id)
    viewed.settle()

    assert viewed.marks() == ()
    assert drawing.marks == ()


def test_a_move_that_was_taken_back_can_be_made_again(viewed: Viewed) -> None:
    (mark,) = _drawn(viewed, _black_at(1000))
    drawing = viewed.viewer.drawing
    drawing.redraw(mark.id, _black_at(2000))
    viewed.settle()
    viewed.keys(Key.Key_Z, control=True)
    viewed.settle()
    assert viewed.marks() == (mark,)

    drawing.redraw(mark.id, _black_at(2000))
    viewed.settle()

    assert _places(viewed.marks()) == [2000]
    assert _places(drawing.marks) == [2000]


def test_a_move_counts_when_another_photo_was_in_view_meanwhile(
    viewed: Viewed, photos: list[Photo]
) -> None:
    (mark,) = _drawn(viewed, _black_at(1000))
    drawing = viewed.viewer.drawing

    drawing.redraw(mark.id, _black_at(2000))
    _store_without_telling(viewed)
    viewed.viewer.show_photo(photos[1].id)
    viewed.viewer.show_photo(photos[0].id)
    drawing.redraw(mark.id, _black_at(3000))
    viewed.settle()

    assert _places(viewed.marks()) == [3000]
    assert _places(drawing.marks) == [3000]


def test_delete_erases_the_mark_in_hand_and_ctrl_z_brings_it_back(viewed: Viewed) -> None:
    (mark,) = _drawn(viewed, DrawnMark(MarkKind.ARROW, 1000, 1000, 5000, 5000))
    viewed.click(3000, 3000)
    assert "Mũi tên" in viewed.viewer.help.text()
    viewed.keys(Key.Key_Delete)
    viewed.settle()
    assert viewed.marks() == ()

    viewed.keys(Key.Key_Z, control=True)
    viewed.settle()

    assert viewed.marks() == (mark,)
    assert [item.key for item in viewed.viewer.canvas.photo.marks] == [mark.id]
    assert "Mũi tên" in viewed.viewer.turns.line.said


def test_a_text_is_typed_on_the_photo_and_changed_there(viewed: Viewed) -> None:
    viewed.keys(Key.Key_T)
    viewed.click(3000, 6000)
    type_text(viewed.viewer.entry, "Thiếu phiếu ")
    commit_text(viewed.viewer.entry, "hẹn")
    press(viewed.viewer.entry, Key.Key_Return)
    viewed.settle()
    (mark,) = viewed.marks()
    assert (mark.kind, mark.text) == (MarkKind.TEXT, "Thiếu phiếu hẹn")
    assert near(mark, 3000, 6000, 3000, 6000)

    viewed.keys(Key.Key_N, Key.Key_Return)
    type_text(viewed.viewer.entry, "Đủ")
    press(viewed.viewer.entry, Key.Key_Return)
    viewed.settle()

    assert [one.text for one in viewed.marks()] == ["Đủ"]
    viewed.keys(Key.Key_T)
    viewed.click(1000, 1000)
    type_text(viewed.viewer.entry, "bỏ")
    press(viewed.viewer.entry, Key.Key_Escape)
    viewed.settle()
    assert len(viewed.marks()) == 1


def test_a_text_that_is_being_typed_on_the_photo_is_a_draft_until_it_is_dropped(
    viewed: Viewed, photos: list[Photo]
) -> None:
    drafts = viewed.application.drafts
    viewed.keys(Key.Key_T)
    viewed.click(1000, 1000)
    type_text(viewed.viewer.entry, "Quầy số 3")
    viewed.qtbot.waitUntil(lambda: [one.text for one in drafts.all()] == ["Quầy số 3"])
    (draft,) = drafts.all()
    assert near(_at(NewText.of(draft.entity_id)), 1000, 1000, 1000, 1000)
    assert NewText.of(draft.entity_id).photo_id == photos[0].id

    press(viewed.viewer.entry, Key.Key_Escape)
    viewed.settle()

    assert drafts.all() == []
    assert viewed.viewer.isVisible()
    assert viewed.viewer.canvas.hasFocus()


def test_another_window_in_front_leaves_the_text_where_it_is_typed(viewed: Viewed) -> None:
    viewed.keys(Key.Key_T)
    viewed.click(1000, 1000)
    type_text(viewed.viewer.entry, "Quầy")
    QApplication.sendEvent(
        viewed.viewer.entry,
        QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.ActiveWindowFocusReason),
    )
    viewed.settle()

    assert [one.text for one in viewed.application.drafts.all()] == ["Quầy"]
    assert viewed.marks() == ()
    type_text(viewed.viewer.entry, " số 3")
    press(viewed.viewer.entry, Key.Key_Return)
    viewed.settle()
    assert [one.text for one in viewed.marks()] == ["Quầy số 3"]
    assert viewed.application.drafts.all() == []


def test_a_crop_shows_a_part_and_is_taken_back_whole(viewed: Viewed) -> None:
    viewed.keys(Key.Key_C)
    viewed.drag((2000, 1000), (8000, 7000))
    viewed.settle()

    crop = viewed.case.photos[0].crop
    assert crop == pytest.approx((2000, 1000, 8000, 7000), abs=40)
    assert viewed.tool() is Tool.CHOOSE
    assert viewed.viewer.canvas.sceneRect().width() == pytest.approx(600, abs=8)
    viewed.viewer.tools.whole.click()
    viewed.settle()
    assert viewed.case.photos[0].crop == ()


def test_a_photo_is_turned_and_marks_follow(viewed: Viewed) -> None:
    viewed.keys(Key.Key_R)
    viewed.keys(Key.Key_R)
    viewed.keys(Key.Key_R, shift=True)
    viewed.settle()
    assert viewed.case.photos[0].turn == 1

    viewed.keys(Key.Key_B)
    viewed.drag((1000, 1000), (3000, 2000))
    viewed.settle()

    assert near(viewed.marks()[0], 1000, 1000, 3000, 2000)
    # Turned to the right, what is above stands on the right.
    assert viewed.at(1000, 1000).x() > viewed.at(1000, 2000).x()
    viewed.keys(Key.Key_V, Key.Key_N, Key.Key_Up)
    viewed.viewer.settle()
    viewed.settle()
    assert near(viewed.marks()[0], 900, 1000, 2900, 2000)


def test_the_arrow_keys_go_from_photo_to_photo_and_keep_the_caption_typed(viewed: Viewed) -> None:
    shown: list[str] = []
    viewed.viewer.photo_shown.connect(shown.append)
    viewed.keys(Key.Key_F2)
    type_text(viewed.viewer.caption, "Bảng niêm yết")
    assert viewed.tool() is Tool.CHOOSE
    viewed.viewer.canvas.setFocus()

    viewed.keys(Key.Key_Right)
    viewed.settle()

    first, second = viewed.case.photos
    assert first.caption == "Bảng niêm yết"
    assert shown == [second.id]
    assert "Ảnh 2/2" in viewed.viewer.count.text()
    assert not viewed.viewer.forth.isEnabled()
    viewed.keys(Key.Key_Right, Key.Key_Left)
    assert shown == [second.id, first.id]
    assert viewed.viewer.caption.text() == "Bảng niêm yết"
    viewed.settle()


def test_letters_typed_in_the_caption_take_no_tool(viewed: Viewed) -> None:
    viewed.viewer.caption.setFocus()

    viewed.qtbot.keyClicks(viewed.viewer.caption, "bocRatv")

    assert viewed.tool() is Tool.CHOOSE
    assert viewed.viewer.caption.text() == "bocRatv"
    viewed.settle()
    assert viewed.case.photos[0].turn == 0


def test_it_is_enlarged_by_wheel_keys_and_buttons(viewed: Viewed) -> None:
    canvas = viewed.viewer.canvas
    fitting = canvas.scale_now
    viewed.keys(Key.Key_Z)
    assert canvas.scale_now == 1.0
    viewed.keys(Key.Key_Plus)
    assert canvas.scale_now > 1.0
    viewed.keys(Key.Key_Minus, Key.Key_Minus)
    assert canvas.scale_now < 1.0
    viewed.keys(Key.Key_F)
    assert canvas.scale_now == pytest.approx(fitting)

    place = QPointF(canvas.viewport().rect().center())
    under = canvas.mapToScene(place.toPoint())
    canvas.zoom_by(6, place)

    assert canvas.scale_now > fitting * 2
    assert (canvas.mapToScene(place.toPoint()) - under).manhattanLength() < 4
    before = canvas.mapToScene(QPoint(0, 0))
    viewed.qtbot.mousePress(canvas.viewport(), LEFT, pos=place.toPoint())
    viewed.qtbot.mouseMove(canvas.viewport(), place.toPoint() + QPoint(60, 40))
    viewed.qtbot.mouseRelease(canvas.viewport(), LEFT, pos=place.toPoint() + QPoint(60, 40))
    assert canvas.mapToScene(QPoint(0, 0)).x() < before.x()


def test_what_is_looked_at_has_the_pixels_of_the_original(viewed: Viewed) -> None:
    picture = viewed.viewer.canvas.photo.picture

    assert picture.has_image
    assert not viewed.viewer.missing.isVisible()


def test_a_photo_whose_file_has_not_arrived_says_so(viewed: Viewed, photos: list[Photo]) -> None:
    sha256 = photos[1].sha256
    folder = viewed.application.folder
    (folder / "blobs" / sha256[:2] / sha256).unlink()
    for copy in (folder / "renditions").rglob(f"{sha256}*"):
        copy.unlink()

    viewed.keys(Key.Key_PageDown)
    viewed.settle()

    assert viewed.viewer.missing.isVisible()
    assert "không có trên máy" in viewed.viewer.missing.advice.text()
    viewed.keys(Key.Key_PageUp)
    viewed.settle()
    assert viewed.viewer.missing.isHidden()


def test_a_signed_visit_is_looked_at_and_not_drawn_on(
    viewed: Viewed, visit_id: InspectionId
) -> None:
    _drawn(viewed, DrawnMark(MarkKind.BOX, 1000, 1000, 4000, 4000))
    complete_visit(viewed.application, visit_id)
    visit = viewed.application.inspections.get(visit_id)
    viewed.application.inspections.save(replace(visit, state=InspectionState.SIGNED))
    viewed.qtbot.waitUntil(lambda: viewed.viewer.case.is_sealed, timeout=20_000)
    viewed.settle()
    before = viewed.case

    viewed.keys(Key.Key_B, Key.Key_R, Key.Key_G)
    viewed.drag((5000, 5000), (8000, 8000))
    viewed.click(2000, 1000)
    viewed.keys(Key.Key_Delete)
    viewed.drag((2000, 1000), (6000, 6000))
    viewed.settle()

    after = viewed.case
    assert (after.photos, after.photo_marks) == (before.photos, before.photo_marks)
    tools = viewed.viewer.tools
    assert all(one.isHidden() for one in (*tools.buttons.values(), tools.erase, tools.faces))
    assert viewed.viewer.caption.isReadOnly()
    assert viewed.viewer.sealed.isVisible()


def test_every_control_has_a_name(viewed: Viewed) -> None:
    viewer = viewed.viewer
    buttons = [viewer.back, viewer.forth, viewer.tools.left, viewer.tools.right]

    assert all(one.accessibleName() for one in (*buttons, viewer.canvas, viewer.caption))
    assert QApplication.focusWidget() is viewer.canvas


def _black_at(place: int) -> DrawnMark:
    return DrawnMark(MarkKind.BLACK_OUT, place, 1000, place + 1000, 2000)


def _at(text: NewText) -> DrawnMark:
    return DrawnMark(MarkKind.TEXT, text.x, text.y, text.x, text.y)


def _places(marks: Iterable[PhotoMark]) -> list[int]:
    return [one.from_x for one in marks]


def _store_without_telling(viewed: Viewed) -> None:
    """Wait until the store has the last move; the screen, which does not turn, has no news."""
    assert viewed.viewer.case.desk.jobs.flush(20)


def _drawn(viewed: Viewed, *marks: DrawnMark) -> tuple[PhotoMark, ...]:
    """Draw marks on the first photo, and wait until the viewer shows them."""
    viewed.viewer.drawing.draw(marks)
    viewed.settle()
    viewed.qtbot.waitUntil(lambda: len(viewed.viewer.drawing.marks) == len(marks), timeout=20_000)
    return viewed.marks()


def test_it_opens_from_the_grid_and_the_grid_follows_it(
    desk: Desk, photos: list[Photo], qtbot: QtBot, settle: Settle
) -> None:
    page = opened(desk, photos[0].inspection_id, qtbot, settle)
    tab = tab_of(page, VisitTab.PHOTOS, PhotosTab, settle)
    tab.grid.choose(photos[0].id)

    qtbot.keyClick(tab.grid, Key.Key_Return)
    settle()

    viewer = page.viewer
    assert viewer is not None
    assert viewer.isVisible()
    qtbot.keyClick(viewer.canvas, Key.Key_Right)
    settle()
    chosen = tab.grid.chosen
    assert chosen is not None
    assert chosen.id == photos[1].id
    viewer.close_button.click()
    qtbot.waitUntil(lambda: page.viewer is None)
    settle()


def test_it_opens_from_the_small_pictures_of_a_criterion(
    application: Application, desk: Desk, photos: list[Photo], qtbot: QtBot, settle: Settle
) -> None:
    application.photos.link(photos[1], PhotoTarget.CRITERION, CHOICE)
    page = opened(desk, photos[0].inspection_id, qtbot, settle)
    tab = tab_of(page, VisitTab.CHECKLIST, ChecklistTab, settle)
    tab.open_key(CHOICE)
    qtbot.waitUntil(lambda: bool(tab.side.findChildren(Thumbnail)))
    settle()

    (picture,) = tab.side.findChildren(Thumbnail)
    qtbot.keyClick(picture, Key.Key_Return)
    settle()

    assert page.viewer is not None
    assert page.viewer.photo_ids == [photos[1].id]
    page.viewer.reject()
    settle()
