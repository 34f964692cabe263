"""The merge table, row by row: what two laptops did apart, and what every laptop shows then.

The rows are those of `data_and_exchange` §3.5 that the union of revisions decides by itself. Each
is tried in both orders of arrival, on a third laptop that saw neither, and with everything twice.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import replace

import pytest

from app.domain.entity import EXISTS, Entity
from app.domain.finding import Finding
from app.domain.photo import Photo, PhotoLink, PhotoTarget, link_of
from app.domain.recommendation import Recommendation
from app.domain.revision import Revision
from app.store.unit_of_work import Store
from tests import given
from tests.store.meeting import Table, differences, find, remove, revisions, save, settle, take

REMOVED = frozenset({(EXISTS, "false")})
EDITED = frozenset({("cause", '"Thiếu nhân sự"')})


def test_row_1_what_one_edited_is_what_all_have(table: Table) -> None:
    table.common(given.answer())
    save(table.a, given.answer(comment="Đạt"))

    table.meet()

    assert table.everywhere(given.answer()) == given.answer(comment="Đạt")


def test_row_2_two_fields_of_one_row_are_no_conflict(table: Table) -> None:
    table.common(given.answer())
    save(table.a, given.answer(comment="Có kế hoạch"))
    save(table.b, given.answer(legal_basis="NQ 76/NQ-CP"))

    table.meet()

    both = given.answer(comment="Có kế hoạch", legal_basis="NQ 76/NQ-CP")
    assert table.everywhere(given.answer()) == both
    assert differences(table.a) == {}


def test_row_3_the_same_value_twice_is_one_and_the_next_write_follows_both(table: Table) -> None:
    table.common(given.answer())
    save(table.a, given.answer(comment="Đạt"))
    save(table.b, given.answer(comment="Đạt"))
    table.meet()
    assert differences(table.a) == {}

    save(table.a, given.answer(comment="Đạt, có số văn bản"))
    table.meet()

    assert differences(table.a) == {}
    assert table.everywhere(given.answer()) == given.answer(comment="Đạt, có số văn bản")


def test_row_4_composed_and_decomposed_letters_are_the_same_value(table: Table) -> None:
    table.common(given.answer())
    save(table.a, given.answer(comment="Thiếu chữ ký"))
    save(table.b, given.answer(comment=unicodedata.normalize("NFD", "Thiếu chữ ký")))

    table.meet()

    assert differences(table.a) == {}
    assert table.everywhere(given.answer()) == given.answer(comment="Thiếu chữ ký")


def test_row_5_two_values_are_a_difference_and_all_show_the_same_one(table: Table) -> None:
    table.common(given.answer())
    save(table.a, given.answer(value="partial"))
    save(table.b, given.answer(value="no"))

    table.meet()

    assert table.differs(given.answer(), "value") == {'"partial"', '"no"'}
    assert table.everywhere(given.answer()) in {
        given.answer(value=one) for one in ("partial", "no")
    }


def test_row_5_a_difference_knows_what_stood_there_before_the_laptops_parted(table: Table) -> None:
    table.common(given.answer(comment="Lần đầu"))
    save(table.a, given.answer(comment="Đang xem"))
    take(table.b, revisions(table.a))
    save(table.a, given.answer(comment="Đạt"))
    save(table.b, given.answer(comment="Xem lại"))
    save(table.b, given.answer(comment="Chưa đạt"))

    table.meet()

    assert [_base(store) for store in table.all] == ['"Đang xem"'] * 3


def test_row_5_where_nothing_stood_before_there_is_no_base(table: Table) -> None:
    save(table.a, given.answer(comment="Đạt"))
    save(table.b, given.answer(comment="Chưa đạt"))

    table.meet()

    assert [_base(store) for store in table.all] == [None] * 3


def test_row_6_of_two_places_in_a_list_one_wins_and_the_other_is_history(table: Table) -> None:
    table.common(given.finding())
    save(table.a, given.finding(order=5))
    save(table.b, given.finding(order=7))

    table.meet()

    assert differences(table.a) == {}
    shown = table.everywhere(given.finding())
    assert isinstance(shown, Finding)
    assert shown.order in {5, 7}
    with table.third.reading() as view:
        values = {one.value for one in view.history.of_entity(shown.id, "order")}
    assert values >= {"5", "7"}


def test_row_7_who_saw_the_other_value_decided(table: Table) -> None:
    table.common(given.answer())
    save(table.a, given.answer(comment="Đạt"))
    save(table.b, given.answer(comment="Chưa đạt"))
    take(table.a, revisions(table.b))
    save(table.a, given.answer(comment="Đạt một phần"))

    table.meet()

    assert differences(table.a) == {}
    assert table.everywhere(given.answer()) == given.answer(comment="Đạt một phần")


def test_row_8_two_who_settle_it_otherwise_differ_anew(table: Table) -> None:
    table.common(given.answer())
    save(table.a, given.answer(comment="Đạt"))
    save(table.b, given.answer(comment="Chưa đạt"))
    table.meet()
    settle(table.a, given.answer(comment="Đạt"), "comment")
    settle(table.b, given.answer(comment="Chưa đạt"), "comment")

    table.meet()

    assert table.differs(given.answer(), "comment") == {'"Đạt"', '"Chưa đạt"'}
    with table.a.reading() as view:
        (writes,) = view.history.differences().values()
    assert len({one.origin_id for one in writes}) == 2


def test_row_9_who_did_not_see_the_settlement_differs_from_it(table: Table) -> None:
    table.common(given.answer())
    save(table.a, given.answer(comment="Đạt"))
    save(table.b, given.answer(comment="Chưa đạt"))
    take(table.a, revisions(table.b))
    settle(table.a, given.answer(comment="Đạt"), "comment")
    save(table.b, given.answer(comment="Chưa kiểm tra"))

    table.meet()

    assert table.differs(given.answer(), "comment") == {'"Đạt"', '"Chưa kiểm tra"'}


def test_row_10_clearing_is_a_value_that_differs(table: Table) -> None:
    table.common(given.answer(comment="Cũ"))
    save(table.a, given.answer(comment=""))
    save(table.b, given.answer(comment="Mới"))

    table.meet()

    assert table.differs(given.answer(), "comment") == {'""', '"Mới"'}


def test_row_11_what_one_removed_is_removed(table: Table) -> None:
    table.common(given.finding())
    remove(table.a, given.finding())

    table.meet()

    assert table.everywhere(given.finding()) is None
    assert [told(store) for store in table.all] == [{}] * 3


def test_row_12_removed_by_both_is_removed(table: Table) -> None:
    table.common(given.finding())
    remove(table.a, given.finding())
    remove(table.b, given.finding())

    table.meet()

    assert table.everywhere(given.finding()) is None


def test_row_13_an_edit_beats_a_removal_that_did_not_see_it(table: Table) -> None:
    table.common(given.finding())
    remove(table.a, given.finding())
    save(table.b, given.finding(cause="Thiếu nhân sự"))

    table.meet()

    assert table.everywhere(given.finding()) == given.finding(cause="Thiếu nhân sự")
    assert [told(store) for store in table.all] == [{given.finding().id: REMOVED | EDITED}] * 3


def test_row_13_what_was_kept_is_asked_about_until_somebody_keeps_it(table: Table) -> None:
    table.common(given.finding())
    remove(table.a, given.finding())
    save(table.b, given.finding(cause="Thiếu nhân sự"))
    table.meet()

    settle(table.a, given.finding(cause="Thiếu nhân sự"), EXISTS)
    table.meet()

    assert [told(store) for store in table.all] == [{}] * 3
    assert table.everywhere(given.finding()) == given.finding(cause="Thiếu nhân sự")


def test_row_13_or_until_somebody_removes_it_having_seen_the_edit(table: Table) -> None:
    table.common(given.finding())
    remove(table.a, given.finding())
    save(table.b, given.finding(cause="Thiếu nhân sự"))
    table.meet()

    remove(table.a, given.finding(cause="Thiếu nhân sự"))
    table.meet()

    assert [told(store) for store in table.all] == [{}] * 3
    assert table.everywhere(given.finding()) is None


def test_row_14_a_removal_that_saw_the_edit_removes(table: Table) -> None:
    table.common(given.finding())
    save(table.b, given.finding(cause="Thiếu nhân sự"))
    take(table.a, revisions(table.b))
    remove(table.a, given.finding(cause="Thiếu nhân sự"))

    table.meet()

    assert table.everywhere(given.finding()) is None


def test_row_15_brought_back_by_one_while_the_other_removes_it_is_there(table: Table) -> None:
    table.common(given.finding())
    remove(table.a, given.finding())
    take(table.b, revisions(table.a))
    save(table.b, given.finding())
    save(table.a, given.finding())
    remove(table.a, given.finding())

    table.meet()

    assert table.everywhere(given.finding()) == given.finding()
    assert all(set(told(store)) == {given.finding().id} for store in table.all)


def _asked() -> Recommendation:
    """A recommendation that answers the finding."""
    return given.recommendation(finding_id=given.finding().id)


def _evidence() -> PhotoLink:
    """What says that the photo shows the finding."""
    return link_of(given.photo(), PhotoTarget.FINDING, given.finding().id)


@pytest.mark.parametrize("child", [_asked(), _evidence()], ids=["asked", "photo"])
def test_row_16_what_was_added_under_a_removed_finding_keeps_it(
    table: Table, child: Recommendation | PhotoLink
) -> None:
    table.common(given.finding(), given.photo())
    remove(table.a, given.finding())
    save(table.b, child)

    table.meet()

    assert table.everywhere(given.finding()) == given.finding()
    assert table.everywhere(child) == child
    added = (EXISTS, "true")
    assert [told(store) for store in table.all] == [{given.finding().id: REMOVED | {added}}] * 3


def test_row_16_it_goes_with_the_last_thing_that_kept_it(table: Table) -> None:
    table.common(given.finding(), given.photo())
    remove(table.a, given.finding())
    save(table.b, _asked(), _evidence())
    table.meet()

    remove(table.a, _asked())
    with_one = find(table.a, given.finding())
    remove(table.a, _evidence())
    table.meet()

    assert with_one == given.finding()
    assert table.everywhere(given.finding()) is None
    assert [told(store) for store in table.all] == [{}] * 3


def test_row_16_it_goes_when_what_kept_it_answers_another_finding(table: Table) -> None:
    table.common(given.finding(), given.finding(2))
    remove(table.a, given.finding())
    save(table.b, _asked())
    table.meet()

    save(table.b, replace(_asked(), finding_id=given.finding(2).id))
    table.meet()

    assert table.everywhere(given.finding()) is None
    assert table.everywhere(given.finding(2)) == given.finding(2)


def test_row_16_whoever_keeps_it_is_asked_no_more(table: Table) -> None:
    table.common(given.finding())
    remove(table.a, given.finding())
    save(table.b, _asked())
    table.meet()

    settle(table.b, given.finding(), EXISTS)
    remove(table.b, _asked())
    table.meet()

    assert [told(store) for store in table.all] == [{}] * 3
    assert table.everywhere(given.finding()) == given.finding()


def test_row_17_a_photo_that_both_linked_is_linked_once_and_only_its_captions_differ(
    table: Table,
) -> None:
    table.common(given.finding())
    for store, caption in ((table.a, "Quầy số 1"), (table.b, "Quầy một cửa")):
        save(store, given.photo(caption=caption))
        save(store, link_of(given.photo(), PhotoTarget.FINDING, given.finding().id))

    table.meet()

    for store in (table.a, table.b, table.third):
        with store.reading() as view:
            assert len(view.all(Photo)) == len(view.all(PhotoLink)) == 1
    assert set(differences(table.a)) == {(given.photo().id, "caption")}


def test_row_18_two_moves_of_one_item_are_decided_alike_everywhere(table: Table) -> None:
    table.common(given.finding(1, order=3), given.finding(2, order=4))
    save(table.a, given.finding(1, order=1))
    save(table.b, given.finding(1, order=5))

    table.meet()

    assert differences(table.a) == {}
    assert table.everywhere(given.finding(1)) in {given.finding(1, order=one) for one in (1, 5)}


def test_row_23_an_old_stick_after_a_new_one_changes_nothing(table: Table) -> None:
    table.common(given.answer(comment="1"))
    old = revisions(table.a)
    save(table.a, given.answer(comment="2"))
    table.meet()

    assert take(table.third, old) == 0
    assert table.everywhere(given.answer()) == given.answer(comment="2")


def test_row_27_a_laptop_that_was_copied_loses_nothing_of_either(table: Table) -> None:
    """Two stores that give out the same numbers of the same origin; their identities differ."""
    table.common(given.answer())
    twins = [
        replace(one, origin_id="0011223344556677", seq=1).sealed()
        for one in (
            _written(table, given.answer(comment="Đạt"), "comment"),
            _written(table, given.answer(comment="Đạt", legal_basis="NQ 76"), "legal_basis"),
        )
    ]

    for store in (table.a, table.b, table.third):
        take(store, twins if table.is_a_first else twins[::-1])

    with table.third.reading() as view:
        found = [one for one in view.history.revisions([given.INSPECTION]) if one in twins]
    assert len(found) == 2


def test_row_28_a_value_typed_over_an_erased_one_stays(table: Table) -> None:
    table.common(given.answer(comment="Nguyễn Văn A, số CCCD"))
    erased = [
        replace(one, value=None, nonce=None) if one.field == "comment" else one
        for one in revisions(table.a)
    ]
    save(table.b, given.answer(comment="Người nộp hồ sơ"))

    take(table.third, erased)
    take(table.third, revisions(table.b))

    assert find(table.third, given.answer()) == given.answer(comment="Người nộp hồ sơ")
    assert differences(table.third) == {}


def test_row_28_an_erased_value_does_not_come_back_with_an_old_stick(table: Table) -> None:
    table.common(given.answer(comment="Nguyễn Văn A, số CCCD"))
    whole = revisions(table.a)
    erased = [
        replace(one, value=None, nonce=None) if one.field == "comment" else one for one in whole
    ]

    take(table.third, erased)
    take(table.third, whole)

    assert find(table.third, given.answer()) == given.answer()


def test_row_29_what_a_newer_program_wrote_is_kept_and_passed_on(table: Table) -> None:
    table.common(given.answer())
    (first, *_) = revisions(table.a)
    unknown = replace(first, entity_type="hologram", entity_id="h-1").sealed()
    fact = replace(first, field="aura", parents=()).sealed()

    take(table.b, [unknown, fact])
    take(table.third, revisions(table.b))

    passed = {one.rev_id for one in revisions(table.third)}
    assert passed >= {unknown.rev_id, fact.rev_id}
    assert find(table.third, given.answer()) == given.answer()


def _base(store: Store) -> str | None:
    """Return what stood before, where the comment of the answer differs."""
    with store.reading() as view:
        writes = view.history.differences()[given.answer().id, "comment"]
        found = view.history.base(writes)
        return found.value if found is not None else None


def told(store: Store) -> Mapping[str, frozenset[tuple[str, str | None]]]:
    """Return what was removed by one and kept by another, with the removal and the edits."""
    with store.reading() as view:
        return {
            entity_id: frozenset(
                (one.field, one.value) for one in writes if one.field in {EXISTS, "cause"}
            )
            for entity_id, writes in view.history.contested().items()
        }


def _written(table: Table, entity: Entity, name: str) -> Revision:
    """Save on A; return what it wrote of one field."""
    save(table.a, entity)
    return next(one for one in revisions(table.a) if one.field == name)
