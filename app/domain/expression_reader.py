"""From the text of an expression to its tree: the words it is made of, then what they mean.

By hand, because the language must read as officials write (decimal commas, `và`, `hoặc`,
names of several words), name the letter that is wrong, and never run anything.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, NoReturn

from app.domain.expression_tree import (
    COMPARING,
    LEVELS,
    NAMES,
    QUOTES,
    Aspect,
    Call,
    Negative,
    Node,
    Number,
    Operation,
    Reference,
    Text,
)
from app.domain.text import clean
from app.errors import AppError
from app.words import mark, translate

MOST_LETTERS: Final = 2000
MOST_PARTS: Final = 200
MOST_NESTED: Final = 30
"""How long, how large and how deeply nested an expression may be."""

_TOKEN: Final = re.compile(
    r"(?P<space>\s+)"
    r"|(?P<number>[0-9]+(?:[.,][0-9]+)?)"
    r"|(?P<reference>\$\{[^{}]*\})"
    r"|(?P<text>'[^']*'|\"[^\"]*\"|“[^”]*”|‘[^’]*’)"
    r"|(?P<word>[^\W\d_]+)"
    r"|(?P<sign><=|>=|!=|<>|[-+*/=<>().;≤≥≠×÷−])"
)
_NUMBER: Final = re.compile(r"[0-9]{1,15}(?:[.,][0-9]{1,10})?")
_SPELT: Final = {
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
    "<>": "!=",
    "×": "*",
    "÷": "/",
    "−": "-",
    "và": "and",
    "hoặc": "or",
}
_ASPECTS: Final = {
    "điểm": Aspect.POINTS,
    "points": Aspect.POINTS,
    "tử số": Aspect.NUMERATOR,
    "numerator": Aspect.NUMERATOR,
    "mẫu số": Aspect.DENOMINATOR,
    "denominator": Aspect.DENOMINATOR,
    "tỷ lệ": Aspect.RATE,
    "tỉ lệ": Aspect.RATE,
    "rate": Aspect.RATE,
}
_FUNCTIONS: Final = {
    **{name: name for name in NAMES},
    **{word: name for name, word in NAMES.items()},
}
_MANY: Final = 50
_ARGUMENTS: Final = {
    "if": (3, 3),
    "not": (1, 1),
    "min": (1, _MANY),
    "max": (1, _MANY),
    "sum": (1, _MANY),
    "round": (1, 2),
    "abs": (1, 1),
    "answered": (1, 1),
    "selected": (2, 2),
    "date": (1, 1),
    "days": (2, 2),
    "coalesce": (2, _MANY),
    "true": (0, 0),
    "false": (0, 0),
}
"""How many arguments each function takes, at least and at most."""


class ExpressionInvalid(AppError):
    """A condition, calculation or check is not in the language of expressions."""

    code = "expression_invalid"
    message = mark(
        "An expression cannot be used, at character {position}: {reason}. "
        "Nothing was changed. Correct it there."
    )

    @property
    def clause(self) -> str:
        """Place and reason, as a clause within another sentence."""
        return translate("at character {position}: {reason}", **self.params)


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    """`number`, `reference`, `text`, `word`, `sign` or `end`."""
    text: str
    start: int

    @property
    def shown(self) -> str:
        return self.text or translate("the end")


def read_expression(text: str) -> Node:
    """Return the tree of an expression.

    Raises:
        ExpressionInvalid: naming the character, if it is not in the language or too large.
    """
    text = clean(text)
    if len(text) > MOST_LETTERS:
        raise ExpressionInvalid(
            position=MOST_LETTERS + 1,
            reason=translate("it is longer than {most} characters", most=MOST_LETTERS),
        )
    return _Reader(_tokens(text)).whole()


def _tokens(text: str) -> list[_Token]:
    tokens: list[_Token] = []
    place = 0
    while place < len(text):
        found = _TOKEN.match(text, place)
        if found is None:
            raise ExpressionInvalid(position=place + 1, reason=_stray(text[place]))
        kind = str(found.lastgroup)
        if kind != "space":
            written = found.group()
            plain = written if kind in {"text", "reference"} else written.casefold()
            tokens.append(_Token(kind, _SPELT.get(plain, plain), place))
        place = found.end()
    return [*tokens, _Token("end", "", len(text))]


def _stray(letter: str) -> str:
    if letter == ",":
        return translate("arguments are separated by “;”, a comma stands only between two digits")
    if letter in QUOTES:
        return translate("the text that begins here is not closed by a quote")
    if letter in "${":
        return translate("an answer is named like ${example}", example="{CCHC.1.1}")
    return translate("“{letter}” means nothing here", letter=letter)


class _Reader:
    """Reads tokens from left to right; one token ahead decides what comes."""

    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._place = 0
        self._parts = 0
        self._nested = 0

    def whole(self) -> Node:
        if self._next.kind == "end":
            self._refuse(translate("it is empty"))
        node = self._joined(1)
        if self._next.kind != "end":
            self._refuse(
                translate("an operator is missing before “{found}”", found=self._next.shown)
            )
        return node

    @property
    def _next(self) -> _Token:
        return self._tokens[self._place]

    def _take(self) -> _Token:
        token = self._next
        self._place += 1
        return token

    def _refuse(self, reason: str, token: _Token | None = None) -> NoReturn:
        raise ExpressionInvalid(position=(token or self._next).start + 1, reason=reason)

    def _counted(self, node: Node) -> Node:
        self._parts += 1
        if self._parts > MOST_PARTS:
            self._refuse(translate("it has more than {most} parts", most=MOST_PARTS))
        return node

    def _joined(self, level: int) -> Node:
        """Read parts joined by operators that bind at least as tightly as `level`."""
        node = self._part()
        compared = False
        while LEVELS.get(self._next.text, 0) >= level and self._next.kind in {"sign", "word"}:
            operator = self._take()
            own = LEVELS[operator.text]
            if own == COMPARING and compared:
                self._refuse(translate("join two comparisons by “và” or “hoặc”"), operator)
            compared = own == COMPARING
            node = self._counted(Operation(operator.text, node, self._joined(own + 1)))
        return node

    def _part(self) -> Node:
        self._nested += 1
        if self._nested > MOST_NESTED:
            self._refuse(translate("it is nested more than {most} deep", most=MOST_NESTED))
        node = self._counted(self._one())
        self._nested -= 1
        return node

    def _one(self) -> Node:
        token = self._next
        if token.kind == "word":
            return self._call()
        if token.kind in {"end", "sign"} and token.text not in {".", "-", "("}:
            self._refuse(translate("a value is missing before “{found}”", found=token.shown))
        self._take()
        match token.kind:
            case "number":
                return self._number(token)
            case "text":
                return Text(token.text[1:-1])
            case "reference":
                return self._reference(token)
        return self._signed(token)

    def _signed(self, token: _Token) -> Node:
        if token.text == ".":
            return Reference("")
        if token.text == "-":
            return Negative(self._part())
        node = self._joined(1)
        self._close(token)
        return node

    def _number(self, token: _Token) -> Node:
        if not _NUMBER.fullmatch(token.text):
            self._refuse(translate("the number has too many digits"), token)
        return Number(Decimal(token.text.replace(",", ".")))

    def _reference(self, token: _Token) -> Node:
        code, _, aspect = (part.strip() for part in token.text[2:-1].partition(":"))
        wanted = " ".join(aspect.casefold().split())
        if not code:
            told = translate("an answer is named like ${example}", example="{CCHC.1.1}")
            self._refuse(told, token)
        if wanted and wanted not in _ASPECTS:
            self._refuse(
                translate(
                    "“{aspect}” is not one of điểm, tử số, mẫu số, tỷ lệ",
                    aspect=aspect,
                ),
                token,
            )
        return Reference(code, _ASPECTS[wanted] if wanted else Aspect.VALUE)

    def _call(self) -> Node:
        first = self._next
        words = []
        while self._next.kind == "word":
            words.append(self._take().text)
        name = " ".join(words)
        function = _FUNCTIONS.get(name, "")
        if not function:
            told = translate("“{name}” is not a function; texts stand between quotes", name=name)
            self._refuse(told, first)
        if self._next.text != "(":
            self._refuse(translate("“(” is missing after “{name}”", name=name))
        arguments = self._arguments(self._take())
        least, most = _ARGUMENTS[function]
        if not least <= len(arguments) <= most:
            self._refuse(_wrong_count(name, least, most, len(arguments)), first)
        if function == "answered" and not isinstance(arguments[0], Reference):
            self._refuse(translate("“{name}” asks for an answer", name=name), first)
        return Call(function, arguments)

    def _arguments(self, opening: _Token) -> tuple[Node, ...]:
        if self._next.text == ")" and self._next.kind == "sign":
            self._take()
            return ()
        arguments = [self._joined(1)]
        while self._next.text == ";" and self._next.kind == "sign":
            self._take()
            arguments.append(self._joined(1))
        self._close(opening)
        return tuple(arguments)

    def _close(self, opening: _Token) -> None:
        if self._next.text != ")" or self._next.kind != "sign":
            self._refuse(
                translate(
                    "“)” is missing for the “(” at character {place}", place=opening.start + 1
                )
            )
        self._take()


def _wrong_count(name: str, least: int, most: int, found: int) -> str:
    if least == most:
        return translate(
            "“{name}” takes {most} arguments, not {found}", name=name, most=most, found=found
        )
    return translate(
        "“{name}” takes {least} to {most} arguments, not {found}",
        name=name,
        least=least,
        most=most,
        found=found,
    )
