"""What a table comes to: sums checked, places named, nothing made up in silence."""

from __future__ import annotations

from decimal import Decimal

import pytest

from app.domain.checklist import AnswerType, CriterionRole
from app.domain.checklist_check import check_criteria
from app.domain.issued_checklist import IssuedChecklist, corrected
from app.domain.issued_correction import recoded, with_code, with_points, with_text, with_type
from tests.domain.issued import issued


def faults(found: IssuedChecklist) -> list[tuple[str, str]]:
    return [(remark.place, remark.cause) for remark in found.faults]


def points(found: IssuedChecklist) -> dict[str, Decimal]:
    return {row.code: row.max_score for row in found.draft.criteria}


def test_a_stated_sum_that_does_not_match_is_kept_and_named() -> None:
    found = issued(("I", "Chỉ đạo", "5", ""), ("1", "Một", "2", ""), ("2", "Hai", "2", ""))

    assert faults(found) == [("C2", "các tiêu chí con cộng lại được 4, nhưng ghi là 5")]
    assert points(found)["TC.I"] == Decimal(5)


def test_the_total_of_the_table_checks_the_whole() -> None:
    found = issued(("1", "Một", "2", ""), ("2", "Hai", "2", ""), ("", "Tổng cộng", "5", ""))

    assert faults(found) == [("C4", "các tiêu chí con cộng lại được 4, nhưng ghi là 5")]


def test_a_subtotal_checks_its_part() -> None:
    found = issued(
        ("I", "Chỉ đạo", "", ""),
        ("1", "Một", "2", ""),
        ("", "Cộng mục I", "3", ""),
        ("II", "Kết quả", "1", ""),
    )

    assert faults(found) == [("C4", "phần này cộng lại được 2, nhưng ghi là 3")]


def test_a_criterion_without_points_is_named_once() -> None:
    found = issued(("I", "Chỉ đạo", "5", ""), ("1", "Một", "", ""), ("2", "Hai", "năm", ""))

    assert faults(found) == [
        ("C3", "chưa có điểm"),
        ("C4", "“năm” không phải là số điểm"),
    ]


@pytest.mark.parametrize("typed", ["1.000", "1.000,5", "NaN", "99999999999", "hai điểm"])
def test_points_that_cannot_be_read_are_named_and_not_taken_from_the_best_step(typed: str) -> None:
    found = issued(("I", "Chỉ đạo", "2", ""), ("1", "Ban hành", typed, "Có: 2; Không: 0"))

    assert faults(found) == [("C3", f"“{typed}” không phải là số điểm")]
    assert points(found)["TC.I.1"] == 0


def test_points_of_a_group_that_cannot_be_read_are_named_and_summed() -> None:
    found = issued(("I", "Chỉ đạo", "1.000", ""), ("1", "Ban hành", "2", "Có: 2; Không: 0"))

    assert found.is_whole
    assert points(found)["TC.I"] == 2
    assert [(note.place, "“1.000”" in note.cause) for note in found.remarks] == [("B2", True)]


def test_a_number_that_stands_twice_gets_a_code_of_its_own() -> None:
    found = issued(("1", "Một", "2", ""), ("3", "Ba", "1", ""), ("3", "Bốn", "1", ""))

    assert list(points(found)) == ["TC", "TC.1", "TC.3", "TC.3-2"]
    assert found.is_whole
    assert [remark.place for remark in found.remarks] == ["B3", "B4", "B4"]


def test_deeper_than_four_levels_is_refused() -> None:
    found = issued(
        ("I", "a", "", ""), ("1", "b", "", ""), ("1.1", "c", "", ""), ("a", "d", "", ""),
        ("(1)", "e", "1", ""),
    )  # fmt: skip

    assert faults(found) == [("B6", "nằm sâu quá 4 cấp")]


def test_dashes_whose_points_add_up_are_criteria() -> None:
    found = issued(
        ("1", "Báo cáo", "3", ""), ("", "- Báo cáo quý", "2", ""), ("", "- Báo cáo năm", "1", "")
    )

    assert list(points(found)) == ["TC", "TC.1", "TC.1.1", "TC.1.2"]
    assert found.is_whole


def test_dashes_without_points_are_lines_of_the_text() -> None:
    found = issued(("1", "Niêm yết đủ", "3", ""), ("", "- Thủ tục", "", ""), ("", "- Phí", "", ""))

    assert found.draft.criteria[1].text == "Niêm yết đủ\n- Thủ tục\n- Phí"


def test_letters_that_only_give_steps_are_a_rule() -> None:
    found = issued(
        ("1", "Báo cáo", "3", ""),
        ("a)", "Đúng hạn: 3 điểm", "", ""),
        ("b)", "Chậm: 0 điểm", "", ""),
    )

    assert found.draft.criteria[1].scoring_rule == "Đúng hạn: 3; Chậm: 0"


