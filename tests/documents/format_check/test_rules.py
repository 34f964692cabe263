"""Every rule that is written down is broken by a paper, and every rule told is written down."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from app.documents.format_check.cures import ADVISED, CURES
from tests.documents.format_check import test_elements, test_minutes, test_page, test_wording

_DOCUMENT: Final = Path(__file__).parents[3] / "docs" / "format-rules.md"
_ROW: Final = re.compile(r"^\| ([PEWSTG]\d+)( s)? \|", re.MULTILINE)


def _written() -> dict[str, bool]:
    """Return the rules of the document, and whether each is only advised."""
    return {rule: bool(advised) for rule, advised in _ROW.findall(_DOCUMENT.read_text("utf-8"))}


def test_every_rule_written_down_is_broken_by_a_paper() -> None:
    faults = (test_page.FAULTS, test_elements.FAULTS, test_minutes.FAULTS, test_wording.FAULTS)
    broken = {rule for group in faults for rule, _ in group.values()}

    assert broken == set(_written())


def test_every_rule_says_what_to_do_about_it() -> None:
    # Rules of looks alone say it line by line.
    looks = {"E4", "E5", "E12", "E13", "E14", "E15", "E16", "E17", "E19", "E22", "E23"}

    assert set(CURES) | looks == set(_written())


def test_what_is_only_advised_is_marked_so() -> None:
    assert {rule for rule, advised in _written().items() if advised} == ADVISED
