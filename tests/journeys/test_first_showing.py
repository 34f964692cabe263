"""What opens a tab or page at once: nothing slow to load is loaded by the thread that draws."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

from tests.source import ROOT

_SCRIPT: Final = """
import sys, threading
from importlib.abc import MetaPathFinder
from pathlib import Path

loaded = []

class Watch(MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name in {"pyrage", "keyring", "cryptography"}:
            loaded.append((name, threading.current_thread() is threading.main_thread()))
        return None

sys.meta_path.insert(0, Watch())

from app.bootstrap import create_store, open_application
from app.clock import SystemClock
from app.ids import SystemIds
from tests.ui.given import given_visit
from ui.navigation import PageName, VisitTab
from ui.walk import opened, settled

if __name__ == "__main__":
    from PySide6.QtWidgets import QApplication

    store = Path(sys.argv[1])
    create_store(store, "field", "may-01", clock=SystemClock(), ids=SystemIds())
    with open_application(store) as application:
        given_visit(application)
    loaded.clear()
    app = QApplication([])
    with opened(store, clock=SystemClock(), ids=SystemIds()) as program:
        visit = program.application.inspections.rows()[0].id
        program.navigator.open_visit(visit, VisitTab.HANDOVER)
        settled(program)
        program.navigator.open_page(PageName.PACKAGES)
        settled(program)
    print("drawing thread:", sorted({name for name, is_main in loaded if is_main}))
    print("others:", sorted({name for name, is_main in loaded if not is_main}))
"""


def test_no_page_of_the_exchange_loads_what_seals_packages_before_it_is_drawn(
    tmp_path: Path,
) -> None:
    script = tmp_path / "showing.py"
    script.write_text(_SCRIPT)
    surroundings = {
        "QT_QPA_PLATFORM": "offscreen",
        "SOKIEMTRA_KEYS_IN_FILE": "1",
        "PYTHONPATH": str(ROOT),
        "HOME": str(tmp_path),
    }

    ran = subprocess.run(
        [sys.executable, str(script), str(tmp_path / "store")],
        check=True,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=os.environ | surroundings,
    )

    drawing, others = ran.stdout.splitlines()
    assert drawing == "drawing thread: []"
    assert "pyrage" in others
