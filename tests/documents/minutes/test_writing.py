"""The minutes against `minutes_format`: every rule of T1-T14 that a file can show."""

from __future__ import annotations

import io
import re
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree
from lxml.etree import _Element as Element

from app.documents.format_check import check_format
from app.documents.minutes.writing import (
    CopiesDoNotAddUp,
    PictureMissing,
    RecommendationWithoutDeadline,
    write_minutes,
)
from app.documents.word.structure import structure_faults
from app.domain.finding import FindingKind
from app.domain.inspection import Role, Side, UnitAgreement
from app.domain.photo import PhotoLink, PhotoTarget, PhotoUse, photo_link_id
from app.domain.plan import Head
from app.errors import Cancelled, FileUnreadable
from tests import given
from tests.documents import rich_case
from tests.documents.word_reading import W, Written, minutes_of, text_of


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """The minutes of the rich case file, with five photos."""
    case = rich_case.rich_case()
    return minutes_of(case, rich_case.pictures(case, tmp_path_factory.mktemp("photos")))


@pytest.fixture(scope="module")
def plain() -> Written:
    """The minutes of the rich case file without photos and dossiers."""
    return minutes_of(rich_case.rich_case(photo_count=0, dossier_count=0))


def _twips(element: Element | None, name: str) -> int:
    assert element is not None
    return int(element.get(f"{W}{name}", "0"))


def test_pages_are_a4_with_the_margins_of_the_decree(plain: Written) -> None:  # T1, P1-P5
    for section in plain.sections:
        size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")

        assert (_twips(size, "w"), _twips(size, "h")) == (11906, 16838)
        assert 1134 <= _twips(margins, "top") <= 1417
        assert 1134 <= _twips(margins, "bottom") <= 1417
        assert 1701 <= _twips(margins, "left") <= 1984
        assert 850 <= _twips(margins, "right") <= 1134


def test_every_run_is_times_new_roman_in_all_four_slots(rich: Written) -> None:  # T2, P6
    runs = [
        run
        for name, content in rich.parts.items()
        if re.fullmatch(r"word/(document|header\d)\.xml", name)
        for run in etree.fromstring(content).iter(f"{W}r")
        if run.find(f"{W}drawing") is None
    ]
    slots = {
        tuple(fonts.get(f"{W}{slot}") for slot in ("ascii", "hAnsi", "cs", "eastAsia"))
        for fonts in (run.find(f"{W}rPr/{W}rFonts") for run in runs)
        if fonts is not None
    }
    bare = [run for run in runs if run.find(f"{W}rPr/{W}rFonts") is None]

    assert slots == {("Times New Roman",) * 4}
    assert [run for run in bare if run.find(f"{W}br") is None] == []
    assert b"Theme" not in rich.parts["word/styles.xml"]


def test_pages_are_numbered_from_the_second(rich: Written) -> None:  # T3, P7
    headers = {
        reference.get(f"{W}type")
        for section in rich.sections
        for reference in section.iter(f"{W}headerReference")
    }
    numbered, first = (
        etree.fromstring(rich.parts[f"word/header{number}.xml"]) for number in (1, 2)
    )

    assert headers == {"default", "first"}
    assert all(section.find(f"{W}titlePg") is not None for section in rich.sections)
    assert "PAGE" in "".join(field.text or "" for field in numbered.iter(f"{W}instrText"))
    assert list(first.iter(f"{W}r")) == []
    assert rich.setting(next(numbered.iter(f"{W}p")), "jc").get(f"{W}val") == "center"  # type: ignore[union-attr] # it is set


