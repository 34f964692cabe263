"""The keys of a store: no copy of them lies open beside, and a laptop of any name has one."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.bootstrap import Application, create_store, open_application
from app.ids import SeededIds
from app.packages.keys import DeviceKeys
from tests.fakes import FrozenClock
from tests.services.conftest import NewApplication

PASSPHRASE = " ".join(("mưa", "rào", "tháng", "bảy"))


@pytest.fixture
def hq(new_application: NewApplication) -> Application:
    return new_application("so-noi-vu", "hq")


def test_the_same_keys_put_under_a_passphrase_leave_no_clear_copy(hq: Application) -> None:
    keys = hq.enrolment.keys()

    hq.headquarters.restore(keys.recovery_sheet(), PASSPHRASE)

    secret = keys.identity.encode()
    kept = {one.name: one.read_bytes() for one in (hq.folder / "identity").iterdir()}
    assert [name for name, data in kept.items() if secret in data] == []


def test_other_keys_put_aside_are_for_their_owner_only(hq: Application) -> None:
    before = hq.enrolment.keys()
    sheet = DeviceKeys.generate("hq").recovery_sheet()

    hq.headquarters.restore(sheet, PASSPHRASE)
    again = DeviceKeys.generate("hq").recovery_sheet()
    hq.headquarters.restore(again, PASSPHRASE)

    aside = sorted((hq.folder / "identity").glob("keys-*.skt"))
    assert [one.name for one in aside] == ["keys-1.skt", "keys-2.skt"]
    assert before.identity.encode() in aside[0].read_bytes()
    assert [one.stat().st_mode & 0o777 for one in aside] == [0o600, 0o600]


def test_lost_keys_put_aside_are_for_their_owner_only(
    application: Application, tmp_path: Path
) -> None:
    application.enrolment.request(tmp_path / "xin.skt")

    application.enrolment.request(tmp_path / "lai.skt", new_keys=True)

    kept = list((application.folder / "identity").iterdir())
    assert len(kept) == 2
    assert not any(one.stat().st_mode & 0o077 for one in kept)


@pytest.mark.parametrize("name", ["_may", "máy trạm 1", "…", "Đ", "/x", ".....", "_" * 80 + "a"])
def test_a_laptop_of_any_name_can_ask_to_be_enrolled(
    tmp_path: Path, clock: FrozenClock, name: str
) -> None:
    create_store(tmp_path / "kho", "field", name, clock=clock, ids=SeededIds("kho"))

    with open_application(tmp_path / "kho", clock=clock, ids=SeededIds("kho+")) as laptop:
        asked = laptop.enrolment.request(tmp_path / "xin.skt")

    assert len(asked.code.split()) == 6


def test_keys_that_an_earlier_version_gave_a_wrong_name_can_ask(
    application: Application, tmp_path: Path
) -> None:
    before = application.enrolment.keys()
    before.renamed("_may").save(application.folder / "identity")

    asked = application.enrolment.request(tmp_path / "xin.skt")

    assert asked.name == "may-01"
    assert application.enrolment.keys().verify_key == before.verify_key
