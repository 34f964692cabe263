"""The phrase bank: sentences of the trade, ready to be put into findings and minutes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar, Final

from app.domain.csv_rows import read_rows
from app.domain.entity import Merge
from app.domain.text import fold
from app.errors import AppError
from app.ids import PhraseId, place_id
from app.words import mark, translate

COLUMNS: Final = ("category", "text")
_GAP: Final = re.compile(r"\{([a-z][a-z0-9_]*)\}")


class PhrasesInvalid(AppError):
    """A phrase bank cannot be read."""

    code = "phrases_invalid"
    message = mark(
        "The phrase bank cannot be read, {place}: {reason}. "
        "The phrases in use stay as they were. Correct it there and try again."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """One sentence under its category, e.g. `ton_tai/mot_cua`, with gaps to fill."""

    KIND: ClassVar[str] = "phrase"
    AGGREGATE: ClassVar[str] = "id"

    id: PhraseId
    category: Annotated[str, Merge.AUTO]
    text: Annotated[str, Merge.AUTO]
    order: Annotated[int, Merge.AUTO] = 0

    @property
    def kind(self) -> str:
        """What the sentence is for: the category before its first slash."""
        return self.category.partition("/")[0]

    @property
    def topic(self) -> str:
        """What it is about: the category after the slash, or nothing."""
        return self.category.partition("/")[2]

    @property
    def gaps(self) -> tuple[str, ...]:
        """The names of its gaps, each once, in their order."""
        return tuple(dict.fromkeys(_GAP.findall(self.text)))

    def filled(self, values: Mapping[str, str]) -> str:
        """Return the sentence with the gaps that are known filled; others stay to be seen."""
        return _GAP.sub(lambda gap: values.get(gap[1], gap[0]), self.text)

    def is_found_by(self, words: str) -> bool:
        """Tell whether every word occurs in it, accents ignored."""
        haystack = fold(self.text)
        return all(word in haystack for word in fold(words).split())


def read_phrases(text: str) -> tuple[Phrase, ...]:
    """Read a phrase bank with the columns `category,text`, in its order.

    Raises:
        PhrasesInvalid: naming row and column, if a cell is empty.
    """
    phrases: list[Phrase] = []
    for row in read_rows(text, COLUMNS, PhrasesInvalid):
        for column in COLUMNS:
            if not row.cells[column]:
                raise row.refuse(column, translate("the cell is empty"))
        phrases.append(phrase(row.cells["category"], row.cells["text"], len(phrases) + 1))
    return tuple(phrases)


def phrase(category: str, text: str, order: int = 0) -> Phrase:
    """Return the phrase with these words, the same on every laptop that it ships to."""
    identity = PhraseId(place_id("phrase", category, text))
    return Phrase(id=identity, category=category, text=text, order=order)
