"""A corrected copy keeps every word, mends what needs no person, and says what is left."""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

import pytest
from docx import Document
from docx.document import Document as Paper
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import etree

from app.documents.errors import DocumentForbidden, DocumentUnreadable
from app.documents.format_check import check_format
from app.documents.format_fix import DocumentSigned, SourceAsTarget, correct_format
from app.documents.word.structure import structure_faults
from app.errors import AppError
from tests.documents.format_check import test_elements, test_minutes, test_page, test_wording
from tests.documents.office_paper import LEFT, Spoil, add_field, found, write_paper
from tests.documents.ooxml import VALIDATORS, schema_faults
from tests.documents.spoiling import both

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CODE: Final = f"{_W}instrText"
# Every way to spoil the sound paper that the tests of the rules know.
SPOILS: dict[str, Spoil] = {
    f"{name} ({rule})": spoil
    for faults in (
        test_page.FAULTS,
        test_elements.FAULTS,
        test_minutes.FAULTS,
        test_wording.FAULTS,
    )
    for name, (rule, spoil) in faults.items()
}
# What only a person can mend, by the words of the fault.
_FOR_A_PERSON: Final = {
    "the text lies on its side (P1)",
    "an appendix in the section of the text (P8)",
    "the nation on a line with other words (E1)",
    "no name of the nation (E1)",
    "a wrong accent in the nation (E1)",
    "the nation in small letters (E1)",
    "the nation broken by a narrow block (E1)",
    "the nation in the block on the left (E1)",
    "no motto (E2)",
    "a dash in the motto (E2)",
    "no spaces in the motto (E2)",
    "no line under the motto (E3)",
    "a drawn line that is short (E3)",
    "an older drawn line that is short (E3)",
    "dashes for a line (E3)",
    "the issuing body in small letters (E5)",
    "no line under the body (E6)",
    "the symbol in small letters (E7)",
    "no comma after the place (E8)",
    "the title in small letters (E9)",
    "no line under the abstract (E10)",
    "a legal basis without its semicolon (E11)",
    "the last legal basis with a semicolon (E11)",
    "a part in small letters (E13)",
    "a position in small letters (E16)",
    "a name in capitals (E18)",
    "a name with a title (E18)",
    "no room for a signature (E18)",
    "a recipient without its semicolon (E20)",
    "no file copy (E20)",
    "an appendix in capitals (E21)",
    "an appendix with an Arabic number (E21)",
    "the title of an appendix small (E22)",
}


def _parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _words(content: bytes) -> list[str]:
    """Return every piece of text of a part, whatever holds it, but for the codes of fields."""
    return [
        text
        for element in etree.fromstring(content).iter("*")
        for text in (None if element.tag == _CODE else element.text, element.tail)
        if text
    ]


def _codes(content: bytes) -> Counter[str]:
    return Counter(code.text or "" for code in etree.fromstring(content).iter(_CODE))


def _assert_words_kept(source: Path, copy: Path) -> None:
    before, after = _parts(source), _parts(copy)
    assert before.keys() <= after.keys()
    for name, content in before.items():
        if name == "[Content_Types].xml" or name.endswith(".rels"):
            continue
        if name.endswith(".xml"):
            assert _words(after[name]) == _words(content), name
            assert _codes(content) <= _codes(after[name]), name
        else:
            assert after[name] == content, name
    for name in after.keys() - before.keys():
        assert "".join(_words(after[name])).strip() == "", name


@pytest.mark.parametrize("fault", SPOILS)
def test_a_fault_is_mended_or_left_to_a_person_and_no_word_is_touched(
    fault: str, tmp_path: Path
) -> None:
    source = write_paper(tmp_path / "paper.docx", SPOILS[fault])
    bytes_before = source.read_bytes()
    copy, again = tmp_path / "copy.docx", tmp_path / "again.docx"
    is_wording = fault.rpartition("(")[2][0] in "WSTG"
    is_left = fault in _FOR_A_PERSON or is_wording

    correction = correct_format(source, copy)

    left = check_format(copy)
    assert list(correction.remaining) == left
    assert all(violation.cure for violation in (*correction.mended, *left))
    assert bool(left) is is_left
    assert bool(correction.mended) is not is_left
    assert source.read_bytes() == bytes_before
    _assert_words_kept(source, copy)
    assert structure_faults(copy) == []
    correct_format(copy, again)
    assert again.read_bytes() == copy.read_bytes()


