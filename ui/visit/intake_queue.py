"""Photos on their way into a visit: one intake after the other, on whatever tab it was begun."""

from __future__ import annotations

from collections import deque
from contextlib import ExitStack

from PySide6.QtCore import QObject, Signal

from app.errors import DiskRefuses
from app.files import scratch_folder
from app.ids import InspectionId
from app.progress import Progress
from app.services.photo_intake import PhotoIntake
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
        self._waiting.append((inspection_id, wanted))
        self._begin_next()

    def _begin_next(self) -> None:
        if self._job is not None or not self._waiting:
            return
        visit, wanted = self._waiting.popleft()
        photos = self._desk.application.photos

        def work(progress: Progress) -> PhotoIntake:
            with ExitStack() as stack:
                paths = [*wanted.paths]
                if wanted.pictures:
                    folder = stack.enter_context(scratch_folder())
                    paths += [picture.write(folder) for picture in wanted.pictures]
                return photos.bring_in(
                    visit, paths, progress, links=wanted.links, taken_at=wanted.taken_at
                )

        job = self._job = self._desk.jobs.start(work, Lane.FILES)
        job.succeeded.connect(lambda intake: self.ended.emit(intake, visit))
        job.cancelled.connect(self.stopped)
        job.failed.connect(self._on_failed)
        job.finished.connect(self._on_finished)
        self.began.emit(job)

    def _on_failed(self, error: BaseException) -> None:
        # What else went wrong, a picture that could not be written, is no trouble of the next.
        if isinstance(error, DiskRefuses):
            # It would meet the same full disk; nothing of it was touched.
            self._waiting.clear()

    def _on_finished(self) -> None:
        self._job = None
        self._begin_next()
