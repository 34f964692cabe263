"""Dossiers of the sample: added by hand, filled in cell by cell, put away and brought back."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import count

from app.domain.canonical import read, spell
from app.domain.dossier import Dossier, DossierFacts, Pick, dossier_id
from app.domain.entity import facts_in
from app.domain.photo import PhotoLink, PhotoTarget, photo_link_id
from app.errors import InvalidValue
from app.ids import DossierId, InspectionId
from app.store.unit_of_work import Store, UnitOfWork
from app.words import translate


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierChange:
    """One row as somebody found it and as they left it; None where it is not there."""

    before: Dossier | None
    after: Dossier | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HalfTyped:
    """What was typed into a row and cannot be part of a dossier yet; stays on this laptop."""

    dossier_id: str
    """The dossier it was typed into; empty for a row that is none yet."""
    cells: dict[str, str]
    """Texts by column."""


class DossierService:
    """The use cases around the sample of one visit.

    A dossier is known by its code: with another code it is another entity, and its
    photos go with it. A code used twice is told as a doubt and never refused; the
    second row has an identity of its own, so neither overwrites the other.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self, inspection_id: InspectionId) -> list[Dossier]:
        """Return the sample of a visit, in its order."""
        with self._store.reading() as view:
            return view.all(Dossier, inspection_id=inspection_id)

    def add(self, inspection_id: InspectionId, facts: DossierFacts, reason: str) -> Dossier:
        """Add a dossier by hand, marked as such, after those already there.

        Raises:
            InvalidValue: if the reason is missing.
        """
        if not reason.strip():
            raise InvalidValue(
                field=translate("Reason in the sample"),
                value=reason,
                reason=translate("a dossier added by hand needs a reason"),
            )
        new = Dossier(
            id=dossier_id(inspection_id, facts.dossier_code),
            inspection_id=inspection_id,
            pick=Pick.BY_HAND,
            pick_reason=reason.strip(),
            **facts_in(facts, DossierFacts),
        )
        (added,) = self.save(inspection_id, [DossierChange(before=None, after=new)])
        assert added is not None  # noqa: S101 - it was not put away
        return added

    def save(
        self, inspection_id: InspectionId, changes: Sequence[DossierChange]
    ) -> list[Dossier | None]:
        """Keep the changed facts of dossiers, all or none; return them as they are kept.

        Only what was changed is written: facts that came from another laptop meanwhile stay.
        """
        with self._store.writing() as work:
            last = max((d.order for d in work.all(Dossier, inspection_id=inspection_id)), default=0)
            # Identities that become free are free before any is given out.
            evidence = {
                change.before.id: _let_go(work, change.before)
                for change in changes
                if change.before is not None and _leaves(change)
            }
            orders = count(last + 1)
            kept = [_keep(work, change, evidence, orders) for change in changes]
            work.commit()
        return kept

    def remove(self, dossiers: Iterable[Dossier]) -> None:
        """Put dossiers in the bin; their photos stay, and are theirs again if they come back."""
        with self._store.writing() as work:
            for dossier in dossiers:
                if work.find(Dossier, dossier.id) is not None:
                    work.remove(dossier)
            work.commit()

    def keep_half_typed(self, inspection_id: InspectionId, rows: Sequence[HalfTyped]) -> None:
        """Keep what cannot be part of a dossier yet, in place of what was kept before."""
        with self._store.writing() as work:
            work.notes.remember(_note(inspection_id), spell(list(rows)))
            work.commit()

    def half_typed(self, inspection_id: InspectionId) -> list[HalfTyped]:
        """Return what was typed on this laptop and is not part of a dossier yet."""
        with self._store.reading() as view:
            kept = view.notes.recall(_note(inspection_id))
        rows: list[HalfTyped] = read(kept, list[HalfTyped]) if kept else []
        return rows


def _note(inspection_id: InspectionId) -> str:
    return f"half_typed_dossiers:{inspection_id}"


def _leaves(change: DossierChange) -> bool:
    """Tell whether a dossier gives up its identity: it goes, or is given another code."""
    before, after = change.before, change.after
    return before is not None and (after is None or after.dossier_code != before.dossier_code)


def _let_go(work: UnitOfWork, dossier: Dossier) -> tuple[Dossier | None, list[PhotoLink]]:
    stored = work.find(Dossier, dossier.id)
    if stored is not None:
        work.remove(stored)
    target = {"target": PhotoTarget.DOSSIER, "target_key": dossier.id}
    return stored, work.all(PhotoLink, inspection_id=dossier.inspection_id, **target)


def _keep(
    work: UnitOfWork,
    change: DossierChange,
    evidence: dict[DossierId, tuple[Dossier | None, list[PhotoLink]]],
    orders: count[int],
) -> Dossier | None:
    before, after = change.before, change.after
    if after is None:
        return None
    if before is not None and before.id not in evidence:
        stored = work.find(Dossier, before.id)
        kept = _changed(stored, before, after)
        work.save(kept)
        return kept
    stored, links = evidence[before.id] if before is not None else (None, [])
    kept = replace(
        _changed(stored, before, after),
        id=_free_id(work, after),
        order=after.order or next(orders),
    )
    work.save(kept)
    for link in links:
        _move(work, link, kept)
    return kept


def _changed(stored: Dossier | None, before: Dossier | None, after: Dossier) -> Dossier:
    """Return what is stored with the facts somebody changed; all of them where nothing is."""
    if stored is None or before is None:
        return replace(after, id=before.id) if before is not None else after
    names = [field.name for field in dataclasses.fields(Dossier) if field.name != "id"]
    changes = {n: getattr(after, n) for n in names if getattr(after, n) != getattr(before, n)}
    return replace(stored, **changes)


def _free_id(work: UnitOfWork, dossier: Dossier) -> DossierId:
    candidates = (dossier_id(dossier.inspection_id, dossier.dossier_code, nth) for nth in count(1))
    return next(one for one in candidates if work.find(Dossier, one) is None)


def _move(work: UnitOfWork, link: PhotoLink, dossier: Dossier) -> None:
    work.remove(link)
    identity = photo_link_id(link.photo_id, link.target, dossier.id)
    work.save(replace(link, id=identity, target_key=dossier.id))
