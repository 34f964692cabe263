"""`differences list|resolve|undo`: as lines and as JSON."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.bootstrap import Application, open_application
from app.ids import InspectionId
from tests.cli.conftest import Sokiemtra
from tests.inspection_documents import Document, WriteDocument
from tests.two_laptops import another_laptop

CODES = ("CCHC.1.1.1", "CCHC.2.1.1")


def _comment(application: Application, visit: InspectionId, code: str, text: str) -> None:
    answer = application.answers.blank(visit, code)
    application.answers.save(replace(answer, comment=text))


@pytest.fixture
def visit(
    kho: Sokiemtra, document: Document, write_document: WriteDocument, tmp_path: Path
) -> InspectionId:
    """A visit on two of whose criteria another laptop says something else."""
    recorded = kho("inspection", "record", write_document(document), "--json").data
    identity = InspectionId(recorded["inspection_id"])
    with (
        open_application(tmp_path / "kho") as first,
        another_laptop(first, identity, tmp_path / "máy hai") as second,
    ):
        for code in CODES:
            _comment(second, identity, code, f"Máy hai {code}")
            _comment(first, identity, code, f"Máy một {code}")
    return identity


def _values(kho: Sokiemtra) -> dict[str, list[str]]:
    listed = kho("differences", "list", "--json").data
    return {one["name"]: sorted(value["text"] for value in one["values"]) for one in listed}


def test_they_are_listed_with_where_they_stand_and_who_says_what(
    kho: Sokiemtra, visit: InspectionId
) -> None:
    listed = kho("differences", "list", visit[:8])

    assert listed.code == 0
    assert _values(kho) == {code: [f"Máy hai {code}", f"Máy một {code}"] for code in CODES}
    assert "UBND" not in listed.err
    assert "Nhận xét" in listed.out
    assert "may-01" in listed.out


@pytest.mark.usefixtures("visit")
def test_one_is_decided_by_number_by_text_or_by_both(kho: Sokiemtra) -> None:
    first, second = kho("differences", "list", "--json").data

    taken = kho("differences", "resolve", first["id"], "--take", 2, "--json")
    joined = kho("differences", "resolve", second["id"], "--take", "both", "--json")

    assert (taken.data, joined.data) == ({"decided": 1, "open": 1}, {"decided": 1, "open": 0})
    assert kho("differences", "list").out.strip() == "Không có máy nào ghi khác máy này."


@pytest.mark.usefixtures("visit")
def test_a_section_is_decided_for_one_laptop_and_taken_back(kho: Sokiemtra) -> None:
    decided = kho("differences", "resolve", "--section", "CCHC.1", "--of", "may-01", "--json")
    left = _values(kho)
    undone = kho("differences", "undo", "--json")

    assert decided.data == {"decided": 1, "open": 1}
    assert list(left) == [CODES[1]]
    assert undone.data == {"reopened": 1, "open": 2}
    assert _values(kho) == {code: [f"Máy hai {code}", f"Máy một {code}"] for code in CODES}


@pytest.mark.usefixtures("visit")
@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--of", "may-01", "--take", 1), "invalid_value"),
        ((), "invalid_value"),
        (("--take", 9), "invalid_value"),
        (("không có", "--take", 1), "not_found"),
    ],
)
def test_what_cannot_be_meant_changes_nothing(
    kho: Sokiemtra, words: tuple[object, ...], code: str
) -> None:
    ran = kho("differences", "resolve", *words, "--json")

    assert (ran.code, ran.data["error"]["code"]) == (1, code)
    assert len(_values(kho)) == 2
