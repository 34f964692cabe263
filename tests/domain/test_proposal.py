"""Proposals: every failed criterion and bad figure has its draft finding, well worded."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from app.domain.answer import Answer, AnswerFacts
from app.domain.answer_check import rule_of
from app.domain.case_file import CaseFile
from app.domain.checklist import AnswerType, Checklist, Criterion, CriterionRole
from app.domain.dossier import Dossier
from app.domain.finding import FindingKind, Severity
from app.domain.photo import PhotoLink, PhotoTarget, photo_link_id
from app.domain.phrase import read_phrases
from app.domain.phrase_use import PhraseBank, read_phrase_uses
from app.domain.proposal import Proposal, has_failed, propose
from app.domain.rule import WORDS
from app.domain.sample_figure import sample_of
from app.domain.scoring import score_checklist
from app.domain.unit import Unit, UnitType, unit_id
from tests import given
from tests.domain.shipped import CALENDAR, CHECKLISTS, text

BANK = PhraseBank.of(read_phrases(text("phrases.csv")), read_phrase_uses(text("phrase_uses.csv")))
DUE = date(2026, 12, 18)
CCHC = CHECKLISTS[0]
ONE_STOP = CHECKLISTS[1]


def _worst(leaf: Criterion, step: int = -1) -> AnswerFacts | None:
    """The answer that earns what a tier gives: the last one, or one before."""
    rule = rule_of(leaf)
    if rule.is_informative:
        return None
    tier = rule.tiers[step]
    if leaf.answer_type is AnswerType.PERCENT:
        assert tier.span is not None
        return AnswerFacts(numerator=Decimal(max(int(tier.span.low), 1)), denominator=Decimal(100))
    if leaf.answer_type is AnswerType.COUNT:
        assert tier.span is not None
        return AnswerFacts(value=str(int(tier.span.low)))
    spelt = {said: value for value, said in WORDS.get(leaf.answer_type, {}).items()}
    return AnswerFacts(value=spelt.get(tier.condition, tier.condition))


def _answers(checklist: Checklist, step: int = -1) -> dict[str, Answer]:
    found = {leaf.code: _worst(leaf, step) for leaf in checklist.leaves()}
    return {
        code: given.answer(
            code, value=one.value, numerator=one.numerator, denominator=one.denominator
        )
        for code, one in found.items()
        if one is not None
    }


def _case(
    checklist: Checklist,
    answers: Mapping[str, Answer] | None = None,
    dossiers: Sequence[Dossier] = (),
    **facts: object,
) -> CaseFile:
    unit_type = UnitType.COMMUNE
    case = CaseFile(
        inspection=given.inspection(checklist_ids=(checklist.id,)),
        plan=given.plan(report_to="Sở Nội vụ tỉnh Tây Ninh"),
        unit=Unit(id=unit_id("28108"), code="28108", name="xã Cần Đước", unit_type=unit_type),
        province=None,
        checklists=(checklist,),
        answers=answers or {},
        dossiers=tuple(dossiers),
    )
    return replace(case, **facts)  # type: ignore[arg-type] # the test's own facts


def _proposals(case: CaseFile, bank: PhraseBank = BANK) -> dict[str, Proposal]:
    scores = [score_checklist(checklist, case.answers) for checklist in case.checklists]
    sample = sample_of(case.dossiers, CALENDAR, case.inspection.period_to)
    return {one.key: one for one in propose(case, scores, sample, bank, due_on=DUE)}


def _late(code: str, **facts: object) -> Dossier:
    returned_at = datetime(2026, 10, 20, 10, 0)  # noqa: DTZ001 - read off a paper slip
    return given.dossier(code, returned_at=returned_at, **facts)


@pytest.mark.parametrize("step", [-1, -2])
@pytest.mark.parametrize("checklist", CHECKLISTS, ids=lambda one: one.code)
def test_every_failed_criterion_of_the_shipped_sets_is_worded(
    checklist: Checklist, step: int
) -> None:
    answers = _answers(checklist, step)
    score = score_checklist(checklist, answers)
    failed = {f"criterion {code}" for code, one in score.criteria.items() if has_failed(one)}

    proposals = _proposals(_case(checklist, answers))

    assert failed
    assert {key for key in proposals if key.startswith("criterion ")} == failed
    for one in proposals.values():
        asked = one.asked.text if one.asked else one.text
        for said in (one.text, asked):
            assert unicodedata.is_normalized("NFC", said)
            assert said[0].isupper(), said
            assert re.fullmatch(r"[^{}]*[^ .;,:]\.", said), said
            assert "  " not in said
            assert not re.search(r"\b(TTHC|CCHC|KSTTHC|PAKN|VBQPPL|TTPVHCC|CSDL)\b", said), said
            assert not re.search(r"\((?:theo trí nhớ|tham khảo)", one.facts.legal_basis)


@pytest.mark.parametrize("checklist", CHECKLISTS, ids=lambda one: one.code)
def test_without_a_phrase_bank_every_failed_criterion_is_worded_all_the_same(
    checklist: Checklist,
) -> None:
    case = _case(checklist, _answers(checklist))

    bare = _proposals(case, PhraseBank.of((), ()))

    assert {key for key in bare if key.startswith("criterion ")} == {
        key for key in _proposals(case) if key.startswith("criterion ")
    }


def test_a_proposal_brings_its_recommendation_with_owner_deadline_and_office() -> None:
    answers = {"CCHC.4.2.1": given.answer("CCHC.4.2.1", value="Chưa ban hành")}

    asked = _proposals(_case(CCHC, answers))["criterion CCHC.4.2.1"].asked

    assert asked is not None
    assert asked.owner == "UBND xã Cần Đước"
    assert asked.due_on == DUE
    assert asked.report_form == "Văn bản kèm minh chứng"
    assert asked.receiving_office == "Sở Nội vụ tỉnh Tây Ninh"
    assert asked.text.endswith("hoàn thành trước ngày 18/12/2026.")


def test_what_is_full_unanswered_or_not_applicable_is_not_proposed() -> None:
    answers = {
        "CCHC.1.3.1": given.answer("CCHC.1.3.1", value="yes"),
        "CCHC.1.3.3": given.answer("CCHC.1.3.3", value="", not_applicable=True),
        "CCHC.1.5.3": given.answer("CCHC.1.5.3", value="no"),
    }

    assert set(_proposals(_case(CCHC, answers))) == {"criterion CCHC.1.5.3"}


def test_points_taken_by_the_team_are_proposed_with_its_reason() -> None:
    answer = given.answer(
        "CCHC.1.5.3", value="yes", team_score=Decimal("0.5"), team_reason="Không có biên bản."
    )

    found = _proposals(_case(CCHC, {answer.criterion_code: answer}))["criterion CCHC.1.5.3"]

    assert found.text == (
        "Nội dung “Có đối thoại với tổ chức, cá nhân về thủ tục hành chính ít nhất 1 lần/năm” "
        "chưa đạt yêu cầu, được chấm 0,5/1 điểm; cụ thể: không có biên bản."
    )
    assert found.facts.severity is Severity.LIGHT


def test_a_short_remark_ends_the_sentence_and_a_long_one_is_evidence() -> None:
    short = given.answer("CCHC.1.5.3", value="no", comment="Chưa có kế hoạch đối thoại.")
    long = replace(short, comment="Chưa đối thoại. Chủ tịch hứa làm trong tháng 12.")

    first = _proposals(_case(CCHC, {"CCHC.1.5.3": short}))["criterion CCHC.1.5.3"]
    second = _proposals(_case(CCHC, {"CCHC.1.5.3": long}))["criterion CCHC.1.5.3"]

    assert first.text.endswith("; cụ thể: chưa có kế hoạch đối thoại.")
    assert second.text.endswith("ít nhất 1 lần/năm.")
    assert second.facts.evidence == "Chưa đối thoại. Chủ tịch hứa làm trong tháng 12"


def test_a_percentage_names_its_numbers_source_and_day() -> None:
    answer = given.answer(
        "CCHC.3.4.1",
        value="",
        numerator=Decimal(6120),
        denominator=Decimal(6284),
        rate_source="Hệ thống thông tin giải quyết TTHC",
        rate_on=date(2026, 10, 31),
    )

    found = _proposals(_case(CCHC, {"CCHC.3.4.1": answer}))["criterion CCHC.3.4.1"]

    assert "97,39% (6.120/6.284), thấp hơn mức yêu cầu 98%" in found.text
    assert found.facts.evidence == (
        "Nguồn số liệu: Hệ thống thông tin giải quyết thủ tục hành chính, ngày 31/10/2026"
    )


def test_laws_their_author_did_not_verify_are_left_out_and_told() -> None:
    answers = {"CCHC.2.3.2": given.answer("CCHC.2.3.2", value="no")}

    found = _proposals(_case(CCHC, answers))["criterion CCHC.2.3.2"]

    assert found.facts.legal_basis == ""
    assert found.unverified == ("Nghị định số 59/2012/NĐ-CP",)


def test_gaps_that_nobody_can_fill_stay_visible_and_are_told() -> None:
    answers = {"CCHC.1.1.1": given.answer("CCHC.1.1.1", value="Chậm đến 30 ngày so với mốc trên")}

    found = _proposals(_case(CCHC, answers))["criterion CCHC.1.1.1"]

    assert found.text == (
        "Kế hoạch cải cách hành chính năm 2026 ban hành chậm … ngày so với yêu cầu."
    )
    assert found.has_gaps


def test_a_ward_is_not_called_a_commune() -> None:
    case = _case(CCHC, {leaf.code: _full(leaf) for leaf in CCHC.leaves("CCHC.4")})
    ward = replace(case, unit=replace(case.unit, unit_type=UnitType.WARD, name="phường 1"))

    found = _proposals(ward)

    assert "UBND xã" not in " ".join(one.text for one in found.values())


def _full(leaf: Criterion) -> Answer:
    best = _worst(leaf, 0)
    assert best is not None
    return given.answer(
        leaf.code, value=best.value, numerator=best.numerator, denominator=best.denominator
    )


def test_an_area_with_full_marks_proposes_its_strength() -> None:
    answers = {leaf.code: _full(leaf) for leaf in CCHC.leaves("CCHC.6")}

    found = _proposals(_case(CCHC, answers))

    assert set(found) == {"area CCHC.6"}
    assert found["area CCHC.6"].facts.kind is FindingKind.STRENGTH
    assert found["area CCHC.6"].asked is None


def test_late_dossiers_are_proposed_with_both_numbers_and_their_codes() -> None:
    dossiers = [
        _late("H15.50.05.13-261008-0001"),
        _late("H15.50.05.13-261008-0002", has_apology=True, apology_at=date(2026, 10, 9)),
        given.dossier("H15.50.05.13-261008-0003"),
    ]

    found = _proposals(_case(ONE_STOP, dossiers=dossiers))["figure overdue"]

    assert found.text == (
        "Còn 02/03 hồ sơ quá hạn, trong đó 01 hồ sơ không có văn bản xin lỗi và đề nghị gia hạn."
    )
    assert found.facts.area_code == "MC.5"
    assert found.dossier_codes == ("H15.50.05.13-261008-0001", "H15.50.05.13-261008-0002")
    assert "Hồ sơ mẫu: H15.50.05.13-261008-0001" in found.facts.evidence


def test_late_dossiers_that_all_had_their_apology_are_not_accused_of_lacking_it() -> None:
    late = _late("H15.50.05.13-261008-0001", has_apology=True, apology_at=date(2026, 10, 9))

    found = _proposals(_case(ONE_STOP, dossiers=[late]))["figure overdue"]

    assert found.text == "Có 01/01 hồ sơ mẫu giải quyết quá hạn."


def test_a_figure_that_a_failed_criterion_measures_is_not_proposed_twice() -> None:
    dossiers = [given.dossier(f"H15.50.05.13-261008-000{n}", has_receipt=n > 1) for n in (1, 2, 3)]
    answer = given.answer("MC.4.2", value="", numerator=Decimal(2), denominator=Decimal(3))

    alone = _proposals(_case(ONE_STOP, dossiers=dossiers))
    measured = _proposals(_case(ONE_STOP, {"MC.4.2": answer}, dossiers))

    assert alone["figure without_receipt"].text == (
        "Có 01/03 hồ sơ không có Giấy tiếp nhận hồ sơ và hẹn trả kết quả."
    )
    assert "figure without_receipt" not in measured
    assert measured["criterion MC.4.2"].dossier_codes == ("H15.50.05.13-261008-0001",)


def test_photos_of_the_criterion_and_of_the_dossiers_are_evidence_once() -> None:
    photo, other = given.photo(), given.photo("cd" * 32)
    dossier = given.dossier(has_receipt=False)
    places = [
        (photo, PhotoTarget.CRITERION, "MC.4.2"),
        (photo, PhotoTarget.DOSSIER, dossier.id),
        (other, PhotoTarget.CRITERION, "MC.4.3"),
    ]
    links = tuple(
        PhotoLink(
            id=photo_link_id(one.id, target, key),
            inspection_id=given.INSPECTION,
            photo_id=one.id,
            target=target,
            target_key=key,
        )
        for one, target, key in places
    )
    answer = given.answer("MC.4.2", value="", numerator=Decimal(0), denominator=Decimal(1))
    case = _case(ONE_STOP, {"MC.4.2": answer}, [dossier], photos=(photo, other), photo_links=links)

    assert _proposals(case)["criterion MC.4.2"].photo_ids == (photo.id,)


def test_a_bonus_not_earned_is_no_shortcoming() -> None:
    leaves = (
        given.criterion("T.1.1", "T.1", role=CriterionRole.BONUS),
        given.criterion("T.1.2", "T.1"),
    )
    checklist = given.checklist(*leaves)
    answers = {leaf.code: given.answer(leaf.code, value="no") for leaf in leaves}

    assert set(_proposals(_case(checklist, answers))) == {"criterion T.1.2"}


def test_points_taken_off_are_named_as_the_wrong_they_are() -> None:
    late = given.criterion(
        "T.1.1", "T.1", text="Nộp hồ sơ tự chấm chậm", role=CriterionRole.PENALTY
    )
    checklist = given.checklist(late, given.criterion("T.1.2", "T.1"))
    answers = {"T.1.1": given.answer("T.1.1", value="yes")}

    found = _proposals(_case(checklist, answers))["criterion T.1.1"]

    assert found.text == "Nộp hồ sơ tự chấm chậm (bị trừ 1 điểm)."
    assert found.asked is not None
    assert found.asked.text == ("Khắc phục, không để tái diễn tình trạng nộp hồ sơ tự chấm chậm.")


def test_proposals_stand_in_the_order_of_the_areas() -> None:
    areas = [one.facts.area_code for one in _proposals(_case(CCHC, _answers(CCHC))).values()]

    assert areas == sorted(areas)
