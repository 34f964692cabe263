"""A second laptop that holds the same visit, and what it wrote brought back to the first."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.bootstrap import Application, create_store, open_application
from app.domain.plan import Plan
from app.domain.revision import Revision
from app.ids import InspectionId, SeededIds
from tests.fakes import FrozenClock


@contextmanager
def another_laptop(first: Application, visit: InspectionId, folder: Path) -> Iterator[Application]:
    """Open a store of its own that holds what the first one knows of a visit; then unite them."""
    create_store(folder, "field", "may-02", clock=FrozenClock(), ids=SeededIds("may-02"))
    with open_application(folder, clock=FrozenClock(), ids=SeededIds("may-02 mở")) as second:
        _bring(second, _known(first, visit), "đi")
        yield second
        _bring(first, _known(second, visit), "về")


def _known(application: Application, visit: InspectionId) -> list[Revision]:
    store = application._store  # noqa: SLF001 - packages are tested elsewhere; here they are not the point
    with store.reading() as view:
        case = application.inspections.case_in(view, visit)
        plans = view.history.aggregates(Plan.KIND)
        checklists: list[str] = [one.id for one in case.checklists]
        return list(view.history.revisions([visit, *plans, *checklists]))


def _bring(application: Application, revisions: list[Revision], package: str) -> None:
    with application._store.writing() as work:  # noqa: SLF001 - see above
        work.merge(revisions, package)
        work.commit()
