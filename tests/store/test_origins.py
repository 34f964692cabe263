"""Whose numbers are whose: what packages say of a store's own mark never counts as its own."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.revision import Revision
from app.store import opening
from app.store.unit_of_work import Store
from tests import given
from tests.store.meeting import find, revisions, save, take
from tests.store.test_opening import closed_store, opened

HIGHEST = 2**53 - 1


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A closed store with one answer."""
    return closed_store(tmp_path / "kho")


def made_up(store: Store, seq: int = HIGHEST) -> Revision:
    """A revision under the mark of this store that it never wrote."""
    (first, *_) = revisions(store)
    return replace(first, origin_id=store.writer.origin_id, seq=seq, actor_id="x").sealed()


def numbers(store: Store) -> list[tuple[str, int]]:
    """Return what was written here, mark and number."""
    found = [one for one in revisions(store) if one.actor_id == store.info.name]
    return [(one.origin_id, one.seq) for one in found]


def test_no_package_uses_up_the_numbers_of_a_store(folder: Path) -> None:
    with opened(folder) as store:
        take(store, [made_up(store)])
        save(store, given.answer(comment="Ngay sau đó"))
        made = numbers(store)
    with opened(folder) as store:
        save(store, given.answer(comment="Hôm sau"))
        later = numbers(store)

    assert len(set(later)) == len(later) == len(made) + 1
    assert max(seq for _origin, seq in later) < 100


def test_numbers_that_came_before_this_version_count_no_more(folder: Path) -> None:
    with opened(folder) as store:
        origin = store.info.origin_id
        stick = [made_up(store)]
    with opened(folder) as store:
        store.writer.origin_id = "0000000000000000"  # so that it takes no notice
        take(store, stick)

    with opened(folder) as store:
        assert store.info.origin_id != origin
        assert store.writer.seq == 0


def test_what_is_only_looked_at_changes_no_mark(folder: Path) -> None:
    with opened(folder) as store:
        origin = store.writer.origin_id
        with store.writing() as work:
            work.merge([made_up(store)], "p")

        assert store.writer.origin_id == origin
    with opened(folder) as store:
        assert store.info.origin_id == origin


def test_a_store_that_gets_its_own_revisions_again_keeps_its_mark(folder: Path) -> None:
    with opened(folder) as store:
        origin = store.info.origin_id
        take(store, revisions(store))
        store.raise_highwater()

    with opened(folder) as store:
        assert store.info.origin_id == store.writer.origin_id == origin


def test_a_folder_copied_back_whole_gets_its_work_again_and_uses_no_number_twice(
    folder: Path,
) -> None:
    shutil.copytree(folder, folder.parent / "older")
    with opened(folder) as store:
        save(store, given.answer(comment="Đã gửi đi"))
        store.raise_highwater()
        sent = revisions(store)

    with opened(folder.parent / "older") as store:
        take(store, sent)
        got = find(store, given.answer())
        save(store, given.answer(comment="Làm tiếp"))
        found = [(one.origin_id, one.seq) for one in revisions(store)]
        with store.reading() as view:
            copied = view.soundness.copied_origins()

    assert got == given.answer(comment="Đã gửi đi")
    assert len(found) == len(set(found))
    assert copied == []


def test_a_file_copied_back_from_before_the_last_mark_gets_a_new_one(folder: Path) -> None:
    older = folder.parent / "older.db"
    shutil.copy(folder / opening.FILE, older)
    with opened(folder) as store:
        first = store.info.origin_id
        save(store, given.answer(comment="Đã gửi đi"))
        take(store, [made_up(store)])
        save(store, given.answer(comment="Cũng gửi đi"))
        store.raise_highwater()
    shutil.copy(older, folder / opening.FILE)

    with opened(folder) as store:
        assert store.info.origin_id != first


def test_a_store_goes_on_as_another_before_its_numbers_end(folder: Path) -> None:
    with opened(folder) as store:
        origin = store.info.origin_id
        store.writer.seq = opening.MOST_SEQ
        save(store, given.answer(comment="Gần hết số"))

    with opened(folder) as store:
        assert store.info.origin_id != origin
        save(store, given.answer(comment="Còn nhiều số"))
        assert store.writer.seq == 1
