"""A signed visit on the screen: read, copied, printed, but not changed; and the one way on."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox
from pytestqt.qtbot import QtBot

from app.bootstrap import Application
from app.domain.inspection import InspectionState
from app.ids import InspectionId
from tests.complete import complete_visit
from tests.ui.given import CHOICE, ScriptedPrompts, Settle
from tests.ui.visit_pages import opened, tab_of
from ui.desk import Desk
from ui.navigation import VisitTab
from ui.visit.checklist_tab import ChecklistTab
from ui.visit.findings_tab import FindingsTab
from ui.visit.minutes_tab import MinutesTab
from ui.visit.overview_tab import OverviewTab
from ui.visit.page import VisitPage
from ui.widgets.fields import AutoLine, AutoText

EDITED = (VisitTab.OVERVIEW, VisitTab.CHECKLIST, VisitTab.FINDINGS, VisitTab.PHOTOS)


@pytest.fixture
def page(
    application: Application, desk: Desk, visit_id: InspectionId, qtbot: QtBot, settle: Settle
) -> VisitPage:
    """The visit on the screen, signed."""
    complete_visit(application, visit_id)
    visit = application.inspections.get(visit_id)
    application.inspections.save(replace(visit, state=InspectionState.SIGNED))
    settle()
    return opened(desk, visit_id, qtbot, settle)


def test_it_says_so_and_every_field_can_only_be_read(page: VisitPage, settle: Settle) -> None:
    assert "Đã ký – chỉ xem" in page.signed.text.text()
    assert page.signed.isVisible()

    for name in EDITED:
        page.desk.navigator.open_visit(page.case.inspection_id, name)
        settle()
        tab = page.built[name]
        assert all(one.isReadOnly() for one in tab.findChildren(AutoLine))
        assert all(one.isReadOnly() for one in tab.findChildren(AutoText))
        assert not any(one.isEnabled() for one in tab.findChildren(QComboBox))
        assert not any(one.isEnabled() for one in tab.findChildren(QCheckBox))
        assert tab.findChildren(AutoText)


def test_an_answer_stays_what_it_was(page: VisitPage, settle: Settle, qtbot: QtBot) -> None:
    tab = tab_of(page, VisitTab.CHECKLIST, ChecklistTab, settle)
    tab.open_key(CHOICE)
    before = page.case.answer(CHOICE)

    page.case.change_answer(CHOICE, comment="khác")
    qtbot.keyClick(tab.list, Qt.Key.Key_2)
    settle()

    assert page.case.answer(CHOICE) == before
    assert page.case.is_saved(CHOICE)
    assert not tab.list.editor.left_out.isEnabled()
    assert tab.list.editor.why.isEnabled()


def test_no_finding_is_begun_and_no_recommendation_added(page: VisitPage, settle: Settle) -> None:
    tab = tab_of(page, VisitTab.FINDINGS, FindingsTab, settle)

    tab.begin_finding(CHOICE)

    assert not tab.editor.is_new
    assert not tab.add_button.isEnabled()
    assert not tab.editor.recommendations.new_text.isVisible()
    (card,) = tab.editor.recommendations.cards.values()
    assert card.owner.isReadOnly()
    assert not card.remove.isEnabled()


def test_a_text_that_was_being_typed_waits_until_it_is_reopened(
    application: Application, page: VisitPage, settle: Settle
) -> None:
    answer = page.case.answer(CHOICE)
    application.drafts.keep(answer.id, "comment", "chưa gõ xong", 5)

    page.drafts.look()
    settle()

    assert not page.drafts.isVisible()
    assert [one.text for one in application.drafts.all()] == ["chưa gõ xong"]


def test_its_papers_are_still_printed(page: VisitPage, settle: Settle) -> None:
    tab = tab_of(page, VisitTab.MINUTES, MinutesTab, settle)

    assert tab.says.opinion.isReadOnly()
    assert not tab.says.agreement.isEnabled()
    assert tab.write_button.isEnabled()


def test_supplementary_minutes_reopen_it_with_a_reason(
    page: VisitPage,
    application: Application,
    prompts: ScriptedPrompts,
    settle: Settle,
    qtbot: QtBot,
) -> None:
    tab = tab_of(page, VisitTab.OVERVIEW, OverviewTab, settle)
    prompts.answers.append("Bổ sung hồ sơ còn thiếu")

    page.signed.reopen_button.click()

    qtbot.waitUntil(lambda: not page.case.is_sealed, timeout=20_000)
    settle()
    visit = application.inspections.get(page.case.inspection_id)
    assert (visit.state, visit.reopened_reason) == (
        InspectionState.OPEN,
        "Bổ sung hồ sơ còn thiếu",
    )
    assert not page.signed.isVisible()
    assert not tab.place.isReadOnly()
    assert tab.team.new_name.isVisible()


def test_without_a_reason_it_stays_signed(
    page: VisitPage, application: Application, prompts: ScriptedPrompts, settle: Settle
) -> None:
    prompts.answers.append("")

    page.signed.reopen_button.click()
    settle()

    assert application.inspections.get(page.case.inspection_id).state is InspectionState.SIGNED
