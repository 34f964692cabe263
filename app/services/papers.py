"""The papers of an inspection beside its minutes, each as a Word document."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from app.clock import Clock
from app.documents.papers.catalogue import FORMS
from app.documents.papers.form import PaperForm, PaperSource, SentPackage
from app.documents.papers.writing import write_paper
from app.documents.word.stamp import DraftMark
from app.documents.word.template import one_process
from app.domain.calendar import WorkingCalendar
from app.domain.case_file import CaseFile
from app.domain.paper import OTHER_PAPERS, Paper, paper_text
from app.errors import AppError, Cancelled, FileUnwritable
from app.files import os_reason, scratch_file, written_whole
from app.ids import InspectionId
from app.packages.naming import package_folder
from app.progress import NO_PROGRESS, Progress
from app.services.inspections import InspectionService, scores_of
from app.services.minutes_errors import VisitIncomplete
from app.services.photos import PhotoService
from app.store.unit_of_work import Store
from app.words import mark


class PaperUnknown(AppError):
    """No paper of this kind is written here; minutes have a service of their own."""

    code = "paper_unknown"
    message = mark(
        "There is no paper “{paper}”. Nothing was written. Name one of: {known}. "
        "Minutes are written by the command “minutes”."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenPaper:
    """What became of one paper of several."""

    paper: Paper
    file: Path
    error: AppError | None = None
    """Why it was not written; then there is no new file."""


class PaperService:
    """Writes what can be written of a visit from what is recorded of it."""

    def __init__(
        self,
        store: Store,
        inspections: InspectionService,
        photos: PhotoService,
        *,
        templates: Callable[[Paper], Path],
        calendar: Callable[[], WorkingCalendar],
        clock: Clock,
    ) -> None:
        self._store = store
        self._inspections = inspections
        self._photos = photos
        self._templates = templates
        self._calendar = calendar
        self._clock = clock

    def file_name(self, paper: Paper) -> str:
        """Return what the Word file of a paper is called.

        Raises:
            PaperUnknown: if no paper of this kind is written here.
        """
        return _form_of(paper).file_name

    def write(
        self,
        paper: Paper,
        inspection_id: InspectionId,
        target: Path,
        progress: Progress = NO_PROGRESS,
        *,
        template: Path | None = None,
        draft: bool = False,
    ) -> None:
        """Write one paper of a visit; nothing is recorded.

        Args:
            paper: which one.
            inspection_id: the visit.
            target: where the Word file goes; an older one there is replaced when it is whole.
            progress: hears the steps.
            template: another Word template than the one in use.
            draft: whether every page is marked DỰ THẢO.

        Raises:
            PaperUnknown: if no paper of this kind is written here.
            NotFound: if there is no such visit.
            VisitIncomplete: if its plan or a checklist that the paper needs is not here.
            TemplateBroken, DocumentForbidden, DocumentUnreadable: if the template is no good.
            FileUnreadable: if the template is not there.
            FileUnwritable: if the place refuses the file.
            Cancelled: if the user asked to stop.
        """
        form = _form_of(paper)
        visit = _Visit(self._inspections, inspection_id)
        self._write(
            form,
            self._source(form, visit, progress),
            target,
            progress,
            template=template,
            draft=draft,
        )

    def write_all(
        self,
        inspection_id: InspectionId,
        folder: Path,
        progress: Progress = NO_PROGRESS,
        *,
        draft: bool = False,
    ) -> list[WrittenPaper]:
        """Write every paper of a visit into a folder; one that fails never stops the others.

        Raises:
            NotFound: if there is no such visit.
            FileUnwritable: if the folder is not there and cannot be made.
            Cancelled: if the user asked to stop; what was written until then stays.
        """
        visit = _Visit(self._inspections, inspection_id)
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise FileUnwritable(path=str(folder), reason=os_reason(error)) from error
        with one_process():
            return list(self._all(visit, folder, progress, draft=draft))

    def _all(
        self, visit: _Visit, folder: Path, progress: Progress, *, draft: bool
    ) -> Iterator[WrittenPaper]:
        for done, paper in enumerate(OTHER_PAPERS):
            part = _OneOfMany(progress, done, len(OTHER_PAPERS), paper)
            part.step(0, 1)
            form = FORMS[paper]
            target = folder / form.file_name
            try:
                self._write(form, self._source(form, visit, part), target, part, draft=draft)
            except Cancelled:
                raise
            except AppError as error:
                yield WrittenPaper(paper=paper, file=target, error=error)
            else:
                yield WrittenPaper(paper=paper, file=target)
        progress.step(len(OTHER_PAPERS), len(OTHER_PAPERS))

    def _source(self, form: PaperForm, visit: _Visit, progress: Progress) -> PaperSource:
        case = visit.case
        missing = set(case.absent)
        if case.inspection.plan_id in missing or (form.reads_checklists and missing):
            raise VisitIncomplete
        return PaperSource(
            case=case,
            scores=scores_of(case),
            visits=visit.siblings if form.names_all_visits else (case,),
            calendar=self._calendar(),
            today=self._clock.today(),
            pictures=self._photos.pictures(case, progress) if form.prints_photos else {},
            packages=self._packages(case.inspection.id),
        )

    def _packages(self, inspection_id: InspectionId) -> tuple[SentPackage, ...]:
        with self._store.reading() as view:
            notes = view.packages.sent_with(inspection_id)
        return tuple(
            SentPackage(
                folder=package_folder(note.package_id),
                sent_at=datetime.fromtimestamp(note.utc_ms / 1000, UTC),
                manifest_sha256=note.manifest_sha256,
            )
            for note in notes
        )

    def _write(
        self,
        form: PaperForm,
        source: PaperSource,
        target: Path,
        progress: Progress,
        *,
        template: Path | None = None,
        draft: bool,
    ) -> None:
        mark_ = DraftMark(printed_at=self._clock.now()) if draft else None
        with scratch_file() as stream:
            used = template or self._templates(form.paper)
            write_paper(form, source, stream, template=used, stamp=mark_, progress=progress)
            stream.seek(0)
            with written_whole(target) as file:
                shutil.copyfileobj(stream, file)


def paper_named(name: str) -> Paper:
    """Return the paper of this name, as the command line takes it.

    Raises:
        PaperUnknown: if no paper of this name is written here.
    """
    found = next((paper for paper in OTHER_PAPERS if paper.value == name.strip().lower()), None)
    if found is None:
        raise PaperUnknown(paper=name, known=", ".join(paper.value for paper in OTHER_PAPERS))
    return found


def _form_of(paper: Paper) -> PaperForm:
    return FORMS[paper_named(paper.value)]


class _Visit:
    """A visit and those of its plan, read once however many papers are written."""

    def __init__(self, inspections: InspectionService, inspection_id: InspectionId) -> None:
        self._inspections = inspections
        self.case = inspections.case_file(inspection_id)
        self._siblings: tuple[CaseFile, ...] = ()

    @property
    def siblings(self) -> tuple[CaseFile, ...]:
        """Every visit of the plan, in the order of their days."""
        if not self._siblings:
            self._siblings = self._inspections.under_plan(self.case.plan.id)
        return self._siblings


class _OneOfMany:
    """A progress that says which of the papers is written, and still hears a wish to stop."""

    def __init__(self, progress: Progress, done: int, total: int, paper: Paper) -> None:
        self._progress = progress
        self._done = done
        self._total = total
        self._name = paper_text(paper)

    def step(self, _done: int, _total: int, label: str = "") -> None:
        """Report the paper; how far it is itself would make the whole jump."""
        name = f"{self._name}: {label}" if label else self._name
        self._progress.step(self._done, self._total, name)
