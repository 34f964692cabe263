"""Commands on a store as a whole: `init`, `check`, `demo`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.bootstrap import create_store
from app.cli.output import Answer
from app.cli.session import command, session
from app.words import translate


def add_to(tree: typer.Typer) -> None:
    """Hang the commands into the tree."""
    tree.command("init", help=translate("Make a new store."))(init)
    tree.command("check", help=translate("Check that the store and its photos are whole."))(check)
    tree.command(
        "demo", help=translate("Run the whole round trip in a new folder, with sample data.")
    )(demo)


@command
def init(
    role: Annotated[str, typer.Option(help="field | hq")],
    name: Annotated[str, typer.Option(help="team12/may-03")],
) -> Answer:
    """Make a new store."""
    if role not in {"field", "hq"}:
        raise typer.BadParameter("field | hq", param_hint="--role")
    folder = session().store
    create_store(folder, role, name)
    return Answer(
        data={"store": folder, "role": role, "name": name},
        lines=[translate("A new store was made in {path}.", path=folder)],
    )


@command
def check() -> Answer:
    """Check the store."""
    from app.services.maintenance import StoreNotWhole  # noqa: PLC0415 - loads the vault

    with session().open() as app, session().progress(translate("Checking")) as progress:
        found = app.maintenance.check(progress)
    lines = [
        *(translate("Damage in the file: {detail}", detail=one) for one in found.damage),
        *(translate("Differs from its revisions: {detail}", detail=one) for one in found.drift),
        *(
            translate("Changed since it was written: {detail}", detail=one)
            for one in found.unproved
        ),
        *(translate("Not on this computer: {detail}", detail=one) for one in found.missing),
        *(translate("Damaged photo or minutes: {detail}", detail=one) for one in found.damaged),
        *(
            translate("Minutes whose kept text is another's: {detail}", detail=one)
            for one in found.foreign
        ),
    ]
    good = translate("The store is whole; {count} photos and minutes match.", count=found.objects)
    bad = None if found.is_whole else StoreNotWhole(count=found.faults)
    return Answer(data=found, lines=lines or [good], error=bad)


@command
def demo(folder: Annotated[Path, typer.Argument(metavar="DIR")]) -> Answer:
    """Run the demonstration."""
    from app.demo import run_demo  # noqa: PLC0415 - needs every part of the program

    with session().progress(translate("Demonstration")) as progress:
        steps = run_demo(folder, progress)
    return Answer(
        data={"steps": steps},
        lines=[f"{step.seconds:7.2f} s  {step.label}  {step.path}".rstrip() for step in steps],
    )
