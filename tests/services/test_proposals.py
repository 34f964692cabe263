"""Proposals of a visit: accepted whole, once, undone, dismissed, and told when they change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from PIL import Image

from app.bootstrap import Application
from app.domain.answer import AnswerFacts
from app.domain.entity import facts_in
from app.domain.finding import FindingFacts, FindingKind
from app.domain.inspection import Inspection, InspectionFacts
from app.domain.photo import Photo, PhotoTarget
from app.domain.plan import PlanFacts
from app.domain.proposal import Proposal
from app.errors import InvalidValue
from app.services.proposals import ProposalGone
from tests.services.conftest import NewApplication

PLAN = PlanFacts(
    year=2026,
    subject="công tác cải cách hành chính năm 2026",
    issuing_body="Sở Nội vụ tỉnh Tây Ninh",
    decision_number="1050/QĐ-SNV",
    decision_on=dt.date(2026, 10, 5),
    report_to="Sở Nội vụ tỉnh Tây Ninh",
)
FACTS = InspectionFacts(period_from=dt.date(2026, 1, 1), period_to=dt.date(2026, 10, 31))
POSTED = "criterion MC.3.4"
LATE = "criterion MC.5.4"

Answering = Callable[..., None]


@pytest.fixture
def visit(application: Application) -> Inspection:
    """A visit just opened, with the checklist of one-stop centres."""
    return application.inspections.start("28108", PLAN, FACTS, ("MC",))


@pytest.fixture
def answering(application: Application, visit: Inspection) -> Answering:
    """Answer a criterion of the visit."""

    def answer(code: str, **facts: object) -> None:
        blank = application.answers.blank(visit.id, code)
        given = facts_in(AnswerFacts(**facts), AnswerFacts)  # type: ignore[arg-type] # the test's
        application.answers.save(replace(blank, **given))

    return answer


@pytest.fixture
def two_failed(answering: Answering) -> None:
    """Working hours not posted, and too many late dossiers."""
    answering("MC.3.4", value="no")
    answering("MC.5.4", numerator=Decimal(90), denominator=Decimal(100))


def _open(application: Application, visit: Inspection) -> dict[str, Proposal]:
    return {one.key: one for one in application.proposals.board(visit.id).open}


@pytest.mark.usefixtures("two_failed")
def test_nothing_is_recorded_by_looking(application: Application, visit: Inspection) -> None:
    assert set(_open(application, visit)) == {POSTED, LATE}
    assert application.inspections.case_file(visit.id).findings == ()


@pytest.mark.usefixtures("two_failed")
def test_accepting_records_the_finding_with_its_recommendation(
    application: Application, visit: Inspection
) -> None:
    proposal = _open(application, visit)[POSTED]

    (finding,) = application.proposals.accept(visit.id, [POSTED])

    case = application.inspections.case_file(visit.id)
    (asked,) = case.recommendations
    assert case.findings == (finding,)
    assert (finding.proposal, finding.proposed_text) == (POSTED, finding.text)
    assert finding.text == proposal.text
    assert finding.legal_basis == proposal.facts.legal_basis
    assert (asked.finding_id, asked.owner) == (finding.id, "UBND xã Cần Đước")
    assert not asked.lacks_deadline
    assert asked.receiving_office == "Sở Nội vụ tỉnh Tây Ninh"
    assert set(_open(application, visit)) == {LATE}


@pytest.mark.usefixtures("two_failed")
def test_accepting_twice_changes_nothing(application: Application, visit: Inspection) -> None:
    application.proposals.accept(visit.id, [POSTED])
    before = application.inspections.case_file(visit.id)

    again = application.proposals.accept(visit.id, [POSTED])

    assert again == []
    assert application.inspections.case_file(visit.id) == before


@pytest.mark.usefixtures("two_failed")
def test_one_that_is_not_proposed_is_refused_and_nothing_is_recorded(
    application: Application, visit: Inspection
) -> None:
    with pytest.raises(ProposalGone):
        application.proposals.accept(visit.id, [POSTED, "criterion MC.1.1"])

    assert application.inspections.case_file(visit.id).findings == ()


@pytest.mark.usefixtures("two_failed")
def test_nothing_else_is_accepted_than_what_was_shown(
    application: Application, visit: Inspection, answering: Answering
) -> None:
    shown = _open(application, visit)[LATE].text
    answering("MC.5.4", numerator=Decimal(80), denominator=Decimal(100))

    with pytest.raises(ProposalGone):
        application.proposals.accept(visit.id, [LATE], shown={LATE: shown})


@pytest.mark.usefixtures("two_failed")
def test_all_of_an_area_are_accepted_at_once(application: Application, visit: Inspection) -> None:
    accepted = application.proposals.accept_all(visit.id, "MC.3")

    assert [one.proposal for one in accepted] == [POSTED]


@pytest.mark.usefixtures("two_failed")
def test_what_somebody_typed_already_is_offered_but_never_accepted_with_the_rest(
    application: Application, visit: Inspection
) -> None:
    typed = FindingFacts(
        kind=FindingKind.SHORTCOMING, area_code="MC.3", criterion_code="MC.3.4", text="Chưa niêm."
    )
    application.findings.add(visit.id, typed)

    accepted = application.proposals.accept_all(visit.id)

    assert application.proposals.board(visit.id).covered == {POSTED}
    assert [one.proposal for one in accepted] == [LATE]


@pytest.mark.usefixtures("two_failed")
def test_an_acceptance_is_undone_whole_and_offered_again(
    application: Application, visit: Inspection
) -> None:
    (finding,) = application.proposals.accept(visit.id, [POSTED])

    application.proposals.take_back(finding)

    case = application.inspections.case_file(visit.id)
    assert (case.findings, case.recommendations) == ((), ())
    assert POSTED in _open(application, visit)
    assert application.proposals.accept(visit.id, [POSTED])[0].id == finding.id


@pytest.mark.usefixtures("two_failed")
def test_a_dismissed_one_stays_aside_until_it_is_brought_back(
    application: Application, visit: Inspection
) -> None:
    application.proposals.dismiss(visit.id, POSTED)
    board = application.proposals.board(visit.id)
    application.proposals.bring_back(visit.id, POSTED)

    assert [one.key for one in board.open] == [LATE]
    assert [one.key for one in board.dismissed] == [POSTED]
    assert POSTED in _open(application, visit)


@pytest.mark.usefixtures("two_failed")
def test_a_changed_proposal_is_told_and_taken_where_nobody_edited(
    application: Application, visit: Inspection, answering: Answering
) -> None:
    application.proposals.accept(visit.id, [LATE])
    answering("MC.5.4", numerator=Decimal(80), denominator=Decimal(100))

    (changed,) = application.proposals.board(visit.id).changed
    updated = application.proposals.update(visit.id, LATE)

    assert changed.is_untouched
    assert "90% (90/100)" in changed.finding.text
    assert "80% (80/100)" in updated.text
    assert application.proposals.board(visit.id).changed == ()


@pytest.mark.usefixtures("two_failed")
def test_an_edited_finding_is_not_overwritten_but_decided_about(
    application: Application, visit: Inspection, answering: Answering
) -> None:
    (finding,) = application.proposals.accept(visit.id, [LATE])
    application.findings.save(replace(finding, text="Đã sửa tay."))
    answering("MC.5.4", numerator=Decimal(80), denominator=Decimal(100))

    with pytest.raises(ProposalGone):
        application.proposals.update(visit.id, LATE)
    kept = application.proposals.settle(visit.id, LATE, take_new=False)

    assert kept.text == "Đã sửa tay."
    assert application.proposals.board(visit.id).changed == ()


@pytest.mark.usefixtures("two_failed")
def test_evidence_typed_by_hand_survives_the_new_wording(
    application: Application, visit: Inspection, answering: Answering
) -> None:
    (finding,) = application.proposals.accept(visit.id, [LATE])
    application.findings.save(replace(finding, evidence="Biên bản đối chiếu."))
    application.findings.save(replace(finding, evidence="Biên bản đối chiếu số 2."))
    answering("MC.5.4", numerator=Decimal(80), denominator=Decimal(100))

    updated = application.proposals.update(visit.id, LATE)

    assert updated.evidence == "Biên bản đối chiếu số 2."


@pytest.mark.usefixtures("two_failed")
def test_a_proposal_that_lapsed_is_told_and_its_finding_stays(
    application: Application, visit: Inspection, answering: Answering
) -> None:
    (finding,) = application.proposals.accept(visit.id, [POSTED])
    answering("MC.3.4", value="yes")

    board = application.proposals.board(visit.id)

    assert board.lapsed == (finding,)
    assert application.inspections.case_file(visit.id).findings == (finding,)


@pytest.mark.usefixtures("two_failed")
def test_photos_of_the_criterion_are_linked_to_the_finding(
    application: Application, visit: Inspection, tmp_path: Path
) -> None:
    Image.new("RGB", (40, 30)).save(tmp_path / "bang.jpg")
    (photo,) = application.photos.add(visit.id, [tmp_path / "bang.jpg"], criterion_code="MC.3.4")
    assert isinstance(photo, Photo)

    (finding,) = application.proposals.accept(visit.id, [POSTED])

    case = application.inspections.case_file(visit.id)
    assert case.photos_of(PhotoTarget.FINDING, finding.id) == (photo,)
    application.proposals.take_back(finding)
    assert len(application.inspections.case_file(visit.id).photo_links) == 1


@pytest.mark.usefixtures("two_failed")
def test_the_deadline_lies_so_many_working_days_after_the_visit(
    application: Application, visit: Inspection
) -> None:
    # The visit began on Friday 20/11/2026; 24/11 is a holiday.
    application.proposals.set_workdays(2)

    board = application.proposals.board(visit.id)

    assert board.due_on == dt.date(2026, 11, 25)
    assert all(one.asked and one.asked.due_on == board.due_on for one in board.open)
    with pytest.raises(InvalidValue):
        application.proposals.set_workdays(0)


def test_the_same_proposal_accepted_on_two_laptops_is_one_finding(
    new_application: NewApplication,
) -> None:
    ids = []
    for name in ("may-01", "may-02"):
        application = new_application(name)
        visit = application.inspections.start("28108", PLAN, FACTS, ("MC",))
        shared = replace(visit, id=type(visit.id)("00000000-0000-0000-0000-000000000001"))
        application.inspections.save(shared)
        blank = application.answers.blank(shared.id, "MC.3.4")
        application.answers.save(replace(blank, value="no"))
        ids += [one.id for one in application.proposals.accept(shared.id, [POSTED])]

    assert len(ids) == 2
    assert len(set(ids)) == 1


@pytest.mark.usefixtures("two_failed")
def test_phrases_are_offered_with_numbers_only_where_they_word_the_criterion(
    application: Application, visit: Inspection, answering: Answering
) -> None:
    answering("MC.3.2", numerator=Decimal(7), denominator=Decimal(10))

    texts = [one.text for one in application.proposals.phrases_for(visit.id, "ton_tai", "MC.3.2")]

    assert any(text.startswith("Có 03/10 thủ tục hành chính chọn mẫu") for text in texts)
    assert "Có … công chức chưa đeo thẻ trong giờ làm việc." in texts
    assert any("năm 2026" in text for text in texts)
    assert not any("{" in text for text in texts)
