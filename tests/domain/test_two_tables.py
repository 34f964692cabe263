"""Two tables as issued: the nine indices of TT 01/2018 and Quy định 11-QĐ/TU of Khánh Hòa."""

from __future__ import annotations

from decimal import Decimal

import pytest

from app.domain.answer import AnswerFacts
from app.domain.band import Band
from app.domain.checklist import AnswerType, Checklist, CriterionRole
from app.domain.scoring import ChecklistScore
from tests.scored import LEFT_OUT, Answers, group, leaf, rate, scored, whole

pytestmark = pytest.mark.usefixtures("english")

_TIME = "Trước hạn: 2; Đúng hạn: 1; Trễ hạn: 0"
_HUNDRED = Decimal(100)


def _bands(*bands: tuple[str, str], of: int) -> tuple[Band, ...]:
    """Bands given in points, on the scale of 100 that ratings are made on."""
    return tuple(
        Band(name=name, lowest=(Decimal(lowest) * _HUNDRED / of).quantize(Decimal("0.01")))
        for name, lowest in bands
    )


def _nine_indices() -> Checklist:
    """TT 01/2018/TT-VPCP Điều 13-15: 2, 1 or 0 each, 18 together, bands from 15, 12, 9 and 6."""
    return whole(
        group("TT01", "18"),
        group("TT01.A", "18", "TT01"),
        leaf("TT01.A.1", "2", AnswerType.CHOICE, _TIME),
        leaf("TT01.A.2", "2", AnswerType.CHOICE, _TIME),
        leaf("TT01.A.3", "2", AnswerType.COUNT, "0: 2; 1: 1; Từ 2 trở lên: 0"),
        leaf("TT01.A.4", "2", AnswerType.COUNT, "0: 2; 1: 1; Từ 2 trở lên: 0"),
        leaf("TT01.A.5a", "0", AnswerType.PERCENT, "Không chấm điểm"),
        leaf("TT01.A.5b", "0", AnswerType.PERCENT, "Không chấm điểm"),
        leaf(
            "TT01.A.5",
            "2",
            AnswerType.CHOICE,
            "Đạt 20% tại chỗ: 2; Tiếp nhận 100%: 1; Dưới mức: 0",
            calculation=(
                "nếu(${TT01.A.5a} >= 20; 'Đạt 20% tại chỗ'; "
                "nếu(${TT01.A.5b} = 100; 'Tiếp nhận 100%'; 'Dưới mức'))"
            ),
        ),
        leaf(
            "TT01.A.6",
            "2",
            AnswerType.MULTIPLE,
            "Niêm yết tại trụ sở: 1; Công khai điện tử: 1",
        ),
        leaf(
            "TT01.A.7",
            "2",
            AnswerType.CHOICE,
            "Sớm, không phản ánh: 2; Đúng hạn, không phản ánh: 1; Phản ánh đúng: 0",
        ),
        leaf(
            "TT01.A.8",
            "2",
            AnswerType.PERCENT,
            "Đạt 100%: 2; Từ 90% đến dưới 100%: 1; Dưới 90%: 0 | Không phát sinh: N/A",
        ),
        leaf(
            "TT01.A.9",
            "2",
            AnswerType.PERCENT,
            "Từ 30% trở lên: 2; Từ 15% đến dưới 30%: 1; Dưới 15%: 0",
        ),
        bands=_bands(
            ("Xuất sắc", "15"),
            ("Tốt", "12"),
            ("Khá", "9"),
            ("Trung bình", "6"),
            ("Yếu", "0"),
            of=18,
        ),
    )


BEST: Answers = {
    "TT01.A.1": "Trước hạn",
    "TT01.A.2": "Trước hạn",
    "TT01.A.3": "0",
    "TT01.A.4": "0",
    "TT01.A.5a": rate(25),
    "TT01.A.5b": rate(100),
    "TT01.A.6": "Niêm yết tại trụ sở; Công khai điện tử",
    "TT01.A.7": "Sớm, không phản ánh",
    "TT01.A.8": rate(12, 12),
    "TT01.A.9": rate(31),
}
MIDDLE: Answers = {
    "TT01.A.1": "Đúng hạn",
    "TT01.A.2": "Đúng hạn",
    "TT01.A.3": "1",
    "TT01.A.4": "1",
    "TT01.A.5a": rate(19),
    "TT01.A.5b": rate(100),
    "TT01.A.6": "Công khai điện tử",
    "TT01.A.7": "Đúng hạn, không phản ánh",
    "TT01.A.8": rate(9, 10),
    "TT01.A.9": rate(15),
}
WORST: Answers = {
    "TT01.A.1": "Trễ hạn",
    "TT01.A.2": "Trễ hạn",
    "TT01.A.3": "2",
    "TT01.A.4": "3",
    "TT01.A.5a": rate(0),
    "TT01.A.5b": rate(99),
    "TT01.A.6": "none",
    "TT01.A.7": "Phản ánh đúng",
    "TT01.A.8": rate(8, 10),
    "TT01.A.9": rate(14),
}


