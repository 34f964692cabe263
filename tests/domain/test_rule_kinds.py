"""The kinds of rules beyond words and percentages: deadlines, single ones, numbers, choices."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from app.domain.answer import AnswerFacts
from app.domain.answer_check import Earned, earned
from app.domain.checklist import AnswerType
from app.domain.rule import Rule
from app.domain.rule_text import RuleInvalid, parse_rule
from app.errors import InvalidValue

pytestmark = pytest.mark.usefixtures("english")

PLAN = (
    "Đúng hạn: 3; Chậm đến 30 ngày: 1,5; Chậm quá 30 ngày hoặc không ban hành: 0 | Hạn: 31/01/2026"
)


def _rule(text: str, kind: AnswerType, most: str) -> Rule:
    return parse_rule(text, kind, Decimal(most))


def _earned(rule: Rule, value: str, **facts: object) -> Earned | None:
    return earned(rule, AnswerFacts(value=value, **facts))  # type: ignore[arg-type] # the test's


def _points(rule: Rule, value: str, **facts: object) -> str:
    found = _earned(rule, value, **facts)
    return str(found.points) if found else ""


@pytest.mark.parametrize(
    ("value", "points"),
    [
        ("2025-12-01", "3"),
        ("2026-01-31", "3"),
        ("2026-02-01", "1.5"),
        ("2026-03-02", "1.5"),
        ("2026-03-03", "0"),
        ("none", "0"),
    ],
)
def test_a_day_earns_by_how_late_it_is(value: str, points: str) -> None:
    assert _points(_rule(PLAN, AnswerType.DATE, "3"), value) == points


def test_days_late_are_told() -> None:
    found = _earned(_rule(PLAN, AnswerType.DATE, "3"), "2026-02-10")

    assert found is not None
    assert found.amount == 10


def test_the_deadline_of_the_answer_counts_where_the_rule_names_none() -> None:
    rule = _rule("Trước hạn: 2; Đúng hạn: 1; Chậm: 0", AnswerType.DATE, "2")
    deadline = date(2026, 6, 30)

    assert _points(rule, "2026-06-29", deadline_on=deadline) == "2"
    assert _points(rule, "2026-06-30", deadline_on=deadline) == "1"
    assert _points(rule, "2026-07-01", deadline_on=deadline) == "0"
    assert _earned(rule, "2026-07-01") is None


def test_what_was_never_done_has_the_tier_that_names_it() -> None:
    rule = _rule(
        "Đúng hạn: 5; Chậm từ 1 đến 10 ngày: 3; Chậm quá 10 ngày: 1; Không ban hành: 0",
        AnswerType.DATE,
        "5",
    )

    found = _earned(rule, "none")

    assert found is not None
    assert found.tier is not None
    assert found.tier.condition == "Không ban hành"
    assert _points(rule, "2026-02-01", deadline_on=date(2026, 1, 1)) == "1"


@pytest.mark.parametrize(
    ("text", "kind", "most", "value", "points"),
    [
        ("Mỗi sáng kiến: 0,5", AnswerType.COUNT, "2", "3", "1.50"),
        ("Mỗi sáng kiến: 0,5", AnswerType.COUNT, "2", "9", "2.00"),
        ("Mỗi vụ việc: trừ 0,5", AnswerType.COUNT, "2", "3", "0.50"),
        ("Mỗi vụ việc: trừ 0,5", AnswerType.COUNT, "2", "9", "0.00"),
        ("Mỗi km: 0,3", AnswerType.NUMBER, "2", "2.5", "0.75"),
        ("Mỗi ngày chậm: 1 | Hạn: 15/12/2026", AnswerType.DATE, "10", "2026-12-18", "3.00"),
        ("Mỗi ngày chậm: 1 | Hạn: 15/12/2026", AnswerType.DATE, "10", "2026-12-01", "0.00"),
        ("Mỗi ngày chậm: 1 | Hạn: 15/12/2026", AnswerType.DATE, "10", "none", "10"),
        ("Mỗi ngày chậm: trừ 1 | Hạn: 15/12/2026", AnswerType.DATE, "10", "2026-12-18", "7.00"),
        ("Mỗi ngày chậm: trừ 1 | Hạn: 15/12/2026", AnswerType.DATE, "10", "none", "0"),
    ],
)
def test_single_ones_add_up_to_the_maximum_or_come_off_it(
    text: str, kind: AnswerType, most: str, value: str, points: str
) -> None:
    assert _points(_rule(text, kind, most), value) == points


@pytest.mark.parametrize(
    ("value", "points"),
    [("15", "3"), ("14.99", "2"), ("12", "2"), ("11.5", "0"), ("-3", "0")],
)
def test_a_number_falls_into_one_tier(value: str, points: str) -> None:
    rule = _rule("Từ 15 trở lên: 3; Từ 12 đến dưới 15: 2; Dưới 12: 0", AnswerType.NUMBER, "3")

    assert _points(rule, value) == points


@pytest.mark.parametrize(
    ("value", "points"),
    [("Cổng thông tin", "1"), ("bảng niêm yết; Loa", "1"), ("none", "0"), ("a; loa", "")],
)
def test_several_choices_are_added_up_and_capped(value: str, points: str) -> None:
    rule = _rule(
        "Cổng thông tin: 1; Bảng niêm yết: 0,75; Loa: 0,5; Tờ rơi: 0", AnswerType.MULTIPLE, "1"
    )

    if points:
        assert _points(rule, value) == points
    else:
        with pytest.raises(InvalidValue):
            _earned(rule, value)


def test_one_choice_cannot_be_chosen_twice() -> None:
    rule = _rule("A: 1; B: 1", AnswerType.MULTIPLE, "2")

    with pytest.raises(InvalidValue):
        _earned(rule, "A; a")


@pytest.mark.parametrize(
    ("text", "kind", "most", "reason"),
    [
        ("Đúng hạn: 3; Chậm đến 30 ngày: 0", AnswerType.DATE, "3", "no tier covers values above"),
        ("Chậm đến 30 ngày: 3; Chậm quá 30 ngày: 0", AnswerType.DATE, "3", "values below"),
        ("Đúng hạn: 3; Chậm quá 30 ngày: 0", AnswerType.DATE, "3", "there is a gap"),
        ("Đúng hạn: 3; Muộn: 0", AnswerType.DATE, "3", "“Muộn” is not a condition"),
        ("Đúng hạn: 3; Chậm: 0 | Hạn: 31/02/2026", AnswerType.DATE, "3", "31/02/2026 is not a day"),
        ("Mỗi sáng kiến: 5", AnswerType.COUNT, "2", "counts 5, it must lie between 0 and"),
        ("Mỗi sáng kiến: 0", AnswerType.COUNT, "2", "counts 0, it must lie between"),
        ("Từ 15 trở lên: 1; Dưới 12: 0", AnswerType.NUMBER, "1", "there is a gap"),
        ("A: 1; B: 0,5", AnswerType.MULTIPLE, "2", "all choices together give 1.5"),
        ("A: 3; B: 1", AnswerType.MULTIPLE, "2", "“A” gives 3, the maximum is 2"),
        ("A: 1; a: 1", AnswerType.MULTIPLE, "2", "“A” stands there twice"),
    ],
)
def test_a_rule_that_leaves_something_open_is_refused(
    text: str, kind: AnswerType, most: str, reason: str
) -> None:
    with pytest.raises(RuleInvalid) as refused:
        _rule(text, kind, most)

    assert reason in str(refused.value.params["reason"])


@pytest.mark.parametrize(
    ("text", "kind", "most", "sentence"),
    [
        (
            PLAN,
            AnswerType.DATE,
            "3",
            (
                "Maximum 3 points. “Đúng hạn”: 3; “Chậm đến 30 ngày”: 1.5; “Chậm quá 30 ngày hoặc "
                "không ban hành”: 0. Deadline: 31/01/2026."
            ),
        ),
        (
            "Mỗi ngày chậm: trừ 1",
            AnswerType.DATE,
            "10",
            (
                "Maximum 10 points. 1 less for each “ngày chậm”. "
                "The deadline is entered with the answer."
            ),
        ),
        (
            "A: 1; B: 1",
            AnswerType.MULTIPLE,
            "2",
            "Maximum 2 points. “A”: 1; “B”: 1. What is chosen is added up.",
        ),
        ("Mỗi bài: 0,5", AnswerType.COUNT, "2", "Maximum 2 points. 0.5 for each “bài”."),
    ],
)
def test_each_kind_reads_as_a_sentence(
    text: str, kind: AnswerType, most: str, sentence: str
) -> None:
    assert _rule(text, kind, most).sentence == sentence
