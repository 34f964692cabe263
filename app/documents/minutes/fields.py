"""The fields of the template of minutes, as they are called in it.

The names are Vietnamese because the people who edit the template in Word see them
there; the values are plain text, numbers, lists and dictionaries, so a template can
do nothing with them but print them.
"""

from __future__ import annotations

from typing import TypedDict


class Point(TypedDict):
    """A strength or a shortcoming, with what it rests on."""

    noi_dung: str
    dan_chung: str


class Cause(TypedDict):
    """A cause or a difficulty, by its sort."""

    loai: str
    noi_dung: str


class AreaResult(TypedDict):
    """One numbered item of part III."""

    so: int
    ten: str
    uu_diem: list[Point]
    ton_tai: list[Point]
    nguyen_nhan: list[Cause]


class RecommendationRow(TypedDict):
    """One row of the table of recommendations."""

    stt: int
    ton_tai: str
    yeu_cau: str
    nguoi: str
    thoi_han: str
    bao_cao: str


class Signature(TypedDict):
    """One place to sign; all empty where a cell stays free."""

    chuc_danh: str
    ghi_chu: str
    ho_ten: str
    chuc_vu: str


class SignatureRow(TypedDict):
    """Two places to sign, side by side."""

    trai: Signature
    phai: Signature


class MinutesContent(TypedDict):
    """The fields of the template of minutes; each is used by the built-in one."""

    kieu_dau: int
    co_quan_ban_hanh: str
    so_quyet_dinh: str
    ngay_quyet_dinh: str
    co_quan_quyet_dinh: str
    so_ke_hoach: str
    ngay_ke_hoach: str
    co_quan_ke_hoach: str
    noi_dung: str
    don_vi: str
    don_vi_day_du: str
    dia_danh: str
    ngay_lap: str
    gio_bat_dau: str
    ngay_bat_dau: str
    dia_diem: str
    doan_kiem_tra: list[str]
    nguoi_don_vi: list[str]
    nguoi_lien_quan: list[str]
    cac_linh_vuc: str
    ky_tu: str
    ky_den: str
    noi_kiem_tra: str
    so_ho_so: str
    linh_vuc: list[AreaResult]
    muc_ho_so: int
    ho_so_mau: list[str]
    muc_cham_diem: int
    cham_diem: list[str]
    nhan_xet: list[str]
    kien_nghi: list[RecommendationRow]
    co_quan_nhan: str
    han_bao_cao: str
    kien_nghi_cap_tren: list[str]
    thong_nhat: bool
    y_kien: list[str]
    cac_tai_lieu: list[str]
    ly_do_khong_ky: str
    gio_ket_thuc: str
    ngay_ket_thuc: str
    so_ban: str
    so_ban_doan: str
    so_ban_don_vi: str
    chu_ky: list[SignatureRow]
    thu_ky: Signature | None
