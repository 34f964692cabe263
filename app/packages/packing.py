"""Building a package on the laptop's own disk: contents in, sealed and signed parts out.

What cannot be packed (a damaged photo, a revision no reader would take) is left
out and named; the package is still made.
"""

from __future__ import annotations

import hashlib
import shutil
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from pathlib import Path
from typing import Final

import msgspec

from app.domain.canonical import spell
from app.domain.revision import SCHEMA, Revision
from app.errors import FileUnwritable
from app.files import CHUNK, os_reason, sha256_of, sync_folder, written_whole
from app.packages.errors import MemberUnknown, NobodyToSealFor, PackageRefused, PackageTooLarge
from app.packages.header import (
    AUDIT,
    HEADER,
    KEYRING,
    ORDERS,
    RECEIPTS,
    REVISIONS,
    AggregateCount,
    BlobEntry,
    Header,
    MemberFile,
)
from app.packages.keys import DeviceKeys
from app.packages.limits import LIMITS, Limits
from app.packages.manifest import (
    DATA_NAME,
    MANIFEST_NAME,
    AuditHead,
    Manifest,
    PackageKind,
    Part,
    SignedManifest,
    read_manifest,
    sign_manifest,
    utc_text,
)
from app.packages.medium import README, README_TEXT, settle_file
from app.packages.records import write_revision
from app.packages.sealing import private_file, recipient_id, seal
from app.packages.strict_zip import DEFLATED, STORED, add_member
from app.packages.trust import Keyring, Member
from app.progress import NO_PROGRESS, Progress
from app.words import translate

REQUEST: Final = "request.skt"
"""The request of a sender that is no member yet, beside the manifest of its package."""
_SCRATCH: Final = "plain"
_CARRIED: Final = "carried.json"
# What a member costs a container beside its data: two headers and its name twice.
_MEMBER_COST: Final = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageContent:
    """What goes into one package, read from one moment of the store."""

    package_id: str
    kind: PackageKind
    origin_id: str
    origin_seq: int
    made_at: datetime
    revisions: Iterable[Revision] = ()
    blobs: Iterable[tuple[str, Path]] = ()
    """Hash and place of each photo and file."""
    held_back: tuple[str, ...] = ()
    """Hashes of what belongs to the records and is not carried this time."""
    visits: int = 0
    """How many visits it was asked to carry; others may go along for them."""
    receipts: Sequence[bytes] = ()
    """Signed notes of headquarters."""
    keyring_note: bytes | None = None
    to: tuple[str, ...] = ()
    """Names of members; empty means headquarters and the sender's own team."""
    prev_package: str | None = None
    number: int = 0
    audit: AuditHead | None = None
    app: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Who packs: the keys that sign, and the keyring that says for whom to seal."""

    keys: DeviceKeys
    keyring: Keyring

    def recipients(self, names: Sequence[str]) -> tuple[Member, ...]:
        """Return the members to seal for.

        Raises:
            MemberUnknown: if a name is not in the keyring, or was revoked.
        """
        if not names:
            own = self.keyring.member(self.keys.name)
            return self.keyring.audience(*((own.team,) if own and own.team else ()))
        found = []
        for name in names:
            member = self.keyring.member(name)
            if member is None or not member.is_active:
                raise MemberUnknown(name=name)
            found.append(member)
        return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """Something that could not be packed, and why."""

    id: str
    """A revision's identity or a blob's hash."""
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """What a built package carries; kept beside it until it was copied, in identities only."""

    visits: int = 0
    """How many visits it was asked to carry."""
    aggregates: dict[str, int] = field(default_factory=dict)
    """How many revisions of each aggregate."""
    revision_ids: tuple[str, ...] = ()
    """What a receipt's “all but these” refers to."""
    blobs: tuple[str, ...] = ()
    held_back: tuple[str, ...] = ()
    """Hashes of what was not to be carried this time."""
    revisions_left_out: tuple[LeftOut, ...] = ()
    blobs_left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltPackage(Carried):
    """A finished package on the laptop's disk, ready to be copied any number of times."""

    folder: Path
    manifest: Manifest
    manifest_sha256: str

    @property
    def size(self) -> int:
        """The bytes it takes on a stick."""
        return sum(path.stat().st_size for path in self.files)

    @property
    def files(self) -> tuple[Path, ...]:
        """Everything to copy, the manifest last."""
        names = [README, *(part.name for part in self.manifest.parts), MANIFEST_NAME]
        request = self.folder / REQUEST
        beside = (request,) if request.exists() else ()
        return (*beside, *(self.folder / name for name in names))


def build_package(
    content: PackageContent,
    sender: Sender,
    *,
    outgoing: Path,
    progress: Progress = NO_PROGRESS,
    limits: Limits = LIMITS,
) -> BuiltPackage:
    """Pack, seal and sign into a folder of `outgoing` that is whole or not there.

    Raises:
        NobodyToSealFor: if nobody could open it.
        MemberUnknown: if a recipient is not an active member.
        PackageTooLarge: if it does not fit the format.
        FileUnwritable: if the laptop's disk refuses it.
        Cancelled: if the user asked to stop.
    """
    packer = _Packer(content, sender, outgoing / content.package_id, progress, limits)
    folder = packer.make_folder()
    is_done = False
    try:
        built = packer.build()
        is_done = True
    except OSError as error:
        raise FileUnwritable(path=str(folder), reason=os_reason(error)) from error
    finally:
        shutil.rmtree(folder / _SCRATCH, ignore_errors=True)
        if not is_done:
            shutil.rmtree(folder, ignore_errors=True)
    return built


