"""Bad input: a clear message in Vietnamese, exit code 1, and nothing changed."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from app.bootstrap import open_application
from app.store.migrations import SCHEMA_VERSION
from tests.cli.conftest import Ran, Sokiemtra
from tests.inspection_documents import Document, WriteDocument
from tests.store.test_opening import UNSHARE, may_mount


def _refused(ran: Ran, *words: str) -> None:
    assert ran.code == 1
    assert ran.out == ""
    assert "Traceback" not in ran.err
    for word in words:
        assert word in ran.err


@pytest.fixture
def unchanged(kho: Sokiemtra, tmp_path: Path) -> Callable[[], bool]:
    """Tell whether the store still says what it said at the start."""

    def revisions() -> list[Any]:
        with closing(sqlite3.connect(tmp_path / "kho" / "sokiemtra.db")) as connection:
            return connection.execute("SELECT rev_id FROM rev ORDER BY 1").fetchall()

    assert kho("check").code == 0
    before = revisions()
    return lambda: revisions() == before


def test_a_file_that_is_not_a_workbook(
    kho: Sokiemtra, unchanged: Callable[[], bool], tmp_path: Path
) -> None:
    file = tmp_path / "bộ tiêu chí.xlsx"
    file.write_text("Đây là văn bản")

    _refused(kho("checklist", "import", file), "bộ tiêu chí.xlsx")
    assert unchanged()


def test_a_checklist_whose_points_do_not_add_up(
    kho: Sokiemtra, unchanged: Callable[[], bool], tmp_path: Path
) -> None:
    file = tmp_path / "mc.xlsx"
    kho("checklist", "export", "MC", file)
    book = openpyxl.load_workbook(file)
    sheet = book["Bộ tiêu chí"]
    points = next(cell.column for cell in sheet[1] if cell.value == "Điểm tối đa")
    last = max(row for row in range(2, sheet.max_row + 1) if sheet.cell(row, 1).value)
    sheet.cell(last, points).value = 77
    book.save(file)

    ran = kho("checklist", "import", file)

    _refused(ran, "Bộ tiêu chí", "77")
    assert unchanged()


@pytest.mark.parametrize(
    "mistake",
    [
        (("answers", 0, "criterion"), "CCHC.9.9", "$.answers[0].criterion"),
        (("visit", "period_to"), "2026-02-31", "$.visit.period_to"),
        (("photos", 0, "path"), "mất.jpg", "$.photos[0].path"),
    ],
)
def test_an_inspection_document_with_a_mistake(
    kho: Sokiemtra,
    unchanged: Callable[[], bool],
    document: Document,
    write_document: WriteDocument,
    mistake: tuple[tuple[Any, ...], str, str],
) -> None:
    part, value, named = mistake
    target: Any = document
    for step in part[:-1]:
        target = target[step]
    target[part[-1]] = value

    _refused(kho("inspection", "record", write_document(document)), named)
    assert unchanged()


@pytest.mark.parametrize("content", [b"", b"v\xc4\x83n b\xe1\xba\xa3n"])
def test_a_photo_that_is_empty_or_text(
    kho: Sokiemtra,
    unchanged: Callable[[], bool],
    document: Document,
    write_document: WriteDocument,
    content: bytes,
) -> None:
    file = write_document(document)
    (file.parent / "ảnh 1.jpg").write_bytes(content)

    _refused(kho("inspection", "record", file), "$.photos[0].path")
    assert unchanged()


def test_a_store_of_a_newer_version(kho: Sokiemtra, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "kho" / "sokiemtra.db")) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")

    _refused(kho("inspection", "list"), "mới hơn")


def test_a_second_program_on_the_same_store(kho: Sokiemtra, tmp_path: Path) -> None:
    with open_application(tmp_path / "kho"):
        _refused(kho("inspection", "list"), "kho")


@pytest.mark.skipif(not may_mount(), reason="this system lets nobody mount a small disk")
def test_a_full_disk(
    kho: Sokiemtra, document: Document, write_document: WriteDocument, tmp_path: Path
) -> None:
    del document["photos"]
    document["findings"] = [
        {"key": f"f{n}", "kind": "shortcoming", "area_code": "CCHC.3", "text": "Chậm " * 900}
        for n in range(900)
    ]
    document["recommendations"] = []
    file = write_document(document)
    small = tmp_path / "small"
    small.mkdir()
    command = f'"{sys.executable}" -m app inspection record "$3" --store "$1/kho"'
    script = (
        'mount -t tmpfs -o size=3m none "$1" && cp -r "$2" "$1/kho" && '
        f"{command}; echo exit $?; "
        f'"{sys.executable}" -m app inspection list --json --store "$1/kho"'
    )
    assert kho("check").code == 0

    ran = subprocess.run(
        [*UNSHARE, script, "sh", str(small), str(tmp_path / "kho"), str(file)],
        check=True,
        capture_output=True,
        text=True,
        cwd=Path(__file__).parent.parent.parent,
    )

    assert "exit 1" in ran.stdout
    assert "đầy" in ran.stderr
    assert ran.stdout.strip().endswith("[]")


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the first package that was made is kept, with its stores, for the next test."""
    return tmp_path_factory.mktemp("sent") / "all"