@pytest.mark.parametrize(
    ("start", "sizes", "bold", "italic"),
    [
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", {12, 13}, True, False),  # E1
        ("Độc lập - Tự do - Hạnh phúc", {13, 14}, True, False),  # E2
        ("SỞ NỘI VỤ TỈNH TÂY NINH", {12, 13}, False, False),  # E4
        ("ĐOÀN KIỂM TRA\nTHEO QĐ SỐ 1050/QĐ-SNV", {12, 13}, True, False),  # E5
        ("Tây Ninh, ngày 20 tháng 11 năm 2026", {13, 14}, False, True),  # E8
        ("BIÊN BẢN", {13, 14}, True, False),  # E9
        ("Kiểm tra công tác cải cách hành chính năm 2026", {13, 14}, True, False),  # E10
        ("Căn cứ Quyết định số 1050/QĐ-SNV", {13, 14}, False, True),  # E11
        ("Hôm nay, vào hồi", {13, 14}, False, False),  # E12
        ("I. THÀNH PHẦN", {13, 14}, True, False),  # E13
        ("1. Đoàn kiểm tra", {13, 14}, True, False),  # E14
        ("a) Ưu điểm:", {13, 14}, False, False),  # E15
        ("ĐẠI DIỆN UBND XÃ\u00a0CẦN\u00a0ĐƯỚC", {13, 14}, True, False),  # E16
        ("(Ký, ghi rõ họ tên, đóng dấu)", {13}, False, True),  # E17
        ("Võ Hoàng Nhật Trường", {13, 14}, True, False),  # E18
        ("Nơi nhận:", {12}, True, True),  # E19
        ("- Lưu: VT, HSKT.", {11}, False, False),  # E20
        ("Phụ lục I", {14}, True, False),  # E21
        ("BẢNG CHẤM ĐIỂM THEO BỘ TIÊU CHÍ", {13, 14}, True, False),  # E22
        ("(Kèm theo Biên bản ngày 20 tháng 11 năm 2026", {13, 14}, False, True),  # E23
    ],
)
def test_each_element_has_its_size_weight_and_slant(  # T4
    rich: Written, start: str, sizes: set[int], bold: bool, italic: bool
) -> None:
    size, is_bold, is_italic = rich.letters(rich.paragraph(start))

    assert size in sizes
    assert (is_bold, is_italic) == (bold, italic)


def test_body_text_is_justified_indented_and_spaced(plain: Written) -> None:  # T5, E12
    for start in ("Hôm nay", "- Ông (bà): Trần Kỳ Đức", "2. Thời kỳ", "Biên bản kết thúc"):
        paragraph = plain.paragraph(start)
        spacing = plain.setting(paragraph, "spacing")

        assert plain.setting(paragraph, "jc").get(f"{W}val") == "both"  # type: ignore[union-attr] # it is set
        assert _twips(plain.setting(paragraph, "ind"), "firstLine") in {567, 720}
        assert _twips(spacing, "before") >= 120


def test_parts_stand_in_their_order_and_none_is_empty(plain: Written) -> None:  # T7, S0-S10
    parts = [text for text in plain.texts if re.match(r"[IV]+\. [A-ZÀ-Ỹ]", text)]
    following = [plain.texts[plain.texts.index(part) + 1] for part in parts]

    assert parts == [
        "I. THÀNH PHẦN",
        "II. NỘI DUNG, PHẠM VI, THỜI KỲ KIỂM TRA",
        "III. KẾT QUẢ KIỂM TRA",
        "IV. NHẬN XÉT, KIẾN NGHỊ CỦA ĐOÀN KIỂM TRA",
        "V. Ý KIẾN CỦA ĐƠN VỊ ĐƯỢC KIỂM TRA",
        "VI. TÀI LIỆU KÈM THEO",
    ]
    assert not set(following) & set(parts)


def test_a_visit_with_nothing_to_say_says_so() -> None:  # W10
    bare = replace(
        rich_case.rich_case(
            finding_count=0, photo_count=0, dossier_count=0, general_remark="", attachments=()
        ),
        findings=(),
        recommendations=(),
        participants=(),
        answers={},
        checklists=(),
    )

    written = minutes_of(bare)

    heading = written.texts.index("III. KẾT QUẢ KIỂM TRA")
    assert written.texts[heading + 1] == "Không có."
    assert written.text.count("Không có.") >= 4
    assert "Đơn vị thống nhất với nội dung biên bản, không có ý kiến khác." in written.texts
    assert "{{" not in written.text


@pytest.mark.parametrize(
    ("agreement", "opinion", "printed"),
    [
        (UnitAgreement.AGREES, "", "không có ý kiến khác."),
        (UnitAgreement.PARTLY, "", "Đơn vị thống nhất một phần"),
        (UnitAgreement.DISAGREES, "Số liệu chưa đúng", "Số liệu chưa đúng."),
    ],
)
def test_the_opinion_of_the_unit_is_never_empty(  # T7, S7
    agreement: UnitAgreement, opinion: str, printed: str
) -> None:
    case = rich_case.rich_case(
        photo_count=0, dossier_count=0, unit_agreement=agreement, unit_opinion=opinion
    )

    assert printed in minutes_of(case).text


