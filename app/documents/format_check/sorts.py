"""What a paragraph is by its first words: heading, numbered item, point, legal basis, text."""

from __future__ import annotations

import re
from enum import Enum
from typing import Final

from app.documents.format_check.reading import Paragraph
from app.domain.text import fold

# The kinds of administrative document of NĐ 30/2020/NĐ-CP, Điều 7, without accents.
DOCUMENT_TYPES: Final = (
    "nghi quyet", "quyet dinh", "chi thi", "quy che", "quy dinh", "thong cao", "thong bao",
    "huong dan", "chuong trinh", "ke hoach", "phuong an", "de an", "du an", "bao cao",
    "bien ban", "to trinh", "hop dong", "cong dien", "ban ghi nho", "ban thoa thuan",
    "giay uy quyen", "giay moi", "giay gioi thieu", "giay nghi phep", "phieu gui",
    "phieu chuyen", "phieu bao",
    # Forms of an inspection that the decree does not name but that carry a title like these.
    "ket luan", "phieu", "giay", "danh muc", "de cuong",
)  # fmt: skip

# Those that go out under a number and a date, to somebody.
SENT_TYPES: Final = (
    "nghi quyet", "quyet dinh", "chi thi", "thong bao", "huong dan", "ke hoach", "bao cao",
    "to trinh", "cong dien",
)  # fmt: skip

_PART: Final = re.compile(r"[IVX]{1,6}\.\s*\S")
_ITEM: Final = re.compile(r"(\d{1,2})\.\s+\S")
_POINT: Final = re.compile(r"([a-zđ])\)\s*\S")
_BASIS: Final = re.compile(r"(Căn cứ|CĂN CỨ|Căn Cứ|Theo đề nghị)\s")
# A sentence that goes on to say what is done is the opening of the text, not a basis.
_GOES_ON: Final = re.compile(
    r"(,\s.*\b(báo cáo|ban hành|xây dựng|tiến hành|đề nghị|thông báo|kính mời)\b|như sau)"
)
# A sentence that opens a text says so early.
_OPENING: Final = 2_000
_POSITION: Final = re.compile(
    r"(?:(?:tm|kt|tl|tuq|q)\s?\.\s*\S.*|"
    r"(?:nguoi )?(?:dai dien|lap bieu|lap bien ban|ghi bien ban|chung kien)\b.*|"
    r"(?:pho |tong |pho tong )?(?:truong doan|chu tich|giam doc|truong phong|truong ban|cuc truong|"
    r"chi cuc truong|vu truong|hieu truong|vien truong|to truong|bi thu|chanh van phong|"
    r"chanh thanh tra|bo truong)\b.*|"
    r"(?:doan kiem tra|thu ky|chu tri|chu toa|thu truong|thanh vien|uy ban nhan dan|hoi dong|"
    r"don vi duoc kiem tra|ben giao|ben nhan)\b.*)"
)
_BARE: Final = re.compile(r"[\s_\-–—*.=~─━]+")
_MOST_POSITION: Final = 90


class Sort(Enum):
    """What a paragraph is in the text of a document."""

    PART = "part"
    """`I. THÀNH PHẦN`"""
    ITEM = "item"
    """`1. Kết quả`"""
    POINT = "point"
    """`a) Ưu điểm`"""
    BASIS = "basis"
    """`Căn cứ Quyết định …;`"""
    TEXT = "text"


def sort_of(paragraph: Paragraph) -> Sort:
    """Tell what a paragraph is by its first words."""
    text = paragraph.text
    if _PART.match(text):
        return Sort.PART
    if _ITEM.match(text):
        return Sort.ITEM
    if _POINT.match(text):
        return Sort.POINT
    if _BASIS.match(text) and not text.endswith(":") and not _GOES_ON.search(text[:_OPENING]):
        return Sort.BASIS
    return Sort.TEXT


def item_number(paragraph: Paragraph) -> int:
    """Return the number of a numbered item, 0 of anything else."""
    match = _ITEM.match(paragraph.text)
    return int(match[1]) if match else 0


def is_bare_line(text: str) -> bool:
    """Tell whether a line only draws a line with signs."""
    return bool(_BARE.fullmatch(text))


def looks_like_position(text: str) -> bool:
    """Tell whether a line names the authority or position of who signs, such as TM. ĐOÀN."""
    letters = [letter for letter in text if letter.isalpha()]
    if not letters or len(text) > _MOST_POSITION:
        return False
    upper = sum(letter.isupper() for letter in letters)
    return upper * 3 > len(letters) * 2 and names_position(text)


def names_position(text: str) -> bool:
    """Tell whether the words are those of an authority or position, in capitals or not."""
    return bool(_POSITION.fullmatch(fold(text)))
