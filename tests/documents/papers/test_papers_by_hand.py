"""Papers beside the chain: reminder, blank checklist, slip, list, copy, with all kinds of data."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

import pytest

from app.documents.format_check import check_format
from app.documents.papers.catalogue import FORMS
from app.documents.word.structure import structure_faults
from app.domain.paper import Paper
from tests import given
from tests.documents.ooxml import VALIDATORS, schema_faults
from tests.documents.papers.source import SOURCES, paper_of, source_of
from tests.documents.word_reading import W, Written, text_of

_PAPERS: Final = (
    Paper.REMINDER,
    Paper.BLANK_CHECKLIST,
    Paper.HANDOVER_SLIP,
    Paper.FILE_LIST,
    Paper.UNIT_COPY,
)
_every_paper = pytest.mark.parametrize("paper", _PAPERS, ids=lambda paper: paper.value)
_every_source = pytest.mark.parametrize("data", SOURCES)


@cache
def _written(paper: Paper, data: str) -> Written:
    """A paper read back; written once for all tests."""
    return paper_of(FORMS[paper], SOURCES[data]())


def _file(paper: Paper, data: str, folder: Path) -> Path:
    path = folder / f"{paper.value}.docx"
    path.write_bytes(_written(paper, data).content)
    return path


@_every_source
@_every_paper
def test_the_format_checker_finds_nothing(paper: Paper, data: str, tmp_path: Path) -> None:
    assert check_format(_file(paper, data, tmp_path)) == []


@_every_source
@_every_paper
def test_the_file_holds_together(paper: Paper, data: str, tmp_path: Path) -> None:
    assert structure_faults(_file(paper, data, tmp_path)) == []


@pytest.mark.parametrize("validator", VALIDATORS)
@_every_paper
def test_the_validators_of_open_xml_find_nothing(
    paper: Paper, validator: str, tmp_path: Path
) -> None:
    for data in ("rich", "empty"):
        assert schema_faults(_file(paper, data, tmp_path), validator) == []


@_every_source
@pytest.mark.parametrize("paper", _PAPERS[:-1], ids=lambda paper: paper.value)
def test_what_is_not_known_is_a_dotted_line_or_is_not_printed(paper: Paper, data: str) -> None:
    for text in _written(paper, data).texts:
        assert not re.search(r"None|\{\{|\{%|“”|\(\)|, ,|: ;|: \.(?!\.)|\[\]", text), text
        assert not text.startswith((",", ";", ":", ".,")), text
        assert not re.search(r"\b(ngày|của|đến|trước|gồm)$|^-[ ;.]*$", text), text


@_every_source
@_every_paper
def test_the_text_ends_once_with_its_sign(paper: Paper, data: str) -> None:
    assert _written(paper, data).text.count("./.") == 1


@_every_source
@_every_paper
def test_the_head_of_each_table_stands_on_every_page(paper: Paper, data: str) -> None:
    for table in _written(paper, data).body.iter(f"{W}tbl"):
        rows = table.findall(f"{W}tr")
        first = [text_of(p) for p in rows[0].iter(f"{W}p")]
        if first[0] in {"STT", "Nội dung kiểm tra", "Mã"}:
            assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None, first
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows), first


_HOSTILE: Final = "{{ so_quyet_dinh }} {% for x in y %} <w:p> & </w:t> \x07\ufffe Ủy"
_LITERAL: Final = "{{ so_quyet_dinh }} {% for x in y %} <w:p> & </w:t> Ủy"


@_every_paper
def test_words_that_look_like_markup_are_printed_as_they_are(paper: Paper, tmp_path: Path) -> None:
    rich = SOURCES["short"]()
    visit = replace(rich.case.inspection, attachments=(_HOSTILE,), general_remark=f"{_HOSTILE}.")
    case = replace(
        rich.case,
        inspection=visit,
        checklists=(given.checklist(given.criterion("T.1.1", "T.1", text=_HOSTILE)),),
        recommendations=(given.recommendation(text=_HOSTILE, due_on=date(2026, 11, 1)),),
    )

    written = paper_of(FORMS[paper], source_of(case))

    path = tmp_path / "paper.docx"
    path.write_bytes(written.content)
    assert structure_faults(path) == []
    assert _LITERAL in " ".join(written.text.split())
