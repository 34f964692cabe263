"""The history of an answer: every value with who, when and where; differences between laptops."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from app.bootstrap import Application
from app.domain.gap import OpenDifference
from app.domain.inspection import Inspection
from app.ids import AnswerId
from app.store.package_notes import PackageNote
from tests.fakes import FrozenClock
from tests.services import versions
from tests.two_laptops import another_laptop

CODE = "T.1.1"


@pytest.fixture
def visit(application: Application) -> Inspection:
    versions.first(application)
    return versions.begin(application)


def _save(application: Application, visit: Inspection, **facts: object) -> AnswerId:
    blank = application.answers.blank(visit.id, CODE)
    return application.answers.save(replace(blank, **facts)).id  # type: ignore[arg-type] # the test's own facts


def test_the_latest_value_stands_first_with_who_when_and_where(
    application: Application, visit: Inspection
) -> None:
    _save(application, visit, value="yes")
    application.typist.pick("Trần Thị Mỹ Lệ")
    identity = _save(application, visit, value="no", comment="Thiếu kế hoạch")

    found = application.answer_history.writes(identity)

    assert [(one.field, one.value) for one in found if one.field == "value"] == [
        ("value", "no"),
        ("value", "yes"),
    ]
    latest = found[0]
    assert (latest.actor, latest.is_here, latest.is_current) == ("Trần Thị Mỹ Lệ", True, True)
    assert latest.written_at == FrozenClock().now()
    assert not found[-1].is_current


def test_values_come_back_as_the_answer_holds_them(
    application: Application, visit: Inspection
) -> None:
    identity = _save(
        application,
        visit,
        value="yes",
        team_score=Decimal("0.5"),
        team_reason="Đối chiếu lại",
        rate_on=date(2026, 10, 31),
    )

    found = {one.field: one.value for one in application.answer_history.writes(identity)}

    assert found["team_score"] == Decimal("0.5")
    assert found["rate_on"] == date(2026, 10, 31)
    assert "criterion_code" not in found


def test_a_value_of_the_history_saved_again_is_one_more_line_and_takes_none_away(
    application: Application, visit: Inspection
) -> None:
    _save(application, visit, value="yes", comment="Bản đầu")
    identity = _save(application, visit, comment="Bản sau")
    before = application.answer_history.writes(identity)
    first = next(one for one in before if one.value == "Bản đầu")

    _save(application, visit, **{first.field: first.value})

    after = application.answer_history.writes(identity)
    assert after[0].value == "Bản đầu"
    assert [one.value for one in after[1:]] == [one.value for one in before]


def test_what_nobody_answered_has_no_history(application: Application, visit: Inspection) -> None:
    blank = application.answers.blank(visit.id, CODE)

    assert application.answer_history.writes(blank.id) == ()


def test_two_laptops_that_answered_unlike_are_told_with_both_values(
    application: Application, visit: Inspection, tmp_path: Path
) -> None:
    with another_laptop(application, visit.id, tmp_path / "may-02") as other:
        _save(other, visit, value="no", comment="Không có kế hoạch")
        identity = _save(application, visit, value="yes")

    found = application.answer_history.differences(visit.id)

    assert list(found) == [identity]
    assert list(found[identity]) == ["value"]
    told = {(one.value, one.actor, one.is_here) for one in found[identity]["value"]}
    assert told == {("yes", "may-01", True), ("no", "may-02", False)}


def test_a_difference_that_was_decided_is_told_no_more(
    application: Application, visit: Inspection, tmp_path: Path
) -> None:
    with another_laptop(application, visit.id, tmp_path / "may-02") as other:
        _save(other, visit, value="no")
        identity = _save(application, visit, value="yes")
    elsewhere = versions.begin(application)
    assert application.answer_history.differences(elsewhere.id) == {}

    settled = OpenDifference(kind="answer", entity_id=identity, field="value", values=())
    application.missing.keep_shown(settled)

    assert application.answer_history.differences(visit.id) == {}


def test_what_came_in_a_package_names_the_laptop_that_signed_it(
    application: Application, visit: Inspection, tmp_path: Path
) -> None:
    with another_laptop(application, visit.id, tmp_path / "may-02") as other:
        identity = _save(other, visit, value="no")
    nameless = application.answer_history.writes(identity)[0].laptop
    note = PackageNote(
        package_id="về",
        direction="in",
        manifest_sha256="",
        signer="doan1/may-02",
        result="{}",
        utc_ms=0,
    )
    with application._store.writing() as work:  # noqa: SLF001 - as taking a package in notes it
        work.packages.note_package(note)
        work.commit()

    (found,) = {one.laptop for one in application.answer_history.writes(identity)}

    assert (nameless, found) == ("", "doan1/may-02")
