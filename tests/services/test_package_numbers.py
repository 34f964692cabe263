"""The numbers of packages: each is given once, so that a gap is one that never came."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from app.bootstrap import Application
from app.packages.errors import MediumGone
from tests.enrolled import enrol
from tests.services.test_exchange import _Spoilt
from tests.services.test_papers import FACTS, PLAN


@pytest.fixture
def laptop(application: Application, headquarters: Application, tmp_path: Path) -> Application:
    enrol(headquarters, application, tmp_path, "doan1/may-01")
    application.inspections.start("28108", PLAN, FACTS, ("MC",))
    return application


def packed(laptop: Application, stick: Path) -> Path:
    """Write a package onto a stick of its own."""
    stick.mkdir()
    laptop.exports.write(stick)
    return stick


@pytest.mark.parametrize("is_damaged", [False, True])
def test_a_package_that_reached_no_stick_keeps_its_number(
    laptop: Application, headquarters: Application, tmp_path: Path, *, is_damaged: bool
) -> None:
    pulled = tmp_path / "rút"
    pulled.mkdir()
    with pytest.raises(MediumGone):
        laptop.exports.write(pulled, progress=_Spoilt(lambda: shutil.rmtree(pulled)))
    (kept,) = laptop.exports.kept()
    (listed,) = laptop.folder.glob("outgoing/*/carried.json")
    whole = listed.read_bytes()
    if is_damaged:
        listed.write_bytes(b"{")
    packed(laptop, tmp_path / "mất")
    listed.write_bytes(whole)
    again = tmp_path / "lại"
    again.mkdir()
    laptop.exports.write_again(kept.package_id, again)

    headquarters.imports.take_in([again, packed(laptop, tmp_path / "sau")])

    numbers = sorted(one.number for one in laptop.package_journal.read().entries)
    assert numbers == [1, 2, 3]
    assert [one.text for one in headquarters.package_journal.read().missing] == ["02"]
