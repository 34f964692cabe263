"""The list of phrases that opens at a field: searched without accents, inserted at the caret."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.domain.text import fold
from app.services.proposals import OfferedPhrase
from app.words import translate
from ui.widgets.basics import button
from ui.widgets.search_list import Offer, SearchList


class PhrasePicker(SearchList):
    """Shows phrases over the window, near a field; `picked` brings the one to insert."""

    picked = Signal(object)
    save_asked = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(
            window,
            translate("Search phrases, accents may be left out"),
            translate("Phrases"),
        )
        self.keep = button(translate("Keep my text as a phrase"), self.save_asked.emit)
        self.keep.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.foot.addWidget(self.keep)
        self.taken.connect(self.picked)

    def show_phrases(self, offered: Sequence[OfferedPhrase]) -> None:
        """Offer these phrases."""
        self.offer([Offer(one.text, fold(one.text), one) for one in offered])
