"""The table of the dossier grid: rows as values, and what their cells show."""

from __future__ import annotations

from collections import Counter
from typing import Final, NamedTuple

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from typing_extensions import override

from app.domain.dossier_warning import DossierWarning
from ui.visit.dossier_columns import COLUMNS, GridColumn
from ui.visit.dossier_rows import SampleRow
from ui.visit.dossier_texts import warning_text

Index = QModelIndex | QPersistentModelIndex
_ROOT: Final = QModelIndex()
_SELECTABLE: Final = (
    Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
)
_FLAGS: Final = tuple(
    _SELECTABLE | Qt.ItemFlag.ItemIsEditable if column.filled else _SELECTABLE for column in COLUMNS
)


class CellLook(NamedTuple):
    """All that is painted of a cell, asked for at once."""

    text: str
    tone: str | None
    is_wrong: bool
    is_computed: bool
    is_number: bool


class DossierTable(QAbstractTableModel):
    """Shows rows; it reads no store and changes no row."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: dict[int, SampleRow] = {}
        """Every row by its key."""
        self._shown: list[int] = []
        self._codes: Counter[str] = Counter()

    # What Qt asks.

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._shown)

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    @override
    def data(self, index: Index, /, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row, column = self.rows[self._shown[index.row()]], COLUMNS[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return self.text_of(row, column)
            case Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(column)
            case Qt.ItemDataRole.AccessibleTextRole:
                return self.text_of(row, column) or str(index.row() + 1)
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleDescriptionRole:
                return self._tip(row, column)
        return None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        # Asked twice for every cell that is painted, so nothing is worked out here.
        return _FLAGS[index.column()] if index.isValid() else Qt.ItemFlag.NoItemFlags

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, /, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return COLUMNS[section].heading()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(_alignment(COLUMNS[section])) | int(Qt.TextFlag.TextWordWrap)
        return None

    # What the grid asks.

    def is_filled(self, index: Index) -> bool:
        """Tell whether a person fills in this cell."""
        return index.isValid() and COLUMNS[index.column()].filled is not None

    def look(self, place: int, at: int) -> CellLook:
        """Return what is painted of a cell."""
        row, column = self.rows[self._shown[place]], COLUMNS[at]
        if at == 0:
            text = str(place + 1) if row.is_saved else f"• {place + 1}"
        else:
            text = self.text_of(row, column)
        is_wrong = column.name in row.misread
        return CellLook(
            text=f"⚠ {text}" if is_wrong else text,
            tone=column.tone(row) if column.tone and text else None,
            is_wrong=is_wrong,
            is_computed=column.filled is None,
            is_number=column.is_number,
        )

    def row_at(self, place: int) -> SampleRow:
        """Return the row shown at a place."""
        return self.rows[self._shown[place]]

    def place_of(self, key: int) -> int:
        """Return where a row is shown, or -1."""
        return self._shown.index(key) if key in self._shown else -1

    def text_of(self, row: SampleRow, column: GridColumn) -> str:
        """Return what a cell shows, a code that stands twice counted among the doubts."""
        if column.name == "doubts" and row.judgement:
            found = len(self.warnings_of(row))
            return f"⚠ {found}" if found else ""
        return column.text(row)

    def _tip(self, row: SampleRow, column: GridColumn) -> str:
        misread = row.misread.get(column.name)
        if misread is not None:
            return misread.reason
        if column.name == "doubts":
            return "\n".join(map(warning_text, self.warnings_of(row)))
        return self.text_of(row, column)

    def warnings_of(self, row: SampleRow) -> tuple[DossierWarning, ...]:
        """Return the doubts about a row, that its code stands twice included."""
        if row.judgement is None:
            return ()
        twice = self._codes[code_of(row)] > 1
        return ((DossierWarning.DUPLICATE_CODE,) if twice else ()) + row.judgement.warnings


def code_of(row: SampleRow) -> str:
    """Return the code as two of them are compared."""
    return row.dossier.dossier_code.casefold()


def _alignment(column: GridColumn) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.is_number else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
