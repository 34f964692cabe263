"""Expressions of XLSForms: carried over whole, or refused with a reason."""

from __future__ import annotations

import pytest

from app.documents.xlsform_expression import NotCarried, Target, carried

TARGETS = {
    "a": Target("a"),
    "b": Target("B.1"),
    "posted": Target("posted", {"yes": "Có", "no": "Không", "1": "Một phần"}),
    "places": Target("places", {"web": "Trên mạng", "it": "Ủy ban 'cũ'"}),
}


def _carried(text: str) -> str:
    return carried(text, TARGETS, Target("own", {"no": "Không"}))


@pytest.mark.parametrize(
    ("form", "ours"),
    [
        ("${a} > 3", "${a} > 3"),
        ("${b}<=0.5 or ${b}>=.75", "${B.1} <= 0,5 hoặc ${B.1} >= 0,75"),
        ("${posted} = 'yes' and not(${a} != 2)", "${posted} = 'Có' và không(${a} != 2)"),
        ('"no" = ${posted}', "'Không' = ${posted}"),
        ("${posted} = 1", "${posted} = 'Một phần'"),
        (". = 'no'", ". = 'Không'"),
        ("selected(${places}, 'web')", "chọn(${places}; 'Trên mạng')"),
        ("selected(${places}, 'it')", "chọn(${places}; \"Ủy ban 'cũ'\")"),
        ("${a} != ''", "đã trả lời(${a})"),
        ('${a}=""', "không(đã trả lời(${a}))"),
        ("if(${a} > 1, ${a} div 2, 0)", "nếu(${a} > 1; ${a} / 2; 0)"),
        ("round(${a} * 100 div ${b}, 2)", "làm tròn(${a} * 100 / ${B.1}; 2)"),
        ("${a}-1", "${a} - 1"),
        ("${a} + -1.5", "${a} + -1,5"),
        ("coalesce(${a}, 0)", "thay thế(${a}; 0)"),
        (". <= date('2026-12-31')", ". <= ngày('2026-12-31')"),
        ("number(${a}) = 3", "(${a}) = 3"),
        ("true()", "đúng()"),
        ("(${a} > 1)\nor ${b} = 'x'", "(${a} > 1) hoặc ${B.1} = 'x'"),
        ("min(${a}, max(${b}, 2))", "min(${a}; max(${B.1}; 2))"),
    ],
)
def test_an_expression_is_carried_over(form: str, ours: str) -> None:
    assert _carried(form) == ours


@pytest.mark.parametrize(
    ("form", "reason"),
    [
        ("regex(., '[0-9]+')", "regex"),
        ("today() > ${a}", "today"),
        ("${a} mod 2 = 0", "mod"),
        ("${gone} = 1", "gone"),
        ("${posted} = 'perhaps'", "perhaps"),
        ("../a = 1", ".."),
        ("count-selected(${places}) > 1", "count-selected"),
        ("position(..)", "position"),
        ("instance('x')/root/item[name = 1]", "instance"),
        ("${last-saved#a}", "last-saved"),
        ("2026-01-01 < 3", "2026-01-01"),
        ("${a} = 'it''s' | ${b}", "|"),
        (" ", "rỗng"),
        ("${a", "$"),
    ],
)
def test_what_has_no_counterpart_is_refused_with_its_reason(form: str, reason: str) -> None:
    with pytest.raises(NotCarried, match=reason.replace("|", r"\|").replace("$", r"\$")):
        _carried(form)
