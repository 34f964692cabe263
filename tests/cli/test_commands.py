"""Every command, as IT staff would type it."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from PIL import Image

from app.documents.unit_workbook import write_units
from app.domain.unit import Unit, UnitType, unit_id
from tests.cli.conftest import Completed, Ran, Sokiemtra
from tests.inspection_documents import Document, WriteDocument
from tests.photos import pictures as draw

SHIPPED = Unit(
    id=unit_id("28108"),
    code="28108",
    name="xã Cần Đước",
    unit_type=UnitType.COMMUNE,
    parent_code="80",
    valid_from=date(2025, 7, 1),
)


@pytest.fixture
def visit(kho: Sokiemtra, document: Document, write_document: WriteDocument) -> str:
    """The identity of a recorded visit."""
    identity = kho("inspection", "record", write_document(document), "--json").data["inspection_id"]
    assert isinstance(identity, str)
    return identity


def _error(ran: Ran) -> str:
    assert ran.code == 1
    error = ran.data["error"]
    assert set(error) >= {"code", "message"}
    return str(error["code"])


def test_a_new_store_has_the_four_checklists(kho: Sokiemtra) -> None:
    found = kho("checklist", "list", "--json")

    assert [row["code"] for row in found.data] == ["CCHC", "CV", "KS", "MC"]


def test_a_store_is_not_made_twice(kho: Sokiemtra) -> None:
    again = kho("init", "--role", "hq", "--name", "x", "--json")

    assert _error(again) == "store_exists"


def test_an_unknown_role_is_wrong_usage(sokiemtra: Sokiemtra) -> None:
    assert sokiemtra("init", "--role", "boss", "--name", "x").code == 2


def test_an_unknown_command_is_wrong_usage(sokiemtra: Sokiemtra) -> None:
    assert sokiemtra("fly").code == 2


def test_a_missing_store_is_an_expected_error(sokiemtra: Sokiemtra) -> None:
    assert _error(sokiemtra("inspection", "list", "--json")) == "store_missing"


def test_messages_are_vietnamese_unless_english_is_asked_for(sokiemtra: Sokiemtra) -> None:
    vietnamese = sokiemtra("inspection", "list")
    english = sokiemtra("inspection", "list", "--lang", "en")

    assert "không có kho dữ liệu" in vietnamese.err
    assert "There is no store" in english.err


def test_the_common_options_may_stand_anywhere(kho: Sokiemtra) -> None:
    assert kho("--json", "checklist", "--lang=en", "list").data


def test_the_schema_is_a_json_schema(kho: Sokiemtra) -> None:
    schema = kho("inspection", "schema", "--json").data

    assert schema["$defs"]["InspectionDocument"]["additionalProperties"] is False


def test_a_checklist_goes_through_excel_without_loss(kho: Sokiemtra, tmp_path: Path) -> None:
    before = kho("checklist", "show", "MC", "--json").data

    written = kho("checklist", "export", "MC", tmp_path / "mc.xlsx", "--json")
    imported = kho("checklist", "import", tmp_path / "mc.xlsx", "--json")

    assert written.code == imported.code == 0
    assert imported.data["id"] == before["id"]
    assert imported.data["content_sha256"] == before["content_sha256"]


def test_a_file_that_is_no_workbook_is_refused(kho: Sokiemtra, tmp_path: Path) -> None:
    (tmp_path / "mc.xlsx").write_text("Đây không phải tệp Excel")

    refused = kho("checklist", "import", tmp_path / "mc.xlsx", "--json")

    assert _error(refused)
    assert len(kho("checklist", "list", "--json").data) == 4


def test_a_visit_is_listed_shown_scored_and_explained(kho: Sokiemtra, visit: str) -> None:
    (row,) = kho("inspection", "list", "--json").data
    shown = kho("inspection", "show", visit[:8], "--json").data
    (scored,) = kho("inspection", "score", visit, "--json").data

    assert row["id"] == visit
    assert shown["unit"]["name"] == "xã Cần Đước"
    by_code = {one["code"]: one for one in scored["criteria"]}
    assert by_code["CCHC.1.1.2"]["points"] == "0.5"
    assert by_code["CCHC.1.3.3"]["state"] == "not_applicable"
    assert not scored["complete"]


def test_history_says_who_wrote_what(kho: Sokiemtra, visit: str) -> None:
    (write,) = kho("inspection", "history", visit, "CCHC.1.1.2.comment", "--json").data

    assert write["value"] == '"Thiếu 01 lĩnh vực"'
    assert write["actor"] == "may-01"


@pytest.mark.parametrize("command", ["show", "score", "history"])
def test_an_unknown_visit_is_an_expected_error(kho: Sokiemtra, command: str) -> None:
    assert _error(kho("inspection", command, "khong-co", "--json")) == "not_found"


def test_text_answers_are_for_people(kho: Sokiemtra, visit: str) -> None:
    shown = kho("inspection", "show", visit)
    scored = kho("inspection", "score", visit)
    listed = kho("inspection", "list")

    assert "UBND xã Cần Đước" in shown.out
    assert "CCHC.7.4.3" in scored.out
    assert "08:30 20/11/2026" in listed.out


def test_photos_are_added_and_a_bad_one_is_named(
    kho: Sokiemtra, visit: str, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.jpg"
    bad.write_text("không phải ảnh")
    good = tmp_path / "hồ sơ" / "ảnh 1.jpg"

    added = kho("photo", "add", visit, good, bad, "--criterion", "CCHC.3.3.1", "--json")

    assert added.code == 1
    assert [one["file_name"] for one in added.data["photos"]] == ["ảnh 1.jpg"]
    assert [one["code"] for one in added.data["refused"]] == ["photo_refused"]
    assert _error(added) == "photo_refused"


def test_a_folder_of_photos_tells_what_is_known_alike_and_left_out(
    kho: Sokiemtra, visit: str, tmp_path: Path
) -> None:
    shots = draw.shots(tmp_path / "DCIM", 2)
    draw.write(tmp_path / "DCIM", "film.mp4", b"\0\0\0\x18ftypmp42")
    kho("photo", "add", visit, shots[0])
    with Image.open(shots[1]) as image:
        image.resize((200, 150)).save(tmp_path / "DCIM" / "zalo.jpg", quality=60)

    added = kho("photo", "add", visit, tmp_path / "DCIM", "--json")
    told = kho("photo", "add", visit, tmp_path / "DCIM")

    names = {one["sha256"]: one["file_name"] for one in added.data["photos"]}
    assert (added.code, added.data["left_out"], added.data["not_reached"]) == (0, 1, 0)
    assert [names[one] for one in added.data["known"]] == ["IMG_0.jpg"]
    assert sorted(names[one] for one in added.data["alike"]) == ["IMG_1.jpg", "zalo.jpg"]
    assert told.out.count("(đã có trong cuộc kiểm tra này)") == 3
    assert "1 tệp khác trong thư mục không phải là ảnh" in told.out


def test_minutes_are_written_and_pass_their_own_check(
    kho: Sokiemtra, visit: str, completed: Completed, tmp_path: Path
) -> None:
    completed(visit)
    target = tmp_path / "biên bản.docx"

    written = kho("minutes", visit, "--out", target, "--json")
    checked = kho("minutes", "check", target, "--json")

    assert written.data["minutes"]["version"] == 1
    assert checked.data["violations"] == []
    assert checked.code == 0


def test_what_minutes_lack_is_listed_and_stops_them_but_never_a_draft(
    kho: Sokiemtra, visit: str, tmp_path: Path
) -> None:
    told = kho("minutes", "missing", visit)
    listed = kho("minutes", "missing", visit, "--json")

    assert (told.code, listed.code) == (1, 1)
    assert _error(listed) == "minutes_not_ready"
    assert listed.data["blocking"] == sum(one["blocks"] for one in listed.data["missing"]) > 70
    assert "CCHC.1.1.1" in [one["key"] for one in listed.data["missing"]]
    assert "[bắt buộc] Phiếu: CCHC.1.1.1 chưa chấm" in told.out
    assert _error(kho("minutes", visit, "--out", tmp_path / "a.docx", "--json"))
    assert kho("minutes", visit, "--draft", "--out", tmp_path / "b.docx").code == 0
    assert [one.name for one in tmp_path.glob("*.docx")] == ["b.docx"]


def test_nothing_missing_is_said_with_exit_code_zero(
    kho: Sokiemtra, visit: str, completed: Completed
) -> None:
    completed(visit)

    told = kho("minutes", "missing", visit)

    assert told.code == 0
    assert "Không còn thiếu gì" in told.out


def test_minutes_that_say_the_same_are_the_same_file(
    kho: Sokiemtra, visit: str, completed: Completed, tmp_path: Path
) -> None:
    completed(visit)
    first, second = tmp_path / "1.docx", tmp_path / "2.docx"

    kho("minutes", visit, "--out", first)
    again = kho("minutes", visit, "--out", second, "--json")

    assert again.data["minutes"]["version"] == 1
    assert first.read_bytes() == second.read_bytes()


def test_a_document_with_departures_exits_with_one(kho: Sokiemtra, tmp_path: Path) -> None:
    from docx import Document as NewWord  # noqa: PLC0415 - only here

    word = NewWord()
    word.add_paragraph("BIÊN BẢN")
    word.save(str(tmp_path / "x.docx"))

    checked = kho("minutes", "check", tmp_path / "x.docx", "--json")

    assert checked.code == 1
    assert {one["rule"] for one in checked.data["violations"]} >= {"P1", "P6"}
    assert _error(checked) == "form_departed"


def test_a_text_file_named_docx_is_refused(kho: Sokiemtra, tmp_path: Path) -> None:
    (tmp_path / "x.docx").write_text("không phải Word")

    assert _error(kho("minutes", "check", tmp_path / "x.docx", "--json"))


def test_the_store_is_checked(kho: Sokiemtra, visit: str, tmp_path: Path) -> None:
    sound = kho("check", "--json")
    sha256 = kho("inspection", "show", visit, "--json").data["photos"][0]["sha256"]
    (tmp_path / "kho" / "blobs" / sha256[:2] / sha256).unlink()
    broken = kho("check", "--json")

    assert (sound.code, sound.data["missing"]) == (0, [])
    assert (broken.code, broken.data["missing"]) == (1, [sha256])
    assert _error(broken) == "store_not_whole"


def test_units_are_found_by_old_names(kho: Sokiemtra) -> None:
    found = kho("unit", "find", "thi", "tran", "can", "duoc", "--json").data

    assert found[0]["code"] == "28108"


def test_a_corrected_unit_comes_in_from_excel(kho: Sokiemtra, tmp_path: Path) -> None:
    with (tmp_path / "đơn vị.xlsx").open("wb") as stream:
        write_units([replace(SHIPPED, name="phường Cần Đước", unit_type=UnitType.WARD)], stream)

    first = kho("unit", "import", tmp_path / "đơn vị.xlsx", "--json")
    again = kho("unit", "import", tmp_path / "đơn vị.xlsx", "--json")
    (found, *_others) = kho("unit", "find", "28108", "--json").data

    assert (first.data["read"], first.data["changed"]) == (1, 1)
    assert again.data["changed"] == 0
    assert found["name"] == "phường Cần Đước"


def test_a_workbook_of_units_with_a_mistake_changes_nothing(kho: Sokiemtra, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Mã", "Tên", "Loại", "Mã cấp trên"])
    sheet.append(["28108", "", "hành tinh", "80"])
    book.save(tmp_path / "x.xlsx")

    refused = kho("unit", "import", tmp_path / "x.xlsx", "--json")

    assert _error(refused) == "workbook_invalid"
    assert kho("unit", "find", "28108", "--json").data[0]["name"] == "xã Cần Đước"


def test_the_summary_is_written(kho: Sokiemtra, visit: str, tmp_path: Path) -> None:
    written = kho("report", "summary", "--out", tmp_path / "tong hop.xlsx", "--json")

    assert visit
    assert written.data["inspections"] == 1
    assert (tmp_path / "tong hop.xlsx").stat().st_size > 1000


def test_enrol_export_show_and_import(kho: Sokiemtra, visit: str, tmp_path: Path) -> None:
    usb = tmp_path / "usb"
    usb.mkdir()
    kho("init", "--role", "hq", "--name", "Sở Nội vụ", store="hq")
    asked = kho("enrol", "request", "--out", usb / "y", "--json").data
    name = ("--name", "doan1/may-01", "--team", "doan1", "--out", usb / "a", "--json")
    told = kho("enrol", "approve", usb / "y", "--code", asked["code"], *name, store="hq").data
    kho("enrol", "accept", usb / "a", "--code", told["code"])

    written = kho("export", "--to", usb, visit, "--json")
    shown = kho("package", "show", written.data["place"], "--json", store="hq")
    brought = kho("import", usb, "--json", store="hq")

    assert shown.data["signer"] == "doan1/may-01"
    (one,) = brought.data["packages"]
    assert (one["status"], one["error"]) == ("new", None)
    assert one["new"] > 0


def test_no_command_imports_qt() -> None:
    code = (
        "import sys; from app.cli.main import run; run(['--help']);"
        "sys.exit(any(name.startswith('PySide6') for name in sys.modules))"
    )

    ran = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True)

    assert ran.returncode == 0


def test_help_names_every_command(sokiemtra: Sokiemtra) -> None:
    out = sokiemtra("--help").out

    words = set(re.findall(r"\b[a-z]+\b", out))
    assert words >= {"init", "check", "demo", "checklist", "inspection", "photo", "minutes"}
    assert words >= {"export", "import", "package", "enrol", "report", "unit"}


def test_suggestions_say_where_they_differ_from_what_is_answered(
    kho: Sokiemtra, document: Document, write_document: WriteDocument
) -> None:
    document["answers"] = [{"criterion": "CCHC.3.1.2", "value": "1"}]
    visit = kho("inspection", "record", write_document(document), "--json").data["inspection_id"]

    found = {one["criterion"]: one for one in kho("inspection", "suggest", visit, "--json").data}
    said = kho("inspection", "suggest", visit)

    assert not found["CCHC.3.1.2"]["differs"]
    assert found["CCHC.3.4.2"]["differs"]
    assert found["CCHC.3.4.2"]["suggested"]["numerator"] == "0"
    assert "0/1" in said.out


def test_the_lines_for_people_carry_no_codes_of_the_program(kho: Sokiemtra, visit: str) -> None:
    assert "Đã kết thúc" in kho("inspection", "list").out
    assert "Khác nhau" in kho("inspection", "list").out
    assert "Trạng thái: Đã kết thúc" in kho("inspection", "show", visit).out
    assert "Đã ban hành" in kho("checklist", "list").out
    assert kho("inspection", "list", "--json").data[0]["state"] == "finished"


def test_communes_of_one_name_are_told_apart_by_their_province(kho: Sokiemtra) -> None:
    found = kho("unit", "find", "xã Gia Lâm").out

    assert "thành phố Hà Nội" in found
    assert "tỉnh Ninh Bình" in found


def test_the_history_of_a_whole_answer_names_its_criterion(kho: Sokiemtra, visit: str) -> None:
    asked = kho("inspection", "history", visit, "CCHC.1.1.2")

    assert '"Thiếu 01 lĩnh vực"' in asked.out
    assert '"CCHC.1.1.2"' in asked.out
    assert "CCHC.1.1.3" not in asked.out


def test_an_unknown_language_is_wrong_usage(kho: Sokiemtra) -> None:
    ran = kho("inspection", "list", "--lang", "fr")

    assert ran.code == 2
    assert ran.out == ""
    assert "vi" in ran.err


def test_a_caption_given_with_a_photo_that_is_there_already_is_kept(
    kho: Sokiemtra, visit: str, tmp_path: Path
) -> None:
    photo = tmp_path / "hồ sơ" / "ảnh 1.jpg"
    kho("photo", "add", visit, photo, "--caption", "Quầy tiếp nhận")

    again = kho("photo", "add", visit, photo, "--json")
    renamed = kho("photo", "add", visit, photo, "--caption", "Bảng niêm yết", "--json")

    assert again.data["photos"][0]["caption"] == "Quầy tiếp nhận"
    assert renamed.data["photos"][0]["caption"] == "Bảng niêm yết"
    assert [
        one["caption"] for one in kho("inspection", "show", visit, "--json").data["photos"]
    ] == ["Bảng niêm yết"]


def test_a_file_made_of_differing_values_says_so(
    kho: Sokiemtra, document: Document, write_document: WriteDocument, tmp_path: Path
) -> None:
    usb = tmp_path / "usb"
    usb.mkdir()
    kho("init", "--role", "hq", "--name", "Sở", store="hq")
    asked = kho("enrol", "request", "--out", usb / "y", "--json").data["code"]
    tail = ("--name", "d/m", "--team", "d", "--out", usb / "a", "--json")
    told = kho("enrol", "approve", usb / "y", "--code", asked, *tail, store="hq").data["code"]
    kho("enrol", "accept", usb / "a", "--code", told)
    visit = kho("inspection", "record", write_document(document), "--json").data["inspection_id"]
    kho("export", "--to", usb)
    document["visit"]["general_remark"] = "Cơ quan chủ trì ghi khác."
    kho("inspection", "record", write_document(document), store="hq")
    kho("import", usb, store="hq")

    minutes = kho("minutes", visit, "--draft", "--out", tmp_path / "b.docx", store="hq")
    summary = kho("report", "summary", "--out", tmp_path / "t.xlsx", "--json", store="hq")

    assert "Còn 1 điểm khác nhau" in minutes.out
    assert summary.data["differences"] == 1
