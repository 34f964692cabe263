"""Phụ lục: who was not at work, when it was seen and who confirms it (`minutes_format` §8).

It names people; a delegation may leave it out of the minutes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from app.documents.minutes.attendance import moment_text
from app.documents.terms import (
    ABSENCES,
    BLANK_NAME,
    clause,
    one_line,
)
from app.documents.word.wordml import Look, cell, fitted_widths, paragraph, row, table
from app.domain.attendance import Absence
from app.domain.case_file import CaseFile

_HEADINGS: Final = (
    "STT",
    "Họ và tên",
    "Chức vụ",
    "Phòng, đơn vị",
    "Thời điểm",
    "Tình trạng",
    "Lý do",
    "Minh chứng",
    "Người xác nhận",
)
# Twips of a landscape page with the default margins; scaled where a template has others.
_WIDTHS: Final = (600, 1850, 1750, 1850, 1750, 1450, 1987, 1500, 1550)
_CENTRED: Final = frozenset({0, 4, 5})

_HEAD: Final = Look(size=24, bold=True, align="center")
_TEXT: Final = Look(size=24)
_MIDDLE: Final = Look(size=24, align="center")


def written(case: CaseFile, width: int) -> str:
    """Return the table; its head row stands on every page."""
    widths = fitted_widths(_WIDTHS, width)
    return table(widths, _rows(case, widths))


def _rows(case: CaseFile, widths: Sequence[int]) -> Iterator[str]:
    head = zip(widths, _HEADINGS, strict=True)
    yield row(
        (cell(width, paragraph(text, _HEAD), shaded=True) for width, text in head), repeated=True
    )
    for number, absence in enumerate(case.absences, start=1):
        yield row(
            cell(width, paragraph(text, _MIDDLE if column in _CENTRED else _TEXT))
            for column, (width, text) in enumerate(
                zip(widths, _texts(case, number, absence), strict=True)
            )
        )


def _texts(case: CaseFile, number: int, absence: Absence) -> tuple[str, ...]:
    return (
        str(number),
        one_line(absence.name) or BLANK_NAME,
        clause(absence.position),
        clause(absence.department),
        moment_text(case, absence.at) if absence.at else "",
        ABSENCES[absence.state],
        clause(absence.reason),
        clause(absence.evidence),
        clause(absence.confirmed_by),
    )
