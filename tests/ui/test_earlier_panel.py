"""Earlier recommendations in the window: verified with a digit, a note and photos."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from app.bootstrap import Application
from app.domain.finding import FindingFacts, FindingKind
from app.domain.inspection import InspectionFacts
from app.domain.photo import Photo, PhotoTarget
from app.domain.recommendation import Recommendation, RecommendationFacts
from app.domain.remediation_check import RemediationOutcome
from app.ids import InspectionId
from tests.ui.given import CHECKLIST, PERCENT, ScriptedPrompts, given_plan, type_text
from tests.ui.visit_pages import opened, tab_of
from ui.desk import Desk
from ui.navigation import VisitTab
from ui.visit.earlier_panel import EarlierPanel
from ui.visit.findings_tab import FindingsTab
from ui.visit.overview_tab import OverviewTab
from ui.visit.page import VisitPage

Settle = Callable[[], None]


@pytest.fixture
def asked(application: Application, visit_id: InspectionId, tmp_path: Path) -> list[Recommendation]:
    """Two recommendations of last year's visit to the same unit, one with a photo."""
    unit = application.inspections.get(visit_id).unit_code
    before = application.inspections.start(
        unit,
        replace(given_plan(), year=2025, decision_number="77/QĐ-SNV"),
        InspectionFacts(
            period_from=date(2024, 11, 1),
            period_to=date(2025, 10, 1),
            started_at=datetime(2025, 10, 14, 1, 30, tzinfo=UTC),
        ),
        (CHECKLIST,),
    )
    found = application.findings.add(
        before.id,
        FindingFacts(
            kind=FindingKind.SHORTCOMING,
            area_code="CCHC.1",
            criterion_code=PERCENT,
            text="Nhiệm vụ chậm.",
        ),
    )
    Image.new("RGB", (64, 48), "brown").save(tmp_path / "before.png")
    (photo,) = application.photos.add(before.id, [tmp_path / "before.png"])
    assert isinstance(photo, Photo)
    application.photos.link(photo, PhotoTarget.FINDING, found.id)
    return [
        application.recommendations.add(
            before.id, RecommendationFacts(text=text, due_on=due_on), found.id
        )
        for text, due_on in (("Sửa bảng.", date(2026, 1, 15)), ("Bố trí người.", None))
    ]


@pytest.fixture
def page(
    desk: Desk, visit_id: InspectionId, asked: list[Recommendation], qtbot: QtBot, settle: Settle
) -> VisitPage:
    page = opened(desk, visit_id, qtbot, settle)
    qtbot.waitUntil(lambda: len(page.case.past.earlier) == len(asked))
    settle()
    return page


@pytest.fixture
def tab(page: VisitPage, settle: Settle) -> FindingsTab:
    return tab_of(page, VisitTab.FINDINGS, FindingsTab, settle)


@pytest.fixture
def panel(tab: FindingsTab) -> EarlierPanel:
    tab.earlier_button.click()
    return tab.earlier


def _checks(application: Application, visit_id: InspectionId) -> dict[str, tuple[object, str]]:
    checks = application.inspections.case_file(visit_id).remediation_checks
    return {one.text: (one.outcome, one.note) for one in checks}


def test_the_longest_overdue_stands_first_in_a_sound_model(
    panel: EarlierPanel, asked: list[Recommendation]
) -> None:
    QAbstractItemModelTester(panel.model)

    assert [one.recommendation.id for one in panel.table.filter.shown] == [one.id for one in asked]
    assert panel.detail.row is not None
    assert panel.detail.row.recommendation.id == asked[0].id
    assert [one.file_name for one in panel.detail.before.photos] == ["before.png"]


def test_a_line_at_the_top_of_the_visit_leads_to_them(
    page: VisitPage, settle: Settle, qtbot: QtBot
) -> None:
    overview = tab_of(page, VisitTab.OVERVIEW, OverviewTab, settle)
    assert overview.earlier.words.text().startswith("2 ")

    qtbot.mouseClick(overview.earlier.go, Qt.MouseButton.LeftButton)
    settle()

    tab = page.built[VisitTab.FINDINGS]
    assert isinstance(tab, FindingsTab)
    assert tab.earlier.isVisible()
    assert "(2)" in tab.earlier_button.text()


