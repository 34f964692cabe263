"""Whatever a visit recorded stands in its minutes, and their form is that of the decree."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.documents.format_check import check_format
from app.documents.terms import clause, one_line, sentence
from app.domain.annex import Annex
from app.domain.attendance import AbsenceState
from app.domain.case_file import CaseFile
from app.domain.finding import CauseKind, FindingKind
from app.domain.inspection import (
    InspectionForm,
    InspectionKind,
    JointDelegation,
    Participant,
    Role,
    Side,
    UnitAgreement,
)
from app.domain.plan import Head
from app.domain.recommendation import Addressee
from app.domain.text import clean
from app.ids import ParticipantId, place_id
from tests import given as givens
from tests.documents import rich_case
from tests.documents.duty_case import absence, roll_call
from tests.documents.word_reading import Written, minutes_of, text_of

PARTS: Final = (
    "I. THÀNH PHẦN",
    "II. NỘI DUNG, PHẠM VI, THỜI KỲ KIỂM TRA",
    "III. KẾT QUẢ KIỂM TRA",
    "IV. NHẬN XÉT, KIẾN NGHỊ CỦA ĐOÀN KIỂM TRA",
    "V. Ý KIẾN CỦA ĐƠN VỊ ĐƯỢC KIỂM TRA",
    "VI. TÀI LIỆU KÈM THEO",
)
CHECKLISTS: Final = (
    givens.checklist(code="CCHC"),
    givens.checklist(code="CV"),
)
_WORDS: Final = (
    *("hồ sơ", "thủ tục", "công khai", "niêm yết", "chậm", "chưa đầy đủ", "tại quầy", "phòng"),
    *("công chức", "giải quyết", "người dân", "đúng hạn", "xã Cần Đước", "năm 2026"),
)
_NAMES: Final = ("Trần Kỳ Đức", "Lê Thị Vắng", "Nguyễn Thị Hồng Phượng", "Võ Hoàng Nhật Trường")
_DELEGATIONS: Final = (
    JointDelegation(name="Đoàn kiểm tra của Sở Tư pháp"),
    JointDelegation(name="Đoàn kiểm tra của Văn phòng UBND tỉnh", decision_number="12/QĐ-VP"),
)

# What people type: anything but the mark that ends the minutes, and marks of our own.
wild = st.text(
    st.characters(exclude_characters="/\ufffe\uffff\uf8f0\uf8f1", exclude_categories=["Cs"]),
    min_size=1,
    max_size=60,
).filter(clause)
# What officials write.
words = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=6).map(" ".join)
maybe = words | st.just("")
moments = st.none() | st.datetimes(
    datetime(2026, 1, 1), datetime(2026, 12, 30), timezones=st.just(UTC)  # noqa: DTZ001 - bounds
)  # fmt: skip


def _participants(texts: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[Participant, ...]]:
    one = st.builds(
        Participant,
        id=st.integers(0, 10**6).map(lambda it: ParticipantId(place_id("participant", str(it)))),
        inspection_id=st.just(givens.INSPECTION),
        side=st.sampled_from(Side),
        role=st.sampled_from(Role),
        name=texts,
        position=maybe,
        present=st.booleans(),
        delegation=st.sampled_from(("", *(one.name for one in _DELEGATIONS))),
    )
    return st.lists(one, max_size=5, unique_by=lambda row: row.id).map(tuple)


@st.composite
def cases(
    draw: st.DrawFn, texts: st.SearchStrategy[str], names: st.SearchStrategy[str]
) -> CaseFile:
    """Draw a case file: any facts of any kind of visit, and texts of a sort."""
    findings = tuple(
        givens.finding(
            number,
            kind=draw(st.sampled_from(FindingKind)),
            area_code=draw(st.sampled_from(("CCHC.1", "CV.1", ""))),
            text=draw(texts),
            cause=draw(maybe),
            cause_kind=draw(st.none() | st.sampled_from(CauseKind)),
            legal_basis=draw(maybe),
            evidence=draw(maybe),
        )
        for number in range(draw(st.integers(0, 3)))
    )
    recommendations = tuple(
        givens.recommendation(
            number,
            text=draw(texts),
            addressee=draw(st.sampled_from(Addressee)),
            owner=draw(maybe),
            due_on=None,
            no_deadline_reason=draw(maybe),
            finding_id=draw(st.sampled_from((None, *(row.id for row in findings)))),
        )
        for number in range(draw(st.integers(0, 3)))
    )
    started = draw(moments)
    delegations = _DELEGATIONS[: draw(st.integers(0, 2))]
    visit = givens.inspection(
        kind=draw(st.sampled_from(InspectionKind)),
        form=draw(st.sampled_from(InspectionForm)),
        started_at=started,
        ended_at=draw(st.sampled_from((None, started))),
        place=draw(maybe),
        places_visited=draw(maybe),
        general_remark=draw(st.just("") | texts),
        unit_opinion=draw(st.just("") | texts),
        unit_agreement=draw(st.sampled_from(UnitAgreement)),
        refused_to_sign=draw(maybe),
        decision_announced_at=draw(moments),
        attachments=tuple(draw(st.lists(words, max_size=3))),
        delegations=delegations,
        left_out=tuple(draw(st.sets(st.sampled_from(Annex)))),
        copies=2 + len(delegations),
        initials=draw(st.booleans()),
    )
    return CaseFile(
        inspection=visit,
        plan=givens.plan(
            head=draw(st.sampled_from(Head)),
            subject=draw(maybe),
            issuing_body=draw(st.sampled_from(("", "Sở Nội vụ tỉnh Tây Ninh"))),
            decision_number=draw(st.sampled_from(("", "1050/QĐ-SNV"))),
            plan_number=draw(st.sampled_from(("", "214/KH-UBND"))),
        ),
        unit=rich_case.COMMUNE,
        province=draw(st.sampled_from((None, rich_case.PROVINCE))),
        checklists=CHECKLISTS[: draw(st.integers(0, 2))],
        participants=draw(_participants(names)),
        answers={},
        findings=findings,
        recommendations=recommendations,
        dossiers=rich_case.dossiers(draw(st.integers(0, 3))),
        roll_calls=tuple(
            roll_call(number, office=draw(maybe)) for number in range(draw(st.integers(0, 3)))
        ),
        absences=tuple(
            absence(number, name=draw(names), state=draw(st.sampled_from(AbsenceState)))
            for number in range(draw(st.integers(0, 3)))
        ),
    )


_usual = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@_usual
@given(cases(wild, wild))
def test_everything_recorded_stands_in_the_minutes(case: CaseFile) -> None:
    written = minutes_of(case, is_draft=True)

    visit = case.inspection
    said = [row.text for row in case.findings] + [row.text for row in case.recommendations]
    said += [row.name for row in case.participants]
    said += [] if Annex.ABSENCES in visit.left_out else [row.name for row in case.absences]
    for text in said:
        assert clause(text) in written.text
    for text in (visit.general_remark, visit.unit_opinion):
        for line in clean(text).split("\n"):
            assert sentence(line) in written.text
    for row in case.participants:
        assert ("vắng mặt" in _line_of(written, row)) >= (not row.present)
    assert _closing(written).endswith("bản./.")
    assert written.text.count("./.") == 1


def _line_of(written: Written, person: Participant) -> str:
    """The line in which a person is listed as absent, or else the first that lists the person."""
    name = one_line(person.name)
    lines = [text for text in written.texts if text.startswith(f"- Ông (bà): {name}")]
    return next((text for text in lines if "vắng mặt" in text), lines[0])


def _closing(written: Written) -> str:
    return text_of(written.paragraph("Biên bản kết thúc vào hồi"))


@_usual
@given(cases(words, st.sampled_from(_NAMES)))
def test_the_form_of_any_minutes_is_that_of_the_decree(tmp_path: Path, case: CaseFile) -> None:
    written = minutes_of(case, is_draft=True)
    path = tmp_path / "bien_ban.docx"
    path.write_bytes(written.content)

    assert check_format(path) == []
    assert [text for text in written.texts if text in PARTS] == list(PARTS)
    text = written.text.replace("Số:        /BB-ĐKT", "")
    assert "None" not in text
    assert not re.search(r"  | ,|\( |“”|\(\)|tại \.(?!\.)|: \.(?!\.)|;\.|,\.(?!\.)", text)


@_usual
@given(cases(words, st.sampled_from(_NAMES)))
def test_no_part_is_empty_items_are_numbered_through_and_each_delegation_is_named(
    case: CaseFile,
) -> None:
    written = minutes_of(case, is_draft=True)

    texts = written.texts
    for part in PARTS:
        following = texts[texts.index(part) + 1]
        assert following not in PARTS
        assert not following.startswith("Biên bản kết thúc")
    results = texts[texts.index(PARTS[2]) : texts.index(PARTS[3])]
    numbers = [int(found[1]) for text in results if (found := re.match(r"(\d+)\. \S", text))]
    assert numbers == list(range(1, len(numbers) + 1))
    closing = _closing(written)
    for one in case.inspection.delegations:
        assert f"về việc thành lập {one.name}" in written.text
        assert f"{one.name} giữ 01 bản" in closing
        assert any(text.endswith(f"TRƯỞNG {one.name.upper()}") for text in written.texts)
    assert written.texts.count("THƯ KÝ") == 1
    assert ("NGƯỜI CHỨNG KIẾN" in written.texts) >= bool(case.inspection.refused_to_sign)
