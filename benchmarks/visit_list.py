"""The list of ten thousand visits: read from the store, filtered, sorted and painted.

What the window's own thread does is held against 50 ms; reading goes on in the background.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.bootstrap import Application, create_store, open_application
from app.domain.answer import Answer, answer_id
from app.domain.inspection import Inspection, InspectionKind, InspectionState
from app.ids import InspectionId, place_id
from app.services.inspection_rows import InspectionRow
from tests import given
from ui import theme
from ui.inspections.columns import COLUMNS
from ui.widgets.column_table import ColumnTable, ColumnTableModel
from ui.widgets.row_order import KeyedRows

VISITS: Final = 10_000
ANSWERS: Final = 2
MOST_ON_SCREEN_MS: Final = 50.0
ROUNDS: Final = 5


def main() -> int:
    """Measure, print, and return 1 if the window would stand still."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        store = Path(folder) / "store"
        create_store(store, "hq", "bench")
        with open_application(store) as application:
            fill(application)
        with open_application(store) as application:
            begun = time.perf_counter()
            rows = application.inspections.rows()
            first = time.perf_counter() - begun
            begun = time.perf_counter()
            application.inspections.rows()
            again = time.perf_counter() - begun
    print(f"rows of {len(rows)} visits read   {first * 1000:7.0f} ms, again {again * 1000:.1f} ms")
    slowest = screen(rows)
    return 0 if slowest <= MOST_ON_SCREEN_MS else 1


def screen(rows: list[InspectionRow]) -> float:
    """Show, sort and search the rows; return the slowest of it in milliseconds."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme.apply(app, "light", 100)
    table = ColumnTable[InspectionRow](ColumnTableModel[InspectionRow](COLUMNS))
    table.resize(1110, 560)
    table.show()
    begun = time.perf_counter()
    keyed = KeyedRows(COLUMNS, rows).ready()
    print(f"made ready in the background  {(time.perf_counter() - begun) * 1000:7.0f} ms")
    steps: tuple[tuple[str, Callable[[], object]], ...] = (
        ("shown", lambda: table.filter.model.show_rows(keyed)),
        ("sorted by name", lambda: table.sortByColumn(0, Qt.SortOrder.AscendingOrder)),
        ("sorted by day", lambda: table.sortByColumn(3, Qt.SortOrder.DescendingOrder)),
        ("searched", lambda: table.search("tan 12")),
        ("searched, accents", lambda: table.search("Tân")),
        ("filtered", lambda: table.choose_rows(lambda row: row.state is InspectionState.OPEN)),
        ("no more filtered", lambda: table.choose_rows(None)),
        ("no more searched", lambda: table.search("")),
        ("a page scrolled", lambda: table.verticalScrollBar().setValue(4_000)),
    )
    slowest = 0.0
    for name, step in steps:
        taken = statistics.median(_ms(step) for _round in range(ROUNDS))
        begun = time.perf_counter()
        table.viewport().grab()
        painted = (time.perf_counter() - begun) * 1000
        slowest = max(slowest, taken)
        print(f"{name:20} {taken:7.1f} ms, painted in {painted:5.1f} ms")
    return slowest


def _ms(step: Callable[[], object]) -> float:
    begun = time.perf_counter()
    step()
    return (time.perf_counter() - begun) * 1000


def fill(application: Application) -> None:
    """Record ten thousand visits with a few answers each."""
    checklist = given.checklist()
    kinds, states = list(InspectionKind), list(InspectionState)[:3]
    with application._store.writing() as work:  # noqa: SLF001 - no service saves so many at once
        work.save(checklist)
        for number in range(VISITS):
            visit = InspectionId(place_id("inspection", str(number)))
            work.save(_visit(number, visit, kinds, states, checklist_ids=(checklist.id,)))
            for code in ("T.1.1", "T.1.2")[:ANSWERS]:
                work.save(
                    Answer(
                        id=answer_id(visit, code),
                        inspection_id=visit,
                        checklist_id=checklist.id,
                        criterion_code=code,
                        value="yes",
                    )
                )
        work.commit()


def _visit(
    number: int,
    visit: InspectionId,
    kinds: list[InspectionKind],
    states: list[InspectionState],
    **facts: object,
) -> Inspection:
    villages = ("Tân Phước", "Tân Đông", "Mỹ Hạnh", "Đức Hòa", "Cần Giuộc")
    made = given.inspection(
        id=visit,
        unit_name=f"xã {villages[number % 5]} {number}",
        kind=kinds[number % 4],
        started_at=datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=number),
        planned_from=date(2026, 1, 1) + timedelta(days=number % 300),
        **facts,
    )
    return replace(made, state=states[number % 3])


if __name__ == "__main__":
    sys.exit(main())
