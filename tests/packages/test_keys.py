"""Private keys: kept, protected, lost and restored."""

from __future__ import annotations

import base64
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Final, Literal

import keyring as desktop_keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked
from typing_extensions import override

from app.packages.errors import KeysDamaged, KeysExist, KeysLocked, KeysMissing, RecoveryMistyped
from app.packages.keys import FILE_VARIABLE, DeviceKeys, Protection, protection_of
from tests.packages.given import World


class _Desktop(KeyringBackend):
    """A desktop's key ring in memory; it can be locked, or forget."""

    priority = 1

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.is_locked = False
        self.is_forgetful = False

    @override
    def get_password(self, service: str, username: str) -> str | None:
        if self.is_locked:
            raise KeyringLocked
        return self.kept.get((service, username))

    @override
    def set_password(self, service: str, username: str, password: str) -> None:
        if self.is_locked:
            raise KeyringLocked
        if not self.is_forgetful:
            self.kept[service, username] = password


@pytest.fixture
def desktop(monkeypatch: pytest.MonkeyPatch) -> Iterator[_Desktop]:
    """A desktop with somebody before it."""
    monkeypatch.delenv(FILE_VARIABLE, raising=False)
    monkeypatch.setenv("DISPLAY", ":0")
    before = desktop_keyring.get_keyring()
    ring = _Desktop()
    desktop_keyring.set_keyring(ring)
    yield ring
    desktop_keyring.set_keyring(before)


def test_keys_in_a_file_come_back(world: World, tmp_path: Path) -> None:
    protection = world.laptop.save(tmp_path / "identity")

    assert protection is Protection.FILE
    assert not protection.is_protected
    assert protection_of(tmp_path / "identity") is Protection.FILE
    loaded = DeviceKeys.load(tmp_path / "identity")
    assert loaded.identity == world.laptop.identity
    assert loaded.verify_key == world.laptop.verify_key
    assert loaded.name == "team12/device-03"


def test_only_the_user_may_read_the_file(world: World, tmp_path: Path) -> None:
    world.laptop.save(tmp_path)

    (kept,) = tmp_path.iterdir()
    assert kept.stat().st_mode & 0o777 == 0o600


def test_the_desktop_keeps_the_secret_out_of_the_file(
    world: World, tmp_path: Path, desktop: _Desktop
) -> None:
    protection = world.laptop.save(tmp_path)

    assert protection is Protection.DESKTOP
    assert protection.is_protected
    text = (tmp_path / "keys.skt").read_text()
    assert world.laptop.identity not in text
    assert base64.b64encode(world.laptop.signing.private.private_bytes_raw()).decode() not in text
    assert DeviceKeys.load(tmp_path).identity == world.laptop.identity
    assert len(desktop.kept) == 1


@pytest.mark.parametrize("trouble", ["is_locked", "is_forgetful"])
def test_a_desktop_that_cannot_keep_them_is_not_relied_on(
    world: World, tmp_path: Path, desktop: _Desktop, trouble: str
) -> None:
    setattr(desktop, trouble, True)

    assert world.laptop.save(tmp_path) is Protection.FILE
    assert DeviceKeys.load(tmp_path).identity == world.laptop.identity


@pytest.mark.parametrize("trouble", ["clear", "lock"])
def test_keys_the_desktop_lost_are_missing(
    world: World, tmp_path: Path, desktop: _Desktop, trouble: str
) -> None:
    world.laptop.save(tmp_path)
    desktop.kept.clear()
    desktop.is_locked = trouble == "lock"

    with pytest.raises(KeysMissing):
        DeviceKeys.load(tmp_path)


