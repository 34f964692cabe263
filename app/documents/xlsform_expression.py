"""Expressions of an XLSForm (XPath) in the language of checklists.

The words are told apart by pyxform's own lexer. What has no counterpart is refused
with its reason: nothing is carried over half.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from pyxform.parsing.expression import parse_expression  # type: ignore[import-untyped] # it ships no types

from app.words import translate

_FUNCTIONS: Final = {
    "if": "nếu",
    "not": "không",
    "selected": "chọn",
    "min": "min",
    "max": "max",
    "sum": "tổng",
    "round": "làm tròn",
    "abs": "trị tuyệt đối",
    "coalesce": "thay thế",
    "date": "ngày",
    "true": "đúng",
    "false": "sai",
    # Only says what a value is anyway.
    "number": "",
    "string": "",
}
_WORDS: Final = {"and": "và", "or": "hoặc", "div": "/"}
_OPERANDS: Final = frozenset({"NUMBER", "SYSTEM_LITERAL", "PYXFORM_REF", "SELF_REF", "CLOSE_PAREN"})
_PLAIN: Final = frozenset({"OPS_COMP", "OPEN_PAREN", "CLOSE_PAREN"})


class NotCarried(ValueError):
    """An expression says what a checklist cannot; its text is the reason."""


@dataclass(frozen=True, slots=True)
class Target:
    """A question that expressions may look at."""

    code: str
    choices: Mapping[str, str] = field(default_factory=dict)
    """What each choice is called in the checklist, by its name in the form."""


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str


def carried(text: str, targets: Mapping[str, Target], own: Target) -> str:
    """Return an expression of a form as one of a checklist.

    Args:
        text: as it stands in the form.
        targets: the questions that are carried over, by name.
        own: the question under judgement, which `.` means.

    Raises:
        NotCarried: with the reason, if it says what a checklist cannot.
    """
    if not text.isprintable():
        text = " ".join(text.split())
    return _Translation(list(_tokens(text)), targets, own).whole()


def _tokens(text: str) -> Iterator[_Token]:
    before: _Token | None = None
    for token in parse_expression(text):
        kind, told = str(token.type), str(token)
        if kind == "WHITESPACE":
            continue
        told = told.strip()
        # The lexer knows “<=” only as its two signs.
        if before and before.text in {"<", ">"} and told == "=":
            before = _Token("OPS_COMP", f"{before.text}=")
            continue
        if before:
            yield before
        if kind == "NAME" and told in {*_WORDS, "mod"}:
            kind = "OPS_MATH" if told in {"div", "mod"} else "OPS_BOOL"
        before = _Token(kind, told)
    if before:
        yield before


class _Translation:
    """Walks over the tokens once and writes each in the other language."""

    def __init__(
        self, tokens: Sequence[_Token], targets: Mapping[str, Target], own: Target
    ) -> None:
        self._tokens = tokens
        self._targets = targets
        self._own = own
        self._out: list[str] = []

    def whole(self) -> str:
        if not self._tokens:
            raise NotCarried(translate("it is empty"))
        place = 0
        while place < len(self._tokens):
            place += self._take(place)
        return _spaced(self._out)

    def _at(self, place: int) -> _Token:
        inside = 0 <= place < len(self._tokens)
        return self._tokens[place] if inside else _Token("", "")

    def _take(self, place: int) -> int:
        """Write the token at a place and return how many were used up."""
        token = self._at(place)
        match token.kind:
            case "PYXFORM_REF" | "SELF_REF":
                return self._take_answer(place)
            case "SYSTEM_LITERAL" | "NUMBER":
                self._take_value(place)
            case "FUNC_CALL":
                self._take_function(token)
            case "OPS_BOOL":
                self._out.append(_WORDS[token.text])
            case "OPS_MATH":
                self._take_operator(token)
            case "COMMA":
                self._out.append(";")
            case kind if kind in _PLAIN:
                self._out.append(token.text)
            case _:
                raise NotCarried(_nothing(token.text))
        return 1

    def _take_answer(self, place: int) -> int:
        written = self._written(self._at(place))
        comparison, value = self._at(place + 1), self._at(place + 2)
        if comparison.text in {"=", "!="} and value.text in {"''", '""'}:
            given = f"đã trả lời({written})"
            self._out.append(given if comparison.text == "!=" else f"không({given})")
            return 3
        self._out.append(written)
        return 1

    def _target(self, token: _Token) -> Target | None:
        if token.kind == "SELF_REF":
            return self._own
        return self._targets.get(token.text[2:-1]) if token.kind == "PYXFORM_REF" else None

    def _written(self, token: _Token) -> str:
        target = self._target(token)
        if target is None:
            name = token.text[2:-1]
            raise NotCarried(
                translate("the question “{name}” is not there or not carried over", name=name)
            )
        return "." if target is self._own else f"${{{target.code}}}"

    def _take_value(self, place: int) -> None:
        token = self._at(place)
        is_text = token.kind == "SYSTEM_LITERAL"
        value = token.text[1:-1] if is_text else token.text
        target = self._compared(place)
        if target and target.choices:
            if value not in target.choices:
                raise NotCarried(translate("“{value}” is none of the choices", value=value))
            self._out.append(_quoted(target.choices[value]))
        elif is_text:
            self._out.append(_quoted(value))
        elif value.startswith("-") and self._at(place - 1).kind in _OPERANDS:
            # The lexer takes the sign of “a -1” for that of the number.
            self._out += ["-", _number(value[1:])]
        else:
            self._out.append(_number(value))

    def _compared(self, place: int) -> Target | None:
        """Return the question that a value is compared with, or None."""
        before, after = self._at(place - 1), self._at(place + 1)
        if before.kind == "OPS_COMP":
            return self._target(self._at(place - 2))
        if after.kind == "OPS_COMP":
            return self._target(self._at(place + 2))
        if before.kind == "COMMA" and self._at(place - 3).text == "selected(":
            return self._target(self._at(place - 2))
        return None

    def _take_function(self, token: _Token) -> None:
        name = token.text.rstrip("(").strip()
        if name not in _FUNCTIONS:
            raise NotCarried(translate("the function {name}() has no counterpart", name=name))
        self._out.append(f"{_FUNCTIONS[name]}(")

    def _take_operator(self, token: _Token) -> None:
        if token.text == "mod":
            raise NotCarried(_nothing("mod"))
        self._out.append(_WORDS.get(token.text, token.text))


def _nothing(text: str) -> str:
    return translate("“{sign}” has no counterpart", sign=text)


def _number(text: str) -> str:
    whole = f"0{text}" if text.startswith(".") else text.rstrip(".")
    return whole.replace("-.", "-0.").replace(".", ",")


def _quoted(text: str) -> str:
    if "'" not in text:
        return f"'{text}'"
    if '"' not in text:
        return f'"{text}"'
    raise NotCarried(_nothing(text))


def _spaced(parts: Sequence[str]) -> str:
    text = " ".join(parts)
    text = re.sub(r"\( +", "(", text)
    return re.sub(r" +(?=[);])", "", text)
