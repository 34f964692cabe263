"""The identity of a criterion: the same in every version, whatever its code is.

Answers of different years are compared, and an answer is carried to a newer version, by
identity. It is settled once, when a version is published, by finding each criterion again
in the versions before it: by its text, else by its code as long as the text is still like
the one before. What is new never takes over an identity, even if it takes over a code.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Final

from app.domain.checklist import Criterion
from app.domain.text import clean

_ALIKE: Final = Fraction(1, 2)
"""The share of their words that two texts have in common if one is the other, reworded."""

_Key = Callable[["_Row"], Hashable]


def identified(
    criteria: Sequence[Criterion], earlier: Sequence[Sequence[Criterion]]
) -> tuple[Criterion, ...]:
    """Return criteria with their identities: what was there before keeps the one it had.

    Args:
        criteria: those of the version that is published; their codes differ.
        earlier: the versions before it, the one it was made from first.
    """
    rows = _rows_of(criteria)
    found: dict[int, str] = {}
    for version in earlier:
        _find_again(rows, _rows_of(version), found)
    used = {row.identity for version in earlier for row in version}
    taken = used | set(found.values())
    for at, row in enumerate(criteria):
        if at not in found:
            found[at] = _fresh(row, taken)
            taken.add(found[at])
    return tuple(_named(row, found[at]) for at, row in enumerate(criteria))


class _Row:
    """A criterion with what it is found again by."""

    __slots__ = ("above", "at", "criterion", "text", "words")

    def __init__(self, at: int, criterion: Criterion, above: str) -> None:
        self.at = at
        self.criterion = criterion
        self.text = _plain(criterion.text)
        self.above = above
        self.words = Counter(self.text.split())

    def is_like(self, other: _Row) -> bool:
        """Tell whether the text is that of another criterion, or that text reworded."""
        common = (self.words & other.words).total()
        longest = max(self.words.total(), other.words.total())
        return common >= _ALIKE * longest


# The surest way first. A text alone may stand in several groups, so its group counts before.
_BY_TEXT: Final[tuple[_Key, ...]] = (
    lambda row: (row.criterion.code, row.above, row.text),
    lambda row: (row.above, row.text),
    lambda row: (row.criterion.code, row.text),
    lambda row: row.text,
)


def _find_again(rows: Sequence[_Row], before: Sequence[_Row], found: dict[int, str]) -> None:
    """Give the rows not found yet the identities of the rows they were in an earlier version."""
    taken = set(found.values())
    # A set has one root in every version, whatever its title says.
    free = {row.at: row for row in before if row.at and row.criterion.identity not in taken}
    if before and rows and 0 not in found and before[0].criterion.identity not in taken:
        found[0] = before[0].criterion.identity
    for key in _BY_TEXT:
        _pair(rows, free, found, _queues(free.values(), key), key)
    by_identity = _queues(free.values(), lambda row: row.criterion.identity)
    # Whoever wrote down the identity of a criterion under another code said which it is.
    _pair(rows, free, found, by_identity, lambda row: row.criterion.first_code, _was_recoded)
    by_code = _queues(free.values(), lambda row: row.criterion.code)
    _pair(rows, free, found, by_code, lambda row: row.criterion.code, _Row.is_like)


def _pair(
    rows: Sequence[_Row],
    free: dict[int, _Row],
    found: dict[int, str],
    waiting: Mapping[Hashable, Iterable[_Row]],
    key: _Key,
    agrees: Callable[[_Row, _Row], bool] = lambda _row, _before: True,
) -> None:
    queues = {name: deque(queue) for name, queue in waiting.items()}
    for row in rows:
        queue = queues.get(key(row))
        if row.at not in found and queue and agrees(row, queue[0]):
            before = queue.popleft()
            found[row.at] = before.criterion.identity
            del free[before.at]


def _queues(rows: Iterable[_Row], key: _Key) -> dict[Hashable, list[_Row]]:
    queues: dict[Hashable, list[_Row]] = {}
    for row in rows:
        queues.setdefault(key(row), []).append(row)
    return queues


def _was_recoded(row: _Row, before: _Row) -> bool:
    return row.criterion.code != before.criterion.code


def _rows_of(criteria: Sequence[Criterion]) -> list[_Row]:
    texts = {row.code: _plain(row.text) for row in criteria}
    return [
        _Row(at, criterion, texts.get(criterion.parent_code, ""))
        for at, criterion in enumerate(criteria)
    ]


def _plain(text: str) -> str:
    return " ".join(clean(text).casefold().split())


def _fresh(row: Criterion, taken: set[str]) -> str:
    """Return an identity that no criterion of the set ever had."""
    return next(name for name in _names(row) if name not in taken)


def _names(row: Criterion) -> Iterator[str]:
    yield row.identity
    yield row.code
    number = 2
    while True:
        yield f"{row.code}@{number}"
        number += 1


def _named(row: Criterion, identity: str) -> Criterion:
    first_code = "" if identity == row.code else identity
    return row if row.first_code == first_code else replace(row, first_code=first_code)
