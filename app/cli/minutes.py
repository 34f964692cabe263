"""Commands on minutes: `minutes INSPECTION --out FILE.docx` and what follows the paper."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.bootstrap import Application
from app.cli.inspection import resolved
from app.cli.output import Answer, unsettled
from app.cli.session import command, session
from app.cli.verified import verify
from app.cli.word_form import check
from app.cli.writing_group import WRITE, WritingGroup
from app.domain.gap import PLACE_NAMES, Gap, MinutesNotReady
from app.domain.minutes import Minutes, MinutesState, NotSigned
from app.domain.paper import Paper
from app.domain.plan import Head
from app.ids import InspectionId
from app.words import translate


def add_to(tree: typer.Typer) -> typer.Typer:
    """Hang the commands into the tree; return their branch."""
    branch = typer.Typer(
        name="minutes",
        cls=WritingGroup,
        help=translate("Minutes of an inspection: minutes INSPECTION --out FILE.docx."),
        no_args_is_help=True,
    )
    branch.command(WRITE, help=translate("Write the minutes of an inspection."))(write)
    branch.command("sign", help=translate("Record that the minutes were signed on paper."))(sign)
    branch.command(
        "scan", help=translate("Attach a scan of the signed pages, or write it out again.")
    )(scan)
    branch.command(
        "verify",
        help=translate("Hold a Word file, a scan or a code against what was frozen and recorded."),
    )(verify)
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
    supplement: Annotated[bool, typer.Option("--supplement")] = False,  # noqa: FBT002 - Typer's own way
) -> Answer:
    """Write minutes for the signature, or a draft of them."""
    if draft and supplement:
        raise typer.BadParameter("--draft | --supplement", param_hint="--supplement")
    with session().open() as app, session().progress(translate("Writing minutes")) as progress:
        visit = resolved(app, inspection)
        open_points = sum(row.differences for row in app.inspections.rows() if row.id == visit)
        if draft:
            app.minutes.draft(visit, out, progress, head=head, template=template)
            written = None
            line = translate("A draft of the minutes was written to {path}.", path=out)
        else:
            written = app.minutes.freeze(
                visit, out, progress, head=head, template=template, supplement=supplement
            )
            line = translate(
                "Minutes version {version} were written to {path}; their code is {code}.",
                version=written.version,
                path=out,
                code=written.code,
            )
        kind = Paper.SUPPLEMENT if supplement else Paper.MINUTES
        notice = "" if template else app.templates.notice(kind)
    data = {"minutes": written, "file": out, "differences": open_points, "notice": notice}
    return Answer(data=data, lines=[line, *filter(None, [notice]), *unsettled(open_points)])


@command
def sign(
    inspection: Annotated[str, typer.Argument(metavar="INSPECTION")],
    scans: Annotated[list[Path] | None, typer.Option("--scan", metavar="FILE")] = None,
    signers: Annotated[list[str] | None, typer.Option("--signer", metavar="NAME")] = None,
) -> Answer:
    """Record the signature of the minutes frozen last."""
    with session().open() as app, session().progress(translate("Binding the scan")) as progress:
        visit = resolved(app, inspection)
        signed = app.minutes.sign(visit, progress, signers=signers or (), scans=scans or ())
    lines = [
        translate(
            "Minutes {code} are signed. What was recorded can now only be read.", code=signed.code
        ),
        translate("Signed by: {names}", names="; ".join(signed.signers) or "–"),
    ]
    if signed.scan_sha256:
        lines.append(translate("The scan of the signed pages is attached."))
    return Answer(data={"minutes": signed}, lines=lines)


@command
def scan(
    inspection: Annotated[str, typer.Argument(metavar="INSPECTION")],
    files: Annotated[list[Path] | None, typer.Argument(metavar="[FILE…]")] = None,
    out: Annotated[Path | None, typer.Option(metavar="FILE.pdf")] = None,
    version: Annotated[int | None, typer.Option()] = None,
) -> Answer:
    """Attach a scan to signed minutes, or write the one that is attached."""
    if not files and out is None:
        raise typer.BadParameter("FILE… | --out", param_hint="FILE")
    with session().open() as app, session().progress(translate("Binding the scan")) as progress:
        minutes = _signed(app, resolved(app, inspection), version)
        lines = []
        if files:
            minutes = app.minutes.attach_scan(minutes, files, progress)
            lines.append(translate("The scan of the signed pages is attached."))
        if out is not None:
            app.minutes.copy_scan(minutes, out)
            lines.append(translate("The scan was written to {path}.", path=out))
    return Answer(data={"minutes": minutes, "file": out}, lines=lines)


def _signed(app: Application, visit: InspectionId, version: int | None) -> Minutes:
    """Return the signed minutes of this version, or the last."""
    signed = [one for one in app.minutes.versions(visit) if one.state is MinutesState.SIGNED]
    found = [one for one in signed if version in {None, one.version}]
    if not found:
        raise NotSigned
    return found[-1]


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
