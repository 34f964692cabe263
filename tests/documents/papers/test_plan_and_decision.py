"""Kế hoạch, quyết định, thông báo lịch: what they say of a plan with all its visits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

import pytest

from app.documents.papers import decision, notice, plan
from app.documents.papers.form import PaperSource
from app.domain.inspection import InspectionForm, Role, Side
from app.domain.plan import Plan
from tests.documents.papers.source import (
    BASES,
    TASKS,
    empty_source,
    long_source,
    paper_of,
    rich_plan,
    rich_source,
    source_of,
)
from tests.documents.word_reading import W, text_of

_RICH: Final = rich_source(dossier_count=1)


def _under(facts: Plan) -> PaperSource:
    """The first visit alone, under another plan."""
    return source_of(replace(_RICH.case, plan=facts))


def _rows(source: PaperSource, first_title: str) -> list[list[str]]:
    """The cells of the table of the plan whose second column is called so."""
    written = paper_of(plan.FORM, source)
    tables = [
        [
            [" ".join(map(text_of, cell.iter(f"{W}p"))) for cell in row.iter(f"{W}tc")]
            for row in table.iter(f"{W}tr")
        ]
        for table in written.body.iter(f"{W}tbl")
    ]
    return next(table[1:] for table in tables if table[0][1:2] == [first_title])


def test_the_schedule_names_every_visit_with_its_days_and_place() -> None:
    rows = _rows(long_source(), "Đơn vị được kiểm tra")

    assert [row[0] for row in rows] == [str(number) for number in range(1, 31)]
    assert rows[0] == [
        "1",
        "UBND xã Cần Đước",
        "09/11/2026 (thứ Hai)",
        "Trụ sở UBND xã Cần Đước, tỉnh Tây Ninh",
    ]
    assert rows[4][2] == "Từ 13/11/2026 đến 14/11/2026"
    assert all("UBND" in row[1] and row[3].startswith("Trụ sở") for row in rows)


def test_a_visit_that_nobody_planned_a_day_for_is_listed_with_the_day_it_began() -> None:
    visit = replace(_RICH.case.inspection, planned_from=None)

    begun = _rows(source_of(replace(_RICH.case, inspection=visit)), "Đơn vị được kiểm tra")
    unknown = _rows(empty_source(), "Đơn vị được kiểm tra")

    assert begun[0][2] == "20/11/2026 (thứ Sáu)"
    assert unknown[0][2] == "....../....../......"


def test_members_have_the_tasks_of_the_plan_or_those_of_their_role() -> None:
    people = tuple(
        replace(person, tasks="") if person.role is Role.SECRETARY else person
        for person in _RICH.case.participants
    )

    rows = _rows(source_of(replace(_RICH.case, participants=people)), "Họ và tên")

    tasks = {row[1]: row[4] for row in rows}
    assert [row[3] for row in rows[:3]] == ["Trưởng đoàn", "Phó Trưởng đoàn", "Thư ký"]
    assert tasks["Trần Kỳ Đức"] == TASKS["Trần Kỳ Đức"]
    assert tasks["Huỳnh Lê Ngọc Quỳnh"].startswith("Lập biên bản;")


def test_a_member_of_several_visits_is_named_once_and_another_delegations_not_at_all() -> None:
    case = _RICH.case
    guest = replace(
        case.participants[3], name="Lê Khách", delegation="Đoàn kiểm tra của Sở Tư pháp"
    )
    source = replace(_RICH, case=replace(case, participants=(*case.participants, guest)))

    named = paper_of(decision.FORM, source).text

    assert named.count("Trần Kỳ Đức") == 1
    assert "Lê Khách" not in named


def test_grounds_stand_in_their_order_and_the_decision_last() -> None:
    texts = paper_of(plan.FORM, _RICH).texts
    grounds = [text for text in texts if text.startswith("Căn cứ")]

    assert grounds[0] == f"Căn cứ {BASES[0]};"
    assert grounds[-2].startswith("Căn cứ Kế hoạch số 214/KH-UBND ngày 09 tháng 02 năm 2026")
    assert grounds[-1].startswith("Căn cứ Quyết định số 1050/QĐ-SNV ngày 05 tháng 10 năm 2026")
    assert [text[-1] for text in grounds] == [";"] * (len(grounds) - 1) + ["."]


def test_a_plan_made_after_the_decision_is_no_ground_of_it() -> None:
    later = _under(rich_plan(plan_number="1105/KH-ĐKT", plan_on=date(2026, 10, 12)))

    assert "1105/KH-ĐKT" not in paper_of(decision.FORM, later).text


def test_who_proposes_stands_last_among_the_grounds_of_a_decision_alone() -> None:
    proposed = "Theo đề nghị của Trưởng phòng Cải cách hành chính."
    source = _under(rich_plan(legal_bases=(proposed, *BASES)))

    decided, planned = (paper_of(form, source).texts for form in (decision.FORM, plan.FORM))

    assert decided[decided.index("QUYẾT ĐỊNH:") - 1] == proposed
    assert not any("Căn cứ Theo" in text for text in decided)
    assert not any("Theo đề nghị" in text for text in planned)


@pytest.mark.parametrize(
    ("parent", "issuer", "lines"),
    [
        ("UBND tỉnh Tây Ninh", "Sở Nội vụ tỉnh Tây Ninh", ["UBND TỈNH TÂY NINH", "SỞ NỘI VỤ"]),
        ("", "Sở Nội vụ tỉnh Tây Ninh", ["SỞ NỘI VỤ TỈNH TÂY NINH"]),
        ("", "Sở Nội vụ tỉnh Tuyên Quang", ["SỞ NỘI VỤ\nTỈNH TUYÊN QUANG"]),
        ("", "UBND xã Cần Đước", ["UBND XÃ CẦN ĐƯỚC"]),
    ],
)
def test_the_head_of_an_agency_does_not_say_the_province_twice(
    parent: str, issuer: str, lines: list[str]
) -> None:
    texts = paper_of(
        decision.FORM, _under(rich_plan(parent_body=parent, issuing_body=issuer))
    ).texts

    assert texts[: len(lines) + 1] == [*lines, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]


def test_the_line_under_the_abstract_is_that_of_the_upright_page() -> None:
    written = paper_of(notice.FORM, _RICH)
    abstract = written.paragraph("Lịch kiểm tra và đề cương")
    line = abstract.getnext()
    assert line is not None
    indent = line.find(f"{W}pPr/{W}ind")
    assert indent is not None

    # A sheet on its side follows; the room there is none of the title's.
    assert 2500 < int(indent.get(f"{W}left", "0")) < 4000


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (15, "Thời hạn kiểm tra: 15 (mười lăm) ngày làm việc, kể từ"),
        (1, "Thời hạn kiểm tra: 01 (một) ngày làm việc, kể từ"),
        (120, "Thời hạn kiểm tra: 120 ngày làm việc, kể từ"),
        (None, "Thời hạn kiểm tra: ...... (............) ngày làm việc, kể từ"),
    ],
)
def test_the_term_of_a_decision_is_told_in_words_too(days: int | None, said: str) -> None:
    assert said in paper_of(decision.FORM, _under(rich_plan(duration_days=days))).text


@pytest.mark.parametrize(
    ("facts", "authority", "signed"),
    [
        ({}, "GIÁM ĐỐC SỞ NỘI VỤ TỈNH TÂY NINH", "GIÁM ĐỐC"),
        ({"decision_body": "", "signer_title": ""}, "GIÁM ĐỐC SỞ NỘI VỤ TỈNH TÂY NINH", "GIÁM ĐỐC"),
        (
            {"decision_body": "", "signer_title": "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC"},
            "GIÁM ĐỐC SỞ NỘI VỤ TỈNH TÂY NINH",
            "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC",
        ),
        (
            {"decision_body": "", "signer_title": "", "issuing_body": "UBND tỉnh Tây Ninh"},
            "CHỦ TỊCH UBND TỈNH TÂY NINH",
            "CHỦ TỊCH",
        ),
        (
            {
                "decision_body": "",
                "signer_title": "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH",
                "issuing_body": "UBND tỉnh Tây Ninh",
            },
            "UBND TỈNH TÂY NINH",
            "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH",
        ),
    ],
)
def test_who_decides_stands_above_the_grounds_and_signs(
    facts: dict[str, object], authority: str, signed: str
) -> None:
    texts = paper_of(decision.FORM, _under(rich_plan(**facts))).texts

    assert texts[texts.index(f"Căn cứ {BASES[0]};") - 1] == authority
    assert signed in texts[texts.index("Nơi nhận:") :]


@pytest.mark.parametrize(
    ("number", "symbol"), [("1050/QĐ-SNV", "QĐ-SNV"), ("12/2026", "QĐ-............")]
)
def test_the_symbol_is_that_of_the_agency_that_decided(number: str, symbol: str) -> None:
    texts = paper_of(decision.FORM, _under(rich_plan(decision_number=number))).texts

    assert f"Số:        /{symbol}" in texts


def test_few_units_stand_in_the_first_article_and_many_in_an_annex() -> None:
    few, many = (paper_of(decision.FORM, source) for source in (_RICH, long_source()))

    assert "06 đơn vị, gồm: UBND xã Cần Đước, UBND phường" in text_of(few.paragraph("Điều 1."))
    assert "Phụ lục" not in few.texts
    assert "30 đơn vị có tên trong danh sách kèm theo" in many.text
    assert len(many.sections) == 2
    assert many.texts[many.texts.index("Phụ lục") + 1] == "DANH SÁCH ĐƠN VỊ ĐƯỢC KIỂM TRA"
    assert all(unit in many.texts for unit in ("UBND xã Cần Đước", "UBND phường Gia Lộc"))


def test_the_notice_brings_the_outline_and_a_lying_table_of_figures() -> None:
    written = paper_of(notice.FORM, _RICH)
    outline = written.texts[written.texts.index("Phụ lục I") : written.texts.index("Phụ lục II")]
    papers = [section.find(f"{W}pgSz").get(f"{W}orient") for section in written.sections]  # type: ignore[union-attr] # every section has its paper

    assert "trước ngày 04 tháng 11 năm 2026." in written.text
    for part in ("I. ĐẶC ĐIỂM TÌNH HÌNH", "II. KẾT QUẢ THỰC HIỆN", "V. ĐỀ XUẤT, KIẾN NGHỊ"):
        assert part in outline
    areas = [area for area in _RICH.case.checklists[0].areas if area.max_score]
    assert [text for text in outline if text.startswith(("1. Công tác", "7. Xây dựng"))] == [
        f"1. {areas[0].text}",
        f"7. {areas[6].text}",
    ]
    assert "- Công khai TTHC;" in outline
    assert papers == [None, None, "landscape"]
    assert "Thanh toán trực tuyến" in written.texts


def test_the_ways_of_all_visits_are_named_once() -> None:
    second = _RICH.visits[1]
    visits = (
        *_RICH.visits,
        replace(second, inspection=replace(second.inspection, form=InspectionForm.BY_REPORT)),
    )

    text = paper_of(plan.FORM, replace(_RICH, visits=visits)).text

    assert "Hình thức: kiểm tra trực tiếp tại đơn vị; kiểm tra qua báo cáo." in text


def test_a_plan_is_signed_by_the_head_of_the_delegation_and_approved_by_who_decided() -> None:
    texts = paper_of(plan.FORM, _RICH).texts
    under = texts[texts.index("PHÊ DUYỆT CỦA NGƯỜI RA QUYẾT ĐỊNH KIỂM TRA") :]

    assert under[:3] == ["PHÊ DUYỆT CỦA NGƯỜI RA QUYẾT ĐỊNH KIỂM TRA", "GIÁM ĐỐC", "TRƯỞNG ĐOÀN"]
    assert {"Nguyễn Văn Thành", "Trần Kỳ Đức"} <= set(under)
    assert all(person.name not in under for person in _RICH.case.people(Side.UNIT))