def test_a_digit_says_what_became_of_one_and_said_again_takes_it_back(
    panel: EarlierPanel,
    application: Application,
    visit_id: InspectionId,
    qtbot: QtBot,
    settle: Settle,
) -> None:
    qtbot.keyClick(panel.table, Qt.Key.Key_2)
    settle()
    said = _checks(application, visit_id)
    qtbot.keyClick(panel.table, Qt.Key.Key_2)
    settle()

    assert said == {"Sửa bảng.": (RemediationOutcome.PARTLY, "")}
    assert _checks(application, visit_id) == {}


def test_the_count_goes_down_as_they_are_verified(
    panel: EarlierPanel, tab: FindingsTab, qtbot: QtBot, settle: Settle
) -> None:
    qtbot.keyClick(panel.table, Qt.Key.Key_1)
    settle()
    qtbot.waitUntil(lambda: "(1)" in tab.earlier_button.text())

    assert panel.detail.outcomes[RemediationOutcome.DONE].isChecked()


def test_a_note_typed_while_the_list_is_read_anew_is_not_interrupted(
    panel: EarlierPanel,
    application: Application,
    visit_id: InspectionId,
    qtbot: QtBot,
    settle: Settle,
) -> None:
    note = panel.detail.note
    qtbot.mouseClick(panel.detail.outcomes[RemediationOutcome.NOT_DONE], Qt.MouseButton.LeftButton)
    note.setFocus()
    type_text(note, "Bảng vẫn ")
    settle()
    qtbot.waitUntil(lambda: panel.case.past.waiting == 1)
    type_text(note, "như cũ.")
    kept_focus = note.hasFocus()

    panel.table.setFocus()
    settle()

    assert kept_focus
    assert _checks(application, visit_id) == {
        "Sửa bảng.": (RemediationOutcome.NOT_DONE, "Bảng vẫn như cũ.")
    }


def test_a_note_belongs_to_the_one_it_was_typed_for(
    panel: EarlierPanel,
    application: Application,
    visit_id: InspectionId,
    qtbot: QtBot,
    settle: Settle,
) -> None:
    panel.detail.note.setFocus()
    type_text(panel.detail.note, "Đã thay bảng.")

    panel.table.setFocus()
    qtbot.keyClick(panel.table, Qt.Key.Key_Down)
    settle()

    assert panel.detail.row is not None
    assert panel.detail.row.recommendation.text == "Bố trí người."
    assert panel.detail.note.toPlainText() == ""
    assert _checks(application, visit_id) == {"Sửa bảng.": (None, "Đã thay bảng.")}


def test_photos_of_now_are_added_from_files_beside_those_of_before(
    panel: EarlierPanel,
    asked: list[Recommendation],
    prompts: ScriptedPrompts,
    tmp_path: Path,
    qtbot: QtBot,
    settle: Settle,
) -> None:
    Image.new("RGB", (64, 48), "green").save(tmp_path / "now.png")
    prompts.answers.append([tmp_path / "now.png"])

    panel.detail.after.link_button.click()
    chooser = panel.detail.after.chooser
    assert chooser is not None
    chooser.add.click()
    settle()
    qtbot.waitUntil(lambda: len(panel.detail.after.photos) == 1)

    inspections = panel.case.desk.application.inspections
    case = inspections.case_file(panel.case.inspection_id)
    assert case.photos_of(PhotoTarget.RECOMMENDATION, asked[0].id) == case.photos


def test_what_recurs_is_named_in_the_list_and_at_the_finding(
    tab: FindingsTab, qtbot: QtBot, settle: Settle
) -> None:
    settle()
    qtbot.waitUntil(lambda: tab.model.rows[0].recurs == 1)

    assert tab.editor.recurs.text() == "tái diễn lần 1"
    assert not tab.editor.recurs.isHidden()


def test_a_note_being_typed_is_settled_with_the_visit(
    page: VisitPage,
    panel: EarlierPanel,
    application: Application,
    visit_id: InspectionId,
    qtbot: QtBot,
    settle: Settle,
) -> None:
    qtbot.keyClick(panel.table, Qt.Key.Key_2)
    settle()
    panel.detail.note.setFocus()
    qtbot.keyClicks(panel.detail.note, "Bang moi da treo.")

    page.settle()
    settle()

    assert _checks(application, visit_id) == {
        "Sửa bảng.": (RemediationOutcome.PARTLY, "Bang moi da treo.")
    }
