"""Writes the minutes (biên bản) of one inspection as a Word document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time
from pathlib import Path
from typing import IO, Final

from app.documents.minutes.evidence import Evidence, evidence_of
from app.documents.minutes.form import FORM
from app.documents.papers.form import PaperSource
from app.documents.word.composing import Composition, compose
from app.documents.word.stamp import DraftMark, Stamp
from app.domain.calendar import WorkingCalendar
from app.domain.case_file import CaseFile
from app.domain.scoring import ChecklistScore
from app.errors import AppError
from app.progress import NO_PROGRESS, Progress
from app.words import mark

TEMPLATE: Final = FORM.template


class CopiesDoNotAddUp(AppError):
    """The copies each side keeps are not all the copies made (rule T8)."""

    code = "copies_do_not_add_up"
    message = mark(
        "{copies} copies are made, but the team keeps {team}, the unit {unit} and other "
        "delegations {others}; each keeps at least one and together they keep all. No minutes "
        "were written. Correct the numbers."
    )


class RecommendationWithoutDeadline(AppError):
    """A recommendation does not say by when, nor why not (rule T11)."""

    code = "recommendation_without_deadline"
    message = mark(
        "The recommendation “{text}” has neither a deadline nor a reason for having none. "
        "No minutes were written. Enter one of them."
    )


class PictureMissing(AppError):
    """A photo that belongs into the minutes is not in the photo store."""

    code = "picture_missing"
    message = mark(
        "The photo “{name}” belongs into the minutes but its file is not there. No minutes were "
        "written. Bring the photo in again, or keep it out of the minutes."
    )


def write_minutes(  # noqa: PLR0913 - the parts of one document, and what is needed to write it
    case: CaseFile,
    scores: Sequence[ChecklistScore],
    pictures: Mapping[str, Path],
    target: IO[bytes],
    *,
    calendar: WorkingCalendar,
    progress: Progress = NO_PROGRESS,
    template: Path | None = None,
    stamp: Stamp | None = None,
) -> None:
    """Write the minutes of an inspection with their annexes.

    A draft is written whatever is missing; its blanks show where. `pictures` are upright JPEGs
    of at most 1,600 pixels, by the SHA-256 of their photo; `template` is another Word template
    than the built-in one.

    Raises:
        CopiesDoNotAddUp: if the copies kept are not the copies made.
        RecommendationWithoutDeadline: if the unit would not be told by when, nor why not.
        PictureMissing: if a photo for the minutes has no picture.
        DocumentUnreadable: if the template is no Word document.
        DocumentForbidden: if the template carries something that could run by itself.
        TemplateBroken: if the template cannot be filled.
        FileUnreadable: if a picture cannot be read.
        Cancelled: if the user asked to stop.
    """
    if not isinstance(stamp, DraftMark):
        check_printable(case, evidence_of(case, scores), pictures)
    visit = case.inspection
    made = visit.ended_at or visit.started_at or datetime.combine(visit.period_to, time(), UTC)
    source = PaperSource(
        case=case,
        scores=scores,
        visits=(case,),
        calendar=calendar,
        today=made.date(),
        pictures=pictures,
    )
    parts = Composition(
        template=template or TEMPLATE,
        fields=FORM.content(source),
        title=FORM.title(source),
        author="Đoàn kiểm tra",
        dated=made,
        append=FORM.annexes(source),
        stamp=stamp,
    )
    compose(parts, target, progress)


def check_printable(case: CaseFile, evidence: Evidence, pictures: Mapping[str, Path]) -> None:
    """Refuse what the law or common sense does not let stand in minutes.

    Raises:
        CopiesDoNotAddUp: if the copies kept are not the copies made.
        RecommendationWithoutDeadline: if the unit would not be told by when, nor why not.
        PictureMissing: if a photo for the minutes has no picture.
    """
    visit = case.inspection
    others = [one.copies for one in visit.delegations]
    kept = (visit.copies_team, visit.copies_unit, *others)
    if sum(kept) != visit.copies or min(kept) < 1:
        raise CopiesDoNotAddUp(
            copies=visit.copies, team=visit.copies_team, unit=visit.copies_unit, others=sum(others)
        )
    for row in case.recommendations:
        if row.lacks_deadline:
            raise RecommendationWithoutDeadline(text=row.text)
    for photo in evidence.photos:
        if photo.sha256 not in pictures:
            raise PictureMissing(name=photo.file_name)
