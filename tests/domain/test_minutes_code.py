"""The code of minutes, as it is printed, typed and scanned."""

from __future__ import annotations

import uuid
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.minutes_code import CodeUnreadable, MinutesCode, qr_line, read_code

VISIT = "7851c969-aa53-54c8-9078-f959f7afadb9"
H = "0123456789abcdef" * 4
HEX = st.text("0123456789abcdef", min_size=64, max_size=64)
GAPS = st.lists(st.sampled_from(["", " ", "  ", "-"]), min_size=16, max_size=16)


@pytest.mark.parametrize(
    "typed",
    [
        "v1 · 0123456789abcdef",
        "V1 · 0123456789ABCDEF",
        "v1 0123 4567 89ab cdef",
        "v1.0123456789abcdef",
        "v10123456789abcdef",
        "  v 1 - 0123-4567-89ab-cdef ",
        "v1·O123456789abcdef",
        "v1 · 0l23456789abcdef",
    ],
)
def test_a_code_may_be_typed_as_one_likes(typed: str) -> None:
    assert read_code(typed) == MinutesCode(version=1, digits="0123456789abcdef")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("0123456789abcdef", MinutesCode(digits="0123456789abcdef")),
        ("v12 · 01234567", MinutesCode(version=12, digits="01234567")),
        ("v2 0123456789abcdef", MinutesCode(version=2, digits="0123456789abcdef")),
        ("v20123456789abcdef0", MinutesCode(version=20, digits="123456789abcdef0")),
        (H, MinutesCode(digits=H)),
    ],
)
def test_version_and_digits_are_told_apart(typed: str, read: MinutesCode) -> None:
    assert read_code(typed) == read


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("v1 · 01234", "ít hơn 6"),
        ("", "ít hơn 6"),
        ("v1 · 0123456789abcdeg", "“g”"),
        ("xin chào", "“x”"),
        (H + "0", "nhiều hơn 64"),
        (f"SKT-BB:1:{VISIT}:1:{H[:-1]}", "không đầy đủ"),
        (f"SKT-BB:1:{VISIT}:{H}", "không đầy đủ"),
        (f"SKT-BB:1:{VISIT[:-1]}:1:{H}", "không đầy đủ"),
        (f"SKT-BB:1:{VISIT}:{'1' * 5000}:{H}", "không đầy đủ"),
        (f"SKT-BB:2:{VISIT}:1:{H}", "phiên bản mới hơn"),
    ],
)
def test_what_is_no_code_is_told_why(typed: str, reason: str) -> None:
    with pytest.raises(CodeUnreadable) as caught:
        read_code(typed)

    assert reason in caught.value.text


def test_the_line_of_the_qr_code_needs_no_small_letters() -> None:
    line = qr_line(VISIT, 3, H)

    allowed = set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")
    assert line == f"SKT-BB:1:{VISIT.upper()}:3:{H.upper()}"
    assert set(line) <= allowed


@given(st.uuids(), st.integers(1, 9999), HEX)
def test_a_camera_reads_what_was_written(visit: uuid.UUID, version: int, digits: str) -> None:
    code = read_code(qr_line(str(visit), version, digits))

    assert code == MinutesCode(inspection_id=str(visit), version=version, digits=digits)
    assert code.fits(str(visit), version, digits)
    assert not code.fits(str(visit), version + 1, digits)


@given(st.integers(1, 9999), HEX, GAPS, st.booleans())
def test_spaces_and_capitals_make_no_difference(
    version: int, digits: str, gaps: list[str], shouted: bool
) -> None:
    spaced = "".join(a + b for a, b in zip(digits[:16], gaps, strict=True))
    typed = f"v{version} · {spaced}"

    code = read_code(typed.upper() if shouted else typed)

    assert code == MinutesCode(version=version, digits=digits[:16])


@given(st.text(max_size=90))
def test_anything_typed_is_read_or_refused(typed: str) -> None:
    digits = ""
    with suppress(CodeUnreadable):
        digits = read_code(typed).digits

    assert set(digits) <= set("0123456789abcdef")
