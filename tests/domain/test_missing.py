"""What minutes lack: a whole case lacks nothing, and each thing taken away is one gap."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.domain.annex import Annex
from app.domain.attendance import Absence, AbsenceState, RollCall
from app.domain.calendar import DayKind, DayStatus, WorkingCalendar, special_day
from app.domain.case_file import CaseFile
from app.domain.finding import FindingKind
from app.domain.gap import (
    Gap,
    GapPlace,
    MinutesNotReady,
    OpenDifference,
    check_signable,
    quoted,
)
from app.domain.inspection import InspectionForm, InspectionKind, JointDelegation, Role, Side
from app.domain.missing import AroundVisit, gaps_in
from app.domain.photo import PhotoLink, PhotoTarget, PhotoUse, photo_link_id
from app.domain.recommendation import Addressee
from app.domain.scoring import score_checklist
from app.ids import AbsenceId, RollCallId
from tests import given
from tests.complete import ENDED, STARTED, around, complete_case, person

pytestmark = pytest.mark.usefixtures("english")

Spoil = Callable[[CaseFile], CaseFile]
OTHERS = JointDelegation(
    name="Đoàn của Sở Tư pháp", decision_number="12/QĐ-STP", decision_on=date(2026, 10, 1)
)


def _gaps(case: CaseFile, known: AroundVisit | None = None) -> list[Gap]:
    scores = [score_checklist(one, case.answers) for one in case.checklists]
    return gaps_in(case, scores, known or around())


def _visit(**facts: object) -> Spoil:
    return lambda case: replace(case, inspection=replace(case.inspection, **facts))  # type: ignore[arg-type] # facts


def _plan(**facts: object) -> Spoil:
    return lambda case: replace(case, plan=replace(case.plan, **facts))  # type: ignore[arg-type] # facts


def _finding(**facts: object) -> Spoil:
    return lambda case: replace(case, findings=(replace(case.findings[0], **facts),))  # type: ignore[arg-type] # facts


def _wish(**facts: object) -> Spoil:
    return lambda case: replace(
        case,
        recommendations=(replace(case.recommendations[0], **facts),),  # type: ignore[arg-type] # facts
    )


def _photo(**facts: object) -> Spoil:
    return lambda case: replace(case, photos=(replace(case.photos[0], **facts),))  # type: ignore[arg-type] # facts


def _person(place: int, **facts: object) -> Spoil:
    def spoil(case: CaseFile) -> CaseFile:
        people = list(case.participants)
        people[place] = replace(people[place], **facts)  # type: ignore[arg-type] # facts
        return replace(case, participants=tuple(people))

    return spoil


def _without(side: Side) -> Spoil:
    return lambda case: replace(
        case, participants=tuple(one for one in case.participants if one.side is not side)
    )


def _duty(*, counts: tuple[RollCall, ...] = (), absences: tuple[Absence, ...] = ()) -> CaseFile:
    case = _visit(kind=InspectionKind.PUBLIC_DUTY)(complete_case())
    return replace(case, roll_calls=counts or (_count(),), absences=absences)


def _count(**facts: object) -> RollCall:
    known: dict[str, object] = {
        "id": RollCallId("r1"),
        "inspection_id": given.INSPECTION,
        "at": STARTED,
        "staff": 10,
        "present": 8,
        "excused": 1,
        "unexcused": 1,
    }
    return RollCall(**{**known, **facts})  # type: ignore[arg-type] # the test's own facts


def _absence(**facts: object) -> Absence:
    known: dict[str, object] = {
        "id": AbsenceId("a1"),
        "inspection_id": given.INSPECTION,
        "name": "Phạm Văn Út",
        "at": STARTED,
    }
    return Absence(**{**known, **facts})  # type: ignore[arg-type] # the test's own facts


def test_a_whole_case_lacks_nothing() -> None:
    assert _gaps(complete_case()) == []
    assert _gaps(_duty(absences=(_absence(),))) == []


@pytest.mark.parametrize(
    ("spoil", "place", "words"),
    [
        (_visit(started_at=None), "overview", "start of the visit"),
        (_visit(ended_at=None), "overview", "end of the visit"),
        (_visit(place=" "), "overview", "place of the visit"),
        (_without(Side.TEAM), "overview", "Nobody of the inspection team"),
        (_without(Side.UNIT), "overview", "Nobody of the inspected unit is listed"),
        (_person(0, role=Role.MEMBER), "overview", "leader"),
        (_person(0, present=False), "overview", "leader"),
        (_person(1, role=Role.MEMBER), "overview", "secretary"),
        (_person(2, present=False), "overview", "nobody can sign"),
        (_person(2, name=" "), "overview", "has no name"),
        (_person(1, delegation="Đoàn lạ"), "overview", "not among the joint delegations"),
        (_visit(copies=3), "overview", "do not add up"),
        (_visit(copies=0, copies_team=0, copies_unit=0), "overview", "do not add up"),
        (_visit(decision_announced_at=ENDED + timedelta(hours=1)), "overview", "announced"),
        (_plan(decision_number=""), "overview", "decision has no number"),
        (_plan(issuing_body=" "), "overview", "issued the decision"),
        (_plan(subject=""), "overview", "what is inspected"),
        (_plan(decision_on=date(2026, 11, 21)), "overview", "after the visit began"),
        (lambda case: replace(case, absent=("x",)), "overview", "not on this computer"),
        (lambda case: replace(case, answers={}), "checklist", "not yet scored"),
        (_finding(evidence=""), "findings", "no evidence"),
        (_finding(kind=FindingKind.VIOLATION, evidence=""), "findings", "no evidence"),
        (_wish(finding_id=None), "findings", "no recommendation"),
        (_wish(owner=""), "findings", "says who acts|say who acts"),
        (_wish(due_on=None), "findings", "no deadline"),
        (_wish(due_on=date(2026, 11, 20)), "findings", "not after the visit"),
        (_wish(due_on=date(2026, 12, 13)), "findings", "14/12/2026"),
        (_wish(due_on=date(2026, 11, 24)), "findings", "25/11/2026"),
        (_visit(unit_opinion=""), "minutes", "opinion of the unit"),
        (_visit(report_due_on=date(2026, 11, 19)), "minutes", "remediation report"),
        (_visit(report_due_on=date(2026, 12, 19)), "minutes", "21/12/2026"),
        (_photo(caption=" "), "photos", "no caption"),
        (_photo(taken_at=STARTED - timedelta(days=1)), "photos", "outside the visit"),
        (_photo(taken_at=ENDED + timedelta(days=1)), "photos", "outside the visit"),
    ],
)
def test_what_is_taken_away_is_named_and_blocks(spoil: Spoil, place: str, words: str) -> None:
    found = _gaps(spoil(complete_case()))

    assert found
    assert all(one.blocks for one in found)
    assert {one.place.value for one in found} == {place}
    assert any(part in one.text for one in found for part in words.split("|"))


def test_a_gap_leads_to_what_it_is_about() -> None:
    case = complete_case()
    finding, wish, photo = case.findings[0], case.recommendations[0], case.photos[0]

    assert [one.key for one in _gaps(_finding(evidence="")(case))] == [finding.id]
    assert [one.key for one in _gaps(_wish(owner="")(case))] == [wish.id]
    assert [one.key for one in _gaps(_photo(caption="")(case))] == [photo.id]
    assert [one.key for one in _gaps(_person(2, name="")(case))] == [case.participants[2].id]
    assert [one.key for one in _gaps(replace(case, answers={}))] == ["T.1.1", "T.1.2"]


def test_criteria_of_one_checklist_and_photos_are_counted_together() -> None:
    photos = tuple(given.photo(f"{number}" * 64) for number in range(3))

    found = _gaps(complete_case(answers={}, photos=photos))

    groups = [one.group for one in found]
    assert len(set(groups)) == 2
    assert groups[0].startswith("2 criteria of “T”")
    assert groups[-1].startswith("3 photos")


@pytest.mark.parametrize(
    "proof",
    [
        lambda case: replace(
            case, photo_links=(_link(case, PhotoTarget.FINDING, case.findings[0].id),)
        ),
        lambda case: replace(
            _finding(evidence="", criterion_code="T.1.1")(case),
            photo_links=(_link(case, PhotoTarget.CRITERION, "T.1.1"),),
        ),
        lambda case: replace(
            _finding(evidence="", text=f"Hồ sơ {given.dossier().dossier_code} trễ hạn.")(case),
            dossiers=(given.dossier(),),
        ),
        _finding(kind=FindingKind.STRENGTH),
        _finding(kind=FindingKind.DIFFICULTY),
    ],
)
def test_a_finding_may_rest_on_words_a_photo_or_a_dossier(proof: Spoil) -> None:
    bare = _finding(evidence="")(complete_case())

    assert _gaps(proof(bare)) == []


def _link(case: CaseFile, target: PhotoTarget, key: str) -> PhotoLink:
    photo = case.photos[0]
    return PhotoLink(
        id=photo_link_id(photo.id, target, key),
        inspection_id=given.INSPECTION,
        photo_id=photo.id,
        target=target,
        target_key=key,
    )


@pytest.mark.parametrize(
    "allowed",
    [
        _wish(due_on=None, no_deadline_reason="Phụ thuộc phần mềm của tỉnh"),
        lambda case: _finding(responsible="Trung tâm")(_wish(owner="")(case)),
        lambda case: replace(
            _finding(kind=FindingKind.STRENGTH)(case),
            recommendations=(
                given.recommendation(owner="", due_on=None, addressee=Addressee.HIGHER),
            ),
        ),
        _photo(caption="", use=PhotoUse.INTERNAL),
        lambda case: _photo(caption="")(_visit(left_out=(Annex.PHOTOS,))(case)),
        _visit(unit_opinion="", refused_to_sign="Không nêu lý do", copies=2),
    ],
)
def test_what_the_form_allows_does_not_block(allowed: Spoil) -> None:
    assert [one for one in _gaps(allowed(complete_case())) if one.blocks] == []


@pytest.mark.parametrize(
    ("hinted", "words"),
    [
        (_visit(report_due_on=None), "No day is set"),
        (_visit(form=InspectionForm.UNANNOUNCED), "announced"),
        (_visit(refused_to_sign="Không nêu lý do"), "witness"),
    ],
)
def test_a_hint_is_shown_and_blocks_nothing(hinted: Spoil, words: str) -> None:
    (one,) = _gaps(hinted(complete_case()))

    assert words in one.text
    assert not one.blocks
    check_signable([one])


def test_a_day_off_that_is_only_expected_is_a_hint() -> None:
    day = special_day(date(2027, 2, 8), "Tết", DayKind.HOLIDAY, DayStatus.ESTIMATE)
    known = AroundVisit(calendar=WorkingCalendar([day]))

    (one,) = _gaps(_wish(due_on=date(2027, 2, 8))(complete_case()), known)

    assert not one.blocks


def test_joint_delegations_keep_copies_and_need_people_and_a_decision() -> None:
    joint = _visit(delegations=(OTHERS,), copies=3)(complete_case())
    whole = replace(joint, participants=(*joint.participants, person(9, delegation=OTHERS.name)))

    assert _gaps(whole) == []
    assert "do not add up" in _gaps(_visit(copies=2)(whole))[0].text
    assert OTHERS.name in _gaps(joint)[0].text
    bare = replace(OTHERS, decision_number="")
    assert "decision of" in _gaps(_visit(delegations=(bare,))(whole))[0].text
    nameless = replace(OTHERS, name="")
    texts = [one.text for one in _gaps(_visit(delegations=(nameless,))(whole))]
    assert "no name" in texts[0]


@pytest.mark.parametrize(
    ("case", "key", "words"),
    [
        (_duty(counts=(_count(present=9),)), "r1", "does not add up"),
        (_duty(counts=(_count(at=STARTED - timedelta(minutes=1)),)), "r1", "outside"),
        (_duty(counts=(_count(at=ENDED + timedelta(minutes=1)),)), "r1", "outside"),
        (_duty(absences=(_absence(at=STARTED - timedelta(minutes=1)),)), "a1", "outside"),
        (_duty(absences=(_absence(name=" "),)), "a1", "no name"),
    ],
)
def test_attendance_adds_up_within_the_visit(case: CaseFile, key: str, words: str) -> None:
    (one,) = _gaps(case)

    assert words in one.text
    assert (one.key, one.blocks, one.place) == (key, True, GapPlace.OVERVIEW)


def test_attendance_is_asked_of_public_duty_alone() -> None:
    duty = replace(_duty(), roll_calls=())
    excused = _duty(absences=(_absence(state=AbsenceState.EXCUSED),))
    other = replace(complete_case(), roll_calls=(_count(present=1),))

    assert [one.blocks for one in _gaps(duty)] == [False]
    assert [one.blocks for one in _gaps(excused)] == [False]
    assert _gaps(other) == []


def test_seconds_of_the_clock_do_not_put_a_roll_call_outside() -> None:
    case = _duty(counts=(_count(at=STARTED),))
    late = _visit(started_at=STARTED + timedelta(seconds=59))(case)

    assert _gaps(late) == []


def test_a_photo_whose_file_is_not_here_blocks() -> None:
    case = complete_case()

    (one,) = _gaps(case, around(absent_photos=frozenset({case.photos[0].sha256})))

    assert (one.key, one.place, one.blocks) == (case.photos[0].id, GapPlace.PHOTOS, True)


def _difference(kind: str, entity_id: str, field: str, *values: str) -> AroundVisit:
    one = OpenDifference(kind=kind, entity_id=entity_id, field=field, values=values)
    return around(differences=(one,))


def test_an_open_difference_names_both_values_and_leads_to_its_place() -> None:
    case = complete_case()
    known = _difference("answer", case.answers["T.1.1"].id, "value", '"yes"', '"no"')

    (one,) = _gaps(case, known)

    assert "T.1.1" in one.text
    assert "yes / no" in one.text
    assert (one.place, one.key, one.blocks) == (GapPlace.CHECKLIST, "T.1.1", True)
    assert one.difference == known.differences[0]


@pytest.mark.parametrize(
    ("kind", "pick", "field", "place"),
    [
        ("inspection", lambda case: case.inspection.id, "place", GapPlace.OVERVIEW),
        ("inspection", lambda case: case.inspection.id, "unit_opinion", GapPlace.MINUTES),
        ("plan", lambda case: case.plan.id, "decision_number", GapPlace.OVERVIEW),
        ("finding", lambda case: case.findings[0].id, "cause_kind", GapPlace.FINDINGS),
        ("recommendation", lambda case: case.recommendations[0].id, "due_on", GapPlace.FINDINGS),
        ("photo", lambda case: case.photos[0].id, "use", GapPlace.PHOTOS),
        ("participant", lambda case: case.participants[0].id, "present", GapPlace.OVERVIEW),
    ],
)
def test_each_difference_has_its_place(
    kind: str, pick: Callable[[CaseFile], str], field: str, place: GapPlace
) -> None:
    case = complete_case()

    (one,) = _gaps(case, _difference(kind, pick(case), field, "true", "null"))

    assert one.place is place
    assert one.blocks


def test_differences_that_minutes_do_not_say_are_hints_and_those_in_the_bin_are_none() -> None:
    case = complete_case()
    state = _difference("inspection", case.inspection.id, "state", '"open"', '"signed"')

    assert [one.blocks for one in _gaps(case, state)] == [False]
    assert _gaps(case, _difference("finding", "gone", "text", '"a"', '"b"')) == []


def test_what_blocks_comes_first_and_stops_the_signature() -> None:
    case = _visit(report_due_on=None, unit_opinion="", place="")(complete_case())

    found = _gaps(case)

    assert [one.blocks for one in found] == [True, True, False]
    with pytest.raises(MinutesNotReady) as refused:
        check_signable(found)
    assert refused.value.params["count"] == 2


def test_what_a_checklist_demands_of_an_answer_is_said_once() -> None:
    demanding = given.checklist(
        given.criterion("T.1.1", "T.1", required="mọi trả lời: nhận xét"),
        given.criterion("T.1.2", "T.1", required="bắt buộc trả lời"),
    )
    answers = {"T.1.1": given.answer("T.1.1", checklist_id=demanding.id)}

    found = _gaps(complete_case(checklists=(demanding,), answers=answers))

    assert [(one.key, one.blocks) for one in found] == [("T.1.2", True), ("T.1.1", True)]
    assert "comment" in found[1].text


def test_answers_to_criteria_that_are_gone_are_a_hint() -> None:
    (one,) = _gaps(complete_case(left_over=(given.answer("X.1"),)))

    assert not one.blocks
    assert "1 answers" in one.text


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("true", "yes"),
        ("false", "no"),
        ('["a","b"]', "a; b"),
        ("null", "(empty)"),
        ("[]", "(empty)"),
    ],
)
def test_a_value_of_a_difference_is_shown_as_people_say_it(value: str, words: str) -> None:
    case = complete_case()

    (one,) = _gaps(case, _difference("inspection", case.inspection.id, "place", value, '"x"'))

    assert f"{words} / x" in one.text


def test_a_long_text_is_quoted_by_its_beginning() -> None:
    text = quoted("Trung tâm Phục vụ hành chính công " * 5)

    assert text == "Trung tâm Phục vụ hành chính công Trung tâm Phục vụ hành…"
    assert quoted("x" * 70) == "x" * 59 + "…"
