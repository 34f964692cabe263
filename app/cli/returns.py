"""Commands between headquarters and its team: `inspection return|reply|settle|approve`."""

from __future__ import annotations

from typing import Annotated

import typer

from app.cli.inspection import resolved
from app.cli.output import Answer
from app.cli.session import command, session
from app.domain.criterion_return import CriterionReturn
from app.words import translate

_VISIT = typer.Argument(metavar="ID")
_CODE = typer.Argument(metavar="CRITERION")


def add_to(visits: typer.Typer) -> None:
    """Hang the commands under those on inspections."""
    visits.command("returns", help=translate("List the criteria that headquarters returned."))(
        returns
    )
    visits.command(
        "return", help=translate("At headquarters: return a criterion to the team with a reason.")
    )(return_)
    visits.command("reply", help=translate("On the laptop: reply to a returned criterion."))(reply)
    visits.command("settle", help=translate("At headquarters: accept a returned criterion."))(
        settle
    )
    visits.command("approve", help=translate("At headquarters: approve an inspection."))(approve)
    visits.command("unapprove", help=translate("Take the approval of an inspection back."))(
        unapprove
    )


@command
def returns(inspection: Annotated[str, _VISIT]) -> Answer:
    """List what is returned."""
    with session().open() as app:
        found = app.returns.of(resolved(app, inspection))
    lines = [_line(code, one) for code, one in found.items()]
    return Answer(
        data={"returns": [{"code": code, **_facts(one)} for code, one in found.items()]},
        lines=lines or [translate("No criterion is returned.")],
    )


@command
def return_(
    inspection: Annotated[str, _VISIT],
    code: Annotated[str, _CODE],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT")],
) -> Answer:
    """Return a criterion."""
    with session().open() as app:
        done = app.returns.give_back(resolved(app, inspection), code, reason)
    line = translate("{code} is returned to the team. The next package says so.", code=code)
    return Answer(data=done, lines=[line])


@command
def reply(
    inspection: Annotated[str, _VISIT],
    code: Annotated[str, _CODE],
    text: Annotated[str, typer.Option("--text", metavar="TEXT")],
) -> Answer:
    """Reply to headquarters."""
    with session().open() as app:
        done = app.returns.reply(resolved(app, inspection), code, text)
    line = translate("The reply to {code} goes to headquarters with the next package.", code=code)
    return Answer(data=done, lines=[line])


@command
def settle(inspection: Annotated[str, _VISIT], code: Annotated[str, _CODE]) -> Answer:
    """Accept a criterion."""
    with session().open() as app:
        done = app.returns.settle(resolved(app, inspection), code)
    return Answer(data=done, lines=[translate("{code} is accepted.", code=code)])


@command
def approve(
    inspection: Annotated[str, _VISIT],
    note: Annotated[str, typer.Option("--note", metavar="TEXT")] = "",
) -> Answer:
    """Approve a visit."""
    with session().open() as app:
        done = app.returns.approve(resolved(app, inspection), note)
    line = translate("The inspection is approved. The next package says so.")
    return Answer(data=done, lines=[line])


@command
def unapprove(inspection: Annotated[str, _VISIT]) -> Answer:
    """Take an approval back."""
    with session().open() as app:
        done = app.returns.take_back(resolved(app, inspection))
    line = translate("The inspection is not approved. The next package says so.")
    return Answer(data=done, lines=[line])


def _line(code: str, one: CriterionReturn) -> str:
    if one.is_answered:
        return translate(
            "{code}: {reason} · reply: {reply}", code=code, reason=one.reason, reply=one.reply
        )
    return translate("{code}: {reason} · waits for a reply", code=code, reason=one.reason)


def _facts(one: CriterionReturn) -> dict[str, object]:
    return {
        "reason": one.reason,
        "reply": one.reply if one.is_answered else "",
        "is_answered": one.is_answered,
    }