def _messy(paper: Paper) -> None:
    """Spoil many things at once."""
    section = paper.sections[0]
    section.top_margin, section.left_margin = Mm(10), Mm(20)
    for paragraph in paper.paragraphs:
        paragraph.paragraph_format.space_before = Pt(0)
        for run in paragraph.runs:
            run.font.name, run.font.size = "Arial", Pt(12)
            run.font.color.rgb = RGBColor(0, 0, 0xC0)
    add_field(section.footer.paragraphs[0], "PAGE")


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@example(names=["a number in the header of page 1 (P7)", "a number on page 1 (P7)"])
@given(names=st.lists(st.sampled_from(sorted(SPOILS)), min_size=2, max_size=6, unique=True))
def test_several_faults_together_keep_every_word_and_the_copy_gives_itself_again(
    names: list[str], tmp_path: Path
) -> None:
    def spoil(paper: Paper) -> None:
        for name in names:
            try:
                SPOILS[name](paper)
            except (StopIteration, IndexError, ValueError, AttributeError, AssertionError):
                # What one spoils another has taken away.
                continue

    source = write_paper(tmp_path / "paper.docx", spoil)
    copy, again = tmp_path / "copy.docx", tmp_path / "again.docx"

    correction = correct_format(source, copy)

    assert list(correction.remaining) == check_format(copy)
    assert not any(violation.mendable for violation in correction.remaining)
    _assert_words_kept(source, copy)
    correct_format(copy, again)
    assert again.read_bytes() == copy.read_bytes()


def test_a_document_as_word_leaves_it_is_mended_in_page_font_and_numbers(tmp_path: Path) -> None:
    source = write_paper(tmp_path / "paper.docx", _messy)
    copy = tmp_path / "copy.docx"

    correction = correct_format(source, copy)

    rules = {violation.rule for violation in correction.mended}
    assert {"P2", "P4", "P6", "E12"} <= rules
    assert [violation.rule for violation in correction.remaining] == []
    _assert_words_kept(source, copy)


def _extras(paper: Paper) -> None:
    """Put in what a library that saves the document anew might drop."""
    paragraph = found(paper, "Hôm nay")._p  # noqa: SLF001 # python-docx has no content controls
    space = f'xmlns:w="{_W.strip("{}")}" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    control = parse_xml(
        f'<w:sdt {space}><w:sdtPr><w:alias w:val="Ghi chú"/><w:id w:val="77"/></w:sdtPr>'
        '<w:sdtContent><w:r><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial"/></w:rPr>'
        "<w:t>trong ô nội dung</w:t></w:r></w:sdtContent></w:sdt>"
    )
    paragraph.append(control)
    removed = parse_xml(
        f'<w:del {space} w:id="5" w:author="Thư ký" w:date="2026-02-05T08:00:00Z"><w:r><w:rPr>'
        '<w:rFonts w:ascii="Arial" w:hAnsi="Arial"/></w:rPr><w:delText>câu bị xóa</w:delText></w:r>'
        "</w:del>"
    )
    paragraph.append(removed)
    hidden = parse_xml(
        f'<w:r {space}><w:rPr><w:rFonts w:ascii="Arial"/><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r>'
    )
    paragraph.append(hidden)


def _with_more_parts(source: Path, target: Path) -> Path:
    """Add custom XML, a picture nobody shows, and comments to a file."""
    parts = _parts(source)
    parts["customXml/item1.xml"] = b'<?xml version="1.0"?><du-lieu>123 &amp; 456</du-lieu>'
    parts["word/media/anh1.png"] = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
    types = parts["[Content_Types].xml"]
    parts["[Content_Types].xml"] = types.replace(
        b"<Override", b'<Default Extension="png" ContentType="image/png"/><Override', 1
    )
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target


@pytest.mark.parametrize("validator", VALIDATORS)
@pytest.mark.parametrize(
    "fault",
    [
        "no page number (P7)",
        "a number on page 1 (P7)",
        "a number at the foot (P7)",
        "no number on even pages (P7)",
        "letter paper (P1)",
        "a font from the theme (P6)",
        "rows cut by the page (P9)",
    ],
)
def test_the_validators_of_open_xml_find_nothing_in_a_copy(
    fault: str, validator: str, tmp_path: Path
) -> None:
    spoil = both(_messy, SPOILS[fault])
    source = write_paper(tmp_path / "paper.docx", spoil)
    copy = tmp_path / "copy.docx"

    correct_format(source, copy)

    known = schema_faults(source, validator)
    assert [fault for fault in schema_faults(copy, validator) if fault not in known] == []


def test_controls_tracked_changes_hidden_words_and_foreign_parts_stay(tmp_path: Path) -> None:
    spoiled = write_paper(tmp_path / "paper.docx", _extras)
    source = _with_more_parts(spoiled, tmp_path / "more.docx")
    copy = tmp_path / "copy.docx"

    correction = correct_format(source, copy)

    assert [violation.rule for violation in correction.mended] == ["P6"]
    _assert_words_kept(source, copy)
    after = _parts(copy)
    assert after["customXml/item1.xml"] == _parts(source)["customXml/item1.xml"]
    text = after["word/document.xml"].decode()
    assert 'w:alias w:val="Ghi chú"' in text
    assert 'w:author="Thư ký"' in text
    # What is deleted or hidden is not printed, and keeps even its font.
    assert text.count("Arial") == 3