def reopen_built(folder: Path) -> BuiltPackage:
    """Return a package built earlier, to copy it again.

    Raises:
        PackageRefused: if its manifest cannot be read.
        FileUnwritable: if the folder is gone.
    """
    try:
        signed = read_manifest((folder / MANIFEST_NAME).read_bytes())
        carried = _CARRIED_DECODER.decode((folder / _CARRIED).read_bytes())
    except OSError as error:
        raise FileUnwritable(path=str(folder), reason=os_reason(error)) from error
    except msgspec.DecodeError as error:
        raise PackageRefused(reason=translate("the list of what it carries is damaged")) from error
    return _built(folder, signed, carried)


def _built(folder: Path, signed: SignedManifest, carried: Carried) -> BuiltPackage:
    facts = {one.name: getattr(carried, one.name) for one in fields(Carried)}
    return BuiltPackage(
        folder=folder, manifest=signed.manifest, manifest_sha256=signed.sha256, **facts
    )


def sweep_outgoing(outgoing: Path) -> None:
    """Remove what a crash left half built, and any plain scratch files."""
    for folder in outgoing.iterdir() if outgoing.is_dir() else ():
        shutil.rmtree(folder / _SCRATCH, ignore_errors=True)
        if folder.is_dir() and not (folder / MANIFEST_NAME).exists():
            shutil.rmtree(folder, ignore_errors=True)


_CARRIED_DECODER: Final = msgspec.json.Decoder(Carried)


