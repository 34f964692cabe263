"""Writes `bien_ban_bo_sung.docx`, the template of supplementary minutes, from scratch."""

from __future__ import annotations

from typing import Final

from templates_docx.building import (
    END,
    TEXT_WIDTH,
    delegation_head,
    each,
    line,
    motto,
    p,
    tag,
)
from templates_docx.signature_block import signature_block

TITLE: Final = "Khuôn mẫu biên bản bổ sung"


def _head() -> str:
    return (
        tag("{%p if kieu_dau == 1 %}")
        + delegation_head("", p("DiaDanh", "{{ dia_danh }}, {{ ngay_ky }}"))
        + tag("{%p elif kieu_dau == 2 %}")
        + delegation_head(p("SoHieu", "Số:        /BB-ĐKT"), "")
        + tag("{%p else %}")
        + motto(TEXT_WIDTH)
        + tag("{%p endif %}")
        + p("TenLoai", "BIÊN BẢN BỔ SUNG")
        + p("TrichYeu", "Biên bản kiểm tra {{ noi_dung }}\ntại {{ don_vi }}")
        + line(TEXT_WIDTH, 2100)
    )


def _opening() -> str:
    return (
        p(
            "CanCu",
            "Căn cứ Quyết định số {{ so_quyet_dinh }} {{ ngay_quyet_dinh }} của "
            "{{ co_quan_quyet_dinh }} về việc thành lập Đoàn kiểm tra {{ noi_dung }};",
        )
        + p(
            "CanCu",
            "Căn cứ Biên bản kiểm tra {{ ngay_bien_ban }} tại {{ don_vi }} ({{ ma_bien_ban }})"
            '{{ ";" if ma_bo_sung_truoc else "." }}',
        )
        + tag("{%p if ma_bo_sung_truoc %}")
        + p("CanCu", "Căn cứ Biên bản bổ sung đã ký ({{ ma_bo_sung_truoc }}).")
        + tag("{%p endif %}")
        + p(
            "NoiDung",
            "Hôm nay, vào hồi {{ gio_lap }}, {{ ngay_ky }}, tại {{ dia_diem }}, Đoàn kiểm tra và "
            "{{ don_vi }} thống nhất lập biên bản sửa đổi, bổ sung Biên bản kiểm tra nêu trên"
            "{% if ly_do %}, lý do: {{ ly_do }}{% endif %}.",
        )
    )


def _people() -> str:
    who = f"- Ông (bà): {{{{ nguoi }}}}{END}"
    return (
        p("Phan", "I. THÀNH PHẦN")
        + p("Muc", "1. Đoàn kiểm tra")
        + each("nguoi", "doan_kiem_tra", who)
        + p("Muc", "2. Đơn vị được kiểm tra")
        + each("nguoi", "nguoi_don_vi", who)
    )


def _changes() -> str:
    return (
        p("Phan", "II. NỘI DUNG SỬA ĐỔI, BỔ SUNG")
        + p(
            "Diem",
            "Biên bản kiểm tra được sửa đổi, bổ sung {{ so_noi_dung }} nội dung sau đây:",
        )
        + p("DieuKien", "", '<w:keepNext/><w:spacing w:line="120" w:lineRule="exact"/>')
        + p("NoiDung", "{{ bang_sua_doi }}")
        + p(
            "NoiDung",
            "Các nội dung khác của Biên bản kiểm tra nêu trên giữ nguyên, không thay đổi.",
        )
    )


def _closing() -> str:
    return (
        p("Phan", "III. Ý KIẾN CỦA ĐƠN VỊ ĐƯỢC KIỂM TRA")
        + each("dong", "y_kien", "{{ dong }}")
        + tag("{%p if ly_do_khong_ky %}")
        + p(
            "KetThuc",
            "Đại diện {{ don_vi }} không ký biên bản, lý do: {{ ly_do_khong_ky }}. Căn cứ điểm a "
            "khoản 3 Điều 15 Nghị định số 217/2025/NĐ-CP, biên bản được xác nhận bằng chữ ký của "
            "người chứng kiến có tên dưới đây.",
        )
        + tag("{%p endif %}")
        + p(
            "KetThuc",
            "Biên bản bổ sung này là bộ phận không tách rời của Biên bản kiểm tra "
            "{{ ngay_bien_ban }}; kết thúc vào hồi {{ gio_lap }} cùng ngày, đã được đọc lại cho "
            "những người có tên nêu trên nghe{% if not ly_do_khong_ky %}, công nhận đúng và ký xác "
            "nhận{% endif %}; biên bản được lập thành {{ so_ban }} bản có giá trị như nhau, Đoàn "
            "kiểm tra giữ {{ so_ban_doan }} bản, đơn vị được kiểm tra giữ {{ so_ban_don_vi }} "
            "bản./.",
        )
    )


def _recipients() -> str:
    return (
        p("NoiNhan", "Nơi nhận:")
        + p("NoiNhanDong", "- {{ don_vi }};")
        + p("NoiNhanDong", "- {{ co_quan_nhan }};")
        + p("NoiNhanDong", "- Thành viên Đoàn kiểm tra;")
        + p("NoiNhanDong", "- Lưu: VT, HSKT.")
    )


def body() -> str:
    """Return the text of the template as WordprocessingML."""
    return (
        _head() + _opening() + _people() + _changes() + _closing() + signature_block(_recipients())
    )
