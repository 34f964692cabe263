"""Photos taken in: recorded as they come, told about at the end, and none of them twice."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from PIL import Image
from typing_extensions import override

from app.bootstrap import Application
from app.domain.inspection import Inspection, InspectionState
from app.domain.photo import PhotoTarget, PhotoUse
from app.domain.photo_flags import PhotoFlag, photo_flags
from app.domain.signed_scope import VisitSigned
from app.progress import Unheard
from app.services.photo_intake import IntakeStopped
from tests.complete import complete_visit
from tests.fakes import FrozenClock
from tests.photos import pictures as draw
from tests.services.test_visits import FACTS, PLAN

TAKEN = datetime(2026, 11, 20, 9, 15)  # noqa: DTZ001 - a camera writes no zone


@pytest.fixture
def visit(application: Application) -> Inspection:
    """A visit just opened, with the checklist of one-stop centres."""
    return application.inspections.start("28108", PLAN, FACTS, ("MC",))


@pytest.fixture
def original(tmp_path: Path) -> Path:
    """A telephone's photo with its moment and its place."""
    exif = draw.camera_exif(1, TAKEN, "+07:00", place=True)
    return draw.write(tmp_path, "IMG_1.jpg", draw.jpeg(draw.scene(1200, 900), exif, "CANARY"))


def sent(original: Path, name: str = "z123.jpg") -> Path:
    """Return the same picture as it comes out of Zalo: smaller, and without a word about it."""
    out = io.BytesIO()
    with Image.open(original) as image:
        image.resize((640, 480)).save(out, "JPEG", quality=60)
    return draw.write(original.parent, name, out.getvalue())


def numbered(folder: Path, count: int) -> list[Path]:
    folder.mkdir(exist_ok=True)
    data = draw.turned(1)
    return [
        draw.write(folder, f"{number:02}.jpg", draw.with_comment(data, b"%d" % number))
        for number in range(count)
    ]


def test_the_place_and_the_look_of_a_photo_are_recorded(
    application: Application, visit: Inspection, original: Path
) -> None:
    (photo,) = application.photos.bring_in(visit.id, [original]).photos

    (kept,) = application.inspections.case_file(visit.id).photos
    assert kept == photo
    assert (kept.latitude, kept.longitude) == (Decimal("21.028472"), Decimal("105.853333"))
    assert len(kept.difference_hash) == 16


def test_the_same_bytes_are_told_as_known_and_keep_their_caption(
    application: Application, visit: Inspection, original: Path
) -> None:
    application.photos.bring_in(visit.id, [original], caption="Biển tên")

    again = application.photos.bring_in(visit.id, [original])

    assert [photo.caption for photo in again.known] == ["Biển tên"]
    assert again.alike == {}
    assert len(application.inspections.case_file(visit.id).photos) == 1


def test_a_photo_that_comes_twice_at_once_is_known_the_second_time(
    application: Application, visit: Inspection, original: Path
) -> None:
    copy = draw.write(original.parent, "copy.jpg", original.read_bytes())

    intake = application.photos.bring_in(visit.id, [original, copy])

    assert len(intake.photos) == 2
    assert len(intake.known) == 1


def test_a_copy_sent_through_zalo_is_flagged_and_kept(
    application: Application, visit: Inspection, original: Path
) -> None:
    (first,) = application.photos.bring_in(visit.id, [original]).photos

    intake = application.photos.bring_in(visit.id, [sent(original)])

    (copy,) = intake.photos
    assert intake.alike == {copy.id: (first,)}
    case = application.inspections.case_file(visit.id)
    flags = photo_flags(case)
    assert [PhotoFlag.ALIKE in flags.of[photo.id] for photo in case.photos] == [True, True]


def test_two_shots_of_one_scene_are_two_photos(
    application: Application, visit: Inspection, tmp_path: Path
) -> None:
    shots = [
        draw.write(
            tmp_path,
            f"{second}.jpg",
            draw.jpeg(draw.scene(800, 600), draw.camera_exif(1, TAKEN + timedelta(seconds=second))),
        )
        for second in (0, 2)
    ]

    assert application.photos.bring_in(visit.id, shots).alike == {}


def test_a_folder_is_taken_in_with_its_links_and_the_rest_is_counted(
    application: Application, visit: Inspection, tmp_path: Path
) -> None:
    numbered(tmp_path / "DCIM", 3)
    draw.write(tmp_path / "DCIM", "film.mp4", b"\0\0\0\x18ftypmp42")
    links = [(PhotoTarget.CRITERION, "MC.2.1"), (PhotoTarget.CRITERION, "MC.2.2")]

    intake = application.photos.bring_in(visit.id, [tmp_path / "DCIM"], links=links)

    case = application.inspections.case_file(visit.id)
    assert (len(intake.photos), intake.left_out, intake.refused) == (3, 1, ())
    assert all(case.photos_of(target, key) == case.photos for target, key in links)
    assert [photo.order for photo in case.photos] == [1, 2, 3]


