"""Drafts of checklists: kept unfinished, published whole, never part of a package."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from app.bootstrap import Application
from app.domain.band import Band
from app.domain.checklist import ChecklistState, Criterion
from app.domain.checklist_check import ChecklistInvalid
from app.domain.checklist_draft import ChecklistDraft
from app.errors import NotFound
from tests import given

BANDS = (Band(name="Đạt", lowest=Decimal(50)), Band(name="Chưa đạt", lowest=Decimal(0)))


def _draft(*criteria: Criterion) -> ChecklistDraft:
    rows = criteria or given.checklist().criteria
    return ChecklistDraft(code="T", title="Bộ thử", number=1, criteria=rows, bands=BANDS)


def test_an_unfinished_draft_is_kept_as_it_is(application: Application) -> None:
    half = _draft(given.criterion("", "", "1", text=""))

    kept = application.checklist_drafts.begin(half)

    assert application.checklist_drafts.get(kept.id).draft == half


def test_saving_replaces_what_was_kept(application: Application) -> None:
    kept = application.checklist_drafts.begin(_draft())

    application.checklist_drafts.save(kept.id, replace(kept.draft, title="Tên mới"))

    assert [one.draft.title for one in application.checklist_drafts.all()] == ["Tên mới"]


def test_publishing_makes_a_version_and_ends_the_draft(application: Application) -> None:
    kept = application.checklist_drafts.begin(_draft())

    published = application.checklist_drafts.publish(kept.id)

    assert (published.state, published.number) == (ChecklistState.PUBLISHED, 1)
    assert application.checklists.current("T").bands == BANDS
    with pytest.raises(NotFound):
        application.checklist_drafts.get(kept.id)


def test_a_draft_that_does_not_add_up_is_not_published_and_stays(application: Application) -> None:
    root, area, *leaves = given.checklist().criteria
    kept = application.checklist_drafts.begin(
        _draft(replace(root, max_score=Decimal(7)), area, *leaves)
    )

    with pytest.raises(ChecklistInvalid):
        application.checklist_drafts.publish(kept.id)

    assert application.checklist_drafts.get(kept.id).draft == kept.draft


def test_the_next_version_begins_with_the_content_of_the_last(application: Application) -> None:
    current = application.checklists.current("CCHC")

    kept = application.checklist_drafts.begin_from(current.id)

    assert (kept.draft.number, kept.draft.based_on) == (2, current.id)
    assert kept.draft.criteria == current.criteria


def test_bands_of_its_own_make_another_version(application: Application) -> None:
    plain = application.checklists.publish(replace(_draft(), bands=()))

    banded = application.checklists.publish(_draft())

    assert (plain.number, banded.number) == (1, 2)
