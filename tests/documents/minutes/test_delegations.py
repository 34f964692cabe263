"""Several delegations and several checklists in one visit; initials on each page."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from app.documents.format_check import check_format
from app.documents.minutes.writing import CopiesDoNotAddUp, write_minutes
from app.documents.word.stamp import Seal
from app.documents.word.structure import structure_faults
from app.domain.inspection import JointDelegation, Role
from tests import given
from tests.documents import rich_case
from tests.documents.duty_case import JUSTICE, OFFICE, joint_case
from tests.documents.word_reading import W, Written, minutes_of, text_of


@pytest.fixture(scope="module")
def joint() -> Written:
    """The minutes of two delegations."""
    return minutes_of(joint_case())


def test_every_decision_is_cited_and_the_last_basis_ends_with_a_stop(joint: Written) -> None:
    bases = [text for text in joint.texts if text.startswith("Căn cứ ")]

    assert [text[:40] for text in bases] == [
        "Căn cứ Quyết định số 1050/QĐ-SNV ngày 05",
        "Căn cứ Quyết định số 77/QĐ-STP ngày 07 t",
        "Căn cứ Kế hoạch số 214/KH-UBND ngày 09 t",
    ]
    assert bases[1].endswith(
        "của Giám đốc Sở Tư pháp về việc thành lập Đoàn kiểm tra của Sở Tư pháp tỉnh Tây Ninh;"
    )
    assert [text[-1] for text in bases] == [";", ";", "."]


def test_the_last_of_several_decisions_ends_with_a_stop_where_there_is_no_plan() -> None:
    case = joint_case((JUSTICE, OFFICE))

    texts = minutes_of(replace(case, plan=replace(case.plan, plan_number=""))).texts

    bases = [text for text in texts if text.startswith("Căn cứ ")]
    assert [text[-1] for text in bases] == [";", ";", "."]
    assert bases[2].startswith("Căn cứ Quyết định số ............ ngày ......")


def test_people_stand_under_their_own_delegation(joint: Written) -> None:
    texts = joint.texts[joint.texts.index("1. Đoàn kiểm tra") :]
    own, other = (
        texts.index("a) Đoàn kiểm tra theo Quyết định số 1050/QĐ-SNV:"),
        texts.index("b) Đoàn kiểm tra của Sở Tư pháp tỉnh Tây Ninh:"),
    )

    assert texts[own + 1].startswith("- Ông (bà): Trần Kỳ Đức")
    assert texts[own + 1].endswith("Trưởng đoàn (chủ trì);")
    assert texts[other + 1 : other + 3] == [
        "- Ông (bà): Lý Thị Mỹ Hạnh, Công chức Sở Tư pháp, Trưởng đoàn;",
        "- Ông (bà): Đinh Công Tráng, Công chức Sở Tư pháp, Thư ký.",
    ]
    assert texts[other + 3] == "2. Đơn vị được kiểm tra"
    assert "(sau đây gọi chung là Đoàn kiểm tra)" in joint.text


def test_somebody_of_a_delegation_that_is_not_known_is_not_lost() -> None:
    case = joint_case(())
    stranger = replace(case.participants[-1], delegation="Đoàn của Sở Tài chính")

    text = minutes_of(replace(case, participants=(*case.participants[:-1], stranger))).text

    assert "Đinh Công Tráng, Công chức Sở Tư pháp, Thư ký, Đoàn của Sở Tài chính" in text


@pytest.mark.parametrize(
    ("role", "title"),
    [
        (Role.TEAM_LEADER, "TRƯỞNG ĐOÀN KIỂM TRA CỦA SỞ TƯ PHÁP TỈNH TÂY NINH"),
        (Role.DEPUTY_LEADER, "PHÓ TRƯỞNG ĐOÀN KIỂM TRA CỦA SỞ TƯ PHÁP TỈNH TÂY NINH"),
    ],
)
def test_each_leader_has_a_place_to_sign(role: Role, title: str) -> None:
    case = joint_case()
    people = tuple(
        replace(row, role=role if row.name == "Lý Thị Mỹ Hạnh" else row.role)
        for row in case.participants
    )

    texts = minutes_of(replace(case, participants=people)).texts

    signing = texts[texts.index("ĐẠI DIỆN UBND XÃ\u00a0CẦN\u00a0ĐƯỚC") :]
    assert signing[1] == "TRƯỞNG ĐOÀN KIỂM TRA THEO QUYẾT ĐỊNH SỐ 1050/QĐ-SNV"
    assert signing.index(title) < signing.index("Lý Thị Mỹ Hạnh")
    assert signing.index("Huỳnh Lê Ngọc Quỳnh") < signing.index("Nơi nhận:")
    assert "- Đoàn kiểm tra của Sở Tư pháp tỉnh Tây Ninh;" in signing


def test_a_body_that_is_no_delegation_is_represented() -> None:
    case = joint_case((JointDelegation(name="Tổ công tác của Sở Tài chính"),))

    texts = minutes_of(case).texts

    assert "ĐẠI DIỆN TỔ CÔNG TÁC CỦA SỞ TÀI CHÍNH" in texts
    assert "b) Tổ công tác của Sở Tài chính:" in texts
    assert texts[texts.index("b) Tổ công tác của Sở Tài chính:") + 1].startswith("- Ông (bà): ....")


def test_the_closing_sentence_says_who_keeps_how_many(joint: Written) -> None:
    closing = text_of(joint.paragraph("Biên bản kết thúc"))

    assert closing.endswith(
        "thành 03 bản có giá trị như nhau, Đoàn kiểm tra theo Quyết định số 1050/QĐ-SNV giữ 01 "
        "bản, Đoàn kiểm tra của Sở Tư pháp tỉnh Tây Ninh giữ 01 bản, đơn vị được kiểm tra giữ 01 "
        "bản./."
    )


@pytest.mark.parametrize(("copies", "kept"), [(2, 1), (4, 1), (2, 0)])
def test_copies_of_all_delegations_must_add_up(copies: int, kept: int) -> None:
    case = joint_case((replace(JUSTICE, copies=kept),), copies=copies)
    target = io.BytesIO()

    with pytest.raises(CopiesDoNotAddUp) as refused:
        write_minutes(case, (), {}, target, calendar=rich_case.calendar())

    assert refused.value.params["others"] == kept
    assert target.getvalue() == b""


@pytest.fixture(scope="module")
def two() -> Written:
    """The minutes of a visit on two checklists."""
    case = rich_case.rich_case(photo_count=0, dossier_count=0, finding_count=0)
    more = rich_case.checklist("criteria_one_stop")
    stray = given.finding(77, area_code="XYZ", text="Phát hiện lạc.")
    return minutes_of(
        replace(case, checklists=(*case.checklists, more), findings=(*case.findings, stray))
    )


def test_areas_are_numbered_through_and_each_checklist_is_named_once(two: Written) -> None:
    part = two.texts[two.texts.index("III. KẾT QUẢ KIỂM TRA") :]
    items = [text for text in part if re.match(r"\d+\. ", text)]
    numbers = [int(text.split(".")[0]) for text in items[:17]]
    headings = [text for text in part if re.match(r"Theo .*:$", text)]

    assert numbers == list(range(1, 18))
    assert headings == [
        "Theo Bộ tiêu chí kiểm tra, chấm điểm cải cách hành chính UBND cấp xã:",
        ("Theo Phiếu kiểm tra Trung tâm Phục vụ hành chính công cấp xã (bộ phận một cửa):"),
    ]
    assert part[part.index(headings[0]) + 1].startswith("1. ")
    assert part[part.index(headings[1]) + 1].startswith("8. ")
    assert "16. Nội dung khác, ngoài các bộ tiêu chí trên" in part


def test_each_checklist_has_its_areas_its_score_and_its_table(two: Written) -> None:
    scope = two.texts[two.texts.index("II. NỘI DUNG, PHẠM VI, THỜI KỲ KIỂM TRA") :]
    heading = two.texts.index("17. Kết quả chấm điểm")
    scores = two.texts[heading + 1 : heading + 3]

    assert scope[1] == "1. Nội dung: công tác cải cách hành chính năm 2026, gồm:"
    assert scope[2].startswith("- Theo Bộ tiêu chí kiểm tra, chấm điểm cải cách hành chính")
    assert scope[3].startswith("- Theo Phiếu kiểm tra Trung tâm")
    assert scope[4].startswith("2. Thời kỳ")
    assert scores[0].startswith("Bộ tiêu chí kiểm tra, chấm điểm cải cách hành chính UBND cấp xã: ")
    assert scores[1].startswith("Phiếu kiểm tra Trung tâm Phục vụ hành chính công cấp xã")
    assert two.texts.count("Tổng cộng") == 2


def test_the_form_of_both_is_sound(joint: Written, two: Written, tmp_path: Path) -> None:
    for number, written in enumerate((joint, two)):
        path = tmp_path / f"{number}.docx"
        path.write_bytes(written.content)

        assert check_format(path) == []
        assert structure_faults(path) == []


@pytest.mark.parametrize("initials", [True, False])
def test_each_page_has_its_place_for_initials_beside_the_code(
    initials: bool, tmp_path: Path
) -> None:
    case = rich_case.rich_case(photo_count=0, dossier_count=3, initials=initials)
    seal = Seal(
        inspection_id=given.INSPECTION,
        version=1,
        content_sha256="ab" * 32,
        code="v1 · abababababababab",
    )
    target = io.BytesIO()

    write_minutes(
        case, rich_case.scores(case), {}, target, calendar=rich_case.calendar(), stamp=seal
    )
    written = Written(target.getvalue())
    path = tmp_path / "bien_ban.docx"
    path.write_bytes(written.content)

    feet = [
        [text_of(line) for line in etree.fromstring(content).iter(f"{W}p")]
        for name, content in written.parts.items()
        if name.startswith("word/footer")
    ]
    assert len(feet) == 2
    for lines in feet:
        assert sum("Ký nháy" in line for line in lines) == int(initials)
        assert lines[-1] == "v1 · abababababababab"
    assert check_format(path) == []
    assert structure_faults(path) == []
