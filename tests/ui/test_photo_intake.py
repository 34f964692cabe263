"""Photos brought in by hand: dropped on the grid, a card, a finding; pasted; off a card."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from pytestqt.qtbot import QtBot

from app.bootstrap import Application
from app.domain.case_file import CaseFile
from app.domain.inspection import InspectionState
from app.domain.photo import PhotoTarget
from app.errors import NotFound
from app.ids import InspectionId
from app.photos.cards import Card
from app.services.photo_intake import PicturesWait
from tests.photos import pictures as draw
from tests.ui.dropping import drop, files
from tests.ui.given import CHOICE, WORDS, Settle, type_text
from tests.ui.visit_pages import opened, tab_of
from ui.desk import Desk
from ui.jobs import JobRunner
from ui.navigation import VisitTab
from ui.visit.card_notice import CardNotice
from ui.visit.checklist_tab import ChecklistTab
from ui.visit.findings_tab import FindingsTab
from ui.visit.intake_queue import IntakeQueue
from ui.visit.loose_pictures import LoosePicture, WantedPhotos
from ui.visit.page import VisitPage
from ui.visit.photos_tab import PhotosTab

_CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(desk: Desk, visit_id: InspectionId, qtbot: QtBot, settle: Settle) -> VisitPage:
    """The visit on the screen, its checklist in view."""
    return opened(desk, visit_id, qtbot, settle)


@pytest.fixture
def read(
    application: Application, visit_id: InspectionId, settle: Settle
) -> Callable[[], CaseFile]:
    """Read the visit when everything has settled."""

    def now() -> CaseFile:
        settle()
        return application.inspections.case_file(visit_id)

    return now


@pytest.fixture
def paths(tmp_path: Path) -> list[Path]:
    """Three photos in a folder of a telephone, beside a film."""
    shots = draw.shots(tmp_path / "DCIM", 3)
    draw.write(tmp_path / "DCIM", "film.mp4", b"\0\0\0\x18ftypmp42")
    return shots


def test_a_folder_dropped_on_the_tab_is_taken_in_and_told_about(
    page: VisitPage, paths: list[Path], read: Callable[[], CaseFile], settle: Settle, qtbot: QtBot
) -> None:
    tab = tab_of(page, VisitTab.PHOTOS, PhotosTab, settle)

    assert drop(tab, files([paths[0].parent]))

    assert [photo.file_name for photo in read().photos] == ["IMG_0.jpg", "IMG_1.jpg", "IMG_2.jpg"]
    settle()
    assert page.intake.text.text().splitlines() == [
        "Đã nhận 3 ảnh.",
        "1 tệp khác trong thư mục không phải là ảnh nên được để nguyên.",
    ]
    assert page.intake.result.isVisible()
    qtbot.waitUntil(lambda: tab.grid.photos.rowCount() == 3, timeout=20_000)


def test_a_photo_that_comes_back_from_the_bin_is_not_called_new(
    page: VisitPage, paths: list[Path], read: Callable[[], CaseFile], settle: Settle
) -> None:
    tab = tab_of(page, VisitTab.PHOTOS, PhotosTab, settle)
    drop(tab, files(paths[:1]))
    settle()
    page.desk.application.photos.remove(read().photos[0])
    settle()

    drop(tab, files(paths[:2]))
    settle()

    assert page.intake.text.text().splitlines() == [
        "Đã nhận 1 ảnh.",
        "1 ảnh được lấy lại từ thùng rác, giữ nguyên chú thích và các nét đánh dấu: IMG_0.jpg",
    ]


def test_photos_dropped_on_a_card_are_its_evidence_at_once(
    page: VisitPage, paths: list[Path], read: Callable[[], CaseFile]
) -> None:
    tab = page.built[VisitTab.CHECKLIST]
    assert isinstance(tab, ChecklistTab)
    tab.open_key(CHOICE)
    row = tab.list.criteria.index(tab.list.criteria.row_of(WORDS))
    viewport = tab.list.viewport()

    assert drop(viewport, files(paths), tab.list.visualRect(row).center())

    case = read()
    assert len(case.photos_of(PhotoTarget.CRITERION, WORDS)) == 3
    assert case.photos_of(PhotoTarget.CRITERION, CHOICE) == ()


def test_photos_dropped_into_the_comment_of_the_open_card_are_photos_and_no_text(
    page: VisitPage, paths: list[Path]
) -> None:
    tab = page.built[VisitTab.CHECKLIST]
    assert isinstance(tab, ChecklistTab)
    tab.open_key(CHOICE)
    comment = tab.list.editor.comment

    # Refused here, so that Qt offers them to the list around it.
    assert not comment.canInsertFromMimeData(files(paths))
    assert not comment.toPlainText()
    words = QMimeData()
    words.setText("chữ")
    assert comment.canInsertFromMimeData(words)


def test_a_group_of_criteria_takes_no_photos(page: VisitPage, paths: list[Path]) -> None:
    tab = page.built[VisitTab.CHECKLIST]
    assert isinstance(tab, ChecklistTab)
    group = next(row for row, one in enumerate(tab.list.criteria.entries) if one.is_group)
    at = tab.list.visualRect(tab.list.criteria.index(group)).center()

    assert not drop(tab.list.viewport(), files(paths), at)


def test_photos_dropped_on_a_finding_are_its_evidence(
    page: VisitPage, paths: list[Path], read: Callable[[], CaseFile], settle: Settle
) -> None:
    tab = tab_of(page, VisitTab.FINDINGS, FindingsTab, settle)
    row = tab.table.visualRect(tab.table.model().index(0, 1))

    assert drop(tab.table.viewport(), files(paths[:1]), row.center())
    assert not drop(tab.table.viewport(), files(paths), QPoint(20, tab.table.height() - 60))
    settle()
    assert drop(tab.editor, files(paths[1:]))

    case = read()
    (finding,) = case.findings
    assert len(case.photos_of(PhotoTarget.FINDING, finding.id)) == 3


def test_a_file_in_the_clipboard_is_pasted_and_linked_to_the_card_in_hand(
    page: VisitPage, paths: list[Path], read: Callable[[], CaseFile]
) -> None:
    tab = page.built[VisitTab.CHECKLIST]
    assert isinstance(tab, ChecklistTab)
    tab.open_key(CHOICE)
    QGuiApplication.clipboard().setMimeData(files(paths[:1]))

    tab.drop.paste()

    assert [one.file_name for one in read().photos_of(PhotoTarget.CRITERION, CHOICE)] == [
        "IMG_0.jpg"
    ]


def test_a_picture_in_the_clipboard_becomes_a_photo_of_the_moment(
    page: VisitPage, read: Callable[[], CaseFile], settle: Settle
) -> None:
    tab = tab_of(page, VisitTab.PHOTOS, PhotosTab, settle)
    image = QImage(64, 48, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    QGuiApplication.clipboard().setImage(image)

    tab.drop.paste()

    (photo,) = read().photos
    assert (photo.width, photo.height) == (64, 48)
    assert photo.file_name == "Ảnh dán 20-11-2026 08.30.00.png"
    assert photo.taken_at is None


def test_a_jpeg_in_the_clipboard_is_kept_bit_for_bit(
    page: VisitPage,
    application: Application,
    read: Callable[[], CaseFile],
    settle: Settle,
) -> None:
    tab = tab_of(page, VisitTab.PHOTOS, PhotosTab, settle)
    mime = QMimeData()
    mime.setData("image/jpeg", draw.turned(6))
    QGuiApplication.clipboard().setMimeData(mime)

    tab.drop.paste()

    (photo,) = read().photos
    original = next((application.folder / "blobs").glob(f"??/{photo.sha256}"))
    assert original.read_bytes() == draw.turned(6)


def test_text_in_the_clipboard_is_no_photo(
    page: VisitPage, read: Callable[[], CaseFile], settle: Settle
) -> None:
    tab = tab_of(page, VisitTab.PHOTOS, PhotosTab, settle)
    QGuiApplication.clipboard().setText("Kính gửi")

    tab.drop.paste()

    assert read().photos == ()
    assert not drop(tab, QMimeData())


def test_a_card_pulled_out_in_the_middle_is_one_line_and_the_window_lives(
    page: VisitPage, tmp_path: Path, read: Callable[[], CaseFile], settle: Settle, qtbot: QtBot
) -> None:
    card, pulled = tmp_path / "card", tmp_path / "pulled"
    draw.shots(card, 20)
    draw.shots(pulled, 20)
    for picture in pulled.iterdir():
        # Listed with the others, and no longer there when its turn comes.
        (card / f"z-{picture.name}").symlink_to(picture)
    tab = tab_of(page, VisitTab.PHOTOS, PhotosTab, settle)
    shutil.rmtree(pulled)

    drop(tab, files([card]))
    qtbot.waitUntil(lambda: tab.grid.photos.rowCount() > 0, timeout=30_000)
    settle()

    lines = page.intake.text.text().splitlines()
    assert len(read().photos) == 20
    assert lines[0] == "Đã nhận 20 ảnh."
    assert lines[1].startswith("20 tệp không nhận được vì không tìm thấy tệp: ")
    assert page.intake.result.property("role") == "warning"


def test_stopping_keeps_what_was_taken_in_and_says_how_to_go_on(
    page: VisitPage, tmp_path: Path, read: Callable[[], CaseFile], settle: Settle, qtbot: QtBot
) -> None:
    many = draw.shots(tmp_path / "card", 150)
    tab = tab_of(page, VisitTab.PHOTOS, PhotosTab, settle)
    panel = page.intake.panel
    panel.bar.valueChanged.connect(panel.cancel_button.click)
    drop(tab, files(many))
    qtbot.waitUntil(lambda: not panel.cancel_button.isEnabled(), timeout=30_000)
    settle()

    kept = read().photos
    lines = page.intake.text.text().splitlines()
    assert 0 < len(kept) < 150
    assert lines[0] == f"Đã nhận {len(kept)} ảnh."
    assert f"{150 - len(kept)} tệp chưa xem đến" in lines[1]


def test_what_is_typed_meanwhile_is_saved_before_the_photos_are_in(
    page: VisitPage,
    application: Application,
    visit_id: InspectionId,
    tmp_path: Path,
    settle: Settle,
    qtbot: QtBot,
) -> None:
    many = draw.shots(tmp_path / "card", 150)
    tab = page.built[VisitTab.CHECKLIST]
    assert isinstance(tab, ChecklistTab)
    tab.open_key(CHOICE)
    row = tab.list.criteria.index(tab.list.criteria.row_of(WORDS))
    assert drop(tab.list.viewport(), files(many), tab.list.visualRect(row).center())

    tab.list.editor.comment.setFocus()
    type_text(tab.list.editor.comment, "Đã niêm yết đủ")
    tab.list.editor.comment.settle()
    qtbot.waitUntil(lambda: page.case.is_saved(CHOICE), timeout=10_000)

    assert page.case.intake.is_busy, "the photos were quicker than the answer"
    answer = application.inspections.case_file(visit_id).answers[CHOICE]
    assert answer.comment == "Đã niêm yết đủ"
    page.intake.panel.cancel_button.click()
    settle()


def test_two_drops_are_taken_in_one_after_the_other(
    page: VisitPage, paths: list[Path], read: Callable[[], CaseFile], settle: Settle
) -> None:
    tab = tab_of(page, VisitTab.PHOTOS, PhotosTab, settle)

    for path in paths:
        drop(tab, files([path]))

    assert len(read().photos) == 3


def test_photos_that_wait_behind_some_that_failed_are_taken_in(
    desk: Desk, visit_id: InspectionId, paths: list[Path], qtbot: QtBot
) -> None:
    runner = JobRunner(desk.jobs)
    failed: list[object] = []
    runner.went_wrong.connect(failed.append)
    queue = IntakeQueue(replace(desk, jobs=runner))

    queue.take(InspectionId("gone"), WantedPhotos(paths=tuple(paths)))
    queue.take(visit_id, WantedPhotos(paths=tuple(paths)))
    qtbot.waitUntil(lambda: not queue.is_busy, timeout=20_000)
    runner.shut_down()

    assert [type(one) for one in failed] == [NotFound]
    assert len(desk.application.inspections.case_file(visit_id).photos) == len(paths)


def test_a_pasted_picture_waits_until_the_disk_has_room_for_it(
    desk: Desk,
    visit_id: InspectionId,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    runner = JobRunner(desk.jobs)
    queue = IntakeQueue(replace(desk, jobs=runner))
    ended: list[object] = []
    queue.ended.connect(lambda intake, _visit: ended.append(intake))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "no room"))

    queue.take(visit_id, WantedPhotos(pictures=(LoosePicture("anh.jpg", draw.turned(6)),)))
    qtbot.waitUntil(lambda: runner.refusal is not None, timeout=20_000)
    refusal, waiting = runner.refusal, runner.waiting_saves
    (tmp_path / "no room").mkdir()
    runner.try_again()
    qtbot.waitUntil(lambda: bool(ended), timeout=20_000)
    runner.shut_down()

    assert isinstance(refusal, PicturesWait)
    assert waiting == 1
    (photo,) = desk.application.inspections.case_file(visit_id).photos
    assert photo.file_name == "anh.jpg"


def test_so_does_one_whose_original_the_store_has_no_room_for(
    desk: Desk, visit_id: InspectionId, qtbot: QtBot
) -> None:
    runner = JobRunner(desk.jobs)
    queue = IntakeQueue(replace(desk, jobs=runner))
    blobs = desk.application.folder / "blobs"
    blobs.write_bytes(b"")

    queue.take(visit_id, WantedPhotos(pictures=(LoosePicture("anh.jpg", draw.turned(6)),)))
    qtbot.waitUntil(lambda: runner.refusal is not None, timeout=20_000)
    blobs.unlink()
    runner.try_again()
    qtbot.waitUntil(lambda: runner.is_idle, timeout=20_000)
    runner.shut_down()

    assert len(desk.application.inspections.case_file(visit_id).photos) == 1


def test_a_picture_pasted_while_a_card_is_read_is_kept_when_the_window_closes(
    desk: Desk, visit_id: InspectionId, tmp_path: Path
) -> None:
    runner = JobRunner(desk.jobs)
    queue = IntakeQueue(replace(desk, jobs=runner))

    queue.take(visit_id, WantedPhotos(paths=tuple(draw.shots(tmp_path / "card", 60))))
    queue.take(visit_id, WantedPhotos(pictures=(LoosePicture("anh.jpg", draw.turned(6)),)))
    runner.shut_down()

    names = {one.file_name for one in desk.application.inspections.case_file(visit_id).photos}
    assert "anh.jpg" in names


def test_a_signed_visit_takes_nothing(
    page: VisitPage,
    visit_id: InspectionId,
    paths: list[Path],
    read: Callable[[], CaseFile],
    settle: Settle,
    qtbot: QtBot,
) -> None:
    inspections = page.desk.application.inspections
    visit = inspections.get(visit_id)
    inspections.save(replace(visit, state=InspectionState.SIGNED))
    qtbot.waitUntil(lambda: page.case.is_sealed, timeout=20_000)
    tab = tab_of(page, VisitTab.PHOTOS, PhotosTab, settle)
    QGuiApplication.clipboard().setMimeData(files(paths))

    dropped = drop(tab, files(paths))
    tab.drop.paste()
    tab.add(paths)

    assert not dropped
    assert read().photos == ()


class Slot:
    """A card reader: what is in it."""

    def __init__(self) -> None:
        self.cards: Sequence[Card] = ()

    def look(self) -> Sequence[Card]:
        return self.cards


@pytest.fixture
def slot() -> Slot:
    return Slot()


@pytest.fixture
def notice(page: VisitPage, slot: Slot, qtbot: QtBot) -> CardNotice:
    """A notice that watches this slot."""
    made = CardNotice(page.case, page, slot.look)
    qtbot.addWidget(made)
    return made


def _looked(notice: CardNotice, settle: Settle) -> None:
    notice.look()
    settle()


def test_a_card_that_is_put_in_is_offered_and_taken_only_when_asked(
    notice: CardNotice,
    slot: Slot,
    paths: list[Path],
    read: Callable[[], CaseFile],
    settle: Settle,
) -> None:
    slot.cards = (Card(paths[0].parent.parent, "/dev/sdb1"),)

    _looked(notice, settle)

    assert f"{paths[0].parent.parent} có 3 ảnh" in notice.text.text()
    assert notice.take_button.isHidden()
    assert read().photos == ()
    notice.all_button.click()
    assert len(read().photos) == 3
    assert notice.isHidden()


def test_of_a_telephone_full_of_photos_those_of_the_visit_are_offered_first(
    notice: CardNotice,
    slot: Slot,
    paths: list[Path],
    read: Callable[[], CaseFile],
    settle: Settle,
) -> None:
    os.utime(paths[0], (0, 0))
    slot.cards = (Card(paths[0].parent.parent, "/dev/sdb1"),)

    _looked(notice, settle)

    assert notice.take_button.text() == "Từ ngày bắt đầu kiểm tra (2)"
    assert notice.all_button.text() == "Tất cả (3)"
    notice.take_button.click()
    assert [photo.file_name for photo in read().photos] == ["IMG_1.jpg", "IMG_2.jpg"]


def test_a_card_that_was_declined_is_offered_again_only_when_it_was_pulled(
    notice: CardNotice, slot: Slot, paths: list[Path], settle: Settle
) -> None:
    card = Card(paths[0].parent.parent, "/dev/sdb1")
    slot.cards = (card,)
    _looked(notice, settle)
    notice.later_button.click()

    _looked(notice, settle)
    still_in = notice.offer
    slot.cards = ()
    _looked(notice, settle)
    slot.cards = (card,)
    _looked(notice, settle)

    assert still_in is None
    assert notice.offer is not None
    assert notice.offer.card == card


def test_the_offer_goes_when_the_card_is_pulled_out(
    notice: CardNotice, slot: Slot, paths: list[Path], settle: Settle
) -> None:
    slot.cards = (Card(paths[0].parent.parent, "/dev/sdb1"),)
    _looked(notice, settle)

    slot.cards = ()
    _looked(notice, settle)

    assert notice.offer is None
    assert notice.isHidden()


def test_a_card_without_photos_is_not_worth_a_word(
    notice: CardNotice, slot: Slot, tmp_path: Path, settle: Settle
) -> None:
    (tmp_path / "leer" / "DCIM").mkdir(parents=True)
    slot.cards = (Card(tmp_path / "leer", "/dev/sdc1"),)

    _looked(notice, settle)

    assert notice.offer is None


def test_ctrl_v_in_the_grid_pastes(
    page: VisitPage, paths: list[Path], read: Callable[[], CaseFile], settle: Settle, qtbot: QtBot
) -> None:
    tab = tab_of(page, VisitTab.PHOTOS, PhotosTab, settle)
    QGuiApplication.clipboard().setMimeData(files(paths))
    page.activateWindow()
    tab.choose_button.setFocus()

    qtbot.keyClick(tab.choose_button, Qt.Key.Key_V, _CONTROL)

    assert len(read().photos) == 3
