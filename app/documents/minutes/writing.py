"""Writes the minutes (biên bản) of one inspection as a Word document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time
from pathlib import Path
from typing import IO, Final

from docx.document import Document

from app.documents.minutes.annexes import AnnexSource, append_annexes
from app.documents.minutes.content import day_made, minutes_content
from app.documents.minutes.evidence import Evidence, evidence_of
from app.documents.minutes.fields import MinutesContent
from app.documents.minutes.initials import put_initials
from app.documents.minutes.photo_references import link_references
from app.documents.word.composing import Appendix, Composition, compose
from app.documents.word.docx_file import PictureShelf
from app.documents.word.stamp import DraftMark, Stamp
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
    evidence = evidence_of(case, scores)
    if not isinstance(stamp, DraftMark):
        check_printable(case, evidence, pictures)
    content = minutes_content(case, scores, evidence, calendar)
    visit = case.inspection
    midnight = datetime.combine(visit.period_to, time(), tzinfo=UTC)
    parts = Composition(
        template=template or TEMPLATE,
        fields=content,
        title=minutes_title(content),
        author="Đoàn kiểm tra",
        dated=visit.ended_at or visit.started_at or midnight,
        append=minutes_annexes(case, scores, pictures, calendar),
        stamp=stamp,
    )
    compose(parts, target, progress)


def minutes_title(content: MinutesContent) -> str:
    """Return what Word shows as the title of the file."""
    return f"Biên bản kiểm tra {content['noi_dung']} tại {content['don_vi']}"


def minutes_annexes(
    case: CaseFile,
    scores: Sequence[ChecklistScore],
    pictures: Mapping[str, Path],
    calendar: WorkingCalendar,
    *,
    further: int = 0,
) -> Appendix:
    """Return what follows the text: the references to photos, the annexes, the initials.

    `further` is how many annexes of another kind will stand behind them.
    """
    evidence = evidence_of(case, scores, further=further)

    def append(document: Document, shelf: PictureShelf) -> None:
        link_references(document, frozenset(evidence.numbers.values()))
        shown = dict.fromkeys(photo.sha256 for photo in evidence.photos)
        shelved = {sha256: shelf.add(pictures[sha256]) for sha256 in shown if sha256 in pictures}
        source = AnnexSource(
            case=case,
            scores=scores,
            evidence=evidence,
            calendar=calendar,
            pictures=shelved,
            belongs_to=f"Biên bản {day_made(case)} của Đoàn kiểm tra",
        )
        append_annexes(document, source)
        if case.inspection.initials:
            put_initials(document)

    return append


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
