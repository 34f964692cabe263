"""Which photos of a visit look the same."""

from __future__ import annotations

import random
import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given as given_that
from hypothesis import strategies as st

from app.domain.photo import Photo
from app.domain.photo_likeness import MOST, look_alikes
from tests.given import photo


def seen(number: int, bits: int, **facts: object) -> Photo:
    return photo(f"{number:064x}", difference_hash=f"{bits:016x}", **facts)


def test_a_copy_that_differs_in_few_bits_looks_the_same_both_ways() -> None:
    original, copy = seen(1, 0xF0F0_F0F0), seen(2, 0xF0F0_F0FF, width=640, height=480)

    assert look_alikes([original, copy]) == {original.id: (copy,), copy.id: (original,)}


def test_one_that_differs_in_more_bits_does_not() -> None:
    assert look_alikes([seen(1, 0xF0F0_F0F0), seen(2, 0xF0F0_0FF0)]) == {}


def test_another_shape_is_another_picture() -> None:
    assert look_alikes([seen(1, 0xFF00), seen(2, 0xFF00, width=1200, height=1600)]) == {}


def test_two_moments_are_two_shots_but_a_copy_may_have_lost_its_own() -> None:
    first = seen(1, 0xFF00, taken_at=datetime(2026, 11, 20, 1, tzinfo=UTC))
    second = seen(2, 0xFF00, taken_at=datetime(2026, 11, 20, 2, tzinfo=UTC))
    copy = seen(3, 0xFF00)

    assert look_alikes([first, second]) == {}
    assert look_alikes([first, second, copy])[copy.id] == (first, second)


def test_what_has_no_hash_looks_like_nothing() -> None:
    assert look_alikes([photo("1" * 64), photo("2" * 64)]) == {}


@given_that(st.sets(st.integers(0, 63), max_size=6), st.integers(0, 2**64 - 1))
def test_no_pair_within_four_bits_is_overlooked(flipped: set[int], bits: int) -> None:
    other = bits
    for place in flipped:
        other ^= 1 << place

    found = look_alikes([seen(1, bits), seen(2, other)])

    assert bool(found) == (len(flipped) <= 4)


@pytest.mark.parametrize("bits", [None, 0xFF00], ids=["all different", "all the same"])
def test_two_thousand_photos_are_compared_in_no_time(bits: int | None) -> None:
    chance = random.Random(7)  # noqa: S311 - pictures, not secrets
    photos = [seen(number, bits or chance.getrandbits(64)) for number in range(2_000)]
    started = time.process_time()

    found = look_alikes(photos)

    assert time.process_time() - started < 2.0
    assert len(found) == (2_000 if bits else 0)
    assert all(len(others) <= MOST for others in found.values())


def test_pages_of_white_paper_are_compared_in_a_moment() -> None:
    first = datetime(2026, 11, 20, 1, tzinfo=UTC)
    photos = [
        seen(number, 0xF0F0, taken_at=first + timedelta(seconds=number)) for number in range(1_500)
    ]
    started = time.process_time()

    found = look_alikes(photos)

    assert found == {}
    # Compared in each of the five parts they share, it is eight times as much.
    assert time.process_time() - started < 0.7
