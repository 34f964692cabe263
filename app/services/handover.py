"""Handing a visit over (bàn giao): where its packages are, what came back, what is not agreed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from app.domain.criterion_return import CriterionReturn
from app.domain.difference import Difference
from app.domain.inspection import Inspection
from app.domain.visit_ruling import VisitRuling, visit_ruling_id
from app.errors import NotFound
from app.ids import InspectionId
from app.packages.naming import package_folder
from app.services.corrections import Correction, corrections_in
from app.services.differences import DifferenceService
from app.services.import_summary import ImportSummary, last_import
from app.services.inspection_rows import InspectionRow, SentPackage, sent_package
from app.services.inspections import InspectionService
from app.services.office import HEADQUARTERS
from app.services.returns import open_returns
from app.store.unit_of_work import Store
from app.store.visit_list import CarriedVisit


@dataclass(frozen=True, slots=True, kw_only=True)
class BroughtPackage:
    """A package that was taken in here and carried something of the visit."""

    name: str
    signer: str
    taken_at: datetime
    new: int
    """Entries of the visit that this computer did not have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """What is known of the way of one visit, at one moment."""

    row: InspectionRow
    sent: tuple[SentPackage, ...] = ()
    """The latest first."""
    brought: tuple[BroughtPackage, ...] = ()
    differences: tuple[Difference, ...] = ()
    returns: Mapping[str, CriterionReturn] = field(default_factory=dict)
    """What headquarters gave back and has not settled, by criterion."""
    ruling: VisitRuling | None = None
    corrections: tuple[Correction, ...] = ()
    """What headquarters corrected, and nobody has written upon since."""
    last_import: ImportSummary | None = None


class HandoverService:
    """Looks up the way of a visit; it writes nothing."""

    def __init__(
        self, store: Store, inspections: InspectionService, differences: DifferenceService
    ) -> None:
        self._store = store
        self._inspections = inspections
        self._differences = differences

    def last_import(self) -> ImportSummary | None:
        """Return what the last import on this computer brought, or None where there was none."""
        return last_import(self._store)

    def of(self, inspection_id: InspectionId) -> Handover:
        """Return where a visit stands on its way.

        Raises:
            NotFound: if there is no such visit.
        """
        rows = {one.id: one for one in self._inspections.rows()}
        row = rows.get(inspection_id)
        if row is None:
            raise NotFound(kind=Inspection.KIND, id=inspection_id)
        with self._store.reading() as view:
            carried = list(reversed(view.visits.carried(inspection_id)))
            ruling = view.find(VisitRuling, visit_ruling_id(inspection_id))
            returns = open_returns(view, inspection_id)
            case = self._inspections.case_in(view, inspection_id)
            office = self._store.info.role == HEADQUARTERS
            corrections = corrections_in(view, case, office=office)
        return Handover(
            row=row,
            sent=tuple(sent_package(one.note) for one in carried if one.note.direction == "out"),
            brought=tuple(_brought(one) for one in carried if one.note.direction == "in"),
            differences=tuple(self._differences.open(inspection_id)),
            returns=returns,
            ruling=ruling,
            corrections=corrections,
            last_import=last_import(self._store),
        )


def _brought(one: CarriedVisit) -> BroughtPackage:
    return BroughtPackage(
        name=package_folder(one.note.package_id),
        signer=one.note.signer,
        taken_at=datetime.fromtimestamp(one.note.utc_ms / 1000, UTC),
        new=one.revisions,
    )
