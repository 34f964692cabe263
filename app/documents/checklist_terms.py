"""The words of the checklist workbook: its sheets, headings, types of answer and examples.

Always Vietnamese, like every document. The examples of rules are read by the same
grammar as the rules themselves; a test holds them to it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from app.documents.workbook_table import Column
from app.domain.checklist import AnswerType, CriterionRole
from app.domain.text import fold

CRITERIA_SHEET: Final = "Bộ tiêu chí"
FACTS_SHEET: Final = "Thông tin"
BANDS_SHEET: Final = "Xếp loại"
GUIDE_SHEET: Final = "Hướng dẫn"
SHEETS: Final = (CRITERIA_SHEET, FACTS_SHEET, BANDS_SHEET, GUIDE_SHEET)
DIGEST: Final = "noi_dung_sha256"
"""The property of the file that holds the hash of what was written into it."""

COLUMNS: Final = (
    Column(key="code", heading="Mã", aliases=("Mã số", "Mã tiêu chí", "STT")),
    Column(key="parent_code", heading="Mã cấp trên", aliases=("Mã cha", "Thuộc mã", "Mã nhóm")),
    Column(key="area", heading="Lĩnh vực", aliases=("Nhóm tiêu chí",)),
    Column(
        key="text", heading="Nội dung", aliases=("Tiêu chí", "Nội dung kiểm tra", "Tên tiêu chí")
    ),
    Column(key="answer_type", heading="Kiểu trả lời", aliases=("Kiểu", "Loại trả lời")),
    Column(key="max_score", heading="Điểm tối đa", aliases=("Điểm", "Điểm chuẩn", "Thang điểm")),
    Column(key="scoring_rule", heading="Cách chấm", aliases=("Cách chấm điểm", "Cách tính điểm")),
    Column(
        key="evidence",
        heading="Tài liệu kiểm chứng",
        aliases=("Minh chứng", "Tài liệu minh chứng"),
    ),
    Column(key="legal_basis", heading="Căn cứ", aliases=("Căn cứ pháp lý",)),
    Column(key="source", heading="Nguồn"),
)

LATER_COLUMNS: Final = (
    Column(key="role", heading="Vai trò", aliases=("Loại điểm",), required=False),
    Column(
        key="rating_cap",
        heading="Điểm liệt",
        aliases=("Xếp loại cao nhất khi không đạt", "Tiêu chí liệt"),
        required=False,
    ),
    Column(
        key="condition",
        heading="Điều kiện",
        aliases=("Chỉ hỏi khi", "Điều kiện áp dụng"),
        required=False,
    ),
    Column(key="calculation", heading="Công thức", required=False),
    Column(
        key="required",
        heading="Bắt buộc kèm",
        aliases=("Phải kèm theo", "Yêu cầu kèm theo"),
        required=False,
    ),
    Column(key="checks", heading="Kiểm tra", aliases=("Ràng buộc",), required=False),
    Column(
        key="guidance",
        heading="Hướng dẫn",
        aliases=("Hướng dẫn kiểm tra", "Cách kiểm tra"),
        required=False,
    ),
    Column(
        key="first_code",
        heading="Mã gốc",
        aliases=("Mã cũ", "Mã lần đầu"),
        required=False,
    ),
)
"""What a criterion may say besides: hidden where nobody says it, and read where it is there."""

ROLE_NAMES: Final = {
    CriterionRole.SCORED: "Tính điểm",
    CriterionRole.BONUS: "Điểm cộng",
    CriterionRole.PENALTY: "Điểm trừ",
}
_ROLE_ALIASES: Final = {
    "cong": CriterionRole.BONUS,
    "thuong": CriterionRole.BONUS,
    "diem thuong": CriterionRole.BONUS,
    "tru": CriterionRole.PENALTY,
    "phat": CriterionRole.PENALTY,
} | {role.value: role for role in CriterionRole}

BAND_COLUMNS: Final = (
    Column(key="name", heading="Xếp loại", aliases=("Tên", "Mức xếp loại")),
    Column(key="lowest", heading="Từ điểm", aliases=("Điểm từ", "Điểm thấp nhất")),
)

GROUP: Final = "Nhóm"
TYPE_NAMES: Final = {
    AnswerType.YES_NO: "Có / Không",
    AnswerType.YES_PARTIAL_NO: "Đầy đủ / Một phần / Không",
    AnswerType.CHOICE: "Lựa chọn",
    AnswerType.PERCENT: "Tỷ lệ %",
    AnswerType.COUNT: "Số lượng",
    AnswerType.SCORE: "Chấm trực tiếp",
    AnswerType.TEXT: "Văn bản",
    AnswerType.DATE: "Ngày",
    AnswerType.NUMBER: "Số đo",
    AnswerType.MULTIPLE: "Chọn nhiều",
}
_ALIASES: Final = {
    "co khong": AnswerType.YES_NO,
    "day du mot phan khong": AnswerType.YES_PARTIAL_NO,
    "co mot phan khong": AnswerType.YES_PARTIAL_NO,
    "ty le": AnswerType.PERCENT,
    "ty le phan tram": AnswerType.PERCENT,
    "phan tram": AnswerType.PERCENT,
    "diem": AnswerType.SCORE,
    "cham diem": AnswerType.SCORE,
    "chu": AnswerType.TEXT,
    "nhom": AnswerType.SCORE,
    "so": AnswerType.NUMBER,
    "so le": AnswerType.NUMBER,
    "so thap phan": AnswerType.NUMBER,
    "nhieu lua chon": AnswerType.MULTIPLE,
    "lua chon nhieu": AnswerType.MULTIPLE,
} | {kind.value.replace("_", " "): kind for kind in AnswerType}


def type_plain(name: str) -> str:
    """Return the name of a type of answer as it is compared."""
    return " ".join(re.sub(r"[^a-z0-9]+", " ", fold(name)).split())


_TYPES: Final = _ALIASES | {type_plain(name): kind for kind, name in TYPE_NAMES.items()}


def type_named(name: str) -> AnswerType | None:
    """Return the type of answer called so, accents, case and strokes aside, or None."""
    return _TYPES.get(type_plain(name))


_ROLES: Final = _ROLE_ALIASES | {type_plain(name): role for role, name in ROLE_NAMES.items()}


def role_named(name: str) -> CriterionRole | None:
    """Return the role called so, accents and case aside, or None; nothing is the usual one."""
    return _ROLES.get(type_plain(name)) if name else CriterionRole.SCORED


@dataclass(frozen=True, slots=True, kw_only=True)
class FactTerm:
    """One line of the sheet “Thông tin”: its label, other labels for it, how it is filled in."""

    key: str
    label: str
    aliases: tuple[str, ...] = ()
    hint: str


FACTS: Final = (
    FactTerm(
        key="code",
        label="Mã bộ",
        aliases=("Mã bộ tiêu chí",),
        hint="Ngắn, không dấu, không đổi giữa các năm, ví dụ CCHC.",
    ),
    FactTerm(
        key="title",
        label="Tên bộ",
        aliases=("Tên", "Tên bộ tiêu chí"),
        hint="Tên đầy đủ, in trên biên bản và báo cáo.",
    ),
    FactTerm(
        key="number",
        label="Phiên bản",
        aliases=("Phiên bản số", "Lần ban hành"),
        hint="Số nguyên, đếm từ 1; sửa bộ đã ban hành thì tăng lên 1.",
    ),
    FactTerm(
        key="valid_from",
        label="Hiệu lực từ",
        aliases=("Ngày hiệu lực", "Có hiệu lực từ"),
        hint="Ngày bắt đầu áp dụng, ví dụ 01/01/2027; có thể để trống.",
    ),
    FactTerm(
        key="source",
        label="Nguồn",
        aliases=("Căn cứ ban hành",),
        hint="Văn bản ban hành hoặc tài liệu dùng để biên soạn.",
    ),
)
