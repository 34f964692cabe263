"""Versions of a checklist: identities settled when published, then retired and brought back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.bootstrap import Application
from app.domain.answer import answer_id
from app.domain.checklist import Checklist, ChecklistState
from app.domain.checklist_draft import draft_of
from app.errors import NotFound
from app.services.checklist_life import LifeIsHeadquarters, NotTheLatestVersion
from app.services.checklists import ChecklistRetired
from app.store.journal import ChangeToSigned
from tests.enrolled import enrol
from tests.services import versions
from tests.services.conftest import NewApplication


def _identities(checklist: Checklist) -> dict[str, str]:
    return {row.code: row.identity for row in checklist.leaves()}


def test_publishing_settles_the_identity_of_every_criterion(application: Application) -> None:
    versions.first(application)

    second = versions.second(application)

    assert second.number == 2
    assert _identities(second) == {"T.1.1": "T.1.1@2", "T.1.2": "T.1.1", "T.1.3": "T.1.2"}


def test_an_unchanged_draft_is_the_version_it_was_made_from(application: Application) -> None:
    versions.first(application)
    second = versions.second(application)

    kept = application.checklist_drafts.begin_from(second.id)

    assert application.checklist_drafts.publish(kept.id) == second


def test_a_set_of_another_code_keeps_the_identities_it_was_made_from(
    application: Application,
) -> None:
    versions.first(application)
    second = versions.second(application)

    own = application.checklists.publish(replace(draft_of(second), code="T2027"))

    assert (own.code, own.number) == ("T2027", 1)
    assert _identities(own) == _identities(second)


def test_an_answer_belongs_to_the_identity_of_its_criterion(application: Application) -> None:
    versions.first(application)
    versions.second(application)
    visit = versions.begin(application)

    versions.answer(application, visit, "T.1.2")

    (answer,) = application.inspections.case_file(visit.id).answers.values()
    assert answer.id == answer_id(visit.id, "T.1.1")
    assert len(application.inspections.history(visit.id, "T.1.2.value")) == 1
    assert application.inspections.history(visit.id, "T.1.1") == []


def test_no_new_visit_begins_with_a_retired_version(application: Application) -> None:
    first = versions.first(application)
    visit = versions.begin(application)

    application.checklist_life.retire(first.id)

    with pytest.raises(NotFound):
        versions.begin(application)
    assert application.checklists.current("T/1").state is ChecklistState.RETIRED
    versions.answer(application, visit, "T.1.1")
    assert versions.given_answers(application, visit) == {"T.1.1": "yes"}


def test_a_retired_version_that_is_named_is_refused_for_a_new_visit(
    application: Application,
) -> None:
    first = versions.first(application)
    application.checklist_life.retire(first.id)

    with pytest.raises(ChecklistRetired):
        versions.begin(application, "T/1")

    assert application.inspections.rows() == []


def test_the_version_before_is_in_force_again_when_the_latest_is_retired(
    application: Application,
) -> None:
    first = versions.first(application)
    second = versions.second(application)

    application.checklist_life.retire(second.id)
    without = application.checklists.current("T")
    application.checklist_life.restore(second.id)

    assert without == first
    assert application.checklists.current("T") == second


def test_only_the_latest_version_is_brought_back(application: Application) -> None:
    first = versions.first(application)
    versions.second(application)
    application.checklist_life.retire(first.id)

    with pytest.raises(NotTheLatestVersion):
        application.checklist_life.restore(first.id)

    assert application.checklists.get(first.id).state is ChecklistState.RETIRED


def test_a_laptop_that_has_a_headquarters_retires_nothing(
    application: Application,
    new_application: NewApplication,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    headquarters = new_application("so-noi-vu", "hq")
    enrol(headquarters, application, tmp_path_factory.mktemp("usb"), "doan1/may-01")
    first = versions.first(application)

    with pytest.raises(LifeIsHeadquarters):
        application.checklist_life.retire(first.id)

    assert application.checklists.current("T") == first


def test_headquarters_retires_a_version(new_application: NewApplication) -> None:
    headquarters = new_application("so-noi-vu", "hq")
    first = versions.first(headquarters)

    assert headquarters.checklist_life.retire(first.id).state is ChecklistState.RETIRED


def test_what_is_published_never_changes(application: Application) -> None:
    first = versions.first(application)
    changed = replace(first, criteria=first.criteria[:-1])

    with pytest.raises(ChangeToSigned), application._store.writing() as work:  # noqa: SLF001 - no service offers it
        work.save(changed)

    assert application.checklists.get(first.id) == first
