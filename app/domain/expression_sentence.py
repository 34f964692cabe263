"""Expressions as people say them, in the language of the program."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from app.domain.expression_tree import (
    COMPARING,
    LEVELS,
    SIGN_LEVEL,
    Aspect,
    Call,
    Negative,
    Node,
    Number,
    Operation,
    Reference,
    Text,
)
from app.domain.rule import number_text
from app.words import mark, translate

_ASPECTS: Final = {
    Aspect.VALUE: mark("the answer at {name}"),
    Aspect.POINTS: mark("the points of {name}"),
    Aspect.NUMERATOR: mark("the numerator of {name}"),
    Aspect.DENOMINATOR: mark("the denominator of {name}"),
    Aspect.RATE: mark("the rate of {name}"),
}
_OPERATORS: Final = {
    "or": mark("{left} or {right}"),
    "and": mark("{left} and {right}"),
    "=": mark("{left} is {right}"),
    "!=": mark("{left} is not {right}"),
    "<": mark("{left} is less than {right}"),
    "<=": mark("{left} is at most {right}"),
    ">": mark("{left} is greater than {right}"),
    ">=": mark("{left} is at least {right}"),
    "+": mark("{left} plus {right}"),
    "-": mark("{left} minus {right}"),
    "*": mark("{left} times {right}"),
    "/": mark("{left} divided by {right}"),
}
_CALLS: Final = {
    "if": mark("{0} → {1}, otherwise {2}"),
    "not": mark("it is not true that {0}"),
    "answered": mark("{0} is given"),
    "selected": mark("{0} includes {1}"),
    "date": mark("the day {0}"),
    "days": mark("the days from {0} to {1}"),
    "abs": mark("{0} without its sign"),
    "true": mark("true"),
    "false": mark("false"),
}
_LISTS: Final = {
    "min": mark("the least of {all}"),
    "max": mark("the greatest of {all}"),
    "sum": mark("the sum of {all}"),
    "coalesce": mark("the first given of {all}"),
}
_YES_NO: Final = {"yes": "Có", "partial": "Một phần", "no": "Không"}


def sentence_of(node: Node, names: Mapping[str, str]) -> str:
    """Return a tree as a phrase; criteria by their name, those without one by their code."""
    match node:
        case Number(value=value):
            return number_text(value)
        case Text(value=value):
            return f"“{_YES_NO.get(value, value)}”"
        case Reference():
            return _reference(node, names)
        case Negative(operand=operand):
            return translate("minus {number}", number=_side(operand, names, SIGN_LEVEL))
        case Operation():
            return _operation(node, names)
        case Call():
            return _call(node, names)


def _reference(node: Reference, names: Mapping[str, str]) -> str:
    if not node.code:
        return translate("this answer")
    return translate(_ASPECTS[node.aspect], name=names.get(node.code, node.code))


def _operation(node: Operation, names: Mapping[str, str]) -> str:
    own = LEVELS[node.operator]
    return translate(
        _OPERATORS[node.operator],
        left=_side(node.left, names, own),
        right=_side(node.right, names, own + (own >= COMPARING)),
    )


def _side(node: Node, names: Mapping[str, str], level: int) -> str:
    said = sentence_of(node, names)
    loose = isinstance(node, Operation) and LEVELS[node.operator] < level
    return f"({said})" if loose else said


def _call(node: Call, names: Mapping[str, str]) -> str:
    said = [sentence_of(argument, names) for argument in node.arguments]
    if node.function == "round":
        places = node.arguments[1] if node.arguments[1:] else Number(Decimal(0))
        return translate(
            "{number} rounded to {places} decimals",
            number=said[0],
            places=sentence_of(places, names),
        )
    if node.function in _LISTS:
        return translate(_LISTS[node.function], all=", ".join(said))
    return translate(_CALLS[node.function]).format(*said)
