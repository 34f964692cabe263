"""Phiếu kiểm tra trắng: every criterion, with a place for each kind of answer."""

from __future__ import annotations

import time
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import Any, Final

import pytest

from app.documents.papers.blank_checklist import FORM
from app.documents.papers.form import PaperSource
from app.domain.checklist import AnswerType, Checklist, Criterion
from tests import given
from tests.documents import rich_case
from tests.documents.papers.source import empty_source, paper_of, short_source, source_of
from tests.documents.word_reading import W, Written, text_of

_SHIPPED: Final = (
    "criteria_cchc_commune",
    "criteria_one_stop",
    "criteria_public_duty",
    "criteria_tthc_control",
)


@cache
def _base() -> PaperSource:
    return short_source()


def _with(*checklists: Checklist) -> PaperSource:
    return source_of(replace(_base().case, checklists=checklists, answers={}))


def _of(*leaves: Criterion) -> list[list[str]]:
    """The rows of the table for these criteria, each cell's paragraphs as lines."""
    return _rows(paper_of(FORM, _with(given.checklist(*leaves))))


def _rows(written: Written) -> list[list[str]]:
    return [
        ["\n".join(map(text_of, cell.iter(f"{W}p"))) for cell in row.iter(f"{W}tc")]
        for table in written.body.iter(f"{W}tbl")
        for row in table.iter(f"{W}tr")
    ]


def _leaf(kind: AnswerType, rule: str, **facts: Any) -> Criterion:  # noqa: ANN401 - any facts
    return replace(given.criterion("T.1.1", "T.1", answer_type=kind, scoring_rule=rule), **facts)


def _answer_place(kind: AnswerType, rule: str) -> list[str]:
    rows = _of(_leaf(kind, rule))
    row = next(row for row in rows if row[0].startswith("T.1.1. "))
    return row[1].split("\n")


@pytest.mark.parametrize("name", _SHIPPED)
def test_every_criterion_of_the_shipped_sets_has_its_row(name: str) -> None:
    checklist = rich_case.checklist(name)
    rows = _rows(paper_of(FORM, _with(checklist)))

    for criterion in checklist.criteria[1:]:
        words = f"{criterion.code}. {criterion.text}"
        assert sum(row[0].split("\n")[0] == words for row in rows) == 1, words


@pytest.mark.parametrize(
    ("kind", "rule", "places"),
    [
        (AnswerType.YES_NO, "Có: 1; Không: 0", ["□\u00a0Có (1)", "□\u00a0Không (0)"]),
        (
            AnswerType.YES_PARTIAL_NO,
            "Đầy đủ: 1; Một phần: 0,5; Không: 0",
            ["□\u00a0Đầy đủ (1)", "□\u00a0Một phần (0,5)", "□\u00a0Không (0)"],
        ),
        (
            AnswerType.CHOICE,
            "Đúng hạn: 1; Chậm: 0,5; Không gửi: 0",
            ["□\u00a0Đúng hạn (1)", "□\u00a0Chậm (0,5)", "□\u00a0Không gửi (0)"],
        ),
        (
            AnswerType.PERCENT,
            "Đạt 100%: 1; Dưới 100%: 0 | Không phát sinh: N/A",
            [
                "Số đạt: ............",
                "Tổng số: ............",
                "Tỷ lệ: ..........%",
                "□\u00a0Không phát sinh",
            ],
        ),
        (AnswerType.COUNT, "0: 1; Từ 1 trở lên: 0", ["Số lượng: ............"]),
    ],
)
def test_each_kind_of_answer_has_its_place(kind: AnswerType, rule: str, places: list[str]) -> None:
    assert _answer_place(kind, rule) == places


def test_what_only_informs_asks_for_no_points() -> None:
    rows = _of(
        _leaf(AnswerType.TEXT, "Không chấm điểm", max_score=Decimal(0)),
        given.criterion("T.1.2", "T.1"),
    )

    row = next(row for row in rows if row[0].startswith("T.1.1. "))
    other = next(row for row in rows if row[0].startswith("T.1.2. "))
    assert (row[2], other[2]) == ("", "......./1")


def test_what_is_asked_only_under_a_condition_says_so() -> None:
    leaf = replace(_leaf(AnswerType.YES_NO, "Có: 1; Không: 0"), condition="${T.1.2} = 'Có'")

    rows = _of(leaf, given.criterion("T.1.2", "T.1"))

    row = next(row for row in rows if row[0].startswith("T.1.1. "))
    assert "Chỉ ghi khi: T.1.2 = 'Có'." in row[0]


def test_what_is_calculated_says_from_what_and_has_no_boxes() -> None:
    leaf = replace(
        _leaf(AnswerType.COUNT, "0: 1; Từ 1 trở lên: 0"), calculation="${T.1.2} + ${T.1.3}"
    )
    counts = (replace(leaf, code=code, calculation="") for code in ("T.1.2", "T.1.3"))

    rows = _of(leaf, *counts)

    row = next(row for row in rows if row[0].startswith("T.1.1. "))
    assert row[1].split("\n") == ["Tính từ: T.1.2 + T.1.3", "Kết quả: ............"]


def test_several_checklists_each_have_a_title_and_a_sum() -> None:
    checklists = (rich_case.checklist("criteria_one_stop"), given.checklist())

    written = paper_of(FORM, _with(*checklists))

    assert f"1. {checklists[0].title}" in written.texts
    assert f"2. {checklists[1].title}" in written.texts
    assert [row[1] for row in _rows(written) if row[0].startswith("Tổng cộng")] == [
        "......./100",
        "......./2",
    ]


def test_without_a_checklist_empty_rows_are_left_to_be_written_in() -> None:
    rows = _rows(paper_of(FORM, empty_source()))

    assert sum(row == ["", "", "", ""] for row in rows) >= 10


def test_answers_that_are_there_are_not_printed() -> None:
    case = rich_case.rich_case(photo_count=0, dossier_count=0)
    answers = {code: replace(one, comment="ĐãGhi") for code, one in case.answers.items()}

    written = paper_of(FORM, source_of(replace(case, answers=answers)))

    assert "ĐãGhi" not in written.text


def test_two_thousand_criteria_take_a_few_times_what_five_hundred_take() -> None:
    def seconds(count: int) -> float:
        leaves = (given.criterion(f"T.1.{n}", "T.1") for n in range(count))
        source = _with(given.checklist(*leaves))
        began = time.process_time()
        paper_of(FORM, source)
        return time.process_time() - began

    small, large = seconds(500), seconds(2000)

    # Linear is four times; a square would be sixteen.
    assert large < 8 * small
    assert large < 5
