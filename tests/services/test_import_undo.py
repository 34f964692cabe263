"""Taking an import back: the store is as it was, or nothing happens and it says why."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from app.bootstrap import Application
from app.errors import AppError, NotFound
from app.packages.naming import package_folder
from app.services.import_undo import NotTakenIn, TakenInSince
from app.store import opening
from app.store.journal import BuiltUpon
from tests.fakes import FrozenClock
from tests.inspection_documents import Document, WriteDocument
from tests.services.conftest import NewApplication
from tests.services.test_exchange import enrol

Sent = Callable[[str], str]
_LOCAL = frozenset({"store_note"})
"""What says when something was done last, and is no content."""


@pytest.fixture
def headquarters(new_application: NewApplication) -> Application:
    return new_application("so-noi-vu", "hq")


@pytest.fixture
def laptop(application: Application, headquarters: Application, tmp_path: Path) -> Application:
    enrol(headquarters, application, tmp_path, "doan1/may-01")
    return application


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
