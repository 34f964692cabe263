#!/usr/bin/env python3
"""Read a package of Sổ Kiểm Tra (`skt/1`) without the program.

For the day when somebody has a stick and a key, and nobody has the program any more. Written from
`package-format.md` beside it and from nothing else; its sections are named as §. Needs Python 3.11,
`pyrage` (the age file format) and `cryptography` (Ed25519).

    python read_package.py SKT-22797d4aa4d3 --identity key.txt --out folder

`key.txt` holds the age identity of a computer the package is sealed to (`AGE-SECRET-KEY-1…`); that
of headquarters is on its recovery sheet. The folder receives `revisions.jsonl` (every value that
every person gave), `values.json` (for each record the values that stand, several where computers
differ), `files/` (photos and minutes, named by their SHA-256) and `package.json` (who, when, what).

Every byte is proved before anything is written. Who the signer is can only be proved with a key
from elsewhere: give it as `--signer`. What is wrong ends with one line and exit code 1.
"""

from __future__ import annotations

import argparse
import base64
import binascii
import hashlib
import io
import json
import re
import sys
import unicodedata
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, NoReturn

import pyrage.pyrage as age
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

Read = Callable[[str, int], bytes]
"""Returns a file of the package, one byte more than it may have at most; nothing if missing."""
READER: Final = 1
WRONG: Final = (LookupError, TypeError, ValueError, AttributeError, RuntimeError, zlib.error)
"""What Python says of a fact that is missing or of another kind than it must be."""
MOST_NOTE: Final = 256 * 1024
MOST_SEAL: Final = 32 * 1024
MOST_STANZAS, MOST_DEPTH, MOST_PLAIN = 128, 8, 2**31 - 1
KEY_BYTES, SIGNATURE_BYTES = 33, 68
PART: Final = re.compile(r"blobs-\d{3}\.age")
SIGNATURE: Final = re.compile(r"— ([a-z0-9][a-z0-9._/-]{0,63}) ([A-Za-z0-9+/]+={0,2})")
KEY: Final = re.compile(r"(.+?)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)")
IDENTITY: Final = re.compile(r"AGE-SECRET-KEY-1[0-9A-Z]+")
SIGNED: Final = (
    "actor", "agg", "commit", "entity", "field", "lam", "observed", "origin", "parents", "seq",
    "sv", "type", "tz", "utc",
)  # fmt: skip


class Refused(Exception):
    """The package is not what it must be."""


def refuse(why: str) -> NoReturn:
    """Say what is wrong, and read no further."""
    raise Refused(why)


def need(holds: object, why: str) -> None:
    """Refuse the package unless this holds."""
    if not holds:
        refuse(why)


def sha256(data: bytes) -> str:
    """Return the hash by which parts, members and files are known."""
    return hashlib.sha256(data).hexdigest()


