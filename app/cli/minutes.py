"""Commands on minutes: `minutes INSPECTION --out FILE.docx`, `minutes check FILE.docx`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.cli.inspection import resolved
from app.cli.output import Answer, unsettled
from app.cli.session import command, session
from app.words import translate


def add_to(tree: typer.Typer) -> None:
    """Hang the commands into the tree."""
    tree.command(
        "minutes",
        help=translate(
            "Write the minutes of an inspection, or check any Word file: minutes check FILE.docx."
        ),
    )(minutes)


@command
def minutes(
    words: Annotated[list[str], typer.Argument(metavar="INSPECTION | check FILE.docx")],
    out: Annotated[Path | None, typer.Option(metavar="FILE.docx")] = None,
    draft: Annotated[bool, typer.Option("--draft")] = False,  # noqa: FBT002 - Typer's own way
    template: Annotated[Path | None, typer.Option(metavar="TEMPLATE.docx")] = None,
) -> Answer:
    """Write or check minutes."""
    match words:
        case ["check", file]:
            return _check(Path(file))
        case [inspection] if out is not None:
            return _write(inspection, out, template, draft=draft)
    raise typer.BadParameter("minutes INSPECTION --out FILE.docx | minutes check FILE.docx")


def _write(inspection: str, out: Path, template: Path | None, *, draft: bool) -> Answer:
    with session().open() as app, session().progress(translate("Writing minutes")) as progress:
        visit = resolved(app, inspection)
        open_points = sum(row.differences for row in app.inspections.rows() if row.id == visit)
        if draft:
            app.minutes.draft(visit, out, progress, template=template)
            line = translate("A draft of the minutes was written to {path}.", path=out)
            data: dict[str, object] = {"minutes": None, "file": out, "differences": open_points}
            return Answer(data=data, lines=[line, *unsettled(open_points)])
        written = app.minutes.freeze(visit, out, progress, template=template)
    line = translate(
        "Minutes version {version} were written to {path}.", version=written.version, path=out
    )
    data = {"minutes": written, "file": out, "differences": open_points}
    return Answer(data=data, lines=[line, *unsettled(open_points)])


def _check(file: Path) -> Answer:
    from app.services.minutes import (  # noqa: PLC0415 - loads the Word readers
        FormDeparted,
        check_document,
    )

    found = check_document(file)
    lines = [f"{one.rule}  {one.place}: {one.found} → {one.expected}" for one in found]
    good = translate("No departure from NĐ 30/2020/NĐ-CP was found.")
    return Answer(
        data={"file": file, "violations": found},
        lines=lines or [good],
        error=FormDeparted(path=str(file), count=len(found)) if found else None,
    )
