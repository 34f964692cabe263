"""Opening a package: copied in, verified, decrypted, proved line by line, all before use.

Text never waits for photos: a volume that is missing or damaged is named and
everything else arrives. Whatever fails, the folder it was unpacked in is gone.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import IO, Final, Self

from app.domain.fact_value import fits
from app.domain.gap_differences import field_text
from app.domain.revision import SCHEMA, Revision
from app.errors import FileUnwritable
from app.files import os_reason
from app.packages.arrival import Arrival, verified_signer
from app.packages.authority import may_write
from app.packages.errors import (
    PackageDamaged,
    PackageForged,
    PackageForSomebodyElse,
    PackageRefused,
)
from app.packages.first_values import is_second_value
from app.packages.header import HEADER, KEYRING, RECEIPTS, REQUIRED, REVISIONS, Header
from app.packages.keys import DeviceKeys
from app.packages.limits import LIMITS, Limits
from app.packages.manifest import Manifest, Part, SignedManifest
from app.packages.places import Places, is_elsewhere
from app.packages.records import proved_revisions, read_lines, read_revisions
from app.packages.sealing import recipient_id, unseal
from app.packages.strict_json import read_as, read_value
from app.packages.strict_zip import DEFLATED, ZipEntry, extract, read_directory
from app.packages.trust import Keyring, Member
from app.progress import NO_PROGRESS, Progress
from app.words import translate

_PREFIX: Final = "SKT-"
_SEALED: Final = "sealed"
_PLAIN: Final = "plain"
_BLOBS: Final = "blobs"
_NONE: Final[Mapping[str, str]] = MappingProxyType({})
_FEW: Final = 20_000
"""Records that are kept in memory, some 20 MB of them."""
_FEW_NAMES: Final = 3 * _FEW
"""How many others they may name: most follow one, a removal names all facts of a record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receiver:
    """Who opens: the keys of this computer, and whose signatures count.

    `guests` are members that headquarters approved for once: not enrolled yet, or
    revoked and found again.
    """

    keys: DeviceKeys
    keyring: Keyring
    guests: tuple[Member, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectedRevision:
    """A revision that its signer may not write, or nobody can; kept, not applied."""

    revision: Revision
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingVolume:
    """A volume of photos that did not arrive whole."""

    name: str
    reason: str
    blobs: tuple[str, ...]


class OpenedPackage:
    """A package whose every byte was proved; a context manager that removes what it unpacked."""

    def __init__(self, folder: Path, signed: SignedManifest, signer: Member) -> None:
        self._folder = folder
        self._few: list[Revision] = []
        self._closed: Mapping[str, str] = {}
        """Reasons against whole aggregates."""
        self._faulty: dict[str, str] = {}
        """Reasons against single revisions."""
        self.manifest: Manifest = signed.manifest
        self.manifest_sha256 = signed.sha256
        self.noted_as = signed.manifest.package
        """What it is noted under here: its number, unless another sender took that before."""
        self.signer = signer
        self.header: Header
        self.blobs: dict[str, Path] = {}
        """The photos that arrived whole, by hash; plain files until the package is closed."""
        self.missing: list[MissingVolume] = []
        self.damaged_blobs: list[str] = []
        """Blobs whose bytes are not what their name says."""
        self.revision_count = 0
        self.rejected_count = 0
        self.receipts: tuple[bytes, ...] = ()
        """Signed notes, not verified yet (`receipt.verify_receipt`)."""
        self.keyring_note: bytes | None = None
        """A signed note, not verified yet (`trust.verify_keyring`)."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def sealed_folder(self) -> Path:
        """The local copy as it came, still sealed; move it away before closing to keep it."""
        return self._folder / _SEALED

    def set_aside(
        self, aggregates: Mapping[str, str] = _NONE, *, revisions: Mapping[str, str] = _NONE
    ) -> None:
        """Set the revisions of whole aggregates aside, or single ones, for a reason each."""
        if aggregates or revisions:
            self._closed = {**self._closed, **aggregates}
            self._faulty |= revisions
            self._count_rejected()

    def revisions(self) -> Iterator[Revision]:
        """Yield the revisions that its signer may write, with values that their fields can have."""
        if not self.rejected_count:
            return self._all()
        return (each for each in self._all() if not self._reason_against(each))

    def rejected(self) -> Iterator[RejectedRevision]:
        """Yield the others, with the reason."""
        if not self.rejected_count:
            return
        for each in self._all():
            if reason := self._reason_against(each):
                yield RejectedRevision(revision=each, reason=reason)

    def close(self) -> None:
        """Remove everything unpacked, the plain files first."""
        _remove(self._folder)

    def prove_revisions(self, limits: Limits, progress: Progress) -> None:
        """Go through all records once; few are kept, many are read again from the private file.

        Raises:
            PackageRefused: naming the line that is not in order.
            PackageForged: if they are not as many as the header says.
        """
        counts: Counter[str] = Counter()
        names = 0
        label = translate("Checking the records")
        promised = {each.id: each.revisions for each in self.header.aggregates}
        places = Places()
        with (self._folder / _PLAIN / REVISIONS).open("rb") as stream:
            for revision in read_revisions(stream, limits, places):
                counts[revision.agg_id] += 1
                self.revision_count += 1
                if not _fits(revision):
                    self._faulty[revision.rev_id] = _not_its_value(revision)
                self.rejected_count += bool(self._reason_against(revision))
                names += len(revision.parents) + len(revision.observed or ())
                if self.revision_count <= _FEW and names <= _FEW_NAMES:
                    self._few.append(revision)
                progress.step(self.revision_count, self.header.revisions, label)
        if len(self._few) < self.revision_count:
            self._few.clear()
        self._find_astray(places)
        if counts != promised or self.revision_count != self.header.revisions:
            raise PackageForged(reason=translate("the records are not as many as it says"))

    def _find_astray(self, places: Places) -> None:
        """Set aside what follows another field, whatever order it came in."""
        if places.is_unsure:
            places.check_again(self._all())
        if places.astray:
            reason = translate("it follows an entry of another field")
            self._faulty = dict.fromkeys(places.astray, reason) | self._faulty
            self._count_rejected()

    def _all(self) -> Iterator[Revision]:
        if len(self._few) == self.revision_count:
            yield from self._few
            return
        with (self._folder / _PLAIN / REVISIONS).open("rb") as stream:
            yield from proved_revisions(stream)

    def _count_rejected(self) -> None:
        self.rejected_count = sum(bool(self._reason_against(one)) for one in self._all())

    def _reason_against(self, revision: Revision) -> str:
        """Return why a revision is set aside, or nothing, as of most."""
        if revision.agg_id in self._closed:
            return self._closed[revision.agg_id]
        if revision.rev_id in self._faulty:
            return self._faulty[revision.rev_id]
        if not may_write(self.signer.role, revision.entity_type, revision.field):
            return translate("“{name}” may not write this", name=self.signer.name)
        if self._is_later(revision):
            return translate("it was written after the package says it was made")
        if is_second_value(revision):
            return translate("it would change what is written once")
        return translate("it belongs elsewhere") if is_elsewhere(revision) else ""

    def _is_later(self, revision: Revision) -> bool:
        """Whether the sender numbered it higher than it says its numbers go (§8)."""
        manifest = self.manifest
        return revision.seq > manifest.origin_seq and revision.origin_id == manifest.origin


def _not_its_value(revision: Revision) -> str:
    return translate("“{field}” cannot have this value", field=field_text(revision.field))


def _fits(revision: Revision) -> bool:
    # A later version may have given a field values that this one does not know.
    return revision.schema_ver > SCHEMA or fits(
        revision.entity_type, revision.field, revision.value
    )


def open_package(
    path: Path,
    receiver: Receiver,
    *,
    incoming: Path,
    progress: Progress = NO_PROGRESS,
    limits: Limits = LIMITS,
) -> OpenedPackage:
    """Copy a package in, prove it and unpack it; nothing is applied.

    Args:
        path: one of the places `find_packages` named.
        receiver: who opens it and whom they trust.
        incoming: a folder on the laptop's own disk.
        progress: hears the bytes copied and the steps after.
        limits: how much is accepted.

    Raises:
        PackageUnfinished: if there is no manifest.
        PackageDamaged: if the records are missing, cut or changed.
        PackageForSomebodyElse: if it is sealed for others.
        PackageFromStranger: if the signer is unknown.
        PackageFromRevoked: if the signer's key was withdrawn.
        PackageSignatureBad: if the manifest was changed.
        PackageNotAllowed: if the signer may not send this kind.
        PackageForged: if inside and outside contradict each other.
        PackageNeedsNewer: if a newer version of the program is needed.
        PackageRefused: if it breaks another rule of the format.
        NoRoomToOpen: if the laptop's disk is too full to begin.
        FileUnwritable: if the laptop's disk refuses on the way.
        MediumGone: if the stick was pulled.
        Cancelled: if the user asked to stop.
    """
    try:
        incoming.mkdir(parents=True, exist_ok=True, mode=0o700)
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=incoming))
    except OSError as error:
        raise FileUnwritable(path=str(incoming), reason=os_reason(error)) from error
    is_open = False
    try:
        opened = _Opening(path, receiver, folder, progress, limits).run()
        is_open = True
    except OSError as error:
        # What the stick does is told apart before; this is the laptop's own disk.
        raise FileUnwritable(path=str(incoming), reason=os_reason(error)) from error
    finally:
        if not is_open:
            _remove(folder)
    return opened


def sweep_incoming(incoming: Path) -> None:
    """Remove what a crash left unpacked; called when the program starts."""
    for folder in incoming.glob(f"{_PREFIX}*"):
        _remove(folder)


def _remove(folder: Path) -> None:
    shutil.rmtree(folder / _PLAIN, ignore_errors=True)
    shutil.rmtree(folder, ignore_errors=True)


def _extracted(stream: IO[bytes], entry: ZipEntry, target: Path) -> str:
    """Unpack a blob and return its hash, or nothing if it is not packed as promised."""
    try:
        return extract(stream, entry, target)
    except PackageRefused:
        return ""


class _Opening:
    """The work of opening one package, in the order of `docs/package-format.md` §5 to §8."""

    def __init__(
        self, path: Path, receiver: Receiver, folder: Path, progress: Progress, limits: Limits
    ) -> None:
        self._receiver = receiver
        self._sealed = folder / _SEALED
        self._plain = folder / _PLAIN
        self._progress = progress
        self._limits = limits
        for place in (self._sealed, self._plain, self._plain / _BLOBS):
            place.mkdir(mode=0o700)
        self._arrival = Arrival(path, self._sealed, progress, limits)

    def run(self) -> OpenedPackage:
        """Go through all steps."""
        signed = self._arrival.read_manifest()
        receiver = self._receiver
        signer = verified_signer(signed, receiver.keyring.members, receiver.guests)
        if recipient_id(receiver.keys.recipient) not in signed.manifest.to:
            raise PackageForSomebodyElse
        missing = self._arrival.copy_parts(signed.manifest)
        opened = OpenedPackage(self._sealed.parent, signed, signer)
        self._open_records(opened)
        for part in signed.manifest.volumes:
            self._open_volume(opened, part, missing.get(part.name, ""))
        return opened

    def _unsealed(self, part: Part) -> Path:
        target = self._plain / f"{part.name}.zip"
        unseal(
            self._sealed / part.name,
            target,
            self._receiver.keys.identity,
            plain_size=part.plain_size,
            limits=self._limits,
        )
        return target

    def _open_records(self, opened: OpenedPackage) -> None:
        self._progress.step(0, 0, translate("Opening the records"))
        container = self._unsealed(opened.manifest.data)
        hashes = self._unpack_records(container)
        container.unlink()
        header = self._read_header()
        header.check_against(opened.manifest, opened.signer.verify_key)
        promised = {each.name: (each.size, each.sha256) for each in header.files}
        if promised != hashes:
            raise PackageForged(reason=translate("the files inside are not those of its list"))
        opened.header = header
        self._check_blob_list(header)
        opened.receipts = tuple(self._receipts())
        if KEYRING in hashes:
            opened.keyring_note = (self._plain / KEYRING).read_bytes()
        opened.prove_revisions(self._limits, self._progress)

    def _unpack_records(self, container: Path) -> dict[str, tuple[int, str]]:
        """Unpack the records and return size and hash of all but the header."""
        limits = self._limits
        allowed = dict.fromkeys((*REQUIRED, KEYRING), limits.small)
        allowed |= {REVISIONS: limits.records, HEADER: limits.header}
        with container.open("rb") as stream:
            entries = read_directory(stream, allowed, method=DEFLATED, limits=limits)
            if not {*REQUIRED, HEADER} <= entries.keys():
                raise PackageRefused(reason=translate("a file is missing inside"))
            hashes = {
                name: (entry.size, extract(stream, entry, self._plain / name))
                for name, entry in entries.items()
            }
        del hashes[HEADER]
        return hashes

    def _read_header(self) -> Header:
        data = (self._plain / HEADER).read_bytes()
        return read_as(data.removesuffix(b"\n"), Header, self._limits)

    def _check_blob_list(self, header: Header) -> None:
        names = {blob.sha256 for blob in header.blobs}
        is_small = all(blob.size <= self._limits.blob for blob in header.blobs)
        if len(names) != len(header.blobs) or len(names) > self._limits.blobs or not is_small:
            raise PackageRefused(reason=translate("its list of photos is impossible"))

    def _receipts(self) -> Iterator[bytes]:
        with (self._plain / RECEIPTS).open("rb") as stream:
            for line in read_lines(stream, self._limits):
                yield str(read_value(line, self._limits)).encode()

    def _open_volume(self, opened: OpenedPackage, part: Part, reason: str) -> None:
        """Unpack a volume of photos; what is wrong with it costs no more than the volume."""
        self._progress.step(0, 0, translate("Opening the photos"))
        promised = {
            blob.sha256: blob.size for blob in opened.header.blobs if blob.volume == part.name
        }
        if not reason:
            try:
                self._unpack_volume(opened, part, promised)
            except (PackageRefused, PackageDamaged, PackageForSomebodyElse) as error:
                reason = error.text
        if reason:
            missing = MissingVolume(name=part.name, reason=reason, blobs=tuple(promised))
            opened.missing.append(missing)

    def _unpack_volume(
        self, opened: OpenedPackage, part: Part, promised: Mapping[str, int]
    ) -> None:
        container = self._unsealed(part)
        with container.open("rb") as stream:
            entries = read_directory(stream, promised, limits=self._limits)
            if {name: entry.size for name, entry in entries.items()} != promised:
                raise PackageRefused(reason=translate("a file is missing inside"))
            for name, entry in entries.items():
                target = self._plain / _BLOBS / name
                if _extracted(stream, entry, target) == name:
                    opened.blobs[name] = target
                else:
                    target.unlink()
                    opened.damaged_blobs.append(name)
        container.unlink()
