"""The screen lock: a PIN between a passer-by and the window, and nothing more.

It encrypts nothing. Whoever may open the store's folder can read the store without it,
and can take the lock off: that is also the way out of a forgotten PIN.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Final

from app.domain.text import clean
from app.errors import AppError, InvalidValue
from app.ids import IdSource
from app.store.errors import StoreFull, StoreUnavailable
from app.store.unit_of_work import Store
from app.words import mark, translate

LEAST_PIN: Final = 4
MOST_PIN: Final = 32
LEAST_MINUTES: Final = 1
MOST_MINUTES: Final = 240
USUAL_MINUTES: Final = 5
WAY_OUT: Final = "bo-khoa"
"""A file or folder of a name that begins so, in the store's folder, takes the lock off."""

_NOTE: Final = "screen_lock"
_FREE_TRIES: Final = 3
_FIRST_WAIT_S: Final = 5
_LONGEST_WAIT_S: Final = 300
_SALT_BYTES: Final = 16
# RFC 7914: 16 MiB and about 50 ms on a laptop of 2015; a four-digit PIN stays guessable by
# whoever has the store's file, who does not need it anyway.
_COST: Final = 2**14
_BLOCKS: Final = 8


class PinWrong(AppError):
    """The PIN is not the one that was set."""

    code = "pin_wrong"
    message = mark("This is not the PIN. Nothing was changed.")


class PinTooSoon(AppError):
    """Too many wrong PINs: the next one is taken only later."""

    code = "pin_too_soon"
    message = mark(
        "Wrong {wrong} times. Wait {seconds} seconds, then try again. "
        "What was typed is in the store."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    """What the store remembers of the lock."""

    minutes: int = USUAL_MINUTES
    salt: str = ""
    digest: str = ""
    wrong: int = 0


class ScreenLockService:
    """Keeps the PIN as a hash, and counts wrong ones, also over a restart."""

    def __init__(
        self, store: Store, ids: IdSource, seconds: Callable[[], float] = time.monotonic
    ) -> None:
        self._store = store
        self._ids = ids
        self._seconds = seconds
        # A restart is no way around the wait.
        self._last_try = seconds()
        with store.reading() as view:
            self._kept = _read(view.notes.recall(_NOTE))

    @property
    def is_on(self) -> bool:
        """Whether a PIN is set."""
        return bool(self._kept.digest)

    @property
    def minutes(self) -> int:
        """After how many idle minutes the screen is locked."""
        return self._kept.minutes

    @property
    def seconds_to_wait(self) -> int:
        """How long no PIN is taken, because the last ones were wrong."""
        beyond = self._kept.wrong - _FREE_TRIES
        if beyond < 0:
            return 0
        wait = min(_FIRST_WAIT_S << min(beyond, 10), _LONGEST_WAIT_S)
        return max(0, round(self._last_try + wait - self._seconds()))

    def turn_on(self, pin: str, minutes: int) -> None:
        """Set the PIN and the idle time.

        Raises:
            InvalidValue: if the PIN is too short or too long; nothing is changed then.
        """
        pin = clean(pin)
        if not LEAST_PIN <= len(pin) <= MOST_PIN:
            reason = translate(
                "a PIN has {least} to {most} characters", least=LEAST_PIN, most=MOST_PIN
            )
            raise InvalidValue(field=translate("PIN"), value="…", reason=reason)
        salt = self._ids.token(_SALT_BYTES)
        self._keep(
            _Kept(minutes=_within(minutes), salt=salt.hex(), digest=_digest(pin, salt).hex())
        )

    def change_minutes(self, minutes: int) -> None:
        """Change the idle time and leave the PIN."""
        self._keep(replace(self._kept, minutes=_within(minutes)))

    def turn_off(self) -> None:
        """Forget the PIN."""
        self._keep(_Kept(minutes=self._kept.minutes))

    def check(self, pin: str) -> None:
        """Take a PIN; wrong ones make the next wait longer.

        Raises:
            PinTooSoon: if it came before the wait was over; it was not looked at.
            PinWrong: if it is not the one.
        """
        if self.seconds_to_wait > 0:
            raise PinTooSoon(wrong=self._kept.wrong, seconds=self.seconds_to_wait)
        salt, digest = bytes.fromhex(self._kept.salt), bytes.fromhex(self._kept.digest)
        if hmac.compare_digest(_digest(clean(pin), salt), digest):
            self._count(0)
            return
        self._last_try = self._seconds()
        self._count(self._kept.wrong + 1)
        raise PinWrong

    def take_way_out(self) -> Path | None:
        """Take the lock off if somebody with access to the store's folder asked for it there.

        Returns:
            What asked for it, which is renamed so that it does not ask twice; None if nothing did.
        """
        asked = next(iter(sorted(self._store.folder.glob(f"{WAY_OUT}*"))), None)
        if asked is None or not self.is_on:
            return None
        self.turn_off()
        try:
            asked.replace(asked.with_name(f"da-{asked.name}"))
        except OSError:
            # It asks again for a PIN that is set later; the lock is no safe.
            return asked
        return asked

    def _count(self, wrong: int) -> None:
        if wrong == self._kept.wrong:
            return
        self._kept = replace(self._kept, wrong=wrong)
        # A full disk must lock nobody out, and must not make guessing free.
        with suppress(StoreFull, StoreUnavailable):
            self._keep(self._kept)

    def _keep(self, kept: _Kept) -> None:
        with self._store.writing() as work:
            work.notes.remember(_NOTE, json.dumps(asdict(kept)))
            work.commit()
        self._kept = kept


def _read(note: str | None) -> _Kept:
    return _Kept(**json.loads(note)) if note else _Kept()


def _within(minutes: int) -> int:
    return min(max(minutes, LEAST_MINUTES), MOST_MINUTES)


def _digest(pin: str, salt: bytes) -> bytes:
    return hashlib.scrypt(pin.encode(), salt=salt, n=_COST, r=_BLOCKS, p=1)
