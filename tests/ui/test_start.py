"""What the window may not load before it is painted."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

HEAVY = (
    "PIL",
    "alembic",
    "babel",
    "cryptography",
    "docx",
    "docxtpl",
    "lxml",
    "matplotlib",
    "msgspec",
    "openpyxl",
    "pyrage",
    "sqlalchemy",
    "typer",
)
PROBE = """
import json, sys
from pathlib import Path
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication
from app.clock import SystemClock
from app.ids import SystemIds
from ui import theme
from ui.application import Program
from ui.settings import SettingsFile

class FirstPaint(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and not loaded:
            loaded.extend(sys.modules)
        return False

app = QApplication(["probe"])
loaded = []
settings = SettingsFile(Path(sys.argv[1]) / "settings.json")
theme.apply(app, "light", 100)
program = Program(
    Path(sys.argv[1]) / "store", settings=settings, clock=SystemClock(), ids=SystemIds()
)
watch = FirstPaint()
program.window.stack.installEventFilter(watch)
program.window.centralWidget().installEventFilter(watch)
program.begin()
while not program.is_ready:
    app.processEvents()
program.window.close()
program.end()
print(json.dumps(loaded))
"""


def test_nothing_heavy_is_loaded_before_the_first_paint(tmp_path: Path) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}

    run = subprocess.run(
        [sys.executable, "-c", PROBE, str(tmp_path)],
        capture_output=True,
        text=True,
        env=environment,
        timeout=100,
        check=True,
    )

    loaded = set(json.loads(run.stdout.splitlines()[-1]))
    assert "ui.main_window" in loaded
    assert loaded.isdisjoint(HEAVY), sorted(loaded & set(HEAVY))
    assert not {name for name in loaded if name.startswith(("app.store", "app.services"))}


def test_a_command_needs_no_qt() -> None:
    code = "import app.cli.main, sys; print([m for m in sys.modules if m.startswith('PySide6')])"

    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=100, check=True
    )

    assert run.stdout.strip() == "[]"
