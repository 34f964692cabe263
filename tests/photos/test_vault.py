"""The vault keeps bytes whole, once and durable, or keeps nothing and says why."""

from __future__ import annotations

import errno
import hashlib
import io
import os
import resource
import shutil
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typing_extensions import override

from app.errors import FileUnreadable, FileUnwritable, InvalidValue
from app.photos.vault import MIN_FREE, ObjectMissing, ObjectTooLarge, Vault, VaultFull

DATA = b"a photo" * 1000
SHA256 = hashlib.sha256(DATA).hexdigest()
MIB = 1 << 20


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(tmp_path)


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_bytes_lie_under_their_own_hash_and_are_read_only(vault: Vault, tmp_path: Path) -> None:
    sha256 = vault.put(io.BytesIO(DATA))

    assert sha256 == SHA256
    assert files(tmp_path) == [tmp_path / "blobs" / SHA256[:2] / SHA256]
    assert vault.path(sha256).stat().st_mode & 0o777 == 0o400
    with vault.open(sha256) as stream:
        assert stream.read() == DATA


@settings(max_examples=30, deadline=None)
@given(data=st.binary(max_size=5000))
def test_whatever_goes_in_comes_out(data: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    vault = Vault(tmp_path_factory.mktemp("vault"))

    sha256 = vault.put(io.BytesIO(data))

    assert vault.verify(sha256)
    assert vault.path(sha256).read_bytes() == data
    assert list(vault.all()) == [hashlib.sha256(data).hexdigest()]


def test_the_same_bytes_twice_are_one_object_that_is_not_written_again(
    vault: Vault, tmp_path: Path
) -> None:
    vault.put(io.BytesIO(DATA))
    before = vault.path(SHA256).stat()

    vault.put(io.BytesIO(DATA))

    after = vault.path(SHA256).stat()
    assert len(files(tmp_path)) == 1
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


@pytest.mark.parametrize("same_vault", [True, False])
def test_threads_that_store_the_same_bytes_at_once_make_one_object(
    tmp_path: Path, same_vault: bool
) -> None:
    one = Vault(tmp_path)
    for number in range(50):
        data = f"photo {number}".encode() * 500
        ready = threading.Barrier(2)

        def store(vault: Vault, data: bytes = data, ready: threading.Barrier = ready) -> str:
            ready.wait()
            return vault.put(io.BytesIO(data))

        with ThreadPoolExecutor(2) as threads:
            names = list(threads.map(store, [one, one if same_vault else Vault(tmp_path)]))

        assert names == [hashlib.sha256(data).hexdigest()] * 2
        assert one.verify(names[0])
    assert len(files(tmp_path)) == 50


def test_the_file_is_durable_before_it_has_its_name_and_the_name_before_the_answer(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[str] = []
    sync, rename = os.fsync, os.replace

    def noted_sync(handle: int) -> None:
        target = Path(f"/proc/self/fd/{handle}").readlink()
        calls.append(f"sync {'folder' if target.is_dir() else 'file'} {target.name[:2]}")
        sync(handle)

    def noted_rename(source: Path, target: Path) -> None:
        calls.append("name")
        rename(source, target)

    monkeypatch.setattr(os, "fsync", noted_sync)
    monkeypatch.setattr(os, "replace", noted_rename)
    vault.put(io.BytesIO(DATA))

    assert [call[:11] for call in calls] == ["sync file t", "sync folder", "name", "sync folder"]
    # The new folder's own name first, then the name within it.
    assert [call[12:] for call in calls if "folder" in call] == ["bl", SHA256[:2]]


def test_a_new_vault_makes_its_own_folder_durable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[str] = []
    monkeypatch.setattr(
        os, "fsync", lambda handle: synced.append(Path(f"/proc/self/fd/{handle}").readlink().name)
    )

    Vault(tmp_path)
    Vault(tmp_path)

    assert synced == ["blobs", tmp_path.name]


def test_bytes_that_were_there_before_are_made_durable_too(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault.put(io.BytesIO(DATA))
    synced: list[str] = []
    sync = os.fsync

    def noted(handle: int) -> None:
        synced.append(Path(f"/proc/self/fd/{handle}").readlink().name)
        sync(handle)

    monkeypatch.setattr(os, "fsync", noted)
    vault.put(io.BytesIO(DATA))

    assert synced[-1] == SHA256[:2]


def test_a_damaged_object_is_noticed_and_healed_by_the_same_bytes(vault: Vault) -> None:
    vault.put(io.BytesIO(DATA))
    path = vault.path(SHA256)
    path.chmod(0o600)
    path.write_bytes(b"A" + DATA[1:])

    assert not vault.verify(SHA256)
    vault.put(io.BytesIO(DATA))

    assert vault.verify(SHA256)
    assert path.read_bytes() == DATA


def test_a_missing_object_says_so(vault: Vault) -> None:
    with pytest.raises(ObjectMissing):
        vault.open(SHA256)

    assert not vault.has(SHA256)
    assert not vault.verify(SHA256)


@pytest.mark.parametrize("name", ["../../x", "", "A" * 64, "a" * 63, f"{SHA256}\n", "/etc/passwd"])
def test_a_name_that_is_no_hash_leads_nowhere(vault: Vault, name: str) -> None:
    with pytest.raises(InvalidValue):
        vault.path(name)


def test_a_file_above_the_limit_is_refused_and_leaves_nothing(vault: Vault, tmp_path: Path) -> None:
    with pytest.raises(ObjectTooLarge):
        vault.put(io.BytesIO(DATA), size_limit=len(DATA) - 1)

    assert vault.put(io.BytesIO(DATA), size_limit=len(DATA)) == SHA256
    assert len(files(tmp_path)) == 1


class PulledCard(io.BytesIO):
    """A memory card that is pulled while it is read."""

    @override
    def read(self, size: int | None = -1, /) -> bytes:
        if self.tell():
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return super().read(size)


def test_a_card_pulled_while_reading_leaves_nothing(vault: Vault, tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable):
        vault.put(PulledCard(bytes(3 * MIB)))

    assert files(tmp_path) == []


def test_below_500_mb_nothing_more_is_taken(tmp_path: Path) -> None:
    full = Vault(tmp_path, free=lambda _: MIN_FREE - 1)
    enough = Vault(tmp_path, free=lambda _: MIN_FREE)

    with pytest.raises(VaultFull) as refused:
        full.put(io.BytesIO(DATA))

    assert refused.value.params == {"needed": 1}
    assert files(tmp_path) == []
    assert enough.put(io.BytesIO(DATA)) == SHA256


FILL = """
import io, sys
from pathlib import Path
from app.photos.vault import Vault, VaultFull
folder = Path(sys.argv[1])
vault = Vault(folder, free=lambda _: 1 << 40)
first = vault.put(io.BytesIO(b"first" * 1000))
try:
    vault.put(io.BytesIO(bytes(4 << 20)))
except VaultFull as error:
    print("full", error.params["needed"])
left = [path.name for path in folder.rglob("*") if path.is_file()]
assert left == [first], left
assert vault.verify(first)
(folder / "blobs" / first[:2] / first).unlink()
print("again", vault.put(io.BytesIO(bytes(1 << 20)))[:4])
"""


def test_a_disk_that_fills_up_leaves_what_was_there_and_takes_more_once_freed(
    tmp_path: Path,
) -> None:
    mount = "mount -t tmpfs -o size=2m none $0"
    own_disk = ("unshare", "-Urm", "sh", "-c")
    permitted = (
        shutil.which("unshare")
        and not subprocess.run(
            [*own_disk, mount, tmp_path], capture_output=True, check=False
        ).returncode
    )
    if not permitted:
        pytest.skip("this system lets no user mount a small disk of his own")

    result = subprocess.run(
        [*own_disk, f'{mount} && exec "$1" -c "$2" $0', tmp_path, sys.executable, FILL],
        capture_output=True,
        text=True,
        check=False,
    )

    assert result.stderr == ""
    assert result.stdout.split()[:3] == ["full", "502", "again"]


def test_a_disk_that_takes_no_file_so_large_says_what_to_free(tmp_path: Path) -> None:
    def small_files_only() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (2 * MIB, 2 * MIB))

    result = subprocess.run(
        [sys.executable, "-c", FILL, tmp_path],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=small_files_only,
    )

    assert result.stderr == ""
    assert result.stdout.startswith("full ")


def test_an_interrupted_program_leaves_only_what_the_sweep_removes(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    kept = vault.put(io.BytesIO(DATA))
    (tmp_path / "blobs" / "tmp" / "left over").write_bytes(b"half a photo")

    removed = Vault(tmp_path).sweep()

    assert removed == 1
    assert [path.name for path in files(tmp_path)] == [kept]


def test_a_disk_without_rights_takes_objects_all_the_same(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "chmod", refuse)
    sha256 = vault.put(io.BytesIO(DATA))

    assert vault.verify(sha256)


def test_a_name_held_by_another_program_is_waited_for(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = os.replace
    tries: list[int] = []

    def held_twice(source: Path, target: Path) -> None:
        tries.append(1)
        if len(tries) < 3:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        rename(source, target)

    monkeypatch.setattr(os, "replace", held_twice)
    sha256 = vault.put(io.BytesIO(DATA))

    assert len(tries) == 3
    assert vault.verify(sha256)


def test_bytes_the_disk_does_not_confirm_are_not_kept(
    vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: int) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(FileUnwritable):
        vault.put(io.BytesIO(DATA))

    assert files(tmp_path) == []


STORE_FOR_EVER = """
import io, itertools, sys
from pathlib import Path
from app.photos.vault import Vault
vault = Vault(Path(sys.argv[1]))
for number in itertools.count():
    print(vault.put(io.BytesIO(bytes(300_000) + str(number).encode())), flush=True)
"""


@pytest.mark.parametrize("stored", [1, 4, 9, 16])
def test_a_program_killed_at_any_moment_has_kept_all_it_answered_for(
    tmp_path: Path, stored: int
) -> None:
    program = subprocess.Popen(
        [sys.executable, "-c", STORE_FOR_EVER, tmp_path], stdout=subprocess.PIPE, text=True
    )
    with program:
        assert program.stdout is not None
        answered = [program.stdout.readline().strip() for _ in range(stored)]
        program.kill()
        answered += [line.strip() for line in program.stdout if line.endswith("\n")]

    vault = Vault(tmp_path)
    vault.sweep()

    assert all(vault.verify(sha256) for sha256 in answered)
    assert all(vault.verify(sha256) for sha256 in vault.all())
    assert len(files(tmp_path)) <= len(answered) + 1


def test_a_file_in_the_place_of_the_vault_is_an_error_with_words(tmp_path: Path) -> None:
    (tmp_path / "blobs").write_bytes(b"")

    with pytest.raises(FileUnwritable) as refused:
        Vault(tmp_path)

    assert str(tmp_path) in refused.value.text


def test_only_objects_are_listed(vault: Vault, tmp_path: Path) -> None:
    names = sorted(vault.put(io.BytesIO(text.encode())) for text in ("một", "hai", "ba"))
    (tmp_path / "blobs" / names[0][:2] / "Thumbs.db").write_bytes(b"")
    (tmp_path / "blobs" / "zz").mkdir()

    assert list(vault.all()) == names
