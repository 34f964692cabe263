"""Whatever stands in a Word file, the check answers or says why not; it never breaks."""

from __future__ import annotations

import io
import time
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from docx.document import Document as Paper
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import etree

from app.documents.format_check import check_format
from app.errors import AppError
from tests.documents.office_paper import add_after, found, write_paper

_PARTS = ("word/document.xml", "word/styles.xml", "word/settings.xml", "word/header1.xml")
_NONSENSE = st.sampled_from(
    ["", "abc", "-1", "0", "1.5", "99999999999999999999", "12pt", "auto", "𝟙", "true", "Normal"]
)


def _parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _pack(parts: dict[str, bytes], path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@example(part="word/document.xml", at=2418, nonsense="0")
@given(part=st.sampled_from(_PARTS), at=st.integers(0, 100_000), nonsense=_NONSENSE)
def test_a_nonsense_attribute_anywhere_never_breaks_the_check(
    part: str, at: int, nonsense: str, tmp_path: Path
) -> None:
    parts = _parts(write_paper(tmp_path / "paper.docx"))
    root = etree.parse(io.BytesIO(parts[part])).getroot()
    places = [(element, key) for element in root.iter("*") for key in element.attrib]
    element, key = places[at % len(places)]
    element.set(key, nonsense)
    parts[part] = etree.tostring(root)
    path = _pack(parts, tmp_path / "odd.docx")

    with suppress(AppError):
        check_format(path)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(part=st.sampled_from(_PARTS), at=st.integers(0, 100_000))
def test_a_missing_element_anywhere_never_breaks_the_check(
    part: str, at: int, tmp_path: Path
) -> None:
    parts = _parts(write_paper(tmp_path / "paper.docx"))
    root = etree.parse(io.BytesIO(parts[part])).getroot()
    elements = list(root.iter("*"))[1:]
    element = elements[at % len(elements)]
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)
    parts[part] = etree.tostring(root)
    path = _pack(parts, tmp_path / "odd.docx")

    with suppress(AppError):
        check_format(path)


def test_a_style_that_descends_from_itself_never_ends_in_a_loop(tmp_path: Path) -> None:
    parts = _parts(write_paper(tmp_path / "paper.docx"))
    styles = etree.parse(io.BytesIO(parts["word/styles.xml"])).getroot()
    name = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    normal = next(it for it in styles.iter(f"{name}style") if it.get(f"{name}styleId") == "Normal")
    based = etree.SubElement(normal, f"{name}basedOn")
    based.set(f"{name}val", "Normal")
    parts["word/styles.xml"] = etree.tostring(styles)
    path = _pack(parts, tmp_path / "odd.docx")

    faults = check_format(path)

    assert faults == []


@pytest.mark.parametrize(
    "words",
    [
        "Căn cứ " + "điều, " * 60_000,
        "8 giờ 5, " * 30_000,
        "1" * 300_000,
        "7" + " " * 300_000,
        "òa" * 150_000,
        "Số: " + "1/ - " * 60_000,
        "ngày 1 tháng " * 20_000,
    ],
    ids=["commas", "times", "digits", "spaces", "accents", "symbols", "dates"],
)
def test_a_paragraph_of_a_whole_book_takes_no_time_to_speak_of(words: str, tmp_path: Path) -> None:
    def spoil(paper: Paper) -> None:
        add_after(found(paper, "- Bà Trần"), words)

    path = write_paper(tmp_path / "paper.docx", spoil)
    begun = time.process_time()

    check_format(path)

    # Quadratic time takes minutes here.
    assert time.process_time() - begun < 20
