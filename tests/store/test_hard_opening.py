"""Stores in places that refuse, and stores that somebody tampered with."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import threading
import unicodedata
from contextlib import closing
from pathlib import Path

import pytest

from app.changes import ChangeSet
from app.domain.answer import Answer
from app.domain.inspection import Inspection
from app.errors import FileUnwritable
from app.ids import SeededIds
from app.store import opening
from app.store.errors import NameRefused, StoreDamaged, StoreDenied, StoreExists
from app.store.unit_of_work import Store
from tests import given
from tests.fakes import CountedIds, FrozenClock
from tests.store.test_opening import UNSHARE, may_mount, opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A closed store with one answer."""
    place = tmp_path / "kho"
    opening.create(place, "field", "may-1", SeededIds("kho"))
    with opened(place) as store, store.writing() as work:
        work.save(given.answer())
        work.commit()
    return place


def _save(store: Store, entity: Answer) -> None:
    with store.writing() as work:
        work.save(entity)
        work.commit()


def test_a_store_cannot_be_made_where_a_file_is(tmp_path: Path) -> None:
    file = tmp_path / "kho"
    file.write_text("thư")

    with pytest.raises(StoreExists):
        opening.create(file, "field", "may-1", SeededIds("x"))
    with pytest.raises(StoreDenied):
        opening.create(file / "bên trong", "field", "may-1", SeededIds("x"))

    assert file.read_text() == "thư"


_OPENING = """
import sys
from pathlib import Path
from app.bootstrap import create_store, open_application
from app.errors import AppError
place = Path(sys.argv[1])
for step in (
    lambda: open_application(place / "kho"),
    lambda: create_store(place / "moi", "field", "a"),
):
    try:
        step()
    except AppError as error:
        print(error.code)
"""


@pytest.mark.skipif(not may_mount(), reason="this system lets nobody mount a disk")
def test_a_disk_that_may_only_be_read_is_named(folder: Path) -> None:
    script = 'mount --bind "$1" "$1" && mount -o remount,ro,bind "$1" && "$2" -c "$3" "$1"'

    run = subprocess.run(
        [*UNSHARE, script, "sh", str(folder.parent), sys.executable, _OPENING],
        check=False,
        capture_output=True,
        text=True,
    )

    assert run.stdout.split() == ["store_denied", "store_denied"], run.stderr


@pytest.mark.skipif(not may_mount(), reason="this system lets nobody mount a disk")
def test_a_store_that_could_not_be_made_whole_is_not_there(tmp_path: Path) -> None:
    script = (
        'mount -t tmpfs -o size=100k none "$1" && '
        '"$2" -m app init --role field --name a --store "$1/kho"; echo exit $?; ls -A "$1/kho"'
    )

    run = subprocess.run(
        [*UNSHARE, script, "sh", str(tmp_path), sys.executable],
        check=False,
        capture_output=True,
        text=True,
        cwd=Path(__file__).parent.parent.parent,
    )

    assert run.stdout.split() == ["exit", "1"], run.stderr
    assert "Traceback" not in run.stderr


def test_a_name_is_kept_so_that_what_it_signs_can_travel(tmp_path: Path) -> None:
    opening.create(
        tmp_path / "kho", "field", unicodedata.normalize("NFD", " Máy Đỗ Ưng\r\n"), SeededIds("x")
    )

    with opened(tmp_path / "kho") as store, store.writing() as work:
        work.save(given.answer())
        (write, *_) = work.history.of_entity(given.answer().id)

    assert write.actor == "Máy Đỗ Ưng"


@pytest.mark.parametrize("name", ["", " \t", "x" * 101])
def test_a_name_that_names_nobody_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(NameRefused):
        opening.create(tmp_path / "kho", "field", name, SeededIds("x"))

    assert not (tmp_path / "kho").exists()


def test_work_that_was_lost_makes_no_new_origin(folder: Path) -> None:
    with opened(folder) as store:
        origin = store.info.origin_id
        with store.writing() as work:
            work.save(given.answer(comment="Bỏ đi"))
        store.raise_highwater()

    with opened(folder) as store:
        assert store.info.origin_id == origin


