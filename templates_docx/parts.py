"""Parts that several papers have: tables, signatures, recipients, headings of annexes."""

from __future__ import annotations

from typing import Final

from templates_docx.building import (
    END,
    TABLE_ROOM,
    TEXT_WIDTH,
    Column,
    cell,
    each,
    p,
    row,
    rows_table,
    table,
    tag,
)

DECISION: Final = (
    "Quyết định số {{ so_quyet_dinh }} {{ ngay_quyet_dinh }} của {{ co_quan_quyet_dinh }} về việc "
    "thành lập Đoàn kiểm tra {{ noi_dung }}"
)
"""The decision that a paper of the delegation rests on."""


def recommendation_table() -> str:
    """Return what is asked of the unit, as minutes, report and conclusion have it."""
    columns = (
        Column(650, "STT", "{{ k.stt }}", "BangGiua"),
        Column(2200, "Nội dung tồn tại", "{{ k.ton_tai }}"),
        Column(2500, "Yêu cầu khắc phục", "{{ k.yeu_cau }}"),
        Column(1400, "Người chịu trách nhiệm", "{{ k.nguoi }}"),
        Column(1400, "Thời hạn", "{{ k.thoi_han }}", "BangGiua"),
        Column(1205, "Hình thức báo cáo", "{{ k.bao_cao }}"),
    )
    return rows_table(columns, "k", "kien_nghi")


def schedule_table() -> str:
    """Return the visits of a plan, as plan and notice have them."""
    columns = (
        Column(680, "STT", "{{ d.stt }}", "BangGiua"),
        Column(2850, "Đơn vị được kiểm tra", "{{ d.don_vi }}"),
        Column(2500, "Thời gian", "{{ d.thoi_gian }}", "BangGiua"),
        Column(3325, "Địa điểm", "{{ d.dia_diem }}"),
    )
    return rows_table(columns, "d", "lich")


def office_of(name: str) -> str:
    """Return the office of who signs (E16)."""
    return p("ChucDanh", f"{{{{ {name}.chuc_danh }}}}")


def signer_of(name: str) -> str:
    """Return how to sign, the room for it, the name and the position under it (E17, E18)."""
    return (
        p("GhiChuKy", f"{{{{ {name}.ghi_chu }}}}")
        + p("NguoiKy", f"{{{{ {name}.ho_ten }}}}")
        + p("ChucVu", f"{{{{ {name}.chuc_vu }}}}")
    )


def recipients(*names: str) -> str:
    """Return Nơi nhận: these, those of the plan, and the file copy (E19, E20)."""
    return (
        p("NoiNhan", "Nơi nhận:")
        + "".join(p("NoiNhanDong", f"- {name};") for name in names)
        + each("y", "noi_nhan", "- {{ y }};", "NoiNhanDong")
        + p("NoiNhanDong", "- Lưu: VT, HSKT.")
    )


def signed(left: str, *signature: str) -> str:
    """Return what stands under the text: the recipients left, one signature right."""
    half = TEXT_WIDTH // 2
    widths = (half, TEXT_WIDTH - half)
    cells = cell(widths[0], left) + cell(widths[1], "".join(signature))
    return table(widths, row(cells), ruled=False) + p("KeNgang")


def signed_by_both(left: str, right: str) -> str:
    """Return two signatures side by side, each from its tags; names are level."""
    half = TEXT_WIDTH // 2
    widths = (half, TEXT_WIDTH - half)
    rows = "".join(
        row(cell(widths[0], part(left)) + cell(widths[1], part(right)))
        for part in (office_of, signer_of)
    )
    return table(widths, rows, ruled=False) + p("KeNgang")


def signed_by_hand(left: str, right: str) -> str:
    """Return two places to sign side by side, whose names are written in."""
    half = TEXT_WIDTH // 2
    widths = (half, TEXT_WIDTH - half)
    offices = zip(widths, (left, right), strict=True)
    name = p("GhiChuKy", "(Ký, ghi rõ họ tên)") + p("NguoiKy", "." * 30)
    rows = row("".join(cell(width, p("ChucDanh", office)) for width, office in offices)) + row(
        "".join(cell(width, name) for width in widths)
    )
    return table(widths, rows, ruled=False) + p("KeNgang")


