"""Sound documents give no alarm in whichever way Word, LibreOffice or a library writes them."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from copy import deepcopy
from pathlib import Path
from typing import Final

import pytest
from docx.document import Document as Paper
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Pt
from lxml.etree import _Element as Element

from app.documents.format_check import check_format
from tests.documents.office_paper import (
    OPENING,
    Spoil,
    found,
    say,
    write_paper,
)
from tests.documents.spoiling import all_of, xml

_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TNR: Final = b"Times New Roman"
_PAGE: Final = (
    '<w:r><w:rPr><w:sz w:val="26"/></w:rPr><w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r><w:rPr><w:sz w:val="26"/></w:rPr><w:instrText>PAGE   \\* MERGEFORMAT</w:instrText></w:r>'
    '<w:r><w:rPr><w:sz w:val="26"/></w:rPr><w:fldChar w:fldCharType="separate"/></w:r>'
    '<w:r><w:rPr><w:noProof/><w:sz w:val="26"/></w:rPr><w:t>2</w:t></w:r>'
    '<w:r><w:rPr><w:noProof/><w:sz w:val="26"/></w:rPr><w:fldChar w:fldCharType="end"/></w:r>'
)


def _made(content: str) -> Element:
    return parse_xml(content.replace(">", f' xmlns:w="{_W}">', 1))


def _header(content: str) -> Spoil:
    """Replace the header of all pages but the first."""

    def spoil(paper: Paper) -> None:
        header = paper.sections[0].header._element  # noqa: SLF001 # python-docx has no controls
        for element in list(header):
            header.remove(element)
        header.append(_made(content))

    return spoil


def _split_runs(paper: Paper) -> None:
    """Cut every run in two with marks of revisions and spelling between, as Word saves them."""
    for run in all_of(paper, "w:r"):
        texts = run.findall(qn("w:t"))
        if len(texts) != 1 or len(texts[0].text or "") < 2:
            continue
        words = texts[0].text or ""
        second = deepcopy(run)
        run.set(qn("w:rsidR"), "00A77B3E")
        for element, part in ((run, words[:1]), (second, words[1:])):
            piece = element.find(qn("w:t"))
            assert piece is not None
            piece.text = part
            piece.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        run.addnext(xml("w:proofErr", type="spellStart"))
        run.getnext().addnext(second)  # type: ignore[union-attr] # just put there


def _looks_from_styles(paper: Paper) -> None:
    """Let named styles, an ancestor and the defaults give the look that runs gave before."""
    body = paper.styles.add_style("Nội dung", WD_STYLE_TYPE.PARAGRAPH)
    body.base_style = paper.styles["Normal"]
    form = body.paragraph_format
    form.first_line_indent, form.space_before = Pt(28.35), Pt(6)
    form.alignment = found(paper, "Hôm nay").alignment
    heir = paper.styles.add_style("Nội dung sau", WD_STYLE_TYPE.PARAGRAPH)
    heir.base_style = body
    for start in ("Hôm nay", "- Ông Nguyễn", "- Bà Trần", "Biên bản kết thúc"):
        paragraph = found(paper, start)
        properties = paragraph._p.pPr  # noqa: SLF001 # python-docx cannot take properties off
        assert properties is not None
        for element in list(properties):
            properties.remove(element)
        paragraph.style = heir
        for run in paragraph.runs:
            run.font.size = run.bold = run.italic = None


def _fonts_from_theme(paper: Paper) -> None:
    """Let the theme name Times New Roman and the styles point into the theme."""
    fonts = paper.styles["Normal"].element.rPr.rFonts
    for slot in list(fonts.attrib):
        del fonts.attrib[slot]
    for slot, name in (("asciiTheme", "minorHAnsi"), ("hAnsiTheme", "minorHAnsi")):
        fonts.set(qn(f"w:{slot}"), name)
    [part] = [it for it in paper.part.package.iter_parts() if "theme" in str(it.partname)]
    content = part.blob.replace(
        b'<a:latin typeface="Cambria"', b'<a:latin typeface="Times New Roman"'
    )
    content = content.replace(
        b'<a:latin typeface="Calibri"', b'<a:latin typeface="Times New Roman"'
    )
    part._blob = content  # noqa: SLF001 # python-docx does not write themes


def _tracked_changes(paper: Paper) -> None:
    """Insert and delete words under tracked changes, and remember an older look."""
    paragraph = found(paper, "Hôm nay")._p  # noqa: SLF001 # python-docx knows no changes
    who = 'w:id="9" w:author="Thư ký" w:date="2026-02-05T08:00:00Z"'
    look = '<w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial"/><w:sz w:val="20"/></w:rPr>'
    paragraph.append(_made(f"<w:del {who}><w:r>{look}<w:delText>8h30</w:delText></w:r></w:del>"))
    paragraph.append(_made(f"<w:ins {who}><w:r><w:t> Đoàn đã báo trước.</w:t></w:r></w:ins>"))
    change = _made(f"<w:rPrChange {who}>{look}</w:rPrChange>")
    found(paper, "- Bà Trần").runs[0]._r.get_or_add_rPr().append(change)  # noqa: SLF001 # the same


def _deleted_row(paper: Paper) -> None:
    row = paper.tables[1].rows[2]
    say(row.cells[2].paragraphs[0], "4.50")
    gone = xml("w:del", id="8", author="Thư ký", date="2026-02-05T08:00:00Z")
    row._tr.get_or_add_trPr().append(gone)  # noqa: SLF001 # python-docx knows no changes


def _hidden_words(paper: Paper) -> None:
    run = found(paper, "Hôm nay").add_run(" 8h30 màu đỏ")
    run.font.hidden, run.font.name, run.font.size = True, "Arial", Pt(8)


def _controls(paper: Paper) -> None:
    """Wrap paragraphs, a row and a cell into content controls."""
    targets = [
        found(paper, "Hôm nay")._p,  # noqa: SLF001 # python-docx has no content controls
        found(paper, "TRƯỞNG ĐOÀN")._p,  # noqa: SLF001 # the same
        paper.tables[1].rows[3]._tr,  # noqa: SLF001 # the same
        paper.tables[1].rows[2].cells[1]._tc,  # noqa: SLF001 # the same
    ]
    for target in targets:
        control, content = xml("w:sdt"), xml("w:sdtContent")
        control.append(xml("w:sdtPr"))
        target.addprevious(control)
        content.append(target)
        control.append(content)


def _linked_list(paper: Paper) -> None:
    """Number the parts by a list that a style links to, level and all."""
    numbering = paper.part.numbering_part.element
    kind = _made(
        '<w:abstractNum w:abstractNumId="91"><w:lvl w:ilvl="0"><w:numFmt w:val="lowerLetter"/>'
        '<w:lvlText w:val="%1)"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/>'
        '<w:numFmt w:val="upperRoman"/><w:pStyle w:val="Phan"/><w:lvlText w:val="%2."/>'
        '<w:pPr><w:ind w:left="0" w:firstLine="567"/></w:pPr><w:rPr><w:b/></w:rPr></w:lvl>'
        "</w:abstractNum>"
    )
    numbering.insert(0, kind)
    numbering.append(_made('<w:num w:numId="91"><w:abstractNumId w:val="91"/></w:num>'))
    style = _made(
        '<w:style w:type="paragraph" w:styleId="Phan"><w:name w:val="Phần"/>'
        '<w:basedOn w:val="Normal"/><w:pPr><w:numPr><w:numId w:val="91"/></w:numPr></w:pPr>'
        "</w:style>"
    )
    paper.styles.element.append(style)
    for start in ("I. ", "II. ", "III. ", "IV. "):
        heading = found(paper, start)
        say(heading, heading.text.removeprefix(start))
        heading.style = paper.styles["Phần"]


def _restarted_list(paper: Paper) -> None:
    """Number items by a list that a second one starts anew."""
    numbering = paper.part.numbering_part.element
    kind = _made(
        '<w:abstractNum w:abstractNumId="92"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
    )
    numbering.insert(0, kind)
    for identity in ("92", "93"):
        numbering.append(
            _made(
                f'<w:num w:numId="{identity}"><w:abstractNumId w:val="92"/><w:lvlOverride '
                'w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
            )
        )
    starts = (("1. Đoàn kiểm tra", "92"), ("2. Đơn vị được", "92"), ("1. Cải cách thủ", "93"))
    for start, identity in starts:
        heading = found(paper, start)
        say(heading, heading.text.partition(" ")[2])
        properties = heading._p.get_or_add_pPr()  # noqa: SLF001 # python-docx has no lists
        number = _made(f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{identity}"/></w:numPr>')
        properties.insert(0, number)
        mark = xml("w:rPr")
        mark.append(xml("w:b"))
        properties.append(mark)


def _tab_to_the_middle(paper: Paper) -> None:
    """Put the page number into the middle with the tab stop of the style Header."""
    content = (
        '<w:p><w:pPr><w:tabs><w:tab w:val="clear" w:pos="4320"/><w:tab w:val="center" '
        f'w:pos="4680"/></w:tabs></w:pPr><w:r><w:tab/></w:r>{_PAGE}</w:p>'
    )
    _header(content)(paper)


def _footnoted(paper: Paper) -> None:
    """Break a line by hand and leave the marks of a laid-out page."""
    paragraph = found(paper, "Hôm nay")
    say(paragraph, OPENING)
    paragraph.runs[0]._r.insert(1, xml("w:lastRenderedPageBreak"))  # noqa: SLF001 # no such mark
    paragraph._p.insert(1, xml("w:bookmarkStart", id="3", name="_GoBack"))  # noqa: SLF001 # the same
    paragraph._p.append(xml("w:bookmarkEnd", id="3"))  # noqa: SLF001 # the same


WAYS: dict[str, Spoil] = {
    "runs cut by marks of revision and spelling": _split_runs,
    "looks that come from styles and their ancestors": _looks_from_styles,
    "fonts that come from the theme": _fonts_from_theme,
    "words inserted and deleted under tracked changes": _tracked_changes,
    "a row deleted under tracked changes": _deleted_row,
    "hidden words": _hidden_words,
    "content controls": _controls,
    "parts numbered by a list of a style": _linked_list,
    "items numbered by a list that starts anew": _restarted_list,
    "a page number from Word's gallery": _header(
        "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery "
        'w:val="Page Numbers (Top of Page)"/></w:docPartObj></w:sdtPr><w:sdtContent>'
        f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr>{_PAGE}</w:p></w:sdtContent></w:sdt>'
    ),
    "a page number in the frame of older Word": _header(
        '<w:p><w:pPr><w:framePr w:wrap="around" w:vAnchor="text" w:hAnchor="margin" '
        f'w:xAlign="center" w:y="1"/></w:pPr>{_PAGE}</w:p>'
    ),
    "a page number at a tab in the middle": _tab_to_the_middle,
    "a page number at a tab that aligns itself": _header(
        '<w:p><w:r><w:ptab w:relativeTo="margin" w:alignment="center" w:leader="none"/></w:r>'
        f"{_PAGE}</w:p>"
    ),
    "marks of a laid-out page": _footnoted,
}


@pytest.mark.parametrize("way", WAYS)
def test_a_sound_paper_written_in_the_ways_of_word_gives_no_alarm(way: str, tmp_path: Path) -> None:
    paper = write_paper(tmp_path / "paper.docx", WAYS[way])

    assert check_format(paper) == []


def test_an_item_of_a_list_that_starts_anew_is_called_by_its_new_number(tmp_path: Path) -> None:
    def spoil(paper: Paper) -> None:
        _restarted_list(paper)
        found(paper, "Cải cách thủ tục").runs[0].bold = False

    paper = write_paper(tmp_path / "paper.docx", spoil)

    [fault] = check_format(paper)

    assert "“1. Cải cách thủ tục" in fault.place


def _frame_at_the_right(paper: Paper) -> None:
    _header(
        '<w:p><w:pPr><w:framePr w:wrap="around" w:vAnchor="text" w:hAnchor="margin" '
        f'w:xAlign="right" w:y="1"/></w:pPr>{_PAGE}</w:p>'
    )(paper)


def _tab_to_the_right(paper: Paper) -> None:
    content = (
        '<w:p><w:pPr><w:tabs><w:tab w:val="clear" w:pos="4320"/><w:tab w:val="right" '
        f'w:pos="9355"/></w:tabs></w:pPr><w:r><w:tab/></w:r>{_PAGE}</w:p>'
    )
    _header(content)(paper)


@pytest.mark.parametrize("spoil", [_frame_at_the_right, _tab_to_the_right])
def test_a_page_number_beside_the_middle_is_seen_in_frames_and_at_tabs(
    spoil: Spoil, tmp_path: Path
) -> None:
    paper = write_paper(tmp_path / "paper.docx", spoil)

    assert [fault.rule for fault in check_format(paper)] == ["P7"]


def _converted(paper: Path, folder: Path) -> Path:
    """Return a paper as LibreOffice saves it for Word."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", "--headless", profile, "--convert-to", "docx:MS Word 2007 XML"]
    subprocess.run(
        [*command, "--outdir", folder, paper], check=True, capture_output=True, timeout=120
    )
    return folder / paper.name


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_a_sound_paper_saved_by_libreoffice_gives_no_alarm(tmp_path: Path) -> None:
    paper = write_paper(tmp_path / "paper.docx")

    converted = _converted(paper, tmp_path / "out")

    assert check_format(converted) == []
    assert b"LibreOffice" in _properties(converted)


def _properties(path: Path) -> bytes:
    with zipfile.ZipFile(path) as archive:
        return archive.read("docProps/app.xml")
