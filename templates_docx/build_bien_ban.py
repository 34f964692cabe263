"""Writes `bien_ban.docx`, the template of the minutes, from scratch.

The Word file it writes is the template that ships and that a province edits in Word; this
script is only there so that the first version is reviewable as text.
"""

from __future__ import annotations

from typing import Final

from templates_docx.building import (
    END,
    TABLE_ROOM,
    TEXT_WIDTH,
    delegation_head,
    each,
    each_or_none,
    line,
    motto,
    p,
    tag,
)
from templates_docx.parts import area_results, recommendation_table
from templates_docx.signature_block import signature_block

TITLE: Final = "Khuôn mẫu biên bản kiểm tra"


def _heads() -> str:
    return (
        tag("{%p if kieu_dau == 1 %}")
        + delegation_head("", p("DiaDanh", "{{ dia_danh }}, {{ ngay_lap }}"))
        + tag("{%p elif kieu_dau == 2 %}")
        + delegation_head(p("SoHieu", "Số:        /BB-ĐKT"), "")
        + tag("{%p else %}")
        + motto(TEXT_WIDTH)
        + tag("{%p endif %}")
        + p("TenLoai", "BIÊN BẢN")
        + p("TrichYeu", "Kiểm tra {{ noi_dung }}\ntại {{ don_vi }}")
        + line(TEXT_WIDTH, 2100)
    )


def _opening() -> str:
    return (
        p(
            "CanCu",
            "Căn cứ Quyết định số {{ so_quyet_dinh }} {{ ngay_quyet_dinh }} của "
            "{{ co_quan_quyet_dinh }} về việc thành lập Đoàn kiểm tra {{ noi_dung }}"
            '{{ ";" if so_ke_hoach else "." }}',
        )
        + tag("{%p if so_ke_hoach %}")
        + p("CanCu", "Căn cứ Kế hoạch số {{ so_ke_hoach }} {{ ngay_ke_hoach }} của "
             "{{ co_quan_ke_hoach }}.")
        + tag("{%p endif %}")
        + p(
            "NoiDung",
            "Hôm nay, vào hồi {{ gio_bat_dau }}, {{ ngay_bat_dau }}, tại {{ dia_diem }}, "
            "Đoàn kiểm tra tiến hành làm việc với {{ don_vi_day_du }} về việc kiểm tra "
            "{{ noi_dung }}.",
        )
    )  # fmt: skip


def _people() -> str:
    line = f"- Ông (bà): {{{{ nguoi }}}}{END}"
    return (
        p("Phan", "I. THÀNH PHẦN")
        + p("Muc", "1. Đoàn kiểm tra")
        + each("nguoi", "doan_kiem_tra", line)
        + p("Muc", "2. Đơn vị được kiểm tra")
        + each("nguoi", "nguoi_don_vi", line)
        + tag("{%p if nguoi_lien_quan %}")
        + p("Muc", "3. Người có liên quan, người chứng kiến")
        + each("nguoi", "nguoi_lien_quan", line)
        + tag("{%p endif %}")
    )


def _scope() -> str:
    return (
        p("Phan", "II. NỘI DUNG, PHẠM VI, THỜI KỲ KIỂM TRA")
        + p(
            "NoiDung",
            "1. Nội dung: {{ noi_dung }}{% if cac_linh_vuc %}, gồm: {{ cac_linh_vuc }}{% endif %}.",
        )
        + p("NoiDung", "2. Thời kỳ kiểm tra: từ {{ ky_tu }} đến {{ ky_den }}.")
        + p(
            "NoiDung",
            "3. Phương pháp: nghe báo cáo; kiểm tra hồ sơ, tài liệu"
            "{% if noi_kiem_tra %}; kiểm tra thực tế tại {{ noi_kiem_tra }}{% endif %}"
            "{% if so_ho_so %}; kiểm tra {{ so_ho_so }} hồ sơ thủ tục hành chính mẫu{% endif %}.",
        )
    )


