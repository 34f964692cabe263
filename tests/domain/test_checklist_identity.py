"""Identities of criteria: kept through renumbering and rewording, never taken over."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given as drawn
from hypothesis import strategies as st

from app.domain.checklist import Criterion
from app.domain.checklist_identity import identified
from tests import given

ROOT = given.criterion("T", "", text="Bộ tiêu chí")
PLAN = given.criterion("T.1", "T", text="Ban hành kế hoạch cải cách hành chính đúng thời hạn")
REPORT = given.criterion("T.2", "T", text="Báo cáo định kỳ đầy đủ nội dung")
SURVEY = given.criterion("T.3", "T", text="Khảo sát sự hài lòng của người dân")
FIRST = (ROOT, PLAN, REPORT, SURVEY)


def _identities(criteria: tuple[Criterion, ...]) -> list[str]:
    return [row.identity for row in criteria]


def test_the_first_version_has_its_codes_for_identities() -> None:
    assert identified(FIRST, []) == FIRST


def test_what_did_not_change_is_what_it_was() -> None:
    assert identified(FIRST, [FIRST]) == FIRST


def test_a_reworded_criterion_keeps_its_identity() -> None:
    reworded = replace(PLAN, text="Ban hành kế hoạch cải cách hành chính trước ngày 15/01")

    (_, now, *_) = identified((ROOT, reworded, REPORT, SURVEY), [FIRST])

    assert now.identity == "T.1"


def test_the_same_text_under_another_code_is_renumbered() -> None:
    new = given.criterion("T.1", "T", text="Người đứng đầu trực tiếp phụ trách")
    moved = (ROOT, new, replace(PLAN, code="T.2"), replace(REPORT, code="T.3"))

    now = identified(moved, [FIRST])

    assert _identities(now) == ["T", "T.1@2", "T.1", "T.2"]
    assert [row.code for row in now] == ["T", "T.1", "T.2", "T.3"]


def test_a_new_criterion_under_an_old_code_is_another_one() -> None:
    other = replace(PLAN, text="Tỷ lệ hồ sơ số hóa")

    (_, now, *_) = identified((ROOT, other, REPORT, SURVEY), [FIRST])

    assert now.identity == "T.1@2"


def test_an_identity_that_was_given_up_is_not_given_again() -> None:
    other = replace(PLAN, text="Tỷ lệ hồ sơ số hóa")
    second = identified((ROOT, other, REPORT, SURVEY), [FIRST])
    third = replace(PLAN, text="Cán bộ trả lời điện thoại")

    (_, now, *_) = identified((ROOT, third, REPORT, SURVEY), [second, FIRST])

    assert now.identity == "T.1@3"


def test_a_criterion_that_comes_back_is_the_one_it_was() -> None:
    second = identified((ROOT, PLAN, REPORT), [FIRST])

    now = identified((ROOT, PLAN, REPORT, replace(SURVEY, code="T.9")), [second, FIRST])

    assert now[-1].identity == "T.3"


def test_equal_texts_in_two_groups_stay_with_their_groups() -> None:
    groups = (
        given.criterion("T.1", "T", text="Tiếp nhận"),
        given.criterion("T.1.1", "T.1", text="Có sổ theo dõi"),
        given.criterion("T.2", "T", text="Trả kết quả"),
        given.criterion("T.2.1", "T.2", text="Có sổ theo dõi"),
    )
    turned = (
        replace(groups[2], code="T.1"),
        replace(groups[3], code="T.1.1", parent_code="T.1"),
        replace(groups[0], code="T.2"),
        replace(groups[1], code="T.2.1", parent_code="T.2"),
    )

    now = identified((ROOT, *turned), [(ROOT, *groups)])

    assert _identities(now) == ["T", "T.2", "T.2.1", "T.1", "T.1.1"]


def test_an_author_may_say_which_criterion_a_new_code_and_text_are() -> None:
    said = replace(PLAN, code="T.7", text="Chương trình công tác", first_code="T.1")

    now = identified((ROOT, REPORT, SURVEY, said), [FIRST])

    assert now[-1].identity == "T.1"


def test_the_copy_of_a_criterion_is_a_new_one() -> None:
    second = identified((ROOT, replace(PLAN, code="T.5"), REPORT), [FIRST])
    copy = replace(second[1], code="T.6", text="Nội dung khác hẳn")

    now = identified((*second, copy), [second, FIRST])

    assert _identities(now) == ["T", "T.1", "T.2", "T.6"]


def test_the_root_is_the_root_whatever_its_title() -> None:
    renamed = replace(ROOT, code="T27", text="Tên khác")

    assert identified((renamed, PLAN), [FIRST])[0].identity == "T"


_texts = st.sampled_from(["kế hoạch năm", "báo cáo năm", "báo cáo quý", "khảo sát", "số hóa"])
_codes = st.lists(st.integers(1, 9), unique=True, max_size=6)


@st.composite
def _versions(draw: st.DrawFn) -> tuple[Criterion, ...]:
    return (
        ROOT,
        *(given.criterion(f"T.{code}", "T", text=draw(_texts)) for code in draw(_codes)),
    )


@drawn(st.lists(_versions(), min_size=1, max_size=5))
def test_identities_differ_within_every_version(drafts: list[tuple[Criterion, ...]]) -> None:
    history: list[tuple[Criterion, ...]] = []
    for draft in drafts:
        history.insert(0, identified(draft, history))

    for version in history:
        assert len(set(_identities(version))) == len(version)


@drawn(st.lists(_versions(), min_size=1, max_size=5))
def test_publishing_what_is_published_changes_nothing(
    drafts: list[tuple[Criterion, ...]],
) -> None:
    history: list[tuple[Criterion, ...]] = []
    for draft in drafts:
        history.insert(0, identified(draft, history))

    assert identified(history[0], history) == history[0]


@drawn(_versions(), st.permutations(range(1, 10)))
def test_renumbering_keeps_every_identity(version: tuple[Criterion, ...], to: list[int]) -> None:
    distinct = tuple({row.text: row for row in version}.values())
    renumbered = tuple(
        replace(row, code=f"T.{to[int(row.code[2:]) - 1]}") if row.parent_code else row
        for row in distinct
    )

    assert _identities(identified(renumbered, [distinct])) == _identities(distinct)
