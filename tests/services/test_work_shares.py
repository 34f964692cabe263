"""Work shared out among the team: given, moved, taken back; advice that both laptops unite."""

from __future__ import annotations

import pytest

from app.bootstrap import Application
from app.domain.inspection import Inspection, Participant, ParticipantFacts, Role, Side
from app.domain.work_share import WorkShare
from app.errors import InvalidValue, NotFound
from app.ids import ParticipantId
from tests.services import versions


@pytest.fixture
def visit(application: Application) -> Inspection:
    versions.first(application)
    return versions.begin(application)


def _person(application: Application, visit: Inspection, name: str, side: Side) -> Participant:
    facts = ParticipantFacts(side=side, role=Role.MEMBER, name=name)
    return application.inspections.add_participant(visit.id, facts)


def _shares(application: Application, visit: Inspection) -> tuple[WorkShare, ...]:
    return application.inspections.case_file(visit.id).work_shares


def test_an_area_and_a_criterion_are_given_to_members(
    application: Application, visit: Inspection
) -> None:
    member = _person(application, visit, "Trần Thị Mỹ Lệ", Side.TEAM)

    for code in ("T.1", "T.1.2"):
        application.work_shares.give(visit.id, code, member.id)

    found = {one.criterion_code: one.participant_id for one in _shares(application, visit)}
    assert found == {"T.1": member.id, "T.1.2": member.id}


def test_given_again_it_is_moved_and_taken_back_it_stays_as_given_to_nobody(
    application: Application, visit: Inspection
) -> None:
    first = _person(application, visit, "Trần Thị Mỹ Lệ", Side.TEAM)
    second = _person(application, visit, "Nguyễn Văn Hùng", Side.TEAM)
    application.work_shares.give(visit.id, "T.1", first.id)

    application.work_shares.give(visit.id, "T.1", second.id)
    moved = _shares(application, visit)
    application.work_shares.give(visit.id, "T.1", None)

    assert [one.participant_id for one in moved] == [second.id]
    assert [one.participant_id for one in _shares(application, visit)] == [None]


def test_taking_back_what_nobody_had_writes_nothing(
    application: Application, visit: Inspection
) -> None:
    application.work_shares.give(visit.id, "T.1", None)

    assert _shares(application, visit) == ()


def test_only_members_of_this_team_are_given_work(
    application: Application, visit: Inspection
) -> None:
    unit = _person(application, visit, "Lê Quốc Đạt", Side.UNIT)
    elsewhere = versions.begin(application)
    stranger = _person(application, elsewhere, "Phạm Văn Tài", Side.TEAM)

    with pytest.raises(InvalidValue):
        application.work_shares.give(visit.id, "T.1", unit.id)
    for unknown in (stranger.id, ParticipantId("không có")):
        with pytest.raises(NotFound):
            application.work_shares.give(visit.id, "T.1", unknown)
    assert _shares(application, visit) == ()


def test_a_code_that_no_checklist_of_the_visit_has_is_not_found(
    application: Application, visit: Inspection
) -> None:
    with pytest.raises(NotFound):
        application.work_shares.give(visit.id, "T.9", None)
