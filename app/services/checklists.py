"""Checklists: what is published in this store, and the sets that ship with the program."""

from __future__ import annotations

from collections.abc import Iterator
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


class ChecklistService:
    """The use cases around checklists."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def rows(self) -> list[ChecklistRow]:
        """Return every version, by code and number."""
        with self._store.reading() as view:
            found = view.all(Checklist)
        return [_row(checklist) for checklist in sorted(found, key=_by_code)]

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
    versions = [
        version
        for version in view.all(Checklist, code=name)
        if (str(version.number) == number if number else version.state is ChecklistState.PUBLISHED)
    ]
    if not versions:
        raise NotFound(kind="checklist", id=code)
    return max(versions, key=_by_code)


def offered_checklist(view: View, code: str) -> Checklist:
    """Return a version as `current_checklist` does, if a new visit may begin with it.

    Raises:
        NotFound: if there is none.
        ChecklistRetired: if the one named is retired.
    """
    checklist = current_checklist(view, code)
    if checklist.state is not ChecklistState.PUBLISHED:
        raise ChecklistRetired(version=f"{checklist.code}/{checklist.number}")
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
        return known
    versions = work.all(Checklist, code=draft.code)
    criteria = identified(draft.criteria, _earlier(work, draft, versions))
    checklist = published(replace(draft, criteria=criteria))
    known = work.find(Checklist, checklist.id)
    if known is not None:
        return known
    number = max((version.number for version in versions), default=0) + 1
    checklist = replace(checklist, number=number)
    work.save(checklist)
    return checklist


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


def _row(checklist: Checklist) -> ChecklistRow:
    return ChecklistRow(
        id=checklist.id,
        code=checklist.code,
        title=checklist.title,
        number=checklist.number,
        state=checklist.state,
        leaves=sum(1 for _ in checklist.leaves()),
    )
