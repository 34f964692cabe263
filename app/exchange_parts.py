"""The parts of the application around packages; `bootstrap` puts them together with the others."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from app.clock import Clock
from app.services.inspections import InspectionService
from app.store.unit_of_work import Store

if TYPE_CHECKING:
    from app.services.differences import DifferenceService
    from app.services.enrolment import EnrolmentService
    from app.services.export_package import ExportService
    from app.services.handover import HandoverService
    from app.services.import_undo import ImportUndo
    from app.services.package_journal import PackageJournalService
    from app.services.receipts import ReceiptService
    from app.services.returns import ReturnService


class Whole(Protocol):
    """What these parts need of the application they are parts of."""

    @property
    def _store(self) -> Store: ...
    @property
    def _clock(self) -> Clock: ...
    @property
    def inspections(self) -> InspectionService:
        """Visits."""
        ...

    @property
    def differences(self) -> DifferenceService:
        """What laptops say unlike."""
        ...

    @property
    def enrolment(self) -> EnrolmentService:
        """Keys, and whose signatures count."""
        ...

    @property
    def exports(self) -> ExportService:
        """Packages out."""
        ...


class ExchangeParts:
    """What an application offers on packages beside writing them and taking them in."""

    @cached_property
    def handover(self: Whole) -> HandoverService:
        """Where the packages of a visit are."""
        from app.services.handover import HandoverService

        return HandoverService(self._store, self.inspections, self.differences)

    @cached_property
    def import_undo(self: Whole) -> ImportUndo:
        """Imports taken back."""
        from app.services.import_undo import ImportUndo

        return ImportUndo(self._store)

    @cached_property
    def package_journal(self: Whole) -> PackageJournalService:
        """Every package out or in."""
        from app.services.package_journal import PackageJournalService

        return PackageJournalService(self._store)

    @cached_property
    def receipts(self: Whole) -> ReceiptService:
        """Headquarters' word on what it took in."""
        from app.services.receipts import ReceiptService

        return ReceiptService(self._store, self.enrolment, self.exports)

    @cached_property
    def returns(self: Whole) -> ReturnService:
        """Criteria back to the team, and the approval of visits."""
        from app.services.returns import ReturnService

        return ReturnService(self._store, self._clock)
