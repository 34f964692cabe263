"""The language of conditions, calculations and checks."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_DOWN, Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.expression import (
    Aspect,
    ExpressionFailed,
    ExpressionInvalid,
    Reference,
    Value,
    parse_expression,
)
from app.domain.expression_tree import (
    LEVELS,
    NAMES,
    Call,
    Negative,
    Node,
    Number,
    Operation,
    Text,
    write,
)
from app.domain.text import clean
from app.words import use_language

pytestmark = pytest.mark.usefixtures("english")

_ANSWERS: dict[Reference, Value] = {
    Reference("A"): "yes",
    Reference("B"): "partial",
    Reference("N"): Decimal(12),
    Reference("N", Aspect.POINTS): Decimal("1.5"),
    Reference("R", Aspect.NUMERATOR): Decimal(3),
    Reference("R", Aspect.DENOMINATOR): Decimal(4),
    Reference("R", Aspect.RATE): Decimal(75),
    Reference("M"): "Trang thông tin; Bảng niêm yết",
    Reference("D"): date(2026, 1, 31),
    Reference(""): Decimal(90),
}


def _value(text: str) -> Value:
    return parse_expression(text).evaluate(_ANSWERS.get)


def _refusal(text: str) -> str:
    with pytest.raises(ExpressionInvalid) as refused:
        parse_expression(text)
    return refused.value.clause


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 + 2 * 3", Decimal(7)),
        ("(1 + 2) × 3", Decimal(9)),
        ("-2 - -3", Decimal(1)),
        ("0,5 + 0.25", Decimal("0.75")),
        ("10 ÷ 4", Decimal("2.5")),
        ("${N} / 7", Decimal("1.714285714285714285714285714285714")),
        ("${R:tử số} / ${R:mẫu số} * 100 = ${R:tỷ lệ}", True),
        ("${N:điểm} >= 1,5", True),
        ("${A} = 'Có'", True),
        ("${A} = 'yes' và ${B} <> \"Có\"", True),
        ("${B} = 'một  phần'", True),
        ("${A}", "yes"),
        ("không(${A}) hoặc . ≤ 100", True),
        ("nếu(${N} > 10; 'nhiều'; 'ít')", "nhiều"),
        ("if(${X}; 1; 2)", Decimal(2)),
        ("min(3; ${X}; 2)", Decimal(2)),
        ("max(${D}; ngày('01/02/2026'))", date(2026, 2, 1)),
        ("tổng(${N}; ${X}; 0,5)", Decimal("12.5")),
        ("LÀM TRÒN(2,345; 2)", Decimal("2.35")),
        ("round(2,5)", Decimal(3)),
        ("trị tuyệt đối(2 - 5)", Decimal(3)),
        ("đã trả lời(${A}) and not(answered(${X}))", True),
        ("chọn(${M}; 'bảng niêm yết')", True),
        ("selected(${M}; 'Bảng')", False),
        ("số ngày(${D}; date('2026-03-02'))", Decimal(30)),
        ("thay thế(${X}; ''; 7)", Decimal(7)),
        ("đúng() và không(sai())", True),
    ],
)
def test_an_expression_gives_its_value(text: str, value: Value) -> None:
    assert _value(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("${X} + 1", None),
        ("${X} > 1", False),
        ("${X} <= 1", False),
        ("${X} = ''", True),
        ("${X} != 'Có'", True),
        ("max(${X}; ${Y})", None),
    ],
)
def test_what_is_not_answered_makes_no_error(text: str, value: Value) -> None:
    assert _value(text) == value


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("${N} / 0", "12 is divided by 0"),
        ("0 / 0", "0 is divided by 0"),
        ("${B} + 1", "“partial” is not a number"),
        ("${N} và ${A}", "12 is neither true nor false"),
        ("ngày('31/02/2026')", "“31/02/2026” is not a day"),
        ("làm tròn(1; 0,5)", "rounded to 0 to 10 decimals"),
        ("999999999999999 * 999999999999999", "a number is too large"),
    ],
)
def test_what_cannot_be_calculated_says_why(text: str, reason: str) -> None:
    with pytest.raises(ExpressionFailed) as failed:
        _value(text)

    assert reason in failed.value.text


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("  ", "at character 3: it is empty"),
        ("1 +", "at character 4: a value is missing before “the end”"),
        ("max(1, 2)", "at character 6: arguments are separated by “;”"),
        ("1.234,5", "at character 6: arguments are separated by “;”"),
        ("${A} = Có", "at character 8: “có” is not a function; texts stand between quotes"),
        ("${A} = 'Có", "at character 8: the text that begins here is not closed"),
        ("${}", "at character 1: an answer is named like ${CCHC.1.1}"),
        ("${A", "at character 1: an answer is named like"),
        ("${A:sao}", "at character 1: “sao” is not one of điểm"),
        ("1 < 2 < 3", "at character 7: join two comparisons"),
        ("(1 + 2", "at character 7: “)” is missing for the “(” at character 1"),
        ("1 2", "at character 3: an operator is missing before “2”"),
        ("nếu(1; 2)", "at character 1: “nếu” takes 3 arguments, not 2"),
        ("round(1; 2; 3)", "at character 1: “round” takes 1 to 2 arguments, not 3"),
        ("đã trả lời(1)", "at character 1: “đã trả lời” asks for an answer"),
        ("__import__('os')", "at character 1: “_” means nothing here"),
        ("min 1", "at character 5: “(” is missing after “min”"),
        ("1234567890123456", "at character 1: the number has too many digits"),
        ("1e9", "at character 2: an operator is missing before “e”"),
        ("(" * 31 + "1" + ")" * 31, "at character 31: it is nested more than 30 deep"),
        ("-" * 31 + "1", "at character 31: it is nested more than 30 deep"),
        ("1 + " * 101 + "1", "it has more than 200 parts"),
        ("'" + "a" * 2000 + "'", "at character 2001: it is longer than 2000 characters"),
    ],
)
def test_what_is_not_in_the_language_is_refused_at_its_character(text: str, clause: str) -> None:
    assert clause in _refusal(text)


def test_the_references_are_the_codes_of_other_criteria() -> None:
    found = parse_expression("nếu(. > 1; ${A.1}; max(-${B:điểm}; ${A.1:tỷ lệ}))")

    assert found.references == {"A.1", "B"}


def test_decomposed_accents_and_smart_quotes_read_the_same() -> None:
    loose = "tô\u0309ng(1; ${A}) = “Có”"

    assert parse_expression(loose).tree == parse_expression("tổng(1; ${A}) = 'Có'").tree


def test_it_is_shown_with_the_values_put_in() -> None:
    shown = parse_expression("(${N} + ${X}) * 0,5").with_values(_ANSWERS.get)

    assert shown == "(12 + (not answered)) * 0,5"


def test_it_is_said_in_words_with_the_names_of_criteria() -> None:
    found = parse_expression("${A} = 'yes' và không(làm tròn(${R:tỷ lệ}; 1) < -(. + 1))")

    assert found.sentence({"A": "niêm yết"}) == (
        "the answer at niêm yết is “Có” and it is not true that the rate of R rounded to "
        "1 decimals is less than minus (this answer plus 1)"
    )


def test_every_function_and_operator_has_vietnamese_words() -> None:
    use_language("vi")
    said = parse_expression("nếu(${A} >= 1 hoặc chọn(${B}; 'x'); số ngày(${D}; .); max(1; 2))")

    assert " hoặc " in said.sentence()
    assert "answer" not in said.sentence()


def _plain(text: str) -> str:
    return clean("".join(filter(str.isalnum, text)))


_CODES = st.text("ABC.019", min_size=1, max_size=6)
_LEAVES = st.one_of(
    st.builds(Number, st.decimals(0, 10**9, places=3).map(abs)),
    st.builds(Text, st.text(max_size=5).map(_plain)),
    st.builds(Text, st.sampled_from(["it's", 'a "b"', "'\"", "“", "‘x’ '"])),
    st.builds(Reference, _CODES, st.sampled_from(Aspect)),
    st.just(Reference("")),
)
_COMPARING = {"=", "!=", "<", "<=", ">", ">="}
_ARITY = {"if": 3, "not": 1, "round": 2, "abs": 1, "selected": 2, "date": 1, "days": 2}


def _grown(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    def call(name: str) -> st.SearchStrategy[Node]:
        if name in {"true", "false"}:
            return st.just(Call(name, ()))
        if name == "answered":
            return st.builds(Reference, _CODES).map(lambda node: Call(name, (node,)))
        least = _ARITY.get(name, 2)
        return st.tuples(*[inner] * least).map(lambda parts: Call(name, parts))

    return st.one_of(
        st.builds(Operation, st.sampled_from(sorted(LEVELS)), inner, inner),
        st.builds(Negative, inner),
        st.sampled_from(sorted(NAMES)).flatmap(call),
    )


_TREES: st.SearchStrategy[Node] = st.recursive(_LEAVES, _grown, max_leaves=20)


@given(_TREES)
def test_what_is_written_out_reads_back_as_the_same_tree(tree: Node) -> None:
    try:
        found = parse_expression(write(tree))
    except ExpressionInvalid as refused:
        assert "nested" in refused.clause or "parts" in refused.clause  # noqa: PT017 - a limit
        return

    assert found.tree == tree


_WORDS = st.sampled_from(
    [*LEVELS, *NAMES, *NAMES.values(), "(", ")", ";", ".", "${A}", "${B:điểm}", "'x'", "1,5", " "]
)


@given(st.one_of(st.text(max_size=60), st.lists(_WORDS, max_size=30).map("".join)))
def test_no_text_ends_in_another_error_than_its_own(text: str) -> None:
    try:
        found = parse_expression(text)
    except ExpressionInvalid as refused:
        assert 1 <= int(str(refused.params["position"])) <= len(text) + 1  # noqa: PT017 - either
        return
    assert found.sentence()


_VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.dates(),
    st.sampled_from(["yes", "no", "x; y", "12", "0,5", ""]),
    st.decimals(-(10**15), 10**15, places=4),
)


@given(_TREES, st.lists(_VALUES, min_size=1, max_size=4))
def test_any_answers_give_a_value_or_a_reason_in_every_context(
    tree: Node, values: list[Value]
) -> None:
    def lookup(reference: Reference) -> Value:
        return values[len(reference.code) % len(values)]

    def result() -> object:
        try:
            return parse_expression(write(tree)).evaluate(lookup)
        except (ExpressionFailed, ExpressionInvalid) as failed:
            return failed.text

    here = result()
    with localcontext() as context:
        context.prec, context.rounding, context.Emax = 3, ROUND_DOWN, 5
        there = result()

    assert here == there
