"""Danh mục hồ sơ: what is there with its proof, what is not yet there as a blank to fill in."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import Final

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.documents.papers import file_list, handover_slip
from app.documents.papers.form import PaperSource, SentPackage
from app.documents.terms import clause
from app.domain.minutes import Minutes, MinutesKind, MinutesState
from app.domain.register import Register, register_id
from app.ids import MinutesId, place_id
from tests import given as make
from tests.documents.papers.source import empty_source, paper_of, short_source, source_of
from tests.documents.word_reading import W, Written, text_of

_WRITTEN_AT: Final = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


@cache
def _base() -> PaperSource:
    return short_source()


def _minutes(version: int, **facts: object) -> Minutes:
    known: dict[str, object] = {
        "id": MinutesId(place_id("minutes", str(version))),
        "inspection_id": make.INSPECTION,
        "version": version,
        "docx_sha256": "a" * 64,
        "content_sha256": f"{version}bcdef0123456789" * 4,
        "written_at": _WRITTEN_AT,
        "state": MinutesState.READ_BACK,
    }
    return Minutes(**{**known, **facts})  # type: ignore[arg-type] # the test's own facts


def _rows(written: Written) -> list[list[str]]:
    return [
        [" ".join(map(text_of, cell.iter(f"{W}p"))) for cell in row.iter(f"{W}tc")]
        for table in written.body.iter(f"{W}tbl")
        for row in table.iter(f"{W}tr")
    ]


def _groups(written: Written) -> list[str]:
    return [row[0] for row in _rows(written) if len(row) == 1]


def test_the_groups_are_those_of_the_circular_and_none_is_empty() -> None:
    rows = _rows(paper_of(file_list.FORM, empty_source()))
    starts = [number for number, row in enumerate(rows) if len(row) == 1]

    assert [rows[start][0].partition(". ")[0] for start in starts] == [
        "I", "II", "III", "IV", "V", "VI", "VII", "VIII",
    ]  # fmt: skip
    assert all(len(rows[start + 1]) == 5 for start in starts)


def test_documents_are_numbered_through_and_sheets_are_left_to_be_counted() -> None:
    rows = [row for row in _rows(paper_of(file_list.FORM, _base())) if len(row) == 5][1:]

    assert [row[0] for row in rows] == [str(number) for number in range(1, len(rows) + 1)]
    assert {row[3] for row in rows} == {"......"}


def test_each_version_of_the_minutes_stands_with_its_state_and_code() -> None:
    versions = (
        _minutes(1),
        _minutes(2, state=MinutesState.SIGNED, signed_at=_WRITTEN_AT, scan_sha256="c" * 64),
        _minutes(3, kind=MinutesKind.SUPPLEMENT),
    )

    rows = _rows(paper_of(file_list.FORM, source_of(replace(_base().case, minutes=versions))))

    told = {row[1]: row[4] for row in rows if len(row) == 5}
    assert told["Biên bản kiểm tra, phiên bản 1"] == (
        "Đã đọc lại, chưa ký; mã v1 · 1bcdef0123456789"
    )
    assert told["Biên bản kiểm tra, phiên bản 2"].endswith("có bản quét các trang đã ký")
    assert told["Biên bản kiểm tra, phiên bản 2"].startswith("Đã ký; mã v2 · ")
    assert "Biên bản bổ sung, phiên bản 3" in told


def test_minutes_stand_under_the_day_of_the_visit_that_is_written_in_them() -> None:
    visit = replace(
        _base().case.inspection,
        started_at=datetime(2026, 11, 18, 1, tzinfo=UTC),
        ended_at=datetime(2026, 11, 18, 9, tzinfo=UTC),
    )
    frozen_later = _minutes(1, written_at=datetime(2026, 11, 26, 4, tzinfo=UTC))
    case = replace(_base().case, inspection=visit, minutes=(frozen_later,))

    rows = _rows(paper_of(file_list.FORM, source_of(case)))

    days = {row[1]: row[2] for row in rows if len(row) == 5}
    assert days["Biên bản kiểm tra, phiên bản 1"] == "18/11/2026"


def test_registers_and_packages_stand_with_their_hashes() -> None:
    register = Register(
        id=register_id(make.INSPECTION, "e" * 64),
        inspection_id=make.INSPECTION,
        file_name="Sổ theo dõi.xlsx",
        sha256="e" * 64,
        entries=1250,
    )
    package = SentPackage(folder="SKT-22797d4aa4d3", sent_at=_WRITTEN_AT, manifest_sha256="d" * 64)
    source = source_of(replace(_base().case, registers=(register,)))

    rows = _rows(paper_of(file_list.FORM, replace(source, packages=(package,))))

    told = {row[1]: row[4] for row in rows if len(row) == 5}
    name = "Sổ, danh sách hồ sơ làm căn cứ chọn mẫu: Sổ theo dõi.xlsx"
    assert told[name] == f"1250 hồ sơ; SHA-256 {'e' * 16}"
    assert told["Gói dữ liệu điện tử SKT-22797d4aa4d3"] == f"SHA-256 bản kê {'d' * 16}"


def test_what_is_not_there_yet_is_said_and_left_blank() -> None:
    rows = _rows(paper_of(file_list.FORM, empty_source()))

    row = next(row for row in rows if len(row) == 5 and row[1] == "Biên bản kiểm tra")
    assert row[2:] == [
        "Số ............, ngày ............",
        "......",
        "Chưa có tại ngày lập danh mục",
    ]


def test_the_slip_lists_what_the_unit_lent_and_leaves_rows_to_write_in() -> None:
    visit = replace(_base().case.inspection, attachments=("Báo cáo số 215/BC-UBND.", "Sổ trực"))

    rows = _rows(paper_of(handover_slip.FORM, source_of(replace(_base().case, inspection=visit))))

    listed = [row[:2] for row in rows if row[0].isdecimal()]
    assert listed[:3] == [["1", "Báo cáo số 215/BC-UBND"], ["2", "Sổ trực"], ["3", ""]]
    assert len(listed) == 8


def test_the_slip_names_who_gives_and_who_takes_or_leaves_it_to_be_written() -> None:
    known = paper_of(handover_slip.FORM, _base()).text
    unknown = paper_of(handover_slip.FORM, empty_source()).text

    assert "Đại diện: ông (bà) Võ Hoàng Nhật Trường, Chủ tịch UBND xã." in known
    assert unknown.count(f"Đại diện: ông (bà) {'.' * 30}, chức vụ {'.' * 30}.") == 2


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(names=st.lists(st.text(min_size=1, max_size=40), max_size=8))
def test_every_document_of_the_unit_stands_in_the_list_and_on_the_slip(names: list[str]) -> None:
    visit = replace(_base().case.inspection, attachments=tuple(names))
    source = source_of(replace(_base().case, inspection=visit))
    # A document whose name has no letter is none.
    wanted = [clause(name) for name in names if clause(name)]

    groups = {
        str(group["ten"]): [str(entry["ten"]) for entry in group["tai_lieu"]]
        for group in file_list.FORM.content(source)["nhom"]  # type: ignore[attr-defined] # a list
    }
    slip = [str(row["ten"]) for row in handover_slip.FORM.content(source)["tai_lieu"]]  # type: ignore[attr-defined] # a list

    listed = groups["Báo cáo, giải trình, tài liệu của đơn vị được kiểm tra"]
    assert listed == (wanted or ["Báo cáo, giải trình của đơn vị"])
    assert [name for name in slip if name] == wanted
