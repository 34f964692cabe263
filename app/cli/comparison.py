"""Commands that set two things side by side: `checklist diff`, `score compare`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Annotated, Final

import typer

from app.cli.inspection import resolved
from app.cli.output import Answer, shown, table
from app.cli.session import command, session
from app.domain.checklist import Checklist
from app.domain.checklist_difference import (
    Change,
    ChecklistDifference,
    CriterionChange,
    Mark,
    Piece,
)
from app.domain.score_comparison import (
    Comparability,
    ComparedChecklist,
    ComparedCriterion,
    ScoreComparison,
)
from app.words import mark, translate

_CHANGES: Final = {
    Change.ADDED: mark("added"),
    Change.REMOVED: mark("removed"),
    Change.POINTS: mark("points changed"),
    Change.REWORDED: mark("reworded"),
    Change.MOVED: mark("moved"),
    Change.RENUMBERED: mark("renumbered"),
}
_NOTES: Final = {
    Comparability.COMPARABLE: "",
    Comparability.NEW: mark("asked in the later one only"),
    Comparability.GONE: mark("asked in the earlier one only"),
    Comparability.CHANGED: mark("asked otherwise"),
    Comparability.OTHER_POINTS: mark("worth other points"),
    Comparability.OPEN: mark("not scored in both"),
}
_MARKS: Final = {Mark.SAME: "{}", Mark.REMOVED: "[-{}-]", Mark.ADDED: "{{+{}+}}"}


def add_to(checklists: typer.Typer, scores: typer.Typer) -> None:
    """Hang the commands under those on checklists and on scores."""
    checklists.command("diff", help=translate("Show what changed from one version to another."))(
        diff
    )
    scores.command("compare", help=translate("Compare the scores of two visits to one unit."))(
        compare
    )


@command
def diff(
    old: Annotated[str, typer.Argument(metavar="A")],
    new: Annotated[str, typer.Argument(metavar="B")],
) -> Answer:
    """Compare two versions."""
    with session().open() as app:
        found = app.checklist_differences.named(old, new)
    return Answer(data=_difference_data(found), lines=_difference_lines(found))


def _difference_lines(found: ChecklistDifference) -> Iterator[str]:
    yield f"{version_name(found.old)} -> {version_name(found.new)}"
    counts = [
        f"{translate(_CHANGES[change])}: {count}" for change, count in found.counts.items() if count
    ]
    yield ", ".join([*counts, translate("unchanged: {count}", count=found.unchanged)])
    yield translate(
        "Total: {old} -> {new} points",
        old=shown(found.old.root.max_score),
        new=shown(found.new.root.max_score),
    )
    for one in found.criteria:
        yield from _change_lines(one)


def _change_lines(one: CriterionChange) -> Iterator[str]:
    kinds = ", ".join(translate(_CHANGES[change]) for change in Change if change in one.changes)
    code = one.criterion.code
    if one.before is not None and one.after is not None and one.before.code != one.after.code:
        code = f"{one.before.code} -> {one.after.code}"
    points = ""
    if one.before is not None and one.after is not None and one.delta:
        points = f"  {shown(one.before.max_score)} -> {shown(one.after.max_score)}"
    yield ""
    yield f"[{kinds}] {code}  {one.criterion.text}{points}"
    for fact in one.facts:
        yield f"    {fact.field}: {_marked(fact.pieces)}"


def _marked(pieces: Sequence[Piece]) -> str:
    return " ".join(_MARKS[piece.mark].format(piece.text) for piece in pieces)


def _difference_data(found: ChecklistDifference) -> dict[str, object]:
    return {
        "old": _version_data(found.old),
        "new": _version_data(found.new),
        "counts": {change.value: count for change, count in found.counts.items()},
        "unchanged": found.unchanged,
        "criteria": [
            {
                "identity": one.identity,
                "old_code": one.before.code if one.before else None,
                "new_code": one.after.code if one.after else None,
                "text": one.criterion.text,
                "changes": [change for change in Change if change in one.changes],
                "old_max_score": one.before.max_score if one.before else None,
                "new_max_score": one.after.max_score if one.after else None,
                "facts": one.facts,
            }
            for one in found.criteria
        ],
    }


def _version_data(checklist: Checklist) -> dict[str, object]:
    return {
        "code": checklist.code,
        "number": checklist.number or None,
        "title": checklist.title,
        "content_sha256": checklist.content_sha256,
        "max_score": checklist.root.max_score,
    }


def version_name(checklist: Checklist) -> str:
    """Return a version as commands take it; one that is not published has no number."""
    return f"{checklist.code}/{checklist.number}" if checklist.number else checklist.title


@command
def compare(
    one: Annotated[str, typer.Argument(metavar="ID1")],
    other: Annotated[str, typer.Argument(metavar="ID2")],
) -> Answer:
    """Compare two visits."""
    with session().open() as app:
        found = app.score_comparisons.compare(resolved(app, one), resolved(app, other))
    return Answer(data=_comparison_data(found), lines=_comparison_lines(found))


def _comparison_lines(found: ScoreComparison) -> Iterator[str]:
    yield found.later.unit.committee
    visits = (found.earlier.inspection, found.later.inspection)
    yield " -> ".join(shown(visit.started_at) or shown(visit.period_to) for visit in visits)
    if not found.checklists:
        yield translate("The two inspections share no checklist.")
    for checklist in found.checklists:
        yield ""
        versions = (checklist.earlier.checklist, checklist.later.checklist)
        yield " -> ".join(version_name(version) for version in versions)
        yield from table([_head(), *_comparison_rows(checklist)])
        total = checklist.total
        yield translate(
            "Compared: {compared} criteria, {earlier} -> {later} of {most} points ({delta}); "
            "not compared: {others}.",
            compared=total.compared,
            earlier=shown(total.earlier),
            later=shown(total.later),
            most=shown(total.max_score),
            delta=_signed(total.later - total.earlier),
            others=total.not_compared,
        )


def _head() -> tuple[str, ...]:
    return (
        translate("Code"),
        translate("Earlier"),
        translate("Later"),
        translate("Maximum"),
        translate("Difference"),
        translate("Note"),
        translate("Content"),
    )


def _comparison_rows(checklist: ComparedChecklist) -> Iterator[tuple[str, ...]]:
    groups = {one.identity: one for one in checklist.groups}
    criteria = {one.identity: one for one in checklist.criteria}
    gone = [one for one in checklist.criteria if one.comparability is Comparability.GONE]
    for row in checklist.later.checklist.criteria:
        if row.identity in groups:
            group = groups[row.identity]
            yield (
                row.code,
                shown(group.earlier),
                shown(group.later),
                shown(group.max_score),
                _signed(group.delta),
                "",
                row.text,
            )
        else:
            yield _criterion_row(criteria[row.identity])
    for one in gone:
        yield _criterion_row(one)


def _criterion_row(one: ComparedCriterion) -> tuple[str, ...]:
    note = _NOTES[one.comparability]
    return (
        one.criterion.code,
        shown(one.earlier.points) if one.earlier else "",
        shown(one.later.points) if one.later else "",
        shown(one.criterion.max_score),
        _signed(one.delta),
        translate(note) if note else "",
        one.criterion.text,
    )


def _signed(number: Decimal | None) -> str:
    if number is None:
        return ""
    return f"+{shown(number)}" if number > 0 else shown(number)


def _comparison_data(found: ScoreComparison) -> dict[str, object]:
    return {
        "unit_code": found.later.inspection.unit_code,
        "earlier": found.earlier.inspection.id,
        "later": found.later.inspection.id,
        "checklists": [_checklist_data(one) for one in found.checklists],
    }


def _checklist_data(found: ComparedChecklist) -> dict[str, object]:
    return {
        "earlier": version_name(found.earlier.checklist),
        "later": version_name(found.later.checklist),
        "groups": [
            {
                "identity": one.identity,
                "code": one.group.code,
                "earlier": one.earlier,
                "later": one.later,
                "max_score": one.max_score,
                "delta": one.delta,
                "compared": one.compared,
                "not_compared": one.not_compared,
            }
            for one in found.groups
        ],
        "criteria": [
            {
                "identity": one.identity,
                "earlier_code": one.earlier.criterion.code if one.earlier else None,
                "later_code": one.later.criterion.code if one.later else None,
                "earlier": one.earlier.points if one.earlier else None,
                "later": one.later.points if one.later else None,
                "max_score": one.criterion.max_score,
                "delta": one.delta,
                "comparability": one.comparability,
            }
            for one in found.criteria
        ],
    }