def test_parts_that_need_no_mending_keep_their_bytes(tmp_path: Path) -> None:
    spoil = test_page.FAULTS["left 25 mm"][1]
    source = write_paper(tmp_path / "paper.docx", spoil)
    copy = tmp_path / "copy.docx"

    correct_format(source, copy)

    before, after = _parts(source), _parts(copy)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"word/document.xml"}


def test_a_sound_document_is_copied_byte_for_byte(tmp_path: Path) -> None:
    source = write_paper(tmp_path / "paper.docx")
    with zipfile.ZipFile(source, "a") as archive:
        archive.comment = b"what packing anew would lose"
    copy = tmp_path / "copy.docx"

    correction = correct_format(source, copy)

    assert correction.mended == correction.remaining == ()
    assert copy.read_bytes() == source.read_bytes()


def test_the_copy_never_takes_the_place_of_the_document(tmp_path: Path) -> None:
    source = write_paper(tmp_path / "paper.docx")
    bytes_before = source.read_bytes()
    other_name = tmp_path / "link.docx"
    other_name.hardlink_to(source)

    for target in (source, tmp_path / "." / "paper.docx", other_name):
        with pytest.raises(SourceAsTarget):
            correct_format(source, target)

    assert source.read_bytes() == bytes_before


def test_a_link_that_leads_to_itself_is_no_document(tmp_path: Path) -> None:
    (tmp_path / "vòng.docx").symlink_to("vòng.docx")

    with pytest.raises(DocumentUnreadable):
        correct_format(tmp_path / "vòng.docx", tmp_path / "sửa.docx")


def test_a_refused_document_leaves_an_older_copy_alone(tmp_path: Path) -> None:
    source = tmp_path / "paper.docx"
    source.write_bytes(b"PK\x03\x04 no archive at all")
    copy = tmp_path / "copy.docx"
    copy.write_bytes(b"an older copy")

    with pytest.raises(DocumentUnreadable):
        correct_format(source, copy)

    assert copy.read_bytes() == b"an older copy"
    assert [file.name for file in tmp_path.iterdir() if file.name.endswith(".tmp")] == []


def test_entities_are_refused(tmp_path: Path) -> None:
    parts = _parts(write_paper(tmp_path / "paper.docx"))
    parts["word/document.xml"] = b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    source = tmp_path / "odd.docx"
    with zipfile.ZipFile(source, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)

    with pytest.raises(DocumentForbidden):
        correct_format(source, tmp_path / "copy.docx")


_NONSENSE: Final = st.sampled_from(["", "abc", "-1", "99999999999", "12pt", "auto", "true"])
_ODD_PARTS: Final = ("word/document.xml", "word/styles.xml", "word/header1.xml")


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    part=st.sampled_from(_ODD_PARTS),
    at=st.integers(0, 100_000),
    nonsense=_NONSENSE,
    taken_out=st.booleans(),
)
def test_nonsense_anywhere_gives_a_copy_with_every_word_or_a_clear_refusal(
    part: str, at: int, nonsense: str, taken_out: bool, tmp_path: Path
) -> None:
    parts = _parts(write_paper(tmp_path / "paper.docx", _messy))
    root = etree.fromstring(parts[part])
    elements = [element for element in root.iter("*") if element.attrib and element is not root]
    element = elements[at % len(elements)]
    if taken_out:
        parent = element.getparent()
        assert parent is not None
        parent.remove(element)
    else:
        for key in element.attrib:
            element.set(key, nonsense)
    parts[part] = etree.tostring(root)
    source, copy = tmp_path / "odd.docx", tmp_path / "copy.docx"
    copy.unlink(missing_ok=True)
    with zipfile.ZipFile(source, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)

    with suppress(AppError):
        correct_format(source, copy)

    if copy.exists():
        _assert_words_kept(source, copy)


def test_a_signed_document_is_not_touched(tmp_path: Path) -> None:
    source = tmp_path / "signed.docx"
    parts = _parts(write_paper(tmp_path / "paper.docx"))
    parts["_xmlsignatures/origin.sigs"] = b""
    types = parts["[Content_Types].xml"]
    kind = "application/vnd.openxmlformats-package.digital-signature-origin"
    default = f'<Default Extension="sigs" ContentType="{kind}"/><Override'
    parts["[Content_Types].xml"] = types.replace(b"<Override", default.encode(), 1)
    with zipfile.ZipFile(source, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)

    with pytest.raises(DocumentSigned):
        correct_format(source, tmp_path / "copy.docx")


