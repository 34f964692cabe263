"""Who answers what: the nearest share holds, and it belongs to its criterion by identity."""

from __future__ import annotations

from dataclasses import replace

from app.domain.case_file import CaseFile
from app.domain.inspection import Side
from app.domain.work_division import division_of, initials, own_codes
from app.domain.work_share import WorkShare, work_share_id
from app.ids import ParticipantId
from tests import given
from tests.complete import complete_case, person

HUNG = person(1, name="Nguyễn Văn Hùng")
LE = person(2, name="Trần Thị Mỹ Lệ")


def _share(code: str, member: ParticipantId | None) -> WorkShare:
    row = given.checklist().criterion(code)
    assert row is not None
    return WorkShare(
        id=work_share_id(given.INSPECTION, row.identity),
        inspection_id=given.INSPECTION,
        criterion_code=code,
        participant_id=member,
    )


def _case(*shares: WorkShare) -> CaseFile:
    return complete_case(participants=(HUNG, LE), work_shares=shares)


def _codes() -> tuple[str, str]:
    """The first area of the checklist, and its first criterion."""
    leaf = next(iter(given.checklist().leaves()))
    return leaf.parent_code, leaf.code


def test_an_area_gives_all_that_lies_in_it() -> None:
    area, leaf = _codes()

    found = division_of(_case(_share(area, LE.id)))

    assert found[area] == found[leaf] == LE


def test_a_criterion_given_to_another_member_leaves_the_area_where_it_is() -> None:
    area, leaf = _codes()

    found = division_of(_case(_share(area, LE.id), _share(leaf, HUNG.id)))

    assert (found[area], found[leaf]) == (LE, HUNG)


def test_what_was_given_back_is_answered_by_whoever_has_the_area() -> None:
    area, leaf = _codes()

    found = division_of(_case(_share(area, LE.id), _share(leaf, None)))

    assert found[leaf] == LE


def test_a_share_follows_its_criterion_whatever_code_it_names() -> None:
    _area, leaf = _codes()

    found = division_of(_case(replace(_share(leaf, LE.id), criterion_code="một mã cũ")))

    assert found[leaf] == LE


def test_a_member_who_left_the_team_holds_nothing() -> None:
    area, _leaf = _codes()
    gone = person(3)
    moved = replace(LE, side=Side.UNIT)

    case = _case(_share(area, gone.id))
    assert division_of(case) == {}
    assert division_of(replace(_case(_share(area, LE.id)), participants=(HUNG, moved))) == {}


def test_ones_own_part_is_found_by_name_without_accents_or_capitals() -> None:
    area, leaf = _codes()
    found = division_of(_case(_share(area, LE.id)))

    assert leaf in own_codes(found, "TRẦN  THỊ MỸ LỆ")
    assert leaf in own_codes(found, "tran thi my le")
    assert own_codes(found, "Mỹ Lệ") == frozenset()
    assert own_codes(found, "") == frozenset()


def test_a_name_is_marked_by_its_last_two_words() -> None:
    assert initials("Trần Thị Mỹ Lệ") == "ML"
    assert initials("đạt") == "Đ"
    assert initials("") == ""
