"""Dates, times, numbers, capitals, the end mark, headings with nothing under them."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from docx.document import Document as Paper

from app.documents.format_check import check_format
from tests.documents.office_paper import (
    CLOSING,
    OPENING,
    OPINION,
    Form,
    Spoil,
    add_after,
    found,
    remove,
    say,
    write,
    write_paper,
)
from tests.documents.spoiling import both, dropped, reworded


def _numbered(words: str) -> Spoil:
    """Add a number under the names at the left; minutes with a number have no date there."""

    def spoil(paper: Paper) -> None:
        dropped("Lào Cai, ngày 05")(paper)
        write(paper.tables[0].rows[0].cells[0], words, Form(size=13))

    return spoil


def _inserted(words: str) -> Spoil:
    """Add a sentence to the text."""
    return lambda paper: add_after(found(paper, "- Bà Trần"), words)


def _decomposed(paper: Paper) -> None:
    say(found(paper, "Hôm nay"), unicodedata.normalize("NFD", OPENING))


def _end_mark_early(paper: Paper) -> None:
    add_after(found(paper, "Biên bản kết thúc"), "Các thành phần dự họp cùng ký tên dưới đây.")


def _cell_with_a_point(paper: Paper) -> None:
    say(paper.tables[1].cell(2, 2).paragraphs[0], "4.50")


FAULTS: dict[str, tuple[str, Spoil]] = {
    "a day without its zero": (
        "W1",
        reworded("ngày 05 tháng 02 năm 2026, tại", "ngày 5 tháng 02 năm 2026, tại"),
    ),
    "a month without its zero": ("W1", reworded("ngày 12 tháng 01", "ngày 12 tháng 1")),
    "day and month without zeros": (
        "W1",
        reworded("ngày 05 tháng 02 năm 2026, tại", "ngày 5 tháng 1, tại"),
    ),
    "a zero before March": ("W1", reworded("tháng 3 năm", "tháng 03 năm")),
    "a day that does not exist": ("W1", reworded("ngày 20 tháng 3", "ngày 31 tháng 4")),
    "a number without its zero": ("W2", _numbered("Số: 5/BB-ĐKT")),
    "spaces in a symbol": ("W2", reworded("1050/QĐ-UBND", "1050/QĐ - UBND")),
    "a space before the stroke": ("W2", reworded("15/KH-UBND", "15 /KH-UBND")),
    "no end mark": ("W3", reworded("giữ 01 bản./.", "giữ 01 bản.")),
    "two end marks": ("W3", reworded(OPINION, OPINION[:-1] + "./.")),
    "an end mark before the end": ("W3", _end_mark_early),
    "an hour without its zero": ("W4", reworded("08 giờ 30 phút", "8 giờ 30 phút")),
    "a time without minutes' word": ("W4", reworded("08 giờ 30 phút", "8 giờ 30")),
    "a time in short": ("W4", reworded("08 giờ 30 phút", "8h30")),
    "Trưởng Đoàn": ("W8", reworded("Sở Nội vụ, Trưởng đoàn;", "Sở Nội vụ, Trưởng Đoàn;")),
    "an hour that does not exist": ("W4", reworded("08 giờ 30 phút", "25 giờ 30 phút")),
    "copies with one digit": ("W5", reworded("02 bản có giá trị", "2 bản có giá trị")),
    "a decimal point": ("W6", reworded("88,78 điểm", "88.78 điểm")),
    "a percentage with a point": ("W6", reworded("72,79%", "72.79%")),
    "a space before the percent sign": ("W6", reworded("72,79%", "72,79 %")),
    "points with a decimal point in a table": ("W6", _cell_with_a_point),
    "UBND Xã": ("W8", reworded("trụ sở UBND xã Bản Mẫu", "trụ sở UBND Xã Bản Mẫu")),
    "Nhân dân with a capital": ("W8", reworded("Ủy ban nhân dân", "Ủy ban Nhân dân")),
    "ủy ban without a capital": ("W8", reworded("Ủy ban nhân dân", "ủy ban nhân dân")),
    "Chủ Tịch": ("W8", reworded("Chủ tịch UBND", "Chủ Tịch UBND")),
    "Đoàn Kiểm tra": ("W8", reworded("thành lập Đoàn kiểm tra", "thành lập Đoàn Kiểm tra")),
    "an accent on the wrong vowel": ("W8", reworded("hồ sơ quá hạn", "hồ sơ qúa hạn")),
    "vi phạm hành chính in the title": (
        "W9",
        reworded("Kiểm tra công tác cải cách", "Vi phạm hành chính, kiểm tra"),
    ),
    "a part with nothing under it": ("W10", dropped("- Ông Lò Văn")),
    "a point with nothing under it": ("W10", _inserted("a) Ưu điểm:")),
    "no opinion of the unit": ("S7", both(dropped("IV. Ý KIẾN"), dropped(OPINION))),
    "an opinion left empty": ("S7", dropped(OPINION)),
    "letters taken apart": ("T13", _decomposed),
}


def _part_emptied(paper: Paper) -> None:
    for start in ("1. Đoàn kiểm tra", "- Ông Nguyễn", "- Bà Trần", "2. Đơn vị", "- Ông Lò"):
        remove(found(paper, start))


FAULTS["a part with nothing under it"] = ("W10", _part_emptied)


@pytest.mark.parametrize("fault", FAULTS)
def test_one_fault_of_wording_is_told_by_its_rule_alone(fault: str, tmp_path: Path) -> None:
    rule, spoil = FAULTS[fault]
    paper = write_paper(tmp_path / "paper.docx", spoil)

    rules = {violation.rule for violation in check_format(paper)}

    assert rules == {rule}


@pytest.mark.parametrize(
    "sentence",
    [
        "Thủ tục có thời hạn 8 giờ làm việc; 03 giờ đầu dành cho việc tiếp nhận hồ sơ.",
        "Toàn xã có 1.250 hồ sơ, 12.345 lượt giao dịch, mục 2.1 và 3.2 của kế hoạch đã xong.",
        "Đoàn làm việc tại UBND Phường 15, UBND Thành phố Hồ Chí Minh, UBND phường Cam Đường.",
        "Uỷ ban nhân dân xã hoà nhập, tuỳ điều kiện mà bố trí; Ủy ban nhân dân tỉnh đã thuý.",
        "Xã có 2 bản người Mông, 3 bản người Dao; mỗi bản 1 tổ công nghệ số cộng đồng.",
        "Văn bản có hiệu lực từ ngày 31 tháng 12 năm 2026, ngày 10 tháng 10 năm 2026.",
        "Thời gian chờ trung bình 2 giờ 15 phút; cán bộ làm 8 giờ 5 ngày mỗi tuần.",
        "Trưởng Đoàn đại biểu Quốc hội, Trưởng Đoàn kiểm tra và Phó Trưởng đoàn cùng dự.",
        "Hạn báo cáo: ngày ... tháng ... năm 2026; lịch họp lúc 16 giờ 00 phút.",
        "Thực hiện Nghị quyết số 76/NQ-CP và Nghị định số 118/2025/NĐ-CP của Chính phủ.",
        "Tỷ lệ đạt 99,5% (199/200 hồ sơ), tăng 1,25 điểm phần trăm so với năm 2025.",
        "Đoàn kiểm tra ghi nhận ý kiến của Chủ tịch, Phó Chủ tịch và Giám đốc Trung tâm.",
    ],
)
def test_right_wording_gives_no_alarm(sentence: str, tmp_path: Path) -> None:
    paper = write_paper(tmp_path / "paper.docx", _inserted(f"- {sentence}"))

    faults = check_format(paper)

    assert faults == []


def test_the_wrong_words_are_quoted(tmp_path: Path) -> None:
    paper = write_paper(tmp_path / "paper.docx", reworded("88,78 điểm", "88.78 điểm"))

    [fault] = check_format(paper)

    assert fault.found == "88.78"
    assert "a) Ưu điểm" in fault.place


def test_the_closing_of_the_sound_paper_has_its_mark() -> None:
    assert CLOSING.endswith("./.")
