"""Changes between frozen texts of minutes, in words for the screen and the command line."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any, Final

from app.clock import local
from app.domain.change_names import FACTS, PARTS, VALUES
from app.domain.frozen_difference import Change, name_of
from app.words import translate

_LONGEST: Final = 160
_LONGEST_NAME: Final = 60
_BEFORE_THE_DIFFERENCE: Final = 40
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_NUMBER: Final = re.compile(r"-?\d+\.\d+")
_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:.*")


def change_text(change: Change) -> str:
    """Return a change as one line, e.g. `Finding “…”, deadline: 01/12/2026 → 15/12/2026`."""
    place = change_place(change)
    if change.is_added:
        return translate("{place}: added", place=place)
    if change.is_removed:
        return translate("{place}: taken out", place=place)
    if not change.field:
        return translate("{place}: changed", place=place)
    old, new = _apart(value_text(change.field, change.old), value_text(change.field, change.new))
    return translate(
        "{place}, {fact}: {old} → {new}", place=place, fact=fact_text(change), old=old, new=new
    )


def change_place(change: Change) -> str:
    """Return what a change is in, e.g. `Criterion CCHC.1.1`."""
    part = translate(PARTS.get(change.part, change.part))
    if not change.name:
        return part
    name = _plain(change.name)
    return (
        f"{part} {name}"
        if change.part == "answers"
        else f"{part} “{_shortened(name, _LONGEST_NAME)}”"
    )


def fact_text(change: Change) -> str:
    """Return what the changed fact is called, e.g. `deadline`."""
    facts = FACTS.get("unit" if change.part == "province" else change.part, {})
    return translate(facts.get(change.field, change.field))


def value_text(fact: str, value: Any) -> str:  # noqa: ANN401 - any plain JSON value
    """Return a value of a frozen text as people read it; `–` where there is none."""
    match value:
        case None | "" | []:
            return "–"
        case bool():
            return translate("Yes") if value else translate("No")
        case str():
            known = VALUES.get(fact, {}).get(value)
            return translate(known) if known else " ".join(_plain(value).split())
        case list():
            return "; ".join(value_text(fact, one) for one in value)
        case dict():
            return name_of(value) or "…"
        case _:
            return str(value)


def _plain(text: str) -> str:
    """Return days and moments as people in Vietnam write them, and any other text as it is."""
    if _DAY.fullmatch(text):
        return f"{date.fromisoformat(text):%d/%m/%Y}"
    if _MOMENT.fullmatch(text):
        moment = datetime.fromisoformat(text)
        return f"{local(moment):%H:%M %d/%m/%Y}"
    return text.replace(".", ",") if _NUMBER.fullmatch(text) else text


def _apart(old: str, new: str) -> tuple[str, str]:
    """Return two texts short enough for a line, from a little before where they part."""
    pairs = enumerate(zip(old, new, strict=False))
    shorter = min(len(old), len(new))
    alike = next((number for number, (one, other) in pairs if one != other), shorter)
    start = max(0, alike - _BEFORE_THE_DIFFERENCE) if max(len(old), len(new)) > _LONGEST else 0
    if start:
        # From the beginning of a word.
        start = old.find(" ", start, alike) + 1 or start
        old, new = f"…{old[start:]}", f"…{new[start:]}"
    return _shortened(old), _shortened(new)


def _shortened(text: str, longest: int = _LONGEST) -> str:
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[:longest].rstrip()}…"
