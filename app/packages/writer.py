"""Copying a package to a stick: never over anything, read back, its name given last.

The manifest is written last under another name and renamed only when everything
was read back and compared; a stick that was pulled, filled up or lies about its
size holds a folder that every reader calls unfinished.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from app.files import replace, sync_folder
from app.packages.begun_copy import BegunCopy, fresh_name
from app.packages.built import BuiltPackage
from app.packages.errors import (
    BuiltDamaged,
    MediumFaulty,
    MediumGone,
    MediumPulled,
    PackageTooLarge,
)
from app.packages.finding import Unreadable, open_source
from app.packages.limits import LIMITS, Limits
from app.packages.manifest import MANIFEST_NAME
from app.packages.medium import (
    chunks_of,
    copy_settled,
    failures_named,
    forget_cached,
    probe,
    read_back,
    settle_file,
)
from app.packages.strict_zip import STORED, add_member
from app.progress import NO_PROGRESS, Progress
from app.words import translate

_UNFINISHED: Final = "manifest.tmp"
# `zipfile` goes over to the 64-bit extension at 2 GiB, which no reader of ours takes.
MOST_ZIP: Final = (1 << 31) - (1 << 20)


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenPackage:
    """A package that lies whole on a stick; it may be taken out now."""

    package: BuiltPackage
    place: Path
    """The folder, or the zip file, on the stick."""
    was_read_from_medium: bool
    """False where the system may have answered from its memory when reading back."""


def copy_package(
    built: BuiltPackage,
    medium: Path,
    *,
    as_zip: bool = False,
    progress: Progress = NO_PROGRESS,
    limits: Limits = LIMITS,
    begun: BegunCopy | None = None,
) -> WrittenPackage:
    """Copy a built package to a stick and prove that the stick holds it.

    Args:
        built: what is copied.
        medium: the stick, or a folder.
        as_zip: as one zip file.
        progress: hears every step.
        limits: what must stay free on the stick.
        begun: what was copied while it was built; into a new folder where there is none.

    Raises:
        BuiltDamaged: if the built package is not what was signed any more.
        PackageTooLarge: if it does not fit into one zip file.
        MediumFull: if the stick has no room.
        MediumReadOnly: if it is write-protected.
        MediumGone: if it is not there or was pulled.
        MediumFaulty: if it does not give back what was written.
        MediumFailed: if it failed in another way.
        Cancelled: if the user asked to stop.
    """
    expected = _expected(built)
    if as_zip:
        refuse_long_zip(built.size)
    work = _Copy(built, medium, expected, progress)
    with work.pulled_named(), failures_named(medium, built.size + limits.medium_reserve):
        there = begun.copied() if begun is not None else frozenset()
        probe(medium, work.left(there), limits.medium_reserve)
        if as_zip:
            place = work.as_zip()
        elif begun is not None:
            place = work.into(begun, there)
        else:
            with BegunCopy(medium, built.manifest.package) as begun_now:
                place = work.into(begun_now, there)
    return WrittenPackage(package=built, place=place, was_read_from_medium=work.is_from_medium)


def refuse_long_zip(size: int) -> None:
    """Refuse to make a zip file that no reader takes.

    Args:
        size: the bytes of everything that goes into it.

    Raises:
        PackageTooLarge: if it does not fit.
    """
    if size > MOST_ZIP:
        raise PackageTooLarge(reason=translate("a zip file holds no more than 2 GB"))


def _expected(built: BuiltPackage) -> dict[str, str]:
    """Return the hash of each file to copy, as signed; the others as they are."""
    signed = {part.name: part.sha256 for part in built.manifest.parts}
    signed[MANIFEST_NAME] = built.manifest_sha256
    return {path.name: signed.get(path.name) or _sha256_of(chunks_of(path)) for path in built.files}


class _Copy:
    """One attempt to bring a package onto a stick; it cleans up after itself if it can."""

    def __init__(
        self, built: BuiltPackage, medium: Path, expected: dict[str, str], progress: Progress
    ) -> None:
        self._built = built
        self._medium = medium
        self._expected = expected
        self._progress = progress
        self._size = built.size
        # Written once and read back once.
        self._total = 2 * self._size
        self._done = 0
        self.is_from_medium = True
        """Whether all that was read back was asked of the stick itself."""

    @contextmanager
    def pulled_named(self) -> Iterator[None]:
        """Say how far it was when the stick was pulled.

        Raises:
            MediumPulled: if something had been written by then.
        """
        try:
            yield
        except MediumGone as error:
            if not self._done:
                raise
            percent = 100 * self._done // self._total
            raise MediumPulled(path=str(self._medium), percent=percent) from error

    def left(self, there: frozenset[str]) -> int:
        """Return how many bytes are still to be copied."""
        return sum(path.stat().st_size for path in self._built.files if path.name not in there)

    def into(self, begun: BegunCopy, there: frozenset[str]) -> Path:
        """Copy the files that are not there yet, and prove all of them."""
        folder = begun.folder
        for path in self._built.files:
            if path.name in there:
                self._step(path.stat().st_size)
            else:
                copy_settled(path, folder / _on_medium(path), self._step)
        sync_folder(folder)
        for path in self._built.files:
            self._compare(path, self._read_back(folder / _on_medium(path), self._step))
        replace(folder / _UNFINISHED, folder / MANIFEST_NAME)
        sync_folder(folder)
        sync_folder(self._medium)
        begun.keep()
        return folder

    def as_zip(self) -> Path:
        """Copy the files into one new zip file, without packing them again."""
        name = fresh_name(self._medium, self._built.manifest.package)
        unfinished = self._medium / f"{name}.tmp"
        try:
            with unfinished.open("xb") as file, zipfile.ZipFile(file, "w") as container:
                for path in self._built.files:
                    chunks = self._heard(chunks_of(path))
                    add_member(container, path.name, chunks, STORED)
            settle_file(unfinished)
            self._compare_members(unfinished)
            target = unfinished.with_suffix(".zip")
            replace(unfinished, target)
            sync_folder(self._medium)
        except BaseException:
            with suppress(OSError):
                unfinished.unlink(missing_ok=True)
            raise
        return target

    def _read_back(self, place: Path, heard: Callable[[int], None]) -> str:
        found = read_back(place, heard)
        self.is_from_medium = self.is_from_medium and found.is_from_medium
        return found.sha256

    def _compare(self, path: Path, sha256: str) -> None:
        expected = self._expected[path.name]
        if sha256 == expected:
            return
        # A stick that gives back what it was given is not to blame.
        if _sha256_of(chunks_of(path)) != expected:
            raise BuiltDamaged(part=path.name)
        raise MediumFaulty(path=str(self._medium), part=path.name)

    def _compare_members(self, place: Path) -> None:
        """Read a zip file back as a reader will, which refuses much that `zipfile` takes."""
        if not forget_cached(place):
            # Asked by itself: what a reader then finds may come from memory, and be the same.
            found = self._read_back(place, lambda _size: None)
            if found != _sha256_of(chunks_of(place)):
                raise MediumFaulty(path=str(self._medium), part=place.name)
        source = open_source(place)
        for path in self._built.files:
            try:
                self._compare(path, _sha256_of(self._heard(source.chunks(path.name))))
            except Unreadable as error:
                failed = _failure_behind(error)
                if failed is not None:
                    raise failed from None
                raise MediumFaulty(path=str(self._medium), part=place.name) from error

    def _heard(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        for chunk in chunks:
            self._step(len(chunk))
            yield chunk

    def _step(self, size: int) -> None:
        self._done += size
        label = translate("Writing to the stick")
        if self._done > self._size:
            label = translate("Reading back what was written")
        self._progress.step(self._done, self._total, label)


def _sha256_of(chunks: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for chunk in chunks:
        digest.update(chunk)
    return digest.hexdigest()


def _failure_behind(error: BaseException) -> OSError | None:
    """Return what the system said of a stick; `zipfile` may have made it a bad zip file."""
    behind: BaseException | None = error
    while behind is not None and not isinstance(behind, OSError):
        behind = behind.__cause__ or behind.__context__
    return behind


def _on_medium(path: Path) -> str:
    return _UNFINISHED if path.name == MANIFEST_NAME else path.name
