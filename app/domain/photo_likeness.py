"""Photos of a visit that show the same picture in another size or quality.

The same bytes are one photo by identity. What was sent through Zalo and taken in beside its
original has other bytes but looks the same: people are told, and decide.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import Final

from app.domain.photo import Photo
from app.ids import PhotoId

_NEAR: Final = 4
"""How many of 64 bits may differ; recompressed and smaller copies differ in none to four."""
_PARTS: Final = _NEAR + 1
_BITS: Final = 64
_SHAPE: Final = 0.02
"""How far the proportions may differ; scaling rounds to whole pixels."""


def look_alikes(photos: Iterable[Photo]) -> Mapping[PhotoId, tuple[Photo, ...]]:
    """Return, for each photo that others look like, those others in their order.

    Two hashes that differ in at most four bits agree wholly in one of five parts: only
    photos that share a part are compared, so that 2,000 cost no two million comparisons.
    """
    known = [(int(photo.difference_hash, 16), photo) for photo in photos if photo.difference_hash]
    places: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for place, (bits, _photo) in enumerate(known):
        for part in _parts(bits):
            places[part].append(place)
    pairs = {
        (one, other)
        for sharing in places.values()
        for one, other in combinations(sharing, 2)
        if _is_near(known[one], known[other])
    }
    found: defaultdict[int, list[int]] = defaultdict(list)
    for one, other in sorted(pairs):
        found[one].append(other)
        found[other].append(one)
    return {
        known[place][1].id: tuple(known[other][1] for other in sorted(others))
        for place, others in found.items()
    }


def _parts(bits: int) -> Iterable[tuple[int, int]]:
    width = -(-_BITS // _PARTS)
    for number in range(_PARTS):
        yield number, bits >> number * width & (1 << width) - 1


def _is_near(one: tuple[int, Photo], other: tuple[int, Photo]) -> bool:
    (bits, photo), (other_bits, other_photo) = one, other
    if (bits ^ other_bits).bit_count() > _NEAR:
        return False
    if photo.taken_at and other_photo.taken_at and photo.taken_at != other_photo.taken_at:
        # Two shots of one scene, not one shot twice: a copy keeps the moment, or loses it.
        return False
    here, there = photo.width * other_photo.height, other_photo.width * photo.height
    return abs(here - there) <= _SHAPE * max(here, there)
