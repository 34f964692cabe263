"""Commands on checklists: `list`, `show`, `check`, `import`, `export`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.cli.issued_table import (
    CodeOption,
    MapOption,
    TableOption,
    TitleOption,
    Wishes,
    check_issued,
    import_issued,
)
from app.cli.output import Answer, shown, table
from app.cli.session import command, session
from app.cli.texts import worded
from app.domain.checklist import Checklist
from app.domain.checklist_reading import ChecklistReading
from app.services.issued_tables import IssuedTableService
from app.words import translate


def add_to(tree: typer.Typer) -> typer.Typer:
    """Hang the commands into the tree; return their branch."""
    checklists = typer.Typer(
        name="checklist", help=translate("Sets of criteria."), no_args_is_help=True
    )
    checklists.command("list", help=translate("List every version."))(list_)
    checklists.command("show", help=translate("Show one set with its points."))(show)
    checklists.command(
        "check", help=translate("List what is wrong in a file and what would be repaired.")
    )(check)
    checklists.command(
        "import",
        help=translate("Publish a set from its workbook, an XLSForm or a table as issued."),
    )(import_)
    checklists.command("export", help=translate("Write a set as an Excel workbook."))(export)
    tree.add_typer(checklists)
    return checklists


@command
def list_() -> Answer:
    """List checklists."""
    with session().open() as app:
        found = app.checklists.rows()
    head = (
        translate("Code"),
        translate("Version"),
        translate("State"),
        translate("Criteria"),
        translate("Title"),
    )
    rows = [
        (row.code, str(row.number), worded(row.state), str(row.leaves), row.title) for row in found
    ]
    return Answer(data=found, lines=table([head, *rows]))


@command
def show(code: str) -> Answer:
    """Show a checklist."""
    with session().open() as app:
        checklist = app.checklists.current(code)
    return Answer(data=checklist, lines=_tree(checklist))


@command
def check(file: Path, map_: MapOption = None, table: TableOption = 0) -> Answer:
    """Check a checklist file."""
    if map_ or table or IssuedTableService.is_issued(file):
        return check_issued(file, Wishes(map_, table, "", ""))
    from app.services.checklist_files import (  # noqa: PLC0415 - loads the Excel reader
        read_file,
        refusal,
    )

    reading = read_file(file)
    good = translate("{path}: nothing is wrong in it.", path=file.name)
    refused = refusal(reading)
    lines = [*reading.lines]
    return Answer(
        data=_notes(reading, file), lines=lines if refused else [*lines, good], error=refused
    )


@command
def import_(
    file: Path,
    map_: MapOption = None,
    table: TableOption = 0,
    code: CodeOption = "",
    title: TitleOption = "",
    accept_losses: Annotated[  # noqa: FBT002 - an option of the command line
        bool,
        typer.Option("--accept-losses", help=translate("Leave out what a checklist cannot say.")),
    ] = False,
) -> Answer:
    """Import a checklist."""
    with session().open() as app:
        if map_ or table or app.issued_tables.is_issued(file):
            return import_issued(app, file, Wishes(map_, table, code, title))
        reading = app.checklist_files.check(file)
        checklist = app.checklist_files.publish(reading, accept_losses=accept_losses)
    line = translate(
        "{code} version {number} is published: {title}.",
        code=checklist.code,
        number=checklist.number,
        title=checklist.title,
    )
    data = {**_head(checklist), "repairs": reading.repairs, "losses": reading.losses}
    return Answer(data=data, lines=[*reading.lines, line])


@command
def export(code: str, file: Annotated[Path, typer.Argument(metavar="FILE.xlsx")]) -> Answer:
    """Export a checklist."""
    with session().open() as app:
        checklist = app.checklist_files.export(code, file)
    line = translate("{code} was written to {path}.", code=checklist.code, path=file)
    return Answer(data={**_head(checklist), "file": file}, lines=[line])


def _head(checklist: Checklist) -> dict[str, object]:
    return {
        "id": checklist.id,
        "code": checklist.code,
        "number": checklist.number,
        "title": checklist.title,
        "content_sha256": checklist.content_sha256,
        "criteria": len(checklist.criteria),
    }


def _notes(reading: ChecklistReading, file: Path) -> dict[str, object]:
    return {
        "file": file,
        "code": reading.draft.code,
        "criteria": len(reading.draft.criteria),
        "fault_count": reading.fault_count,
        "faults": reading.faults,
        "losses": reading.losses,
        "repairs": reading.repairs,
        "doubts": reading.doubts,
    }


def _tree(checklist: Checklist) -> list[str]:
    depth = {"": -1}
    lines = []
    for row in checklist.criteria:
        depth[row.code] = depth[row.parent_code] + 1
        indent = "  " * depth[row.code]
        lines.append(f"{indent}{row.code}  {row.text}  [{shown(row.max_score)}]")
    return lines
