"""Opening: each fault has its own answer, and none makes a database by accident."""

from __future__ import annotations

import shutil
import sqlite3
import struct
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.changes import nobody
from app.domain.answer import Answer
from app.errors import AppError
from app.ids import SeededIds
from app.store import opening
from app.store.engine import connect
from app.store.errors import (
    StoreBusy,
    StoreDamaged,
    StoreExists,
    StoreForeign,
    StoreLost,
    StoreMissing,
    StoreTooNew,
    StoreUnsafe,
)
from app.store.migrations import SCHEMA_VERSION
from app.store.unit_of_work import Store
from tests import given
from tests.fakes import CountedIds, FrozenClock


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A closed store with one answer."""
    return closed_store(tmp_path / "kho")


def closed_store(place: Path) -> Path:
    """Make a store with one answer and close it."""
    opening.create(place, "field", "may-1", SeededIds("kho"))
    with opened(place) as store, store.writing() as work:
        work.save(given.answer())
        work.commit()
    return place


@contextmanager
def opened(folder: Path, clock: FrozenClock | None = None) -> Iterator[Store]:
    with Store(folder, clock or FrozenClock(), CountedIds(), nobody) as store:
        yield store


def _refusal(folder: Path) -> AppError:
    with pytest.raises(AppError) as caught, opened(folder):
        pass
    return caught.value


def test_a_store_opens_with_what_was_saved(folder: Path) -> None:
    with opened(folder) as store, store.reading() as view:
        answers = view.all(Answer)

    assert answers == [given.answer()]


def test_an_empty_folder_is_no_store_and_stays_empty(tmp_path: Path) -> None:
    refusal = _refusal(tmp_path)

    assert isinstance(refusal, StoreMissing)
    assert not (tmp_path / opening.FILE).exists()


def test_a_folder_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    refusal = _refusal(tmp_path / "nowhere")

    assert isinstance(refusal, StoreMissing)
    assert not (tmp_path / "nowhere").exists()


def test_a_lost_file_beside_photos_is_not_replaced_by_an_empty_one(folder: Path) -> None:
    (folder / "blobs").mkdir()
    (folder / opening.FILE).unlink()

    refusal = _refusal(folder)

    assert isinstance(refusal, StoreLost)
    assert not (folder / opening.FILE).exists()


def test_a_second_program_on_the_same_store_is_refused(folder: Path) -> None:
    with opened(folder):
        refusal = _refusal(folder)

    assert isinstance(refusal, StoreBusy)


def test_a_store_of_a_newer_version_is_not_touched(folder: Path) -> None:
    file = folder / opening.FILE
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    before = file.read_bytes()

    refusal = _refusal(folder)

    assert isinstance(refusal, StoreTooNew)
    assert file.read_bytes() == before


def test_a_database_of_another_program_is_refused(folder: Path) -> None:
    file = folder / opening.FILE
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA application_id = 1")

    refusal = _refusal(folder)

    assert isinstance(refusal, StoreForeign)


@pytest.mark.parametrize("content", [b"", b"short", b"\x00" * 8192])
def test_a_file_without_header_is_damaged_and_not_written(folder: Path, content: bytes) -> None:
    file = folder / opening.FILE
    file.write_bytes(content)

    refusal = _refusal(folder)

    assert isinstance(refusal, StoreDamaged)
    assert file.read_bytes() == content


def test_a_broken_page_is_found_before_anything_is_written(folder: Path) -> None:
    file = folder / opening.FILE
    with file.open("r+b") as stream:
        stream.seek(4096)
        stream.write(struct.pack(">B", 0x7F) * 512)
    before = file.read_bytes()

    refusal = _refusal(folder)

    assert isinstance(refusal, StoreDamaged)
    assert file.read_bytes() == before


@pytest.mark.parametrize("is_there", [False, True])
def test_a_new_store_is_for_its_owner_only(tmp_path: Path, *, is_there: bool) -> None:
    place = tmp_path / "kho"
    if is_there:
        place.mkdir(mode=0o755)

    closed_store(place)

    assert place.stat().st_mode & 0o777 == 0o700


def test_a_new_store_is_not_made_over_other_files(tmp_path: Path) -> None:
    (tmp_path / "ảnh.jpg").write_bytes(b"")

    with pytest.raises(StoreExists):
        opening.create(tmp_path, "field", "may-1", CountedIds())


def test_a_folder_synchronised_with_a_cloud_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreUnsafe):
        opening.create(tmp_path / "OneDrive" / "kho", "field", "may-1", CountedIds())


def test_a_path_in_vietnamese_with_spaces_works(tmp_path: Path) -> None:
    place = tmp_path / "Đỗ Ưng" / "kho dữ liệu 50%"
    opening.create(place, "field", "may-1", CountedIds())

    with opened(place) as store:
        assert store.info.name == "may-1"


def test_durability_settings_are_in_force(folder: Path) -> None:
    with closing(connect(folder / opening.FILE)) as connection:
        found = [
            connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        ]

    assert found == ["wal", 2, 1, 1]


def test_a_file_copied_back_from_an_older_state_gets_a_new_origin(folder: Path) -> None:
    older = folder.parent / "older.db"
    with opened(folder) as store:
        origin = store.info.origin_id
    shutil.copy(folder / opening.FILE, older)
    with opened(folder) as store, store.writing() as work:
        work.save(given.answer(comment="Đã gửi đi"))
        work.commit()
        store.raise_highwater()
    shutil.copy(older, folder / opening.FILE)

    with opened(folder) as store:
        assert store.info.origin_id != origin


def test_a_clock_before_what_the_store_holds_is_doubted(folder: Path) -> None:
    with opened(folder, FrozenClock(datetime(2001, 1, 1, tzinfo=UTC))) as store:
        assert store.info.clock_is_doubtful


def test_a_backup_is_a_whole_store(folder: Path) -> None:
    with opened(folder) as store:
        copy = store.keep_backup()

    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT count(*) FROM answer").fetchone() == (1,)


def test_a_store_named_from_the_current_folder_keeps_backups(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder.parent)

    with opened(Path(folder.name)) as store:
        copy = store.keep_backup()

    assert copy.exists()


def test_only_the_newest_dozen_of_backups_stays(folder: Path) -> None:
    with opened(folder) as store:
        copies = [store.keep_backup() for _ in range(14)]

    assert [copy.exists() for copy in copies] == [False] * 2 + [True] * 12


_SAVING = """
import sys
from pathlib import Path
from app.changes import nobody
from app.clock import SystemClock
from app.ids import SystemIds
from app.store.unit_of_work import Store
from tests import given
with Store(Path(sys.argv[1]), SystemClock(), SystemIds(), nobody) as store:
    for number in range(100_000):
        with store.writing() as work:
            work.save(given.finding(number))
            work.commit()
        sys.stdout.write(f"{number}\\n")
        sys.stdout.flush()
