"""What earlier visits left to the one on the screen: recommendations to verify, what recurs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from app.changes import ChangeSet
from app.domain.earlier_recommendation import EarlierRecommendation
from app.domain.finding import Finding, FindingKind
from app.domain.remediation_check import RemediationOutcome
from app.ids import InspectionId, RecommendationId
from app.words import translate
from ui.desk import Desk
from ui.jobs import Job
from ui.visit.visit_read import of_visit

_SOON_MS = 150
_FAULTS = frozenset({FindingKind.SHORTCOMING, FindingKind.VIOLATION})


class VisitPast(QObject):
    """The past of one unit, read in the background and followed by the visit's screens."""

    shown_anew = Signal()

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self.desk = desk
        self.earlier: Sequence[EarlierRecommendation] = ()
        self.counts: Mapping[str, int] = {}
        """In how many earlier visits running a criterion failed, by its code."""
        self._visit = InspectionId("")
        self._counted = False
        self._read_soon = QTimer(self)
        self._read_soon.setSingleShot(True)
        self._read_soon.setInterval(_SOON_MS)
        self._read_soon.timeout.connect(self.read)
        desk.changes.changed.connect(self._on_changed)

    @property
    def waiting(self) -> int:
        """How many earlier recommendations are not verified yet."""
        return sum(not one.is_verified for one in self.earlier)

    def follow(self, inspection_id: InspectionId) -> None:
        """Read the past of a visit, unless it is known already; changes are heard of."""
        if inspection_id != self._visit:
            self._visit = inspection_id
            self.earlier, self.counts, self._counted = (), {}, False
            self._read_soon.start()

    def leave(self) -> None:
        """Follow no visit any more."""
        self._visit = InspectionId("")
        self._read_soon.stop()

    def read(self) -> None:
        """Read the past anew; what recurs only where another visit may have changed."""
        self._read_soon.stop()
        remediation, visit = self.desk.application.remediation, self._visit
        job = self.desk.jobs.read(of_visit(partial(remediation.earlier, visit)))
        job.succeeded.connect(partial(self._on_earlier, visit))
        if not self._counted:
            self._counted = True
            counts = self.desk.jobs.read(of_visit(partial(remediation.recurrences, visit)))
            counts.succeeded.connect(partial(self._on_counts, visit))

    def recurs(self, code: str) -> int:
        """Return in how many earlier visits running a criterion failed."""
        return self.counts.get(code, 0)

    def recurs_of(self, finding: Finding) -> int:
        """Return how often what a finding says was found before; a strength recurs gladly."""
        if finding.kind not in _FAULTS:
            return 0
        return max((self.recurs(code) for code in finding.criteria), default=0)

    def verify(
        self, recommendation_id: RecommendationId, outcome: RemediationOutcome | None, note: str
    ) -> Job:
        """Say what this visit found of an earlier recommendation."""
        verify = self.desk.application.remediation.verify
        return self.desk.jobs.save(partial(verify, self._visit, recommendation_id, outcome, note))

    def _on_earlier(self, visit: InspectionId, earlier: Sequence[EarlierRecommendation]) -> None:
        if visit == self._visit and list(earlier) != list(self.earlier):
            self.earlier = earlier
            self.shown_anew.emit()

    def _on_counts(self, visit: InspectionId, counts: Mapping[str, int]) -> None:
        if visit == self._visit and counts != self.counts:
            self.counts = counts
            self.shown_anew.emit()

    def _on_changed(self, changes: ChangeSet) -> None:
        if not self._visit:
            return
        if changes.aggregates - {self._visit}:
            self._counted = False
            self._read_soon.start()
        elif changes.touches("remediation_check", "inspection"):
            self._read_soon.start()


def recurs_text(count: int) -> str:
    """Return that something recurs, and how often; nothing where it does not."""
    return translate("recurs, time {count}", count=count) if count else ""
