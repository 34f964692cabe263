"""Registers read in: columns found, values understood, every fault told by its cell."""

from __future__ import annotations

import unicodedata
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from app.documents.errors import DocumentForbidden, DocumentUnreadable
from app.documents.register_file import read_clipboard, read_file
from app.documents.register_reader import RegisterRead, read_register
from app.documents.workbook import WorkbookInvalid
from app.domain.dossier import Channel, DossierStatus, TermUnit
from app.domain.register_columns import RegisterMap
from app.domain.register_rows import pack_rows
from app.errors import FileUnreadable, InvalidValue
from app.words import use_language
from tests.documents.register_books import (
    HEADINGS,
    dossier_row,
    moment,
    register_book,
    rewritten,
    with_cell,
    workbook,
)

SHEET = "xl/worksheets/sheet1.xml"
TONES = "\u0300\u0301\u0303\u0309\u0323"


@pytest.fixture(autouse=True)
def _in_english() -> None:
    use_language("en")


def looked(path: Path, wanted: RegisterMap | None = None) -> RegisterRead:
    return read_register(read_file(path), wanted)


def test_a_register_is_read_column_by_column(tmp_path: Path) -> None:
    read = looked(register_book(tmp_path / "so.xlsx", 3))

    assert (read.fault_count, read.doubt_count) == (0, 0)
    assert len(read.rows) == 3
    facts = read.rows.facts(0)
    assert facts.dossier_code == "H15.50-260803-0001"
    assert facts.procedure_code == "1.001193"
    assert facts.field == "Đất đai"
    assert facts.received_at == moment("2026-08-03T08:30")
    assert facts.due_at == moment("2026-08-06T17:00")
    assert facts.status is DossierStatus.RETURNED
    assert facts.channel is Channel.ONLINE
    assert (facts.statutory_days, facts.statutory_unit) == (3, TermUnit.WORKING_DAYS)


def test_names_of_applicants_are_never_read_in(tmp_path: Path) -> None:
    read = looked(register_book(tmp_path / "so.xlsx", 3))

    assert "Bí Mật" not in repr(read.rows)
    assert pack_rows(read.rows)
    assert HEADINGS.index("Người nộp hồ sơ") not in read.columns.values()


def test_a_column_of_personal_data_cannot_be_chosen(tmp_path: Path) -> None:
    path = register_book(tmp_path / "so.xlsx", 3)

    with pytest.raises(InvalidValue, match="personal data"):
        looked(path, RegisterMap(columns={"procedure_name": "Người nộp hồ sơ"}))


def test_near_misses_of_headings_are_recognised(tmp_path: Path) -> None:
    heads = ["Số TT", "MÃ SỐ HỒ SƠ:", "Ngày tiêp nhận", "Ngày hẹn trả KQ", "Tên TTHC", "Linh vực"]
    path = workbook(
        tmp_path / "so.xlsx",
        [heads, [1, "A1", moment("2026-08-03"), moment("2026-08-06"), "Khai sinh", "Hộ tịch"]],
    )

    read = looked(path)

    assert list(read.columns) == [
        "dossier_code",
        "procedure_name",
        "field",
        "received_at",
        "due_at",
    ]


def test_headings_below_a_title_and_merged_over_two_rows_are_found(tmp_path: Path) -> None:
    def merge(sheet: Worksheet) -> None:
        sheet.merge_cells("A1:E1")
        sheet.merge_cells("C3:E3")
        sheet.merge_cells("A3:A4")
        sheet.merge_cells("B3:B4")

    rows: list[list[object]] = [
        ["DANH SÁCH HỒ SƠ", None, None, None, None],
        [],
        ["STT", "Mã hồ sơ", "Ngày", None, None],
        [None, None, "tiếp nhận", "hẹn trả", "trả kết quả"],
        [1, "A1", moment("2026-08-03"), moment("2026-08-06"), moment("2026-08-05")],
    ]

    read = looked(workbook(tmp_path / "so.xlsx", rows, merge))

    assert list(read.columns) == ["dossier_code", "received_at", "due_at", "returned_at"]
    assert read.rows.received_at == (moment("2026-08-03"),)


