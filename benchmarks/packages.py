"""How long a package takes to build, to write and to open, and what memory that needs.

Run with `python -m benchmarks.packages [revisions] [photos] [bytes a photo]`.
"""

from __future__ import annotations

import hashlib
import os
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from app.domain.canonical import spell
from app.domain.revision import Revision, commitment
from app.packages.keys import DeviceKeys
from app.packages.manifest import PackageKind
from app.packages.packing import PackageContent, Sender, build_package
from app.packages.reader import Receiver, open_package
from app.packages.trust import Keyring, Member, Role
from app.packages.writer import copy_package

_NOW = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)
_TEXT = "Chậm công khai kết quả giải quyết thủ tục hành chính trong tháng " * 2


def _revision(number: int) -> Revision:
    value = spell(f"{_TEXT}{number}")
    nonce = number.to_bytes(16, "big")
    return Revision(
        agg_id=f"inspection-{number // 2000}",
        entity_id=f"entity-{number}",
        entity_type="finding",
        field="text",
        origin_id="8f31c0de9a27b144",
        seq=number,
        lam=number,
        parents=(),
        observed=None,
        commit_hash=commitment(nonce, value),
        value=value,
        nonce=nonce.hex(),
        actor_id="an",
        utc_ms=1_800_000_000_000,
        tz_min=420,
    ).sealed()


def _member(keys: DeviceKeys, role: Role) -> Member:
    return Member(
        name=keys.name,
        verify_key=keys.verify_key.text,
        recipient=keys.recipient,
        role=role,
        team="team1",
    )


@contextmanager
def _timed(what: str, size: int = 0) -> Iterator[None]:
    start = time.perf_counter()
    yield
    took = time.perf_counter() - start
    rate = f"{size / took / 1e6:8.0f} MB/s" if size else ""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{what:28}{took:8.2f} s {rate:14} peak {peak:5.0f} MB")


def main(count: int = 20_000, photos: int = 60, photo_bytes: int = 4_300_000) -> None:
    """Measure one package."""
    hq, laptop = DeviceKeys.generate("hq"), DeviceKeys.generate("team1/device-01")
    keyring = Keyring(
        version=1,
        members=(_member(hq, Role.HQ), _member(laptop, Role.DEVICE)),
        utc="2026-11-01T00:00:00Z",
    )
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        for folder in ("vault", "stick"):
            (root / folder).mkdir()
        blobs = []
        for _ in range(photos):
            data = os.urandom(photo_bytes)
            path = root / "vault" / hashlib.sha256(data).hexdigest()
            path.write_bytes(data)
            blobs.append((path.name, path))
        content = PackageContent(
            package_id="benchmark",
            kind=PackageKind.TEAM,
            origin_id="8f31c0de9a27b144",
            origin_seq=1,
            made_at=_NOW,
            revisions=map(_revision, range(count)),
            blobs=blobs,
        )
        size = photos * photo_bytes
        print(f"{count} revisions, {photos} photos, {size / 1e6:.0f} MB")
        with _timed("build (pack, seal, sign)", size):
            sender = Sender(keys=laptop, keyring=keyring)
            built = build_package(content, sender, outgoing=root / "outgoing")
        with _timed("copy and read back", built.size):
            written = copy_package(built, root / "stick")
        with _timed("copy and read back as zip", built.size):
            copy_package(built, root / "stick", as_zip=True)
        receiver = Receiver(keys=hq, keyring=keyring)
        with _timed("open (prove everything)", built.size):
            opened = open_package(written.place, receiver, incoming=root / "incoming")
        with _timed("read the revisions"):
            read = sum(1 for _ in opened.revisions())
        opened.close()
        records = built.manifest.data.size
        print(f"records sealed: {records / 1e6:.2f} MB, {records / max(read, 1):.0f} bytes each")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
