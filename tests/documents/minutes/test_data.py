"""Whatever people typed is printed as they typed it, and breaks nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.documents.terms import sentence
from app.documents.word.structure import structure_faults
from app.domain.case_file import CaseFile
from app.domain.dossier import Dossier
from app.domain.finding import Finding
from app.domain.inspection import Participant
from app.domain.photo import Photo
from app.domain.recommendation import Recommendation
from app.domain.text import clean
from tests.documents import rich_case
from tests.documents.word_reading import minutes_of

_BARE = replace(
    rich_case.rich_case(photo_count=0, dossier_count=0, finding_count=8),
    checklists=(),
    answers={},
)


@pytest.mark.parametrize(
    "typed",
    [
        "A & B < C > D \"E\" 'F'",
        "{{ don_vi }} và {% if x %} và {# ghi chú #}",
        "{_{ x }_} và {_% y %_}",
        "<w:p><w:r><w:t>chèn</w:t></w:r></w:p>",
        "]]> <!-- x --> <?xml?> &amp; &lt;",
        "Chuỗi có ký tự điều khiển \x00\x01\x1f\ufffe\uffff trong lòng",
        "Mũi tên → và 🏢 và 汉字",
    ],
)
def test_hostile_text_is_printed_as_it_stands(typed: str, tmp_path: Path) -> None:
    shown = clean(typed).replace("\ufffe", "").replace("\uffff", "")
    case = _everywhere(rich_case.rich_case(photo_count=1, dossier_count=1, finding_count=9), typed)

    written = minutes_of(case, rich_case.pictures(case, tmp_path))
    path = tmp_path / "bien_ban.docx"
    path.write_bytes(written.content)

    assert written.text.count(shown) > 20
    assert shown.upper() in written.text
    assert structure_faults(path) == []


def _everywhere(case: CaseFile, typed: str) -> CaseFile:
    """Return the case file with this text in every field that people fill."""
    plan, visit = case.plan, case.inspection
    return replace(
        case,
        plan=replace(
            plan,
            subject=typed,
            issuing_body=typed,
            decision_number=typed,
            decision_body=typed,
            plan_number=typed,
            plan_body=typed,
            report_to=typed,
            place_name=typed,
        ),
        inspection=replace(
            visit,
            unit_name=f"xã {typed}",
            place=typed,
            places_visited=typed,
            general_remark=typed,
            unit_opinion=typed,
            attachments=(typed,),
        ),
        participants=tuple(_person(row, typed) for row in case.participants),
        findings=tuple(_finding(row, typed) for row in case.findings),
        recommendations=tuple(_recommendation(row, typed) for row in case.recommendations),
        dossiers=tuple(_dossier(row, typed) for row in case.dossiers),
        photos=tuple(_photo(row, typed) for row in case.photos),
    )


def _person(row: Participant, typed: str) -> Participant:
    return replace(row, name=typed, position=typed)


def _finding(row: Finding, typed: str) -> Finding:
    return replace(row, text=typed, legal_basis=typed, evidence=typed, cause=typed)


def _recommendation(row: Recommendation, typed: str) -> Recommendation:
    return replace(row, text=typed, owner=typed, report_form=typed)


def _dossier(row: Dossier, typed: str) -> Dossier:
    return replace(row, procedure_name=typed, field=typed, extra_docs=(typed,), note=typed)


def _photo(row: Photo, typed: str) -> Photo:
    return replace(row, caption=typed)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(min_size=1, max_size=200))
def test_any_remark_is_printed_and_nothing_else_moves(typed: str) -> None:
    case = replace(_BARE, inspection=replace(_BARE.inspection, general_remark=typed))
    usual = len(minutes_of(_BARE).texts)

    written = minutes_of(case)

    said = [sentence(line) for line in clean(typed).split("\n") if sentence(line)]
    assert len(written.texts) == usual - 2 + (len(said) or 1)
    assert set(said) <= set(written.texts)


def test_long_names_and_bodies_are_printed_whole() -> None:
    long = "Ban Chỉ đạo cải cách hành chính và chuyển đổi số " * 6
    case = _everywhere(_BARE, long.strip())

    assert long.strip() in minutes_of(case).text
