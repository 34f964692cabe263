"""Supplementary minutes: what was signed, what changed, and their form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

import pytest
from lxml import etree

from app.documents.format_check import check_format
from app.documents.papers.amended import Amended, amended_rows
from app.documents.papers.form import PaperSource
from app.documents.papers.supplement import FORM
from app.documents.word.structure import structure_faults
from app.domain.case_file import CaseFile
from app.domain.finding import Severity
from app.domain.frozen_difference import differences
from app.domain.frozen_text import recorded
from app.domain.minutes import Minutes, MinutesKind, MinutesState
from app.domain.plan import Head, Plan
from app.domain.recommendation import Addressee
from app.domain.signing import Amendment
from app.ids import MinutesId, place_id
from tests import given
from tests.documents.ooxml import VALIDATORS, schema_faults
from tests.documents.papers.source import (
    empty_source,
    long_source,
    paper_of,
    rich_source,
    short_source,
)
from tests.documents.word_reading import W, Written, text_of

SIGNED: Final = Minutes(
    id=MinutesId(place_id("minutes", "signed")),
    inspection_id=given.INSPECTION,
    version=1,
    docx_sha256="ab" * 32,
    content_sha256="0123456789abcdef" * 4,
    written_at=datetime(2026, 11, 20, 9, tzinfo=UTC),
    state=MinutesState.SIGNED,
)
REASON: Final = "đơn vị nộp thêm tài liệu kiểm chứng."


def _later(case: CaseFile) -> CaseFile:
    """The same visit, a little of everything changed in it."""
    asked, finding = case.recommendations, case.findings
    return replace(
        case,
        inspection=replace(case.inspection, general_remark="Đã khắc phục một phần."),
        findings=(replace(finding[0], severity=Severity.SERIOUS), *finding[1:]),
        recommendations=(
            *(replace(one, due_on=date(2026, 12, 31)) for one in asked[:1]),
            *asked[1:],
        ),
        dossiers=(*case.dossiers, given.dossier("H15-MỚI-01")),
        participants=case.participants[:-1],
    )


def _amended(source: PaperSource, later: CaseFile, *, signed: Minutes = SIGNED) -> PaperSource:
    changes = tuple(differences(recorded(source.case), recorded(later)))
    amendment = Amendment(full=SIGNED, signed=signed, changes=changes, reason=REASON)
    return replace(source, case=later, amendment=amendment)


def _rich() -> PaperSource:
    source = rich_source(visits=1, dossier_count=2)
    return _amended(source, _later(source.case))


def _long() -> PaperSource:
    """Everything taken out of a large visit, and everything put in again."""
    source = long_source()
    bare = replace(source.case, findings=(), recommendations=(), answers={}, dossiers=())
    return _amended(replace(source, case=bare), source.case)


def _short() -> PaperSource:
    source = short_source()
    visit = replace(source.case.inspection, unit_opinion="Thống nhất với nội dung bổ sung.")
    return _amended(source, replace(source.case, inspection=visit))


SOURCES: Final[dict[str, Callable[[], PaperSource]]] = {
    "rich": _rich,
    "long": _long,
    "short": _short,
    "empty": empty_source,
}
every_source = pytest.mark.parametrize("data", SOURCES)


def _file(written: Written, folder: Path) -> Path:
    path = folder / "bs.docx"
    path.write_bytes(written.content)
    return path


def _rows(written: Written) -> list[list[str]]:
    """The rows of the table of changes, its head left out."""
    table = next(
        one for one in written.body.iter(f"{W}tbl") if "Nay sửa đổi" in "".join(map(text_of, one))
    )
    rows = [[text_of(cell) for cell in row.iter(f"{W}tc")] for row in table.iter(f"{W}tr")]
    return rows[1:]


@every_source
def test_the_format_checker_finds_nothing(data: str, tmp_path: Path) -> None:
    assert check_format(_file(paper_of(FORM, SOURCES[data]()), tmp_path)) == []


@every_source
def test_the_file_holds_together(data: str, tmp_path: Path) -> None:
    assert structure_faults(_file(paper_of(FORM, SOURCES[data]()), tmp_path)) == []


@pytest.mark.parametrize("validator", VALIDATORS)
@every_source
def test_the_validators_of_open_xml_find_nothing(data: str, validator: str, tmp_path: Path) -> None:
    assert schema_faults(_file(paper_of(FORM, SOURCES[data]()), tmp_path), validator) == []


@every_source
def test_the_text_ends_once(data: str) -> None:
    assert paper_of(FORM, SOURCES[data]()).text.count("./.") == 1


@pytest.mark.parametrize("initials", [True, False])
def test_each_page_has_a_place_for_initials_where_the_minutes_have_one(
    *, initials: bool, tmp_path: Path
) -> None:
    source = _short()
    visit = replace(source.case.inspection, initials=initials)

    written = paper_of(FORM, replace(source, case=replace(source.case, inspection=visit)))

    feet = [
        text_of(etree.fromstring(content))
        for name, content in written.parts.items()
        if name.startswith("word/footer")
    ]
    assert bool(feet) == initials
    assert all("Ký nháy: đơn vị được kiểm tra" in foot for foot in feet)
    assert check_format(_file(written, tmp_path)) == []


def test_it_stands_on_the_signed_minutes_by_their_code() -> None:
    text = paper_of(FORM, _rich()).text

    assert "BIÊN BẢN BỔ SUNG" in text
    assert (
        "Căn cứ Biên bản kiểm tra ngày 20 tháng 11 năm 2026 tại UBND xã Cần Đước "
        "(phiên bản 1, mã 0123456789abcdef)."
    ) in text
    assert "lý do: đơn vị nộp thêm tài liệu kiểm chứng." in text
    assert "Căn cứ Biên bản bổ sung" not in text


def test_a_second_supplement_names_the_first() -> None:
    source = _rich()
    first = replace(SIGNED, id=MinutesId("x"), version=2, kind=MinutesKind.SUPPLEMENT)
    assert source.amendment is not None

    text = paper_of(FORM, replace(source, amendment=replace(source.amendment, signed=first))).text

    assert "Căn cứ Biên bản bổ sung đã ký (phiên bản 2, mã 0123456789abcdef)." in text


def test_each_change_is_a_row_with_before_and_now() -> None:
    rows = _rows(paper_of(FORM, _rich()))

    case = rich_source(visits=1, dossier_count=2).case
    gone, strength = case.participants[-1], case.findings[0]
    assert [row[0] for row in rows] == [str(number) for number in range(1, len(rows) + 1)]
    assert [row[1:] for row in rows] == [
        ["Nhận xét chung", case.inspection.general_remark.strip(), "Đã khắc phục một phần."],
        [f"Thành phần {gone.name}", f"{gone.name}; {gone.position}", "Bỏ nội dung này"],
        [rows[2][1], "Không có", "Nghiêm trọng"],
        ["Kiến nghị số 1: thời hạn", rows[3][2], "31/12/2026"],
        ["Hồ sơ H15-MỚI-01", "Không có", "Bổ sung: H15-MỚI-01; Đăng ký khai sinh"],
    ]
    assert rows[2][1].startswith("Ưu điểm (")
    assert strength.text[:40] in rows[2][1]
    assert rows[2][1].endswith(": mức độ")
    assert "Biên bản kiểm tra được sửa đổi, bổ sung 05 nội dung" in paper_of(FORM, _rich()).text


def test_what_no_reader_of_the_minutes_sees_is_no_row() -> None:
    source = rich_source(visits=1)
    case = source.case
    later = replace(
        case,
        inspection=replace(case.inspection, photos_per_page=2),
        dossiers=tuple(replace(one, applicant="Nguyễn Văn A") for one in case.dossiers),
    )

    assert amended_rows(differences(recorded(case), recorded(later)), later) == []


def test_a_recommendation_to_a_higher_level_has_no_number_of_the_table() -> None:
    source = rich_source(visits=1)
    case = source.case
    asked = replace(case.recommendations[0], addressee=Addressee.HIGHER, text="Sửa quy trình")
    before = replace(case, recommendations=(asked,))
    later = replace(case, recommendations=(replace(asked, owner="Sở Nội vụ"),))

    (row,) = amended_rows(differences(recorded(before), recorded(later)), later)

    assert row == Amended(
        about="Kiến nghị “Sửa quy trình”: người chịu trách nhiệm",
        before=asked.owner,
        now="Sở Nội vụ",
    )


def test_the_unit_writes_its_opinion_by_hand_unless_it_was_recorded_anew() -> None:
    by_hand, recorded_anew = paper_of(FORM, _rich()), paper_of(FORM, _short())

    assert sum(set(text) == {"."} and len(text) > 50 for text in by_hand.texts) == 2
    assert "Thống nhất với nội dung bổ sung." in recorded_anew.texts
    assert not any(set(text) == {"."} for text in recorded_anew.texts)


def test_data_prints_literally() -> None:
    source = rich_source(visits=1)
    case = source.case
    odd = "{{ don_vi }} <w:p> & {% if %} \ufffe"
    later = replace(case, inspection=replace(case.inspection, general_remark=odd))

    rows = _rows(paper_of(FORM, _amended(source, later)))

    assert rows[0][3] == "{{ don_vi }} <w:p> & {% if %}"


def test_three_heads_are_printed() -> None:
    source = _rich()
    texts = [
        paper_of(FORM, replace(source, case=replace(source.case, plan=_plan(source, head)))).text
        for head in Head
    ]

    assert ["Số:        /BB-ĐKT" in text for text in texts] == [False, True, False]
    assert ["ĐOÀN KIỂM TRA\nTHEO QĐ" in text for text in texts] == [True, True, False]


def _plan(source: PaperSource, head: Head) -> Plan:
    return replace(source.case.plan, head=head)


def test_two_hundred_changes_stand_in_one_table_with_a_repeated_head() -> None:
    written = paper_of(FORM, _long())
    rows = _rows(written)

    assert len(rows) > 150
    table = next(one for one in written.body.iter(f"{W}tbl") if len(list(one)) > 150)
    assert len(list(table.iter(f"{W}tblHeader"))) == 1
    assert len(list(table.iter(f"{W}cantSplit"))) == len(rows) + 1
