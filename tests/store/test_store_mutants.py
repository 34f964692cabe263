"""Stores broken on purpose, beside merging: a test finds out each of them (`faults` §0).

Those that only a power cut finds out stand in `tests/test_power_cut`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy.dialects.sqlite import insert

from app.store import backup, engine, journal
from app.store import opening as opening_steps
from app.store.prepared import Prepared
from app.store.tables import rev
from tests.store import test_backup as backups
from tests.store import test_merge as merging
from tests.store import test_opening as opening
from tests.store.conftest import NewStore


@dataclass(frozen=True)
class Mutant:
    """A store that is wrong in one way, and the test that must notice."""

    name: str
    patch: Callable[[pytest.MonkeyPatch], None]
    finds_out: Callable[[NewStore, Path], None]


def _any_conflict_is_passed_over(patch: pytest.MonkeyPatch) -> None:
    bare = Prepared(insert(rev).on_conflict_do_nothing(), rev.columns.keys())
    patch.setattr(journal, "_INSERT_REV", bare)


def _restored_with_its_origin(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(opening_steps, "_highwater", lambda _folder: ("", 0))


def _rotated_by_the_clock(patch: pytest.MonkeyPatch) -> None:
    def copies(shelf: Path) -> list[Path]:
        return sorted(shelf.glob("db-*.db"), key=lambda copy: copy.stat().st_mtime)

    patch.setattr(backup, "_copies", copies)


def _synced_less_often(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(engine, "_journal", lambda _connection: ("synchronous", "NORMAL", 1))


MUTANTS = (
    Mutant(
        "bare ON CONFLICT DO NOTHING",
        _any_conflict_is_passed_over,
        lambda new_store, _place: merging.test_only_a_revision_that_is_here_already_is_passed_over(
            new_store("a")
        ),
    ),
    Mutant(
        "a restore keeps its origin",
        _restored_with_its_origin,
        lambda _new_store, place: (
            opening.test_a_file_copied_back_from_an_older_state_gets_a_new_origin(
                opening.closed_store(place)
            )
        ),
    ),
    *(
        Mutant(
            f"backups are rotated by the clock, which says {year}",
            _rotated_by_the_clock,
            lambda new_store, _place, year=year: (  # type: ignore[misc] # the year of this turn
                backups.test_a_clock_that_jumps_rotates_no_newer_copy_away(new_store("a"), year)
            ),
        )
        for year in backups.YEARS
    ),
    Mutant(
        "synchronous=NORMAL",
        _synced_less_often,
        lambda _new_store, place: opening.test_durability_settings_are_in_force(
            opening.closed_store(place)
        ),
    ),
)


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_a_test_of_the_store_finds_the_mutant_out(
    mutant: Mutant, new_store: NewStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mutant.patch(monkeypatch)

    with pytest.raises((AssertionError, pytest.fail.Exception)):
        mutant.finds_out(new_store, tmp_path / "kho")