class _Packer:
    """The work of one build: fills volumes, then the records, then the manifest."""

    def __init__(
        self,
        content: PackageContent,
        sender: Sender,
        folder: Path,
        progress: Progress,
        limits: Limits,
    ) -> None:
        self._content = content
        self._sender = sender
        self._folder = folder
        self._progress = progress
        self._limits = limits
        members = sender.recipients(content.to)
        if not members:
            raise NobodyToSealFor
        self._recipients = sorted({member.recipient for member in members})
        self._to = tuple(sorted({recipient_id(each) for each in self._recipients}))
        self._parts: list[Part] = []
        self._entries: list[BlobEntry] = []
        self._blobs_left_out: list[LeftOut] = []
        self._revisions_left_out: list[LeftOut] = []
        self._revision_ids: list[str] = []
        self._aggregates: Counter[str] = Counter()
        self._files: list[MemberFile] = []

    def make_folder(self) -> Path:
        """Make the folder to build in, where nothing is yet.

        Raises:
            FileUnwritable: if it cannot be made, or another package stands there.
        """
        folder = self._folder
        try:
            folder.parent.mkdir(parents=True, exist_ok=True)
            folder.mkdir(mode=0o700)
            (folder / _SCRATCH).mkdir(mode=0o700)
        except OSError as error:
            raise FileUnwritable(path=str(folder), reason=os_reason(error)) from error
        return folder

    def build(self) -> BuiltPackage:
        """Pack everything and return what was packed."""
        for number, blobs in enumerate(self._volumes(), start=1):
            self._seal_volume(f"blobs-{number:03}.age", blobs)
        self._seal_records()
        signed = sign_manifest(self._manifest(), self._sender.keys.signing)
        carried = Carried(
            visits=self._content.visits,
            aggregates=dict(self._aggregates),
            revision_ids=tuple(self._revision_ids),
            blobs=tuple(entry.sha256 for entry in self._entries),
            held_back=self._content.held_back,
            revisions_left_out=tuple(self._revisions_left_out),
            blobs_left_out=tuple(self._blobs_left_out),
        )
        (self._folder / README).write_bytes(README_TEXT.encode())
        (self._folder / _CARRIED).write_bytes(msgspec.json.encode(carried))
        self._settle()
        # The last one: what has a manifest is finished.
        with written_whole(self._folder / MANIFEST_NAME) as stream:
            stream.write(signed)
        return _built(self._folder, read_manifest(signed), carried)

    def _volumes(self) -> Iterator[list[tuple[str, Path, int]]]:
        """Yield the sound blobs in volumes, each filled up to the limit."""
        volume: list[tuple[str, Path, int]] = []
        filled, count = 0, 0
        for sha256, path in sorted(dict(self._content.blobs).items()):
            size = self._sound_size(sha256, path)
            if size is None:
                continue
            count += 1
            if count > self._limits.blobs:
                raise PackageTooLarge(reason=translate("too many photos"))
            cost = size + _MEMBER_COST
            if volume and filled + cost > self._limits.volume:
                yield volume
                volume, filled = [], 0
            volume.append((sha256, path, size))
            filled += cost
        if volume:
            yield volume

    def _sound_size(self, sha256: str, path: Path) -> int | None:
        """Return the size of a blob whose bytes are still what its hash says."""
        try:
            size = path.stat().st_size
            is_sound = size <= self._limits.blob and sha256_of(path) == sha256
        except OSError:
            is_sound, size = False, 0
        self._progress.step(len(self._entries), 0, translate("Checking the photos"))
        if is_sound:
            return size
        reason = translate("the file is missing, damaged or too large")
        self._blobs_left_out.append(LeftOut(id=sha256, reason=reason))
        return None

    def _seal_volume(self, name: str, blobs: Sequence[tuple[str, Path, int]]) -> None:
        scratch = self._folder / _SCRATCH / name
        with private_file(scratch) as file, zipfile.ZipFile(file, "w") as container:
            for sha256, path, size in blobs:
                add_member(container, sha256, self._chunks_of(path), STORED)
                self._entries.append(BlobEntry(sha256=sha256, size=size, volume=name))
        self._seal(scratch, name)

    def _chunks_of(self, path: Path) -> Iterator[bytes]:
        with path.open("rb") as stream:
            while chunk := stream.read(CHUNK):
                self._progress.step(len(self._entries), 0, translate("Packing the photos"))
                yield chunk

    def _seal_records(self) -> None:
        content = self._content
        scratch = self._folder / _SCRATCH / DATA_NAME
        with private_file(scratch) as file, zipfile.ZipFile(file, "w") as container:
            self._add(container, REVISIONS, self._lines())
            self._add(container, AUDIT, iter(()))
            self._add(container, RECEIPTS, map(_receipt_line, content.receipts))
            self._add(container, ORDERS, iter(()))
            if content.keyring_note is not None:
                self._add(container, KEYRING, iter((content.keyring_note,)))
            header = spell(self._header()).encode() + b"\n"
            add_member(container, HEADER, iter((header,)), DEFLATED)
        if len(header) > self._limits.header:
            raise PackageTooLarge(reason=translate("too many photos"))
        self._seal(scratch, DATA_NAME)

    def _add(self, container: zipfile.ZipFile, name: str, chunks: Iterator[bytes]) -> None:
        most = self._limits.records if name == REVISIONS else self._limits.small
        digest, size = hashlib.sha256(), 0

        def counted() -> Iterator[bytes]:
            nonlocal size
            for chunk in chunks:
                digest.update(chunk)
                size += len(chunk)
                if size > most:
                    raise PackageTooLarge(reason=translate("too many records"))
                yield chunk

        add_member(container, name, counted(), DEFLATED)
        self._files.append(MemberFile(name=name, size=size, sha256=digest.hexdigest()))

    def _lines(self) -> Iterator[bytes]:
        for revision in self._content.revisions:
            try:
                line = write_revision(revision, self._limits)
            except PackageRefused as error:
                reason = str(error.params["reason"])
                self._revisions_left_out.append(LeftOut(id=revision.rev_id, reason=reason))
                continue
            self._revision_ids.append(revision.rev_id)
            self._aggregates[revision.agg_id] += 1
            if len(self._revision_ids) > self._limits.lines:
                raise PackageTooLarge(reason=translate("too many records"))
            self._progress.step(len(self._revision_ids), 0, translate("Packing the records"))
            yield line

    def _header(self) -> Header:
        content = self._content
        return Header(
            package=content.package_id,
            kind=content.kind,
            origin=content.origin_id,
            origin_seq=content.origin_seq,
            to=self._to,
            signer=self._sender.keys.verify_key.text,
            schema=SCHEMA,
            app=content.app,
            files=tuple(self._files),
            revisions=len(self._revision_ids),
            aggregates=tuple(
                AggregateCount(id=agg_id, revisions=count)
                for agg_id, count in sorted(self._aggregates.items())
            ),
            blobs=tuple(self._entries),
            blobs_left_out=(
                *(each.id for each in self._blobs_left_out),
                *content.held_back,
            ),
        )

    def _seal(self, scratch: Path, name: str) -> None:
        plain_size = scratch.stat().st_size
        with scratch.open("rb") as source, (self._folder / name).open("xb") as target:
            size, sha256 = seal(source, target, self._recipients)
        scratch.unlink()
        self._parts.append(Part(name=name, size=size, sha256=sha256, plain_size=plain_size))
        self._progress.step(len(self._entries), 0, translate("Sealing"))

    def _manifest(self) -> Manifest:
        content = self._content
        *volumes, data = self._parts
        return Manifest(
            package=content.package_id,
            kind=content.kind,
            origin=content.origin_id,
            origin_seq=content.origin_seq,
            utc=utc_text(content.made_at),
            to=self._to,
            parts=(data, *volumes),
            keyring=self._sender.keyring.version,
            prev_package=content.prev_package,
            number=content.number,
            audit=content.audit,
        )

    def _settle(self) -> None:
        for path in self._folder.iterdir():
            if path.is_file():
                settle_file(path)
        sync_folder(self._folder)
        sync_folder(self._folder.parent)


def _receipt_line(note: bytes) -> bytes:
    return spell(note.decode()).encode() + b"\n"
