"""Hôm nay: what stands on it, where its links lead, and a planned visit started in one click."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.bootstrap import Application
from app.domain.inspection import Inspection, InspectionState
from app.ids import InspectionId
from app.services.sample_case import SAMPLE
from app.words import translate
from tests.fakes import FrozenClock
from tests.ui.given import given_visit
from ui.desk import Desk
from ui.navigation import Place, VisitTab
from ui.today.page import TodayPage
from ui.today.visit_line import VisitLine

Settle = Callable[[], None]
Show = Callable[[], TodayPage]


@pytest.fixture
def show(desk: Desk, qtbot: QtBot, settle: Settle) -> Iterator[Show]:
    """Show the page until everything on it is worked out."""
    pages: list[TodayPage] = []

    def shown() -> TodayPage:
        page = TodayPage(desk)
        qtbot.addWidget(page)
        pages.append(page)
        page.resize(1150, 700)
        page.show()
        settle()
        qtbot.waitUntil(lambda: not page.is_looking)
        settle()
        return page

    yield shown
    for page in pages:
        page.hide()


@pytest.fixture
def planned(application: Application, clock: FrozenClock) -> Inspection:
    """A visit that the plan sets for today and tomorrow."""
    visit = given_visit(application, "long cang")
    today = clock.today()
    visit = replace(
        visit,
        state=InspectionState.PLANNED,
        started_at=None,
        planned_from=today,
        planned_to=today + timedelta(days=1),
    )
    return application.inspections.save(visit)


def texts(page: TodayPage | VisitLine) -> list[str]:
    return [one.text() for one in page.findChildren(QLabel) if not one.isHidden()]


def line_of(page: TodayPage, visit: InspectionId) -> VisitLine:
    return next(line for line in page.lines if line.row.id == visit)


def test_a_planned_visit_is_started_in_one_click(
    desk: Desk, show: Show, planned: Inspection, qtbot: QtBot, settle: Settle, clock: FrozenClock
) -> None:
    page = show()
    places: list[Place] = []
    desk.navigator.asked.connect(places.append)

    qtbot.mouseClick(line_of(page, planned.id).go_button, Qt.MouseButton.LeftButton)
    settle()

    visit = desk.application.inspections.get(planned.id)
    assert (visit.state, visit.started_at) == (InspectionState.OPEN, clock.now())
    assert [(one.inspection_id, one.tab) for one in places] == [(planned.id, VisitTab.OVERVIEW)]


def test_the_visits_stand_under_their_days(
    visit_id: InspectionId, planned: Inspection, show: Show
) -> None:
    page = show()

    shown = texts(page)
    assert [line.row.id for line in page.lines] == [visit_id, planned.id]
    assert shown.index("Hôm nay, Thứ Sáu, 20/11/2026") > shown.index("UBND xã Cần Đước")


def test_what_is_missing_is_counted_and_leads_to_its_list(
    desk: Desk, show: Show, visit_id: InspectionId
) -> None:
    places: list[Place] = []
    desk.navigator.asked.connect(places.append)
    gaps = sum(one.blocks for one in desk.application.missing.gaps(visit_id))
    line = line_of(show(), visit_id)

    line.links[0].linkActivated.emit("#")

    assert line.links[0].accessibleName() == f"Còn thiếu {gaps} mục trước khi ký"
    assert [(one.inspection_id, one.tab) for one in places] == [(visit_id, VisitTab.MINUTES)]


def test_earlier_recommendations_to_verify_are_counted(
    application: Application, show: Show, clock: FrozenClock
) -> None:
    clock.advance(timedelta(days=30))
    later = given_visit(application)

    line = line_of(show(), later.id)

    assert "1 kiến nghị kỳ trước cần kiểm tra lại" in [one.accessibleName() for one in line.links]


def test_a_line_says_how_far_the_visit_is_and_who_holds_it(
    show: Show, visit_id: InspectionId
) -> None:
    line = line_of(show(), visit_id)

    shown = texts(line)
    assert "1%  ·  1/80 tiêu chí" in shown
    assert any(text.startswith("may-01 ghi sau cùng lúc 08:30 20/11/2026") for text in shown)
    assert any(text.endswith("chưa gửi gói dữ liệu nào") for text in shown)


def test_samples_stand_marked_and_are_counted_in_no_figure(
    application: Application, show: Show
) -> None:
    sample = application.recording.record_sample(SAMPLE).inspection_id

    page = show()

    assert "Cuộc kiểm tra mẫu" in texts(line_of(page, sample))
    figures = [one.text() for one in page.findChildren(QLabel) if one.property("role") == "figure"]
    # One visit in progress, none to start, one with entries not sent, nothing overdue.
    assert figures == ["1", "0", "1", "0"]
    assert all("Cần Đước" in text for text in texts(page) if text.startswith("UBND"))


def test_the_next_deadlines_stand_with_the_working_days_left(show: Show) -> None:
    shown = texts(show())

    # From Friday 20/11/2026 to Tuesday 15/12/2026, Culture Day (24/11) off.
    assert "Còn 16 ngày làm việc" in shown
    assert "15/12/2026" in shown


def test_a_deadline_that_has_passed_counts_the_working_days_since(
    show: Show, clock: FrozenClock
) -> None:
    clock.moment = clock.moment.replace(month=12, day=22)

    assert "Quá hạn 5 ngày làm việc" in texts(show())


def test_an_empty_week_says_what_to_do_next(
    application: Application, show: Show, visit_id: InspectionId
) -> None:
    application.bin.remove_inspection(visit_id)

    assert translate("No visits yet. Start one, or take in a package.") in texts(show())


def test_what_the_plan_sets_for_later_is_not_todays(
    application: Application, show: Show, planned: Inspection
) -> None:
    application.inspections.save(replace(planned, planned_from=date(2026, 12, 1), planned_to=None))

    shown = texts(show())

    assert "Sau tuần này" in shown
    assert "Dự kiến 01/12/2026" in shown
