"""The dossier grid at work: what is entered becomes a step, a paste is looked at first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.words import translate, translate_count
from ui import theme
from ui.navigation import VisitTab
from ui.texts import day_text
from ui.visit.dossier_columns import COLUMNS
from ui.visit.dossier_grid import DossierGrid
from ui.visit.dossier_model import DossierGridModel
from ui.visit.dossier_paste import (
    MOST_LETTERS,
    MOST_ROWS,
    Landing,
    PastePanel,
    land,
    misread_in,
    table_of,
)
from ui.visit.dossier_rows import CellText, GridStep, RowChange, prepare
from ui.visit.visit_case import VisitCase
from ui.visit.visit_steps import Turned
from ui.widgets.basics import column

_AT_ONCE = 60
"""As many cells are read and judged while somebody waits; more in the background."""


class DossierSheet(QWidget):
    """Grid and paste panel; `told` says in words what was done."""

    told = Signal(str)

    def __init__(self, case: VisitCase, model: DossierGridModel) -> None:
        super().__init__()
        self._case = case
        self.model = model
        self.grid = DossierGrid(model, lambda: day_text(case.desk.clock.today()))
        self.paste_panel = PastePanel()
        self._step: list[RowChange] = []
        self._landing: Landing | None = None
        self._block: tuple[range, Sequence[int]] = (range(1), [1])
        layout = column(self, spacing=theme.SMALL)
        layout.addWidget(self.paste_panel)
        layout.addWidget(self.grid, 1)
        self.grid.texts_entered.connect(self.enter)
        self.grid.pasted.connect(self.paste)
        self.grid.row_wanted.connect(self.add_row)
        self.grid.removal_wanted.connect(self.remove)
        self.paste_panel.accepted.connect(self._on_accepted)
        self.paste_panel.dropped.connect(self._on_dropped)

    def enter(self, texts: Sequence[tuple[int, str, str]]) -> None:
        """Enter texts given by place of row and name of column, as one step."""
        cells = [
            CellText(key=self.model.row_at(place).key, column=name, text=text)
            for place, name, text in texts
        ]
        if len(cells) <= _AT_ONCE:
            self.model.enter(cells)
        else:
            self._prepare(cells, (), self._on_prepared)

    def add_row(self) -> None:
        """Add a dossier by hand at the end, and go there."""
        self.model.enter((), self.model.new_keys(1))
        self.grid.choose(self.model.rowCount() - 1)
        self.grid.setFocus()

    def remove(self, places: Sequence[int]) -> None:
        """Take dossiers off the sample; undo brings them back."""
        places = [place for place in places if 0 <= place < self.model.rowCount()]
        if places and self.model.remove(places):
            self.told.emit(
                translate_count(
                    "{count} dossier was taken off the sample. Ctrl+Z brings it back.",
                    "{count} dossiers were taken off the sample. Ctrl+Z brings them back.",
                    len(places),
                )
            )
            if self.model.rowCount():
                self.grid.choose(min(places[0], self.model.rowCount() - 1))

    @property
    def done_at(self) -> int:
        """The number of the last step that can be taken back; 0 where there is none."""
        return self._number_of(self.model.done)

    @property
    def undone_at(self) -> int:
        """The number of the step that was taken back last; 0 where there is none."""
        return self._number_of(self.model.undone)

    def turn(self, *, is_redo: bool) -> Turned | None:
        """Take the last step of the grid back, or make it again; go to where it was.

        The grid keeps its own steps, because they hold what no store can, half-typed cells
        and rows, and because one save may bundle several of them (decision 0024).
        """
        step = self.model.redo() if is_redo else self.model.undo()
        if not step:
            return None
        self._go_to(step)
        return Turned(translate("last step in the dossier sample"), VisitTab.DOSSIERS)

    def paste(self, text: str) -> None:
        """Read a copied table into the cells from the current one on; nothing is applied yet."""
        current = self.grid.currentIndex()
        places = self.grid.visible_columns(max(current.column(), 0) or 1)
        columns = [COLUMNS[at] for at in places]
        if not text.strip() or self.model.judging is None:
            self.told.emit(translate("There is no text on the clipboard."))
            return
        table = table_of(text, columns) if len(text) <= MOST_LETTERS else []
        if not 0 < len(table) <= MOST_ROWS:
            self.told.emit(
                translate("At most {rows} rows can be pasted at a time.", rows=MOST_ROWS)
            )
            return
        rows, chosen = self.grid.selected_places()
        if table == [table[0]] and len(table[0]) == 1 and len(rows) * len(chosen) > 1:
            names = [COLUMNS[at].name for at in chosen if COLUMNS[at].filled is not None]
            self.enter([(place, name, table[0][0]) for place in rows for name in names])
            return
        first = max(rows[0], 0) if self.model.rowCount() else 0
        keys = [self.model.row_at(at).key for at in range(first, self.model.rowCount())]
        new_keys = self.model.new_keys(max(len(table) - len(keys), 0))
        landing = land(table, columns, keys, new_keys)
        self._prepare(
            landing.cells, landing.new_keys, partial(self._on_pasted, landing, first, places)
        )

    def _prepare(
        self,
        cells: Sequence[CellText],
        new_keys: Sequence[int],
        then: Callable[[list[RowChange]], object],
    ) -> None:
        judging, visit, rows = self.model.judging, self.model.inspection_id, dict(self.model.rows)
        if judging is not None:
            job = self._case.desk.jobs.read(lambda: prepare(rows, cells, new_keys, visit, judging))
            job.succeeded.connect(then)

    def _on_prepared(self, step: list[RowChange]) -> None:
        if step and not self.model.apply(step):
            self._tell_outdated()

    def _on_pasted(
        self, landing: Landing, first: int, places: Sequence[int], step: list[RowChange]
    ) -> None:
        self._step, self._landing = step, landing
        misread = misread_in(step, landing)
        self._block = (range(first, first + landing.height), places[: landing.width])
        if misread:
            self.paste_panel.ask(landing, misread)
        else:
            self._on_accepted()

    def _on_accepted(self) -> None:
        landing, step = self._landing, self._step
        self._landing, self._step = None, []
        self.grid.setFocus()
        if landing is None:
            return
        if step and not self.model.apply(step):
            self._tell_outdated()
            return
        rows, places = self._block
        self.grid.choose(rows[0], places[0])
        self.grid.select_block(rows, places)
        self.told.emit(
            translate(
                "{rows} × {columns} cells were pasted, {added} dossiers added. Ctrl+Z takes it "
                "back.",
                rows=landing.height,
                columns=landing.width,
                added=len(landing.new_keys),
            )
        )

    def _on_dropped(self) -> None:
        self._landing, self._step = None, []
        self.grid.setFocus()
        self.told.emit(translate("Nothing was pasted."))

    def _tell_outdated(self) -> None:
        self.told.emit(
            translate("The rows changed meanwhile, so nothing was entered. Please do it again.")
        )

    def _number_of(self, steps: Sequence[GridStep]) -> int:
        # The grid may still show the sample of the visit before.
        is_shown = self.model.inspection_id == self._case.inspection_id
        return steps[-1].number if steps and is_shown and not self.model.is_sealed else 0

    def _go_to(self, step: Sequence[RowChange]) -> None:
        for change in step:
            place = self.model.place_of(change.after.key) if change.after else -1
            if place >= 0:
                self.grid.choose(place, max(self.grid.currentIndex().column(), 1))
                break
