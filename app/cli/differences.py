"""Commands on what laptops say unlike: `differences list|resolve|undo`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Final

import typer

from app.cli.inspection import resolved
from app.cli.output import Answer, shown
from app.cli.session import command, session
from app.errors import InvalidValue, NotFound
from app.words import translate, translate_count

if TYPE_CHECKING:
    from app.bootstrap import Application
    from app.domain.difference import Candidate, Decision, Difference

_BOTH: Final = "both"


def add_to(tree: typer.Typer) -> None:
    """Hang the commands into the tree."""
    branch = typer.Typer(
        name="differences",
        help=translate("What laptops say unlike, until a person decides."),
        no_args_is_help=True,
    )
    branch.command("list", help=translate("List the open differences, each with its values."))(
        list_
    )
    branch.command(
        "resolve",
        help=translate("Decide what is named, or all of a part: --take, --text or --of."),
    )(resolve)
    branch.command("undo", help=translate("Open again what was decided the last time."))(undo)
    tree.add_typer(branch)


@command
def list_(inspection: Annotated[str, typer.Argument(metavar="[ID]")] = "") -> Answer:
    """List the differences."""
    with session().open() as app:
        found = app.differences.open(resolved(app, inspection) if inspection else None)
    lines = list(_lines(found)) or [translate("No computer says anything else than this one.")]
    return Answer(data=[_data(one) for one in found], lines=lines)


@command
def resolve(
    names: Annotated[list[str] | None, typer.Argument(metavar="[ID…]")] = None,
    *,
    take: Annotated[
        str, typer.Option(metavar="NUMBER|both", help=translate("Keep this value, or both texts."))
    ] = "",
    text: Annotated[str | None, typer.Option(help=translate("Write this in their place."))] = None,
    of: Annotated[
        str, typer.Option(metavar="NAME", help=translate("Keep what this person or laptop says."))
    ] = "",
    section: Annotated[
        str, typer.Option(metavar="CODE", help=translate("Decide all of this part of the visit."))
    ] = "",
) -> Answer:
    """Decide differences: those named, or all of a section."""
    with session().open() as app:
        chosen = _chosen(app, names or [], section)
        decided = _decisions(chosen, take=take, text=text, of=of)
        count = app.differences.settle(decided)
        left = app.differences.count()
    lines = [
        translate_count(
            "{count} difference was decided.", "{count} differences were decided.", count
        ),
        translate("Still open: {count}", count=left),
    ]
    return Answer(data={"decided": count, "open": left}, lines=lines)


@command
def undo() -> Answer:
    """Take the last decision back."""
    with session().open() as app:
        count = app.differences.undo()
        left = app.differences.count()
    line = translate_count(
        "{count} difference is open again.", "{count} differences are open again.", count
    )
    return Answer(data={"reopened": count, "open": left}, lines=[line])


def _data(one: Difference) -> dict[str, object]:
    return {
        "id": one.id,
        "inspection_id": one.inspection_id,
        "unit_name": one.unit_name,
        "section": one.section,
        "name": one.name,
        "field": one.field,
        "label": one.label,
        "blocks": one.blocks,
        "before": one.base.plain if one.base is not None else None,
        "values": [
            {
                "value": candidate.plain,
                "text": one.text_of(candidate),
                "actor": candidate.actor,
                "laptop": candidate.laptop,
                "written_at": candidate.written_at,
                "is_shown": candidate.is_shown,
            }
            for candidate in one.candidates
        ],
        "photos": one.photo_ids,
    }


def _lines(found: Sequence[Difference]) -> Iterator[str]:
    for one in found:
        yield f"{one.id}  {one.unit_name}  ·  {one.section}  ·  {one.name}  ·  {one.label}"
        if one.base is not None:
            yield "   " + translate("before: {value}", value=one.text_of(one.base))
        for number, candidate in enumerate(one.candidates, 1):
            mark = " ✓" if candidate.is_shown else ""
            yield f"   {number}. {one.text_of(candidate)}  ({_who(candidate)}){mark}"


def _who(candidate: Candidate) -> str:
    parts = (candidate.actor, candidate.laptop, shown(candidate.written_at))
    return ", ".join(part for part in parts if part)


def _chosen(app: Application, names: Sequence[str], section: str) -> list[Difference]:
    """Return the differences that are named, or those of a section, or all.

    Raises:
        NotFound: if a name is no open difference, or not one alone.
    """
    found = app.differences.open()
    if not names:
        return [one for one in found if one.section.startswith(section)]
    chosen = []
    for name in names:
        same = [one for one in found if one.id.startswith(name)]
        if len(same) != 1:
            raise NotFound(kind="difference", id=name)
        chosen.append(same[0])
    return chosen


def _decisions(
    found: Sequence[Difference], *, take: str, text: str | None, of: str
) -> list[Decision]:
    """Return what the options say about differences.

    Raises:
        InvalidValue: if they say nothing, or more than one thing, or there is no such value.
        NoWordsToJoin: if a text is given to what is no text.
    """
    from app.domain.difference import keep, keep_all_of, keep_both, write  # noqa: PLC0415

    if sum((bool(take), text is not None, bool(of))) != 1:
        raise InvalidValue(
            field="resolve", value="", reason=translate("say one of --take, --text and --of")
        )
    if text is not None:
        return [write(one, text) for one in found]
    if of:
        return keep_all_of(found, of)
    if take == _BOTH:
        return [keep_both(one) for one in found]
    return [keep(one, _candidate(one, take)) for one in found]


def _candidate(one: Difference, number: str) -> Candidate:
    places = {str(place): candidate for place, candidate in enumerate(one.candidates, 1)}
    if number not in places:
        raise InvalidValue(
            field="take",
            value=number,
            reason=translate("there are {count} values", count=len(places)),
        )
    return places[number]
