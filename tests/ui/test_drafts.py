"""Whatever is typed into a visit is a draft before long, and no longer once the store has it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.domain.attendance import AbsenceFacts, RollCallFacts
from app.domain.finding import FindingFacts, FindingKind
from app.domain.inspection import JointDelegation
from app.ids import InspectionId
from tests.ui.given import WORDS, Settle, commit_text
from tests.ui.visit_pages import opened, tab_of
from ui.desk import Desk
from ui.navigation import VisitTab
from ui.visit.checklist_tab import ChecklistTab
from ui.visit.draft_keeper import DraftKeeper
from ui.visit.findings_tab import FindingsTab
from ui.visit.minutes_tab import MinutesTab
from ui.visit.overview_tab import OverviewTab
from ui.visit.page import VisitPage
from ui.visit.tab import CaseTab
from ui.widgets.fields import AutoLine, AutoText, stand

Field = AutoLine | AutoText
Reach = Callable[[VisitPage, Settle], Field]


@pytest.fixture
def page(desk: Desk, visit_id: InspectionId, qtbot: QtBot, settle: Settle) -> VisitPage:
    return opened(desk, visit_id, qtbot, settle)


def _comment(page: VisitPage, settle: Settle) -> Field:
    tab = tab_of(page, VisitTab.CHECKLIST, ChecklistTab, settle)
    tab.list.open_code(WORDS)
    return tab.list.editor.comment


def _team_reason(page: VisitPage, settle: Settle) -> Field:
    tab = tab_of(page, VisitTab.CHECKLIST, ChecklistTab, settle)
    tab.list.open_code(WORDS)
    tab.list.editor.other_points.setChecked(True)
    return tab.list.editor.points_row.team_reason


def _evidence(page: VisitPage, settle: Settle) -> Field:
    return tab_of(page, VisitTab.FINDINGS, FindingsTab, settle).editor.evidence


def _new_evidence(page: VisitPage, settle: Settle) -> Field:
    tab = tab_of(page, VisitTab.FINDINGS, FindingsTab, settle)
    tab.begin_finding()
    return tab.editor.evidence


def _recommendation(page: VisitPage, settle: Settle) -> Field:
    editor = tab_of(page, VisitTab.FINDINGS, FindingsTab, settle).editor
    return next(iter(editor.recommendations.cards.values())).report_form


def _new_recommendation(page: VisitPage, settle: Settle) -> Field:
    return tab_of(page, VisitTab.FINDINGS, FindingsTab, settle).editor.recommendations.new_text


def _remark(page: VisitPage, settle: Settle) -> Field:
    return tab_of(page, VisitTab.OVERVIEW, OverviewTab, settle).remark


def _position(page: VisitPage, settle: Settle) -> Field:
    tab = tab_of(page, VisitTab.OVERVIEW, OverviewTab, settle)
    return next(iter(tab.team.lines.values())).position


def _new_person(page: VisitPage, settle: Settle) -> Field:
    return tab_of(page, VisitTab.OVERVIEW, OverviewTab, settle).unit.new_name


def _opinion(page: VisitPage, settle: Settle) -> Field:
    return tab_of(page, VisitTab.MINUTES, MinutesTab, settle).says.opinion


PLACES: list[Reach] = [
    _comment,
    _team_reason,
    _evidence,
    _new_evidence,
    _recommendation,
    _new_recommendation,
    _remark,
    _position,
    _new_person,
    _opinion,
]


@pytest.mark.parametrize("reach", PLACES)
def test_two_seconds_of_typing_are_a_draft_with_the_caret(
    reach: Reach, page: VisitPage, desk: Desk, settle: Settle, qtbot: QtBot
) -> None:
    field = reach(page, settle)
    with qtbot.waitSignal(field.drafted, timeout=2_000):
        field.selectAll()
        commit_text(field, "Đang gõ 🙂 dở")
    settle()

    (draft,) = desk.application.drafts.all()

    assert field.typing.place is not None
    assert (draft.entity_id, draft.field) == (
        field.typing.place.entity_id,
        field.typing.place.field,
    )
    assert (draft.text, draft.caret) == ("Đang gõ 🙂 dở", 13)
    assert field.typing.is_drafted
    page.settle()
    settle()


@pytest.mark.parametrize("reach", [one for one in PLACES if one is not _new_evidence])
def test_a_draft_goes_when_the_store_has_its_text(
    reach: Reach, page: VisitPage, desk: Desk, settle: Settle, qtbot: QtBot
) -> None:
    field = reach(page, settle)
    with qtbot.waitSignal(field.drafted, timeout=2_000):
        commit_text(field, "Đã gõ xong")
    settle()

    field.settle()
    settle()

    assert desk.application.drafts.all() == []
    assert not field.typing.is_unsaved


def test_what_is_typed_into_a_finding_that_is_not_there_yet_stays_a_draft(
    page: VisitPage, desk: Desk, settle: Settle
) -> None:
    evidence = _new_evidence(page, settle)
    commit_text(evidence, "Sổ theo dõi trang 4")
    evidence.settle()
    settle()
    waiting = [one.text for one in desk.application.drafts.all()]
    was_unsaved = evidence.typing.is_unsaved

    editor = page.built[VisitTab.FINDINGS].editor  # type: ignore[attr-defined] # built above
    commit_text(editor.text, "Thiếu chữ ký")
    editor.text.settle()
    settle()

    assert waiting == ["Sổ theo dõi trang 4"]
    assert was_unsaved
    assert desk.application.drafts.all() == []
    case = desk.application.inspections.case_file(page.case.inspection_id)
    assert [one.evidence for one in case.findings][-1] == "Sổ theo dõi trang 4"


def test_a_finding_gets_its_identity_while_somebody_types_on(
    page: VisitPage, desk: Desk, settle: Settle, qtbot: QtBot
) -> None:
    evidence = _new_evidence(page, settle)
    editor = page.built[VisitTab.FINDINGS].editor  # type: ignore[attr-defined] # built above
    page.activateWindow()
    evidence.setFocus()
    qtbot.waitUntil(evidence.hasFocus)
    commit_text(editor.text, "Thiếu chữ ký")
    editor.text.settle()
    commit_text(evidence, "Sổ theo dõi")
    settle()
    shown = evidence.typing.is_typed, editor.evidence.toPlainText()

    page.settle()
    settle()

    assert shown == (True, "Sổ theo dõi")
    case = desk.application.inspections.case_file(page.case.inspection_id)
    assert [(one.text, one.evidence) for one in case.findings][-1] == (
        "Thiếu chữ ký",
        "Sổ theo dõi",
    )
    assert desk.application.drafts.all() == []


def test_what_is_settled_before_a_finding_has_its_identity_reaches_it(
    page: VisitPage, desk: Desk, settle: Settle
) -> None:
    evidence = _new_evidence(page, settle)
    editor = page.built[VisitTab.FINDINGS].editor  # type: ignore[attr-defined] # built above
    commit_text(editor.text, "Thiếu chữ ký")
    editor.text.settle()
    commit_text(evidence, "Sổ theo dõi")
    evidence.settle()

    settle()

    case = desk.application.inspections.case_file(page.case.inspection_id)
    assert [one.evidence for one in case.findings][-1] == "Sổ theo dõi"
    assert desk.application.drafts.all() == []


def test_a_refused_text_stays_in_its_field_and_in_its_draft(
    page: VisitPage, desk: Desk, settle: Settle
) -> None:
    tab = tab_of(page, VisitTab.OVERVIEW, OverviewTab, settle)
    tab.started.selectAll()
    commit_text(tab.started, "31/02 tám giờ")
    tab.started.settle()
    settle()

    tab.show_case()

    assert tab.started.text() == "31/02 tám giờ"
    assert tab.started.typing.is_unsaved
    assert [one.text for one in desk.application.drafts.all()] == ["31/02 tám giờ"]


def test_another_window_in_front_makes_a_draft_and_no_person(
    page: VisitPage, desk: Desk, settle: Settle, qtbot: QtBot
) -> None:
    tab = tab_of(page, VisitTab.OVERVIEW, OverviewTab, settle)
    field = tab.unit.new_name
    page.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    commit_text(field, "Lê Th")
    other = QWidget()
    qtbot.addWidget(other)

    other.show()
    other.activateWindow()
    qtbot.waitUntil(lambda: not field.hasFocus())
    settle()

    assert [one.text for one in desk.application.drafts.all()] == ["Lê Th"]
    assert field.text() == "Lê Th"
    other.hide()


def test_a_record_left_while_the_disk_is_slow_shows_what_was_typed_and_keeps_it(
    page: VisitPage, desk: Desk, settle: Settle
) -> None:
    visit = page.case.inspection_id
    facts = FindingFacts(kind=FindingKind.STRENGTH, area_code="CCHC.1", text="Niêm yết đủ")
    other = desk.application.findings.add(visit, facts)
    tab = tab_of(page, VisitTab.FINDINGS, FindingsTab, settle)
    first = next(one for one in page.case.case.findings if one.id != other.id)  # type: ignore[union-attr] # read
    tab.open_finding(first.id)
    disk = threading.Event()
    desk.jobs.save(disk.wait)
    commit_text(tab.editor.cause, "Thiếu người")
    tab.editor.cause.settle()

    tab.open_finding(other.id)
    tab.open_finding(first.id)
    shown = tab.editor.cause.toPlainText()
    commit_text(tab.editor.evidence, "Sổ trang 4")
    tab.editor.evidence.settle()
    disk.set()
    settle()

    assert shown == "Thiếu người"
    case = desk.application.inspections.case_file(visit)
    found = next(one for one in case.findings if one.id == first.id)
    assert (found.cause, found.evidence) == ("Thiếu người", "Sổ trang 4")


FORMS = {"Hạt giống", "Mã hồ sơ", "Lý do", "Chú thích chung"}
"""Fields of a form that a button sends off: nothing of it is part of the visit before."""

IN_HAND = {"Chú thích", "Chụp lúc", "Ghi nhận"}
"""Fields of a photo and of an earlier recommendation: the visit of these tests has none."""


@pytest.mark.parametrize("name", list(VisitTab))
def test_every_text_field_of_a_tab_knows_its_record(
    name: VisitTab, page: VisitPage, desk: Desk, settle: Settle
) -> None:
    application, visit = desk.application, page.case.inspection_id
    application.attendance.add_absence(visit, AbsenceFacts(name="Lê Văn Tám"))
    application.attendance.add_roll_call(visit, RollCallFacts(at=desk.clock.now()))
    found = application.inspections.get(visit)
    joint = (JointDelegation(name="Đoàn Sở Tư pháp"),)
    application.inspections.save(replace(found, delegations=joint))
    page.case.reload()
    tab = tab_of(page, name, CaseTab, settle)

    fields: list[Field] = [*tab.findChildren(AutoLine), *tab.findChildren(AutoText)]
    lost = {one.accessibleName() for one in fields if one.typing.place is None}

    assert lost <= FORMS | IN_HAND


def test_a_draft_on_its_way_stays_with_its_visit_when_another_is_opened(
    desk: Desk, qtbot: QtBot, settle: Settle
) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    keeper = DraftKeeper(desk, around)
    field = AutoText("Nhận xét", "", 2)
    field.setParent(around)
    stand("answer-1", comment=field)
    keeper.open_visit("visit-1")
    keeper.keep(field.typing, "Thiếu", 5)
    keeper.keep(field.typing, "Thiếu lĩnh vực", 14)

    keeper.open_visit("visit-2")
    settle()

    (draft,) = desk.application.drafts.all()
    assert (draft.text, draft.inspection_id) == ("Thiếu lĩnh vực", "visit-1")
