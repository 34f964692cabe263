"""The look that a rule asks of a line: size, weight, slant, place on the line, capitals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from app.documents.format_check.mends import LetterMend, Mend, StandMend
from app.documents.format_check.reading import Line, Run
from app.documents.format_check.violation import Fault, points
from app.words import mark, translate

_ALIGNED: Final = {
    "center": mark("centred"),
    "both": mark("justified"),
    "distribute": mark("justified"),
    "left": mark("flush left"),
    "right": mark("flush right"),
}
_ALIGN_STEPS: Final = {
    "center": mark("centre it"),
    "both": mark("justify it"),
    "left": mark("set it flush left"),
}
# Put in its place with the space bar or the tab key, it would be moved twice.
_PUSHED: Final = re.compile(r"\s*\t|\s{2,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a rule asks; `None` leaves a side of the look free. Sizes are half-points."""

    rule: str
    sizes: tuple[int, int]
    bold: bool | None = False
    italic: bool | None = False
    align: str | None = "center"
    upper: bool | None = None
    usual: int = 0
    """The size the rest of the document has, which a wrong one should become."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Side:
    """One side of a look that differs."""

    found: str
    expected: str
    step: str
    """What to do about it."""
    mends: tuple[Mend, ...]


def look_faults(line: Line, look: Look, place: str) -> Iterator[Fault]:
    """Yield one fault that names all sides of the look that differ, and one for its capitals."""
    runs = [run for run in line.runs if run.text.strip()]
    yield from _fault([*_size(runs, look), *_style(runs, look), *_stand(line, look)], look, place)
    for fault in _fault(list(_of_number(line, look)), look, place):
        number = line.paragraph.label
        found = translate(
            "the automatic number {number}: {found}", number=number, found=fault.found
        )
        yield replace(fault, found=found)
    if look.upper is not None and (line.text == line.text.upper()) != look.upper:
        capitals, small = translate("capitals"), translate("small letters")
        found, expected = (small, capitals) if look.upper else (capitals, small)
        cure = translate("Select the line and press Shift+F3 until it is in {case}.", case=expected)
        yield Fault(rule=look.rule, place=place, found=found, expected=expected, cure=cure)


def size_range(sizes: tuple[int, int]) -> str:
    """Say a range of sizes."""
    least, most = sizes
    if least == most:
        return points(least)
    return translate("{least} to {most}", least=points(least), most=points(most))


def nearest_size(size: int, sizes: tuple[int, int], usual: int = 0) -> int:
    """Return the size of the range that a wrong one should become."""
    least, most = sizes
    return usual if least <= usual <= most else min(max(size, least), most)


def is_pushed(line: Line) -> bool:
    """Tell whether a line stands where it does by spaces or tabs typed before it."""
    return bool(_PUSHED.match("".join(run.text for run in line.runs)))


def letter_mends(runs: list[Run], **look: object) -> tuple[Mend, ...]:
    """Return what gives all these runs a look; nothing when one of them is not in the file."""
    sources = [run.source for run in runs]
    found = [
        LetterMend(target=source, **look)  # type: ignore[arg-type] # the fields of the mend
        for source in sources
        if source is not None
    ]
    return tuple(found) if len(found) == len(sources) else ()


def _fault(sides: list[_Side], look: Look, place: str) -> Iterator[Fault]:
    if sides:
        steps = ", ".join(side.step for side in sides)
        yield Fault(
            rule=look.rule,
            place=place,
            found=", ".join(side.found for side in sides),
            expected=", ".join(side.expected for side in sides),
            cure=translate("Select the line: {steps}.", steps=steps),
            mends=tuple(mend for side in sides for mend in side.mends),
            partly=not all(side.mends for side in sides),
        )


def _of_number(line: Line, look: Look) -> Iterator[_Side]:
    """Yield the sides in which the automatic number before a line differs."""
    label = line.paragraph.label_run
    if label is not None and line.runs[:1] == line.paragraph.runs[:1]:
        yield from _size([label], look)
        yield from _style([label], look)


def _size(runs: list[Run], look: Look) -> Iterator[_Side]:
    least, most = look.sizes
    wrong = [run for run in runs if not least <= run.format.size <= most]
    if not wrong:
        return
    sizes = sorted({run.format.size for run in wrong})
    target = nearest_size(sizes[-1], look.sizes, look.usual)
    yield _Side(
        found=", ".join(points(size) for size in sizes),
        expected=size_range(look.sizes),
        step=translate("size {size}", size=points(target)),
        mends=letter_mends(wrong, size=target),
    )


def _style(runs: list[Run], look: Look) -> Iterator[_Side]:
    bold, italic = translate("bold"), translate("italic")
    plain, upright = translate("not bold"), translate("upright")
    wrong = [run for run in runs if run.format.bold != look.bold]
    if look.bold is not None and wrong:
        found, expected = (plain, bold) if look.bold else (bold, plain)
        step = translate("make it bold") if look.bold else translate("take the bold off")
        mends = letter_mends(wrong, bold=look.bold)
        yield _Side(found=found, expected=expected, step=step, mends=mends)
    wrong = [run for run in runs if run.format.italic != look.italic]
    if look.italic is not None and wrong:
        found, expected = (upright, italic) if look.italic else (italic, upright)
        step = translate("make it italic") if look.italic else translate("take the italic off")
        mends = letter_mends(wrong, italic=look.italic)
        yield _Side(found=found, expected=expected, step=step, mends=mends)


def _stand(line: Line, look: Look) -> Iterator[_Side]:
    align = line.paragraph.format.align
    if look.align is None or align == look.align:
        return
    source = line.paragraph.source
    mends: tuple[Mend, ...] = ()
    if source is not None and not is_pushed(line):
        mends = (StandMend(paragraph=source, align=look.align),)
    yield _Side(
        found=translate(_ALIGNED.get(align, align)),
        expected=translate(_ALIGNED[look.align]),
        step=translate(_ALIGN_STEPS[look.align]),
        mends=mends,
    )
