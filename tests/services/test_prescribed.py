"""What headquarters prescribes reaches the laptops: phrases, special days, what is retired."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from app.bootstrap import Application
from app.domain.calendar import DayKind, special_day
from app.domain.checklist import ChecklistState
from app.domain.checklist_draft import ChecklistDraft
from tests import given
from tests.services import versions


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


def test_a_set_that_each_published_for_itself_is_retired_without_a_question(
    headquarters: Application, laptop: Application, tmp_path: Path
) -> None:
    # So it is with the shipped sets in stores of version 0.1.0.
    rows = given.checklist().criteria
    draft = ChecklistDraft(code="T", title="Bộ thử", number=1, criteria=rows)
    published = headquarters.checklists.publish(draft)
    laptop.checklists.publish(draft)
    headquarters.checklist_life.retire(published.id)

    different = _carry(headquarters, laptop, tmp_path / "usb")

    assert different == 0
    assert laptop.checklists.get(published.id).state is ChecklistState.RETIRED


def test_a_report_carries_only_the_checklists_of_its_visits(
    headquarters: Application, laptop: Application, tmp_path: Path
) -> None:
    # Two visits on two sets; one of them is sent.
    first = versions.first(laptop)
    visit = versions.begin(laptop)
    versions.answer(laptop, visit, "T.1.1", "yes")
    rows = given.checklist(code="B").criteria
    laptop.checklists.publish(ChecklistDraft(code="B", title="Bộ B", number=1, criteria=rows))
    other = versions.begin(laptop, "B")
    versions.answer(laptop, other, "B.1.1", "yes")
    (tmp_path / "usb").mkdir()

    laptop.exports.write(tmp_path / "usb", [visit.id])
    headquarters.imports.take_in([tmp_path / "usb"])

    assert {row.code for row in headquarters.checklists.rows()} >= {first.code}
    assert "B" not in {row.code for row in headquarters.checklists.rows()}


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
