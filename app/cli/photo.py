"""Commands on photos: `photo add`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.cli.inspection import resolved
from app.cli.output import Answer
from app.cli.session import command, session
from app.domain.photo import Photo
from app.words import translate


def add_to(tree: typer.Typer) -> None:
    """Hang the commands into the tree."""
    photos = typer.Typer(name="photo", help=translate("Photos as evidence."), no_args_is_help=True)
    photos.command("add", help=translate("Take photos into an inspection."))(add)
    # With one command Typer would drop its name.
    photos.callback()(_photos)
    tree.add_typer(photos)


def _photos() -> None:
    """Photos as evidence."""


@command
def add(
    inspection: Annotated[str, typer.Argument(metavar="INSPECTION")],
    files: Annotated[list[Path], typer.Argument(metavar="FILE…")],
    criterion: Annotated[str, typer.Option(metavar="CODE")] = "",
    caption: Annotated[str, typer.Option()] = "",
) -> Answer:
    """Take photos in."""
    with session().open() as app, session().progress(translate("Taking photos in")) as progress:
        visit = resolved(app, inspection)
        if criterion:
            app.answers.blank(visit, criterion)  # refuses an unknown code before any photo is read
        found = app.photos.add(visit, files, progress, caption=caption, criterion_code=criterion)
    refused = [one for one in found if not isinstance(one, Photo)]
    taken = [one for one in found if isinstance(one, Photo)]
    return Answer(
        data={"photos": taken, "refused": refused},
        lines=[
            *(f"{one.file_name}  {one.width} × {one.height}  {one.sha256[:12]}" for one in taken),
            *(one.text for one in refused),
        ],
        error=next(iter(refused), None),
    )