@pytest.mark.parametrize(
    ("written", "cause"),
    [
        ("31/02/2026", "the day “31/02/2026” does not exist"),
        ("5/13/2026", "has the month first"),
        ("hôm qua", "is not a date"),
        ("03/08/0026", "the year 26 cannot be right"),
        (moment("2150-08-03T08:30"), "the year 2150 cannot be right"),
        ("", "the day of receipt is missing"),
    ],
)
def test_a_day_of_receipt_that_is_none_refuses_the_register(
    tmp_path: Path, written: object, cause: str
) -> None:
    rows = [HEADINGS, dossier_row(1), dossier_row(2, **{"Ngày tiếp nhận": written})]

    read = looked(workbook(tmp_path / "so.xlsx", rows))

    assert [(fault.cell, cause in fault.cause) for fault in read.faults] == [("G3", True)]
    with pytest.raises(WorkbookInvalid):
        read.refuse_faults()


def test_another_day_that_is_none_is_only_a_doubt(tmp_path: Path) -> None:
    rows = [HEADINGS, dossier_row(1, **{"Ngày trả": "31/02/2026"})]

    read = looked(workbook(tmp_path / "so.xlsx", rows))

    assert read.fault_count == 0
    assert [fault.cell for fault in read.doubts] == ["J2"]
    assert read.rows.returned_at == (None,)


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("03/08/2026", moment("2026-08-03")),
        ("3-8-2026 14:05", moment("2026-08-03T14:05")),
        ("14:05 03/08/2026", moment("2026-08-03T14:05")),
        ("14 giờ 05 phút, ngày 03/08/2026", moment("2026-08-03T14:05")),
        ("2026-08-03T14:05:09", moment("2026-08-03T14:05:09")),
        (date(2026, 8, 3), moment("2026-08-03")),
    ],
)
def test_days_are_read_as_people_write_them(
    tmp_path: Path, written: object, read_as: datetime
) -> None:
    rows = [HEADINGS, dossier_row(1, **{"Ngày tiếp nhận": written})]

    read = looked(workbook(tmp_path / "so.xlsx", rows))

    assert (read.rows.received_at, read.doubt_count) == ((read_as,), 0)


@pytest.mark.parametrize("serial", [46237.25, "46237,25"])
def test_the_number_excel_counts_days_with_is_taken_and_doubted(
    tmp_path: Path, serial: object
) -> None:
    rows = [HEADINGS, dossier_row(1, **{"Ngày tiếp nhận": serial})]

    read = looked(workbook(tmp_path / "so.xlsx", rows))

    assert read.rows.received_at == (moment("2026-08-03T06:00"),)
    assert [fault.cell for fault in read.doubts] == ["G2"]


@pytest.mark.parametrize(
    ("written", "term"),
    [
        (5, (5, TermUnit.WORKING_DAYS)),
        ("5,0", (5, TermUnit.WORKING_DAYS)),
        ("05 ngày làm việc", (5, TermUnit.WORKING_DAYS)),
        ("8 giờ", (8, TermUnit.HOURS)),
        ("30 ngày lịch", (30, TermUnit.DAYS)),
        ("5,5", (None, TermUnit.WORKING_DAYS)),
        ("theo quy định", (None, TermUnit.WORKING_DAYS)),
    ],
)
def test_terms_are_read_with_their_unit(
    tmp_path: Path, written: object, term: tuple[int | None, TermUnit]
) -> None:
    rows = [HEADINGS, dossier_row(1, **{"Thời hạn": written})]

    read = looked(workbook(tmp_path / "so.xlsx", rows))

    assert (read.rows.statutory_days[0], read.rows.statutory_unit[0]) == term
    assert [fault.cell for fault in read.doubts] == ([] if term[0] else ["M2"])


