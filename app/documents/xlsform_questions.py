"""What each row of the sheet `survey` is: a group, a question, a note, or nothing of ours.

The names of types and what they stand for are pyxform's own tables.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import Final

from pyxform import aliases  # type: ignore[import-untyped] # it ships no types
from pyxform.question_type_dictionary import (  # type: ignore[import-untyped] # it ships no types
    QUESTION_TYPE_DICT,
)

from app.domain.checklist import AnswerType

_MOST_LETTERS: Final = 200
_BOUNDARY: Final = re.compile(r"(begin|end)[\s_]+(.+)")
_SELECT: Final = re.compile(
    rf"(?P<kind>{'|'.join(map(re.escape, sorted(aliases.select, key=len, reverse=True)))})"
    r"\s+(?P<list>\S+)(?P<other>\s+(?:or[_ ]other|or specify other))?"
)
_OF_BIND: Final = {
    "string": AnswerType.TEXT,
    "int": AnswerType.COUNT,
    "decimal": AnswerType.NUMBER,
    "date": AnswerType.DATE,
}
_NOTES: Final = frozenset({"note", "q note", "add note prompt"})
_CALCULATED: Final = frozenset({"calculate", "q calculate", "add calculate prompt"})


class RowKind(Enum):
    """What a row of `survey` does."""

    OPENS = "opens"
    CLOSES = "closes"
    QUESTION = "question"
    CHOICE = "choice"
    CALCULATED = "calculated"
    NOTE = "note"
    REPEATS = "repeats"
    """Opens a group that is asked several times: nothing in it can be carried over."""
    ENDS_REPEAT = "ends_repeat"
    FOREIGN = "foreign"
    """A type that a checklist does not have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowType:
    """The type of a row, taken apart."""

    kind: RowKind
    answer_type: AnswerType = AnswerType.TEXT
    choices: str = ""
    """The list of choices it takes, by name."""
    is_multiple: bool = False
    with_other: bool = False


_NAMED: Final = {
    **dict.fromkeys(_NOTES, RowType(kind=RowKind.NOTE)),
    **dict.fromkeys(_CALCULATED, RowType(kind=RowKind.CALCULATED, answer_type=AnswerType.NUMBER)),
    "percentage": RowType(kind=RowKind.QUESTION, answer_type=AnswerType.PERCENT),
}


def type_of(told: str) -> RowType:
    """Return what a row of this type is."""
    name = " ".join(told.split())[:_MOST_LETTERS]
    low = name.casefold()
    if found := _BOUNDARY.fullmatch(low):
        return _boundary(found[1], found[2])
    if found := _SELECT.fullmatch(name):
        return _select(found)
    return _NAMED.get(low) or _asked(low)


def _asked(low: str) -> RowType:
    meaning = QUESTION_TYPE_DICT.get(low, {})
    bind, control = meaning.get("bind", {}), meaning.get("control", {})
    answered = _OF_BIND.get(bind.get("type", ""))
    is_asked = control.get("tag") == "input" and not bind.keys() & {"jr:preload", "readonly"}
    if answered is None or not is_asked:
        return RowType(kind=RowKind.FOREIGN)
    return RowType(kind=RowKind.QUESTION, answer_type=answered)


def _boundary(way: str, what: str) -> RowType:
    is_group = aliases.control.get(what.replace("_", " ")) == "group"
    if way == "begin":
        return RowType(kind=RowKind.OPENS if is_group else RowKind.REPEATS)
    return RowType(kind=RowKind.CLOSES if is_group else RowKind.ENDS_REPEAT)


def _select(found: re.Match[str]) -> RowType:
    meant = aliases.select[found["kind"]]
    if meant not in {"select one", "select all that apply"} or "file" in found["kind"]:
        return RowType(kind=RowKind.FOREIGN)
    return RowType(
        kind=RowKind.CHOICE,
        choices=found["list"],
        is_multiple=meant == "select all that apply",
        with_other=found["other"] is not None,
    )