def test_signs_and_older_codes_keep_their_font(tmp_path: Path) -> None:
    def ticked(paper: Paper) -> None:
        paragraph = found(paper, "Hôm nay")
        paragraph.add_run("ü").font.name = "Wingdings"
        paragraph.add_run(" C«ng hßa").font.name = ".VnTime"

    source = write_paper(tmp_path / "paper.docx", ticked)
    copy = tmp_path / "copy.docx"

    correction = correct_format(source, copy)

    assert [(it.rule, it.found) for it in correction.remaining] == [("P6", ".VnTime")]
    assert not correction.remaining[0].mendable
    fonts = {run.font.name for run in found(Document(str(copy)), "Hôm nay").runs}
    assert {"Wingdings", ".VnTime"} <= fonts


def test_a_logo_in_the_header_of_page_one_stays_when_the_number_goes(tmp_path: Path) -> None:
    def lettered(paper: Paper) -> None:
        paper.sections[0].different_first_page_header_footer = False
        paper.sections[0].footer.paragraphs[0].add_run("v1 · 0123456789abcdef")
        paper.sections[0].header.add_paragraph("DỰ THẢO")

    source = write_paper(tmp_path / "paper.docx", lettered)
    copy = tmp_path / "copy.docx"

    correction = correct_format(source, copy)

    assert "P7" in {violation.rule for violation in correction.mended}
    section = Document(str(copy)).sections[0]
    assert section.different_first_page_header_footer
    assert "v1 · 0123456789abcdef" in section.first_page_footer.paragraphs[0].text
    first = section.first_page_header
    assert [item.text for item in first.paragraphs] == ["", "DỰ THẢO"]
    assert not list(first._element.iter(_CODE))  # noqa: SLF001 # python-docx has no fields
    assert structure_faults(copy) == []


def test_words_that_sleep_in_an_unused_first_header_are_never_woken(tmp_path: Path) -> None:
    def sleeping(paper: Paper) -> None:
        paper.sections[0].first_page_header.paragraphs[0].add_run("Chỉ là bản nháp cũ")
        paper.sections[0].different_first_page_header_footer = False

    source = write_paper(tmp_path / "paper.docx", sleeping)
    copy = tmp_path / "copy.docx"

    correction = correct_format(source, copy)

    assert [violation.rule for violation in correction.remaining] == ["P7"]
    assert copy.read_bytes() == source.read_bytes()


def test_text_moved_in_with_spaces_is_left_to_a_person(tmp_path: Path) -> None:
    def spaced(paper: Paper) -> None:
        paragraph = found(paper, "Hôm nay")
        paragraph.runs[0].text = "      " + paragraph.runs[0].text
        paragraph.paragraph_format.first_line_indent = Pt(0)

    source = write_paper(tmp_path / "paper.docx", spaced)

    correction = correct_format(source, tmp_path / "copy.docx")

    assert [violation.rule for violation in correction.remaining] == ["E12"]
    assert correction.mended == ()


def test_pale_letters_on_a_dark_ground_are_left_to_a_person(tmp_path: Path) -> None:
    def pale(paper: Paper) -> None:
        cell = paper.tables[1].cell(0, 1)
        cell.paragraphs[0].runs[0].font.color.rgb = RGBColor(0xFF, 0xFF, 0xFF)

    source = write_paper(tmp_path / "paper.docx", pale)

    correction = correct_format(source, tmp_path / "copy.docx")

    assert [violation.rule for violation in correction.remaining] == ["P6"]


def _runs(path: Path) -> Iterator[etree._Element]:
    root = etree.fromstring(_parts(path)["word/document.xml"])
    yield from root.iter(f"{_W}r")


def test_properties_stand_in_the_order_of_the_schema(tmp_path: Path) -> None:
    # Word repairs, or refuses, a file where bold comes after the size.
    def plain(paper: Paper) -> None:
        line = found(paper, "I. THÀNH PHẦN")
        line.runs[0].bold = None
        line.alignment = LEFT
        line.paragraph_format.space_before = Pt(0)

    source = write_paper(tmp_path / "paper.docx", plain)
    copy = tmp_path / "copy.docx"

    correct_format(source, copy)

    run = next(it for it in _runs(copy) if "I. THÀNH PHẦN" in it.itertext())
    properties = run.find(f"{_W}rPr")
    assert properties is not None
    names = [etree.QName(it).localname for it in properties]
    assert names.index("b") < names.index("sz")


def test_a_document_without_any_page_of_its_own_gets_one(tmp_path: Path) -> None:
    def bare(paper: Paper) -> None:
        body = paper.element.body
        body.remove(body.find(qn("w:sectPr")))

    source = write_paper(tmp_path / "paper.docx", bare)
    copy = tmp_path / "copy.docx"

    correction = correct_format(source, copy)

    assert {"P1"} <= {violation.rule for violation in correction.mended}
    assert structure_faults(copy) == []