"""


_FILLING = """
import sys
from pathlib import Path
from app.changes import nobody
from app.clock import SystemClock
from app.domain.finding import Finding
from app.ids import SystemIds
from app.store import opening
from app.store.errors import StoreFull
from app.store.unit_of_work import Store
from tests import given
place = Path(sys.argv[1]) / "kho"
opening.create(place, "field", "may-1", SystemIds())
saved = 0
with Store(place, SystemClock(), SystemIds(), nobody) as store:
    try:
        for number in range(10_000):
            with store.writing() as work:
                work.save(given.finding(number, text="Đầy " * 500))
                work.commit()
            saved += 1
    except StoreFull:
        with store.reading() as view:
            assert len(view.all(Finding)) == saved and view.drift() == []
        print("refused after", saved)
"""
UNSHARE = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c"]


def may_mount() -> bool:
    if shutil.which("unshare") is None:
        return False
    probe = [*UNSHARE, "mount -t tmpfs -o size=1m none /mnt"]
    return subprocess.run(probe, check=False, capture_output=True).returncode == 0


@pytest.mark.skipif(not may_mount(), reason="this system lets nobody mount a small disk")
def test_a_full_disk_refuses_the_change_and_keeps_what_was_saved(tmp_path: Path) -> None:
    script = 'mount -t tmpfs -o size=3m none "$1" && exec "$2" -c "$3" "$1"'

    run = subprocess.run(
        [*UNSHARE, script, "sh", str(tmp_path), sys.executable, _FILLING],
        check=True,
        capture_output=True,
        text=True,
    )

    assert "refused after" in run.stdout


def test_nothing_acknowledged_is_lost_when_the_process_is_killed(folder: Path) -> None:
    acknowledged = -1
    for round_number in range(3):
        process = subprocess.Popen(
            [sys.executable, "-c", _SAVING, str(folder)], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        for _ in range(20 + 7 * round_number):
            acknowledged = max(acknowledged, int(process.stdout.readline()))
        process.kill()
        rest, _ = process.communicate()
        acknowledged = max([acknowledged, *map(int, rest.split())])

    with opened(folder) as store, store.reading() as view:
        saved = {finding.order for finding in view.all(type(given.finding()))}
        assert set(range(acknowledged + 1)) <= saved
        assert view.damage() == []
        assert view.drift() == []


@pytest.mark.skipif(shutil.which("strace") is None, reason="the tracer strace is not installed")
def test_one_save_is_one_sync(folder: Path, tmp_path: Path) -> None:
    log = tmp_path / "trace"
    code = _SAVING.replace("range(100_000)", "range(12)")

    tracing = ["strace", "-f", "-qq", "-o", str(log), "-e", "trace=fsync,fdatasync,write"]
    subprocess.run(
        [*tracing, sys.executable, "-c", code, str(folder)], check=True, stdout=subprocess.DEVNULL
    )

    counts = [0]
    for line in log.read_text().splitlines():
        if "write(1," in line:
            counts.append(0)
        elif "sync(" in line:
            counts[-1] += 1
    assert counts[2:12] == [1] * 10
