"""How the user likes the window; kept per laptop, apart from the store."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Final

from app.errors import AppError
from app.words import LANGUAGES
from ui.values import with_changes

MIN_ZOOM: Final = 90
MAX_ZOOM: Final = 200
NO_ZOOM: Final = 100
THEMES: Final = ("system", "light", "dark")


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowSettings:
    """The window's settings; a value out of range becomes the default."""

    zoom: int = 100
    theme: str = "system"
    language: str = "vi"
    geometry: str = ""
    """Qt's own record of place and size, in hex."""
    columns: dict[str, str] = field(default_factory=dict)
    """By table: Qt's own record of its columns and sort, in hex."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "zoom", min(max(self.zoom, MIN_ZOOM), MAX_ZOOM))
        if self.theme not in THEMES:
            object.__setattr__(self, "theme", "system")
        if self.language not in LANGUAGES:
            object.__setattr__(self, "language", LANGUAGES[0])


class SettingsFile:
    """The settings in use and the file they are kept in; a lost file only costs comfort."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.current = _read(path)

    def change(self, **changes: object) -> WindowSettings:
        """Change some settings and keep them."""
        self.current = with_changes(self.current, changes)
        # Hashing and the like wait until something is written.
        from app.files import written_whole  # noqa: PLC0415

        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with written_whole(self._path) as stream:
                stream.write(json.dumps(asdict(self.current), ensure_ascii=False).encode())
        except (OSError, AppError):
            # A read-only profile must not keep anybody from working.
            return self.current
        return self.current


def _read(path: Path) -> WindowSettings:
    try:
        kept = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return WindowSettings()
    if not isinstance(kept, dict):
        return WindowSettings()
    blank = WindowSettings()
    return WindowSettings(
        **{
            one.name: kept[one.name]
            for one in fields(WindowSettings)
            if type(kept.get(one.name)) is type(getattr(blank, one.name))
        }
    )
