"""Writes `quyet_dinh.docx`, the template of the decision on an inspection, from scratch."""

from __future__ import annotations

from typing import Final

from templates_docx.building import (
    END,
    Column,
    agency_head,
    each,
    lead,
    p,
    rows_table,
    section_end,
    tag,
    title,
)
from templates_docx.parts import annex_head, inspected_units, office_of, recipients, signed

TITLE: Final = "Khuôn mẫu quyết định thành lập Đoàn kiểm tra"
_LISTED: Final = "có tên trong danh sách kèm theo Quyết định này"


def _articles() -> str:
    areas = "{% if gom_linh_vuc %}, gồm: {{ gom_linh_vuc }}{% endif %}"
    return (
        lead(
            "NoiDung",
            "Điều 1.",
            f"Kiểm tra {{{{ noi_dung }}}} đối với {inspected_units(_LISTED)}.",
        )
        + p("NoiDung", "Thời kỳ kiểm tra: từ {{ ky_tu }} đến {{ ky_den }}.")
        + p(
            "NoiDung",
            "Thời hạn kiểm tra: {{ thoi_han }}, kể từ ngày công bố quyết định kiểm tra.",
        )
        + lead(
            "Diem",
            "Điều 2.",
            "Thành lập Đoàn kiểm tra (sau đây gọi tắt là Đoàn kiểm tra), gồm các ông (bà) có tên "
            "sau đây:",
        )
        + each("m", "thanh_vien", f"{{{{ m.stt }}}}. Ông (bà): {{{{ m.nguoi }}}}{END}")
        + lead("Diem", "Điều 3.", "Nhiệm vụ, quyền hạn của Đoàn kiểm tra:")
        + p("NoiDung", f"1. Kiểm tra {{{{ noi_dung }}}} theo quy định của pháp luật{areas}.")
        + p(
            "NoiDung",
            "2. Yêu cầu đơn vị được kiểm tra báo cáo, giải trình, cung cấp hồ sơ, tài liệu; kiểm "
            "tra thực tế; lập biên bản kiểm tra.",
        )
        + p(
            "NoiDung",
            "3. Trưởng đoàn xây dựng kế hoạch tiến hành kiểm tra, phân công nhiệm vụ cho thành "
            "viên, chịu trách nhiệm về hoạt động của Đoàn và báo cáo kết quả với người ra quyết "
            "định chậm nhất 10 ngày làm việc kể từ ngày kết thúc kiểm tra.",
        )
        + p("NoiDung", "4. Đoàn kiểm tra tự giải thể sau khi hoàn thành nhiệm vụ.")
        + lead(
            "KetThuc",
            "Điều 4.",
            "Quyết định này có hiệu lực kể từ ngày ký. Các ông (bà) có tên tại Điều 2, thủ trưởng "
            "đơn vị được kiểm tra và các cơ quan, tổ chức, cá nhân có liên quan chịu trách nhiệm "
            "thi hành Quyết định này./.",
        )
    )


def _list_of_units() -> str:
    columns = (
        Column(750, "STT", "{{ d.stt }}", "BangGiua"),
        Column(4900, "Đơn vị được kiểm tra", "{{ d.don_vi }}"),
        Column(3705, "Thời gian dự kiến", "{{ d.thoi_gian }}", "BangGiua"),
    )
    return (
        tag("{%p if cac_don_vi | length > 8 %}")
        + section_end()
        + annex_head(
            "Phụ lục",
            "DANH SÁCH ĐƠN VỊ ĐƯỢC KIỂM TRA",
            "Quyết định số        /{{ ky_hieu }} {{ ngay_ky }}\ncủa {{ co_quan_quyet_dinh }}",
        )
        + rows_table(columns, "d", "lich")
        + p("KeNgang")
        + tag("{%p endif %}")
    )


def body() -> str:
    """Return the text of the template as WordprocessingML."""
    return (
        agency_head("{{ ky_hieu }}")
        + title("QUYẾT ĐỊNH", "Về việc thành lập Đoàn kiểm tra {{ noi_dung }}")
        + p("ChucDanh", "{{ tham_quyen }}")
        + each("y", "can_cu", f"{{{{ y }}}}{END}", "CanCu")
        + p("ChucDanh", "QUYẾT ĐỊNH:")
        + _articles()
        + signed(
            recipients("Như Điều 4", "Thành viên Đoàn kiểm tra"),
            office_of("nguoi_ky"),
            p("NguoiKy", "{{ nguoi_ky.ho_ten }}"),
        )
        + _list_of_units()
    )
