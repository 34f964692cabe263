"""Commands on the kinds of package: `assign`, `handover`, `correct` and `receipt`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.export import left_out, proof, removal, what_was_written
from app.cli.inspection import resolved
from app.cli.output import Answer
from app.cli.session import command, session
from app.words import translate

if TYPE_CHECKING:
    from app.services.corrections import Correction
    from app.services.export_package import Exported


_VISITS = typer.Argument(metavar="[INSPECTION…]")
_TO = typer.Option("--to", metavar="DIR")
_FOR = typer.Option("--for", metavar="LAPTOP")


def add_to(tree: typer.Typer) -> None:
    """Hang the commands into the tree."""
    tree.command(
        "assign",
        help=translate(
            "At headquarters: write inspections (all that are planned) for the teams, with what "
            "earlier ones asked of the same units."
        ),
    )(assign)
    tree.command(
        "handover",
        help=translate("Hand inspections over to the teammates, or to one of them alone."),
    )(handover)
    tree.command(
        "correct",
        help=translate("At headquarters: write an inspection as corrected, for its team."),
    )(correct)
    tree.command(
        "corrections", help=translate("List what headquarters corrected of an inspection.")
    )(corrections)
    tree.command(
        "receipt", help=translate("At headquarters: write receipts onto the stick that came.")
    )(receipt)


@command
def assign(
    to: Annotated[Path, _TO],
    inspections: Annotated[list[str] | None, _VISITS] = None,
    laptops: Annotated[list[str] | None, _FOR] = None,
    teams: Annotated[list[str] | None, typer.Option("--team", metavar="TEAM")] = None,
    documents: Annotated[
        list[Path] | None,
        typer.Option(
            "--plan",
            metavar="FILE.json",
            help=translate("Plan the inspection of a document first, and assign it."),
        ),
    ] = None,
) -> Answer:
    """Write an assignment."""
    with session().open() as app, session().progress(translate("Writing a package")) as progress:
        from app.packages.manifest import PackageKind  # noqa: PLC0415 - cryptography
        from app.services.letter import Letter  # noqa: PLC0415 - cryptography

        names = (*(laptops or ()), *app.exports.of_teams(teams or ()))
        letter = Letter(kind=PackageKind.ASSIGN, to=tuple(dict.fromkeys(names)))
        readers = app.exports.readers(letter)
        planned = [app.recording.assign(document) for document in documents or ()]
        visits = [resolved(app, name) for name in inspections or ()]
        letter = replace(letter, visits=(*visits, *planned))
        written = app.exports.send(to, letter, progress)
    return _written(written, readers)


@command
def handover(
    to: Annotated[Path, _TO],
    inspections: Annotated[list[str] | None, _VISITS] = None,
    laptops: Annotated[list[str] | None, _FOR] = None,
) -> Answer:
    """Hand inspections over."""
    with session().open() as app, session().progress(translate("Writing a package")) as progress:
        from app.packages.manifest import PackageKind  # noqa: PLC0415 - cryptography
        from app.services.letter import Letter  # noqa: PLC0415 - cryptography

        visits = tuple(resolved(app, name) for name in inspections or ())
        letter = Letter(kind=PackageKind.HANDOVER, visits=visits, to=tuple(laptops or ()))
        readers = app.exports.readers(letter)
        written = app.exports.send(to, letter, progress)
    return _written(written, readers)


def _written(written: Exported, readers: Sequence[str]) -> Answer:
    lines = [
        what_was_written(written),
        proof(written),
        translate("It can be opened by: {names}.", names=", ".join(readers)),
        *left_out(written),
        *removal(written),
    ]
    return Answer(data={**_facts(written), "readers": readers}, lines=lines)


def _facts(written: Exported) -> dict[str, object]:
    return {name: getattr(written, name) for name in type(written).__slots__}


@command
def correct(
    inspection: Annotated[str, typer.Argument(metavar="ID")],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT")],
    to: Annotated[Path, _TO],
    laptops: Annotated[list[str] | None, _FOR] = None,
) -> Answer:
    """Write a correction."""
    with session().open() as app, session().progress(translate("Writing a package")) as progress:
        visit = resolved(app, inspection)
        done = app.corrections.send(visit, reason, to, progress, to=laptops or ())
    answer = _written(done.written, done.readers)
    lines = [correction_line(one) for one in done.corrections]
    return replace(answer, data=done, lines=[*lines, *answer.lines])


@command
def corrections(inspection: Annotated[str, typer.Argument(metavar="ID")]) -> Answer:
    """List what headquarters corrected."""
    with session().open() as app:
        found = app.corrections.of(resolved(app, inspection))
    lines = [correction_line(one) for one in found]
    return Answer(
        data={"corrections": found},
        lines=lines or [translate("Headquarters has corrected nothing.")],
    )


def correction_line(one: Correction) -> str:
    """Return one corrected fact as a line."""
    return translate(
        "{name} · {label}: “{before}” → “{now}” ({actor})",
        name=one.name,
        label=one.label,
        before=one.before,
        now=one.now,
        actor=one.actor,
    )


@command
def receipt(stick: Annotated[Path, typer.Argument(metavar="STICK")]) -> Answer:
    """Write receipts for what was taken in."""
    with session().open() as app, session().progress(translate("Writing receipts")) as progress:
        done = app.receipts.write(stick, progress)
    line = translate(
        "{place}: {count} receipts for {laptops}.",
        place=done.written.place,
        count=done.receipts,
        laptops=", ".join(done.laptops),
    )
    lines = [line, proof(done.written), *removal(done.written)]
    return Answer(data=done, lines=lines)
