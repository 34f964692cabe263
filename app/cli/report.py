"""Commands on reports: `report summary`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.cli.output import Answer, unsettled
from app.cli.session import command, session
from app.words import translate


def add_to(tree: typer.Typer) -> None:
    """Hang the commands into the tree."""
    reports = typer.Typer(name="report", help=translate("Reports."), no_args_is_help=True)
    reports.command("summary", help=translate("Write the summary workbook of all inspections."))(
        summary
    )
    # With one command Typer would drop its name.
    reports.callback()(_reports)
    tree.add_typer(reports)


def _reports() -> None:
    """Reports."""


@command
def summary(out: Annotated[Path, typer.Option(metavar="FILE.xlsx")]) -> Answer:
    """Write the summary."""
    with session().open() as app, session().progress(translate("Summing up")) as progress:
        count = app.reports.summary(out, progress)
        open_points = sum(row.differences for row in app.inspections.rows())
    line = translate("{count} inspections were summed up in {path}.", count=count, path=out)
    data = {"inspections": count, "file": out, "differences": open_points}
    return Answer(data=data, lines=[line, *unsettled(open_points)])
