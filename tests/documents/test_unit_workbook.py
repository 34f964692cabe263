"""Units out to Excel and back."""

from __future__ import annotations

import unicodedata
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from app.documents.errors import DocumentUnreadable
from app.documents.unit_workbook import TYPE_NAMES, read_units, write_units
from app.documents.workbook import WorkbookInvalid
from app.domain.unit import Unit, UnitType, unit_id
from app.domain.unit_catalogue import UnitCatalogue
from app.paths import RESOURCES
from tests.documents.spoilt_workbooks import retype, told

CAN_DUOC = Unit(
    id=unit_id("28108"),
    code="28108",
    name="xã Cần Đước",
    unit_type=UnitType.COMMUNE,
    parent_code="80",
    valid_from=date(2025, 7, 1),
    old_names=("thị trấn Cần Đước", "xã Phước Tuy"),
    source="NQ 202/2025/QH15",
)
OFFICE = Unit(
    id=unit_id("SNV"),
    code="SNV",
    name="=Sở Nội vụ",
    unit_type=UnitType.DEPARTMENT,
    parent_code="80",
    valid_to=date(2027, 1, 31),
)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Two units as a workbook."""
    path = tmp_path / "don vi.xlsx"
    with path.open("wb") as stream:
        write_units([CAN_DUOC, OFFICE], stream)
    return path


def _refused(path: Path) -> WorkbookInvalid:
    with pytest.raises(WorkbookInvalid) as refused:
        read_units(path)
    return refused.value


def test_units_come_back_unchanged(book: Path) -> None:
    assert read_units(book) == [CAN_DUOC, OFFICE]


def test_a_province_of_the_catalogue_comes_back_unchanged(tmp_path: Path) -> None:
    text = (RESOURCES / "units" / "units.csv").read_text(encoding="utf-8")
    catalogue = UnitCatalogue.from_csv(text)
    units = [*catalogue.provinces(), *catalogue.communes_of("80")]
    path = tmp_path / "tay ninh.xlsx"

    with path.open("wb") as stream:
        write_units(units, stream)

    assert read_units(path) == units


def test_the_workbook_is_ready_to_fill_in_and_print(book: Path) -> None:
    workbook = openpyxl.load_workbook(book)
    sheet = workbook["Đơn vị"]

    assert sheet.freeze_panes == "C2"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet["A2"].number_format == "@"
    assert sheet["B3"].data_type == "s"
    assert sheet["E2"].number_format == "dd/mm/yyyy"
    assert workbook["Danh mục"].sheet_state == "hidden"
    assert [cell.value for cell in workbook["Danh mục"]["A"]] == list(TYPE_NAMES.values())


def test_a_list_typed_by_hand_is_understood(tmp_path: Path) -> None:
    path = tmp_path / "tay.xlsx"
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    sheet.append(["DANH SÁCH ĐƠN VỊ"])
    sheet.append([])
    names = ("Loại", "MÃ  SỐ", "Tên đơn vị ", "mã cấp trên", "Hiệu lực từ", "Ten cu")
    sheet.append([unicodedata.normalize("NFD", name) for name in names])
    sheet.append(["xã", 913, "xã Vị Xuyên", 8, "01/07/2025", "thị trấn Vị Xuyên;  xã Đạo Đức;"])
    sheet.append([])
    sheet.append(["TỈNH", 8, "tỉnh  Tuyên Quang"])
    workbook.save(path)

    commune, province = read_units(path)

    assert (commune.code, commune.parent_code, commune.unit_type) == (
        "00913",
        "08",
        UnitType.COMMUNE,
    )
    assert commune.id == unit_id("00913")
    assert commune.valid_from == date(2025, 7, 1)
    assert commune.old_names == ("thị trấn Vị Xuyên", "xã Đạo Đức")
    assert (province.code, province.unit_type) == ("08", UnitType.PROVINCE)


@pytest.mark.parametrize(
    ("cells", "cell", "cause"),
    [
        ({"A2": None}, "A2", "thiếu mã"),
        ({"B2": None}, "B2", "thiếu tên"),
        ({"C2": "thôn"}, "C2", "“thôn” không phải là loại đơn vị"),
        ({"C2": None}, "C2", "ô để trống"),
        ({"A2": 281.08}, "A2", "Excel đã đổi mã thành 281,08"),
        ({"E2": "tháng 7"}, "E2", "“tháng 7” không phải là ngày"),
        ({"F2": date(2025, 6, 30)}, "F2", "ngày hết hiệu lực trước ngày có hiệu lực"),
        ({"A3": "28108"}, "A3", "mã 28108 đã có ở dòng 2"),
        ({"B2": "=B3"}, "B2", "công thức chưa có kết quả được lưu"),
    ],
)
def test_a_mistake_names_its_cell(
    book: Path, cells: dict[str, object], cell: str, cause: str
) -> None:
    retype(book, cells)

    refused = _refused(book)

    assert told(refused) == {cell: cause}
    assert refused.faults[0].sheet == "Đơn vị"
    assert refused.faults[0].cure


def test_a_list_without_units_is_told(book: Path) -> None:
    retype(book, {f"{letter}{row}": None for letter in "ABCDEFGH" for row in (2, 3)})

    assert told(_refused(book)) == {"": "không có đơn vị nào dưới hàng tên cột"}


def test_missing_headings_are_named(book: Path) -> None:
    retype(book, {"A1": "A", "B1": "B"})

    assert told(_refused(book)) == {"A1": "thiếu tên cột “Mã”, “Tên”"}


def test_what_is_no_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "don vi.xlsx"
    path.write_text("Mã;Tên\n", encoding="utf-8")

    with pytest.raises(DocumentUnreadable) as refused:
        read_units(path)

    assert "don vi.xlsx" in refused.value.text
