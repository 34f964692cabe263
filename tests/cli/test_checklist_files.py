"""Checklist files on the command line: checked without a store, imported with repairs named."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Sokiemtra
from tests.documents.spoilt_workbooks import retype
from tests.documents.test_checklist_facts import written
from tests.given import checklist


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A sound checklist as a workbook."""
    return written(checklist(), tmp_path / "bo.xlsx")


def test_a_sound_file_is_checked_without_a_store(sokiemtra: Sokiemtra, book: Path) -> None:
    ran = sokiemtra("checklist", "check", book)

    assert (ran.code, ran.out) == (0, "bo.xlsx: không có chỗ nào sai.\n")


def test_mistakes_and_repairs_are_listed_by_cell(sokiemtra: Sokiemtra, book: Path) -> None:
    retype(book, {"F4": "hai", "D5": "chinhs quyền"})

    ran = sokiemtra("checklist", "check", book, "--json")

    assert ran.code == 1
    assert ran.data["error"]["code"] == "workbook_invalid"
    assert [fault["cell"] for fault in ran.data["faults"]] == ["F4"]
    assert [(one["cell"], one["became"]) for one in ran.data["repairs"]] == [("D5", "chính quyền")]


def test_people_read_the_same_as_lines(sokiemtra: Sokiemtra, book: Path) -> None:
    retype(book, {"F4": "hai", "D5": "chinhs quyền"})

    ran = sokiemtra("checklist", "check", book)

    assert "Chỗ sai (1):\n  Trang “Bộ tiêu chí”, ô F4: “hai” không phải là số." in ran.out
    assert "ô D5: “chinhs quyền” được đọc là “chính quyền”." in ran.out


def test_an_import_says_what_was_repaired(kho: Sokiemtra, book: Path) -> None:
    retype(book, {"D5": "chinhs quyền"})

    ran = kho("checklist", "import", book)

    assert ran.code == 0
    assert "ô D5: “chinhs quyền” được đọc là “chính quyền”." in ran.out
    assert ran.out.endswith("Đã ban hành bộ tiêu chí T phiên bản 1: Bộ tiêu chí T.\n")


def test_a_file_with_a_mistake_leaves_the_store_as_it_was(kho: Sokiemtra, book: Path) -> None:
    retype(book, {"F4": "hai"})

    assert kho("checklist", "import", book).code == 1
    assert "T" not in [row["code"] for row in kho("checklist", "list", "--json").data]


def test_a_file_that_is_no_workbook_is_an_expected_error(
    sokiemtra: Sokiemtra, tmp_path: Path
) -> None:
    path = tmp_path / "bo.xlsx"
    path.write_text("Mã;Tên")

    ran = sokiemtra("checklist", "check", path, "--json")

    assert (ran.code, ran.data["error"]["code"]) == (1, "document_unreadable")
