"""Writing to sticks that are full, locked, pulled, counterfeit or already used."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from app.errors import Cancelled, FileUnwritable
from app.packages.built import reopen_built
from app.packages.errors import (
    BuiltDamaged,
    MediumFailed,
    MediumFaulty,
    MediumFull,
    MediumGone,
    MediumPulled,
    MediumReadOnly,
    PackageTooLarge,
    PackageUnfinished,
)
from app.packages.finding import find_packages
from app.packages.medium import free_bytes, named
from app.packages.writer import copy_package
from tests.packages.given import SMALL, Desk, blob, content, revision

_ROOT: Final = Path(__file__).parent.parent.parent


def _copied_in_a_child(
    desk: Desk, stick: Path, *, before: str = "pass", shell: str = "{}", as_zip: bool = False
) -> str:
    """Copy a built package in another process and return the name of what went wrong."""
    folder = desk.built(content(blobs=[blob(desk.vault, os.urandom(300_000))])).folder
    script = (
        "import sys\n"
        "from pathlib import Path\n"
        "from app.packages.built import reopen_built\n"
        "from app.packages.writer import copy_package\n"
        "from tests.packages.given import SMALL\n"
        f"{before}\n"
        "try:\n"
        f"    copy_package(reopen_built(Path({str(folder)!r})), Path({str(stick)!r}),\n"
        f"                 limits=SMALL, as_zip={as_zip})\n"
        "except Exception as error:\n"
        "    print(type(error).__name__, sorted(each.name for each in"
        f" Path({str(stick)!r}).iterdir()))\n"
        "else:\n"
        "    print('written')\n"
    )
    program = desk.root / "child_of_test.py"
    program.write_text(script)
    command = shell.format(f"{sys.executable} {program}")
    done = subprocess.run(
        ["bash", "-c", command],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(_ROOT)},
    )
    return done.stdout.strip() or done.stderr


def _has_namespaces() -> bool:
    tried = subprocess.run(["unshare", "-Urm", "true"], capture_output=True, check=False)
    return tried.returncode == 0


needs_namespaces = pytest.mark.skipif(
    not _has_namespaces(), reason="this machine does not let a user mount"
)


def test_a_written_folder_holds_exactly_its_files(desk: Desk) -> None:
    written = desk.written(content(blobs=[blob(desk.vault, b"photo")]))

    assert sorted(path.name for path in written.place.iterdir()) == [
        "DOC-TOI.txt",
        "blobs-001.age",
        "data.age",
        "manifest.skt",
    ]
    assert list(desk.stick.iterdir()) == [written.place]
    assert written.was_read_from_medium is hasattr(os, "posix_fadvise")
    assert written.package.size == sum(path.stat().st_size for path in written.place.iterdir())


def test_the_readme_is_vietnamese_and_says_nothing_else(desk: Desk) -> None:
    text = (desk.written().place / "DOC-TOI.txt").read_text(encoding="utf-8-sig")

    assert "Sổ Kiểm Tra" in text


def test_what_is_built_is_copied_any_number_of_times(desk: Desk) -> None:
    written = copy_package(desk.built(), desk.stick, limits=SMALL)

    again = copy_package(reopen_built(written.package.folder), desk.stick, limits=SMALL)

    assert again.place != written.place
    assert again.package == written.package
    for place in find_packages(desk.stick):
        with desk.opened(place) as opened:
            assert opened.revision_count == 1


@pytest.mark.parametrize("as_zip", [False, True])
def test_nothing_on_the_stick_is_ever_overwritten(desk: Desk, as_zip: bool) -> None:
    built = desk.built()
    for name in ("SKT-{}", "SKT-{}.zip"):
        first = copy_package(built, desk.stick, as_zip=as_zip, limits=SMALL).place
        before = first.stat().st_mtime_ns, first.stat().st_ino

        second = copy_package(built, desk.stick, as_zip=as_zip, limits=SMALL).place

        assert second != first, name
        assert (first.stat().st_mtime_ns, first.stat().st_ino) == before


def test_a_stick_full_of_copies_takes_no_more(desk: Desk) -> None:
    built = desk.built()
    name = copy_package(built, desk.stick, limits=SMALL).place.name
    for number in range(2, 100):
        (desk.stick / f"{name}-{number}").mkdir()

    with pytest.raises(MediumFailed):
        copy_package(built, desk.stick, limits=SMALL)


def test_two_laptops_share_a_stick(desk: Desk) -> None:
    desk.written(content([revision(1)], package_id="of-laptop-one"))
    desk.written(
        content([revision(2)], package_id="of-laptop-two"),
        desk.world.sender(desk.world.teammate),
    )

    places = find_packages(desk.stick)

    signers = set()
    for place in places:
        with desk.opened(place) as opened:
            signers.add(opened.signer.name)
    assert signers == {"team12/device-03", "team12/device-04"}


# Sticks that fail


def test_a_stick_that_is_not_there_is_told(desk: Desk) -> None:
    built = desk.built()

    with pytest.raises(MediumGone):
        copy_package(built, desk.root / "no stick")


def test_a_stick_without_room_is_told_before_writing(desk: Desk) -> None:
    built = desk.built()

    with pytest.raises(MediumFull) as caught:
        copy_package(built, desk.stick, limits=replace(SMALL, medium_reserve=1 << 60))

    assert not any(desk.stick.iterdir())
    assert built.folder.exists()
    assert "MB" in caught.value.text


@pytest.mark.parametrize("as_zip", [False, True])
def test_a_file_too_long_for_the_stick_is_told_as_a_full_stick(desk: Desk, as_zip: bool) -> None:
    limited = (
        "import resource, signal\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))"
    )

    outcome = _copied_in_a_child(desk, desk.stick, before=limited, as_zip=as_zip)

    assert outcome == "MediumFull []"


@needs_namespaces
def test_a_small_stick_is_full(desk: Desk) -> None:
    mounted = f"unshare -Urm bash -c 'mount -t tmpfs -o size=200k none {desk.stick} && {{}}'"

    outcome = _copied_in_a_child(desk, desk.stick, shell=mounted)

    assert outcome == "MediumFull []"


@needs_namespaces
@pytest.mark.parametrize("as_zip", [False, True])
def test_a_stick_that_fills_up_while_it_is_written_is_cleaned(desk: Desk, as_zip: bool) -> None:
    mounted = f"unshare -Urm bash -c 'mount -t tmpfs -o size=200k none {desk.stick} && {{}}'"
    blind = (
        "import app.packages.writer as writer\n"
        "writer.probe = lambda *_: None  # another program takes the room meanwhile"
    )

    outcome = _copied_in_a_child(desk, desk.stick, shell=mounted, before=blind, as_zip=as_zip)

    assert outcome == "MediumFull []"


@needs_namespaces
def test_a_locked_stick_is_read_only(desk: Desk) -> None:
    mounted = (
        f"unshare -Urm bash -c 'mount --bind {desk.stick} {desk.stick} && "
        f"mount -o remount,ro,bind {desk.stick} && {{}}'"
    )

    outcome = _copied_in_a_child(desk, desk.stick, shell=mounted)

    assert outcome == "MediumReadOnly []"


class _Spoiler:
    """A progress that does something to the stick when the copy has come so far."""

    def __init__(self, share: float, act: Callable[[], None]) -> None:
        self._share = share
        self._act = act
        self._is_done = False

    def step(self, done: int, total: int, label: str = "") -> None:  # noqa: ARG002 - a Progress
        if total and done >= self._share * total and not self._is_done:
            self._is_done = True
            self._act()


def _spoil(stick: Path) -> None:
    """Zero the sealed records, as a stick with a false capacity does."""
    for path in stick.rglob("*"):
        if path.name == "data.age":
            path.write_bytes(bytes(path.stat().st_size))
        if path.suffix == ".tmp" and path.name.startswith("SKT"):
            data = path.read_bytes()
            path.write_bytes(data[:900] + bytes(200) + data[1100:])


@pytest.mark.parametrize("as_zip", [False, True])
def test_a_stick_that_loses_data_is_found_out(desk: Desk, as_zip: bool) -> None:
    built = desk.built()
    spoiler = _Spoiler(0.5, lambda: _spoil(desk.stick))

    with pytest.raises(MediumFaulty):
        copy_package(built, desk.stick, as_zip=as_zip, progress=spoiler, limits=SMALL)

    assert not any(desk.stick.iterdir())
    assert built.folder.exists()


def test_a_zip_that_comes_back_unreadable_is_found_out(desk: Desk) -> None:
    built = desk.built()

    def spoil() -> None:
        for path in desk.stick.iterdir():
            path.write_bytes(bytes(path.stat().st_size))

    with pytest.raises(MediumFaulty):
        copy_package(built, desk.stick, as_zip=True, progress=_Spoiler(0.5, spoil), limits=SMALL)


def _pull() -> None:
    raise OSError(errno.EIO, "Input/output error")


@pytest.mark.parametrize("as_zip", [False, True])
@pytest.mark.parametrize("share", [0.0, 0.1, 0.4, 0.6, 0.9, 1.0])
def test_a_pulled_stick_is_gone_and_the_package_kept(
    desk: Desk, share: float, as_zip: bool
) -> None:
    built = desk.built()

    with pytest.raises(MediumGone) as caught:
        copy_package(
            built, desk.stick, as_zip=as_zip, progress=_Spoiler(share, _pull), limits=SMALL
        )

    assert isinstance(caught.value, MediumPulled)
    told = int(str(caught.value.params["percent"]))
    assert 100 * share <= told + 1
    assert f"{told} %" in caught.value.text
    again = copy_package(built, desk.stick, as_zip=as_zip, limits=SMALL)
    with desk.opened(again.place) as opened:
        assert opened.revision_count == 1


def test_a_folder_whose_manifest_was_never_named_is_unfinished(desk: Desk) -> None:
    place = desk.written().place
    (place / "manifest.skt").rename(place / "manifest.tmp")

    assert find_packages(desk.stick) == [place]
    with pytest.raises(PackageUnfinished):
        desk.opened(place)


def _stop() -> None:
    raise Cancelled


@pytest.mark.parametrize("as_zip", [False, True])
@pytest.mark.parametrize("share", [0.0, 0.3, 0.6, 1.0])
def test_stopping_leaves_nothing_on_the_stick(desk: Desk, share: float, as_zip: bool) -> None:
    built = desk.built()

    with pytest.raises(Cancelled):
        copy_package(built, desk.stick, as_zip=as_zip, progress=_Spoiler(share, _stop))

    assert not any(desk.stick.iterdir())


@pytest.mark.parametrize("name", ["DOC-TOI.txt", "data.age", "manifest.skt"])
def test_a_built_package_that_lost_a_part_is_not_copied_and_the_part_is_named(
    desk: Desk, name: str
) -> None:
    built = desk.built()
    (built.folder / name).unlink()

    with pytest.raises(BuiltDamaged) as caught:
        copy_package(built, desk.stick, limits=SMALL)

    assert caught.value.params["part"] == name
    assert not any(desk.stick.iterdir())


@pytest.mark.parametrize("as_zip", [False, True])
def test_a_built_package_that_changed_is_found_out_and_not_blamed_on_the_stick(
    desk: Desk, as_zip: bool
) -> None:
    built = desk.built()
    (built.folder / "data.age").write_bytes(b"else")

    with pytest.raises(BuiltDamaged):
        copy_package(built, desk.stick, as_zip=as_zip, limits=SMALL)

    assert not any(desk.stick.iterdir())


def test_a_part_that_this_computer_does_not_give_is_not_a_pulled_stick(desk: Desk) -> None:
    built = desk.built()
    (built.folder / "data.age").unlink()
    (built.folder / "data.age").mkdir()

    with pytest.raises(BuiltDamaged):
        copy_package(built, desk.stick, limits=SMALL)


def test_a_zip_is_no_longer_than_one_without_its_64_bit_extension(desk: Desk) -> None:
    built = desk.built()
    with (built.folder / "data.age").open("r+b") as stream:
        stream.truncate(1 << 31)

    with pytest.raises(PackageTooLarge):
        copy_package(built, desk.stick, as_zip=True, limits=SMALL)


def test_a_zip_that_no_reader_takes_is_not_called_written(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    photos = [blob(desk.vault, os.urandom(90_000)) for _ in range(5)]
    built = desk.built(content(blobs=photos), volume=100_000)
    monkeypatch.setattr(zipfile, "ZIP64_LIMIT", 200_000)

    with pytest.raises(MediumFaulty):
        copy_package(built, desk.stick, as_zip=True, limits=SMALL)

    assert not any(desk.stick.iterdir())


def test_a_built_package_that_is_gone_cannot_be_reopened(desk: Desk) -> None:
    with pytest.raises(FileUnwritable):
        reopen_built(desk.outgoing / "gone")


# The names of failures


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (errno.ENOSPC, MediumFull),
        (errno.EDQUOT, MediumFull),
        (errno.EFBIG, MediumFull),
        (errno.EROFS, MediumReadOnly),
        (errno.EACCES, MediumReadOnly),
        (errno.EIO, MediumGone),
        (errno.ENODEV, MediumGone),
        (errno.ENOENT, MediumGone),
        (errno.ENAMETOOLONG, MediumFailed),
    ],
)
def test_each_failure_has_its_name(tmp_path: Path, code: int, expected: type[Exception]) -> None:
    assert isinstance(named(OSError(code, os.strerror(code)), tmp_path), expected)


@pytest.mark.parametrize(
    ("windows", "expected"),
    [
        (112, MediumFull),
        (39, MediumFull),
        (19, MediumReadOnly),
        (21, MediumGone),
        (1, MediumFailed),
    ],
)
def test_windows_has_its_own_numbers(
    tmp_path: Path, windows: int, expected: type[Exception]
) -> None:
    error = OSError("no words")
    error.winerror = windows  # type: ignore[attr-defined, unused-ignore] # Windows only

    assert isinstance(named(error, tmp_path), expected)


def test_a_stick_that_is_gone_has_no_room(tmp_path: Path) -> None:
    assert free_bytes(tmp_path / "gone") == 0


def test_where_the_memory_cannot_be_bypassed_it_is_said(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(os, "posix_fadvise")

    assert not desk.written().was_read_from_medium
    assert not desk.written(as_zip=True, what=content(package_id="p-2")).was_read_from_medium
