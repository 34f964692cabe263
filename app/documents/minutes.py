"""Writes the minutes (biên bản) of one inspection as a Word document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time
from pathlib import Path
from typing import IO, Final

from docx.document import Document

from app.documents.annexes import AnnexSource, append_annexes, text_width_of
from app.documents.docx_file import PictureShelf, save
from app.documents.evidence import Evidence, evidence_of
from app.documents.minutes_content import minutes_content
from app.documents.minutes_fields import MinutesContent
from app.documents.short_lines import fit_short_lines
from app.documents.template import fill
from app.documents.title_lines import balance_titles
from app.domain.calendar import WorkingCalendar
from app.domain.case_file import CaseFile
from app.domain.scoring import ChecklistScore
from app.errors import AppError
from app.paths import TEMPLATES
from app.progress import NO_PROGRESS, Progress
from app.words import mark

TEMPLATE: Final = TEMPLATES / "bien_ban.docx"


class CopiesDoNotAddUp(AppError):
    """The copies each side keeps are not all the copies made (rule T8)."""

    code = "copies_do_not_add_up"
    message = mark(
        "{copies} copies are made, but the team keeps {team} and the unit {unit}; each keeps at "
        "least one and together they keep all. No minutes were written. Correct the numbers."
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
) -> None:
    """Write the minutes of an inspection with their annexes.

    `pictures` are upright JPEGs of at most 1,600 pixels, by the SHA-256 of their photo;
    `template` is another Word template than the built-in one.

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
    evidence = evidence_of(case, scores)
    check_printable(case, evidence, pictures)
    content = minutes_content(case, scores, evidence, calendar)
    document = fill(template or TEMPLATE, content)
    balance_titles(document, text_width_of(document))
    fit_short_lines(document, text_width_of(document))
    shelf = PictureShelf(document)
    shown = dict.fromkeys(photo.sha256 for photo in evidence.photos)
    shelved = {sha256: shelf.add(pictures[sha256]) for sha256 in shown}
    append_annexes(
        document,
        AnnexSource(
            case=case,
            scores=scores,
            evidence=evidence,
            calendar=calendar,
            pictures=shelved,
            belongs_to=f"Biên bản {content['ngay_lap']} của Đoàn kiểm tra",
        ),
    )
    _describe(document, case, content)
    save(document, shelf, target, progress)


def check_printable(case: CaseFile, evidence: Evidence, pictures: Mapping[str, Path]) -> None:
    """Refuse what the law or common sense does not let stand in minutes.

    Raises:
        CopiesDoNotAddUp: if the copies kept are not the copies made.
        RecommendationWithoutDeadline: if the unit would not be told by when, nor why not.
        PictureMissing: if a photo for the minutes has no picture.
    """
    visit = case.inspection
    kept = (visit.copies_team, visit.copies_unit)
    if sum(kept) != visit.copies or min(kept) < 1:
        raise CopiesDoNotAddUp(copies=visit.copies, team=kept[0], unit=kept[1])
    for row in case.recommendations:
        if row.lacks_deadline:
            raise RecommendationWithoutDeadline(text=row.text)
    for photo in evidence.photos:
        if photo.sha256 not in pictures:
            raise PictureMissing(name=photo.file_name)


def _describe(document: Document, case: CaseFile, content: MinutesContent) -> None:
    """Set what Word shows as properties; nothing of this computer or its user."""
    visit = case.inspection
    signed = visit.ended_at or visit.started_at
    midnight = datetime.combine(visit.period_to, time(), tzinfo=UTC)
    properties = document.core_properties
    properties.title = f"Biên bản kiểm tra {content['noi_dung']} tại {content['don_vi']}"[:255]
    properties.author = "Đoàn kiểm tra"
    properties.last_modified_by = "Đoàn kiểm tra"
    properties.language = "vi-VN"
    properties.created = properties.modified = (signed or midnight).astimezone(UTC)
    properties.revision = 1
