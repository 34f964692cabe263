"""What ships with the program: published once, and left as people made it afterwards."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.bootstrap import Application, create_store, open_application
from app.services.shipped import publish_shipped
from app.store.unit_of_work import Store
from tests.fakes import CountedIds, FrozenClock


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    create_store(tmp_path / "kho", "field", "may-1", clock=FrozenClock(), ids=CountedIds())
    return tmp_path / "kho"


def _opened(folder: Path, first_id: int = 10_000) -> Application:
    ids = CountedIds()
    ids.count = first_id
    return open_application(folder, clock=FrozenClock(), ids=ids)


def test_a_new_store_offers_the_shipped_sets_and_phrases(folder: Path) -> None:
    with _opened(folder) as application:
        codes = {row.code for row in application.checklists.rows()}
        kinds = {phrase.kind for phrase in application.phrases.find()}

    assert codes == {"CCHC", "MC", "KS", "CV"}
    assert kinds >= {"uu_diem", "ton_tai", "nguyen_nhan", "kien_nghi"}


def test_publishing_again_changes_nothing(folder: Path) -> None:
    store = Store(folder, FrozenClock(), CountedIds(), lambda _news: None)

    with store:
        assert publish_shipped(store) == 0


def test_a_new_edition_brings_back_nothing_that_was_removed_or_reworded(folder: Path) -> None:
    with _opened(folder) as application:
        gone, reworded = application.phrases.find("ton_tai")[:2]
        application.phrases.remove(gone)
        application.phrases.save(replace(reworded, text="Nội dung đã sửa."))
    store = Store(folder, FrozenClock(), CountedIds(), lambda _news: None)
    with store, store.writing() as work:
        work.notes.remember("shipped", "an older edition")
        work.commit()

    with _opened(folder, 20_000) as application:
        texts = [phrase.text for phrase in application.phrases.find("ton_tai")]

    assert gone.text not in texts
    assert reworded.text not in texts
    assert "Nội dung đã sửa." in texts
