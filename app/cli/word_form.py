"""The command `minutes check`: a Word file held against its legal form, and mended in a copy."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.output import Answer
from app.cli.session import command
from app.words import translate

if TYPE_CHECKING:
    from app.services.word_form import Correction, Violation


@command
def check(
    file: Annotated[Path, typer.Argument(metavar="FILE.docx")],
    fix: Annotated[Path | None, typer.Option(metavar="COPY.docx")] = None,
) -> Answer:
    """Check the format of a Word file."""
    from app.services.word_form import (  # noqa: PLC0415 - loads the Word readers
        FormDeparted,
        check_document,
        correct_document,
    )

    if fix is None:
        found = check_document(file)
        data: dict[str, object] = {"file": file, "violations": found}
        lines: list[str] = []
    else:
        correction = correct_document(file, fix)
        found = list(correction.remaining)
        data = {"file": file, "copy": fix, "mended": correction.mended, "violations": found}
        lines = _mended_lines(fix, correction)
    lines += [line for one in found for line in _violation_lines(one)]
    if not found:
        lines.append(translate("No departure from NĐ 30/2020/NĐ-CP was found."))
    checked = file if fix is None else fix
    return Answer(
        data=data,
        lines=lines,
        error=FormDeparted(path=str(checked), count=len(found)) if found else None,
    )


def _mended_lines(copy: Path, correction: Correction) -> list[str]:
    """Say what was mended in a copy, and what the lines after these are."""
    lines = [translate("A corrected copy was written to {path}.", path=copy)]
    if correction.mended:
        lines.append(translate("Mended in the copy:"))
        lines += [f"  {one.rule}  {one.place}: {one.found}" for one in correction.mended]
    if correction.remaining:
        lines.append(translate("Left to a person:"))
    return lines


def _violation_lines(violation: Violation) -> list[str]:
    """Say what is wrong, and what to do about it."""
    weight = violation.weight.text
    return [
        f"{violation.rule}  {violation.place}: {violation.found} → {violation.expected} ({weight})",
        f"    {violation.cure}",
    ]
