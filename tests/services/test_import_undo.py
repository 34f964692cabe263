"""Taking an import back: the store is as it was, or nothing happens and it says why."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image

from app.bootstrap import Application
from app.domain.checklist import ChecklistState
from app.domain.checklist_draft import draft_of
from app.domain.inspection import Inspection
from app.errors import AppError, Cancelled, NotFound
from app.ids import InspectionId
from app.packages.naming import package_folder
from app.services.import_undo import NotTakenIn, ReceiptedSince, TakenInSince
from app.store import opening
from app.store.built_upon import BuiltUpon, StoodUpon
from tests.enrolled import enrol
from tests.fakes import FrozenClock
from tests.inspection_documents import Document, WriteDocument
from tests.services.conftest import NewApplication
from tests.services.test_exchange import _Spoilt as Spoilt
from tests.services.test_visits import FACTS, PLAN

Sent = Callable[[str], str]
_LOCAL = frozenset({"store_note"})
"""What says when something was done last, and is no content."""


@pytest.fixture
def send(
    laptop: Application,
    headquarters: Application,
    clock: FrozenClock,
    tmp_path: Path,
    document: Document,
    write_document: WriteDocument,
) -> Sent:
    """Write a comment into the visit of the laptop and bring a package to headquarters."""

    def act(comment: str) -> str:
        document["answers"][0]["comment"] = comment
        laptop.recording.record(write_document(document))
        stick = tmp_path / comment
        stick.mkdir()
        package = laptop.exports.write(stick).package_id
        clock.advance(timedelta(minutes=1))
        (taken,) = headquarters.imports.take_in([stick])
        clock.advance(timedelta(minutes=1))
        assert taken.error is None
        return package

    return act


def content(application: Application) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table of a store."""
    file = application.folder / opening.FILE
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
        names = [
            name
            for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if name not in _LOCAL
        ]
        return {
            name: sorted(connection.execute(f'SELECT * FROM "{name}"'), key=repr)  # noqa: S608 - names of tables
            for name in names
        }


def test_after_taking_the_first_package_back_the_store_is_as_it_was(
    headquarters: Application, send: Sent
) -> None:
    before = content(headquarters)
    package = send("Bản đầu")
    with_it = content(headquarters)

    gone = headquarters.import_undo.undo(package)

    assert with_it != before
    assert gone.revisions > 0
    assert content(headquarters) == before
    assert headquarters.maintenance.check().is_whole


def test_after_taking_the_last_of_several_back_what_they_brought_before_stands_again(
    headquarters: Application, send: Sent
) -> None:
    send("Bản đầu")
    (visit,) = headquarters.inspections.rows()
    before, said = content(headquarters), headquarters.inspections.case_file(visit.id)
    second = send("Bản sửa")

    headquarters.import_undo.undo(package_folder(second))

    assert content(headquarters) == before
    assert headquarters.inspections.case_file(visit.id) == said


def test_what_was_taken_back_can_be_taken_in_again(
    headquarters: Application, send: Sent, tmp_path: Path
) -> None:
    package = send("Bản đầu")
    (visit,) = headquarters.inspections.rows()
    said = headquarters.inspections.case_file(visit.id)
    headquarters.import_undo.undo(package)

    (again,) = headquarters.imports.take_in([tmp_path / "Bản đầu"])

    assert again.status == "new"
    assert headquarters.inspections.case_file(visit.id) == said


def _refused(application: Application, package: str, kind: type[AppError]) -> None:
    """Demand that nothing is taken back, and that nothing changes."""
    before = content(application)
    with pytest.raises(kind) as caught:
        application.import_undo.undo(package)
    assert caught.value.text
    assert content(application) == before


def test_an_earlier_package_is_not_taken_back_under_a_later_one(
    headquarters: Application, send: Sent
) -> None:
    first = send("Bản đầu")
    send("Bản sửa")

    _refused(headquarters, first, TakenInSince)


def test_nothing_is_taken_back_under_what_was_written_here_since(
    headquarters: Application, send: Sent
) -> None:
    package = send("Bản đầu")
    (visit,) = headquarters.inspections.rows()
    case = headquarters.inspections.case_file(visit.id)
    answer = next(iter(case.answers.values()))
    headquarters.answers.save(replace(answer, comment="Cơ quan chủ trì đã xem."))

    _refused(headquarters, package, BuiltUpon)


