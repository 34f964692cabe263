"""What a list says of photos."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from app.domain.photo import PhotoTarget, PhotoUse, link_of
from app.domain.photo_flags import PhotoFlag, photo_flags
from tests.complete import ENDED, STARTED, complete_case
from tests.given import photo


def test_each_photo_has_the_flags_of_its_own() -> None:
    fine = photo("1" * 64, caption="Biển tên", taken_at=STARTED)
    bare = photo("2" * 64, caption="  ", use=PhotoUse.INTERNAL)
    late = photo("3" * 64, caption="Kho", taken_at=ENDED + timedelta(days=1))
    links = tuple(link_of(one, PhotoTarget.CRITERION, "T.1.1") for one in (fine, bare))
    case = replace(complete_case(), photos=(fine, bare, late), photo_links=links)

    flags = photo_flags(case)

    assert flags.of == {
        fine.id: frozenset(),
        bare.id: {PhotoFlag.BARE, PhotoFlag.INTERNAL},
        late.id: {PhotoFlag.UNLINKED, PhotoFlag.OUTSIDE},
    }
    assert flags.counts[PhotoFlag.BARE] == 1


def test_photos_that_look_the_same_name_each_other() -> None:
    one = photo("1" * 64, difference_hash="00000000ff00ff00")
    other = photo("2" * 64, difference_hash="00000000ff00ff01")
    case = replace(complete_case(), photos=(one, other))

    flags = photo_flags(case)

    assert flags.alike == {one.id: (other,), other.id: (one,)}
    assert all(PhotoFlag.ALIKE in flags.of[photo.id] for photo in case.photos)
