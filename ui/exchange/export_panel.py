"""Writing a package: what will go, where to, one button, and what lies on the stick."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QListWidget, QListWidgetItem

from app.errors import AppError
from app.ids import InspectionId
from app.progress import Progress
from app.services.inspection_rows import InspectionRow
from app.services.sticks import Stick, stick_at
from app.words import translate
from ui import theme
from ui.desk import Desk
from ui.exchange.audience import AudienceChoice
from ui.exchange.kept_notice import KeptNotice
from ui.exchange.removal_bar import RemovalBar
from ui.exchange.room_notice import Room, RoomNotice
from ui.exchange.stick_bar import StickBar
from ui.exchange.texts import recipients_text
from ui.icons import Icon
from ui.inspections.columns import committee_text
from ui.jobs import Job
from ui.texts import size_text
from ui.widgets.basics import button, column, label, row
from ui.widgets.flow import Flow
from ui.widgets.job_panel import JobPanel

if TYPE_CHECKING:
    # Brings cryptography, which nothing needs before the first package.
    from app.services.arrived import Arrived
    from app.services.export_package import Exported
    from app.services.letter import Letter
    from app.services.outgoing import Kept

_ID = Qt.ItemDataRole.UserRole
_MOST_SHOWN = 4
"""Visits of the list that are seen without scrolling."""


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
        self.summary = label("", wrap=True)
        self.audience = AudienceChoice(desk)
        self.readers = label("", "muted", wrap=True)
        self.photos = QCheckBox(translate("With photos"))
        self.photos.setChecked(True)
        self.sticks = StickBar(desk.jobs)
        self.room = RoomNotice()
        self.kept = KeptNotice()
        self.place = label("", "muted", wrap=True)
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
        self.removal = RemovalBar(desk.jobs)
        self.result = label("", wrap=True)
        self._build()
        self.visits.itemChanged.connect(lambda _item: self._show_stage())
        self.photos.toggled.connect(lambda _on: self._show_stage())
        self.sticks.chosen.connect(lambda stick: self.choose_medium(stick.place))
        self.sticks.pulled.connect(self._on_pulled)
        self.kept.wanted.connect(self.export_again)
        self.room.clearing_wanted.connect(self._on_clearing)
        self.audience.changed.connect(self._on_audience)
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
        self._fit_list()
        self._show_stage()
        # Who can be chosen is read first, and then who can open what is chosen.
        self.audience.reload()
        self._read_kept()

    def choose_medium(self, medium: Path) -> None:
        """Say where the package goes."""
        self.medium = medium
        self.sticks.choose(medium)
        self._show_stage()

    def export(self) -> Job | None:
        """Write the package; None when nothing is ticked or no place is chosen."""
        rows, medium = self._ticked(), self.medium
        if not rows or medium is None:
            return None
        exports = self.desk.application.exports
        letter = self._letter(rows)
        spread = self.room.is_spread
        return self._write(lambda progress: exports.send(medium, letter(), progress, spread=spread))

    def export_again(self, kept: Kept) -> Job | None:
        """Write a package that reached no stick; None while no place is chosen."""
        medium = self.medium
        if medium is None:
            self._on_choose()
            medium = self.medium
        if medium is None:
            return None
        exports = self.desk.application.exports
        return self._write(lambda progress: exports.write_again(kept.package_id, medium, progress))

    def _write(self, write: Callable[[Progress], Exported]) -> Job:
        def work(progress: Progress) -> object:
            exported = write(progress)
            return exported, stick_at(exported.place)

        job = self.desk.jobs.start(work)
        self._hide_result()
        self.panel.watch(job, translate("Writing the package"), self.export_button)
        job.succeeded.connect(lambda done: self._on_exported(*done))
        job.finished.connect(self._on_finished)
        return job

    def _build(self) -> None:
        layout = column(self, margins=theme.LARGE, spacing=theme.MEDIUM)
        layout.addWidget(label(translate("Export"), "strong"))
        layout.addWidget(self.visits)
        layout.addWidget(self.summary)
        layout.addWidget(self.audience)
        layout.addWidget(self.readers)
        asked = row()
        asked.addWidget(self.photos)
        asked.addWidget(
            label(translate("Without them it fits into an e-mail."), "small", wrap=True), 1
        )
        layout.addLayout(asked)
        layout.addWidget(self.kept)
        layout.addWidget(self.sticks)
        layout.addWidget(self.place)
        layout.addLayout(Flow(widgets=(self.choose_button, self.export_button)))
        layout.addWidget(self.room)
        layout.addWidget(self.panel)
        layout.addWidget(self.removal)
        layout.addWidget(self.result)
        layout.addStretch(1)
        self._hide_result()

    def _fit_list(self) -> None:
        """Give the list the room of its visits, but leave some for what stands below it."""
        self.visits.setVisible(self._offers_choice and self.visits.count() > 0)
        shown = max(1, min(self.visits.count(), _MOST_SHOWN))
        self.visits.setFixedHeight(shown * self.visits.sizeHintForRow(0) + 2 * theme.scaled(8))

    def _items(self) -> list[QListWidgetItem]:
        return [self.visits.item(number) for number in range(self.visits.count())]

    def _ticked(self) -> list[InspectionRow]:
        return [
            item.data(_ID) for item in self._items() if item.checkState() is Qt.CheckState.Checked
        ]

    def _letter(self, rows: Sequence[InspectionRow]) -> Callable[[], Letter]:
        """Return what makes the package as it is asked for."""
        wanted = [InspectionId(one.id) for one in rows]
        return self.audience.asked(wanted, with_photos=self.photos.isChecked())

    def _on_audience(self) -> None:
        self._read_readers()
        self._show_stage()

    def _show_stage(self) -> None:
        rows = self._ticked()
        self.summary.setText(
            translate("No visit is chosen, so there is nothing to export.")
            if not rows
            else translate(
                "The package will hold, encrypted and signed: visits {count}, answers {answers}, "
                "findings {findings}, photos {photos}.",
                count=len(rows),
                answers=sum(one.answered for one in rows),
                findings=sum(one.findings for one in rows),
                photos=sum(one.photos for one in rows),
            )
        )
        # A stick says itself that it is chosen.
        self.place.setVisible(self.medium is not None and self.sticks.stick is None)
        self.place.setText(str(self.medium or ""))
        self._read_size(rows)
        self.export_button.setEnabled(bool(rows) and self.medium is not None)

    def _read_size(self, rows: Sequence[InspectionRow]) -> None:
        """Say how large it will be, and whether that is too much for the place chosen."""
        if not rows:
            self.room.show_room(None)
            return
        application, medium, letter = self.desk.application, self.medium, self._letter(rows)

        def read() -> Room:
            exports, whole = application.exports, letter()
            room = Room(
                size=exports.size(whole),
                light=exports.size(replace(whole, with_photos=False)),
                free=exports.room(medium) if medium is not None else None,
            )
            if medium is None or not room.lacks:
                return room
            try:
                return replace(room, arrived=application.arrived.on(medium))
            except AppError:
                return room  # pulled meanwhile: whoever writes to it is told

        job = self.desk.jobs.read(read)
        job.succeeded.connect(self.room.show_room)

    def _on_clearing(self) -> None:
        medium = self.medium
        if medium is None:
            return
        job = self.desk.jobs.read(lambda: self.desk.application.arrived.on(medium))
        job.succeeded.connect(lambda found: self._open_arrived(medium, found))

    def _open_arrived(self, medium: Path, found: Sequence[Arrived]) -> None:
        from ui.exchange.arrived_dialog import ArrivedDialog  # noqa: PLC0415 - the page first

        dialog = ArrivedDialog(self.desk, medium, found, self)
        dialog.removed.connect(self._show_stage)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _read_kept(self) -> None:
        application = self.desk.application

        def read() -> Sequence[Kept]:
            # Named here: loading the service takes longer than the screen may stand still.
            return application.exports.kept()

        job = self.desk.jobs.read(read)
        job.succeeded.connect(self.kept.show_kept)

    def _read_readers(self) -> None:
        """Say who will be able to open the package, before it is written."""
        application, letter = self.desk.application, self.audience.asked(())

        def read() -> str | None:
            try:
                return ", ".join(application.exports.readers(letter()))
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
        self.removal.hide()
        self.result.hide()

    def _on_choose(self) -> None:
        medium = self.desk.prompts.choose_folder(translate("Choose the stick or folder"))
        if medium is not None:
            self.choose_medium(medium)

    def _on_pulled(self, stick: Stick) -> None:
        """Forget a stick that is not in any more, unless it is being written to: that is told."""
        if self.medium == stick.place:
            self.medium = None
            self._show_stage()

    def _on_finished(self) -> None:
        self._read_kept()
        self._show_stage()

    def _on_exported(self, exported: Exported, stick: Stick | None) -> None:
        lines = [
            translate(
                "{visits} visits, {revisions} entries and {photos} photos and minutes were "
                "written: {size}.",
                visits=exported.inspections,
                revisions=exported.revisions,
                photos=exported.photos,
                size=size_text(exported.size),
            ),
            str(exported.place),
        ]
        if exported.volumes_waiting:
            lines.append(
                translate(
                    "{count} volumes of photos are still to be written: put another stick in, "
                    "choose it and press “Go on”.",
                    count=exported.volumes_waiting,
                )
            )
        if exported.left_out:
            lines.append(translate("{count} parts were left out.", count=len(exported.left_out)))
        if exported.held_back:
            lines.append(
                translate(
                    "{count} photos did not go along: send them with another package.",
                    count=exported.held_back,
                )
            )
        self.result.setText("\n".join(lines))
        self.removal.show_written(stick, was_read=exported.was_read_from_medium)
        self.result.show()
        self.exported.emit(exported)
