"""The proposals of the visit on the screen: read in the background, followed by its screens."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.finding import Finding
from app.domain.proposal import Proposal
from app.ids import InspectionId
from app.services.proposals import ProposalBoard
from ui.desk import Desk
from ui.jobs import Job
from ui.visit.visit_read import of_visit


class VisitProposals(QObject):
    """What a visit proposes; each acceptance is one save, and one step of the visit's undo."""

    shown_anew = Signal()
    accepted = Signal(list)
    """The findings that were recorded."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self.desk = desk
        self.board: ProposalBoard | None = None
        self._visit = InspectionId("")
        self._read_soon = QTimer(self)
        self._read_soon.setSingleShot(True)
        self._read_soon.setInterval(200)
        self._read_soon.timeout.connect(self.read)

    def follow(self, inspection_id: InspectionId) -> None:
        """Read the proposals of a visit soon, because they may have changed."""
        if inspection_id != self._visit:
            self._visit = inspection_id
            self.board = None
        self._read_soon.start()

    def leave(self) -> None:
        """Follow no visit any more."""
        self._visit = InspectionId("")
        self._read_soon.stop()

    def read(self) -> None:
        """Read the proposals anew."""
        self._read_soon.stop()
        visit = self._visit
        job = self.desk.jobs.read(of_visit(partial(self.desk.application.proposals.board, visit)))
        job.succeeded.connect(lambda board: self._on_read(visit, board))

    def of_criterion(self, code: str) -> Proposal | None:
        """Return the open proposal of a criterion about which nobody typed a finding, or None."""
        if self.board is None:
            return None
        key = f"criterion {code}"
        found = next((one for one in self.board.open if one.key == key), None)
        return None if found is None or key in self.board.covered else found

    def accept(self, proposal: Proposal) -> None:
        """Record a proposal as it was read."""
        accept = partial(
            self.desk.application.proposals.accept,
            self._visit,
            [proposal.key],
            shown={proposal.key: proposal.text},
        )
        self._save(accept, self._on_accepted)

    def accept_area(self, area_code: str) -> None:
        """Record every open proposal of an area."""
        accept = partial(self.desk.application.proposals.accept_all, self._visit, area_code)
        self._save(accept, self._on_accepted)

    def dismiss(self, proposal: Proposal) -> None:
        """Put a proposal aside."""
        self._save(partial(self.desk.application.proposals.dismiss, self._visit, proposal.key))

    def bring_back(self, proposal: Proposal) -> None:
        """Offer a dismissed proposal again."""
        self._save(partial(self.desk.application.proposals.bring_back, self._visit, proposal.key))

    def settle(self, proposal: Proposal, *, take_new: bool) -> None:
        """Decide which wording of a changed proposal holds."""
        settle = self.desk.application.proposals.settle
        self._save(partial(settle, self._visit, proposal.key, take_new=take_new))

    def set_workdays(self, workdays: int) -> None:
        """Say how many working days after the visit the deadlines lie."""
        self._save(partial(self.desk.application.proposals.set_workdays, workdays))

    def _save(
        self, work: Callable[[], object], then: Callable[[list[Finding]], None] | None = None
    ) -> Job:
        job = self.desk.jobs.save(work)
        if then is not None:
            job.succeeded.connect(then)
        # A refused one is read anew too: it reads otherwise now.
        job.finished.connect(self.read)
        return job

    def _on_accepted(self, findings: list[Finding]) -> None:
        if findings:
            self.accepted.emit(findings)

    def _on_read(self, visit: InspectionId, board: ProposalBoard) -> None:
        if visit == self._visit:
            self.board = board
            self.shown_anew.emit()
