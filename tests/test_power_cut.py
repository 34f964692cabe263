"""A power cut at any moment costs nothing that was promised; and the cuts that find it out.

`faults` §0: kill -9 keeps what the system holds in memory, so only a simulated cut sees a sync
that is missing. Each way of leaving one out, or of promising too early, is found.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.changes import nobody
from app.clock import SystemClock
from app.domain.finding import Finding
from app.domain.photo import Photo
from app.errors import AppError
from app.ids import SeededIds
from app.packages.errors import PackageUnfinished
from app.packages.finding import find_packages
from app.packages.keys import DeviceKeys
from app.packages.note import VerifyKey
from app.packages.reader import Receiver, open_package
from app.packages.trust import verify_keyring
from app.photos.vault import Vault
from app.store import opening
from app.store.unit_of_work import Store
from tests.packages.given import SMALL
from tests.photos.pictures import corners
from tests.power_cut import record
from tests.power_cut_work import MUTANTS, PHOTOS

pytestmark = pytest.mark.skipif(
    shutil.which("strace") is None, reason="the tracer strace is not installed"
)


def _new_store(folder: Path) -> None:
    opening.create(folder, "field", "may-1", SeededIds("kho"))


def _new_card(folder: Path) -> None:
    _new_store(folder)
    card = folder.with_name("thẻ nhớ")
    card.mkdir()
    for number in range(PHOTOS):
        corners(200 + number, 150).save(card / f"{number}.jpg")


def _new_stick(folder: Path) -> None:
    folder.mkdir()
    folder.with_name("bàn").mkdir()


def _has_every_save(place: Path, told: Sequence[str], _home: Path) -> None:
    with (
        Store(place, SystemClock(), SeededIds("sau"), nobody) as store,
        store.reading() as view,
    ):
        assert {int(number) for number in told} <= {one.order for one in view.all(Finding)}
        assert (view.damage(), view.drift()) == ([], [])


def _has_every_photo(place: Path, told: Sequence[str], _home: Path) -> None:
    with (
        Store(place, SystemClock(), SeededIds("sau"), nobody) as store,
        store.reading() as view,
    ):
        named = {photo.sha256 for photo in view.all(Photo)}
    vault = Vault(place)
    assert set(told) <= named
    assert [one for one in named if not vault.verify(one)] == []


def _has_every_package(place: Path, told: Sequence[str], home: Path) -> None:
    desk = home / "bàn"
    root = VerifyKey.parse((desk / "root").read_text())
    keyring = verify_keyring((desk / "keyring").read_bytes(), root)
    receiver = Receiver(keys=DeviceKeys.load(desk / "hq"), keyring=keyring)
    whole: set[str] = set()
    for found in find_packages(place) if place.exists() else ():
        try:
            with open_package(found, receiver, incoming=desk, limits=SMALL) as opened:
                assert opened.missing == []
                whole.add(opened.manifest.package)
        except PackageUnfinished:
            continue
    assert set(told) <= whole


@dataclass(frozen=True)
class Work:
    """Something people wait for, what must be there first, and what must be there after a cut."""

    name: str
    prepare: Callable[[Path], None]
    check: Callable[[Path, Sequence[str], Path], None]

    def cut_off(self, home: Path, count: int, *mutants: str) -> None:
        """Do it once, recorded; then look at what many cuts leave.

        Raises:
            AssertionError, AppError: if one left less than was promised.
        """
        folder = home / "kho"
        self.prepare(folder)
        recording = record("tests.power_cut_work", folder, self.name, *mutants)
        cuts = home / "cắt"
        for number, told in enumerate(recording.cuts(cuts, count)):
            place = cuts / f"{number:04}"
            self.check(place, told, home)
            shutil.rmtree(place, ignore_errors=True)


SAVING = Work("save", _new_store, _has_every_save)
PHOTOGRAPHING = Work("photos", _new_card, _has_every_photo)
SENDING = Work("stick", _new_stick, _has_every_package)
FINDS_OUT = {
    "synchronous=NORMAL": SAVING,
    "told before COMMIT": SAVING,
    "no sync of a photo": PHOTOGRAPHING,
    "no sync of its folder": PHOTOGRAPHING,
    "row before photo": PHOTOGRAPHING,
    "no sync of a part": SENDING,
    "no sync of the stick": SENDING,
    "manifest first": SENDING,
}


@pytest.fixture(autouse=True)
def _keys_in_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep test keys out of the desktop's key ring."""
    monkeypatch.setenv("SOKIEMTRA_KEYS_IN_FILE", "1")


@pytest.mark.parametrize("work", [SAVING, PHOTOGRAPHING, SENDING], ids=lambda work: str(work.name))
def test_a_power_cut_at_any_moment_costs_nothing_that_was_promised(
    work: Work, tmp_path: Path
) -> None:
    work.cut_off(tmp_path, 120)


@pytest.mark.parametrize("mutant", FINDS_OUT)
def test_a_power_cut_finds_the_mutant_out(mutant: str, tmp_path: Path) -> None:
    with pytest.raises((AssertionError, AppError)):
        FINDS_OUT[mutant].cut_off(tmp_path, 400, mutant)


def test_every_mutant_has_a_cut_that_finds_it_out() -> None:
    assert set(FINDS_OUT) == set(MUTANTS)
