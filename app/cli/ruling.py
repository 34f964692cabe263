"""Commands on what laptops leave to people: `inspection withdraw|join …`, `minutes void|hold`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.inspection import resolved
from app.cli.output import Answer
from app.cli.session import command, session
from app.domain.visit_ruling import VisitRuling
from app.errors import NotFound
from app.ids import InspectionId, MinutesId
from app.words import translate

if TYPE_CHECKING:
    from app.bootstrap import Application
    from app.services.rulings import RulingService

_VISIT = typer.Argument(metavar="ID")


def add_to(visits: typer.Typer, minutes: typer.Typer) -> None:
    """Hang the commands under those on inspections and on minutes."""
    visits.command("withdraw", help=translate("At headquarters: withdraw an inspection."))(withdraw)
    visits.command("give-back", help=translate("Let a withdrawn inspection go on."))(give_back)
    visits.command(
        "join", help=translate("At headquarters: count an inspection as a second record of OTHER.")
    )(join)
    visits.command("part", help=translate("Count an inspection for itself again."))(part)
    minutes.command(
        "void", help=translate("Declare signed minutes void where others were signed beside them.")
    )(void)
    minutes.command("hold", help=translate("Let void minutes hold again."))(hold)


@command
def withdraw(
    inspection: Annotated[str, _VISIT],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT")],
) -> Answer:
    """Withdraw a visit; what was recorded is kept."""
    return _ruled(
        inspection,
        lambda rulings, visit: rulings.withdraw(visit, reason),
        translate(
            "The inspection is withdrawn; what was recorded is kept. The next package says so."
        ),
    )


@command
def give_back(inspection: Annotated[str, _VISIT]) -> Answer:
    """Let a withdrawn visit go on."""
    return _ruled(
        inspection,
        lambda rulings, visit: rulings.give_back(visit),
        translate("The inspection is not withdrawn. The next package says so."),
    )


@command
def join(
    inspection: Annotated[str, _VISIT], other: Annotated[str, typer.Argument(metavar="OTHER")]
) -> Answer:
    """Count a visit as a second record of another."""
    with session().open() as app:
        ruling = app.rulings.join(resolved(app, inspection), resolved(app, other))
    line = translate("The inspection is a second record of {id} and is counted no more.", id=other)
    return Answer(data=ruling, lines=[line])


@command
def part(inspection: Annotated[str, _VISIT]) -> Answer:
    """Count a visit for itself again."""
    return _ruled(
        inspection,
        lambda rulings, visit: rulings.part(visit),
        translate("The inspection is counted for itself."),
    )


@command
def void(
    inspection: Annotated[str, _VISIT],
    minutes: Annotated[str, typer.Argument(metavar="MINUTES")],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT")],
) -> Answer:
    """Declare signed minutes void."""
    with session().open() as app:
        gone = app.void_minutes.declare(_text(app, inspection, minutes), reason)
    return Answer(
        data={"minutes": gone},
        lines=[translate("Minutes {code} are void.", code=one.code) for one in gone],
    )


@command
def hold(
    inspection: Annotated[str, _VISIT],
    minutes: Annotated[str, typer.Argument(metavar="MINUTES")],
) -> Answer:
    """Let void minutes hold again."""
    with session().open() as app:
        back = app.void_minutes.take_back(_text(app, inspection, minutes))
    return Answer(
        data={"minutes": back},
        lines=[translate("Minutes {code} hold again.", code=one.code) for one in back],
    )


def _ruled(
    inspection: str, rule: Callable[[RulingService, InspectionId], VisitRuling], line: str
) -> Answer:
    with session().open() as app:
        ruling = rule(app.rulings, resolved(app, inspection))
    return Answer(data=ruling, lines=[line])


def _text(app: Application, inspection: str, name: str) -> MinutesId:
    """Return the minutes whose identity, or whose digits in the footer, begin with `name`.

    Raises:
        NotFound: if none do, or more than one.
    """
    wanted = name.lower()
    found = [
        one.id
        for one in app.minutes.versions(resolved(app, inspection))
        if one.id.startswith(wanted) or one.shown_digits.startswith(wanted)
    ]
    if len(found) != 1 or not name:
        raise NotFound(kind="minutes", id=name)
    return found[0]
