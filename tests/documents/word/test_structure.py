"""Our own check of a Word file: what the judges of the schema miss, and sound files pass."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from docx.document import Document as Paper
from docx.oxml import parse_xml

from app.documents.word.structure import structure_faults
from tests.documents.office_paper import Spoil, found, write_paper
from tests.documents.ooxml import VALIDATORS, schema_faults
from tests.documents.spoiling import all_of, copy, drop_all, xml


def _open_field(paper: Paper) -> None:
    header = paper.sections[0].header.paragraphs[0]
    drop_all([header.runs[-1]._r])  # noqa: SLF001 # python-docx cannot remove


def _end_without_begin(paper: Paper) -> None:
    found(paper, "Hôm nay").runs[0]._r.append(xml("w:fldChar", fldCharType="end"))  # noqa: SLF001 # no fields


def _open_bookmark(paper: Paper) -> None:
    found(paper, "Hôm nay")._p.append(xml("w:bookmarkStart", id="7", name="dau"))  # noqa: SLF001 # no bookmarks


def _bookmark_twice(paper: Paper) -> None:
    paragraph = found(paper, "Hôm nay")._p  # noqa: SLF001 # no bookmarks
    for identity in ("7", "8"):
        paragraph.append(xml("w:bookmarkStart", id=identity, name="dau"))
        paragraph.append(xml("w:bookmarkEnd", id=identity))


def _cell_without_paragraph(paper: Paper) -> None:
    cell = paper.tables[1].cell(1, 1)._tc  # noqa: SLF001 # python-docx keeps one
    drop_all([child for child in cell if str(child.tag).endswith("}p")])


def _unknown_style(paper: Paper) -> None:
    properties = found(paper, "Hôm nay")._p.get_or_add_pPr()  # noqa: SLF001 # it would refuse
    properties.insert(0, xml("w:pStyle", val="KhongCo"))


def _wrong_kind_of_style(paper: Paper) -> None:
    properties = found(paper, "Hôm nay")._p.get_or_add_pPr()  # noqa: SLF001 # it would refuse
    properties.insert(0, xml("w:pStyle", val="TableGrid"))


def _unknown_list(paper: Paper) -> None:
    properties = found(paper, "Hôm nay")._p.get_or_add_pPr()  # noqa: SLF001 # no lists
    number = xml("w:numPr")
    number.append(xml("w:numId", val="999"))
    properties.insert(0, number)


def _link_to_nowhere(paper: Paper) -> None:
    [reference, *_] = all_of(paper, "w:headerReference")
    key = next(key for key in reference.attrib if str(key).endswith("}id"))
    reference.set(key, "rId999")


def _row_without_cells(paper: Paper) -> None:
    row = all_of(paper, "w:tr")[3]
    drop_all(list(row.iterchildren("{*}tc")))


FAULTS: dict[str, tuple[Spoil, str]] = {
    "a field left open": (_open_field, "1 fields are not closed"),
    "a field that only ends": (_end_without_begin, "end without begin"),
    "a bookmark left open": (_open_bookmark, "bookmark 7"),
    "two bookmarks of one name": (_bookmark_twice, "2 bookmarks are called dau"),
    "a cell without a paragraph": (_cell_without_paragraph, "does not end with a paragraph"),
    "a style that is not there": (_unknown_style, "KhongCo"),
    "a table style on a paragraph": (_wrong_kind_of_style, "is a table style"),
    "a list that is not there": (_unknown_list, "the list 999"),
    "a link to nowhere": (_link_to_nowhere, "rId999"),
    "a row without cells": (_row_without_cells, "has no cells"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_one_fault_of_structure_is_told_and_nothing_else(fault: str, tmp_path: Path) -> None:
    spoil, words = FAULTS[fault]
    paper = write_paper(tmp_path / "paper.docx", spoil)

    faults = structure_faults(paper)

    assert len(faults) == 1
    assert words in faults[0]


def test_a_sound_paper_holds_together(tmp_path: Path) -> None:
    paper = write_paper(tmp_path / "paper.docx")

    faults = structure_faults(paper)

    assert faults == []


@pytest.mark.parametrize("validator", VALIDATORS)
def test_the_sound_paper_of_the_tests_follows_the_schema(validator: str, tmp_path: Path) -> None:
    paper = write_paper(tmp_path / "paper.docx")

    faults = schema_faults(paper, validator)

    assert faults == []


@pytest.mark.parametrize("validator", VALIDATORS)
def test_a_broken_paper_is_refused_by_the_schema(validator: str, tmp_path: Path) -> None:
    def nonsense(paper: Paper) -> None:
        paper.element.body.insert(0, xml("w:tc"))

    paper = write_paper(tmp_path / "paper.docx", nonsense)

    faults = schema_faults(paper, validator)

    assert faults


def test_a_part_that_is_missing_is_told(tmp_path: Path) -> None:
    paper = write_paper(tmp_path / "paper.docx")
    cut = tmp_path / "cut.docx"
    with zipfile.ZipFile(paper) as source, zipfile.ZipFile(cut, "w") as target:
        for name in source.namelist():
            if not name.endswith("header1.xml"):
                target.writestr(name, source.read(name))

    faults = structure_faults(cut)

    assert len(faults) == 1
    assert "word/header1.xml, not there" in faults[0]


def test_two_drawings_of_one_number_are_told(tmp_path: Path) -> None:
    def twins(paper: Paper) -> None:
        inline = (
            '<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
            'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
            '<w:drawing><wp:inline><wp:docPr id="5" name="Anh"/></wp:inline></w:drawing></w:r>'
        )
        drawing = parse_xml(inline)
        found(paper, "Hôm nay")._p.append(drawing)  # noqa: SLF001 # a picture would need a file
        found(paper, "- Bà")._p.append(copy(drawing))  # noqa: SLF001 # the same

    paper = write_paper(tmp_path / "paper.docx", twins)

    faults = structure_faults(paper)

    assert faults == ["2 drawings share the id 5"]
