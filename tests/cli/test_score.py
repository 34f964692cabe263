"""`score explain`: how points came about, for people and for programs."""

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


def test_a_criterion_is_explained_in_one_document(kho: Sokiemtra, visit: str) -> None:
    found = kho("score", "explain", visit[:8], "CCHC.1.1.2", "--json").data

    assert (found["points"], found["state"]) == ("0.5", "scored")
    assert found["checklist"] == "CCHC/1"
    assert any("Thiếu 01 lĩnh vực" in line for line in found["derivation"])


def test_the_total_is_explained_to_people(kho: Sokiemtra, visit: str) -> None:
    shown = kho("score", "explain", visit, "CCHC")

    assert shown.code == 0
    assert "Quy đổi:" in shown.out
    assert "tiêu chí chưa chấm" in shown.out


@pytest.mark.parametrize("code", ["CCHC.9.9", ""])
def test_an_unknown_criterion_is_an_expected_error(kho: Sokiemtra, visit: str, code: str) -> None:
    refused = kho("score", "explain", visit, code, "--json")

    assert refused.code == 1
    assert refused.data["error"]["code"] == "not_found"
