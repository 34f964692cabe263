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
    Column,
    delegation_head,
    each,
    each_or_none,
    line,
    motto,
    p,
    rows_table,
    tag,
)
from templates_docx.parts import area_results, recommendation_table
from templates_docx.signature_block import signature_block

TITLE: Final = "Khuôn mẫu biên bản kiểm tra"
_LED: Final = (
    '{% if hinh_thuc == "đột xuất" %}Kiểm tra đột xuất'
    '{% elif hinh_thuc == "qua báo cáo" %}Kiểm tra qua báo cáo'
    '{% elif hinh_thuc == "phúc tra" %}Phúc tra'
    '{% elif hinh_thuc == "tự kiểm tra" %}Tự kiểm tra'
    "{% else %}Kiểm tra{% endif %}"
)
_AT: Final = '{{ "đối với" if hinh_thuc == "qua báo cáo" else "tại" }}'
_OWN: Final = "Đoàn kiểm tra{% if cac_doan %} theo Quyết định số {{ so_quyet_dinh }}{% endif %}"
"""What the own delegation is called; beside others by its decision."""
_METHODS: Final = (
    '{% if hinh_thuc == "qua báo cáo" %}xem xét báo cáo và hồ sơ, tài liệu do đơn vị gửi'
    '{% elif hinh_thuc == "phúc tra" %}đối chiếu kết quả khắc phục với kiến nghị, yêu cầu của '
    "lần kiểm tra trước; kiểm tra hồ sơ, tài liệu"
    '{% elif loai_kiem_tra == "công vụ" %}quan sát trực tiếp tại nơi làm việc'
    "{% if diem_danh or thoi_gio %}; kiểm đếm người có mặt tại nơi làm việc{% endif %}"
    "; kiểm tra hồ sơ, tài liệu"
    '{% elif loai_kiem_tra == "một cửa" %}quan sát trực tiếp việc tiếp nhận hồ sơ và trả kết quả; '
    "kiểm tra hồ sơ, sổ theo dõi, tài liệu"
    '{% elif loai_kiem_tra == "kiểm soát thủ tục hành chính" %}'
    '{% if hinh_thuc != "đột xuất" %}nghe báo cáo; {% endif %}'
    "kiểm tra văn bản, hồ sơ, tài liệu và việc công khai thủ tục hành chính"
    '{% else %}{% if hinh_thuc != "đột xuất" %}nghe báo cáo; {% endif %}kiểm tra hồ sơ, tài liệu'
    "{% endif %}"
)
"""What a form and a kind of inspection do by their nature; the rest is told by the visit."""


def _heads() -> str:
    return (
        tag("{%p if kieu_dau == 1 %}")
        + delegation_head("", p("DiaDanh", "{{ dia_danh }}, {{ ngay_lap }}"))
        + tag("{%p elif kieu_dau == 2 %}")
        + delegation_head(p("SoHieu", "Số:        /BB-ĐKT"), "")
        + tag("{%p else %}")
        + motto(TEXT_WIDTH)
        + tag("{%p endif %}")
        + p("TenLoai", "BIÊN BẢN{% if kieu_dau == 3 %} LÀM VIỆC{% endif %}")
        + p("TrichYeu", f"{_LED} {{{{ noi_dung }}}}\n{_AT} {{{{ don_vi }}}}")
        + line(TEXT_WIDTH, 2100)
    )


