"""Revisions as lines: what the writer makes, every reader takes."""

from __future__ import annotations

import io
from dataclasses import replace

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.revision import Revision
from app.packages.errors import PackageRefused
from app.packages.limits import Limits
from app.packages.records import (
    LINE,
    is_plainly_spelt,
    read_lines,
    read_revision,
    write_revision,
)
from app.packages.strict_json import read_value
from tests.packages.given import revision


def test_a_line_has_one_spelling() -> None:
    line = write_revision(revision(7, {"b": 1, "a": ["ộ", None, True]}))

    assert line.startswith(b'{"actor":"an","agg":"inspection-1","commit":"')
    assert b'"value":{"a":["' + "ộ".encode() + b'",null,true],"b":1}}\n' in line


def test_a_null_is_a_value_and_not_an_erasure() -> None:
    made = revision(1, None)

    again = read_revision(write_revision(made)[:-1])

    assert again == made
    assert again.value == "null"


def test_parents_and_observed_heads_are_put_in_order() -> None:
    one, two = sorted((revision(1).rev_id, revision(2).rev_id))
    made = replace(revision(3, parents=(one,)), parents=(two, one), observed=(two, one)).sealed()

    again = read_revision(write_revision(made)[:-1])

    assert again.parents == (one, two)
    assert again.observed == (one, two)
    assert again.rev_id == made.rev_id


@pytest.mark.parametrize(
    "wrong",
    [
        replace(revision(), rev_id=revision(2).rev_id),
        replace(revision(), value='"another"'),
        replace(revision(), value='"e\u0301"'),
        replace(revision(), value="1.5"),
        replace(revision(), value="{"),
        replace(revision(), agg_id="").sealed(),
        replace(revision(), field="Text").sealed(),
        replace(revision(), lam=10**7 + 1).sealed(),
        replace(revision(), actor_id="a" * 201).sealed(),
        replace(revision(), tz_min=2000).sealed(),
        replace(revision(), utc_ms=10**15).sealed(),
        replace(revision(), utc_ms=32_503_680_000_000).sealed(),  # the year 3000
        replace(revision(), parents=(revision(2).rev_id,) * 2).sealed(),
        revision(1, "a" * 100_001),
    ],
)
def test_the_writer_makes_no_line_that_a_reader_refuses(wrong: Revision) -> None:
    with pytest.raises(PackageRefused):
        write_revision(wrong)


def test_a_whole_checklist_fits_a_line() -> None:
    rows = [{"code": f"{number}", "text": "Tiêu chí thành phần " * 20} for number in range(900)]

    made = revision(1, rows, entity_type="checklist", field_name="criteria")

    assert read_revision(write_revision(made)[:-1]) == made


def test_lines_are_bounded_while_they_are_read() -> None:
    limits = Limits(line=10, lines=2)

    assert list(read_lines(io.BytesIO(b"one\n123456789\n"), limits)) == [b"one", b"123456789"]
    for wrong in (b"1234567890\n", b"a\nb\nc\n", b"a\nb"):
        with pytest.raises(PackageRefused):
            list(read_lines(io.BytesIO(wrong), limits))


def test_a_record_longer_than_a_line_may_be_is_left_out() -> None:
    rows = ["a" * 90_000] * 12

    with pytest.raises(PackageRefused):
        write_revision(revision(1, rows))


@given(
    st.lists(
        st.tuples(
            st.integers(0, 600), st.integers(0, 3), st.sampled_from(b' ,:"{}[]\\0-1.eEabu\t\xcc')
        ),
        min_size=1,
        max_size=3,
    ),
    st.sampled_from(["Cần Đước", 12, None, True, ["a", 1], {"a": 1, "b": "ộ"}, "", -0]),
)
def test_what_is_taken_at_a_glance_is_canonical_when_looked_at_closely(
    changes: list[tuple[int, int, int]], value: object
) -> None:
    line = bytearray(write_revision(revision(7, value))[:-1])
    for place, removed, byte in changes:
        at = place % len(line)
        line[at : at + removed] = bytes([byte])

    try:
        read = LINE.decode(bytes(line))
    except (msgspec.MsgspecError, UnicodeError):
        return
    if is_plainly_spelt(bytes(line), read):
        read_value(bytes(line))


@pytest.mark.parametrize("value", ["Cần Đước", None, True, False, ""])
def test_most_lines_are_taken_at_a_glance(value: object) -> None:
    line = write_revision(revision(7, value))[:-1]

    assert is_plainly_spelt(line, LINE.decode(line))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b'"value":1', b'"value":1.0'),
        (b'"value":1', b'"value":[1, 2]'),
        (b'"value":1', b'"value": 1'),
        (b'"lam":', b'"lam": '),
        (b'{"actor":"an",', b'{"actor":"an","actor":"an",'),
        (b'{"actor":"an",', b'{"aa":1,"actor":"an",'),
        (b'"an"', b'"a\\u006e"'),
        (b'"an"', '"e\u0301"'.encode()),
    ],
)
def test_a_line_that_may_be_spelt_otherwise_is_looked_at_closely(
    before: bytes, after: bytes
) -> None:
    line = write_revision(revision(7, 1))[:-1].replace(before, after, 1)

    assert not is_plainly_spelt(line, LINE.decode(line))