@pytest.mark.parametrize(("copies", "team", "unit"), [(2, 2, 1), (2, 2, 0), (3, 1, 1)])
def test_copies_that_do_not_add_up_are_refused(copies: int, team: int, unit: int) -> None:  # T8
    case = rich_case.rich_case(photo_count=0, copies=copies, copies_team=team, copies_unit=unit)
    target = io.BytesIO()

    with pytest.raises(CopiesDoNotAddUp):
        write_minutes(case, (), {}, target, calendar=rich_case.calendar())

    assert target.getvalue() == b""


def test_copies_are_two_digits(plain: Written) -> None:  # W5
    closing = text_of(plain.paragraph("Biên bản kết thúc"))

    assert "03 bản có giá trị như nhau" in closing
    assert "Đoàn kiểm tra giữ 02 bản, đơn vị được kiểm tra giữ 01 bản./." in closing


def test_refusing_to_sign_prints_the_sentence_and_the_witness() -> None:  # T9, G2
    case = rich_case.rich_case(photo_count=0, refused_to_sign="không đồng ý với số liệu.")
    witness = (Side.WITNESS, Role.WITNESS, "Lê Văn Tám", "Trưởng ấp 3")
    with_witness = replace(case, participants=(*case.participants, *rich_case.people((witness,))))

    written = minutes_of(with_witness)

    assert "không ký biên bản, lý do: không đồng ý với số liệu. Căn cứ điểm a" in written.text
    assert "Điều 15 Nghị định số 217/2025/NĐ-CP" in written.text
    assert written.letters(written.paragraph("NGƯỜI CHỨNG KIẾN"))[1]
    assert "Lê Văn Tám" in written.texts
    assert "3. Người có liên quan, người chứng kiến" in written.texts
    assert "ĐẠI DIỆN UBND XÃ\u00a0CẦN\u00a0ĐƯỚC" not in written.text
    assert "NGƯỜI CHỨNG KIẾN" in minutes_of(case).texts
    assert "công nhận đúng" not in written.text


def test_the_end_mark_stands_once_at_the_end_of_the_closing_paragraph() -> None:  # T10, W3
    case = rich_case.rich_case(photo_count=0, general_remark="Tốt./.", unit_opinion="Đồng ý./.")

    written = minutes_of(case)

    assert written.text.count("./.") == 1
    assert text_of(written.paragraph("Biên bản kết thúc")).endswith("bản./.")


def test_a_recommendation_without_deadline_and_reason_is_refused() -> None:  # T11
    case = rich_case.rich_case(photo_count=0)
    vague = given.recommendation(7, text="Khắc phục ngay.", due_on=None)
    target = io.BytesIO()

    with pytest.raises(
        RecommendationWithoutDeadline, match="recommendation_without_deadline"
    ) as refused:
        write_minutes(
            replace(case, recommendations=(*case.recommendations, vague)),
            (),
            {},
            target,
            calendar=rich_case.calendar(),
        )

    assert refused.value.params["text"] == "Khắc phục ngay."
    assert target.getvalue() == b""


@pytest.mark.parametrize(
    ("head", "name", "number", "place", "delegation"),
    [
        (Head.DELEGATION, "BIÊN BẢN", False, True, True),
        (Head.NUMBERED, "BIÊN BẢN", True, False, True),
        (Head.WORKING, "BIÊN BẢN LÀM VIỆC", False, False, False),
    ],
)
def test_each_head_has_its_number_place_and_left_block(  # T12
    head: Head, name: str, number: bool, place: bool, delegation: bool
) -> None:
    case = rich_case.rich_case(photo_count=0, dossier_count=0)

    texts = minutes_of(replace(case, plan=replace(case.plan, head=head))).texts
    top = texts[: texts.index(name)]

    assert ("Số:        /BB-ĐKT" in top) is number
    assert ("Tây Ninh, ngày 20 tháng 11 năm 2026" in top) is place
    assert ("SỞ NỘI VỤ TỈNH TÂY NINH" in top) is delegation
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in top


def test_text_is_composed_even_when_typed_otherwise() -> None:  # T13
    typed = unicodedata.normalize("NFD", "Người dân hài lòng với Trung tâm")
    case = rich_case.rich_case(photo_count=0, general_remark=typed)

    text = minutes_of(case).text

    assert unicodedata.is_normalized("NFC", text)
    assert "Người dân hài lòng với Trung tâm." in text


