"""Where the program finds its own files and, by default, the user's store."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final

import platformdirs

_HOME: Final = Path(getattr(sys, "_MEIPASS", Path(__file__).resolve().parent.parent))

RESOURCES: Final = _HOME / "resources"
TEMPLATES: Final = _HOME / "templates_docx"
STORE_VARIABLE: Final = "SOKIEMTRA_STORE"


def default_store() -> Path:
    """Return the folder of this user's store, or the one the environment names instead."""
    named = os.environ.get(STORE_VARIABLE)
    if named:
        return Path(named)
    return Path(platformdirs.user_data_dir("SoKiemTra", appauthor=False)) / "store"


def settings_file() -> Path:
    """Return the file of this user's window settings."""
    return Path(platformdirs.user_config_dir("SoKiemTra", appauthor=False)) / "settings.json"


def log_folder() -> Path:
    """Return the folder of the program's log."""
    return Path(platformdirs.user_log_dir("SoKiemTra", appauthor=False))
