"""After a crash: the same field with the text and the caret, and nothing overwritten."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from app.bootstrap import Application
from app.domain.photo import Photo
from app.domain.photo_look import DrawnMark
from app.domain.photo_mark import MarkKind
from app.ids import InspectionId
from tests.ui.given import WORDS, Settle
from tests.ui.viewed_photos import two_photos
from tests.ui.visit_pages import opened
from ui.desk import Desk
from ui.navigation import PageName, Place, VisitTab
from ui.visit.checklist_tab import ChecklistTab
from ui.visit.findings_tab import FindingsTab
from ui.visit.new_text import NewText
from ui.visit.overview_tab import OverviewTab
from ui.visit.page import VisitPage
from ui.widgets.typed_text import new_record


def _reopened(desk: Desk, visit: InspectionId, qtbot: QtBot, settle: Settle) -> VisitPage:
    """Return the page of a visit as it opens after a crash."""
    page = VisitPage(desk)
    qtbot.addWidget(page)
    page.resize(1150, 720)
    page.show()
    desk.navigator.asked.connect(page.go_to)
    page.go_to(Place(page=PageName.VISIT, inspection_id=visit, continues=True))
    settle()
    return page


def test_the_comment_goes_on_with_its_text_and_its_caret(
    desk: Desk, visit_id: InspectionId, qtbot: QtBot, settle: Settle
) -> None:
    answer = desk.application.answers.blank(visit_id, WORDS)
    desk.application.drafts.keep(
        answer.id, "comment", "Kế hoạch 🙂 thiếu", 11, inspection_id=visit_id
    )

    page = _reopened(desk, visit_id, qtbot, settle)

    tab = page.built[VisitTab.CHECKLIST]
    assert isinstance(tab, ChecklistTab)
    comment = tab.list.editor.comment
    assert (tab.list.editor.code, page.tab) == (WORDS, VisitTab.CHECKLIST)
    assert comment.toPlainText() == "Kế hoạch 🙂 thiếu"
    assert comment.textCursor().position() == 11
    assert comment.hasFocus()
    assert f"tiêu chí {WORDS}" in page.drafts.text.text()
    page.settle()
    settle()
    assert page.drafts.isHidden()
    assert desk.application.drafts.all() == []
    assert desk.application.inspections.case_file(visit_id).answers[WORDS].comment == (
        "Kế hoạch 🙂 thiếu"
    )


def test_a_newer_text_in_the_store_is_shown_beside_the_lost_one(
    desk: Desk, visit_id: InspectionId, qtbot: QtBot, settle: Settle
) -> None:
    answer = desk.application.answers.blank(visit_id, WORDS)
    desk.application.drafts.keep(
        answer.id, "comment", "gõ dở", 5, inspection_id=visit_id, before="lúc đầu"
    )
    desk.application.answers.save(replace(answer, value="yes", comment="từ máy khác"))

    page = _reopened(desk, visit_id, qtbot, settle)
    asked, stored = page.drafts.text.text(), page.drafts.stored.text()
    page.drafts.drop_button.click()
    settle()

    assert "gõ dở" in asked
    assert "từ máy khác" in stored
    case = desk.application.inspections.case_file(visit_id)
    assert case.answers[WORDS].comment == "từ máy khác"
    assert desk.application.drafts.all() == []
    assert not page.drafts.isVisible()


def test_the_lost_text_replaces_a_newer_one_only_when_a_person_says_so(
    desk: Desk, visit_id: InspectionId, qtbot: QtBot, settle: Settle
) -> None:
    answer = desk.application.answers.blank(visit_id, WORDS)
    desk.application.drafts.keep(answer.id, "comment", "gõ dở", 5, inspection_id=visit_id)
    desk.application.answers.save(replace(answer, value="yes", comment="từ máy khác"))
    page = _reopened(desk, visit_id, qtbot, settle)

    page.drafts.restore_button.click()
    page.settle()
    settle()

    case = desk.application.inspections.case_file(visit_id)
    assert case.answers[WORDS].comment == "gõ dở"


def test_a_finding_that_was_never_recorded_comes_back_whole(
    desk: Desk, visit_id: InspectionId, qtbot: QtBot, settle: Settle
) -> None:
    place = new_record(visit_id, "finding", WORDS)
    keep = desk.application.drafts.keep
    keep(place, "evidence", "Sổ trang 4", 10, inspection_id=visit_id)
    keep(place, "text", "Chưa niêm yết", 13, inspection_id=visit_id)

    page = _reopened(desk, visit_id, qtbot, settle)

    tab = page.built[VisitTab.FINDINGS]
    assert isinstance(tab, FindingsTab)
    assert tab.editor.text.toPlainText() == "Chưa niêm yết"
    assert tab.editor.evidence.toPlainText() == "Sổ trang 4"
    assert tab.editor.text.hasFocus()
    page.settle()
    settle()
    case = desk.application.inspections.case_file(visit_id)
    assert [(one.text, one.evidence, one.criterion_code) for one in case.findings][-1] == (
        "Chưa niêm yết",
        "Sổ trang 4",
        WORDS,
    )
    assert desk.application.drafts.all() == []


@pytest.mark.parametrize("field", ["general_remark", "planned_from", "copies"])
def test_a_fact_of_the_visit_is_found_on_whatever_part_it_stands(
    field: str, desk: Desk, visit_id: InspectionId, qtbot: QtBot, settle: Settle
) -> None:
    visit = desk.application.inspections.get(visit_id)
    before = {"general_remark": "", "planned_from": "", "copies": str(visit.copies)}[field]
    desk.application.drafts.keep(visit_id, field, "12", 2, inspection_id=visit_id, before=before)

    page = _reopened(desk, visit_id, qtbot, settle)

    tab = page.built[VisitTab.OVERVIEW]
    assert isinstance(tab, OverviewTab)
    focus = tab.focusWidget()
    assert focus is not None
    assert focus.isVisible()
    assert not page.drafts.isHidden()
    page.settle()
    settle()


def _photo_at(desk: Desk, visit_id: InspectionId, folder: Path) -> Photo:
    two_photos(desk.application, visit_id, folder)
    return desk.application.inspections.case_file(visit_id).photos[1]


def test_a_text_typed_on_a_photo_goes_on_where_it_was_to_stand(
    desk: Desk, visit_id: InspectionId, qtbot: QtBot, settle: Settle, tmp_path: Path
) -> None:
    photo = _photo_at(desk, visit_id, tmp_path)
    record = NewText(photo.id, 3000, 6000).record(visit_id)
    desk.application.drafts.keep(record, "text", "Thiếu chữ ký", 5, inspection_id=visit_id)

    page = _reopened(desk, visit_id, qtbot, settle)

    viewer = page.viewer
    assert viewer is not None
    assert viewer.drawing.photo == photo
    assert (viewer.entry.text(), viewer.entry.cursorPosition()) == ("Thiếu chữ ký", 5)
    assert viewer.entry.isVisible()
    assert f"dòng chữ trên ảnh {photo.file_name}" in page.drafts.text.text()
    page.settle()
    settle()
    (mark,) = desk.application.inspections.case_file(visit_id).photo_marks
    assert (mark.text, mark.photo_id) == ("Thiếu chữ ký", photo.id)
    assert (mark.from_x, mark.from_y) == (3000, 6000)
    assert desk.application.drafts.all() == []
    assert page.drafts.isHidden()
    viewer.close()
    settle()


def test_so_does_one_that_was_being_changed(
    desk: Desk, visit_id: InspectionId, qtbot: QtBot, settle: Settle, tmp_path: Path
) -> None:
    photo = _photo_at(desk, visit_id, tmp_path)
    drawn = DrawnMark(MarkKind.TEXT, 3000, 6000, 3000, 6000, "Thiếu chữ ký")
    (mark,) = desk.application.photo_marks.draw(photo, [drawn])
    desk.application.drafts.keep(
        mark.id, "text", "Thiếu dấu", 9, inspection_id=visit_id, before="Thiếu chữ ký"
    )

    page = _reopened(desk, visit_id, qtbot, settle)
    assert page.viewer is not None
    page.viewer.close()
    settle()

    (mark,) = desk.application.inspections.case_file(visit_id).photo_marks
    assert mark.text == "Thiếu dấu"
    assert desk.application.drafts.all() == []


def test_a_text_on_a_photo_that_is_gone_can_still_be_copied(
    desk: Desk, visit_id: InspectionId, qtbot: QtBot, settle: Settle, tmp_path: Path
) -> None:
    photo = _photo_at(desk, visit_id, tmp_path)
    record = NewText(photo.id, 3000, 6000).record(visit_id)
    desk.application.drafts.keep(record, "text", "Thiếu chữ ký", 5, inspection_id=visit_id)
    desk.application.photos.remove(photo)

    page = _reopened(desk, visit_id, qtbot, settle)
    page.drafts.restore_button.click()

    assert QGuiApplication.clipboard().text() == "Thiếu chữ ký"
    assert page.viewer is None


def test_a_text_of_a_record_that_is_gone_can_still_be_copied(
    desk: Desk, visit_id: InspectionId, qtbot: QtBot, settle: Settle
) -> None:
    desk.application.drafts.keep("không còn", "text", "Chữ gõ dở", 3, inspection_id=visit_id)
    page = _reopened(desk, visit_id, qtbot, settle)

    page.drafts.restore_button.click()

    assert QGuiApplication.clipboard().text() == "Chữ gõ dở"
    assert [one.text for one in desk.application.drafts.all()] == ["Chữ gõ dở"]


def test_a_draft_whose_text_the_store_has_goes_without_a_word(
    application: Application, desk: Desk, visit_id: InspectionId, qtbot: QtBot, settle: Settle
) -> None:
    answer = application.answers.blank(visit_id, WORDS)
    application.answers.save(replace(answer, value="yes", comment="đã lưu"))
    application.drafts.keep(answer.id, "comment", "đã lưu", 6, inspection_id=visit_id)

    page = opened(desk, visit_id, qtbot, settle)

    assert page.drafts.isHidden()
    assert application.drafts.all() == []
