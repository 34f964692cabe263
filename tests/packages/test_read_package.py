"""`docs/read_package.py` reads packages without the program, with what it says it needs."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import msgspec
import pytest

from app.domain.canonical import spell
from app.domain.revision import commitment
from app.packages.enrolment import read_request
from app.packages.note import VerifyKey
from app.packages.records import read_revision
from tests.packages.forging import Forgery
from tests.packages.given import Desk, blob, content, revision

_ROOT: Final = Path(__file__).parents[2]
_SCRIPT: Final = _ROOT / "docs" / "read_package.py"
_VECTORS: Final[dict[str, Any]] = json.loads((_ROOT / "docs" / "package-vectors.json").read_text())
_GOLDEN: Final = _ROOT / _VECTORS["package"]["place"]
_IDENTITY: Final = _ROOT / _VECTORS["package"]["identity"]
_MOST_LINES: Final = 300


@dataclass(frozen=True)
class Reading:
    """What the script said and wrote."""

    code: int
    out: str
    err: str
    folder: Path

    def json(self, name: str) -> Any:  # noqa: ANN401 - any JSON value
        """One of the files it wrote."""
        return json.loads((self.folder / name).read_text(encoding="utf-8"))


def read(place: Path, identity: Path, folder: Path, *more: str) -> Reading:
    """Run the script as a program of its own, which knows nothing of ours."""
    words = [place, "--identity", identity, "--out", folder, *more]
    ran = subprocess.run(
        [sys.executable, "-I", str(_SCRIPT), *map(str, words)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        cwd=folder.parent,
    )
    return Reading(ran.returncode, ran.stdout, ran.stderr, folder)


@pytest.fixture
def identity(desk: Desk, tmp_path: Path) -> Path:
    """The age identity of headquarters, as its recovery sheet has it."""
    path = tmp_path / "khóa.txt"
    desk.world.hq.save(tmp_path / "hq")
    path.write_text((tmp_path / "hq" / "keys.skt").read_text("utf-8"), "utf-8")
    return path


def test_it_is_one_short_file_that_needs_two_packages() -> None:
    text = _SCRIPT.read_text(encoding="utf-8")
    imported = {
        name.split(".")[0]
        for node in ast.walk(ast.parse(text))
        for name in (
            [one.name for one in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }

    assert len(text.splitlines()) < _MOST_LINES
    assert imported - sys.stdlib_module_names == {"cryptography", "pyrage"}


def test_the_vectors_of_the_format_are_what_program_and_script_make(tmp_path: Path) -> None:
    package = _VECTORS["package"]

    ran = read(_GOLDEN, _IDENTITY, tmp_path / "ra")

    assert (ran.code, ran.err) == (0, "")
    assert ran.json("package.json") == package["package.json"]
    assert ran.json("values.json") == package["values.json"]
    assert sorted(one.name for one in (ran.folder / "files").iterdir()) == package["files"]


def test_the_vectors_of_values_keys_and_words_hold() -> None:
    key, words = _VECTORS["key id (§4)"], _VECTORS["six words (§9)"]
    lines = _VECTORS["revisions (§8)"]

    assert [spell(one["value"]) for one in _VECTORS["canonical (§3)"]] == [
        one["spelt"] for one in _VECTORS["canonical (§3)"]
    ]
    assert VerifyKey.parse(key["printed"]).text == f"{key['name']}+{key['id']}+{key['key']}"
    assert read_request((_ROOT / words["request"]).read_bytes()).code == words["words"]
    for one in lines:
        found = read_revision(one["line"].encode())
        assert (found.rev_id, found.commit_hash) == (one["id"], one["commit"])
        assert found.value is not None
        assert found.nonce is not None
        assert commitment(bytes.fromhex(found.nonce), found.value) == one["commit"]


@pytest.mark.parametrize("as_zip", [False, True])
def test_what_the_program_writes_is_read_with_every_value_and_photo(
    desk: Desk, identity: Path, tmp_path: Path, *, as_zip: bool
) -> None:
    first = revision(1, "Thiếu sổ.")
    later = revision(2, "Đủ sổ.", parents=(first.rev_id,))
    photo = blob(tmp_path, b"photo")
    place = desk.written(content([first, later], blobs=[photo]), as_zip=as_zip).place

    ran = read(place, identity, tmp_path / "ra", "--signer", desk.world.laptop.verify_key.text)

    assert (ran.code, ran.err) == (0, "")
    assert json.loads(ran.out)["signer_proved"]
    assert ran.json("values.json")["entity-1"]["values"]["text"] == [
        {"value": "Đủ sổ.", "by": "an", "utc": later.utc_ms}
    ]
    lines = (ran.folder / "revisions.jsonl").read_bytes().splitlines()
    assert [msgspec.json.decode(line)["id"] for line in lines] == [first.rev_id, later.rev_id]
    assert (ran.folder / "files" / photo[0]).read_bytes() == b"photo"


def test_a_lost_volume_costs_its_photos_and_is_named(
    desk: Desk, identity: Path, tmp_path: Path
) -> None:
    photo = blob(tmp_path, b"photo")
    place = desk.written(content(blobs=[photo])).place
    (place / "blobs-001.age").unlink()

    ran = read(place, identity, tmp_path / "ra")

    assert ran.code == 0
    assert ran.json("package.json")["files_missing"] == [photo[0]]


def _cut(place: Path) -> None:
    manifest = place / "manifest.skt"
    manifest.write_bytes(manifest.read_bytes()[:-40])


def _changed(place: Path) -> None:
    data = bytearray((place / "data.age").read_bytes())
    data[-1] ^= 1
    (place / "data.age").write_bytes(data)


def _unfinished(place: Path) -> None:
    (place / "manifest.skt").unlink()


@pytest.mark.parametrize("harm", [_cut, _changed, _unfinished])
def test_a_harmed_package_is_one_line_and_writes_nothing(
    desk: Desk, identity: Path, tmp_path: Path, harm: Callable[[Path], None]
) -> None:
    place = desk.written().place
    harm(place)

    ran = read(place, identity, tmp_path / "ra")

    assert ran.code == 1
    assert ran.err.startswith("Not read: ")
    assert len(ran.err.splitlines()) == 1
    assert not ran.folder.exists()


def _other_id(line: bytes) -> bytes:
    return line.replace(b'"id":"', b'"id":"A', 1)


@pytest.mark.parametrize(
    "wrong",
    [
        {"lines": _other_id(b'{"id":"x"}\n')},
        {"header": lambda header: header.update(origin="0" * 16)},
        {"header": lambda header: header.update(revisions=9)},
        {"records": lambda _plain: b"PK no zip"},
    ],
    ids=["forged line", "header unlike manifest", "wrong count", "no container"],
)
def test_what_no_honest_program_writes_is_refused_by_the_script_too(
    desk: Desk, identity: Path, tmp_path: Path, wrong: dict[str, Any]
) -> None:
    place = Forgery(world=desk.world, **wrong).lay(desk.stick / "SKT-000000000000")

    ran = read(place, identity, tmp_path / "ra")

    assert ran.code == 1
    assert "Traceback" not in ran.err
    assert not ran.folder.exists()


@pytest.mark.parametrize("is_whole", [False, True])
def test_a_zip_packed_in_a_way_that_no_package_needs_is_refused_with_words(
    desk: Desk, identity: Path, tmp_path: Path, *, is_whole: bool
) -> None:
    place = desk.written().place
    packed = tmp_path / "goi.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_LZMA) as container:
        for file in place.iterdir():
            container.write(file, file.name)
    data = bytearray(packed.read_bytes())
    data[data.find(b"manifest.skt") + 16] = 93 if is_whole else 0xFF  # the filter of its packing
    packed.write_bytes(data)

    ran = read(packed, identity, tmp_path / "ra")

    assert (ran.code, ran.err) == (1, "Not read: the zip is strange\n")


def test_another_key_and_another_signer_open_nothing(
    desk: Desk, identity: Path, tmp_path: Path
) -> None:
    place = desk.written().place
    stranger = tmp_path / "lạ"
    desk.world.stranger.save(stranger)

    sealed = read(place, stranger / "keys.skt", tmp_path / "a")
    signed = read(place, identity, tmp_path / "b", "--signer", desk.world.teammate.verify_key.text)

    assert (sealed.code, signed.code) == (1, 1)
    assert "cannot be opened" in sealed.err
    assert "somebody else signed it" in signed.err


def test_every_byte_of_a_manifest_is_proved(
    desk: Desk, identity: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In this process: a program for each of a thousand bytes would take a minute."""
    monkeypatch.syspath_prepend(str(_SCRIPT.parent))
    script = __import__("read_package")
    place = desk.written().place
    whole = (place / "manifest.skt").read_bytes()
    key = script.IDENTITY.search(identity.read_text("utf-8"))[0]
    honest = script.read_package(place, key, "", tmp_path / "ra")

    for at in range(0, len(whole), 3):
        changed = bytearray(whole)
        changed[at] ^= 1 << at % 8
        (place / "manifest.skt").write_bytes(changed)
        with pytest.raises((script.Refused, *script.WRONG)):
            script.read_package(place, key, "", tmp_path / "kẻ lạ")

    assert honest["revisions"] == 1
    assert not (tmp_path / "kẻ lạ").exists()