def _opening() -> str:
    more = '{{ ";" if cac_doan or so_ke_hoach else "." }}'
    joint = '{{ "." if loop.last and not so_ke_hoach else ";" }}'
    return (
        p(
            "CanCu",
            "Căn cứ Quyết định số {{ so_quyet_dinh }} {{ ngay_quyet_dinh }} của "
            "{{ co_quan_quyet_dinh }} về việc thành lập Đoàn kiểm tra {{ noi_dung }}" + more,
        )
        + each(
            "d",
            "cac_doan",
            "Căn cứ Quyết định số {{ d.so_quyet_dinh }} {{ d.ngay_quyet_dinh }} của "
            "{{ d.co_quan_quyet_dinh }} về việc thành lập {{ d.ten }}" + joint,
            "CanCu",
        )
        + tag("{%p if so_ke_hoach %}")
        + p("CanCu", "Căn cứ Kế hoạch số {{ so_ke_hoach }} {{ ngay_ke_hoach }} của "
             "{{ co_quan_ke_hoach }}.")
        + tag("{%p endif %}")
        + p(
            "NoiDung",
            "Hôm nay, vào hồi {{ gio_bat_dau }}, {{ ngay_bat_dau }}, tại {{ dia_diem }}, "
            + _OWN
            + "{% for d in cac_doan %}, {{ d.ten }}{% endfor %}"
            "{% if cac_doan %} (sau đây gọi chung là Đoàn kiểm tra){% endif %} "
            '{% if hinh_thuc == "trực tiếp" %}tiến hành làm việc với {{ don_vi_day_du }} về việc '
            "kiểm tra {{ noi_dung }}{% else %}tiến hành "
            '{% if hinh_thuc == "đột xuất" %}kiểm tra đột xuất'
            '{% elif hinh_thuc == "qua báo cáo" %}kiểm tra qua báo cáo'
            "{% else %}{{ hinh_thuc }}{% endif %} {{ noi_dung }} đối với {{ don_vi_day_du }}"
            "{% endif %}.",
        )
        + tag("{%p if thay_the %}")
        + p(
            "NoiDung",
            "Biên bản này thay thế Biên bản kiểm tra đã ký tại {{ don_vi }} ({{ thay_the }}).",
        )
        + tag("{%p endif %}")
        + tag("{%p if gio_cong_bo %}")
        + p(
            "NoiDung",
            "Quyết định số {{ so_quyet_dinh }} được Đoàn kiểm tra công bố với {{ don_vi }} vào hồi "
            '{{ gio_cong_bo }}, {{ ngay_cong_bo }}{% if hinh_thuc == "đột xuất" %}, ngay tại nơi '
            "kiểm tra{% endif %}.",
        )
        + tag("{%p endif %}")
    )  # fmt: skip


def _people() -> str:
    line = f"- Ông (bà): {{{{ nguoi }}}}{END}"
    return (
        p("Phan", "I. THÀNH PHẦN")
        + p("Muc", "1. Đoàn kiểm tra")
        + tag("{%p if cac_doan %}")
        + p("Diem", f"a) {_OWN}:")
        + tag("{%p endif %}")
        + each("nguoi", "doan_kiem_tra", line)
        + tag("{%p for d in cac_doan %}")
        + p("Diem", "{{ d.chu_cai }}) {{ d.ten }}:")
        + each("nguoi", "d.nguoi", line)
        + tag("{%p endfor %}")
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
        + tag("{%p if cac_bo_tieu_chi %}")
        + p("Diem", "1. Nội dung: {{ noi_dung }}, gồm:")
        + each("bo", "cac_bo_tieu_chi", f"- Theo {{{{ bo.ten }}}}: {{{{ bo.cac_linh_vuc }}}}{END}")
        + tag("{%p else %}")
        + p(
            "NoiDung",
            "1. Nội dung: {{ noi_dung }}{% if cac_linh_vuc %}, gồm: {{ cac_linh_vuc }}{% endif %}.",
        )
        + tag("{%p endif %}")
        + p("NoiDung", "2. Thời kỳ kiểm tra: từ {{ ky_tu }} đến {{ ky_den }}.")
        + p(
            "NoiDung",
            '3. Hình thức, phương pháp: {% if hinh_thuc in ("phúc tra", "tự kiểm tra") %}'
            "{{ hinh_thuc }}{% else %}kiểm tra {{ hinh_thuc }}{% endif %}; "
            + _METHODS
            + "{% if noi_kiem_tra %}; kiểm tra thực tế tại {{ noi_kiem_tra }}{% endif %}"
            "{% if so_ho_so %}; kiểm tra {{ so_ho_so }} hồ sơ thủ tục hành chính mẫu{% endif %}.",
        )
    )


