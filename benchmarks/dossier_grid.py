"""How the dossier grid bears 2,000 rows: opened, walked through, edited, pasted into.

A cell counts as edited when Enter was pressed in it, the model shows the new judgement and
the next cell is painted as the current one. Steps and edits are counted in the time the
thread of the screens works, so that other programs on the machine do not shift them; what
runs in the background is counted by the clock on the wall.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Final

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QObject, Qt, QTimerEvent
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from app.bootstrap import create_store, open_application
from app.clock import SystemClock
from app.domain.dossier import Dossier, DossierStatus, dossier_id
from app.domain.inspection import InspectionFacts
from app.domain.plan import PlanFacts
from app.ids import InspectionId, SystemIds
from app.services.dossiers import DossierChange
from ui.navigation import VisitTab
from ui.program import Program
from ui.visit.dossier_columns import PLACES
from ui.visit.dossiers_tab import DossiersTab
from ui.visit.page import VisitPage
from ui.walk import opened, pages_of, settled, wait_until

ROWS: Final = 2000
EDITS: Final = 40
STEPS: Final = 200
PASTED: Final = 500
MOST_MS_OF_AN_EDIT: Final = 50.0
MOST_MS_OF_A_STEP: Final = 50.0
FIRST: Final = datetime(2026, 1, 5, 8, 30)  # noqa: DTZ001 - read off a paper slip


def main() -> int:
    """Measure, print, and return 1 if the screen would lag."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        store = Path(home) / "store"
        visit, stored_s = fill(store)
        with opened(store, clock=SystemClock(), ids=SystemIds()) as program:
            begun = time.perf_counter()
            tab = open_tab(program, visit)
            open_ms = 1000 * (time.perf_counter() - begun)
            settled(program)
            walked = walk(tab)
            edited = edit(tab)
            settled(program)
            pasted_ms, longest_ms, saved_s = paste(tab, program)
    step, change = statistics.median(walked), statistics.median(edited)
    print(f"{ROWS} dossiers stored                {stored_s:8.1f} s")
    print(f"tab opened, judged and shown          {open_ms:8.0f} ms")
    print(f"one row down, median of {STEPS}         {step:8.1f} ms  worst {max(walked):.0f}")
    print(f"cell edited, median of {EDITS}           {change:8.1f} ms  worst {max(edited):.0f}")
    print(f"{PASTED} × 10 cells pasted and shown     {pasted_ms:8.0f} ms")
    print(f"  longest the screen stood still      {longest_ms:8.0f} ms")
    print(f"  all of it in the store after        {saved_s:8.1f} s")
    return 0 if step <= MOST_MS_OF_A_STEP and change <= MOST_MS_OF_AN_EDIT else 1


def fill(store: Path) -> tuple[InspectionId, float]:
    """Make a store with one visit and its sample; return the visit and the seconds it took."""
    create_store(store, "field", "may-01")
    plan = PlanFacts(
        year=2026,
        subject="công tác cải cách hành chính năm 2026",
        issuing_body="Sở Nội vụ",
        decision_number="1/QĐ-SNV",
        decision_on=date(2026, 11, 2),
    )
    period = InspectionFacts(period_from=date(2026, 1, 1), period_to=date(2026, 11, 1))
    with open_application(store) as application:
        unit = application.units.find("can duoc")[0]
        visit = application.inspections.start(unit.code, plan, period, ("CCHC",))
        rows = [dossier(visit.id, number) for number in range(ROWS)]
        begun = time.perf_counter()
        application.dossiers.save(visit.id, [DossierChange(before=None, after=r) for r in rows])
        return visit.id, time.perf_counter() - begun


def dossier(visit: InspectionId, number: int) -> Dossier:
    """Return a dossier as they are: some late, some unfinished, most in time."""
    received = FIRST + timedelta(days=number % 280, minutes=number % 400)
    code = f"H15.50.05.13-{received:%y%m%d}-{number:05}"
    return Dossier(
        id=dossier_id(visit, code),
        inspection_id=visit,
        order=number + 1,
        dossier_code=code,
        procedure_name="Đăng ký khai sinh",
        field="Hộ tịch",
        received_at=received,
        statutory_days=3,
        due_at=received + timedelta(days=5),
        returned_at=received + timedelta(days=3 + number % 5),
        status=DossierStatus.RETURNED,
        has_receipt=number % 9 != 0,
    )


