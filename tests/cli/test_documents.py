"""The commands `document …`: the other papers of an inspection."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.paper import OTHER_PAPERS
from tests.cli.conftest import Sokiemtra
from tests.inspection_documents import Document, WriteDocument


@pytest.fixture
def visit(kho: Sokiemtra, document: Document, write_document: WriteDocument) -> str:
    """The identity of a recorded visit."""
    identity = kho("inspection", "record", write_document(document), "--json").data["inspection_id"]
    assert isinstance(identity, str)
    return identity


def test_a_paper_is_written_and_passes_the_format_check(
    kho: Sokiemtra, visit: str, tmp_path: Path
) -> None:
    target = tmp_path / "x.docx"

    ran = kho("document", "reminder", visit, "--out", target, "--json")
    checked = kho("minutes", "check", target, "--json")

    assert (ran.code, ran.data["paper"], ran.data["file"]) == (0, "reminder", str(target))
    assert (checked.code, checked.data["violations"]) == (0, [])


def test_an_unknown_kind_names_those_there_are(kho: Sokiemtra, visit: str, tmp_path: Path) -> None:
    ran = kho("document", "bogus", visit, "--out", tmp_path / "x.docx")

    assert ran.code == 1
    assert all(paper.value in ran.err for paper in OTHER_PAPERS)
    assert not (tmp_path / "x.docx").exists()


def test_the_kinds_are_listed_with_their_names(kho: Sokiemtra) -> None:
    listed = kho("document", "list")
    data = kho("document", "list", "--json").data

    assert "reminder" in listed.out
    assert "đôn đốc" in listed.out
    assert [row["paper"] for row in data] == [paper.value for paper in OTHER_PAPERS]


def test_all_papers_go_into_a_folder(kho: Sokiemtra, visit: str, tmp_path: Path) -> None:
    ran = kho("document", "all", visit, "--out", tmp_path / "x", "--json")

    assert ran.code == 0
    assert [Path(one["file"]).is_file() for one in ran.data["papers"]] == [True] * len(OTHER_PAPERS)


def test_a_paper_that_failed_is_named_and_the_exit_code_says_so(
    kho: Sokiemtra, visit: str, tmp_path: Path
) -> None:
    (tmp_path / "don_doc.docx").mkdir()

    ran = kho("document", "all", visit, "--out", tmp_path, "--json")
    said = kho("document", "all", visit, "--out", tmp_path)

    failed = [one for one in ran.data["papers"] if one["error"]]
    assert (ran.code, ran.data["error"]["code"]) == (1, "papers_failed")
    assert [(one["paper"], one["error"]["code"]) for one in failed] == [
        ("reminder", "file_unwritable")
    ]
    assert "chưa lập được" in said.out


def test_a_template_of_a_province_is_taken(kho: Sokiemtra, visit: str, tmp_path: Path) -> None:
    template = tmp_path / "mẫu.docx"
    template.write_bytes(b"no Word file")

    ran = kho(
        "document",
        "reminder",
        visit,
        "--out",
        tmp_path / "x.docx",
        "--template",
        template,
        "--json",
    )

    assert (ran.code, ran.data["error"]["code"]) == (1, "document_unreadable")
