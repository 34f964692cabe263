"""Below the list of versions: the one chosen goes out as a workbook, is retired or brought back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.domain.checklist import ChecklistState
from app.ids import ChecklistId
from app.services.checklists import ChecklistRow
from app.words import translate
from ui import theme
from ui.desk import Desk
from ui.icons import Icon
from ui.widgets.basics import button, column, label


class VersionActions(QWidget):
    """What can be done to a version as a whole; nothing for a draft."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._rows: dict[str, ChecklistRow] = {}
        self._latest: dict[str, int] = {}
        self._row: ChecklistRow | None = None
        self.export_button = button(
            translate("Write as an Excel workbook…"), self._on_export, drawing=Icon.EXPORT
        )
        self.life_button = button("", self._on_life)
        self.said = label("", "muted", wrap=True)
        layout = column(self, spacing=theme.SMALL)
        for part in (self.export_button, self.life_button, self.said):
            layout.addWidget(part)
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
        is_past = row is not None and is_retired and row.number != self._latest[row.code]
        self._row = row
        self.setVisible(row is not None)
        self.said.hide()
        self.life_button.setVisible(not is_past)
        self.life_button.setEnabled(True)
        self.life_button.setText(
            translate("Use this version again") if is_retired else translate("Retire this version…")
        )

    def _on_export(self) -> None:
        row = self._row
        if row is None:
            return
        target = self._desk.prompts.save_as(
            translate("Write as an Excel workbook"),
            Path.home() / f"{row.code}-{row.number}.xlsx",
            translate("Excel workbooks (*.xlsx)"),
        )
        if target is None:
            return
        path, files = target.with_suffix(".xlsx"), self._desk.application
        name = f"{row.code}/{row.number}"
        job = self._desk.jobs.read_aside(lambda: files.checklist_files.export(name, path))
        job.succeeded.connect(lambda _checklist: self._say(path))

    def _say(self, path: Path) -> None:
        self.said.setText(translate("Written to {path}.", path=path))
        self.said.show()

    def _on_life(self) -> None:
        row = self._row
        if row is None:
            return
        life = self._desk.application.checklist_life
        if row.state is ChecklistState.RETIRED:
            self._change(lambda: life.restore(row.id))
            return
        question = translate(
            "Retire {code} version {number}? It is offered for no new inspection; those that "
            "stand on it go on.",
            code=row.code,
            number=row.number,
        )
        if self._desk.prompts.confirm(question, translate("Retire")):
            self._change(lambda: life.retire(row.id))

    def _change(self, work: Callable[[], object]) -> None:
        # Until the list was read anew, the button would speak of the state before.
        self.life_button.setEnabled(False)
        job = self._desk.jobs.save(work)
        job.failed.connect(lambda _error: self.life_button.setEnabled(True))
