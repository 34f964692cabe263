"""Checklist files on the command line: checked without a store, imported with repairs named."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Sokiemtra
from tests.documents.bad_checklists import BAD, encrypted, sound, with_macro
from tests.documents.forms import saved_form
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


def test_a_form_with_leftovers_needs_consent(kho: Sokiemtra, tmp_path: Path) -> None:
    form = saved_form(tmp_path / "form.xlsx")

    refused = kho("checklist", "import", form, "--json")
    known = [row["code"] for row in kho("checklist", "list", "--json").data]
    accepted = kho("checklist", "import", form, "--accept-losses", "--json")

    assert (refused.code, refused.data["error"]["code"]) == (1, "checklist_would_lose")
    assert "ô A15: " in refused.data["error"]["list"]
    assert "MOT_CUA" not in known
    assert (accepted.code, accepted.data["criteria"], len(accepted.data["losses"])) == (0, 12, 6)


def test_what_a_form_would_lose_is_listed_by_a_check(sokiemtra: Sokiemtra, tmp_path: Path) -> None:
    ran = sokiemtra("checklist", "check", saved_form(tmp_path / "form.xlsx"), "--json")

    assert (ran.code, ran.data["fault_count"]) == (1, 0)
    assert [loss["cell"] for loss in ran.data["losses"]][1:3] == ["A15", "A16"]


def test_nothing_of_a_bad_file_is_half_taken_in(kho: Sokiemtra, tmp_path: Path) -> None:
    before = kho("checklist", "list").out
    paths = [encrypted(tmp_path / "mat-khau.xlsx"), with_macro(tmp_path / "macro.xlsx")]
    for place, bad in enumerate(BAD.values()):
        path = sound(tmp_path / f"{place}.xlsx")
        bad.spoil(path)
        paths.append(path)

    codes = [(kho("checklist", "import", path).code, path.name) for path in paths]

    assert [name for code, name in codes if code != 1] == []
    assert kho("checklist", "list").out == before
