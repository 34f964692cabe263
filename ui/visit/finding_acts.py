"""What can be done with the findings chosen: merged, moved; each can be undone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.ids import FindingId
from app.words import translate
from ui import theme
from ui.visit.finding_list import FindingTable
from ui.widgets.basics import button, column, label, row

_TWO = 2


class FindingActs(QWidget):
    """The foot of the list; it says in words why something cannot be done."""

    join_asked = Signal(list)

    def __init__(self, table: FindingTable) -> None:
        super().__init__()
        self.table = table
        self.up = button("↑", lambda: self._shift(-1), variant="quiet")
        self.up.setAccessibleName(translate("Move up (Alt+↑)"))
        self.down = button("↓", lambda: self._shift(1), variant="quiet")
        self.down.setAccessibleName(translate("Move down (Alt+↓)"))
        for one in (self.up, self.down):
            one.setToolTip(one.accessibleName())
        self.join = button("", self._on_join)
        self.told = label("", "small", wrap=True)
        layout = column(self, spacing=theme.TINY)
        line = row(spacing=theme.TINY)
        line.addWidget(self.up)
        line.addWidget(self.down)
        line.addWidget(self.join)
        line.addStretch(1)
        layout.addLayout(line)
        layout.addWidget(self.told)
        table.several_chosen.connect(self.show_chosen)
        self.show_chosen([])

    def tell_of_place(self, *, elsewhere: bool) -> None:
        """Say where findings stand that cannot stand where they were dropped."""
        self.told.setText(
            translate(
                "Minutes print findings by area, and within it strengths first: it stands as near "
                "as that allows."
            )
            if elsewhere
            else ""
        )
        self.told.setVisible(elsewhere)

    def show_chosen(self, ids: Sequence[FindingId]) -> None:
        """Offer what can be done with these findings."""
        kinds = {one.finding.kind for one in self.table.findings.rows if one.finding.id in ids}
        several = len(ids) >= _TWO
        self.join.setText(translate("Merge {count} findings", count=len(ids)))
        self.join.setVisible(several and len(kinds) == 1)
        unlike = several and len(kinds) > 1
        self.told.setText(
            translate("Only findings of one kind are merged.")
            if unlike
            else translate("Ctrl or Shift chooses several, to merge them.")
        )
        self.told.setVisible(unlike or (len(ids) == 1 and len(self.table.findings.rows) > 1))
        for one in (self.up, self.down):
            one.setEnabled(bool(ids) and not self.table.findings.is_sealed)

    def _shift(self, by: int) -> None:
        self.table.findings.shift(self.table.chosen_ids, by)

    def _on_join(self) -> None:
        self.join_asked.emit(self.table.chosen_ids)
