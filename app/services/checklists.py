"""Checklists: what is published in this store, and the sets that ship with the program."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.checklist import Checklist, ChecklistState, checklist_id, content_sha256
from app.domain.checklist_check import check_criteria
from app.domain.checklist_draft import ChecklistDraft
from app.errors import NotFound
from app.ids import ChecklistId
from app.store.unit_of_work import Store, UnitOfWork, View


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


def publish(work: UnitOfWork, draft: ChecklistDraft) -> Checklist:
    """Freeze a draft that was checked; the same content twice is one version."""
    digest = content_sha256(draft.criteria, draft.bands)
    identity = checklist_id(draft.code, digest)
    known = work.find(Checklist, identity)
    if known is not None:
        return known
    numbers = [version.number for version in work.all(Checklist, code=draft.code)]
    checklist = Checklist(
        id=identity,
        code=draft.code,
        title=draft.title,
        number=max(numbers, default=0) + 1,
        criteria=draft.criteria,
        content_sha256=digest,
        state=ChecklistState.PUBLISHED,
        valid_from=draft.valid_from,
        source=draft.source,
        bands=draft.bands,
    )
    work.save(checklist)
    return checklist


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
