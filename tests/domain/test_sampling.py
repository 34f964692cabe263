"""Drawing by chance: the worked values of the document, fairness, and seeds that are refused."""

from __future__ import annotations

import hashlib
from collections import Counter
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.sampling import checked_seed, drawn_order, numbers, proposed_size
from app.errors import InvalidValue

DOCUMENT = Path("docs/sampling.md").read_text("utf-8")


def test_the_numbers_are_those_worked_out_in_the_document() -> None:
    found = list(islice(numbers("2026-11-25-01"), 3))

    assert found == [17156149351373602406, 2389276491954074190, 1258788567723006719]
    assert all(f"`{number:016x}` | {number} |" in DOCUMENT for number in found)


def test_the_numbers_are_what_sha256sum_says() -> None:
    (first,) = islice(numbers("2026-11-25-01"), 1)

    assert f"{first:016x}" == hashlib.sha256(b"2026-11-25-01||1").hexdigest()[:16]


@pytest.mark.parametrize(
    ("name", "order"),
    [("", [6, 1, 9, 4, 3, 8, 5, 0, 2, 7]), ("Hộ tịch", [3, 7, 2, 1, 4, 8, 0, 6, 5, 9])],
)
def test_the_drawn_order_is_the_one_of_the_document(name: str, order: list[int]) -> None:
    assert list(drawn_order("2026-11-25-01", 10, name)) == order
    assert ", ".join(map(str, order)) in DOCUMENT


@given(seed=st.text(min_size=1, max_size=20), count=st.integers(1, 60), name=st.text(max_size=8))
def test_the_lines_of_the_document_give_the_same_order(seed: str, count: int, name: str) -> None:
    code = DOCUMENT.partition("```python\n")[2].partition("```")[0]
    lines: dict[str, object] = {}
    exec(code, lines)  # noqa: S102 - the very lines that are printed there
    redo = lines["order"]

    assert callable(redo)
    assert list(drawn_order(seed, count, name)) == redo(seed, range(count), name)


@given(seed=st.text(min_size=1), count=st.integers(0, 200))
def test_every_place_is_drawn_exactly_once(seed: str, count: int) -> None:
    assert sorted(drawn_order(seed, count)) == list(range(count))


def test_each_place_is_equally_likely_to_be_in_a_sample() -> None:
    places, size, draws = 20, 5, 2_000
    counted = Counter(
        place for seed in range(draws) for place in islice(drawn_order(f"hạt {seed}", places), size)
    )

    expected = draws * size / places
    chi_square = sum((counted[place] - expected) ** 2 / expected for place in range(places))
    # 19 degrees of freedom: a fair draw stays below this 999 times of 1000.
    assert chi_square < 43.8


def test_numbers_that_would_favour_some_are_passed_over() -> None:
    limit = (1 << 63) + 1
    (first,) = islice(drawn_order("2026-11-25-01", limit), 1)

    # The first number is not below 2^64 - (2^64 mod m) = m, so the second is taken.
    assert first == 2389276491954074190


@pytest.mark.parametrize("seed", ["", "   ", "a|b", "x" * 65])
def test_a_seed_that_cannot_be_printed_or_told_apart_is_refused(seed: str) -> None:
    with pytest.raises(InvalidValue):
        checked_seed(seed)


def test_a_seed_is_kept_as_it_is_printed() -> None:
    assert checked_seed("  hạt   1 ") == "hạt 1"


@pytest.mark.parametrize(
    ("entries", "by_field", "size"),
    [
        ({"A": 100}, False, 30),
        ({"A": 100, "B": 100}, True, 15),
        (dict.fromkeys("ABCDEFGH", 50), True, 5),
        (dict.fromkeys("ABCDEFGH", 50), False, 40),
        ({"A": 12}, False, 12),
    ],
)
def test_five_of_each_field_and_thirty_in_all_are_proposed(
    entries: dict[str, int], by_field: bool, size: int
) -> None:
    assert proposed_size(entries, by_field=by_field) == size
