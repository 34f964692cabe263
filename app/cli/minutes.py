"""Commands on minutes: `minutes INSPECTION --out FILE.docx` and what follows the paper."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typing_extensions import override

from app.cli.inspection import resolved
from app.cli.output import Answer, unsettled
from app.cli.session import command, session
from app.domain.gap import PLACE_NAMES, Gap, MinutesNotReady
from app.domain.plan import Head
from app.words import translate

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
    branch.command("missing", help=translate("Say what the minutes still lack."))(missing)
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
def missing(inspection: Annotated[str, typer.Argument(metavar="INSPECTION")]) -> Answer:
    """Say what minutes lack; what blocks the signature is marked, and makes the command fail."""
    with session().open() as app:
        found = app.missing.gaps(resolved(app, inspection))
    blocking = [one for one in found if one.blocks]
    nothing = translate("Nothing is missing: the minutes can be written for signature.")
    return Answer(
        data={"blocking": len(blocking), "hints": len(found) - len(blocking), "missing": found},
        lines=[*(_line(one) for one in found), *([] if blocking else [nothing])],
        error=MinutesNotReady(count=len(blocking), first=blocking[0].text) if blocking else None,
    )


def _line(gap: Gap) -> str:
    weight = translate("must") if gap.blocks else translate("check")
    return f"[{weight}] {translate(PLACE_NAMES[gap.place])}: {gap.text}"


@command
def check(file: Annotated[Path, typer.Argument(metavar="FILE.docx")]) -> Answer:
    """Check the format of a Word file."""
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
