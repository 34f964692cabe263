"""The page Cuộc kiểm tra: every visit of this store, and the way into it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from app.domain.answer import Answer
from app.domain.dossier import Dossier
from app.domain.finding import Finding
from app.domain.inspection import Inspection, InspectionState
from app.domain.photo import Photo
from app.domain.recommendation import Recommendation
from app.domain.text import sort_key
from app.services.inspections import InspectionRow
from app.words import translate
from ui.desk import Desk
from ui.icons import Icon
from ui.inspections.start_dialog import StartDialog
from ui.page import Page
from ui.texts import kind_text, moment_text, state_text
from ui.widgets.basics import button, column
from ui.widgets.column_table import Column, ColumnTable, ColumnTableModel
from ui.widgets.empty_state import EmptyState
from ui.widgets.filter_bar import FilterBar

STATE_TONES: Final = {
    InspectionState.PLANNED: "neutral",
    InspectionState.OPEN: "accent",
    InspectionState.FINISHED: "good",
    InspectionState.SIGNED: "good",
}

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
_CHOICES: Final[tuple[Callable[[InspectionRow], bool] | None, ...]] = (
    None,
    lambda row: row.state is InspectionState.OPEN,
    lambda row: row.state in {InspectionState.FINISHED, InspectionState.SIGNED},
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
        self.model = ColumnTableModel[InspectionRow](COLUMNS, self)
        self.table = ColumnTable(self.model)
        self.filter = FilterBar(
            translate("Search visits (Ctrl+F)"),
            (translate("All"), translate("In progress"), translate("Finished")),
        )
        self.stack = QStackedWidget()
        self.start_button = button(
            translate("Start a visit"), self._on_start, variant="primary", drawing=Icon.ADD
        )
        self._build()
        self._connect()

    @override
    def reload(self) -> None:
        self.read(self.desk.application.inspections.rows, self._show)

    @override
    def settle(self) -> None:
        self.desk.settings.change(
            columns={
                **self.desk.settings.current.columns,
                "inspections": self.table.layout_kept(),
            }
        )

    def _build(self) -> None:
        self.add_action(self.start_button)
        full = QWidget()
        inner = column(full)
        inner.addWidget(self.filter)
        inner.addWidget(self.table, 1)
        empty = EmptyState(
            Icon.INSPECTION,
            translate("No visits yet"),
            translate(
                "Start a visit to a unit, or import an assignment package from headquarters."
            ),
            button(translate("Start a visit"), self._on_start),
        )
        self.stack.addWidget(full)
        self.stack.addWidget(empty)
        self.body.addWidget(self.stack, 1)
        self.table.sortByColumn(3, Qt.SortOrder.DescendingOrder)
        self.table.restore_layout(self.desk.settings.current.columns.get("inspections", ""))

    def _connect(self) -> None:
        self.table.row_opened.connect(lambda row: self.desk.navigator.open_visit(row.id))
        self.filter.searched.connect(self._on_searched)
        self.filter.choice_made.connect(self._on_choice)
        search = QShortcut(QKeySequence("Ctrl+F"), self)
        search.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        search.activated.connect(self.filter.words.setFocus)

    def _show(self, rows: Sequence[InspectionRow]) -> None:
        chosen = self.table.chosen
        self.model.show_rows(rows)
        self.stack.setCurrentIndex(0 if rows else 1)
        self.start_button.setVisible(bool(rows))
        if chosen is not None:
            self.table.choose_where(lambda row: row.id == chosen.id)
        elif self.table.count:
            self.table.selectRow(0)
        self._show_count()

    def _show_count(self) -> None:
        self.filter.show_count(self.table.count, len(self.model.rows))

    def _on_searched(self, text: str) -> None:
        self.table.filter.search(text)
        self._show_count()

    def _on_choice(self, number: int) -> None:
        self.table.filter.choose(_CHOICES[number])
        self._show_count()

    def _on_start(self) -> None:
        dialog = StartDialog(self.desk, self)
        dialog.started.connect(self.desk.navigator.open_visit)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
