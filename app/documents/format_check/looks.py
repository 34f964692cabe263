"""The look that a rule asks of a line: size, weight, slant, place on the line, capitals."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from app.documents.format_check.reading import Line, Run
from app.documents.format_check.violation import Violation, points
from app.words import mark, translate

_ALIGNED: Final = {
    "center": mark("centred"),
    "both": mark("justified"),
    "distribute": mark("justified"),
    "left": mark("flush left"),
    "right": mark("flush right"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a rule asks; `None` leaves a side of the look free. Sizes are half-points."""

    rule: str
    sizes: tuple[int, int]
    bold: bool | None = False
    italic: bool | None = False
    align: str | None = "center"
    upper: bool | None = None


def look_faults(line: Line, look: Look, place: str) -> Iterator[Violation]:
    """Yield one violation that names all sides of the look that differ, if any does."""
    runs = [run for run in line.runs if run.text.strip()]
    pairs = [*_size(runs, look), *_style(runs, look), *_stand(line, look)]
    if pairs:
        yield Violation(
            rule=look.rule,
            place=place,
            found=", ".join(found for found, _ in pairs),
            expected=", ".join(expected for _, expected in pairs),
        )


def size_range(sizes: tuple[int, int]) -> str:
    """Say a range of sizes."""
    least, most = sizes
    if least == most:
        return points(least)
    return translate("{least} to {most}", least=points(least), most=points(most))


def _size(runs: list[Run], look: Look) -> Iterator[tuple[str, str]]:
    least, most = look.sizes
    wrong = sorted({run.format.size for run in runs if not least <= run.format.size <= most})
    if wrong:
        yield ", ".join(points(size) for size in wrong), size_range(look.sizes)


def _style(runs: list[Run], look: Look) -> Iterator[tuple[str, str]]:
    bold, italic = translate("bold"), translate("italic")
    plain, upright = translate("not bold"), translate("upright")
    if look.bold is not None and any(run.format.bold != look.bold for run in runs):
        yield (plain, bold) if look.bold else (bold, plain)
    if look.italic is not None and any(run.format.italic != look.italic for run in runs):
        yield (upright, italic) if look.italic else (italic, upright)


def _stand(line: Line, look: Look) -> Iterator[tuple[str, str]]:
    align = line.paragraph.format.align
    if look.align is not None and align != look.align:
        yield translate(_ALIGNED.get(align, align)), translate(_ALIGNED[look.align])
    if look.upper is not None and (line.text == line.text.upper()) != look.upper:
        capitals, small = translate("capitals"), translate("small letters")
        yield (small, capitals) if look.upper else (capitals, small)