class Stopper(Unheard):
    """A user who stops after some photos."""

    def __init__(self, after: int) -> None:
        self.after = after

    @override
    def step(self, done: int, total: int, label: str = "") -> None:
        if done == self.after:
            raise IntakeStopped(taken=done, left=total - done)


def test_what_was_taken_in_before_it_was_stopped_is_recorded(
    application: Application, visit: Inspection, tmp_path: Path
) -> None:
    paths = numbered(tmp_path / "card", 12)

    intake = application.photos.bring_in(visit.id, paths, Stopper(5))

    kept = application.inspections.case_file(visit.id).photos
    assert [photo.file_name for photo in kept] == [f"0{number}.jpg" for number in range(5)]
    assert (len(intake.photos), intake.not_reached) == (5, 7)


def test_whoever_asks_for_a_plain_list_hears_that_it_was_stopped(
    application: Application, visit: Inspection, tmp_path: Path
) -> None:
    paths = numbered(tmp_path / "card", 4)

    with pytest.raises(IntakeStopped) as stopped:
        application.photos.add(visit.id, paths, Stopper(1))

    assert stopped.value.params == {"taken": 1, "left": 3}


class Looker(Unheard):
    """Looks into the store while photos are taken in."""

    def __init__(self, look: Callable[[], int]) -> None:
        self.look = look
        self.seen: list[int] = []

    @override
    def step(self, done: int, total: int, label: str = "") -> None:
        self.seen.append(self.look())


def test_photos_are_safe_and_seen_before_the_last_one_is_read(
    application: Application, visit: Inspection, tmp_path: Path
) -> None:
    looker = Looker(lambda: len(application.inspections.case_file(visit.id).photos))

    application.photos.bring_in(visit.id, numbered(tmp_path / "card", 40), looker)

    assert 16 <= looker.seen[30] < 40


def test_bad_files_of_every_kind_cost_only_themselves(
    application: Application, visit: Inspection, tmp_path: Path
) -> None:
    (tmp_path / "gone.jpg").symlink_to(tmp_path / "pulled out")
    (tmp_path / "eio.jpg").symlink_to("/proc/self/mem")
    bad = [
        draw.write(tmp_path, "200mp.png", draw.png_bomb(20_000, 10_000)),
        draw.write(tmp_path, "cut.jpg", draw.turned(1)[:2000]),
        draw.write(tmp_path, "film.jpg", b"\0\0\0\x18ftypisom" + bytes(200)),
        draw.write(tmp_path, "empty.jpg", b""),
        draw.write(tmp_path, "letter.jpg", "Kính gửi".encode()),
        tmp_path / "gone.jpg",
        tmp_path / "eio.jpg",
    ]
    good = numbered(tmp_path / "card", 2)

    intake = application.photos.bring_in(visit.id, [good[0], *bad, good[1]])

    assert len(intake.photos) == 2
    assert [refused.reason for refused in intake.refused] == [
        "ảnh có hơn 64 triệu điểm ảnh",
        "ảnh bị cắt cụt hoặc bị hỏng; hãy chép lại từ máy ảnh",
        "đây là video; chỉ nhận ảnh chụp",
        "tệp rỗng",
        "tệp không phải ảnh JPEG, PNG, WEBP hoặc HEIC, dù tên tệp ghi như vậy",
        "không tìm thấy tệp",
        "đĩa hoặc USB không phản hồi",
    ]


def test_a_clock_set_back_to_2001_loses_nothing_and_the_photo_is_flagged(
    application: Application, visit: Inspection, original: Path, clock: FrozenClock
) -> None:
    clock.moment = datetime(2001, 1, 1, tzinfo=UTC)
    reset = draw.jpeg(draw.corners(), draw.camera_exif(1, datetime(2001, 1, 1, 8, 0)))  # noqa: DTZ001 - a camera writes no zone
    old = draw.write(original.parent, "old.jpg", reset)

    application.photos.bring_in(visit.id, [original, old])

    case = application.inspections.case_file(visit.id)
    flags = photo_flags(case).of
    assert [PhotoFlag.OUTSIDE in flags[photo.id] for photo in case.photos] == [False, True]


