"""Commands on versions: `checklist retire`, `checklist restore`, `inspection move`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Final

import typer

from app.cli.comparison import version_name
from app.cli.inspection import resolved
from app.cli.output import Answer
from app.cli.session import command, session
from app.cli.texts import worded
from app.domain.checklist import Checklist
from app.domain.version_move import MovedCriterion, Outcome, VersionMove
from app.words import mark, translate

_OUTCOMES: Final = {
    Outcome.CARRIED: mark("carried"),
    Outcome.TO_REVIEW: mark("to be reviewed"),
    Outcome.REMOVED: mark("kept in the history only"),
    Outcome.TO_ANSWER: mark("to be answered"),
}


def add_to(checklists: typer.Typer, visits: typer.Typer) -> None:
    """Hang the commands under those on checklists and on inspections."""
    checklists.command("retire", help=translate("Offer a version for no new inspection."))(retire)
    checklists.command("restore", help=translate("Offer the latest version again."))(restore)
    visits.command("move", help=translate("Move an inspection to another version."))(move)


@command
def retire(version: Annotated[str, typer.Argument(metavar="CODE/N")]) -> Answer:
    """Retire a version."""
    with session().open() as app:
        found = app.checklist_life.retire(app.checklists.current(version).id)
    return _state_answer(found)


@command
def restore(version: Annotated[str, typer.Argument(metavar="CODE/N")]) -> Answer:
    """Bring a version back."""
    with session().open() as app:
        found = app.checklist_life.restore(app.checklists.current(version).id)
    return _state_answer(found)


def _state_answer(checklist: Checklist) -> Answer:
    data = {
        "id": checklist.id,
        "code": checklist.code,
        "number": checklist.number,
        "state": checklist.state,
    }
    return Answer(data=data, lines=[f"{version_name(checklist)}: {worded(checklist.state)}"])


@command
def move(
    inspection: Annotated[str, typer.Argument(metavar="ID")],
    to: Annotated[str, typer.Option("--to", metavar="CODE/N")],
    preview: Annotated[  # noqa: FBT002 - Typer declares a flag this way
        bool, typer.Option("--preview", help=translate("Only say what would happen."))
    ] = False,
) -> Answer:
    """Move an inspection."""
    with session().open() as app:
        visit = resolved(app, inspection)
        new = app.checklists.current(to).id
        moves = app.version_moves
        planned = moves.preview(visit, new) if preview else moves.move(visit, new)
    return Answer(data=_move_data(planned, done=not preview), lines=_move_lines(planned))


def _move_lines(planned: VersionMove) -> Iterator[str]:
    yield f"{version_name(planned.old)} -> {version_name(planned.new)}"
    if planned.old.id == planned.new.id:
        yield translate("The inspection stands on this version already.")
    for outcome in Outcome:
        yield f"{translate(_OUTCOMES[outcome])}: {planned.count(outcome)}"
    for one in planned.criteria:
        if one.outcome is not Outcome.CARRIED or one.is_renumbered:
            yield f"- [{translate(_OUTCOMES[one.outcome])}] {_codes(one)}  {one.criterion.text}"


def _codes(one: MovedCriterion) -> str:
    if one.is_renumbered and one.before is not None:
        return f"{one.before.code} -> {one.criterion.code}"
    return one.criterion.code


def _move_data(planned: VersionMove, *, done: bool) -> dict[str, object]:
    return {
        "old": version_name(planned.old),
        "new": version_name(planned.new),
        "moved": done and planned.old.id != planned.new.id,
        "counts": {outcome.value: planned.count(outcome) for outcome in Outcome},
        "criteria": [
            {
                "identity": one.criterion.identity,
                "old_code": one.before.code if one.before else None,
                "new_code": one.after.code if one.after else None,
                "text": one.criterion.text,
                "outcome": one.outcome,
                "value": one.answer.value if one.answer else None,
            }
            for one in planned.criteria
        ],
    }
