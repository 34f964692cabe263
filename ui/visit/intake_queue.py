"""Photos on their way into a visit: one intake after the other, on whatever tab it was begun."""

from __future__ import annotations

from collections import deque

from PySide6.QtCore import QObject, Signal

from app.errors import DiskRefuses, FileUnwritable
from app.files import scratch_folder
from app.ids import InspectionId
from app.progress import Progress
from app.services.photo_intake import PhotoIntake, PicturesWait
from ui.desk import Desk
from ui.jobs import Job, Lane
from ui.visit.loose_pictures import WantedPhotos


class IntakeQueue(QObject):
    """Takes photos in beside everything else: what is typed meanwhile is saved at once.

    `began` brings the job that runs, `ended` what became of it and for which visit, `stopped`
    tells of one that was stopped before it began.
    """

    began = Signal(Job)
    ended = Signal(object, str)
    stopped = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._waiting: deque[tuple[InspectionId, WantedPhotos]] = deque()
        self._job: Job | None = None

    @property
    def is_busy(self) -> bool:
        """Whether photos are being taken in."""
        return self._job is not None

    def take(self, inspection_id: InspectionId, wanted: WantedPhotos) -> None:
        """Take photos in, now or after those that came before."""
        if wanted.pictures:
            self._save(inspection_id, wanted)
        else:
            self._waiting.append((inspection_id, wanted))
            self._begin_next()

    def _save(self, visit: InspectionId, wanted: WantedPhotos) -> None:
        """Take in pictures that are nowhere else yet: as what is typed, they wait for the disk."""
        application = self._desk.application

        def work() -> PhotoIntake:
            try:
                with scratch_folder() as folder:
                    paths = [*wanted.paths, *(one.write(folder) for one in wanted.pictures)]
                    intake = application.photos.bring_in(
                        visit, paths, links=wanted.links, taken_at=wanted.taken_at
                    )
            except FileUnwritable as error:
                raise PicturesWait from error
            if any(one.for_now for one in intake.refused):
                raise PicturesWait
            return intake

        job = self._desk.jobs.save(work, Lane.FILES)
        job.succeeded.connect(lambda intake: self.ended.emit(intake, visit))

    def _begin_next(self) -> None:
        if self._job is not None or not self._waiting:
            return
        visit, wanted = self._waiting.popleft()
        application = self._desk.application

        def work(progress: Progress) -> PhotoIntake:
            return application.photos.bring_in(
                visit, wanted.paths, progress, links=wanted.links, taken_at=wanted.taken_at
            )

        job = self._job = self._desk.jobs.start(work, Lane.FILES)
        job.succeeded.connect(lambda intake: self.ended.emit(intake, visit))
        job.cancelled.connect(self.stopped)
        job.failed.connect(self._on_failed)
        job.finished.connect(self._on_finished)
        self.began.emit(job)

    def _on_failed(self, error: BaseException) -> None:
        # What else went wrong is no trouble of the next.
        if isinstance(error, DiskRefuses):
            # It would meet the same full disk; the files are where they were.
            self._waiting.clear()

    def _on_finished(self) -> None:
        self._job = None
        self._begin_next()
