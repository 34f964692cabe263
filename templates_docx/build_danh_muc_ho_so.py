"""Writes `danh_muc_ho_so.docx`, the template of the list of the inspection file."""

from __future__ import annotations

from typing import Final

from templates_docx.building import (
    PLACE_AND_DAY,
    TABLE_ROOM,
    Column,
    cell,
    delegation_head,
    p,
    row,
    steer_row,
    table,
    title,
)
from templates_docx.parts import DECISION, signed_by_both

TITLE: Final = "Khuôn mẫu danh mục hồ sơ kiểm tra"
_COLUMNS: Final = (
    Column(650, "STT", "{{ d.stt }}", "BangGiua"),
    Column(3655, "Tên loại, trích yếu tài liệu", "{{ d.ten }}"),
    Column(1950, "Số, ký hiệu, ngày tháng", "{{ d.so_ngay }}"),
    Column(750, "Số tờ", "{{ d.so_to }}", "BangGiua"),
    Column(2350, "Ghi chú", "{{ d.ghi_chu }}"),
)


def _list() -> str:
    """Return the table: a heading row for each group, and its documents under it."""
    widths = [column.width for column in _COLUMNS]
    head = "".join(cell(column.width, p("BangDau", column.title)) for column in _COLUMNS)
    cells = "".join(cell(column.width, p(column.look, column.content)) for column in _COLUMNS)
    spanned = cell(
        sum(widths), p("BangDau", "{{ n.so }}. {{ n.ten }}", '<w:jc w:val="left"/>')
    ).replace("</w:tcPr>", f'<w:gridSpan w:val="{len(widths)}"/></w:tcPr>')
    rows = (
        row(head, "<w:tblHeader/>")
        + steer_row(widths, "{%tr for n in nhom %}")
        + row(spanned)
        + steer_row(widths, "{%tr for d in n.tai_lieu %}")
        + row(cells)
        + steer_row(widths, "{%tr endfor %}")
        + steer_row(widths, "{%tr endfor %}")
    )
    return table(widths, rows, ruled=True)


def body() -> str:
    """Return the text of the template as WordprocessingML."""
    return (
        delegation_head("", PLACE_AND_DAY)
        + title("DANH MỤC HỒ SƠ", "Kiểm tra {{ noi_dung }}\ntại {{ don_vi }}")
        + p("NoiDung", f"Hồ sơ của Đoàn kiểm tra theo {DECISION}.")
        + TABLE_ROOM
        + _list()
        + p(
            "KetThuc",
            "Danh mục có {{ so_muc }} mục; số tờ và số, ngày của tài liệu còn để trống được ghi "
            "khi lập hồ sơ. Tài liệu điện tử được đối chiếu bằng mã ghi tại cột ghi chú./.",
        )
        + signed_by_both("nguoi_lap", "truong_doan")
    )
