"""The lines above the grid: which photos are shown, and in what order."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.domain.photo import Photo
from app.domain.photo_flags import PhotoFlag, PhotoFlags
from app.domain.text import fold, sort_key
from app.words import translate
from ui import theme
from ui.visit.photo_model import flag_text
from ui.widgets.basics import column
from ui.widgets.fields import ChoiceField
from ui.widgets.filter_bar import FilterBar
from ui.widgets.flow import Flow

_PAUSE_MS: Final = 150


class PhotoOrder(Enum):
    """How the grid is put in order."""

    ADDED = "added"
    TAKEN = "taken"
    NAME = "name"
    CAPTION = "caption"


_KEYS: Final[Mapping[PhotoOrder, Callable[[Photo], tuple[object, ...]]]] = {
    PhotoOrder.TAKEN: lambda photo: (photo.taken_at is None, photo.taken_at),
    PhotoOrder.NAME: lambda photo: (sort_key(photo.file_name),),
    PhotoOrder.CAPTION: lambda photo: (not photo.caption, sort_key(photo.caption)),
}


class PhotoFilter(QWidget):
    """Words, one of the flags, and the order; it only tells what is wanted."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.bar = FilterBar(translate("Search captions and file names (Ctrl+F)"))
        self.flag = ChoiceField[PhotoFlag | None](
            translate("Which photos"),
            [(None, translate("All")), *((one, flag_text(one)) for one in PhotoFlag)],
        )
        self.order = ChoiceField[PhotoOrder](
            translate("Order"),
            [
                (PhotoOrder.ADDED, translate("Order added")),
                (PhotoOrder.TAKEN, translate("Moment taken")),
                (PhotoOrder.NAME, translate("File name")),
                (PhotoOrder.CAPTION, translate("Caption")),
            ],
        )
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE_MS)
        self._soon.timeout.connect(self.changed)
        self.bar.searched.connect(lambda _words: self._soon.start())
        self.flag.chosen.connect(lambda _flag: self.changed.emit())
        self.order.chosen.connect(lambda _order: self.changed.emit())
        for choice, letters in ((self.flag, 18), (self.order, 12)):
            choice.setMinimumContentsLength(letters)
            # Much enlarged, words are cut before the grid is pushed out of the window.
            choice.setMinimumWidth(theme.scaled(72))
        layout = column(self, spacing=theme.SMALL)
        layout.addWidget(self.bar)
        # In a line of their own: beside the search they would lie upon it, much enlarged.
        layout.addLayout(Flow(widgets=(self.flag, self.order)))

    def show_counts(self, flags: PhotoFlags) -> None:
        """Say at each choice how many photos it would show."""
        for place, flag in enumerate(self.flag.values):
            if flag is not None:
                words = translate(
                    "{name} ({count})", name=flag_text(flag), count=flags.counts.get(flag, 0)
                )
                self.flag.setItemText(place, words)

    def choose(self, flag: PhotoFlag | None) -> None:
        """Show the photos with a flag, or all, whatever was searched for."""
        self.flag.show_value(flag)
        self.bar.words.clear()
        self.changed.emit()

    def arranged(self, photos: Sequence[Photo], flags: PhotoFlags) -> list[Photo]:
        """Return the photos wanted, in the order wanted."""
        flag, words = self.flag.value, fold(self.bar.words.text()).split()
        found = [
            photo
            for photo in photos
            if (flag is None or flag in flags.of.get(photo.id, ()))
            and (not words or _holds(photo, words))
        ]
        if flag is PhotoFlag.ALIKE:
            # What looks the same stands side by side.
            places = {photo.id: place for place, photo in enumerate(photos)}
            found.sort(
                key=lambda photo: min(
                    places[one.id]
                    for one in (photo, *flags.alike.get(photo.id, ()))
                    if one.id in places
                )
            )
        elif self.order.value is not PhotoOrder.ADDED:
            found.sort(key=_KEYS[self.order.value])
        return found


def _holds(photo: Photo, words: Sequence[str]) -> bool:
    text = fold(f"{photo.caption} {photo.file_name}")
    return all(word in text for word in words)
