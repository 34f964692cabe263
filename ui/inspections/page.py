"""The page Cuộc kiểm tra: every visit of this store, and the way into it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame
from typing_extensions import override

from app.domain.answer import Answer
from app.domain.dossier import Dossier
from app.domain.finding import Finding
from app.domain.inspection import Inspection, InspectionState
from app.domain.photo import Photo
from app.domain.recommendation import Recommendation
from app.progress import Progress
from app.services.inspection_rows import HandoverState, InspectionRow
from app.words import translate
from ui import theme
from ui.desk import Desk
from ui.first_start.page import sample_documents
from ui.icons import Icon
from ui.inspections.columns import COLUMNS, DAYS
from ui.inspections.filters import VisitFilters
from ui.navigation import PageName
from ui.page import Page
from ui.shortcuts import Key, bind
from ui.widgets.basics import button, label, row
from ui.widgets.empty_state import EmptyState
from ui.widgets.job_panel import JobPanel
from ui.widgets.row_order import KeyedRows
from ui.widgets.scroll_column import ScrollColumn
from ui.widgets.table_panel import TablePanel
from ui.widgets.undo_bar import UndoBar

_LAYOUT: Final = "visits"
_LEAST_PANEL: Final = 320
"""Search, filters and a few rows, in pixels of the design."""


class InspectionsPage(Page):
    """The list of visits; Enter or a double click opens one, Delete puts one into the bin."""

    TOPICS = frozenset(
        kind.KIND for kind in (Inspection, Answer, Finding, Recommendation, Dossier, Photo)
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            translate("Inspections"),
            translate("Open a visit to fill its checklist, record findings and write the minutes."),
        )
        self.start_button = button(
            translate("Start a visit"), self._on_start, variant="primary", drawing=Icon.ADD
        )
        self.panel = TablePanel[InspectionRow](
            COLUMNS,
            translate("Search visits (Ctrl+F)"),
            (),
            EmptyState(
                Icon.INSPECTION,
                translate("No visits yet"),
                translate(
                    "Start a visit to a unit, or import an assignment package from headquarters."
                ),
                button(translate("Start a visit"), self._on_start),
                button(
                    translate("To the packages"),
                    partial(self.desk.navigator.open_page, PageName.PACKAGES),
                ),
                button(translate("Load the samples"), self.load_samples),
            ),
        )
        self.table = self.panel.table
        self.filters = VisitFilters(desk.clock.today())
        self.summary_button = button(
            translate("Summary (Excel)"), self._on_summary, drawing=Icon.TABLE
        )
        self.bin_button = button(translate("Recycle bin"), self.open_bin, drawing=Icon.REMOVE)
        self.remove_button = button(translate("Put into the bin (Delete)"), self.remove_chosen)
        self.samples_button = button(translate("Remove the samples"), self._on_samples)
        self.samples = QFrame()
        self.undo = UndoBar()
        self.progress = JobPanel()
        self.result = label("", "muted", wrap=True)
        self._build()
        self.filters.changed.connect(self._on_filters)
        self.table.sortByColumn(DAYS, Qt.SortOrder.DescendingOrder)
        self.table.restore_layout(self.desk.settings.current.columns.get(_LAYOUT, ""))
        self.table.row_opened.connect(lambda row: self.desk.navigator.open_visit(row.id))
        self.table.row_chosen.connect(
            lambda chosen: self.remove_button.setEnabled(chosen is not None)
        )

    @override
    def reload(self) -> None:
        rows = self.desk.application.inspections.rows
        self.read(lambda: self.panel.keyed(rows()), self._show)

    @override
    def settle(self) -> None:
        kept = {**self.desk.settings.current.columns, _LAYOUT: self.table.layout_kept()}
        self.desk.settings.change(columns=kept)

    def remove_chosen(self) -> None:
        """Put the visit chosen into the bin; a signed one only when its unit's name is typed."""
        chosen = self.table.chosen
        if chosen is None:
            return
        typed = ""
        if chosen.state is InspectionState.SIGNED:
            question = translate(
                "The minutes of this visit are signed. To put it into the bin, type the name of "
                "its unit: {unit}",
                unit=chosen.unit_name,
            )
            typed = self.desk.prompts.ask_text(question) or ""
            if not typed:
                return
        self._remove([chosen], typed)

    def load_samples(self) -> None:
        """Record the sample inspections that ship, marked as what they are."""
        recording = self.desk.application.recording

        def work(progress: Progress) -> object:
            return [recording.record_sample(one, progress) for one in sample_documents()]

        job = self.desk.jobs.start(work)
        self.progress.watch(job, translate("Loading the samples"))

    def open_bin(self) -> None:
        """Show the recycle bin."""
        from ui.inspections.bin_dialog import BinDialog  # noqa: PLC0415 - the list comes first

        dialog = BinDialog(self.desk, self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _build(self) -> None:
        for action in (self.bin_button, self.summary_button, self.start_button):
            self.add_action(action)
        self.samples.setProperty("role", "notice")
        words = row(self.samples, margins=theme.SMALL)
        words.addWidget(
            label(
                translate(
                    "The visits marked as samples are there to try things out. They are counted in "
                    "no figure and sent in no package; the bin keeps them."
                ),
                wrap=True,
            ),
            1,
        )
        words.addWidget(self.samples_button)
        self.samples.hide()
        self.result.hide()
        foot = row()
        foot.addWidget(self.result, 1)
        foot.addStretch(1)
        foot.addWidget(self.remove_button)
        self.panel.add_line(self.filters)
        # Much enlarged, the page scrolls before the table is squeezed to nothing.
        scroll = ScrollColumn()
        self.panel.setMinimumHeight(theme.scaled(_LEAST_PANEL))
        for part in (self.samples, self.undo, self.progress):
            scroll.column.addWidget(part)
        scroll.column.addWidget(self.panel, 1)
        scroll.column.addLayout(foot)
        self.body.addWidget(scroll, 1)
        bind(
            self.table,
            Key.REMOVE_VISIT,
            self.remove_chosen,
            context=Qt.ShortcutContext.WidgetShortcut,
        )

    def _show(self, rows: KeyedRows[InspectionRow]) -> None:
        self.filters.offer_holders(one.written_by for one in rows.rows)
        self.panel.show_rows(rows, lambda one, other: one.id == other.id)
        there = bool(rows.rows)
        for part in (self.start_button, self.summary_button, self.remove_button):
            part.setVisible(there)
        self.samples.setVisible(any(one.is_sample for one in rows.rows))

    def _on_filters(self) -> None:
        self.panel.choose_rows(None if self.filters.is_empty else self.filters.wants)

    def _on_samples(self) -> None:
        self._remove([one for one in self.panel.model.rows if one.is_sample])

    def _remove(self, visits: Sequence[InspectionRow], typed: str = "") -> None:
        bin_ = self.desk.application.bin

        def work() -> None:
            for one in visits:
                bin_.remove_inspection(one.id, typed)

        job = self.desk.jobs.save(work)
        job.succeeded.connect(lambda _done: self._on_removed(visits))

    def _on_removed(self, visits: Sequence[InspectionRow]) -> None:
        lines = [
            translate(
                "In the bin: {names}.", names=", ".join(f"UBND {v.unit_name}" for v in visits)
            )
        ]
        if any(one.handover is HandoverState.RECEIVED for one in visits):
            lines.append(translate("Headquarters has received it and keeps its own copy."))
        elif any(one.last_package is not None for one in visits):
            lines.append(
                translate("It was packed before: whoever has taken the package in keeps a copy.")
            )
        self.undo.offer(" ".join(lines), lambda: self._restore(visits))

    def _restore(self, visits: Sequence[InspectionRow]) -> None:
        bin_ = self.desk.application.bin

        def work() -> None:
            for one in visits:
                bin_.restore(one.id)

        self.desk.jobs.save(work)

    def _on_summary(self) -> None:
        name = f"tong-hop-{self.desk.clock.today():%Y-%m-%d}.xlsx"
        target = self.desk.prompts.save_as(
            translate("Summary (Excel)"), Path.home() / name, translate("Excel files (*.xlsx)")
        )
        if target is None:
            return
        application = self.desk.application

        def work(progress: Progress) -> object:
            return application.reports.summary(target, progress)

        job = self.desk.jobs.start(work)
        self.progress.watch(job, translate("Writing the summary"))
        job.succeeded.connect(lambda count: self._on_summarised(count, target))

    def _on_summarised(self, count: int, target: Path) -> None:
        self.result.setText(translate("{count} visits are in {path}", count=count, path=target))
        self.result.show()

    def _on_start(self) -> None:
        from ui.inspections.start_dialog import StartDialog  # noqa: PLC0415 - the list comes first

        dialog = StartDialog(self.desk, self)
        dialog.started.connect(self.desk.navigator.open_visit)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
