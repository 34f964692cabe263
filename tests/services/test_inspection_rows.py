"""The rows of the list of visits: who holds a visit, where it went, what is not sent yet."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest

from app.bootstrap import Application
from app.domain.inspection import Inspection
from app.errors import AppError
from app.services.inspection_rows import HandoverState, InspectionRow
from app.services.sample_case import SAMPLE
from tests.fakes import FrozenClock
from tests.inspection_documents import Document, WriteDocument
from tests.services.test_exchange import _Spoilt
from tests.services.test_visits import FACTS, PLAN


@pytest.fixture
def visit(laptop: Application) -> Inspection:
    return laptop.inspections.start("28108", PLAN, FACTS, ("MC",))


def _only(app: Application) -> InspectionRow:
    (row,) = app.inspections.rows()
    return row


def _answer(app: Application, visit: Inspection, value: str) -> None:
    app.answers.save(replace(app.answers.blank(visit.id, "MC.1.1"), value=value))


def test_a_row_says_when_the_visit_is_planned_and_who_wrote_last(
    laptop: Application, visit: Inspection, clock: FrozenClock
) -> None:
    clock.advance(timedelta(hours=3))
    planned = {"planned_from": date(2026, 11, 24), "planned_to": date(2026, 11, 25)}
    laptop.inspections.save(replace(visit, **planned))  # type: ignore[arg-type] # two days

    row = _only(laptop)

    assert (row.planned_from, row.planned_to) == (date(2026, 11, 24), date(2026, 11, 25))
    assert (row.written_by, row.written_at) == ("may-01", clock.now())
    assert row.handover is HandoverState.WORKING


def test_a_package_is_named_with_its_recipients_and_nothing_is_unsent_then(
    laptop: Application, visit: Inspection, stick: Path, clock: FrozenClock
) -> None:
    before = _only(laptop).unsent

    written = laptop.exports.write(stick, [visit.id])

    row = _only(laptop)
    assert row.last_package is not None
    assert row.last_package.name == written.place.name
    assert row.last_package.sent_at == clock.now()
    assert row.last_package.recipients == "hq"
    assert (before > 0, row.unsent, row.handover) == (True, 0, HandoverState.PACKED)


def test_what_is_written_after_the_package_is_unsent(
    laptop: Application, visit: Inspection, stick: Path
) -> None:
    laptop.exports.write(stick, [visit.id])

    _answer(laptop, visit, "yes")

    assert _only(laptop).unsent > 0


def test_the_word_of_headquarters_shows_that_it_has_the_visit(
    laptop: Application,
    headquarters: Application,
    visit: Inspection,
    tmp_path: Path,
    clock: FrozenClock,
) -> None:
    there, back = tmp_path / "di", tmp_path / "ve"
    there.mkdir()
    back.mkdir()
    laptop.exports.write(there, [visit.id])
    headquarters.imports.take_in([there])
    clock.advance(timedelta(hours=1))
    headquarters.exports.write(back)

    laptop.imports.take_in([back])

    row = _only(laptop)
    assert (row.handover, row.unsent) == (HandoverState.RECEIVED, 0)
    assert row.last_package is not None
    assert row.last_package.receipt == "applied"


@pytest.fixture
def kept(laptop: Application, visit: Inspection, stick: Path) -> str:
    """A package whose stick was pulled."""
    with pytest.raises(AppError):
        laptop.exports.write(stick, [visit.id], _Spoilt(lambda: shutil.rmtree(stick)))
    stick.mkdir()
    (one,) = laptop.exports.kept()
    return one.package_id


def _receipted(laptop: Application, headquarters: Application, place: Path) -> str:
    """Write a package, take it to headquarters and bring the receipt back; return its identity."""
    place.mkdir()
    package_id = laptop.exports.write(place).package_id
    headquarters.imports.take_in([place])
    headquarters.receipts.write(place)
    laptop.imports.take_in([place])
    return package_id


def test_an_older_package_written_late_makes_nothing_unsent_again(
    laptop: Application,
    headquarters: Application,
    visit: Inspection,
    kept: str,
    stick: Path,
    clock: FrozenClock,
) -> None:
    _answer(laptop, visit, "yes")
    clock.advance(timedelta(minutes=1))
    newer = _receipted(laptop, headquarters, stick.parent / "mới")
    clock.advance(timedelta(minutes=1))

    laptop.exports.write_again(kept, stick)

    row = _only(laptop)
    assert row.last_package is not None
    assert (row.unsent, row.handover) == (0, HandoverState.RECEIVED)
    assert row.last_package.package_id == newer


def test_of_packages_that_carry_the_same_the_kept_one_is_not_the_last(
    laptop: Application, headquarters: Application, kept: str, stick: Path, clock: FrozenClock
) -> None:
    clock.advance(timedelta(minutes=1))
    newer = _receipted(laptop, headquarters, stick.parent / "mới")
    clock.advance(timedelta(minutes=1))

    laptop.exports.write_again(kept, stick)

    row = _only(laptop)
    assert row.last_package is not None
    assert (row.last_package.package_id, row.handover) == (newer, HandoverState.RECEIVED)


def test_with_a_clock_that_went_back_the_last_package_is_the_one_made_last(
    laptop: Application,
    headquarters: Application,
    visit: Inspection,
    stick: Path,
    clock: FrozenClock,
) -> None:
    _receipted(laptop, headquarters, stick.parent / "một")
    clock.moment -= timedelta(days=400)
    _answer(laptop, visit, "yes")

    second = laptop.exports.write(stick)

    row = _only(laptop)
    assert row.last_package is not None
    assert row.last_package.package_id == second.package_id
    assert (row.unsent, row.handover) == (0, HandoverState.PACKED)


def test_what_headquarters_brings_is_not_owed_to_it(
    laptop: Application,
    headquarters: Application,
    stick: Path,
    document: Document,
    write_document: WriteDocument,
) -> None:
    headquarters.recording.assign(write_document(document))
    owed = _only(headquarters).unsent
    headquarters.exports.write(stick)

    laptop.imports.take_in([stick])

    assert (owed > 0, _only(headquarters).unsent, _only(laptop).unsent) == (True, 0, 0)


def test_headquarters_owes_nobody_what_a_laptop_sent(
    laptop: Application, headquarters: Application, visit: Inspection, stick: Path
) -> None:
    laptop.exports.write(stick, [visit.id])

    headquarters.imports.take_in([stick])

    assert _only(headquarters).unsent == 0


def test_the_rows_follow_every_commit(laptop: Application, visit: Inspection) -> None:
    first = _only(laptop)

    _answer(laptop, visit, "yes")

    assert (first.answered, _only(laptop).answered) == (0, 1)
    assert first.share == 0
    assert _only(laptop).share == pytest.approx(1 / 40)


def test_a_sample_is_marked_and_neither_sent_nor_counted(
    laptop: Application, headquarters: Application, visit: Inspection, stick: Path, tmp_path: Path
) -> None:
    sample = laptop.recording.record_sample(SAMPLE).inspection_id
    again = laptop.recording.record(SAMPLE)

    written = laptop.exports.write(stick)
    counted = laptop.reports.summary(tmp_path / "tong-hop.xlsx")

    headquarters.imports.take_in([stick])
    marks = {row.id: row.is_sample for row in laptop.inspections.rows()}
    assert marks == {sample: True, visit.id: False}
    assert again.changed == 0
    assert (written.inspections, counted) == (1, 1)
    assert [row.id for row in headquarters.inspections.rows()] == [visit.id]
    assert openpyxl.load_workbook(tmp_path / "tong-hop.xlsx").sheetnames


def test_a_sample_that_is_asked_for_by_name_is_sent_with_its_mark(
    laptop: Application, headquarters: Application, stick: Path
) -> None:
    sample = laptop.recording.record_sample(SAMPLE).inspection_id
    laptop.exports.write(stick, [sample])

    headquarters.imports.take_in([stick])

    assert _only(headquarters).is_sample
