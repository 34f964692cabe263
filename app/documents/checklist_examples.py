"""What the sheet “Hướng dẫn” says: steps, types of answer and grammars, each with an example.

Always Vietnamese, like every document. The examples of rules are read by the same grammar
as the rules themselves; a test holds them to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from app.domain.checklist import AnswerType


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
        kind=AnswerType.NUMBER,
        use="Nhập một số có thể có phần lẻ (số ngày, diện tích), hoặc để cột “Công thức” tính ra.",
        max_score=Decimal(0),
        rule="Không chấm điểm",
    ),
    TypeGuide(
        kind=AnswerType.MULTIPLE,
        use="Đánh dấu được nhiều lựa chọn; tên lựa chọn ghi trước dấu hai chấm.",
        max_score=Decimal(0),
        rule="Niêm yết tại trụ sở: 0; Đăng trang thông tin điện tử: 0; Loa truyền thanh: 0",
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
        "Điểm cộng, điểm trừ, điểm liệt, điều kiện, công thức, ảnh bắt buộc… là các cột ẩn bên "
        "phải cột “Nguồn”: bấm dấu + phía trên để mở. Cách viết ở mục 4."
    ),
    (
        "Bộ có thang xếp loại riêng thì ghi ở trang “Xếp loại”; để trống thì dùng thang của "
        "Quyết định 766/QĐ-TTg."
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

FACT_GUIDES: Final = (
    (
        "Vai trò",
        "Tính điểm · Điểm cộng · Điểm trừ",
        "Để trống là “Tính điểm”. Điểm cộng, điểm trừ nằm ngoài điểm tối đa của bộ.",
    ),
    (
        "Điểm liệt",
        "Trung bình",
        "Mục này không đạt (0 điểm) thì cả bộ xếp loại cao nhất là “Trung bình”.",
    ),
    (
        "Điều kiện",
        "${CCHC.1.1} = 'Có' và ${CCHC.1.2} > 0",
        "Mục chỉ được hỏi khi điều kiện đúng. ${mã} là câu trả lời của mục mang mã đó.",
    ),
    (
        "Công thức",
        "${CCHC.3.1} / ${CCHC.3.2} * 100",
        "Phần mềm tự tính câu trả lời. Dùng + - * /, làm tròn(x; 2), nếu(…; a; b), tổng(a; b).",
    ),
    (
        "Bắt buộc kèm",
        "bắt buộc trả lời; Không: nhận xét, ảnh; Một phần: nhận xét",
        "Không được để trống; trả lời như vậy thì phải có nhận xét, ảnh hoặc căn cứ.",
    ),
    (
        "Kiểm tra",
        "Chặn: . <= ${CCHC.3.2}: Nhiều hơn số hồ sơ đã nhận",
        "Mỗi dòng một phép kiểm tra. Dấu chấm là câu trả lời của chính mục. Chặn, Nhắc hoặc Lưu ý.",
    ),
    (
        "Hướng dẫn",
        "Mở sổ theo dõi hồ sơ, đếm từ ngày đầu kỳ.",
        "Hiện bên cạnh câu trả lời khi kiểm tra.",
    ),
    (
        "Mã gốc",
        "CCHC.2.4",
        "Mã của mục này ở phiên bản trước, khi mã đã đổi; để trống nếu mã không đổi.",
    ),
)
"""How the later columns are filled in: heading, example, meaning."""

BANDS_NOTE: Final = (
    "Để trống thì dùng thang của Quyết định 766/QĐ-TTg: Xuất sắc từ 90, Tốt từ 80, Khá từ 70, "
    "Trung bình từ 50, Yếu từ 0 điểm (điểm quy đổi, thang 100). Ghi một thang riêng thì ghi đủ các "
    "mức, mức thấp nhất từ 0 điểm."
)