def annex_head(number: str, name: str, belongs_to: str) -> str:
    """Return the heading of an appendix (E21-E23), `number` being `Phụ lục I` or `Phụ lục`."""
    return (
        p("TrichYeu", number)
        + p("TrichYeu", name, '<w:spacing w:before="60"/>')
        + p("GhiChuKy", f"(Kèm theo {belongs_to})", '<w:spacing w:before="60" w:after="160"/>')
    )


def area_results(nothing: str = "not linh_vuc") -> str:
    """Return what was found, area by area, as minutes and report have it.

    Args:
        nothing: the condition under which the part says that there is nothing (W10).
    """
    sourced = "- {{ y.noi_dung }}{% if y.dan_chung %} ({{ y.dan_chung }}){% endif %}."
    return (
        tag("{%p for muc in linh_vuc %}")
        + tag("{%p if muc.bo_tieu_chi %}")
        + p("BoTieuChi", "Theo {{ muc.bo_tieu_chi }}:")
        + tag("{%p endif %}")
        + p("Muc", "{{ muc.so }}. {{ muc.ten }}")
        + tag("{%p if muc.uu_diem or muc.ton_tai or muc.nguyen_nhan %}")
        + _point("a", "Ưu điểm", "muc.uu_diem", sourced)
        + _point("b", "Tồn tại, hạn chế", "muc.ton_tai", sourced)
        + _point(
            "c",
            "Nguyên nhân",
            "muc.nguyen_nhan",
            "- {{ y.loai }}: {{ y.noi_dung }}.",
            # Where something is wrong there is a cause, recorded or not.
            "{% if muc.ton_tai %}Chưa xác định{% else %}Không có{% endif %}",
        )
        + tag("{%p else %}")
        + p("NoiDung", "Không ghi nhận ưu điểm, tồn tại, hạn chế.")
        + tag("{%p endif %}")
        + tag("{%p endfor %}")
        + tag(f"{{%p if {nothing} %}}")
        + p("NoiDung", "Không có.")
        + tag("{%p endif %}")
    )


def _point(letter: str, title: str, items: str, text: str, nothing: str = "Không có") -> str:
    return (
        tag(f"{{%p if {items} %}}")
        + p("Diem", f"{letter}) {title}:")
        + each("y", items, text)
        + tag("{%p else %}")
        + p("NoiDung", f"{letter}) {title}: {nothing}.")
        + tag("{%p endif %}")
    )


def inspected_units(where_listed: str) -> str:
    """Return whom a plan inspects: their names, or how many where they are many."""
    return (
        "{% if cac_don_vi | length == 1 %}{{ cac_don_vi | first }}"
        "{% elif cac_don_vi | length > 8 %}{{ so_don_vi }} đơn vị "
        f"{where_listed}"
        "{% else %}{{ so_don_vi }} đơn vị, gồm: {{ cac_don_vi | join(', ') }}{% endif %}"
    )


def inspected_areas(heading: str) -> str:
    """Return what a plan inspects, with the areas of its checklists under it."""
    return (
        p("Muc", heading)
        + tag("{%p if cac_linh_vuc %}")
        + p("Diem", "Kiểm tra {{ noi_dung }}, gồm:")
        + each("y", "cac_linh_vuc", f"- {{{{ y }}}}{END}")
        + tag("{%p else %}")
        + p("NoiDung", "Kiểm tra {{ noi_dung }}.")
        + tag("{%p endif %}")
    )


def demands(heading: str) -> str:
    """Return a heading and what is asked of the unit under it."""
    return (
        p("Muc", heading)
        + tag("{%p if kien_nghi %}")
        + TABLE_ROOM
        + recommendation_table()
        + tag("{%p else %}")
        + p("NoiDung", "Không có.")
        + tag("{%p endif %}")
    )


ADDRESSED: Final = '<w:ind w:firstLine="0"/><w:jc w:val="center"/>'
"""How `Kính gửi:` stands: in the middle."""
