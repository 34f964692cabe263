"""Writes `thong_bao_ket_luan.docx`, the template of the conclusion, from scratch."""

from __future__ import annotations

from typing import Final

from templates_docx.building import END, agency_head, each, each_or_none, p, tag, title
from templates_docx.parts import DECISION, demands, office_of, recipients, signed

TITLE: Final = "Khuôn mẫu thông báo kết luận kiểm tra"


def _by_area(number: int, name: str, areas: str) -> str:
    return (
        p("Muc", f"{number}. {name}")
        + tag(f"{{%p for muc in {areas} %}}")
        + p("Diem", "{{ muc.chu }}) {{ muc.ten }}:")
        + each("y", "muc.y", f"- {{{{ y }}}}{END}")
        + tag("{%p else %}")
        + p("NoiDung", "Không có.")
        + tag("{%p endfor %}")
    )


def _results() -> str:
    return (
        p("Phan", "I. KẾT QUẢ KIỂM TRA")
        + each("y", "nhan_xet", "{{ y }}")
        + each("y", "diem", "Kết quả chấm điểm theo {{ y }}.")
        + _by_area(1, "Ưu điểm", "uu_diem")
        + _by_area(2, "Tồn tại, hạn chế", "ton_tai")
        + p("Muc", "3. Nguyên nhân")
        + tag("{%p if nguyen_nhan %}")
        + each("y", "nguyen_nhan", f"- {{{{ y }}}}{END}")
        + tag("{%p else %}")
        + p("NoiDung", "{% if ton_tai %}Chưa xác định{% else %}Không có{% endif %}.")
        + tag("{%p endif %}")
    )


def _demands() -> str:
    return (
        p("Phan", "II. KIẾN NGHỊ, YÊU CẦU")
        + demands("1. Yêu cầu đối với {{ don_vi }}")
        + p("Muc", "2. Kiến nghị với cấp có thẩm quyền")
        + each_or_none("y", "kien_nghi_cap_tren", f"- {{{{ y }}}}{END}")
    )


def _carrying_out() -> str:
    return (
        p("Phan", "III. TỔ CHỨC THỰC HIỆN")
        + tag("{%p if kien_nghi %}")
        + p(
            "NoiDung",
            "1. Yêu cầu {{ don_vi }} khắc phục và báo cáo kết quả bằng văn bản, kèm tài liệu chứng "
            "minh, về {{ co_quan_nhan }} {% if han_bao_cao %}trước {{ han_bao_cao }}{% else %}theo "
            "thời hạn của từng kiến nghị{% endif %}.",
        )
        + p(
            "NoiDung",
            "2. Đoàn kiểm tra theo dõi, đôn đốc việc thực hiện; phúc tra khi cần thiết.",
        )
        + tag("{%p else %}")
        + p(
            "NoiDung",
            "1. {{ don_vi }} tiếp tục duy trì, phát huy kết quả đã đạt được.",
        )
        + p("NoiDung", "2. Đoàn kiểm tra lưu hồ sơ kiểm tra theo quy định.")
        + tag("{%p endif %}")
        + p(
            "KetThuc",
            "{{ co_quan_ket_luan }} thông báo kết luận kiểm tra để {{ don_vi }} và các cơ quan, "
            "đơn vị có liên quan biết, thực hiện./.",
        )
    )


def body() -> str:
    """Return the text of the template as WordprocessingML."""
    return (
        agency_head("{{ ky_hieu }}")
        + title("THÔNG BÁO", "Kết luận kiểm tra {{ noi_dung }}\ntại {{ don_vi }}")
        + p(
            "NoiDung",
            f"Thực hiện {DECISION}, "
            "Đoàn kiểm tra "
            "đã kiểm tra tại {{ don_vi }} {{ ngay_kiem_tra }}. Xét báo cáo kết quả kiểm tra của "
            "Đoàn, {{ co_quan_ket_luan }} kết luận như sau:",
        )
        + _results()
        + _demands()
        + _carrying_out()
        + signed(
            recipients("{{ don_vi }}", "Thành viên Đoàn kiểm tra"),
            office_of("nguoi_ky"),
            p("NguoiKy", "{{ nguoi_ky.ho_ten }}"),
        )
    )
