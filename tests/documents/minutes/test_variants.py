"""What minutes say of each kind and form of inspection, and of what people did in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from lxml.etree import _Element as Element

from app.domain.annex import Annex
from app.domain.attendance import AbsenceState
from app.domain.case_file import CaseFile
from app.domain.dossier import Pick
from app.domain.finding import FindingKind
from app.domain.inspection import InspectionForm, InspectionKind, Role, Side, UnitAgreement
from app.domain.plan import Head
from app.domain.recommendation import Addressee
from tests import given
from tests.documents import rich_case
from tests.documents.duty_case import absence, duty_case, roll_call
from tests.documents.minutes.test_sampling_statement import drawn_case
from tests.documents.word_reading import W, Written, minutes_of, text_of


def _case(**visited: object) -> CaseFile:
    return rich_case.rich_case(photo_count=0, dossier_count=0, finding_count=0, **visited)  # type: ignore[arg-type] # facts of the visit


def _paragraph(written: Written, start: str) -> str:
    return text_of(written.paragraph(start))


def _cells(written: Written, head: str) -> list[list[str]]:
    """The cells of the first table with this column, row by row."""
    for table in written.body.iter(f"{W}tbl"):
        rows = [[text_of(cell) for cell in row.iter(f"{W}tc")] for row in table.iter(f"{W}tr")]
        if head in rows[0]:
            return rows
    return []


@pytest.mark.parametrize(
    ("form", "title", "opening", "method"),
    [
        (
            InspectionForm.ON_SITE,
            "Kiểm tra công tác cải cách hành chính năm 2026\ntại UBND",
            "tiến hành làm việc với UBND xã Cần Đước, tỉnh Tây Ninh về việc kiểm tra công tác",
            "kiểm tra trực tiếp; nghe báo cáo;",
        ),
        (
            InspectionForm.BY_REPORT,
            "Kiểm tra qua báo cáo công tác cải cách hành chính năm 2026\nđối với UBND",
            "tiến hành kiểm tra qua báo cáo công tác",
            "kiểm tra qua báo cáo; xem xét báo cáo và hồ sơ, tài liệu do đơn vị gửi",
        ),
        (
            InspectionForm.UNANNOUNCED,
            "Kiểm tra đột xuất công tác cải cách hành chính năm 2026\ntại UBND",
            "tiến hành kiểm tra đột xuất công tác",
            "kiểm tra đột xuất; kiểm tra hồ sơ, tài liệu",
        ),
        (
            InspectionForm.RECHECK,
            "Phúc tra công tác cải cách hành chính năm 2026\ntại UBND",
            "tiến hành phúc tra công tác",
            "phương pháp: phúc tra; đối chiếu kết quả khắc phục",
        ),
        (
            InspectionForm.SELF_CHECK,
            "Tự kiểm tra công tác cải cách hành chính năm 2026\ntại UBND",
            "tiến hành tự kiểm tra công tác",
            "phương pháp: tự kiểm tra; nghe báo cáo;",
        ),
    ],
)
def test_each_form_has_its_title_opening_and_method(
    form: InspectionForm, title: str, opening: str, method: str
) -> None:
    written = minutes_of(_case(form=form))

    assert title in written.text
    assert opening in _paragraph(written, "Hôm nay")
    assert method in _paragraph(written, "3. Hình thức")


@pytest.mark.parametrize(
    ("kind", "matter", "method"),
    [
        (
            InspectionKind.ADMIN_REFORM,
            "công tác cải cách hành chính năm 2026",
            "nghe báo cáo; kiểm tra hồ sơ, tài liệu",
        ),
        (
            InspectionKind.ONE_STOP,
            "việc thực hiện cơ chế một cửa, một cửa liên thông",
            "quan sát trực tiếp việc tiếp nhận hồ sơ và trả kết quả",
        ),
        (
            InspectionKind.PROCEDURE_CONTROL,
            "công tác kiểm soát thủ tục hành chính năm 2026",
            "việc công khai thủ tục hành chính",
        ),
        (
            InspectionKind.PUBLIC_DUTY,
            "việc thực hiện công vụ, chấp hành kỷ luật, kỷ cương hành chính năm 2026",
            "quan sát trực tiếp tại nơi làm việc",
        ),
    ],
)
def test_a_plan_without_a_subject_is_about_its_kind(
    kind: InspectionKind, matter: str, method: str
) -> None:
    case = _case(kind=kind)

    written = minutes_of(replace(case, plan=replace(case.plan, subject="")))

    assert f"Kiểm tra {matter}" in written.text.replace("\n", " ").replace("\u00a0", " ")
    assert f"1. Nội dung: {matter}" in written.text
    assert method in _paragraph(written, "3. Hình thức")


@pytest.mark.parametrize(
    ("form", "subject", "said"),
    [
        (InspectionForm.UNANNOUNCED, "Kiểm tra đột xuất công vụ", "Kiểm tra đột xuất công vụ"),
        (InspectionForm.RECHECK, "Phúc tra việc khắc phục", "Phúc tra việc khắc phục"),
        (InspectionForm.ON_SITE, "Kiểm tra việc khắc phục", "Kiểm tra việc khắc phục"),
    ],
)
def test_the_form_is_not_said_twice(form: InspectionForm, subject: str, said: str) -> None:
    case = _case(form=form)

    texts = minutes_of(replace(case, plan=replace(case.plan, subject=subject))).texts

    assert f"{said}\ntại UBND xã Cần Đước" in texts


def test_an_announced_decision_is_told_to_the_minute() -> None:
    written = minutes_of(duty_case())

    said = _paragraph(written, "Quyết định số 1050/QĐ-SNV được Đoàn kiểm tra công bố")

    assert said.endswith(
        "vào hồi 08 giờ 25 phút, ngày 20 tháng 11 năm 2026, ngay tại nơi kiểm tra."
    )


def test_a_surprise_check_leaves_room_for_the_announcement_and_other_visits_say_nothing() -> None:
    surprise = minutes_of(duty_case(decision_announced_at=None))
    usual = minutes_of(_case())

    assert "vào hồi ...... giờ ...... phút" in _paragraph(surprise, "Quyết định số")
    assert "được Đoàn kiểm tra công bố" not in usual.text


def test_those_at_work_are_counted_office_by_office_in_the_first_item() -> None:
    written = minutes_of(duty_case(calls=3))

    rows = _cells(written, "Phải có mặt")

    assert rows[0] == [
        *("STT", "Thời điểm", "Phòng, đơn vị", "Phải có mặt", "Có mặt"),
        *("Vắng có lý do", "Vắng không lý do"),
    ]
    assert rows[2] == ["2", "08 giờ 31 phút", "Phòng Kinh tế", "12", "9", "2", "1"]
    assert len(rows) == 4
    assert written.texts[written.texts.index("III. KẾT QUẢ KIỂM TRA") + 1 :][:2] == [
        "1. Thời giờ làm việc",
        (
            "Đoàn kiểm tra điểm danh tại 03 phòng, đơn vị: số người phải có mặt 36, có mặt 27/36 "
            "(75%), vắng có lý do 06, vắng không có lý do 03; cụ thể:"
        ),
    ]
    assert "2. Triển khai, quán triệt kỷ luật, kỷ cương hành chính" in written.texts
    assert "9. Kết quả chấm điểm" in written.texts


def test_a_single_count_is_a_sentence() -> None:
    case = duty_case(calls=0, absent=0)
    call = roll_call(0, office="", at=datetime(2026, 11, 20, 1, 45, tzinfo=UTC))

    written = minutes_of(replace(case, roll_calls=(call,)))

    assert (
        "Lúc 08 giờ 45 phút, ngày 20 tháng 11 năm 2026, tại đơn vị: số người phải có mặt 12, có "
        "mặt 9/12 (75%), vắng có lý do 02, vắng không có lý do 01." in written.texts
    )
    assert _cells(written, "Phải có mặt") == []


def test_an_office_counted_twice_is_not_added_up() -> None:
    case = duty_case(calls=0)
    again = (
        roll_call(1, office="Phòng Kinh tế"),
        roll_call(2, office="Phòng Kinh tế", at=datetime(2026, 11, 21, 1, 5, tzinfo=UTC)),
    )

    written = minutes_of(replace(case, roll_calls=again))

    assert "Đoàn kiểm tra điểm danh 02 lần, kết quả như sau:" in written.texts
    assert _cells(written, "Phải có mặt")[2][1] == "08 giờ 05 phút, 21/11/2026"


def test_an_office_without_staff_has_no_rate() -> None:
    case = duty_case(calls=0)
    empty = roll_call(1, staff=0, present=0, excused=0, unexcused=0)

    text = minutes_of(replace(case, roll_calls=(empty,))).text

    assert "phải có mặt 00, có mặt 00, vắng có lý do 00" in text


def test_a_check_of_duty_without_counts_says_so_and_another_visit_does_not() -> None:
    assert "Không ghi nhận số liệu điểm danh" in minutes_of(duty_case(calls=0, absent=0)).text
    assert "Thời giờ làm việc" not in minutes_of(_case()).text


def test_the_absent_are_named_in_an_annex_of_their_own() -> None:
    case = duty_case(calls=1, absent=0)
    rows = (
        absence(1, state=AbsenceState.EXCUSED, reason="Họp tại UBND tỉnh", evidence="Giấy mời"),
        absence(2, state=AbsenceState.LATE, at=None),
    )

    written = minutes_of(replace(case, absences=rows))
    table = _cells(written, "Tình trạng")

    assert written.texts[written.texts.index("DANH SÁCH NGƯỜI VẮNG MẶT") - 1] == "Phụ lục II"
    assert (
        "Qua kiểm tra, ghi nhận 01 trường hợp vắng có lý do, 01 trường hợp đi muộn. "
        "Chi tiết tại Phụ lục II." in written.texts
    )
    assert table[1] == [
        *("1", "Lê Thị Vắng B", "Công chức Địa chính", "Phòng Kinh tế", "08 giờ 35 phút"),
        *("Vắng có lý do", "Họp tại UBND tỉnh", "Giấy mời", "Đặng Quốc Bảo"),
    ]
    assert table[2][4:6] == ["", "Đi muộn"]
    assert "2. Phụ lục II: Danh sách người vắng mặt;" in written.texts


def test_a_long_list_of_absent_repeats_its_head_and_splits_no_row() -> None:
    written = minutes_of(duty_case(absent=120))

    table = next(one for one in written.body.iter(f"{W}tbl") if "Người xác nhận" in text_of(one))
    rows = list(table.iter(f"{W}tr"))
    paper = written.sections[-1].find(f"{W}pgSz")
    assert len(rows) == 121
    assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
    assert paper is not None
    assert paper.get(f"{W}orient") == "landscape"


def test_the_names_of_the_absent_can_be_left_out() -> None:
    written = minutes_of(duty_case(left_out=(Annex.ABSENCES,)))

    assert "Lê Thị Vắng" not in written.text
    assert "ghi nhận 02 trường hợp vắng không có lý do." in written.text
    assert "Chi tiết tại Phụ lục." in _paragraph(written, "Phiếu kiểm tra công vụ")


@pytest.mark.parametrize("annex", Annex)
def test_numbers_and_citations_follow_the_annexes_that_are_there(annex: Annex) -> None:
    base = rich_case.rich_case(photo_count=2, dossier_count=3, left_out=(annex,))
    names = {
        Annex.SCORES: "Bảng chấm điểm theo bộ tiêu chí",
        Annex.DOSSIERS: "Bảng kiểm tra hồ sơ thủ tục hành chính mẫu",
        Annex.PHOTOS: "Ảnh minh chứng",
        Annex.ABSENCES: "Danh sách người vắng mặt",
    }
    left = [name for one, name in names.items() if one is not annex]

    written = minutes_of(replace(base, absences=(absence(),)), is_draft=True)

    numbers = ("I", "II", "III")
    for number, name in zip(numbers, left, strict=True):
        assert f"Phụ lục {number}: {name};" in written.text
        assert written.texts[written.texts.index(name.upper()) - 1] == f"Phụ lục {number}"
    assert names[annex] not in written.text
    assert "tại ." not in written.text
    assert "Phụ lục IV" not in written.text
    assert len(written.sections) == 4


def test_how_a_sample_was_drawn_is_said_even_without_its_table() -> None:
    case = drawn_case()

    with_table = minutes_of(case).texts
    without = minutes_of(
        replace(case, inspection=replace(case.inspection, left_out=(Annex.DOSSIERS,)))
    ).texts

    drawn = [text for text in without if text.startswith("Mẫu hồ sơ được bốc ngẫu nhiên")]
    heading = next(
        text for text in without if text.endswith("Kiểm tra hồ sơ thủ tục hành chính mẫu")
    )
    assert without.index(drawn[0]) == without.index(heading) + 1
    assert len([text for text in with_table if text.startswith("Mẫu hồ sơ được bốc")]) == 1
    assert any(dossier.pick is Pick.RANDOM for dossier in case.dossiers)


def test_an_office_of_its_own_is_named_where_a_report_goes_elsewhere() -> None:
    case = _case()
    asked = (
        given.recommendation(1, receiving_office="Sở Tư pháp", report_form="Văn bản"),
        given.recommendation(2, receiving_office=case.plan.report_to, report_form="Văn bản"),
    )

    rows = _cells(minutes_of(replace(case, recommendations=asked)), "Hình thức báo cáo")

    assert [row[-1] for row in rows[1:]] == ["Văn bản, gửi Sở Tư pháp", "Văn bản"]


def test_a_difficulty_keeps_what_it_rests_on_and_its_cause() -> None:
    hard = given.finding(
        1,
        kind=FindingKind.DIFFICULTY,
        area_code="CCHC.3",
        text="Thiếu máy quét",
        legal_basis="Nghị định số 118/2025/NĐ-CP",
        cause="Chưa bố trí kinh phí",
    )

    texts = minutes_of(replace(_case(), findings=(hard,))).texts

    assert "- Khó khăn, vướng mắc: Thiếu máy quét (căn cứ: Nghị định số 118/2025/NĐ-CP)." in texts
    assert "- Nguyên nhân: Chưa bố trí kinh phí." in texts


def test_an_area_in_which_nothing_was_found_says_so_in_one_line() -> None:
    texts = minutes_of(replace(_case(), findings=())).texts

    heading = texts.index("2. Cải cách thể chế")

    assert texts[heading + 1] == "Không ghi nhận ưu điểm, tồn tại, hạn chế."
    assert texts[heading + 2] == "3. Cải cách thủ tục hành chính"


@pytest.mark.parametrize(
    ("refused", "opinion", "printed"),
    [
        ("không đồng ý số liệu", "", ["Đơn vị không nêu ý kiến."]),
        ("không đồng ý số liệu", "Số liệu sai", ["Số liệu sai."]),
        (".", "", ["Đơn vị không nêu ý kiến."]),
    ],
)
def test_a_unit_that_refuses_to_sign_is_not_said_to_agree(
    refused: str, opinion: str, printed: list[str]
) -> None:
    case = _case(refused_to_sign=refused, unit_opinion=opinion, unit_agreement=UnitAgreement.AGREES)

    texts = minutes_of(case).texts

    heading = texts.index("V. Ý KIẾN CỦA ĐƠN VỊ ĐƯỢC KIỂM TRA")
    assert texts[heading + 1 : heading + 1 + len(printed)] == printed
    assert "thống nhất với nội dung" not in "\n".join(texts)
    assert sum("không ký biên bản, lý do: không" in text for text in texts) == 1
    assert "NGƯỜI CHỨNG KIẾN" in texts


def test_who_is_absent_is_said_to_be_and_neither_presides_nor_signs() -> None:
    case = _case()
    people = tuple(
        replace(row, present=row.role not in {Role.SECRETARY, Role.UNIT_REPRESENTATIVE})
        for row in case.participants
    )

    written = minutes_of(replace(case, participants=people))

    assert "Sở Nội vụ, Thư ký, vắng mặt;" in _paragraph(written, "- Ông (bà): Huỳnh Lê")
    signing = written.texts[written.texts.index("TRƯỞNG ĐOÀN") :]
    assert "Huỳnh Lê Ngọc Quỳnh" not in signing
    assert "Võ Hoàng Nhật Trường" not in signing
    assert "Nguyễn Thị Ánh Tuyết" in signing
    assert [row.side for row in people if not row.present] == [Side.TEAM, Side.UNIT]


@pytest.mark.parametrize("head", Head)
def test_a_draft_with_next_to_nothing_recorded_has_blanks_to_fill(head: Head) -> None:
    bare = replace(
        _case(
            started_at=None,
            ended_at=None,
            place="",
            places_visited="",
            general_remark="",
            report_due_on=None,
            attachments=(),
            unit_name="",
            copies=0,
            copies_team=0,
            copies_unit=0,
        ),
        province=None,
        unit=replace(rich_case.COMMUNE, name=""),
        plan=given.plan(subject="", issuing_body="", decision_number="", head=head),
        participants=(),
        checklists=(),
        answers={},
        findings=(),
        recommendations=(
            given.recommendation(1, due_on=None, owner=""),
            given.recommendation(2, addressee=Addressee.HIGHER, text=".", due_on=None),
        ),
    )

    written = minutes_of(bare, is_draft=True)

    text = written.text.replace("Số:        /BB-ĐKT", "")
    assert "None" not in text
    assert "  " not in text
    assert " ," not in text
    assert "“”" not in text
    assert "{{" not in text
    assert "tại UBND ....." in text
    assert _cells(written, "Thời hạn")[1][4] == "ngày ...... tháng ...... năm ......"
    assert _paragraph(written, "Biên bản kết thúc").endswith(
        "lập thành ...... bản có giá trị như nhau, Đoàn kiểm tra giữ ...... bản, đơn vị được "
        "kiểm tra giữ ...... bản./."
    )


def test_the_place_of_a_check_by_report_is_the_seat_of_the_delegation() -> None:
    by_report = _case(form=InspectionForm.BY_REPORT, place="")
    on_site = _case(place="")

    assert "tại trụ sở Sở Nội vụ tỉnh Tây Ninh, Đoàn" in minutes_of(by_report).text
    assert "tại trụ sở UBND xã Cần Đước, Đoàn" in minutes_of(on_site).text


def test_a_line_of_stops_alone_leaves_no_empty_paragraph() -> None:
    written = minutes_of(_case(general_remark="Tốt.\n,\n;", unit_opinion=",", copies=3))

    styles = [(p.find(f"{W}pPr/{W}pStyle"), text_of(p)) for p in written.body.iter(f"{W}p")]
    texts = [text for style, text in styles if style is not None and _is_body(style)]
    assert "Tốt." in texts
    assert "" not in texts
    assert "Đơn vị thống nhất với nội dung biên bản, không có ý kiến khác." in texts


def _is_body(style: Element) -> bool:
    return style.get(f"{W}val") == "NoiDung"
