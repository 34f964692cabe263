"""Commands on minutes: `minutes INSPECTION --out FILE.docx` and what follows the paper."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup
from typing_extensions import override

from app.cli.inspection import resolved
from app.cli.output import Answer, unsettled
from app.cli.session import command, session
from app.domain.plan import Head
from app.words import translate

if TYPE_CHECKING:
    from app.services.word_form import Correction, Violation

_WRITE = "write"


class _Minutes(TyperGroup):
    """`minutes INSPECTION …` writes them; the word for that may be left out."""

    @override
    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        # An option first, such as --help, is the group's own.
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            args = [_WRITE, *args]
        return super().resolve_command(ctx, args)


def add_to(tree: typer.Typer) -> typer.Typer:
    """Hang the commands into the tree; return their branch."""
    branch = typer.Typer(
        name="minutes",
        cls=_Minutes,
        help=translate("Minutes of an inspection: minutes INSPECTION --out FILE.docx."),
        no_args_is_help=True,
    )
    branch.command(_WRITE, help=translate("Write the minutes of an inspection."))(write)
    branch.command("check", help=translate("Hold any Word file against NĐ 30/2020/NĐ-CP."))(check)
    tree.add_typer(branch)
    return branch


@command
def write(
    inspection: Annotated[str, typer.Argument(metavar="INSPECTION")],
    out: Annotated[Path, typer.Option(metavar="FILE.docx")],
    draft: Annotated[bool, typer.Option("--draft")] = False,  # noqa: FBT002 - Typer's own way
    head: Annotated[Head | None, typer.Option()] = None,
    template: Annotated[Path | None, typer.Option(metavar="TEMPLATE.docx")] = None,
) -> Answer:
    """Write minutes for the signature, or a draft of them."""
    with session().open() as app, session().progress(translate("Writing minutes")) as progress:
        visit = resolved(app, inspection)
        open_points = sum(row.differences for row in app.inspections.rows() if row.id == visit)
        if draft:
            app.minutes.draft(visit, out, progress, head=head, template=template)
            written = None
            line = translate("A draft of the minutes was written to {path}.", path=out)
        else:
            written = app.minutes.freeze(visit, out, progress, head=head, template=template)
            line = translate(
                "Minutes version {version} were written to {path}.",
                version=written.version,
                path=out,
            )
    data = {"minutes": written, "file": out, "differences": open_points}
    return Answer(data=data, lines=[line, *unsettled(open_points)])


@command
def check(
    file: Annotated[Path, typer.Argument(metavar="FILE.docx")],
    fix: Annotated[Path | None, typer.Option(metavar="COPY.docx")] = None,
) -> Answer:
    """Check the format of a Word file."""
    from app.services.word_form import (  # noqa: PLC0415 - loads the Word readers
        FormDeparted,
        check_document,
        correct_document,
    )

    if fix is None:
        found = check_document(file)
        data: dict[str, object] = {"file": file, "violations": found}
        lines: list[str] = []
    else:
        correction = correct_document(file, fix)
        found = list(correction.remaining)
        data = {"file": file, "copy": fix, "mended": correction.mended, "violations": found}
        lines = _mended_lines(fix, correction)
    lines += [line for one in found for line in _violation_lines(one)]
    if not found:
        lines.append(translate("No departure from NĐ 30/2020/NĐ-CP was found."))
    checked = file if fix is None else fix
    return Answer(
        data=data,
        lines=lines,
        error=FormDeparted(path=str(checked), count=len(found)) if found else None,
    )


def _mended_lines(copy: Path, correction: Correction) -> list[str]:
    """Say what was mended in a copy, and what the lines after these are."""
    lines = [translate("A corrected copy was written to {path}.", path=copy)]
    if correction.mended:
        lines.append(translate("Mended in the copy:"))
        lines += [f"  {one.rule}  {one.place}: {one.found}" for one in correction.mended]
    if correction.remaining:
        lines.append(translate("Left to a person:"))
    return lines


def _violation_lines(violation: Violation) -> list[str]:
    """Say what is wrong, and what to do about it."""
    weight = violation.weight.text
    return [
        f"{violation.rule}  {violation.place}: {violation.found} → {violation.expected} ({weight})",
        f"    {violation.cure}",
    ]
