"""Official words: dates, times, numbers and names as the decree wants them written."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum

import pytest

from app.documents import terms
from app.domain.dossier import Channel, Digitised, DossierStatus
from app.domain.dossier_result import DossierOutcome, Rate
from app.domain.finding import CauseKind, FindingKind, Severity
from app.domain.inspection import Role, UnitAgreement
from app.domain.recommendation import RecommendationState
from app.domain.scoring import GroupScore
from app.domain.unit import Unit, UnitType, unit_id


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2026, 1, 1), "ngày 01 tháng 01 năm 2026"),
        (date(2026, 2, 9), "ngày 09 tháng 02 năm 2026"),
        (date(2026, 3, 5), "ngày 05 tháng 3 năm 2026"),
        (date(2026, 9, 30), "ngày 30 tháng 9 năm 2026"),
        (date(2026, 10, 10), "ngày 10 tháng 10 năm 2026"),
        (date(2026, 12, 31), "ngày 31 tháng 12 năm 2026"),
    ],
)
def test_zeros_stand_before_small_days_and_two_months(day: date, text: str) -> None:  # T6, W1
    assert terms.day_text(day) == text


def test_times_have_two_digits_and_are_those_of_vietnam() -> None:  # W4
    assert terms.time_text(datetime(2026, 11, 20, 1, 5, tzinfo=UTC)) == "08 giờ 05 phút"
    assert terms.local_day(datetime(2026, 11, 20, 18, 0, tzinfo=UTC)) == date(2026, 11, 21)


def test_a_moment_read_off_a_paper_slip_does_not_shift() -> None:
    slip = datetime(2026, 11, 20, 23, 30)  # noqa: DTZ001 - read off a paper slip

    assert terms.local_day(slip) == date(2026, 11, 20)
    assert terms.time_text(slip) == "23 giờ 30 phút"


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("88.78", "88,78"),
        ("90", "90"),
        ("1.50", "1,5"),
        ("0", "0"),
        ("72.785", "72,79"),
        ("4812", "4.812"),
        ("1234567.5", "1.234.567,5"),
    ],
)
def test_numbers_have_a_decimal_comma_and_points_between_thousands(
    number: str, text: str
) -> None:  # W6
    assert terms.number_text(Decimal(number)) == text


def test_rates_show_both_numbers() -> None:
    assert terms.rate_text(Rate(numerator=96, denominator=115)) == "96/115 (83,48%)"
    assert terms.rate_text(Rate(numerator=4543, denominator=4655)) == "4.543/4.655 (97,59%)"


@pytest.mark.parametrize(
    ("points", "most", "text"),
    [
        ("72.22", "100", "72,22/100 điểm"),
        ("57.5", "97", "57,5/97 điểm (quy đổi 59,28/100)"),
        ("40", "50", "40/50 điểm (quy đổi 80/100)"),
    ],
)
def test_points_of_a_hundred_are_said_once(points: str, most: str, text: str) -> None:
    total = GroupScore(
        code="T",
        text="",
        points=Decimal(points),
        applicable_max=Decimal(most),
        max_score=Decimal(100),
        answered=1,
        leaves=1,
    )

    assert terms.total_text(total) == text


def test_copies_and_photos_have_two_digits() -> None:  # W2, W5
    assert [terms.two_digits(number) for number in (1, 12, 100)] == ["01", "12", "100"]


def test_roman_numerals() -> None:
    assert [terms.roman(number) for number in (1, 2, 3, 4, 9, 14)] == [
        "I", "II", "III", "IV", "IX", "XIV",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "unit_type", "text"),
    [
        ("xã Cần Đước", UnitType.COMMUNE, "UBND xã Cần Đước"),
        ("Xã Cần Đước", UnitType.COMMUNE, "UBND xã Cần Đước"),
        ("UBND xã Cần Đước", UnitType.COMMUNE, "UBND xã Cần Đước"),
        ("đặc khu Phú Quý", UnitType.SPECIAL_ZONE, "UBND đặc khu Phú Quý"),
        ("Sở Nội vụ", UnitType.DEPARTMENT, "Sở Nội vụ"),
    ],
)
def test_a_unit_is_named_by_its_committee(name: str, unit_type: UnitType, text: str) -> None:  # W8
    assert terms.body_name(name, unit_type) == text


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("tỉnh Tây Ninh", "Tây Ninh"),
        ("Tỉnh Lào Cai", "Lào Cai"),
        ("thành phố Hà Nội", "Hà Nội"),
        ("thành phố Hồ Chí Minh", "Thành phố Hồ Chí Minh"),
    ],
)
def test_the_place_is_the_bare_name_but_for_a_persons(name: str, place: str) -> None:  # W7
    province = Unit(id=unit_id("1"), code="1", name=name, unit_type=UnitType.PROVINCE)

    assert terms.place_text(province) == place


def test_a_long_body_is_broken_after_what_it_is() -> None:
    assert terms.in_capitals("Sở Nội vụ tỉnh Tây Ninh") == "SỞ NỘI VỤ TỈNH TÂY NINH"
    assert terms.in_capitals("Ủy ban nhân dân tỉnh Tây Ninh") == "ỦY BAN NHÂN DÂN\nTỈNH TÂY NINH"


@pytest.mark.parametrize(
    ("typed", "clause", "sentence"),
    [
        ("Chậm 06 ngày", "Chậm 06 ngày", "Chậm 06 ngày."),
        ("Chậm 06 ngày. ", "Chậm 06 ngày", "Chậm 06 ngày."),
        ("Chậm 06 ngày;", "Chậm 06 ngày", "Chậm 06 ngày."),
        ("Tốt./.", "Tốt", "Tốt."),
        ("Vì sao?", "Vì sao?", "Vì sao?"),
        ("  ", "", ""),
    ],
)
def test_sentences_end_once(typed: str, clause: str, sentence: str) -> None:
    assert terms.clause(typed) == clause
    assert terms.sentence(typed) == sentence


def test_words_in_a_sentence_are_small_but_abbreviations_stay() -> None:
    assert terms.lowered("Cải cách thể chế") == "cải cách thể chế"
    assert terms.lowered("TTHC và một cửa") == "TTHC và một cửa"


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (Role, terms.ROLES),
        (FindingKind, terms.FINDING_KINDS),
        (Severity, terms.SEVERITIES),
        (CauseKind, terms.CAUSES),
        (UnitAgreement, terms.AGREEMENTS),
        (RecommendationState, terms.REMEDIATION),
        (Channel, terms.CHANNELS),
        (DossierStatus, terms.DOSSIER_STATUSES),
        (DossierOutcome, terms.OUTCOMES),
        (Digitised, terms.DIGITISED),
    ],
)
def test_every_value_has_its_words(kind: type[Enum], words: dict[Enum, str]) -> None:
    assert set(words) == set(kind)


@pytest.mark.parametrize(
    ("subject", "said"),
    [
        (
            "Kiểm tra công tác cải cách hành chính năm 2026.",
            "công tác cải cách hành chính năm 2026",
        ),
        ("kiểm tra  Công tác cải cách hành chính", "công tác cải cách hành chính"),
        ("KIỂM TRA TTHC", "TTHC"),
        ("công tác kiểm tra nội bộ", "công tác kiểm tra nội bộ"),
        ("Kiểm tra, đánh giá công vụ", "Kiểm tra, đánh giá công vụ"),
        ("Kiểm tra", "Kiểm tra"),
    ],
)
def test_the_matter_does_not_repeat_the_word_before_it(subject: str, said: str) -> None:
    assert terms.matter(subject) == said
