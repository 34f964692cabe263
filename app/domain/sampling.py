"""Chance that anybody can redo: numbers from a printed seed, and the order they put a list into.

The numbers are SHA-256 of the seed and a counter, the order is the shuffle of Fisher and
Yates; `docs/sampling.md` says it step by step with worked values. By hand because the
standard library's generator is not promised to give the same numbers in another version or
language, and no one can redo it with a pocket tool.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator, Mapping
from typing import Final

from app.domain.text import clean
from app.errors import InvalidValue
from app.words import translate

METHOD: Final = "SKT-1"
"""The name of this way of drawing, kept with every draw."""

PER_FIELD: Final = 5
IN_ALL: Final = 30
"""What is proposed: so many of each field, at least so many in all (`dossier_sample` §5)."""

_MOST_LETTERS: Final = 64
_RANGE: Final = 1 << 64


def checked_seed(seed: str) -> str:
    """Return a seed as it is printed and used.

    Raises:
        InvalidValue: if it is empty, too long, or holds what separates it from the counter.
    """
    kept = " ".join(clean(seed).split())
    if not kept or len(kept) > _MOST_LETTERS or "|" in kept:
        reason = translate("a seed is 1 to {most} letters and digits, without “|”", most=64)
        raise InvalidValue(field=translate("Seed"), value=seed, reason=reason)
    return kept


def numbers(seed: str, stratum: str = "") -> Iterator[int]:
    """Yield the numbers of a seed, each from 0 to 2^64-1 and equally likely."""
    start = hashlib.sha256(f"{seed}|{stratum}|".encode())
    counter = 0
    while True:
        counter += 1
        block = start.copy()
        block.update(str(counter).encode())
        yield int.from_bytes(block.digest()[:8], "big")


def drawn_order(seed: str, count: int, stratum: str = "") -> Iterator[int]:
    """Yield the places 0 to `count`-1 in the order they are drawn.

    Only as much is worked out as is asked for, so that a small sample of a long list
    costs no more than a small sample of a short one.
    """
    source = numbers(seed, stratum)
    moved: dict[int, int] = {}
    for place in range(count):
        chosen = place + _below(count - place, source)
        yield moved.get(chosen, chosen)
        moved[chosen] = moved.pop(place, place)


def proposed_size(entries: Mapping[str, int], *, by_field: bool) -> int:
    """Return how many to draw: of each field, or in all."""
    fields = max(len(entries), 1)
    if by_field:
        return max(PER_FIELD, math.ceil(IN_ALL / fields))
    return max(min(max(IN_ALL, PER_FIELD * fields), sum(entries.values())), 1)


def _below(limit: int, source: Iterator[int]) -> int:
    """Return a number below the limit, all equally likely; what favours some is passed over."""
    fair = _RANGE - _RANGE % limit
    return next(number for number in source if number < fair) % limit
