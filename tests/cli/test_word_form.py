"""`minutes check FILE`, with and without a corrected copy."""

from __future__ import annotations

from pathlib import Path

from docx.shared import Mm

from tests.cli.conftest import Sokiemtra
from tests.documents.office_paper import write_paper
from tests.documents.spoiling import both, reworded, section_of


def _departing(folder: Path) -> Path:
    """Write minutes with a narrow margin, which a program can mend, and a wrong word."""
    spoil = both(section_of(1, left_margin=Mm(25)), reworded("88,78", "88.78"))
    return write_paper(folder / "bien-ban.docx", spoil)


def test_a_check_names_rule_place_cure_weight_and_what_can_be_mended(
    kho: Sokiemtra, tmp_path: Path
) -> None:
    file = _departing(tmp_path)

    checked = kho("minutes", "check", file, "--json")

    assert checked.code == 1
    assert checked.data["error"]["code"] == "form_departed"
    margin, decimal = checked.data["violations"]
    assert (margin["rule"], margin["weight"], margin["mendable"]) == ("P4", "required", True)
    assert (decimal["rule"], decimal["weight"], decimal["mendable"]) == ("W6", "advised", False)
    assert all(one["cure"] and one["places"] for one in (margin, decimal))


def test_a_corrected_copy_is_written_beside_the_file_and_the_rest_is_told(
    kho: Sokiemtra, tmp_path: Path
) -> None:
    file, copy = _departing(tmp_path), tmp_path / "da-sua.docx"
    bytes_before = file.read_bytes()

    fixed = kho("minutes", "check", file, "--fix", copy, "--json")

    assert fixed.code == 1
    assert [one["rule"] for one in fixed.data["mended"]] == ["P4"]
    assert [one["rule"] for one in fixed.data["violations"]] == ["W6"]
    assert file.read_bytes() == bytes_before
    assert kho("minutes", "check", copy, "--json").data["violations"] == fixed.data["violations"]


def test_a_copy_with_nothing_left_to_a_person_is_a_success(kho: Sokiemtra, tmp_path: Path) -> None:
    file = write_paper(tmp_path / "bien-ban.docx", section_of(1, left_margin=Mm(25)))

    fixed = kho("minutes", "check", file, "--fix", tmp_path / "da-sua.docx")

    assert fixed.code == 0
    assert "P4" in fixed.out


def test_the_file_itself_is_never_the_copy(kho: Sokiemtra, tmp_path: Path) -> None:
    file = _departing(tmp_path)
    bytes_before = file.read_bytes()

    refused = kho("minutes", "check", file, "--fix", file, "--json")

    assert refused.code == 1
    assert refused.data["error"]["code"] == "source_as_target"
    assert file.read_bytes() == bytes_before
