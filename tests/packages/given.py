"""What the tests of packages are made of: computers with keys, revisions, contents."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from app.domain.canonical import spell
from app.domain.revision import Revision, commitment
from app.packages.built import BuiltPackage
from app.packages.keys import DeviceKeys
from app.packages.limits import Limits
from app.packages.manifest import PackageKind
from app.packages.packing import PackageContent, Sender, build_package
from app.packages.reader import OpenedPackage, Receiver, open_package
from app.packages.trust import Keyring, Member, Role
from app.packages.writer import WrittenPackage, copy_package

NOW: Final = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)
ORIGIN: Final = "8f31c0de9a27b144"
CANARY: Final = "Nguyễn Thị Chim Yến"
"""A name that may be found nowhere on a stick."""
SMALL: Final = Limits(disk_reserve=0, medium_reserve=0)
"""The usual limits on a machine that need not keep room for anything else."""


def revision(
    number: int = 1,
    value: object = CANARY,
    *,
    entity_type: str = "finding",
    field_name: str = "text",
    parents: tuple[str, ...] = (),
    agg_id: str = "inspection-1",
) -> Revision:
    """A sealed revision; the number makes it unlike any other."""
    text = spell(value)
    nonce = number.to_bytes(16, "big")
    return Revision(
        agg_id=agg_id,
        entity_id=f"entity-{number}" if not parents else "entity-1",
        entity_type=entity_type,
        field=field_name,
        origin_id=ORIGIN,
        seq=number,
        lam=1 + len(parents),
        parents=tuple(sorted(parents)),
        observed=None,
        commit_hash=commitment(nonce, text),
        value=text,
        nonce=nonce.hex(),
        actor_id="an",
        utc_ms=1_800_000_000_000 + number,
        tz_min=420,
    ).sealed()


def member(keys: DeviceKeys, role: Role, team: str = "") -> Member:
    """The member these keys belong to."""
    return Member(
        name=keys.name,
        verify_key=keys.verify_key.text,
        recipient=keys.recipient,
        role=role,
        team=team,
        person=CANARY,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """A headquarters, two laptops of one team, one of another team, and a stranger."""

    root: DeviceKeys = field(default_factory=lambda: DeviceKeys.generate("hq-root"))
    hq: DeviceKeys = field(default_factory=lambda: DeviceKeys.generate("hq"))
    laptop: DeviceKeys = field(default_factory=lambda: DeviceKeys.generate("team12/device-03"))
    teammate: DeviceKeys = field(default_factory=lambda: DeviceKeys.generate("team12/device-04"))
    other: DeviceKeys = field(default_factory=lambda: DeviceKeys.generate("team7/device-01"))
    stranger: DeviceKeys = field(default_factory=lambda: DeviceKeys.generate("team12/device-99"))

    @property
    def keyring(self) -> Keyring:
        """What headquarters vouches for."""
        return Keyring(
            version=17,
            members=(
                member(self.hq, Role.HQ),
                member(self.laptop, Role.DEVICE, "team12"),
                member(self.teammate, Role.DEVICE, "team12"),
                member(self.other, Role.DEVICE, "team7"),
            ),
            utc="2026-11-01T00:00:00Z",
        )

    def sender(self, keys: DeviceKeys | None = None) -> Sender:
        """The laptop, or another, as the sender."""
        return Sender(keys=keys or self.laptop, keyring=self.keyring)

    def receiver(self, keys: DeviceKeys | None = None, guests: Iterable[Member] = ()) -> Receiver:
        """Headquarters, or another, as the receiver."""
        return Receiver(keys=keys or self.hq, keyring=self.keyring, guests=tuple(guests))


def content(
    revisions: Iterable[Revision] = (),
    *,
    package_id: str = "0198f3c2-aaaa-7bbb-8ccc-000000000001",
    kind: PackageKind = PackageKind.TEAM,
    blobs: Iterable[tuple[str, Path]] = (),
    to: tuple[str, ...] = (),
) -> PackageContent:
    """The contents of a package of the laptop."""
    return PackageContent(
        package_id=package_id,
        kind=kind,
        origin_id=ORIGIN,
        origin_seq=1_000_000,
        made_at=NOW,
        revisions=tuple(revisions) or (revision(),),
        blobs=tuple(blobs),
        to=to,
        app="0.1.0",
    )


def blob(folder: Path, data: bytes) -> tuple[str, Path]:
    """A photo in a vault."""
    sha256 = hashlib.sha256(data).hexdigest()
    path = folder / sha256
    path.write_bytes(data)
    return sha256, path


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Folders of one test: the laptop's outgoing, a stick, headquarters' incoming."""

    world: World
    root: Path

    @property
    def outgoing(self) -> Path:
        return self._folder("outgoing")

    @property
    def stick(self) -> Path:
        return self._folder("stick")

    @property
    def incoming(self) -> Path:
        return self._folder("incoming")

    @property
    def vault(self) -> Path:
        return self._folder("vault")

    def built(
        self, what: PackageContent | None = None, sender: Sender | None = None, **limits: int
    ) -> BuiltPackage:
        """Build a package."""
        return build_package(
            what or content(),
            sender or self.world.sender(),
            outgoing=self.outgoing,
            limits=replace(SMALL, **limits),
        )

    def written(
        self,
        what: PackageContent | None = None,
        sender: Sender | None = None,
        *,
        as_zip: bool = False,
        **limits: int,
    ) -> WrittenPackage:
        """Build a package and copy it to the stick."""
        built = self.built(what, sender, **limits)
        return copy_package(built, self.stick, as_zip=as_zip, limits=SMALL)

    def opened(self, place: Path, receiver: Receiver | None = None, **limits: int) -> OpenedPackage:
        """Open a package at headquarters."""
        return open_package(
            place,
            receiver or self.world.receiver(),
            incoming=self.incoming,
            limits=replace(SMALL, **limits),
        )

    def has_leftovers(self) -> bool:
        """Tell whether anything was left in headquarters' incoming folder."""
        return any(self.incoming.iterdir())

    def _folder(self, name: str) -> Path:
        folder = self.root / name
        folder.mkdir(exist_ok=True)
        return folder
