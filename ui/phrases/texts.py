"""The words of the categories of the phrase bank."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from app.words import translate

OWN: Final = "khac"
"""The topic of phrases that somebody adds while writing."""

_KINDS: Final[dict[str, Callable[[], str]]] = {
    "mo_dau": lambda: translate("Opening"),
    "uu_diem": lambda: translate("Strength"),
    "ton_tai": lambda: translate("Shortcoming"),
    "nguyen_nhan": lambda: translate("Cause"),
    "kien_nghi": lambda: translate("Recommendation"),
    "y_kien_don_vi": lambda: translate("Opinion of the unit"),
    "ket_thuc": lambda: translate("Closing"),
}
_TOPICS: Final[dict[str, Callable[[], str]]] = {
    "chi_dao": lambda: translate("direction"),
    "tthc": lambda: translate("procedures"),
    "bo_may_cong_vu": lambda: translate("organisation and public duty"),
    "so_hoa_tai_chinh": lambda: translate("digitisation and finance"),
    "the_che": lambda: translate("institutions"),
    "cong_khai_tthc": lambda: translate("publicity of procedures"),
    "mot_cua": lambda: translate("one-stop centre"),
    "so_hoa": lambda: translate("digitisation"),
    "bo_may_tai_chinh": lambda: translate("organisation and finance"),
    "cong_vu": lambda: translate("public duty"),
    "khach_quan": lambda: translate("objective"),
    "chu_quan": lambda: translate("subjective"),
    "don_vi": lambda: translate("to the unit"),
    "cap_tren": lambda: translate("to higher authorities"),
    OWN: lambda: translate("other"),
}


def category_text(category: str) -> str:
    """Return a category as people call it; one nobody knows keeps its own name."""
    kind, _, topic = category.partition("/")
    said = _KINDS[kind]() if kind in _KINDS else kind
    if not topic:
        return said
    return f"{said} · {_TOPICS[topic]() if topic in _TOPICS else topic}"


def kind_tone(kind: str) -> str:
    """Return the tone a kind is shown in."""
    return {"uu_diem": "good", "ton_tai": "bad", "kien_nghi": "accent"}.get(kind, "neutral")
