"""Writes `don_doc.docx`, the template of the letter that reminds a unit of its remediation."""

from __future__ import annotations

from typing import Final

from templates_docx.building import TABLE_ROOM, Column, agency_head, p, rows_table, tag
from templates_docx.parts import ADDRESSED, office_of, recipients, signed

TITLE: Final = "Khuôn mẫu văn bản đôn đốc khắc phục"


def _opening() -> str:
    return (
        p("NoiDung", "Kính gửi: {{ don_vi }}", ADDRESSED)
        + p(
            "NoiDung",
            "Thực hiện Quyết định số {{ so_quyet_dinh }} {{ ngay_quyet_dinh }} của "
            "{{ co_quan_quyet_dinh }}, {{ ngay_kiem_tra }}, Đoàn kiểm tra đã tiến hành kiểm tra "
            "{{ noi_dung }} tại {{ don_vi }}"
            "{% if so_kien_nghi %} và nêu {{ so_kien_nghi }} kiến nghị, yêu cầu đối với đơn vị"
            "{% else %}; biên bản kiểm tra không nêu kiến nghị, yêu cầu đối với đơn vị"
            "{% endif %}.",
        )
        + tag("{%p if so_kien_nghi %}")
        + p(
            "NoiDung",
            "Tính đến {{ tinh_den }}: "
            "{% if so_da_xac_nhan %}{{ so_da_xac_nhan }} kiến nghị đã được xác nhận khắc phục; "
            "{% endif %}"
            "{% if so_da_bao_cao %}{{ so_da_bao_cao }} kiến nghị đơn vị đã báo cáo, đang chờ xác "
            "nhận; {% endif %}"
            "{% if so_con_han %}{{ so_con_han }} kiến nghị chưa hoàn thành, còn trong thời hạn "
            "hoặc phải thực hiện thường xuyên; {% endif %}"
            "{% if so_sap_den_han %}{{ so_sap_den_han }} kiến nghị đến hạn trong {{ so_ngay_toi }} "
            "ngày tới; {% endif %}"
            "{% if so_qua_han %}{{ so_qua_han }} kiến nghị đã quá hạn"
            "{% else %}không có kiến nghị quá hạn{% endif %}.",
        )
        + tag("{%p endif %}")
    )


def _listed(title: str, many: str, days: str) -> str:
    columns = (
        Column(650, "STT", "{{ k.stt }}", "BangGiua"),
        Column(3155, "Yêu cầu khắc phục", "{{ k.noi_dung }}"),
        Column(1800, "Người chịu trách nhiệm", "{{ k.nguoi }}"),
        Column(1350, "Thời hạn", "{{ k.thoi_han }}", "BangGiua"),
        Column(1100, days, "{{ k.so_ngay }}", "BangGiua"),
        Column(1300, "Tình trạng", "{{ k.tinh_trang }}", "BangGiua"),
    )
    return (
        tag(f"{{%p if {many} %}}")
        + p("Diem", title)
        + TABLE_ROOM
        + rows_table(columns, "k", many)
        + tag("{%p endif %}")
    )


def _asked() -> str:
    return (
        tag("{%p if qua_han %}")
        + p(
            "NoiDung",
            "{{ co_quan_don_doc }} yêu cầu {{ don_vi }} khẩn trương khắc phục dứt điểm các kiến "
            "nghị đã quá hạn; làm rõ nguyên nhân và trách nhiệm của tập thể, cá nhân để chậm; báo "
            "cáo kết quả khắc phục (kèm minh chứng) về {{ co_quan_nhan }} trước {{ han_bao_cao }}.",
        )
        + tag("{%p endif %}")
        + tag("{%p if sap_den_han %}")
        + p(
            "NoiDung",
            "Đối với các kiến nghị sắp đến hạn, đề nghị {{ don_vi }} hoàn thành đúng thời hạn và "
            "báo cáo kết quả (kèm minh chứng) về {{ co_quan_nhan }}"
            "{% if han_bao_cao and not qua_han %} trước {{ han_bao_cao }}"
            "{% else %} theo thời hạn của từng kiến nghị{% endif %}.",
        )
        + tag("{%p endif %}")
        + tag("{%p if so_con_han %}")
        + p(
            "NoiDung",
            "Các kiến nghị còn lại, đề nghị {{ don_vi }} tiếp tục thực hiện theo nội dung và thời "
            "hạn nêu trong biên bản kiểm tra.",
        )
        + tag("{%p endif %}")
    )


def _closing() -> str:
    return (
        tag("{%p if qua_han or sap_den_han or so_con_han %}")
        + p(
            "KetThuc",
            "{{ co_quan_don_doc }} đề nghị {{ don_vi }} nghiêm túc triển khai thực hiện./.",
        )
        + tag("{%p else %}")
        + p(
            "KetThuc",
            "{{ co_quan_don_doc }} thông báo để {{ don_vi }} biết; đến nay không có nội dung phải "
            "đôn đốc khắc phục./.",
        )
        + tag("{%p endif %}")
    )


def body() -> str:
    """Return the text of the template as WordprocessingML."""
    subject = "V/v đôn đốc khắc phục tồn tại, hạn chế sau kiểm tra {{ noi_dung }}"
    return (
        agency_head("{{ ky_hieu }}", subject)
        + _opening()
        + _listed("Kiến nghị đã quá hạn:", "qua_han", "Số ngày quá hạn")
        + _listed("Kiến nghị sắp đến hạn:", "sap_den_han", "Số ngày còn lại")
        + _asked()
        + _closing()
        + signed(
            recipients("Như trên", "Thành viên Đoàn kiểm tra"),
            office_of("nguoi_ky"),
            p("NguoiKy", "{{ nguoi_ky.ho_ten }}"),
        )
    )
