"""Reports over all visits of a store."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from app.documents.summary_workbook import write_summary
from app.domain.calendar import WorkingCalendar
from app.files import written_whole
from app.progress import NO_PROGRESS, Progress
from app.services.inspections import InspectionService, scores_of


class ReportService:
    """Makes the workbooks that headquarters works with."""

    def __init__(
        self, inspections: InspectionService, calendar: Callable[[], WorkingCalendar]
    ) -> None:
        self._inspections = inspections
        self._calendar = calendar

    def summary(self, target: Path, progress: Progress = NO_PROGRESS) -> int:
        """Write the summary workbook of all visits and return how many it holds.

        Samples are left out, and second records of a visit.

        Raises:
            FileUnwritable: if the place refuses the file.
        """
        rows = [
            row for row in self._inspections.rows() if not row.is_sample and row.counted_as is None
        ]
        cases = []
        for done, row in enumerate(rows, 1):
            case = self._inspections.case_file(row.id)
            cases.append((case, scores_of(case)))
            progress.step(done, len(rows), row.unit_name)
        with written_whole(target) as stream:
            write_summary(cases, stream, self._calendar())
        return len(cases)
