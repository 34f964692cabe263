"""The exchange journal on the screen: every package out or in, gaps, and imports taken back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame

from app.domain.text import sort_key
from app.errors import AppError
from app.services.package_journal import JournalEntry, PackageJournal
from app.words import mark, translate
from ui import theme
from ui.desk import Desk
from ui.icons import Icon
from ui.texts import moment_text
from ui.widgets.basics import button, column, label, row
from ui.widgets.column_table import Column
from ui.widgets.empty_state import EmptyState
from ui.widgets.table_panel import TablePanel

if TYPE_CHECKING:
    from app.services.import_undo import TakenOut

_KINDS: Final = {
    "team": mark("inspections of a team"),
    "assign": mark("assignment by headquarters"),
    "receipt": mark("receipts of headquarters"),
    "keyring": mark("a new keyring"),
}
_AT: Final = 0

COLUMNS: Final = (
    Column[JournalEntry](
        header=lambda: translate("When"),
        text=lambda row: moment_text(row.at),
        sort_key=lambda row: row.at.timestamp(),
        width=146,
    ),
    Column[JournalEntry](
        header=lambda: translate("Way"),
        text=lambda row: translate("out") if row.is_out else translate("in"),
        sort_key=lambda row: row.is_out,
        tone=lambda row: "accent" if row.is_out else "good",
        width=76,
    ),
    Column[JournalEntry](
        header=lambda: translate("Package"),
        text=lambda row: f"{row.number:02}  {row.name}" if row.number else row.name,
        sort_key=lambda row: (row.number, row.name),
        width=200,
        is_strong=True,
    ),
    Column[JournalEntry](
        header=lambda: translate("Sent by"),
        text=lambda row: row.signer,
        sort_key=lambda row: sort_key(row.signer),
        width=140,
    ),
    Column[JournalEntry](
        header=lambda: translate("Holds"),
        text=lambda row: translate(_KINDS[row.kind]) if row.kind in _KINDS else "",
        sort_key=lambda row: row.kind,
        width=200,
        stretches=True,
    ),
    Column[JournalEntry](
        header=lambda: translate("New"),
        text=lambda row: str(row.new),
        sort_key=lambda row: row.new,
        width=70,
        is_number=True,
    ),
    Column[JournalEntry](
        header=lambda: translate("Photos"),
        text=lambda row: row.photos_text,
        sort_key=lambda row: row.photos,
        width=76,
        is_number=True,
    ),
    Column[JournalEntry](
        header=lambda: translate("Differences"),
        text=lambda row: str(row.different or ""),
        sort_key=lambda row: row.different,
        width=96,
        is_number=True,
    ),
    Column[JournalEntry](
        header=lambda: translate("Set aside"),
        text=lambda row: str(row.set_aside or ""),
        sort_key=lambda row: row.set_aside,
        width=84,
        is_number=True,
    ),
)


class JournalPanel(QFrame):
    """Lists packages with search; one that was taken in can be taken back."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.warnings = label("", wrap=True)
        self.warnings.setProperty("tone", "bad")
        self.said = label("", "muted", wrap=True)
        self.panel = TablePanel[JournalEntry](
            COLUMNS,
            translate("Search packages (Ctrl+F)"),
            (
                (translate("All"), None),
                (translate("Came in"), lambda row: not row.is_out),
                (translate("Sent"), lambda row: row.is_out),
            ),
            EmptyState(
                Icon.PACKAGE,
                translate("No package has left or come yet."),
                translate("Every package is noted here with its counts, when and by whom."),
            ),
        )
        self.undo_button = button(translate("Take this import back…"), self.ask_undo)
        self._build()
        self.panel.table.sortByColumn(_AT, Qt.SortOrder.DescendingOrder)
        self.panel.table.row_chosen.connect(self._on_chosen)
        self._on_chosen(None)

    def reload(self) -> None:
        """Read the journal anew."""
        job = self.desk.jobs.read(self.desk.application.package_journal.read)
        job.succeeded.connect(self._show)

    def ask_undo(self) -> None:
        """Take the import chosen back, if the user agrees."""
        chosen = self.panel.table.chosen
        if chosen is None or chosen.is_out:
            return
        question = translate(
            "Take package {name} of {signer} back? {count} entries leave this computer; the stick "
            "and the laptop that wrote it keep them, and it can be taken in again.",
            name=chosen.name,
            signer=chosen.signer,
            count=chosen.new,
        )
        if self.desk.prompts.confirm(question, translate("Take back")):
            undo = self.desk.application.import_undo
            job = self.desk.jobs.save(partial(_undone, partial(undo.undo, chosen.package_id)))
            job.succeeded.connect(self._on_undone)

    def _build(self) -> None:
        layout = column(self, spacing=theme.SMALL)
        layout.addWidget(self.warnings)
        layout.addWidget(self.panel, 1)
        foot = row()
        foot.addWidget(self.said, 1)
        foot.addWidget(self.undo_button)
        layout.addLayout(foot)
        self.warnings.hide()

    def _show(self, found: PackageJournal) -> None:
        self.panel.show_rows(found.entries, lambda one, other: one.package_id == other.package_id)
        self.warnings.setText("\n".join(found.warnings))
        self.warnings.setVisible(bool(found.warnings))
        self._on_chosen(self.panel.table.chosen)

    def _on_chosen(self, chosen: JournalEntry | None) -> None:
        self.undo_button.setEnabled(chosen is not None and not chosen.is_out)

    def _on_undone(self, done: TakenOut | AppError) -> None:
        if isinstance(done, AppError):
            self.said.setText(done.text)
        else:
            self.said.setText(
                translate(
                    "Taken back: package {id} of {signer}, {count} entries. It can be taken in "
                    "again.",
                    id=done.package_id,
                    signer=done.signer,
                    count=done.revisions,
                )
            )
        self.reload()


def _undone(work: partial[TakenOut]) -> TakenOut | AppError:
    """Do it, or return why it is refused: that is said in a line, not in a dialog."""
    try:
        return work()
    except AppError as refused:
        return refused
