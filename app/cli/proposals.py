"""The command `inspection proposals`: look at draft findings, accept or dismiss them."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from app.bootstrap import Application
from app.cli.inspection import resolved
from app.cli.output import Answer, shown
from app.cli.session import command, session
from app.cli.texts import worded
from app.domain.finding import Finding
from app.domain.proposal import Proposal
from app.ids import InspectionId
from app.services.proposals import ProposalBoard, ProposalGone
from app.words import translate

_CRITERION: Final = "criterion "


def add_to(visits: typer.Typer) -> None:
    """Hang the command into the branch of inspections."""
    visits.command(
        "proposals",
        help=translate("Show the draft findings that answers and dossiers propose; accept them."),
    )(proposals)


@command
def proposals(
    inspection: Annotated[str, typer.Argument(metavar="ID")],
    *,
    accept: Annotated[
        list[str] | None,
        typer.Option("--accept", metavar="KEY", help=translate("Record this one as a finding.")),
    ] = None,
    accept_all: Annotated[
        bool, typer.Option("--accept-all", help=translate("Record every open one."))
    ] = False,
    dismiss: Annotated[
        list[str] | None,
        typer.Option("--dismiss", metavar="KEY", help=translate("Put this one aside.")),
    ] = None,
) -> Answer:
    """Show what the answers and dossiers propose, after doing what was asked."""
    with session().open() as app:
        visit = resolved(app, inspection)
        aside = [_key(key) for key in dismiss or []]
        _refuse_unknown(app.proposals.board(visit), aside)
        accepted = _accept(app, visit, accept or [], everything=accept_all)
        for key in aside:
            app.proposals.dismiss(visit, key)
        board = app.proposals.board(visit)
    return Answer(data=_data(board, accepted), lines=list(_lines(board, accepted)))


def _accept(
    app: Application, visit: InspectionId, keys: list[str], *, everything: bool
) -> list[Finding]:
    accepted = app.proposals.accept(visit, [_key(key) for key in keys]) if keys else []
    return [*accepted, *(app.proposals.accept_all(visit) if everything else [])]


def _refuse_unknown(board: ProposalBoard, keys: list[str]) -> None:
    """Refuse to put aside what is not proposed, before anything is recorded."""
    offered = {one.key for one in (*board.open, *board.dismissed)}
    for key in keys:
        if key not in offered:
            raise ProposalGone(key=_name(key))


def _key(name: str) -> str:
    """A criterion may be named by its code alone."""
    return name if " " in name else f"{_CRITERION}{name}"


def _name(key: str) -> str:
    """Return the shortest name of a proposal that a command takes."""
    return key.removeprefix(_CRITERION)


def _lines(board: ProposalBoard, accepted: list[Finding]) -> list[str]:
    lines = [translate("Recorded: {words}", words=finding.text) for finding in accepted]
    for one in board.open:
        lines += _proposal_lines(one, typed=one.key in board.covered)
    for changed in board.changed:
        lines += [
            translate("Reads otherwise now: {key}", key=_name(changed.proposal.key)),
            f"  - {changed.finding.text}",
            f"  + {changed.proposal.text}",
        ]
    lines += [
        translate("Would not be proposed any more: {words}", words=f.text) for f in board.lapsed
    ]
    lines.append(
        translate(
            "{open} proposals open, {dismissed} put aside; deadline {due}.",
            open=len(board.open),
            dismissed=len(board.dismissed),
            due=shown(board.due_on),
        )
    )
    return lines


def _proposal_lines(one: Proposal, *, typed: bool) -> list[str]:
    head = f"[{_name(one.key)}] {worded(one.facts.kind)}"
    if typed:
        head += "  ({})".format(translate("a finding about it is there already"))
    lines = [head, f"  {one.text}"]
    if one.facts.legal_basis:
        lines.append("  " + translate("Legal basis: {words}", words=one.facts.legal_basis))
    if one.facts.evidence:
        lines.append("  " + translate("Evidence: {words}", words=one.facts.evidence))
    if one.asked is not None:
        lines.append(f"  -> {one.asked.text} ({one.asked.owner}, {shown(one.asked.due_on)})")
    return lines


def _data(board: ProposalBoard, accepted: list[Finding]) -> dict[str, object]:
    return {
        "accepted": accepted,
        "open": [_plain(one, typed=one.key in board.covered) for one in board.open],
        "changed": [
            {
                "key": one.proposal.key,
                "finding": one.finding.id,
                "proposed": one.finding.proposed_text,
                "stands": one.finding.text,
                "now": one.proposal.text,
                "edited": not one.is_untouched,
            }
            for one in board.changed
        ],
        "lapsed": board.lapsed,
        "dismissed": [one.key for one in board.dismissed],
        "due_on": board.due_on,
    }


def _plain(one: Proposal, *, typed: bool) -> dict[str, object]:
    return {
        "key": one.key,
        "finding": one.facts,
        "recommendation": one.asked,
        "photos": list(one.photo_ids),
        "dossiers": list(one.dossier_codes),
        "unverified": list(one.unverified),
        "has_gaps": one.has_gaps,
        "typed_already": typed,
    }
