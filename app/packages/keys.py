"""The private keys of this computer: one that signs, one that opens what is sealed for it.

They lie in a file beside the store. Its secret half is kept by the desktop's
key ring where there is a real one, or is sealed under a passphrase
(headquarters), or stands in the file, which only this user may read.
"""

from __future__ import annotations

import base64
import hashlib
import os
import sys
import unicodedata
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Final

import keyring as desktop_keyring
import msgspec
import pyrage.pyrage as age
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from keyring.backends import fail, null
from keyring.errors import KeyringError

from app.domain.canonical import spell
from app.files import replace, sync_folder
from app.packages.errors import (
    KeysDamaged,
    KeysExist,
    KeysLocked,
    KeysMissing,
    KeysSealed,
    NoteRefused,
    RecoveryMistyped,
)
from app.packages.note import SigningKey, VerifyKey
from app.packages.sealing import private_file

KEY_FILE: Final = "keys.skt"
FILE_VARIABLE: Final = "SOKIEMTRA_KEYS_IN_FILE"
"""Set to anything, it keeps keys out of the desktop's key ring (servers, tests)."""
_SERVICE: Final = "SoKiemTra"
_FORMAT: Final = "skt-keys"
_SEED_BYTES: Final = 32
_AGE_PREFIX: Final = "AGE-SECRET-KEY-1"
_AGE_LETTERS: Final = 58
_LINE_LETTERS: Final = 20
_CHECK_LETTERS: Final = 4


