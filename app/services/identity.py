"""Who this store is: its private keys, and the signed notes kept beside them."""

from __future__ import annotations

import re
import threading
from pathlib import Path
from typing import Final

from app.domain.text import fold
from app.files import written_whole
from app.packages.errors import KeysDamaged, KeysMissing
from app.packages.keys import (
    KEY_FILE,
    DeviceKeys,
    Protection,
    protection_of,
    public_key_of,
    put_aside,
)
from app.packages.note import VerifyKey
from app.packages.trust import NAME_PATTERN
from app.services.office import HEADQUARTERS
from app.store.opening import StoreInfo

KEYRING: Final = "keyring.skt"
_FOLDER: Final = "identity"
_NAME: Final = re.compile(r"[^a-z0-9._/-]+")
_MAX_NAME: Final = 64


class Identity:
    """The keys of this store; those under a passphrase are opened for one session, in memory."""

    def __init__(self, folder: Path, info: StoreInfo) -> None:
        self.folder: Final = folder / _FOLDER
        self._info = info
        self._making = threading.Lock()
        self._unlocked: DeviceKeys | None = None

    def keys(self) -> DeviceKeys:
        """Return the private keys of this store, made now if there never were any.

        Raises:
            KeysMissing: if the desktop's key ring, which had them, does not give them.
            KeysSealed: if they are under a passphrase and were not unlocked.
            KeysLocked, KeysDamaged: if they are there and cannot be used.
        """
        # Two readers of one window that find none must not each make their own.
        with self._making:
            if self._unlocked is not None:
                return self._unlocked
            try:
                return self._well_named(DeviceKeys.load(self.folder))
            except KeysMissing:
                if (self.folder / KEY_FILE).exists():
                    # The key ring may only be shut, and others vouch for these keys.
                    raise
                keys = DeviceKeys.generate(self._own_name())
                keys.save(self.folder)
                return keys

    def make_anew(self) -> None:
        """Make other keys in place of lost ones; headquarters has to vouch for them again."""
        put_aside(self.folder)
        self._unlocked = None
        DeviceKeys.generate(self._own_name()).save(self.folder, replaces=True)

    @property
    def public_key(self) -> VerifyKey:
        """What others check this store's signatures with; needs no passphrase."""
        try:
            return public_key_of(self.folder)
        except KeysMissing:
            return self.keys().verify_key

    @property
    def protection(self) -> Protection:
        """What stands between a thief of the files and the keys."""
        try:
            return protection_of(self.folder)
        except KeysMissing:
            self.keys()
            return protection_of(self.folder)

    @property
    def is_open(self) -> bool:
        """Whether the keys can be used without asking for a passphrase."""
        return self._unlocked is not None or self.protection is not Protection.PASSPHRASE

    def unlock(self, passphrase: str) -> None:
        """Open the keys for this session.

        Raises:
            KeysMissing, KeysLocked, KeysDamaged: if that is not possible.
        """
        self._unlocked = DeviceKeys.load(self.folder, passphrase=passphrase)

    def lock(self) -> None:
        """Forget the keys that were opened."""
        self._unlocked = None

    def seal(self, passphrase: str) -> None:
        """Put the keys under a passphrase, in place of any other protection; they stay open."""
        keys = self.keys()
        keys.save(self.folder, passphrase=passphrase)
        self._unlocked = keys

    def replace(self, keys: DeviceKeys, passphrase: str) -> None:
        """Take the keys of a recovery sheet; the file of other ones stays beside.

        Of the same keys nothing stays: they may lie there in clear, and are put under a passphrase.
        """
        if not self._has(keys):
            put_aside(self.folder)
        keys.save(self.folder, passphrase=passphrase, replaces=True)
        self._unlocked = keys

    def rename(self, name: str) -> None:
        """Take the name that headquarters gave."""
        self.keys().renamed(name).save(self.folder)

    def kept(self, name: str) -> bytes | None:
        """Return a note kept beside the keys, or None."""
        file = self.folder / name
        return file.read_bytes() if file.exists() else None

    def keep(self, name: str, note: bytes) -> None:
        """Keep a note beside the keys."""
        self.folder.mkdir(exist_ok=True, mode=0o700)
        with written_whole(self.folder / name) as stream:
            stream.write(note)

    def forget(self, name: str) -> None:
        """Let go of a note kept beside the keys."""
        (self.folder / name).unlink(missing_ok=True)

    def _well_named(self, keys: DeviceKeys) -> DeviceKeys:
        """Return keys under a name that can be asked with; an earlier version gave others too."""
        if re.fullmatch(NAME_PATTERN, keys.name):
            return keys
        better = keys.renamed(self._own_name())
        better.save(self.folder)
        return better

    def _has(self, keys: DeviceKeys) -> bool:
        try:
            return public_key_of(self.folder).public == keys.verify_key.public
        except (KeysMissing, KeysDamaged):
            return False

    def _own_name(self) -> str:
        if self._info.role == HEADQUARTERS:
            return HEADQUARTERS
        plain = _NAME.sub("-", fold(self._info.name)).strip("-./_")[:_MAX_NAME]
        return plain or "may"