@pytest.mark.parametrize(
    ("written", "status"),
    [
        ("Đang xử lý", DossierStatus.IN_PROGRESS),
        ("Chờ bổ sung hồ sơ", DossierStatus.WAITING_SUPPLEMENT),
        ("Đã xử lý xong, chờ trả", DossierStatus.RESOLVED),
        ("Từ chối giải quyết", DossierStatus.REFUSED),
        ("Công dân rút hồ sơ", DossierStatus.WITHDRAWN),
        (None, DossierStatus.RETURNED),
        ("lạ lùng", DossierStatus.RETURNED),
    ],
)
def test_states_are_read_by_their_words_or_else_from_the_dates(
    tmp_path: Path, written: str | None, status: DossierStatus
) -> None:
    rows = [HEADINGS, dossier_row(1, **{"Trạng thái": written})]

    read = looked(workbook(tmp_path / "so.xlsx", rows))

    assert read.rows.status == (status,)
    assert read.doubt_count == (written == "lạ lùng")


@pytest.mark.parametrize(
    ("written", "complained"), [("x", True), ("Phản ánh chậm trả", True), ("Không", False)]
)
def test_any_word_but_no_is_a_complaint(tmp_path: Path, written: str, complained: bool) -> None:
    rows = [HEADINGS, dossier_row(1, **{"Phản ánh": written})]

    assert looked(workbook(tmp_path / "so.xlsx", rows)).rows.complained == (complained,)


def test_a_code_that_stands_twice_refuses_the_register(tmp_path: Path) -> None:
    rows = [HEADINGS, dossier_row(1), dossier_row(2), dossier_row(1)]

    read = looked(workbook(tmp_path / "so.xlsx", rows))

    assert [fault.cell for fault in read.faults] == ["B4"]
    assert "in row 2 already" in read.faults[0].cause


def test_codes_that_are_numbers_are_kept_as_they_read(tmp_path: Path) -> None:
    rows = [HEADINGS, dossier_row(1, **{"Mã hồ sơ": 20260803001})]

    assert looked(workbook(tmp_path / "so.xlsx", rows)).rows.dossier_code == ("20260803001",)


def test_a_code_that_excel_shortened_refuses_the_register(tmp_path: Path) -> None:
    rows = [HEADINGS, dossier_row(1), dossier_row(2, **{"Mã hồ sơ": 12345678901234567})]

    read = looked(workbook(tmp_path / "so.xlsx", rows))

    assert [fault.cell for fault in read.faults] == ["B3"]
    assert "more than 15 digits" in read.faults[0].cause


def test_errors_and_formulas_without_a_result_are_told_by_cell(tmp_path: Path) -> None:
    path = workbook(tmp_path / "so.xlsx", [HEADINGS, dossier_row(1), dossier_row(2)])
    rewritten(path, SHEET, with_cell("B2", b'<c r="B2" t="e"><v>#REF!</v></c>'))
    rewritten(path, SHEET, with_cell("G3", b'<c r="G3"><f>TODAY()</f></c>'))
    rewritten(path, SHEET, with_cell("K3", b'<c r="K3" t="e"><f>A1/0</f><v>#DIV/0!</v></c>'))

    read = looked(path)

    assert [(fault.cell, fault.cause) for fault in read.faults] == [
        ("B2", "Excel reports an error"),
        ("G3", "the formula has no stored result"),
    ]
    assert "K3" in [fault.cell for fault in read.doubts]


def test_the_list_of_faults_is_capped_and_says_how_many_more(tmp_path: Path) -> None:
    path = register_book(tmp_path / "so.xlsx", 80, **{"Ngày tiếp nhận": "31/02/2026"})

    read = looked(path)

    assert (len(read.faults), read.fault_count) == (50, 80)
    with pytest.raises(WorkbookInvalid) as caught:
        read.refuse_faults()
    assert "and 30 more" in caught.value.text


def test_sums_and_headings_between_the_rows_are_left_out_and_told(tmp_path: Path) -> None:
    rows = [HEADINGS, ["I", "", "", "HỘ TỊCH"], dossier_row(1), [], ["Tổng cộng", None, None, 1]]

    read = looked(workbook(tmp_path / "so.xlsx", rows))

    assert (len(read.rows), read.fault_count) == (1, 0)
    assert [fault.cell for fault in read.doubts] == ["A2", "A5"]


