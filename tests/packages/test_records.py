"""Revisions as lines: what the writer makes, every reader takes."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest

from app.domain.revision import Revision
from app.packages.errors import PackageRefused
from app.packages.limits import Limits
from app.packages.records import read_lines, read_revision, write_revision
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
