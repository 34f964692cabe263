"""What a package would bring, unit by unit, found out by taking it in and not keeping it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import msgspec

from app.domain.entities import ENTITIES
from app.domain.entity import EXISTS, REMOVED
from app.domain.inspection import Inspection
from app.domain.photo import Photo
from app.domain.revision import Revision
from app.errors import AppError
from app.packages.reader import OpenedPackage, RejectedRevision
from app.photos.vault import Vault
from app.services.office import HEADQUARTERS
from app.services.takeover import take_over
from app.store.unit_of_work import Store, View
from app.words import mark

MOST_REMOVED: Final = 20
"""Records that a package may put into the bin before a person is asked; a whole visit always is."""


class RemovesMuch(AppError):
    """A package would put more into the bin than goes unasked."""

    code = "removes_much"
    message = mark(
        "The package of {signer} would put {count} records into the bin ({units}). Nothing was "
        "taken in. Look at its preview; if that is right, take it in with the removals (in a "
        "terminal: --removals)."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitPreview:
    """What a package would bring for one visit; without a visit, for plans, checklists and lists.

    Revisions are counted, of photos files.
    """

    inspection_id: str
    unit_name: str
    is_new: bool
    """Whether the visit is not here yet."""
    new: int
    same: int
    """Those that are here already."""
    different: int
    """Fields on which laptops would differ, for a person to settle."""
    rejected: int
    """Those that would be set aside, because their signer may not write them."""
    removed: int
    """Records that would go into the bin."""
    removes_visit: bool
    photos_missing: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What taking a package in would come to."""

    different: int
    rejected: int
    reasons: tuple[str, ...]
    """Why revisions would be set aside, each said once."""
    adopted: int
    units: tuple[UnitPreview, ...]


def preview(store: Store, vault: Vault, package: OpenedPackage) -> Preview:
    """Take a package in, count, and let go of it; the store stays as it was."""
    rejected = list(package.rejected())
    with store.writing() as work:
        visits = [one.id for one in package.header.aggregates]
        here = {one for one in visits if work.find(Inspection, one) is not None}
        names = {one: work.get(Inspection, one).unit_name for one in here}
        known = work.history.known(one.rev_id for one in package.revisions())
        leaving = _leaving(work, (one for one in package.revisions() if one.rev_id not in known))
        before = set(work.history.differences(*visits))
        work.merge(package.revisions(), package.noted_as)
        decides = store.info.role == HEADQUARTERS
        adopted, aside = take_over(work, rejected, package.noted_as, decides=decides)
        counts = _Counts(
            new=Counter(one.agg_id for one in package.revisions() if one.rev_id not in known),
            same=Counter(one.agg_id for one in package.revisions() if one.rev_id in known),
            different=Counter(
                writes[0].agg_id
                for place, writes in work.history.differences(*visits).items()
                if place not in before
            ),
            rejected=Counter(one.revision.agg_id for one in aside),
            removed=Counter(
                agg_id
                for (kind, entity_id), agg_id in leaving.items()
                if work.find(ENTITIES[kind], entity_id) is None
            ),
            photos_missing=_missing(work, package.revisions(), vault, package.blobs),
        )
        for one in visits:
            found = work.find(Inspection, one)
            if found is not None:
                names[one] = found.unit_name
        gone = {one for one in here if work.find(Inspection, one) is None}
        # Left without a commit: nothing of it stays.
    return Preview(
        different=counts.different.total(),
        rejected=len(aside),
        reasons=reasons_of(aside),
        adopted=adopted,
        units=tuple(_units(counts, names, here, gone)),
    )


def reasons_of(aside: Iterable[RejectedRevision]) -> tuple[str, ...]:
    """Return why revisions were set aside, each said once."""
    return tuple(dict.fromkeys(one.reason for one in aside))


def removes_much(units: Iterable[UnitPreview]) -> bool:
    """Tell whether a person is asked before so much is removed."""
    found = tuple(units)
    return sum(one.removed for one in found) > MOST_REMOVED or any(
        one.removes_visit for one in found
    )


