"""Findings joined, parted and put in the order in which minutes print them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.finding import CauseKind, Finding, FindingKind, Severity
from app.domain.finding_arrange import (
    FindingsUnlike,
    NothingToPart,
    in_printed_order,
    joined,
    paragraphs,
    parted,
    reworded,
)
from app.ids import FindingId
from tests import given

LATE = given.finding(
    1,
    text="Còn 03/20 hồ sơ mẫu trả quá hạn.",
    criterion_code="MC.5.4",
    legal_basis="Nghị định số 118/2025/NĐ-CP; Thông tư số 03/2025/TT-VPCP",
    evidence="Sổ theo dõi hồ sơ.",
    severity=Severity.LIGHT,
    cause="Thiếu người",
    cause_kind=CauseKind.OBJECTIVE,
    dossier_ids=("a", "b"),
    proposal="criterion MC.5.4",
    proposed_text="Còn 03/20 hồ sơ mẫu trả quá hạn.",
)
NO_SLIP = given.finding(
    2,
    text="Có 02 hồ sơ không có giấy hẹn.",
    criterion_code="MC.5.2",
    legal_basis="thông tư số 03/2025/TT-VPCP; Quyết định số 12/QĐ-UBND",
    evidence="Sổ theo dõi hồ sơ; Ảnh chụp quầy số 3",
    severity=Severity.SERIOUS,
    responsible="Trung tâm Phục vụ hành chính công",
    dossier_ids=("b", "c"),
    proposal="criterion MC.5.2",
    proposed_text="Có 02 hồ sơ không có giấy hẹn.",
)


def _ids() -> FindingId:
    return FindingId("new")


def test_joined_findings_say_everything_once_and_in_order() -> None:
    whole = joined([LATE, NO_SLIP])

    assert whole.id == LATE.id
    assert whole.text == "Còn 03/20 hồ sơ mẫu trả quá hạn.\nCó 02 hồ sơ không có giấy hẹn."
    assert whole.legal_basis == (
        "Nghị định số 118/2025/NĐ-CP; Thông tư số 03/2025/TT-VPCP; Quyết định số 12/QĐ-UBND"
    )
    assert whole.evidence == "Sổ theo dõi hồ sơ; Ảnh chụp quầy số 3"
    assert whole.responsible == NO_SLIP.responsible
    assert whole.severity is Severity.SERIOUS
    assert whole.criteria == ("MC.5.4", "MC.5.2")
    assert whole.dossier_ids == ("a", "b", "c")
    assert whole.proposals == ("criterion MC.5.4", "criterion MC.5.2")


def test_the_sort_of_a_cause_stays_where_it_is_one() -> None:
    other = replace(NO_SLIP, cause="Chưa tập huấn", cause_kind=CauseKind.SUBJECTIVE)

    assert joined([LATE, NO_SLIP]).cause_kind is CauseKind.OBJECTIVE
    assert joined([LATE, other]).cause_kind is None
    assert joined([LATE, other]).cause == "Thiếu người; Chưa tập huấn"


def test_one_typed_by_hand_follows_the_wording_of_the_proposal_joined_to_it() -> None:
    typed = given.finding(3, text="Bảng niêm yết cũ.", criterion_code="")

    whole = joined([typed, NO_SLIP])

    assert (whole.proposal, whole.proposed_text) == (NO_SLIP.proposal, NO_SLIP.proposed_text)
    assert whole.joined_proposals == ()
    assert whole.criterion_code == "MC.5.2"


def test_a_finding_joined_twice_forgets_nothing() -> None:
    third = given.finding(3, text="Ba.", criterion_code="MC.1.1", proposal="criterion MC.1.1")

    whole = joined([joined([LATE, NO_SLIP]), third])

    assert whole.criteria == ("MC.5.4", "MC.5.2", "MC.1.1")
    assert whole.proposals == ("criterion MC.5.4", "criterion MC.5.2", "criterion MC.1.1")


def test_a_strength_is_not_joined_to_a_shortcoming() -> None:
    strength = given.finding(3, kind=FindingKind.STRENGTH)

    with pytest.raises(FindingsUnlike):
        joined([LATE, strength])


def test_the_parts_of_a_finding_rest_on_the_same_and_only_the_first_on_its_proposal() -> None:
    whole = joined([LATE, NO_SLIP])

    first, second = parted(whole, paragraphs(whole.text), _ids)

    assert (first.id, first.text) == (LATE.id, LATE.text)
    assert (second.id, second.text) == ("new", NO_SLIP.text)
    assert first.proposals == whole.proposals
    assert second.proposals == ()
    assert second.legal_basis == whole.legal_basis
    assert second.dossier_ids == whole.dossier_ids


@pytest.mark.parametrize("texts", [[], ["Một."], ["Một.", "  \n"], ["", "Hai."]])
def test_a_part_without_words_is_none(texts: list[str]) -> None:
    with pytest.raises(NothingToPart):
        parted(LATE, texts, _ids)


def test_a_new_wording_changes_only_the_passage_it_was_proposed_for() -> None:
    whole = joined([LATE, NO_SLIP])

    text = reworded(whole, "Còn 04/20 hồ sơ mẫu trả quá hạn.")

    assert text == "Còn 04/20 hồ sơ mẫu trả quá hạn.\nCó 02 hồ sơ không có giấy hẹn."


def test_a_new_wording_whose_passage_was_edited_away_stands_behind() -> None:
    whole = replace(joined([LATE, NO_SLIP]), text="Viết lại bằng tay.")
    alone = replace(LATE, text="Viết lại bằng tay.")

    assert reworded(whole, "Mới.") == "Viết lại bằng tay.\nMới."
    assert reworded(alone, "Mới.") == "Mới."


def test_findings_print_by_area_then_kind_then_their_order() -> None:
    checklist = given.checklist()

    def one(number: int, area: str, kind: FindingKind) -> Finding:
        return given.finding(number, area_code=area, kind=kind)

    elsewhere = one(1, "X", FindingKind.STRENGTH)
    cause = one(2, "T.1", FindingKind.DIFFICULTY)
    violation = one(4, "T.1", FindingKind.VIOLATION)
    shortcoming = one(3, "T.1.2", FindingKind.SHORTCOMING)
    strength = one(5, "T.1", FindingKind.STRENGTH)

    found = in_printed_order([checklist], [elsewhere, cause, violation, shortcoming, strength])

    assert found == [strength, shortcoming, violation, cause, elsewhere]
