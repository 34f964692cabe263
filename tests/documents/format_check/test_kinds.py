"""Sound documents of other kinds give no alarm, and their faults are still seen."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx.document import Document as Paper
from docx.oxml.ns import qn
from docx.shared import Pt, Twips

from app.documents.format_check import check_format
from tests.documents.office_paper import (
    BOLD,
    FINDING,
    HEADING,
    LEFT,
    SLANTED,
    Form,
    add_data_table,
    add_head,
    blank_paper,
    found,
    remove,
    rule_under,
    say,
    write,
)
from tests.documents.spoiling import xml

_NUMBER = Form(size=13)


def _saved(paper: Paper, path: Path) -> Path:
    paper.save(str(path))
    return path


def _rules(paper: Paper, folder: Path) -> list[str]:
    return [fault.rule for fault in check_format(_saved(paper, folder / "paper.docx"))]


def _titled(paper: Paper, kind: str, abstract: str, sides: int) -> None:
    write(paper, kind, Form(bold=True, gap=12))
    write(paper, abstract, BOLD)
    rule_under(write(paper, "", Form(size=4)), sides)


def _signed(paper: Paper, *lines: tuple[str, Form]) -> None:
    table = paper.add_table(rows=1, cols=2)
    left, right = table.rows[0].cells
    write(left, "Nơi nhận:", Form(size=12, bold=True, italic=True, align=LEFT))
    write(left, "- Như Điều 3;", Form(size=11, align=LEFT))
    write(left, "- Lưu: VT, NV.", Form(size=11, align=LEFT))
    for words, form in lines:
        write(right, words, form)


def _decision() -> Paper:
    paper = blank_paper()
    head = add_head(paper, ("UBND TỈNH LÀO CAI", "SỞ NỘI VỤ"))
    write(head.rows[0].cells[0], "Số: 1050/QĐ-SNV", _NUMBER)
    _line_under_body(head.rows[0].cells[0].paragraphs[2], 1550)
    _titled(paper, "QUYẾT ĐỊNH", "Thành lập Đoàn kiểm tra công tác cải cách hành chính", 3300)
    write(paper, "GIÁM ĐỐC SỞ NỘI VỤ", Form(bold=True, gap=12))
    write(paper, "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;", SLANTED)
    write(paper, "Căn cứ Kế hoạch số 15/KH-UBND ngày 20 tháng 3 năm 2026 của UBND tỉnh;", SLANTED)
    write(paper, "Theo đề nghị của Trưởng phòng Cải cách hành chính.", SLANTED)
    write(paper, "QUYẾT ĐỊNH:", Form(bold=True, gap=12))
    write(paper, f"Điều 1. Thành lập Đoàn kiểm tra công tác cải cách hành chính. {FINDING}")
    write(paper, f"Điều 2. Đoàn kiểm tra có nhiệm vụ lập biên bản theo quy định. {FINDING}")
    write(paper, "Điều 3. Chánh Văn phòng và các thành viên Đoàn thi hành Quyết định này./.")
    _signed(
        paper,
        ("GIÁM ĐỐC", BOLD),
        *[("", Form())] * 4,
        ("Nguyễn Văn An", BOLD),
    )
    return paper


def _line_under_body(paragraph: object, sides: int) -> None:
    stand = paragraph.paragraph_format  # type: ignore[attr-defined] # a paragraph of python-docx
    stand.left_indent = stand.right_indent = Twips(sides)


def test_a_sound_decision_gives_no_alarm(tmp_path: Path) -> None:
    assert _rules(_decision(), tmp_path) == []


def test_a_decision_needs_no_end_mark_but_has_it_at_the_end_only(tmp_path: Path) -> None:
    paper = _decision()
    before_last = found(paper, "Điều 2")
    before_last.runs[0].text += "/."

    assert _rules(paper, tmp_path) == ["W3"]


@pytest.mark.parametrize(
    ("start", "rule"), [("Số: 1050", "E7"), ("Lào Cai, ngày", "E8"), ("Nơi nhận:", "E19")]
)
def test_a_decision_without_number_date_or_recipients_is_told(
    start: str, rule: str, tmp_path: Path
) -> None:
    paper = _decision()
    remove(found(paper, start))
    if rule == "E19":
        for line in ("- Như Điều 3;", "- Lưu: VT, NV."):
            remove(found(paper, line))

    assert _rules(paper, tmp_path) == [rule]


def test_a_number_and_a_day_that_are_still_blank_are_no_faults(tmp_path: Path) -> None:
    paper = _decision()
    say(found(paper, "Số: 1050"), "Số:        /KH-ĐKT")
    say(found(paper, "Lào Cai, ngày"), "Lào Cai, ngày ...... tháng ...... năm 2026")

    assert _rules(paper, tmp_path) == []


@pytest.mark.parametrize(
    "title", ["KẾT LUẬN KIỂM TRA", "PHIẾU KIỂM TRA", "GIẤY GIAO NHẬN TÀI LIỆU", "DANH MỤC HỒ SƠ"]
)
def test_forms_and_papers_of_an_inspection_are_known_by_their_title(
    title: str, tmp_path: Path
) -> None:
    paper = blank_paper()
    head = add_head(paper, ("UBND TỈNH LÀO CAI", "SỞ NỘI VỤ"))
    _line_under_body(head.rows[0].cells[0].paragraphs[2], 1550)
    _titled(paper, title, "Công tác cải cách hành chính năm 2026", 3700)
    write(paper, FINDING)

    assert _rules(paper, tmp_path) == []


def _numbered_plan() -> Paper:
    """Build a plan whose headings are numbered by Word itself, through styles."""
    paper = blank_paper()
    head = add_head(paper, ("UBND TỈNH LÀO CAI", "SỞ NỘI VỤ"))
    write(head.rows[0].cells[0], "Số:        /KH-SNV", _NUMBER)
    _line_under_body(head.rows[0].cells[0].paragraphs[2], 1550)
    _titled(paper, "KẾ HOẠCH", "Kiểm tra công tác cải cách hành chính năm 2026", 3500)
    _add_list(paper)
    for words in ("MỤC ĐÍCH, YÊU CẦU", "NỘI DUNG KIỂM TRA"):
        heading = write(paper, words, HEADING)
        properties = heading._p.get_or_add_pPr()  # noqa: SLF001 # python-docx has no lists
        number = xml("w:numPr")
        number.append(xml("w:ilvl", val="0"))
        number.append(xml("w:numId", val="77"))
        properties.insert(0, number)
        # The number looks like the mark of its paragraph.
        mark = xml("w:rPr")
        mark.append(xml("w:b"))
        properties.append(mark)
        for _ in range(6):
            write(paper, FINDING)
    _signed(paper, ("GIÁM ĐỐC", BOLD), *[("", Form())] * 4, ("Nguyễn Văn An", BOLD))
    return paper


def _add_list(paper: Paper) -> None:
    numbering = paper.part.numbering_part.element
    kind = xml("w:abstractNum", abstractNumId="77")
    level = xml("w:lvl", ilvl="0")
    for tag, given in (("start", "1"), ("numFmt", "upperRoman"), ("lvlText", "%1.")):
        level.append(xml(f"w:{tag}", val=given))
    properties = xml("w:pPr")
    properties.append(xml("w:ind", left="2000", hanging="400"))
    level.append(properties)
    kind.append(level)
    numbering.insert(0, kind)
    number = xml("w:num", numId="77")
    number.append(xml("w:abstractNumId", val="77"))
    numbering.append(number)


@pytest.mark.parametrize(
    ("form", "pattern", "rule"),
    [
        ("lowerLetter", "%1)", "E15"),  # points are plain text, and these are bold capitals
        ("decimal", "%1.", "E14"),
        ("decimalZero", "%1.", "E14"),
    ],
)
def test_a_label_counts_as_if_it_were_typed(
    form: str, pattern: str, rule: str, tmp_path: Path
) -> None:
    paper = _numbered_plan()
    [level] = paper.part.numbering_part.element.xpath(
        "//w:abstractNum[@w:abstractNumId='77']/w:lvl"
    )
    level.find(qn("w:numFmt")).set(qn("w:val"), form)
    level.find(qn("w:lvlText")).set(qn("w:val"), pattern)
    heading = found(paper, "NỘI DUNG")
    heading.runs[0].italic = True

    rules = _rules(paper, tmp_path)

    assert set(rules) <= {rule, "E12"}
    assert rule in rules


def test_headings_numbered_by_word_are_known(tmp_path: Path) -> None:
    assert _rules(_numbered_plan(), tmp_path) == []


def test_a_heading_numbered_by_word_is_judged_like_a_typed_one(tmp_path: Path) -> None:
    paper = _numbered_plan()
    heading = found(paper, "NỘI DUNG")
    heading.runs[0].bold = False

    assert _rules(paper, tmp_path) == ["E13"]


def test_an_automatic_number_that_is_not_bold_like_its_heading_is_told(tmp_path: Path) -> None:
    paper = _numbered_plan()
    mark = found(paper, "NỘI DUNG")._p.get_or_add_pPr().find(qn("w:rPr"))  # noqa: SLF001 # no marks
    assert mark is not None
    mark.clear()

    [fault] = check_format(_saved(paper, tmp_path / "paper.docx"))

    assert fault.rule == "E13"
    assert "II." in fault.found


def test_a_part_numbered_by_word_with_nothing_under_it_is_told(tmp_path: Path) -> None:
    paper = _numbered_plan()
    for item in [item for item in paper.paragraphs if item.text == FINDING][6:]:
        item._p.getparent().remove(item._p)  # type: ignore[union-attr] # noqa: SLF001 # no removal

    assert _rules(paper, tmp_path) == ["W10"]


def test_working_minutes_with_the_nation_alone_give_no_alarm(tmp_path: Path) -> None:
    # Variant 3: nation and motto in the middle, no body at the left, no number.
    paper = blank_paper()
    write(paper, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", Form(size=13, bold=True))
    write(paper, "Độc lập - Tự do - Hạnh phúc", BOLD)
    rule_under(write(paper, "", Form(size=4)), 2960)
    write(paper, "Lào Cai, ngày 05 tháng 02 năm 2026", Form(italic=True))
    _titled(paper, "BIÊN BẢN LÀM VIỆC", "Về việc giao nhận hồ sơ, tài liệu", 4000)
    write(paper, f"Hôm nay, vào hồi 08 giờ 30 phút, hai bên giao nhận hồ sơ. {FINDING}")
    write(paper, "Biên bản được lập thành 02 bản có giá trị như nhau, mỗi bên giữ 01 bản./.")
    table = paper.add_table(rows=1, cols=2)
    for cell, position in zip(table.rows[0].cells, ("BÊN GIAO", "ĐẠI DIỆN BÊN NHẬN"), strict=True):
        write(cell, position, BOLD)
        write(cell, "(Ký, ghi rõ họ tên)", Form(size=13, italic=True))

    assert _rules(paper, tmp_path) == []


def _report() -> Paper:
    """Build a report that is addressed to somebody, with a table between two headings."""
    paper = blank_paper()
    head = add_head(paper, ("UBND TỈNH LÀO CAI", "SỞ NỘI VỤ"))
    _line_under_body(head.rows[0].cells[0].paragraphs[2], 1550)
    write(head.rows[0].cells[0], "Số:        /BC-SNV", _NUMBER)
    _titled(paper, "BÁO CÁO", "Kết quả kiểm tra công tác cải cách hành chính", 3400)
    write(paper, "Kính gửi: Giám đốc Sở Nội vụ tỉnh Lào Cai.", Form(gap=6))
    for _ in range(6):
        write(paper, FINDING)
    write(paper, "1. Kết quả chấm điểm", HEADING)
    add_data_table(paper, ("STT", "Nội dung", "Điểm"), 6)
    write(paper, "2. Kiến nghị với cấp có thẩm quyền", HEADING)
    write(paper, "Không có.")
    write(paper, f"{FINDING.removesuffix('.')}./.")
    _signed(paper, ("TRƯỞNG ĐOÀN", BOLD), *[("", Form())] * 4, ("Nguyễn Văn An", BOLD))
    return paper


def test_whom_a_report_is_addressed_to_is_no_part_of_its_abstract(tmp_path: Path) -> None:
    assert _rules(_report(), tmp_path) == []


def test_a_table_between_two_items_makes_them_headings(tmp_path: Path) -> None:
    paper = _report()
    found(paper, "2. Kiến nghị").runs[0].bold = False

    assert _rules(paper, tmp_path) == ["E14"]


def test_a_page_alone_needs_no_page_number(tmp_path: Path) -> None:
    paper = blank_paper()
    head = add_head(paper, ("UBND TỈNH LÀO CAI", "SỞ NỘI VỤ"))
    _line_under_body(head.rows[0].cells[0].paragraphs[2], 1550)
    write(head.rows[0].cells[0], "Số: 12/SNV-CCHC", _NUMBER)
    write(head.rows[0].cells[0], "V/v báo cáo kết quả khắc phục", Form(size=12))
    write(paper, "Kính gửi: Ủy ban nhân dân các xã, phường.", Form(gap=12))
    write(paper, FINDING)
    write(paper, "Đề nghị các đơn vị báo cáo trước ngày 05 tháng 3 năm 2026./.")
    paper.sections[0].header.paragraphs[0].clear()
    paper.sections[0].different_first_page_header_footer = False
    _signed(paper, ("GIÁM ĐỐC", BOLD), *[("", Form())] * 4, ("Nguyễn Văn An", BOLD))

    assert _rules(paper, tmp_path) == []


def test_a_document_of_any_other_kind_is_told_what_it_lacks(tmp_path: Path) -> None:
    paper = blank_paper()
    write(paper, "Danh sách cán bộ")
    add_data_table(paper, ("STT", "Nội dung", "Điểm"), 3)

    assert _rules(paper, tmp_path) == ["E1", "E2", "E9"]


def test_the_size_of_defaults_counts_where_nothing_else_is_said(tmp_path: Path) -> None:
    paper = _decision()
    paper.styles["Normal"].font.size = Pt(11)
    last = found(paper, "Điều 3")
    last.runs[0].font.size = None

    assert _rules(paper, tmp_path) == ["E12"]
