"""Commands on photos: `photo add`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from app.cli.inspection import resolved
from app.cli.output import Answer
from app.cli.session import command, session
from app.domain.photo import PhotoTarget
from app.services.photo_intake import IntakeStopped, PhotoIntake
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
        links = [(PhotoTarget.CRITERION, criterion)] if criterion else []
        found = app.photos.bring_in(visit, files, progress, caption=caption, links=links)
    stopped = IntakeStopped(taken=len(found.photos), left=found.not_reached)
    return Answer(
        data={
            "photos": found.photos,
            "known": [photo.sha256 for photo in found.known],
            "alike": {
                photo.sha256: [other.sha256 for other in found.alike[photo.id]]
                for photo in found.photos
                if photo.id in found.alike
            },
            "refused": found.refused,
            "left_out": found.left_out,
            "not_reached": found.not_reached,
        },
        lines=_lines(found),
        error=stopped if found.not_reached else next(iter(found.refused), None),
    )


def _lines(found: PhotoIntake) -> Iterator[str]:
    known = {photo.id for photo in found.known}
    restored = {photo.id for photo in found.restored}
    for photo in found.photos:
        line = f"{photo.file_name}  {photo.width} × {photo.height}  {photo.sha256[:12]}"
        if photo.id in known:
            line += "  " + translate("(in this visit already)")
        if photo.id in restored:
            line += "  " + translate("(brought back from the bin)")
        if photo.id in found.alike:
            names = ", ".join(other.file_name for other in found.alike[photo.id])
            line += "  " + translate("(looks the same as {names})", names=names)
        yield line
    yield from (refused.text for refused in found.refused)
    if found.left_out:
        yield translate(
            "Other files in the folder, which are no pictures and were left alone: {count}",
            count=found.left_out,
        )
