"""A returned criterion in the open card: said, replied to, accepted; in list and outline too."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.bootstrap import Application, create_store, open_application
from app.domain.criterion_return import CriterionReturn, criterion_return_id
from app.ids import InspectionId
from tests.fakes import CountedIds, FrozenClock
from tests.ui.given import CHOICE, ScriptedPrompts, given_visit
from tests.ui.visit_pages import Settle, opened, tab_of
from ui.desk import Desk
from ui.navigation import Place, VisitTab
from ui.visit.checklist_tab import ChecklistTab
from ui.visit.criterion_model import EntryRole
from ui.visit.handover_tab import HandoverTab
from ui.visit.page import VisitPage

Read = Callable[[VisitPage], None]


@pytest.fixture
def office(desk: Desk, tmp_path: Path, clock: FrozenClock) -> Iterator[tuple[Desk, InspectionId]]:
    """The desk of headquarters, with a visit."""
    ids = CountedIds()
    ids.count = 5_000_000
    create_store(tmp_path / "hq", "hq", "so-noi-vu", clock=clock, ids=ids)
    with open_application(
        tmp_path / "hq", clock=clock, ids=ids, listener=desk.changes.publish
    ) as hq:
        visit = given_visit(hq)
        yield replace(desk, application=hq), visit.id


@pytest.fixture
def page(office: tuple[Desk, InspectionId], qtbot: QtBot, settle: Settle) -> Iterator[VisitPage]:
    made = opened(*office, qtbot, settle)
    yield made
    made.hide()


def checklist(page: VisitPage, settle: Settle) -> ChecklistTab:
    tab = tab_of(page, VisitTab.CHECKLIST, ChecklistTab, settle)
    tab.open_key(CHOICE)
    settle()
    return tab


def words(part: QWidget) -> list[str]:
    return [one.text() for one in part.findChildren(QLabel) if one.isVisibleTo(part)]


def acts(part: QWidget) -> list[QPushButton]:
    return [one for one in part.findChildren(QPushButton) if one.isVisibleTo(part)]


@pytest.fixture
def read(qtbot: QtBot, settle: Settle) -> Read:
    """Wait until a visit was read anew after something was saved."""

    def wait(page: VisitPage) -> None:
        settle()
        qtbot.waitUntil(lambda: not page.case.is_stale)
        settle()

    return wait


def press(part: QWidget, text: str) -> None:
    next(one for one in acts(part) if one.text() == text).click()


def verdict(tab: ChecklistTab) -> tuple[str, str]:
    model = tab.list.criteria
    return model.verdict_of(model.index(model.row_of(CHOICE)).data(EntryRole.ENTRY))


def returned(application: Application, visit: InspectionId, **facts: str) -> CriterionReturn:
    """Return a matter as a package of headquarters brings it."""
    with application._store.reading() as view:  # noqa: SLF001 - what a package would bring
        case = application.inspections.case_in(view, visit)
    identity = next(
        row.identity
        for checklist in case.checklists
        for row in checklist.leaves()
        if row.code == CHOICE
    )
    made = CriterionReturn(
        id=criterion_return_id(visit, identity),
        inspection_id=visit,
        criterion_code=CHOICE,
        **{"reason": "Thiếu minh chứng.", **facts},
    )
    with application._store.writing() as work:  # noqa: SLF001 - what a package would bring
        work.save(made)
        work.commit()
    return made


def test_headquarters_returns_a_criterion_in_its_card_and_accepts_it(
    page: VisitPage, prompts: ScriptedPrompts, settle: Settle, read: Read
) -> None:
    tab = checklist(page, settle)
    bar = tab.list.editor.returned
    before = verdict(tab)
    prompts.answers = ["Thiếu minh chứng."]

    press(bar, "Trả lại cho đoàn…")
    read(page)
    said, shown = words(bar), verdict(tab)
    marks = tab.case.marks.group(tab.case.scores[0].checklist.root.code)
    press(bar, "Chấp nhận")
    read(page)

    assert said == ["Cơ quan chủ trì trả lại: Thiếu minh chứng."]
    assert shown == ("Trả lại", "bad")
    assert marks.errors == 1
    assert (words(bar), verdict(tab)) == ([], before)
    assert [one.text() for one in acts(bar)] == ["Trả lại cho đoàn…"]


def test_a_reason_that_is_not_given_returns_nothing(
    page: VisitPage, prompts: ScriptedPrompts, settle: Settle, read: Read
) -> None:
    bar = checklist(page, settle).list.editor.returned
    prompts.answers = ["  "]

    press(bar, "Trả lại cho đoàn…")
    read(page)

    assert words(bar) == []


def test_the_team_reads_why_and_replies(
    desk: Desk,
    visit_id: InspectionId,
    prompts: ScriptedPrompts,
    qtbot: QtBot,
    settle: Settle,
    read: Read,
) -> None:
    mine = opened(desk, visit_id, qtbot, settle)
    tab = checklist(mine, settle)
    bar = tab.list.editor.returned
    nothing = bar.isHidden()
    returned(desk.application, visit_id)
    read(mine)
    asked = [one.text() for one in acts(bar)]
    prompts.answers = ["Đã bổ sung ảnh."]

    press(bar, "Trả lời…")
    read(mine)

    found = desk.application.returns.of(visit_id)[CHOICE]
    said = words(bar)
    mine.hide()
    assert nothing
    assert asked == ["Trả lời…"]
    assert (found.reply, found.is_answered) == ("Đã bổ sung ảnh.", True)
    assert said[1] == "Đoàn trả lời: Đã bổ sung ảnh."
    assert verdict(tab) == ("Đã trả lời", "partial")


def test_the_handover_lists_what_is_returned_and_leads_to_its_card(
    desk: Desk, application: Application, visit_id: InspectionId, qtbot: QtBot, settle: Settle
) -> None:
    mine = opened(desk, visit_id, qtbot, settle)
    tab = tab_of(mine, VisitTab.HANDOVER, HandoverTab, settle)
    nothing = tab.verdict.isHidden()
    returned(application, visit_id)
    settle()
    tab.show_case()
    settle()
    places: list[Place] = []
    desk.navigator.asked.connect(places.append)
    lead = next(one for one in tab.verdict.findChildren(QLabel) if CHOICE in one.accessibleName())

    lead.linkActivated.emit("#")

    step = list(tab.steps.steps.values())[-1].text()
    said = words(tab.verdict)
    mine.hide()
    assert nothing
    assert "Thiếu minh chứng." in said
    assert step == "Trả lại: đã trả lời 0/1"
    assert (places[-1].tab, places[-1].key) == (VisitTab.CHECKLIST, CHOICE)
    assert acts(tab.verdict) == []


def test_headquarters_approves_with_a_word_and_takes_it_back(
    page: VisitPage, prompts: ScriptedPrompts, settle: Settle, read: Read
) -> None:
    tab = tab_of(page, VisitTab.HANDOVER, HandoverTab, settle)
    prompts.answers = ["Hồ sơ đầy đủ."]

    press(tab.verdict, "Duyệt cuộc kiểm tra…")
    read(page)
    said = words(tab.verdict)
    step = list(tab.steps.steps.values())[-1].text()
    press(tab.verdict, "Bỏ duyệt")
    read(page)

    assert "Đã duyệt ngày 20/11/2026. Hồ sơ đầy đủ." in said
    assert step == "✓ Đã duyệt ngày 20/11/2026"
    assert [one.text() for one in acts(tab.verdict)] == ["Duyệt cuộc kiểm tra…"]


def test_a_visit_with_returned_criteria_is_not_approved(
    page: VisitPage, office: tuple[Desk, InspectionId], settle: Settle
) -> None:
    office[0].application.returns.give_back(office[1], CHOICE, "Thiếu.")
    tab = tab_of(page, VisitTab.HANDOVER, HandoverTab, settle)
    tab.show_case()
    settle()

    assert not tab.verdict.approve_button.isEnabled()
    assert "Còn 1 tiêu chí đang trả lại" in tab.verdict.approve_button.toolTip()
