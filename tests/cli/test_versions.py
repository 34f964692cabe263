"""Commands on versions: retire, restore, diff, move, compare."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.bootstrap import Application, open_application
from app.domain.checklist_draft import draft_of
from tests.cli.conftest import Sokiemtra
from tests.services import versions


@pytest.fixture
def opened(kho: Sokiemtra, tmp_path: Path) -> Iterator[Application]:
    """The store `kho` with the first version of T, open until it is closed."""
    del kho  # it made the store
    with open_application(tmp_path / "kho") as app:
        versions.first(app)
        yield app


@pytest.fixture
def visit(opened: Application) -> str:
    """A visit whose first and second criterion are answered, and a second version of T."""
    visit = versions.begin(opened)
    versions.answer(opened, visit, "T.1.1")
    versions.answer(opened, visit, "T.1.2", "no")
    versions.second(opened)
    opened.close()
    return visit.id


def test_a_version_is_retired_and_brought_back(opened: Application, kho: Sokiemtra) -> None:
    opened.close()

    retired = kho("checklist", "retire", "T/1", "--json")
    refused = kho("checklist", "show", "T")
    restored = kho("checklist", "restore", "T/1", "--json")

    assert (retired.data["state"], restored.data["state"]) == ("retired", "published")
    assert refused.code == 1


@pytest.mark.usefixtures("visit")
def test_an_older_version_is_not_brought_back(kho: Sokiemtra) -> None:
    ran = kho("checklist", "restore", "T/1", "--json")

    assert (ran.code, ran.data["error"]["code"]) == (1, "not_latest_version")


@pytest.mark.usefixtures("visit")
def test_diff_tells_what_changed(kho: Sokiemtra) -> None:
    found = kho("checklist", "diff", "T/1", "T", "--json").data
    said = kho("checklist", "diff", "T/1", "T", "--lang", "en").out

    assert found["counts"] == {
        "added": 1,
        "removed": 1,
        "points": 0,
        "reworded": 1,
        "moved": 0,
        "renumbered": 2,
    }
    assert (found["old"]["number"], found["new"]["number"]) == (1, 2)
    assert "{+và số liệu+}" in said
    assert "T.1.1 -> T.1.2" in said


def test_a_workbook_is_compared_before_it_is_taken_in(
    opened: Application, kho: Sokiemtra, tmp_path: Path
) -> None:
    book = tmp_path / "bộ tiêu chí.xlsx"
    opened.checklist_files.export("T", book)
    versions.second(opened)
    opened.close()

    same = kho("checklist", "diff", "T/1", book, "--json").data
    newer = kho("checklist", "diff", book, "T", "--json").data

    assert same["criteria"] == []
    assert newer["counts"]["renumbered"] == 2


def test_diff_of_a_version_that_is_not_there_says_so(kho: Sokiemtra) -> None:
    ran = kho("checklist", "diff", "CCHC/9", "CCHC", "--json")

    assert (ran.code, ran.data["error"]["code"]) == (1, "not_found")


def test_a_preview_changes_nothing_and_a_move_does(visit: str, kho: Sokiemtra) -> None:
    asked = ("inspection", "move", visit, "--to", "T/2", "--json")

    before = kho(*asked, "--preview").data
    after = kho(*asked).data
    again = kho(*asked).data

    assert before["counts"] == {"carried": 1, "to_review": 1, "removed": 0, "to_answer": 1}
    assert (before["moved"], after["moved"], again["moved"]) == (False, True, False)
    shown = kho("inspection", "show", visit, "--json").data
    assert sorted(one["criterion_code"] for one in shown["answers"]) == ["T.1.2", "T.1.3"]


def test_a_move_tells_people_what_became_of_every_answer(visit: str, kho: Sokiemtra) -> None:
    said = kho("inspection", "move", visit, "--to", "T/2", "--preview").out

    assert "T.1.1 -> T.1.2" in said
    assert "cần xem lại: 1" in said


def test_two_visits_to_one_unit_are_compared(opened: Application, kho: Sokiemtra) -> None:
    first = versions.begin(opened)
    versions.answer(opened, first, "T.1.1", "no")
    versions.second(opened)
    later = versions.begin(opened)
    begun = opened.inspections.get(first.id).started_at
    assert begun is not None
    opened.inspections.save(
        replace(opened.inspections.get(first.id), started_at=begun.replace(year=begun.year - 1))
    )
    versions.answer(opened, later, "T.1.2", "yes")
    opened.close()

    found = kho("score", "compare", later.id, first.id, "--json").data
    said = kho("score", "compare", first.id, later.id).out

    (checklist,) = found["checklists"]
    deltas = {one["identity"]: one["delta"] for one in checklist["criteria"] if one["delta"]}
    assert (found["earlier"], deltas) == (first.id, {"T.1.1": "1"})
    assert "+1" in said
    assert json.dumps(found)


def test_visits_to_two_units_are_not_compared(opened: Application, kho: Sokiemtra) -> None:
    visit = versions.begin(opened)
    other = opened.inspections.save(
        replace(versions.begin(opened), unit_code="28111", unit_name="xã Khác")
    )
    opened.close()

    ran = kho("score", "compare", visit.id, other.id, "--json")

    assert (ran.code, ran.data["error"]["code"]) == (1, "units_differ")


def test_a_set_of_its_own_is_compared_with_the_one_it_was_made_from(
    opened: Application, kho: Sokiemtra
) -> None:
    own = replace(draft_of(opened.checklists.current("T")), code="T2027")
    opened.checklists.publish(own)
    opened.close()

    assert kho("checklist", "diff", "T", "T2027", "--json").data["criteria"] == []