def refuse_much_removed(store: Store, vault: Vault, package: OpenedPackage, before: int = 0) -> int:
    """Have a person asked first where a package removes much, and return how much it removes.

    Args:
        store: where it is to be taken in.
        vault: of that store.
        package: one that is opened.
        before: how much the packages taken in with it have removed: those of all together count.

    Raises:
        RemovesMuch: naming how much.
    """
    with store.reading() as view:
        leaving = _leaving(view, package.revisions())
    # Trying it costs as much as taking it in, and hardly a package removes anything.
    removes_visit = any(kind == Inspection.KIND for kind, _ in leaving)
    if not leaving or (before + len(leaving) <= MOST_REMOVED and not removes_visit):
        return len(leaving)
    units = preview(store, vault, package).units
    removed = sum(one.removed for one in units)
    if removes_much(units) or (removed and before + removed > MOST_REMOVED):
        named = [one.unit_name for one in units if one.removed]
        raise RemovesMuch(
            signer=package.signer.name, count=removed, units=", ".join(filter(None, named)) or "–"
        )
    return removed


@dataclass(frozen=True, slots=True, kw_only=True)
class _Counts:
    """By aggregate."""

    new: Counter[str]
    same: Counter[str]
    different: Counter[str]
    rejected: Counter[str]
    removed: Counter[str]
    photos_missing: Counter[str]


def _units(
    counts: _Counts, names: Mapping[str, str], here: set[str], gone: set[str]
) -> list[UnitPreview]:
    touched = {*counts.new, *counts.same, *counts.rejected}
    rows = [
        _row(counts, (visit,), visit, name, is_new=visit not in here, gone=visit in gone)
        for visit, name in names.items()
        if visit in touched
    ]
    rows.sort(key=lambda one: (one.unit_name, one.inspection_id))
    others = tuple(touched - names.keys())
    return [*rows, *([_row(counts, others, "", "", is_new=False, gone=False)] if others else [])]


def _row(
    counts: _Counts, keys: Iterable[str], visit: str, name: str, *, is_new: bool, gone: bool
) -> UnitPreview:
    mine = tuple(keys)
    return UnitPreview(
        inspection_id=visit,
        unit_name=name,
        is_new=is_new,
        new=sum(counts.new[one] for one in mine),
        same=sum(counts.same[one] for one in mine),
        different=sum(counts.different[one] for one in mine),
        rejected=sum(counts.rejected[one] for one in mine),
        removed=sum(counts.removed[one] for one in mine),
        removes_visit=gone,
        photos_missing=sum(counts.photos_missing[one] for one in mine),
    )


def _leaving(view: View, fresh: Iterable[Revision]) -> dict[tuple[str, str], str]:
    """Return the records that are here and that revisions remove, each with its aggregate."""
    named = {
        (one.entity_type, one.entity_id): one.agg_id
        for one in fresh
        if one.field == EXISTS and one.value == REMOVED and one.entity_type in ENTITIES
    }
    return {
        (kind, entity_id): agg_id
        for (kind, entity_id), agg_id in named.items()
        if view.find(ENTITIES[kind], entity_id) is not None
    }


def _missing(
    view: View, revisions: Iterable[Revision], vault: Vault, arrived: Mapping[str, object]
) -> Counter[str]:
    """Count the photos that a package speaks of and that neither it nor this computer has.

    One that was removed is awaited by nobody.
    """
    named = {
        (one.agg_id, str(msgspec.json.decode(one.value)))
        for one in revisions
        if one.entity_type == Photo.KIND and one.field == "sha256" and one.value
    }
    lacking = {one for one in named if one[1] not in arrived and not vault.has(one[1])}
    visits = {agg_id for agg_id, _ in lacking}
    shown = {(one, photo.sha256) for one in visits for photo in view.all(Photo, inspection_id=one)}
    return Counter(agg_id for agg_id, _ in lacking & shown)
