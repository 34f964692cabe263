"""The case file, and the places that give records their identity."""

from __future__ import annotations

from app.domain.case_file import CaseFile
from app.domain.dossier import DossierStatus
from app.domain.inspection import Participant, Role, Side
from app.domain.photo import Photo, PhotoLink, PhotoTarget, photo_id, photo_link_id
from app.domain.unit import Unit, UnitType, unit_id
from app.ids import ParticipantId
from tests import given


def _photo(sha256: str, order: int) -> Photo:
    return Photo(
        id=photo_id(given.INSPECTION, sha256),
        inspection_id=given.INSPECTION,
        sha256=sha256,
        file_name=f"{sha256}.jpg",
        width=4000,
        height=3000,
        size=1,
        order=order,
    )


def _link(photo: Photo, target: PhotoTarget, key: str) -> PhotoLink:
    return PhotoLink(
        id=photo_link_id(photo.id, target, key),
        inspection_id=given.INSPECTION,
        photo_id=photo.id,
        target=target,
        target_key=key,
    )


def _person(name: str, side: Side, role: Role) -> Participant:
    return Participant(
        id=ParticipantId(name), inspection_id=given.INSPECTION, side=side, role=role, name=name
    )


ONE, TWO, THREE = _photo("aa", 1), _photo("bb", 2), _photo("cc", 3)
CASE = CaseFile(
    inspection=given.inspection(),
    plan=given.plan(),
    unit=Unit(id=unit_id("28108"), code="28108", name="xã Cần Đước", unit_type=UnitType.COMMUNE),
    province=None,
    checklists=(given.checklist(),),
    answers={},
    participants=(
        _person("Lê A", Side.TEAM, Role.TEAM_LEADER),
        _person("Trần B", Side.UNIT, Role.UNIT_REPRESENTATIVE),
        _person("Võ C", Side.TEAM, Role.SECRETARY),
    ),
    photos=(ONE, TWO, THREE),
    photo_links=(
        _link(THREE, PhotoTarget.CRITERION, "T.1.1"),
        _link(ONE, PhotoTarget.CRITERION, "T.1.1"),
        _link(ONE, PhotoTarget.FINDING, "T.1.1"),
        _link(TWO, PhotoTarget.DOSSIER, "T.1.1"),
    ),
)


def test_people_are_told_apart_by_whom_they_speak_for() -> None:
    assert [person.name for person in CASE.people(Side.TEAM)] == ["Lê A", "Võ C"]
    assert CASE.people(Side.WITNESS) == ()


def test_photos_stand_in_their_order_under_what_they_show() -> None:
    assert CASE.photos_of(PhotoTarget.CRITERION, "T.1.1") == (ONE, THREE)
    assert CASE.photos_of(PhotoTarget.FINDING, "T.1.1") == (ONE,)
    assert CASE.photos_of(PhotoTarget.CRITERION, "T.1.2") == ()


def test_what_stands_in_the_same_place_is_one_record_and_elsewhere_another() -> None:
    assert given.answer("T.1.1").id == given.answer("T.1.1", value="no").id
    assert given.answer("T.1.1").id != given.answer("T.1.2").id
    assert photo_id(given.INSPECTION, "aa") == ONE.id != TWO.id
    assert len({link.id for link in CASE.photo_links}) == 4


def test_a_dossier_is_finished_unless_the_agency_still_has_it() -> None:
    unfinished = {status for status in DossierStatus if not status.is_finished}

    assert unfinished == {DossierStatus.IN_PROGRESS, DossierStatus.WAITING_SUPPLEMENT}
