"""Building a package on the laptop's own disk: contents in, sealed and signed parts out.

What cannot be packed (a damaged photo, a revision no reader would take) is left
out and named; the package is still made.
"""

from __future__ import annotations

import hashlib
import shutil
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Final

import msgspec

from app.domain.canonical import spell
from app.domain.revision import SCHEMA, Revision
from app.errors import FileUnwritable
from app.files import os_reason, sync_folder, written_whole
from app.packages.built import CARRIED, SCRATCH, BuiltPackage, Carried, LeftOut, built_of
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
    read_manifest,
    sign_manifest,
    utc_text,
)
from app.packages.medium import README, README_TEXT, settle_file
from app.packages.records import write_revision
from app.packages.sealing import Readable, private_file, recipient_id, seal
from app.packages.stored_stream import StoredFile, StoredStream, measured
from app.packages.strict_zip import DEFLATED, add_member
from app.packages.trust import Keyring, Member
from app.progress import NO_PROGRESS, Progress
from app.words import translate

# What a member costs a container beside its data: two headers and its name twice.
_MEMBER_COST: Final = 256
_LINES: Final = 200


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
    """How many visits it was asked to carry."""
    along: tuple[str, ...] = ()
    """Earlier visits that go along for them."""
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


def build_package(
    content: PackageContent,
    sender: Sender,
    *,
    outgoing: Path,
    progress: Progress = NO_PROGRESS,
    limits: Limits = LIMITS,
    sealed: Callable[[Path], None] | None = None,
) -> BuiltPackage:
    """Pack, seal and sign into a folder of `outgoing` that is whole or not there.

    Args:
        content: what goes into it.
        sender: who signs, and for whom it is sealed.
        outgoing: where packages are built.
        progress: hears every step.
        limits: what every reader takes.
        sealed: hears of each volume of photos as soon as it is whole.

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
        built = packer.build(sealed)
        is_done = True
    except OSError as error:
        raise FileUnwritable(path=str(folder), reason=os_reason(error)) from error
    finally:
        shutil.rmtree(folder / SCRATCH, ignore_errors=True)
        if not is_done:
            shutil.rmtree(folder, ignore_errors=True)
    return built


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
        # The sender always: after a damage its own sticks may be all it has.
        own = sender.keys.recipient
        self._recipients = sorted({own, *(member.recipient for member in members)})
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
            (folder / SCRATCH).mkdir(mode=0o700)
        except OSError as error:
            raise FileUnwritable(path=str(folder), reason=os_reason(error)) from error
        return folder

    def build(self, sealed: Callable[[Path], None] | None) -> BuiltPackage:
        """Pack everything and return what was packed."""
        # The next volume is read and proved while this one is sealed.
        ahead = ThreadPoolExecutor(1, "measuring")
        try:
            blobs = sorted(dict(self._content.blobs).items())
            sound = self._sound(blobs, ahead.map(self._measured, blobs))
            for number, files in enumerate(self._volumes(sound), start=1):
                name = f"blobs-{number:03}.age"
                self._seal_volume(name, files)
                # The disk may begin with it; that it has, is waited for at the end.
                ahead.submit(settle_file, self._folder / name)
                if sealed is not None:
                    sealed(self._folder / name)
        finally:
            ahead.shutdown(cancel_futures=True)
        self._seal_records()
        signed = sign_manifest(self._manifest(), self._sender.keys.signing)
        carried = Carried(
            visits=self._content.visits,
            along=self._content.along,
            aggregates=dict(self._aggregates),
            revision_ids=tuple(self._revision_ids),
            blobs=tuple(entry.sha256 for entry in self._entries),
            held_back=self._content.held_back,
            revisions_left_out=tuple(self._revisions_left_out),
            blobs_left_out=tuple(self._blobs_left_out),
            volume_blobs=dict(Counter(entry.volume for entry in self._entries)),
        )
        (self._folder / README).write_bytes(README_TEXT.encode())
        (self._folder / CARRIED).write_bytes(msgspec.json.encode(carried))
        self._settle()
        # The last one: what has a manifest is finished.
        with written_whole(self._folder / MANIFEST_NAME) as stream:
            stream.write(signed)
        return built_of(self._folder, read_manifest(signed), carried)

    def _volumes(self, sound: Iterable[StoredFile]) -> Iterator[list[StoredFile]]:
        """Yield the blobs in volumes, each filled up to the limit."""
        volume: list[StoredFile] = []
        filled = 0
        for count, file in enumerate(sound, start=1):
            if count > self._limits.blobs:
                raise PackageTooLarge(reason=translate("too many photos"))
            cost = file.size + _MEMBER_COST
            if volume and filled + cost > self._limits.volume:
                yield volume
                volume, filled = [], 0
            volume.append(file)
            filled += cost
        if volume:
            yield volume

    def _sound(
        self, blobs: Iterable[tuple[str, Path]], found: Iterable[StoredFile | None]
    ) -> Iterator[StoredFile]:
        """Yield the blobs whose bytes are still what their hash says."""
        for (sha256, _), file in zip(blobs, found, strict=True):
            self._progress.step(len(self._entries), 0, translate("Checking the photos"))
            if file is None:
                reason = translate("the file is missing, damaged or too large")
                self._blobs_left_out.append(LeftOut(id=sha256, reason=reason))
            else:
                yield file

    def _measured(self, blob: tuple[str, Path]) -> StoredFile | None:
        sha256, path = blob
        try:
            is_small = path.stat().st_size <= self._limits.blob
            return measured(sha256, path) if is_small else None
        except OSError:
            return None

    def _seal_volume(self, name: str, files: Sequence[StoredFile]) -> None:
        with closing(StoredStream(files, self._heard)) as source:
            self._seal(source, name)
        self._entries += [BlobEntry(sha256=x.name, size=x.size, volume=name) for x in files]

    def _heard(self) -> None:
        self._progress.step(len(self._entries), 0, translate("Packing the photos"))

    def _seal_records(self) -> None:
        content = self._content
        scratch = self._folder / SCRATCH / DATA_NAME
        with private_file(scratch) as file, zipfile.ZipFile(file, "w") as container:
            self._add(container, REVISIONS, self._pieces(self._lines()))
            self._add(container, AUDIT, iter(()))
            self._add(container, RECEIPTS, map(_receipt_line, content.receipts))
            self._add(container, ORDERS, iter(()))
            if content.keyring_note is not None:
                self._add(container, KEYRING, iter((content.keyring_note,)))
            header = spell(self._header()).encode() + b"\n"
            add_member(container, HEADER, iter((header,)), DEFLATED)
        if len(header) > self._limits.header:
            raise PackageTooLarge(reason=translate("too many photos"))
        with scratch.open("rb") as source:
            self._seal(source, DATA_NAME)
        scratch.unlink()

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
            yield line

    def _pieces(self, lines: Iterator[bytes]) -> Iterator[bytes]:
        """Yield lines by the hundreds: hashing and packing each alone costs more than making it."""
        while piece := b"".join(islice(lines, _LINES)):
            self._progress.step(len(self._revision_ids), 0, translate("Packing the records"))
            yield piece

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

    def _seal(self, source: Readable, name: str) -> None:
        with (self._folder / name).open("xb") as target:
            sealed = seal(source, target, self._recipients)
        self._parts.append(
            Part(
                name=name,
                size=sealed.size,
                sha256=sealed.sha256,
                plain_size=sealed.plain_size,
            )
        )
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
