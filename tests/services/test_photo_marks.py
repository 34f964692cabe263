"""What is drawn over photos: burned into everything that leaves, and never into the original."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PIL import Image

from app.bootstrap import Application
from app.domain.inspection import Inspection
from app.domain.paper import Paper
from app.domain.photo import Photo, PhotoUse
from app.domain.photo_look import DrawnMark
from app.domain.photo_mark import WHOLE, MarkKind, PhotoMark
from app.domain.signed_scope import VisitSigned
from app.errors import InvalidValue, NotFound
from app.ids import PhotoId
from tests.complete import complete_visit
from tests.documents.word_reading import Written
from tests.photos import pictures as draw
from tests.photos.test_finishing import NEARLY_BLACK, brightest
from tests.services.test_papers import FACTS, PLAN

RIGHT_HALF = DrawnMark(MarkKind.BLACK_OUT, 5000, 0, WHOLE, WHOLE)
ORIGINAL = draw.jpeg(draw.corners(), draw.camera_exif(1, place=True), comment="CANARY-COMMENT")


@dataclass(frozen=True)
class Shot:
    """A photo of a visit in a store."""

    application: Application
    visit: Inspection
    photo: Photo
    folder: Path

    def draw(self, *marks: DrawnMark) -> tuple[PhotoMark, ...]:
        """Draw on it."""
        return self.application.photo_marks.draw(self.photo, marks)

    @property
    def marks(self) -> tuple[PhotoMark, ...]:
        """What is drawn on it."""
        return self.application.inspections.case_file(self.visit.id).photo_marks

    def printed(self) -> list[bytes]:
        """The pictures in the minutes, printed now."""
        target = self.folder / "bb.docx"
        self.application.minutes.draft(self.visit.id, target)
        return list(pictures_in(target))


def pictures_in(path: Path) -> Iterator[bytes]:
    """Yield the JPEG files in a Word file."""
    for name, data in Written(path.read_bytes()).parts.items():
        if name.endswith((".jpeg", ".jpg")):
            yield data


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")


@pytest.fixture
def shot(application: Application, tmp_path: Path) -> Shot:
    """A visit with one photo that says where and by which camera it was taken."""
    visit = application.inspections.start("28108", PLAN, FACTS, ("MC",))
    path = draw.write(tmp_path, "IMG_0001.jpg", ORIGINAL)
    (photo,) = application.photos.add(visit.id, [path], caption="Quầy số 2")
    assert isinstance(photo, Photo)
    return Shot(application, visit, photo, tmp_path)


def test_the_pixels_of_a_blacked_out_region_are_not_in_the_minutes(shot: Shot) -> None:
    (before,) = shot.printed()
    assert draw.is_upright(opened(before))

    shot.draw(RIGHT_HALF)

    (after,) = shot.printed()
    picture = opened(after)
    assert brightest(picture, (0.52, 0, 1, 1)) <= NEARLY_BLACK
    assert draw.near(picture, (0.1, 0.1), draw.RED)
    assert draw.near(picture, (0.1, 0.9), draw.BLUE)
    whole = (shot.folder / "bb.docx").read_bytes()
    assert before not in whole


def test_nor_is_what_the_camera_noted(shot: Shot) -> None:
    assert b"CANARY" in ORIGINAL

    shot.draw(RIGHT_HALF)

    for name, data in Written((_printed_to(shot)).read_bytes()).parts.items():
        assert b"CANARY" not in data, name
    for data in pictures_in(shot.folder / "bb.docx"):
        with Image.open(io.BytesIO(data)) as picture:
            assert not picture.getexif()
        assert b"Exif" not in data
        assert data.count(b"\xff\xd8\xff") == 1, "a second picture inside the first"


def _printed_to(shot: Shot) -> Path:
    shot.printed()
    return shot.folder / "bb.docx"


def test_the_original_is_bit_for_bit_what_the_camera_wrote(shot: Shot) -> None:
    shot.draw(RIGHT_HALF)
    shot.application.photo_marks.turn(shot.photo.id, 1)
    shot.application.photo_marks.crop(shot.photo.id, (0, 0, 5000, 5000))
    shot.printed()

    vault = shot.application.folder / "blobs" / shot.photo.sha256[:2] / shot.photo.sha256
    assert vault.read_bytes() == ORIGINAL
    assert hashlib.sha256(ORIGINAL).hexdigest() == shot.photo.sha256


def test_every_other_paper_that_prints_photos_has_it_black(shot: Shot) -> None:
    shot.draw(RIGHT_HALF)

    written = shot.application.papers.write_all(shot.visit.id, shot.folder / "papers")

    found = {one.paper: list(pictures_in(one.file)) for one in written if one.error is None}
    with_photos = {paper for paper, pictures in found.items() if pictures}
    assert with_photos == {Paper.UNIT_COPY}
    for pictures in found.values():
        for data in pictures:
            assert brightest(opened(data), (0.52, 0, 1, 1)) <= NEARLY_BLACK


def test_the_small_picture_of_lists_has_it_black_too(shot: Shot) -> None:
    shot.draw(RIGHT_HALF)

    case = shot.application.inspections.case_file(shot.visit.id)
    small = shot.application.photos.thumbnail(shot.photo.sha256, case.look_of(case.photos[0]))

    assert brightest(opened(small.read_bytes()), (0.55, 0, 1, 1)) <= NEARLY_BLACK


def test_minutes_printed_after_a_change_never_show_the_look_before(shot: Shot) -> None:
    (mark,) = shot.draw(DrawnMark(MarkKind.BLACK_OUT, 0, 0, 5000, WHOLE))
    shot.printed()

    shot.application.photo_marks.redraw(mark, RIGHT_HALF)

    (now,) = map(opened, shot.printed())
    assert brightest(now, (0.52, 0, 1, 1)) <= NEARLY_BLACK
    assert draw.near(now, (0.1, 0.1), draw.RED)


def test_a_cropped_and_turned_photo_keeps_its_proportions_on_paper(shot: Shot) -> None:
    shot.application.photo_marks.crop(shot.photo.id, (0, 0, 5000, WHOLE))
    shot.application.photo_marks.turn(shot.photo.id, 1)

    (picture,) = map(opened, shot.printed())

    assert picture.size == (300, 200)
    body = Written((shot.folder / "bb.docx").read_bytes()).parts["word/document.xml"].decode()
    across, down = (int(body.split(f'{side}="')[1].split('"')[0]) for side in ("cx", "cy"))
    assert across / down == pytest.approx(300 / 200, rel=0.01)


def test_a_black_out_that_moves_is_a_new_one_and_anything_else_moves_as_it_is(
    shot: Shot,
) -> None:
    black, box = shot.draw(RIGHT_HALF, DrawnMark(MarkKind.BOX, 0, 0, 100, 100))
    marks = shot.application.photo_marks

    moved = marks.redraw(black, DrawnMark(MarkKind.BLACK_OUT, 4000, 0, 9000, WHOLE))
    pushed = marks.redraw(box, DrawnMark(MarkKind.BOX, 500, 500, 600, 600))

    assert moved.id != black.id
    assert pushed.id == box.id
    assert [(one.id, one.from_x) for one in shot.marks] == [(moved.id, 4000), (box.id, 500)]


def test_marks_are_told_apart_by_their_order_and_can_be_erased(shot: Shot) -> None:
    first, second = shot.draw(RIGHT_HALF, DrawnMark(MarkKind.TEXT, 0, 0, 0, 0, "mẫu số 04"))

    shot.application.photo_marks.erase([first])

    assert (first.order, second.order) == (1, 2)
    assert shot.marks == (second,)


def test_turning_goes_round_and_an_unknown_photo_is_refused(shot: Shot) -> None:
    for quarters in (1, 1, -3):
        shot.application.photo_marks.turn(shot.photo.id, quarters)

    (photo,) = shot.application.inspections.case_file(shot.visit.id).photos
    assert photo.turn == 3
    with pytest.raises(NotFound):
        shot.application.photo_marks.turn(PhotoId("none"), 1)
    with pytest.raises(InvalidValue):
        shot.draw(DrawnMark(MarkKind.BOX, -1, 0, 5, 5))


def test_a_photo_that_is_taken_out_and_added_again_is_still_blacked_out(shot: Shot) -> None:
    shot.draw(RIGHT_HALF)
    shot.application.photos.remove(shot.photo)

    shot.application.photos.add(shot.visit.id, [shot.folder / "IMG_0001.jpg"])

    (picture,) = map(opened, shot.printed())
    assert brightest(picture, (0.52, 0, 1, 1)) <= NEARLY_BLACK


def test_an_internal_photo_is_not_printed_in_any_look(shot: Shot) -> None:
    shot.draw(RIGHT_HALF)
    shot.application.photos.save(replace(shot.photo, use=PhotoUse.INTERNAL))

    assert shot.printed() == []


def test_a_signed_visit_takes_no_mark_and_loses_none(shot: Shot, tmp_path: Path) -> None:
    marks = shot.application.photo_marks
    (mark,) = shot.draw(RIGHT_HALF)
    complete_visit(shot.application, shot.visit.id)
    shot.application.minutes.freeze(shot.visit.id, tmp_path / "ky.docx")
    shot.application.minutes.sign(shot.visit.id)

    for change in (
        lambda: shot.draw(DrawnMark(MarkKind.BOX, 0, 0, 10, 10)),
        lambda: marks.redraw(mark, DrawnMark(MarkKind.BLACK_OUT, 0, 0, 10, 10)),
        lambda: marks.erase([mark]),
        lambda: marks.turn(shot.photo.id, 1),
        lambda: marks.crop(shot.photo.id, (0, 0, 10, 10)),
    ):
        with pytest.raises(VisitSigned):
            change()

    assert shot.marks == (mark,)


def test_the_hash_in_the_footer_covers_marks_turn_and_crop(shot: Shot, tmp_path: Path) -> None:
    complete_visit(shot.application, shot.visit.id)
    freeze = shot.application.minutes.freeze
    seen = {freeze(shot.visit.id, tmp_path / "0.docx").content_sha256}

    shot.draw(RIGHT_HALF)
    seen.add(freeze(shot.visit.id, tmp_path / "1.docx").content_sha256)
    shot.application.photo_marks.turn(shot.photo.id, 1)
    seen.add(freeze(shot.visit.id, tmp_path / "2.docx").content_sha256)
    shot.application.photo_marks.crop(shot.photo.id, (0, 0, 5000, 5000))
    seen.add(freeze(shot.visit.id, tmp_path / "3.docx").content_sha256)

    assert len(seen) == 4


def test_a_suggestion_of_faces_is_never_applied_by_itself(shot: Shot) -> None:
    with Image.open(Path(draw.__file__).parent / "data" / "astronaut.jpg") as face:
        path = draw.write(shot.folder, "face.jpg", draw.jpeg(face))
    (photo,) = shot.application.photos.add(shot.visit.id, [path])
    assert isinstance(photo, Photo)

    suggested = shot.application.faces.suggest(photo.sha256)

    assert shot.application.faces.is_offered
    assert {one.kind for one in suggested} == {MarkKind.BLACK_OUT}
    assert shot.marks == ()
