"""Writes `giay_giao_nhan.docx`, the template of the slip for documents that change hands."""

from __future__ import annotations

from typing import Final

from templates_docx.building import (
    TABLE_ROOM,
    Column,
    delegation_head,
    each,
    p,
    rows_table,
    title,
)
from templates_docx.parts import signed_by_hand

TITLE: Final = "Khuôn mẫu giấy giao nhận tài liệu"
_DAY: Final = "ngày ...... tháng ...... năm {{ nam }}"
_HAND: Final = 480
"""How high a row is that is written by hand, in twips."""
_COLUMNS: Final = (
    Column(650, "STT", "{{ d.stt }}", "BangGiua"),
    Column(3705, "Tên, số, ký hiệu tài liệu", "{{ d.ten }}"),
    Column(1000, "Bản chính", "", "BangGiua"),
    Column(1000, "Bản sao", "", "BangGiua"),
    Column(900, "Số tờ", "", "BangGiua"),
    Column(2100, "Ghi chú (trả lại ngày)", ""),
)


def body() -> str:
    """Return the text of the template as WordprocessingML."""
    return (
        delegation_head("", p("DiaDanh", f"{{{{ dia_danh }}}}, {_DAY}"))
        + title("GIẤY GIAO NHẬN", "Tài liệu phục vụ kiểm tra {{ noi_dung }}\ntại {{ don_vi }}")
        + p(
            "NoiDung",
            f"Hôm nay, vào hồi ...... giờ ...... phút, {_DAY}, tại {{{{ dia_diem }}}}, hai bên "
            "tiến hành giao nhận tài liệu phục vụ kiểm tra {{ noi_dung }}.",
        )
        + p("Muc", "1. Bên giao")
        + p("NoiDung", "{{ don_vi }}.")
        + each("nguoi", "ben_giao", "Đại diện: ông (bà) {{ nguoi }}.")
        + p("Muc", "2. Bên nhận")
        + p("NoiDung", "Đoàn kiểm tra theo Quyết định số {{ so_quyet_dinh }}.")
        + each("nguoi", "ben_nhan", "Đại diện: ông (bà) {{ nguoi }}.")
        + p("Muc", "3. Tài liệu giao nhận")
        + TABLE_ROOM
        + rows_table(_COLUMNS, "d", "tai_lieu", least=_HAND)
        + p(
            "KetThuc",
            "Bên nhận giữ gìn, sử dụng tài liệu đúng mục đích kiểm tra và trả lại bên giao trước "
            "ngày ...... tháng ...... năm ......; tài liệu trả lại được ký nhận tại cột ghi chú.",
        )
        + p(
            "KetThuc",
            "Giấy giao nhận được lập thành 02 bản có giá trị như nhau, mỗi bên giữ 01 bản./.",
        )
        + signed_by_hand("ĐẠI DIỆN BÊN GIAO", "ĐẠI DIỆN BÊN NHẬN")
    )
