"""Commands on sticks: `export`, `package kept`, `package arrived`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.inspection import resolved
from app.cli.output import Answer, shown
from app.cli.session import command, session
from app.packages.naming import package_folder
from app.services.sticks import eject, stick_at
from app.words import translate

if TYPE_CHECKING:
    from app.services.export_package import Exported
    from app.services.outgoing import Kept


def add_to(tree: typer.Typer, packages: typer.Typer) -> None:
    """Hang the commands into the tree."""
    tree.command("export", help=translate("Write a package onto a stick."))(export)
    packages.command("kept", help=translate("List packages that reached no stick."))(kept)
    packages.command(
        "arrived", help=translate("List own packages on a stick that headquarters has wholly.")
    )(arrived)


@command
def export(  # noqa: PLR0913 - each is an option of the command
    inspections: Annotated[list[str] | None, typer.Argument(metavar="[INSPECTION…]")] = None,
    *,
    to: Annotated[Path, typer.Option(metavar="DIR")],
    as_zip: Annotated[bool, typer.Option("--zip")] = False,
    photos: Annotated[
        bool, typer.Option("--photos/--no-photos", help=translate("Whether photos go along."))
    ] = True,
    again: Annotated[
        str,
        typer.Option(metavar="PACKAGE", help=translate("Write a package that reached no stick.")),
    ] = "",
    spread: Annotated[
        bool,
        typer.Option("--spread", help=translate("Let photos follow on further sticks.")),
    ] = False,
    let_go: Annotated[
        bool, typer.Option("--eject", help=translate("Let go of the stick afterwards."))
    ] = False,
) -> Answer:
    """Write a package."""
    with session().open() as app, session().progress(translate("Writing a package")) as progress:
        visits = [resolved(app, name) for name in inspections or ()]
        if again:
            written = app.exports.write_again(again, to, progress, as_zip=as_zip, spread=spread)
        else:
            from app.services.letter import Letter  # noqa: PLC0415 - cryptography

            letter = Letter(visits=tuple(visits), with_photos=photos)
            written = app.exports.send(to, letter, progress, as_zip=as_zip, spread=spread)
    return Answer(data=written, lines=[*_written_lines(written), *removal(written, let_go=let_go)])


def _written_lines(written: Exported) -> list[str]:
    lines = [what_was_written(written), proof(written)]
    if written.volumes_waiting:
        lines.append(
            translate(
                "{count} volumes of photos wait for another stick: export --again {id} --to DIR",
                count=written.volumes_waiting,
                id=package_folder(written.package_id),
            )
        )
    if written.held_back:
        lines.append(translate("Without {count} photos: send them later.", count=written.held_back))
    return lines + left_out(written)


def what_was_written(written: Exported) -> str:
    """Return what lies on a stick as a line."""
    return translate(
        "{place}: {inspections} inspections, {photos} photos and minutes, {size} bytes.",
        place=written.place,
        inspections=written.inspections,
        photos=written.photos,
        size=written.size,
    )


def left_out(written: Exported) -> list[str]:
    """Return what could not be packed, a line each."""
    return [
        translate("Left out: {id} ({reason})", id=x.id, reason=x.reason) for x in written.left_out
    ]


def proof(written: Exported) -> str:
    """Return whether the stick itself gave back what was written to it."""
    if written.was_read_from_medium:
        return translate("Read back from the stick and compared.")
    return translate("Compared, but the computer may have read it back from its own memory.")


def removal(written: Exported, *, let_go: bool = False) -> list[str]:
    """Say whether the stick may be pulled out; a folder on the disk is none."""
    stick = stick_at(written.place)
    if stick is None:
        return []
    if let_go and eject(stick):
        return [translate("Safe: the stick may be removed.")]
    return [translate("Eject the stick before you pull it out.")]


@command
def kept() -> Answer:
    """List packages that were made and reached no stick."""
    with session().open() as app:
        found = app.exports.kept()
    return Answer(
        data={"packages": found},
        lines=[_kept_line(one) for one in found]
        or [translate("Every package that was made has reached a stick.")],
    )


def _kept_line(one: Kept) -> str:
    line = translate(
        "{name}, made {moment}: {units}",
        name=one.name,
        moment=shown(one.made_at),
        units=", ".join(one.units),
    )
    if not one.is_begun:
        return line
    rest = translate("{count} volumes of photos wait", count=one.volumes_waiting)
    return f"{line}  ({rest})"


@command
def arrived(
    stick: Annotated[Path, typer.Argument(metavar="STICK")],
    remove: Annotated[
        list[str] | None,
        typer.Option(
            "--remove", metavar="NAME", help=translate("Remove this one; may be repeated.")
        ),
    ] = None,
) -> Answer:
    """List own packages on a stick that headquarters has wholly, and remove some."""
    with session().open() as app:
        freed = app.arrived.remove(stick, remove) if remove else 0
        found = app.arrived.on(stick)
    lines = [
        translate(
            "{name}, made {moment}, {size} bytes",
            name=one.name,
            moment=shown(one.made_at),
            size=one.size,
        )
        for one in found
    ]
    if remove:
        lines.insert(0, translate("{size} bytes became free.", size=freed))
    elif not found:
        lines.append(translate("Nothing on this stick may be removed."))
    return Answer(data={"packages": found, "freed": freed}, lines=lines)
