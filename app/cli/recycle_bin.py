"""Commands on the recycle bin: `bin list`, `bin restore`, `inspection remove`."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from app.bootstrap import Application
from app.cli.inspection import resolved
from app.cli.output import Answer, shown, table
from app.cli.session import command, session
from app.services.bin import BinEntry, NotInBin
from app.words import mark, translate

KINDS: Final = {
    "inspection": mark("Inspection"),
    "finding": mark("Finding"),
    "recommendation": mark("Recommendation"),
    "dossier": mark("Dossier"),
    "photo": mark("Photo"),
    "participant": mark("Participant"),
    "roll_call": mark("Roll call"),
    "absence": mark("Absence"),
}


def add_to(tree: typer.Typer, visits: typer.Typer) -> None:
    """Hang the commands into the tree, and one into the branch of the visits."""
    bins = typer.Typer(
        name="bin",
        help=translate("The recycle bin; nothing in it is ever erased."),
        no_args_is_help=True,
    )
    bins.command("list", help=translate("List what was removed, the latest first."))(list_)
    bins.command("restore", help=translate("Take something out of the bin again."))(restore)
    tree.add_typer(bins)
    visits.command(
        "remove", help=translate("Put a whole inspection into the bin; it can be restored.")
    )(remove)


@command
def list_() -> Answer:
    """List the bin."""
    with session().open() as app:
        found = app.bin.entries()
    head = (
        translate("Identity"),
        translate("What it is"),
        translate("Unit"),
        translate("Content"),
        translate("Removed"),
        translate("By"),
    )
    rows = [
        (
            one.id,
            translate(KINDS[one.kind]),
            one.unit_name,
            _content(one),
            shown(one.removed_at),
            one.removed_by,
        )
        for one in found
    ]
    lines = table([head, *rows]) if rows else [translate("The bin is empty.")]
    return Answer(data=found, lines=lines)


def _content(entry: BinEntry) -> str:
    if not entry.with_it:
        return entry.text
    return " ".join((entry.text, translate("(+{count} with it)", count=entry.with_it))).strip()


@command
def restore(name: Annotated[str, typer.Argument(metavar="ID")]) -> Answer:
    """Restore from the bin."""
    with session().open() as app:
        back = app.bin.restore(_in_bin(app, name))
    line = translate(
        "Restored: {kind} of {unit}, with {count} records that belong to it.",
        kind=translate(KINDS[back.kind]),
        unit=back.unit_name,
        count=back.with_it,
    )
    return Answer(data=back, lines=[line])


def _in_bin(app: Application, name: str) -> str:
    """Return the identity in the bin that starts with `name`, if only one does."""
    found = [one.id for one in app.bin.entries() if one.id.startswith(name.lower())]
    if len(found) != 1 or not name:
        raise NotInBin(id=name)
    return found[0]


@command
def remove(
    inspection: Annotated[str, typer.Argument(metavar="ID")],
    unit_name: Annotated[str, typer.Option("--unit-name", metavar="TEXT")] = "",
) -> Answer:
    """Put an inspection into the bin; a signed one only with its unit's name."""
    with session().open() as app:
        gone = app.bin.remove_inspection(resolved(app, inspection), unit_name)
    line = translate(
        "The inspection of {unit} is in the bin; nothing of it was erased. Restore it with: "
        "sokiemtra bin restore {id}",
        unit=gone.unit_name,
        id=gone.id,
    )
    return Answer(data={"inspection_id": gone.id, "unit_name": gone.unit_name}, lines=[line])
