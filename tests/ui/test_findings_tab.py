"""The findings of a visit: put in order, merged, split, linked, with the keyboard and the mouse."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QItemSelectionModel, QMimeData, QModelIndex, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from app.bootstrap import Application
from app.domain.case_file import CaseFile
from app.domain.dossier import Dossier, dossier_id
from app.domain.finding import Finding, FindingFacts, FindingKind
from app.domain.photo import Photo, PhotoTarget
from app.ids import InspectionId
from app.services.dossiers import DossierChange
from tests import given
from tests.ui.given import CHOICE, press, type_text
from tests.ui.visit_pages import opened, tab_of
from ui.desk import Desk
from ui.navigation import VisitTab
from ui.visit.dossiers_tab import DossiersTab
from ui.visit.finding_list import MIME
from ui.visit.findings_tab import FindingsTab
from ui.visit.page import VisitPage
from ui.visit.photos_tab import PhotosTab
from ui.visit.recommendation_card import MIME as CARD

Settle = Callable[[], None]
_ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def three(application: Application, visit_id: InspectionId) -> list[Finding]:
    """Three shortcomings of one area; the first stood there already."""
    for text in ("Hai.", "Ba."):
        _add(application, visit_id, text)
    return list(application.inspections.case_file(visit_id).findings)


@pytest.fixture
def page(
    desk: Desk, visit_id: InspectionId, three: list[Finding], qtbot: QtBot, settle: Settle
) -> VisitPage:
    assert three
    return opened(desk, visit_id, qtbot, settle)


@pytest.fixture
def tab(page: VisitPage, settle: Settle) -> FindingsTab:
    return tab_of(page, VisitTab.FINDINGS, FindingsTab, settle)


def _add(
    application: Application,
    visit_id: InspectionId,
    text: str,
    kind: FindingKind = FindingKind.SHORTCOMING,
    area: str = "CCHC.1",
) -> Finding:
    facts = FindingFacts(kind=kind, area_code=area, text=text)
    return application.findings.add(visit_id, facts)


def _stored(application: Application, visit_id: InspectionId) -> CaseFile:
    return application.inspections.case_file(visit_id)


def _texts(application: Application, visit_id: InspectionId) -> list[str]:
    return [one.text for one in _stored(application, visit_id).findings]


def _shown(tab: FindingsTab) -> list[str]:
    return [row.finding.text for row in tab.model.rows]


def _wait_for(qtbot: QtBot, settle: Settle, holds: Callable[[], bool]) -> None:
    settle()
    qtbot.waitUntil(holds)
    settle()


def _choose(tab: FindingsTab, *findings: Finding) -> None:
    tab.table.choose_several([one.id for one in findings])


def test_the_list_is_a_sound_model(tab: FindingsTab) -> None:
    QAbstractItemModelTester(tab.model)

    assert len(tab.model.rows) == 3


def test_a_finding_that_a_key_leads_to_is_the_only_one_chosen(
    tab: FindingsTab, three: list[Finding], settle: Settle
) -> None:
    """Ctrl is still held down when Ctrl+Z leads to it; Delete would remove what is chosen."""
    _choose(tab, three[0])
    window = tab.window().windowHandle()
    QTest.keyPress(window, Qt.Key.Key_Control, Qt.KeyboardModifier.ControlModifier)

    tab.open_key(three[2].id)
    settle()

    QTest.keyRelease(window, Qt.Key.Key_Control)
    assert tab.table.chosen_ids == [three[2].id]
    assert tab.editor.finding_id == three[2].id


def test_a_finding_dragged_to_the_top_stays_there_and_prints_there(
    tab: FindingsTab,
    application: Application,
    visit_id: InspectionId,
    three: list[Finding],
    qtbot: QtBot,
    settle: Settle,
) -> None:
    view = tab.table.model()
    data = view.mimeData([view.index(2, 0), view.index(2, 1)])

    taken = view.dropMimeData(data, Qt.DropAction.MoveAction, 0, 0, QModelIndex())

    first, second, third = (one.text for one in three)
    _wait_for(qtbot, settle, lambda: _shown(tab) == [third, first, second])
    assert taken
    assert _texts(application, visit_id) == [third, first, second]
    assert tab.editor.finding_id == three[2].id


def test_what_is_dragged_from_another_visit_is_not_taken(tab: FindingsTab) -> None:
    data = QMimeData()
    data.setData(MIME, b"somebody-elses")

    view = tab.table.model()

    assert not view.canDropMimeData(data, Qt.DropAction.MoveAction, 0, 0, QModelIndex())
    assert not view.dropMimeData(data, Qt.DropAction.MoveAction, 0, 0, QModelIndex())


def test_alt_and_an_arrow_move_the_findings_chosen(
    tab: FindingsTab,
    application: Application,
    visit_id: InspectionId,
    three: list[Finding],
    qtbot: QtBot,
    settle: Settle,
) -> None:
    first, second, third = (one.text for one in three)
    _choose(tab, three[0], three[1])

    press(tab.table, Qt.Key.Key_Down, modifiers=_ALT)
    _wait_for(qtbot, settle, lambda: _shown(tab) == [third, first, second])
    _choose(tab, three[1])
    press(tab.table, Qt.Key.Key_Up, modifiers=_ALT)
    _wait_for(qtbot, settle, lambda: _shown(tab) == [third, second, first])

    assert _texts(application, visit_id) == [third, second, first]


def test_where_minutes_print_elsewhere_a_line_says_so(
    tab: FindingsTab,
    application: Application,
    visit_id: InspectionId,
    qtbot: QtBot,
    settle: Settle,
) -> None:
    strength = _add(application, visit_id, "Khá.", FindingKind.STRENGTH)
    _wait_for(qtbot, settle, lambda: len(tab.model.rows) == 4)
    assert _shown(tab)[0] == "Khá."
    _choose(tab, strength)

    tab.model.shift([strength.id], 1)

    assert not tab.acts.told.isHidden()
    assert _shown(tab)[0] == "Khá."


def test_chosen_findings_are_merged_with_one_button(
    tab: FindingsTab,
    application: Application,
    visit_id: InspectionId,
    three: list[Finding],
    qtbot: QtBot,
    settle: Settle,
) -> None:
    _choose(tab, three[0], three[2])

    qtbot.mouseClick(tab.acts.join, Qt.MouseButton.LeftButton)
    _wait_for(qtbot, settle, lambda: len(tab.model.rows) == 2)

    whole = f"{three[0].text}\n{three[2].text}"
    assert _texts(application, visit_id) == [whole, three[1].text]
    assert tab.editor.text.toPlainText() == whole


def test_findings_of_two_kinds_offer_no_merge_but_say_why(
    tab: FindingsTab,
    application: Application,
    visit_id: InspectionId,
    three: list[Finding],
    qtbot: QtBot,
    settle: Settle,
) -> None:
    strength = _add(application, visit_id, "Khá.", FindingKind.STRENGTH)
    _wait_for(qtbot, settle, lambda: len(tab.model.rows) == 4)

    _choose(tab, strength, three[0])

    assert tab.acts.join.isHidden()
    assert not tab.acts.told.isHidden()


def test_a_finding_is_split_at_the_cursor_and_what_was_typed_last_is_in_it(
    tab: FindingsTab,
    application: Application,
    visit_id: InspectionId,
    three: list[Finding],
    qtbot: QtBot,
    settle: Settle,
) -> None:
    tab.open_finding(three[1].id)
    field = tab.editor.text
    field.setFocus()
    field.moveCursor(field.textCursor().MoveOperation.End)
    type_text(field, " Thêm ý.")
    caret = field.textCursor()
    caret.setPosition(len("Hai."))
    field.setTextCursor(caret)

    qtbot.mouseClick(tab.editor.part_here, Qt.MouseButton.LeftButton)
    _wait_for(qtbot, settle, lambda: len(tab.model.rows) == 4)

    assert _texts(application, visit_id)[1:3] == ["Hai.", "Thêm ý."]
    assert tab.editor.finding_id == three[1].id
    assert field.toPlainText() == "Hai."


def test_paragraphs_become_findings_of_their_own(
    tab: FindingsTab,
    application: Application,
    visit_id: InspectionId,
    three: list[Finding],
    qtbot: QtBot,
    settle: Settle,
) -> None:
    application.findings.save(replace(three[0], text="a\n\nb\nc"))
    _wait_for(qtbot, settle, lambda: _shown(tab)[0] == "a\n\nb\nc")
    tab.open_finding(three[0].id)

    tab.editor.part_lines.click()
    _wait_for(qtbot, settle, lambda: len(tab.model.rows) == 5)

    assert _texts(application, visit_id) == ["a", "b", "c", "Hai.", "Ba."]


def test_recommendations_are_moved_at_their_handle(
    tab: FindingsTab,
    application: Application,
    visit_id: InspectionId,
    three: list[Finding],
    qtbot: QtBot,
    settle: Settle,
) -> None:
    (first,) = _stored(application, visit_id).recommendations
    second = application.recommendations.add(
        visit_id, replace(first, text="Việc thứ hai."), three[0].id
    )
    tab.open_finding(three[0].id)
    cards = tab.editor.recommendations.cards
    _wait_for(qtbot, settle, lambda: second.id in cards)

    press(cards[second.id].handle, Qt.Key.Key_Up)
    _wait_for(qtbot, settle, lambda: tab.editor.recommendations.order[0] == second.id)

    stored = [one.id for one in _stored(application, visit_id).recommendations]
    assert stored == [second.id, first.id]


def test_a_recommendation_dropped_above_another_stands_above_it(
    tab: FindingsTab,
    application: Application,
    visit_id: InspectionId,
    three: list[Finding],
    qtbot: QtBot,
    settle: Settle,
) -> None:
    (first,) = _stored(application, visit_id).recommendations
    second = application.recommendations.add(
        visit_id, replace(first, text="Việc thứ hai."), three[0].id
    )
    tab.open_finding(three[0].id)
    found = tab.editor.recommendations
    _wait_for(qtbot, settle, lambda: second.id in found.cards)
    data = QMimeData()
    data.setData(CARD, second.id.encode())

    found.dropEvent(
        QDropEvent(
            QPointF(10, 1),
            Qt.DropAction.MoveAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    _wait_for(qtbot, settle, lambda: found.order[0] == second.id)

    stored = [one.id for one in _stored(application, visit_id).recommendations]
    assert stored == [second.id, first.id]


def test_from_dossiers_a_finding_begins_with_them_as_evidence(
    page: VisitPage,
    application: Application,
    visit_id: InspectionId,
    qtbot: QtBot,
    settle: Settle,
) -> None:
    codes = ("H15-0001", "H15-0002", "H15-0003")
    changes = [DossierChange(before=None, after=_dossier(visit_id, code)) for code in codes]
    application.dossiers.save(visit_id, changes)
    settle()
    sample = tab_of(page, VisitTab.DOSSIERS, DossiersTab, settle)
    for row in (0, 1):
        sample.grid.selectionModel().select(
            sample.model.index(row, 1), QItemSelectionModel.SelectionFlag.Select
        )

    qtbot.keyClick(sample.grid, Qt.Key.Key_F6)
    qtbot.waitUntil(lambda: VisitTab.FINDINGS in page.built)
    settle()
    tab = page.built[VisitTab.FINDINGS]
    assert isinstance(tab, FindingsTab)
    shown = tab.editor.evidence.toPlainText()
    type_text(tab.editor.text, "Hai hồ sơ quá hạn.")
    tab.editor.text.settle()
    settle()

    new = _stored(application, visit_id).findings[-1]
    wanted = [one.id for one in _stored(application, visit_id).dossiers[:2]]
    assert list(new.dossier_ids) == wanted
    assert codes[0] in shown
    assert codes[2] not in shown


def _dossier(visit_id: InspectionId, code: str) -> Dossier:
    return given.dossier(code, id=dossier_id(visit_id, code), inspection_id=visit_id)


def test_from_a_photo_a_finding_begins_that_the_photo_shows(
    page: VisitPage,
    application: Application,
    visit_id: InspectionId,
    tmp_path: Path,
    qtbot: QtBot,
    settle: Settle,
) -> None:
    Image.new("RGB", (64, 48), "teal").save(tmp_path / "a.png")
    (photo,) = application.photos.add(visit_id, [tmp_path / "a.png"], criterion_code=CHOICE)
    assert isinstance(photo, Photo)
    photos = tab_of(page, VisitTab.PHOTOS, PhotosTab, settle)
    qtbot.waitUntil(lambda: photos.grid.chosen is not None)

    qtbot.keyClick(photos.grid, Qt.Key.Key_F6)
    settle()
    tab = page.built[VisitTab.FINDINGS]
    assert isinstance(tab, FindingsTab)
    type_text(tab.editor.text, "Bảng niêm yết cũ.")
    tab.editor.text.settle()
    settle()

    case = _stored(application, visit_id)
    new = next(one for one in case.findings if one.text == "Bảng niêm yết cũ.")
    assert new.criterion_code == CHOICE
    assert case.photos_of(PhotoTarget.FINDING, new.id) == case.photos
