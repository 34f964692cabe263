"""What is known of a visit beside its answers: delegations, the paper, who was at work."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from pytestqt.qtbot import QtBot

from app.bootstrap import Application
from app.domain.annex import Annex
from app.domain.attendance import AbsenceState
from app.domain.case_file import CaseFile
from app.domain.inspection import InspectionKind, JointDelegation, Side
from app.ids import InspectionId
from tests.ui.given import Settle
from tests.ui.visit_pages import opened, tab_of
from ui.desk import Desk
from ui.navigation import VisitTab
from ui.visit.attendance import AbsenceEntry, RollCallEntry
from ui.visit.delegations import DelegationEntry
from ui.visit.overview_tab import OverviewTab
from ui.widgets.fields import AutoLine


@pytest.fixture
def tab(
    application: Application, desk: Desk, visit_id: InspectionId, qtbot: QtBot, settle: Settle
) -> OverviewTab:
    """The overview of a public-duty check."""
    visit = application.inspections.get(visit_id)
    application.inspections.save(replace(visit, kind=InspectionKind.PUBLIC_DUTY))
    settle()
    return tab_of(opened(desk, visit_id, qtbot, settle), VisitTab.OVERVIEW, OverviewTab, settle)


def _case(application: Application, visit_id: InspectionId, settle: Settle) -> CaseFile:
    settle()
    return application.inspections.case_file(visit_id)


def _type(field: AutoLine, text: str) -> None:
    field.setText(text)
    field.settle()


def test_the_paper_is_settled_field_by_field(
    tab: OverviewTab, application: Application, visit_id: InspectionId, settle: Settle
) -> None:
    _type(tab.paper.copies["copies"], "3")
    _type(tab.paper.copies["copies_unit"], "2")
    tab.paper.photos.setCurrentIndex(0)
    tab.paper.photos.activated.emit(0)
    tab.paper.initials.click()
    tab.paper.annexes[Annex.ABSENCES].click()
    _type(tab.announced, "08:05 20/11/2026")

    visit = _case(application, visit_id, settle).inspection
    assert (visit.copies, visit.copies_team, visit.copies_unit) == (3, 1, 2)
    assert (visit.photos_per_page, visit.initials, visit.left_out) == (2, True, (Annex.ABSENCES,))
    assert visit.decision_announced_at == datetime(2026, 11, 20, 1, 5, tzinfo=UTC)


def test_a_number_that_is_none_is_marked_and_not_saved(
    tab: OverviewTab, application: Application, visit_id: InspectionId, settle: Settle
) -> None:
    _type(tab.paper.copies["copies"], "hai")

    assert tab.paper.copies["copies"].property("wrong") == "yes"
    assert _case(application, visit_id, settle).inspection.copies == 2


def test_a_joint_delegation_is_added_named_and_joined(
    tab: OverviewTab,
    application: Application,
    visit_id: InspectionId,
    settle: Settle,
    qtbot: QtBot,
) -> None:
    _type(tab.delegations.new_name, "Đoàn của Sở Tư pháp")
    qtbot.waitUntil(lambda: len(tab.delegations.grid.rows) == 1, timeout=20_000)
    settle()
    entry = tab.delegations.grid.rows["0"]
    assert isinstance(entry, DelegationEntry)
    _type(entry.number, "12/QĐ-STP")
    _type(entry.day, "01/10/2026")
    _type(entry.body, "Giám đốc Sở Tư pháp")
    settle()
    person = _case(application, visit_id, settle).people(Side.TEAM)[1]
    line = tab.team.lines[person.id]
    qtbot.waitUntil(lambda: not line.delegation.isHidden(), timeout=20_000)
    line.delegation.setCurrentIndex(1)
    line.delegation.activated.emit(1)
    _type(line.tasks, "phụ trách hộ tịch")
    settle()
    _type(entry.name, "Đoàn kiểm tra của Sở Tư pháp")

    case = _case(application, visit_id, settle)
    assert case.inspection.delegations == (
        JointDelegation(
            name="Đoàn kiểm tra của Sở Tư pháp",
            decision_number="12/QĐ-STP",
            decision_on=date(2026, 10, 1),
            decision_body="Giám đốc Sở Tư pháp",
        ),
    )
    member = case.people(Side.TEAM)[1]
    assert member.delegation == "Đoàn kiểm tra của Sở Tư pháp"
    assert member.tasks == "phụ trách hộ tịch"

    entry.remove.click()
    assert _case(application, visit_id, settle).inspection.delegations == ()


def test_a_roll_call_is_counted_and_told_whether_it_adds_up(
    tab: OverviewTab,
    application: Application,
    visit_id: InspectionId,
    settle: Settle,
    qtbot: QtBot,
) -> None:
    tab.attendance_button.click()
    tab.attendance.add_button.click()
    qtbot.waitUntil(lambda: len(tab.attendance.counts.rows) == 1, timeout=20_000)
    (entry,) = tab.attendance.counts.rows.values()
    assert isinstance(entry, RollCallEntry)
    assert tab.attendance.isVisible()

    _type(entry.counts["staff"], "10")
    assert entry.sum.text() == "không khớp"
    _type(entry.counts["present"], "8")
    _type(entry.counts["excused"], "1")
    _type(entry.counts["unexcused"], "1")
    _type(entry.office, "Văn phòng")
    _type(entry.at, "07:35 20/11/2026")

    assert entry.sum.text() == "khớp"
    (count,) = _case(application, visit_id, settle).roll_calls
    assert (count.staff, count.present, count.excused, count.unexcused) == (10, 8, 1, 1)
    assert (count.office, count.at) == ("Văn phòng", datetime(2026, 11, 20, 0, 35, tzinfo=UTC))

    _type(entry.at, "")
    assert entry.at.text() == "07:35 20/11/2026"
    entry.remove.click()
    assert _case(application, visit_id, settle).roll_calls == ()


def test_an_absence_is_named_described_and_removed(
    tab: OverviewTab,
    application: Application,
    visit_id: InspectionId,
    settle: Settle,
    qtbot: QtBot,
) -> None:
    _type(tab.attendance.new_name, "Phạm Văn Út")
    qtbot.waitUntil(lambda: len(tab.attendance.absences.rows) == 1, timeout=20_000)
    (entry,) = tab.attendance.absences.rows.values()
    assert isinstance(entry, AbsenceEntry)
    _type(entry.position, "Công chức Tư pháp")
    _type(entry.at, "07:35 20/11/2026")
    entry.state.setCurrentIndex(0)
    entry.state.activated.emit(0)
    _type(entry.reason, "Đi họp")
    _type(entry.evidence, "Giấy mời số 211/GM-UBND")
    _type(entry.confirmed, "Vi Mạnh Hùng")

    (absence,) = _case(application, visit_id, settle).absences
    assert (absence.name, absence.position) == ("Phạm Văn Út", "Công chức Tư pháp")
    assert (absence.state, absence.reason) == (AbsenceState.EXCUSED, "Đi họp")
    assert (absence.evidence, absence.confirmed_by) == ("Giấy mời số 211/GM-UBND", "Vi Mạnh Hùng")
    assert absence.at == datetime(2026, 11, 20, 0, 35, tzinfo=UTC)

    entry.remove.click()
    assert _case(application, visit_id, settle).absences == ()


def test_an_absence_shows_a_name_and_its_state_in_full(
    tab: OverviewTab, settle: Settle, qtbot: QtBot
) -> None:
    tab.attendance_button.show()
    tab.attendance_button.click()
    _type(tab.attendance.new_name, "Lương Thị Hải Yến")
    qtbot.waitUntil(lambda: len(tab.attendance.absences.rows) == 1, timeout=20_000)
    settle()

    (entry,) = tab.attendance.absences.rows.values()

    assert isinstance(entry, AbsenceEntry)
    assert (
        entry.name.width() >= entry.name.fontMetrics().horizontalAdvance("Lương Thị Hải Yến") + 24
    )
    for at in range(entry.state.count()):
        words = entry.state.fontMetrics().horizontalAdvance(entry.state.itemText(at))
        assert entry.state.width() >= words + 44  # the frame, and the arrow
    assert entry.reason.y() > entry.name.y()


def test_attendance_is_offered_to_a_public_duty_check_alone(
    desk: Desk, visit_id: InspectionId, qtbot: QtBot, settle: Settle
) -> None:
    page = opened(desk, visit_id, qtbot, settle)
    tab = tab_of(page, VisitTab.OVERVIEW, OverviewTab, settle)

    assert tab.attendance_button.isHidden()
    assert not tab.paper_button.isHidden()
