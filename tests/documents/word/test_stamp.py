"""The stamp of a paper: on every page, readable by a camera, and never in the way of the text."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import docx
import pytest
import segno
from docx.document import Document
from docx.enum.section import WD_SECTION
from lxml import etree
from PIL import Image

from app.documents.format_check import check_format
from app.documents.minutes.writing import write_minutes
from app.documents.word.qr_code import qr_png
from app.documents.word.stamp import DraftMark, Seal, Stamp, put_stamp
from app.documents.word.structure import structure_faults
from app.domain.minutes_code import qr_line
from tests import given
from tests.documents import rich_case
from tests.documents.ooxml import VALIDATORS, schema_faults
from tests.documents.word_reading import W, Written, text_of

H = hashlib.sha256(b"ban").hexdigest()
CODE = f"v2 · {H[:16]}"
SEAL = Seal(inspection_id=given.INSPECTION, version=2, content_sha256=H, code=CODE)
DRAFT = DraftMark(printed_at=datetime(2026, 11, 20, 1, 30, tzinfo=UTC))
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
stamps = pytest.mark.parametrize("stamp", [SEAL, DRAFT], ids=["seal", "draft"])


@cache
def _minutes(stamp: Stamp | None) -> Written:
    """Minutes with three annexes, one of them lying on its side."""
    case = rich_case.rich_case(finding_count=3, dossier_count=3, photo_count=0)
    target = io.BytesIO()
    write_minutes(
        case,
        rich_case.scores(case),
        {},
        target,
        calendar=rich_case.calendar(),
        stamp=stamp,
    )
    return Written(target.getvalue())


def _file(stamp: Stamp | None, folder: Path) -> Path:
    path = folder / "bb.docx"
    path.write_bytes(_minutes(stamp).content)
    return path


def _running(document: Document, kind: str) -> list[str]:
    """What each section shows at head or foot, on its first page and on the others."""
    shown: list[str] = []
    for section in document.sections:
        for part in (getattr(section, f"first_page_{kind}"), getattr(section, kind)):
            paragraphs = part._element.iter(f"{W}p")  # noqa: SLF001 - text boxes have no API
            shown.append("\n".join(text_of(one) for one in paragraphs))
    return shown


def _own_template(change: Callable[[Document], None]) -> Document:
    """A Word file of an office: three sections, the second with a foot of its own."""
    document = docx.Document()
    document.add_paragraph("Một")
    document.add_section(WD_SECTION.NEW_PAGE)
    document.add_paragraph("Hai")
    document.add_section(WD_SECTION.NEW_PAGE)
    document.add_paragraph("Ba")
    change(document)
    return document


def test_the_code_stands_once_at_the_foot_of_every_page_of_every_section() -> None:
    document = docx.Document(io.BytesIO(_minutes(SEAL).content))

    feet = _running(document, "footer")

    assert len(document.sections) >= 3
    assert feet == [CODE] * len(feet)


def test_the_qr_code_on_the_first_page_says_which_text_it_is() -> None:
    picture = _minutes(SEAL).parts["word/media/ma-qr.png"]
    foot = docx.Document(io.BytesIO(_minutes(SEAL).content)).sections[0].first_page_footer

    found = _modules(picture)
    wanted = segno.make_qr(qr_line(given.INSPECTION, 2, H), error="m", boost_error=False)
    assert wanted.mode == "alphanumeric"
    assert found == [[bool(one) for one in row] for row in wanted.matrix]
    (shown,) = foot._element.iter("{*}blip")  # noqa: SLF001 - pictures have no API
    assert foot.part.rels[shown.get(f"{R}embed")].target_part.blob == picture


def _modules(picture: bytes) -> list[list[bool]]:
    """The black modules of a QR code without its quiet border."""
    with Image.open(io.BytesIO(picture)) as image:
        dots = image.convert("L")
    step = 8
    side = dots.width // step
    assert dots.size == (side * step, side * step)
    rows = [
        [dots.getpixel((x * step + step // 2, y * step + step // 2)) == 0 for x in range(side)]
        for y in range(side)
    ]
    quiet = [*rows[:4], *rows[-4:], *([*row[:4], *row[-4:]] for row in rows)]
    assert not any(any(row) for row in quiet)
    return [row[4:-4] for row in rows[4:-4]]


def test_the_qr_code_is_fifteen_millimetres_and_lies_in_the_margin() -> None:
    foot = etree.fromstring(_foot_with_picture(_minutes(SEAL)))
    (extent,) = foot.iter("{*}extent")
    left, _top = foot.iter("{*}posOffset")
    side, offset = int(str(extent.get("cx"))) / 36_000, int(str(left.text)) / 36_000

    modules = segno.make_qr(qr_line(given.INSPECTION, 2, H), error="m").symbol_size(border=0)[0]
    assert 14 <= side * modules / (modules + 8) <= 15
    assert offset >= 4
    assert offset + side <= 30


def _foot_with_picture(written: Written) -> bytes:
    return next(
        content
        for name, content in written.parts.items()
        if re.fullmatch(r"word/footer\d+\.xml", name) and b"blip" in content
    )


def test_a_draft_says_so_on_every_page() -> None:
    document = docx.Document(io.BytesIO(_minutes(DRAFT).content))

    said = [
        [text_of(one) for box in part._element.iter(f"{W}txbxContent") for one in box]  # noqa: SLF001 - text boxes have no API
        for section in document.sections
        for part in (section.first_page_header, section.header)
    ]

    assert len(said) >= 6
    assert all(one == ["DỰ THẢO", "In lúc 08 giờ 30 phút, ngày 20/11/2026"] for one in said)


def test_a_draft_is_crossed_by_its_name_on_every_page() -> None:
    heads = [
        content
        for name, content in _minutes(DRAFT).parts.items()
        if re.fullmatch(r"word/header\d+\.xml", name)
    ]

    assert len(heads) == 2
    for head in heads:
        assert 'string="DỰ THẢO"'.encode() in head


def test_a_draft_has_no_code_and_a_frozen_text_no_mark() -> None:
    assert not any("footer" in name for name in _minutes(DRAFT).parts)
    assert "DỰ THẢO".encode() not in b"".join(_minutes(SEAL).parts.values())


@stamps
def test_the_format_checker_finds_nothing(stamp: Stamp, tmp_path: Path) -> None:
    assert check_format(_file(stamp, tmp_path)) == []


@stamps
def test_the_file_holds_together(stamp: Stamp, tmp_path: Path) -> None:
    assert structure_faults(_file(stamp, tmp_path)) == []


@stamps
@pytest.mark.parametrize("validator", VALIDATORS)
def test_the_validators_of_open_xml_find_nothing(
    stamp: Stamp, validator: str, tmp_path: Path
) -> None:
    assert schema_faults(_file(stamp, tmp_path), validator) == []


@stamps
def test_the_text_and_the_page_numbers_stay_as_they_are(stamp: Stamp) -> None:
    plain, stamped = _minutes(None), _minutes(stamp)
    pages = [
        content.count(b"PAGE")
        for written in (plain, stamped)
        for name, content in sorted(written.parts.items())
        if "header" in name and "rels" not in name
    ]

    assert stamped.texts == plain.texts
    assert pages == [1, 0, 1, 0]


@stamps
def test_the_same_stamp_gives_the_same_bytes(stamp: Stamp) -> None:
    first = _minutes(stamp).content
    _minutes.cache_clear()

    assert _minutes(stamp).content == first


def test_the_foot_of_an_office_stays_above_the_code() -> None:
    def change(document: Document) -> None:
        document.sections[1].footer.is_linked_to_previous = False
        document.sections[1].footer.paragraphs[0].text = "Ký nháy: ........"

    document = _own_template(change)

    put_stamp(document, SEAL)

    feet = _running(document, "footer")
    own = f"Ký nháy: ........\n{CODE}"
    assert feet == [CODE, CODE, CODE, own, CODE, own]


def test_the_head_of_an_office_stays_beside_the_mark_of_a_draft() -> None:
    def change(document: Document) -> None:
        document.sections[0].header.paragraphs[0].text = "SỞ NỘI VỤ"

    document = _own_template(change)

    put_stamp(document, DRAFT)

    shown = document.sections[2].header.paragraphs[0].text
    assert shown.startswith("SỞ NỘI VỤ")
    assert "DỰ THẢO" in _running(document, "header")[-1]


def test_even_pages_have_the_code_too() -> None:
    def change(document: Document) -> None:
        document.settings.odd_and_even_pages_header_footer = True

    document = _own_template(change)

    put_stamp(document, SEAL)

    assert document.sections[2].even_page_footer.paragraphs[-1].text == CODE


def test_without_a_first_page_of_its_own_every_page_has_the_qr_code() -> None:
    document = _own_template(lambda _document: None)

    put_stamp(document, SEAL)

    foot = document.sections[0].footer._element  # noqa: SLF001 - pictures have no API
    assert len(list(foot.iter("{*}blip"))) == 1


def test_a_narrow_margin_keeps_the_qr_code_on_the_paper() -> None:
    def change(document: Document) -> None:
        document.sections[0].left_margin = 0

    document = _own_template(change)

    put_stamp(document, SEAL)

    foot = document.sections[0].footer._element  # noqa: SLF001 - pictures have no API
    left, _top = foot.iter("{*}posOffset")
    assert int(left.text) == 4 * 36_000


@stamps
def test_an_office_without_heads_feet_and_their_styles_gets_a_sound_file(
    stamp: Stamp, tmp_path: Path
) -> None:
    def change(document: Document) -> None:
        for style in ("Header", "Footer"):
            document.styles[style].delete()
        for style in ("Header Char", "Footer Char"):
            document.styles[style].delete()

    document = _own_template(change)

    put_stamp(document, stamp)

    document.save(str(tmp_path / "a.docx"))
    assert structure_faults(tmp_path / "a.docx") == []


def test_a_stamped_file_opens_again(tmp_path: Path) -> None:
    document = _own_template(lambda _document: None)
    put_stamp(document, SEAL)
    document.save(str(tmp_path / "a.docx"))

    with zipfile.ZipFile(tmp_path / "a.docx") as archive:
        assert archive.read("word/media/ma-qr.png") == qr_png(qr_line(given.INSPECTION, 2, H))
    assert _running(docx.Document(str(tmp_path / "a.docx")), "footer")[0] == CODE
