"""Writes `phieu_kiem_tra.docx`, the template of the blank checklist that is filled in by hand."""

from __future__ import annotations

from typing import Final

from templates_docx.building import TABLE_ROOM, delegation_head, p, tag, title
from templates_docx.parts import signed_by_hand

TITLE: Final = "Khuôn mẫu phiếu kiểm tra trắng"
_DOTS: Final = "." * 40


def _facts() -> str:
    return (
        p("NoiDung", "Đơn vị được kiểm tra: {{ don_vi }}.")
        + p(
            "NoiDung",
            "Thời gian kiểm tra: từ ...... giờ ...... phút đến ...... giờ ...... phút, ngày ...... "
            "tháng ...... năm {{ nam }}.",
        )
        + p(
            "NoiDung",
            "Địa điểm: {% if dia_diem %}{{ dia_diem }}.{% else %}" + "." * 80 + "{% endif %}",
        )
        + p("NoiDung", "Thời kỳ kiểm tra: từ {{ ky_tu }} đến {{ ky_den }}.")
        + p("NoiDung", f"Người kiểm tra: {_DOTS} Chức vụ: {'.' * 30}")
        + p("NoiDung", f"Người cung cấp thông tin: {_DOTS} Chức vụ: {'.' * 16}")
    )


def _guide() -> str:
    return (
        tag("{%p if so_tieu_chi %}")
        + p(
            "NoiDung",
            "Cách ghi ({{ so_tieu_chi }} tiêu chí): đánh dấu X vào một ô; ghi số đạt, tổng số và "
            "tỷ lệ đối với tiêu chí tính tỷ lệ; số trong ngoặc là điểm của mức. Điểm khác với mức "
            "đã chọn phải nêu lý do ở cột ghi chú.",
        )
        + tag("{%p else %}")
        + p(
            "NoiDung",
            "Cuộc kiểm tra chưa có bộ tiêu chí; nội dung kiểm tra được ghi tay vào bảng dưới đây.",
        )
        + tag("{%p endif %}")
    )


def body() -> str:
    """Return the text of the template as WordprocessingML."""
    return (
        delegation_head("", p("DiaDanh", "{{ dia_danh }}, ngày ...... tháng ...... năm {{ nam }}"))
        + title("PHIẾU KIỂM TRA", "Kiểm tra {{ noi_dung }}\ntại {{ don_vi }}")
        + _facts()
        + _guide()
        + TABLE_ROOM
        + tag("{{ bang_tieu_chi }}")
        + p(
            "KetThuc",
            "Nội dung ghi tại phiếu đã được hai bên đối chiếu, là căn cứ để lập biên bản kiểm "
            "tra./.",
        )
        + signed_by_hand("NGƯỜI CUNG CẤP THÔNG TIN", "NGƯỜI KIỂM TRA")
    )