def test_what_was_written_here_before_stays_and_is_no_hindrance(
    headquarters: Application, send: Sent, clock: FrozenClock
) -> None:
    send("Bản đầu")
    (visit,) = headquarters.inspections.rows()
    case = headquarters.inspections.case_file(visit.id)
    answer = next(iter(case.answers.values()))
    headquarters.answers.save(replace(answer, legal_basis="Nghị định 118/2025/NĐ-CP"))
    clock.advance(timedelta(minutes=1))
    before = content(headquarters)
    second = send("Bản sửa")

    headquarters.import_undo.undo(second)

    assert content(headquarters) == before


def test_a_package_written_here_brought_nothing(laptop: Application, send: Sent) -> None:
    package = send("Bản đầu")

    _refused(laptop, package, NotTakenIn)


def test_a_package_nobody_knows_is_told(headquarters: Application) -> None:
    _refused(headquarters, "SKT-000000000000", NotFound)


# --- under what came or was written since, whatever the clock said -----------------------------


def _packed(app: Application, place: Path, *visits: str) -> str:
    place.mkdir()
    return app.exports.write(place, [InspectionId(one) for one in visits]).package_id


def _answer(app: Application, visit: Inspection, comment: str) -> None:
    blank = app.answers.blank(visit.id, "MC.1.1")
    app.answers.save(replace(blank, value="yes", comment=comment))


def _with_photo(laptop: Application, visit: Inspection, home: Path) -> None:
    Image.new("RGB", (64, 48), "teal").save(home / "a.png")
    laptop.photos.add(visit.id, [home / "a.png"])


@pytest.fixture
def visit(laptop: Application) -> Inspection:
    return laptop.inspections.start("28108", PLAN, FACTS, ("MC",))


def test_a_package_that_was_read_again_is_not_taken_from_under_a_later_one(
    laptop: Application, headquarters: Application, visit: Inspection, tmp_path: Path
) -> None:
    _with_photo(laptop, visit, tmp_path)
    first = _packed(laptop, tmp_path / "một", visit.id)
    headquarters.imports.take_in([tmp_path / "một"])
    before = content(headquarters)
    _answer(laptop, visit, "Sửa.")  # no entry of the first package goes before this
    second = _packed(laptop, tmp_path / "hai", visit.id)
    headquarters.imports.take_in([tmp_path / "hai"])
    headquarters.imports.take_in([tmp_path / "một"])

    _refused(headquarters, first, TakenInSince)
    headquarters.import_undo.undo(second)

    assert content(headquarters) == before
    headquarters.import_undo.undo(first)
    assert headquarters.inspections.rows() == []


def test_what_was_typed_between_two_readings_of_a_package_is_not_stranded(
    laptop: Application, headquarters: Application, visit: Inspection, tmp_path: Path
) -> None:
    _with_photo(laptop, visit, tmp_path)
    first = _packed(laptop, tmp_path / "một", visit.id)
    headquarters.imports.take_in([tmp_path / "một"])
    _answer(headquarters, visit, "Cơ quan ghi thêm.")
    headquarters.imports.take_in([tmp_path / "một"])

    _refused(headquarters, first, BuiltUpon)


def test_a_clock_that_went_back_lets_nothing_be_taken_back(
    laptop: Application,
    headquarters: Application,
    visit: Inspection,
    tmp_path: Path,
    clock: FrozenClock,
) -> None:
    first = _packed(laptop, tmp_path / "một", visit.id)
    headquarters.imports.take_in([tmp_path / "một"])
    clock.moment -= timedelta(days=400)
    _answer(headquarters, visit, "Cơ quan ghi thêm.")

    _refused(headquarters, first, BuiltUpon)


# --- under what stands on it -------------------------------------------------------------------


def test_the_plan_of_a_later_package_is_not_taken_from_under_its_visit(
    laptop: Application, headquarters: Application, visit: Inspection, tmp_path: Path
) -> None:
    other = laptop.inspections.start("28126", PLAN, FACTS, ("MC",))
    first = _packed(laptop, tmp_path / "một", visit.id)
    second = _packed(laptop, tmp_path / "hai", other.id)
    headquarters.imports.take_in([tmp_path / "một", tmp_path / "hai"])

    _refused(headquarters, first, TakenInSince)
    headquarters.import_undo.undo(second)
    headquarters.import_undo.undo(first)

    assert headquarters.inspections.rows() == []


def test_the_plan_of_an_assignment_is_not_taken_from_under_a_visit_begun_here(
    laptop: Application, headquarters: Application, tmp_path: Path
) -> None:
    headquarters.inspections.start("28108", PLAN, FACTS, ("MC",))
    assigned = _packed(headquarters, tmp_path / "giao")
    laptop.imports.take_in([tmp_path / "giao"])
    mine = laptop.inspections.start("28126", PLAN, FACTS, ("MC",))

    _refused(laptop, assigned, StoodUpon)
    laptop.bin.remove_inspection(mine.id, mine.unit_name)

    _refused(laptop, assigned, StoodUpon)


