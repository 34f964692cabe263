"""Commands on minutes: `minutes INSPECTION --out FILE.docx` and what follows the paper."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, Final

import typer
from typer.core import TyperGroup
from typing_extensions import override

from app.bootstrap import Application
from app.cli.inspection import resolved
from app.cli.output import Answer, shown, unsettled
from app.cli.session import command, session
from app.domain.change_text import change_text
from app.domain.minutes import Minutes, MinutesKind, MinutesState, NotSigned
from app.domain.plan import Head
from app.ids import InspectionId
from app.services.frozen_texts import Condition
from app.services.verification import Alteration, Verified
from app.words import mark, translate

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
    branch.command("sign", help=translate("Record that the minutes were signed on paper."))(sign)
    branch.command(
        "scan", help=translate("Attach a scan of the signed pages, or write it out again.")
    )(scan)
    branch.command(
        "verify",
        help=translate("Hold a Word file, a scan or a code against what was frozen and recorded."),
    )(verify)
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
    data = {"minutes": written, "file": out, "differences": open_points}
    return Answer(data=data, lines=[line, *unsettled(open_points)])


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
def verify(given: Annotated[list[str], typer.Argument(metavar="FILE | CODE")]) -> Answer:
    """Verify a file or a code; a code may be typed with spaces."""
    with session().open() as app:
        # One list on the way: the shell splits a code that was typed with spaces.
        found = app.verification.verify(" ".join(given))
    lines = [line for one in found.found for line in _verified_lines(one)]
    if found.alteration is not None:
        lines += _altered_lines(found.alteration)
    fault = found.fault
    lines.append(fault.text if fault else translate("Everything agrees."))
    return Answer(data=found, lines=lines, error=fault)


_CONDITIONS: Final = {
    Condition.WHOLE: mark("whole"),
    Condition.NONE: mark("none"),
    Condition.MISSING: mark("not on this computer"),
    Condition.DAMAGED: mark("damaged"),
    Condition.FOREIGN: mark("another's"),
}
_STATES: Final = {
    MinutesState.DRAFT: mark("a printing from before texts were frozen"),
    MinutesState.READ_BACK: mark("frozen, not signed"),
    MinutesState.SIGNED: mark("signed"),
}
_KINDS: Final = {
    MinutesKind.FULL: mark("Minutes {code}"),
    MinutesKind.SUPPLEMENT: mark("Supplementary minutes {code}"),
}
_MOST_CHANGES: Final = 20


def _verified_lines(one: Verified) -> list[str]:
    minutes = one.minutes
    state = translate(_STATES[minutes.state])
    if minutes.state is MinutesState.SIGNED:
        names = "; ".join(minutes.signers) or "–"
        state = translate(
            "signed, recorded {when}, by {names}", when=shown(minutes.signed_at), names=names
        )
    conditions = {
        name: translate(_CONDITIONS[condition])
        for name, condition in (("kept", one.text), ("word", one.document), ("scan", one.scan))
    }
    lines = [
        translate(_KINDS[minutes.kind], code=minutes.code),
        "  "
        + translate(
            "{unit} ({code}), inspection {id}",
            unit=one.unit_name,
            code=one.unit_code,
            id=minutes.inspection_id,
        ),
        "  " + translate("Written {when}; {state}", when=shown(minutes.written_at), state=state),
        "  "
        + translate("Text behind the code: {kept}; Word file: {word}; scan: {scan}", **conditions),
    ]
    if one.text is Condition.WHOLE:
        lines += _change_lines([change_text(change) for change in one.changes])
    return lines


def _change_lines(changes: Sequence[str]) -> list[str]:
    if not changes:
        return ["  " + translate("What is recorded today says the same.")]
    head = translate("What is recorded today differs in {count} facts:", count=len(changes))
    more = len(changes) - _MOST_CHANGES
    rest = ["    " + translate("and {count} more", count=more)] if more > 0 else []
    return [f"  {head}", *(f"    {line}" for line in changes[:_MOST_CHANGES]), *rest]


def _altered_lines(found: Alteration) -> list[str]:
    lines = [translate("The file claims to be {code}, but was changed:", code=found.claimed)]
    for change in found.texts[:_MOST_CHANGES]:
        lines += [f"  - {change.before or '–'}", f"  + {change.after or '–'}"]
    if len(found.texts) > _MOST_CHANGES:
        lines.append("  " + translate("and {count} more", count=len(found.texts) - _MOST_CHANGES))
    if found.has_other_pictures:
        lines.append("  " + translate("Pictures were changed."))
    if not found.texts:
        lines.append("  " + translate("Its text is the same; its looks or properties differ."))
    return lines


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