def open_tab(program: Program, visit: InspectionId) -> DossiersTab:
    """Open the tab and wait until its rows are there."""
    program.navigator.open_visit(visit, VisitTab.DOSSIERS)
    page = next(one for one in pages_of(program).pages.values() if isinstance(one, VisitPage))
    wait_until(lambda: VisitTab.DOSSIERS in page.built, "the tab")
    tab = page.built[VisitTab.DOSSIERS]
    assert isinstance(tab, DossiersTab)
    wait_until(lambda: tab.model.rowCount() == ROWS, "the rows")
    return tab


def walk(tab: DossiersTab) -> list[float]:
    """Go down row by row, painting each; return the milliseconds of each step."""
    tab.grid.choose(0, PLACES["procedure_name"])
    tab.grid.setFocus()
    return [timed(lambda: show(tab, Qt.Key.Key_Down)) for _step in range(STEPS)]


def show(tab: DossiersTab, key: Qt.Key, at: QObject | None = None) -> None:
    press(at or tab.grid, key)
    QApplication.sendPostedEvents()  # paints what changed


def edit(tab: DossiersTab) -> list[float]:
    """Type a date of return into cells far down; return the milliseconds of each."""
    taken = []
    for number in range(EDITS):
        place = 1000 + 7 * number
        tab.grid.choose(place, PLACES["returned_at"])
        before = tab.model.row_at(place).judgement
        press(tab.grid, Qt.Key.Key_3, "3")
        editor = QApplication.focusWidget()
        for letter in "1/10/2026":
            press(editor, Qt.Key.Key_unknown, letter)
        taken.append(timed(partial(show, tab, Qt.Key.Key_Return, editor)))
        assert tab.model.row_at(place).judgement != before
    return taken


def paste(tab: DossiersTab, program: Program) -> tuple[float, float, float]:
    """Paste a block; return the time until it is shown, the longest standstill, until saved."""
    places = tab.grid.visible_columns(PLACES["has_receipt"])[:10]
    line = "\t".join("2" if place == PLACES["supplement_count"] else "x" for place in places)
    # Two columns that are dates of the supplement take what is right for them.
    cells = line.split("\t")
    for at, place in enumerate(places):
        if place in {PLACES["supplement_from"], PLACES["supplement_to"]}:
            cells[at] = "8/10/2026"
    QGuiApplication.clipboard().setText("\n".join(["\t".join(cells)] * PASTED))
    tab.grid.choose(100, places[0])
    pulse = Pulse()
    begun = time.perf_counter()
    tab.grid.paste()
    wait_until(lambda: tab.model.row_at(100 + PASTED - 1).dossier.has_control_slip is True, "it")
    shown = 1000 * (time.perf_counter() - begun)
    wait_until(lambda: tab.saver.is_busy, "the save to begin")
    wait_until(lambda: not tab.saver.is_busy, "the save to end")
    saved = time.perf_counter() - begun
    settled(program)
    return shown, pulse.stop(), saved


class Pulse(QObject):
    """Counts the longest time in which the event loop did not come round."""

    def __init__(self) -> None:
        super().__init__()
        self._last = time.perf_counter()
        self._longest = 0.0
        self.startTimer(1, Qt.TimerType.PreciseTimer)

    @override
    def timerEvent(self, event: QTimerEvent) -> None:
        now = time.perf_counter()
        self._longest = max(self._longest, now - self._last)
        self._last = now

    def stop(self) -> float:
        """Return the longest standstill in milliseconds."""
        return 1000 * self._longest


def press(widget: QObject | None, key: Qt.Key, text: str = "") -> None:
    assert widget is not None
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text)
        QApplication.sendEvent(widget, event)
    QApplication.sendPostedEvents()


def timed(act: Callable[[], object]) -> float:
    """Return the milliseconds of work that something costs the thread of the screens."""
    begun = time.thread_time()
    act()
    return 1000 * (time.thread_time() - begun)


if __name__ == "__main__":
    sys.exit(main())