def test_a_long_dossier_table_repeats_its_head_and_stays_landscape() -> None:  # T14, P8, P9
    written = minutes_of(rich_case.rich_case(photo_count=0, dossier_count=120))
    table = next(table for table in written.body.iter(f"{W}tbl") if "Mã hồ sơ" in text_of(table))
    rows = list(table.iter(f"{W}tr"))
    section = written.sections[-1]

    assert len(rows) == 121
    assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
    assert all(len(list(row.iter(f"{W}tc"))) == 14 for row in rows)
    assert _twips(section.find(f"{W}pgSz"), "w") == 16838
    assert _twips(section.find(f"{W}pgNumType"), "start") == 1
    assert "Bí Mật" not in written.text


def test_annexes_are_numbered_by_which_there_are(rich: Written) -> None:  # E21
    without_dossiers = minutes_of(rich_case.rich_case(photo_count=0, dossier_count=0))

    heads = [text for text in rich.texts if re.fullmatch(r"Phụ lục [IVX]+", text)]

    assert heads == ["Phụ lục I", "Phụ lục II", "Phụ lục III"]
    assert "Phụ lục" in without_dossiers.texts
    assert "Chi tiết tại Phụ lục." in without_dossiers.text
    assert len(rich.sections) == 4
    assert all(_twips(section.find(f"{W}pgNumType"), "start") == 1 for section in rich.sections)


def test_photos_are_numbered_and_cited(rich: Written) -> None:
    assert "minh chứng: Ảnh số 01, Phụ lục III" in rich.text
    captions = [text for text in rich.texts if text.startswith("Ảnh số ")]
    assert [caption[:9] for caption in captions] == [f"Ảnh số 0{n}" for n in range(1, 6)]
    assert "Minh chứng: tiêu chí CCHC.3.2.1" in rich.text


def test_a_finding_on_the_sample_cites_the_annex_of_dossiers(rich: Written) -> None:
    text = text_of(rich.paragraph("- Còn hồ sơ mẫu"))

    assert text.endswith("minh chứng: Phụ lục II).")


def test_the_score_line_says_points_of_what_applies(rich: Written) -> None:
    score = rich_case.scores(rich_case.rich_case())[0].total

    assert score.applicable_max < Decimal(100)
    assert f"/{score.applicable_max.normalize():f} điểm".replace(".", ",") in rich.text
    assert "Không phát sinh" in rich.texts


def test_an_area_that_no_checklist_knows_is_printed_last() -> None:
    case = rich_case.rich_case(photo_count=0, dossier_count=0)
    stray = given.finding(77, area_code="XYZ", text="Phát hiện lạc.", kind=FindingKind.SHORTCOMING)

    texts = minutes_of(replace(case, findings=(*case.findings, stray))).texts

    assert texts.index("8. Nội dung khác") < texts.index("- Phát hiện lạc.")


def test_the_signatures_stay_with_the_closing_paragraph(rich: Written) -> None:  # G7
    closing = rich.paragraph("Biên bản kết thúc")
    kept = [closing, *(rich.paragraph(start) for start in ("TRƯỞNG ĐOÀN", "THƯ KÝ"))]

    assert all(rich.setting(paragraph, "keepNext") is not None for paragraph in kept)
    assert rich.setting(closing, "keepLines") is not None


def test_minutes_of_a_visit_still_open_leave_blanks_to_write_in() -> None:
    case = rich_case.rich_case(photo_count=0, ended_at=None)

    text = minutes_of(case).text

    assert "kết thúc vào hồi ...... giờ ...... phút, ngày ...... tháng" in text


def test_a_unit_that_disagrees_is_not_said_to_acknowledge() -> None:
    case = rich_case.rich_case(photo_count=0, unit_agreement=UnitAgreement.DISAGREES)

    closing = text_of(minutes_of(case).paragraph("Biên bản kết thúc"))

    assert "nêu trên nghe và ký xác nhận; biên bản" in closing


