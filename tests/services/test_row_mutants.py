"""Programs broken on purpose: a row of the merge table that people decide finds out each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.domain import gap_meeting
from app.services import inspection_rows, inspections, missing
from app.store.history import History, Write
from tests.services import test_merge_rows as rows
from tests.services.conftest import NewApplication
from tests.services.three_laptops import Meeting


@dataclass(frozen=True)
class Mutant:
    """A program that is wrong in one way, and the row that must notice."""

    name: str
    patch: Callable[[pytest.MonkeyPatch], None]
    row: Callable[[Meeting, Path], None]


def _late_by_the_clock(patch: pytest.MonkeyPatch) -> None:
    def unseen(self: History, agg_id: str, _seen: Iterable[str]) -> list[Write]:
        writes = self.of_aggregate(agg_id)
        finished = next(one for one in writes if one.field == "state" and one.is_head)
        after = [one for one in writes if one.written_at > finished.written_at]
        return [one for one in after if one.is_head]

    patch.setattr(History, "unseen", unseen)


def _late_by_its_place_in_the_history(patch: pytest.MonkeyPatch) -> None:
    def unseen(self: History, agg_id: str, _seen: Iterable[str]) -> list[Write]:
        writes = self.of_aggregate(agg_id)
        finished = next(one for one in writes if one.field == "state" and one.is_head)
        return [one for one in writes[writes.index(finished) + 1 :] if one.is_head]

    patch.setattr(History, "unseen", unseen)


def _finished_without_looking(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(History, "seen", lambda _self, _agg_id: ("0000000000000000:0",))


def _nobody_is_asked_about_rivals(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(gap_meeting, "rivals", lambda _texts: [])


def _no_visit_looks_like_another(patch: pytest.MonkeyPatch) -> None:
    for module in (missing, inspection_rows):
        patch.setattr(module, "possible_duplicates", lambda _places: {})


def _second_records_are_counted(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(inspection_rows, "counted_as", lambda _aliases: {})


def _rulings_are_not_read(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(inspections, "visit_ruling_id", lambda _visit: "không có")


MUTANTS = (
    Mutant(
        "late by the clock",
        _late_by_the_clock,
        lambda meeting, _: rows.test_row_20_a_finished_visit_tells_what_was_changed_unseen(meeting),
    ),
    Mutant(
        "late by its place in the history",
        _late_by_its_place_in_the_history,
        lambda meeting, _: rows.test_row_20_a_finished_visit_tells_what_was_changed_unseen(meeting),
    ),
    Mutant(
        "finished without looking",
        _finished_without_looking,
        lambda meeting, _: rows.test_row_20_what_was_known_when_it_was_finished_is_not_late(
            meeting
        ),
    ),
    Mutant(
        "nobody is asked about rivals",
        _nobody_is_asked_about_rivals,
        rows.test_row_22_two_signed_minutes_both_stay_and_somebody_is_asked,
    ),
    Mutant(
        "no visit looks like another",
        _no_visit_looks_like_another,
        lambda meeting, _: rows.test_row_19_two_visits_to_one_office_both_stay_and_each_says_so(
            meeting
        ),
    ),
    Mutant(
        "second records are counted",
        _second_records_are_counted,
        rows.test_row_19_headquarters_counts_one_of_them_and_can_take_that_back,
    ),
    Mutant(
        "rulings are not read",
        _rulings_are_not_read,
        lambda meeting, _: rows.test_row_24_a_withdrawn_visit_keeps_its_answers_and_says_so(
            meeting
        ),
    ),
)


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_a_row_of_the_table_finds_the_mutant_out(
    mutant: Mutant,
    new_application: NewApplication,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    a, b = new_application("may-01"), new_application("may-02")
    meeting = Meeting(a, b, new_application("so", "hq"), is_a_first=True)
    mutant.patch(monkeypatch)

    # A list that is not as long as the row says is no assertion, but as red.
    with pytest.raises((AssertionError, ValueError)):
        mutant.row(meeting, tmp_path)
