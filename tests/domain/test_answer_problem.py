"""What given answers still owe: comments, photos, legal basis, and checks that do not hold."""

from __future__ import annotations

import pytest

from app.domain.answer import AnswerFacts
from app.domain.answer_problem import Problem, problems_of
from app.domain.checklist import AnswerType, Checklist
from app.domain.demand import Gravity, Need, parse_checks, parse_required
from tests.scored import LEFT_OUT, Answers, group, leaf, rate, scored, whole

pytestmark = pytest.mark.usefixtures("english")

_CHECKS = (
    "Chặn: . <= 100: Tỷ lệ: quá 100%\n"
    "Nhắc: ${T.1.2} >= ${T.1.3}: Thấp hơn kỳ trước\n"
    "lưu ý: không(đã trả lời(${T.1.4})): Đã có ghi chú"
)


def _checklist(**facts: object) -> Checklist:
    return whole(
        group("T", "4"),
        group("T.1", "4", "T"),
        leaf(
            "T.1.1",
            "2",
            AnswerType.YES_PARTIAL_NO,
            "Đầy đủ: 2; Một phần: 1; Không: 0",
            **facts,
        ),
        leaf("T.1.2", "2", AnswerType.PERCENT, "Từ 50% trở lên: 2; Dưới 50%: 0", checks=_CHECKS),
        leaf("T.1.3", "0", AnswerType.PERCENT, "Không chấm điểm"),
        leaf("T.1.4", "0", AnswerType.TEXT, "Không chấm điểm"),
    )


def _problems(checklist: Checklist, answers: Answers, *photographed: str) -> list[Problem]:
    return problems_of(scored(checklist, answers), photographed)


@pytest.mark.parametrize(
    ("required", "answer", "needs"),
    [
        ("Không: nhận xét, ảnh; Một phần: nhận xét", "no", [Need.COMMENT, Need.PHOTO]),
        ("Không: nhận xét, ảnh; Một phần: nhận xét", "partial", [Need.COMMENT]),
        ("Không: nhận xét, ảnh; Một phần: nhận xét", "yes", []),
        ("mọi trả lời: căn cứ", "yes", [Need.LEGAL_BASIS]),
        ("chưa đạt: ghi chú", "partial", [Need.COMMENT]),
        ("chưa đạt: ghi chú", "yes", []),
        ("không đạt: ảnh", "partial", []),
        ("không đạt: ảnh; chưa đạt: ảnh", "no", [Need.PHOTO]),
        ("không áp dụng: căn cứ", LEFT_OUT, [Need.LEGAL_BASIS]),
        ("Không: ảnh", LEFT_OUT, []),
        ("Not applicable: photo", LEFT_OUT, [Need.PHOTO]),
    ],
)
def test_an_answer_owes_what_its_criterion_requires(
    required: str, answer: AnswerFacts | str, needs: list[Need]
) -> None:
    found = _problems(_checklist(required=required), {"T.1.1": answer})

    assert [one.need for one in found] == needs
    assert all(one.blocks for one in found)


def test_what_was_brought_is_owed_no_longer() -> None:
    table = _checklist(required="Không: nhận xét, ảnh, căn cứ")
    answer = AnswerFacts(value="no", comment="Chưa ban hành", legal_basis="NĐ 61")

    assert _problems(table, {"T.1.1": answer}, "T.1.1") == []


def test_a_compulsory_answer_is_owed_while_it_is_open() -> None:
    checklist = _checklist(required="bắt buộc trả lời; Không: ảnh")

    owed = _problems(checklist, {})

    assert [(one.criterion_code, one.need, one.blocks) for one in owed] == [
        ("T.1.1", Need.ANSWER, True)
    ]
    assert _problems(checklist, {"T.1.1": AnswerFacts(value="yes")}) == []


def test_an_open_answer_owes_nothing() -> None:
    assert _problems(_checklist(required="mọi trả lời: ảnh"), {}) == []


def test_a_hidden_answer_owes_nothing() -> None:
    table = _checklist(required="mọi trả lời: ảnh", condition="${T.1.4} = 'x'")

    assert _problems(table, {"T.1.1": "yes"}) == []
    assert len(_problems(table, {"T.1.1": "yes", "T.1.4": "x"})) == 1


def test_checks_that_do_not_hold_are_told_by_their_gravity() -> None:
    found = _problems(_checklist(), {"T.1.2": rate(50), "T.1.3": rate(60), "T.1.4": "x"})

    assert [(one.gravity, one.text) for one in found] == [
        (Gravity.WARNS, "Thấp hơn kỳ trước"),
        (Gravity.INFORMS, "Đã có ghi chú"),
    ]
    assert not any(one.blocks for one in found)


def test_a_hard_check_blocks_with_its_whole_message() -> None:
    (wrong,) = _problems(_checklist(), {"T.1.2": AnswerFacts(value="150")})

    assert (wrong.criterion_code, wrong.text) == ("T.1.2", "Tỷ lệ: quá 100%")
    assert wrong.blocks


def test_a_soft_check_is_accepted_with_a_reason_in_the_comment() -> None:
    answers = {"T.1.2": AnswerFacts(value="50", comment="Số liệu đã đối chiếu"), "T.1.3": rate(60)}

    assert _problems(_checklist(), answers) == []


def test_a_check_that_needs_an_answer_not_given_waits() -> None:
    assert _problems(_checklist(), {"T.1.2": rate(50)}) == []


def test_demands_keep_colons_within_references_texts_and_messages() -> None:
    (check,) = parse_checks("Chặn: ${A:tử số} != 'a:b': Lưu ý: xem lại")
    (needed,) = parse_required("Từ 5 đến dưới 10: ảnh, căn cứ pháp lý")

    assert (check.gravity, check.message) == (Gravity.BLOCKS, "Lưu ý: xem lại")
    assert check.expression.text == "${A:tử số} != 'a:b'"
    assert (needed.tier, needed.needs) == ("Từ 5 đến dưới 10", (Need.PHOTO, Need.LEGAL_BASIS))
