"""The difference between two versions: by identity, fact by fact, word by word."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import given as drawn
from hypothesis import strategies as st

from app.domain.checklist import Checklist, Criterion
from app.domain.checklist_difference import (
    Change,
    ChecklistDifference,
    Mark,
    compare_checklists,
    compare_words,
)
from app.domain.checklist_identity import identified
from tests import given

PLAN = given.criterion("T.1.1", "T.1", text="Ban hành kế hoạch đúng hạn")
REPORT = given.criterion("T.1.2", "T.1", text="Báo cáo định kỳ đầy đủ")
SURVEY = given.criterion("T.1.3", "T.1", text="Khảo sát sự hài lòng")
OLD = given.checklist(PLAN, REPORT, SURVEY)


def _next(*leaves: Criterion) -> Checklist:
    made = given.checklist(*leaves, number=2)
    return replace(made, criteria=identified(made.criteria, [OLD.criteria]))


def _changes(found: ChecklistDifference) -> dict[str, set[Change]]:
    return {one.identity: set(one.changes) for one in found.criteria if not one.is_group}


def test_a_version_does_not_differ_from_itself() -> None:
    found = compare_checklists(OLD, OLD)

    assert (found.criteria, found.unchanged) == ((), 5)


def test_what_is_new_and_what_is_gone_stand_in_their_places() -> None:
    new = given.criterion("T.1.9", "T.1", text="Số hóa hồ sơ")

    found = compare_checklists(OLD, _next(PLAN, SURVEY, new))

    assert _changes(found) == {"T.1.2": {Change.REMOVED}, "T.1.9": {Change.ADDED}}
    assert [one.identity for one in found.criteria] == ["T.1.2", "T.1.9"]


def test_a_renumbered_criterion_is_neither_new_nor_gone() -> None:
    new = given.criterion("T.1.1", "T.1", text="Người đứng đầu phụ trách")
    moved = [replace(row, code=f"T.1.{at}") for at, row in enumerate((PLAN, REPORT, SURVEY), 2)]

    found = compare_checklists(OLD, _next(new, *moved))

    assert _changes(found) == {
        "T.1.1@2": {Change.ADDED},
        "T.1.1": {Change.RENUMBERED},
        "T.1.2": {Change.RENUMBERED},
        "T.1.3": {Change.RENUMBERED},
    }


def test_points_that_changed_are_told_up_to_the_total() -> None:
    found = compare_checklists(OLD, _next(replace(PLAN, max_score=Decimal("2.5")), REPORT, SURVEY))

    points = {one.identity: one.delta for one in found.criteria if Change.POINTS in one.changes}
    assert points == {"T": Decimal("1.5"), "T.1": Decimal("1.5"), "T.1.1": Decimal("1.5")}


def test_a_fact_that_changed_is_named_with_its_words_marked() -> None:
    reworded = replace(PLAN, text="Ban hành kế hoạch trước hạn", legal_basis="NQ 107/NQ-CP")

    (one,) = compare_checklists(OLD, _next(reworded, REPORT, SURVEY)).criteria

    assert [fact.field for fact in one.facts] == ["text", "legal_basis"]
    assert [(piece.mark, piece.text) for piece in one.facts[0].pieces] == [
        (Mark.SAME, "Ban hành kế hoạch"),
        (Mark.REMOVED, "đúng"),
        (Mark.ADDED, "trước"),
        (Mark.SAME, "hạn"),
    ]


def test_of_three_criteria_one_that_changed_its_place_has_moved() -> None:
    found = compare_checklists(OLD, _next(SURVEY, PLAN, REPORT))

    assert _changes(found) == {"T.1.3": {Change.MOVED}}


def test_a_criterion_in_another_group_has_moved() -> None:
    group = given.criterion("T.2", "T", "1", text="Nhóm khác")
    inside = replace(SURVEY, code="T.2.1", parent_code="T.2")
    made = given.checklist(PLAN, REPORT)
    rows = identified((*made.criteria, group, inside), [OLD.criteria])

    found = compare_checklists(OLD, replace(made, criteria=rows))

    assert {Change.MOVED, Change.RENUMBERED} == _changes(found)["T.1.3"]


def test_every_way_of_differing_is_counted() -> None:
    found = compare_checklists(OLD, _next(PLAN, replace(REPORT, evidence="Báo cáo quý")))

    assert found.counts == {
        Change.ADDED: 0,
        Change.REMOVED: 1,
        Change.POINTS: 2,
        Change.REWORDED: 1,
        Change.MOVED: 0,
        Change.RENUMBERED: 0,
    }


def test_a_text_too_long_to_compare_is_shown_as_replaced() -> None:
    old, new = "chữ " * 2000, "từ " * 2000

    assert [piece.mark for piece in compare_words(old, new)] == [Mark.REMOVED, Mark.ADDED]


_words = st.lists(st.sampled_from(["kế", "hoạch", "hồ", "sơ", "đúng", "hạn"]), max_size=12)


@drawn(_words, _words)
def test_the_pieces_put_together_are_the_two_texts(old: list[str], new: list[str]) -> None:
    pieces = list(compare_words(" ".join(old), " ".join(new)))

    for words, other in ((old, Mark.ADDED), (new, Mark.REMOVED)):
        kept = [word for piece in pieces if piece.mark is not other for word in piece.text.split()]
        assert kept == words