def _rating(score: ChecklistScore) -> str:
    return score.rating.name if score.rating else ""


@pytest.mark.parametrize(("answers", "each"), [(BEST, 2), (MIDDLE, 1), (WORST, 0)])
def test_each_of_the_nine_indices_gives_two_one_or_nothing(answers: Answers, each: int) -> None:
    score = scored(_nine_indices(), answers)

    given = [one.points for one in score.criteria.values() if one.points is not None]
    assert given == [each] * 9
    assert score.total.points == 9 * each


@pytest.mark.parametrize(
    ("middle", "worst", "points", "rating"),
    [
        ((), (), 18, "Xuất sắc"),
        (("1", "2", "3"), (), 15, "Xuất sắc"),
        (("1", "2", "3", "4"), (), 14, "Tốt"),
        (("1", "2"), ("3", "4"), 12, "Tốt"),
        (("1",), ("2", "3", "4"), 11, "Khá"),
        (("1", "2", "3", "4", "5", "6", "7", "8", "9"), (), 9, "Khá"),
        (("1", "2", "3", "4", "5", "6", "7", "8"), ("9",), 8, "Trung bình"),
        (("1", "2", "3", "4", "5", "6"), ("7", "8", "9"), 6, "Trung bình"),
        (("1", "2", "3", "4", "5"), ("6", "7", "8", "9"), 5, "Yếu"),
    ],
)
def test_a_unit_is_rated_by_its_points_of_eighteen(
    middle: tuple[str, ...], worst: tuple[str, ...], points: int, rating: str
) -> None:
    answers = {
        code: (MIDDLE if _index(code) in middle else WORST if _index(code) in worst else BEST)[code]
        for code in BEST
    }

    score = scored(_nine_indices(), answers)

    assert (int(score.total.points), _rating(score)) == (points, rating)


def _index(code: str) -> str:
    return code.split(".")[2].rstrip("ab")


def _officer() -> Checklist:
    """The officer's indices: 1, 2, 3 and 7 as averages of dossiers; bands from 5 and 3.5."""
    average = "Trung bình của các hồ sơ"
    return whole(
        group("CB", "8"),
        group("CB.1", "8", "CB"),
        *(leaf(f"CB.1.{number}", "2", AnswerType.SCORE, average) for number in range(1, 5)),
        bands=_bands(("Hoàn thành 100%", "5"), ("70-100%", "3.5"), ("Dưới 70%", "0"), of=8),
    )


@pytest.mark.parametrize(
    ("points", "rating"),
    [
        (("2", "1.5", "1", "0.5"), "Hoàn thành 100%"),
        (("2", "1.5", "1", "0.4"), "70-100%"),
        (("1", "1", "1", "0.5"), "70-100%"),
        (("1", "1", "1", "0.4"), "Dưới 70%"),
    ],
)
def test_an_officer_is_rated_by_averages_with_one_decimal(
    points: tuple[str, ...], rating: str
) -> None:
    answers = {f"CB.1.{number}": value for number, value in enumerate(points, start=1)}

    assert _rating(scored(_officer(), answers)) == rating


_DISBURSED = "Từ 85% trở lên: 10; Từ 60% đến dưới 85%: điểm = tỷ lệ/85% × 10; Dưới 60%: 0 | N/A"
_TASKS = (
    "Đạt 100%: {most}; Từ 90% đến dưới 100%: 8; Từ 80% đến dưới 90%: 6; "
    "Từ 70% đến dưới 80%: 4; Dưới 70%: 0 | Không phát sinh: N/A"
)


