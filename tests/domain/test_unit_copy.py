"""The copy for the unit: what the team keeps to itself is gone, counted, and nothing else is."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from app.domain.annex import Annex
from app.domain.canonical import spell
from app.domain.case_file import CaseFile
from app.domain.photo import PhotoUse
from app.domain.scoring import score_checklist
from app.domain.unit_copy import LeftOut, LeftOutKind, for_unit, score_for_unit
from tests.domain.hidden import HIDDEN, case_with_hidden_words


def _counts(left_out: LeftOut) -> dict[LeftOutKind, int]:
    return {item.kind: item.count for item in left_out.items}


def _spelt(case: CaseFile) -> str:
    """Everything a case file says, as one text."""
    return "".join(
        spell(getattr(case, name))
        for name in ("inspection", "participants", "left_over", "findings", "dossiers", "draws")
    ) + "".join(spell(tuple(rows)) for rows in (case.answers.values(), case.photos, case.absences))


def test_nothing_that_the_team_keeps_to_itself_is_left() -> None:
    case = case_with_hidden_words()

    copied, _left_out = for_unit(case)

    assert HIDDEN in _spelt(case)
    assert HIDDEN not in _spelt(copied)


def test_each_kind_that_was_left_out_is_counted() -> None:
    _copied, left_out = for_unit(case_with_hidden_words())

    assert _counts(left_out) == {
        LeftOutKind.PHOTOS: 1,
        LeftOutKind.COMMENTS: 1,
        LeftOutKind.REASONS: 2,
        LeftOutKind.SOURCES: 1,
        LeftOutKind.STRANGERS: 1,
        LeftOutKind.PROPOSALS: 1,
        LeftOutKind.APPLICANTS: 1,
        LeftOutKind.PICKS: 2,
        LeftOutKind.ABSENT: 1,
        LeftOutKind.TASKS: 1,
        LeftOutKind.REOPENING: 1,
    }


def test_a_photo_that_was_left_out_is_proved_by_its_hash_and_no_longer_linked() -> None:
    case = case_with_hidden_words()
    (hidden,) = (photo for photo in case.photos if photo.use is PhotoUse.INTERNAL)

    copied, left_out = for_unit(case)

    assert left_out.photo_hashes == (hidden.sha256,)
    assert [photo.use for photo in copied.photos] == [PhotoUse.IN_MINUTES]
    assert {link.photo_id for link in copied.photo_links} == {copied.photos[0].id}


def test_photos_of_an_annex_that_is_not_printed_are_left_out_too() -> None:
    case = case_with_hidden_words(left_out=(Annex.PHOTOS,))

    copied, left_out = for_unit(case)

    assert copied.photos == ()
    assert len(left_out.photo_hashes) == len(case.photos)


def test_people_of_the_printed_annex_stay() -> None:
    case = case_with_hidden_words(left_out=())

    copied, left_out = for_unit(case)

    assert copied.absences == case.absences
    assert LeftOutKind.ABSENT not in _counts(left_out)


def test_points_stand_though_their_reasons_are_left_out() -> None:
    case = case_with_hidden_words()
    score = score_checklist(case.checklists[0], case.answers)

    shown = score_for_unit(score)

    assert shown.total == score.total
    assert score.total.points == Decimal(2)
    assert shown.criteria["T.1.2"].points == Decimal(1)
    assert HIDDEN in spell(tuple(one.answer for one in score.criteria.values()))
    assert HIDDEN not in spell(tuple(one.answer for one in shown.criteria.values()))


def test_a_visit_with_nothing_to_hide_is_copied_as_it_is() -> None:
    copied, left_out = for_unit(for_unit(case_with_hidden_words())[0])

    assert copied == for_unit(case_with_hidden_words())[0]
    assert left_out == LeftOut(items=(), photo_hashes=())


@pytest.mark.parametrize("blank", ["", "  ", "\n"])
def test_what_is_blank_was_not_left_out(blank: str) -> None:
    case, _left_out = for_unit(case_with_hidden_words())
    answers = {code: replace(one, comment=blank) for code, one in case.answers.items()}

    _copied, left_out = for_unit(replace(case, answers=answers))

    assert left_out.items == ()
