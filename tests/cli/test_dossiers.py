"""Registers, draws, figures and the calendar, as IT staff would type it."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest

from tests.cli.conftest import Sokiemtra
from tests.documents.register_books import HEADINGS, Row, dossier_row, register_book, workbook
from tests.inspection_documents import Document, WriteDocument


@pytest.fixture
def visit(kho: Sokiemtra, document: Document, write_document: WriteDocument) -> str:
    """The identity of a recorded visit."""
    identity = kho("inspection", "record", write_document(document), "--json").data["inspection_id"]
    assert isinstance(identity, str)
    return identity


def test_a_register_is_imported_drawn_from_and_counted(
    kho: Sokiemtra, visit: str, tmp_path: Path
) -> None:
    path = register_book(tmp_path / "so.xlsx", 30)

    read = kho("dossier", "import", visit, path, "--json")
    done = kho("dossier", "draw", visit, "--size", 4, "--seed", "hạt", "--by", "field", "--json")
    again = kho("dossier", "draw", visit, "--size", 4, "--seed", "hạt", "--by", "field", "--json")
    stats = kho("dossier", "stats", visit, "--json")

    assert read.data["register"]["entries"] == 30
    assert read.data["columns"]["received_at"] == "Ngày tiếp nhận"
    assert (done.code, done.data["added"]) == (0, 12)
    assert again.data == {**done.data, "added": 0}
    rate = stats.data["by_field"]["Đất đai"]["on_time_rate"]
    assert rate["numerator"] == rate["denominator"] >= 4


def test_what_people_read_says_the_same(kho: Sokiemtra, visit: str, tmp_path: Path) -> None:
    path = register_book(tmp_path / "so.xlsx", 30)

    read = kho("dossier", "import", visit, path)
    drawn = kho("dossier", "draw", visit, "--size", 3, "--seed", "hạt")
    stats = kho("dossier", "stats", visit)

    assert "30" in read.out
    assert "Ngày tiếp nhận" in read.out
    assert drawn.out.count("H15.50-260803-") == 3
    assert "%" in stats.out


def test_a_dossier_is_replaced_with_a_reason(kho: Sokiemtra, visit: str, tmp_path: Path) -> None:
    kho("dossier", "import", visit, register_book(tmp_path / "so.xlsx", 30))
    drawn = kho("dossier", "draw", visit, "--size", 3, "--seed", "hạt", "--json").data["draw"]
    code = drawn["drawn"][0]["dossier_code"]

    ran = kho("dossier", "replace", visit, code, "--reason", "đã chuyển lưu trữ", "--json")

    assert (ran.code, ran.data["replaces"], ran.data["pick"]) == (0, code, "replacement")
    again = kho("dossier", "replace", visit, code, "--reason", "đã chuyển lưu trữ", "--json")
    assert (again.code, again.data["error"]["code"]) == (1, "not_drawn")


def test_columns_may_be_told_by_a_file(kho: Sokiemtra, visit: str, tmp_path: Path) -> None:
    rows: list[Row] = [["Ký hiệu", "Lúc nào"], ["A1", datetime.fromisoformat("2026-08-03T08:00")]]
    path = workbook(tmp_path / "so.xlsx", rows)
    told = tmp_path / "map.json"
    columns = {"dossier_code": "A", "received_at": "Lúc nào"}
    told.write_text(json.dumps({"columns": columns, "heading_row": 1}), "utf-8")

    ran = kho("dossier", "import", visit, path, "--map", told, "--json")

    assert (ran.code, ran.data["register"]["entries"]) == (0, 1)


def test_a_register_with_mistakes_is_one_error_with_every_cell(
    kho: Sokiemtra, visit: str, tmp_path: Path
) -> None:
    rows: list[Row] = [HEADINGS, dossier_row(1, **{"Ngày tiếp nhận": "31/02/2026"}), dossier_row(2)]
    path = workbook(tmp_path / "so.xlsx", [*rows, dossier_row(2)])

    ran = kho("dossier", "import", visit, path, "--json")

    assert (ran.code, ran.data["error"]["code"]) == (1, "workbook_invalid")
    assert "G2" in ran.data["error"]["message"]
    assert "B4" in ran.data["error"]["message"]
    assert kho("dossier", "draw", visit, "--size", 1, "--seed", "a", "--json").code == 1


@pytest.mark.parametrize(
    "words",
    [
        ("draw", "--size", "3", "--seed", "a", "--by", "unit"),
        ("draw", "--size", "ba", "--seed", "a"),
        ("draw", "--seed", "a"),
    ],
)
def test_wrong_words_are_wrong_usage(kho: Sokiemtra, visit: str, words: tuple[str, ...]) -> None:
    verb, *rest = words

    assert kho("dossier", verb, visit, *rest).code == 2


@pytest.mark.parametrize(
    ("received", "days", "due"),
    [
        ("2026-11-20", 1, "2026-11-23"),
        ("2026-11-20", 2, "2026-11-25"),
        ("2026-08-20", 2, "2026-08-22"),
        ("28/08/2026", 1, "2026-09-03"),
        ("2026-02-13", 1, "2026-02-23"),
    ],
)
def test_due_dates_are_those_of_the_rules(
    kho: Sokiemtra, received: str, days: int, due: str
) -> None:
    ran = kho("calendar", "due", "--received", received, "--days", days, "--json")

    assert ran.data["due"] == due


def test_a_year_nobody_entered_is_told(kho: Sokiemtra) -> None:
    ran = kho("calendar", "due", "--received", "2029-01-05", "--days", 3, "--json")

    assert ran.data["years_not_entered"] == [2029]


def test_a_day_is_set_and_listed(kho: Sokiemtra) -> None:
    ran = kho("calendar", "set", "2026-11-20", "--kind", "holiday", "--name", "Nghỉ lũ", "--json")

    listed = kho("calendar", "list", "--year", 2026, "--json").data
    day = next(one["day"] for one in listed if one["day"]["on"] == "2026-11-20")
    assert (ran.code, day["name"], day["kind"]) == (0, "Nghỉ lũ", "holiday")
    assert "Nghỉ lũ" in kho("calendar", "list", "--year", 2026).out


@pytest.mark.parametrize(
    "content", [b"[1,2", b"{}", b'{"columns": {"\xff": "B"}}', b"\xff\xfe", b'{"columns": []}']
)
def test_a_mapping_that_is_none_is_refused_in_words_of_its_reader(
    kho: Sokiemtra, visit: str, tmp_path: Path, content: bytes
) -> None:
    told = tmp_path / "map.json"
    told.write_bytes(content)

    refused = kho("dossier", "import", visit, register_book(tmp_path / "sổ.xlsx"), "--map", told)

    assert refused.code == 1
    assert "Expected" not in refused.err
    assert "map.json" in refused.err
