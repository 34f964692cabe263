"""Writes `bao_cao_ket_qua.docx`, the template of the report of a delegation, from scratch."""

from __future__ import annotations

from typing import Final

from templates_docx.building import (
    END,
    PLACE_AND_DAY,
    TABLE_ROOM,
    Column,
    delegation_head,
    each,
    each_or_none,
    number_line,
    p,
    rows_table,
    tag,
    title,
)
from templates_docx.parts import (
    ADDRESSED,
    DECISION,
    area_results,
    demands,
    office_of,
    recipients,
    signed,
    signer_of,
)

TITLE: Final = "Khuôn mẫu báo cáo kết quả kiểm tra"


def _opening() -> str:
    return p("NoiDung", "Kính gửi: {{ co_quan_quyet_dinh }}.", ADDRESSED) + p(
        "NoiDung",
        f"Thực hiện {DECISION}, "
        "{{ thoi_gian }}, "
        "Đoàn kiểm tra đã kiểm tra tại {{ don_vi }}. Đoàn kiểm tra báo cáo kết quả như sau:",
    )


def _subject() -> str:
    return (
        p("Phan", "I. KHÁI QUÁT CHUNG VỀ ĐỐI TƯỢNG KIỂM TRA")
        + p(
            "NoiDung",
            "1. Đối tượng kiểm tra: {{ don_vi_day_du }}{% if don_vi_cu %}; trên địa bàn trước sắp "
            "xếp có các đơn vị: {{ don_vi_cu }}{% endif %}.",
        )
        + tag("{%p for y in thong_tin %}")
        + p("NoiDung", "- {{ y }}.")
        + tag("{%p endfor %}")
        + p(
            "NoiDung",
            "2. Thành phần làm việc: Đoàn kiểm tra có {{ so_thanh_vien }} người; đại diện đơn vị "
            "được kiểm tra gồm: {{ nguoi_don_vi | join('; ') }}.",
        )
        + p(
            "NoiDung",
            "3. Nội dung kiểm tra: {{ noi_dung }}; thời kỳ kiểm tra từ {{ ky_tu }} đến "
            "{{ ky_den }}.",
        )
        + p(
            "NoiDung",
            "4. Cách tiến hành: nghe báo cáo; kiểm tra hồ sơ, tài liệu{% if noi_kiem_tra %}; kiểm "
            "tra thực tế tại {{ noi_kiem_tra }}{% endif %}{% if so_ho_so %}; kiểm tra "
            "{{ so_ho_so }} hồ sơ thủ tục hành chính mẫu{% endif %}.",
        )
    )


def _score_table() -> str:
    columns = (
        Column(650, "STT", "{{ d.stt }}", "BangGiua"),
        Column(4105, "Lĩnh vực", "{{ d.linh_vuc }}"),
        Column(1150, "Điểm tối đa", "{{ d.toi_da }}", "BangGiua"),
        Column(1150, "Điểm tự chấm", "{{ d.tu_cham }}", "BangGiua"),
        Column(1150, "Điểm đạt", "{{ d.dat }}", "BangGiua"),
        Column(1150, "Tỷ lệ", "{{ d.ty_le }}", "BangGiua"),
    )
    sums = ("toi_da", "tu_cham", "dat", "ty_le")
    total = ("", "Tổng cộng", *(f"{{{{ bang.tong.{name} }}}}" for name in sums))
    return (
        tag("{%p if bang_diem %}")
        + p("Muc", "{{ muc_diem }}. Kết quả chấm điểm")
        + tag("{%p for bang in bang_diem %}")
        + p("Diem", "{{ bang.ten }}:")
        + TABLE_ROOM
        + rows_table(columns, "d", "bang.dong", total)
        + p("NoiDung", "{{ bang.ket_qua }}")
        + tag("{%p endfor %}")
        + tag("{%p endif %}")
    )


def _results() -> str:
    return (
        p("Phan", "II. KẾT QUẢ KIỂM TRA")
        + each("y", "nhan_xet", "{{ y }}")
        + area_results()
        + tag("{%p if ho_so_mau %}")
        + p("Muc", "{{ muc_ho_so }}. Kiểm tra hồ sơ thủ tục hành chính mẫu")
        + each("y", "ho_so_mau", "{{ y }}")
        + tag("{%p endif %}")
        + _score_table()
    )


def _recommendations() -> str:
    return (
        p("Phan", "V. KIẾN NGHỊ CỦA ĐOÀN KIỂM TRA")
        + demands("1. Đối với {{ don_vi }}")
        + p("Muc", "2. Đối với cấp có thẩm quyền")
        + each_or_none("y", "kien_nghi_cap_tren", f"- {{{{ y }}}}{END}")
        + p(
            "KetThuc",
            "Trên đây là báo cáo kết quả kiểm tra {{ noi_dung }} tại {{ don_vi }}, Đoàn kiểm tra "
            "kính trình {{ co_quan_quyet_dinh }} xem xét, chỉ đạo./.",
        )
    )


def body() -> str:
    """Return the text of the template as WordprocessingML."""
    return (
        delegation_head(number_line("BC-ĐKT"), PLACE_AND_DAY)
        + title("BÁO CÁO", "Kết quả kiểm tra {{ noi_dung }}\ntại {{ don_vi }}")
        + _opening()
        + _subject()
        + _results()
        + p("Phan", "III. BIỆN PHÁP XỬ LÝ ĐÃ ÁP DỤNG")
        + each_or_none("y", "bien_phap", f"- {{{{ y }}}}{END}")
        + p("Phan", "IV. KIẾN NGHỊ CỦA ĐỐI TƯỢNG KIỂM TRA")
        + each_or_none("y", "y_kien", "{{ y }}")
        + _recommendations()
        + signed(
            recipients("Như trên", "Thành viên Đoàn kiểm tra"),
            office_of("truong_doan"),
            signer_of("truong_doan"),
        )
    )
