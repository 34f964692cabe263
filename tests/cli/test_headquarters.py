"""`hq` and `quarantine`: the keys of headquarters and the laptops it vouches for, by commands."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document as WordFile

from tests.cli.conftest import Sokiemtra
from tests.cli.test_package_journal import stick as stick  # noqa: PLC0414 - the fixture
from tests.inspection_documents import Document, WriteDocument

PASSPHRASE = " ".join(("mưa", "rào", "tháng", "bảy"))


@pytest.fixture
def passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOKIEMTRA_PASSPHRASE", PASSPHRASE)


@pytest.fixture
def hq(sokiemtra: Sokiemtra) -> Sokiemtra:
    sokiemtra("init", "--role", "hq", "--name", "so-noi-vu", store="hq")
    return sokiemtra


@pytest.fixture
def strange(
    hq: Sokiemtra, tmp_path: Path, document: Document, write_document: WriteDocument
) -> Path:
    """A stick with the package of a laptop that only took the card of headquarters in."""
    usb = tmp_path / "usb"
    usb.mkdir()
    card = tmp_path / "the.skt"
    told = hq("hq", "card", "--out", card, "--json", store="hq").data
    hq("init", "--role", "field", "--name", "may-01")
    known = hq("enrol", "know", card, "--code", told["code"])
    assert known.code == 0, known.err
    hq("inspection", "record", write_document(document))
    sent = hq("export", "--to", usb, "--json")
    assert sent.code == 0, sent.out
    return usb


def typed(sheet: Path, target: Path) -> Path:
    """Type the printed lines into a file."""
    (table,) = WordFile(str(sheet)).tables
    target.write_text("\n".join(row.cells[1].text for row in table.rows), "utf-8")
    return target


@pytest.mark.usefixtures("passphrase")
def test_keys_are_put_under_a_passphrase_and_count_once_the_sheet_is_typed_back(
    hq: Sokiemtra, tmp_path: Path
) -> None:
    sheet = tmp_path / "phieu.docx"

    made = hq("hq", "init", "--sheet", sheet, store="hq")
    early = hq("hq", "status", "--json", store="hq").data["state"]
    back = hq("hq", "rehearse", typed(sheet, tmp_path / "go.txt"), store="hq")
    late = hq("hq", "status", "--json", store="hq").data["state"]

    assert (made.code, back.code) == (0, 0)
    assert (early["protection"], early["is_rehearsed"]) == ("passphrase", False)
    assert (late["is_rehearsed"], late["is_open"]) == (True, True)


def test_without_the_passphrase_locked_keys_write_nothing(
    hq: Sokiemtra, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOKIEMTRA_PASSPHRASE", PASSPHRASE)
    hq("hq", "init", "--sheet", tmp_path / "phieu.docx", store="hq")
    monkeypatch.delenv("SOKIEMTRA_PASSPHRASE")

    locked = hq("hq", "card", "--out", tmp_path / "the.skt", store="hq")
    monkeypatch.setenv("SOKIEMTRA_PASSPHRASE", PASSPHRASE[::-1])
    wrong = hq("hq", "card", "--out", tmp_path / "the.skt", store="hq")

    assert (locked.code, wrong.code) == (1, 1)
    assert not (tmp_path / "the.skt").exists()
    assert "Traceback" not in locked.err + wrong.err


@pytest.mark.usefixtures("passphrase")
def test_a_mistyped_sheet_names_its_line_and_a_file_that_is_no_text_is_told(
    hq: Sokiemtra, tmp_path: Path
) -> None:
    sheet, slip, binary = tmp_path / "phieu.docx", tmp_path / "go.txt", tmp_path / "anh.bin"
    hq("hq", "init", "--sheet", sheet, store="hq")
    lines = typed(sheet, slip).read_text("utf-8").splitlines()
    lines[2] = lines[2].replace(lines[2][0], "A" if lines[2][0] != "A" else "B", 1)
    slip.write_text("\n".join(lines), "utf-8")
    binary.write_bytes(b"\xff\xfe\x00\x80")

    wrong = hq("hq", "rehearse", slip, store="hq")
    none = hq("hq", "rehearse", binary, store="hq")
    gone = hq("hq", "rehearse", tmp_path / "khong.txt", store="hq")

    assert (wrong.code, none.code, gone.code) == (1, 1, 1)
    assert "3" in wrong.err
    assert "không phải văn bản" in none.err


@pytest.mark.usefixtures("passphrase")
def test_the_keys_of_a_burnt_computer_come_back_from_the_sheet(
    hq: Sokiemtra, stick: Path, tmp_path: Path
) -> None:
    sheet, slip = tmp_path / "phieu.docx", tmp_path / "go.txt"
    hq("hq", "init", "--sheet", sheet, store="hq")
    hq("init", "--role", "hq", "--name", "so-moi", store="moi")
    keyring = next((tmp_path / "trả lời").rglob("keyring.age"))

    ran = hq(
        "hq", "restore", typed(sheet, slip), "--keyring", keyring, "--json", store="moi"
    )  # fmt: skip
    taken = hq("import", stick, "--json", store="moi").data["packages"]

    assert (ran.code, ran.data["members"]) == (0, 2)
    assert [one["status"] for one in taken] == ["new"]


def test_a_laptop_whose_key_was_withdrawn_waits(sokiemtra: Sokiemtra, stick: Path) -> None:
    ran = sokiemtra("hq", "revoke", "doan1/may-01", "--json", store="hq")
    unknown = sokiemtra("hq", "revoke", "doan9/may-09", store="hq")
    sokiemtra("import", stick, store="hq")

    told = sokiemtra("quarantine", "list", store="hq").out
    members = sokiemtra("hq", "status", store="hq").out

    assert (ran.code, ran.data["name"], unknown.code) == (0, "doan1/may-01", 1)
    assert "doan1/may-01 (Lê Thị Bình)" in told
    assert "đã bị thu hồi khóa" in told
    assert "doan1/may-01" in members


def test_a_strangers_package_is_let_in_once_by_the_words_of_its_laptop(
    hq: Sokiemtra, strange: Path, tmp_path: Path
) -> None:
    words = hq("enrol", "request", "--out", tmp_path / "x.skt", "--json").data
    taken = hq("import", strange, "--json", store="hq")
    (waiting,) = hq("quarantine", "list", "--json", store="hq").data["packages"]

    wrong = hq(
        "quarantine", "approve", waiting["name"], "--code", "ba la ma ca ta xa", store="hq"
    )  # fmt: skip
    right = hq("quarantine", "approve", waiting["name"], "--code", words["code"], store="hq")
    after = hq("quarantine", "list", store="hq")
    visits = hq("inspection", "list", "--json", store="hq").data

    assert taken.data["packages"][0]["status"] == "waiting"
    assert (wrong.code, right.code) == (1, 0)
    assert "Không có gói nào" in after.out
    assert len(visits) == 1


def test_a_strangers_package_can_be_let_go_of(hq: Sokiemtra, strange: Path) -> None:
    hq("import", strange, store="hq")
    (waiting,) = hq("quarantine", "list", "--json", store="hq").data["packages"]

    ran = hq("quarantine", "discard", waiting["package_id"], store="hq")
    again = hq("quarantine", "discard", waiting["package_id"], store="hq")

    assert (ran.code, again.code) == (0, 1)
    assert hq("quarantine", "list", "--json", store="hq").data["packages"] == []


@pytest.mark.usefixtures("strange")
def test_a_laptop_has_no_keys_of_headquarters(hq: Sokiemtra, tmp_path: Path) -> None:
    for words in (
        ("hq", "status"),
        ("hq", "card", "--out", tmp_path / "gia.skt"),
        ("hq", "revoke", "hq"),
        ("quarantine", "discard", "SKT-0123456789ab"),
    ):
        ran = hq(*words)
        assert (ran.code, "cơ quan chủ trì" in ran.err) == (1, True), words