def test_a_listener_may_write_and_its_failure_loses_nothing(tmp_path: Path) -> None:
    stores: list[Store] = []

    def write_again(changes: ChangeSet) -> None:
        if changes.touches("answer"):
            with stores[0].writing() as work:
                work.save(given.finding())
                work.commit()
            raise RuntimeError("a screen that broke")

    opening.create(tmp_path / "s", "field", "s", SeededIds("s"))
    with Store(tmp_path / "s", FrozenClock(), CountedIds(), write_again) as store:
        stores.append(store)
        with pytest.raises(RuntimeError):
            _save(store, given.answer())

        with store.reading() as view:
            assert view.find(Answer, given.answer().id) is not None
            assert view.find(type(given.finding()), given.finding().id) is not None


def test_readers_see_whole_moments_while_another_thread_writes(folder: Path) -> None:
    faults: list[Exception] = []
    with opened(folder) as store:

        def write() -> None:
            try:
                for number in range(40):
                    with store.writing() as work:
                        work.save(given.answer(comment=str(number)))
                        work.save(given.finding(text=str(number)))
                        work.commit()
            except Exception as error:  # noqa: BLE001 - whatever a thread dies of
                faults.append(error)

        writer = threading.Thread(target=write)
        writer.start()
        while writer.is_alive():
            with store.reading() as view:
                answer = view.get(Answer, given.answer().id)
                found = view.find(type(given.finding()), given.finding().id)
                if found is not None:
                    assert found.text == answer.comment
        writer.join()

    assert faults == []


def test_a_column_that_holds_nonsense_is_damage_and_not_a_crash(folder: Path) -> None:
    with opened(folder) as store, store.writing() as work:
        work.save(given.inspection())
        work.commit()
    with closing(sqlite3.connect(folder / opening.FILE)) as connection, connection:
        connection.execute("UPDATE inspection SET state = 'opxn'")

    with opened(folder) as store, store.reading() as view:
        with pytest.raises(StoreDamaged):
            view.all(Inspection)
        assert view.drift() == [f"inspection {given.INSPECTION}"]


def test_a_revision_changed_behind_our_back_is_found(folder: Path) -> None:
    with opened(folder) as store, store.writing() as work:
        work.save(given.answer(value="no"))
        work.commit()
    with closing(sqlite3.connect(folder / opening.FILE)) as connection, connection:
        connection.execute("""UPDATE rev SET value = '"partial"' WHERE value = '"yes"'""")

    with opened(folder) as store, store.reading() as view:
        assert view.drift() == []
        assert len(view.soundness.unproved()) == 1


def test_a_backup_leaves_nothing_beside_it(folder: Path) -> None:
    with opened(folder) as store:
        copy = store.keep_backup()

    assert list((folder / "backup").iterdir()) == [copy]


def test_a_backup_that_cannot_be_written_is_an_expected_error(folder: Path) -> None:
    (folder / "backup").write_text("không phải thư mục")

    with opened(folder) as store, pytest.raises(FileUnwritable):
        store.keep_backup()


_SAVING_ON = """
import sys
from pathlib import Path
from app.changes import nobody
from app.clock import SystemClock
from app.domain.finding import Finding
from app.ids import SystemIds
from app.store.errors import StoreUnavailable
from app.store.unit_of_work import Store
from tests import given
saved, refused = set(), 0
with Store(Path(sys.argv[1]), SystemClock(), SystemIds(), nobody) as store:
    for number in range(20):
        try:
            with store.writing() as work:
                work.save(given.finding(number))
                work.commit()
            saved.add(number)
        except StoreUnavailable:
            refused += 1
    with store.reading() as view:
        assert {one.order for one in view.all(Finding)} == saved
        assert view.drift() == view.damage() == []
print("refused", refused, "saved", len(saved))
"""


@pytest.mark.skipif(shutil.which("strace") is None, reason="the tracer strace is not installed")
@pytest.mark.parametrize("call", ["fdatasync", "pwrite64"])
def test_a_disk_that_fails_for_a_moment_costs_that_save_and_no_other(
    folder: Path, call: str
) -> None:
    moment = {"fdatasync": "5..6", "pwrite64": "60..61"}[call]
    failing = ["-e", f"trace={call}", "-e", f"inject={call}:error=EIO:when={moment}"]
    tracing = ["strace", "-f", "-qq", "-o", "/dev/null", *failing]

    run = subprocess.run(
        [*tracing, sys.executable, "-c", _SAVING_ON, str(folder)],
        check=True,
        capture_output=True,
        text=True,
        cwd=Path(__file__).parent.parent.parent,
    )

    words = run.stdout.split()
    assert int(words[1]) > 0
    assert int(words[1]) + int(words[3]) == 20
