"""The tab of photos: found, put in order, described one by one or many at once, linked."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from time import thread_time

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.bootstrap import Application
from app.domain.case_file import CaseFile
from app.domain.photo import Photo, PhotoTarget, PhotoUse
from app.domain.photo_flags import PhotoFlag
from app.ids import InspectionId, PhotoId
from tests.photos import pictures as draw
from tests.ui.given import CHOICE, WORDS, ScriptedPrompts, Settle, press, type_text
from tests.ui.visit_pages import opened, tab_of
from ui.desk import Desk
from ui.navigation import VisitTab
from ui.visit.page import VisitPage
from ui.visit.photo_filter import PhotoOrder
from ui.visit.photos_tab import PhotosTab

Read = Callable[[], CaseFile]


def _sent(original: Path) -> Path:
    """Return the picture of a file as Zalo hands it on."""
    out = io.BytesIO()
    with Image.open(original) as image:
        image.resize((200, 150)).save(out, "JPEG", quality=60)
    return draw.write(original.parent, "z1.jpg", out.getvalue())


@pytest.fixture
def photos(application: Application, visit_id: InspectionId, tmp_path: Path) -> tuple[Photo, ...]:
    """Five photos: one with a caption and a link, one internal, one of another day, a copy."""
    shots = draw.shots(tmp_path / "DCIM", 4)
    taken = application.photos.bring_in(visit_id, [*shots, _sent(shots[0])]).photos
    application.photos.save(replace(taken[0], caption="Biển tên trụ sở"))
    application.photos.link(taken[0], PhotoTarget.CRITERION, CHOICE)
    application.photos.save(replace(taken[1], use=PhotoUse.INTERNAL, caption="Kho lưu trữ"))
    application.photos.save(
        replace(taken[2], taken_at=datetime(2001, 1, 1, tzinfo=UTC), caption="Ảnh cũ")
    )
    return application.inspections.case_file(visit_id).photos


@pytest.fixture
def tab(
    photos: tuple[Photo, ...], desk: Desk, visit_id: InspectionId, qtbot: QtBot, settle: Settle
) -> PhotosTab:
    """The tab with these photos, judged."""
    del photos
    page = opened(desk, visit_id, qtbot, settle)
    made = tab_of(page, VisitTab.PHOTOS, PhotosTab, settle)
    settle()
    return made


@pytest.fixture
def read(application: Application, visit_id: InspectionId, settle: Settle) -> Read:
    """Read the visit when everything has settled."""

    def now() -> CaseFile:
        settle()
        return application.inspections.case_file(visit_id)

    return now


def _names(tab: PhotosTab) -> list[str]:
    return [photo.caption or photo.file_name for photo in tab.grid.photos.photos]


@pytest.mark.parametrize(
    ("flag", "names"),
    [
        (PhotoFlag.BARE, ["IMG_3.jpg", "z1.jpg"]),
        (PhotoFlag.INTERNAL, ["Kho lưu trữ"]),
        (PhotoFlag.OUTSIDE, ["Ảnh cũ"]),
        (PhotoFlag.UNLINKED, ["Kho lưu trữ", "Ảnh cũ", "IMG_3.jpg", "z1.jpg"]),
    ],
)
def test_a_flag_shows_its_photos_alone(tab: PhotosTab, flag: PhotoFlag, names: list[str]) -> None:
    tab.filter.choose(flag)

    assert _names(tab) == names
    assert tab.filter.bar.count.text() == f"{len(names)} / 5"
    assert f"({len(names)})" in tab.filter.flag.currentText()


def test_a_photo_is_chosen_whatever_key_is_held_down(
    tab: PhotosTab, photos: tuple[Photo, ...]
) -> None:
    window = tab.window().windowHandle()
    QTest.keyPress(window, Qt.Key.Key_Control, Qt.KeyboardModifier.ControlModifier)
    held = QGuiApplication.keyboardModifiers()

    tab.grid.choose(photos[3].id)

    QTest.keyRelease(window, Qt.Key.Key_Control)
    assert held == Qt.KeyboardModifier.ControlModifier
    assert [one.id for one in tab.grid.all_chosen] == [photos[3].id]


def test_photos_that_look_the_same_stand_side_by_side_and_lead_to_each_other(
    tab: PhotosTab, photos: tuple[Photo, ...], qtbot: QtBot
) -> None:
    tab.filter.choose(PhotoFlag.ALIKE)
    # The copy has lost its moment, so it may be of any shot of the scene; the first is nearest.
    assert _names(tab) == ["Biển tên trụ sở", "z1.jpg", "Kho lưu trữ", "Ảnh cũ", "IMG_3.jpg"]

    tab.grid.choose(photos[4].id)
    qtbot.waitUntil(lambda: tab.detail.photo is not None and tab.detail.photo.id == photos[4].id)
    item = tab.detail.alike.itemAt(0)
    link = item.widget() if item is not None else None
    assert isinstance(link, QLabel)
    link.linkActivated.emit("#")

    assert tab.grid.chosen == photos[0]


@pytest.mark.parametrize(
    ("words", "names"), [("bien TEN", ["Biển tên trụ sở"]), ("img_3", ["IMG_3.jpg"])]
)
def test_photos_are_found_by_caption_and_file_name_without_accents(
    tab: PhotosTab, words: str, names: list[str], qtbot: QtBot
) -> None:
    type_text(tab.filter.bar.words, words)

    qtbot.waitUntil(lambda: _names(tab) == names)


def test_photos_are_put_in_order_by_moment_name_or_caption(tab: PhotosTab) -> None:
    def ordered(order: PhotoOrder) -> list[str]:
        tab.filter.order.show_value(order)
        tab.filter.changed.emit()
        return _names(tab)

    assert ordered(PhotoOrder.TAKEN)[0] == "Ảnh cũ"
    assert ordered(PhotoOrder.TAKEN)[-1] == "z1.jpg"
    assert ordered(PhotoOrder.CAPTION)[:3] == ["Ảnh cũ", "Biển tên trụ sở", "Kho lưu trữ"]
    assert ordered(PhotoOrder.NAME)[-1] == "z1.jpg"


def test_a_photo_of_another_day_says_so_in_grid_and_detail(
    tab: PhotosTab, photos: tuple[Photo, ...]
) -> None:
    tab.open_key(photos[2].id)

    row = tab.grid.photos.row_of(photos[2].id)
    shown = tab.grid.photos.index(row).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Ngoài ngày kiểm tra" in shown
    assert tab.detail.outside.isVisible()
    assert "20/11/2026" in tab.detail.outside.text()
    tab.open_key(photos[0].id)
    assert not tab.detail.outside.isVisible()


def test_the_place_is_told_on_the_screen(
    tab: PhotosTab, application: Application, visit_id: InspectionId, tmp_path: Path, qtbot: QtBot
) -> None:
    data = draw.jpeg(draw.scene(400, 300), draw.camera_exif(1, place=True))
    (photo,) = application.photos.bring_in(visit_id, [draw.write(tmp_path, "p.jpg", data)]).photos
    qtbot.waitUntil(lambda: tab.grid.photos.row_of(photo.id) >= 0, timeout=20_000)

    tab.open_key(photo.id)

    assert tab.detail.place.text().startswith("Nơi chụp: 21,028472; 105,853333")
    assert tab.detail.place.isVisible()


def test_several_photos_get_one_caption_where_they_have_none(
    tab: PhotosTab, read: Read, qtbot: QtBot
) -> None:
    tab.grid.selectAll()
    qtbot.waitUntil(lambda: tab.side.currentWidget() is tab.bulk)
    assert tab.bulk.title.text() == "Đã chọn 5 ảnh"
    assert not tab.bulk.caption_button.isEnabled()

    type_text(tab.bulk.caption, "Quầy số 1")
    tab.bulk.caption_button.click()

    assert [photo.caption for photo in read().photos] == [
        "Biển tên trụ sở",
        "Kho lưu trữ",
        "Ảnh cũ",
        "Quầy số 1",
        "Quầy số 1",
    ]


def test_several_photos_are_made_internal_and_linked_at_once(
    tab: PhotosTab, photos: tuple[Photo, ...], read: Read, qtbot: QtBot
) -> None:
    tab.grid.selectAll()
    qtbot.waitUntil(lambda: tab.side.currentWidget() is tab.bulk)

    tab.bulk.internal.click()
    type_text(tab.bulk.links.search, WORDS.lower())
    press(tab.bulk.links.search, Qt.Key.Key_Return)

    case = read()
    assert {photo.use for photo in case.photos} == {PhotoUse.INTERNAL}
    assert len(case.photos_of(PhotoTarget.CRITERION, WORDS)) == len(photos)


def test_the_selection_stays_while_photos_arrive(
    tab: PhotosTab,
    photos: tuple[Photo, ...],
    application: Application,
    visit_id: InspectionId,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    tab.grid.selectAll()

    application.photos.bring_in(visit_id, draw.shots(tmp_path / "more", 9)[4:])
    qtbot.waitUntil(lambda: tab.grid.photos.rowCount() == 10, timeout=20_000)

    assert {photo.id for photo in tab.grid.all_chosen} == {photo.id for photo in photos}


def test_the_selection_stays_when_the_order_changes(
    tab: PhotosTab, photos: tuple[Photo, ...], qtbot: QtBot
) -> None:
    tab.grid.choose(photos[1].id)
    press(tab.grid, Qt.Key.Key_Right, modifiers=Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: len(tab.grid.all_chosen) == 2)

    tab.filter.order.show_value(PhotoOrder.CAPTION)
    tab.filter.changed.emit()

    assert {photo.id for photo in tab.grid.all_chosen} == {photos[1].id, photos[2].id}


def test_delete_asks_and_puts_what_is_chosen_in_the_bin(
    tab: PhotosTab, prompts: ScriptedPrompts, read: Read, qtbot: QtBot
) -> None:
    prompts.answers = [False, True]
    tab.grid.selectAll()
    qtbot.waitUntil(lambda: tab.side.currentWidget() is tab.bulk)

    press(tab.grid, Qt.Key.Key_Delete)
    kept = len(read().photos)
    press(tab.grid, Qt.Key.Key_Delete)

    assert (kept, read().photos) == (5, ())


def test_a_photo_proves_many_things_and_each_chip_can_be_taken_away(
    tab: PhotosTab, photos: tuple[Photo, ...], read: Read, qtbot: QtBot
) -> None:
    finding = read().findings[0]
    tab.open_key(photos[0].id)
    links = tab.detail.links
    assert [chip.text.text()[: len(CHOICE)] for chip in links.chips.values()] == [CHOICE]

    type_text(links.search, "chua hoan thanh dung han")
    assert links.found.isVisible()
    press(links.search, Qt.Key.Key_Return)

    case = read()
    assert case.photos_of(PhotoTarget.FINDING, finding.id) == (case.photos[0],)
    qtbot.waitUntil(lambda: len(links.chips) == 2, timeout=20_000)
    links.chips[PhotoTarget.CRITERION, CHOICE].cross.click()
    assert read().photos_of(PhotoTarget.CRITERION, CHOICE) == ()


def test_arrows_walk_what_was_found_and_escape_leaves_it(
    tab: PhotosTab, photos: tuple[Photo, ...], read: Read
) -> None:
    tab.open_key(photos[3].id)
    links = tab.detail.links
    type_text(links.search, "CCHC.1.1")
    second = links.found.item(1).text()

    press(links.search, Qt.Key.Key_Down)
    press(links.search, Qt.Key.Key_Return)

    (link,) = [one for one in read().photo_links if one.photo_id == photos[3].id]
    assert second.startswith(f"{link.target_key} ")
    type_text(links.search, "CCHC")
    press(links.search, Qt.Key.Key_Escape)
    assert links.search.text() == ""
    assert links.found.isHidden()


def test_a_link_to_what_is_gone_can_still_be_taken_away(
    tab: PhotosTab, photos: tuple[Photo, ...], application: Application, read: Read, qtbot: QtBot
) -> None:
    application.photos.link(photos[3], PhotoTarget.CRITERION, "CU.9.9")
    tab.open_key(photos[3].id)
    qtbot.waitUntil(lambda: len(tab.detail.links.chips) == 1, timeout=20_000)

    (chip,) = tab.detail.links.chips.values()
    assert "CU.9.9" in chip.text.text()
    chip.cross.click()

    assert [one for one in read().photo_links if one.photo_id == photos[3].id] == []


def test_enter_shows_the_photo_large(
    tab: PhotosTab, photos: tuple[Photo, ...], qtbot: QtBot, settle: Settle
) -> None:
    tab.grid.choose(photos[1].id)

    with qtbot.waitSignal(tab.grid.photo_opened) as asked:
        press(tab.grid, Qt.Key.Key_Return)

    assert asked.args == [photos[1]]
    page = tab.window()
    assert isinstance(page, VisitPage)
    assert page.viewer is not None
    page.viewer.reject()
    settle()


def test_two_thousand_photos_are_shown_and_scrolled_without_a_stutter(
    tab: PhotosTab, settle: Settle
) -> None:
    many = [
        replace(tab.grid.photos.photos[0], id=PhotoId(f"{number:036}"), order=number)
        for number in range(2_000)
    ]
    turns: list[float] = []

    def timed(act: Callable[[], object]) -> None:
        started = thread_time()
        act()
        tab.grid.repaint()
        turns.append(thread_time() - started)

    timed(lambda: tab.grid.show_photos(many))
    for step in range(0, 2_000, 200):
        timed(partial(tab.grid.choose, many[step].id))
    timed(tab.grid.selectAll)
    timed(lambda: tab.grid.show_photos([replace(one, caption="Kho") for one in many]))
    timed(lambda: tab.grid.show_photos(many[:1_500]))
    settle()

    # A tenth of that where the machine is free; a walk over all photos for each takes seconds.
    assert max(turns) < 1.0, turns


def test_what_can_be_done_with_a_photo_begins_where_its_fields_begin(tab: PhotosTab) -> None:
    detail = tab.detail

    starts = {
        part.mapTo(detail, QPoint(0, 0)).x()
        for part in (detail.caption, detail.use, detail.finding)
    }

    assert len(starts) == 1
