"""How a photo is to be seen: the order of what is drawn, and a name for each look."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.photo import Photo, photo_id
from app.domain.photo_look import PhotoLook, look_of
from app.domain.photo_mark import MarkKind, PhotoMark
from app.errors import InvalidValue
from app.ids import InspectionId, PhotoId, PhotoMarkId

VISIT = InspectionId("visit")
SHA = "ab" * 32
PHOTO = Photo(
    id=photo_id(VISIT, SHA),
    inspection_id=VISIT,
    sha256=SHA,
    file_name="a.jpg",
    width=4000,
    height=3000,
    size=10,
)


def _mark(name: str, kind: MarkKind = MarkKind.BOX, order: int = 0) -> PhotoMark:
    return PhotoMark(
        id=PhotoMarkId(name),
        inspection_id=VISIT,
        photo_id=PHOTO.id,
        kind=kind,
        from_x=0,
        from_y=0,
        to_x=5_000,
        to_y=5_000,
        text=name,
        order=order,
    )


def test_a_photo_nothing_was_done_to_is_seen_as_it_was_taken() -> None:
    assert look_of(PHOTO, []).is_plain


@pytest.mark.parametrize(
    "look",
    [
        look_of(replace(PHOTO, turn=1), []),
        look_of(replace(PHOTO, crop=(0, 0, 5_000, 10_000)), []),
        look_of(PHOTO, [_mark("a")]),
    ],
    ids=["turned", "cropped", "marked"],
)
def test_whatever_is_done_to_a_photo_gives_another_look(look: PhotoLook) -> None:
    assert not look.is_plain
    assert look.key != look_of(PHOTO, []).key


def test_what_is_written_stands_above_what_is_blacked_out() -> None:
    marks = [_mark("chữ", MarkKind.TEXT, 1), _mark("che", MarkKind.BLACK_OUT, 2)]

    assert [one.text for one in look_of(PHOTO, marks).marks] == ["che", "chữ"]


def test_two_laptops_that_read_the_marks_in_another_order_see_one_look() -> None:
    marks = [_mark("a"), _mark("b"), _mark("c", MarkKind.BLACK_OUT)]

    assert look_of(PHOTO, marks) == look_of(PHOTO, reversed(marks))


def test_the_marks_of_another_photo_are_not_its_own() -> None:
    stranger = replace(_mark("a"), photo_id=PhotoId("other"))

    assert look_of(PHOTO, [stranger]).is_plain


@pytest.mark.parametrize("place", [-1, 10_001])
def test_a_mark_beside_the_picture_is_refused(place: int) -> None:
    with pytest.raises(InvalidValue, match="from_x"):
        replace(_mark("a"), from_x=place)
