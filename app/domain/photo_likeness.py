"""Photos of a visit that show the same picture in another size or quality.

The same bytes are one photo by identity. What was sent through Zalo and taken in beside its
original has other bytes but looks the same: people are told, and decide.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from itertools import combinations, product
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
    known = [photo for photo in photos if photo.difference_hash]
    places: defaultdict[int, list[int]] = defaultdict(list)
    for place, photo in enumerate(known):
        places[int(photo.difference_hash, 16)].append(place)
    found: defaultdict[int, list[int]] = defaultdict(list)
    for one, other in _near_hashes(places):
        pairs = (
            combinations(places[one], 2) if one == other else product(places[one], places[other])
        )
        for here, there in pairs:
            if _may_be_copy(known[here], known[there]):
                found[here].append(there)
                found[there].append(here)
    return {
        known[place].id: tuple(known[other] for other in sorted(others))
        for place, others in sorted(found.items())
    }


def _near_hashes(hashes: Collection[int]) -> Iterable[tuple[int, int]]:
    """Return each pair of hashes once that lie near each other, and each with itself.

    A hash that many photos share, as pages of white paper do, is compared once.
    """
    sharing: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for bits in hashes:
        for part in _parts(bits):
            sharing[part].append(bits)
    pairs = {
        (one, other)
        for alike in sharing.values()
        for one, other in combinations(alike, 2)
        if (one ^ other).bit_count() <= _NEAR
    }
    return sorted(pairs | {(bits, bits) for bits in hashes})


def _parts(bits: int) -> Iterable[tuple[int, int]]:
    width = -(-_BITS // _PARTS)
    for number in range(_PARTS):
        yield number, bits >> number * width & (1 << width) - 1


def _may_be_copy(photo: Photo, other: Photo) -> bool:
    if photo.taken_at and other.taken_at and photo.taken_at != other.taken_at:
        # Two shots of one scene, not one shot twice: a copy keeps the moment, or loses it.
        return False
    here, there = photo.width * other.height, other.width * photo.height
    return abs(here - there) <= _SHAPE * max(here, there)
