"""Undo across a visit: written back as new revisions, refused where others were there since."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from app.domain.answer import Answer
from app.domain.entity import Entity
from app.domain.finding import Finding
from app.domain.inspection import InspectionState, Participant, Role, Side
from app.domain.photo import Photo, PhotoLink, PhotoTarget, link_of
from app.domain.recommendation import Recommendation
from app.domain.signed_scope import VisitSigned
from app.domain.work_share import WorkShare, work_share_id
from app.ids import InspectionId, ParticipantId, place_id
from app.services.undo import MOST_STEPS, Act, ChangedSince, TakenBack, UndoService
from app.store.step import Step
from app.store.unit_of_work import Store
from tests import given
from tests.store.stores import temporary_stores

VISIT = given.INSPECTION


@pytest.fixture
def stores() -> Iterator[list[Store]]:
    """Our laptop and that of a teammate, the visit on both."""
    with temporary_stores("may-01", "may-02") as opened:
        keep(opened[0], given.inspection())
        send(opened[0], opened[1])
        yield opened


@pytest.fixture
def store(stores: list[Store]) -> Store:
    return stores[0]


@pytest.fixture
def teammate(stores: list[Store]) -> Store:
    return stores[1]


@pytest.fixture
def undo(store: Store) -> UndoService:
    return UndoService(store)


def keep(store: Store, *entities: Entity) -> None:
    """Save in one unit of work."""
    with store.writing() as work:
        for entity in entities:
            work.save(entity)
        work.commit()


def drop(store: Store, *entities: Entity) -> None:
    """Put in the bin in one unit of work."""
    with store.writing() as work:
        for entity in entities:
            work.remove(entity)
        work.commit()


def send(source: Store, target: Store, package: str = "package-1") -> None:
    """Bring what one store holds of the visit to another, as a stick does."""
    with source.reading() as view:
        revisions = list(view.history.revisions([VISIT]))
    with target.writing() as work:
        work.merge(revisions, package)
        work.commit()


def found(store: Store, kind: type[Any], entity: Entity) -> Any:  # noqa: ANN401 - any entity
    with store.reading() as view:
        return view.find(kind, entity.id)


def taken(told: TakenBack | None) -> TakenBack:
    assert told is not None
    return told


def test_the_last_answer_is_taken_back_and_made_again(store: Store, undo: UndoService) -> None:
    keep(store, given.answer(value="yes"))
    keep(store, given.answer(value="no", comment="Chưa niêm yết"))

    back = taken(undo.undo(VISIT))
    after_undo = found(store, Answer, given.answer())
    again = taken(undo.redo(VISIT))

    assert after_undo == given.answer(value="yes")
    assert found(store, Answer, given.answer()).comment == "Chưa niêm yết"
    assert (back.act, back.is_redo, back.facts) == (
        Act.CHANGED,
        False,
        frozenset({"value", "comment"}),
    )
    assert (again.is_redo, again.entity) == (
        True,
        given.answer(value="no", comment="Chưa niêm yết"),
    )


def test_taking_back_writes_and_rewrites_nothing(store: Store, undo: UndoService) -> None:
    keep(store, given.answer(value="yes"))
    keep(store, given.answer(value="no"))
    undo.undo(VISIT)

    with store.reading() as view:
        writes = view.history.of_entity(given.answer().id, "value")
        assert view.drift() == []
    assert [write.value for write in writes] == ['"yes"', '"no"', '"yes"']
    assert [write.is_head for write in writes] == [False, False, True]


def test_what_was_added_goes_and_comes_again(store: Store, undo: UndoService) -> None:
    keep(store, given.finding())

    back = taken(undo.undo(VISIT))
    gone = found(store, Finding, given.finding())
    undo.redo(VISIT)

    assert (back.act, gone) == (Act.ADDED, None)
    assert found(store, Finding, given.finding()) == given.finding()


def test_a_removed_finding_comes_back_with_what_went_along(store: Store, undo: UndoService) -> None:
    finding = given.finding()
    wish = given.recommendation(finding_id=finding.id)
    keep(store, finding, wish)
    drop(store, wish, finding)

    back = taken(undo.undo(VISIT))

    assert found(store, Finding, finding) == finding
    assert found(store, Recommendation, wish) == wish
    assert (back.act, back.entity, back.count) == (Act.REMOVED, finding, 1)


def test_a_card_of_photos_is_one_step_called_by_its_photos(store: Store, undo: UndoService) -> None:
    photos = [given.photo(sha256=f"{number:064x}") for number in range(1, 4)]
    links = [link_of(one, PhotoTarget.CRITERION, "CCHC.1.1.1") for one in photos]
    keep(store, *photos, *links)

    back = taken(undo.undo(VISIT))

    with store.reading() as view:
        assert not view.all(Photo)
        assert not view.all(PhotoLink)
    assert (back.entity.KIND, back.count) == ("photo", 3)


def test_one_act_written_bit_by_bit_is_one_step_and_its_neighbours_stay_their_own(
    store: Store, undo: UndoService
) -> None:
    photos = [given.photo(sha256=f"{number:064x}") for number in range(1, 5)]
    keep(store, given.finding())
    for act, photo in zip("aabb", photos, strict=True):
        with store.writing(together=act) as work:
            work.save(photo)
            work.commit()

    back = taken(undo.undo(VISIT))
    with store.reading() as view:
        left = len(view.all(Photo))
    undo.undo(VISIT)
    undo.redo(VISIT)

    with store.reading() as view:
        again = len(view.all(Photo))
    assert (back.count, left, again) == (2, 2, 2)
    assert found(store, Finding, given.finding()) is not None


def test_what_is_written_twice_in_one_go_is_taken_back_at_once(
    store: Store, undo: UndoService
) -> None:
    keep(store, given.answer(value="yes"))
    keep(store, given.answer(value="partial"), given.answer(value="no", comment="Thiếu hai mục"))

    undo.undo(VISIT)

    assert found(store, Answer, given.answer()) == given.answer(value="yes")


def test_a_new_step_ends_what_could_be_made_again(store: Store, undo: UndoService) -> None:
    keep(store, given.answer(value="yes"))
    undo.undo(VISIT)
    could = undo.undone_at(VISIT)
    keep(store, given.finding())

    assert could
    assert not undo.undone_at(VISIT)
    assert undo.redo(VISIT) is None


def test_where_a_teammate_changed_the_same_since_it_is_refused_and_the_one_before_goes(
    store: Store, teammate: Store, undo: UndoService
) -> None:
    keep(store, given.finding())
    keep(store, given.answer(value="yes"))
    send(store, teammate)
    keep(teammate, given.answer(value="partial"))
    send(teammate, store)

    with pytest.raises(ChangedSince) as refused:
        undo.undo(VISIT)
    then = taken(undo.undo(VISIT))

    assert "sửa trực tiếp" in refused.value.text
    assert found(store, Answer, given.answer()).value == "partial"
    assert then.entity.KIND == "finding"


def test_a_teammates_value_that_is_not_shown_is_not_overwritten_either(
    store: Store, teammate: Store, undo: UndoService
) -> None:
    keep(store, given.answer(value="yes"))
    send(store, teammate)
    keep(teammate, given.answer(value="partial"))
    keep(store, given.answer(value="no"), given.answer(value="no", comment="x"))
    keep(store, given.answer(value="yes", comment="x"))
    send(teammate, store)

    with store.reading() as view:
        shown = view.get(Answer, given.answer().id).value
        heads = len(view.history.differences(VISIT))
    with pytest.raises(ChangedSince):
        undo.undo(VISIT)

    assert (shown, heads) == ("yes", 1)


def test_another_fact_of_the_same_answer_may_have_changed_meanwhile(
    store: Store, teammate: Store, undo: UndoService
) -> None:
    keep(store, given.answer(value="yes"))
    send(store, teammate)
    keep(store, given.answer(value="no"))
    keep(teammate, given.answer(value="yes", legal_basis="Nghị định 61/2018"))
    send(teammate, store)

    undo.undo(VISIT)

    kept = found(store, Answer, given.answer())
    assert (kept.value, kept.legal_basis) == ("yes", "Nghị định 61/2018")


def test_what_a_teammate_recorded_too_is_not_taken_away(
    store: Store, teammate: Store, undo: UndoService
) -> None:
    keep(store, given.photo())
    keep(teammate, given.photo())
    send(teammate, store)

    with pytest.raises(ChangedSince):
        undo.undo(VISIT)

    assert found(store, Photo, given.photo()) is not None


def test_a_finding_that_a_teammate_built_on_stays(
    store: Store, teammate: Store, undo: UndoService
) -> None:
    keep(store, given.finding())
    send(store, teammate)
    keep(teammate, given.recommendation(finding_id=given.finding().id))
    send(teammate, store)

    with pytest.raises(ChangedSince):
        undo.undo(VISIT)

    assert found(store, Finding, given.finding()) is not None


def test_a_member_to_whom_a_teammate_gave_work_stays(
    store: Store, teammate: Store, undo: UndoService
) -> None:
    member = Participant(
        id=ParticipantId("member"),
        inspection_id=VISIT,
        side=Side.TEAM,
        role=Role.MEMBER,
        name="Lê Thị Hoa",
    )
    keep(store, member)
    send(store, teammate)
    share = WorkShare(
        id=work_share_id(VISIT, "CCHC.1"),
        inspection_id=VISIT,
        criterion_code="CCHC.1",
        participant_id=member.id,
    )
    keep(teammate, share)
    send(teammate, store)

    with pytest.raises(ChangedSince):
        undo.undo(VISIT)

    assert found(store, Participant, member) == member


def test_what_signed_minutes_say_stays_and_goes_once_the_visit_is_open_again(
    store: Store, undo: UndoService
) -> None:
    keep(store, given.answer(value="yes"))
    keep(store, given.inspection(state=InspectionState.SIGNED))

    with pytest.raises(VisitSigned):
        undo.undo(VISIT)
    keep(store, given.inspection(state=InspectionState.OPEN, reopened_reason="bổ sung"))
    undo.undo(VISIT)

    assert found(store, Answer, given.answer()) is None


def test_steps_of_life_merges_and_dossiers_are_left_alone(
    store: Store, teammate: Store, undo: UndoService
) -> None:
    keep(store, given.inspection(state=InspectionState.FINISHED))
    keep(store, given.dossier())
    keep(teammate, given.answer(value="no"))
    send(teammate, store)

    assert not undo.done_at(VISIT)
    assert undo.undo(VISIT) is None


def test_a_decided_difference_is_not_decided_the_other_way_by_undo(
    store: Store, undo: UndoService
) -> None:
    keep(store, given.answer(value="yes"))
    with store.writing() as work:
        work.save(given.answer(value="no"), settling=["value"])
        work.commit()

    with pytest.raises(ChangedSince):
        undo.undo(VISIT)

    assert found(store, Answer, given.answer()).value == "no"


def test_facts_of_the_visit_itself_are_taken_back(store: Store, undo: UndoService) -> None:
    keep(store, given.inspection(general_remark="Đơn vị phối hợp tốt."))

    back = taken(undo.undo(VISIT))

    with store.reading() as view:
        (visit,) = view.all(type(given.inspection()))
    assert visit == given.inspection()
    assert back.facts == {"general_remark"}


def test_each_visit_has_steps_of_its_own(store: Store, undo: UndoService) -> None:
    other = InspectionId(place_id("inspection", "other"))
    keep(store, given.inspection(id=other))
    keep(store, given.finding())
    keep(store, replace(given.finding(2), inspection_id=other))

    undo.undo(VISIT)

    assert found(store, Finding, given.finding(2)) is not None
    assert (undo.done_at(VISIT) > 0, undo.done_at(other) > 0) == (False, True)


def test_as_many_steps_are_kept_as_a_person_may_want(store: Store, undo: UndoService) -> None:
    for number in range(MOST_STEPS + 2):
        keep(store, given.answer(comment=f"Lần {number}"))

    while undo.done_at(VISIT):
        undo.undo(VISIT)

    assert found(store, Answer, given.answer()).comment == "Lần 1"


def test_lost_work_and_work_that_changes_nothing_are_no_steps(store: Store) -> None:
    heard: list[Step] = []
    store.heard_step = heard.append
    with store.writing() as work:
        work.save(given.finding())
    with store.writing() as work:
        work.save(given.finding())
        work.remove(given.finding())
        work.commit()

    assert heard == []


def test_a_finding_that_a_teammate_proved_by_a_photo_is_not_taken_from_under_it(
    store: Store, teammate: Store, undo: UndoService
) -> None:
    photo, finding = given.photo(), given.finding()
    keep(store, photo)
    keep(store, finding)
    send(store, teammate)
    keep(teammate, link_of(photo, PhotoTarget.FINDING, finding.id))
    send(teammate, store, "package-2")

    with pytest.raises(ChangedSince):
        undo.undo(VISIT)

    assert found(store, Finding, finding) == finding
