"""The life of a version after its publication: retired, and brought back.

A retired version is offered for no new visit. It stays readable, and the visits that stand
on it go on.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from app.domain.checklist import Checklist, ChecklistState
from app.errors import AppError
from app.ids import ChecklistId
from app.services.checklists import own_versions
from app.store.unit_of_work import Store
from app.words import mark


class LifeIsHeadquarters(AppError):
    """A laptop that has a headquarters was asked to retire a version."""

    code = "checklist_of_headquarters"
    message = mark(
        "This computer is enrolled at a headquarters, and only headquarters retires checklists "
        "or brings them back. Nothing was changed. Have it done there; the next package brings it."
    )


class NotTheLatestVersion(AppError):
    """An older version was to be brought back."""

    code = "not_latest_version"
    message = mark(
        "Only the latest version of “{checklist}” can be brought back, that is {latest}. "
        "Nothing was changed. To use an older one again, publish it as a new version."
    )


class ChecklistLifeService:
    """The use cases around published versions that grow old."""

    def __init__(self, store: Store, is_enrolled: Callable[[], bool]) -> None:
        self._store = store
        self._is_enrolled = is_enrolled

    def retire(self, checklist_id: ChecklistId) -> Checklist:
        """Offer a version for no new visit.

        Raises:
            NotFound: if there is no such version.
            LifeIsHeadquarters: if this computer has a headquarters that decides it.
        """
        return self._become(checklist_id, ChecklistState.RETIRED)

    def restore(self, checklist_id: ChecklistId) -> Checklist:
        """Offer the latest version of a set again.

        Raises:
            NotFound: if there is no such version.
            NotTheLatestVersion: if there is a newer one.
            LifeIsHeadquarters: if this computer has a headquarters that decides it.
        """
        return self._become(checklist_id, ChecklistState.PUBLISHED)

    def _become(self, checklist_id: ChecklistId, state: ChecklistState) -> Checklist:
        if self._is_enrolled():
            raise LifeIsHeadquarters
        with self._store.writing() as work:
            checklist = work.get(Checklist, checklist_id)
            versions = work.all(Checklist, code=checklist.code)
            ours = own_versions(work, versions)
            latest = max(one.number for one in (ours if checklist in ours else versions))
            if state is ChecklistState.PUBLISHED and checklist.number != latest:
                raise NotTheLatestVersion(checklist=checklist.code, latest=latest)
            checklist = replace(checklist, state=state)
            work.save(checklist)
            work.commit()
        return checklist
