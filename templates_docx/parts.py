"""Parts that several papers share: a table of a list, the letter's head, who signs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from templates_docx.building import TEXT_WIDTH, cell, p, row, steer_row, table, tag


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a list: its width, its heading, what it prints and how."""

    width: int
    heading: str
    text: str
    """What stands in it, e.g. `{{ k.stt }}`."""
    centred: bool = False


def list_table(columns: Sequence[Column], one: str, many: str) -> str:
    """Return a ruled table with a row for each of a list; its head is repeated (P9)."""
    widths = tuple(column.width for column in columns)
    head = "".join(cell(column.width, p("BangDau", column.heading)) for column in columns)
    cells = "".join(
        cell(column.width, p("BangGiua" if column.centred else "BangTrai", column.text))
        for column in columns
    )
    rows = (
        row(head, "<w:tblHeader/>")
        + steer_row(widths, f"{{%tr for {one} in {many} %}}")
        + row(cells)
        + steer_row(widths, "{%tr endfor %}")
    )
    return gap() + table(widths, rows, ruled=True)


def gap() -> str:
    """Return the room between a line and the table under it; both stay on one page."""
    return p("DieuKien", "", '<w:keepNext/><w:spacing w:line="120" w:lineRule="exact"/>')


def agency_signature(recipients: str) -> str:
    """Return the recipients on the left and the place of who signs for the agency on the right."""
    half = TEXT_WIDTH // 2
    widths = (half, TEXT_WIDTH - half)
    left = (
        p("NoiNhan", "Nơi nhận:")
        + recipients
        + tag("{%p for y in noi_nhan %}")
        + p("NoiNhanDong", "- {{ y }};")
        + tag("{%p endfor %}")
        + p("NoiNhanDong", "- Lưu: VT, HSKT.")
    )
    right = p("ChucDanh", "{{ chuc_danh_ky }}") + p("NguoiKy", "{{ nguoi_ky }}")
    cells = cell(widths[0], left) + cell(widths[1], right)
    return table(widths, row(cells), ruled=False) + p("KeNgang")


def signature_pair(left: str, right: str) -> str:
    """Return two places to sign side by side, their names left to be written in."""
    half = TEXT_WIDTH // 2
    widths = (half, TEXT_WIDTH - half)
    offices = row(
        "".join(cell(w, p("ChucDanh", it)) for w, it in zip(widths, (left, right), strict=True))
    )
    name = p("GhiChuKy", "(Ký, ghi rõ họ tên)") + p("NguoiKy", "." * 30)
    return table(widths, offices + row("".join(cell(w, name) for w in widths)), ruled=False) + p(
        "KeNgang"
    )
