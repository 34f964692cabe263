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
from app import paths
paths.settings_file = lambda: Path(sys.argv[1]) / "settings.json"
from PySide6.QtCore import QTimer
from ui import application, main_window

shown = application.show_window

def watched(settings):
    window = shown(settings)
    window.painted.connect(lambda: print(json.dumps(sorted(sys.modules)), flush=True))
    window.painted.connect(window.close)
    return window

application.show_window = watched
sys.exit(application.run(Path(sys.argv[1]) / "store"))
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

    loaded = set(json.loads(run.stdout.splitlines()[0]))
    assert "ui.main_window" in loaded
    assert loaded.isdisjoint(HEAVY), sorted(loaded & set(HEAVY))
    assert not {name for name in loaded if name.startswith(("app.store", "app.services"))}
    assert not loaded & {
        "ui.shell",
        "ui.program",
        "ui.icons",
        "PySide6.QtSvg",
        "concurrent.futures",
    }


def test_a_command_needs_no_qt() -> None:
    code = "import app.cli.main, sys; print([m for m in sys.modules if m.startswith('PySide6')])"

    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=100, check=True
    )

    assert run.stdout.strip() == "[]"
