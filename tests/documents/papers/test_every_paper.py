"""Every paper with rich, long, short and empty data: its form, its words, its blanks."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Final, get_type_hints

import pytest

from app.documents.format_check import check_format
from app.documents.papers.catalogue import FORMS
from app.documents.papers.deciding import RecipientContent
from app.documents.papers.head import HeadContent
from app.documents.papers.schedule import ScopeContent
from app.documents.word.structure import structure_faults
from app.domain.paper import OTHER_PAPERS, Paper
from tests.documents.ooxml import VALIDATORS, schema_faults
from tests.documents.papers.source import SOURCES, rich_source, written_of
from tests.documents.word_reading import W, text_of

_OF_THE_CHAIN: Final = (
    Paper.PLAN,
    Paper.DECISION,
    Paper.NOTICE,
    Paper.RESULT_REPORT,
    Paper.CONCLUSION,
)
_SHARED: Final = (HeadContent, ScopeContent, RecipientContent)
_every_paper = pytest.mark.parametrize("paper", OTHER_PAPERS, ids=lambda paper: paper.value)
_of_the_chain = pytest.mark.parametrize("paper", _OF_THE_CHAIN, ids=lambda paper: paper.value)
# It holds what the minutes hold, whose own tests judge their blanks.
_but_the_copy = pytest.mark.parametrize(
    "paper",
    [paper for paper in OTHER_PAPERS if paper is not Paper.UNIT_COPY],
    ids=lambda paper: paper.value,
)
_every_source = pytest.mark.parametrize("data", SOURCES)


def _file(paper: Paper, data: str, folder: Path) -> Path:
    path = folder / f"{paper.value}.docx"
    path.write_bytes(written_of(paper, data).content)
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
    for data in ("long", "empty"):
        assert schema_faults(_file(paper, data, tmp_path), validator) == []


@_every_source
@_but_the_copy
def test_what_is_not_known_is_a_dotted_line_or_is_not_printed(paper: Paper, data: str) -> None:
    for text in written_of(paper, data).texts:
        assert not re.search(r"None|\{\{|\{%|“”|\(\)|, ,|: ;|: \.(?!\.)|\[\]", text), text
        assert not text.startswith((",", ";", ":", ".,")), text
        assert not re.search(r"\b(ngày|của|đến|trước|gồm)$|^-[ ;.]*$", text), text


@_every_source
@_of_the_chain
def test_number_and_day_stay_blank_until_the_paper_is_signed(paper: Paper, data: str) -> None:
    head = written_of(paper, data).text.split("Độc lập", 1)[1][:200]

    assert re.search(r"Số: {8}/(KH|QĐ|TB|BC)-\S+", written_of(paper, data).text)
    assert re.search(r", ngày \.{6} tháng \.{6} năm 2026", head)


@_every_source
@_of_the_chain
def test_the_text_ends_once_and_signatures_follow(paper: Paper, data: str) -> None:
    written = written_of(paper, data)
    ends = [index for index, text in enumerate(written.texts) if text.endswith("./.")]
    after = written.texts[ends[0] + 1 :]

    assert len(ends) == 1
    assert "Nơi nhận:" in after
    assert "- Lưu: VT, HSKT." in after


@_every_source
@_of_the_chain
def test_the_last_paragraph_stays_on_a_page_with_the_signatures(paper: Paper, data: str) -> None:
    written = written_of(paper, data)
    closing = next(p for p in written.body.iter(f"{W}p") if text_of(p).endswith("./."))
    signatures = closing.getnext()
    assert signatures is not None

    assert written.setting(closing, "keepNext") is not None
    assert signatures.tag == f"{W}tbl"
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in signatures.iter(f"{W}tr"))


@_of_the_chain
def test_the_head_of_every_long_table_stands_on_each_of_its_pages(paper: Paper) -> None:
    tables = [
        table
        for table in written_of(paper, "long").body.iter(f"{W}tbl")
        if table.find(f"{W}tblPr/{W}tblStyle") is not None
    ]

    for table in tables:
        rows = list(table.iter(f"{W}tr"))
        assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)


@_of_the_chain
def test_each_tag_says_what_it_prints_and_its_own_are_in_the_template(paper: Paper) -> None:
    form = FORMS[paper]
    with zipfile.ZipFile(form.template) as archive:
        words = re.sub(r"<[^>]+>", "", archive.read("word/document.xml").decode())
    tags = " ".join(re.findall(r"\{[{%].*?[%}]\}", words))

    hints = get_type_hints(form.fields, include_extras=True)

    assert set(form.content(rich_source(visits=2, dossier_count=2))) == set(hints)
    assert [name for name, hint in hints.items() if not hasattr(hint, "__metadata__")] == []
    # What several papers share is there for each, needed or not.
    own = set(hints) - {name for shared in _SHARED for name in get_type_hints(shared)}
    assert [name for name in own if not re.search(rf"\b{name}\b", tags)] == []
