"""Checklists as files: out without loss, in with every mistake and every repair named."""

from __future__ import annotations

from pathlib import Path

from app.documents.checklist_file import check_checklist
from app.documents.checklist_workbook import write_checklist
from app.documents.workbook import WorkbookInvalid
from app.domain.checklist import Checklist
from app.domain.checklist_draft import ChecklistDraft
from app.domain.checklist_reading import ChecklistReading
from app.errors import AppError
from app.files import written_whole
from app.services.checklists import ChecklistService
from app.words import mark


class ChecklistWouldLose(AppError):
    """A form says more than a checklist can; nobody agreed yet to leave that out."""

    code = "checklist_would_lose"
    message = mark(
        "“{path}” says {count} things that a checklist cannot. Nothing was changed. Read the list "
        "and agree to leave them out, or change the form.\n{list}"
    )


class ChecklistFileService:
    """Reads checklist files, publishes what they hold, writes the project's own workbook."""

    def __init__(self, checklists: ChecklistService) -> None:
        self._checklists = checklists

    def check(self, path: Path) -> ChecklistReading:
        """Read a checklist file and say everything about it; nothing is changed.

        Raises:
            DocumentUnreadable: if it is not a workbook, is damaged or too large.
            DocumentForbidden: if it carries something that could run or load by itself.
        """
        return read_file(path)

    def read(self, path: Path) -> ChecklistDraft:
        """Return the checklist of a file that has no mistakes; nothing is changed.

        Raises:
            WorkbookInvalid: if it has mistakes.
            ChecklistWouldLose: if a checklist cannot say everything it says.
        """
        reading = self.check(path)
        error = refusal(reading)
        if error is not None:
            raise error
        return reading.draft

    def import_(self, path: Path, *, accept_losses: bool = False) -> Checklist:
        """Publish the checklist of a file; the same content again is the same version.

        Raises:
            WorkbookInvalid: naming every mistake by sheet and cell; nothing was published.
            ChecklistWouldLose: if something would be left out and nobody agreed to that.
        """
        return self.publish(self.check(path), accept_losses=accept_losses)

    def publish(self, reading: ChecklistReading, *, accept_losses: bool = False) -> Checklist:
        """Publish what was read from a file.

        Raises:
            WorkbookInvalid: if it has mistakes.
            ChecklistWouldLose: if something would be left out and nobody agreed to that.
        """
        error = refusal(reading)
        if error is not None and not (accept_losses and isinstance(error, ChecklistWouldLose)):
            raise error
        return self._checklists.publish(reading.draft)

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


def read_file(path: Path) -> ChecklistReading:
    """Read a checklist file and say everything about it; no store is needed for that."""
    return check_checklist(path)


def refusal(reading: ChecklistReading) -> AppError | None:
    """Return why a file would not be taken in as it is, or None."""
    if reading.fault_count:
        return WorkbookInvalid(Path(reading.file), reading.faults, reading.fault_count)
    if reading.losses:
        lost = "\n".join(loss.text for loss in reading.losses)
        return ChecklistWouldLose(path=reading.file, count=len(reading.losses), list=lost)
    return None