def _results() -> str:
    return (
        p("Phan", "III. KẾT QUẢ KIỂM TRA")
        + area_results()
        + tag("{%p if ho_so_mau %}")
        + p("Muc", "{{ muc_ho_so }}. Kiểm tra hồ sơ thủ tục hành chính mẫu")
        + each("dong", "ho_so_mau", "{{ dong }}")
        + tag("{%p endif %}")
        + tag("{%p if cham_diem %}")
        + p("Muc", "{{ muc_cham_diem }}. Kết quả chấm điểm")
        + each("dong", "cham_diem", "{{ dong }}")
        + tag("{%p endif %}")
    )


def _recommendations() -> str:
    return (
        p("Phan", "IV. NHẬN XÉT, KIẾN NGHỊ CỦA ĐOÀN KIỂM TRA")
        + p("Muc", "1. Nhận xét chung")
        + each_or_none("dong", "nhan_xet", "{{ dong }}")
        + p("Muc", "2. Kiến nghị, yêu cầu đối với đơn vị")
        + tag("{%p if kien_nghi %}")
        + TABLE_ROOM
        + recommendation_table()
        + p(
            "NoiDung",
            "3. {{ don_vi }} báo cáo kết quả khắc phục (kèm minh chứng) về {{ co_quan_nhan }} "
            "{% if han_bao_cao %}trước {{ han_bao_cao }}{% else %}"
            "theo thời hạn của từng kiến nghị{% endif %}.",
        )
        + tag("{%p else %}")
        + p("NoiDung", "Không có.")
        + p("NoiDung", "3. Báo cáo kết quả khắc phục: Không có nội dung phải báo cáo.")
        + tag("{%p endif %}")
        + tag("{%p if kien_nghi_cap_tren %}")
        + p("Diem", "4. Kiến nghị với cấp có thẩm quyền:")
        + each("y", "kien_nghi_cap_tren", "- {{ y }}.")
        + tag("{%p else %}")
        + p("NoiDung", "4. Kiến nghị với cấp có thẩm quyền: Không có.")
        + tag("{%p endif %}")
    )


def _attachments() -> str:
    """Return part VI; a short list stays on a page with the closing paragraph."""
    line = f"{{{{ loop.index }}}}. {{{{ y }}}}{END}"
    return (
        tag("{%p for y in cac_tai_lieu %}")
        + tag("{%p if loop.length <= 8 %}")
        + p("TaiLieu", line)
        + tag("{%p else %}")
        + p("NoiDung", line)
        + tag("{%p endif %}")
        + tag("{%p else %}")
        + p("TaiLieu", "Không có.")
        + tag("{%p endfor %}")
    )


def _closing() -> str:
    return (
        p("Phan", "V. Ý KIẾN CỦA ĐƠN VỊ ĐƯỢC KIỂM TRA")
        + each("dong", "y_kien", "{{ dong }}")
        + p("Phan", "VI. TÀI LIỆU KÈM THEO")
        + _attachments()
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
            "Biên bản kết thúc vào hồi {{ gio_ket_thuc }}, {{ ngay_ket_thuc }}. Biên bản đã được "
            "đọc lại cho những người có tên nêu trên nghe{% if thong_nhat %}, công nhận đúng và ký "
            "xác nhận{% elif not ly_do_khong_ky %} và ký xác nhận{% endif %}; biên bản được lập "
            "thành {{ so_ban }} bản có giá trị như nhau, Đoàn kiểm tra giữ {{ so_ban_doan }} bản, "
            "đơn vị được kiểm tra giữ {{ so_ban_don_vi }} bản./.",
        )
    )  # fmt: skip


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
        _heads()
        + _opening()
        + _people()
        + _scope()
        + _results()
        + _recommendations()
        + _closing()
        + signature_block(_recipients())
    )