def test_a_moment_is_given_only_to_a_photo_that_does_not_say_its_own(
    application: Application, visit: Inspection, original: Path
) -> None:
    moment = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)

    intake = application.photos.bring_in(visit.id, [original, sent(original)], taken_at=moment)

    assert [photo.taken_at for photo in intake.photos] == [
        datetime(2026, 11, 20, 2, 15, tzinfo=UTC),
        moment,
    ]


def test_a_signed_visit_takes_no_photo_in_and_no_file_is_copied(
    application: Application, visit: Inspection, original: Path
) -> None:
    application.inspections.save(replace(visit, state=InspectionState.SIGNED))

    with pytest.raises(VisitSigned):
        application.photos.bring_in(visit.id, [original])

    assert not list((application.folder / "blobs").glob("??/*"))


def test_no_paper_tells_where_or_with_what_a_photo_was_taken(
    application: Application, visit: Inspection, original: Path, tmp_path: Path
) -> None:
    complete_visit(application, visit.id)
    application.photos.bring_in(visit.id, [original], caption="Quầy số 1")
    papers = tmp_path / "văn bản"

    application.papers.write_all(visit.id, papers)
    application.minutes.freeze(visit.id, papers / "biên bản.docx")

    secrets = (b"CANARY", b"21.028", b"21,028", b"105.85", b"105,85", b"Exif\0")
    told: list[str] = []
    pictures = 0
    for paper in papers.iterdir():
        with zipfile.ZipFile(paper) as parts:
            for name in parts.namelist():
                content = parts.read(name)
                pictures += name.startswith("word/media/") and content.startswith(b"\xff\xd8")
                told += [f"{paper.name}: {name}" for secret in secrets if secret in content]
    assert told == []
    assert pictures >= 2  # the minutes and the copy for the unit


def test_many_photos_are_changed_at_once_as_the_store_holds_them(
    application: Application, visit: Inspection, tmp_path: Path
) -> None:
    photos = application.photos.bring_in(visit.id, numbered(tmp_path / "card", 3)).photos
    application.photos.save(replace(photos[0], caption="Sổ theo dõi"))
    ids = [photo.id for photo in photos]

    given = application.many_photos.caption(ids, "Quầy số 1", overwrite=False)
    application.many_photos.use(ids[1:], PhotoUse.INTERNAL)

    kept = application.inspections.case_file(visit.id).photos
    assert given == 2
    assert [photo.caption for photo in kept] == ["Sổ theo dõi", "Quầy số 1", "Quầy số 1"]
    assert [photo.use for photo in kept] == [PhotoUse.IN_MINUTES, *[PhotoUse.INTERNAL] * 2]


def test_many_photos_are_linked_unlinked_and_removed_at_once(
    application: Application, visit: Inspection, tmp_path: Path
) -> None:
    photos = application.photos.bring_in(visit.id, numbered(tmp_path / "card", 3)).photos
    ids = [photo.id for photo in photos]

    application.many_photos.link(ids, PhotoTarget.CRITERION, "MC.2.1")
    application.many_photos.unlink(ids[:1], PhotoTarget.CRITERION, "MC.2.1")
    application.many_photos.remove(ids[1:2])

    case = application.inspections.case_file(visit.id)
    assert [photo.id for photo in case.photos] == [ids[0], ids[2]]
    assert [link.photo_id for link in case.photo_links] == [ids[2]]


def test_a_photo_removed_and_added_again_is_back(
    application: Application, visit: Inspection, original: Path
) -> None:
    (photo,) = application.photos.bring_in(visit.id, [original]).photos
    application.photos.remove(photo)

    again = application.photos.bring_in(visit.id, [original])

    assert again.known == ()
    assert [one.id for one in application.inspections.case_file(visit.id).photos] == [photo.id]


def test_a_photo_added_again_comes_from_the_bin_as_it_went_there(
    application: Application, visit: Inspection, original: Path
) -> None:
    (photo,) = application.photos.bring_in(visit.id, [original], caption="Sổ tiếp dân").photos
    kept = replace(photo, use=PhotoUse.INTERNAL, crop=(0, 0, 5000, 5000), turn=1)
    application.photos.save(kept)
    application.photos.remove(kept)

    intake = application.photos.bring_in(visit.id, [original])

    assert (intake.photos, intake.restored, intake.known) == ((kept,), (kept,), ())
    assert application.inspections.case_file(visit.id).photos == (kept,)


def test_a_path_that_does_not_answer_costs_itself_only(
    application: Application, visit: Inspection, original: Path
) -> None:
    too_long = original.with_name(f"{'x' * 300}.jpg")

    intake = application.photos.bring_in(visit.id, [too_long, original])

    assert [refused.reason for refused in intake.refused] == ["tên quá dài"]
    assert len(intake.photos) == 1
