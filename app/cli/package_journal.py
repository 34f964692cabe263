"""The command `journal`: every package out or in, and those that never came."""

from __future__ import annotations

from typing import Final

import typer

from app.cli.output import Answer, shown, table
from app.cli.session import command, session
from app.services.package_journal import JournalEntry, PackageJournal
from app.words import mark, translate

KINDS: Final = {
    "team": mark("inspections of a team"),
    "handover": mark("hand-over to a teammate"),
    "assign": mark("assignment by headquarters"),
    "correction": mark("correction by headquarters"),
    "receipt": mark("receipts of headquarters"),
    "keyring": mark("a new keyring"),
}


def add_to(tree: typer.Typer) -> None:
    """Hang the command into the tree."""
    tree.command(
        "journal", help=translate("List every package out or in, and those that never came.")
    )(journal)


@command
def journal() -> Answer:
    """List the exchange journal."""
    with session().open() as app:
        found = app.package_journal.read()
    return Answer(data=found, lines=_lines(found))


def _lines(found: PackageJournal) -> list[str]:
    head = (
        translate("When"),
        translate("Way"),
        translate("Number"),
        translate("Package"),
        translate("Sent by"),
        translate("Holds"),
        translate("New"),
        translate("Photos"),
        translate("Differences"),
        translate("Set aside"),
    )
    lines = table([head, *map(_row, found.entries)]) if found.entries else []
    if not lines:
        lines = [translate("No package has left or come yet.")]
    return [*lines, *found.warnings]


def _row(one: JournalEntry) -> tuple[str, ...]:
    return (
        shown(one.at),
        translate("out") if one.is_out else translate("in"),
        f"{one.number:02}" if one.number else "",
        one.name,
        one.signer,
        translate(KINDS[one.kind]) if one.kind in KINDS else "",
        str(one.new),
        one.photos_text,
        str(one.different or ""),
        str(one.set_aside or ""),
    )
