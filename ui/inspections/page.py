"""The page Cuộc kiểm tra: every visit of this store, and the way into it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from typing_extensions import override

from app.domain.answer import Answer
from app.domain.dossier import Dossier
from app.domain.finding import Finding
from app.domain.inspection import Inspection, InspectionState
from app.domain.photo import Photo
from app.domain.recommendation import Recommendation
from app.domain.text import sort_key
from app.progress import Progress
from app.services.inspections import InspectionRow
from app.words import translate
from ui.desk import Desk
from ui.icons import Icon
from ui.inspections.start_dialog import StartDialog
from ui.page import Page
from ui.texts import kind_text, moment_text, state_text
from ui.widgets.basics import button, label
from ui.widgets.column_table import Column
from ui.widgets.empty_state import EmptyState
from ui.widgets.job_panel import JobPanel
from ui.widgets.table_panel import TablePanel

STATE_TONES: Final = {
    InspectionState.PLANNED: "neutral",
    InspectionState.OPEN: "accent",
    InspectionState.FINISHED: "good",
    InspectionState.SIGNED: "good",
}

_FINISHED: Final = frozenset({InspectionState.FINISHED, InspectionState.SIGNED})
_STARTED: Final = 3

COLUMNS: Final = (
    Column[InspectionRow](
        header=lambda: translate("Inspected unit"),
        text=lambda row: f"UBND {row.unit_name}",
        sort_key=lambda row: sort_key(row.unit_name),
        width=220,
        stretches=True,
        is_strong=True,
    ),
    Column[InspectionRow](
        header=lambda: translate("Kind"),
        text=lambda row: kind_text(row.kind),
        sort_key=lambda row: sort_key(kind_text(row.kind)),
        width=170,
    ),
    Column[InspectionRow](
        header=lambda: translate("State"),
        text=lambda row: state_text(row.state),
        sort_key=lambda row: list(InspectionState).index(row.state),
        tone=lambda row: STATE_TONES[row.state],
        width=130,
    ),
    Column[InspectionRow](
        header=lambda: translate("Started"),
        text=lambda row: moment_text(row.started_at),
        sort_key=lambda row: row.started_at.isoformat() if row.started_at else "",
        width=140,
    ),
    Column[InspectionRow](
        header=lambda: translate("Answered"),
        text=lambda row: f"{row.answered}/{row.leaves}",
        sort_key=lambda row: row.answered / row.leaves if row.leaves else 0,
        share=lambda row: row.answered / row.leaves if row.leaves else 0.0,
        width=130,
    ),
    Column[InspectionRow](
        header=lambda: translate("Findings"),
        text=lambda row: str(row.findings or ""),
        sort_key=lambda row: row.findings,
        width=86,
        is_number=True,
    ),
    Column[InspectionRow](
        header=lambda: translate("Photos"),
        text=lambda row: str(row.photos or ""),
        sort_key=lambda row: row.photos,
        width=70,
        is_number=True,
    ),
    Column[InspectionRow](
        header=lambda: translate("Differences"),
        text=lambda row: str(row.differences or ""),
        sort_key=lambda row: row.differences,
        tone=lambda row: "differs" if row.differences else "",
        width=100,
        is_number=True,
    ),
)


class InspectionsPage(Page):
    """The list of visits; Enter or a double click opens one."""

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
            (
                (translate("All"), None),
                (translate("In progress"), lambda row: row.state is InspectionState.OPEN),
                (translate("Finished"), lambda row: row.state in _FINISHED),
            ),
            EmptyState(
                Icon.INSPECTION,
                translate("No visits yet"),
                translate(
                    "Start a visit to a unit, or import an assignment package from headquarters."
                ),
                button(translate("Start a visit"), self._on_start),
            ),
        )
        self.table = self.panel.table
        self.summary_button = button(
            translate("Summary (Excel)"), self._on_summary, drawing=Icon.TABLE
        )
        self.progress = JobPanel()
        self.result = label("", "muted", wrap=True)
        self.result.hide()
        self.add_action(self.summary_button)
        self.add_action(self.start_button)
        self.body.addWidget(self.progress)
        self.body.addWidget(self.result)
        self.body.addWidget(self.panel, 1)
        self.table.sortByColumn(_STARTED, Qt.SortOrder.DescendingOrder)
        self.table.restore_layout(self.desk.settings.current.columns.get("inspections", ""))
        self.table.row_opened.connect(lambda row: self.desk.navigator.open_visit(row.id))

    @override
    def reload(self) -> None:
        self.read(self.desk.application.inspections.rows, self._show)

    @override
    def settle(self) -> None:
        kept = {**self.desk.settings.current.columns, "inspections": self.table.layout_kept()}
        self.desk.settings.change(columns=kept)

    def _show(self, rows: Sequence[InspectionRow]) -> None:
        self.panel.show_rows(rows, lambda one, other: one.id == other.id)
        self.start_button.setVisible(bool(rows))
        self.summary_button.setVisible(bool(rows))

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
        dialog = StartDialog(self.desk, self)
        dialog.started.connect(self.desk.navigator.open_visit)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
