"""Tables as issued, checked and imported: what each was taken for is printed, to be corrected."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer

from app.bootstrap import Application
from app.cli.output import Answer
from app.cli.session import session
from app.domain.issued_checklist import IssuedChecklist, Remark
from app.domain.source_table import SourceTable
from app.domain.table_columns import (
    ColumnMap,
    MapInvalid,
    find_headings,
    guess_columns,
    read_map,
)
from app.errors import AppError, FileUnreadable, InvalidValue
from app.files import os_reason
from app.services.issued_tables import IssuedTableInvalid, IssuedTableService, SetName
from app.words import translate

MapOption = Annotated[
    Path | None,
    typer.Option(
        "--map", metavar="MAP.json", help=translate("Which column says what, as --json prints it.")
    ),
]
TableOption = Annotated[
    int, typer.Option("--table", metavar="N", help=translate("Which sheet or table, from 1."))
]
CodeOption = Annotated[str, typer.Option("--code", help=translate("The code of the set."))]
TitleOption = Annotated[str, typer.Option("--title", help=translate("The title of the set."))]


@dataclass(frozen=True, slots=True)
class Wishes:
    """What somebody asked for on the command line; empty is left to the program."""

    map: Path | None
    table: int
    code: str
    title: str


def import_issued(app: Application, file: Path, wishes: Wishes) -> Answer:
    """Publish a table if it is whole; else say what it was taken for and what is wrong."""
    tables = app.issued_tables.read(file)
    table = _chosen(tables, wishes.table)
    columns = _mapped(wishes.map) if wishes.map else app.issued_tables.columns(table)
    suggested = app.issued_tables.suggested_name(table, file)
    name = SetName(code=wishes.code or suggested.code, title=wishes.title or suggested.title)
    told = _told(tables, table, columns)
    try:
        issued = app.issued_tables.build(table, columns, name)
        checklist = app.issued_tables.publish(table, columns, issued)
    except MapInvalid as error:
        return _refused(told, error)
    except IssuedTableInvalid as error:
        return _refused({**told, "faults": error.faults}, error)
    line = translate(
        "{code} version {number} is published: {title}.",
        code=checklist.code,
        number=checklist.number,
        title=checklist.title,
    )
    head = {
        "id": checklist.id,
        "code": checklist.code,
        "number": checklist.number,
        "title": checklist.title,
        "content_sha256": checklist.content_sha256,
        "criteria": len(checklist.criteria),
    }
    return Answer(data={**head, **told, "remarks": issued.remarks}, lines=[*_notes(issued), line])


def check_issued(file: Path, wishes: Wishes) -> Answer:
    """Say what a table comes to and what keeps it from being published; no store is needed."""
    tables = IssuedTableService.read(file)
    table = _chosen(tables, wishes.table)
    columns = _mapped(wishes.map) if wishes.map else guess_columns(table, find_headings(table))
    told = {"file": file, **_told(tables, table, columns)}
    try:
        name = IssuedTableService.suggested_name(table, file)
        issued = IssuedTableService.judge(table, columns, name)
    except MapInvalid as error:
        return _refused(told, error)
    doubts = [remark for remark in issued.remarks if not remark.is_fault]
    data = {
        **told,
        "code": issued.draft.code,
        "criteria": len(issued.draft.criteria),
        "fault_count": len(issued.faults),
        "faults": issued.faults,
        "doubts": doubts,
    }
    refused = None if issued.is_whole else IssuedTableInvalid(table.name, issued.faults)
    lines = list(_listed(translate("Mistakes ({count}):", count=len(issued.faults)), issued.faults))
    lines += _listed(translate("Please look at ({count}):", count=len(doubts)), doubts)
    if issued.is_whole:
        lines.append(translate("{path}: nothing is wrong in it.", path=file.name))
    return Answer(data=data, lines=lines, error=refused)


def _listed(title: str, remarks: Sequence[Remark]) -> Iterator[str]:
    if remarks:
        yield title
        yield from (f"  {remark.text}" for remark in remarks)


def _told(
    tables: Sequence[SourceTable], table: SourceTable, columns: ColumnMap
) -> dict[str, object]:
    """Return what a file was taken for."""
    return {
        "table": {"number": tables.index(table) + 1, "name": table.name},
        "tables": [one.name for one in tables],
        "headings": find_headings(table).texts,
        "map": msgspec.to_builtins(columns),
    }


def _chosen(tables: tuple[SourceTable, ...], number: int) -> SourceTable:
    """Return the table asked for, or the longest; a hidden one where no other holds anything."""
    if number:
        if not 0 < number <= len(tables):
            names = ", ".join(f"{at} {table.name}" for at, table in enumerate(tables, start=1))
            reason = translate("the file has: {names}", names=names)
            raise InvalidValue(field="--table", value=number, reason=reason)
        return tables[number - 1]
    return max(tables, key=lambda table: (bool(table.rows), not table.is_hidden, len(table.rows)))


def _mapped(path: Path) -> ColumnMap:
    try:
        return read_map(path.read_bytes())
    except OSError as error:
        raise FileUnreadable(path=str(path), reason=os_reason(error)) from error


def _refused(told: dict[str, Any], error: AppError) -> Answer:
    """Answer with what the table was taken for where a program asks; people read the mistakes."""
    if not session().as_json:
        raise error
    return Answer(data=told, error=error)


def _notes(issued: IssuedChecklist) -> list[str]:
    return [remark.text for remark in issued.remarks]
