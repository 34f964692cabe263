"""The rows of the merge table that people decide, in both orders of arrival, for whole stores.

The rows that the union of revisions decides by itself stand in `tests/store/test_merge_table`.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.bootstrap import Application
from app.domain.answer import Answer
from app.domain.finding import FindingFacts, FindingKind
from app.domain.gap import MinutesNotReady
from app.domain.inspection import Inspection, InspectionState
from app.domain.minutes import Minutes, MinutesState
from app.domain.version_move import answers_to_review
from app.ids import InspectionId
from tests.complete import complete_visit
from tests.services import versions
from tests.services.conftest import NewApplication
from tests.services.test_visits import FACTS, PLAN
from tests.services.three_laptops import Meeting

CODE = "MC.1.1"
FINDING = FindingFacts(kind=FindingKind.SHORTCOMING, area_code="MC.1", text="Hồ sơ quá hạn.")


@pytest.fixture(params=["A arrives first", "B arrives first"])
def meeting(request: pytest.FixtureRequest, new_application: NewApplication) -> Meeting:
    is_a_first = request.param.startswith("A")
    a, b = new_application("may-01"), new_application("may-02")
    return Meeting(a, b, new_application("so", "hq"), is_a_first)


def begun(application: Application) -> Inspection:
    return application.inspections.start("28108", PLAN, FACTS, ("MC",))


def rest_on(application: Application, visit: InspectionId, text: str, code: str = CODE) -> None:
    """Write on what an answer rests."""
    known = application.inspections.case_file(visit).answers.get(code)
    answer = known or application.answers.blank(visit, code)
    application.answers.save(replace(answer, legal_basis=text))


def answer_in(application: Application, visit: InspectionId, code: str = CODE) -> Answer:
    return application.inspections.case_file(visit).answers[code]


def sign(application: Application, visit: InspectionId, folder: Path) -> Minutes:
    application.minutes.freeze(visit, folder / f"{application.info.name}.docx")
    return application.minutes.sign(visit)


# --- row 19: two laptops open the visit to one office ------------------------------------------


def test_row_19_two_visits_to_one_office_both_stay_and_each_says_so(meeting: Meeting) -> None:
    one, other = begun(meeting.a), begun(meeting.b)

    meeting.meet()

    rows = meeting.rows()
    assert (rows[one.id].twins, rows[other.id].twins) == ((other.id,), (one.id,))
    assert rows[one.id].title == "Có thể trùng: xã Cần Đước"
    for visit, twin in ((one, other), (other, one)):
        (text,) = meeting.texts(visit.id, "Có thể trùng")
        assert twin.id in text


def test_row_19_headquarters_counts_one_of_them_and_can_take_that_back(
    meeting: Meeting, tmp_path: Path
) -> None:
    one, other = begun(meeting.a), begun(meeting.b)
    rest_on(meeting.b, other.id, "NĐ 118/2025/NĐ-CP")
    meeting.meet()

    meeting.hq.rulings.join(other.id, one.id)
    meeting.meet()
    joined = meeting.rows()
    counted = meeting.hq.reports.summary(tmp_path / "tổng hợp.xlsx")
    told = meeting.texts(other.id, "bản ghi thứ hai")
    meeting.hq.rulings.part(other.id)
    meeting.meet()

    assert (joined[other.id].counted_as, joined[one.id].counted_as) == (one.id, None)
    assert joined[other.id].twins == joined[one.id].twins == ()
    assert counted == 1
    assert len(told) == 1
    assert meeting.rows()[other.id].counted_as is None
    assert meeting.texts(other.id, "bản ghi thứ hai") == []
    assert answer_in(meeting.a, other.id).legal_basis == "NĐ 118/2025/NĐ-CP"


def test_row_19_visits_on_other_days_are_two_visits(meeting: Meeting) -> None:
    one, other = begun(meeting.a), begun(meeting.b)
    past = other.started_at and other.started_at.replace(month=3)
    meeting.b.inspections.save(replace(other, started_at=past, ended_at=past))

    meeting.meet()

    assert meeting.rows()[one.id].twins == ()
    assert meeting.texts(one.id, "Có thể trùng") == []


# --- row 20: finished here, edited there -------------------------------------------------------


def finished(meeting: Meeting) -> Inspection:
    """A visit that A finished after it had written far more than B, who still edits."""
    visit = begun(meeting.a)
    blank = meeting.a.answers.blank(visit.id, CODE)
    meeting.a.answers.save(replace(blank, comment="Đang xem"))
    meeting.common(meeting.a)
    complete_visit(meeting.a, visit.id)
    return meeting.a.inspections.take_step(visit.id, InspectionState.FINISHED)


def test_row_20_a_finished_visit_tells_what_was_changed_unseen(meeting: Meeting) -> None:
    visit = finished(meeting)
    rest_on(meeting.b, visit.id, "NĐ 118/2025/NĐ-CP")
    meeting.b.findings.add(visit.id, FINDING)

    meeting.meet()

    assert meeting.a.inspections.get(visit.id).state is InspectionState.FINISHED
    assert answer_in(meeting.hq, visit.id).legal_basis == "NĐ 118/2025/NĐ-CP"
    late = meeting.texts(visit.id, "sau khi kết thúc")
    assert sorted(text.partition(":")[0] for text in late) == [CODE, "“Hồ sơ quá hạn.”"]
    assert all("may-02" in text for text in late)
    assert not any(one.blocks for one in meeting.gaps(visit.id) if one.text in late)


def test_row_20_what_was_known_when_it_was_finished_is_not_late(meeting: Meeting) -> None:
    visit = begun(meeting.a)
    meeting.common(meeting.a)
    rest_on(meeting.b, visit.id, "NĐ 118/2025/NĐ-CP")
    meeting.meet()
    complete_visit(meeting.a, visit.id)
    meeting.a.inspections.take_step(visit.id, InspectionState.FINISHED)

    meeting.meet()

    assert meeting.texts(visit.id, "sau khi kết thúc") == []


def test_row_20_whoever_looks_and_finishes_again_is_asked_no_more(meeting: Meeting) -> None:
    visit = finished(meeting)
    rest_on(meeting.b, visit.id, "NĐ 118/2025/NĐ-CP")
    meeting.meet()
    before = meeting.texts(visit.id, "sau khi kết thúc")

    meeting.b.inspections.take_step(visit.id, InspectionState.OPEN, "xem lại")
    meeting.b.inspections.take_step(visit.id, InspectionState.FINISHED)
    meeting.meet()

    assert len(before) == 1
    assert meeting.texts(visit.id, "sau khi kết thúc") == []


# --- row 21: signed here, edited there ---------------------------------------------------------


def test_row_21_signed_minutes_stay_and_what_was_changed_is_listed(
    meeting: Meeting, tmp_path: Path
) -> None:
    visit = begun(meeting.a)
    complete_visit(meeting.a, visit.id)
    meeting.common(meeting.a)
    signed = sign(meeting.a, visit.id, tmp_path)
    rest_on(meeting.b, visit.id, "NĐ 367/2025/NĐ-CP")

    meeting.meet()

    for one in meeting.all:
        standing = one.minutes.standing(visit.id)
        assert standing.signed == signed
        assert one.inspections.get(visit.id).state is InspectionState.SIGNED
        assert answer_in(one, visit.id).legal_basis == "NĐ 367/2025/NĐ-CP"
        (change,) = one.minutes.changes_since_signing(visit.id)
        assert (change.name, change.field, change.new) == (CODE, "legal_basis", "NĐ 367/2025/NĐ-CP")


# --- row 22: signed on two laptops -------------------------------------------------------------


def signed_twice(meeting: Meeting, folder: Path) -> tuple[InspectionId, Minutes, Minutes]:
    visit = begun(meeting.a)
    complete_visit(meeting.a, visit.id)
    meeting.common(meeting.a)
    rest_on(meeting.b, visit.id, "QĐ 766/QĐ-TTg")
    return visit.id, sign(meeting.a, visit.id, folder), sign(meeting.b, visit.id, folder)


def test_row_22_two_signed_minutes_both_stay_and_somebody_is_asked(
    meeting: Meeting, tmp_path: Path
) -> None:
    visit, one, other = signed_twice(meeting, tmp_path)

    meeting.meet()

    for application in meeting.all:
        assert set(application.minutes.versions(visit)) == {one, other}
        ((*group,),) = application.void_minutes.rivals(visit)
        assert {each.id for each in group} == {one.id, other.id}
    (text,) = meeting.texts(visit, "được ký song song")
    assert one.code in text
    assert other.code in text
    with pytest.raises(MinutesNotReady):
        meeting.hq.minutes.freeze(visit, tmp_path / "x.docx")


@pytest.mark.parametrize("wins", [0, 1])
def test_row_22_whoever_declares_one_void_lets_the_other_hold_everywhere(
    meeting: Meeting, tmp_path: Path, wins: int
) -> None:
    visit, *both = signed_twice(meeting, tmp_path)
    meeting.meet()

    meeting.hq.void_minutes.declare(both[1 - wins].id, "ký nhầm bản")
    meeting.meet()

    assert meeting.texts(visit, "được ký song song") == []
    for application in meeting.all:
        assert application.minutes.standing(visit).signed == both[wins]
        void = application.minutes.versions(visit)
        assert [one.void_reason for one in void if one.state is MinutesState.VOID] == [
            "ký nhầm bản"
        ]


def test_row_22_two_people_who_declare_different_ones_void_are_told(
    meeting: Meeting, tmp_path: Path
) -> None:
    visit, one, other = signed_twice(meeting, tmp_path)
    meeting.meet()
    meeting.a.void_minutes.declare(one.id, "bản của máy 2 đúng")
    meeting.b.void_minutes.declare(other.id, "bản của máy 1 đúng")

    meeting.meet()
    told = meeting.texts(visit, "đều đã bị hủy")
    meeting.hq.void_minutes.take_back(one.id)
    meeting.meet()

    assert len(told) == 1
    assert meeting.texts(visit, "đều đã bị hủy") == []
    assert meeting.b.minutes.standing(visit).signed == one


# --- row 24: withdrawn, and answered all the same ----------------------------------------------


def test_row_24_a_withdrawn_visit_keeps_its_answers_and_says_so(meeting: Meeting) -> None:
    visit = begun(meeting.hq)
    meeting.common(meeting.hq)
    meeting.hq.rulings.withdraw(visit.id, "chuyển sang quý I năm 2027")
    rest_on(meeting.b, visit.id, "NĐ 118/2025/NĐ-CP")

    meeting.meet()

    assert answer_in(meeting.hq, visit.id).legal_basis == "NĐ 118/2025/NĐ-CP"
    assert [row.is_withdrawn for row in meeting.b.inspections.rows()] == [True]
    assert meeting.rows()[visit.id].title == "Đã rút: xã Cần Đước"
    (text,) = meeting.texts(visit.id, "chuyển sang quý I năm 2027")
    assert not any(one.blocks for one in meeting.gaps(visit.id) if one.text == text)


def test_row_24_headquarters_may_give_it_back(meeting: Meeting) -> None:
    visit = begun(meeting.hq)
    meeting.common(meeting.hq)
    meeting.hq.rulings.withdraw(visit.id, "nhầm đơn vị")
    meeting.meet()

    meeting.hq.rulings.give_back(visit.id)
    meeting.meet()

    assert [row.is_withdrawn for row in meeting.a.inspections.rows()] == [False]
    assert meeting.texts(visit.id, "nhầm đơn vị") == []


# --- row 25: reworded here, answered there -----------------------------------------------------


def test_row_25_an_answer_keeps_the_wording_it_was_given_to(meeting: Meeting) -> None:
    old = versions.first(meeting.hq)
    visit = versions.begin(meeting.hq)
    meeting.common(meeting.hq)
    new = versions.second(meeting.hq)
    meeting.hq.version_moves.move(visit.id, new.id)
    versions.answer(meeting.b, visit, versions.REPORT.code, "no")

    meeting.meet()

    code = versions.REWORDED.code
    for one in meeting.all:
        case = one.inspections.case_file(visit.id)
        assert (case.answers[code].value, case.answers[code].checklist_id) == ("no", old.id)
        asked = answers_to_review(case)[code]
        asks = {row.code: row.text for checklist in case.checklists for row in checklist.criteria}
        assert asked is not None
        assert (asked.text, asks[code]) == (versions.REPORT.text, versions.REWORDED.text)
    (gap,) = [one for one in meeting.gaps(visit.id) if "cần xem lại" in one.text]
    assert (gap.key, gap.blocks) == (code, False)
