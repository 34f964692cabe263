"""Where the store of a user lies, for the window as for the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.paths import default_store


def test_the_environment_names_the_store_of_the_window_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOKIEMTRA_STORE", str(tmp_path / "kho"))

    assert default_store() == tmp_path / "kho"


def test_without_a_name_the_store_lies_with_the_data_of_the_user(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("SOKIEMTRA_STORE", raising=False)

    assert default_store().parts[-2:] == ("SoKiemTra", "store")
