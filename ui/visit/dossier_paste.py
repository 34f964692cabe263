"""Pasting into the dossier grid: where the cells go, and what of them was not understood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QListWidget

from app.domain.clipboard_table import read_table
from app.domain.dossier_column import BY_NAME
from app.domain.text import fold
from app.words import translate, translate_count
from ui import theme
from ui.visit.dossier_columns import GridColumn
from ui.visit.dossier_rows import CellText, RowChange
from ui.widgets.basics import button, column, label, row

MOST_ROWS: Final = 5000
MOST_LETTERS: Final = 8_000_000
_LISTED: Final = 200


@dataclass(frozen=True, slots=True)
class Landing:
    """Where a pasted table goes: texts for cells, and the rows it adds."""

    cells: tuple[CellText, ...]
    new_keys: tuple[int, ...]
    width: int
    """How many columns of the grid it covers, computed ones included."""
    height: int


def table_of(text: str, columns: Sequence[GridColumn]) -> list[list[str]]:
    """Return the rows of a pasted text; its first row is left out if it is the headings."""
    table = read_table(text)
    headings = [fold(one.heading()) for one in columns]
    first = [fold(cell).strip() for cell in table[0]]
    is_heading = (
        len(table) > 1
        and any(first)
        and all(not cell or cell == heading for cell, heading in zip(first, headings, strict=False))
    )
    return table[1:] if is_heading else table


def land(
    table: Sequence[Sequence[str]],
    columns: Sequence[GridColumn],
    keys: Sequence[int],
    new_keys: Sequence[int],
) -> Landing:
    """Return where the cells of a table go: rows below the last one are added.

    What stands under a computed column is passed over, so that a block copied out of the
    grid can be pasted back.
    """
    rows = [*keys, *new_keys][: len(table)]
    cells = [
        CellText(key=key, column=place.name, text=text)
        for key, texts in zip(rows, table, strict=False)
        for place, text in zip(columns, texts, strict=False)
        if place.filled is not None
    ]
    width = min(max(map(len, table)), len(columns))
    return Landing(tuple(cells), tuple(new_keys), width, len(table))


def misread_in(step: Sequence[RowChange], landing: Landing) -> list[tuple[int, str, str, str]]:
    """Return (line of the table, heading, text, reason) of what was not understood."""
    pasted = {(cell.key, cell.column): cell.text for cell in landing.cells}
    lines = {key: line for line, key in enumerate(dict.fromkeys(k for k, _ in pasted), start=1)}
    return [
        (lines[change.after.key], translate(BY_NAME[name].heading), misread.text, misread.reason)
        for change in step
        if change.after is not None
        for name, misread in change.after.misread.items()
        if pasted.get((change.after.key, name), "").strip()
    ]


class PastePanel(QFrame):
    """Lists what was not understood of a paste, before it is applied; hidden otherwise."""

    accepted = Signal()
    dropped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "warning")
        self.text = label("", wrap=True)
        self.cells = QListWidget()
        self.cells.setAccessibleName(translate("Cells that were not understood"))
        self.cells.setMaximumHeight(theme.scaled(132))
        self.apply_button = button(translate("Paste"), self._on_accepted, variant="primary")
        self.drop_button = button(translate("Do not paste"), self._on_dropped)
        layout = column(self, margins=theme.SMALL, spacing=theme.SMALL)
        head = row(spacing=theme.MEDIUM)
        head.addWidget(self.text, 1)
        head.addWidget(self.apply_button)
        head.addWidget(self.drop_button)
        layout.addLayout(head)
        layout.addWidget(self.cells)
        self.hide()

    def ask(self, landing: Landing, misread: Sequence[tuple[int, str, str, str]]) -> None:
        """Show what will happen, and wait for one of the buttons."""
        understood = len(landing.cells) - len(misread)
        parts = [
            translate(
                "{understood} of {cells} cells were understood.",
                understood=understood,
                cells=len(landing.cells),
            ),
            translate_count(
                "{count} cell keeps what was pasted, marked, and changes no dossier until it is "
                "corrected.",
                "{count} cells keep what was pasted, marked, and change no dossier until they "
                "are corrected.",
                len(misread),
            ),
        ]
        if landing.new_keys:
            parts.append(
                translate_count(
                    "{count} dossier is added.",
                    "{count} dossiers are added.",
                    len(landing.new_keys),
                )
            )
        self.text.setText(" ".join(parts))
        self.cells.clear()
        for line, heading, text, reason in misread[:_LISTED]:
            self.cells.addItem(
                translate(
                    "Line {line}, {heading}: “{typed}” – {reason}",
                    line=line,
                    heading=heading,
                    typed=text[:60],
                    reason=reason,
                )
            )
        if len(misread) > _LISTED:
            self.cells.addItem(translate("… and {count} more", count=len(misread) - _LISTED))
        self.show()
        self.apply_button.setFocus()

    def _on_accepted(self) -> None:
        self.hide()
        self.accepted.emit()

    def _on_dropped(self) -> None:
        self.hide()
        self.dropped.emit()
