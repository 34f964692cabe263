"""Cách chấm as worded: what leaves no doubt becomes a rule, the rest stays wording."""

from __future__ import annotations

from decimal import Decimal

import pytest

from app.domain.checklist import AnswerType
from app.domain.issued_points import points_at_the_end, points_in
from app.domain.issued_rule import read_issued_rule
from app.domain.rule_text import parse_rule


@pytest.mark.parametrize(
    ("wording", "points", "kind", "rule"),
    [
        ("- Đúng thời hạn: 1\n- Chậm đến 30 ngày: 0,5\n- Không ban hành: 0", "1",
         AnswerType.CHOICE, "Đúng thời hạn: 1; Chậm đến 30 ngày: 0,5; Không ban hành: 0"),
        ("Từ 90% trở lên: 2 điểm; Từ 70% đến dưới 90%: 1 điểm; Dưới 70%: 0 điểm", "2",
         AnswerType.PERCENT, "Từ 90% trở lên: 2; Từ 70% đến dưới 90%: 1; Dưới 70%: 0"),
        ("- Từ 80% - 100%: 2đ\n- Từ 60% - dưới 80%: 1đ\n- Dưới 60%: không chấm điểm", "2",
         AnswerType.PERCENT, "Từ 80% trở lên: 2; Từ 60% đến dưới 80%: 1; Dưới 60%: 0"),
        ("Dưới 50%: 0\nTừ 50% trở lên: 3", "3",
         AnswerType.PERCENT, "Từ 50% trở lên: 3; Dưới 50%: 0"),
        ("Có: 1 điểm; Không có: 0 điểm", "1", AnswerType.YES_NO, "Có: 1; Không: 0"),
        ("Đầy đủ: 1; Một phần: 0,5; Không: 0 | Một phần: thiếu 1 lĩnh vực", "1",
         AnswerType.YES_PARTIAL_NO,
         "Đầy đủ: 1; Một phần: 0,5; Không: 0 | Một phần: thiếu 1 lĩnh vực"),
        ("0: 2; 1-2: 1; Từ 3 trở lên: 0", "2", AnswerType.COUNT, "0: 2; 1-2: 1; Từ 3 trở lên: 0"),
        ("Đạt 100%: 2,5; Từ 80% đến dưới 100%: điểm = tỷ lệ/100% × 2,5; Dưới 80%: 0", "2.5",
         AnswerType.PERCENT,
         "Đạt 100%: 2,5; Từ 80% đến dưới 100%: điểm = tỷ lệ/100% × 2,5; Dưới 80%: 0"),
        ("2 điểm nếu đủ hồ sơ\n0 điểm nếu thiếu", "2",
         AnswerType.CHOICE, "đủ hồ sơ: 2; thiếu: 0"),
    ],
)  # fmt: skip
def test_steps_become_a_rule(wording: str, points: str, kind: AnswerType, rule: str) -> None:
    read = read_issued_rule(wording, Decimal(points))

    assert (read.answer_type, read.scoring_rule, read.said) == (kind, rule, "")
    assert parse_rule(rule, kind, Decimal(points)).tiers


@pytest.mark.parametrize(
    ("wording", "rule"),
    [
        ("Mỗi sáng kiến 0,5 điểm", "Mỗi sáng kiến: 0,5"),
        ("- Mỗi sáng kiến được 0.5 điểm, tối đa 2 điểm.", "Mỗi sáng kiến: 0,5"),
        ("Trừ 0,5 điểm cho mỗi hồ sơ trễ hạn", "Mỗi hồ sơ trễ hạn: trừ 0,5"),
        ("Mỗi 01 vụ việc bị trừ 0,25 điểm", "Mỗi vụ việc: trừ 0,25"),
        ("trừ 1đ đối với mỗi văn bản sai (không quá 2 điểm)", "Mỗi văn bản sai: trừ 1"),
    ],
)
def test_points_for_every_single_one_become_a_rule(wording: str, rule: str) -> None:
    read = read_issued_rule(wording, Decimal(2))

    assert (read.answer_type, read.scoring_rule, read.said) == (AnswerType.COUNT, rule, "")
    assert read.guidance == wording
    assert parse_rule(rule, AnswerType.COUNT, Decimal(2)).each is not None


