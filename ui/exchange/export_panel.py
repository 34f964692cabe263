"""Writing a package: what will go, where to, one button, and what lies on the stick."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem

from app.errors import AppError
from app.ids import InspectionId
from app.progress import Progress
from app.services.inspection_rows import InspectionRow
from app.words import translate, translate_count
from ui import theme
from ui.desk import Desk
from ui.exchange.audience import AudienceChoice
from ui.exchange.texts import recipients_text
from ui.icons import Icon
from ui.inspections.columns import committee_text
from ui.jobs import Job
from ui.texts import size_text
from ui.widgets.basics import button, chip, column, label, row
from ui.widgets.job_panel import JobPanel

if TYPE_CHECKING:
    # Brings cryptography, which nothing needs before the first package.
    from app.services.export_package import Exported

_ID = Qt.ItemDataRole.UserRole


class ExportPanel(QFrame):
    """Exports the visits ticked, or the one visit it stands in."""

    exported = Signal(object)
    """A package lies on the stick."""

    def __init__(self, desk: Desk, *, offers_choice: bool) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.desk = desk
        self._offers_choice = offers_choice
        self.medium: Path | None = None
        self.visits = QListWidget()
        self.visits.setAccessibleName(translate("Visits to export"))
        if not offers_choice:
            # Never shown from here: before it stands anywhere, it would be a window of its own.
            self.visits.hide()
        self.visits.setMinimumHeight(theme.scaled(140))
        self.summary = label("", wrap=True)
        self.audience = AudienceChoice(desk)
        self.readers = label("", "muted", wrap=True)
        self.place = label(translate("No stick chosen yet"), "muted", wrap=True)
        self.choose_button = button(
            translate("Choose the stick or folder"), self._on_choose, drawing=Icon.FOLDER
        )
        self.export_button = button(
            translate("Export the package"),
            self.export,
            variant="primary",
            drawing=Icon.EXPORT,
        )
        self.panel = JobPanel()
        self.safe = chip(translate("Safe: the stick may be removed"), "good")
        self.result = label("", wrap=True)
        self._build()
        self.visits.itemChanged.connect(lambda _item: self._show_stage())
        self.audience.changed.connect(self._read_readers)
        self._show_stage()

    def show_visits(self, rows: Sequence[InspectionRow]) -> None:
        """Offer these visits; those ticked before stay ticked, new ones are but for samples."""
        known = {item.data(_ID).id for item in self._items()}
        unticked = {
            item.data(_ID).id
            for item in self._items()
            if item.checkState() is Qt.CheckState.Unchecked
        }
        self.visits.blockSignals(True)  # noqa: FBT003 - Qt takes it so
        self.visits.clear()
        for one in rows:
            item = QListWidgetItem(f"{committee_text(one)}  ·  {one.answered}/{one.leaves}")
            item.setData(_ID, one)
            # Who stands in the tab of a sample asks for it by name.
            wanted = not one.is_sample or not self._offers_choice
            ticked = one.id not in unticked and (wanted or one.id in known)
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
            self.visits.addItem(item)
        self.visits.blockSignals(False)  # noqa: FBT003 - Qt takes it so
        self._show_stage()
        # Who can be chosen is read first, and then who can open what is chosen.
        self.audience.reload()

    def choose_medium(self, medium: Path) -> None:
        """Say where the package goes."""
        self.medium = medium
        self._show_stage()

    def export(self) -> Job | None:
        """Write the package; None when nothing is ticked or no place is chosen."""
        rows, medium = self._ticked(), self.medium
        if not rows or medium is None:
            return None
        application = self.desk.application
        wanted = [InspectionId(one.id) for one in rows]
        letter = self.audience.letter(wanted)

        def work(progress: Progress) -> object:
            if letter is None:
                return application.exports.write(medium, wanted, progress)
            return application.exports.send(medium, letter, progress)

        job = self.desk.jobs.start(work)
        self.export_button.setEnabled(False)
        self._hide_result()
        self.panel.watch(job, translate("Writing the package"))
        job.succeeded.connect(self._on_exported)
        job.finished.connect(lambda: self.export_button.setEnabled(True))
        return job

    def _build(self) -> None:
        layout = column(self, margins=theme.LARGE, spacing=theme.MEDIUM)
        layout.addWidget(label(translate("Export"), "strong"))
        layout.addWidget(self.visits, 1)
        layout.addWidget(self.summary)
        layout.addWidget(self.audience)
        layout.addWidget(self.readers)
        where = row()
        where.addWidget(self.choose_button)
        where.addWidget(self.place, 1)
        layout.addLayout(where)
        go = row()
        go.addWidget(self.export_button)
        go.addStretch(1)
        layout.addLayout(go)
        layout.addWidget(self.panel)
        layout.addWidget(self.safe)
        layout.addWidget(self.result)
        self._hide_result()

    def _items(self) -> list[QListWidgetItem]:
        return [self.visits.item(number) for number in range(self.visits.count())]

    def _ticked(self) -> list[InspectionRow]:
        return [
            item.data(_ID) for item in self._items() if item.checkState() is Qt.CheckState.Checked
        ]

    def _show_stage(self) -> None:
        rows = self._ticked()
        self.summary.setText(
            translate_count(
                "The package will hold {count} visit with {answers} answers, {findings} "
                "findings and {photos} photos, encrypted and signed.",
                "The package will hold {count} visits with {answers} answers, {findings} "
                "findings and {photos} photos, encrypted and signed.",
                len(rows),
                answers=sum(one.answered for one in rows),
                findings=sum(one.findings for one in rows),
                photos=sum(one.photos for one in rows),
            )
        )
        if self.medium is not None:
            self.place.setText(str(self.medium))
        self.export_button.setEnabled(bool(rows) and self.medium is not None)

    def _read_readers(self) -> None:
        """Say who will be able to open the package, before it is written."""
        application, letter = self.desk.application, self.audience.letter(())

        def read() -> str | None:
            try:
                return ", ".join(application.exports.readers(letter))
            except AppError:
                return None

        job = self.desk.jobs.read(read)
        job.succeeded.connect(self._show_readers)

    def _show_readers(self, names: str | None) -> None:
        self.readers.setVisible(names is not None)
        if names is not None:
            text = translate("It can be opened by: {names}.", names=recipients_text(names))
            self.readers.setText(text)

    def _hide_result(self) -> None:
        self.safe.hide()
        self.result.hide()

    def _on_choose(self) -> None:
        medium = self.desk.prompts.choose_folder(translate("Choose the stick or folder"))
        if medium is not None:
            self.choose_medium(medium)

    def _on_exported(self, exported: Exported) -> None:
        lines = [
            translate(
                "{visits} visits, {revisions} entries and {photos} photos and minutes were "
                "written and read back: {size}.",
                visits=exported.inspections,
                revisions=exported.revisions,
                photos=exported.photos,
                size=size_text(exported.size),
            ),
            str(exported.place),
        ]
        if exported.left_out:
            lines.append(translate("{count} parts were left out.", count=len(exported.left_out)))
        if not exported.was_read_from_medium:
            lines.append(translate("The computer may have read it back from its own memory."))
        self.result.setText("\n".join(lines))
        self.safe.show()
        self.result.show()
        self.exported.emit(exported)