def _results() -> str:
    return (
        p("Phan", "III. KẾT QUẢ KIỂM TRA")
        + tag("{%p if thoi_gio or vang_mat %}")
        + p("Muc", "1. Thời giờ làm việc")
        + each("dong", "thoi_gio", "{{ dong }}")
        + tag("{%p if diem_danh %}")
        + TABLE_ROOM
        + _roll_call_table()
        + tag("{%p endif %}")
        + tag("{%p if vang_mat %}")
        + p("NoiDung", "{{ vang_mat }}")
        + tag("{%p endif %}")
        + tag("{%p endif %}")
        + area_results(nothing="not (linh_vuc or thoi_gio or vang_mat)")
        + tag("{%p if ho_so_mau %}")
        + p("Muc", "{{ muc_ho_so }}. Kiểm tra hồ sơ thủ tục hành chính mẫu")
        + each("dong", "ho_so_mau", "{{ dong }}")
        + tag("{%p endif %}")
        + tag("{%p if cham_diem %}")
        + p("Muc", "{{ muc_cham_diem }}. Kết quả chấm điểm")
        + each("dong", "cham_diem", "{{ dong }}")
        + tag("{%p endif %}")
        + tag("{%p if khac_phuc %}")
        + p("Muc", "{{ muc_khac_phuc }}. Việc thực hiện kiến nghị của các lần kiểm tra trước")
        + p("NoiDung", "{{ khac_phuc_chung }}")
        + TABLE_ROOM
        + _remediation_table()
        + tag("{%p endif %}")
    )


def _remediation_table() -> str:
    columns = (
        Column(650, "STT", "{{ kp.stt }}", "BangGiua"),
        Column(3505, "Kiến nghị", "{{ kp.kien_nghi }}"),
        Column(1400, "Thời hạn", "{{ kp.thoi_han }}", "BangGiua"),
        Column(1750, "Kết quả", "{{ kp.ket_qua }}", "BangGiua"),
        Column(2050, "Ghi nhận", "{{ kp.ghi_chu }}"),
    )
    return rows_table(columns, "kp", "khac_phuc")


def _roll_call_table() -> str:
    columns = (
        Column(650, "STT", "{{ dd.stt }}", "BangGiua"),
        Column(1800, "Thời điểm", "{{ dd.thoi_diem }}", "BangGiua"),
        Column(2805, "Phòng, đơn vị", "{{ dd.phong }}"),
        Column(950, "Phải có mặt", "{{ dd.bien_che }}", "BangGiua"),
        Column(950, "Có mặt", "{{ dd.co_mat }}", "BangGiua"),
        Column(1100, "Vắng có lý do", "{{ dd.vang_co_ly_do }}", "BangGiua"),
        Column(1100, "Vắng không lý do", "{{ dd.vang_khong_ly_do }}", "BangGiua"),
    )
    return rows_table(columns, "dd", "diem_danh")


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
    """Return part VI; its last line stays with the closing paragraph, few signatures allowing."""
    line = f"{{{{ loop.index }}}}. {{{{ y }}}}{END}"
    return (
        tag("{%p for y in cac_tai_lieu %}")
        + tag("{%p if loop.last and chu_ky | length <= 2 %}")
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
            "thành {{ so_ban }} bản có giá trị như nhau, "
            + _OWN
            + " giữ {{ so_ban_doan }} bản, "
            "{% for d in cac_doan %}{{ d.ten }} giữ {{ d.so_ban }} bản, {% endfor %}"
            "đơn vị được kiểm tra giữ {{ so_ban_don_vi }} bản./.",
        )
    )  # fmt: skip


def _recipients() -> str:
    return (
        p("NoiNhan", "Nơi nhận:")
        + p("NoiNhanDong", "- {{ don_vi }};")
        + p("NoiNhanDong", "- {{ co_quan_nhan }};")
        + each("d", "cac_doan", "- {{ d.ten }};", "NoiNhanDong")
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
