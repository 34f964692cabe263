"""Offers the phrase bank in a text field: F7 or Ctrl+Space, or the small button in its corner."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from typing_extensions import override

from app.services.proposals import OfferedPhrase
from app.words import translate
from ui.icons import Icon
from ui.phrases.picker import PhrasePicker
from ui.phrases.texts import OWN
from ui.shortcuts import Key
from ui.visit.visit_case import VisitCase
from ui.widgets.field_offer import FieldOffer
from ui.widgets.fields import AutoText


class PhraseOffer(FieldOffer):
    """Opens the phrases that fit a field, and puts the one chosen at its caret."""

    def __init__(
        self,
        field: AutoText,
        case: VisitCase,
        category: Callable[[], str],
        criterion: Callable[[], str] = str,
    ) -> None:
        """Watch a field.

        Args:
            field: where phrases are inserted.
            case: the visit that fills their gaps.
            category: says what is written here now, e.g. `ton_tai`; asked when it opens.
            criterion: the criterion the text is about, or nothing.
        """
        super().__init__(field, translate("Phrases (F7)"), Icon.COMMENT, Key.PHRASES)
        self.field = field
        self.case = case
        self.picker: PhrasePicker | None = None
        self._category = category
        self._criterion = criterion

    @override
    def open_list(self) -> None:
        if self.picker is None or self.picker.parentWidget() is not self.field.window():
            self.picker = PhrasePicker(self.field.window())
            self.picker.picked.connect(self._insert)
            self.picker.closed.connect(self.field.setFocus)
            self.picker.save_asked.connect(self._keep)
        self.picker.keep.setEnabled(bool(self._written()))
        self.picker.open_at(self.field)
        self._read()

    def _read(self) -> None:
        desk = self.case.desk
        read = partial(
            desk.application.proposals.phrases_for,
            self.case.inspection_id,
            self._category(),
            self._criterion(),
        )
        picker = self.picker
        if picker is not None:
            desk.jobs.read(read).succeeded.connect(picker.show_phrases)

    def _insert(self, offered: OfferedPhrase) -> None:
        text = offered.text
        caret = self.field.textCursor()
        before = self.field.toPlainText()[: caret.selectionStart()]
        gap = " " if before and not before[-1].isspace() else ""
        caret.insertText(gap + text)
        self.field.setTextCursor(caret)
        self.field.setFocus()
        desk = self.case.desk
        # What is used most is offered first from now on.
        desk.jobs.save(partial(desk.application.phrases.note_use, offered.phrase.id))

    def _written(self) -> str:
        """What would be kept: the words chosen, or else all of them."""
        chosen = self.field.textCursor().selectedText().strip()
        return chosen or self.field.toPlainText().strip()

    def _keep(self) -> None:
        written = self._written()
        if not written:
            return
        category = self._category() or "ton_tai"
        if "/" not in category:
            category = f"{category}/{OWN}"
        desk = self.case.desk
        job = desk.jobs.save(partial(desk.application.phrases.add, category, written))
        job.succeeded.connect(lambda _kept: self._read())
