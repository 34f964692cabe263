"""The rows of the list of visits: what was recorded, who holds it, where it went."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from enum import Enum
from functools import reduce
from operator import attrgetter
from typing import Final

from app.domain.duplicate import VisitPlace, possible_duplicates
from app.domain.gap_differences import asks_somebody
from app.domain.inspection import InspectionKind, InspectionState
from app.domain.visit_days import local_day
from app.domain.visit_ruling import counted_as
from app.ids import InspectionId
from app.packages.naming import package_folder
from app.store.package_notes import PackageNote
from app.store.unit_of_work import Store, View
from app.store.visit_list import CarriedVisit, ListedVisit
from app.words import translate

HEADQUARTERS: Final = "hq"
HANDOVER: Final = "handover"
_REJECTED: Final = "rejected"
RECEIPTED: Final = "receipted:"
"""Before the word of headquarters, in the note of a package that was sent."""


class HandoverState(Enum):
    """How far a visit is on its way to headquarters."""

    WORKING = "working"
    """Never packed."""
    PACKED = "packed"
    RECEIVED = "received"
    """Headquarters sent word that it has the last package; there, that one has come."""
    RETURNED = "returned"
    """Headquarters gave criteria back."""
    APPROVED = "approved"


@dataclass(frozen=True, slots=True, kw_only=True)
class SentPackage:
    """A package that was written here, and what headquarters said of it."""

    package_id: str
    name: str
    """The name of its folder on the stick."""
    sent_at: datetime
    recipients: str
    """Who can open it: names of computers."""
    receipt: str
    """`applied`, `partly`, `rejected`; empty while none has come back."""
    photos: int
    photos_missing: int
    set_aside: int
    reason: str = ""
    """Why headquarters could not take it in."""

    def days_waiting(self, today: date) -> int:
        """Return for how many days no receipt has come back; 0 where one has."""
        if self.receipt:
            return 0
        return max(0, (today - local_day(self.sent_at)).days)


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionRow:
    """One visit in the list."""

    id: InspectionId
    unit_code: str
    unit_name: str
    kind: InspectionKind
    state: InspectionState
    started_at: datetime | None
    answered: int
    leaves: int
    findings: int
    recommendations: int
    dossiers: int
    photos: int
    differences: int
    planned_from: date | None = None
    planned_to: date | None = None
    is_sample: bool = False
    is_withdrawn: bool = False
    """Whether headquarters withdrew it."""
    counted_as: InspectionId | None = None
    """The visit of which headquarters ruled it a second record."""
    twins: tuple[str, ...] = ()
    """The visits that may be this one, recorded a second time."""
    written_by: str = ""
    """The computer, or the person at it, that wrote last."""
    written_at: datetime | None = None
    last_package: SentPackage | None = None
    """The one made last here that carried it and that headquarters can open."""
    unsent: int = 0
    """How many entries no package from here carried, and headquarters did not bring."""
    has_come: bool = False
    """At headquarters: whether a laptop's package brought it."""
    photos_arrived: int = 0
    """How many of its photos headquarters has: by its receipts, or there by looking."""
    returned: int = 0
    """How many criteria headquarters gave back and has not settled."""
    replied: int = 0
    """How many of these the team has answered."""
    approved_on: date | None = None

    @property
    def title(self) -> str:
        """What the visit is called in a list; one that is not like the others says so."""
        if self.is_sample:
            return translate("Sample: {name}", name=self.unit_name)
        if self.is_withdrawn:
            return translate("Withdrawn: {name}", name=self.unit_name)
        if self.counted_as is not None:
            return translate("Second record: {name}", name=self.unit_name)
        if self.twins:
            return translate("Possible duplicate: {name}", name=self.unit_name)
        return self.unit_name

    @property
    def share(self) -> float:
        """How much of its checklists is answered, from 0 to 1."""
        return min(self.answered / self.leaves, 1.0) if self.leaves else 0.0

    @property
    def handover(self) -> HandoverState:
        """How far it is on its way."""
        if self.approved_on is not None:
            return HandoverState.APPROVED
        if self.returned:
            return HandoverState.RETURNED
        if self.has_come:
            return HandoverState.RECEIVED
        if self.last_package is None:
            return HandoverState.WORKING
        has_word = self.last_package.receipt in {"applied", "partly"}
        return HandoverState.RECEIVED if has_word else HandoverState.PACKED


