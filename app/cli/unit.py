"""Commands on units: `unit find`, `unit import`."""

from __future__ import annotations

from pathlib import Path

import typer

from app.cli.output import Answer, table
from app.cli.session import command, session
from app.words import translate


def add_to(tree: typer.Typer) -> None:
    """Hang the commands into the tree."""
    units = typer.Typer(
        name="unit", help=translate("Provinces and communes."), no_args_is_help=True
    )
    units.command("find", help=translate("Find units by code or by any name they had."))(find)
    units.command("import", help=translate("Add or correct units from an Excel file."))(import_)
    tree.add_typer(units)


@command
def find(words: list[str]) -> Answer:
    """Find units."""
    with session().open() as app:
        found = app.units.find(" ".join(words))
        provinces = [app.units.province_of(unit) for unit in found]
    # Communes of different provinces share their names.
    rows = [
        (unit.code, unit.name, province.name if province else "")
        for unit, province in zip(found, provinces, strict=True)
    ]
    return Answer(data=found, lines=table(rows) or [translate("No unit has these words.")])


@command
def import_(file: Path) -> Answer:
    """Import units."""
    with session().open() as app:
        read, changed = app.unit_files.import_(file)
    line = translate("{read} units read, {changed} new or changed.", read=read, changed=changed)
    return Answer(data={"read": read, "changed": changed}, lines=[line])
