"""Sentences made of a criterion's own text: read aloud, they must be Vietnamese."""

from __future__ import annotations

from decimal import Decimal

import pytest

from app.domain import wording


@pytest.mark.parametrize(
    ("text", "failed", "half", "asked"),
    [
        (
            "Có kế hoạch tự kiểm tra CCHC trong năm (riêng hoặc lồng ghép)",
            "Chưa có kế hoạch tự kiểm tra cải cách hành chính trong năm.",
            "Chưa có đầy đủ kế hoạch tự kiểm tra cải cách hành chính trong năm.",
            "Bảo đảm có kế hoạch tự kiểm tra cải cách hành chính trong năm.",
        ),
        (
            "Công khai ngân sách đúng nội dung, hình thức, thời hạn",
            "Chưa công khai ngân sách đúng nội dung, hình thức, thời hạn.",
            "Việc công khai ngân sách đúng nội dung, hình thức, thời hạn mới đạt một phần yêu cầu.",
            "Công khai ngân sách đúng nội dung, hình thức, thời hạn.",
        ),
        (
            "Không yêu cầu xuất trình giấy tờ đã có trong CSDL",
            "Còn tình trạng yêu cầu xuất trình giấy tờ đã có trong cơ sở dữ liệu.",
            "Còn trường hợp yêu cầu xuất trình giấy tờ đã có trong cơ sở dữ liệu.",
            "Chấm dứt việc yêu cầu xuất trình giấy tờ đã có trong cơ sở dữ liệu.",
        ),
        (
            "Số liệu trong báo cáo khớp với hệ thống",
            "Số liệu trong báo cáo chưa khớp với hệ thống.",
            "Số liệu trong báo cáo chưa khớp hoàn toàn với hệ thống.",
            "Bảo đảm số liệu trong báo cáo khớp với hệ thống.",
        ),
        (
            "Vị trí thuận tiện, có biển tên",
            "Chưa bảo đảm yêu cầu “Vị trí thuận tiện, có biển tên”.",
            "Mới đáp ứng một phần yêu cầu “Vị trí thuận tiện, có biển tên”.",
            "Bảo đảm vị trí thuận tiện, có biển tên.",
        ),
        (
            "Lãnh đạo UBND xã họp định kỳ với Trung tâm (ít nhất 1 lần/quý)",
            "Lãnh đạo UBND xã chưa họp định kỳ với Trung tâm (ít nhất 1 lần/quý).",
            "Lãnh đạo UBND xã chưa họp đầy đủ định kỳ với Trung tâm (ít nhất 1 lần/quý).",
            "Đề nghị lãnh đạo UBND xã họp định kỳ với Trung tâm (ít nhất 1 lần/quý).",
        ),
        (
            "Được công nhận đạt chuẩn tiếp cận pháp luật",
            "Chưa được công nhận đạt chuẩn tiếp cận pháp luật.",
            "Mới đáp ứng một phần yêu cầu “Được công nhận đạt chuẩn tiếp cận pháp luật”.",
            "Phấn đấu được công nhận đạt chuẩn tiếp cận pháp luật.",
        ),
    ],
)
def test_a_requirement_is_turned_into_its_shortcoming_and_its_cure(
    text: str, failed: str, half: str, asked: str
) -> None:
    assert wording.sentence(wording.failed(text)) == failed
    assert wording.sentence(wording.half_failed(text)) == half
    assert wording.sentence(wording.asked_for(text)) == asked


def test_both_of_two_requirements_are_lacking() -> None:
    said = wording.failed("Bố trí đủ người theo lĩnh vực, có người dự phòng khi vắng mặt")

    assert said == "Chưa bố trí đủ người theo lĩnh vực, chưa có người dự phòng khi vắng mặt"


def test_a_rate_says_both_numbers_and_what_was_required() -> None:
    said = wording.too_low("Tỷ lệ hồ sơ mẫu giải quyết đúng hạn", "73,08% (19/26)", "98%")

    assert said == (
        "Tỷ lệ hồ sơ mẫu giải quyết đúng hạn chỉ đạt 73,08% (19/26), thấp hơn mức yêu cầu 98%"
    )
    assert wording.too_high("Tỷ lệ hồ sơ trễ hạn", "7% (07/100)") == (
        "Tỷ lệ hồ sơ trễ hạn ở mức 7% (07/100), cao hơn mức yêu cầu"
    )


def test_what_is_counted_is_named_with_two_digits() -> None:
    assert wording.too_many("Số TTHC đã hết hiệu lực còn niêm yết", Decimal(3)) == (
        "Có 03 thủ tục hành chính đã hết hiệu lực còn niêm yết"
    )
    assert wording.too_many("Số hồ sơ mẫu bị yêu cầu bổ sung", Decimal(1), 24) == (
        "Có 01/24 hồ sơ mẫu bị yêu cầu bổ sung"
    )
    assert wording.too_few("Số sáng kiến được công nhận", Decimal(0), "02") == (
        "Chưa có sáng kiến được công nhận"
    )
    assert wording.too_few("Số sáng kiến được công nhận", Decimal(1), "02") == (
        "Mới có 01 sáng kiến được công nhận, thấp hơn mức yêu cầu 02"
    )


@pytest.mark.parametrize(
    ("number", "shown"),
    [("3", "03"), ("0", "00"), ("12", "12"), ("4543", "4.543"), ("72.50", "72,5")],
)
def test_numbers_are_printed_as_minutes_do(number: str, shown: str) -> None:
    assert wording.counted(Decimal(number)) == shown


def test_a_rate_is_never_rounded_up_to_a_whole_it_does_not_reach() -> None:
    assert wording.rate(Decimal(19), Decimal(26)) == "73,08"
    assert wording.rate(Decimal(1), Decimal(2)) == "50"
    assert wording.rate(Decimal(99_999), Decimal(100_000)) == "99,999"


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("Quý II không họp", "quý II không họp"),
        ("Phòng Kinh tế chưa báo cáo", "Phòng Kinh tế chưa báo cáo"),
        ("UBND xã chưa họp", "UBND xã chưa họp"),
        ("Trung tâm chưa có biển", "Trung tâm chưa có biển"),
        ("Treo Quốc kỳ", "treo Quốc kỳ"),
    ],
)
def test_names_keep_their_capital_inside_a_sentence(text: str, inside: str) -> None:
    assert wording.inside(text) == inside
