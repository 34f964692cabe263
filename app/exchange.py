"""The services by which data leave this computer and come in, put together.

A part of `app.bootstrap`: what reads and writes packages is loaded by the work that needs it.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from app.clock import Clock
from app.ids import IdSource
from app.store.opening import StoreInfo
from app.store.unit_of_work import Store

if TYPE_CHECKING:
    from app.photos.renditions import Renditions
    from app.photos.vault import Vault
    from app.services.arrived import ArrivedService
    from app.services.enrolment import EnrolmentService
    from app.services.export_package import ExportService
    from app.services.headquarters import HeadquartersService
    from app.services.identity import Identity
    from app.services.import_package import ImportService
    from app.services.import_undo import ImportUndo
    from app.services.package_journal import PackageJournalService
    from app.services.quarantine import QuarantineService
    from app.services.receipts import ReceiptService
    from app.services.returns import ReturnService


class Exchange:
    """What an open store and its photos exchange with others."""

    def __init__(self, store: Store, clock: Clock, ids: IdSource) -> None:
        self._store = store
        self._clock = clock
        self._ids = ids
        self.info: Final[StoreInfo] = store.info
        self.folder: Final = store.folder

    @cached_property
    def _vault(self) -> Vault:
        from app.photos.vault import Vault

        vault = Vault(self.folder)
        vault.sweep()
        return vault

    @cached_property
    def _renditions(self) -> Renditions:
        from app.photos.renditions import Renditions

        return Renditions(self.folder / "renditions", self._vault)

    @cached_property
    def enrolment(self) -> EnrolmentService:
        """Keys, and whose signatures count."""
        from app.services.enrolment import EnrolmentService

        return EnrolmentService(self._identity, self.info, self._clock)

    @cached_property
    def _identity(self) -> Identity:
        from app.services.identity import Identity

        return Identity(self.folder, self.info)

    @cached_property
    def headquarters(self) -> HeadquartersService:
        """Set-up, recovery and revocation, at headquarters."""
        from app.services.headquarters import HeadquartersService

        return HeadquartersService(self._store, self._identity, self.enrolment, self._clock)

    @cached_property
    def quarantine(self) -> QuarantineService:
        """Packages of laptops that headquarters does not vouch for, held until it decides."""
        from app.services.quarantine import QuarantineService

        return QuarantineService(self._store, self.enrolment, self.imports)

    @cached_property
    def exports(self) -> ExportService:
        """Packages out."""
        from app.services.export_package import ExportService

        return ExportService(
            self._store, self._vault, self.enrolment, clock=self._clock, ids=self._ids
        )

    @cached_property
    def imports(self) -> ImportService:
        """Packages in."""
        from app.services.import_package import ImportService

        return ImportService(
            self._store, self._vault, self._renditions, self.enrolment, clock=self._clock
        )

    @cached_property
    def import_undo(self) -> ImportUndo:
        """Imports taken back."""
        from app.services.import_undo import ImportUndo

        return ImportUndo(self._store)

    @cached_property
    def package_journal(self) -> PackageJournalService:
        """Every package out or in."""
        from app.services.package_journal import PackageJournalService

        return PackageJournalService(self._store)

    @cached_property
    def receipts(self) -> ReceiptService:
        """Headquarters' word on what it took in."""
        from app.services.receipts import ReceiptService

        return ReceiptService(self._store, self.enrolment, self.exports)

    @cached_property
    def arrived(self) -> ArrivedService:
        """Own packages on sticks that headquarters has wholly."""
        from app.services.arrived import ArrivedService

        return ArrivedService(self._store)

    @cached_property
    def returns(self) -> ReturnService:
        """Criteria back to the team, and the approval of visits."""
        from app.services.returns import ReturnService

        return ReturnService(self._store, self._clock)


def remove_unsealed(folder: Path) -> None:
    """Remove what a crash left of packages half opened or half built, in clear."""
    incoming, outgoing = folder / "incoming", folder / "outgoing"
    # Whether there is anything is asked first: what reads packages is slow to load.
    if any(incoming.glob("*/plain")):
        from app.packages.reader import sweep_incoming

        sweep_incoming(incoming)
    if any(outgoing.glob("*/plain")):
        from app.packages.built import sweep_outgoing

        sweep_outgoing(outgoing)