def test_steps_in_the_column_of_scoring_may_take_rows_of_their_own() -> None:
    found = issued(
        ("1", "Báo cáo", "3", ""), ("", "", "3", "Đúng hạn"), ("", "", "1", "Chậm"),
        ("", "", "0", "Không gửi"),
    )  # fmt: skip

    assert found.draft.criteria[1].scoring_rule == "Đúng hạn: 3; Chậm: 1; Không gửi: 0"


def test_headings_repeated_on_the_next_page_are_no_criterion() -> None:
    found = issued(
        ("1", "Một", "2", ""),
        ("STT", "Nội dung", "Điểm tối đa", "Cách chấm"),
        ("2", "Hai", "1", ""),
    )

    assert list(points(found)) == ["TC", "TC.1", "TC.2"]


def test_signatures_below_the_total_are_left_out_and_told() -> None:
    found = issued(
        ("1", "Một", "2", ""), ("", "Tổng cộng", "2", ""), ("", "Người lập biểu", "", "")
    )

    assert list(points(found)) == ["TC", "TC.1"]
    assert "Người lập biểu" in found.remarks[0].cause


def test_points_taken_off_are_a_penalty() -> None:
    found = issued(("1", "Một", "2", ""), ("2", "Chậm hồ sơ", "-1", ""))

    assert found.draft.criteria[2].role is CriterionRole.PENALTY
    assert points(found)["TC.2"] == Decimal(1)
    assert points(found)["TC"] == Decimal(2)


def test_an_empty_table_says_so() -> None:
    found = issued()

    assert not found.is_whole
    assert found.remarks[0].place == "Phụ lục"


def test_corrections_are_judged_anew() -> None:
    found = issued(("I", "Chỉ đạo", "5", ""), ("1", "Một", "", ""), ("2", "Hai", "2", ""))

    better = corrected(found, with_points(found.draft, 2, Decimal(3)))

    assert better.is_whole
    check_criteria(better.draft.criteria)
    assert not corrected(better, with_points(better.draft, 1, Decimal(4))).is_whole


def test_a_criterion_without_points_may_become_information() -> None:
    found = issued(("1", "Một", "2", ""), ("2", "Dân số", "", ""))

    better = corrected(found, with_type(found.draft, 2, AnswerType.TEXT))

    assert better.is_whole


def test_another_type_keeps_the_wording() -> None:
    found = issued(("1", "Một", "2", "Có: 2; Không: 0"))

    scored = with_type(found.draft, 1, AnswerType.SCORE)
    again = with_type(scored, 1, AnswerType.YES_NO)

    assert (scored.criteria[1].scoring_rule, scored.criteria[1].guidance) == ("", "Có: 2; Không: 0")
    assert again.criteria[1].scoring_rule == "Có: 2; Không: 0"


def test_a_new_code_of_the_set_or_of_a_group_is_followed_by_what_stands_under_it() -> None:
    found = issued(("I", "Chỉ đạo", "", ""), ("1", "Một", "2", ""))

    renamed = recoded(with_code(found.draft, "KH", "Bộ mới"), 1, "KH.A")

    assert [row.code for row in renamed.criteria] == ["KH", "KH.A", "KH.I.1"]
    assert [row.parent_code for row in renamed.criteria] == ["", "KH", "KH.A"]
    assert renamed.criteria[0].text == "Bộ mới"
    assert with_text(renamed, 2, "Khác").criteria[2].text == "Khác"


def test_sums_that_the_table_does_not_state_follow_a_correction() -> None:
    found = issued(
        ("A", "Chung", "", ""),
        ("I", "Chỉ đạo", "3", ""),
        ("1", "Một", "2", ""),
        ("2", "Hai", "2", ""),
    )

    better = corrected(found, with_points(found.draft, 2, Decimal(4)))
    by_hand = corrected(better, with_points(better.draft, 1, Decimal(9)))

    assert better.is_whole
    assert points(better) | {"TC.A": Decimal(4), "TC": Decimal(4)} == points(better)
    assert points(by_hand)["TC.A"] == Decimal(9)
    assert not by_hand.is_whole


def test_numbers_that_excel_cut_short_or_made_days_of_are_mended_and_told() -> None:
    rows = [("1", "Nhóm", "", "")]
    rows += [(f"1.{number}", "x", "1", "") for number in range(1, 10)]
    rows += [("1.1", "mười", "1", ""), ("1.11", "x", "1", ""), ("12/01/2026", "x", "1", "")]

    found = issued(*rows)

    assert [row.code for row in found.draft.criteria][-3:] == ["TC.1.10", "TC.1.11", "TC.1.12.1"]
    assert [(remark.place, remark.is_fault) for remark in found.remarks][:2] == [
        ("B12", False),
        ("B14", False),
    ]
