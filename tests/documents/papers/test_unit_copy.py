"""Bản dành cho đơn vị: nothing that was left out is anywhere in the file; what was is listed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree
from PIL import Image

from app.documents.papers import file_list
from app.documents.papers.form import PaperSource
from app.documents.papers.unit_copy import FORM, MARK
from app.domain.annex import Annex
from app.domain.case_file import CaseFile
from app.domain.photo import PhotoUse
from tests.documents.papers.source import empty_source, paper_of, rich_source, source_of
from tests.documents.word_reading import Written, minutes_of
from tests.domain.hidden import HIDDEN, INTERNAL_PHOTO, case_with_hidden_words


def _source(case: CaseFile, folder: Path) -> PaperSource:
    """What the copy is written from, with a picture of each photo, internal ones too."""
    pictures = {}
    for number, photo in enumerate(case.photos):
        pictures[photo.sha256] = folder / f"{photo.sha256}.jpeg"
        Image.new("RGB", (64, 48), (200, 40 * number, 90)).save(pictures[photo.sha256])
    return replace(source_of(case), pictures=pictures)


def _words(content: bytes) -> Iterator[str]:
    """Every text and every attribute of every part, and the names of the parts."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            yield name
            if name.endswith((".xml", ".rels")):
                root = etree.fromstring(archive.read(name))
                yield "".join(map(str, root.itertext()))
                for element in root.iter("*"):
                    yield from map(str, element.attrib.values())


@pytest.mark.parametrize(
    "left_out", [(Annex.ABSENCES,), (Annex.ABSENCES, Annex.PHOTOS), tuple(Annex)]
)
def test_nothing_that_was_left_out_is_anywhere_in_the_file(
    left_out: tuple[Annex, ...], tmp_path: Path
) -> None:
    case = case_with_hidden_words(left_out=left_out)
    source = _source(case, tmp_path)

    content = paper_of(FORM, source).content

    assert [words for words in _words(content) if HIDDEN in words] == []
    assert HIDDEN.encode() not in content
    hidden = source.pictures[INTERNAL_PHOTO].read_bytes()
    assert hidden not in Written(content).parts.values()


def test_the_words_and_pictures_would_be_found_where_they_are_printed(tmp_path: Path) -> None:
    case = case_with_hidden_words(left_out=())
    source = _source(case, tmp_path)

    content = minutes_of(case, source.pictures).content

    assert any(HIDDEN in words for words in _words(content))
    shown = source.pictures[case.photos[0].sha256].read_bytes()
    assert shown in Written(content).parts.values()
    assert shown in paper_of(FORM, source).parts.values()


def test_what_was_left_out_is_listed_with_its_number_and_the_hash_of_each_photo(
    tmp_path: Path,
) -> None:
    source = _source(case_with_hidden_words(), tmp_path)

    texts = paper_of(FORM, source).texts

    listed = texts[texts.index("DANH MỤC NỘI DUNG KHÔNG ĐƯA VÀO BẢN DÀNH CHO ĐƠN VỊ") :]
    for kind, count in (
        ("Ảnh nội bộ của Đoàn kiểm tra, ảnh không in trong biên bản", "1"),
        ("Lý do Đoàn kiểm tra, cơ quan thẩm định chấm khác với quy tắc", "2"),
        ("Tên người nộp hồ sơ thủ tục hành chính", "1"),
        ("Người vắng mặt, khi không in danh sách kèm biên bản", "1"),
    ):
        assert listed[listed.index(kind) + 1] == count
    assert INTERNAL_PHOTO in listed


def test_the_rest_is_as_the_minutes_say_it(tmp_path: Path) -> None:
    rich = rich_source(visits=1, finding_count=8, dossier_count=3, photo_count=3)
    photos = tuple(
        replace(photo, use=PhotoUse.INTERNAL) if number == 1 else photo
        for number, photo in enumerate(rich.case.photos)
    )
    case = replace(rich.case, photos=photos)
    source = _source(case, tmp_path)

    copied, minutes = paper_of(FORM, source).texts, minutes_of(case, source.pictures).texts

    start, end = "I. THÀNH PHẦN", "Phụ lục I"
    assert (
        copied[copied.index(start) : copied.index(end)]
        == (minutes[minutes.index(start) : minutes.index(end)])
    )


def test_every_page_says_whom_the_copy_is_for(tmp_path: Path) -> None:
    written = paper_of(FORM, _source(case_with_hidden_words(), tmp_path))

    heads = [content.decode() for name, content in written.parts.items() if "word/header" in name]
    assert heads
    assert [head.count(MARK) for head in heads] == [1] * len(heads)


def test_a_visit_with_nothing_to_leave_out_says_so() -> None:
    text = paper_of(FORM, empty_source()).text

    assert "Không có nội dung nào bị lược bỏ." in text


def test_the_list_of_the_file_counts_internal_photos_without_showing_them(tmp_path: Path) -> None:
    source = _source(case_with_hidden_words(), tmp_path)

    written = paper_of(file_list.FORM, source)

    assert "02 ảnh; 01 ảnh đưa vào biên bản; 01 ảnh nội bộ" in written.texts
    assert not any(name.startswith("word/media") for name in written.parts)
