"""Báo cáo kết quả, thông báo kết luận: nothing of what was found is lost on the way."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.documents.papers import conclusion, decision, notice, plan, result_report
from app.documents.papers.form import PaperForm, PaperSource
from app.documents.terms import clause, day_text, one_line
from app.domain.finding import CauseKind, FindingKind
from app.domain.inspection import Side, UnitAgreement
from app.domain.recommendation import Addressee, RecommendationState
from app.domain.text import clean
from tests import given as make
from tests.documents.papers.source import empty_source, paper_of, rich_source, source_of
from tests.documents.word_reading import Written, minutes_of

_RICH: Final = rich_source(visits=1)
_BARE: Final = source_of(
    replace(_RICH.case, checklists=(), answers={}, dossiers=(), photos=(), photo_links=())
)


def _points(written: Written, start: str, end: str) -> list[str]:
    """The dashed lines between two headings."""
    texts = written.texts
    part = texts[texts.index(start) : texts.index(end)]
    return [text for text in part if text.startswith("- ")]


def test_the_report_says_what_the_minutes_say() -> None:
    minutes = minutes_of(_RICH.case)
    report = paper_of(result_report.FORM, _RICH)

    said = _points(minutes, "III. KẾT QUẢ KIỂM TRA", "IV. NHẬN XÉT, KIẾN NGHỊ CỦA ĐOÀN KIỂM TRA")
    reported = _points(report, "II. KẾT QUẢ KIỂM TRA", "III. BIỆN PHÁP XỬ LÝ ĐÃ ÁP DỤNG")

    # The report cites the annexes of the minutes; it has none of its own.
    assert [line.replace(" Biên bản kiểm tra", "") for line in reported] == said
    assert "Phụ lục II Biên bản kiểm tra" in report.text
    assert "kết quả tạm tính" not in report.text


def test_the_score_table_has_a_row_for_each_area_and_their_sum() -> None:
    texts = paper_of(result_report.FORM, _RICH).texts
    total = texts.index("Tổng cộng")
    score = _RICH.scores[0]

    for area in score.checklist.areas:
        assert area.text in texts
    assert texts[total + 1 : total + 5] == ["100", "97", "66,16", "68,21%"]
    assert texts[total + 5].startswith("Tổng số điểm: 66,16/97 điểm (quy đổi 68,21/100), xếp loại")


def test_a_unit_that_was_not_visited_yet_has_said_nothing() -> None:
    texts = paper_of(result_report.FORM, empty_source()).texts

    assert texts[texts.index("IV. KIẾN NGHỊ CỦA ĐỐI TƯỢNG KIỂM TRA") + 1] == "Không có."


def test_a_unit_that_disagrees_is_heard() -> None:
    visit = replace(
        _RICH.case.inspection,
        unit_agreement=UnitAgreement.DISAGREES,
        unit_opinion="Số liệu quý II đã được đính chính.",
    )

    text = paper_of(result_report.FORM, source_of(replace(_BARE.case, inspection=visit))).text

    assert "Đơn vị không thống nhất với nội dung biên bản." in text
    assert "Số liệu quý II đã được đính chính." in text


def test_measures_name_what_was_referred_and_what_was_carried_out() -> None:
    done = replace(_RICH.case.recommendations[0], state=RecommendationState.CONFIRMED)
    referred = make.finding(7, kind=FindingKind.VIOLATION, text="Thu lệ phí ngoài quy định.")
    case = replace(_BARE.case, recommendations=(done,), findings=(referred,))

    text = paper_of(result_report.FORM, source_of(case)).text

    assert "Đề nghị chuyển cơ quan có thẩm quyền xem xét nội dung “Thu lệ phí ngoài" in text
    assert f"Đơn vị đã thực hiện yêu cầu “{clause(done.text)}” (đã xác nhận)" in text


def test_a_conclusion_gives_each_demand_its_deadline() -> None:
    texts = paper_of(conclusion.FORM, _RICH).texts
    asked = [row for row in _RICH.case.recommendations if row.addressee is Addressee.UNIT]

    for row in asked:
        at = texts.index(row.text)
        wanted = (
            f"{row.due_on:%d/%m/%Y}"
            if row.due_on
            else f"Không ấn định: {clause(row.no_deadline_reason)}"
        )
        assert texts[at + 2] == wanted


def test_a_deadline_that_nobody_set_is_left_to_be_written_in() -> None:
    row = make.recommendation(due_on=None)
    case = replace(_BARE.case, recommendations=(row,))

    assert day_text(None) in paper_of(conclusion.FORM, source_of(case)).texts


def test_a_conclusion_without_demands_asks_for_no_report() -> None:
    case = replace(_BARE.case, recommendations=())

    text = paper_of(conclusion.FORM, source_of(case)).text

    assert "báo cáo kết quả bằng văn bản" not in text
    assert "1. UBND xã Cần Đước tiếp tục duy trì" in text


def test_a_cause_that_two_areas_share_is_concluded_once() -> None:
    cause = "Chưa phân công người theo dõi"
    found = tuple(
        make.finding(number, area_code=area, cause=cause, cause_kind=CauseKind.SUBJECTIVE)
        for number, area in enumerate(("CCHC.1", "CCHC.3"), start=1)
    )

    texts = paper_of(conclusion.FORM, source_of(replace(_RICH.case, findings=found))).texts

    assert texts.count(f"- Chủ quan: {cause}.") == 1
    assert f"- Chủ quan: {cause};" not in texts


@pytest.mark.parametrize(
    "typed",
    [
        "A & B < C > D \"E\" 'F'",
        "{{ don_vi }} và {% if x %} và {# ghi chú #}",
        "<w:p><w:r><w:t>chèn</w:t></w:r></w:p>",
        "Chuỗi có ký tự điều khiển \x00\x01\x1f\ufffe trong lòng",
    ],
)
@pytest.mark.parametrize("form", [plan.FORM, decision.FORM, notice.FORM, conclusion.FORM])
def test_hostile_text_is_printed_as_it_stands(form: PaperForm, typed: str) -> None:
    shown = clean(typed).replace("\ufffe", "")
    facts = replace(
        _BARE.plan,
        subject=typed,
        legal_bases=(typed,),
        purpose=typed,
        signer_name=typed,
        recipients=(typed,),
    )
    people = tuple(replace(one, position=typed, tasks=typed) for one in _BARE.case.participants)
    findings = tuple(replace(one, text=typed) for one in _BARE.case.findings)

    written = paper_of(
        form,
        source_of(replace(_BARE.case, plan=facts, participants=people, findings=findings)),
    )

    assert written.text.count(one_line(shown)) > 3


_TEXTS: Final = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=60
).filter(lambda text: clause(text) != "")


@st.composite
def _sources(draw: st.DrawFn) -> PaperSource:
    """The bare visit with any number of findings, demands and people, in any words."""
    kinds = st.sampled_from(list(FindingKind))
    findings = [
        make.finding(number, kind=draw(kinds), text=text, area_code="")
        for number, text in enumerate(draw(st.lists(_TEXTS, max_size=6)), start=1)
    ]
    asked = [
        make.recommendation(number, text=text, addressee=draw(st.sampled_from(list(Addressee))))
        for number, text in enumerate(draw(st.lists(_TEXTS, max_size=5)), start=1)
    ]
    names = draw(st.lists(_TEXTS, min_size=1, max_size=8, unique_by=one_line))
    person = _BARE.case.participants[4]
    people = [
        replace(person, name=name, side=draw(st.sampled_from((Side.TEAM, Side.UNIT))))
        for name in names
    ]
    case = replace(
        _BARE.case,
        findings=tuple(findings),
        recommendations=tuple(asked),
        participants=tuple(people),
    )
    return source_of(case)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_sources())
def test_every_finding_demand_and_person_is_printed_whatever_the_words(source: PaperSource) -> None:
    case = source.case
    forms = (result_report.FORM, conclusion.FORM, plan.FORM, decision.FORM)
    report, concluded, planned, decided = (paper_of(form, source).text for form in forms)

    for said in (*(row.text for row in case.findings), *(row.text for row in case.recommendations)):
        assert clause(said) in report
        assert clause(said) in concluded
    for person in case.people(Side.TEAM):
        assert one_line(person.name) in planned
        assert one_line(person.name) in decided
    for person in case.people(Side.UNIT):
        assert one_line(person.name) in report


def test_a_paper_is_the_same_each_time_it_is_written() -> None:
    contents = [
        zipfile.ZipFile(io.BytesIO(paper_of(plan.FORM, _BARE).content)).read("word/document.xml")
        for _ in range(2)
    ]

    assert contents[0] == contents[1]