def spelt(value: Any) -> str:  # noqa: ANN401 - any JSON value
    """Spell a value in the one canonical way (§3)."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read_json(data: bytes, what: str) -> Any:  # noqa: ANN401 - any JSON value
    """Read JSON that must be spelt canonically (§3)."""
    try:
        text = data.decode("utf-8")
        value = json.loads(text, parse_constant=refuse, parse_float=refuse)
    except (ValueError, RecursionError) as error:
        refuse(f"{what} is no JSON: {error}")
    check_plain(value, what, 0)
    need(spelt(value) == text, f"{what} is not in the canonical spelling")
    return value


def check_plain(value: Any, what: str, depth: int) -> None:  # noqa: ANN401 - any JSON value
    """Refuse what §3 and §12 do not allow inside a JSON text."""
    need(depth <= MOST_DEPTH, f"{what} is nested too deeply")
    if isinstance(value, str):
        bad = any(unicodedata.category(x) in {"Cc", "Cs"} and x not in "\n\t" for x in value)
        need(not bad and unicodedata.is_normalized("NFC", value), f"{what} holds no plain text")
    elif isinstance(value, int):
        need(abs(value) < 2**53, f"{what} holds a number too large")
    elif isinstance(value, dict | list):
        inner = [*value, *value.values()] if isinstance(value, dict) else value
        for part in inner:
            check_plain(part, what, depth + 1)


def from_base64(text: str) -> bytes:
    """Return bytes from base64 in its canonical spelling (§4)."""
    try:
        data = base64.b64decode(text, validate=True)
    except binascii.Error:
        refuse("what should be base64 is not")
    need(base64.b64encode(data).decode() == text, "base64 in another spelling")
    return data


def read_note(data: bytes) -> tuple[bytes, str, bytes]:
    """Split a signed note (§4); return its text, the name of its one signer and the signature."""
    need(len(data) <= MOST_NOTE, "the manifest is too large")
    text, gap, line = data.decode("utf-8", errors="replace").rpartition("\n\n")
    found = SIGNATURE.fullmatch(line.removesuffix("\n")) if line.endswith("\n") else None
    if not gap or found is None:
        refuse("there is no manifest, or it is no note with one signature")
    signature = from_base64(found[2])
    need(len(signature) == SIGNATURE_BYTES, "the signature has a wrong length")
    return text.encode() + b"\n", found[1], signature


def check_signature(text: bytes, name: str, signature: bytes, printed: str) -> None:
    """Prove that the key printed as `name+id+base64` signed a text (§4)."""
    found = KEY.fullmatch(printed)
    if found is None or found[1] != name:
        refuse(f"the key is not that of {name}")
    key = from_base64(found[3])
    need(len(key) == KEY_BYTES and key[0] == 1, "the key is no Ed25519 key")
    key_id = hashlib.sha256(f"{name}\n".encode() + key).digest()[:4]
    need(key_id.hex() == found[2] and signature[:4] == key_id, "the signature is by another key")
    try:
        Ed25519PublicKey.from_public_bytes(key[1:]).verify(signature[4:], text)
    except InvalidSignature:
        refuse("the signature over the manifest is wrong")


def files_of(place: Path) -> Read:
    """Return what reads the files of a package, in a folder or in a zip (§2)."""
    if place.is_dir():

        def from_folder(name: str, most: int) -> bytes:
            path = place / name
            if path.is_symlink() or not path.is_file():
                return b""
            with path.open("rb") as file:
                return file.read(most + 1)

        return from_folder
    container = zipfile.ZipFile(place)
    members = {one.filename: one for one in container.infolist()}
    found = [one for one in members if one.rpartition("/")[2] == "manifest.skt"]
    need(len(found) == 1, "the zip holds no package, or several")

    def from_zip(name: str, most: int) -> bytes:
        path = found[0].removesuffix("manifest.skt") + name
        need(path not in members or members[path].compress_type in (0, 8), "the zip is strange")
        return container.open(path).read(most + 1) if path in members else b""

    return from_zip


def unsealed(part: dict[str, Any], sealed: bytes, identity: str) -> dict[str, bytes]:
    """Prove the hash of a part, open its seal and its container (§5, §6, §7)."""
    name = part["name"]
    whole = len(sealed) == part["size"] and sha256(sealed) == part["sha256"]
    need(whole, f"{name} is not the part that was signed")
    seal, end, _rest = sealed[:MOST_SEAL].partition(b"\n---")
    stanzas = re.findall(rb"^-> (\S+)", seal, re.MULTILINE)
    usual = end and len(stanzas) <= MOST_STANZAS and b"scrypt" not in stanzas
    need(usual, f"{name} has a strange seal")
    try:
        plain: bytes = age.decrypt(sealed, [age.x25519.Identity.from_str(identity)])
    except Exception as error:  # noqa: BLE001 - pyrage names its errors differently by version
        refuse(f"{name} cannot be opened with this identity: {error}")
    need(len(plain) == part["plain_size"], f"{name} has another length than it says")
    try:
        with zipfile.ZipFile(io.BytesIO(plain)) as container:
            members = container.infolist()
            need(len({x.filename for x in members}) == len(members), f"{name} has a name twice")
            need(sum(x.file_size for x in members) <= MOST_PLAIN, f"{name} is too large inside")
            return {x.filename: container.read(x) for x in members}
    except (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError) as error:
        refuse(f"{name} is no container: {error}")


def read_revision(line: bytes, number: int) -> dict[str, Any]:
    """Read one revision and prove that it is what it says (§8)."""
    found: dict[str, Any] = read_json(line, f"line {number}")
    said = {name: found.get(name) if name == "observed" else found[name] for name in SIGNED}
    digest = hashlib.sha256(b"skt-rev-1\n" + spelt(said).encode()).digest()[:24]
    need(base64.urlsafe_b64encode(digest).decode() == found["id"], f"line {number} is forged")
    need(("value" in found) == ("nonce" in found), f"line {number} is erased by half")
    if "value" in found:
        commit = sha256(bytes.fromhex(found["nonce"]) + spelt(found["value"]).encode())
        need(commit == found["commit"], f"line {number} has another value than was signed")
    return found


def standing(revisions: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the values that nothing in the package replaces, by record and field.

    A record whose `_exists` stands at false was removed, unless another value of it is newer.
    """
    replaced = {parent for one in revisions for parent in one["parents"]}
    found: dict[str, Any] = {}
    for one in revisions:
        if one["id"] not in replaced:
            empty = {"type": one["type"], "aggregate": one["agg"], "values": {}}
            values = found.setdefault(one["entity"], empty)["values"]
            said = {"value": one.get("value"), "by": one["actor"], "utc": one["utc"]}
            values.setdefault(one["field"], []).append(said)
    return found


