"""Which packages headquarters has written receipts for: those are not taken back any more."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from app.errors import AppError
from app.store.unit_of_work import Store


@contextmanager
def receipts_told(store: Store, to: Collection[str], outgoing: Path) -> Iterator[None]:
    """Note for which packages the one that is made meanwhile carries receipts.

    It is noted before anything can leave. Where nothing is left of that package, because it
    could not be made or somebody stopped it, no receipt has left either.

    Args:
        store: the store of headquarters.
        to: whose packages are receipted; empty means everybody's.
        outgoing: where packages are made, and wait for a stick.
    """
    with store.writing() as work:
        told = work.arrivals.tell(to)
        if told:
            work.commit()
    before = set(outgoing.glob("*/"))
    try:
        yield
    except BaseException:
        if told and set(outgoing.glob("*/")) <= before:
            # If that fails too, they stay noted: too much is sound, too little is not.
            with suppress(AppError), store.writing() as work:
                work.arrivals.untell(told)
                work.commit()
        raise
