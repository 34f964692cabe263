"""Minutes: the Word file of a visit, frozen in the vault with what it says."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from app.clock import Clock
from app.documents.format_check import Violation, check_format
from app.documents.minutes import TEMPLATE, write_minutes
from app.domain.calendar import WorkingCalendar
from app.domain.canonical import spell
from app.domain.case_file import CaseFile
from app.domain.minutes import Minutes
from app.domain.scoring import ChecklistScore
from app.errors import AppError, FileUnreadable
from app.files import os_reason, sha256_of, written_whole
from app.ids import IdSource, InspectionId, MinutesId
from app.photos.vault import Vault
from app.progress import NO_PROGRESS, Progress
from app.services.inspections import InspectionService, scores_of
from app.services.photos import PhotoService
from app.store.unit_of_work import Store
from app.words import mark

_SIZE_LIMIT: Final = 1 << 30


class VisitIncomplete(AppError):
    """A visit whose plan or checklist is not on this computer."""

    code = "visit_incomplete"
    message = mark(
        "The plan or a checklist of this inspection is not on this computer, so its minutes "
        "cannot be written. Nothing was changed. Take in a package from headquarters first."
    )


class FormDeparted(AppError):
    """A Word file departs from the legal form; the violations are listed beside it."""

    code = "form_departed"
    message = mark(
        "“{path}” departs from NĐ 30/2020/NĐ-CP in {count} places. The file was not changed. "
        "Correct what is listed and check it again."
    )


class MinutesService:
    """Writes minutes; what they say is hashed, so that a change afterwards shows."""

    def __init__(  # noqa: PLR0913 - what minutes are made of
        self,
        store: Store,
        inspections: InspectionService,
        photos: PhotoService,
        vault: Vault,
        *,
        calendar: Callable[[], WorkingCalendar],
        clock: Clock,
        ids: IdSource,
    ) -> None:
        self._store = store
        self._inspections = inspections
        self._photos = photos
        self._vault = vault
        self._calendar = calendar
        self._clock = clock
        self._ids = ids

    def write(
        self,
        inspection_id: InspectionId,
        target: Path,
        progress: Progress = NO_PROGRESS,
        *,
        template: Path | None = None,
    ) -> Minutes:
        """Write the minutes of a visit as a Word file at `target`.

        A visit that says the same as at the last printing gives the same file
        again; any change gives the next version.

        Args:
            inspection_id: the visit.
            target: where the Word file goes; an older one there is replaced when it is whole.
            progress: hears the steps.
            template: the wording of a province in place of the built-in one.

        Raises:
            NotFound: if there is no such visit.
            VisitIncomplete: if its plan or a checklist is not on this computer.
            FileUnreadable: if the template is not there.
            RecommendationWithoutDeadline, CopiesDoNotAddUp, TemplateBroken: before anything
                was written.
            FileUnwritable: if the place refuses the file.
        """
        template = template or TEMPLATE
        case = self._inspections.case_file(inspection_id)
        if case.absent:
            raise VisitIncomplete
        content = _content_sha256(case, template)
        with self._store.reading() as view:
            versions = view.all(Minutes, inspection_id=inspection_id)
        last = max(versions, key=lambda one: one.version, default=None)
        is_same = last is not None and last.content_sha256 == content
        if last is None or not is_same or not self._vault.verify(last.docx_sha256):
            docx = self._compose(case, scores_of(case), template, progress)
            last = Minutes(
                id=MinutesId(self._ids.new()),
                inspection_id=inspection_id,
                version=last.version + 1 if last else 1,
                docx_sha256=docx,
                content_sha256=content,
                written_at=self._clock.now(),
            )
        self._copy_out(last.docx_sha256, target)
        with self._store.writing() as work:
            work.save(last)
            work.commit()
        return last

    def versions(self, inspection_id: InspectionId) -> list[Minutes]:
        """Return what was printed of a visit, the oldest first."""
        with self._store.reading() as view:
            found = view.all(Minutes, inspection_id=inspection_id)
        return sorted(found, key=lambda one: one.version)

    def _compose(
        self,
        case: CaseFile,
        scores: Sequence[ChecklistScore],
        template: Path,
        progress: Progress,
    ) -> str:
        pictures = self._photos.pictures(case.photos, progress)
        with tempfile.TemporaryFile() as stream:
            write_minutes(
                case,
                scores,
                pictures,
                stream,
                calendar=self._calendar(),
                template=template,
                progress=progress,
            )
            stream.seek(0)
            return self._vault.put(stream, _SIZE_LIMIT)

    def _copy_out(self, sha256: str, target: Path) -> None:
        with self._vault.open(sha256) as source, written_whole(target) as stream:
            shutil.copyfileobj(source, stream)


def check_document(path: Path) -> list[Violation]:
    """Hold any Word file against NĐ 30/2020/NĐ-CP.

    Raises:
        DocumentUnreadable, DocumentForbidden: if it is no sound Word file.
    """
    return check_format(path)


def _content_sha256(case: CaseFile, template: Path) -> str:
    said = (
        case.inspection,
        case.unit,
        case.province,
        case.plan,
        case.participants,
        case.checklists,
        sorted(case.answers.values(), key=lambda answer: answer.criterion_code),
        case.findings,
        case.recommendations,
        case.dossiers,
        case.photos,
        case.photo_links,
        _template_sha256(template),
    )
    return hashlib.sha256(spell(said).encode()).hexdigest()


def _template_sha256(template: Path) -> str:
    try:
        return sha256_of(template)
    except OSError as error:
        raise FileUnreadable(path=template, reason=os_reason(error)) from error
