"""Where things lie in a photo once it is cropped and turned."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.photo_geometry import area_of, arrow_of, lines_of, seen_place, seen_size
from app.domain.photo_look import PhotoLook
from app.domain.photo_mark import WHOLE

TENTHS = st.integers(0, WHOLE)


@pytest.mark.parametrize(
    ("turn", "seen"), [(0, (0.25, 0.1)), (1, (0.9, 0.25)), (2, (0.75, 0.9)), (3, (0.1, 0.75))]
)
def test_a_place_turns_with_the_picture(turn: int, seen: tuple[float, float]) -> None:
    assert seen_place(PhotoLook(turn=turn), 2500, 1000) == pytest.approx(seen)


def test_a_crop_is_taken_before_the_turn() -> None:
    look = PhotoLook(turn=1, crop=(5000, 0, 10000, 5000))

    assert seen_place(look, 5000, 0) == pytest.approx((1, 0))
    assert seen_place(look, 10000, 5000) == pytest.approx((0, 1))
    assert seen_size(4000, 3000, look) == (1500, 2000)


@pytest.mark.parametrize("crop", [(), (5, 5, 5, 9), (9, 5, 2, 8), (1, 2, 3)])
def test_a_crop_of_nothing_is_none(crop: tuple[int, ...]) -> None:
    assert area_of(PhotoLook(crop=crop)) == (0, 0, WHOLE, WHOLE)


@given(x=TENTHS, y=TENTHS, turn=st.integers(0, 3))
def test_what_is_in_the_crop_is_in_the_picture(x: int, y: int, turn: int) -> None:
    look = PhotoLook(turn=turn, crop=(1000, 2000, 8000, 9000))

    across, down = seen_place(look, x, y)

    inside = 1000 <= x <= 8000 and 2000 <= y <= 9000
    assert (-1e-9 <= across <= 1 + 1e-9 and -1e-9 <= down <= 1 + 1e-9) is inside


def test_an_arrow_ends_in_a_head_that_points_on() -> None:
    shaft, (tip, left, right) = arrow_of((0, 0), (100, 0), 10)

    assert 0 < shaft[0] < tip[0]
    assert tip == pytest.approx((100, 0))
    assert (left[0], left[1]) == pytest.approx((right[0], -right[1]))
    assert left[0] == pytest.approx(shaft[0])


def test_a_text_breaks_between_words_only() -> None:
    broken = lines_of("Thiếu phiếu hẹn\n\nở quầy số 2", len, 11)

    assert broken == ["Thiếu phiếu", "hẹn", "ở quầy số 2"]
    assert lines_of("dàiquákhôngcắtđược ngắn", len, 5) == ["dàiquákhôngcắtđược", "ngắn"]
