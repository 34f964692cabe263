"""The page Câu mẫu: every phrase of this store, looked through, reworded, added, removed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame
from typing_extensions import override

from app.domain.phrase import Phrase
from app.domain.text import sort_key
from app.words import translate
from ui import theme
from ui.desk import Desk
from ui.icons import Icon
from ui.page import Page
from ui.phrases.texts import OWN, category_text, kind_tone
from ui.widgets.basics import button, column, label, row
from ui.widgets.column_table import Column
from ui.widgets.empty_state import EmptyState
from ui.widgets.fields import AutoText, ChoiceField
from ui.widgets.form import Form
from ui.widgets.scroll_column import ScrollColumn
from ui.widgets.table_panel import TablePanel

_LEAST_PANEL: Final = 280
_KINDS: Final = ("uu_diem", "ton_tai", "nguyen_nhan", "kien_nghi")

COLUMNS: Final = (
    Column[Phrase](
        header=lambda: translate("Category"),
        text=lambda one: category_text(one.category),
        sort_key=lambda one: one.order,
        tone=lambda one: kind_tone(one.kind),
        width=270,
    ),
    Column[Phrase](
        header=lambda: translate("Phrase"),
        text=lambda one: one.text,
        sort_key=lambda one: sort_key(one.text),
        width=400,
        stretches=True,
    ),
)


class PhrasesPage(Page):
    """All phrases; the one chosen is reworded below, where new ones are written too."""

    TOPICS = frozenset({Phrase.KIND})

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            translate("Phrases"),
            translate(
                "Offered with Ctrl+Space wherever findings, recommendations and opinions are "
                "written; gaps in braces are filled from the inspection where it knows them."
            ),
        )
        self.panel = TablePanel[Phrase](
            COLUMNS,
            translate("Search phrases (Ctrl+F)"),
            (
                (translate("All"), None),
                *((category_text(kind), partial(_is_of, kind)) for kind in _KINDS),
            ),
            EmptyState(
                Icon.COMMENT,
                translate("No phrases yet"),
                translate("Write the first one below."),
            ),
        )
        self.detail = PhraseDetail(desk)
        self.new_button = button(
            translate("New phrase"), self.detail.begin, variant="primary", drawing=Icon.ADD
        )
        self.add_action(self.new_button)
        # Much enlarged, the page scrolls before the table is squeezed to nothing.
        scroll = ScrollColumn()
        self.panel.setMinimumHeight(theme.scaled(_LEAST_PANEL))
        scroll.column.addWidget(self.panel, 1)
        scroll.column.addWidget(self.detail)
        self.body.addWidget(scroll, 1)
        self.panel.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.panel.table.row_chosen.connect(self.detail.show_phrase)

    @override
    def reload(self) -> None:
        self.read(self.desk.application.phrases.find, self._show)

    @override
    def settle(self) -> None:
        self.detail.text.settle()

    def _show(self, phrases: Sequence[Phrase]) -> None:
        self.detail.offer_categories([one.category for one in phrases])
        self.panel.show_rows(phrases, lambda one, other: one.id == other.id)
        if not self.detail.is_new:
            self.detail.show_phrase(self.panel.table.chosen)


class PhraseDetail(QFrame):
    """One phrase in hand: its words and its category; a new one is kept when it has words."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.desk = desk
        self.phrase: Phrase | None = None
        self.is_new = False
        self.text = AutoText(translate("Phrase"), translate("The sentence, with gaps in braces"))
        self.category: ChoiceField[str] = ChoiceField(translate("Category"), _choices(()))
        self.remove = button(
            translate("Put in the bin"), self._on_remove, variant="danger", drawing=Icon.REMOVE
        )
        form = Form(3)
        form.add(translate("Category"), self.category)
        form.add(translate("Phrase"), self.text, span=2)
        layout = column(self, margins=theme.MEDIUM, spacing=theme.SMALL)
        layout.addWidget(form)
        foot = row()
        self.hint = label("", "small")
        foot.addWidget(self.hint, 1)
        foot.addWidget(self.remove)
        layout.addLayout(foot)
        self.text.settled.connect(self._on_text)
        self.category.chosen.connect(self._on_category)
        self.hide()

    def offer_categories(self, used: Sequence[str]) -> None:
        """Offer the categories in use, and one of each kind for phrases of one's own."""
        value = self.category.value
        self.category.offer(_choices(used))
        if value in self.category.values:
            self.category.show_value(value)

    def show_phrase(self, phrase: Phrase | None) -> None:
        """Take a phrase in hand; words of the one before are settled first."""
        if self.phrase is not None and phrase is not None and phrase.id != self.phrase.id:
            self.text.settle()
        self.phrase, self.is_new = phrase, False
        self.setVisible(phrase is not None)
        self.remove.setVisible(phrase is not None)
        self.hint.clear()
        if phrase is not None:
            self.text.show_text(phrase.text)
            self.category.show_value(phrase.category)

    def begin(self) -> None:
        """Begin a new phrase."""
        self.text.settle()
        self.phrase, self.is_new = None, True
        self.text.show_text("")
        self.hint.setText(translate("It is kept when you leave the field."))
        self.remove.hide()
        self.show()
        self.text.setFocus()

    def _on_text(self, text: str) -> None:
        phrases = self.desk.application.phrases
        if self.is_new and text:
            self.is_new = False
            job = self.desk.jobs.save(partial(phrases.add, self.category.value, text))
            job.succeeded.connect(self.show_phrase)
        elif self.phrase is not None and not text:
            # A phrase needs its words: the old ones come back.
            self.text.show_text(self.phrase.text)
        elif self.phrase is not None:
            self._save(replace(self.phrase, text=text))

    def _on_category(self, category: str) -> None:
        if self.phrase is not None:
            self._save(replace(self.phrase, category=category))

    def _save(self, phrase: Phrase) -> None:
        self.phrase = phrase
        self.desk.jobs.save(partial(self.desk.application.phrases.save, phrase))

    def _on_remove(self) -> None:
        if self.phrase is not None and self.desk.prompts.confirm(
            translate("Put this phrase in the bin?"), translate("Put in the bin")
        ):
            self.desk.jobs.save(partial(self.desk.application.phrases.remove, self.phrase))
            self.show_phrase(None)


def _is_of(kind: str, phrase: Phrase) -> bool:
    return phrase.kind == kind


def _choices(used: Sequence[str]) -> list[tuple[str, str]]:
    offered = dict.fromkeys([*used, *(f"{kind}/{OWN}" for kind in _KINDS)])
    return [(one, category_text(one)) for one in offered]
