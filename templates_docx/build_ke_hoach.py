"""Writes `ke_hoach.docx`, the template of the plan of an inspection, from scratch."""

from __future__ import annotations

from typing import Final

from templates_docx.building import (
    PLACE_AND_DAY,
    TABLE_ROOM,
    TEXT_WIDTH,
    Column,
    cell,
    delegation_head,
    each,
    number_line,
    p,
    row,
    rows_table,
    table,
    tag,
    title,
)
from templates_docx.parts import (
    DECISION,
    inspected_areas,
    inspected_units,
    office_of,
    recipients,
    schedule_table,
    signer_of,
)

TITLE: Final = "Khuôn mẫu kế hoạch tiến hành kiểm tra"
_LISTED: Final = "có tên trong lịch kiểm tra tại mục 3"


def _opening() -> str:
    return (
        each("y", "can_cu", "{{ y }};", "CanCu")
        + p(
            "CanCu",
            f"Căn cứ {DECISION}.",
        )
        + p(
            "NoiDung",
            "Đoàn kiểm tra xây dựng kế hoạch tiến hành kiểm tra với các nội dung sau:",
        )
    )


def _aims() -> str:
    return (
        p("Phan", "I. MỤC TIÊU, YÊU CẦU")
        + tag("{%p if muc_dich %}")
        + each("y", "muc_dich", "{{ loop.index }}. {{ y }}")
        + tag("{%p else %}")
        + p(
            "NoiDung",
            "1. Đánh giá tình hình, kết quả thực hiện {{ noi_dung }} tại đơn vị được kiểm tra; "
            "kịp thời phát hiện, chấn chỉnh tồn tại, hạn chế; ghi nhận cách làm hay, tháo gỡ khó "
            "khăn, vướng mắc.",
        )
        + p(
            "NoiDung",
            "2. Việc kiểm tra bảo đảm khách quan, đúng nội dung, đúng thời hạn, không gây trở ngại "
            "cho hoạt động bình thường của đơn vị.",
        )
        + tag("{%p endif %}")
    )


def _scope() -> str:
    return (
        p("Phan", "II. ĐỐI TƯỢNG, NỘI DUNG KIỂM TRA")
        + p("Muc", "1. Đối tượng kiểm tra")
        + p("NoiDung", f"Kiểm tra {inspected_units(_LISTED)}.")
        + inspected_areas("2. Nội dung kiểm tra")
        + p("NoiDung", "Thời kỳ kiểm tra: từ {{ ky_tu }} đến {{ ky_den }}.")
        + p("Muc", "3. Thời gian, địa điểm kiểm tra")
        + TABLE_ROOM
        + schedule_table()
        + p("Muc", "4. Phương thức kiểm tra")
        + p(
            "NoiDung",
            "Hình thức: {{ hinh_thuc }}. Đoàn kiểm tra nghe đơn vị báo cáo; kiểm tra hồ sơ, tài "
            "liệu, dữ liệu trên hệ thống thông tin; kiểm tra thực tế; lập biên bản kiểm tra.",
        )
    )  # fmt: skip


def _tasks() -> str:
    columns = (
        Column(650, "STT", "{{ m.stt }}", "BangGiua"),
        Column(2050, "Họ và tên", "{{ m.ho_ten }}"),
        Column(2450, "Chức vụ, đơn vị", "{{ m.chuc_vu }}"),
        Column(1355, "Vai trò", "{{ m.vai_tro }}", "BangGiua"),
        Column(2850, "Nhiệm vụ", "{{ m.nhiem_vu }}"),
    )
    return (
        p("Phan", "III. PHÂN CÔNG NHIỆM VỤ")
        + TABLE_ROOM
        + rows_table(columns, "m", "phan_cong")
    )  # fmt: skip


def _rest() -> str:
    return (
        p("Phan", "IV. NGUỒN LỰC")
        + p(
            "NoiDung",
            "Kinh phí, phương tiện và trang thiết bị phục vụ Đoàn kiểm tra do cơ quan ban hành "
            "quyết định kiểm tra và cơ quan cử người tham gia Đoàn bảo đảm theo quy định.",
        )
        + p("Phan", "V. VẤN ĐỀ KHÁC")
        + p(
            "NoiDung",
            "1. Đơn vị được kiểm tra gửi báo cáo theo đề cương về {{ co_quan_nhan }}"
            "{% if han_de_cuong %} trước {{ han_de_cuong }}{% else %} trước ngày làm việc với Đoàn "
            "kiểm tra{% endif %}; chuẩn bị hồ sơ, tài liệu và bố trí người có trách nhiệm làm việc "
            "với Đoàn.",
        )
        + p(
            "KetThuc",
            "2. Trong quá trình thực hiện, nếu phát sinh vướng mắc hoặc cần điều chỉnh lịch kiểm "
            "tra, Trưởng đoàn báo cáo người ra quyết định kiểm tra xem xét, quyết định./.",
        )
    )


def _signatures() -> str:
    half = TEXT_WIDTH // 2
    widths = (half, TEXT_WIDTH - half)
    approval = p("ChucDanh", "PHÊ DUYỆT CỦA NGƯỜI RA QUYẾT ĐỊNH KIỂM TRA") + p(
        "ChucDanh", "{{ phe_duyet.chuc_danh }}", '<w:spacing w:before="0"/>'
    )
    sent = recipients(
        "{{ co_quan_quyet_dinh }} (để phê duyệt)",
        "Đơn vị được kiểm tra",
        "Thành viên Đoàn kiểm tra",
    )
    rows = (
        row(cell(widths[0], approval) + cell(widths[1], office_of("truong_doan")))
        + row(cell(widths[0], signer_of("phe_duyet")) + cell(widths[1], signer_of("truong_doan")))
        + row(cell(widths[0], sent) + cell(widths[1], p("DieuKien")))
    )
    return table(widths, rows, ruled=False) + p("KeNgang")


def body() -> str:
    """Return the text of the template as WordprocessingML."""
    return (
        delegation_head(number_line("KH-ĐKT"), PLACE_AND_DAY)
        + title("KẾ HOẠCH", "Tiến hành kiểm tra {{ noi_dung }}")
        + _opening()
        + _aims()
        + _scope()
        + _tasks()
        + _rest()
        + _signatures()
    )
