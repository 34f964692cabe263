"""What can go wrong with the store, in words a user can act upon."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy.exc import DBAPIError

from app.errors import AppError, DiskRefuses
from app.files import os_reason
from app.words import mark


class StoreBusy(AppError):
    """Another program has this store open."""

    code = "store_busy"
    message = mark(
        "The store “{path}” is open in another window of this program. Nothing was changed. "
        "Use that window, or close it and try again."
    )


class StoreMissing(AppError):
    """There is no store where one was expected."""

    code = "store_missing"
    message = mark(
        "There is no store in “{path}”. Nothing was created. Check the folder, or make a new store."
    )


class StoreLost(AppError):
    """The store's file is gone but its other parts are there."""

    code = "store_lost"
    message = mark(
        "The file {file} is missing in “{path}”, but other parts of the store are still there. "
        "Nothing was created or overwritten. Put the file back, or restore a backup."
    )


class StoreExists(AppError):
    """A new store was asked for where one already is."""

    code = "store_exists"
    message = mark(
        "“{path}” already holds a store or other files. Nothing was changed. "
        "Choose an empty folder for a new store."
    )


class StoreTooNew(AppError):
    """The store was made by a newer version of this program."""

    code = "store_too_new"
    message = mark(
        "The store “{path}” was made by a newer version of this program (store version {found}, "
        "this program knows {known}). Nothing was touched. Install the newer version."
    )


class StoreForeign(AppError):
    """The file is no store of this program."""

    code = "store_foreign"
    message = mark(
        "“{path}” is not a store of this program. Nothing was touched. Choose the right folder."
    )


class StoreDamaged(AppError):
    """The store's file does not hold together."""

    code = "store_damaged"
    message = mark(
        "The store “{path}” is damaged: {reason}. Nothing was written to it. "
        "Keep the folder as it is and restore a backup."
    )


class StoreUnsafe(AppError):
    """The place does not keep what is written to it."""

    code = "store_unsafe"
    message = mark(
        "“{path}” is no safe place for a store: {reason}. Nothing was changed. "
        "Choose a folder on this computer's own disk."
    )


class StoreFull(DiskRefuses):
    """The disk has no room for the change."""

    is_full = True
    code = "store_full"
    message = mark(
        "The disk is full. This change was not saved; everything saved before is kept. "
        "Free some space (about 200 MB) and try again."
    )


class StoreUnavailable(DiskRefuses):
    """The disk or the lock refused a change."""

    code = "store_unavailable"
    message = mark(
        "The store could not be written: {reason}. This change was not saved; everything saved "
        "before is kept. Try again; if it happens again, restart the program."
    )


class StoreDenied(AppError):
    """The system does not let this program work in the folder."""

    code = "store_denied"
    message = mark(
        "“{path}” cannot be used as a store: {reason}. Nothing was changed. "
        "Choose a folder on this computer's own disk that you may write to."
    )


class NameRefused(AppError):
    """A store was to get a name that names nobody."""

    code = "name_refused"
    message = mark(
        "A store needs a name of 1 to {most} characters. Nothing was made. "
        "Name the laptop or office, e.g. “may-03”."
    )


@contextmanager
def translated_errors(path: object) -> Iterator[None]:
    """Turn what SQLite reports of the disk into errors of the store, once, at this edge.

    What SQLite reports of a statement is a bug and stays what it is.
    """
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        meaning = _meaning(error.orig if isinstance(error, DBAPIError) else error, path)
        if meaning is None:
            raise
        raise meaning from error


@contextmanager
def place_errors(path: object) -> Iterator[None]:
    """The same while a store is made or opened, with what the system reports of its folder."""
    try:
        with translated_errors(path):
            yield
    except OSError as error:
        raise StoreDenied(path=path, reason=os_reason(error)) from error
    except StoreUnavailable as error:
        raise StoreDenied(path=path, reason=error.params["reason"]) from error


_DAMAGED: Final = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_REFUSED: Final = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_PROTOCOL,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_NOLFS,
}
_PRIMARY: Final = 0xFF
"""Extended codes carry the primary one in their low byte."""
_UNREADABLE: Final = "Could not decode to UTF-8"
"""What Python says, without a code, of text whose bytes were changed."""


def _meaning(error: BaseException | None, path: object) -> AppError | None:
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK) & _PRIMARY
    reason = str(error)
    if code == sqlite3.SQLITE_FULL:
        return StoreFull()
    if code in _DAMAGED or reason.startswith(_UNREADABLE):
        return StoreDamaged(path=path, reason=reason)
    return StoreUnavailable(reason=reason) if code in _REFUSED else None
