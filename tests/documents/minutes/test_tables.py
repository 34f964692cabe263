"""The tables of the minutes and their annexes: what each cell says, what stays together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from lxml.etree import _Element as Element

from app.documents.word.letter_widths import ems
from app.domain.case_file import CaseFile
from app.domain.checklist import AnswerType
from app.domain.dossier import Digitised, Dossier, DossierStatus
from app.domain.finding import Finding, FindingKind
from app.domain.photo import PhotoLink, PhotoTarget, photo_link_id
from app.domain.recommendation import Recommendation
from tests import given
from tests.documents import rich_case
from tests.documents.word_reading import W, Written, minutes_of, text_of


def _plain(**facts: object) -> CaseFile:
    return replace(rich_case.rich_case(photo_count=0, dossier_count=0), **facts)  # type: ignore[arg-type] # the test's own facts


def _table(written: Written, head: str) -> list[list[str]]:
    """The cells, row by row, of the first table with this column."""
    return [[text_of(cell) for cell in row.iter(f"{W}tc")] for row in _rows(written, head)]


def _rows(written: Written, head: str) -> list[Element]:
    tables = written.body.iter(f"{W}tbl")
    return next(
        rows
        for rows in (list(table.iter(f"{W}tr")) for table in tables)
        if head in [text_of(cell) for cell in rows[0].iter(f"{W}tc")]
    )


@pytest.mark.parametrize("name", ["criteria_cchc_commune", "criteria_one_stop"])
def test_the_column_of_codes_holds_the_longest_one(name: str) -> None:
    checklist = rich_case.checklist(name)

    written = minutes_of(_plain(checklists=(checklist,)))

    first = next(_rows(written, "Mã")[1].iter(f"{W}tcW"))
    longest = max(ems(row.code, bold=True) for row in checklist.criteria[1:]) * 220
    assert int(first.get(f"{W}w", "0")) - 140 > longest


def test_what_is_only_informed_of_is_written_as_documents_write_it() -> None:
    rows = (
        given.criterion("T.1.1", "T.1"),
        *(
            given.criterion(code, "T.1", "0", answer_type=kind, scoring_rule="")
            for code, kind in (
                ("T.1.2", AnswerType.DATE),
                ("T.1.3", AnswerType.COUNT),
                ("T.1.4", AnswerType.DATE),
                ("T.1.5", AnswerType.COUNT),
                ("T.1.6", AnswerType.TEXT),
            )
        ),
    )
    said = {
        "T.1.1": "yes",
        "T.1.2": "2026-11-18",
        "T.1.3": "4812",
        "T.1.4": "hôm qua",
        "T.1.5": "NaN",
        "T.1.6": "2026-11-18",
    }
    answers = {code: given.answer(code, value=value) for code, value in said.items()}

    table = _table(
        minutes_of(_plain(checklists=(given.checklist(*rows),), answers=answers)), "Ghi chú"
    )

    notes = {cells[0]: cells[-1] for cells in table}
    assert [notes[f"T.1.{number}"] for number in range(2, 7)] == [
        "18/11/2026",
        "4.812",
        "hôm qua",
        "NaN",
        "2026-11-18",
    ]


def test_rates_in_the_notes_group_their_thousands() -> None:
    case = _plain()
    code = next(
        leaf.code for leaf in case.checklists[0].leaves() if leaf.answer_type is AnswerType.PERCENT
    )
    answer = given.answer(code, numerator=Decimal(4543), denominator=Decimal(4655))

    written = minutes_of(replace(case, answers={**case.answers, code: answer}))

    assert "4.543/4.655 (97,59%)" in written.texts


def test_a_full_score_is_said_once_and_a_part_is_converted() -> None:
    rows = given.checklist(
        given.criterion("T.1.1", "T.1", "60"), given.criterion("T.1.2", "T.1", "40")
    )
    full = {code: given.answer(code, value="yes") for code in ("T.1.1", "T.1.2")}
    part = {**full, "T.1.2": given.answer("T.1.2", value="", not_applicable=True)}

    whole, less = (
        minutes_of(_plain(checklists=(rows,), answers=answers)).text for answers in (full, part)
    )

    assert ": 100/100 điểm, xếp loại" in whole
    assert "\nXếp loại " in whole
    assert "quy đổi" not in whole
    assert ": 60/60 điểm (quy đổi 100/100), xếp loại" in less
    assert "\nTính trên 60 điểm; quy đổi 100/100; xếp loại " in less


def test_the_sum_stays_with_the_rows_above() -> None:
    rows = _rows(minutes_of(_plain()), "Mã")

    kept = [row.find(f".//{W}keepNext") is not None for row in rows[-4:]]

    assert kept == [False, True, True, False]


def _ended(status: DossierStatus, **facts: object) -> Dossier:
    return given.dossier(f"H15-{status.value}-{len(facts)}", status=status, **facts)


def test_what_ended_without_a_result_is_called_by_how_it_ended() -> None:
    late = {"resolved_at": given.dossier().due_at.replace(day=30), "returned_at": None}  # type: ignore[union-attr] # it is set
    dossiers = (
        given.dossier("H15-A", digitised=Digitised.FULL, e_result=True),
        given.dossier("H15-B", digitised=Digitised.PARTIAL, e_result=None),
        _ended(DossierStatus.REFUSED),
        _ended(DossierStatus.STOPPED),
        _ended(DossierStatus.WITHDRAWN),
        _ended(DossierStatus.REFUSED, **late),
    )

    written = minutes_of(_plain(dossiers=dossiers))
    table = _table(written, "Kết quả")[1:]

    assert [cells[7] for cells in table] == [
        "Trước hạn",
        "Trước hạn",
        "Từ chối",
        "Dừng",
        "Rút",
        "Từ chối, quá hạn",
    ]
    assert [cells[12] for cells in table] == ["Đủ / Có", "Một phần / -", "", "", "", ""]
    assert (
        "Trong số hồ sơ trên có 02 hồ sơ từ chối, 01 hồ sơ dừng giải quyết, 01 hồ sơ rút hồ sơ."
        in written.text
    )


def _asked(findings: Sequence[Finding | None]) -> tuple[Recommendation, ...]:
    return tuple(
        given.recommendation(number, finding_id=finding.id if finding else None)
        for number, finding in enumerate(findings, start=1)
    )


def test_a_finding_asked_about_twice_in_a_row_is_said_once() -> None:
    first, second = (
        given.finding(number, kind=FindingKind.SHORTCOMING, text=text)
        for number, text in ((1, "Chậm hạn."), (2, "Thiếu giấy hẹn."))
    )
    asked = _asked((first, first, first, second, first, None, None))

    table = _table(
        minutes_of(_plain(findings=(first, second), recommendations=asked)), "Yêu cầu khắc phục"
    )

    assert [cells[1] for cells in table[1:]] == [
        "Chậm hạn.",
        "Như trên (STT 1).",
        "Như trên (STT 1).",
        "Thiếu giấy hẹn.",
        "Chậm hạn.",
        "Kiến nghị chung.",
        "Kiến nghị chung.",
    ]


def _link(case: CaseFile, target: PhotoTarget, key: str) -> PhotoLink:
    photo = case.photos[0]
    return PhotoLink(
        id=photo_link_id(photo.id, target, key),
        inspection_id=given.INSPECTION,
        photo_id=photo.id,
        target=target,
        target_key=key,
    )


@pytest.mark.parametrize("backwards", [False, True])
def test_a_photo_names_criteria_then_findings_then_dossiers(
    tmp_path: Path, *, backwards: bool
) -> None:
    case = rich_case.rich_case(photo_count=1, dossier_count=2, finding_count=0)
    finding = given.finding(1, text="Chậm hạn.")
    first, second = case.dossiers
    links = (
        _link(case, PhotoTarget.CRITERION, "CCHC.3.2.1"),
        _link(case, PhotoTarget.CRITERION, "CCHC.10"),
        _link(case, PhotoTarget.CRITERION, "CCHC.1.1.3"),
        _link(case, PhotoTarget.FINDING, finding.id),
        _link(case, PhotoTarget.DOSSIER, second.id),
        _link(case, PhotoTarget.DOSSIER, first.id),
    )
    shown = replace(case, findings=(finding,), photo_links=links[::-1] if backwards else links)

    written = minutes_of(shown, rich_case.pictures(shown, tmp_path))

    assert text_of(written.paragraph("Minh chứng:")) == (
        "Minh chứng: tiêu chí CCHC.1.1.3, CCHC.3.2.1, CCHC.10; “Chậm hạn”; "
        f"hồ sơ {first.dossier_code}, {second.dossier_code}"
    )


@pytest.mark.parametrize(
    ("found", "shown"),
    [
        (
            "Không có phiếu hẹn trả kết quả với cá nhân, tổ chức: 04/22 hồ sơ mẫu không có.",
            "Không có phiếu hẹn trả kết quả với cá nhân, tổ chức…",
        ),
        (
            "Việc giải quyết hồ sơ ở một số lĩnh vực (đất đai, môi trường, hộ tịch, hộ khẩu).",
            "Việc giải quyết hồ sơ ở một số lĩnh vực…",
        ),
        (
            "Một hai ba bốn năm " * 10,
            "Một hai ba bốn năm Một hai ba bốn năm Một hai ba bốn năm Một hai ba…",
        ),
        ("W" * 90, f"{'W' * 70}…"),
        ("Chậm hạn", "Chậm hạn"),
    ],
)
def test_a_long_finding_is_shortened_between_words(tmp_path: Path, found: str, shown: str) -> None:
    case = rich_case.rich_case(photo_count=1, dossier_count=0, finding_count=0)
    finding = given.finding(1, text=found)
    links = (_link(case, PhotoTarget.FINDING, finding.id),)
    case = replace(case, findings=(finding,), photo_links=links)

    written = minutes_of(case, rich_case.pictures(case, tmp_path))

    assert text_of(written.paragraph("Minh chứng:")) == f"Minh chứng: “{shown}”"


def test_a_shortcoming_without_a_recorded_cause_is_not_said_to_have_none() -> None:
    fault = given.finding(1, kind=FindingKind.SHORTCOMING, text="Chậm hạn.", cause="")

    texts = minutes_of(_plain(findings=(fault,), recommendations=())).texts

    assert texts.count("c) Nguyên nhân: Chưa xác định.") == 1
    assert texts[texts.index("c) Nguyên nhân: Chưa xác định.") - 1] == "- Chậm hạn."
    assert texts.count("Không ghi nhận ưu điểm, tồn tại, hạn chế.") == 6


@pytest.mark.parametrize("count", [1, 8, 20])
def test_the_last_attachment_stays_with_the_closing_paragraph(count: int) -> None:
    attachments = tuple(f"Báo cáo số {number}" for number in range(count))
    case = rich_case.rich_case(photo_count=0, dossier_count=0, attachments=attachments)

    written = minutes_of(case)

    first = written.paragraph("1. Phụ lục: Bảng chấm điểm")
    last = written.paragraph(f"{count + 1}. Báo cáo số {count - 1}")
    assert written.setting(first, "keepNext") is None
    assert written.setting(last, "keepNext") is not None
