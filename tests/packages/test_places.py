"""Where the revisions of a package stand, however many others they name."""

from __future__ import annotations

import io
import tracemalloc
from dataclasses import replace

import pytest

from app.domain.revision import Revision
from app.packages.errors import PackageRefused
from app.packages.places import Places
from app.packages.records import proved_revisions, read_revisions, write_revision
from tests.packages.given import revision


def names(start: int, count: int) -> tuple[str, ...]:
    """Identities of revisions that never come."""
    return tuple(f"{start + number:032}" for number in range(count))


def child(number: int, *parents: str, field: str = "text") -> Revision:
    return replace(
        revision(number, field_name=field), entity_id="entity-1", parents=tuple(sorted(parents))
    ).sealed()


def go_through(revisions: list[Revision], places: Places) -> None:
    for one in revisions:
        places.check(one)
    places.check_again(revisions)


@pytest.mark.parametrize("is_parent_first", [True, False])
@pytest.mark.parametrize("most", [0, 100])
def test_a_parent_in_another_field_is_found_out(most: int, *, is_parent_first: bool) -> None:
    parent = child(1, field="cause")
    both = [parent, child(2, parent.rev_id)]

    places = Places(most=most)

    go_through(both if is_parent_first else both[::-1], places)

    assert places.astray == {both[1].rev_id}


@pytest.mark.parametrize("most", [0, 100])
def test_a_parent_may_come_after_its_child_or_never(most: int) -> None:
    parent = child(1)
    both = [child(2, parent.rev_id, *names(0, 5)), parent]
    places = Places(most=most)

    go_through(both, places)

    assert places.is_unsure is (most == 0)


def test_a_revision_that_comes_twice_is_found_out() -> None:
    places = Places()
    places.check(child(1))

    with pytest.raises(PackageRefused):
        places.check(child(1))


def test_a_package_whose_revisions_follow_without_number_takes_little_memory() -> None:
    lines = [write_revision(child(n, *names(4_096 * n, 4_096))) for n in range(1, 101)]
    wrong = child(1_001, field="cause")
    lines += [write_revision(child(1_000, wrong.rev_id)), write_revision(wrong)]
    stream, places = io.BytesIO(b"".join(lines)), Places()
    tracemalloc.start()
    try:
        for _one in read_revisions(stream, places=places):
            pass
        stream.seek(0)
        places.check_again(proved_revisions(stream))
        _now, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert len(places.astray) == 1
    assert most < 40 << 20