def test_without_a_screen_no_desktop_is_asked(
    world: World, tmp_path: Path, desktop: _Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DISPLAY")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)

    assert world.laptop.save(tmp_path) is Protection.FILE
    assert not desktop.kept


def test_the_caller_may_forbid_the_desktop(world: World, tmp_path: Path, desktop: _Desktop) -> None:
    assert world.laptop.save(tmp_path, may_use_desktop=False) is Protection.FILE
    assert not desktop.kept


_PASSPHRASE: Final = "con gà của bà Tư ở Cà Mau"  # noqa: S105 - of a test
_LOCKED: Final = Path(__file__).parent / "golden" / "keys-passphrase"
"""Keys of version 1 under that passphrase, with a cheap lock (scrypt 2^10)."""


def test_a_passphrase_locks_and_opens(world: World, tmp_path: Path) -> None:
    typed = unicodedata.normalize("NFD", _PASSPHRASE)

    assert world.hq.save(tmp_path, passphrase=typed) is Protection.PASSPHRASE

    assert world.hq.identity not in (tmp_path / "keys.skt").read_text()
    assert DeviceKeys.load(tmp_path, passphrase=_PASSPHRASE).identity == world.hq.identity


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_passphrase_opens_however_the_keyboard_spells_it(form: Literal["NFC", "NFD"]) -> None:
    keys = DeviceKeys.load(_LOCKED, passphrase=unicodedata.normalize(form, _PASSPHRASE))

    assert keys.name == "hq"
    assert protection_of(_LOCKED).is_protected


@pytest.mark.parametrize("typed", ["", "con vịt", _PASSPHRASE.upper()])
def test_another_passphrase_does_not_open(typed: str) -> None:
    with pytest.raises(KeysLocked):
        DeviceKeys.load(_LOCKED, passphrase=typed)


def test_no_keys_are_missing(tmp_path: Path) -> None:
    with pytest.raises(KeysMissing):
        DeviceKeys.load(tmp_path)
    with pytest.raises(KeysMissing):
        protection_of(tmp_path)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('{"format"', "{"),
        ('"format":"skt-keys"', '"format":"else"'),
        ('"major":1', '"major":2'),
        ('"protection":"file"', '"protection":"luck"'),
        ('"verify_key":"team12', '"verify_key":"team13'),
        ('"secret":"', '"secret":"A'),
        ("AGE-SECRET-KEY-1", "AGE-SECRET-KEY-2"),
        ('"recipient":"age1', '"recipient":"age2'),
    ],
)
def test_a_changed_file_is_damaged(world: World, tmp_path: Path, before: str, after: str) -> None:
    world.laptop.save(tmp_path)
    path = tmp_path / "keys.skt"
    assert before in path.read_text()
    path.write_text(path.read_text().replace(before, after))

    with pytest.raises(KeysDamaged):
        DeviceKeys.load(tmp_path)


def test_junk_for_keys_is_damaged(tmp_path: Path) -> None:
    (tmp_path / "keys.skt").write_bytes(b"\xff\x00")

    with pytest.raises(KeysDamaged):
        DeviceKeys.load(tmp_path)


def test_other_keys_are_never_replaced(world: World, tmp_path: Path) -> None:
    world.laptop.save(tmp_path)

    with pytest.raises(KeysExist):
        world.other.save(tmp_path)

    assert DeviceKeys.load(tmp_path).identity == world.laptop.identity


def test_the_same_keys_may_take_another_name(world: World, tmp_path: Path) -> None:
    world.laptop.save(tmp_path)

    world.laptop.renamed("team12/device-30").save(tmp_path)

    loaded = DeviceKeys.load(tmp_path)
    assert loaded.name == "team12/device-30"
    assert loaded.verify_key.public == world.laptop.verify_key.public


def test_keys_do_not_show_themselves(world: World) -> None:
    shown = repr(world.laptop)

    assert "SECRET" not in shown
    assert world.laptop.signing.private.private_bytes_raw().hex() not in shown


# The recovery sheet


def test_a_sheet_gives_the_keys_back(world: World) -> None:
    sheet = world.hq.recovery_sheet()

    restored = DeviceKeys.from_recovery_sheet(sheet)

    assert restored.identity == world.hq.identity
    assert restored.verify_key == world.hq.verify_key
    assert all(len(line) <= 29 for line in sheet)


def test_a_sheet_may_be_typed_carelessly(world: World) -> None:
    typed = [line.replace(" ", "").lower() + " " for line in world.laptop.recovery_sheet()]

    assert DeviceKeys.from_recovery_sheet(typed).identity == world.laptop.identity


def test_a_typing_error_is_found_in_its_line(world: World) -> None:
    sheet = list(world.hq.recovery_sheet())
    for number, line in enumerate(sheet):
        typed = [*sheet]
        typed[number] = ("X" if line[3] != "X" else "Z").join((line[:3], line[4:]))

        with pytest.raises(RecoveryMistyped) as caught:
            DeviceKeys.from_recovery_sheet(typed)

        assert caught.value.params["line"] == number + 1


def test_a_line_left_out_is_noticed(world: World) -> None:
    sheet = world.hq.recovery_sheet()

    for lines in (sheet[:-1], sheet[1:], (), ("",)):
        with pytest.raises(RecoveryMistyped):
            DeviceKeys.from_recovery_sheet(lines)
