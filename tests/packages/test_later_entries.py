"""What the sender numbered above what its package says is set aside, and the rest is taken."""

from __future__ import annotations

from dataclasses import replace

from tests.packages.given import ORIGIN, Desk, content, revision


def test_a_sender_writes_nothing_above_the_number_its_package_gives(desk: Desk) -> None:
    first, last, later = (revision(number) for number in (1, 2, 3))
    made = replace(content([first, last, later]), origin_seq=2)

    with desk.opened(desk.written(made).place) as opened:
        assert [one.seq for one in opened.revisions()] == [1, 2]
        (aside,) = opened.rejected()
        assert aside.revision == later
        assert "may not" not in aside.reason
        assert opened.rejected_count == 1


def test_the_entries_of_others_have_numbers_of_their_own(desk: Desk) -> None:
    other = replace(revision(3), origin_id=ORIGIN[::-1], rev_id="").sealed()
    made = replace(content([revision(1), other]), origin_seq=2)

    with desk.opened(desk.written(made).place) as opened:
        assert opened.rejected_count == 0
        assert other in list(opened.revisions())
