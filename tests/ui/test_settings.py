"""Settings of the window: kept, and never in the way."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ui.settings import MAX_ZOOM, MIN_ZOOM, SettingsFile, WindowSettings


def test_what_was_changed_is_there_next_time(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "settings.json"

    SettingsFile(path).change(zoom=150, theme="dark", columns={"inspections": "ff"})

    again = SettingsFile(path).current
    assert again == WindowSettings(zoom=150, theme="dark", columns={"inspections": "ff"})


@pytest.mark.parametrize(
    "kept",
    [b"", b"{", b"[]", b'{"zoom": "big"}', b'{"theme": "pink"}', b'{"language": 7, "x": 1}'],
)
def test_a_spoilt_file_gives_the_defaults(tmp_path: Path, kept: bytes) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(kept)

    assert SettingsFile(path).current == WindowSettings()


@pytest.mark.parametrize(("asked", "given"), [(10, MIN_ZOOM), (125, 125), (900, MAX_ZOOM)])
def test_zoom_stays_within_what_can_be_read(tmp_path: Path, asked: int, given: int) -> None:
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"zoom": asked}), encoding="utf-8")

    assert SettingsFile(path).current.zoom == given


def test_a_profile_that_cannot_be_written_keeps_nobody_from_working(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    settings = SettingsFile(blocked / "settings.json")

    settings.change(theme="dark")

    assert settings.current.theme == "dark"
