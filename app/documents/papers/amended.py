"""What supplementary minutes say was changed: each fact before and after, in official words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from app.documents.papers.change_terms import FACTS, PARTS, VALUES
from app.documents.terms import (
    FINDING_KINDS,
    capitalised,
    listed,
    local_day,
    lowered,
    one_line,
    printed,
    short_day,
    time_text,
)
from app.documents.word.wordml import Look, cell, paragraph, row, table
from app.domain.case_file import CaseFile
from app.domain.finding import Finding, FindingKind
from app.domain.frozen_difference import Change, name_of
from app.domain.recommendation import Addressee

NOTHING: Final = "Không có"
_LONGEST_NAME: Final = 80
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:.*")
_UNPRINTED: Final = {
    "inspection": {"plan_id", "photos_per_page", "initials", "left_out"},
    "photos": {"sha256", "file_name", "width", "height", "size", "use", "crop", "turn"},
    "remediation_checks": {"recommendation_id"},
    "dossiers": {"applicant"},
}
"""Facts that no reader of the minutes sees, or that the minutes keep to themselves."""
_UNREAD: Final = frozenset({"photo_links", "photo_marks"})
"""Parts that are seen, not read."""
_TELLING: Final = {
    "participants": ("name", "position"),
    "answers": ("value", "numerator", "denominator", "team_score", "comment"),
    "findings": ("text",),
    "recommendations": ("text", "owner", "due_on"),
    "dossiers": ("dossier_code", "procedure_name"),
    "photos": ("caption", "file_name"),
    "remediation_checks": ("text", "outcome", "note"),
    "roll_calls": ("at", "office", "present", "staff"),
    "absences": ("name", "position", "state", "reason"),
}
"""What is said of a row that is new or gone."""
_HEAD: Final = Look(size=24, bold=True, align="center", keep_next=True)
_TEXT: Final = Look(size=24)
_NUMBER: Final = Look(size=24, align="center")
_SHARES: Final = (7, 29, 32, 32)


@dataclass(frozen=True, slots=True, kw_only=True)
class Amended:
    """One row of the table: what it is about, and what it said before and says now."""

    about: str
    before: str
    now: str


def amended_rows(changes: Sequence[Change], case: CaseFile) -> list[Amended]:
    """Return the rows of the table, in the order of the minutes."""
    names = _Names(case)
    return [row for change in changes for row in _rows(change, names)]


def amended_table(rows: Sequence[Amended], width: int) -> str:
    """Return the table as WordprocessingML, as wide as it is told in twips."""
    widths = [width * share // sum(_SHARES) for share in _SHARES]
    widths[-1] += width - sum(widths)
    titles = ("STT", "Nội dung", "Trước", "Nay sửa đổi, bổ sung")
    head = row(
        (
            cell(one, paragraph(title, _HEAD), shaded=True)
            for one, title in zip(widths, titles, strict=True)
        ),
        repeated=True,
    )
    return table(widths, (head, *(_row(widths, number, one) for number, one in enumerate(rows, 1))))


def _row(widths: Sequence[int], number: int, one: Amended) -> str:
    texts = ((str(number), _NUMBER), (one.about, _TEXT), (one.before, _TEXT), (one.now, _TEXT))
    return row(
        cell(width, paragraph(text, look))
        for width, (text, look) in zip(widths, texts, strict=True)
    )


class _Names:
    """What the minutes call the rows that changes are about."""

    def __init__(self, case: CaseFile) -> None:
        checklists = case.checklists
        self._criteria = {row.code: row.text for one in checklists for row in one.criteria}
        self._findings: dict[str, Finding] = {one.id: one for one in case.findings}
        asked = [one for one in case.recommendations if one.addressee is Addressee.UNIT]
        self._numbers: dict[str, int] = {one.id: number for number, one in enumerate(asked, 1)}

    def about(self, change: Change) -> str:
        """Return what a change is in; the visit itself needs no name."""
        part = PARTS.get(change.part, change.part)
        match change.part:
            case "inspection":
                return ""
            case "answers":
                text = one_line(self._criteria.get(change.name, ""))
                return listed((f"{part} {change.name}", text), ": ")
            case "findings":
                return self._finding(change)
            case "recommendations":
                number = self._numbers.get(change.entity_id)
                return f"{part} số {number}" if number else f"{part} “{_excerpt(change.name)}”"
            case _:
                return f"{part} {_value('', change.name)}" if change.name else part

    def _finding(self, change: Change) -> str:
        """Return the sort and area of a finding, with its words where the row does not say them."""
        finding = self._findings.get(change.entity_id)
        facts = change.old if isinstance(change.old, dict) else {}
        kind = finding.kind if finding else FindingKind(facts.get("kind", "shortcoming"))
        code = finding.area_code if finding else str(facts.get("area_code", ""))
        area = one_line(self._criteria.get(code, ""))
        about = f"{FINDING_KINDS[kind]} ({lowered(area)})" if area else FINDING_KINDS[kind]
        says_itself = change.field in {"", "text"}
        return about if says_itself else f"{about}, “{_excerpt(change.name)}”"


def _excerpt(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= _LONGEST_NAME else f"{line[:_LONGEST_NAME].rstrip()}…"


def _rows(change: Change, names: _Names) -> Iterator[Amended]:
    if change.part in _UNREAD or change.field in _UNPRINTED.get(change.part, ()):
        return
    about = names.about(change)
    if change.is_added:
        yield Amended(about=about, before=NOTHING, now=f"Bổ sung: {_told(change, change.new)}")
    elif change.is_removed:
        yield Amended(about=about, before=_told(change, change.old), now="Bỏ nội dung này")
    elif not change.field:
        yield Amended(about=about, before="Theo biên bản đã ký", now="Đã thay đổi")
    else:
        fact = _fact(change)
        yield Amended(
            about=f"{about}: {fact}" if about else capitalised(fact),
            before=_value(change.field, change.old),
            now=_value(change.field, change.new),
        )


def _fact(change: Change) -> str:
    facts = FACTS.get("unit" if change.part == "province" else change.part, {})
    return facts.get(change.field, change.field)


def _told(change: Change, facts: Mapping[str, Any]) -> str:
    names = _TELLING.get(change.part)
    if names is None:
        return one_line(name_of(facts)) or NOTHING
    said = (_value(name, facts.get(name)) for name in names if facts.get(name))
    return listed(said, "; ") or NOTHING


def _value(fact: str, value: Any) -> str:  # noqa: ANN401 - any plain JSON value
    match value:
        case None | "" | [] | {}:
            return NOTHING
        case bool():
            return "Có" if value else "Không"
        case str():
            return VALUES.get(fact, {}).get(value) or _written(value)
        case list():
            return "; ".join(_value(fact, one) for one in value)
        case dict():
            return one_line(name_of(value)) or NOTHING
        case _:
            return str(value)


def _written(text: str) -> str:
    if _DAY.fullmatch(text):
        return short_day(date.fromisoformat(text))
    if _MOMENT.fullmatch(text):
        moment = datetime.fromisoformat(text)
        return f"{time_text(moment)}, ngày {short_day(local_day(moment))}"
    return _number(text) or printed(text).strip()


def _number(text: str) -> str:
    """Return a decimal number as it is written in Vietnam, or nothing."""
    return text.replace(".", ",") if re.fullmatch(r"-?\d+\.\d+", text) else ""
