"""What goes into a package: whole visits, what they stand on, and the files that prove them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from app.clock import Clock
from app.domain.answer import Answer
from app.domain.calendar import SpecialDay
from app.domain.checklist import Checklist
from app.domain.entity import is_sha256
from app.domain.inspection import Inspection, InspectionState
from app.domain.minutes import Minutes
from app.domain.paper import PaperTemplate
from app.domain.photo import Photo
from app.domain.phrase import Phrase
from app.domain.plan import Plan
from app.domain.unit import Unit
from app.ids import ChecklistId
from app.packages.manifest import PackageKind
from app.photos.vault import Vault
from app.services.letter import Letter
from app.services.remediation import fault_photos, visits_before
from app.store.unit_of_work import View

_PACKED_RECORD: Final = 250
"""About what a record takes, packed and sealed; most of it is hashes."""


_WITHOUT_LISTS: Final = frozenset({PackageKind.CORRECTION, PackageKind.RECEIPT})
"""Kinds of headquarters that leave its units, phrases and templates at home."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Baggage:
    """What one package carries."""

    visits: int
    """How many visits were asked for."""
    along: tuple[str, ...]
    """Earlier visits that go along for them."""
    aggregates: tuple[str, ...]
    blobs: tuple[tuple[str, Path], ...]
    """Hash and place of each photo and file."""
    held_back: tuple[str, ...]
    """Hashes of the photos that nobody asked for this time."""

    def size(self, view: View) -> int:
        """Return about how many bytes it takes on a stick."""
        records = sum(view.history.count(one) for one in self.aggregates)
        # A file that is missing is left out and named when the package is built.
        files = (path.stat().st_size for _sha256, path in self.blobs if path.exists())
        return records * _PACKED_RECORD + sum(files)


class BaggageReader:
    """Reads it from one moment of the store."""

    def __init__(self, vault: Vault, clock: Clock, *, is_headquarters: bool) -> None:
        self._vault = vault
        self._clock = clock
        self._is_headquarters = is_headquarters

    def of(self, view: View, letter: Letter) -> Baggage:
        """Return what a letter carries.

        Raises:
            NotFound: if a visit is unknown.
        """
        visits = self._visits(view, letter)
        earlier = self._earlier(view, letter, visits)
        blobs = dict(self._blobs(view, letter, visits, earlier))
        held_back: tuple[str, ...] = ()
        if not letter.with_photos:
            photos = {one.sha256 for visit in visits for one in _photos(view, visit)}
            photos |= {one.sha256 for visit in earlier for one in fault_photos(view, visit)}
            held_back = tuple(sorted(photos & blobs.keys()))
        return Baggage(
            visits=len(visits),
            along=tuple(one.id for one in earlier),
            aggregates=tuple(self._aggregates(view, letter, (*visits, *earlier))),
            blobs=tuple((sha256, blobs[sha256]) for sha256 in blobs if sha256 not in held_back),
            held_back=held_back,
        )

    def _visits(self, view: View, letter: Letter) -> list[Inspection]:
        if letter.kind is PackageKind.RECEIPT:
            return []
        if letter.visits:
            return [view.get(Inspection, one) for one in letter.visits]
        found = view.all(Inspection, is_sample=False)
        if letter.kind is PackageKind.ASSIGN:
            return [one for one in found if one.state is InspectionState.PLANNED]
        # What headquarters brought, and nobody has touched, it need not be told.
        brought = frozenset[str]() if self._is_headquarters else view.visits.of_headquarters()
        return [one for one in found if one.id not in brought]

    def _earlier(
        self, view: View, letter: Letter, visits: Sequence[Inspection]
    ) -> list[Inspection]:
        """Return the earlier visits to the units of an assignment: teams verify what they asked."""
        if letter.of(headquarters=self._is_headquarters) is not PackageKind.ASSIGN:
            return []
        today, named = self._clock.today(), {one.id for one in visits}
        found = {one.id: one for visit in visits for one in visits_before(view, visit, today)}
        return [one for one in found.values() if one.id not in named]

    def _aggregates(self, view: View, letter: Letter, visits: Iterable[Inspection]) -> list[str]:
        """Return what travels: visits, and what they stand on.

        A laptop sends the plan and checklists along; headquarters takes them only
        where it does not know them (`ImportService`).
        """
        if letter.kind is PackageKind.RECEIPT:
            return []
        plans = {visit.plan_id for visit in visits}
        checklists = {one for visit in visits for one in visit.checklist_ids}
        # Also those that answers were given to before their visit moved to a newer version.
        for visit in visits:
            given = view.counts(Answer, "checklist_id", inspection_id=visit.id)
            checklists |= {ChecklistId(one) for one in given}
        found = [*sorted(plans), *sorted(checklists), *(visit.id for visit in visits)]
        if self._is_headquarters and letter.kind not in _WITHOUT_LISTS:
            found += sorted(unit.id for unit in view.all(Unit))
            found += sorted({plan.id for plan in view.all(Plan)} - plans)
            found += sorted({one.id for one in view.all(Checklist)} - checklists)
            # With those in the bin, so that what headquarters took away goes everywhere.
            for kind in (Phrase, SpecialDay, PaperTemplate):
                found += sorted(view.history.aggregates(kind.KIND))
        return found

    def _blobs(
        self,
        view: View,
        letter: Letter,
        visits: Iterable[Inspection],
        earlier: Iterable[Inspection],
    ) -> Iterator[tuple[str, Path]]:
        """Yield the photos and files that travel; of earlier visits what shows the faults."""
        seen: set[str] = set()
        if self._is_headquarters and letter.kind not in _WITHOUT_LISTS:
            templates = {one.docx_sha256 for one in view.all(PaperTemplate)}
            yield from self._unseen(seen, sorted(templates))
        for visit in visits:
            photos = [photo.sha256 for photo in _photos(view, visit)]
            minutes = view.all(Minutes, inspection_id=visit.id)
            frozen = [sha256 for one in minutes for sha256 in one.files]
            yield from self._unseen(seen, (*photos, *frozen))
        for visit in earlier:
            shown = [photo.sha256 for photo in fault_photos(view, visit)]
            yield from self._unseen(seen, shown)

    def _unseen(self, seen: set[str], hashes: Iterable[str]) -> Iterator[tuple[str, Path]]:
        for sha256 in hashes:
            # What is no hash came in before packages were asked for it, and names no file.
            if sha256 not in seen and is_sha256(sha256):
                seen.add(sha256)
                yield sha256, self._vault.path(sha256)


def _photos(view: View, visit: Inspection) -> list[Photo]:
    return view.all(Photo, inspection_id=visit.id)
