"""What the photos in hand are evidence for: chips to take away, and a search that adds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QWidget,
)
from typing_extensions import override

from app.domain.case_file import CaseFile
from app.domain.photo import Photo, PhotoTarget
from app.words import translate
from ui import theme
from ui.icons import Icon
from ui.visit.evidence_places import EvidencePlace, EvidencePlaces
from ui.visit.visit_case import VisitCase
from ui.widgets.basics import button, clear, column, label, row

_FOUND_SHOWN: Final = 6
_FOUND_IN_SIGHT: Final = 2
_CHIPS_SHOWN: Final = 12
_WALKING: Final = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class LinkChip(QFrame):
    """One thing the photos prove, with a cross to take that back."""

    def __init__(self, text: str, remove: Callable[[], None], *, sealed: bool) -> None:
        super().__init__()
        self.setProperty("role", "step")
        self.text = label(text, wrap=True)
        self.cross = button("", remove, variant="quiet", drawing=Icon.CROSS)
        self.cross.setAccessibleName(translate("Take away: {name}", name=text))
        self.cross.setToolTip(self.cross.accessibleName())
        self.cross.setEnabled(not sealed)
        line = row(self, margins=theme.TINY, spacing=theme.TINY)
        line.addWidget(self.text, 1)
        line.addWidget(self.cross, alignment=Qt.AlignmentFlag.AlignTop)


class PhotoLinks(QWidget):
    """Links of one photo or of many; every change is saved at once."""

    opened = Signal()
    """What was found has opened under the search."""

    def __init__(self, case: VisitCase) -> None:
        super().__init__()
        self.case = case
        self.chips: dict[tuple[PhotoTarget, str], LinkChip] = {}
        self._photos: Sequence[Photo] = ()
        self._shown: object = None
        self._read_from: CaseFile | None = None
        self._places: EvidencePlaces | None = None
        self.none = label(translate("Linked to nothing yet"), "muted", wrap=True)
        self.search = QLineEdit()
        self.search.setPlaceholderText(translate("Add: code or words, accents may be left out"))
        self.search.setAccessibleName(translate("What the photo is evidence for"))
        self.search.setClearButtonEnabled(True)
        self.found = QListWidget()
        self.found.setAccessibleName(translate("Found"))
        self.found.setWordWrap(True)
        self.found.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.found.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.found.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.found.hide()
        self._offered: Sequence[EvidencePlace] = ()
        # When the list has its place: before, nobody could bring it into sight.
        self._opened_soon = QTimer(self)
        self._opened_soon.setSingleShot(True)
        self._opened_soon.setInterval(0)
        self._opened_soon.timeout.connect(self.opened)
        layout = column(self, spacing=theme.TINY)
        self._chips = column(spacing=theme.TINY)
        layout.addLayout(self._chips)
        layout.addWidget(self.none)
        layout.addWidget(self.search)
        layout.addWidget(self.found)
        self.search.textChanged.connect(self._show_found)
        self.search.installEventFilter(self)
        self.found.itemClicked.connect(lambda _item: self._add())

    def show_photos(self, photos: Sequence[Photo]) -> None:
        """Show what these photos are evidence for."""
        case = self.case.case
        if case is None:
            return
        if [photo.id for photo in photos] != [photo.id for photo in self._photos]:
            self.search.clear()
        self._photos = photos
        if case is not self._read_from:
            self._read_from, self._places = case, EvidencePlaces(case)
        ids = {photo.id for photo in photos}
        counts = Counter(
            (link.target, link.target_key) for link in case.photo_links if link.photo_id in ids
        )
        shown = (tuple(counts.items()), len(photos), self.case.is_sealed)
        if shown != self._shown or self._texts(counts) != [
            chip.text.text() for chip in self.chips.values()
        ]:
            self._shown = shown
            self._show_chips(counts)
        self.none.setVisible(not counts)
        self.search.setVisible(not self.case.is_sealed)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        key = Qt.Key(event.key())
        if key in _WALKING and self._offered:
            last = len(self._offered) - 1
            at = self.found.currentRow() + _WALKING[key]
            self.found.setCurrentRow(max(0, min(at, last)))
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._offered:
            self._add()
        elif key == Qt.Key.Key_Escape and self.search.text():
            self.search.clear()
        else:
            return super().eventFilter(watched, event)
        return True

    def _texts(self, counts: Counter[tuple[PhotoTarget, str]]) -> list[str]:
        assert self._places is not None  # noqa: S101 - set before any chip is made
        texts = []
        for (target, key), count in list(counts.items())[:_CHIPS_SHOWN]:
            text = self._places.text(target, key)
            if count < len(self._photos):
                text = translate(
                    "{name} ({count} of {total})", name=text, count=count, total=len(self._photos)
                )
            texts.append(text)
        return texts

    def _show_chips(self, counts: Counter[tuple[PhotoTarget, str]]) -> None:
        clear(self._chips)
        self.chips = {}
        for place, text in zip(counts, self._texts(counts), strict=False):
            chip = LinkChip(text, partial(self._remove, *place), sealed=self.case.is_sealed)
            self.chips[place] = chip
            self._chips.addWidget(chip)
        more = len(counts) - _CHIPS_SHOWN
        if more > 0:
            self._chips.addWidget(label(translate("and {count} more", count=more), "small"))

    def _show_found(self, words: str) -> None:
        wanted = words.strip()
        places = self._places
        self._offered = places.search(wanted, _FOUND_SHOWN) if wanted and places else ()
        self.found.clear()
        for place in self._offered:
            self.found.addItem(QListWidgetItem(place.text))
        if self._offered:
            self.found.setCurrentRow(0)
            # Three lines for the longest; the rest is scrolled to.
            line = 3 * self.found.fontMetrics().lineSpacing() + theme.scaled(theme.LARGE)
            self.found.setFixedHeight(min(len(self._offered), _FOUND_IN_SIGHT) * line)
        self.found.setVisible(bool(self._offered))
        if self._offered:
            self._opened_soon.start()

    def _add(self) -> None:
        if not self._offered or not self._photos or self.case.is_sealed:
            return
        place = self._offered[max(self.found.currentRow(), 0)]
        many, ids = self.case.desk.application.many_photos, [photo.id for photo in self._photos]
        self.search.clear()
        self.case.save(partial(many.link, ids, place.target, place.key))

    def _remove(self, target: PhotoTarget, key: str) -> None:
        many, ids = self.case.desk.application.many_photos, [photo.id for photo in self._photos]
        self.case.save(partial(many.unlink, ids, target, key))
