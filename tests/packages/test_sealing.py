"""Sealing when disks fail: errors come out, half-written plain files do not."""

from __future__ import annotations

import errno
import io
import resource
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from typing_extensions import override

from app.packages.errors import NobodyToSealFor, PackageDamaged, PackageRefused
from app.packages.sealing import recipient_id, seal, seal_letter, unseal
from tests.packages.given import World


class _Failing(io.BytesIO):
    """A file on a disk that fails after so many calls."""

    def __init__(self, data: bytes = b"", *, calls: int = 0) -> None:
        super().__init__(data)
        self._calls = calls

    def _count(self) -> None:
        self._calls -= 1
        if self._calls < 0:
            raise OSError(errno.EIO, "Input/output error")

    @override
    def read(self, size: int | None = -1, /) -> bytes:
        self._count()
        return super().read(size)

    @override
    def write(self, data: object, /) -> int:
        self._count()
        return super().write(data)  # type: ignore[arg-type] # whatever a stream takes


@contextmanager
def small_files(size: int) -> Iterator[None]:
    """Let this process write no file longer than this, as a full disk would."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def _sealed(world: World, folder: Path, plain: bytes) -> Path:
    path = folder / "data.age"
    path.write_bytes(seal_letter(plain, [world.hq.recipient]))
    return path


def test_what_is_sealed_opens(world: World, tmp_path: Path) -> None:
    plain = bytes(range(256)) * 1000
    path = _sealed(world, tmp_path, plain)

    unseal(path, tmp_path / "plain", world.hq.identity, plain_size=len(plain))

    assert (tmp_path / "plain").read_bytes() == plain
    assert (tmp_path / "plain").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("size", [0, 1, 70_000, 300_000])
@pytest.mark.parametrize("calls", range(4))
def test_a_disk_that_fails_while_sealing_is_never_overlooked(
    world: World, size: int, calls: int
) -> None:
    target = _Failing(calls=calls)
    is_told = False
    written = 0

    with suppress(OSError):
        is_told = True
        written = seal(io.BytesIO(bytes(size)), target, [world.hq.recipient]).size
        is_told = False

    assert is_told or len(target.getvalue()) == written > size


@pytest.mark.parametrize("calls", range(3))
def test_a_file_that_cannot_be_read_is_not_sealed(world: World, calls: int) -> None:
    source = _Failing(bytes(300_000), calls=calls)

    with pytest.raises(OSError, match="Input/output") as caught:
        seal(source, io.BytesIO(), [world.hq.recipient])

    assert caught.value.errno == errno.EIO


@pytest.mark.parametrize("size", [10, 30_000, 100_000, 500_000])
def test_a_full_disk_keeps_nothing_plain(world: World, tmp_path: Path, size: int) -> None:
    path = _sealed(world, tmp_path, bytes(size))

    with small_files(size // 2), pytest.raises(OSError, match="too large"):
        unseal(path, tmp_path / "plain", world.hq.identity, plain_size=size)

    assert not (tmp_path / "plain").exists()


@pytest.mark.parametrize("cut", [1, 20, 70_000, 99_000])
def test_a_cut_part_keeps_nothing_plain(world: World, tmp_path: Path, cut: int) -> None:
    path = _sealed(world, tmp_path, bytes(100_000))
    path.write_bytes(path.read_bytes()[:-cut])

    with pytest.raises(PackageDamaged):
        unseal(path, tmp_path / "plain", world.hq.identity, plain_size=100_000)

    assert not (tmp_path / "plain").exists()


@pytest.mark.parametrize("length", [4, 10, 60])
def test_a_part_cut_in_its_header_is_damaged(world: World, tmp_path: Path, length: int) -> None:
    path = _sealed(world, tmp_path, b"plain")
    whole = path.read_bytes()
    path.write_bytes(whole[: whole.index(b"--- ") + length])

    with pytest.raises(PackageDamaged):
        unseal(path, tmp_path / "plain", world.hq.identity, plain_size=5)


@pytest.mark.parametrize("said", [0, 1, 99_999, 100_001])
def test_a_part_longer_or_shorter_than_said_keeps_nothing_plain(
    world: World, tmp_path: Path, said: int
) -> None:
    path = _sealed(world, tmp_path, bytes(100_000))

    with pytest.raises(PackageRefused):
        unseal(path, tmp_path / "plain", world.hq.identity, plain_size=said)

    assert not (tmp_path / "plain").exists()


def test_an_empty_part_that_should_be_longer_is_refused(world: World, tmp_path: Path) -> None:
    path = _sealed(world, tmp_path, b"x")

    with pytest.raises(PackageRefused):
        unseal(path, tmp_path / "plain", world.hq.identity, plain_size=0)


def test_nothing_is_sealed_for_nobody() -> None:
    with pytest.raises(NobodyToSealFor):
        seal_letter(b"x", [])
    with pytest.raises(NobodyToSealFor):
        seal_letter(b"x", ["age1nobody"])


def test_a_recipient_is_named_by_eight_letters(world: World) -> None:
    names = {recipient_id(keys.recipient) for keys in (world.hq, world.laptop, world.other)}

    assert len(names) == 3
    assert all(len(name) == 8 for name in names)
