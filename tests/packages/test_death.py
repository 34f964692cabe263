"""The program killed in the middle: a stick is whole or unfinished, and nothing plain stays."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from app.packages.built import reopen_built, sweep_outgoing
from app.packages.errors import PackageUnfinished
from app.packages.finding import find_packages
from app.packages.reader import sweep_incoming
from app.packages.writer import copy_package
from tests.packages.given import CANARY, SMALL, Desk, blob, content, revision

_ROOT: Final = Path(__file__).parent.parent.parent
_KILLER: Final = """
import os, sys
from pathlib import Path
from app.packages.keys import DeviceKeys
from app.packages.built import reopen_built
from app.packages.packing import Sender, build_package
from app.packages.reader import Receiver, open_package
from app.packages.trust import verify_keyring
from app.packages.note import VerifyKey
from app.packages.writer import copy_package
from tests.packages.given import SMALL, blob, content

class Killer:
    left = int(sys.argv[1])
    def step(self, done, total, label=""):
        Killer.left -= 1
        if Killer.left < 0:
            os._exit(9)

root = Path(sys.argv[2])
root_key = VerifyKey.parse((root / "root").read_text())
keyring = verify_keyring((root / "keyring").read_bytes(), root_key)
"""
_BUILD: Final = """
photo = blob(root / "vault", "Nguyễn Thị Chim Yến".encode() * 9)
sender = Sender(keys=DeviceKeys.load(root / "laptop"), keyring=keyring)
build_package(content(blobs=[photo]), sender, outgoing=root / "outgoing", progress=Killer(),
              limits=SMALL)
"""
_COPY: Final = """
copy_package(reopen_built(Path(sys.argv[3])), root / "stick", progress=Killer(), limits=SMALL,
             as_zip=len(sys.argv) > 4)
"""
_OPEN: Final = """
open_package(Path(sys.argv[3]), Receiver(keys=DeviceKeys.load(root / "hq"), keyring=keyring),
             incoming=root / "incoming", progress=Killer(), limits=SMALL)
"""


def _killed(desk: Desk, work: str, after: int, *arguments: object) -> bool:
    """Do some work in another process, which dies at a report; tell whether it did."""
    world = desk.world
    world.laptop.save(desk.root / "laptop")
    world.hq.save(desk.root / "hq")
    (desk.root / "keyring").write_bytes(world.keyring.sign(world.root.signing))
    (desk.root / "root").write_text(world.root.verify_key.text)
    for folder in (desk.outgoing, desk.incoming, desk.stick, desk.vault):
        assert folder.is_dir()
    program = desk.root / "killed.py"
    program.write_text(_KILLER + work)
    done = subprocess.run(
        [sys.executable, program, str(after), desk.root, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(_ROOT)},
    )
    assert done.returncode in {0, 9}, done.stderr
    return done.returncode == 9


@pytest.mark.parametrize("as_zip", [False, True])
@pytest.mark.parametrize("after", [0, 2, 4, 7])
def test_a_copy_that_died_is_unfinished_and_can_be_repeated(
    desk: Desk, after: int, as_zip: bool
) -> None:
    built = desk.built(content(blobs=[blob(desk.vault, os.urandom(1000))]))

    assert _killed(desk, _COPY, after, built.folder, *(["zip"] if as_zip else []))

    for place in find_packages(desk.stick):
        with pytest.raises(PackageUnfinished):
            desk.opened(place)
    again = copy_package(reopen_built(built.folder), desk.stick, as_zip=as_zip, limits=SMALL)
    with desk.opened(again.place) as opened:
        assert opened.revision_count == 1
        assert len(opened.blobs) == 1


@pytest.mark.parametrize("after", [0, 1, 3])
def test_an_opening_that_died_leaves_nothing_plain(desk: Desk, after: int) -> None:
    place = desk.written(content([revision(1), revision(2)])).place

    assert _killed(desk, _OPEN, after, place)

    sweep_incoming(desk.incoming)
    assert not desk.has_leftovers()


@pytest.mark.parametrize("after", [0, 1, 3])
def test_a_build_that_died_leaves_nothing_plain(desk: Desk, after: int) -> None:
    assert _killed(desk, _BUILD, after)

    sweep_outgoing(desk.outgoing)

    for path in desk.outgoing.rglob("*"):
        assert CANARY.encode() not in path.read_bytes()
    assert not any(desk.outgoing.iterdir())
