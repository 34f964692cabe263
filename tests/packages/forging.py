"""Packages that no honest program makes: every layer can be put together wrongly."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from app.domain.canonical import spell
from app.packages.keys import DeviceKeys
from app.packages.note import sign_note
from app.packages.records import write_revision
from app.packages.sealing import recipient_id, seal_letter
from tests.packages.given import ORIGIN, World, revision

Change = Callable[[dict[str, Any]], None]


def leave(_: dict[str, Any]) -> None:
    """Change nothing."""


def zipped(files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip file of these members, in their order."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as container:
        for name, data in files.items():
            container.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, method)
    return target.getvalue()


@dataclass(kw_only=True)
class Forgery:
    """A package of the laptop, right in everything that a test does not change."""

    world: World
    signer: DeviceKeys | None = None
    inner_signer: DeviceKeys | None = None
    recipients: Sequence[str] = ()
    lines: bytes = field(default_factory=lambda: write_revision(revision()))
    files: dict[str, bytes] = field(default_factory=dict)
    blobs: dict[str, bytes] = field(default_factory=dict)
    header: Change = leave
    manifest: Change = leave
    records: Callable[[bytes], bytes] = bytes
    """Changes the plain container of the records."""
    volume: Callable[[bytes], bytes] = bytes
    """Changes the plain container of the photos."""
    sealed: Callable[[bytes], bytes] = bytes
    """Changes the sealed records before they are hashed."""

    def lay(self, folder: Path) -> Path:
        """Write the package into a folder."""
        folder.mkdir()
        signer = self.signer or self.world.laptop
        recipients = list(self.recipients) or [self.world.hq.recipient]
        to = sorted(recipient_id(each) for each in recipients)
        parts = []
        if self.blobs:
            plain = self.volume(zipped(self.blobs, zipfile.ZIP_STORED))
            parts.append(_part(folder, "blobs-001.age", plain, seal_letter(plain, recipients)))
        plain = self.records(self._records(to, self.inner_signer or signer))
        data = self.sealed(seal_letter(plain, recipients))
        parts.insert(0, _part(folder, "data.age", plain, data))
        manifest = {
            **self._identity(to),
            "format": "skt",
            "major": 1,
            "min_reader": 1,
            "must_understand": [],
            "utc": "2026-11-20T01:30:00Z",
            "parts": parts,
            "keyring": 17,
            "prev_package": None,
            "audit": None,
        }
        self.manifest(manifest)
        note = sign_note(_spelt(manifest) + "\n", signer.signing)
        (folder / "manifest.skt").write_bytes(note)
        return folder

    def _identity(self, to: list[str]) -> dict[str, Any]:
        return {
            "package": "forged-1",
            "kind": "team",
            "origin": ORIGIN,
            "origin_seq": 1_000_000,
            "to": to,
        }

    def _records(self, to: list[str], signer: DeviceKeys) -> bytes:
        files = {
            "revs.jsonl": self.lines,
            "audit.jsonl": b"",
            "receipts.jsonl": b"",
            "orders.jsonl": b"",
            **self.files,
        }
        header = {
            **self._identity(to),
            "signer": signer.verify_key.text,
            "schema": 1,
            "app": "0.1.0",
            "files": [
                {"name": name, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
                for name, data in files.items()
            ],
            "revisions": self.lines.count(b"\n"),
            "aggregates": [{"id": "inspection-1", "revisions": self.lines.count(b"\n")}],
            "blobs": [
                {"sha256": name, "size": len(data), "volume": "blobs-001.age"}
                for name, data in self.blobs.items()
            ],
            "blobs_left_out": [],
        }
        self.header(header)
        return zipped({**files, "header.json": _spelt(header).encode() + b"\n"})


def _part(folder: Path, name: str, plain: bytes, sealed: bytes) -> dict[str, Any]:
    (folder / name).write_bytes(sealed)
    return {
        "name": name,
        "size": len(sealed),
        "sha256": hashlib.sha256(sealed).hexdigest(),
        "plain_size": len(plain),
    }


def _spelt(value: object) -> str:
    """Canonical where it can be; a forged value may have no canonical form."""
    try:
        return spell(value)
    except Exception:  # noqa: BLE001 - whatever the rule says, the forger writes it
        return msgspec.json.encode(value, order="sorted").decode()
