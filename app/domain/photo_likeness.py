"""Photos of a visit that show the same picture in another size or quality.

The same bytes are one photo by identity. What was sent through Zalo and taken in beside its
original has other bytes but looks the same: people are told, and decide.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import combinations, islice
from typing import Final

from app.domain.photo import Photo
from app.ids import PhotoId

_HASH: Final = re.compile("[0-9a-f]{16}")
_NEAR: Final = 4
"""How many of 64 bits may differ; recompressed and smaller copies differ in none to four."""
_PARTS: Final = _NEAR + 1
_BITS: Final = 64
_SHAPE: Final = 0.02
"""How far the proportions may differ; scaling rounds to whole pixels."""
MOST: Final = 8
"""How many are named for one photo; of a hundred alike, a person needs a few to see it."""

_Places = dict[datetime | None, list[int]]


def look_alikes(photos: Iterable[Photo]) -> Mapping[PhotoId, tuple[Photo, ...]]:
    """Return, for each photo that others look like, the first of those others in their order."""
    known = [photo for photo in photos if _HASH.fullmatch(photo.difference_hash)]
    places: dict[int, _Places] = {}
    for place, photo in enumerate(known):
        at = places.setdefault(_bits(photo), {})
        at.setdefault(photo.taken_at, []).append(place)
    near = _near_hashes(places)
    found: dict[PhotoId, tuple[Photo, ...]] = {}
    for place, photo in enumerate(known):
        others = sorted(
            other
            for bits in near[_bits(photo)]
            for other in islice(_alike(place, known, places[bits]), MOST)
        )
        if others:
            found[photo.id] = tuple(known[other] for other in others[:MOST])
    return found


def _bits(photo: Photo) -> int:
    return int(photo.difference_hash, 16)


def _alike(place: int, known: list[Photo], there: _Places) -> Iterator[int]:
    """Yield the places of the photos of one look that may be the same picture as one photo.

    A copy keeps the moment, or loses it: two other moments are two shots of one scene.
    """
    moment = known[place].taken_at
    moments = there if moment is None else (moment, None)
    for one in moments:
        for other in there.get(one, ()):
            if other != place and _same_shape(known[place], known[other]):
                yield other


def _near_hashes(hashes: Iterable[int]) -> Mapping[int, set[int]]:
    """Return each hash with those that differ from it in at most four bits, itself included.

    Two such hashes agree wholly in one of five parts: only hashes that share a part are
    compared, so that 2,000 cost no two million comparisons.
    """
    near = {bits: {bits} for bits in hashes}
    sharing: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    width = -(-_BITS // _PARTS)
    for bits in near:
        for number in range(_PARTS):
            sharing[number, bits >> number * width & (1 << width) - 1].append(bits)
    for together in sharing.values():
        for one, other in combinations(together, 2):
            if (one ^ other).bit_count() <= _NEAR:
                near[one].add(other)
                near[other].add(one)
    return near


def _same_shape(photo: Photo, other: Photo) -> bool:
    here, there = photo.width * other.height, other.width * photo.height
    return abs(here - there) <= _SHAPE * max(here, there)