def test_a_row_without_code_refuses_the_register(tmp_path: Path) -> None:
    rows = [HEADINGS, dossier_row(1), dossier_row(2, **{"Mã hồ sơ": "  "})]

    read = looked(workbook(tmp_path / "so.xlsx", rows))

    assert [fault.cell for fault in read.faults] == ["B3"]


def test_a_column_below_a_merged_heading_is_told_by_its_place(tmp_path: Path) -> None:
    def merge(sheet: Worksheet) -> None:
        sheet.merge_cells("G1:H1")

    path = workbook(tmp_path / "sổ.xlsx", [HEADINGS, dossier_row(1), dossier_row(2)], merge)

    read = read_register(read_file(path))

    assert "due_at" not in read.columns
    assert [(one.cell, "no heading of its own" in one.cause) for one in read.doubts] == [
        ("H1", True)
    ]


def test_hidden_sheets_are_not_read_but_told(tmp_path: Path) -> None:
    def hide(sheet: Worksheet) -> None:
        assert sheet.parent is not None
        other = sheet.parent.create_sheet("Ẩn")
        other.append(HEADINGS)
        other.append(dossier_row(9))
        other.sheet_state = "hidden"

    read = looked(workbook(tmp_path / "so.xlsx", [HEADINGS, dossier_row(1)], hide))

    assert (read.sheet, len(read.rows)) == ("Hồ sơ", 1)
    assert [(fault.sheet, "hidden" in fault.cause) for fault in read.doubts] == [("Ẩn", True)]


def test_a_sheet_without_headings_says_what_it_misses(tmp_path: Path) -> None:
    path = workbook(tmp_path / "so.xlsx", [["một", "hai"], [1, 2]])

    with pytest.raises(WorkbookInvalid, match="workbook_invalid"):
        looked(path)


def test_a_needed_column_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    path = workbook(tmp_path / "so.xlsx", [["Mã hồ sơ", "Lĩnh vực"], ["A1", "Hộ tịch"]])

    read = looked(path)

    assert [fault.cause for fault in read.faults] == ["no column is the “Received”"]


def test_a_million_empty_rows_do_no_harm(tmp_path: Path) -> None:
    path = workbook(tmp_path / "so.xlsx", [HEADINGS, dossier_row(1)])
    row = b'<row r="1000000"><c r="A1000000" s="0"/></row></sheetData>'
    rewritten(path, SHEET, lambda xml: xml.replace(b"</sheetData>", row))

    assert len(looked(path).rows) == 1


@pytest.mark.parametrize(
    "cell",
    [
        'c r="XFD1048576"',
        "c r='XFD1048576'",
        'c \nr = "XFD1048576"',
        'c s="0" r="XFD1048576"',
        'c r="xfd1048576"',
        'c r="A999999999"',
        'c r="ZZZZZZ9"',
        'x:c r="AA2000000"',
    ],
)
def test_a_cell_in_the_last_corner_is_refused_before_room_is_made_for_it(
    tmp_path: Path, cell: str
) -> None:
    path = workbook(tmp_path / "so.xlsx", [HEADINGS, dossier_row(1)])
    name = cell.partition(" ")[0].strip()
    row = f'<row r="1048576"><{cell}><v>1</v></{name}></row></sheetData>'.encode()
    rewritten(path, SHEET, lambda xml: xml.replace(b"</sheetData>", row))

    with pytest.raises(DocumentUnreadable, match="too far"):
        looked(path)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04broken", b"\x00\x01\x02" * 50])
def test_what_is_no_table_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "so.xlsx"
    path.write_bytes(content)

    with pytest.raises(DocumentUnreadable):
        looked(path)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable):
        looked(tmp_path / "khong-co.xlsx")


def test_a_workbook_under_a_password_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "so.xlsx"
    path.write_bytes(
        bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
    )

    with pytest.raises(DocumentUnreadable, match="password"):
        looked(path)


