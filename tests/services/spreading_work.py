"""Writes a package over two small sticks and takes both in; run by `test_spread_sticks`.

Run with `python -m tests.services.spreading_work HOME STICK STICK`; prints one JSON line.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict, replace
from pathlib import Path
from typing import Final

from app.bootstrap import Application, create_store, open_application
from app.domain.photo import photo_id
from app.errors import AppError
from app.ids import InspectionId
from app.services.letter import Letter
from tests import given
from tests.enrolled import enrol
from tests.fakes import CountedIds, FrozenClock

PHOTOS: Final = 20
_SIZE: Final = 5_000_000


def main(home: Path, first: Path, second: Path) -> None:
    """Do it, and say what came of it."""
    ids, clock = CountedIds(), FrozenClock()
    create_store(home / "hq", "hq", "so-noi-vu", clock=clock, ids=ids)
    create_store(home / "may", "field", "may-01", clock=clock, ids=ids)
    with (
        open_application(home / "hq", clock=clock, ids=ids) as hq,
        open_application(home / "may", clock=clock, ids=ids) as laptop,
    ):
        enrol(hq, laptop, home, "doan1/may-01")
        visit = with_photos(laptop, home)
        whole = refusal(laptop, first)
        letter = Letter(visits=(visit,))
        begun = laptop.exports.send(first, letter, spread=True)
        (kept,) = laptop.exports.kept()
        too_small = refusal_again(laptop, kept.package_id, first)
        ended = laptop.exports.write_again(kept.package_id, second)
        (text,) = hq.imports.take_in([first])
        row = hq.inspections.rows()[0]
        (rest,) = hq.imports.take_in([second])
        said = {
            "whole": whole,
            "begun": [begun.volumes, begun.volumes_waiting, begun.photos],
            "kept": [kept.is_begun, kept.volumes_waiting, kept.size // 1_000_000],
            "too_small": too_small,
            "ended": [ended.volumes, ended.volumes_waiting, ended.photos],
            "left": [asdict(one) for one in laptop.exports.kept()],
            "text": [text.error is None, text.photos, text.photos_missing, row.photos],
            "rest": [rest.error is None, rest.photos, rest.photos_missing],
            "is_whole": hq.maintenance.check().is_whole,
        }
    sys.stdout.write(json.dumps(said))


def with_photos(laptop: Application, home: Path) -> InspectionId:
    """Record a visit with photos of random bytes, which no packing makes smaller."""
    visit = InspectionId("visit-1")
    with laptop._store.writing() as work:  # noqa: SLF001 - random bytes are no picture to decode
        work.save(given.inspection(id=visit))
        for at in range(PHOTOS):
            path = home / f"{at}.jpg"
            path.write_bytes(os.urandom(_SIZE))
            with path.open("rb") as stream:
                sha256 = laptop._vault.put(stream, 1 << 30)  # noqa: SLF001 - see above
            shown = given.photo(sha256, inspection_id=visit, order=at)
            work.save(replace(shown, id=photo_id(visit, sha256), size=_SIZE))
        work.commit()
    return visit


def refusal(laptop: Application, stick: Path) -> str:
    """Return why the whole package does not go onto a stick."""
    try:
        laptop.exports.write(stick)
    except AppError as error:
        return error.code
    return ""


def refusal_again(laptop: Application, package: str, stick: Path) -> str:
    """Return why no further photos go onto a stick."""
    try:
        laptop.exports.write_again(package, stick)
    except AppError as error:
        return error.code
    return ""


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
