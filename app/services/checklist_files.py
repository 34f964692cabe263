"""Checklists as Excel workbooks: out without loss, in with every mistake named."""

from __future__ import annotations

from pathlib import Path

from app.documents.checklist_workbook import read_checklist, write_checklist
from app.domain.checklist import Checklist
from app.domain.checklist_draft import ChecklistDraft
from app.files import written_whole
from app.services.checklists import ChecklistService


class ChecklistFileService:
    """Imports and exports the project's own workbook."""

    def __init__(self, checklists: ChecklistService) -> None:
        self._checklists = checklists

    def read(self, path: Path) -> ChecklistDraft:
        """Return the checklist of a workbook; nothing is published.

        Raises:
            WorkbookInvalid: naming every mistake by sheet and cell.
        """
        return read_checklist(path)

    def import_(self, path: Path) -> Checklist:
        """Publish the checklist of a workbook; the same content again is the same version.

        Raises:
            WorkbookInvalid: naming every mistake by sheet and cell; nothing was published.
        """
        return self._checklists.publish(read_checklist(path))

    def export(self, code: str, target: Path) -> Checklist:
        """Write a published checklist as a workbook.

        Raises:
            NotFound: if there is no such checklist.
            FileUnwritable: if the place refuses the file.
        """
        checklist = self._checklists.current(code)
        with written_whole(target) as stream:
            write_checklist(checklist, stream)
        return checklist
