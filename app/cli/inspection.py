"""Commands on inspections: `schema`, `record`, `list`, `show`, `score`, `suggest`, `history`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

from app.bootstrap import Application
from app.cli.output import Answer, shown, table
from app.cli.session import command, session
from app.cli.texts import worded
from app.domain.answer import AnswerFacts
from app.domain.inspection import InspectionState
from app.domain.scoring import ChecklistScore
from app.errors import NotFound
from app.ids import InspectionId
from app.services.answers import says_the_same
from app.words import translate


def add_to(tree: typer.Typer) -> typer.Typer:
    """Hang the commands into the tree; return their branch."""
    visits = typer.Typer(name="inspection", help=translate("Inspections."), no_args_is_help=True)
    visits.command("schema", help=translate("Print the JSON Schema of an inspection document."))(
        schema
    )
    visits.command("record", help=translate("Create or update an inspection from a document."))(
        record
    )
    visits.command("list", help=translate("List every inspection."))(list_)
    visits.command("show", help=translate("Show everything recorded of one inspection."))(show)
    visits.command("score", help=translate("Show the scores of one inspection."))(score)
    visits.command(
        "suggest",
        help=translate("Show what the dossier sample would answer; nothing is changed."),
    )(suggest)
    visits.command(
        "reopen", help=translate("Take a finished or signed inspection up again, with a reason.")
    )(reopen)
    visits.command("history", help=translate("Show who wrote what and when."))(history)
    tree.add_typer(visits)
    return visits


def resolved(app: Application, name: str) -> InspectionId:
    """Return the inspection whose identity starts with `name`, if only one does.

    Raises:
        NotFound: if none does, or more than one.
    """
    found = [row.id for row in app.inspections.rows() if row.id.startswith(name.lower())]
    if len(found) != 1 or not name:
        raise NotFound(kind="inspection", id=name)
    return found[0]


@command
def schema() -> Answer:
    """Print the schema."""
    import json  # noqa: PLC0415 - only here

    from app.services.inspection_document import schema as document_schema  # noqa: PLC0415

    found = document_schema()
    return Answer(data=found, lines=[json.dumps(found, ensure_ascii=False, indent=2)])


@command
def record(file: Annotated[Path, typer.Argument(metavar="FILE.json")]) -> Answer:
    """Record a document."""
    with session().open() as app, session().progress(translate("Recording")) as progress:
        done = app.recording.record(file, progress)
    said = (
        translate("Inspection {id} was created: {changed} records.", **_gaps(done))
        if done.created
        else translate("Inspection {id}: {changed} of {records} records changed.", **_gaps(done))
    )
    return Answer(data=done, lines=[said])


def _gaps(done: object) -> dict[str, object]:
    return {
        "id": getattr(done, "inspection_id", ""),
        "changed": getattr(done, "changed", 0),
        "records": getattr(done, "records", 0),
    }


@command
def list_() -> Answer:
    """List inspections."""
    with session().open() as app:
        found = app.inspections.rows()
    head = (
        translate("Inspection"),
        translate("Unit"),
        translate("State"),
        translate("Start"),
        translate("Answered"),
        translate("Findings"),
        translate("Dossiers"),
        translate("Photos"),
        translate("Differences"),
    )
    rows = [
        (
            row.id,
            row.title,
            worded(row.state),
            shown(row.started_at),
            f"{row.answered}/{row.leaves}",
            str(row.findings),
            str(row.dossiers),
            str(row.photos),
            str(row.differences),
        )
        for row in found
    ]
    empty = [translate("No inspection yet. Record one with: sokiemtra inspection record FILE.json")]
    return Answer(data=found, lines=table([head, *rows]) if rows else empty)


@command
def show(inspection: Annotated[str, typer.Argument(metavar="ID")]) -> Answer:
    """Show an inspection."""
    with session().open() as app:
        case = app.inspections.case_file(resolved(app, inspection))
    visit = case.inspection
    lines = [
        f"{case.unit.committee} ({visit.unit_code})",
        translate("Plan: {plan}", plan=f"{case.plan.decision_number}, {case.plan.subject}"),
        translate("State: {state}", state=worded(visit.state)),
        translate(
            "Start: {start}, end: {end}", start=shown(visit.started_at), end=shown(visit.ended_at)
        ),
        *(f"- {person.name}, {person.position}" for person in case.participants),
        translate("{count} answers", count=len(case.answers)),
        *(f"[{worded(one.kind)}] {one.text}" for one in case.findings),
        *(f"-> {one.text} ({one.owner}, {shown(one.due_on)})" for one in case.recommendations),
        translate("{count} dossiers", count=len(case.dossiers)),
        translate("{count} photos", count=len(case.photos)),
    ]
    data = {
        "inspection": visit,
        "plan": case.plan,
        "unit": case.unit,
        "participants": case.participants,
        "answers": list(case.answers.values()),
        "findings": case.findings,
        "recommendations": case.recommendations,
        "dossiers": case.dossiers,
        "photos": case.photos,
        "photo_links": case.photo_links,
    }
    return Answer(data=data, lines=lines)


@command
def score(inspection: Annotated[str, typer.Argument(metavar="ID")]) -> Answer:
    """Show scores."""
    with session().open() as app:
        found = app.inspections.scores(resolved(app, inspection))
    lines = [line for one in found for line in _score_lines(one)]
    return Answer(data=[_score_data(one) for one in found], lines=lines)


def _score_lines(found: ChecklistScore) -> list[str]:
    rows = [(translate("Code"), translate("Points"), translate("Maximum"), translate("Content"))]
    for row in found.checklist.criteria:
        group = found.groups.get(row.code)
        if group is not None:
            rows.append((row.code, shown(group.points), shown(group.applicable_max), row.text))
        else:
            one = found.criteria[row.code]
            rows.append((row.code, shown(one.points), shown(one.max_score), row.text))
    rating = found.rating
    total = translate(
        "Total: {points}/{most}, converted {converted}/100, {rating}",
        points=shown(found.total.points),
        most=shown(found.total.applicable_max),
        converted=shown(found.total.converted),
        rating=rating.name if rating else translate("not complete"),
    )
    return [*table(rows), total]


def _score_data(found: ChecklistScore) -> dict[str, object]:
    rating = found.rating
    return {
        "checklist": found.checklist.code,
        "number": found.checklist.number,
        "points": found.total.points,
        "applicable_max": found.total.applicable_max,
        "converted": found.total.converted,
        "rating": rating.name if rating else None,
        "complete": found.is_complete,
        "groups": [
            {"code": one.code, "points": one.points, "applicable_max": one.applicable_max}
            for one in found.groups.values()
        ],
        "criteria": [
            {
                "code": code,
                "state": one.state,
                "points": one.points,
                "max_score": one.max_score,
                "reason": one.reason,
            }
            for code, one in found.criteria.items()
        ],
    }


@command
def suggest(inspection: Annotated[str, typer.Argument(metavar="ID")]) -> Answer:
    """Show what the dossier sample answers."""
    with session().open() as app:
        visit = resolved(app, inspection)
        suggested = app.answers.suggested(visit)
        answers = app.inspections.case_file(visit).answers
    head = (translate("Code"), translate("From the sample"), translate("Answered"), "")
    rows = [head]
    data: list[dict[str, object]] = []
    for code, facts in suggested.items():
        answer = answers.get(code, AnswerFacts())
        differs = not says_the_same(answer, facts)
        note = translate("differs") if differs else ""
        rows.append((code, _said(facts), _said(answer), note))
        data.append({"criterion": code, "suggested": facts, "answered": answer, "differs": differs})
    empty = [translate("The dossier sample answers no criterion of this inspection.")]
    return Answer(data=data, lines=table(rows) if data else empty)


def _said(facts: AnswerFacts) -> str:
    if facts.not_applicable:
        return translate("not applicable")
    if facts.numerator is not None:
        return f"{shown(facts.numerator)}/{shown(facts.denominator)}"
    return facts.value


# The field by which people know one answer, person, dossier or photo from another.
_NAMING: Final = frozenset({"criterion_code", "name", "dossier_code", "file_name"})


@command
def reopen(
    inspection: Annotated[str, typer.Argument(metavar="ID")],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT")],
) -> Answer:
    """Take a finished or signed visit up again; what was signed stays."""
    with session().open() as app:
        visit = resolved(app, inspection)
        opened = app.inspections.take_step(visit, InspectionState.OPEN, reason)
    line = translate(
        "The visit is reopened, its reason recorded. Signed minutes stay as they are: what changes "
        "now goes into supplementary minutes (--supplement)."
    )
    return Answer(data={"inspection_id": visit, "state": opened.state}, lines=[line])


@command
def history(
    inspection: Annotated[str, typer.Argument(metavar="ID")],
    field: Annotated[str | None, typer.Argument(metavar="[FIELD]")] = None,
) -> Answer:
    """Show history."""
    with session().open() as app:
        found = app.inspections.history(resolved(app, inspection), field)
    names = {write.entity_id: write.value for write in found if write.field in _NAMING}
    rows = [
        (
            shown(write.written_at),
            write.actor,
            f"{write.entity_type}.{write.field}",
            names.get(write.entity_id) or "",
            write.value or "",
        )
        for write in found
    ]
    return Answer(data=found, lines=table(rows) or [translate("Nothing was written.")])
