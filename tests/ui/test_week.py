"""Which visits a day asks for, in which order, and how much time a deadline leaves."""

from __future__ import annotations

from datetime import UTC, date, datetime

from pytestqt.qtbot import QtBot

from app.domain.inspection import InspectionKind, InspectionState
from app.ids import InspectionId
from app.services.inspection_rows import InspectionRow
from tests import given
from tests.complete import calendar
from ui.inspections.filters import Span, VisitFilters, falls_into, spans_of
from ui.today.page import left_text
from ui.today.week import Part, starts_today, week_of

FRIDAY = date(2026, 11, 20)


def visit(
    name: str, state: InspectionState = InspectionState.PLANNED, **facts: object
) -> InspectionRow:
    """A visit to a commune of this name."""
    facts_of_row: dict[str, object] = {
        "id": InspectionId(name),
        "unit_code": "28108",
        "unit_name": name,
        "kind": InspectionKind.ADMIN_REFORM,
        "state": state,
        "started_at": None,
        "answered": 0,
        "leaves": 80,
        "findings": 0,
        "recommendations": 0,
        "dossiers": 0,
        "photos": 0,
        "differences": 0,
    }
    return InspectionRow(**{**facts_of_row, **facts})  # type: ignore[arg-type] # the test's own facts


def test_what_is_under_way_comes_first_then_day_by_day() -> None:
    rows = [
        visit("tuần sau", planned_from=date(2026, 11, 24)),
        visit("chưa định"),
        visit("chủ nhật", planned_from=date(2026, 11, 22)),
        visit("đang làm", InspectionState.OPEN),
        visit("hôm nay", planned_from=FRIDAY),
        visit("lỡ hẹn", planned_from=date(2026, 11, 17), planned_to=date(2026, 11, 18)),
        visit("đã xong", InspectionState.FINISHED),
    ]

    found = week_of(rows, FRIDAY)

    assert [(one.part, one.day, [row.unit_name for row in one.visits]) for one in found] == [
        (Part.UNDER_WAY, None, ["đang làm"]),
        (Part.MISSED, None, ["lỡ hẹn"]),
        (Part.DAY, FRIDAY, ["hôm nay"]),
        (Part.DAY, date(2026, 11, 22), ["chủ nhật"]),
        (Part.ENDED, None, ["đã xong"]),
        (Part.LATER, None, ["tuần sau"]),
        (Part.UNDATED, None, ["chưa định"]),
    ]


def test_a_visit_of_several_days_waits_on_each_of_them() -> None:
    running = visit("x", planned_from=date(2026, 11, 19), planned_to=date(2026, 11, 21))

    assert starts_today(running, FRIDAY)
    assert week_of([running], FRIDAY)[0].day == FRIDAY
    assert not starts_today(running, date(2026, 11, 22))


def test_what_was_signed_before_this_week_is_over() -> None:
    signed = InspectionState.SIGNED
    rows = [
        visit("tuần này", signed, started_at=datetime(2026, 11, 16, 2, tzinfo=UTC)),
        visit("tuần trước", signed, started_at=datetime(2026, 11, 13, 2, tzinfo=UTC)),
    ]

    (found,) = week_of(rows, FRIDAY)

    assert [one.unit_name for one in found.visits] == ["tuần này"]


def test_the_month_ends_where_it_ends() -> None:
    spans = spans_of(date(2026, 2, 10))

    assert spans[Span.MONTH] == (date(2026, 2, 1), date(2026, 2, 28))
    assert spans[Span.WEEK] == (date(2026, 2, 9), date(2026, 2, 15))


def test_a_visit_is_found_by_the_day_it_began_or_is_planned_for() -> None:
    week = spans_of(FRIDAY)[Span.WEEK]
    begun = visit("x", InspectionState.OPEN, started_at=datetime(2026, 11, 16, 1, tzinfo=UTC))
    planned = visit("y", planned_from=date(2026, 11, 10), planned_to=date(2026, 11, 16))

    assert falls_into(begun, *week)
    assert falls_into(planned, *week)
    assert not falls_into(visit("z", planned_from=date(2026, 11, 23)), *week)
    assert not falls_into(visit("không ngày"), *week)


def test_a_deadline_is_counted_in_working_days() -> None:
    # 20/11/2026 is a Friday.
    due = {
        day: left_text(given.recommendation(due_on=day), FRIDAY, calendar())
        for day in (date(2026, 11, 23), FRIDAY, date(2026, 11, 13))
    }

    assert list(due.values()) == [
        "Còn 1 ngày làm việc",
        "Đến hạn hôm nay",
        "Quá hạn 5 ngày làm việc",
    ]


def test_only_what_needs_a_person_is_wanted_when_asked_for(qtbot: QtBot) -> None:
    filters = VisitFilters(FRIDAY)
    qtbot.addWidget(filters)
    sent, waiting = visit("gửi rồi", unsent=0), visit("chưa gửi", unsent=3)
    agreed, differing = visit("khớp"), visit("khác", differences=2)

    filters.unsent.setChecked(True)
    by_package = [filters.wants(sent), filters.wants(waiting)]
    filters.clear()
    filters.differing.setChecked(True)

    assert by_package == [False, True]
    assert [filters.wants(agreed), filters.wants(differing)] == [False, True]


def test_a_holder_who_is_gone_is_wanted_no_more(qtbot: QtBot) -> None:
    filters = VisitFilters(FRIDAY)
    qtbot.addWidget(filters)
    filters.offer_holders(["may-02", "may-01"])
    filters.holder.show_value("may-02")

    with qtbot.waitSignal(filters.changed):
        filters.offer_holders(["may-01"])

    assert filters.is_empty