class RowList:
    """The rows, read once for everybody who asks before something else is committed."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._reading = threading.Lock()
        self._known: tuple[int, tuple[InspectionRow, ...]] | None = None
        self._leaves: dict[str, int] = {}
        """By checklist; the criteria of a version never change."""

    def rows(self) -> list[InspectionRow]:
        """Return every visit, the latest first."""
        with self._reading:
            at = self._store.commits
            if self._known is None or self._known[0] != at:
                with self._store.reading() as view:
                    self._known = (at, tuple(sorted(self._read(view), key=_latest_first)))
            return list(self._known[1])

    def _read(self, view: View) -> list[InspectionRow]:
        visits = view.visits.visits()
        unknown = {one for visit in visits for one in visit.checklist_ids} - self._leaves.keys()
        if unknown:
            self._leaves |= view.visits.leaves(unknown)
        carried: dict[str, list[CarriedVisit]] = {}
        for one in view.visits.carried():
            carried.setdefault(one.inspection_id, []).append(one)
        differences: dict[str, int] = {}
        history = view.history
        for writes in (*history.differences().values(), *history.contested().values()):
            agg_id = writes[0].agg_id
            if asks_somebody(writes[0].entity_type, writes[0].field):
                differences[agg_id] = differences.get(agg_id, 0) + 1
        decides = self._store.info.role == HEADQUARTERS
        rows = [
            _row(
                visit,
                leaves=sum(self._leaves.get(one, 0) for one in visit.checklist_ids),
                differences=differences.get(visit.id, 0),
                carried=carried.get(visit.id, ()),
                decides=decides,
            )
            for visit in visits
        ]
        return _seen_together(rows, visits)


def _seen_together(
    rows: Iterable[InspectionRow], visits: Iterable[ListedVisit]
) -> list[InspectionRow]:
    """Return the rows with what only shows in all of them together: visits recorded twice."""
    known = {visit.id: visit for visit in visits}
    ruled: dict[str, str] = {
        visit.id: visit.alias_of for visit in known.values() if visit.alias_of in known
    }
    doubles = counted_as(ruled)
    twins = possible_duplicates(
        _place(visit) for visit in known.values() if not (visit.is_sample or visit.is_ruled_on)
    )
    return [
        replace(
            row,
            counted_as=InspectionId(doubles[row.id]) if row.id in doubles else None,
            twins=twins.get(row.id, ()),
        )
        if row.id in doubles or row.id in twins
        else row
        for row in rows
    ]


def _place(visit: ListedVisit) -> VisitPlace:
    began = local_day(visit.started_at) if visit.started_at else _day(visit.planned_from)
    ended = local_day(visit.ended_at) if visit.ended_at else None
    return VisitPlace(
        id=visit.id,
        unit_code=visit.unit_code,
        kind=visit.kind,
        first=began,
        last=ended or began if visit.started_at else _day(visit.planned_to) or began,
    )


def word_of(note: PackageNote) -> tuple[str, str]:
    """Return the result and the reason of the receipt for a package; nothing while none came."""
    if not note.result.startswith(RECEIPTED):
        return "", ""
    word, _, reason = note.result.removeprefix(RECEIPTED).partition(":")
    return word, reason


def sent_package(note: PackageNote) -> SentPackage:
    """Return what is known of a package that was written here."""
    word, reason = word_of(note)
    return SentPackage(
        package_id=note.package_id,
        name=package_folder(note.package_id),
        sent_at=datetime.fromtimestamp(note.utc_ms / 1000, UTC),
        recipients=note.recipients,
        receipt=word,
        reason=reason,
        photos=note.photos,
        photos_missing=note.photos_missing,
        set_aside=note.set_aside,
    )


def unsent(revisions: int, carried: Iterable[CarriedVisit], *, decides: bool) -> int:
    """Return how many revisions of a visit neither left here nor came from headquarters.

    Args:
        revisions: how many there are.
        carried: the packages that carried the visit, the oldest first.
        decides: whether this is headquarters, which owes nobody what it was sent.
    """
    known = 0
    for one in carried:
        if one.note.kind == HANDOVER or word_of(one.note)[0] == _REJECTED:
            # Between teammates, or refused: headquarters has none of it.
            continue
        if one.note.direction == "out":
            # One that was kept may be written after one that was made later, and carries less.
            known = max(known, one.revisions)
        elif decides or one.note.signer_role == HEADQUARTERS:
            known += one.revisions
    return max(revisions - known, 0)


def _made_last(one: CarriedVisit, next_one: CarriedVisit) -> CarriedVisit:
    """Return the later made of two packages that were written one after the other.

    Nothing leaves a visit, so the one that carries more of it is later; of two that carry the
    same, a kept one is known by its lower number. Clocks go back and are not asked.
    """
    if one.revisions != next_one.revisions:
        return max(one, next_one, key=attrgetter("revisions"))
    here, there = one.note, next_one.note
    is_later = here.origin == there.origin and 0 < there.number < here.number
    return one if is_later else next_one


def _row(
    visit: ListedVisit,
    *,
    leaves: int,
    differences: int,
    carried: Iterable[CarriedVisit],
    decides: bool,
) -> InspectionRow:
    ways = [one for one in carried if one.note.kind != HANDOVER]
    out = [one for one in ways if one.note.direction == "out"]
    counts: Mapping[str, int] = visit.counts
    photos = counts.get("photo", 0)
    return InspectionRow(
        id=InspectionId(visit.id),
        unit_code=visit.unit_code,
        unit_name=visit.unit_name,
        kind=visit.kind,
        state=visit.state,
        started_at=visit.started_at,
        answered=counts.get("answer", 0),
        leaves=leaves,
        findings=counts.get("finding", 0),
        recommendations=counts.get("recommendation", 0),
        dossiers=counts.get("dossier", 0),
        photos=photos,
        differences=differences,
        planned_from=_day(visit.planned_from),
        planned_to=_day(visit.planned_to),
        is_sample=visit.is_sample,
        is_withdrawn=bool(visit.withdrawn_reason.strip()),
        written_by=visit.written_by,
        written_at=visit.written_at,
        last_package=sent_package(reduce(_made_last, out).note) if out else None,
        unsent=unsent(visit.revisions, carried, decides=decides),
        has_come=decides and any(one.note.direction == "in" for one in ways),
        photos_arrived=photos - counts.get("absent", 0) if decides else counts.get("received", 0),
        returned=counts.get("returned", 0),
        replied=counts.get("replied", 0),
        approved_on=_day(visit.approved_on),
    )


def _day(cell: str | None) -> date | None:
    return date.fromisoformat(cell) if cell else None


def _latest_first(row: InspectionRow) -> tuple[float, str]:
    return (-row.started_at.timestamp() if row.started_at else float("-inf"), row.id)
