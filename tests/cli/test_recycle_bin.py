"""`bin list`, `bin restore`, `inspection remove`: as lines and as JSON."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Sokiemtra
from tests.inspection_documents import Document, WriteDocument


@pytest.fixture
def visit(kho: Sokiemtra, document: Document, write_document: WriteDocument) -> str:
    """The identity of a recorded visit."""
    identity = kho("inspection", "record", write_document(document), "--json").data["inspection_id"]
    assert isinstance(identity, str)
    return identity


def test_a_visit_goes_into_the_bin_and_comes_back(kho: Sokiemtra, visit: str) -> None:
    gone = kho("inspection", "remove", visit[:8], "--json")
    away = kho("inspection", "list", "--json").data
    (entry,) = kho("bin", "list", "--json").data

    back = kho("bin", "restore", visit[:8], "--json")

    assert gone.data == {"inspection_id": visit, "unit_name": "xã Cần Đước"}
    assert away == []
    assert (entry["id"], entry["kind"]) == (visit, "inspection")
    assert (back.code, back.data["id"]) == (0, visit)
    assert [row["id"] for row in kho("inspection", "list", "--json").data] == [visit]


def test_the_bin_is_a_table_for_people(kho: Sokiemtra, visit: str) -> None:
    empty = kho("bin", "list")
    kho("inspection", "remove", visit)

    listed = kho("bin", "list")

    assert empty.out.strip() == "Thùng rác trống."
    assert "xã Cần Đước" in listed.out
    assert "kho" not in listed.err


def test_what_is_not_in_the_bin_is_an_expected_error(kho: Sokiemtra, visit: str) -> None:
    ran = kho("bin", "restore", visit, "--json")

    assert (ran.code, ran.data["error"]["code"]) == (1, "not_in_bin")
