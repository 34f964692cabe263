"""Below the list of versions: the one chosen is retired, or brought back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from app.domain.checklist import ChecklistState
from app.ids import ChecklistId
from app.services.checklists import ChecklistRow
from app.words import translate
from ui.desk import Desk
from ui.widgets.basics import button, column


class LifeButton(QWidget):
    """One button that says what can be done to the version; none for a draft or an older one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._rows: dict[str, ChecklistRow] = {}
        self._latest: dict[str, int] = {}
        self._row: ChecklistRow | None = None
        self.button = button("", self._on_pressed)
        column(self).addWidget(self.button)
        self.hide()

    def show_versions(self, rows: Sequence[ChecklistRow]) -> None:
        """Know every version and which is the latest of its set."""
        self._rows = {row.id: row for row in rows}
        self._latest = {}
        for row in rows:
            self._latest[row.code] = max(row.number, self._latest.get(row.code, 0))

    def show_version(self, version: ChecklistId | None) -> None:
        """Follow the version chosen."""
        row = self._rows.get(version) if version is not None else None
        is_retired = row is not None and row.state is ChecklistState.RETIRED
        if row is not None and is_retired and row.number != self._latest[row.code]:
            row = None
        self._row = row
        self.setVisible(row is not None)
        self.button.setText(
            translate("Use this version again") if is_retired else translate("Retire this version…")
        )

    def _on_pressed(self) -> None:
        row = self._row
        if row is None:
            return
        life = self._desk.application.checklist_life
        if row.state is ChecklistState.RETIRED:
            self._desk.jobs.save(lambda: life.restore(row.id))
            return
        question = translate(
            "Retire {code} version {number}? It is offered for no new inspection; those that "
            "stand on it go on.",
            code=row.code,
            number=row.number,
        )
        if self._desk.prompts.confirm(question, translate("Retire")):
            self._desk.jobs.save(lambda: life.retire(row.id))
