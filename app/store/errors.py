"""What can go wrong with the store, in words a user can act upon."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from app.errors import AppError
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


class StoreFull(AppError):
    """The disk has no room for the change."""

    code = "store_full"
    message = mark(
        "The disk is full. This change was not saved; everything saved before is kept. "
        "Free some space (about 200 MB) and try again."
    )


class StoreUnavailable(AppError):
    """The disk or the lock refused a change."""

    code = "store_unavailable"
    message = mark(
        "The store could not be written: {reason}. This change was not saved; everything saved "
        "before is kept. Try again; if it happens again, restart the program."
    )


@contextmanager
def translated_errors(path: object = "") -> Iterator[None]:
    """Turn what SQLite and the disk report into errors of the store, once, at this edge."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        raise _meaning(error, path) from error


def _meaning(error: DBAPIError | sqlite3.Error, path: object) -> AppError:
    reason = str(error.orig if isinstance(error, DBAPIError) else error)
    lowered = reason.lower()
    if "full" in lowered:
        return StoreFull()
    if any(word in lowered for word in ("malformed", "not a database", "corrupt")):
        return StoreDamaged(path=path, reason=reason)
    return StoreUnavailable(reason=reason)
