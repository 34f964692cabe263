"""Reads of one visit in the background, which may be put into the bin meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from app.domain.inspection import Inspection
from app.errors import Cancelled, NotFound

ResultT = TypeVar("ResultT")


def of_visit(work: Callable[[], ResultT]) -> Callable[[], ResultT]:
    """Return a read that ends without a word where its visit has gone.

    The screen closes by itself then (`VisitCase.gone`); nobody waits for what was read.
    """

    def read() -> ResultT:
        try:
            return work()
        except NotFound as error:
            if error.params.get("kind") == Inspection.KIND:
                raise Cancelled from error
            raise

    return read
