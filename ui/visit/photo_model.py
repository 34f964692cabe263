"""The photos of a visit as a model that a grid of thousands can follow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import IntEnum
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from app.domain.photo import Photo
from app.domain.photo_flags import PhotoFlag
from app.domain.photo_look import AS_TAKEN, PhotoLook
from app.ids import PhotoId
from app.words import translate
from ui.visit.photo_images import PhotoImages

Index = QModelIndex | QPersistentModelIndex
Flags = Mapping[PhotoId, frozenset[PhotoFlag]]
Looks = Mapping[PhotoId, PhotoLook]
NO_FLAGS: Final[Flags] = MappingProxyType({})
AS_THEY_ARE: Final[Looks] = MappingProxyType({})
_ROOT: Final = QModelIndex()
_NONE: Final[frozenset[PhotoFlag]] = frozenset()
_SHOWN_FLAGS: Final = (PhotoFlag.OUTSIDE, PhotoFlag.ALIKE, PhotoFlag.INTERNAL)


class PhotoRole(IntEnum):
    """What a cell answers besides Qt's own roles."""

    PHOTO = Qt.ItemDataRole.UserRole + 1
    IMAGE = Qt.ItemDataRole.UserRole + 2
    FLAG = Qt.ItemDataRole.UserRole + 3


class PhotoModel(QAbstractListModel):
    """Shows photos; a thumbnail is read when it is first painted.

    A photo that came, went or changed is told as just that, so that the grid keeps its place
    and its selection while hundreds arrive.
    """

    def __init__(self, images: PhotoImages, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._images = images
        self._photos: list[Photo] = []
        self._flags: Flags = NO_FLAGS
        self._looks: Looks = AS_THEY_ARE
        self._rows: dict[str, int] = {}
        self._rows_by_hash: dict[str, int] = {}
        images.arrived.connect(self._on_arrived)

    @property
    def photos(self) -> Sequence[Photo]:
        """What is shown, in its order."""
        return self._photos

    def show_photos(
        self, photos: Sequence[Photo], flags: Flags = NO_FLAGS, looks: Looks = AS_THEY_ARE
    ) -> None:
        """Show these photos instead."""
        before, before_flags, before_looks = list(self._photos), self._flags, self._looks
        self._flags, self._looks = flags, looks
        self._images.retry()
        if not self._moved_in_place(photos):
            self.beginResetModel()
            self._photos = list(photos)
            self._number()
            self.endResetModel()
            return
        known = {photo.id: photo for photo in before}
        self._tell(
            row
            for row, photo in enumerate(photos)
            if photo.id in known
            and (
                known[photo.id] != photo
                or before_flags.get(photo.id, _NONE) != flags.get(photo.id, _NONE)
                or before_looks.get(photo.id, AS_TAKEN) != looks.get(photo.id, AS_TAKEN)
            )
        )

    def row_of(self, photo_id: str) -> int:
        """Return where a photo stands, or -1."""
        return self._rows.get(photo_id, -1)

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._photos)

    @override
    def data(self, index: Index, /, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        photo = self._photos[index.row()]
        answer: object = None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                answer = photo.caption or photo.file_name
            case PhotoRole.PHOTO:
                answer = photo
            case PhotoRole.IMAGE:
                answer = self._images.image(photo.sha256, self._look(photo))
            case PhotoRole.FLAG:
                answer = _in_short(self._said(photo))
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                words = [photo.caption or photo.file_name, *self._said(photo)]
                failure = self._images.failure(photo.sha256, self._look(photo))
                answer = "\n".join([*words, *filter(None, [failure])])
        return answer

    def _look(self, photo: Photo) -> PhotoLook:
        return self._looks.get(photo.id, AS_TAKEN)

    def _said(self, photo: Photo) -> list[str]:
        flags = self._flags.get(photo.id, _NONE)
        return [flag_text(flag) for flag in _SHOWN_FLAGS if flag in flags]

    def _moved_in_place(self, photos: Sequence[Photo]) -> bool:
        """Take out and put in what came and went; False if the order changed besides."""
        wanted = {photo.id for photo in photos}
        kept = [photo.id for photo in self._photos if photo.id in wanted]
        if not kept or kept != [photo.id for photo in photos[: len(kept)]]:
            return False
        gone = [row for row, photo in enumerate(self._photos) if photo.id not in wanted]
        for first, last in reversed(list(_runs(gone))):
            self.beginRemoveRows(_ROOT, first, last)
            del self._photos[first : last + 1]
            self._number()
            self.endRemoveRows()
        if len(photos) > len(kept):
            self.beginInsertRows(_ROOT, len(kept), len(photos) - 1)
            self._photos = list(photos)
            self._number()
            self.endInsertRows()
        self._photos = list(photos)
        return True

    def _number(self) -> None:
        self._rows = {photo.id: row for row, photo in enumerate(self._photos)}
        self._rows_by_hash = {photo.sha256: row for row, photo in enumerate(self._photos)}

    def _tell(self, rows: Iterable[int]) -> None:
        for first, last in _runs(rows):
            self.dataChanged.emit(self.index(first), self.index(last))

    def _on_arrived(self, sha256s: Sequence[str]) -> None:
        rows = (self._rows_by_hash.get(sha256) for sha256 in sha256s)
        self._tell(sorted(row for row in rows if row is not None))


def flag_text(flag: PhotoFlag) -> str:
    """Return the words for a flag."""
    return {
        PhotoFlag.BARE: translate("Without caption"),
        PhotoFlag.UNLINKED: translate("Linked to nothing"),
        PhotoFlag.INTERNAL: translate("Internal only"),
        PhotoFlag.OUTSIDE: translate("Outside the visit"),
        PhotoFlag.ALIKE: translate("Looks the same"),
    }[flag]


def _in_short(flags: Sequence[str]) -> str:
    """Return the first of some flags, and how many there are besides."""
    more = f" +{len(flags) - 1}" if len(flags) > 1 else ""
    return f"{flags[0]}{more}" if flags else ""


def _runs(rows: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and last of each run of consecutive rows."""
    first = last = None
    for row in rows:
        if last is not None and row == last + 1:
            last = row
            continue
        if first is not None and last is not None:
            yield first, last
        first = last = row
    if first is not None and last is not None:
        yield first, last
