"""Taking packages in: looked at first, then one button, then what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QStackedWidget

from app.progress import Progress
from app.services.import_summary import ImportSummary
from app.words import translate
from ui import theme
from ui.desk import Desk
from ui.exchange.package_columns import PACKAGE_COLUMNS
from ui.exchange.receipt_offer import ReceiptOffer
from ui.exchange.stick_bar import StickBar
from ui.exchange.texts import (
    import_lines,
    photos_missing_text,
    receipts_text,
    set_aside_text,
    unproved_text,
    waiting_text,
    would_wait_text,
)
from ui.exchange.unit_table import UnitTable
from ui.icons import Icon
from ui.jobs import Job
from ui.widgets.basics import button, column, label, row
from ui.widgets.column_table import ColumnTable, ColumnTableModel
from ui.widgets.empty_state import EmptyState
from ui.widgets.job_panel import JobPanel

if TYPE_CHECKING:
    # Brings cryptography, which nothing needs before the first package.
    from app.services.imported import Imported

_PACKAGES_HEIGHT: Final = 112


class ImportPanel(QFrame):
    """Leads from a stick to what it brought; nothing is written before the button."""

    taken = Signal()
    """Packages were taken in, or held until somebody decides about them."""
    told = Signal(object)
    """Something stands there that was not there before: the widget, to be brought into sight."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.desk = desk
        self.paths: list[Path] = []
        self.choose_button = button(
            translate("Choose a stick or folder"), self._on_choose, drawing=Icon.FOLDER
        )
        self.sticks = StickBar(desk.jobs)
        self.files_button = button(translate("Choose files"), self._on_choose_files)
        self.last = label("", "muted", wrap=True)
        self.stage = label("", wrap=True)
        self.model = ColumnTableModel["Imported"](PACKAGE_COLUMNS, self)
        self.table = ColumnTable["Imported"](self.model)
        self.units = UnitTable()
        self.looked: Sequence[Imported] = ()
        self.import_button = button(
            translate("Take the packages in"),
            self.take_in,
            variant="primary",
            drawing=Icon.IMPORT,
        )
        self.receipts = ReceiptOffer(desk)
        self.panel = JobPanel()
        self.detail = label("", wrap=True)
        self.stack = QStackedWidget()
        self._build()
        self.table.row_chosen.connect(self._on_row_chosen)
        self.sticks.chosen.connect(lambda stick: self.look([stick.place]))
        self.sticks.pulled.connect(self._on_pulled)
        self.receipts.told.connect(self.told)

    def look(self, paths: Sequence[Path]) -> Job:
        """Show what the packages at these places would bring."""
        self.paths = list(paths)
        self.sticks.choose(self.paths[0] if len(self.paths) == 1 else None)
        self.receipts.withdraw()
        application = self.desk.application

        def work(progress: Progress) -> object:
            return application.imports.look(self.paths, progress)

        job = self.desk.jobs.start(work)
        self.panel.watch(job, translate("Looking at the packages"), self.import_button)
        job.succeeded.connect(self._on_looked)
        return job

    def take_in(self) -> Job | None:
        """Take in what was looked at; None where much is removed and nobody agrees."""
        application, paths = self.desk.application, list(self.paths)
        from app.services.imported import removing  # noqa: PLC0415 - cryptography

        asked = removing(self.looked)
        if asked and not self._agrees(asked):
            return None

        def work(progress: Progress) -> object:
            return application.imports.take_in(paths, progress, removals=bool(asked))

        job = self.desk.jobs.start(work)
        self.panel.watch(job, translate("Taking packages in"), self.import_button)
        job.succeeded.connect(self._on_taken)
        return job

    def reload(self) -> None:
        """Look up what the last import brought."""
        job = self.desk.jobs.read(self.desk.application.handover.last_import)
        job.succeeded.connect(self._show_last)

    def record(self, path: Path) -> Job:
        """Record one inspection document (JSON)."""
        application = self.desk.application

        def work(progress: Progress) -> object:
            return application.recording.record(path, progress)

        job = self.desk.jobs.start(work)
        self.panel.watch(job, translate("Recording the document"))
        job.succeeded.connect(self._on_recorded)
        return job

    def _agrees(self, asked: Sequence[Imported]) -> bool:
        units = [unit for one in asked for unit in one.units if unit.removed]
        question = translate(
            "These packages put {count} records into the bin: {units}. Take them in with the "
            "removals?",
            count=sum(one.removed for one in asked),
            units=", ".join(f"{unit.unit_name} ({unit.removed})" for unit in units),
        )
        return self.desk.prompts.confirm(question, translate("Take in with the removals"))

    def _build(self) -> None:
        layout = column(self, margins=theme.LARGE, spacing=theme.MEDIUM)
        layout.addWidget(label(translate("Import"), "strong"))
        layout.addWidget(self.sticks)
        where = row()
        where.addWidget(self.choose_button)
        where.addWidget(self.files_button)
        where.addStretch(1)
        layout.addLayout(where)
        layout.addWidget(self.last)
        layout.addWidget(self.stage)
        go = row()
        go.addWidget(self.import_button)
        go.addStretch(1)
        layout.addLayout(go)
        layout.addWidget(self.receipts)
        layout.addWidget(self.panel)
        self.stack.addWidget(
            EmptyState(
                Icon.PACKAGE,
                translate("Nothing looked at yet"),
                translate(
                    "Choose a stick: you see what each package brings before it is taken in."
                ),
                width=300,
            )
        )
        self.stack.addWidget(self.table)
        self.stack.setMinimumHeight(theme.scaled(240))
        layout.addWidget(self.stack, 1)
        layout.addWidget(self.units, 1)
        layout.addWidget(self.detail)
        self.last.hide()
        self.stage.hide()
        self.detail.hide()
        self.import_button.setEnabled(False)

    def _show_last(self, last: ImportSummary | None) -> None:
        # What was just looked at or taken in says more than the memory of it.
        self.last.setVisible(last is not None and self.stage.isHidden())
        if last is not None:
            self.last.setText("\n".join(text for text, _tone in import_lines(last)))

    def _show(self, found: Sequence[Imported]) -> None:
        self.stack.setCurrentWidget(self.table)
        self.last.hide()
        self.stage.show()
        self.model.show_rows(found)
        if found:
            self.table.selectRow(0)

    def _on_looked(self, found: Sequence[Imported]) -> None:
        self._show(found)
        # The units say more than empty lines under the packages.
        self.stack.setMinimumHeight(theme.scaled(_PACKAGES_HEIGHT))
        self.looked = found
        self.units.show_found(found)
        states = Counter(one.status for one in found)
        lines = [
            translate(
                "Packages: {found}. Something new: {fresh}, known: {known}, cannot be taken in: "
                "{bad}. Nothing was written yet.",
                found=len(found),
                fresh=states["new"],
                known=states["known"],
                bad=states["rejected"],
            )
        ]
        if states["waiting"]:
            lines.append(would_wait_text(states["waiting"]))
        self.stage.setText("\n".join(lines))
        self.import_button.setEnabled(states["rejected"] < len(found))
        self.told.emit(self.units if self.units.isVisible() else self.stack)

    def _on_taken(self, found: Sequence[Imported]) -> None:
        self._show(found)
        self.looked = ()
        lines = [
            translate(
                "Done. New entries: {new}, photos: {photos}, differences to settle: {different}, "
                "packages refused: {bad}.",
                new=sum(one.new for one in found),
                photos=sum(one.photos for one in found),
                different=sum(one.different for one in found),
                bad=sum(1 for one in found if one.status == "rejected"),
            )
        ]
        waiting = sum(1 for one in found if one.status == "waiting")
        if waiting:
            lines.append(waiting_text(waiting))
        aside = sum(one.rejected for one in found)
        missing = sum(one.photos_missing for one in found)
        if aside:
            reasons = dict.fromkeys(reason for one in found for reason in one.reasons)
            lines.append(set_aside_text(aside, reasons))
        if missing:
            lines.append(photos_missing_text(missing))
        lines += [unproved_text(code) for one in found for code in one.minutes_unproved]
        heard = sum(one.receipts for one in found)
        if heard:
            lines.append(receipts_text(heard))
        self.stage.setText("\n".join(lines))
        if any(one.error is None for one in found):
            self.receipts.offer(self.paths[0])
        self.taken.emit()
        self.told.emit(self.stack if self.receipts.isHidden() else self.receipts)

    def _on_recorded(self, recorded: object) -> None:
        records, changed = getattr(recorded, "records", 0), getattr(recorded, "changed", 0)
        self.stage.show()
        self.stage.setText(
            translate(
                "Done: {records} records in the document, {changed} new or changed.",
                records=records,
                changed=changed,
            )
        )

    def _on_pulled(self) -> None:
        """Ask for the stick again; what was taken in from it stays."""
        if self.import_button.isEnabled():
            self.import_button.setEnabled(False)
            self.stage.setText(
                translate(
                    "The stick was taken out before its packages were taken in. Nothing was "
                    "changed. Put it in and press it again."
                )
            )

    def _on_choose(self) -> None:
        folder = self.desk.prompts.choose_folder(translate("Choose a stick or folder"))
        if folder is not None:
            self.look([folder])

    def _on_choose_files(self) -> None:
        files = self.desk.prompts.choose_files(
            translate("Choose files"), translate("Packages and documents (*.zip *.json)")
        )
        documents = [file for file in files if file.suffix.lower() == ".json"]
        packages = [file for file in files if file not in documents]
        for document in documents:
            self.record(document)
        if packages:
            self.look(packages)

    def _on_row_chosen(self, chosen: Imported | None) -> None:
        text = chosen.error.text if chosen is not None and chosen.error is not None else ""
        self.detail.setText(text)
        self.detail.setVisible(bool(text))
