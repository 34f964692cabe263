"""The command `inspection proposals`: shown, accepted, put aside, printed in sound minutes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Completed, Sokiemtra
from tests.inspection_documents import Document, WriteDocument

PLAN, RATE = "criterion CCHC.1.1.2", "criterion CCHC.1.1.3"


@pytest.fixture
def visit(kho: Sokiemtra, document: Document, write_document: WriteDocument) -> str:
    """A recorded inspection with two failed criteria and one bad dossier."""
    identity = kho("inspection", "record", write_document(document), "--json").data["inspection_id"]
    assert isinstance(identity, str)
    return identity


def _findings(kho: Sokiemtra, visit: str) -> list[str]:
    return [one["proposal"] for one in kho("inspection", "show", visit, "--json").data["findings"]]


def test_proposals_are_shown_and_nothing_is_recorded(kho: Sokiemtra, visit: str) -> None:
    found = kho("inspection", "proposals", visit[:8], "--json").data
    read = kho("inspection", "proposals", visit)

    keys = [one["key"] for one in found["open"]]
    assert keys[:2] == [PLAN, RATE]
    assert {"figure overdue", "figure without_receipt", "figure with_extra_docs"} <= set(keys)
    assert found["open"][1]["finding"]["text"].startswith("Tỷ lệ nhiệm vụ trong kế hoạch")
    assert "90% (45/50)" in read.out
    assert _findings(kho, visit) == [""]


def test_named_ones_are_accepted_and_the_code_alone_names_a_criterion(
    kho: Sokiemtra, visit: str
) -> None:
    done = kho("inspection", "proposals", visit, "--accept", "CCHC.1.1.2", "--accept", RATE)

    assert done.code == 0
    assert _findings(kho, visit) == ["", PLAN, RATE]


def test_one_that_is_not_proposed_is_an_expected_error(kho: Sokiemtra, visit: str) -> None:
    refused = kho("inspection", "proposals", visit, "--accept", "CCHC.9.9.9", "--json")

    assert (refused.code, refused.data["error"]["code"]) == (1, "proposal_gone")
    assert _findings(kho, visit) == [""]


def test_what_is_not_proposed_is_not_put_aside_and_nothing_else_is_done(
    kho: Sokiemtra, visit: str
) -> None:
    words = ("--accept", PLAN, "--dismiss", "CCHC.9.9.9")

    refused = kho("inspection", "proposals", visit, *words, "--json")
    said = kho("inspection", "proposals", visit, *words)

    assert (refused.code, refused.data["error"]["code"]) == (1, "proposal_gone")
    assert "“CCHC.9.9.9”" in said.err
    assert _findings(kho, visit) == [""]
    assert kho("inspection", "proposals", visit, "--json").data["dismissed"] == []


def test_people_read_the_code_that_names_a_proposal(kho: Sokiemtra, visit: str) -> None:
    said = kho("inspection", "proposals", visit).out

    assert "[CCHC.1.1.2] " in said
    assert "criterion" not in said


def test_one_put_aside_is_not_accepted_with_all(kho: Sokiemtra, visit: str) -> None:
    kho("inspection", "proposals", visit, "--dismiss", PLAN)

    done = kho("inspection", "proposals", visit, "--accept-all", "--json").data

    assert PLAN not in {one["proposal"] for one in done["accepted"]}
    assert done["open"] == []
    assert done["dismissed"] == [PLAN]


def test_minutes_of_accepted_proposals_pass_the_format_check_and_every_row_has_its_deadline(
    kho: Sokiemtra, visit: str, completed: Completed, tmp_path: Path
) -> None:
    kho("inspection", "proposals", visit, "--accept-all")
    completed(visit)
    target = tmp_path / "biên bản.docx"

    written = kho("minutes", visit, "--out", target, "--json")
    checked = kho("minutes", "check", target, "--json")

    shown = kho("inspection", "show", visit, "--json").data
    assert (written.code, checked.code) == (0, 0)
    assert checked.data["violations"] == []
    assert all(one["due_on"] for one in shown["recommendations"])
    assert len(shown["recommendations"]) > 4
