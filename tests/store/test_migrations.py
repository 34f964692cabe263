"""Migrations: the tables as described, old stores opened, failures undone."""

from __future__ import annotations

import gzip
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from app.bootstrap import open_application
from app.changes import nobody
from app.domain.answer import Answer
from app.domain.finding import Finding
from app.domain.inspection import Inspection
from app.store import opening
from app.store.engine import reading_engine
from app.store.migrations import SCHEMA_VERSION
from app.store.schema import metadata
from app.store.tables import check_tables
from app.store.unit_of_work import Store
from tests.fakes import CountedIds, FrozenClock

OLD_STORES = sorted((Path(__file__).parent.parent / "data").glob("store-v*.db.gz"))


def test_the_migrated_tables_are_the_described_tables(tmp_path: Path) -> None:
    opening.create(tmp_path / "kho", "field", "may-1", CountedIds())
    engine = reading_engine(tmp_path / "kho" / opening.FILE)

    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), metadata)

    engine.dispose()
    assert differences == []


def test_each_projection_has_exactly_the_facts_of_its_entity() -> None:
    check_tables()


def test_there_is_an_old_store_of_every_version() -> None:
    assert [file.name for file in OLD_STORES] == [
        f"store-v{version}.db.gz" for version in range(1, SCHEMA_VERSION + 1)
    ]


@pytest.mark.parametrize("old", OLD_STORES, ids=lambda file: file.name)
def test_an_old_store_opens_with_its_data(old: Path, tmp_path: Path) -> None:
    (tmp_path / opening.FILE).write_bytes(gzip.decompress(old.read_bytes()))

    with (
        Store(tmp_path, FrozenClock(), CountedIds(), nobody) as store,
        store.reading() as view,
    ):
        counts = [len(view.all(kind)) for kind in (Inspection, Answer, Finding)]
        assert counts == [1, 3, 2]
        assert view.drift() == []


def test_an_old_store_is_given_what_ships_since(tmp_path: Path) -> None:
    (tmp_path / opening.FILE).write_bytes(gzip.decompress(OLD_STORES[0].read_bytes()))

    with open_application(tmp_path, clock=FrozenClock(), ids=CountedIds()) as application:
        phrases = application.phrases.find()

    assert len(phrases) == 94


def test_a_migration_that_fails_leaves_the_old_store(
    tmp_path: Path,
) -> None:
    opening.create(tmp_path / "kho", "field", "may-1", CountedIds())
    file = tmp_path / "kho" / opening.FILE
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA user_version = 0")
    # The step of version 1 runs again and stumbles over the tables that are there.
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("DELETE FROM alembic_version")
        connection.commit()

    with pytest.raises(Exception, match="already exists"):
        Store(tmp_path / "kho", FrozenClock(), CountedIds(), nobody)

    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (0,)
        assert connection.execute("SELECT count(*) FROM store_note").fetchone() == (3,)
    assert (tmp_path / "kho" / "backup" / "db-000001.db").exists()


def test_the_packages_of_an_old_store_have_their_turns_and_stand_on_each_other(
    tmp_path: Path,
) -> None:
    """Of two packages with visits of one plan, only the first was noted as having brought it."""
    (tmp_path / opening.FILE).write_bytes(gzip.decompress(OLD_STORES[6].read_bytes()))
    with closing(sqlite3.connect(tmp_path / opening.FILE)) as connection, connection:
        visit, plan = connection.execute("SELECT id, plan_id FROM inspection").fetchone()
        connection.execute("UPDATE store_note SET value = 'hq' WHERE name = 'role'")
        connection.execute("UPDATE rev SET pkg_id = 'đầu' WHERE agg_id = ?", [plan])
        connection.executemany(
            "INSERT INTO package VALUES (:id, :way, '', :signer, '', :ms, :to, '', 0, 0, 0, '', "
            "'', '', 0, 0, 0, 0)",
            [
                {"id": "sau", "way": "in", "signer": "a", "ms": 3_000, "to": ""},
                {"id": "đầu", "way": "in", "signer": "a", "ms": 1_000, "to": ""},
                {"id": "gửi", "way": "out", "signer": "hq", "ms": 2_000, "to": "a, b"},
                {"id": "khác", "way": "in", "signer": "c", "ms": 1_500, "to": ""},
            ],
        )
        connection.execute("INSERT INTO package_visit VALUES ('sau', ?, 0)", [visit])

    with (
        Store(tmp_path, FrozenClock(), CountedIds(), nobody) as store,
        store.reading() as view,
    ):
        notes = {
            one.package_id: one for way in ("in", "out") for one in view.packages.packages(way)
        }
        later = view.arrivals.later_with("đầu")
        counted = view.arrivals.is_whole("sau")

    assert sorted(notes, key=lambda one: notes[one].turn) == ["đầu", "khác", "gửi", "sau"]
    assert all(one.brought_turn == one.turn for one in notes.values())
    assert [one for one in notes if notes[one].is_told] == ["đầu"]
    assert [one.package_id for one in later] == ["sau"]
    assert not counted
