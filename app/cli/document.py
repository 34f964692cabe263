"""Commands on the other papers: `document KIND ID --out F`, `document all ID --out DIR`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.cli.inspection import resolved
from app.cli.output import Answer, table, unsettled
from app.cli.session import command, session
from app.cli.writing_group import WRITE, WritingGroup
from app.domain.paper import OTHER_PAPERS, paper_text
from app.errors import AppError
from app.words import mark, translate


class PapersFailed(AppError):
    """Some of the papers could not be written; why stands beside each."""

    code = "papers_failed"
    message = mark(
        "{count} of the papers were not written; why is said beside each. The others are in the "
        "folder. Cure what is named and write these again."
    )


def add_to(tree: typer.Typer) -> None:
    """Hang the commands into the tree."""
    branch = typer.Typer(
        name="document",
        cls=WritingGroup,
        help=translate(
            "The other papers of an inspection: document KIND INSPECTION --out FILE.docx."
        ),
        no_args_is_help=True,
    )
    branch.command(WRITE, help=translate("Write one paper of an inspection."))(write)
    branch.command("list", help=translate("List the papers that can be written."))(list_papers)
    branch.command("all", help=translate("Write every paper of an inspection into a folder."))(
        write_all
    )
    tree.add_typer(branch)


@command
def write(
    kind: Annotated[str, typer.Argument(metavar="KIND")],
    inspection: Annotated[str, typer.Argument(metavar="INSPECTION")],
    out: Annotated[Path, typer.Option(metavar="FILE.docx")],
    template: Annotated[Path | None, typer.Option(metavar="TEMPLATE.docx")] = None,
    draft: Annotated[bool, typer.Option("--draft")] = False,  # noqa: FBT002 - Typer's own way
) -> Answer:
    """Write a paper."""
    from app.services.papers import paper_named  # noqa: PLC0415 - loads Word

    paper = paper_named(kind)
    with session().open() as app, session().progress(translate("Writing papers")) as progress:
        visit = resolved(app, inspection)
        app.papers.write(paper, visit, out, progress, template=template, draft=draft)
        open_points = sum(row.differences for row in app.inspections.rows() if row.id == visit)
        notice = "" if template else app.templates.notice(paper)
    line = translate("{paper}: written to {path}.", paper=paper_text(paper), path=out)
    data = {"paper": paper, "file": out, "differences": open_points, "notice": notice}
    return Answer(data=data, lines=[line, *filter(None, [notice]), *unsettled(open_points)])


@command
def list_papers() -> Answer:
    """List the kinds."""
    rows = [(paper.value, paper_text(paper)) for paper in OTHER_PAPERS]
    head = (translate("Kind"), translate("Paper"))
    data = [{"paper": name, "name": text} for name, text in rows]
    return Answer(data=data, lines=table([head, *rows]))


@command
def write_all(
    inspection: Annotated[str, typer.Argument(metavar="INSPECTION")],
    out: Annotated[Path, typer.Option(metavar="DIR")],
    draft: Annotated[bool, typer.Option("--draft")] = False,  # noqa: FBT002 - Typer's own way
) -> Answer:
    """Write every paper."""
    with session().open() as app, session().progress(translate("Writing papers")) as progress:
        visit = resolved(app, inspection)
        written = app.papers.write_all(visit, out, progress, draft=draft)
        open_points = sum(row.differences for row in app.inspections.rows() if row.id == visit)
    failed = [one for one in written if one.error is not None]
    lines = [
        translate("{paper}: {path}", paper=paper_text(one.paper), path=one.file)
        if one.error is None
        else translate(
            "{paper}: not written. {why}", paper=paper_text(one.paper), why=one.error.text
        )
        for one in written
    ]
    data = {"papers": written, "folder": out, "differences": open_points}
    return Answer(
        data=data,
        lines=[*lines, *unsettled(open_points)],
        error=PapersFailed(count=len(failed)) if failed else None,
    )
