"""Suggestions for a field: a list that opens beside it and never completes inside it.

A completer would change the text while Telex or VNI still composes it; so the list opens on
Alt+Down or the small button, has a search line of its own, and gives back what was chosen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from app.domain.text import fold
from app.words import translate
from ui.icons import Icon
from ui.shortcuts import Key
from ui.widgets.field_offer import FieldOffer
from ui.widgets.fields import AutoLine, AutoText
from ui.widgets.search_list import Offer, SearchList
from ui.widgets.typed_text import caret_in

Suggested = tuple[str, str]
"""Words that may be wanted, and in a word where they come from."""
Ask = Callable[[Callable[[Sequence[Suggested]], None]], None]
"""Asks for suggestions; they are given to the function named, now or when they are read."""


class SuggestionList(SearchList):
    """Shows suggestions over the window, near a field; `taken` brings the words."""

    def __init__(self, window: QWidget) -> None:
        hint = translate("Search suggestions, accents may be left out")
        super().__init__(window, hint, translate("Suggestions"))

    def show_suggestions(self, offered: Sequence[Suggested]) -> None:
        """Offer these."""
        self.offer(
            [
                Offer(f"{text}  ·  {origin}" if origin else text, fold(text), text)
                for text, origin in offered
            ]
        )


class SuggestionOffer(FieldOffer):
    """Offers suggestions at a field: Alt+Down, or the small button in its corner."""

    def __init__(self, field: AutoLine | AutoText, ask: Ask, *, adds: bool = False) -> None:
        """Watch a field.

        Args:
            field: where the words go.
            ask: gives what is suggested; asked when the list opens.
            adds: whether the words join those that stand there, or take their place.
        """
        super().__init__(field, translate("Suggestions (Alt+Down)"), Icon.SEARCH, Key.SUGGEST)
        self.field = field
        self.list: SuggestionList | None = None
        self._ask = ask
        self._adds = adds

    @override
    def open_list(self) -> None:
        if self.list is None or self.list.parentWidget() is not self.field.window():
            self.list = SuggestionList(self.field.window())
            self.list.taken.connect(self._take)
            self.list.closed.connect(self.field.setFocus)
        self.list.open_at(self.field)
        self._ask(self.list.show_suggestions)

    def _take(self, text: str) -> None:
        """Take words as if they had been typed."""
        field = self.field
        if isinstance(field, AutoText):
            written = field.toPlainText().strip()
            if self._adds and text.casefold() in written.casefold():
                text = written
            elif self._adds and written:
                text = f"{written.rstrip(' ;.')}; {text}"
        field.take_up(text, caret_in(text))
        field.setFocus()
        field.settle()
