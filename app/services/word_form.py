"""Any Word file held against NĐ 30/2020/NĐ-CP, and a copy of it with what can be mended."""

from __future__ import annotations

from pathlib import Path

from app.documents.format_check import Violation, Weight, check_format
from app.documents.format_fix import Correction, correct_format
from app.errors import AppError
from app.words import mark

__all__ = [
    "Correction",
    "FormDeparted",
    "Violation",
    "Weight",
    "check_document",
    "correct_document",
]


class FormDeparted(AppError):
    """A Word file departs from the legal form; the violations are listed beside it."""

    code = "form_departed"
    message = mark(
        "“{path}” departs from NĐ 30/2020/NĐ-CP in {count} places. The file was not changed. "
        "Correct what is listed and check it again."
    )


def check_document(path: Path) -> list[Violation]:
    """Hold any Word file against NĐ 30/2020/NĐ-CP.

    Raises:
        DocumentUnreadable, DocumentForbidden: if it is no sound Word file.
    """
    return check_format(path)


def correct_document(path: Path, target: Path) -> Correction:
    """Write a copy of a Word file in which everything is mended that needs no person.

    Raises:
        SourceAsTarget: if the copy is to take the place of the file.
        DocumentSigned: if the file carries a digital signature.
        DocumentUnreadable, DocumentForbidden: if it is no sound Word file.
        FileUnwritable: if the place refuses the copy.
    """
    return correct_format(path, target)
