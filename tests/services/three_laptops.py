"""Two laptops and headquarters that work apart and then meet, for tests of the merge table."""

from __future__ import annotations

import shutil
from dataclasses import dataclass

from app.bootstrap import Application
from app.domain.checklist import Checklist
from app.domain.gap import Gap
from app.domain.inspection import Inspection
from app.domain.plan import Plan
from app.domain.revision import Revision
from app.ids import InspectionId
from app.services.inspection_rows import InspectionRow


@dataclass
class Meeting:
    """Laptops A and B of one team, and headquarters; each order of arrival is tried."""

    a: Application
    b: Application
    hq: Application
    is_a_first: bool

    @property
    def all(self) -> tuple[Application, Application, Application]:
        """Everybody."""
        return self.a, self.b, self.hq

    def common(self, first: Application) -> None:
        """Begin from a state that everybody has seen."""
        for other in self.all:
            if other is not first:
                _bring(first, other, _known(first))

    def meet(self) -> None:
        """Bring everybody's stick to everybody, in the order of this run, and all of it twice."""
        sticks = [(one, _known(one)) for one in self.all]
        if not self.is_a_first:
            sticks.reverse()
        for other in self.all:
            for first, revisions in (*sticks, *sticks):
                _bring(first, other, revisions)
        for one in self.all:
            with one._store.reading() as view:  # noqa: SLF001 - no service tells it without a check
                assert view.drift() == []

    def gaps(self, visit: InspectionId) -> list[Gap]:
        """Return what a visit lacks by now, the same for everybody."""
        found = [one.missing.gaps(visit) for one in self.all]
        assert found[0] == found[1] == found[2]
        return found[0]

    def texts(self, visit: InspectionId, words: str) -> list[str]:
        """Return what of that speaks of something."""
        return [one.text for one in self.gaps(visit) if words in one.text]

    def rows(self) -> dict[str, InspectionRow]:
        """Return the list of visits at headquarters."""
        return {row.id: row for row in self.hq.inspections.rows()}


def _known(application: Application) -> list[Revision]:
    with application._store.reading() as view:  # noqa: SLF001 - packages are tested elsewhere
        names = [
            name
            for kind in (Inspection, Plan, Checklist)
            for name in view.history.aggregates(kind.KIND)
        ]
        return list(view.history.revisions(names))


def _bring(first: Application, other: Application, revisions: list[Revision]) -> None:
    if first is other:
        return
    for blob in (first.folder / "blobs").glob("??/*"):
        place = other.folder / "blobs" / blob.parent.name / blob.name
        place.parent.mkdir(parents=True, exist_ok=True)
        if not place.exists():
            shutil.copyfile(blob, place)
    with other._store.writing() as work:  # noqa: SLF001 - see above
        work.merge(revisions, f"gói của {first.info.name}")
        work.commit()
