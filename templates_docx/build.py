"""Writes the Word templates that ship: `python -m templates_docx.build`."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType
from typing import Final

from templates_docx import (
    build_ban_don_vi,
    build_bao_cao_ket_qua,
    build_bien_ban,
    build_bien_ban_bo_sung,
    build_danh_muc_ho_so,
    build_don_doc,
    build_giay_giao_nhan,
    build_ke_hoach,
    build_phieu_kiem_tra,
    build_quyet_dinh,
    build_thong_bao_ket_luan,
    build_thong_bao_lich,
)
from templates_docx.building import write_template

FOLDER: Final = Path(__file__).parent

BUILDERS: Final[dict[str, ModuleType]] = {
    "bien_ban.docx": build_bien_ban,
    "bien_ban_bo_sung.docx": build_bien_ban_bo_sung,
    "ke_hoach.docx": build_ke_hoach,
    "quyet_dinh.docx": build_quyet_dinh,
    "thong_bao_lich.docx": build_thong_bao_lich,
    "phieu_kiem_tra.docx": build_phieu_kiem_tra,
    "giay_giao_nhan.docx": build_giay_giao_nhan,
    "ban_don_vi.docx": build_ban_don_vi,
    "bao_cao_ket_qua.docx": build_bao_cao_ket_qua,
    "thong_bao_ket_luan.docx": build_thong_bao_ket_luan,
    "don_doc.docx": build_don_doc,
    "danh_muc_ho_so.docx": build_danh_muc_ho_so,
}
"""The module that writes each template: its `TITLE` and its `body()`."""


def build(name: str, target: Path) -> None:
    """Write one template; the same source gives the same bytes."""
    builder = BUILDERS[name]
    write_template(target, builder.TITLE, builder.body())


if __name__ == "__main__":
    for template in BUILDERS:
        build(template, FOLDER / template)
