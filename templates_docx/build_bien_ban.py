"""Writes `bien_ban.docx`, the template of the minutes, from scratch.

Run it from the root of the project: `python -m templates_docx.build_bien_ban`. The
Word file it writes is the template that ships and that a province edits in Word;
this script is only there so that the first version is reviewable as text. By hand
instead of from an empty Word file, because those carry theme fonts, coloured
styles and a machine's name; formats are those of NĐ 30/2020/NĐ-CP, Phụ lục I
(`minutes_format` P1-P9, E1-E24).
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

TARGET: Final = Path(__file__).with_name("bien_ban.docx")

_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_FONT: Final = "Times New Roman"
_FONTS: Final = (
    f'<w:rFonts w:ascii="{_FONT}" w:hAnsi="{_FONT}" w:eastAsia="{_FONT}" w:cs="{_FONT}"/>'
)
# A4 with the default margins: 20, 15, 20 and 30 mm (top, right, bottom, left).
_TEXT_WIDTH: Final = 11906 - 1701 - 850
_LEFT_BLOCK: Final = 3655
_RIGHT_BLOCK: Final = _TEXT_WIDTH - _LEFT_BLOCK
# Width of `Độc lập - Tự do - Hạnh phúc` in bold 13: its line is as long (E3).
_MOTTO: Final = 3180
_COLUMNS: Final = (650, 2200, 2500, 1400, 1400, 1205)
_PLAIN_CELL: Final = (
    '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
)

# One row a style: identity, name shown in Word, paragraph format, run format.
_BODY: Final = '<w:spacing w:before="120"/><w:ind w:firstLine="567"/><w:jc w:val="both"/>'
_CENTRE: Final = '<w:jc w:val="center"/>'
_BOLD: Final = "<w:b/><w:bCs/>"
_ITALIC: Final = "<w:i/><w:iCs/>"
_STYLES: Final = (
    ("NoiDung", "BB Nội dung", _BODY, "28"),
    ("DieuKien", "BB Lệnh khuôn mẫu", '<w:jc w:val="left"/>', "16"),
    ("TaiLieu", "BB Tài liệu kèm theo", f"<w:keepNext/>{_BODY}", "28"),
    ("CanCu", "BB Căn cứ", _BODY, f"28 {_ITALIC}"),
    ("Phan", "BB Phần", f'<w:keepNext/>{_BODY}<w:outlineLvl w:val="0"/>', f"28 {_BOLD}"),
    ("Muc", "BB Mục", f'<w:keepNext/>{_BODY}<w:outlineLvl w:val="1"/>', f"28 {_BOLD}"),
    ("Diem", "BB Điểm", f"<w:keepNext/>{_BODY}", "28"),
    ("KetThuc", "BB Kết thúc", f"<w:keepNext/><w:keepLines/>{_BODY}", "28"),
    ("CoQuanChuQuan", "BB Cơ quan chủ quản", _CENTRE, "24"),
    ("CoQuanBanHanh", "BB Cơ quan ban hành", _CENTRE, f"24 {_BOLD}"),
    ("SoHieu", "BB Số ký hiệu", f'<w:spacing w:before="120"/>{_CENTRE}', "26"),
    ("QuocHieu", "BB Quốc hiệu", _CENTRE, f"24 {_BOLD}"),
    ("TieuNgu", "BB Tiêu ngữ", _CENTRE, f"26 {_BOLD}"),
    ("DiaDanh", "BB Địa danh ngày tháng", f'<w:spacing w:before="120"/>{_CENTRE}', f"26 {_ITALIC}"),
    (
        "TenLoai",
        "BB Tên loại",
        f'<w:keepNext/><w:spacing w:before="360"/>{_CENTRE}<w:outlineLvl w:val="0"/>',
        f"28 {_BOLD}",
    ),
    ("TrichYeu", "BB Trích yếu", f"<w:keepNext/>{_CENTRE}", f"28 {_BOLD}"),
    ("KeNgang", "BB Kẻ ngang", f'<w:spacing w:line="60" w:lineRule="exact"/>{_CENTRE}', "8"),
    ("BangDau", "BB Đầu bảng", f"<w:keepNext/>{_CENTRE}", f"24 {_BOLD}"),
    ("BangGiua", "BB Bảng giữa", _CENTRE, "24"),
    ("BangTrai", "BB Bảng trái", '<w:jc w:val="left"/>', "24"),
    (
        "ChucDanh",
        "BB Quyền hạn người ký",
        f'<w:keepNext/><w:spacing w:before="240"/>{_CENTRE}',
        f"28 {_BOLD}",
    ),
    ("GhiChuKy", "BB Ghi chú ký", f"<w:keepNext/>{_CENTRE}", f"26 {_ITALIC}"),
    (
        "NguoiKy",
        "BB Người ký",
        f'<w:keepNext/><w:spacing w:before="1560"/>{_CENTRE}',
        f"28 {_BOLD}",
    ),
    ("ChucVu", "BB Chức vụ người ký", f"<w:keepNext/>{_CENTRE}", "26"),
    (
        "NoiNhan",
        "BB Nơi nhận",
        '<w:spacing w:before="240"/><w:jc w:val="left"/>',
        f"24 {_BOLD}{_ITALIC}",
    ),
    ("NoiNhanDong", "BB Dòng nơi nhận", '<w:jc w:val="left"/>', "22"),
    ("SoTrang", "BB Số trang", _CENTRE, "26"),
)


def _run(text: str) -> str:
    """Return one run; the font stands in the run so that no pasted style changes it."""
    return f'<w:r><w:rPr>{_FONTS}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _p(style: str, text: str = "", more: str = "") -> str:
    runs = "<w:r><w:br/></w:r>".join(_run(line) for line in text.split("\n")) if text else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{runs}</w:p>'


def _tag(text: str) -> str:
    """Return a paragraph that only steers; it is gone from the finished minutes."""
    return _p("DieuKien", text)


def _line(block: int, length: int) -> str:
    """Return a solid line of a length, centred in a block, as the border of a flat paragraph.

    The program fits those under the body's name and the abstract to the text.
    """
    side = (block - length) // 2
    return (
        '<w:p><w:pPr><w:pStyle w:val="KeNgang"/>'
        '<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>'
        f'<w:ind w:left="{side}" w:right="{side}"/></w:pPr></w:p>'
    )


def _cell(width: int, content: str) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{content}</w:tc>'


def _row(cells: str, more: str = "") -> str:
    return f"<w:tr><w:trPr><w:cantSplit/>{more}</w:trPr>{cells}</w:tr>"


def _table(widths: Iterable[int], rows: str, *, ruled: bool) -> str:
    widths = tuple(widths)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    style = '<w:tblStyle w:val="BangKe"/>' if ruled else ""
    margins = "" if ruled else _PLAIN_CELL
    return (
        f'<w:tbl><w:tblPr>{style}<w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/>{margins}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def _motto(block: int) -> str:
    return (
        _p("QuocHieu", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
        + _p("TieuNgu", "Độc lập - Tự do - Hạnh phúc")
        + _line(block, _MOTTO)
    )


def _head(number: str, place: str) -> str:
    left = (
        _p("CoQuanChuQuan", "{{ co_quan_ban_hanh }}")
        + _p("CoQuanBanHanh", "ĐOÀN KIỂM TRA\nTHEO QĐ SỐ {{ so_quyet_dinh }}")
        + _line(_LEFT_BLOCK, 1500)
        + number
    )
    cells = _cell(_LEFT_BLOCK, left) + _cell(_RIGHT_BLOCK, _motto(_RIGHT_BLOCK) + place)
    return _table((_LEFT_BLOCK, _RIGHT_BLOCK), _row(cells), ruled=False)


def _heads() -> str:
    return (
        _tag("{%p if kieu_dau == 1 %}")
        + _head("", _p("DiaDanh", "{{ dia_danh }}, {{ ngay_lap }}"))
        + _tag("{%p elif kieu_dau == 2 %}")
        + _head(_p("SoHieu", "Số:        /BB-ĐKT"), "")
        + _tag("{%p else %}")
        + _motto(_TEXT_WIDTH)
        + _tag("{%p endif %}")
        + _p("TenLoai", "BIÊN BẢN")
        + _p("TrichYeu", "Kiểm tra {{ noi_dung }}\ntại {{ don_vi }}")
        + _line(_TEXT_WIDTH, 2100)
    )


def _each(one: str, many: str, text: str, style: str = "NoiDung") -> str:
    """Return a loop over lines, each its own paragraph."""
    return _tag(f"{{%p for {one} in {many} %}}") + _p(style, text) + _tag("{%p endfor %}")


def _each_or_none(one: str, many: str, text: str) -> str:
    """Return the lines, or the one that says there is nothing (W10)."""
    return (
        _tag(f"{{%p if {many} %}}")
        + _each(one, many, text)
        + _tag("{%p else %}")
        + _p("NoiDung", "Không có.")
        + _tag("{%p endif %}")
    )


_END: Final = '{{ "." if loop.last else ";" }}'


def _opening() -> str:
    return (
        _p(
            "CanCu",
            "Căn cứ Quyết định số {{ so_quyet_dinh }} {{ ngay_quyet_dinh }} của "
            "{{ co_quan_quyet_dinh }} về việc thành lập Đoàn kiểm tra {{ noi_dung }}"
            '{{ ";" if so_ke_hoach else "." }}',
        )
        + _tag("{%p if so_ke_hoach %}")
        + _p("CanCu", "Căn cứ Kế hoạch số {{ so_ke_hoach }} {{ ngay_ke_hoach }} của "
             "{{ co_quan_ke_hoach }}.")
        + _tag("{%p endif %}")
        + _p(
            "NoiDung",
            "Hôm nay, vào hồi {{ gio_bat_dau }}, {{ ngay_bat_dau }}, tại {{ dia_diem }}, "
            "Đoàn kiểm tra tiến hành làm việc với {{ don_vi_day_du }} về việc kiểm tra "
            "{{ noi_dung }}.",
        )
    )  # fmt: skip


def _people() -> str:
    line = f"- Ông (bà): {{{{ nguoi }}}}{_END}"
    return (
        _p("Phan", "I. THÀNH PHẦN")
        + _p("Muc", "1. Đoàn kiểm tra")
        + _each("nguoi", "doan_kiem_tra", line)
        + _p("Muc", "2. Đơn vị được kiểm tra")
        + _each("nguoi", "nguoi_don_vi", line)
        + _tag("{%p if nguoi_lien_quan %}")
        + _p("Muc", "3. Người có liên quan, người chứng kiến")
        + _each("nguoi", "nguoi_lien_quan", line)
        + _tag("{%p endif %}")
    )


def _scope() -> str:
    return (
        _p("Phan", "II. NỘI DUNG, PHẠM VI, THỜI KỲ KIỂM TRA")
        + _p(
            "NoiDung",
            "1. Nội dung: {{ noi_dung }}{% if cac_linh_vuc %}, gồm: {{ cac_linh_vuc }}{% endif %}.",
        )
        + _p("NoiDung", "2. Thời kỳ kiểm tra: từ {{ ky_tu }} đến {{ ky_den }}.")
        + _p(
            "NoiDung",
            "3. Phương pháp: nghe báo cáo; kiểm tra hồ sơ, tài liệu"
            "{% if noi_kiem_tra %}; kiểm tra thực tế tại {{ noi_kiem_tra }}{% endif %}"
            "{% if so_ho_so %}; kiểm tra {{ so_ho_so }} hồ sơ thủ tục hành chính mẫu{% endif %}.",
        )
    )


def _point(letter: str, title: str, items: str, text: str, nothing: str = "Không có") -> str:
    return (
        _tag(f"{{%p if {items} %}}")
        + _p("Diem", f"{letter}) {title}:")
        + _each("y", items, text)
        + _tag("{%p else %}")
        + _p("NoiDung", f"{letter}) {title}: {nothing}.")
        + _tag("{%p endif %}")
    )


def _results() -> str:
    sourced = "- {{ y.noi_dung }}{% if y.dan_chung %} ({{ y.dan_chung }}){% endif %}."
    return (
        _p("Phan", "III. KẾT QUẢ KIỂM TRA")
        + _tag("{%p for muc in linh_vuc %}")
        + _p("Muc", "{{ muc.so }}. {{ muc.ten }}")
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
        + _tag("{%p else %}")
        + _p("NoiDung", "Không có.")
        + _tag("{%p endfor %}")
        + _tag("{%p if ho_so_mau %}")
        + _p("Muc", "{{ muc_ho_so }}. Kiểm tra hồ sơ thủ tục hành chính mẫu")
        + _each("dong", "ho_so_mau", "{{ dong }}")
        + _tag("{%p endif %}")
        + _tag("{%p if cham_diem %}")
        + _p("Muc", "{{ muc_cham_diem }}. Kết quả chấm điểm")
        + _each("dong", "cham_diem", "{{ dong }}")
        + _tag("{%p endif %}")
    )


def _recommendation_table() -> str:
    titles = (
        "STT",
        "Nội dung tồn tại",
        "Yêu cầu khắc phục",
        "Người chịu trách nhiệm",
        "Thời hạn",
        "Hình thức báo cáo",
    )
    fields = ("stt", "ton_tai", "yeu_cau", "nguoi", "thoi_han", "bao_cao")
    looks = ("BangGiua", "BangTrai", "BangTrai", "BangTrai", "BangGiua", "BangTrai")
    head = "".join(
        _cell(width, _p("BangDau", title)) for width, title in zip(_COLUMNS, titles, strict=True)
    )
    cells = "".join(
        _cell(width, _p(look, f"{{{{ k.{field} }}}}"))
        for width, look, field in zip(_COLUMNS, looks, fields, strict=True)
    )
    whole = f'<w:gridSpan w:val="{len(_COLUMNS)}"/>'

    def steer(tag: str) -> str:
        cell = _cell(sum(_COLUMNS), _p("DieuKien", tag)).replace("</w:tcPr>", f"{whole}</w:tcPr>")
        return _row(cell)

    rows = _row(head, "<w:tblHeader/>") + steer("{%tr for k in kien_nghi %}")
    return _table(_COLUMNS, rows + _row(cells) + steer("{%tr endfor %}"), ruled=True)


def _recommendations() -> str:
    return (
        _p("Phan", "IV. NHẬN XÉT, KIẾN NGHỊ CỦA ĐOÀN KIỂM TRA")
        + _p("Muc", "1. Nhận xét chung")
        + _each_or_none("dong", "nhan_xet", "{{ dong }}")
        + _p("Muc", "2. Kiến nghị, yêu cầu đối với đơn vị")
        + _tag("{%p if kien_nghi %}")
        + _p("DieuKien", "", '<w:keepNext/><w:spacing w:line="120" w:lineRule="exact"/>')
        + _recommendation_table()
        + _p(
            "NoiDung",
            "3. {{ don_vi }} báo cáo kết quả khắc phục (kèm minh chứng) về {{ co_quan_nhan }} "
            "{% if han_bao_cao %}trước {{ han_bao_cao }}{% else %}"
            "theo thời hạn của từng kiến nghị{% endif %}.",
        )
        + _tag("{%p else %}")
        + _p("NoiDung", "Không có.")
        + _p("NoiDung", "3. Báo cáo kết quả khắc phục: Không có nội dung phải báo cáo.")
        + _tag("{%p endif %}")
        + _tag("{%p if kien_nghi_cap_tren %}")
        + _p("Diem", "4. Kiến nghị với cấp có thẩm quyền:")
        + _each("y", "kien_nghi_cap_tren", "- {{ y }}.")
        + _tag("{%p else %}")
        + _p("NoiDung", "4. Kiến nghị với cấp có thẩm quyền: Không có.")
        + _tag("{%p endif %}")
    )


def _attachments() -> str:
    """Return part VI; a short list stays on a page with the closing paragraph."""
    line = f"{{{{ loop.index }}}}. {{{{ y }}}}{_END}"
    return (
        _tag("{%p for y in cac_tai_lieu %}")
        + _tag("{%p if loop.length <= 8 %}")
        + _p("TaiLieu", line)
        + _tag("{%p else %}")
        + _p("NoiDung", line)
        + _tag("{%p endif %}")
        + _tag("{%p else %}")
        + _p("TaiLieu", "Không có.")
        + _tag("{%p endfor %}")
    )


def _closing() -> str:
    return (
        _p("Phan", "V. Ý KIẾN CỦA ĐƠN VỊ ĐƯỢC KIỂM TRA")
        + _each("dong", "y_kien", "{{ dong }}")
        + _p("Phan", "VI. TÀI LIỆU KÈM THEO")
        + _attachments()
        + _tag("{%p if ly_do_khong_ky %}")
        + _p(
            "KetThuc",
            "Đại diện {{ don_vi }} không ký biên bản, lý do: {{ ly_do_khong_ky }}. Căn cứ điểm a "
            "khoản 3 Điều 15 Nghị định số 217/2025/NĐ-CP, biên bản được xác nhận bằng chữ ký của "
            "người chứng kiến có tên dưới đây.",
        )
        + _tag("{%p endif %}")
        + _p(
            "KetThuc",
            "Biên bản kết thúc vào hồi {{ gio_ket_thuc }}, {{ ngay_ket_thuc }}. Biên bản đã được "
            "đọc lại cho những người có tên nêu trên nghe{% if thong_nhat %}, công nhận đúng và ký "
            "xác nhận{% elif not ly_do_khong_ky %} và ký xác nhận{% endif %}; biên bản được lập "
            "thành {{ so_ban }} bản có giá trị như nhau, Đoàn kiểm tra giữ {{ so_ban_doan }} bản, "
            "đơn vị được kiểm tra giữ {{ so_ban_don_vi }} bản./.",
        )
    )  # fmt: skip


def _office(name: str) -> str:
    return _p("ChucDanh", f"{{{{ {name}.chuc_danh }}}}")


def _signer(name: str) -> str:
    return (
        _p("GhiChuKy", f"{{{{ {name}.ghi_chu }}}}")
        + _p("NguoiKy", f"{{{{ {name}.ho_ten }}}}")
        + _p("ChucVu", f"{{{{ {name}.chuc_vu }}}}")
    )


def _recipients() -> str:
    return (
        _p("NoiNhan", "Nơi nhận:")
        + _p("NoiNhanDong", "- {{ don_vi }};")
        + _p("NoiNhanDong", "- {{ co_quan_nhan }};")
        + _p("NoiNhanDong", "- Thành viên Đoàn kiểm tra;")
        + _p("NoiNhanDong", "- Lưu: VT, HSKT.")
    )


def _signatures() -> str:
    half = _TEXT_WIDTH // 2
    widths = (half, _TEXT_WIDTH - half)

    def steer(tag: str) -> str:
        cell = _cell(_TEXT_WIDTH, _p("DieuKien", tag))
        return _row(cell.replace("</w:tcPr>", '<w:gridSpan w:val="2"/></w:tcPr>'))

    # Offices stand in a row of their own: names are level even where one takes three lines.
    pairs = "".join(
        _row(_cell(widths[0], part("hang.trai")) + _cell(widths[1], part("hang.phai")))
        for part in (_office, _signer)
    )
    # The recipients stand level with the last to sign (E19), who may have signed above.
    secretary = (
        _tag("{%p if thu_ky %}")
        + _office("thu_ky")
        + _signer("thu_ky")
        + _tag("{%p endif %}")
        + _p("DieuKien")
    )
    last = _cell(widths[0], _recipients()) + _cell(widths[1], secretary)
    rows = steer("{%tr for hang in chu_ky %}") + pairs + steer("{%tr endfor %}")
    return _table(widths, rows + _row(last), ruled=False) + _p("KeNgang")


def _document() -> str:
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId3"/>'
        '<w:headerReference w:type="first" r:id="rId4"/>'
        '<w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1134" w:right="850" w:bottom="1134" w:left="1701" '
        'w:header="567" w:footer="567" w:gutter="0"/><w:pgNumType w:start="1"/>'
        "<w:titlePg/></w:sectPr>"
    )
    body = (
        _heads()
        + _opening()
        + _people()
        + _scope()
        + _results()
        + _recommendations()
        + _closing()
        + _signatures()
    )
    return (
        f'{_DECLARATION}<w:document xmlns:w="{_W}" xmlns:r="{_R}"><w:body>{body}{section}'
        "</w:body></w:document>"
    )


def _styles() -> str:
    written = "".join(_style(*row) for row in _STYLES)
    rule = '<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(rule.format(side=side) for side in sides)
    return (
        f'{_DECLARATION}<w:styles xmlns:w="{_W}"><w:docDefaults><w:rPrDefault><w:rPr>{_FONTS}'
        '<w:color w:val="000000"/><w:sz w:val="28"/><w:szCs w:val="28"/>'
        '<w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" '
        'w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        f"<w:qFormat/><w:rPr>{_FONTS}</w:rPr></w:style>"
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr>'
        '<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
        '<w:left w:w="85" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="table" w:customStyle="1" w:styleId="BangKe"><w:name w:val="BB Bảng kẻ"/>'
        f'<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>{borders}</w:tblBorders>'
        '<w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>'
        '<w:bottom w:w="40" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar>'
        f"</w:tblPr></w:style>{written}</w:styles>"
    )


def _style(identity: str, name: str, paragraph: str, run: str) -> str:
    size, _, rest = run.partition(" ")
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{identity}">'
        f'<w:name w:val="{name}"/><w:basedOn w:val="Normal"/><w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{_FONTS}{rest}"
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
    )


def _header(*, numbered: bool) -> str:
    runs = "".join(
        f"<w:r><w:rPr>{_FONTS}</w:rPr>{part}</w:r>"
        for part in (
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>2</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
        )
    )
    return (
        f'{_DECLARATION}<w:hdr xmlns:w="{_W}"><w:p><w:pPr><w:pStyle w:val="SoTrang"/></w:pPr>'
        f"{runs if numbered else ''}</w:p></w:hdr>"
    )


_SETTINGS: Final = (
    f'{_DECLARATION}<w:settings xmlns:w="{_W}"><w:zoom w:percent="100"/>'
    '<w:defaultTabStop w:val="567"/><w:characterSpacingControl w:val="doNotCompress"/>'
    # Justified lines before a manual line break are not stretched.
    "<w:compat><w:doNotExpandShiftReturn/>"
    '<w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    '<w:themeFontLang w:val="vi-VN"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/>'
    "</w:settings>"
)
_CORE: Final = (
    f'{_DECLARATION}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>Khuôn mẫu biên bản kiểm tra'
    "</dc:title><dc:creator>Sổ Kiểm Tra</dc:creator><dc:language>vi-VN</dc:language>"
    "</cp:coreProperties>"
)
_FONT_TABLE: Final = (
    f'{_DECLARATION}<w:fonts xmlns:w="{_W}"><w:font w:name="{_FONT}">'
    '<w:panose1 w:val="02020603050405020304"/><w:charset w:val="00"/>'
    '<w:family w:val="roman"/><w:pitch w:val="variable"/></w:font></w:fonts>'
)
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PARTS: Final = (
    ("/word/document.xml", f"{_WORD}.document.main+xml"),
    ("/word/styles.xml", f"{_WORD}.styles+xml"),
    ("/word/settings.xml", f"{_WORD}.settings+xml"),
    ("/word/fontTable.xml", f"{_WORD}.fontTable+xml"),
    ("/word/header1.xml", f"{_WORD}.header+xml"),
    ("/word/header2.xml", f"{_WORD}.header+xml"),
    ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
)


def _content_types() -> str:
    overrides = "".join(
        f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in _PARTS
    )
    return (
        f'{_DECLARATION}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relations(*rows: tuple[str, str]) -> str:
    written = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(rows, start=1)
    )
    return (
        f'{_DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{written}</Relationships>'
    )


def build(target: Path = TARGET) -> None:
    """Write the template; the same source gives the same bytes."""
    members = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(
            (f"{_R}/officeDocument", "word/document.xml"),
            (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "word/document.xml": _document(),
        "word/_rels/document.xml.rels": _relations(
            (f"{_R}/styles", "styles.xml"),
            (f"{_R}/settings", "settings.xml"),
            (f"{_R}/header", "header1.xml"),
            (f"{_R}/header", "header2.xml"),
            (f"{_R}/fontTable", "fontTable.xml"),
        ),
        "word/styles.xml": _styles(),
        "word/settings.xml": _SETTINGS,
        "word/fontTable.xml": _FONT_TABLE,
        "word/header1.xml": _header(numbered=True),
        "word/header2.xml": _header(numbered=False),
        "docProps/core.xml": _CORE,
    }
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), text, 8)


if __name__ == "__main__":
    build()
