"""Which rows of a table are shown, in which order.

By hand because Qt's own proxy asks Python twice for every comparison: sorting
10,000 rows held the window for more than a second, and sorting keys made once
takes a few hundredths.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from typing import Any, Generic, Protocol, TypeVar

from app.domain.text import fold

RowT = TypeVar("RowT")
_RowT_contra = TypeVar("_RowT_contra", contravariant=True)


class Keyed(Protocol[_RowT_contra]):
    """What a column says of a row: its words, and where it stands in the order."""

    @property
    def text(self) -> Callable[[_RowT_contra], str]:
        """The words shown."""
        ...

    @property
    def sort_key(self) -> Callable[[_RowT_contra], Any]:
        """What the row is put in order by."""
        ...


class KeyedRows(Generic[RowT]):
    """Rows with what searching and sorting them needs, each made once.

    `ready` makes all of it at once: a list of thousands does that where it is read,
    in the background.
    """

    def __init__(self, columns: Sequence[Keyed[RowT]], rows: Sequence[RowT]) -> None:
        self.rows = tuple(rows)
        self._columns = tuple(columns)
        self._keys: dict[int, list[Any]] = {}
        self._spelt: list[str] | None = None
        self._folded: list[str] | None = None

    def ready(self) -> KeyedRows[RowT]:
        """Make everything that will be asked for."""
        for number in range(len(self._columns)):
            self.keys(number)
        self.folded()
        return self

    def keys(self, column: int) -> list[Any]:
        """Return the sort keys of a column, row by row."""
        if column not in self._keys:
            make = self._columns[column].sort_key
            self._keys[column] = [make(row) for row in self.rows]
        return self._keys[column]

    def spelt(self) -> list[str]:
        """Return the words of each row as they are spelt, in small letters."""
        if self._spelt is None:
            texts = [column.text for column in self._columns]
            self._spelt = [_small(" ".join(text(row) for text in texts)) for row in self.rows]
        return self._spelt

    def folded(self) -> list[str]:
        """Return the words of each row without accents."""
        if self._folded is None:
            self._folded = [fold(text) for text in self.spelt()]
        return self._folded


def shown_places(
    keyed: KeyedRows[RowT], words: str, passes: Callable[[RowT], bool] | None
) -> list[int]:
    """Return the places of the rows that hold every word, accents ignored, and pass."""
    rows = keyed.rows
    places = [at for at, row in enumerate(rows) if passes is None or passes(row)]
    wanted = fold(words).split()
    if wanted:
        folded = keyed.folded()
        places = [at for at in places if all(word in folded[at] for word in wanted)]
    return places


def put_in_order(
    keyed: KeyedRows[RowT], places: list[int], words: str, column: int, *, falling: bool
) -> list[int]:
    """Return places in the order of a column; rows spelt with the accents typed come first."""
    found = places
    if column >= 0:
        found = sorted(found, key=keyed.keys(column).__getitem__, reverse=falling)
    typed = _small(words).split()
    if typed != fold(words).split():
        spelt = keyed.spelt()
        found = sorted(found, key=lambda at: not all(word in spelt[at] for word in typed))
    return found


def _small(text: str) -> str:
    return unicodedata.normalize("NFC", text.casefold())
