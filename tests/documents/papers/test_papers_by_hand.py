"""Papers beside the chain: reminder, blank checklist, slip, list, copy, with all kinds of data."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from app.documents.papers.catalogue import FORMS
from app.documents.word.structure import structure_faults
from app.domain.paper import Paper
from tests import given
from tests.documents.papers.source import SOURCES, paper_of, source_of, written_of
from tests.documents.word_reading import W, text_of

_PAPERS: Final = (
    Paper.REMINDER,
    Paper.BLANK_CHECKLIST,
    Paper.HANDOVER_SLIP,
    Paper.FILE_LIST,
    Paper.UNIT_COPY,
)
_every_paper = pytest.mark.parametrize("paper", _PAPERS, ids=lambda paper: paper.value)
_every_source = pytest.mark.parametrize("data", SOURCES)


@_every_source
@_every_paper
def test_the_text_ends_once_with_its_sign(paper: Paper, data: str) -> None:
    assert written_of(paper, data).text.count("./.") == 1


@_every_source
@_every_paper
def test_the_head_of_each_table_stands_on_every_page(paper: Paper, data: str) -> None:
    for table in written_of(paper, data).body.iter(f"{W}tbl"):
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