def test_what_a_penalty_takes_off_for_every_one_grows_with_the_count() -> None:
    read = read_issued_rule("Trừ 0,5 điểm cho mỗi vụ việc", Decimal(2), is_penalty=True)

    assert read.scoring_rule == "Mỗi vụ việc: 0,5"


@pytest.mark.parametrize(
    "wording",
    [
        "Mỗi sáng kiến 0,5 điểm, tối đa 3 điểm",
        "Mỗi 10% thấp hơn trừ 0,5 điểm",
        "Mỗi sáng kiến 5 điểm",
        "Mỗi sáng kiến 0,5 điểm; không có: 0",
    ],
)
def test_points_for_every_one_that_leave_a_doubt_stay_wording(wording: str) -> None:
    read = read_issued_rule(wording, Decimal(2))

    assert (read.answer_type, read.scoring_rule) == (AnswerType.SCORE, "")
    assert read.said


@pytest.mark.parametrize(
    ("wording", "added"),
    [("- Đúng thời hạn: 1", "Trường hợp khác: 0"), ("Đạt 100%: 1 điểm", "Dưới 100%: 0")],
)
def test_a_step_for_nothing_is_added_and_said(wording: str, added: str) -> None:
    read = read_issued_rule(wording, Decimal(1))

    assert read.scoring_rule.endswith(f"; {added}")
    assert added in read.said


@pytest.mark.parametrize(
    "wording",
    [
        "Tỷ lệ % x điểm tối đa",
        "Thiếu 1 nội dung trừ 0,25 điểm",
        "Đủ: 3",
        "Từ 90% nhưng chậm: 2\nKhông rõ",
        "Trong vòng 30 ngày - 45 ngày",
    ],
)
def test_any_other_wording_is_kept_beside_directly_entered_points(wording: str) -> None:
    read = read_issued_rule(wording, Decimal(2))

    assert (read.answer_type, read.scoring_rule) == (AnswerType.SCORE, "")
    assert read.guidance == wording
    assert read.said


def test_what_was_reworded_keeps_its_wording_beside_it() -> None:
    read = read_issued_rule("Từ 90% hồ sơ trở lên: 2\nDưới 90%: 0", Decimal(2))

    assert read.scoring_rule == "Từ 90% trở lên: 2; Dưới 90%: 0"
    assert "hồ sơ" in read.guidance


def test_a_rate_with_a_second_condition_is_no_rate() -> None:
    read = read_issued_rule("Từ 90% nhưng chậm: 2\nDưới 90%: 0", Decimal(2))

    assert read.answer_type is AnswerType.CHOICE
    assert "nhưng chậm" in read.scoring_rule


def test_the_best_step_gives_the_points_that_the_table_does_not() -> None:
    assert read_issued_rule("Có: 1,5; Không: 0", None).max_score == Decimal("1.5")


def test_steps_that_give_nothing_give_no_points() -> None:
    assert read_issued_rule("Không: 0 điểm", None).max_score is None


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("2,5", "2.5"), ("2.5", "2.5"), ("2,5 điểm", "2.5"), ("10đ", "10"), ("0 – 2", "2"),
        ("Từ 0 đến 3 điểm", "3"), ("Tối đa 2", "2"), ("-1", "-1"), ("+2", "2"), ("(5)", "5"),
    ],
)  # fmt: skip
def test_points_are_read_as_they_are_written(text: str, points: str) -> None:
    assert points_in(text) == Decimal(points)


@pytest.mark.parametrize("text", ["", "x", "không", "1.234.567", "31/02/2026", "12345"])
def test_what_is_no_number_of_points_is_none(text: str) -> None:
    assert points_in(text) is None


def test_a_heading_closes_with_its_points() -> None:
    assert points_at_the_end("Chỉ đạo (18 điểm)") == ("Chỉ đạo", Decimal(18))
    assert points_at_the_end("Chỉ đạo: 2,5 điểm.") == ("Chỉ đạo", Decimal("2.5"))
    assert points_at_the_end("Chấm 18 điểm") == ("Chấm 18 điểm", None)
