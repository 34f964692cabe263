"""The codes of criteria: numbering them, and what must follow when a code changes.

A criterion that was published keeps its identity whatever its code becomes, so that
answers of other years still find it; a new one never takes the identity of another.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from enum import Enum
from typing import Final

from app.domain.checklist import Criterion
from app.domain.checklist_tree import CriterionTree

_LETTERS: Final = "abcdđeghiklmnopqrstuvxy"
"""The letters that points of a document are numbered with, in the Vietnamese order."""

_ROMAN: Final = re.compile(r"[IVXLC]+")
_ROMAN_SIGNS: Final = (
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)
_REFERENCE: Final = re.compile(r"\$\{\s*([^}:]+?)\s*(:[^}]*)?\}")
_NEW: Final = re.compile(r"@[0-9]+$")
"""Ends the identity of a new criterion whose code once named another: `I.2@2`."""


class Numbering(Enum):
    """How codes are made from the place in the tree."""

    DOTTED = "dotted"
    """CODE.1.2: the code of the parent, a point and a number."""
    OUTLINE = "outline"
    """I/1/a: roman numbers for areas, then numbers, then letters."""


def numbering_of(tree: CriterionTree) -> Numbering:
    """Return how a checklist is numbered: by the codes of its areas."""
    areas = tree.under[0] if tree.rows else ()
    is_roman = bool(areas) and all(_ROMAN.fullmatch(tree.rows[at].code) for at in areas)
    return Numbering.OUTLINE if is_roman else Numbering.DOTTED


def code_under(parent: Criterion, depth: int, number: int, way: Numbering) -> str:
    """Return the code of the n-th criterion (from 1) under a parent that lies so deep."""
    if way is Numbering.DOTTED:
        return f"{parent.code}.{number}"
    if depth == 0:
        return _roman(number)
    last = _letter(number) if depth == 2 else str(number)  # noqa: PLR2004 - areas, numbers, letters
    return f"{parent.code}/{last}"


def free_code(tree: CriterionTree, parent: int, taken: AbstractSet[str]) -> str:
    """Return the next code under a parent that no criterion has."""
    way, depth = numbering_of(tree), len(tree.lineage(parent)) - 1
    number = len(tree.under[parent]) + 1
    while (code := code_under(tree.rows[parent], depth, number, way)) in taken:
        number += 1
    return code


def recoded(
    tree: CriterionTree, codes: Mapping[int, str], known: AbstractSet[str]
) -> tuple[Criterion, ...]:
    """Return the criteria with other codes at some places; all that names a code follows.

    Args:
        tree: the criteria as they are.
        codes: the new code at each place that gets one.
        known: the identities that published versions of the set have given away.
    """
    names = {
        row.code: codes[at]
        for at, row in enumerate(tree.rows)
        if codes.get(at, row.code) != row.code
    }
    used = {
        row.identity
        for at, row in enumerate(tree.rows)
        if at not in codes or _is_settled(row, known)
    }
    rows = []
    for at, row in enumerate(tree.rows):
        parent = tree.above[at]
        changes: dict[str, str] = {}
        if at in codes:
            first = _first_code(row, codes[at], known, used)
            used.add(first or codes[at])
            changes |= {"code": codes[at], "first_code": first}
        if parent >= 0 and parent in codes:
            changes["parent_code"] = codes[parent]
        for field in ("condition", "calculation", "checks"):
            text: str = getattr(row, field)
            if names and "${" in text:
                changes[field] = _follow(text, names)
        rows.append(replace(row, **changes) if changes else row)  # type: ignore[arg-type] # texts alone
    return tuple(rows)


def first_code_of_new(code: str, known: AbstractSet[str], used: AbstractSet[str]) -> str:
    """Return the `first_code` of a new criterion with this code.

    It is called by its code, unless that is the identity of another: then it gets
    one of its own.
    """
    identity, number = code, 1
    while identity in known or identity in used:
        number += 1
        identity = f"{code}@{number}"
    return "" if identity == code else identity


def _first_code(row: Criterion, code: str, known: AbstractSet[str], used: AbstractSet[str]) -> str:
    """Return the `first_code` with another code: what was published keeps its identity."""
    if _is_settled(row, known):
        return "" if row.identity == code else row.identity
    return first_code_of_new(code, known, used)


def _is_settled(row: Criterion, known: AbstractSet[str]) -> bool:
    return row.identity in known or bool(row.first_code and not _NEW.search(row.first_code))


def _follow(text: str, names: Mapping[str, str]) -> str:
    def renamed(found: re.Match[str]) -> str:
        return f"${{{names.get(found[1], found[1])}{found[2] or ''}}}"

    return _REFERENCE.sub(renamed, text)


def _roman(number: int) -> str:
    written = ""
    for worth, sign in _ROMAN_SIGNS:
        times, number = divmod(number, worth)
        written += sign * times
    return written


def _letter(number: int) -> str:
    rounds, at = divmod(number - 1, len(_LETTERS))
    return _LETTERS[at] + (str(rounds + 1) if rounds else "")
