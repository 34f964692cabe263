"""Two versions of a checklist side by side, published ones or a workbook not yet taken in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from app.domain.checklist import Checklist, ChecklistState
from app.domain.checklist_difference import ChecklistDifference, compare_checklists
from app.domain.checklist_identity import identified
from app.ids import ChecklistId
from app.services.checklists import current_checklist, published
from app.store.unit_of_work import Store

if TYPE_CHECKING:
    from app.services.checklist_files import ChecklistFileService

_WORKBOOKS: Final = frozenset({".xlsx", ".xlsm", ".xls"})


class ChecklistDifferenceService:
    """The use cases around what changed between versions."""

    def __init__(self, store: Store, files: Callable[[], ChecklistFileService]) -> None:
        self._store = store
        # Reading workbooks loads a library that few comparisons need.
        self._files = files

    def between(self, old: ChecklistId, new: ChecklistId) -> ChecklistDifference:
        """Return what changed from one published version to another.

        Raises:
            NotFound: if there is no such version.
        """
        with self._store.reading() as view:
            before, after = view.get(Checklist, old), view.get(Checklist, new)
        return compare_checklists(before, after)

    def named(self, old: str, new: str) -> ChecklistDifference:
        """Return what changed between two versions by their names.

        A name is `CODE/2`, `CODE` for the version in force, or the path of a workbook, whose
        criteria are found again in the other one as publishing would find them.

        Raises:
            NotFound: if there is no such version.
            WorkbookInvalid: if a workbook is no checklist.
        """
        before, after = self._known(old), self._known(new)
        if before is None:
            before = self._unpublished(Path(old), after)
        if after is None:
            after = self._unpublished(Path(new), before)
        return compare_checklists(before, after)

    def _known(self, name: str) -> Checklist | None:
        """Return the version with this name, or None where it names a workbook."""
        if Path(name).suffix.lower() in _WORKBOOKS:
            return None
        with self._store.reading() as view:
            return current_checklist(view, name)

    def _unpublished(self, path: Path, other: Checklist | None) -> Checklist:
        """Return what a workbook would be as a version beside another; it is not kept."""
        draft = self._files().read(path)
        with self._store.reading() as view:
            known = view.all(Checklist, code=draft.code)
        known.sort(key=lambda one: one.number, reverse=True)
        earlier = [*([other] if other is not None else []), *known]
        criteria = identified(draft.criteria, [one.criteria for one in earlier])
        version = published(replace(draft, criteria=criteria, number=0))
        return replace(version, state=ChecklistState.DRAFT)
