"""Stores broken on purpose: a row of the merge table finds out each of them (`faults` §0)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pytest
from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from app.domain import canonical
from app.store import columns, history, journal, projection
from app.store.prepared import Prepared
from app.store.projection import Head
from app.store.tables import rev, rev_head
from tests.store import test_merge_table as rows
from tests.store.conftest import NewStore
from tests.store.meeting import Table

_TRUE = "true"


@dataclass(frozen=True)
class Mutant:
    """A store that is wrong in one way, and the row that must notice."""

    name: str
    patch: Callable[[pytest.MonkeyPatch], None]
    row: Callable[[Table], None]


def _delete_wins(patch: pytest.MonkeyPatch) -> None:
    def is_alive(existence: list[Head], _others: list[Head]) -> bool:
        return bool(existence) and all(head.value == _TRUE for head in existence)

    patch.setattr(projection, "_is_alive", is_alive)


def _delete_observes_everything(patch: pytest.MonkeyPatch) -> None:
    def is_alive(existence: list[Head], _others: list[Head]) -> bool:
        return any(head.value == _TRUE for head in existence)

    patch.setattr(projection, "_is_alive", is_alive)


def _last_writer_wins(patch: pytest.MonkeyPatch) -> None:
    rebuild = projection.rebuild_heads

    def keep_highest(connection: Connection, entity_ids: Sequence[str]) -> None:
        rebuild(connection, entity_ids)
        touched = rev_head.c.entity_id.in_(entity_ids)
        query = (
            select(rev_head.c.entity_id, rev_head.c.field, rev_head.c.rev_id)
            .join(rev, rev.c.rev_id == rev_head.c.rev_id)
            .where(touched)
            .order_by(rev.c.lam, rev.c.origin_id)
        )
        highest = {(row.entity_id, row.field): row.rev_id for row in connection.execute(query)}
        beaten = rev_head.c.rev_id.not_in(list(highest.values()))
        connection.execute(delete(rev_head).where(touched, beaten))

    patch.setattr(projection, "rebuild_heads", keep_highest)


def _own_value_is_shown(patch: pytest.MonkeyPatch) -> None:
    heads_of = projection.heads_of

    def own_ones_first(connection: Connection, entity_ids: Sequence[str]) -> Iterator[Head]:
        here = rev.c.entity_id.in_(entity_ids), rev.c.pkg_id.is_(None)
        own = set(connection.scalars(select(rev.c.rev_id).where(*here)))
        for head in heads_of(connection, entity_ids):
            yield replace(head, lam=head.lam + 10**6 * (head.rev_id in own))

    patch.setattr(projection, "heads_of", own_ones_first)


def _writes_supersede_nothing(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(journal.Journal, "_heads", lambda _self, _kind, _entity_id: {})


def _no_composed_letters(patch: pytest.MonkeyPatch) -> None:
    for module in (canonical, columns):
        patch.setattr(module, "clean", lambda text: text)


def _no_difference_is_open(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(history, "_is_open", lambda _write: False)


def _erased_values_come_back(patch: pytest.MonkeyPatch) -> None:
    given: Any = insert(rev)
    anew = given.on_conflict_do_update(
        index_elements=["rev_id"],
        set_={"value": given.excluded.value, "nonce": given.excluded.nonce},
    )
    patch.setattr(journal, "_INSERT_REV", Prepared(anew, rev.columns.keys()))
    patch.setattr(journal.Journal, "_known", lambda _self, _rev_ids: set())


MUTANTS = (
    Mutant(
        "delete wins",
        _delete_wins,
        rows.test_row_15_brought_back_by_one_while_the_other_removes_it_is_there,
    ),
    Mutant(
        "delete observes everything",
        _delete_observes_everything,
        rows.test_row_13_an_edit_beats_a_removal_that_did_not_see_it,
    ),
    Mutant(
        "the last writer wins",
        _last_writer_wins,
        rows.test_row_5_two_values_are_a_difference_and_all_show_the_same_one,
    ),
    Mutant(
        "what is shown depends on the laptop",
        _own_value_is_shown,
        rows.test_row_5_two_values_are_a_difference_and_all_show_the_same_one,
    ),
    Mutant(
        "writes supersede nothing",
        _writes_supersede_nothing,
        rows.test_row_7_who_saw_the_other_value_decided,
    ),
    Mutant(
        "no NFC",
        _no_composed_letters,
        rows.test_row_4_composed_and_decomposed_letters_are_the_same_value,
    ),
    Mutant(
        "no difference is ever open",
        _no_difference_is_open,
        rows.test_row_5_two_values_are_a_difference_and_all_show_the_same_one,
    ),
    Mutant(
        "erased values come back",
        _erased_values_come_back,
        rows.test_row_28_an_erased_value_does_not_come_back_with_an_old_stick,
    ),
)


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_a_row_of_the_table_finds_the_mutant_out(
    mutant: Mutant, new_store: NewStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = Table(new_store("a"), new_store("b"), new_store("c"), is_a_first=True)
    mutant.patch(monkeypatch)

    with pytest.raises(AssertionError):
        mutant.row(table)
