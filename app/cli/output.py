"""What a command answers: lines for people, or exactly one JSON document for programs."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec

from app.clock import local
from app.domain.rule import number_text
from app.errors import AppError
from app.words import translate


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The result of a command, in both spellings."""

    data: object
    lines: Iterable[str] = ()
    error: AppError | None = None
    """The command did its work and what it found is bad, or part of it failed: exit code 1."""


def print_answer(answer: Answer, *, as_json: bool) -> None:
    """Print an answer on standard output."""
    if as_json:
        data = _plain(answer.data)
        print_json(data if answer.error is None else {**data, **_spelt(answer.error)})
        return
    for line in answer.lines:
        print(line)  # noqa: T201 - the one place where the command line speaks


def print_error(error: AppError, *, as_json: bool) -> None:
    """Print an expected error: as JSON on standard output, or as text on standard error."""
    if as_json:
        print_json(_spelt(error))
        return
    print(error.text, file=sys.stderr)  # noqa: T201 - the one place where the command line speaks


def _spelt(error: AppError) -> dict[str, Any]:
    """Return an error with what it was made from; none of that takes the place of its code."""
    own = {"code": error.code, "message": error.text}
    params = {name: _plain(value) for name, value in error.params.items() if name not in own}
    return {"error": {**own, **params}}


def table(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return rows as lines with aligned columns; the first row is the head."""
    if not rows:
        return []
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]


def unsettled(differences: int) -> list[str]:
    """Return the warning that a file was written while people still differ."""
    if not differences:
        return []
    return [
        translate(
            "{count} differences between laptops are not settled; the file shows one value each.",
            count=differences,
        )
    ]


def shown(value: date | datetime | Decimal | None) -> str:
    """Return a day, moment or number as people in Vietnam write it."""
    match value:
        case None:
            return ""
        case datetime():
            return local(value).strftime("%H:%M %d/%m/%Y")
        case date():
            return value.strftime("%d/%m/%Y")
        case Decimal():
            return number_text(value)


def print_json(data: object) -> None:
    """Print the one JSON document of a command on standard output."""
    spelt = msgspec.json.format(msgspec.json.encode(_plain(data)), indent=2)
    sys.stdout.write(spelt.decode() + "\n")


def _plain(value: object) -> Any:  # noqa: ANN401 - any JSON value
    return _readable(msgspec.to_builtins(value, enc_hook=_spell))


def _readable(value: object) -> object:
    """Return plain data without what JSON cannot hold: file names that are no text."""
    if isinstance(value, dict):
        return {_readable(name): _readable(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_readable(part) for part in value]
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return value


def _spell(value: object) -> object:
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, AppError):
        return {"code": value.code, "message": value.text}
    if dataclasses.is_dataclass(value):
        return value
    return str(value)
