"""Taking packages in: looked at first, then one button, then what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QFrame, QStackedWidget

from app.progress import Progress
from app.services.import_summary import ImportSummary
from app.words import translate
from ui import theme
from ui.desk import Desk
from ui.exchange.receipt_offer import ReceiptOffer
from ui.exchange.texts import (
    import_lines,
    photos_missing_text,
    receipts_text,
    set_aside_text,
    unproved_text,
)
from ui.exchange.unit_table import UnitTable
from ui.icons import Icon
from ui.jobs import Job
from ui.texts import moment_text
from ui.widgets.basics import button, column, label, row
from ui.widgets.column_table import Column, ColumnTable, ColumnTableModel
from ui.widgets.empty_state import EmptyState
from ui.widgets.job_panel import JobPanel

if TYPE_CHECKING:
    # Brings cryptography, which nothing needs before the first package.
    from app.services.imported import Imported

_PACKAGES_HEIGHT: Final = 112
_TONES: Final = {"new": "accent", "known": "neutral", "rejected": "bad"}

COLUMNS: Final[tuple[Column[Imported], ...]] = (
    Column(
        header=lambda: translate("Package from"),
        text=lambda row: row.signer or row.path.name,
        sort_key=lambda row: row.signer,
        width=150,
        stretches=True,
        is_strong=True,
    ),
    Column(
        header=lambda: translate("Made"),
        text=lambda row: moment_text(row.made_at),
        sort_key=lambda row: row.made_at.isoformat() if row.made_at else "",
        width=146,
    ),
    Column(
        header=lambda: translate("State"),
        text=lambda row: status_text(row.status),
        sort_key=lambda row: row.status,
        tone=lambda row: _TONES.get(row.status, "neutral"),
        width=86,
    ),
    Column(
        header=lambda: translate("New"),
        text=lambda row: str(row.new),
        sort_key=lambda row: row.new,
        width=60,
        is_number=True,
    ),
    Column(
        header=lambda: translate("Known"),
        text=lambda row: str(row.known),
        sort_key=lambda row: row.known,
        width=60,
        is_number=True,
    ),
    Column(
        header=lambda: translate("Different"),
        text=lambda row: str(row.different or ""),
        sort_key=lambda row: row.different,
        width=84,
        is_number=True,
    ),
    Column(
        header=lambda: translate("Photos"),
        text=lambda row: str(row.photos),
        sort_key=lambda row: row.photos,
        width=60,
        is_number=True,
    ),
)


class ImportPanel(QFrame):
    """Leads from a stick to what it brought; nothing is written before the button."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.desk = desk
        self.paths: list[Path] = []
        self.choose_button = button(
            translate("Choose a stick or folder"), self._on_choose, drawing=Icon.FOLDER
        )
        self.files_button = button(translate("Choose files"), self._on_choose_files)
        self.last = label("", "muted", wrap=True)
        self.stage = label("", wrap=True)
        self.model = ColumnTableModel["Imported"](COLUMNS, self)
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

    def look(self, paths: Sequence[Path]) -> Job:
        """Show what the packages at these places would bring."""
        self.paths = list(paths)
        self.receipts.withdraw()
        application = self.desk.application

        def work(progress: Progress) -> object:
            return application.imports.look(self.paths, progress)

        job = self.desk.jobs.start(work)
        self.import_button.setEnabled(False)
        self.panel.watch(job, translate("Looking at the packages"))
        job.succeeded.connect(self._on_looked)
        return job

    def take_in(self) -> Job | None:
        """Take in what was looked at; None where much is removed and nobody agrees."""
        application, paths = self.desk.application, list(self.paths)
        removing = [one for one in self.looked if one.asks]
        if removing and not self._agrees(removing):
            return None

        def work(progress: Progress) -> object:
            return application.imports.take_in(paths, progress, removals=bool(removing))

        job = self.desk.jobs.start(work)
        self.import_button.setEnabled(False)
        self.panel.watch(job, translate("Taking packages in"))
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

    def _agrees(self, removing: Sequence[Imported]) -> bool:
        units = [unit for one in removing for unit in one.units if unit.removed]
        question = translate(
            "These packages put {count} records into the bin: {units}. Take them in with the "
            "removals?",
            count=sum(one.removed for one in removing),
            units=", ".join(f"{unit.unit_name} ({unit.removed})" for unit in units),
        )
        return self.desk.prompts.confirm(question, translate("Take in with the removals"))

    def _build(self) -> None:
        layout = column(self, margins=theme.LARGE, spacing=theme.MEDIUM)
        layout.addWidget(label(translate("Import"), "strong"))
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
        good = [one for one in found if one.error is None]
        fresh = [one for one in good if one.status == "new"]
        self.stage.setText(
            translate(
                "{found} packages: {fresh} bring something new, {known} are known, "
                "{bad} cannot be taken in. Nothing was written yet.",
                found=len(found),
                fresh=len(fresh),
                known=len(good) - len(fresh),
                bad=len(found) - len(good),
            )
        )
        self.import_button.setEnabled(bool(good))

    def _on_taken(self, found: Sequence[Imported]) -> None:
        self._show(found)
        self.looked = ()
        lines = [
            translate(
                "Done: {new} new entries, {photos} photos, {different} differences to settle, "
                "{bad} packages refused.",
                new=sum(one.new for one in found),
                photos=sum(one.photos for one in found),
                different=sum(one.different for one in found),
                bad=sum(1 for one in found if one.error is not None),
            )
        ]
        aside = sum(one.rejected for one in found)
        missing = sum(one.photos_missing for one in found)
        if aside:
            lines.append(set_aside_text(aside))
        if missing:
            lines.append(photos_missing_text(missing))
        lines += [unproved_text(code) for one in found for code in one.minutes_unproved]
        heard = sum(one.receipts for one in found)
        if heard:
            lines.append(receipts_text(heard))
        self.stage.setText("\n".join(lines))
        if any(one.error is None for one in found):
            self.receipts.offer(self.paths[0])

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


def status_text(status: str) -> str:
    """Return what became of a package."""
    return {
        "new": translate("new"),
        "known": translate("known"),
        "rejected": translate("refused"),
    }.get(status, status)
