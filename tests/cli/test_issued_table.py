"""`checklist import` of tables as issued: published when whole, else told what to correct."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import Sokiemtra
from tests.documents.issued_tables import HA_NOI, KHANH_HOA, as_csv, as_docx, as_xls, as_xlsx


@pytest.mark.parametrize("form", ["xlsx", "xls", "docx", "csv"])
def test_a_table_as_issued_is_published(kho: Sokiemtra, tmp_path: Path, form: str) -> None:
    write = {"xlsx": as_xlsx, "xls": as_xls, "docx": as_docx, "csv": as_csv}[form]
    file = write(HA_NOI, tmp_path / f"phu-luc.{form}")

    done = kho("checklist", "import", file, "--code", "HN", "--title", "Bộ Hà Nội", "--json")

    assert (done.code, done.data["code"], done.data["criteria"]) == (0, "HN", 9)
    assert kho("checklist", "show", "HN", "--json").data["title"] == "Bộ Hà Nội"


def test_mistakes_are_told_by_place_with_the_mapping_that_was_guessed(
    kho: Sokiemtra, tmp_path: Path
) -> None:
    file = as_xlsx(KHANH_HOA, tmp_path / "a.xlsx")
    rows = kho("checklist", "list", "--json").data
    mapping = tmp_path / "map.json"
    mapping.write_text('{"first_row": 2, "number": 1, "text": 2, "points": 4}', encoding="utf-8")

    refused = kho("checklist", "import", file, "--map", mapping, "--json")

    assert refused.code == 1
    assert refused.data["error"]["code"] == "issued_table_invalid"
    assert refused.data["map"]["points"] == 4
    assert "D12" in {fault["place"] for fault in refused.data["faults"]}
    assert kho("checklist", "list", "--json").data == rows


def test_the_printed_mapping_can_be_corrected_and_handed_back(
    kho: Sokiemtra, tmp_path: Path
) -> None:
    file = as_xlsx(KHANH_HOA, tmp_path / "a.xlsx")
    mapping = tmp_path / "map.json"
    mapping.write_text('{"first_row": 2, "text": 2, "points": 4}', encoding="utf-8")
    refused = kho("checklist", "import", file, "--map", mapping, "--json")

    corrected = {**refused.data["map"], "number": 1, "points": 3}
    mapping.write_text(json.dumps(corrected), encoding="utf-8")
    done = kho("checklist", "import", file, "--map", mapping, "--code", "KH", "--json")

    assert (done.code, done.data["code"]) == (0, "KH")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--table", "7"), "invalid_value"),
        (("--map", "không-có.json"), "file_unreadable"),
    ],
)
def test_wrong_options_are_refused(
    kho: Sokiemtra, tmp_path: Path, words: tuple[str, str], code: str
) -> None:
    file = as_docx(HA_NOI, tmp_path / "a.docx")

    refused = kho("checklist", "import", file, *words, "--json")

    assert (refused.code, refused.data["error"]["code"]) == (1, code)


def test_a_mapping_that_is_none_is_refused(kho: Sokiemtra, tmp_path: Path) -> None:
    mapping = tmp_path / "map.json"
    mapping.write_text("{", encoding="utf-8")

    file = as_docx(HA_NOI, tmp_path / "a.docx")
    refused = kho("checklist", "import", file, "--map", mapping, "--json")

    assert (refused.code, refused.data["error"]["code"]) == (1, "column_map_invalid")
    assert "tệp này phải ghi như" in refused.data["error"]["message"]


def test_people_read_the_mistakes_as_lines(kho: Sokiemtra, tmp_path: Path) -> None:
    mapping = tmp_path / "map.json"
    mapping.write_text('{"first_row": 2, "number": 1, "text": 2, "points": 5}', encoding="utf-8")

    file = as_docx(KHANH_HOA, tmp_path / "a.docx")
    refused = kho("checklist", "import", file, "--map", mapping)

    assert refused.code == 1
    assert "bảng 2, dòng 5, cột 5: chưa có điểm" in refused.err
    assert not refused.out


@pytest.mark.parametrize("form", ["xlsx", "xls", "docx", "csv"])
def test_a_table_as_issued_is_checked_without_a_store(
    sokiemtra: Sokiemtra, tmp_path: Path, form: str
) -> None:
    write = {"xlsx": as_xlsx, "xls": as_xls, "docx": as_docx, "csv": as_csv}[form]
    file = write(HA_NOI, tmp_path / f"phu-luc.{form}")

    told = sokiemtra("checklist", "check", file, "--json", store="không có")
    said = sokiemtra("checklist", "check", file, store="không có")

    assert (told.code, told.data["criteria"], told.data["fault_count"]) == (0, 9, 0)
    assert told.data["map"]["points"] == 3
    assert (said.code, f"phu-luc.{form}: không có chỗ nào sai." in said.out) == (0, True)
    assert not (tmp_path / "không có").exists()


def test_a_check_lists_the_mistakes_of_the_mapping_handed_in(
    sokiemtra: Sokiemtra, tmp_path: Path
) -> None:
    mapping = tmp_path / "map.json"
    mapping.write_text('{"first_row": 2, "number": 1, "text": 2, "points": 4}', encoding="utf-8")
    file = as_xlsx(KHANH_HOA, tmp_path / "a.xlsx")

    told = sokiemtra("checklist", "check", file, "--map", mapping, "--json")
    said = sokiemtra("checklist", "check", file, "--map", mapping)

    assert (told.code, told.data["error"]["code"]) == (1, "issued_table_invalid")
    assert "D12" in {fault["place"] for fault in told.data["faults"]}
    assert (said.code, "D12: " in said.out) == (1, True)


def test_the_only_table_that_holds_anything_is_taken_though_its_sheet_is_hidden(
    sokiemtra: Sokiemtra, tmp_path: Path
) -> None:
    file = as_xlsx(HA_NOI, tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(file)
    book.create_sheet("Trống", 0)
    book["Phụ lục"].sheet_state = "hidden"
    book.save(file)

    told = sokiemtra("checklist", "check", file, "--json")

    assert (told.code, told.data["table"]) == (0, {"number": 2, "name": "Phụ lục"})


@pytest.mark.parametrize("code", ["CC/HC", "X" * 41])
def test_a_code_that_no_command_could_name_is_refused(
    kho: Sokiemtra, tmp_path: Path, code: str
) -> None:
    file = as_xlsx(HA_NOI, tmp_path / "a.xlsx")
    rows = kho("checklist", "list", "--json").data

    refused = kho("checklist", "import", file, "--code", code, "--json")

    assert (refused.code, refused.data["error"]["code"]) == (1, "issued_table_invalid")
    assert kho("checklist", "list", "--json").data == rows
