"""Commands on the Word templates of papers: `template check|tags|list|install|export|remove`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from app.cli.output import Answer, shown, table
from app.cli.session import command, session
from app.domain.paper import Paper, paper_text
from app.errors import AppError
from app.words import mark, translate

if TYPE_CHECKING:
    from app.documents.papers.tags import Tag
    from app.services.template_check import TemplateReport
    from app.services.templates import TemplateInUse

_INDENT: Final = "  "


class TemplateFaulty(AppError):
    """A template that was checked has faults; they are listed beside it."""

    code = "template_faulty"
    message = mark(
        "“{path}” has {count} faults with which it cannot be used. Nothing was changed. "
        "Correct what is listed in Word and check it again."
    )


def add_to(tree: typer.Typer) -> None:
    """Hang the commands into the tree."""
    branch = typer.Typer(
        name="template",
        help=translate("Word templates of papers, as an office edits them."),
        no_args_is_help=True,
    )
    for name, function, said in (
        ("check", check, translate("Name everything that is wrong with a template.")),
        ("tags", tags, translate("List the tags of a template and what they print.")),
        (
            "list",
            list_templates,
            translate("List the papers and the template each is written from."),
        ),
        ("install", install, translate("Use an edited template from now on.")),
        ("export", export, translate("Write a template out, to be edited in Word.")),
        ("remove", remove, translate("Go back to the template that ships.")),
    ):
        branch.command(name, help=said)(function)
    tree.add_typer(branch)


@command
def check(
    file: Annotated[Path, typer.Argument(metavar="FILE.docx")],
    paper: Annotated[Paper | None, typer.Option()] = None,
) -> Answer:
    """Check a template."""
    from app.services.template_check import check_template  # noqa: PLC0415 - loads Word

    report = check_template(file, paper)
    error = None
    if not report.is_usable:
        error = TemplateFaulty(path=str(file), count=len(report.hard))
    return Answer(data=_report_data(report), lines=_report_lines(report), error=error)


@command
def tags(paper: Annotated[Paper | None, typer.Argument(metavar="[KIND]")] = None) -> Answer:
    """List tags."""
    from app.services.templates import papers, tags_of_paper  # noqa: PLC0415 - loads Word

    known = {one: tags_of_paper(one) for one in ((paper,) if paper else papers())}
    lines = [line for one, found in known.items() for line in _tag_lines(one, found)]
    data = {one.value: [_tag_data(tag) for tag in found] for one, found in known.items()}
    return Answer(data=data, lines=lines)


@command
def list_templates() -> Answer:
    """List templates."""
    with session().open() as app:
        found = app.templates.all()
    head = (
        translate("Kind"),
        translate("Paper"),
        translate("Template"),
        translate("Since"),
        translate("State"),
    )
    rows = [_row(one) for one in found]
    unused = [one.unused.text for one in found if one.unused]
    return Answer(data=[_data(one) for one in found], lines=[*table([head, *rows]), *unused])


@command
def install(
    file: Annotated[Path, typer.Argument(metavar="FILE.docx")],
    paper: Annotated[Paper | None, typer.Option()] = None,
) -> Answer:
    """Install a template."""
    from app.services.templates import TemplateRefused  # noqa: PLC0415 - loads Word

    with session().open() as app:
        try:
            report = app.templates.install(file, paper)
        except TemplateRefused as refused:
            report = refused.report
            data = {"installed": False, **_report_data(report)}
            return Answer(data=data, lines=_report_lines(report), error=refused)
    line = translate(
        "{paper}: written from “{file}” from now on.",
        paper=paper_text(report.paper),
        file=file.name,
    )
    data = {"installed": True, **_report_data(report)}
    return Answer(data=data, lines=[*_report_lines(report), line])


@command
def export(
    kind: Annotated[Paper, typer.Argument(metavar="KIND")],
    out: Annotated[Path, typer.Option(metavar="FILE.docx")],
    own: Annotated[bool, typer.Option("--own")] = False,  # noqa: FBT002 - Typer's own way
) -> Answer:
    """Write a template out: the one that ships, or with `--own` the one in use."""
    with session().open() as app:
        app.templates.copy_out(kind, out, own=own)
    line = translate(
        "The template of “{paper}” was written to {path}.", paper=paper_text(kind), path=out
    )
    return Answer(data={"paper": kind, "file": out}, lines=[line])


@command
def remove(kind: Annotated[Paper, typer.Argument(metavar="KIND")]) -> Answer:
    """Take an own template out of use."""
    with session().open() as app:
        removed = app.templates.remove(kind)
    said = (
        translate("{paper}: written from the template that ships again.", paper=paper_text(kind))
        if removed
        else translate(
            "{paper}: the template that ships is in use already.", paper=paper_text(kind)
        )
    )
    return Answer(data={"paper": kind, "removed": removed}, lines=[said])


def _report_lines(report: TemplateReport) -> Iterator[str]:
    yield translate(
        "Template of “{paper}”: {path}", paper=paper_text(report.paper), path=report.file
    )
    hints = [fault.line for fault in report.faults if not fault.flaw.is_hard]
    yield from _listed(translate("To be corrected"), [fault.line for fault in report.hard])
    yield from _listed(translate("To be looked at"), hints)
    departures = report.departures
    if departures is None:
        yield translate("The form of NĐ 30/2020/NĐ-CP is checked when the template can be filled.")
        return
    said = [f"{one.rule}  {one.place}: {one.found} → {one.expected}" for one in departures]
    yield from _listed(translate("Departures from NĐ 30/2020/NĐ-CP in a sample"), said)
    if not report.faults and not departures:
        yield translate("Nothing is wrong with it.")


def _listed(title: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield f"{title} ({len(lines)}):"
        yield from (f"{_INDENT}{number}. {line}" for number, line in enumerate(lines, start=1))


def _report_data(report: TemplateReport) -> dict[str, object]:
    return {
        "file": report.file,
        "paper": report.paper,
        "usable": report.is_usable,
        "faults": report.faults,
        "departures": report.departures,
    }


def _tag_lines(paper: Paper, tags: Iterable[Tag]) -> Iterator[str]:
    yield f"{paper_text(paper)} ({paper.value})"
    rows = list(_tag_rows(tags, ""))
    yield from (f"{_INDENT}{line}" for line in table(rows))
    yield ""


def _tag_rows(tags: Iterable[Tag], above: str) -> Iterator[tuple[str, str]]:
    for tag in tags:
        yield f"{above}{tag.name}", tag.says
        yield from _tag_rows(tag.parts, f"{above}{tag.name}.")


def _tag_data(tag: Tag) -> dict[str, object]:
    parts = [_tag_data(part) for part in tag.parts]
    return {"tag": tag.name, "prints": tag.says, "kind": tag.kind, "parts": parts}


def _row(one: TemplateInUse) -> tuple[str, ...]:
    own = one.own
    state = translate("ships with the program")
    if own is not None:
        state = translate("own, not used") if one.unused else translate("own")
    return (
        one.paper.value,
        paper_text(one.paper),
        own.file_name if own else one.path.name,
        shown(own.installed_at if own else None),
        state,
    )


def _data(one: TemplateInUse) -> dict[str, object]:
    own = one.own
    return {
        "paper": one.paper,
        "file": own.file_name if own else one.path.name,
        "own": own is not None,
        "in_use": "own" if one.is_own else "shipped",
        "installed_at": own.installed_at if own else None,
        "unused": one.unused,
    }
