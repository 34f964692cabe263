"""The tree of an expression, and how it is written out again."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Final


class Aspect(Enum):
    """What of an answer is meant; the value is how it is written behind the code."""

    VALUE = ""
    POINTS = "điểm"
    NUMERATOR = "tử số"
    DENOMINATOR = "mẫu số"
    RATE = "tỷ lệ"


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it was written."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Text:
    """A text between quotes."""

    value: str


@dataclass(frozen=True, slots=True)
class Reference:
    """The answer at another criterion, or, where `code` is empty, the one under judgement."""

    code: str
    aspect: Aspect = Aspect.VALUE


@dataclass(frozen=True, slots=True)
class Negative:
    """A number with its sign turned."""

    operand: Node


@dataclass(frozen=True, slots=True)
class Operation:
    """Two parts joined by an operator in its plain spelling (`and`, `<=`, `+` …)."""

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Call:
    """A function, by its English name, with its arguments."""

    function: str
    arguments: tuple[Node, ...]


Node = Number | Text | Reference | Negative | Operation | Call

LEVELS: Final = {
    "or": 1,
    "and": 2,
    "=": 3,
    "!=": 3,
    "<": 3,
    "<=": 3,
    ">": 3,
    ">=": 3,
    "+": 4,
    "-": 4,
    "*": 5,
    "/": 5,
}
"""How tightly an operator binds; a sign binds tighter than all of them."""

SIGN_LEVEL: Final = 6
COMPARING: Final = 3

QUOTES: Final = {"'": "'", '"': '"', "“": "”", "‘": "’"}
"""The quotes a text may stand between: what opens it and what closes it."""

_WORDS: Final = {"or": "hoặc", "and": "và"}

NAMES: Final = {
    "if": "nếu",
    "not": "không",
    "min": "min",
    "max": "max",
    "sum": "tổng",
    "round": "làm tròn",
    "abs": "trị tuyệt đối",
    "answered": "đã trả lời",
    "selected": "chọn",
    "date": "ngày",
    "days": "số ngày",
    "coalesce": "thay thế",
    "true": "đúng",
    "false": "sai",
}
"""The Vietnamese name of every function."""

References = Callable[[Reference], str]
"""How a reference is written: as itself, or as the value that stands there."""


def references_of(node: Node) -> Iterator[Reference]:
    """Yield what an expression refers to, from left to right, the answer itself included."""
    match node:
        case Reference():
            yield node
        case Negative(operand=operand):
            yield from references_of(operand)
        case Operation(left=left, right=right):
            yield from references_of(left)
            yield from references_of(right)
        case Call(arguments=arguments):
            for argument in arguments:
                yield from references_of(argument)
        case _:
            return


def calls_any(node: Node, functions: Collection[str]) -> bool:
    """Tell whether an expression calls one of these functions."""
    match node:
        case Negative(operand=operand):
            return calls_any(operand, functions)
        case Operation(left=left, right=right):
            return calls_any(left, functions) or calls_any(right, functions)
        case Call(function=function, arguments=arguments):
            return function in functions or any(calls_any(part, functions) for part in arguments)
    return False


def reference_text(reference: Reference) -> str:
    """Return a reference as the language writes it."""
    if not reference.code:
        return "."
    aspect = reference.aspect.value
    return f"${{{reference.code}:{aspect}}}" if aspect else f"${{{reference.code}}}"


def write(node: Node, references: References = reference_text, level: int = 0) -> str:
    """Return a tree as text in the Vietnamese spelling, with no more brackets than it needs."""
    match node:
        case Number(value=value):
            return format(value, "f").replace(".", ",")
        case Text(value=value):
            return _quoted(value)
        case Reference():
            return references(node)
        case Negative(operand=operand):
            return f"-{write(operand, references, SIGN_LEVEL)}"
        case Call(function=function, arguments=arguments):
            inside = "; ".join(write(argument, references) for argument in arguments)
            return f"{NAMES[function]}({inside})"
        case Operation():
            written = _operation(node, references)
            return f"({written})" if LEVELS[node.operator] < level else written


def _operation(node: Operation, references: References) -> str:
    own = LEVELS[node.operator]
    left = write(node.left, references, own + (own == COMPARING))
    right = write(node.right, references, own + 1)
    return f"{left} {_WORDS.get(node.operator, node.operator)} {right}"


def _quoted(value: str) -> str:
    opening = next(opening for opening, closing in QUOTES.items() if closing not in value)
    return f"{opening}{value}{QUOTES[opening]}"
