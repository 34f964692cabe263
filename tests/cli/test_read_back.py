"""What a stick proved of itself is said as it is (`faults` 62)."""

from __future__ import annotations

import os
from pathlib import Path

import psutil
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


@pytest.mark.parametrize("command", ["receipt", "assign"])
def test_no_package_of_headquarters_is_called_read_back_or_safe_where_it_is_not(
    sokiemtra: Sokiemtra, stick: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    sokiemtra("import", stick, store="hq")
    monkeypatch.delattr(os, "posix_fadvise")
    words = (stick,) if command == "receipt" else ("--to", stick)

    said = sokiemtra(command, *words, "--lang", "en", store="hq").out

    assert "may have read it back from its own memory" in said
    assert "Read back" not in said
    assert "may be removed" not in said


@pytest.mark.parametrize("command", ["receipt", "assign", "export"])
def test_a_stick_is_to_be_ejected_before_it_is_pulled_out(
    sokiemtra: Sokiemtra, stick: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    sokiemtra("import", stick, store="hq")
    here = psutil.disk_partitions()[0]._replace(mountpoint=str(stick), opts="rw,removable")
    monkeypatch.setattr(psutil, "disk_partitions", lambda **_: [here])
    words = (stick,) if command == "receipt" else ("--to", stick)

    said = sokiemtra(command, *words, "--lang", "en", store="hq").out

    assert "Eject the stick before you pull it out." in said
