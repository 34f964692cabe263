"""What a stick proved of itself is said as it is (`faults` 62)."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.cli.conftest import Sokiemtra
from tests.cli.test_export import other as other  # noqa: PLC0414 - a fixture
from tests.cli.test_package_journal import stick as stick  # noqa: PLC0414 - the fixture


def test_a_package_read_back_from_the_stick_is_said_to_be(
    sokiemtra: Sokiemtra, other: Path
) -> None:
    said = sokiemtra("export", "--to", other).out

    assert "Đã đọc lại từ USB và đối chiếu đúng." in said


def test_where_the_memory_may_have_answered_for_the_stick_it_is_said(
    sokiemtra: Sokiemtra, other: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(os, "posix_fadvise")

    said = sokiemtra("export", "--to", other).out

    assert "bộ nhớ" in said
    assert "Đã đọc lại từ USB" not in said
