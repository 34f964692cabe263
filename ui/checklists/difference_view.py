"""Two versions side by side: what was added, removed, moved and changed, word by word."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QFrame, QLabel, QScrollArea, QWidget
from typing_extensions import override

from app.domain.checklist_difference import (
    Change,
    ChecklistDifference,
    CriterionChange,
    FactChange,
)
from app.ids import ChecklistId
from app.services.checklists import ChecklistRow
from app.words import translate
from ui import theme
from ui.checklists.difference_texts import (
    TONES,
    change_text,
    code_text,
    fact_html,
    fact_text,
    kinds_text,
    points_text,
    summary_text,
    weightiest,
)
from ui.desk import Desk
from ui.icons import Icon
from ui.widgets.basics import button, column, label, row
from ui.widgets.column_table import Column
from ui.widgets.empty_state import EmptyState
from ui.widgets.table_panel import TablePanel

_MOST_HEIGHT: Final = 190

Placed = tuple[int, CriterionChange]
"""A change with its place in the newer version, so that the table keeps the order."""

COLUMNS: Final = (
    Column[Placed](
        header=lambda: translate("Code"),
        text=lambda row: code_text(row[1]),
        sort_key=lambda row: row[0],
        width=210,
    ),
    Column[Placed](
        header=lambda: translate("Change"),
        text=lambda row: change_text(weightiest(row[1])),
        sort_key=lambda row: list(Change).index(weightiest(row[1])),
        tone=lambda row: TONES[weightiest(row[1])],
        width=140,
    ),
    Column[Placed](
        header=lambda: translate("Criterion"),
        text=lambda row: " ".join(row[1].criterion.text.split()),
        sort_key=lambda row: row[0],
        width=320,
        stretches=True,
    ),
    Column[Placed](
        header=lambda: translate("Most points"),
        text=lambda row: points_text(row[1]),
        sort_key=lambda row: row[1].criterion.max_score,
        width=120,
        is_number=True,
    ),
)


class DifferenceView(QWidget):
    """Compares any two versions; takes the place of the list meanwhile."""

    closed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._asked = 0
        self.old = _version_box(translate("Older version"))
        self.new = _version_box(translate("Newer version"))
        self.summary = label("", "strong", wrap=True)
        self.panel = TablePanel[Placed](
            COLUMNS,
            translate("Search changes (Ctrl+F)"),
            (
                (translate("All"), None),
                (translate("Added"), lambda row: Change.ADDED in row[1].changes),
                (translate("Removed"), lambda row: Change.REMOVED in row[1].changes),
                (translate("Points"), lambda row: Change.POINTS in row[1].changes),
                (translate("Reworded"), lambda row: Change.REWORDED in row[1].changes),
                (
                    translate("Moved or renumbered"),
                    lambda row: bool({Change.MOVED, Change.RENUMBERED} & row[1].changes),
                ),
            ),
            EmptyState(
                Icon.TICK,
                translate("No difference"),
                translate("The two versions ask the same. Choose two others to compare."),
            ),
        )
        self.detail = _Detail()
        self._build()
        self.old.activated.connect(self._on_chosen)
        self.new.activated.connect(self._on_chosen)
        self.panel.table.row_chosen.connect(self.detail.show_change)

    def compare(self, checklist_id: ChecklistId | None) -> None:
        """Compare a version with the one before it."""
        rows = self._desk.application.checklists.rows
        self._read(rows, lambda found: self._offer(found, checklist_id))

    def _read(self, work: Callable[[], object], then: Callable[[Any], None]) -> None:
        self._desk.jobs.read(work).succeeded.connect(then)

    def _build(self) -> None:
        layout = column(self, spacing=theme.MEDIUM)
        head = row(spacing=theme.SMALL)
        head.addWidget(button(translate("Back"), self.closed.emit, drawing=Icon.BACK))
        head.addSpacing(theme.scaled(theme.MEDIUM))
        head.addWidget(label(translate("From"), "label"))
        head.addWidget(self.old, 1)
        head.addWidget(label(translate("to"), "label"))
        head.addWidget(self.new, 1)
        layout.addLayout(head)
        layout.addWidget(self.summary)
        layout.addWidget(self.panel, 1)
        layout.addWidget(self.detail)
        self.panel.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)

    def _offer(self, rows: Sequence[ChecklistRow], wanted: ChecklistId | None) -> None:
        for box in (self.old, self.new):
            box.clear()
            for one in rows:
                box.addItem(_version_text(one), one.id)
                box.setItemData(box.count() - 1, one.title, Qt.ItemDataRole.ToolTipRole)
        new = next((one for one in rows if one.id == wanted), rows[-1] if rows else None)
        if new is None:
            return
        before = [one for one in rows if one.code == new.code and one.number < new.number]
        after = [one for one in rows if one.code == new.code and one.number > new.number]
        old = before[-1] if before else new
        if not before and after:
            new = after[0]
        self.old.setCurrentIndex(self.old.findData(old.id))
        self.new.setCurrentIndex(self.new.findData(new.id))
        self._on_chosen()

    def _on_chosen(self) -> None:
        self._asked += 1
        asked, old, new = self._asked, self.old.currentData(), self.new.currentData()
        differences = self._desk.application.checklist_differences
        self._read(lambda: differences.between(old, new), lambda found: self._show(asked, found))

    def _show(self, asked: int, found: ChecklistDifference) -> None:
        if asked != self._asked:
            return
        self.summary.setText(summary_text(found))
        self.panel.show_rows(
            list(enumerate(found.criteria)), lambda one, other: one[1].identity == other[1].identity
        )
        self.detail.show_change(self.panel.table.chosen)


class _Detail(QFrame):
    """The criterion chosen: each fact that changed, with its words marked."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.title = label("", "strong", wrap=True)
        self.kinds = label("", "muted", wrap=True)
        self.words = _rich_label()
        self.facts = QScrollArea()
        self.facts.setFrameShape(QFrame.Shape.NoFrame)
        self.facts.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.facts.setWidgetResizable(True)
        self.facts.setWidget(self.words)
        # It lies on the card, not on a ground of its own.
        self.words.setAutoFillBackground(False)
        self.facts.viewport().setAutoFillBackground(False)
        layout = column(self, margins=theme.MEDIUM, spacing=theme.TINY)
        layout.addWidget(self.title)
        layout.addWidget(self.kinds)
        layout.addWidget(self.facts)
        self.setVisible(False)

    def show_change(self, placed: Placed | None) -> None:
        """Follow the row chosen."""
        self.setVisible(placed is not None)
        if placed is None:
            return
        _place, one = placed
        self.title.setText(f"{code_text(one)}  {one.criterion.text}")
        self.kinds.setText(kinds_text(one))
        self.words.setText("<br>".join(_fact_html(fact) for fact in one.facts))
        self.facts.setVisible(bool(one.facts))
        self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self.words.text():
            needed = self.words.heightForWidth(self.facts.viewport().width())
            self.facts.setFixedHeight(min(needed, theme.scaled(_MOST_HEIGHT)))


def _fact_html(fact: FactChange) -> str:
    return f"<b>{escape(fact_text(fact.field))}</b><br>{fact_html(fact)}"


def _rich_label() -> QLabel:
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.RichText)
    made.setWordWrap(True)
    made.setAlignment(Qt.AlignmentFlag.AlignTop)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def _version_box(name: str) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    return box


def _version_text(one: ChecklistRow) -> str:
    return translate("{code}, version {number}", code=one.code, number=one.number)
