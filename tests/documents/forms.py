"""XLSForms as people make them, saved as workbooks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import openpyxl

Rows = Sequence[Sequence[object]]

SURVEY: Rows = (
    (
        *("type", "name", "label::English (en)", "label::Tiếng Việt (vi)", "hint", "relevant"),
        *("constraint", "constraint_message", "required", "calculation", "appearance"),
    ),
    ("begin_group", "mot_cua", "One-stop shop", "Bộ phận một cửa"),
    ("note", "n1", "Look", "Quan sát tại quầy trước khi hỏi."),
    (
        *("select_one co_khong", "niem_yet", "Posted?", "Có niêm yết thủ tục?", "Xem bảng"),
        *(None, None, None, "yes"),
    ),
    (
        *("select_multiple noi or_other", "noi_dang", "Where?", "Niêm yết ở đâu?", None),
        "${niem_yet} = 'yes'",
    ),
    ("begin group", "ho_so", "Dossiers", "Hồ sơ", None, "selected(${noi_dang}, 'web')"),
    ("integer", "nhan", "Received", "Số hồ sơ nhận", None, None, ". >= 0", "Không được âm"),
    (
        *("integer", "tre", "Late", "Số hồ sơ trễ", None, "${nhan} > 0 and ${niem_yet} != ''"),
        ". <= ${nhan}",
    ),
    (
        *("calculate", "ty_le", None, "Tỷ lệ trễ", None, None, None, None, None),
        "round(${tre} div ${nhan} * 100, 1)",
    ),
    ("end group",),
    ("decimal", "dien_tich", "Area", "Diện tích phòng"),
    ("date", "ngay", "Day", "Ngày niêm yết"),
    ("text", "ghi_chu", "Note", "Ghi chú"),
    ("end_group",),
    ("geopoint", "vi_tri", "Place", "Vị trí"),
    ("begin repeat", "can_bo", "Officers", "Cán bộ"),
    ("text", "ho_ten", "Name", "Họ tên"),
    ("end repeat",),
    (
        *("text", "y_kien", "Opinion", "Ý kiến", None, "regex(${ghi_chu}, '^a')"),
        *(None, None, None, None, "multiline"),
    ),
)
CHOICES: Rows = (
    ("list_name", "name", "label::English (en)", "label::Tiếng Việt (vi)"),
    ("co_khong", "yes", "Yes", "Có"),
    ("co_khong", "no", "No", "Không"),
    ("noi", "tru_so", "Office", "Tại trụ sở"),
    ("noi", "web", "Web", "Trang thông tin; cổng dịch vụ công"),
)
SETTINGS: Rows = (
    ("form_title", "form_id", "version", "default_language"),
    ("Kiểm tra một cửa", "MOT_CUA", "2026112501", "English (en)"),
)


def saved_form(
    path: Path,
    survey: Rows = SURVEY,
    choices: Rows = CHOICES,
    settings: Rows = SETTINGS,
    more: Mapping[str, Rows] | None = None,
) -> Path:
    """Save a form as a workbook."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    sheets = {"survey": survey, "choices": choices, "settings": settings, **(more or {})}
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([*row])
    book.save(path)
    return path
