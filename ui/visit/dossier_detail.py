"""What the grid says in words about the chosen row, and how the chosen cell is filled in."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QFrame

from app.domain.dossier_column import ColumnKind, DossierColumn
from app.domain.photo import PhotoTarget
from app.words import mark, translate
from ui import theme
from ui.texts import dossier_status_text
from ui.visit.dossier_columns import GridColumn
from ui.visit.dossier_grid import choices_of
from ui.visit.dossier_model import DossierGridModel
from ui.visit.dossier_rows import SampleRow
from ui.visit.dossier_texts import outcome_text, warning_text
from ui.visit.visit_case import VisitCase
from ui.widgets.basics import column, label

_HINTS: Final = {
    ColumnKind.YES_NO: mark("x or có, không, – for not applicable; Space changes it."),
    ColumnKind.DAY: mark("8/10, 8/10/26 or 08/10/2026; Ctrl+; enters today."),
    ColumnKind.MOMENT: mark("8/10, 8/10/26 or 08/10/2026 14:30; Ctrl+; enters today."),
    ColumnKind.LIST: mark("names, with a semicolon between two."),
    ColumnKind.COUNT: mark("a whole number."),
    ColumnKind.MONEY: mark("an amount in đồng, e.g. 1.200.000."),
    ColumnKind.TEXT: mark("text."),
}


class DossierDetail(QFrame):
    """Result and doubts of one dossier, its findings and photos, and a hint for the cell."""

    def __init__(self, case: VisitCase, model: DossierGridModel) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._case = case
        self._model = model
        self.about = label("", wrap=True)
        self.doubts = label("", wrap=True)
        self.hint = label("", "muted", wrap=True)
        self.setFixedHeight(theme.scaled(96))
        layout = column(self, margins=theme.SMALL, spacing=theme.TINY)
        layout.addWidget(self.about)
        layout.addWidget(self.doubts)
        layout.addStretch(1)
        layout.addWidget(self.hint)

    def show_nothing(self) -> None:
        """Show that no row is chosen."""
        for one in (self.about, self.doubts, self.hint):
            one.clear()

    def show_row(self, row: SampleRow, at: GridColumn) -> None:
        """Show what there is to know of a row, standing in one of its cells."""
        self.about.setText("  ·  ".join(part for part in self._facts(row) if part))
        doubts = [warning_text(warning) for warning in self._model.warnings_of(row)]
        self.doubts.setText("⚠ " + "; ".join(doubts) if doubts else "")
        self.hint.setText(self._hint(row, at))

    def _facts(self, row: SampleRow) -> list[str]:
        facts = [row.dossier.dossier_code]
        if row.judgement is None:
            facts.append(translate("Not kept yet: code and time of receipt are needed"))
        else:
            facts += [dossier_status_text(row.dossier.status), outcome_text(row.judgement)]
        case = self._case.case
        code = row.dossier.dossier_code
        if case is not None and row.stored is not None and code:
            photos = len(case.photos_of(PhotoTarget.DOSSIER, row.stored.id))
            found = sum(code in f"{one.text} {one.evidence}" for one in case.findings)
            facts.append(translate("{count} photos (F4 adds)", count=photos))
            facts.append(translate("{count} findings name it", count=found) if found else "")
        return facts

    @staticmethod
    def _hint(row: SampleRow, at: GridColumn) -> str:
        misread = row.misread.get(at.name)
        if misread is not None and not misread.text:
            return f"{at.heading()}: {misread.reason}."
        if misread is not None:
            return translate(
                "{heading}: “{typed}” is not understood: {reason}.",
                heading=at.heading(),
                typed=misread.text,
                reason=misread.reason,
            )
        if at.filled is None:
            return translate("{heading}: computed from the other columns.", heading=at.heading())
        return f"{at.heading()}: {hint_of(at.filled)}"


def hint_of(filled: DossierColumn) -> str:
    """Return how a cell of this column may be filled in."""
    if filled.suggestions:
        return translate("Alt+Down offers what is usual.")
    if filled.kind is ColumnKind.CHOICE:
        offered = ", ".join(choices_of(filled))
        return translate("{choices}; any part of the name, or Space.", choices=offered)
    return translate(_HINTS[filled.kind])
