"""How long the user waits for the window, as a multiple of an empty Qt window's time.

Each run is a process of its own, the three kinds take turns, and the median
counts. Another program at work shifts even the ratios: measure on a quiet machine.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Final

ROUNDS: Final = 9
VISITS: Final = 40
MOST_FOR_PAINT: Final = 1.5
MOST_FOR_LIST: Final = 4.0

EMPTY: Final = """
import sys
from PySide6.QtWidgets import QApplication, QMainWindow
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        print("painted", flush=True)
        app.quit()
app = QApplication(["empty"])
window = Window()
window.resize(1280, 720)
window.show()
app.exec()
"""

OURS: Final = """
import sys
from pathlib import Path
from app import paths
home, goal = Path(sys.argv[1]), sys.argv[2]
paths.settings_file = lambda: home / "settings.json"
from ui import application
shown, begin = application.show_window, application._begin

def say():
    print(goal, flush=True)
    window.close()

def watched(settings):
    global window
    window = shown(settings)
    if goal == "painted":
        window.painted.connect(say)
    return window

def begun(window, store):
    from ui.navigation import PageName
    program = begin(window, store)
    def ready():
        program.navigator.open_page(PageName.INSPECTIONS)
        page = program.shell.pages[PageName.INSPECTIONS]
        page.table.model().modelReset.connect(say)
    program.ready.connect(ready)
    return program

application.show_window = watched
if goal == "filled":
    application._begin = begun
application.run(home / "store")
"""


def main() -> int:
    """Measure, print, and return 1 if a ratio is too large."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        fill(home / "store")
        times: dict[str, list[float]] = {"empty": [], "painted": [], "filled": []}
        for _round in range(ROUNDS):
            times["empty"].append(seconds(EMPTY, home, "painted"))
            times["painted"].append(seconds(OURS, home, "painted"))
            times["filled"].append(seconds(OURS, home, "filled"))
    middle = {name: statistics.median(taken) for name, taken in times.items()}
    paint, listed = middle["painted"] / middle["empty"], middle["filled"] / middle["empty"]
    print(f"median of {ROUNDS} rounds")
    print(f"empty QMainWindow painted   {middle['empty'] * 1000:6.0f} ms")
    print(f"our window painted          {middle['painted'] * 1000:6.0f} ms  ×{paint:.2f}")
    print(f"list of {VISITS} visits filled   {middle['filled'] * 1000:6.0f} ms  ×{listed:.2f}")
    return 0 if paint <= MOST_FOR_PAINT and listed <= MOST_FOR_LIST else 1


def seconds(code: str, home: Path, goal: str) -> float:
    """Return the time from the start of the process until it says it got there."""
    environment = {**os.environ, "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
    begun = time.perf_counter()
    with subprocess.Popen(  # noqa: S603 - our own code
        [sys.executable, "-c", code, str(home), goal],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    ) as process:
        assert process.stdout is not None
        said = process.stdout.readline().strip()
        taken = time.perf_counter() - begun
        _rest, complaint = process.communicate(timeout=60)
    assert said == goal, complaint
    return taken


def fill(store: Path) -> None:
    """Make a store with visits under way."""
    from app.bootstrap import create_store, open_application  # noqa: PLC0415 - not measured
    from app.domain.inspection import InspectionFacts  # noqa: PLC0415
    from app.domain.plan import PlanFacts  # noqa: PLC0415

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
        for unit in application.units.find("long", VISITS):
            application.inspections.start(unit.code, plan, period, ("CCHC",))


if __name__ == "__main__":
    sys.exit(main())
