"""Tables of criteria as issued: read, columns mapped, corrected, then kept as a draft or published.

Nothing is written until somebody says so, and then only what is whole is published.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from app.documents.source_tables import is_issued_table, read_tables
from app.domain.checklist import Checklist
from app.domain.checklist_draft import ChecklistDraft
from app.domain.issued_checklist import IssuedChecklist, Remark
from app.domain.issued_criteria import read_issued
from app.domain.source_table import SourceTable
from app.domain.table_columns import (
    ColumnMap,
    MapInvalid,
    find_headings,
    guess_columns,
    read_map,
    spell_map,
)
from app.domain.text import fold
from app.errors import AppError
from app.progress import NO_PROGRESS, Progress
from app.services.checklist_drafts import ChecklistDraftService, KeptDraft
from app.services.checklists import ChecklistService
from app.store.unit_of_work import Store
from app.words import mark, translate

MOST_TOLD: Final = 50
_REMEMBERED: Final = "criteria_columns"
_LONGEST_TITLE: Final = 200
_APPENDIX: Final = re.compile(r"phu luc\b.{0,12}|\(.*|ban hanh kem theo.*|kem theo .*")
_FILLER: Final = frozenset({"bang", "bo", "phu", "luc", "va", "cua", "cac", "tieu", "chi", "so"})


class IssuedTableInvalid(AppError):
    """A table was read but does not make a checklist yet; nothing of it was taken in."""

    code = "issued_table_invalid"
    message = mark(
        "“{table}” was not published because of {count} mistakes. Nothing was changed. "
        "Correct them in the file, correct the mapping of columns, or keep it as a draft.\n{list}"
    )

    def __init__(self, table: str, faults: Sequence[Remark]) -> None:
        lines = [fault.text for fault in faults[:MOST_TOLD]]
        if len(faults) > MOST_TOLD:
            lines.append(translate("… and {count} more.", count=len(faults) - MOST_TOLD))
        super().__init__(table=table, count=len(faults), list="\n".join(lines))
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetName:
    """What a set is called: its code, and its title."""

    code: str
    title: str


class IssuedTableService:
    """The use cases around tables that somebody else made."""

    def __init__(
        self, store: Store, checklists: ChecklistService, drafts: ChecklistDraftService
    ) -> None:
        self._store = store
        self._checklists = checklists
        self._drafts = drafts

    @staticmethod
    def is_issued(path: Path) -> bool:
        """Tell whether a file is none of the forms this program makes itself."""
        return is_issued_table(path)

    @staticmethod
    def read(path: Path, progress: Progress = NO_PROGRESS) -> tuple[SourceTable, ...]:
        """Return every table of a file.

        Raises:
            DocumentUnreadable: if it is no such file, damaged, encrypted, or has no table.
            DocumentForbidden: if it carries something that could run or load by itself.
            WorkerFailed: if an old workbook broke down its reader.
            Cancelled: if the user asked to stop.
        """
        return read_tables(path, progress)

    def columns(self, table: SourceTable) -> ColumnMap:
        """Return which column says what: as corrected the last time, else as guessed."""
        headings = find_headings(table)
        guessed = guess_columns(table, headings)
        if not any(headings.texts):
            return guessed
        with self._store.reading() as view:
            kept = view.notes.recall(f"{_REMEMBERED}/{headings.signature}")
        return replace(read_map(kept), first_row=guessed.first_row) if kept else guessed

    def remember(self, table: SourceTable, columns: ColumnMap) -> None:
        """Keep a mapping for every table with these headings."""
        headings = find_headings(table)
        if not any(headings.texts) or columns == self.columns(table):
            return
        with self._store.writing() as work:
            work.notes.remember(f"{_REMEMBERED}/{headings.signature}", spell_map(columns))
            work.commit()

    @staticmethod
    def suggested_name(table: SourceTable, path: Path) -> SetName:
        """Return a title from what stands above the table, and a code from its first letters."""
        lines = [*table.title.split("\n"), *_above(table)]
        good = [" ".join(line.split()) for line in lines if not _is_appendix(line)]
        title = (good[-1] if good else path.stem)[:_LONGEST_TITLE]
        words = re.findall(r"[a-z0-9]+", fold(title))
        letters = "".join(word[0] for word in words if word not in _FILLER)[:6].upper()
        return SetName(code=letters or "BTC", title=title)

    @staticmethod
    def judge(table: SourceTable, columns: ColumnMap, name: SetName) -> IssuedChecklist:
        """Return what a table comes to, with every remark at its place; no store is needed.

        Raises:
            MapInvalid: if the mapping does not fit the table.
        """
        if table.trouble:
            raise MapInvalid(reason=table.trouble)
        return read_issued(table, columns, code=name.code, title=name.title)

    def build(self, table: SourceTable, columns: ColumnMap, name: SetName) -> IssuedChecklist:
        """Return the same as the next version of its set.

        Raises:
            MapInvalid: if the mapping does not fit the table.
        """
        issued = self.judge(table, columns, name)
        versions = [row.number for row in self._checklists.rows() if row.code == name.code]
        draft = replace(issued.draft, number=max(versions, default=0) + 1)
        return replace(issued, draft=draft)

    def publish(self, table: SourceTable, columns: ColumnMap, issued: IssuedChecklist) -> Checklist:
        """Publish what a table came to, and remember its columns.

        Raises:
            IssuedTableInvalid: with every mistake by its place; nothing was published.
            ChecklistInvalid: if codes, rules or sums do not hold.
        """
        if not issued.is_whole:
            raise IssuedTableInvalid(table.name, issued.faults)
        published = self._checklists.publish(issued.draft)
        self.remember(table, columns)
        return published

    def keep(self, table: SourceTable, columns: ColumnMap, draft: ChecklistDraft) -> KeptDraft:
        """Keep what a table came to as a draft, whole or not, and remember its columns."""
        kept = self._drafts.begin(draft)
        self.remember(table, columns)
        return kept


def _above(table: SourceTable) -> list[str]:
    """Return what stands above the headings of a sheet."""
    rows = table.rows[: find_headings(table).first]
    return [cell.own for row in rows for cell in row.cells if cell.own]


def _is_appendix(line: str) -> bool:
    plain = " ".join(fold(line).split())
    return not plain or _APPENDIX.fullmatch(plain) is not None
