"""Commands on the kinds of package: `receipt`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.cli.output import Answer
from app.cli.session import command, session
from app.words import translate


def add_to(tree: typer.Typer) -> None:
    """Hang the commands into the tree."""
    tree.command(
        "receipt", help=translate("At headquarters: write receipts onto the stick that came.")
    )(receipt)


@command
def receipt(stick: Annotated[Path, typer.Argument(metavar="STICK")]) -> Answer:
    """Write receipts for what was taken in."""
    with session().open() as app, session().progress(translate("Writing receipts")) as progress:
        done = app.receipts.write(stick, progress)
    line = translate(
        "{place}: {count} receipts for {laptops}; read back and compared. The stick may be "
        "removed.",
        place=done.written.place,
        count=done.receipts,
        laptops=", ".join(done.laptops),
    )
    return Answer(data=done, lines=[line])
