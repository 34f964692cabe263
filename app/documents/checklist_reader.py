"""What a checklist workbook says, each mistake noted with its cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from app.documents.cell_mending import Mender
from app.documents.checklist_terms import (
    COLUMNS,
    FACTS,
    GROUP,
    GUIDE_SHEET,
    LATER_COLUMNS,
    ROLE_NAMES,
    SHEETS,
    TYPE_NAMES,
    role_named,
    type_named,
    type_plain,
)
from app.documents.workbook import Faults, Sheet, Workbook, cell_name
from app.documents.workbook_table import Column, Row, read_lines, read_rows
from app.domain.checklist import AnswerType, Criterion, CriterionRole
from app.domain.checklist_check import Fault as Problem
from app.words import translate

_NEEDED: Final = frozenset({"code", "title", "number"})
_SHARED: Final = frozenset({"area", "evidence", "legal_basis", "source"})
"""Columns in which a cell merged downwards speaks for all its rows."""
_KEYS: Final = tuple(column.key for column in (*COLUMNS, *LATER_COLUMNS))
_CODES: Final = ("code", "parent_code", "first_code")
_SURE: Final = 0.8
_SOMEWHAT: Final = 0.5
"""How like its right name the name of a sheet must be to be taken for it, or asked about."""
_UNSCORED: Final = frozenset({AnswerType.TEXT, AnswerType.DATE})
_MOST_VERSIONS: Final = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The lines of “Thông tin”."""

    code: str = ""
    title: str = ""
    number: int = 0
    valid_from: date | None = None
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row of the table with the criterion it describes."""

    row: Row
    criterion: Criterion
    unread: frozenset[str]
    """The fields whose cells could not be read; they are noted already."""


def read_facts(sheet: Sheet, faults: Faults, mender: Mender) -> Facts:
    """Read the sheet “Thông tin”."""
    columns = [
        Column(key=fact.key, heading=fact.label, aliases=fact.aliases, required=fact.key in _NEEDED)
        for fact in FACTS
    ]
    lines = read_lines(sheet, columns, faults)
    if not lines.keys() >= _NEEDED:
        return Facts()
    for key in ("code", "title"):
        if lines[key].cell(key).is_blank:
            _tell_empty(lines[key], key)
    return Facts(
        code=lines["code"].code("code"),
        title=mender.prose(lines["title"], "title"),
        number=_version(lines["number"]),
        valid_from=lines["valid_from"].day("valid_from") if "valid_from" in lines else None,
        source=mender.prose(lines["source"], "source") if "source" in lines else "",
    )


def _version(row: Row) -> int:
    before = row.faults.count
    number = row.number("number")
    if number is not None and number == int(number) and 0 < number < _MOST_VERSIONS:
        return int(number)
    if row.faults.count == before:
        cause = translate("the version is not a whole number from 1 up")
        row.fault("number", cause, translate("Type 1 for the first version"))
    return 0


def read_criteria(sheet: Sheet, faults: Faults, mender: Mender) -> list[Line]:
    """Read the sheet “Bộ tiêu chí”; whether its rows make a checklist is for `note_problems`."""
    before = faults.count
    rows = list(read_rows(sheet, (*COLUMNS, *LATER_COLUMNS), faults, shared=_SHARED))
    if not rows and faults.count == before:
        cause = translate("there is no criterion below the headings")
        cure = translate("Write the whole set in the first row, then its areas and criteria")
        faults.add(sheet.name, "", cause, cure)
    lines = _lines(rows, mender)
    for row in rows:
        _look(row)
    return lines


def find_sheet(book: Workbook, name: str, faults: Faults, *, needed: bool = True) -> Sheet | None:
    """Return a sheet by its name, or by one that is nearly it, or note that it is missing."""
    found = book.find(name) or _near(book, name, _SURE)
    if found is not None:
        if book.find(name) is None:
            faults.repair(found, "", found, name)
        if found in book.hidden_names:
            cause = translate("the sheet is hidden and was read")
            faults.doubt(found, "", cause, translate("Show it and look at it"))
        return book.sheet(found)
    if needed:
        cause = translate(
            "there is no sheet of this name, only {names}", names=", ".join(book.names)
        )
        cure = translate("Name the sheet so, as in the sample workbook")
        if maybe := _near(book, name, _SOMEWHAT):
            cure = translate(
                "Is the sheet “{found}” meant to be “{name}”? Then name it so",
                found=maybe,
                name=name,
            )
        faults.add(name, "", cause, cure)
    return None


def _near(book: Workbook, name: str, likeness: float) -> str | None:
    found = book.near(name, likeness)
    others = (book.find(other) for other in SHEETS if other != name)
    return None if found in others else found


def _look(row: Row) -> None:
    """Note what in a row was taken in and may not be what somebody saw."""
    name = row.sheet.name
    if row.line in row.sheet.hidden:
        cause = translate("the row is hidden and was read")
        cure = translate("Show the row, or delete it")
        row.faults.doubt(name, cell_name(row.line, 1), cause, cure)
    for key, column in row.columns.items():
        cell = row.cell(key)
        if cell.is_result and not cell.trouble:
            cause = translate("the result Excel stored was taken: {value}", value=cell.text)
            cure = translate("Check that it is up to date")
            row.faults.doubt(name, cell_name(row.line, column), cause, cure)


def _lines(rows: Sequence[Row], mender: Mender) -> list[Line]:
    codes = [row.code("code") for row in rows]
    parents = [row.code("parent_code") for row in rows]
    groups = set(parents)
    areas: dict[str, str] = {}
    lines = []
    for row, code, parent_code in zip(rows, codes, parents, strict=True):
        text = mender.prose(row, "text")
        area = mender.prose(row, "area")
        if mender.is_active:
            area = areas[code] = area or areas.get(parent_code, "") or text
        kind = _kind(row, is_group=code in groups)
        points = _points(row, kind)
        role = _role(row)
        criterion = Criterion(
            code=code,
            parent_code=parent_code,
            area=area,
            text=text,
            answer_type=kind or AnswerType.SCORE,
            max_score=points if points is not None else Decimal(0),
            scoring_rule=mender.prose(row, "scoring_rule"),
            evidence=mender.prose(row, "evidence"),
            legal_basis=mender.prose(row, "legal_basis"),
            source=mender.prose(row, "source"),
            first_code=row.code("first_code"),
            role=role or CriterionRole.SCORED,
            rating_cap=mender.prose(row, "rating_cap"),
            condition=mender.expression(row, "condition"),
            calculation=mender.expression(row, "calculation"),
            required=mender.prose(row, "required"),
            checks=row.text("checks"),
            guidance=mender.prose(row, "guidance"),
        )
        lines.append(Line(row=row, criterion=criterion, unread=_unread(row, kind, points, role)))
    return lines


def _role(row: Row) -> CriterionRole | None:
    told = row.text("role")
    role = role_named(told)
    if role is None and not row.cell("role").trouble:
        names = ", ".join(ROLE_NAMES.values())
        cause = translate("“{value}” is not a kind of points", value=told)
        row.fault("role", cause, translate("Choose one of: {names}", names=names))
    return role


def _unread(
    row: Row, kind: AnswerType | None, points: Decimal | None, role: CriterionRole | None
) -> frozenset[str]:
    """Return the fields whose cells are noted already, so that nothing is said twice."""
    fields = {key for key in _KEYS if row.cell(key).trouble}
    fields |= {key for key in _CODES if not row.cell(key).is_blank and not row.is_code(key)}
    if kind is None:
        fields |= {"answer_type", "scoring_rule"}
    if points is None:
        fields |= {"max_score", "scoring_rule"}
    if role is None:
        fields.add("role")
    return frozenset(fields)


def _kind(row: Row, *, is_group: bool) -> AnswerType | None:
    told = row.text("answer_type")
    kind = type_named(told)
    if is_group and not told:
        return AnswerType.SCORE
    if row.cell("answer_type").trouble:
        return None
    names = ", ".join(TYPE_NAMES.values())
    cure = translate("Choose one of: {names}", names=names)
    if kind is None:
        cause = (
            translate("“{value}” is not a type of answer", value=told)
            if told
            else translate("the cell is empty")
        )
        row.fault("answer_type", cause, cure)
    elif not is_group and type_plain(told) == type_plain(GROUP):
        cause = translate("no row names this group as its parent")
        row.fault("answer_type", cause, cure)
        return None
    return kind


def _points(row: Row, kind: AnswerType | None) -> Decimal | None:
    if row.cell("max_score").is_blank:
        if kind in _UNSCORED:
            return Decimal(0)
        _tell_empty(row, "max_score")
        return None
    return row.number("max_score")


def note_problems(lines: Sequence[Line], problems: Iterable[Problem]) -> None:
    """Note what keeps the rows from being a checklist, unless a cell could not even be read."""
    half_read = {line.criterion.parent_code for line in lines if "max_score" in line.unread}
    cures = _cures()
    for problem in problems:
        line = lines[problem.index]
        is_sum = problem.field == "max_score" and line.criterion.code in half_read
        if problem.field not in line.unread and not is_sum:
            cure = cures.get(problem.field) or translate("Correct the cell")
            line.row.fault(problem.field, problem.reason, cure)


def _cures() -> dict[str, str]:
    return {
        "code": translate("Give each row its own code, the whole set on top"),
        "parent_code": translate("Correct the code of the parent or move the rows"),
        "text": translate("Fill in the cell"),
        "answer_type": translate("Choose “{group}”", group=GROUP),
        "max_score": translate("Correct the points of the group or of its rows"),
        "scoring_rule": translate(
            "See how rules are written in the sheet “{sheet}”", sheet=GUIDE_SHEET
        ),
    }


def _tell_empty(row: Row, key: str) -> None:
    row.fault(key, translate("the cell is empty"), translate("Fill in the cell"))
