"""What is known of a text while it is typed: where it belongs, and whether it is kept.

A field knows its place, a record and one of its facts; whoever stands around the field and
keeps drafts (a tab of a visit) keeps its text there. No editor has to wire anything.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.domain.text import clean

MOST_LETTERS: Final = 100_000
"""What a package takes of one text (`app.packages.limits`); a field takes no more."""
_DRAFT_AFTER_MS: Final = 700
_NEW: Final = "+"
_TURNING: Final = frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
"""Marks that turn the direction of a text (Unicode, UAX 9): Vietnamese has no use for them,
and a paper can be made to read otherwise than it says (CVE-2021-42574)."""


@dataclass(frozen=True, slots=True)
class DraftPlace:
    """Where a text belongs: a record and the fact of it that is typed."""

    entity_id: str
    field: str

    @property
    def is_new(self) -> bool:
        """Whether the record has no identity yet."""
        return is_new_record(self.entity_id)


def new_record(visit: str, kind: str, about: str = "") -> str:
    """Return what stands for the identity of a record that is not there yet.

    Args:
        visit: the visit it will belong to.
        kind: what it will be, e.g. `finding`.
        about: what it is about, so that it can be begun anew: a criterion, a finding.
    """
    return _NEW.join((visit, kind, about))


def is_new_record(identity: str) -> bool:
    """Tell whether this stands for a record that is not there yet."""
    return _NEW in identity


def parts_of_new(entity_id: str) -> tuple[str, str, str]:
    """Return visit, kind and subject of a record that is not there yet."""
    visit, kind, about = entity_id.split(_NEW, 2)
    return visit, kind, about


def as_kept(text: str) -> str:
    """Return a typed or pasted text as it is kept: NFC, no control or direction marks."""
    text = clean(text)
    if not _TURNING.isdisjoint(text):
        text = "".join(letter for letter in text if letter not in _TURNING)
    return text


def as_line(text: str) -> str:
    """Return a text as one line keeps it: a line pasted with others is joined with them."""
    return as_kept(text).replace("\n", " ").replace("\t", " ")


def caret_in(text: str) -> int:
    """Return the place behind a text as Qt counts it: in UTF-16, an emoji is two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def before_caret(text: str, caret: int) -> str:
    """Return the part of a text before a caret as Qt counts it."""
    return text.encode("utf-16-le", "surrogatepass")[: caret * 2].decode(
        "utf-16-le", "surrogatepass"
    )


class DraftTaker(Protocol):
    """Who keeps the texts of fields that have a place."""

    def keep(self, typing: Typing, text: str, caret: int) -> None:
        """Keep the text of a field as it stands."""
        ...

    def settle(self, typing: Typing, tell: Callable[[], None]) -> None:
        """Let a settled text be told, and see whether the store takes it."""
        ...

    def discard(self, place: DraftPlace) -> None:
        """Forget the draft of a place."""
        ...


class KeepsDrafts:
    """A widget whose text fields are kept while they are typed in."""

    @property
    def draft_taker(self) -> DraftTaker:
        """Who keeps them."""
        raise NotImplementedError


