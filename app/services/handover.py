"""Handing a visit over (bàn giao): where its packages are, what came back, what is not agreed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from app.domain.gap import GapPlace
from app.domain.gap_differences import field_text, places_of
from app.domain.inspection import Inspection
from app.errors import NotFound
from app.ids import InspectionId
from app.packages.naming import package_folder
from app.services.import_summary import ImportSummary, last_import
from app.services.inspection_rows import InspectionRow, SentPackage, sent_package
from app.services.inspections import InspectionService
from app.store.history import Write
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
class GivenValue:
    """One of the values that a field was given."""

    value: str | None
    """Canonical JSON."""
    actor: str
    written_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferingField:
    """A field to which two computers gave unlike values, to be read here and settled elsewhere."""

    field: str
    """The fact's own name."""
    label: str
    """What people call it."""
    name: str
    """What it is a field of."""
    place: GapPlace
    key: str
    values: tuple[GivenValue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """What is known of the way of one visit, at one moment."""

    row: InspectionRow
    sent: tuple[SentPackage, ...] = ()
    """The latest first."""
    brought: tuple[BroughtPackage, ...] = ()
    differences: tuple[DifferingField, ...] = ()
    last_import: ImportSummary | None = None


class HandoverService:
    """Looks up the way of a visit; it writes nothing."""

    def __init__(self, store: Store, inspections: InspectionService) -> None:
        self._store = store
        self._inspections = inspections

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
            heads = view.history.differences() if row.differences else {}
            case = self._inspections.case_in(view, inspection_id) if row.differences else None
        places = places_of(case) if case is not None else {}
        return Handover(
            row=row,
            sent=tuple(sent_package(one.note) for one in carried if one.note.direction == "out"),
            brought=tuple(_brought(one) for one in carried if one.note.direction == "in"),
            differences=tuple(
                _differing(field, places[entity_id], writes)
                for (entity_id, field), writes in heads.items()
                if entity_id in places and writes[0].agg_id == inspection_id
            ),
            last_import=last_import(self._store),
        )


def _brought(one: CarriedVisit) -> BroughtPackage:
    return BroughtPackage(
        name=package_folder(one.note.package_id),
        signer=one.note.signer,
        taken_at=datetime.fromtimestamp(one.note.utc_ms / 1000, UTC),
        new=one.revisions,
    )


def _differing(field: str, place: tuple[GapPlace, str, str], writes: list[Write]) -> DifferingField:
    where, key, name = place
    return DifferingField(
        field=field,
        label=field_text(field),
        name=name,
        place=where,
        key=key,
        values=tuple(
            GivenValue(value=one.value, actor=one.actor, written_at=one.written_at)
            for one in writes
            if one.value is not None
        ),
    )
