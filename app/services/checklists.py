"""Checklists: what is published in this store, and the sets that ship with the program."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from app.domain.checklist import (
    Checklist,
    ChecklistState,
    Criterion,
    checklist_id,
    content_sha256,
)
from app.domain.checklist_draft import ChecklistDraft
from app.domain.inspection import Inspection
from app.errors import AppError, NotFound
from app.ids import ChecklistId, InspectionId
from app.store.unit_of_work import Store, UnitOfWork, View
from app.words import mark


class ChecklistRetired(AppError):
    """A version that is retired was chosen for a new visit."""

    code = "checklist_retired"
    message = mark(
        "“{version}” is retired and no new inspection begins with it. Nothing was changed. "
        "Choose the version that is in force."
    )


class VersionOfLaptop(AppError):
    """A laptop's version of a set that headquarters has was chosen for a new visit."""

    code = "version_of_laptop"
    message = mark(
        "“{version}” came from another laptop, and this checklist has versions of headquarters. "
        "Nothing was changed. Choose the version that is in force."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistRow:
    """One version in the list of checklists."""

    id: ChecklistId
    code: str
    title: str
    number: int
    state: ChecklistState
    leaves: int
    """How many criteria are answered."""
    is_offered: bool
    """Whether a new visit may begin with it."""


class ChecklistService:
    """The use cases around checklists."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def rows(self) -> list[ChecklistRow]:
        """Return every version, by code and number."""
        with self._store.reading() as view:
            found = sorted(view.all(Checklist), key=_by_code)
            offered = {one.id for one in in_force(view, found)}
        return [_row(one, is_offered=one.id in offered) for one in found]

    def get(self, checklist: ChecklistId) -> Checklist:
        """Return one version.

        Raises:
            NotFound: if the store has none with this identity.
        """
        with self._store.reading() as view:
            return view.get(Checklist, checklist)

    def current(self, code: str) -> Checklist:
        """Return the newest published version of a set, or the one named as `CODE/2`.

        Raises:
            NotFound: if there is none.
        """
        with self._store.reading() as view:
            return current_checklist(view, code)

    def publish(self, draft: ChecklistDraft) -> Checklist:
        """Freeze a checked draft as a version; the same content twice is one version.

        Raises:
            ChecklistInvalid: if codes, rules or sums do not hold.
        """
        from app.domain.checklist_check import (  # noqa: PLC0415 - every grammar of a checklist
            check_criteria,
        )

        check_criteria(draft.criteria, draft.bands)
        with self._store.writing() as work:
            checklist = publish(work, draft)
            work.commit()
        return checklist


def current_checklist(view: View, code: str) -> Checklist:
    """Return the newest published version of a set, or the one named as `CODE/2`.

    Raises:
        NotFound: if there is none.
    """
    name, _, number = code.partition("/")
    versions = view.all(Checklist, code=name)
    offered = in_force(view, versions)
    if number:
        # Two laptops may have given one number: that which is in force is meant.
        versions = [one for one in versions if str(one.number) == number]
        offered = [one for one in offered if one in versions] or versions
    if not offered:
        raise NotFound(kind="checklist", id=code)
    return max(offered, key=_by_code)


def in_force(view: View, versions: Sequence[Checklist]) -> list[Checklist]:
    """Return those among all versions of sets with which a new visit may begin.

    Where a set has versions that headquarters, the program or this computer published, those
    of other laptops serve the visits that stand on them, and no other.
    """
    ours = own_versions(view, versions)
    codes = {one.code for one in ours}
    known = {one.id for one in ours}
    return [
        one
        for one in versions
        if one.state is ChecklistState.PUBLISHED and (one.id in known or one.code not in codes)
    ]


def own_versions(view: View, versions: Iterable[Checklist]) -> list[Checklist]:
    """Return those that headquarters, the program or this computer has published or retired."""
    theirs = view.adoptions.checklists()
    return [one for one in versions if one.id not in theirs]


def offered_checklist(view: View, code: str) -> Checklist:
    """Return a version as `current_checklist` does, if a new visit may begin with it.

    Raises:
        NotFound: if there is none.
        ChecklistRetired: if the one named is retired.
        VersionOfLaptop: if the one named is another laptop's, of a set that headquarters has.
    """
    checklist = current_checklist(view, code)
    version = f"{checklist.code}/{checklist.number}"
    if checklist.state is not ChecklistState.PUBLISHED:
        raise ChecklistRetired(version=version)
    if checklist not in in_force(view, view.all(Checklist, code=checklist.code)):
        raise VersionOfLaptop(version=version)
    return checklist


def checklists_of(view: View, inspection: Inspection) -> Iterator[Checklist]:
    """Yield the checklists of a visit that this store has; one may still be on its way."""
    for identity in inspection.checklist_ids:
        checklist = view.find(Checklist, identity)
        if checklist is not None:
            yield checklist


def criterion_of(
    view: View, inspection_id: InspectionId, criterion_code: str
) -> tuple[Checklist, Criterion]:
    """Return the criterion with this code among the checklists of a visit.

    Raises:
        NotFound: if there is no such visit or criterion.
    """
    for checklist in checklists_of(view, view.get(Inspection, inspection_id)):
        criterion = checklist.criterion(criterion_code)
        if criterion is not None:
            return checklist, criterion
    raise NotFound(kind="criterion", id=criterion_code)


def publish(work: UnitOfWork, draft: ChecklistDraft) -> Checklist:
    """Freeze a draft that was checked; the same content twice is one version.

    Criteria that were in a version before keep their identity, whatever their code is now.
    """
    from app.domain.checklist_identity import identified  # noqa: PLC0415 - seldom needed

    asked = published(draft)
    known = work.find(Checklist, asked.id)
    if known is not None:
        return _as_ours(work, known)
    versions = work.all(Checklist, code=draft.code)
    criteria = identified(draft.criteria, _earlier(work, draft, versions))
    checklist = published(replace(draft, criteria=criteria))
    known = work.find(Checklist, checklist.id)
    if known is not None:
        return _as_ours(work, known)
    number = max((version.number for version in versions), default=0) + 1
    checklist = replace(checklist, number=number)
    work.save(checklist)
    return checklist


def _as_ours(work: UnitOfWork, known: Checklist) -> Checklist:
    """Publish what another laptop had brought, now that somebody does so here."""
    if known.id not in work.adoptions.checklists():
        return known
    ours = replace(known, state=ChecklistState.PUBLISHED)
    work.save(ours, settling={"state"})
    return ours


def published(draft: ChecklistDraft) -> Checklist:
    """Return the version that a draft makes, under the number it proposes."""
    digest = content_sha256(draft.criteria, draft.bands)
    return Checklist(
        id=checklist_id(draft.code, digest),
        code=draft.code,
        title=draft.title,
        number=draft.number,
        criteria=draft.criteria,
        content_sha256=digest,
        state=ChecklistState.PUBLISHED,
        valid_from=draft.valid_from,
        source=draft.source,
        bands=draft.bands,
    )


def _earlier(
    view: View, draft: ChecklistDraft, versions: list[Checklist]
) -> list[tuple[Criterion, ...]]:
    """Return the criteria of the versions before a draft: that it was made from, then the newest.

    A set of another code may be what it was made from: a province names its set anew.
    """
    based_on = view.find(Checklist, draft.based_on) if draft.based_on else None
    first = [based_on] if based_on is not None else []
    others = [one for one in sorted(versions, key=_by_code, reverse=True) if one not in first]
    return [one.criteria for one in (*first, *others)]


def _by_code(checklist: Checklist) -> tuple[str, int]:
    return (checklist.code, checklist.number)


def _row(checklist: Checklist, *, is_offered: bool) -> ChecklistRow:
    return ChecklistRow(
        id=checklist.id,
        code=checklist.code,
        title=checklist.title,
        number=checklist.number,
        state=checklist.state,
        leaves=sum(1 for _ in checklist.leaves()),
        is_offered=is_offered,
    )
