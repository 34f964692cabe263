"""What every tab of a visit is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ui.visit.lost_texts import LostText
from ui.visit.sealing import show_sealed
from ui.visit.visit_case import VisitCase
from ui.widgets.fields import field_at
from ui.widgets.scroll_column import ScrollColumn
from ui.widgets.typed_text import DraftTaker, KeepsDrafts


class CaseTab(QWidget, KeepsDrafts):
    """A tab that shows the case of its visit and takes changes to it.

    Whatever is typed into its fields is kept as a draft where they stand.
    """

    kept_changed = Signal()
    """Whether the store has everything this tab shows may be another by now."""

    def __init__(self, case: VisitCase) -> None:
        super().__init__()
        self.case = case

    @property
    def is_kept(self) -> bool:
        """Whether the tab knows of nothing that the store lacks."""
        return True

    def show_case(self) -> None:
        """Show the case as it stands now."""

    def seal(self, *, sealed: bool) -> None:
        """Make read-only what the minutes say, once they are signed; or editable again."""
        show_sealed(self, sealed=sealed)

    def open_key(self, key: str) -> None:
        """Take in hand what a link leads to; a tab of one thing has nothing to choose."""

    @property
    def key_in_hand(self) -> str:
        """What `open_key` would take in hand again; empty where a tab is one thing."""
        return ""

    def take_keys(self) -> None:
        """Put the keyboard where the work of this tab begins; nowhere by default."""

    def settle(self) -> None:
        """Take texts being typed as final."""

    def take_up(self, texts: Sequence[LostText]) -> bool:
        """Put texts back that were being typed, and the keyboard into the last of them.

        Returns:
            whether their fields are there; their record was taken in hand before.
        """
        fields = [field_at(self, one.place) for one in texts]
        for one, field in zip(texts, fields, strict=True):
            if field is not None and not field.isReadOnly():
                field.take_up(one.draft.text, one.draft.caret)
        last = fields[-1]
        if last is not None:
            self.reveal(last)
            last.setFocus()
        return all(field is not None and not field.isReadOnly() for field in fields)

    def reveal(self, field: QWidget) -> None:
        """Bring a field into sight."""
        around = field.parentWidget()
        while around is not None and around is not self:
            if isinstance(around, ScrollColumn):
                around.reach(field)
            around = around.parentWidget()

    @property
    @override
    def draft_taker(self) -> DraftTaker:
        return self.case.drafts