@pytest.mark.parametrize(("head", "number"), [("TRƯỞNG ĐOÀN", 1), ("PHÓ TRƯỞNG ĐOÀN", 2)])
def test_the_deputy_signs_where_the_leader_is_absent(head: str, number: int) -> None:
    case = rich_case.rich_case(photo_count=0)
    people = tuple(
        replace(person, present=person.role is not Role.TEAM_LEADER or number == 1)
        for person in case.participants
    )

    written = minutes_of(replace(case, participants=people))

    assert head in written.texts
    assert ("Trưởng đoàn, vắng mặt" in written.text) is (number == 2)
    assert ("Phó Trưởng đoàn (chủ trì)" in written.text) is (number == 2)
    assert written.text.count("(chủ trì)") == 1


@pytest.mark.parametrize(
    ("witnesses", "order"),
    [
        (0, ["TRƯỞNG ĐOÀN", "Nơi nhận:", "THƯ KÝ"]),
        (1, ["TRƯỞNG ĐOÀN", "NGƯỜI CHỨNG KIẾN", "THƯ KÝ", "Nơi nhận:"]),
        (2, ["TRƯỞNG ĐOÀN", "NGƯỜI CHỨNG KIẾN", "NGƯỜI CHỨNG KIẾN", "Nơi nhận:", "THƯ KÝ"]),
        (3, ["TRƯỞNG ĐOÀN", *["NGƯỜI CHỨNG KIẾN"] * 3, "THƯ KÝ", "Nơi nhận:"]),
    ],
)
def test_who_signs_stands_in_as_few_rows_as_can_be(witnesses: int, order: list[str]) -> None:
    case = rich_case.rich_case(photo_count=0)
    rows = [(Side.WITNESS, Role.WITNESS, f"Lê Văn {name}", "") for name in "ABC"[:witnesses]]

    written = minutes_of(replace(case, participants=(*case.participants, *rich_case.people(rows))))

    signing = written.texts[written.texts.index("TRƯỞNG ĐOÀN") :]
    assert [text for text in signing if text in order] == order


def test_internal_photos_stay_out(tmp_path: Path) -> None:
    case = rich_case.rich_case(photo_count=3)
    first, *others = case.photos
    hidden = replace(case, photos=(replace(first, use=PhotoUse.INTERNAL), *others))

    written = minutes_of(hidden, rich_case.pictures(hidden, tmp_path))

    captions = [text for text in written.texts if text.startswith("Ảnh số ")]
    assert [caption[:9] for caption in captions] == ["Ảnh số 01", "Ảnh số 02"]
    assert sum(name.startswith("word/media/") for name in written.parts) == 2


def test_pictures_go_in_as_they_are(tmp_path: Path) -> None:
    case = rich_case.rich_case(photo_count=2)
    pictures = rich_case.pictures(case, tmp_path)

    written = minutes_of(case, pictures)

    kept = {content for name, content in written.parts.items() if name.endswith(".jpeg")}
    assert kept == {path.read_bytes() for path in pictures.values()}


def test_stopping_is_heard_before_the_first_picture(tmp_path: Path) -> None:
    class Impatient:
        def step(self, done: int, total: int, label: str = "") -> None:  # noqa: ARG002 - its shape
            raise Cancelled

    case = rich_case.rich_case(photo_count=1)

    with pytest.raises(Cancelled):
        write_minutes(
            case,
            (),
            rich_case.pictures(case, tmp_path),
            io.BytesIO(),
            calendar=rich_case.calendar(),
            progress=Impatient(),
        )


def test_a_picture_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    case = rich_case.rich_case(photo_count=1)
    gone = {case.photos[0].sha256: tmp_path / "mat.jpeg"}

    with pytest.raises(FileUnreadable, match="file_unreadable"):
        write_minutes(case, (), gone, io.BytesIO(), calendar=rich_case.calendar())


def test_a_photo_says_only_what_is_known_of_it(tmp_path: Path) -> None:
    case = rich_case.rich_case(photo_count=2, dossier_count=1)
    bare, shown = case.photos
    dossier = case.dossiers[0]
    link = PhotoLink(
        id=photo_link_id(shown.id, PhotoTarget.DOSSIER, dossier.id),
        inspection_id=given.INSPECTION,
        photo_id=shown.id,
        target=PhotoTarget.DOSSIER,
        target_key=dossier.id,
    )
    stray = replace(link, target_key="gone", photo_id=bare.id)
    known = replace(
        case,
        photos=(replace(bare, taken_at=None, caption=""), shown),
        photo_links=(link, stray),
    )

    texts = minutes_of(known, rich_case.pictures(known, tmp_path)).texts

    assert texts[-4] == "Ảnh số 01. "
    assert texts[-1] == f"Minh chứng: hồ sơ {dossier.dossier_code}"


