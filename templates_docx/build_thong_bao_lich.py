"""Writes `thong_bao_lich.docx`: notice of the visits, outline of the report, table of figures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from templates_docx.building import (
    END,
    LYING_WIDTH,
    PLACE_AND_DAY,
    TABLE_ROOM,
    cell,
    delegation_head,
    each,
    last_section,
    number_line,
    p,
    row,
    section_end,
    table,
    tag,
    title,
)
from templates_docx.parts import (
    DECISION,
    annex_head,
    inspected_areas,
    office_of,
    recipients,
    schedule_table,
    signed,
    signer_of,
)

TITLE: Final = "Khuôn mẫu thông báo lịch kiểm tra và đề cương báo cáo"
_BELONGS_TO: Final = "Thông báo số        /TB-ĐKT{between}{{{{ ngay_ky }}}} của Đoàn kiểm tra"
_FIELDS: Final = (
    "Hộ tịch",
    "Chứng thực",
    "Đất đai",
    "Xây dựng, quy hoạch",
    "Bảo trợ xã hội, người có công",
    "Hộ kinh doanh",
    "Giáo dục, văn hóa",
    "Lĩnh vực khác",
)
# The columns of the figures: their group, and the titles under it.
_FIGURES: Final = (
    ("Tiếp nhận", ("Kỳ trước chuyển qua", "Trực tiếp, bưu chính", "Trực tuyến")),
    ("Đã giải quyết", ("Trước hạn", "Đúng hạn", "Quá hạn")),
    ("Đang giải quyết", ("Trong hạn", "Quá hạn")),
    ("Trong đó", ("Số hóa", "Kết quả điện tử", "Thanh toán trực tuyến")),
)


def _text() -> str:
    return (
        p(
            "NoiDung",
            f"Thực hiện {DECISION}, "
            "Đoàn kiểm tra "
            "thông báo lịch kiểm tra và đề cương báo cáo như sau:",
        )
        + p("Muc", "1. Thời gian, địa điểm kiểm tra")
        + TABLE_ROOM
        + schedule_table()
        + p("Muc", "2. Thành phần làm việc")
        + p("Diem", "a) Đoàn kiểm tra:")
        + each("m", "doan", f"- Ông (bà): {{{{ m.nguoi }}}}{END}")
        + p(
            "NoiDung",
            "b) Đơn vị được kiểm tra: lãnh đạo đơn vị, người đứng đầu phòng chuyên môn, Trung tâm "
            "Phục vụ hành chính công và công chức có liên quan.",
        )
        + inspected_areas("3. Nội dung kiểm tra")
        + p("Muc", "4. Chuẩn bị của đơn vị")
        + p(
            "NoiDung",
            "a) Xây dựng báo cáo theo đề cương (Phụ lục I) và biểu số liệu (Phụ lục II), số liệu "
            "tính từ {{ ky_tu }} đến {{ ky_den }}; gửi về {{ co_quan_nhan }} trước "
            "{{ han_de_cuong }}.",
        )
        + p(
            "NoiDung",
            "b) Chuẩn bị hồ sơ, tài liệu kiểm chứng; sổ theo dõi hồ sơ thủ tục hành chính của thời "
            "kỳ kiểm tra và quyền truy cập hệ thống thông tin để Đoàn chọn mẫu hồ sơ.",
        )
        + p("NoiDung", "c) Bố trí nơi làm việc và người có trách nhiệm làm việc với Đoàn.")
        + p(
            "KetThuc",
            "Đoàn kiểm tra thông báo để đơn vị được biết, chuẩn bị và phối hợp thực hiện./.",
        )
    )


def _outline() -> str:
    return (
        annex_head(
            "Phụ lục I",
            "ĐỀ CƯƠNG BÁO CÁO KẾT QUẢ THỰC HIỆN {{ noi_dung | upper }}",
            _BELONGS_TO.format(between="\n"),
        )
        + p("Phan", "I. ĐẶC ĐIỂM TÌNH HÌNH")
        + p(
            "NoiDung",
            "1. Dân số, diện tích, số thôn (ấp, khu phố); đặc điểm sau sắp xếp đơn vị hành chính.",
        )
        + p("NoiDung", "2. Số phòng, đơn vị trực thuộc; biên chế được giao, số người có mặt.")
        + p("NoiDung", "3. Cơ sở vật chất, trang thiết bị, hạ tầng công nghệ thông tin.")
        + p("Phan", "II. KẾT QUẢ THỰC HIỆN")
        + p(
            "NoiDung",
            "Nêu văn bản đã ban hành, việc đã làm, số liệu, tài liệu kiểm chứng của từng nội dung.",
        )
        + tag("{%p for muc in de_cuong %}")
        + p("Muc", "{{ muc.so }}. {{ muc.ten }}")
        + each("y", "muc.y", f"- {{{{ y }}}}{END}")
        + tag("{%p else %}")
        + p("NoiDung", "Báo cáo theo từng nội dung của {{ noi_dung }}.")
        + tag("{%p endfor %}")
        + p("Phan", "III. ĐÁNH GIÁ CHUNG")
        + p("NoiDung", "1. Ưu điểm.")
        + p("NoiDung", "2. Tồn tại, hạn chế.")
        + p("NoiDung", "3. Nguyên nhân (khách quan, chủ quan).")
        + p("Phan", "IV. KHẮC PHỤC KẾT LUẬN KỲ KIỂM TRA TRƯỚC")
        + p("NoiDung", "Nêu từng kiến nghị, kết quả thực hiện, nội dung chưa thực hiện và lý do.")
        + p("Phan", "V. ĐỀ XUẤT, KIẾN NGHỊ")
        + p("NoiDung", "Nêu đề xuất với cấp có thẩm quyền để tháo gỡ khó khăn, vướng mắc.")
    )  # fmt: skip


def _figures() -> str:
    titles = [name for _, names in _FIGURES for name in names]
    first, second = 700, 2500
    each_one = (LYING_WIDTH - first - second) // len(titles)
    widths = [first, second, *[each_one] * len(titles)]
    widths[1] += LYING_WIDTH - sum(widths)
    rows = [
        [str(number), field, *[""] * len(titles)] for number, field in enumerate(_FIELDS, start=1)
    ]
    written = "".join(
        row(
            "".join(
                cell(width, p("BangTrai" if column == 1 else "BangGiua", text))
                for column, (width, text) in enumerate(zip(widths, texts, strict=True))
            )
        )
        for texts in rows
    )
    written += row("".join(_sum_cells(widths)))
    return (
        annex_head(
            "Phụ lục II",
            "BIỂU SỐ LIỆU GIẢI QUYẾT HỒ SƠ THỦ TỤC HÀNH CHÍNH",
            _BELONGS_TO.format(between=" "),
        )
        + p("GhiChuKy", "Thời kỳ: từ {{ ky_tu }} đến {{ ky_den }}. Đơn vị tính: hồ sơ", _AFTER)
        + table(widths, _figures_head(widths) + written, ruled=True)
        + p("KeNgang")
        + last_section(landscape=True)
    )


def _sum_cells(widths: list[int]) -> Iterator[str]:
    for column, width in enumerate(widths):
        yield cell(width, p("BangDau", "Tổng cộng" if column == 1 else ""))


_AFTER: Final = '<w:spacing w:after="120"/>'
_MERGED: Final = '<w:vMerge w:val="restart"/>'
_BELOW: Final = "<w:vMerge/>"


def _figures_head(widths: list[int]) -> str:
    above = [_spanning(widths[0], "STT", _MERGED), _spanning(widths[1], "Lĩnh vực", _MERGED)]
    below = [_spanning(widths[0], "", _BELOW), _spanning(widths[1], "", _BELOW)]
    for group, names in _FIGURES:
        above.append(
            _spanning(widths[2] * len(names), group, f'<w:gridSpan w:val="{len(names)}"/>')
        )
        below += [cell(widths[2], p("BangDau", name)) for name in names]
    return row("".join(above), "<w:tblHeader/>") + row("".join(below), "<w:tblHeader/>")


def _spanning(width: int, text: str, span: str) -> str:
    return cell(width, p("BangDau", text)).replace("</w:tcPr>", f"{span}</w:tcPr>", 1)


def body() -> str:
    """Return the text of the template as WordprocessingML."""
    return (
        delegation_head(number_line("TB-ĐKT"), PLACE_AND_DAY)
        + title("THÔNG BÁO", "Lịch kiểm tra và đề cương báo cáo {{ noi_dung }}")
        + _text()
        + signed(
            recipients("Đơn vị được kiểm tra", "Thành viên Đoàn kiểm tra"),
            office_of("truong_doan"),
            signer_of("truong_doan"),
        )
        + section_end()
        + _outline()
        + section_end()
        + _figures()
    )
