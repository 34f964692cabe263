"""Checklist files as they come in: what they hold, with everything that is to be said of it."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Final

from app.documents.cell_mending import Mender, mended
from app.documents.checklist_bands import read_bands
from app.documents.checklist_reader import (
    Facts,
    find_sheet,
    note_problems,
    read_criteria,
    read_facts,
)
from app.documents.checklist_terms import BANDS_SHEET, CRITERIA_SHEET, DIGEST, FACTS_SHEET
from app.documents.workbook import Faults, Sheet, Workbook, WorkbookInvalid, open_workbook
from app.domain.checklist_check import find_faults
from app.domain.checklist_draft import ChecklistDraft, content_digest
from app.domain.checklist_reading import ChecklistReading

_SURVEY: Final = "survey"
"""The sheet that makes a workbook an XLSForm."""


def read_checklist(path: Path) -> ChecklistDraft:
    """Read a checklist workbook that has no mistake.

    Raises:
        DocumentUnreadable: if it is not a workbook, is damaged or too large.
        DocumentForbidden: if it carries something that could run or load by itself.
        WorkbookInvalid: naming every cell with a mistake, its cause and its cure.
    """
    reading = check_checklist(path)
    if reading.fault_count:
        raise WorkbookInvalid(path, reading.faults, reading.fault_count)
    return reading.draft


def check_checklist(path: Path) -> ChecklistReading:
    """Read a checklist workbook or an XLSForm and say everything about it.

    Formulas are never worked out. What was mistyped is repaired and named, unless the
    file still holds exactly what the program wrote into it. A row without an area takes
    that of the row above it in the tree.

    Raises:
        DocumentUnreadable: if it is not a workbook, is damaged or too large.
        DocumentForbidden: if it carries something that could run or load by itself.
    """
    faults = Faults(path)
    try:
        with open_workbook(path) as book:
            if book.find(CRITERIA_SHEET) is None and book.find(_SURVEY) is not None:
                return _read_form(path, book, faults)
            return _read_own(path, book, faults)
    except WorkbookInvalid as refused:
        empty = ChecklistDraft(code="", title="", number=0, criteria=())
        return ChecklistReading(
            file=path.name, draft=empty, faults=refused.faults, fault_count=len(refused.faults)
        )


def _read_form(path: Path, book: Workbook, faults: Faults) -> ChecklistReading:
    from app.documents.xlsform import read_form  # noqa: PLC0415 - pyxform costs a second

    return read_form(path, book, faults)


def _read_own(path: Path, book: Workbook, faults: Faults) -> ChecklistReading:
    sheets = tuple(
        find_sheet(book, name, faults, needed=name != BANDS_SHEET)
        for name in (FACTS_SHEET, CRITERIA_SHEET, BANDS_SHEET)
    )
    digest = book.custom(DIGEST)
    if digest:
        untouched = deepcopy(faults)
        draft = _draft(sheets, untouched, Mender(is_active=False))
        if content_digest(draft) == digest:
            return _reading(path, draft, untouched)
    put_right = tuple(mended(sheet, faults) if sheet else None for sheet in sheets)
    return _reading(path, _draft(put_right, faults, Mender()), faults)


def _draft(sheets: tuple[Sheet | None, ...], faults: Faults, mender: Mender) -> ChecklistDraft:
    about, table, scale = sheets
    facts = read_facts(about, faults, mender) if about else Facts()
    lines = read_criteria(table, faults, mender) if table else []
    draft = ChecklistDraft(
        code=facts.code,
        title=facts.title,
        number=facts.number,
        valid_from=facts.valid_from,
        source=facts.source,
        criteria=tuple(line.criterion for line in lines),
        bands=read_bands(scale, faults) if scale else (),
    )
    if lines:
        note_problems(lines, find_faults(draft.criteria, draft.bands))
    return draft


def _reading(path: Path, draft: ChecklistDraft, faults: Faults) -> ChecklistReading:
    return ChecklistReading(
        file=path.name,
        draft=draft,
        faults=faults.found,
        fault_count=faults.count,
        repairs=faults.repairs,
        doubts=faults.doubts,
    )
