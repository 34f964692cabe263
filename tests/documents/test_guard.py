"""The gate for Office files from outside: what it refuses, and that it lets sound files pass."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from app.documents.errors import DocumentForbidden, DocumentUnreadable
from app.documents.format_check import check_format
from app.documents.guard import guard_docx, guard_ooxml
from app.documents.ooxml import MAX_MEMBERS, OfficeKind
from app.documents.word.structure import structure_faults
from app.errors import AppError
from tests.documents.office_paper import write_paper

_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELS = "word/_rels/document.xml.rels"
_DOCUMENT = "word/document.xml"

Change = Callable[[dict[str, bytes]], None]


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """A sound Word file."""
    return write_paper(tmp_path / "paper.docx")


def _changed(paper: Path, change: Change) -> Path:
    with zipfile.ZipFile(paper) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    change(parts)
    with zipfile.ZipFile(paper, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return paper


def _link(kind: str, target: str, *, external: bool) -> Change:
    mode = ' TargetMode="External"' if external else ""
    link = f'<Relationship Id="rId900" Type="{_RELATIONSHIPS}/{kind}" Target="{target}"{mode}/>'

    def change(parts: dict[str, bytes]) -> None:
        parts[_RELS] = parts[_RELS].replace(b"</Relationships>", f"{link}</Relationships>".encode())

    return change


def _part(name: str, content: bytes = b"x") -> Change:
    return lambda parts: parts.update({name: content})


def _typed(content_type: str) -> Change:
    def change(parts: dict[str, bytes]) -> None:
        override = f'<Override PartName="/word/more.bin" ContentType="{content_type}"/></Types>'
        name = "[Content_Types].xml"
        parts[name] = parts[name].replace(b"</Types>", override.encode())
        parts["word/more.bin"] = b"x"

    return change


def _in_text(xml: str) -> Change:
    """Put XML before the first paragraph."""

    def change(parts: dict[str, bytes]) -> None:
        parts[_DOCUMENT] = parts[_DOCUMENT].replace(b"<w:body>", f"<w:body>{xml}".encode(), 1)

    return change


def _field(*codes: str) -> Change:
    pieces = "".join(f"<w:r><w:instrText>{code}</w:instrText></w:r>" for code in codes)
    return _in_text(
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'{pieces}<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )


def _declared(declaration: bytes, encoding: str = "utf-8") -> Change:
    def change(parts: dict[str, bytes]) -> None:
        text = parts["word/settings.xml"].decode()
        body = text[text.index("?>") + 2 :]
        head = f'<?xml version="1.0" encoding="{encoding}"?>'
        parts["word/settings.xml"] = (head + declaration.decode() + body).encode(encoding)

    return change


FORBIDDEN: dict[str, Change] = {
    "a macro": _part("word/vbaProject.bin"),
    "a part with macros by its type": _typed("application/vnd.ms-office.vbaProject"),
    "a macro link": _link("vbaProject", "vbaProject.bin", external=False),
    "a control": _part("word/activeX/activeX1.xml", b"<a/>"),
    "an embedded file": _part("word/embeddings/oleObject1.bin"),
    "an embedded file by its type": _typed(
        "application/vnd.openxmlformats-officedocument.oleObject"
    ),
    "a document taken in": _link("aFChunk", "chunk.html", external=False),
    "a document taken in by its element": _in_text('<w:altChunk xmlns:r="urn:x" r:id="rId1"/>'),
    "a template from outside": _link("attachedTemplate", "file:///x.dotm", external=True),
    "a picture from outside": _link("image", "https://example.org/x.png", external=True),
    "a link to a share": _link("hyperlink", "file://server/share", external=True),
    "a link that runs": _link("hyperlink", "javascript:alert(1)", external=True),
    "a DDE field": _field(r'DDEAUTO c:\\windows\\cmd.exe "/k calc"'),
    "a DDE field in pieces": _field("DD", "EAU", "TO x y"),
    "a field in small letters": _field(r' includetext "x.docx"'),
    "a picture field": _field(r'INCLUDEPICTURE "http://example.org/x.png"'),
    "a simple field": _in_text('<w:p><w:fldSimple w:instr="DDE x y"/></w:p>'),
    "a field named by a field": _in_text(
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        "<w:r><w:instrText>QUOTE 68 68 69</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    ),
    "an entity": _declared(b'<!DOCTYPE x [<!ENTITY y "z">]>'),
    "an entity in UTF-16": _declared(b'<!DOCTYPE x [<!ENTITY y "z">]>', "utf-16"),
    "a definition from outside": _declared(b'<!DOCTYPE x SYSTEM "http://example.org/x.dtd">'),
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_a_document_that_could_act_by_itself_is_refused(what: str, paper: Path) -> None:
    document = _changed(paper, FORBIDDEN[what])

    with pytest.raises(DocumentForbidden) as refused:
        guard_docx(document)

    assert str(refused.value.params["part"]) in refused.value.text


def test_a_sound_document_with_links_and_fields_passes(paper: Path) -> None:
    document = _changed(paper, _link("hyperlink", "https://example.org/", external=True))
    document = _changed(document, _field("IF ", "1 = 1 ", '"DDE"'))

    guard_docx(document)


def test_a_sound_workbook_passes_and_is_no_word_document(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    Workbook().save(path)

    guard_ooxml(path, OfficeKind.EXCEL)

    with pytest.raises(DocumentUnreadable):
        guard_docx(path)


@pytest.mark.parametrize(
    "content",
    [b"", b"Bien ban\n", b"PK\x03\x04 and no more", bytes.fromhex("d0cf11e0a1b11ae1") * 9],
    ids=["empty", "a text file", "a cut package", "an old or locked file"],
)
def test_what_is_no_word_document_is_refused_with_a_reason(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "minutes.docx"
    path.write_bytes(content)

    for read in (guard_docx, check_format, structure_faults):
        with pytest.raises(DocumentUnreadable) as refused:
            read(path)
        assert "minutes.docx" in refused.value.text


def test_a_missing_file_is_refused_with_a_reason(tmp_path: Path) -> None:
    with pytest.raises(DocumentUnreadable):
        guard_docx(tmp_path / "nowhere.docx")


def test_a_bomb_is_refused_before_it_is_unfolded(paper: Path) -> None:
    document = _changed(paper, _part("word/media/image1.bin", bytes(4 << 20)))

    with pytest.raises(DocumentUnreadable) as refused:
        guard_docx(document)

    assert "image1.bin" in refused.value.text


def test_a_small_part_that_shrinks_far_is_no_bomb(paper: Path) -> None:
    document = _changed(paper, _part("word/media/image1.bin", bytes(1 << 20)))

    guard_docx(document)


def test_a_document_that_unfolds_too_far_is_refused(
    paper: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    guard_docx(paper)
    monkeypatch.setattr("app.documents.ooxml.MAX_INFLATED", paper.stat().st_size)

    with pytest.raises(DocumentUnreadable):
        guard_docx(paper)


def test_too_many_parts_are_refused(paper: Path) -> None:
    with zipfile.ZipFile(paper, "a") as archive:
        for number in range(MAX_MEMBERS):
            archive.writestr(f"word/media/{number}.bin", b"")

    with pytest.raises(DocumentUnreadable):
        guard_docx(paper)


@pytest.mark.parametrize("name", ["../evil.xml", "/etc/x", "word\\x.xml", "c:/x"])
def test_a_part_that_leaves_the_file_is_refused(name: str, paper: Path) -> None:
    document = _changed(paper, _part(name))

    with pytest.raises(DocumentUnreadable):
        guard_docx(document)


def test_broken_xml_is_refused(paper: Path) -> None:
    document = _changed(paper, _part("word/settings.xml", b"<w:settings"))

    for read in (guard_docx, check_format):
        with pytest.raises(DocumentUnreadable):
            read(document)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(at=st.integers(0, 20_000), flipped=st.integers(1, 255), cut=st.booleans())
def test_damage_anywhere_is_an_error_for_the_user_or_nothing(
    at: int, flipped: int, cut: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("damage")
    content = bytearray(write_paper(folder / "paper.docx").read_bytes())
    at %= len(content)
    content[at] ^= flipped
    path = folder / "damaged.docx"
    path.write_bytes(content[: at + 1] if cut else content)

    for read in (guard_docx, check_format, structure_faults):
        with suppress(AppError):
            read(path)


def test_the_reason_names_the_part_and_what_it_holds(paper: Path) -> None:
    document = _changed(paper, _part("word/vbaProject.bin"))

    with pytest.raises(DocumentForbidden) as refused:
        guard_docx(document)

    assert "word/vbaProject.bin" in refused.value.text
    assert "macro" in refused.value.text