class Protection(Enum):
    """What stands between a thief of the files and the keys."""

    DESKTOP = "desktop"
    PASSPHRASE = "passphrase"  # noqa: S105 - a name, not a secret
    FILE = "file"

    @property
    def is_protected(self) -> bool:
        """Whether the file alone is not enough to use the keys."""
        return self is not Protection.FILE


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceKeys:
    """The two private keys of one computer; printing it shows neither."""

    signing: SigningKey
    identity: str = field(repr=False)
    """The age identity that opens what is sealed for this computer."""

    @classmethod
    def generate(cls, name: str) -> DeviceKeys:
        """Make new keys from the operating system's random source."""
        identity = str(age.x25519.Identity.generate())
        return cls(signing=SigningKey.generate(name), identity=identity)

    @property
    def name(self) -> str:
        """The name it signs with, e.g. `hq` or `team12/device-03`."""
        return self.signing.name

    @property
    def verify_key(self) -> VerifyKey:
        """What others check its signatures with."""
        return self.signing.verify_key

    @property
    def recipient(self) -> str:
        """What others seal packages for."""
        return str(age.x25519.Identity.from_str(self.identity).to_public())

    def renamed(self, name: str) -> DeviceKeys:
        """Return the same keys under the name headquarters gave."""
        signing = SigningKey(name=name, private=self.signing.private)
        return DeviceKeys(signing=signing, identity=self.identity)

    def save(
        self,
        folder: Path,
        *,
        passphrase: str = "",
        may_use_desktop: bool = True,
        replaces: bool = False,
    ) -> Protection:
        """Keep the keys in a folder and tell how well they are protected.

        Args:
            folder: where the key file goes; made if missing.
            passphrase: seals them, in place of any other protection.
            may_use_desktop: whether the desktop's key ring may be asked.
            replaces: whether other keys may be written over; their file lies beside then.

        Raises:
            KeysExist: if other keys lie there.
        """
        if not replaces:
            self._refuse_to_replace_others(folder)
        secret = self._secret()
        if passphrase:
            # The file first: until it holds the secret, the desktop's copy is the only one.
            sealed = age.passphrase.encrypt(secret.encode(), _normal(passphrase))
            protection, kept = Protection.PASSPHRASE, base64.b64encode(sealed).decode()
        elif may_use_desktop and _kept_by_desktop(self._account, secret):
            protection, kept = Protection.DESKTOP, ""
        else:
            protection, kept = Protection.FILE, secret
        record = _KeyFile(
            name=self.name,
            verify_key=self.verify_key.text,
            recipient=self.recipient,
            protection=protection,
            secret=kept,
        )
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        _write_private(folder / KEY_FILE, spell(record).encode())
        if protection is Protection.PASSPHRASE:
            _forgotten_by_desktop(self._account)
        return protection

    @classmethod
    def load(cls, folder: Path, *, passphrase: str = "") -> DeviceKeys:
        """Return the keys kept in a folder.

        Raises:
            KeysMissing: if there are none, or the desktop's key ring lost them.
            KeysLocked: if they are under another passphrase.
            KeysDamaged: if the file cannot be understood.
        """
        record = _read(folder)
        public = VerifyKey.parse(record.verify_key)
        secret = _secret_of(record, public, passphrase)
        if secret is None:
            raise KeysMissing(path=str(folder))
        try:
            keys = cls._from_secret(record.name, secret)
        except (ValueError, age.IdentityError) as error:
            raise KeysDamaged(path=str(folder / KEY_FILE)) from error
        if keys.verify_key != public or keys.recipient != record.recipient:
            raise KeysDamaged(path=str(folder / KEY_FILE))
        return keys

    def recovery_sheet(self) -> tuple[str, ...]:
        """Return lines to print and lock away, from which the keys can be typed in again.

        Each line ends in four check letters, so that a typing error is found in its line.
        """
        seed = self.signing.private.private_bytes_raw()
        letters = self.identity.removeprefix(_AGE_PREFIX) + _letters(seed + self.name.encode())
        starts = range(0, len(letters), _LINE_LETTERS)
        parts = [letters[start : start + _LINE_LETTERS] for start in starts]
        return tuple(_checked_line(part, number, len(parts)) for number, part in enumerate(parts))

    @classmethod
    def from_recovery_sheet(cls, lines: Sequence[str]) -> DeviceKeys:
        """Return the keys of a recovery sheet; spaces and case do not matter.

        Raises:
            RecoveryMistyped: naming the line whose check letters do not fit.
        """
        letters = ""
        for number, line in enumerate(lines):
            typed = "".join(line.split()).upper()
            part = typed[:-_CHECK_LETTERS]
            if typed != _checked_line(part, number, len(lines)).replace(" ", ""):
                raise RecoveryMistyped(line=number + 1)
            letters += part
        identity, rest = _AGE_PREFIX + letters[:_AGE_LETTERS], letters[_AGE_LETTERS:]
        try:
            raw = base64.b32decode(rest + "=" * (-len(rest) % 8))
            private = Ed25519PrivateKey.from_private_bytes(raw[:_SEED_BYTES])
            name = raw[_SEED_BYTES:].decode()
            age.x25519.Identity.from_str(identity)
        except (ValueError, age.IdentityError) as error:
            raise RecoveryMistyped(line=len(lines)) from error
        return cls(signing=SigningKey(name=name, private=private), identity=identity)

    @property
    def _account(self) -> str:
        return _account(self.verify_key)

    def _secret(self) -> str:
        seed = base64.b64encode(self.signing.private.private_bytes_raw()).decode()
        return f"{seed} {self.identity}"

    @classmethod
    def _from_secret(cls, name: str, secret: str) -> DeviceKeys:
        seed, _, identity = secret.partition(" ")
        private = Ed25519PrivateKey.from_private_bytes(base64.b64decode(seed, validate=True))
        keys = cls(signing=SigningKey(name=name, private=private), identity=identity)
        age.x25519.Identity.from_str(identity)
        return keys

    def _refuse_to_replace_others(self, folder: Path) -> None:
        try:
            known = _read(folder)
        except KeysMissing:
            return
        if VerifyKey.parse(known.verify_key).public != self.verify_key.public:
            raise KeysExist(path=str(folder), name=known.name)


def protection_of(folder: Path) -> Protection:
    """Tell how the keys in a folder are protected, without opening them.

    Raises:
        KeysMissing: if there are none.
        KeysDamaged: if the file cannot be understood.
    """
    return _read(folder).protection