class Typing(QObject):
    """Watches one field: typed text is drafted before long, leaving it settles the text.

    The clock of the draft starts with the first key that is not kept and is not
    set back by the next ones: whoever types a paragraph without a pause loses no
    more of it than who stops after each word.
    """

    touched = Signal()
    """The first key that is not kept anywhere."""
    paused = Signal(str, int)
    """The text to keep, and the caret in it."""
    state_changed = Signal()
    settle_wanted = Signal()
    """What stands here should be settled though the keyboard is elsewhere."""

    def __init__(self, field: QWidget, read: Callable[[], tuple[str, int]]) -> None:
        """Watch a field; `read` returns its text and the caret in it, as Qt has them."""
        super().__init__(field)
        self.field = field
        self.settled_text = ""
        self.before = ""
        """What the store had when the typing began that is not saved yet."""
        self.place: DraftPlace | None = None
        self.composing = ""
        """The word an input method is composing at the caret."""
        self.is_typed = False
        """Whether something stands in the field that was not settled yet."""
        self.is_drafted = False
        """Whether all of that is kept as a draft."""
        self.is_refused = False
        """Whether what was settled could not be taken, so that the store does not have it."""
        self._read = read
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_DRAFT_AFTER_MS)
        self._pause.timeout.connect(self.keep)

    @property
    def is_unsaved(self) -> bool:
        """Whether something stands in the field that the store does not have."""
        return self.is_typed or self.is_refused or bool(self.composing)

    def stand_at(self, place: DraftPlace | None) -> None:
        """Know where the text belongs; what was typed at another place stays a draft there.

        Where the record got its identity while somebody was typing, the typing goes on.
        """
        if place == self.place:
            return
        before = self.place
        if (
            before is not None
            and place is not None
            and before.is_new
            and not place.is_new
            and before.field == place.field
            and self.is_unsaved
        ):
            self._go_on_at(place, before)
            return
        if self.is_typed:
            self.keep()
        self.place = place
        self._pause.stop()
        self._become(typed=False, refused=False)

    def agree(self, text: str) -> bool:
        """Tell whether the store has what stands here, which is settled then."""
        if not self.is_unsaved or self.composing or as_kept(self._read()[0]).strip() != text:
            return False
        self._pause.stop()
        self.settled_text = text
        self._become(typed=False, refused=False)
        if (keeper := self._keeper()) is not None and self.place is not None:
            keeper.discard(self.place)
        return True

    def type(self) -> None:
        """Note a key."""
        is_first = not self._pause.isActive()
        self.is_drafted = False
        if self.is_typed and not self.composing and self._is_as_before():
            self._let_be()
            return
        if not (self.is_typed or self.is_refused):
            self.before = self.settled_text
        self._become(typed=True, refused=self.is_refused)
        if is_first:
            self._pause.start()
            self.touched.emit()

    def compose(self, word: str) -> None:
        """Note how far an input method has come with a word."""
        if word == self.composing:
            return
        self.composing = word
        if word:
            self.type()

    def keep(self) -> None:
        """Keep what stands in the field now, the word being composed included."""
        self._pause.stop()
        if not self.is_typed:
            return
        text, caret = self._read()
        before = before_caret(text, caret)
        kept = as_kept(before + self.composing)
        shown, at = as_kept(kept + text[len(before) :]), caret_in(kept)
        self.paused.emit(shown, at)
        keeper = self._keeper()
        if keeper is not None and self.place is not None:
            keeper.keep(self, shown, at)

    def settle(self, text: str, tell: Callable[[str], None]) -> None:
        """Take the text as final; `tell` hears of it if it is new."""
        self._pause.stop()
        was_typed, self.is_typed = self.is_typed, False
        is_new = text != self.settled_text
        if is_new:
            self.settled_text = text
            self.is_refused = False
        keeper = self._keeper()
        if keeper is not None and self.place is not None and (is_new or was_typed):
            keeper.settle(self, lambda: tell(text) if is_new else None)
        elif is_new:
            tell(text)
        self.state_changed.emit()

    def refuse(self, *, refused: bool = True) -> None:
        """Know that the store does not have what was settled, or that it has it by now."""
        self._become(typed=self.is_typed, refused=refused)

    def drafted(self, text: str) -> None:
        """Hear that this text is kept as a draft."""
        if self.is_typed and as_kept(self._read()[0]) == text and not self.composing:
            self.is_drafted = True
            self.state_changed.emit()

    def _is_as_before(self) -> bool:
        text, before = self._read()[0], self.settled_text
        return len(text) == len(before) and text == before

    def _let_be(self) -> None:
        """Forget the typing: it led back to what was settled."""
        self._pause.stop()
        self._become(typed=False, refused=self.is_refused)
        if (keeper := self._keeper()) is not None and self.place is not None:
            keeper.discard(self.place)

    def _go_on_at(self, place: DraftPlace, before: DraftPlace) -> None:
        """Go on with what is typed, which the record did not have yet when it was made."""
        self.place = place
        self.settled_text = ""
        self._become(typed=True, refused=False)
        self.keep()
        if (keeper := self._keeper()) is not None:
            keeper.discard(before)
        if not self.field.hasFocus():
            # Nobody will leave it any more.
            QTimer.singleShot(0, self, self.settle_wanted.emit)

    def _become(self, *, typed: bool, refused: bool) -> None:
        if (typed, refused) != (self.is_typed, self.is_refused):
            self.is_typed, self.is_refused = typed, refused
            self.state_changed.emit()

    def _keeper(self) -> DraftTaker | None:
        around = self.field.parentWidget()
        while around is not None:
            if isinstance(around, KeepsDrafts):
                return around.draft_taker
            around = around.parentWidget()
        return None