@pytest.fixture
def package(
    kho: Sokiemtra, document: Document, write_document: WriteDocument, tmp_path: Path, sent: Path
) -> Path:
    """A package from `kho` to the headquarters store `hq`."""
    if not sent.exists():
        _send(kho, write_document(document), tmp_path)
        shutil.copytree(tmp_path, sent)
    else:
        shutil.rmtree(tmp_path / "kho")
        shutil.copytree(sent, tmp_path, dirs_exist_ok=True)
    (package,) = (tmp_path / "usb").glob("SKT-*")
    return package


def _send(kho: Sokiemtra, document: Path, tmp_path: Path) -> None:
    usb = tmp_path / "usb"
    usb.mkdir()
    kho("init", "--role", "hq", "--name", "Sở", store="hq")
    asked = kho("enrol", "request", "--out", usb / "y", "--json").data["code"]
    tail = ("--name", "d/m", "--team", "d", "--out", usb / "a", "--json")
    told = kho("enrol", "approve", usb / "y", "--code", asked, *tail, store="hq").data["code"]
    kho("enrol", "accept", usb / "a", "--code", told)
    kho("inspection", "record", document)
    kho("export", "--to", usb)


@pytest.mark.parametrize("part", ["manifest.skt", "data.age"])
@pytest.mark.parametrize("share", [0.0, 0.3, 0.7, 0.99])
@pytest.mark.parametrize("way", ["cut", "changed"])
def test_a_package_cut_or_changed(
    kho: Sokiemtra, package: Path, part: str, share: float, way: str
) -> None:
    file = package / part
    content = bytearray(file.read_bytes())
    place = int(len(content) * share)
    if way == "cut":
        del content[place:]
    else:
        content[place] ^= 0x10
    file.write_bytes(content)

    ran = kho("import", package, "--json", store="hq")

    assert ran.code == 1
    assert ran.data["packages"][0]["error"]["message"]
    assert kho("inspection", "list", "--json", store="hq").data == []


def test_a_package_for_somebody_else(kho: Sokiemtra, package: Path) -> None:
    kho("init", "--role", "hq", "--name", "Sở khác", store="other")

    ran = kho("import", package, store="other")

    assert ran.code == 1
    assert kho("inspection", "list", "--json", store="other").data == []


def test_a_template_with_a_broken_tag(
    kho: Sokiemtra, document: Document, write_document: WriteDocument, tmp_path: Path
) -> None:
    visit = kho("inspection", "record", write_document(document), "--json").data["inspection_id"]
    template = tmp_path / "mẫu.docx"
    word = docx.Document()
    word.add_paragraph("BIÊN BẢN {{ khong_co_the_nay }}")
    word.save(str(template))

    ran = kho("minutes", visit, "--draft", "--out", tmp_path / "x.docx", "--template", template)

    _refused(ran, "khong_co_the_nay")
    assert not (tmp_path / "x.docx").exists()
