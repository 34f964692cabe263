"""“Còn thiếu” on the tab of the minutes: every line leads to what it is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.bootstrap import Application
from app.domain.gap import Gap, OpenDifference
from app.domain.inspection import Side
from app.domain.photo import Photo
from app.ids import InspectionId
from tests.complete import complete_visit
from tests.ui.given import CHOICE, PERCENT, Settle
from tests.ui.visit_pages import opened, tab_of
from ui.desk import Desk
from ui.navigation import VisitTab
from ui.visit.checklist_tab import ChecklistTab
from ui.visit.findings_tab import FindingsTab
from ui.visit.gap_list import GapList
from ui.visit.minutes_tab import MinutesTab
from ui.visit.overview_tab import OverviewTab
from ui.visit.page import VisitPage
from ui.visit.photos_tab import PhotosTab


@pytest.fixture
def page(desk: Desk, visit_id: InspectionId, qtbot: QtBot, settle: Settle) -> VisitPage:
    """The visit on the screen."""
    return opened(desk, visit_id, qtbot, settle)


def _gaps(page: VisitPage, settle: Settle) -> GapList:
    return tab_of(page, VisitTab.MINUTES, MinutesTab, settle).gaps


def _follow(page: VisitPage, settle: Settle, words: str) -> Gap:
    """Click the link of the gap whose text holds these words."""
    gaps = _gaps(page, settle)
    gap = next(one for one in gaps.gaps if words in one.text)
    for label in gaps.findChildren(QLabel):
        if label.accessibleName() and gap.text in label.accessibleName():
            group = [one for one in gaps.gaps if one.group and one.group == gap.group]
            label.linkActivated.emit(str(group.index(gap)) if gap in group else "#")
            settle()
            return gap
    raise AssertionError(words)


def test_what_is_missing_is_counted_and_every_criterion_is_a_link(
    page: VisitPage, settle: Settle, qtbot: QtBot
) -> None:
    gaps = _gaps(page, settle)
    blocking = [one for one in gaps.gaps if one.blocks]
    criteria = sum(one.key.startswith("CCHC.") for one in blocking)

    def links() -> list[int]:
        named = [one for one in gaps.findChildren(QLabel) if f">{CHOICE}</a>" in one.text()]
        return [one.text().count("<a href") for one in named if one.isVisibleTo(gaps)]

    qtbot.waitUntil(lambda: links() == [20], timeout=20_000)
    hidden = f"Xem thêm {criteria - 20}"
    more = next(one for one in gaps.findChildren(QLabel) if hidden in one.text())
    more.linkActivated.emit("#")

    qtbot.waitUntil(lambda: links() == [criteria], timeout=20_000)
    assert str(len(blocking)) in gaps.count.text()


def test_a_criterion_is_opened(page: VisitPage, settle: Settle) -> None:
    _follow(page, settle, f"{CHOICE} chưa chấm")

    tab = page.built[VisitTab.CHECKLIST]
    assert page.tab is VisitTab.CHECKLIST
    assert isinstance(tab, ChecklistTab)
    assert tab.list.editor.code == CHOICE


def test_a_finding_and_a_recommendation_are_taken_in_hand(
    page: VisitPage, application: Application, visit_id: InspectionId, settle: Settle
) -> None:
    case = application.inspections.case_file(visit_id)
    (finding,), (wish,) = case.findings, case.recommendations
    application.recommendations.save(replace(wish, due_on=date(2026, 12, 13)))
    application.findings.add(visit_id, replace(finding, text="Phát hiện khác.", evidence="Sổ"))
    settle()

    _follow(page, settle, "chưa có minh chứng")
    tab = page.built[VisitTab.FINDINGS]
    assert isinstance(tab, FindingsTab)
    assert tab.editor.finding_id == finding.id

    tab.open_finding(case.findings[0].id)
    _follow(page, settle, "13/12/2026")
    assert tab.editor.finding_id == finding.id
    assert tab.editor.recommendations.cards[wish.id].owner.hasFocus()


def test_a_photo_is_chosen(
    page: VisitPage,
    application: Application,
    visit_id: InspectionId,
    settle: Settle,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    paths = []
    for number, colour in enumerate(("#aa8866", "#112233")):
        paths.append(tmp_path / f"{number}.jpg")
        Image.new("RGB", (64, 48), colour).save(paths[-1])
    first, second = application.photos.add(visit_id, paths)
    assert isinstance(first, Photo)
    assert isinstance(second, Photo)
    application.photos.save(replace(first, caption="Có chú thích"))
    settle()
    # The window has heard of them.
    qtbot.waitUntil(lambda: page.case.case is not None and len(page.case.case.photos) == 2)
    settle()

    _follow(page, settle, "chưa có chú thích")

    tab = page.built[VisitTab.PHOTOS]
    assert isinstance(tab, PhotosTab)
    assert tab.detail.photo is not None
    assert tab.detail.photo.id == second.id
    assert tab.detail.caption.hasFocus()


def test_a_field_of_the_visit_gets_the_keyboard(
    page: VisitPage, application: Application, visit_id: InspectionId, settle: Settle
) -> None:
    visit = application.inspections.get(visit_id)
    application.inspections.save(replace(visit, copies=4))
    settle()

    _follow(page, settle, "Số bản không khớp")

    tab = page.built[VisitTab.OVERVIEW]
    assert isinstance(tab, OverviewTab)
    assert tab.paper.isVisible()
    assert tab.paper.copies["copies"].hasFocus()


def test_a_nameless_participant_is_led_to(
    page: VisitPage, application: Application, visit_id: InspectionId, settle: Settle
) -> None:
    person = application.inspections.case_file(visit_id).people(Side.UNIT)[0]
    application.inspections.save_participant(replace(person, name=""))
    settle()

    _follow(page, settle, "chưa ghi họ tên")

    tab = page.built[VisitTab.OVERVIEW]
    assert isinstance(tab, OverviewTab)
    assert tab.unit.lines[person.id].name.hasFocus()


def test_the_opinion_of_the_unit_gets_the_keyboard(page: VisitPage, settle: Settle) -> None:
    _follow(page, settle, "ý kiến của đơn vị")

    tab = page.built[VisitTab.MINUTES]
    assert isinstance(tab, MinutesTab)
    assert tab.says.opinion.hasFocus()


def test_the_list_follows_what_is_closed(
    page: VisitPage,
    application: Application,
    visit_id: InspectionId,
    settle: Settle,
    qtbot: QtBot,
) -> None:
    gaps = _gaps(page, settle)

    complete_visit(application, visit_id)

    qtbot.waitUntil(lambda: not any(one.blocks for one in gaps.gaps), timeout=20_000)
    assert "Không còn thiếu gì" in gaps.count.text()
    settle()


def test_a_long_list_is_shown_when_asked(page: VisitPage, settle: Settle, qtbot: QtBot) -> None:
    gaps = _gaps(page, settle)

    def shown() -> int:
        lines = [one for one in gaps.findChildren(QLabel) if "Thiếu" in one.text()]
        return sum(one.isVisibleTo(gaps) for one in lines)

    gaps.show_gaps(
        [replace(gaps.gaps[0], text=f"Thiếu {number}", group="") for number in range(50)]
    )
    qtbot.waitUntil(lambda: shown() == 20, timeout=20_000)

    more = next(one for one in gaps.findChildren(QLabel) if "Xem thêm 30" in one.text())
    more.linkActivated.emit("#")

    qtbot.waitUntil(lambda: shown() == 50, timeout=20_000)


def test_the_value_shown_can_be_kept_where_laptops_differ(
    application: Application, visit_id: InspectionId
) -> None:
    answer = application.inspections.case_file(visit_id).answers[PERCENT]
    before = len(application.inspections.history(visit_id))

    application.missing.keep_shown(
        OpenDifference(kind="answer", entity_id=answer.id, field="comment", values=('"a"', '"b"'))
    )

    history = application.inspections.history(visit_id)
    assert len(history) == before + 1
    assert history[-1].field == "comment"
    assert application.inspections.case_file(visit_id).answers[PERCENT] == answer
