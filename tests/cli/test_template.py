"""`template …`: checked, installed, listed, written out and taken back, for people and programs."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.documents.minutes.writing import TEMPLATE
from tests.cli.conftest import Sokiemtra
from tests.documents.bad_templates import NO_TEMPLATES
from tests.documents.word.edited_templates import copy_of, reworded, without_table
from tests.inspection_documents import Document, WriteDocument


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """A template with a wrong tag and a deleted table."""
    return copy_of(
        tmp_path / "hong.docx",
        reworded("{{ dia_diem }}", "{{ dia_diemm }}"),
        without_table("{%tr for k in kien_nghi %}"),
    )


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    """A template that can be used, with a tag left out and a margin too narrow."""
    return copy_of(
        tmp_path / "rieng.docx",
        reworded("{{ dia_danh }}, ", ""),
        reworded('w:left="1701"', 'w:left="600"'),
    )


@pytest.fixture
def visit(kho: Sokiemtra, document: Document, write_document: WriteDocument) -> str:
    """The identity of a recorded visit."""
    del document["photos"]
    recorded = kho("inspection", "record", write_document(document), "--json").data
    return str(recorded["inspection_id"])


def test_a_check_needs_no_store_and_names_every_fault(sokiemtra: Sokiemtra, faulty: Path) -> None:
    checked = sokiemtra("template", "check", faulty)

    assert checked.code == 1
    assert "Biên bản kiểm tra" in checked.out
    assert "dia_diemm" in checked.out
    assert "đoạn " in checked.out
    assert "kien_nghi" in checked.out


def test_a_check_answers_programs_in_one_document(sokiemtra: Sokiemtra, faulty: Path) -> None:
    checked = sokiemtra("template", "check", faulty, "--json")

    assert checked.code == 1
    assert checked.data["error"]["code"] == "template_faulty"
    assert (checked.data["paper"], checked.data["usable"]) == ("minutes", False)
    flaws = {fault["flaw"] for fault in checked.data["faults"]}
    assert flaws == {"unknown", "missing_list", "missing_tag"}
    assert all(fault["text"] for fault in checked.data["faults"])


def test_departures_and_tags_left_out_are_told_and_are_no_error(
    sokiemtra: Sokiemtra, sound: Path
) -> None:
    checked = sokiemtra("template", "check", sound)

    assert checked.code == 0
    assert "P4" in checked.out
    assert "dia_danh" in checked.out


def test_the_template_that_ships_is_without_fault(sokiemtra: Sokiemtra) -> None:
    checked = sokiemtra("template", "check", TEMPLATE)

    assert checked.code == 0
    assert "Không có lỗi." in checked.out


@pytest.mark.parametrize("what", ["an old .doc", "an encrypted file", "a renamed .zip", "a folder"])
def test_a_file_that_is_no_template_is_an_expected_error(
    sokiemtra: Sokiemtra, tmp_path: Path, what: str
) -> None:
    made, said = NO_TEMPLATES[what]

    checked = sokiemtra("template", "check", made(tmp_path))

    assert checked.code == 1
    assert said in checked.err
    assert "Traceback" not in checked.err


def test_an_installed_template_is_listed_written_out_and_taken_back(
    kho: Sokiemtra, sound: Path, tmp_path: Path
) -> None:
    installed = kho("template", "install", sound)
    listed = kho("template", "list", "--json").data
    kho("template", "export", "minutes", "--out", tmp_path / "dang-dung.docx", "--own")
    kho("template", "export", "minutes", "--out", tmp_path / "goc.docx")
    removed = kho("template", "remove", "minutes", "--json").data
    again = kho("template", "remove", "minutes")

    assert installed.code == 0
    assert "rieng.docx" in installed.out
    minutes = next(one for one in listed if one["paper"] == "minutes")
    assert (minutes["file"], minutes["in_use"], minutes["unused"]) == ("rieng.docx", "own", None)
    assert (tmp_path / "dang-dung.docx").read_bytes() == sound.read_bytes()
    assert (tmp_path / "goc.docx").read_bytes() == TEMPLATE.read_bytes()
    assert removed == {"paper": "minutes", "removed": True}
    assert "đang dùng mẫu gốc" in again.out


def test_a_refused_template_leaves_the_store_as_it_was(kho: Sokiemtra, faulty: Path) -> None:
    refused = kho("template", "install", faulty, "--json")

    assert refused.code == 1
    assert refused.data["error"]["code"] == "template_refused"
    assert refused.data["installed"] is False
    assert refused.data["faults"]
    assert all(one["in_use"] == "shipped" for one in kho("template", "list", "--json").data)


def test_the_list_and_the_minutes_say_why_an_own_template_is_not_used(
    kho: Sokiemtra, sound: Path, visit: str, tmp_path: Path
) -> None:
    kho("template", "install", sound)
    for kept in (tmp_path / "kho" / "blobs").glob("??/*"):
        kept.chmod(0o600)
        kept.unlink()

    listed = kho("template", "list")
    drafted = kho("minutes", visit, "--draft", "--out", tmp_path / "bb.docx")

    assert (listed.code, drafted.code) == (0, 0)
    assert "chưa dùng được" in listed.out
    assert "tệp mẫu không có trên máy này" in listed.out
    assert "tệp mẫu không có trên máy này" in drafted.out


@pytest.mark.parametrize("words", [(), ("minutes",)])
def test_tags_are_listed_with_what_they_print(sokiemtra: Sokiemtra, words: tuple[str, ...]) -> None:
    told = sokiemtra("template", "tags", *words)
    data = sokiemtra("template", "tags", *words, "--json").data

    assert "kien_nghi.thoi_han" in told.out
    assert ("don_doc" in told.out or "Văn bản đôn đốc" in told.out) == (not words)
    tags = {tag["tag"]: tag for tag in data["minutes"]}
    assert tags["kien_nghi"]["kind"] == "list"
    assert {part["tag"] for part in tags["kien_nghi"]["parts"]} >= {"stt", "thoi_han"}


@pytest.mark.parametrize("command", ["export", "remove", "tags"])
def test_a_paper_nobody_knows_is_wrong_usage(kho: Sokiemtra, command: str) -> None:
    assert kho("template", command, "giay-moi", *(["--out", "x"] * (command == "export"))).code == 2


def test_a_place_that_refuses_the_file_is_an_expected_error(kho: Sokiemtra, tmp_path: Path) -> None:
    refused = kho("template", "export", "minutes", "--out", tmp_path / "khong" / "mau.docx")

    assert refused.code == 1
    assert "Traceback" not in refused.err
