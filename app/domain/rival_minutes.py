"""Rival minutes: texts that two laptops had signed at the same place (merge table row 22).

Each says what was signed on paper and never changes. Which of them holds, only people can say:
they void all but one, and can take that back.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.minutes import Minutes, MinutesState


def rivals(texts: Sequence[Minutes]) -> list[tuple[Minutes, ...]]:
    """Return the signed texts that stand at one place, a group for each such place.

    A place is what a text stands beside: nothing for the first minutes of a visit, the text
    signed before for those that follow.
    """
    places: dict[str | None, list[Minutes]] = {}
    for one in texts:
        if one.state is MinutesState.SIGNED:
            places.setdefault(one.amends, []).append(one)
    return [tuple(found) for found in places.values() if len(found) > 1]


def with_followers(texts: Sequence[Minutes], root: Minutes) -> tuple[Minutes, ...]:
    """Return a text and everything that stands beside it, however far off."""
    known = {root.id}
    found = [root]
    while more := [one for one in texts if one.amends in known and one.id not in known]:
        known |= {one.id for one in more}
        found += more
    return tuple(found)
