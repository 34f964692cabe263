"""Minutes: drafts on paper, the frozen text that is read back, and its signature."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import IO, Final

from app.clock import Clock
from app.documents.minutes.writing import write_minutes
from app.documents.word.stamp import DraftMark, Seal, Stamp
from app.domain.calendar import WorkingCalendar
from app.domain.case_file import CaseFile
from app.domain.frozen_text import frozen_text
from app.domain.gap import Gap, check_signable, gaps_in
from app.domain.inspection import Inspection, InspectionState
from app.domain.minutes import Minutes, MinutesKind, MinutesState
from app.domain.paper import Paper
from app.domain.plan import Head
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
        "The plan or a checklist of this inspection is not on this computer, so this paper "
        "cannot be written. Nothing was changed. Take in a package from headquarters first."
    )


class MinutesOutdated(AppError):
    """What is recorded changed after the paper was printed, so the paper says something else."""

    code = "minutes_outdated"
    message = mark(
        "Version {version} of the minutes no longer says what is recorded, so it cannot be signed. "
        "Nothing was changed. Write the minutes again and have that version signed."
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
        templates: Callable[[Paper], Path],
        calendar: Callable[[], WorkingCalendar],
        clock: Clock,
        ids: IdSource,
    ) -> None:
        self._store = store
        self._inspections = inspections
        self._photos = photos
        self._vault = vault
        self._templates = templates
        self._calendar = calendar
        self._clock = clock
        self._ids = ids

    def gaps(self, inspection_id: InspectionId) -> list[Gap]:
        """Return what the minutes of a visit still lack, the graver first.

        Raises:
            NotFound: if there is no such visit.
        """
        case = self._inspections.case_file(inspection_id)
        return gaps_in(case, scores_of(case))

    def draft(
        self,
        inspection_id: InspectionId,
        target: Path,
        progress: Progress = NO_PROGRESS,
        *,
        head: Head | None = None,
        template: Path | None = None,
    ) -> None:
        """Write the minutes of a visit as they stand, marked DỰ THẢO on every page.

        Nothing is recorded, and nothing that is missing stops it.

        Args:
            inspection_id: the visit.
            target: where the Word file goes; an older one there is replaced when it is whole.
            progress: hears the steps.
            head: another head than the plan's.
            template: another Word template than the one in use.

        Raises:
            NotFound: if there is no such visit.
            VisitIncomplete: if its plan or a checklist is not on this computer.
            TemplateBroken, DocumentForbidden, DocumentUnreadable: if the template is no good.
            FileUnreadable: if the template is not there.
            FileUnwritable: if the place refuses the file.
        """
        case = self._whole_case(inspection_id, head)
        with tempfile.TemporaryFile() as stream:
            mark_ = DraftMark(printed_at=self._clock.now())
            used = template or self._templates(Paper.MINUTES)
            self._compose(case, used, mark_, stream, progress)
            stream.seek(0)
            with written_whole(target) as file:
                shutil.copyfileobj(stream, file)

    def freeze(
        self,
        inspection_id: InspectionId,
        target: Path,
        progress: Progress = NO_PROGRESS,
        *,
        head: Head | None = None,
        template: Path | None = None,
    ) -> Minutes:
        """Write the minutes that are read back and signed, and keep them as they are.

        A visit that says the same as at the last time gives the same file again;
        any change gives the next version.

        Args:
            inspection_id: the visit.
            target: where the Word file goes; an older one there is replaced when it is whole.
            progress: hears the steps.
            head: another head than the plan's.
            template: another Word template than the one in use.

        Raises:
            NotFound: if there is no such visit.
            VisitIncomplete: if its plan or a checklist is not on this computer.
            MinutesNotReady: if something is missing that blocks the signature.
            TemplateBroken, DocumentForbidden, DocumentUnreadable: if the template is no good.
            FileUnreadable: if the template is not there.
            FileUnwritable: if the place refuses the file.
        """
        template = template or self._templates(Paper.MINUTES)
        case = self._whole_case(inspection_id, head)
        check_signable(gaps_in(case, scores_of(case)))
        text = self._text_of(case, template)
        content = self._vault.put(BytesIO(text.encode()), _SIZE_LIMIT)
        last = case.minutes[-1] if case.minutes else None
        is_same = last is not None and last.content_sha256 == content
        if last is None or not is_same or not self._vault.verify(last.docx_sha256):
            version = last.version + 1 if last else 1
            made = Minutes(
                id=MinutesId(self._ids.new()),
                inspection_id=inspection_id,
                version=version,
                docx_sha256="0" * 64,
                content_sha256=content,
                written_at=self._clock.now(),
                state=MinutesState.READ_BACK,
                template_sha256=_template_sha256(template),
            )
            last = replace(made, docx_sha256=self._sealed(case, template, made, progress))
        with self._store.writing() as work:
            work.save(last)
            work.commit()
        self._copy_out(last.docx_sha256, target)
        return last

    def sign(
        self,
        inspection_id: InspectionId,
        *,
        signers: Sequence[str] = (),
    ) -> Minutes:
        """Record that the last frozen minutes of a visit were signed on paper.

        What the visit recorded can then only be read.

        Raises:
            NotFound: if there is no such visit.
            NotToBeSigned: if no minutes were frozen, or the last ones are signed already.
            MinutesOutdated: if what is recorded changed since they were frozen.
        """
        case = self._inspections.case_file(inspection_id)
        last = case.minutes[-1]
        with self._store.writing() as work:
            visit = work.get(Inspection, inspection_id)
            signed = last.signed(self._clock.now(), tuple(signers), "")
            work.save(signed)
            work.save(replace(visit, state=InspectionState.SIGNED, reopened_reason=""))
            work.commit()
        return signed

    def copy(self, minutes: Minutes, target: Path) -> None:
        """Write a frozen Word file out again, byte for byte.

        Raises:
            ObjectMissing, ObjectDamaged: if the vault does not have it whole.
            FileUnwritable: if the place refuses the file.
        """
        self._copy_out(minutes.docx_sha256, target)

    def versions(self, inspection_id: InspectionId) -> list[Minutes]:
        """Return the frozen texts of a visit, the oldest first."""
        with self._store.reading() as view:
            found = view.all(Minutes, inspection_id=inspection_id)
        return sorted(found, key=lambda one: one.version)

    def _whole_case(self, inspection_id: InspectionId, head: Head | None) -> CaseFile:
        case = self._inspections.case_file(inspection_id)
        if case.absent:
            raise VisitIncomplete
        return replace(case, plan=replace(case.plan, head=head)) if head else case

    def _text_of(self, case: CaseFile, template: Path) -> str:
        return frozen_text(case, MinutesKind.FULL, _template_sha256(template))

    def _sealed(self, case: CaseFile, template: Path, minutes: Minutes, progress: Progress) -> str:
        seal = Seal(
            inspection_id=minutes.inspection_id,
            version=minutes.version,
            content_sha256=minutes.content_sha256,
            code=minutes.code,
        )
        with tempfile.TemporaryFile() as stream:
            self._compose(case, template, seal, stream, progress)
            stream.seek(0)
            return self._vault.put(stream, _SIZE_LIMIT)

    def _compose(
        self, case: CaseFile, template: Path, stamp: Stamp, stream: IO[bytes], progress: Progress
    ) -> None:
        write_minutes(
            case,
            scores_of(case),
            self._photos.pictures(case.photos, progress),
            stream,
            calendar=self._calendar(),
            template=template,
            stamp=stamp,
            progress=progress,
        )

    def _copy_out(self, sha256: str, target: Path) -> None:
        with self._vault.open(sha256) as source, written_whole(target) as stream:
            shutil.copyfileobj(source, stream)


def _template_sha256(template: Path) -> str:
    try:
        return sha256_of(template)
    except OSError as error:
        raise FileUnreadable(path=template, reason=os_reason(error)) from error