def test_a_visit_without_a_province_names_the_unit_as_place() -> None:
    case = replace(rich_case.rich_case(photo_count=0, dossier_count=0), province=None)

    assert "Cần Đước, ngày 20 tháng 11 năm 2026" in minutes_of(case).texts


def test_notes_of_the_score_table_say_why() -> None:
    case = rich_case.rich_case(photo_count=0, dossier_count=0)
    answers = dict(case.answers)
    del answers["CCHC.1.1.1"]
    answers["CCHC.1.1.3"] = given.answer("CCHC.1.1.3", value="95", comment="Theo báo cáo")

    texts = minutes_of(replace(case, answers=answers)).texts

    assert texts[texts.index("CCHC.1.1.1") + 3] == "Chưa chấm"
    assert "95%; Theo báo cáo" in texts


def test_a_checklist_in_which_nothing_applies_has_no_score() -> None:
    case = rich_case.rich_case(photo_count=0, dossier_count=0)
    nothing = {
        leaf.code: given.answer(leaf.code, value="", not_applicable=True)
        for leaf in case.checklists[0].leaves()
    }

    text = minutes_of(replace(case, answers=nothing)).text

    assert "cấp xã: chưa có tiêu chí nào được chấm điểm." in text


def test_a_finding_at_a_criterion_is_printed_under_its_area() -> None:
    case = rich_case.rich_case(photo_count=0, dossier_count=0, finding_count=0)
    deep = given.finding(1, area_code="", criterion_code="CCHC.2.1.1", text="Sâu.")

    texts = minutes_of(replace(case, findings=(deep,))).texts

    assert texts.index("2. Cải cách thể chế") < texts.index("- Sâu.")
    assert texts.index("- Sâu.") < texts.index("3. Cải cách thủ tục hành chính")


def test_a_suspected_violation_is_passed_on() -> None:
    case = rich_case.rich_case(photo_count=0, dossier_count=0, finding_count=0)
    grave = given.finding(1, kind=FindingKind.VIOLATION, text="Thu phí không có biên lai.")

    text = minutes_of(replace(case, findings=(grave,))).text

    assert "- Thu phí không có biên lai; Đoàn kiểm tra đề nghị chuyển cơ quan" in text


def test_several_checklists_have_a_table_each() -> None:
    case = rich_case.rich_case(photo_count=0)
    both = replace(case, checklists=(*case.checklists, rich_case.checklist("criteria_one_stop")))

    written = minutes_of(both)

    assert both.checklists[1].title in written.texts
    assert "Chưa có tiêu chí nào được chấm điểm." not in written.text
    assert "tiêu chí chưa chấm)" in written.text
    assert written.texts.count("Tổng cộng") == 2


def test_a_photo_without_its_picture_is_refused() -> None:
    case = rich_case.rich_case(photo_count=2)

    with pytest.raises(PictureMissing) as refused:
        write_minutes(case, (), {}, io.BytesIO(), calendar=rich_case.calendar())

    assert refused.value.params["name"] == "IMG_0000.jpg"


def test_the_same_case_gives_the_same_bytes(tmp_path: Path) -> None:
    case = rich_case.rich_case(photo_count=1)
    pictures = rich_case.pictures(case, tmp_path)

    assert minutes_of(case, pictures).content == minutes_of(case, pictures).content


def test_properties_name_the_minutes_and_no_machine(rich: Written) -> None:
    core = rich.parts["docProps/core.xml"].decode()

    assert "Biên bản kiểm tra công tác cải cách hành chính năm 2026" in core
    assert "Đoàn kiểm tra" in core
    assert "2026-11-20T09:15:00Z" in core
    assert "python" not in core


def test_the_check_of_form_finds_nothing(rich: Written, tmp_path: Path) -> None:
    path = tmp_path / "bien_ban.docx"
    path.write_bytes(rich.content)

    assert check_format(path) == []
    assert structure_faults(path) == []


def test_days_are_those_of_vietnam() -> None:
    # 18:30 in UTC is half past one of the next day in Vietnam.
    late = datetime(2026, 3, 4, 18, 30, tzinfo=UTC)
    case = rich_case.rich_case(photo_count=0, started_at=late, ended_at=late)

    assert "01 giờ 30 phút, ngày 05 tháng 3 năm 2026" in minutes_of(case).text
