"""Who is typing: a picked name is stamped on what is written, and kept for the next day."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.bootstrap import Application, open_application
from app.errors import InvalidValue
from tests.fakes import FrozenClock
from tests.services.conftest import NewApplication
from tests.ui.given import given_visit


def test_until_a_name_is_picked_the_store_writes_under_its_own(application: Application) -> None:
    assert application.typist.current == "may-01"
    assert not application.typist.is_picked


def test_a_picked_name_is_kept_until_another_day(
    new_application: NewApplication, tmp_path: Path, clock: FrozenClock
) -> None:
    application = new_application()

    application.typist.pick("  Trần Thị   Mỹ Lệ ")
    application.close()

    with open_application(tmp_path / "may-01", clock=clock) as again:
        assert again.typist.current == "Trần Thị Mỹ Lệ"
        assert again.typist.is_picked


def test_what_is_written_says_who_wrote_it(application: Application) -> None:
    visit = given_visit(application)
    finding = application.inspections.case_file(visit.id).findings[0]

    application.typist.pick("Trần Thị Mỹ Lệ")
    application.findings.save(replace(finding, text="03/20 nhiệm vụ quá hạn."))
    application.typist.pick("Nguyễn Văn Hùng")
    application.findings.save(replace(finding, text="04/20 nhiệm vụ quá hạn."))

    writes = application.inspections.history(visit.id, "text")
    assert [write.actor for write in writes if write.entity_id == finding.id] == [
        "may-01",
        "Trần Thị Mỹ Lệ",
        "Nguyễn Văn Hùng",
    ]


def test_the_team_members_and_the_names_used_before_are_offered_in_vietnamese_order(
    application: Application,
) -> None:
    given_visit(application)
    given_visit(application, "long cang")
    application.typist.pick("Đỗ Văn An")

    assert application.typist.names() == [
        "Đỗ Văn An",
        "may-01",
        "Nguyễn Văn Hùng",
        "Trần Thị Mỹ Lệ",
    ]


def test_people_of_the_unit_are_not_offered(application: Application) -> None:
    given_visit(application)

    assert "Lê Quốc Đạt" not in application.typist.names()


@pytest.mark.parametrize("name", ["", " \n ", "\x07", "a" * 101])
def test_a_name_that_names_nobody_is_refused_and_the_one_before_stays(
    application: Application, name: str
) -> None:
    application.typist.pick("Trần Thị Mỹ Lệ")

    with pytest.raises(InvalidValue):
        application.typist.pick(name)

    assert application.typist.current == "Trần Thị Mỹ Lệ"
