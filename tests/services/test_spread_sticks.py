"""A package that no one stick holds: its records first, its photos on as many as it takes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from app.bootstrap import Application
from app.services.letter import Letter
from tests.inspection_documents import Document, WriteDocument
from tests.source import ROOT
from tests.store.test_opening import UNSHARE, may_mount


@pytest.mark.skipif(not may_mount(), reason="this system lets nobody mount a small stick")
def test_photos_that_do_not_fit_follow_on_a_second_stick(tmp_path: Path) -> None:
    places = [tmp_path / name for name in ("kho", "usb-1", "usb-2")]
    for place in places:
        place.mkdir()
    script = (
        'mount -t tmpfs -o size=110m none "$2" && mount -t tmpfs -o size=180m none "$3" && '
        f'exec "{sys.executable}" -m tests.services.spreading_work "$1" "$2" "$3"'
    )

    ran = subprocess.run(
        [*UNSHARE, script, "sh", *map(str, places)],
        check=True,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={"SOKIEMTRA_KEYS_IN_FILE": "1", "PATH": "/usr/bin:/bin:/usr/sbin:/sbin"},
    )

    assert json.loads(ran.stdout) == {
        "whole": "medium_full",
        "begun": [2, 2, 8],
        "kept": [True, 2, 60],
        "too_small": "medium_full",
        "ended": [2, 0, 12],
        "left": [],
        "text": [True, 8, 12, 20],
        "rest": [True, 12, 0],
        "is_whole": True,
    }


def test_what_fits_wholly_is_spread_over_one_stick(
    laptop: Application,
    stick: Path,
    document: Document,
    write_document: WriteDocument,
) -> None:
    laptop.recording.record(write_document(document))

    written = laptop.exports.send(stick, Letter(), spread=True)

    assert (written.volumes, written.volumes_waiting, written.photos) == (1, 0, 1)
    assert laptop.exports.kept() == []


def test_written_once_more_a_package_keeps_what_headquarters_said_of_it(
    laptop: Application,
    headquarters: Application,
    stick: Path,
    tmp_path: Path,
    document: Document,
    write_document: WriteDocument,
) -> None:
    laptop.recording.record(write_document(document))
    sent = laptop.exports.write(stick)
    headquarters.imports.take_in([stick])
    back = tmp_path / "usb-2"
    back.mkdir()
    headquarters.exports.write(back)
    laptop.imports.take_in([back])

    again = laptop.exports.write_again(sent.package_id, stick)

    assert (again.volumes, again.photos) == (1, 1)
    assert laptop.exports.state_of(sent.package_id) == "receipted:applied"