def public_key_of(folder: Path) -> VerifyKey:
    """Return the public half of the keys in a folder, without opening them.

    Raises:
        KeysMissing, KeysDamaged: as `protection_of`.
    """
    return VerifyKey.parse(_read(folder).verify_key)


def put_aside(folder: Path) -> None:
    """Copy the key file beside itself under a new name, readable for this user only."""
    former = folder / KEY_FILE
    if not former.exists():
        return
    number = 1
    while (aside := former.with_stem(f"{former.stem}-{number}")).exists():
        number += 1
    _write_private(aside, former.read_bytes())


class _KeyFile(msgspec.Struct, kw_only=True):
    name: str
    verify_key: str
    recipient: str
    protection: Protection
    secret: str
    format: str = _FORMAT
    major: int = 1


def _read(folder: Path) -> _KeyFile:
    path = folder / KEY_FILE
    try:
        record = msgspec.json.decode(path.read_bytes(), type=_KeyFile)
        VerifyKey.parse(record.verify_key)
    except FileNotFoundError as error:
        raise KeysMissing(path=str(folder)) from error
    except (msgspec.DecodeError, UnicodeError, NoteRefused) as error:
        raise KeysDamaged(path=str(path)) from error
    if record.format != _FORMAT or record.major != 1:
        raise KeysDamaged(path=str(path))
    return record


def _write_private(path: Path, data: bytes) -> None:
    temporary = path.with_suffix(".tmp")
    temporary.unlink(missing_ok=True)
    with private_file(temporary) as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    replace(temporary, path)
    sync_folder(path.parent)


def _account(key: VerifyKey) -> str:
    return hashlib.sha256(key.public).hexdigest()[:16]


def _secret_of(record: _KeyFile, public: VerifyKey, passphrase: str) -> str | None:
    if record.protection is Protection.DESKTOP:
        return _asked_of_desktop(_account(public))
    if record.protection is Protection.PASSPHRASE:
        return _opened(record.secret, passphrase)
    return record.secret


def _normal(passphrase: str) -> str:
    """Return the passphrase however the keyboard composed its accents."""
    return unicodedata.normalize("NFKC", passphrase)


def _opened(sealed: str, passphrase: str) -> str:
    if not passphrase:
        raise KeysSealed
    try:
        plain: bytes = age.passphrase.decrypt(base64.b64decode(sealed), _normal(passphrase))
    except (age.DecryptError, ValueError) as error:
        raise KeysLocked from error
    return plain.decode()


def _has_desktop() -> bool:
    """Tell whether somebody sits before this computer whom a key ring could ask."""
    if os.environ.get(FILE_VARIABLE):
        return False
    is_seen = sys.platform in {"win32", "darwin"}
    is_seen = is_seen or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    backend = desktop_keyring.get_keyring()
    return is_seen and not isinstance(backend, (fail.Keyring, null.Keyring))


def _kept_by_desktop(account: str, secret: str) -> bool:
    if not _has_desktop():
        return False
    try:
        desktop_keyring.set_password(_SERVICE, account, secret)
        return desktop_keyring.get_password(_SERVICE, account) == secret
    except KeyringError:
        return False


def _forgotten_by_desktop(account: str) -> None:
    """Take a secret out of the desktop's key ring, where it may lie from before."""
    if _has_desktop():
        # None there is what is wanted.
        with suppress(KeyringError):
            desktop_keyring.delete_password(_SERVICE, account)


def _asked_of_desktop(account: str) -> str | None:
    try:
        return desktop_keyring.get_password(_SERVICE, account)
    except KeyringError:
        return None


def _letters(raw: bytes) -> str:
    return base64.b32encode(raw).decode().rstrip("=")


def _checked_line(letters: str, number: int, total: int) -> str:
    check = hashlib.sha256(f"{number}/{total}:{letters}".encode()).digest()
    whole = letters + _letters(check)[:_CHECK_LETTERS]
    return " ".join(whole[start : start + 4] for start in range(0, len(whole), 4))
