"""Commands on scores: `explain`."""

from __future__ import annotations

from typing import Annotated

import typer

from app.cli.inspection import resolved
from app.cli.output import Answer, shown
from app.cli.session import command, session
from app.domain.criterion_score import CriterionScore, GroupScore
from app.domain.derivation import derivation_of
from app.domain.scoring import ChecklistScore
from app.errors import NotFound
from app.words import translate


def add_to(tree: typer.Typer) -> typer.Typer:
    """Hang the commands into the tree; return their branch, for those of other modules."""
    scores = typer.Typer(name="score", help=translate("Scores."), no_args_is_help=True)
    scores.command(
        "explain", help=translate("Tell how the points of a criterion or a group came about.")
    )(explain)
    tree.add_typer(scores)
    return scores


@command
def explain(
    inspection: Annotated[str, typer.Argument(metavar="ID")],
    criterion: Annotated[
        str, typer.Argument(metavar="CRITERION", help=translate("Its code; a group's for its sum."))
    ],
) -> Answer:
    """Show how a score came about."""
    with session().open() as app:
        scores = app.inspections.scores(resolved(app, inspection))
    for score in scores:
        one = score.criteria.get(criterion) or score.groups.get(criterion)
        if one is not None:
            return _answer(score, criterion, one)
    raise NotFound(kind="criterion", id=criterion)


def _answer(score: ChecklistScore, code: str, one: CriterionScore | GroupScore) -> Answer:
    lines = derivation_of(score, code)
    row = score.checklist.criterion(code)
    most = one.applicable_max if isinstance(one, GroupScore) else one.max_score
    text = row.text if row else ""
    data = {
        "checklist": f"{score.checklist.code}/{score.checklist.number}",
        "criterion": code,
        "text": text,
        "state": "group" if isinstance(one, GroupScore) else one.state.value,
        "points": one.points,
        "maximum": most,
        "derivation": list(lines),
    }
    head = f"{code} {text}: {shown(one.points) or '–'}/{shown(most)}"
    return Answer(data=data, lines=[head, *(f"  {line}" for line in lines)])