def _khanh_hoa() -> Checklist:
    """Quy định 11-QĐ/TU, Phụ lục 3: 100 points, bonus up to 15, penalties, capped 0-100."""
    return whole(
        group("KH", "100"),
        group("KH.1", "10", "KH"),
        leaf(
            "KH.1.1",
            "3",
            AnswerType.DATE,
            "Đúng hạn: 3; Chậm đến 30 ngày: 3; Chậm đến 60 ngày: 1,5; "
            "Chậm quá 60 ngày hoặc không ban hành: 0 | Hạn: 31/01/2026",
        ),
        leaf(
            "KH.1.2",
            "2",
            AnswerType.PERCENT,
            "Từ 30% trở lên: 2; Từ 25% đến dưới 30%: 1; Dưới 25%: 0",
        ),
        leaf("KH.1.3", "3", AnswerType.YES_NO, "Có: 3; Không: 0"),
        leaf("KH.1.4", "2", AnswerType.COUNT, "Mỗi cách làm mới: 1"),
        group("KH.2", "90", "KH"),
        leaf("KH.2.1", "10", AnswerType.PERCENT, _TASKS.format(most=10)),
        leaf("KH.2.2", "10", AnswerType.PERCENT, _DISBURSED),
        leaf("KH.2.3", "70", AnswerType.SCORE, "Các nội dung khác"),
        group("KH.4", "15", "KH", role=CriterionRole.BONUS),
        leaf("KH.4.1", "10", AnswerType.COUNT, "Mỗi mô hình: 5"),
        leaf("KH.4.2", "10", AnswerType.YES_NO, "Có: 10; Không: 0"),
        group("KH.5", "30", "KH", role=CriterionRole.PENALTY),
        leaf("KH.5.1", "15", AnswerType.DATE, "Mỗi ngày chậm: 1 | Hạn: 20/12/2026"),
        leaf("KH.5.2", "15", AnswerType.COUNT, "Mỗi nhiệm vụ không hoàn thành: 1"),
        bands=(
            Band(name="A", lowest=Decimal(90)),
            Band(name="B", lowest=Decimal(75)),
            Band(name="C", lowest=Decimal(50)),
            Band(name="D", lowest=Decimal(0)),
        ),
    )


FULL: Answers = {
    "KH.1.1": "2026-01-20",
    "KH.1.2": rate(30),
    "KH.1.3": "yes",
    "KH.1.4": "2",
    "KH.2.1": rate(20, 20),
    "KH.2.2": rate(85),
    "KH.2.3": "70",
    "KH.4.1": "0",
    "KH.4.2": "no",
    "KH.5.1": "2026-12-20",
    "KH.5.2": "0",
}


@pytest.mark.parametrize(
    ("code", "answer", "points"),
    [
        ("KH.1.1", "2026-03-02", "3"),
        ("KH.1.1", "2026-03-03", "1.5"),
        ("KH.1.1", "2026-04-01", "1.5"),
        ("KH.1.1", "2026-04-02", "0"),
        ("KH.1.1", "none", "0"),
        ("KH.1.2", rate(299, 1000), "1"),
        ("KH.1.2", rate(249, 1000), "0"),
        ("KH.1.4", "5", "2"),
        ("KH.2.1", rate(9, 10), "8"),
        ("KH.2.1", rate(8, 10), "6"),
        ("KH.2.1", rate(7, 10), "4"),
        ("KH.2.1", rate(69, 100), "0"),
        ("KH.2.2", rate(100), "10"),
        ("KH.2.2", rate(849, 1000), "9.99"),
        ("KH.2.2", rate(60), "7.06"),
        ("KH.2.2", rate(599, 1000), "0"),
        ("KH.5.1", "2026-12-23", "-3"),
        ("KH.5.1", "none", "-15"),
    ],
)
def test_each_mechanism_of_khanh_hoa_gives_its_points(
    code: str, answer: AnswerFacts | str, points: str
) -> None:
    score = scored(_khanh_hoa(), {**FULL, code: answer})

    assert score.criteria[code].points == Decimal(points)


@pytest.mark.parametrize(
    ("changed", "points", "converted", "rating"),
    [
        ({}, "100", "100", "A"),
        ({"KH.4.1": "2", "KH.4.2": "yes"}, "100", "100", "A"),
        ({"KH.2.3": "50", "KH.4.1": "2", "KH.4.2": "yes"}, "95", "95", "A"),
        ({"KH.5.1": "2026-12-27", "KH.5.2": "4"}, "89", "89", "B"),
        ({"KH.2.3": "50", "KH.2.1": LEFT_OUT}, "70", "77.78", "B"),
        ({"KH.2.1": LEFT_OUT, "KH.2.2": LEFT_OUT, "KH.4.2": "yes"}, "80", "100", "A"),
        ({"KH.2.3": "0", "KH.5.1": "none", "KH.5.2": "20"}, "0", "0", "D"),
    ],
)
def test_bonus_penalty_and_what_does_not_arise_make_the_total_of_khanh_hoa(
    changed: Answers, points: str, converted: str, rating: str
) -> None:
    score = scored(_khanh_hoa(), {**FULL, **changed})

    assert score.total.points == Decimal(points)
    assert score.total.converted == Decimal(converted)
    assert _rating(score) == rating
