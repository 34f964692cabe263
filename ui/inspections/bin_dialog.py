"""The recycle bin on the screen (Thùng rác): what was removed, and the way back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from app.domain.text import sort_key
from app.services.bin import BinEntry
from app.words import mark, translate
from ui import theme
from ui.desk import Desk
from ui.icons import Icon
from ui.texts import moment_text
from ui.widgets.basics import button, column, label, row
from ui.widgets.column_table import Column
from ui.widgets.empty_state import EmptyState
from ui.widgets.table_panel import TablePanel

_KINDS: Final = {
    "inspection": mark("Inspection"),
    "finding": mark("Finding"),
    "recommendation": mark("Recommendation"),
    "dossier": mark("Dossier"),
    "photo": mark("Photo"),
    "participant": mark("Participant"),
    "roll_call": mark("Roll call"),
    "absence": mark("Absence"),
}
_REMOVED: Final = 3


def _content(row: BinEntry) -> str:
    text = row.text or translate("The whole visit")
    more = translate("(+{count} with it)", count=row.with_it)
    return f"{text} {more}" if row.with_it else text


COLUMNS: Final = (
    Column[BinEntry](
        header=lambda: translate("Content"),
        text=_content,
        sort_key=lambda row: sort_key(row.text),
        width=240,
        stretches=True,
        is_strong=True,
    ),
    Column[BinEntry](
        header=lambda: translate("What it is"),
        text=lambda row: translate(_KINDS[row.kind]),
        sort_key=lambda row: row.kind,
        width=156,
    ),
    Column[BinEntry](
        header=lambda: translate("Inspected unit"),
        text=lambda row: f"UBND {row.unit_name}",
        sort_key=lambda row: sort_key(row.unit_name),
        width=180,
    ),
    Column[BinEntry](
        header=lambda: translate("Removed at"),
        text=lambda row: moment_text(row.removed_at),
        sort_key=lambda row: row.removed_at.timestamp(),
        width=150,
    ),
    Column[BinEntry](
        header=lambda: translate("Removed by"),
        text=lambda row: row.removed_by,
        sort_key=lambda row: row.removed_by,
        width=120,
    ),
)


class BinDialog(QDialog):
    """Lists the bin with search; what is chosen comes back with a click or Enter."""

    def __init__(self, desk: Desk, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.setWindowTitle(translate("Recycle bin"))
        self.panel = TablePanel[BinEntry](
            COLUMNS,
            translate("Search the bin (Ctrl+F)"),
            (),
            EmptyState(
                Icon.REMOVE,
                translate("The bin is empty"),
                translate("What you remove from a visit, or a whole visit, is kept here."),
            ),
        )
        self.said = label("", "muted", wrap=True)
        self.restore_button = button(
            translate("Restore"), self.restore, variant="primary", drawing=Icon.BACK
        )
        self._build()
        self.panel.table.sortByColumn(_REMOVED, Qt.SortOrder.DescendingOrder)
        self.panel.table.row_opened.connect(lambda _row: self.restore())
        self.panel.table.row_chosen.connect(
            lambda chosen: self.restore_button.setEnabled(chosen is not None)
        )
        self.reload()

    def reload(self) -> None:
        """Read the bin anew."""
        job = self.desk.jobs.read(self.desk.application.bin.entries)
        job.succeeded.connect(self._show)

    def restore(self) -> None:
        """Bring back what is chosen."""
        chosen = self.panel.table.chosen
        if chosen is None:
            return
        bin_ = self.desk.application.bin
        self.restore_button.setEnabled(False)
        job = self.desk.jobs.save(lambda: bin_.restore(chosen.id))
        job.succeeded.connect(self._on_restored)
        job.finished.connect(self.reload)

    def _build(self) -> None:
        self.resize(theme.scaled(980), theme.scaled(580))
        layout = column(self, margins=theme.HUGE, spacing=theme.MEDIUM)
        layout.addWidget(label(translate("Recycle bin"), "heading"))
        layout.addWidget(
            label(
                translate(
                    "Nothing is ever erased here: everything removed on this computer stays until "
                    "it is restored. A visit comes back whole, a finding with its "
                    "recommendations, a photo with what it proves."
                ),
                "muted",
                wrap=True,
            )
        )
        layout.addWidget(self.panel, 1)
        foot = row()
        foot.addWidget(self.said, 1)
        foot.addWidget(button(translate("Close"), self.reject))
        foot.addWidget(self.restore_button)
        layout.addLayout(foot)

    def _show(self, entries: Sequence[BinEntry]) -> None:
        self.panel.show_rows(entries, lambda one, other: one.id == other.id)
        self.restore_button.setEnabled(self.panel.table.chosen is not None)

    def _on_restored(self, back: BinEntry) -> None:
        kind = translate(_KINDS[back.kind])
        self.said.setText(
            translate(
                "Restored: {kind} of {unit}, with {count} records that belong to it.",
                kind=kind,
                unit=f"UBND {back.unit_name}",
                count=back.with_it,
            )
        )
