"""Who is enrolled at headquarters, and whose key was withdrawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QWidget

from app.words import translate
from ui import theme
from ui.desk import Desk
from ui.icons import Icon
from ui.widgets.basics import button, column, label, row
from ui.widgets.column_table import Column
from ui.widgets.empty_state import EmptyState
from ui.widgets.table_panel import TablePanel

if TYPE_CHECKING:
    # Brings cryptography, which nothing needs before the first package.
    from app.services.headquarters import EnrolledMember

COLUMNS: Final[tuple[Column[EnrolledMember], ...]] = (
    Column(
        header=lambda: translate("Laptop"),
        text=lambda row: translate("headquarters") if row.is_headquarters else row.name,
        sort_key=lambda row: row.name,
        width=160,
        is_strong=True,
    ),
    Column(
        header=lambda: translate("Person"),
        text=lambda row: row.person,
        sort_key=lambda row: row.person,
        width=180,
    ),
    Column(
        header=lambda: translate("State"),
        text=lambda row: translate("Active") if row.is_active else translate("Withdrawn"),
        sort_key=lambda row: row.is_active,
        tone=lambda row: "good" if row.is_active else "bad",
        width=110,
    ),
    Column(
        header=lambda: translate("Six words"),
        text=lambda row: row.code,
        sort_key=lambda row: row.code,
        width=220,
        stretches=True,
    ),
)


class MembersDialog(QDialog):
    """A list; the key of the one chosen can be withdrawn."""

    changed = Signal()

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("Enrolled laptops"))
        self.desk = desk
        self.panel = TablePanel["EnrolledMember"](
            COLUMNS,
            translate("Search laptops (Ctrl+F)"),
            (),
            EmptyState(Icon.PEOPLE, translate("Nobody is enrolled yet"), ""),
        )
        self.revoke_button = button(translate("Withdraw its key…"), self.revoke, variant="danger")
        self._build()
        self.panel.table.row_chosen.connect(self._on_chosen)
        self.reload()

    def reload(self) -> None:
        """Read the keyring."""
        job = self.desk.jobs.read(self.desk.application.headquarters.members)
        job.succeeded.connect(
            lambda found: self.panel.show_rows(found, lambda one, other: one.name == other.name)
        )

    def revoke(self) -> None:
        """Withdraw the key of the laptop chosen, if the user agrees."""
        chosen = self.panel.table.chosen
        if chosen is None:
            return
        agreed = self.desk.prompts.confirm(
            translate(
                "Withdraw the key of {name}? Its later packages wait here until somebody decides, "
                "and what is written from now on cannot be opened there. The others hear of it "
                "with their next package.",
                name=chosen.name,
            ),
            translate("Withdraw"),
        )
        if agreed:
            service, name = self.desk.application.headquarters, chosen.name
            job = self.desk.jobs.save(lambda: service.revoke(name))
            job.finished.connect(self.reload)
            job.succeeded.connect(lambda _keyring: self.changed.emit())

    def _build(self) -> None:
        self.resize(theme.scaled(760), theme.scaled(420))
        layout = column(self, margins=theme.LARGE, spacing=theme.MEDIUM)
        layout.addWidget(label(translate("Enrolled laptops"), "heading"))
        layout.addWidget(self.panel, 1)
        foot = row()
        foot.addWidget(self.revoke_button)
        foot.addStretch(1)
        foot.addWidget(button(translate("Close"), self.accept))
        layout.addLayout(foot)
        self._on_chosen(None)

    def _on_chosen(self, chosen: EnrolledMember | None) -> None:
        is_laptop = chosen is not None and chosen.is_active and not chosen.is_headquarters
        self.revoke_button.setEnabled(is_laptop)
