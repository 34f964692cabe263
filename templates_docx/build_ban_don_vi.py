"""Writes `ban_don_vi.docx`, the template of the copy for the unit: the text of the minutes.

The program marks its pages and lists what was left out; an office can word it apart from
the minutes that are signed.
"""

from __future__ import annotations

from typing import Final

from templates_docx import build_bien_ban

TITLE: Final = "Khuôn mẫu biên bản kiểm tra, bản dành cho đơn vị"


def body() -> str:
    """Return the text of the template as WordprocessingML."""
    return build_bien_ban.body()
