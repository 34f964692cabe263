"""Backups: kept by their number, whatever the clock says of them."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.store.unit_of_work import Store

YEARS = [2001, 2036]


def _dated(copy: Path, year: int) -> None:
    moment = datetime(year, 1, 1, tzinfo=UTC).timestamp()
    os.utime(copy, (moment, moment))


@pytest.mark.parametrize("year", YEARS)
def test_a_clock_that_jumps_rotates_no_newer_copy_away(store: Store, year: int) -> None:
    """`faults` row 33: the copies made under a wrong clock are neither kept for ever nor lost."""
    copies = [store.keep_backup() for _ in range(12)]
    for copy in copies[6:]:
        _dated(copy, year)

    copies += [store.keep_backup() for _ in range(3)]

    assert [copy.exists() for copy in copies] == [False] * 3 + [True] * 12
    assert [copy.name for copy in copies[-3:]] == [f"db-{number:06}.db" for number in (13, 14, 15)]


def test_a_copy_that_is_not_whole_costs_none_of_the_others(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = [store.keep_backup() for _ in range(12)]

    def refused(_source: Path, _target: Path) -> None:
        raise PermissionError(13, "một chương trình khác đang giữ tệp")

    monkeypatch.setattr("app.store.backup.replace", refused)
    with pytest.raises(Exception, match="file_unwritable"):
        store.keep_backup()

    assert all(copy.exists() for copy in kept)
    assert not (store.folder / "backup" / "tmp").exists()