def test_a_workbook_with_a_macro_is_refused(tmp_path: Path) -> None:
    path = register_book(tmp_path / "so.xlsx", 1)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\0")

    with pytest.raises(DocumentForbidden, match="macro"):
        looked(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1258"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_is_read_in_its_encodings_and_delimiters(
    tmp_path: Path, encoding: str, delimiter: str
) -> None:
    path = tmp_path / "so.csv"
    lines = [
        delimiter.join(("Mã hồ sơ", "Ngày tiếp nhận", "Lĩnh vực")),
        delimiter.join(("A1", "03/08/2026 08:30", "Hộ tịch")),
    ]
    text = "\r\n".join(lines)
    if encoding == "cp1258":
        text = "".join(map(_with_tone_apart, text))
    path.write_bytes(text.encode(encoding))

    read = looked(path)

    assert read.rows.received_at == (moment("2026-08-03T08:30"),)
    assert read.rows.field == ("Hộ tịch",)


def _with_tone_apart(letter: str) -> str:
    """Spell a letter as that code page does: its tone is a sign of its own."""
    parts = unicodedata.normalize("NFD", letter)
    tone = "".join(part for part in parts if part in TONES)
    return unicodedata.normalize("NFC", "".join(part for part in parts if part not in TONES)) + tone


def test_a_table_from_the_clipboard_is_read() -> None:
    text = 'Mã hồ sơ\tNgày tiếp nhận\tTên TTHC\r\nA1\t03/08/2026\t"Khai\nsinh"\r\n'

    read = read_register(read_clipboard(text, "Bảng tạm"))

    assert read.rows.procedure_name == ("Khai sinh",)
    assert len(read.sha256) == 64


@pytest.mark.parametrize("text", ["", "  \n ", "chỉ một dòng chữ"])
def test_text_that_is_no_table_is_refused(text: str) -> None:
    with pytest.raises((DocumentUnreadable, WorkbookInvalid)):
        read_register(read_clipboard(text, "Bảng tạm"))


def test_columns_are_taken_as_somebody_says(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "so.xlsx",
        [["Ký hiệu", "Lúc nào", "Lĩnh vực"], ["A1", moment("2026-08-03"), "Hộ tịch"]],
    )
    wanted = RegisterMap(
        columns={"dossier_code": "ký hiệu", "received_at": "B", "field": None}, heading_row=1
    )

    read = looked(path, wanted)

    assert read.columns == {"dossier_code": 0, "received_at": 1}
    assert read.rows.field == ("",)


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        (RegisterMap(columns={"dossier_code": "Không có"}), "no column is called so"),
        (RegisterMap(columns={"nguoi": "B"}), "known columns are"),
        (RegisterMap(columns={}, sheet="Không có"), "there is no such sheet"),
    ],
)
def test_a_column_that_is_not_there_is_told(
    tmp_path: Path, wanted: RegisterMap, message: str
) -> None:
    path = register_book(tmp_path / "so.xlsx", 1)

    with pytest.raises(InvalidValue, match=message):
        looked(path, wanted)


def test_what_was_said_of_these_headings_is_recalled(tmp_path: Path) -> None:
    source = read_file(register_book(tmp_path / "so.xlsx", 1))
    asked: list[str] = []

    def recall(signature: str) -> dict[str, str | None]:
        asked.append(signature)
        return {"returned_at": "Ngày có kết quả", "resolved_at": None}

    read = read_register(source, None, recall)

    assert read.rows.returned_at == (moment("2026-08-05T09:00"),)
    assert asked == [read.signature]


def test_rows_stand_in_the_order_of_their_codes_and_know_their_place(tmp_path: Path) -> None:
    rows = [HEADINGS, dossier_row(3), dossier_row(1), dossier_row(2)]

    read = looked(workbook(tmp_path / "so.xlsx", rows))

    assert [code[-1] for code in read.rows.dossier_code] == ["1", "2", "3"]
    assert read.rows.entry == (2, 3, 1)
