"""What headquarters prescribes reaches the laptops: phrases, special days, what is retired."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.bootstrap import Application
from app.domain.calendar import DayKind, special_day
from tests.services.conftest import NewApplication
from tests.services.test_exchange import enrol


@pytest.fixture
def headquarters(new_application: NewApplication) -> Application:
    return new_application("so-noi-vu", "hq")


@pytest.fixture
def laptop(application: Application, headquarters: Application, tmp_path: Path) -> Application:
    enrol(headquarters, application, tmp_path, "doan1/may-01")
    return application


def _carry(headquarters: Application, laptop: Application, place: Path) -> int:
    """Carry an assignment over; return how many differences it made."""
    place.mkdir()
    headquarters.exports.write(place)
    (brought,) = laptop.imports.take_in([place])
    assert brought.error is None
    return brought.different


def test_what_both_began_with_is_no_difference(
    headquarters: Application, laptop: Application, tmp_path: Path
) -> None:
    assert _carry(headquarters, laptop, tmp_path / "usb") == 0

    assert laptop.phrases.find() == headquarters.phrases.find()


def test_a_reworded_and_a_removed_phrase_reach_the_laptop_without_a_question(
    headquarters: Application, laptop: Application, tmp_path: Path
) -> None:
    gone, reworded, *_ = headquarters.phrases.find("ton_tai")
    headquarters.phrases.remove(gone)
    headquarters.phrases.save(replace(reworded, text="Nội dung của Sở Nội vụ."))
    added = headquarters.phrases.add("ton_tai/mot_cua", "Biển hiệu chưa đúng quy định.")

    different = _carry(headquarters, laptop, tmp_path / "usb")

    assert different == 0
    assert laptop.phrases.find() == headquarters.phrases.find()
    assert added in laptop.phrases.find()


def test_a_day_off_that_headquarters_enters_counts_on_the_laptop(
    headquarters: Application, laptop: Application, tmp_path: Path
) -> None:
    headquarters.calendar.save(special_day(date(2026, 11, 27), "Nghỉ bù", DayKind.SWAPPED_OFF))

    _carry(headquarters, laptop, tmp_path / "usb")

    assert not laptop.calendar.current().is_workday(date(2026, 11, 27))


def test_a_shipped_day_is_taken_back(application: Application) -> None:
    day = date(2026, 11, 24)

    application.calendar.save(special_day(day, "Không nghỉ", DayKind.ORDINARY))

    assert application.calendar.current().is_workday(day)
