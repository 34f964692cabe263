"""Late changes: what writes nobody had seen changed of what minutes would say."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.late_change import LateChange, late_changes


@dataclass(frozen=True)
class Write:
    """A write that stands."""

    entity_id: str
    entity_type: str
    field: str
    value: str | None = '"x"'
    actor: str = "may-02"


def test_the_facts_of_one_record_are_one_change() -> None:
    found = late_changes(
        [
            Write("1", "answer", "comment"),
            Write("1", "answer", "value", actor="may-03"),
            Write("1", "answer", "comment", actor="may-03"),
        ]
    )

    assert found == [
        LateChange(
            kind="answer",
            entity_id="1",
            fields=("comment", "value"),
            actors=("may-02", "may-03"),
        )
    ]


def test_a_record_that_came_or_went_is_told_whole() -> None:
    came, went = late_changes(
        [
            Write("1", "finding", "_exists", "true"),
            Write("1", "finding", "text"),
            Write("2", "finding", "_exists", "false"),
        ]
    )

    assert (came.fields, came.is_removed) == ((), False)
    assert (went.fields, went.is_removed) == ((), True)


def test_what_minutes_do_not_say_is_no_change() -> None:
    found = late_changes(
        [
            Write("1", "inspection", "state"),
            Write("1", "inspection", "finished_seen"),
            Write("2", "minutes", "state"),
            Write("3", "work_share", "participant_id"),
            Write("4", "visit_ruling", "alias_of"),
            Write("5", "drone_flight", "height"),
        ]
    )

    assert found == []
