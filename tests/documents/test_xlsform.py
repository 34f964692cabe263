"""XLSForms as drafts of checklists: everything carried over or listed by cell."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from app.documents.checklist_file import check_checklist
from app.domain.checklist import AnswerType, Criterion
from app.domain.checklist_reading import ChecklistReading
from tests.documents.forms import SETTINGS, Rows, saved_form

HEAD = ("type", "name", "label", "hint", "relevant", "required")


PLAIN: Rows = (("list_name", "name", "label"), ("muc", "a", "Mức A"), ("muc", "b", "Mức B"))


def _read(path: Path, *rows: tuple[object, ...], choices: Rows = PLAIN) -> ChecklistReading:
    return check_checklist(saved_form(path / "form.xlsx", (HEAD, *rows), choices))


def _row(reading: ChecklistReading, code: str) -> Criterion:
    return next(row for row in reading.draft.criteria if row.code == code)


def _told(reading: ChecklistReading) -> dict[str, str]:
    return {fault.cell: fault.cause for fault in reading.faults}


def _lost(reading: ChecklistReading) -> dict[str, str]:
    return {loss.cell: loss.cause for loss in reading.losses}


@pytest.fixture
def whole(tmp_path: Path) -> ChecklistReading:
    """The form with everything in it."""
    return check_checklist(saved_form(tmp_path / "form.xlsx"))


def test_a_form_becomes_a_tree_of_criteria(whole: ChecklistReading) -> None:
    places = [(row.code, row.parent_code) for row in whole.draft.criteria]

    assert whole.faults == ()
    assert places == [
        ("MOT_CUA", ""),
        ("mot_cua", "MOT_CUA"),
        ("niem_yet", "mot_cua"),
        ("noi_dang", "mot_cua"),
        ("ho_so", "mot_cua"),
        ("nhan", "ho_so"),
        ("tre", "ho_so"),
        ("ty_le", "ho_so"),
        ("dien_tich", "mot_cua"),
        ("ngay", "mot_cua"),
        ("ghi_chu", "mot_cua"),
        ("y_kien", "MOT_CUA"),
    ]
    assert (whole.draft.code, whole.draft.title) == ("MOT_CUA", "Kiểm tra một cửa")
    assert whole.draft.source == "Biểu mẫu XLSForm form.xlsx, phiên bản 2026112501"


def test_types_of_questions_become_types_of_answers(whole: ChecklistReading) -> None:
    kinds = {row.code: row.answer_type for row in whole.draft.criteria}

    assert kinds["niem_yet"] is AnswerType.YES_NO
    assert kinds["noi_dang"] is AnswerType.MULTIPLE
    assert kinds["nhan"] is AnswerType.COUNT
    assert kinds["dien_tich"] is AnswerType.NUMBER
    assert kinds["ty_le"] is AnswerType.NUMBER
    assert kinds["ngay"] is AnswerType.DATE
    assert kinds["ghi_chu"] is AnswerType.TEXT
    assert {row.max_score for row in whole.draft.criteria} == {Decimal(0)}


def test_logic_and_words_are_carried_over(whole: ChecklistReading) -> None:
    places = _row(whole, "noi_dang")
    late = _row(whole, "tre")

    assert places.scoring_rule == ("Tại trụ sở: 0; Trang thông tin, cổng dịch vụ công: 0; Khác: 0")
    assert (places.condition, places.required) == ("${niem_yet} = 'Có'", "Khác: nhận xét")
    assert late.condition == "${nhan} > 0 và đã trả lời(${niem_yet})"
    assert late.checks == "Chặn: . <= ${nhan}: Giá trị không hợp lệ"
    assert _row(whole, "nhan").checks == "Chặn: . >= 0: Không được âm"
    assert _row(whole, "ty_le").calculation == "làm tròn(${tre} / ${nhan} * 100; 1)"
    assert _row(whole, "ho_so").condition.startswith("chọn(${noi_dang}; ")
    assert _row(whole, "niem_yet").text == "Có niêm yết thủ tục?"
    assert _row(whole, "niem_yet").guidance == ("Quan sát tại quầy trước khi hỏi.\nXem bảng")
    assert _row(whole, "niem_yet").required == "bắt buộc trả lời"


def test_what_cannot_be_carried_over_is_listed_by_cell(whole: ChecklistReading) -> None:
    assert [(loss.sheet, loss.cell) for loss in whole.losses] == [
        ("survey", "C1"),
        ("survey", "A15"),
        ("survey", "A16"),
        ("survey", "F19"),
        ("survey", "K19"),
        ("choices", "C1"),
    ]
    assert "geopoint" in whole.losses[1].text
    assert "regex()" in whole.losses[3].text
    assert [(one.sheet, one.cell) for one in whole.repairs] == [("choices", "D5")]


def test_choices_with_points_are_scored(tmp_path: Path) -> None:
    choices = (
        ("list_name", "name", "label", "Điểm"),
        ("muc", "low", "Chưa có", 0),
        ("muc", "high", "Đầy đủ hồ sơ", "2,5"),
        ("muc", "mid", "Một phần hồ sơ", 1.5),
    )

    reading = _read(
        tmp_path,
        ("begin group", "g", "Nhóm"),
        ("select_one muc", "q", "Hồ sơ?"),
        ("select one muc", "r", "Sổ?"),
        ("end group",),
        choices=choices,
    )

    assert reading.faults == ()
    assert _row(reading, "q").answer_type is AnswerType.CHOICE
    assert _row(reading, "q").scoring_rule == "Đầy đủ hồ sơ: 2,5; Một phần hồ sơ: 1,5; Chưa có: 0"
    assert [row.max_score for row in reading.draft.criteria] == [
        Decimal(5),
        Decimal(5),
        Decimal("2.5"),
        Decimal("2.5"),
    ]


def test_groups_deeper_than_four_levels_are_flattened_and_listed(tmp_path: Path) -> None:
    opened = [("begin_group", f"g{level}", f"Cấp {level}") for level in range(1, 6)]

    reading = _read(tmp_path, *opened, ("text", "q", "Hỏi"), *[("end_group",)] * 5)

    assert _row(reading, "q").parent_code == "g4"
    assert list(_lost(reading)) == ["A6"]
    assert reading.faults == ()


@pytest.mark.parametrize(
    ("rows", "cell", "cause"),
    [
        ([("begin group", "g", "Nhóm"), ("text", "q", "Hỏi")], "A2", "chưa đóng"),
        ([("text", "q", "Hỏi"), ("end group",)], "A3", "không có nhóm nào đang mở"),
        ([("select_one khong_co", "q", "Hỏi")], "A2", "khong_co"),
        ([("text", None, "Hỏi")], "B2", "thiếu mã"),
        ([("text", "q", "Hỏi"), ("text", "q", "Hỏi")], "B3", "“q”"),
        ([("begin repeat", "g", "Nhóm"), ("text", "q", "Hỏi")], "A2", "chưa đóng"),
    ],
)
def test_a_mistake_of_a_form_is_told_with_its_cell(
    tmp_path: Path, rows: list[tuple[object, ...]], cell: str, cause: str
) -> None:
    assert cause in _told(_read(tmp_path, *rows))[cell]


@pytest.mark.parametrize(
    ("row", "cell"),
    [
        (("image", "q", "Ảnh"), "A3"),
        (("rank muc", "q", "Xếp"), "A3"),
        (("start", "q"), "A3"),
        (("acknowledge", "q", "Đồng ý"), "A3"),
        (("select_one_from_file a.csv", "q", "Chọn"), "A3"),
        (("dateTime", "q", "Lúc"), "A3"),
        ((None, "q", "Không kiểu"), "A3"),
        (("note", "q", "Lời cuối"), "C3"),
        (("text", "q", "Hỏi", None, "today() > 1"), "E3"),
        (("text", "q", "Hỏi", None, None, "${p} > 1"), "F3"),
        (("calculate", "q", "Tính"), "A3"),
    ],
)
def test_each_thing_a_checklist_cannot_say_is_listed(
    tmp_path: Path, row: tuple[object, ...], cell: str
) -> None:
    reading = _read(tmp_path, ("integer", "p", "Số"), row)

    assert list(_lost(reading)) == [cell]
    assert reading.faults == ()


def test_what_looks_at_something_lost_is_lost_with_it(tmp_path: Path) -> None:
    reading = _read(
        tmp_path,
        ("image", "p", "Ảnh"),
        ("text", "q", "Hỏi", None, "${p} != ''"),
        ("text", "r", "?"),
    )

    assert set(_lost(reading)) == {"A2", "E3"}
    assert "“p”" in _lost(reading)["E3"]


def test_other_sheets_and_settings_are_listed_too(tmp_path: Path) -> None:
    path = saved_form(
        tmp_path / "form.xlsx",
        (HEAD, ("text", "q", "Hỏi")),
        settings=((*SETTINGS[0], "style"), (*SETTINGS[1], "pages")),
        more={"entities": (("list_name",), ("x",)), "trống": ()},
    )

    losses = check_checklist(path).losses

    assert {(loss.sheet, loss.cell) for loss in losses} == {
        ("settings", "E2"),
        ("entities", ""),
        ("choices", "C1"),
    }


def test_texts_in_the_forms_own_language_are_taken_where_none_is_vietnamese(
    tmp_path: Path,
) -> None:
    survey = (("type", "name", "label::Fr", "label::En"), ("text", "q", "Quoi", "What"))
    settings = (("form_id", "default_language"), ("F", "En"))
    path = saved_form(tmp_path / "form.xlsx", survey, settings=settings)

    assert _row(check_checklist(path), "q").text == "What"


def test_an_empty_form_is_told(tmp_path: Path) -> None:
    reading = _read(tmp_path)

    assert reading.fault_count > 0
    assert "không có câu hỏi nào" in reading.faults[0].cause
