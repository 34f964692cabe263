"""Commands on dossier samples: `import`, `draw`, `replace`, `stats`."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Final

import typer

from app.cli.inspection import resolved
from app.cli.output import Answer, shown, table
from app.cli.session import command, session
from app.domain.dossier_result import Rate, SampleStatistics
from app.domain.draw import DrawOrder
from app.domain.register import FieldCount
from app.domain.register_columns import column_label
from app.words import mark, translate

_FIGURES: Final = {
    "on_time_rate": mark("Early or on time"),
    "apology_rate": mark("Apologised in time"),
    "forms_rate": mark("With every form"),
    "receipt_rate": mark("With a complete receipt"),
    "control_slip_rate": mark("With a complete control slip"),
    "forwarded_rate": mark("Forwarded in time"),
    "supplement_rate": mark("Supplements asked for once, on the form"),
    "refusal_rate": mark("Refused on the form"),
    "digitised_rate": mark("Digitised in full"),
    "e_result_rate": mark("With an electronic result"),
    "fee_rate": mark("The right fee with its receipt"),
    "paid_online_rate": mark("Paid online"),
}


def add_to(tree: typer.Typer) -> None:
    """Hang the commands into the tree."""
    dossiers = typer.Typer(
        name="dossier", help=translate("Samples of dossiers."), no_args_is_help=True
    )
    dossiers.command(
        "import", help=translate("Read in a register (.xlsx, .xls, .csv) to draw from.")
    )(import_)
    dossiers.command("draw", help=translate("Draw a sample from the register, by a seed."))(draw)
    dossiers.command(
        "replace", help=translate("Replace a drawn dossier by the next in the drawn order.")
    )(replace)
    dossiers.command("stats", help=translate("Show the figures of the sample."))(stats)
    tree.add_typer(dossiers)


@command
def import_(
    inspection: Annotated[str, typer.Argument(metavar="ID")],
    file: Annotated[Path, typer.Argument(metavar="FILE")],
    map_file: Annotated[
        Path | None,
        typer.Option("--map", metavar="MAP.json", help=translate("Which column says what.")),
    ] = None,
) -> Answer:
    """Import a register."""
    with session().open() as app, session().progress(translate("Reading the register")) as heard:
        from app.services.registers import read_map  # noqa: PLC0415 - brings what reads Excel

        visit = resolved(app, inspection)
        wanted = read_map(map_file) if map_file else None
        read = app.registers.look(app.registers.open(file, heard), wanted, heard)
        register = app.registers.keep(visit, read)
    columns = [(column_label(key), heading) for key, heading in read.named_columns.items()]
    lines = [
        translate(
            "{file}: {count} dossiers kept, SHA-256 {sha256}",
            file=register.file_name,
            count=register.entries,
            sha256=register.sha256,
        ),
        *table([(translate("Column"), translate("Heading")), *columns]),
        *_population(register.fields),
        *(fault.text for fault in read.doubts),
    ]
    if read.doubt_count > len(read.doubts):
        left = read.doubt_count - len(read.doubts)
        lines.append(translate("… and {count} more.", count=left))
    doubts = [{"sheet": one.sheet, "cell": one.cell, "cause": one.cause} for one in read.doubts]
    data = {
        "register": register,
        "columns": read.named_columns,
        "doubts": doubts,
        "doubt_count": read.doubt_count,
    }
    return Answer(data=data, lines=lines)


def _population(fields: Sequence[FieldCount]) -> list[str]:
    rows = [(one.field or translate("(no field)"), str(one.entries)) for one in fields]
    return table([(translate("Field"), translate("Dossiers")), *rows])


@command
def draw(
    inspection: Annotated[str, typer.Argument(metavar="ID")],
    size: Annotated[
        int, typer.Option("--size", metavar="N", help=translate("How many dossiers at random."))
    ],
    seed: Annotated[
        str,
        typer.Option(
            "--seed", metavar="S", help=translate("What anybody can draw the same sample by.")
        ),
    ],
    by: Annotated[
        str, typer.Option("--by", metavar="field", help=translate("As many of each field."))
    ] = "",
) -> Answer:
    """Draw a sample."""
    if by not in {"", "field"}:
        raise typer.BadParameter(translate("--by takes: field"))
    order = DrawOrder(size=size, seed=seed, by_field=bool(by))
    with session().open() as app, session().progress(translate("Drawing")) as heard:
        done = app.draws.draw(resolved(app, inspection), order, None, heard)
    rows = [
        (str(one.entry), one.dossier_code, one.field, _picked(one.pick.value), one.reason)
        for one in done.draw.drawn
    ]
    head = (
        translate("No. in the register"),
        translate("Dossier code"),
        translate("Field"),
        translate("Picked"),
        translate("Reason"),
    )
    said = (
        translate(
            "{count} dossiers drawn with the seed {seed}; {added} are new in the sample.",
            count=len(rows),
            seed=done.draw.seed,
            added=done.added,
        ),
    )
    return Answer(data=done, lines=[*table([head, *rows]), *said])


def _picked(pick: str) -> str:
    words = {
        "by_hand": translate("by hand"),
        "random": translate("at random"),
        "always": translate("always in"),
        "replacement": translate("replacement"),
    }
    return words[pick]


@command
def replace(
    inspection: Annotated[str, typer.Argument(metavar="ID")],
    code: Annotated[str, typer.Argument(metavar="CODE")],
    reason: Annotated[
        str, typer.Option("--reason", metavar="TEXT", help=translate("Why it cannot be inspected."))
    ],
) -> Answer:
    """Replace a dossier."""
    with session().open() as app:
        found = app.draws.replace(resolved(app, inspection), code, reason)
    line = translate("{new} replaces {old}.", new=found.dossier_code, old=code)
    return Answer(data=found, lines=[line])


@command
def stats(inspection: Annotated[str, typer.Argument(metavar="ID")]) -> Answer:
    """Show figures."""
    with session().open() as app:
        found = app.sample_figures.figures(resolved(app, inspection))
    names = [translate("All"), *(name or translate("(no field)") for name in found.by_field)]
    columns = [found.whole, *found.by_field.values()]
    rows = [
        (translate("Figure"), *names),
        (translate("Dossiers"), *(str(one.total) for one in columns)),
        (translate("Overdue"), *(str(one.overdue + one.running_late) for one in columns)),
        *(
            (translate(text), *(_rate_text(getattr(one, name)) for one in columns))
            for name, text in _FIGURES.items()
        ),
    ]
    data = {
        "whole": _spelt(found.whole),
        "by_field": {name: _spelt(one) for name, one in found.by_field.items()},
    }
    return Answer(data=data, lines=table(rows))


def _rate_text(rate: Rate) -> str:
    if not rate.denominator:
        return "-"
    return f"{rate.numerator}/{rate.denominator} ({shown(rate.percent)}%)"


def _spelt(figures: SampleStatistics) -> dict[str, object]:
    """Return figures with the percentage beside numerator and denominator."""
    found: dict[str, object] = {}
    for field in dataclasses.fields(figures):
        value = getattr(figures, field.name)
        if isinstance(value, Rate):
            value = {
                "numerator": value.numerator,
                "denominator": value.denominator,
                "percent": value.percent,
            }
        found[field.name] = value
    return found
