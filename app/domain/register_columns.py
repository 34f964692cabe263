"""The columns of registers: what the exports of one-stop software call them, and which is which.

Exports differ from province to province; headings are recognised with their accents,
capitals and punctuation aside, also when they are only nearly right. What a person
corrected is remembered for headings that read the same.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from typing import Final

from app.domain.text import fold
from app.words import mark, translate

REQUIRED: Final = ("dossier_code", "received_at")
"""Without these no row can be drawn or judged."""

# The first of each is how the program itself calls the column.
_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "dossier_code": (
        "mã hồ sơ",
        "số hồ sơ",
        "mã số hồ sơ",
        "mã hs",
        "số hs",
        "mã biên nhận",
        "số biên nhận",
        "mã tiếp nhận",
    ),
    "procedure_code": ("mã TTHC", "mã thủ tục", "mã thủ tục hành chính", "mã số TTHC"),
    "procedure_name": (
        "tên thủ tục hành chính",
        "tên TTHC",
        "tên thủ tục",
        "thủ tục hành chính",
        "thủ tục",
        "TTHC",
    ),
    "field": ("lĩnh vực", "tên lĩnh vực", "lĩnh vực TTHC", "nhóm lĩnh vực"),
    "received_at": (
        "ngày tiếp nhận",
        "thời điểm tiếp nhận",
        "ngày nhận",
        "ngày nhận hồ sơ",
        "thời gian tiếp nhận",
        "ngày tiếp nhận hồ sơ",
        "ngày giờ tiếp nhận",
    ),
    "due_at": (
        "ngày hẹn trả",
        "ngày hẹn trả kết quả",
        "hẹn trả",
        "ngày hẹn",
        "hạn trả kết quả",
        "hạn xử lý",
        "hạn giải quyết",
        "thời điểm hẹn trả",
    ),
    "resolved_at": (
        "ngày có kết quả",
        "ngày kết thúc xử lý",
        "ngày hoàn thành",
        "ngày xử lý xong",
        "ngày giải quyết xong",
        "ngày giải quyết",
        "thời điểm có kết quả",
    ),
    "returned_at": (
        "ngày trả",
        "ngày trả kết quả",
        "ngày trả kết quả thực tế",
        "ngày trả thực tế",
        "thời điểm trả kết quả",
    ),
    "status": (
        "trạng thái",
        "trạng thái hồ sơ",
        "tình trạng",
        "tình trạng hồ sơ",
        "tình trạng xử lý",
    ),
    "channel": (
        "hình thức nộp",
        "hình thức nộp hồ sơ",
        "hình thức tiếp nhận",
        "kênh tiếp nhận",
        "cách thức nộp",
    ),
    "statutory_days": (
        "thời hạn quy định",
        "thời hạn",
        "thời hạn giải quyết",
        "thời gian giải quyết",
        "thời gian quy định",
        "số ngày giải quyết",
        "số ngày quy định",
    ),
    "complained": ("phản ánh", "phản ánh kiến nghị", "khiếu nại", "PAKN", "có phản ánh"),
}
LABELS: Final[Mapping[str, str]] = {
    "dossier_code": mark("Dossier code"),
    "procedure_code": mark("Procedure code"),
    "procedure_name": mark("Procedure"),
    "field": mark("Field"),
    "received_at": mark("Received"),
    "due_at": mark("Due"),
    "resolved_at": mark("Resolved"),
    "returned_at": mark("Returned"),
    "status": mark("Status"),
    "channel": mark("Submitted by"),
    "statutory_days": mark("Statutory term"),
    "complained": mark("Complaints"),
}
KEYS: Final = tuple(_NAMES)
_PERSONAL: Final = (
    "ho ten",
    "ho va ten",
    "nguoi nop",
    "chu ho so",
    "ten cong dan",
    "nguoi yeu cau",
    "so dien thoai",
    "dien thoai",
    "email",
    "cccd",
    "cmnd",
    "can cuoc",
    "so giay to",
    "dia chi",
    "ngay sinh",
)
_ENOUGH: Final = 0.86
# Short headings differ by little, so only longer ones are guessed.
_GUESSED_FROM: Final = 6
_ADDED: Final = 14
"""How many letters a heading may have around a name that stands in it whole."""
_OTHER_SIGNS: Final = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterMap:
    """Which column is which, as a person says it; what is not said is guessed."""

    columns: Mapping[str, str | None]
    """By key, the heading or the letter of its column; None leaves a column out."""
    sheet: str = ""
    heading_row: int = 0


def column_label(key: str) -> str:
    """Return what a column is called in the language in use."""
    return translate(LABELS[key])


def folded(heading: str) -> str:
    """Return a heading as headings are compared."""
    return " ".join(_OTHER_SIGNS.sub(" ", fold(heading)).split())


def is_personal(heading: str) -> bool:
    """Tell whether a column holds personal data of applicants, which are never read in."""
    name = folded(heading)
    return any(f" {word} " in f" {name} " for word in _PERSONAL)


def signature(headings: Sequence[str]) -> str:
    """Return the mark by which the same headings are known again."""
    return hashlib.sha256("\n".join(map(folded, headings)).encode()).hexdigest()


def guess_columns(headings: Sequence[str]) -> dict[str, int]:
    """Return the place of each column that the headings give away, the surest guesses first."""
    likely = sorted(
        (-_likeness(key, folded(heading)), place, key)
        for place, heading in enumerate(headings)
        if heading and not is_personal(heading)
        for key in KEYS
    )
    found: dict[str, int] = {}
    for likeness, place, key in likely:
        if likeness < 0 and key not in found and place not in found.values():
            found[key] = place
    return {key: found[key] for key in KEYS if key in found}


@cache
def _folded_names(key: str) -> tuple[str, ...]:
    return tuple(map(folded, _NAMES[key]))


@cache
def _likeness(key: str, heading: str) -> float:
    """Return how surely a heading means a column, from 0 (not at all) to 1."""
    return max(_alike(name, heading) for name in _folded_names(key))


def _alike(name: str, heading: str) -> float:
    if name == heading:
        return 1.0
    if len(name) < _GUESSED_FROM:
        return 0.0
    added = len(heading) - len(name)
    if f" {name} " in f" {heading} ":
        return 0.98 - added / 100 if added <= _ADDED else 0.0
    if abs(added) > len(name) // 3:
        return 0.0
    ratio = SequenceMatcher(None, name, heading, autojunk=False).ratio()
    # "Mã" and "tên", "hẹn" and "nhận" differ by little and mean other things.
    same_start = heading.startswith(f"{name.partition(' ')[0]} ")
    return ratio - 0.05 if ratio >= _ENOUGH and same_start else 0.0