def read_files(parts: Any, blobs: Any, read: Read, identity: str) -> dict[str, bytes]:  # noqa: ANN401
    """Return the photos and minutes that are whole; a damaged volume costs its own only (§1)."""
    found: dict[str, bytes] = {}
    for part in parts:
        try:
            members = unsealed(part, read(part["name"], part["size"]), identity)
        except Refused:
            continue
        wanted = [one["sha256"] for one in blobs if one["volume"] == part["name"]]
        found |= {one: members[one] for one in wanted if sha256(members.get(one, b"")) == one}
    return found


def read_package(place: Path, identity: str, signer: str, out: Path) -> dict[str, Any]:
    """Prove a package and write what it holds; return what it says of itself."""
    read = files_of(place)
    text, name, signature = read_note(read("manifest.skt", MOST_NOTE))
    manifest = read_json(text[:-1], "the manifest")
    need(manifest["format"] == "skt", "this is no package of Sổ Kiểm Tra")
    newer = manifest["major"] != 1 or manifest["min_reader"] > READER or manifest["must_understand"]
    need(not newer, "a newer reader is needed")
    first, *volumes = manifest["parts"]
    usual = first["name"] == "data.age" and all(PART.fullmatch(one["name"]) for one in volumes)
    need(usual, "the parts have other names than they may have")
    data = unsealed(first, read("data.age", first["size"]), identity)
    header = read_json(data["header.json"].removesuffix(b"\n"), "the header")
    need(signer in {"", header["signer"]}, "somebody else signed it")
    check_signature(text, name, signature, header["signer"])
    for key in ("package", "kind", "origin", "origin_seq", "to"):
        need(header[key] == manifest[key], f"header and manifest differ on {key}")
    members = {one["name"]: one["sha256"] for one in header["files"]}
    right = all(sha256(data[one]) == members.get(one) for one in data if one != "header.json")
    need(right and members.keys() < data.keys(), "the records are not what the header says")
    *lines, rest = data["revs.jsonl"].split(b"\n")
    revisions = [read_revision(line, number) for number, line in enumerate(lines, 1)]
    whole = len({one["id"] for one in revisions}) == len(revisions) == header["revisions"]
    need(whole and not rest, "records are cut, missing, or come twice")
    files = read_files(volumes, header["blobs"], read, identity)
    promised = [*header["blobs_left_out"], *(one["sha256"] for one in header["blobs"])]
    about = {
        "package": manifest["package"], "kind": manifest["kind"], "made": manifest["utc"],
        "signer": name, "signer_proved": bool(signer), "revisions": len(revisions),
        "files": len(files), "files_missing": [one for one in promised if one not in files],
    }  # fmt: skip
    (out / "files").mkdir(parents=True, exist_ok=True)
    (out / "revisions.jsonl").write_bytes(data["revs.jsonl"])
    for path, value in (("values.json", standing(revisions)), ("package.json", about)):
        (out / path).write_text(json.dumps(value, ensure_ascii=False, indent=1), encoding="utf-8")
    for key, content in files.items():
        (out / "files" / key).write_bytes(content)
    return about


def main() -> int:
    """Read the package named on the command line."""
    parser = argparse.ArgumentParser(description="Read a package of Sổ Kiểm Tra.")
    parser.add_argument("package", type=Path, help="its folder, or a zip file")
    parser.add_argument("--identity", type=Path, required=True, help="file with an age identity")
    parser.add_argument("--signer", default="", help="the key that must have signed it")
    parser.add_argument("--out", type=Path, required=True, help="folder for what it holds")
    said = parser.parse_args()
    try:
        key = IDENTITY.search(said.identity.read_text(encoding="utf-8"))
        need(key, "the identity file holds no age identity")
        about = read_package(said.package, key[0] if key else "", said.signer, said.out)
    except (Refused, OSError, zipfile.BadZipFile, *WRONG) as error:
        kind = "" if isinstance(error, Refused) else f" ({type(error).__name__})"
        sys.stderr.write(f"Not read: {error}{kind}\n")
        return 1
    sys.stdout.write(json.dumps(about, ensure_ascii=False, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
