"""Commands on the working calendar: `due`, `list`, `set`."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Final

import typer

from app.cli.output import Answer, shown, table
from app.cli.session import command, session
from app.domain.calendar import DayKind, DayStatus, special_day
from app.words import mark, translate

KINDS: Final = {
    DayKind.HOLIDAY: mark("Public holiday"),
    DayKind.COMPENSATORY_OFF: mark("Compensatory day off"),
    DayKind.SWAPPED_OFF: mark("Swapped day off"),
    DayKind.MAKEUP_WORKDAY: mark("Make-up working day"),
    DayKind.ORDINARY: mark("Ordinary day (taken back)"),
}
STATUSES: Final = {
    DayStatus.VERIFIED: mark("verified"),
    DayStatus.SECONDARY: mark("second-hand"),
    DayStatus.MEMORY: mark("from memory"),
    DayStatus.ESTIMATE: mark("estimate"),
}
_DAY: Final = ["%Y-%m-%d", "%d/%m/%Y"]


def add_to(tree: typer.Typer) -> None:
    """Hang the commands into the tree."""
    days = typer.Typer(
        name="calendar", help=translate("The working calendar."), no_args_is_help=True
    )
    days.command("due", help=translate("Work out the day on which a term ends."))(due)
    days.command("list", help=translate("List holidays and make-up days."))(list_)
    days.command("set", help=translate("Add, correct or take back a special day."))(set_)
    tree.add_typer(days)


@command
def due(
    received: Annotated[
        datetime,
        typer.Option(
            "--received", formats=_DAY, help=translate("The day of receipt, as YYYY-MM-DD.")
        ),
    ],
    days: Annotated[
        int, typer.Option("--days", min=0, max=10_000, help=translate("How many working days."))
    ],
) -> Answer:
    """Work out a due date."""
    with session().open() as app:
        calendar = app.calendar.current()
    begins = received.date()
    ends = calendar.add_workdays(begins, days)
    unknown = [year for year in range(begins.year, ends.year + 1) if not calendar.knows(year)]
    lines = [shown(ends)]
    lines += [
        translate("The holidays of {year} are not entered: the day may be wrong.", year=year)
        for year in unknown
    ]
    data = {"received": begins, "days": days, "due": ends, "years_not_entered": unknown}
    return Answer(data=data, lines=lines)


@command
def list_(
    year: Annotated[
        int | None, typer.Option("--year", min=1990, max=2099, help=translate("Only this year."))
    ] = None,
) -> Answer:
    """List special days."""
    with session().open() as app:
        found = app.calendar.entries(year)
    head = (
        translate("Day"),
        translate("Kind"),
        translate("Name of the day"),
        translate("Certainty"),
        translate("Source"),
        "",
    )
    rows = [
        (
            shown(one.day.on),
            translate(KINDS[one.day.kind]),
            one.day.name,
            translate(STATUSES[one.day.status]),
            one.day.source,
            translate("corrected") if one.is_corrected else "",
        )
        for one in found
    ]
    empty = [translate("No special day is entered.")]
    return Answer(data=found, lines=table([head, *rows]) if rows else empty)


@command
def set_(
    day: Annotated[datetime, typer.Argument(metavar="DATE", formats=_DAY)],
    kind: Annotated[DayKind, typer.Option("--kind", help=translate("What kind of day it is."))],
    name: Annotated[str, typer.Option("--name", help=translate("What day it is."))],
    source: Annotated[str, typer.Option("--source", help=translate("Where that is written."))] = "",
) -> Answer:
    """Set a special day."""
    on: date = day.date()
    with session().open() as app:
        kept = app.calendar.save(special_day(on, name, kind, DayStatus.VERIFIED, source))
    line = f"{shown(kept.on)}: {translate(KINDS[kept.kind])}, {kept.name}"
    return Answer(data=kept, lines=[line])
