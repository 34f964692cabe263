"""The words of the checklist workbook: its sheets, headings, types of answer and examples.

Always Vietnamese, like every document. The examples of rules are read by the same
grammar as the rules themselves; a test holds them to it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from app.documents.workbook_table import Column
from app.domain.checklist import AnswerType
from app.domain.text import fold

CRITERIA_SHEET: Final = "Bộ tiêu chí"
FACTS_SHEET: Final = "Thông tin"
GUIDE_SHEET: Final = "Hướng dẫn"

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
} | {kind.value.replace("_", " "): kind for kind in AnswerType}


def type_plain(name: str) -> str:
    """Return the name of a type of answer as it is compared."""
    return " ".join(re.sub(r"[^a-z0-9]+", " ", fold(name)).split())


_TYPES: Final = _ALIASES | {type_plain(name): kind for kind, name in TYPE_NAMES.items()}


def type_named(name: str) -> AnswerType | None:
    """Return the type of answer called so, accents, case and strokes aside, or None."""
    return _TYPES.get(type_plain(name))


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


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeGuide:
    """A type of answer explained, with a rule that works."""

    kind: AnswerType
    use: str
    max_score: Decimal
    rule: str


TYPE_GUIDES: Final = (
    TypeGuide(
        kind=AnswerType.YES_NO,
        use="Chỉ có hai khả năng.",
        max_score=Decimal("0.5"),
        rule="Có: 0,5; Không: 0",
    ),
    TypeGuide(
        kind=AnswerType.YES_PARTIAL_NO,
        use="Có mức ở giữa; ghi rõ sau dấu | thế nào là “Một phần”.",
        max_score=Decimal(1),
        rule="Đầy đủ: 1; Một phần: 0,5; Không: 0 | Một phần: thiếu 1 lĩnh vực",
    ),
    TypeGuide(
        kind=AnswerType.CHOICE,
        use="Chọn một trong các bậc tự đặt tên, từ tốt nhất đến kém nhất.",
        max_score=Decimal(2),
        rule="Đúng hạn: 2; Chậm đến 30 ngày: 1; Chậm quá 30 ngày hoặc không ban hành: 0",
    ),
    TypeGuide(
        kind=AnswerType.PERCENT,
        use="Nhập tử số và mẫu số, phần mềm tính tỷ lệ. "
        "Các khoảng phải nối liền nhau, từ 0% đến 100%.",
        max_score=Decimal("2.5"),
        rule="Từ 90% trở lên: 2,5; Từ 50% đến dưới 90%: điểm = tỷ lệ/90% × 2,5; Dưới 50%: 0"
        " | Mẫu số: hồ sơ đã đến hạn; N/A nếu không phát sinh hồ sơ",
    ),
    TypeGuide(
        kind=AnswerType.COUNT,
        use="Đếm số vụ việc, hồ sơ, lượt; các khoảng phải nối liền nhau, bắt đầu từ 0.",
        max_score=Decimal("1.5"),
        rule="0: 1,5; 1-2: 0,5; Từ 3 trở lên: 0",
    ),
    TypeGuide(
        kind=AnswerType.SCORE,
        use="Đoàn tự cho điểm từ 0 đến điểm tối đa.",
        max_score=Decimal(3),
        rule="Đoàn chấm theo mức độ thực hiện",
    ),
    TypeGuide(
        kind=AnswerType.TEXT,
        use="Chỉ ghi nhận thông tin; điểm tối đa là 0.",
        max_score=Decimal(0),
        rule="Không chấm điểm",
    ),
    TypeGuide(
        kind=AnswerType.DATE,
        use="Chỉ ghi nhận một ngày; điểm tối đa là 0.",
        max_score=Decimal(0),
        rule="Không chấm điểm",
    ),
)

STEPS: Final = (
    "Ghi mã, tên, phiên bản của bộ tiêu chí ở trang “Thông tin”.",
    (
        "Ở trang “Bộ tiêu chí”, mỗi dòng là một mục. Dòng đầu tiên là cả bộ: không có mã cấp trên, "
        "điểm tối đa là tổng điểm của bộ."
    ),
    (
        "Dưới đó là các lĩnh vực, tiêu chí, tiêu chí thành phần. Cột “Mã cấp trên” ghi mã của mục "
        "chứa nó; mục cấp trên phải đứng ở dòng phía trên."
    ),
    "Mục có mục con là nhóm: kiểu trả lời “Nhóm”, điểm tối đa bằng đúng tổng điểm các mục con.",
    (
        "Mục không có mục con được trả lời và chấm điểm khi kiểm tra: chọn kiểu trả lời trong danh "
        "sách, ghi điểm tối đa và cách chấm."
    ),
    (
        "Có thể thêm, bớt, đổi chỗ dòng và cột; tên cột phải giữ. Màu sắc và chữ đậm không ảnh "
        "hưởng. Không gộp ô ở các cột mã, nội dung, điểm, cách chấm. Cột “Nguồn” không in ra giấy."
    ),
    (
        "Lưu tệp rồi nhập vào phần mềm. Nếu có chỗ sai, phần mềm chỉ ra từng ô, nêu lý do và cách "
        "sửa; khi chưa sửa hết thì không có gì bị thay đổi."
    ),
)

GRAMMAR: Final = (
    (
        "Các bậc điểm",
        "điều kiện: điểm; điều kiện: điểm; …",
        (
            "Các bậc cách nhau bằng dấu chấm phẩy, xếp từ cao xuống thấp. "
            "Bậc đầu bằng điểm tối đa, bậc cuối bằng 0."
        ),
    ),
    ("Số lẻ", "0,5", "Dùng dấu phẩy; điểm tối đa gõ như số bình thường của Excel."),
    (
        "Khoảng tỷ lệ",
        "Đạt 100% · Từ 90% trở lên · Từ 70% đến dưới 90% · Dưới 70%",
        "Dùng với kiểu “Tỷ lệ %”. Khoảng sau bắt đầu đúng chỗ khoảng trước kết thúc.",
    ),
    (
        "Điểm theo tỷ lệ",
        "Từ 50% đến dưới 90%: điểm = tỷ lệ/90% × 2,5",
        "Đạt 72% thì được 72/90 × 2,5 = 2 điểm. Số sau dấu × là điểm tối đa của mục.",
    ),
    (
        "Khoảng số đếm",
        "0 · 1-2 · Từ 3 trở lên · Dưới 2",
        "Dùng với kiểu “Số lượng”.",
    ),
    (
        "Ghi chú",
        "… | Mẫu số: hồ sơ đã đến hạn",
        "Phần sau dấu | không ảnh hưởng đến điểm, giúp đoàn hiểu cách chấm.",
    ),
    (
        "Không phát sinh",
        "… | N/A nếu không phát sinh",
        (
            "Ghi N/A sau dấu | thì mục được phép không chấm khi không phát sinh: "
            "điểm tối đa của bộ giảm tương ứng."
        ),
    ),
)