def test_a_visit_is_not_taken_back_under_the_one_that_is_counted_as_it(
    laptop: Application, headquarters: Application, visit: Inspection, tmp_path: Path
) -> None:
    first = _packed(laptop, tmp_path / "một", visit.id)
    headquarters.imports.take_in([tmp_path / "một"])
    plan = replace(PLAN, decision_number="7/QĐ")
    twin = headquarters.inspections.start("28108", plan, FACTS, ("MC",))
    headquarters.rulings.join(twin.id, visit.id)

    _refused(headquarters, first, StoodUpon)


def test_what_was_sent_on_is_not_taken_back(
    laptop: Application, headquarters: Application, tmp_path: Path
) -> None:
    planned = headquarters.inspections.start("28108", PLAN, FACTS, ("MC",))
    assigned = _packed(headquarters, tmp_path / "giao")
    laptop.imports.take_in([tmp_path / "giao"])
    _packed(laptop, tmp_path / "gửi", planned.id)

    _refused(laptop, assigned, TakenInSince)


# --- once its laptop may have been told --------------------------------------------------------


def test_what_headquarters_has_receipted_it_does_not_take_back(
    laptop: Application, headquarters: Application, visit: Inspection, tmp_path: Path
) -> None:
    first = _packed(laptop, tmp_path / "một", visit.id)
    headquarters.imports.take_in([tmp_path / "một"])
    headquarters.receipts.write(tmp_path / "một")

    _refused(headquarters, first, ReceiptedSince)
    headquarters.imports.take_in([tmp_path / "một"])
    _refused(headquarters, first, ReceiptedSince)


def test_a_receipt_that_waits_for_another_stick_counts_as_told(
    laptop: Application, headquarters: Application, visit: Inspection, tmp_path: Path
) -> None:
    first = _packed(laptop, tmp_path / "một", visit.id)
    headquarters.imports.take_in([tmp_path / "một"])
    stick = tmp_path / "usb"
    stick.mkdir()
    with pytest.raises(AppError):
        headquarters.receipts.write(stick, Spoilt(lambda: shutil.rmtree(stick)))
    assert headquarters.exports.kept()

    _refused(headquarters, first, ReceiptedSince)


def test_a_receipt_that_was_stopped_tells_nobody(
    laptop: Application, headquarters: Application, visit: Inspection, tmp_path: Path
) -> None:
    first = _packed(laptop, tmp_path / "một", visit.id)
    headquarters.imports.take_in([tmp_path / "một"])
    stick = tmp_path / "usb"
    stick.mkdir()

    def stop() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        headquarters.receipts.write(stick, Spoilt(stop))

    headquarters.import_undo.undo(first)

    assert headquarters.inspections.rows() == []


def test_a_package_of_a_laptop_that_was_told_nothing_can_be_taken_back(
    laptop: Application,
    headquarters: Application,
    new_application: NewApplication,
    visit: Inspection,
    tmp_path: Path,
) -> None:
    other = new_application("may-02")
    enrol(headquarters, other, tmp_path, "doan2/may-02")
    theirs = other.inspections.start("28126", replace(PLAN, decision_number="7/QĐ"), FACTS, ("MC",))
    first = _packed(laptop, tmp_path / "một", visit.id)
    _packed(other, tmp_path / "hai", theirs.id)
    headquarters.imports.take_in([tmp_path / "một", tmp_path / "hai"])
    headquarters.receipts.write(tmp_path / "hai")

    gone = headquarters.import_undo.undo(first)

    assert gone.signer == "doan1/may-01"


def test_a_package_with_a_laptops_own_version_of_a_set_that_headquarters_has_is_taken_back(
    laptop: Application, headquarters: Application, clock: FrozenClock, tmp_path: Path
) -> None:
    ours = headquarters.checklists.current("MC")
    criteria = (replace(ours.criteria[0], text="Bộ tiêu chí khác"), *ours.criteria[1:])
    own = laptop.checklists.publish(replace(draft_of(ours), criteria=criteria))
    laptop.inspections.start("28108", PLAN, FACTS, ("MC",))
    before = content(headquarters)
    laptop.exports.write(tmp_path)
    clock.advance(timedelta(minutes=1))
    (taken,) = headquarters.imports.take_in([tmp_path])
    clock.advance(timedelta(minutes=1))
    retired = headquarters.checklists.get(own.id).state

    headquarters.import_undo.undo(taken.package_id)

    assert retired is ChecklistState.RETIRED
    assert content(headquarters) == before
    assert headquarters.maintenance.check().is_whole
