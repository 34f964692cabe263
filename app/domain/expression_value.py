"""What an expression gives: its tree turned once into plain calls, on decimals alone.

A missing answer makes a calculation empty and a comparison false; what cannot be
calculated at all says why. Arithmetic has a context of its own, so that the result
is the same on every machine and in every thread.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal, DivisionByZero, InvalidOperation, Overflow
from typing import Final, NoReturn

from app.domain.expression_tree import (
    Call,
    Negative,
    Node,
    Number,
    Operation,
    Reference,
    Text,
)
from app.errors import AppError
from app.words import mark, translate

Value = Decimal | str | bool | date | None
"""What stands at a place: a number, a text, a truth, a day, or nothing yet."""

Lookup = Callable[[Reference], Value]
Evaluator = Callable[[Lookup], Value]

CONTEXT: Final = Context(
    prec=34,
    rounding=ROUND_HALF_UP,
    Emin=-99,
    Emax=99,
    traps=[InvalidOperation, DivisionByZero, Overflow],
)
"""The arithmetic of scores and expressions, whatever the thread's own."""

_MOST_EXPONENT: Final = 20
_DECIMALS: Final = 10
_STEPS: Final = {Decimal(places): Decimal(1).scaleb(-places) for places in range(_DECIMALS + 1)}
"""The last digit that rounding to so many decimals leaves."""

_NUMBER: Final = re.compile(r"-?[0-9]{1,15}(?:[.,][0-9]{1,10})?")
_DAY: Final = re.compile(r"(?P<day>[0-9]{1,2})/(?P<month>[0-9]{1,2})/(?P<year>[0-9]{4})")
_NAMED: Final = {
    "yes": frozenset({"có", "đầy đủ", "đạt"}),
    "partial": frozenset({"một phần"}),
    "no": frozenset({"không", "không đạt"}),
}
"""How people name the answers that are spelt `yes`, `partial` and `no`."""


class ExpressionFailed(AppError):
    """An expression has no result for these answers."""

    code = "expression_failed"
    message = mark("An expression gives no result: {reason}. Correct the answers or the checklist.")


def _fail(reason: str) -> NoReturn:
    raise ExpressionFailed(reason=reason)


def value_text(value: Value) -> str:
    """Return a value as people read it."""
    match value:
        case None:
            return translate("(not answered)")
        case bool():
            return translate("true") if value else translate("false")
        case Decimal():
            return format(value, "f").replace(".", ",")
        case date():
            return value.strftime("%d/%m/%Y")
        case str():
            return f"“{value}”"


def number_of(value: Value) -> Decimal | None:
    """Return a value as a number; a text that spells one counts.

    Raises:
        ExpressionFailed: if it is no number.
    """
    if value is None or isinstance(value, Decimal):
        return value
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        return Decimal(value.replace(",", "."))
    _fail(translate("{value} is not a number", value=value_text(value)))


def truth_of(value: Value) -> bool:
    """Return a value as a truth: nothing is false, an answer `yes` is true.

    Raises:
        ExpressionFailed: if it is neither true nor false.
    """
    if value is None or isinstance(value, bool):
        return bool(value)
    if isinstance(value, str) and value in {"yes", "no", ""}:
        return value == "yes"
    _fail(translate("{value} is neither true nor false", value=value_text(value)))


def day_of(value: Value) -> date | None:
    """Return a value as a day; a text that spells one counts.

    Raises:
        ExpressionFailed: if it is no day.
    """
    if value is None or isinstance(value, date):
        return value
    if isinstance(value, str):
        found = _DAY.fullmatch(value.strip())
        try:
            if found:
                return date(int(found["year"]), int(found["month"]), int(found["day"]))
            return date.fromisoformat(value.strip())
        except ValueError:
            pass
    _fail(translate("{value} is not a day", value=value_text(value)))


def same_value(left: Value, right: Value) -> bool:
    """Tell whether two values are the same; letter case, spaces and spelling of yes/no aside."""
    left, right = left if left != "" else None, right if right != "" else None
    if left is None or right is None:
        return left is right
    if isinstance(left, bool) or isinstance(right, bool):
        return truth_of(left) == truth_of(right)
    if isinstance(left, str) and isinstance(right, str):
        return same_text(left, right)
    if isinstance(left, date) or isinstance(right, date):
        return day_of(left) == day_of(right)
    return number_of(left) == number_of(right)


def same_text(left: str, right: str) -> bool:
    """Tell whether two texts name the same answer."""
    one, other = (" ".join(text.casefold().split()) for text in (left, right))
    return one == other or other in _NAMED.get(one, ()) or one in _NAMED.get(other, ())


def choices_of(value: Value) -> tuple[str, ...]:
    """Return the choices that an answer of several holds."""
    return tuple(part.strip() for part in value.split(";")) if isinstance(value, str) else ()


def evaluator_of(node: Node) -> Evaluator:
    """Turn a tree into a call that gives its value.

    The call raises `ExpressionFailed` where these answers give no result.
    """
    match node:
        case Number(value=number):
            return lambda _lookup: number
        case Text(value=text):
            return lambda _lookup: text
        case Reference():
            return lambda lookup: lookup(node)
        case Negative(operand=operand):
            inner = evaluator_of(operand)
            return lambda lookup: _negative(number_of(inner(lookup)))
        case Operation():
            return _operation(node)
        case Call(function=function, arguments=arguments):
            parts = [evaluator_of(argument) for argument in arguments]
            return _special(function, parts) or _plain_call(function, parts)


