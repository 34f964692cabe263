"""What every tab of a visit is."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.visit.sealing import show_sealed
from ui.visit.visit_case import VisitCase


class CaseTab(QWidget):
    """A tab that shows the case of its visit and takes changes to it."""

    def __init__(self, case: VisitCase) -> None:
        super().__init__()
        self.case = case

    def show_case(self) -> None:
        """Show the case as it stands now."""

    def seal(self, *, sealed: bool) -> None:
        """Make read-only what the minutes say, once they are signed; or editable again."""
        show_sealed(self, sealed=sealed)

    def open_key(self, key: str) -> None:
        """Take in hand what a link leads to; a tab of one thing has nothing to choose."""

    def take_keys(self) -> None:
        """Put the keyboard where the work of this tab begins; nowhere by default."""

    def settle(self) -> None:
        """Take texts being typed as final."""

    def take_back(self, *, is_redo: bool) -> bool:
        """Undo or redo a step this tab keeps itself; tell whether there was one."""
        del is_redo
        return False

    def keeps_steps(self, *, is_redo: bool) -> bool:
        """Tell whether `take_back` would find a step."""
        del is_redo
        return False
