"""Rival minutes: which signed texts stand at one place, and what stands beside each."""

from __future__ import annotations

from datetime import datetime

from app.clock import VIETNAM
from app.domain.minutes import Minutes, MinutesState, standing
from app.domain.rival_minutes import rivals, with_followers
from app.ids import MinutesId
from tests import given

AT = datetime(2026, 11, 20, 16, 0, tzinfo=VIETNAM)


def text(
    name: str, amends: str | None = None, state: MinutesState = MinutesState.SIGNED
) -> Minutes:
    return Minutes(
        id=MinutesId(name),
        inspection_id=given.INSPECTION,
        version=1,
        docx_sha256="0" * 64,
        content_sha256="1" * 64,
        written_at=AT,
        state=state,
        amends=MinutesId(amends) if amends else None,
    )


def test_texts_one_after_the_other_are_no_rivals() -> None:
    assert rivals([text("a"), text("b", "a"), text("c", "b")]) == []


def test_first_minutes_and_supplements_have_rivals_at_their_own_place() -> None:
    texts = [text("a"), text("b"), text("c", "a"), text("d", "a"), text("e", "b")]

    groups = [[one.id for one in group] for group in rivals(texts)]

    assert groups == [["a", "b"], ["c", "d"]]


def test_what_is_void_or_not_signed_is_nobodys_rival() -> None:
    texts = [text("a"), text("b", state=MinutesState.VOID), text("c", state=MinutesState.READ_BACK)]

    assert rivals(texts) == []
    assert [one.id for one in standing(texts)] == ["a", "c"]


def test_what_stands_beside_a_text_goes_with_it_however_far() -> None:
    texts = [text("a"), text("x"), text("c", "b"), text("b", "a")]

    assert {one.id for one in with_followers(texts, texts[0])} == {"a", "b", "c"}


def test_texts_that_amend_each_other_end() -> None:
    texts = [text("a", "b"), text("b", "a")]

    assert {one.id for one in with_followers(texts, texts[0])} == {"a", "b"}