def _negative(number: Decimal | None) -> Decimal | None:
    return None if number is None else CONTEXT.minus(number)


def _operation(node: Operation) -> Evaluator:
    left, right = evaluator_of(node.left), evaluator_of(node.right)
    match node.operator:
        case "and":
            return lambda lookup: truth_of(left(lookup)) and truth_of(right(lookup))
        case "or":
            return lambda lookup: truth_of(left(lookup)) or truth_of(right(lookup))
        case "=":
            return lambda lookup: same_value(left(lookup), right(lookup))
        case "!=":
            return lambda lookup: not same_value(left(lookup), right(lookup))
        case "<" | "<=" | ">" | ">=" as sign:
            compare = _ORDERS[sign]
            return lambda lookup: _ordered(compare, left(lookup), right(lookup))
        case sign:
            calculate = _CALCULATIONS[sign]
            return lambda lookup: _calculated(
                calculate,
                one if type(one := left(lookup)) is Decimal else number_of(one),
                one if type(one := right(lookup)) is Decimal else number_of(one),
            )


def _ordered(compare: Callable[..., bool], left: Value, right: Value) -> bool:
    if type(left) is Decimal and type(right) is Decimal:
        return compare(left, right)
    if left is None or right is None:
        return False
    if isinstance(left, date) or isinstance(right, date):
        return compare(day_of(left), day_of(right))
    return compare(number_of(left), number_of(right))


def _calculated(
    calculate: Callable[..., Decimal], left: Decimal | None, right: Decimal | None
) -> Decimal | None:
    if left is None or right is None:
        return None
    try:
        return _bounded(calculate(left, right))
    except (DivisionByZero, InvalidOperation):
        _fail(translate("{number} is divided by 0", number=value_text(left)))
    except Overflow:
        _fail(translate("a number is too large"))


def _bounded(number: Decimal) -> Decimal:
    exponent = number.adjusted()
    if not -_MOST_EXPONENT <= exponent <= _MOST_EXPONENT and number:
        if exponent < 0:
            return Decimal(0)
        _fail(translate("a number is too large"))
    return number


_ORDERS: Final[dict[str, Callable[..., bool]]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_CALCULATIONS: Final[dict[str, Callable[[Decimal, Decimal], Decimal]]] = {
    "+": CONTEXT.add,
    "-": CONTEXT.subtract,
    "*": CONTEXT.multiply,
    "/": CONTEXT.divide,
}


def _special(function: str, parts: Sequence[Evaluator]) -> Evaluator | None:
    """Return the functions that do not look at all their arguments."""
    match function:
        case "if":
            condition, then, otherwise = parts
            return lambda lookup: then(lookup) if truth_of(condition(lookup)) else otherwise(lookup)
        case "coalesce":
            return lambda lookup: next(
                (value for part in parts if not _empty(value := part(lookup))), None
            )
        case "true" | "false":
            said = function == "true"
            return lambda _lookup: said
    return None


def _empty(value: Value) -> bool:
    return value is None or value == ""


def _plain_call(function: str, parts: Sequence[Evaluator]) -> Evaluator:
    called = _FUNCTIONS[function]
    return lambda lookup: called([part(lookup) for part in parts])


def _sum(values: Sequence[Value]) -> Value:
    total = Decimal(0)
    for value in values:
        number = number_of(value)
        if number is not None:
            total = _bounded(CONTEXT.add(total, number))
    return total


def _extreme(values: Sequence[Value], pick: Callable[..., Value]) -> Value:
    if {*map(type, values)} == {Decimal}:
        return pick(values)
    there = [value for value in values if value is not None and value != ""]
    if any(isinstance(value, date) for value in there):
        return pick([day_of(value) for value in there])
    return pick(map(number_of, there), default=None)


def _round(values: Sequence[Value]) -> Value:
    number = number_of(values[0])
    places = number_of(values[1]) if values[1:] else Decimal(0)
    if number is None or places is None:
        return None
    step = _STEPS.get(places)
    if step is None:
        _fail(translate("a number is rounded to 0 to {most} decimals", most=_DECIMALS))
    return number.quantize(step, context=CONTEXT)


def _absolute(values: Sequence[Value]) -> Value:
    number = number_of(values[0])
    return None if number is None else CONTEXT.abs(number)


def _selected(values: Sequence[Value]) -> Value:
    wanted = values[1]
    return isinstance(wanted, str) and any(
        same_text(choice, wanted) for choice in choices_of(values[0])
    )


def _days(values: Sequence[Value]) -> Value:
    first, last = map(day_of, values)
    return None if first is None or last is None else Decimal((last - first).days)


_FUNCTIONS: Final[dict[str, Callable[[Sequence[Value]], Value]]] = {
    "not": lambda values: not truth_of(values[0]),
    "min": lambda values: _extreme(values, min),
    "max": lambda values: _extreme(values, max),
    "sum": _sum,
    "round": _round,
    "abs": _absolute,
    "answered": lambda values: not _empty(values[0]),
    "selected": _selected,
    "date": lambda values: day_of(values[0]),
    "days": _days,
}
