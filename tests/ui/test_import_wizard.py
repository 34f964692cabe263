"""Taking a table of criteria in: from the file to a draft or a version, by mouse and by keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from app.bootstrap import Application
from app.domain.checklist import AnswerType
from app.domain.table_columns import Meaning
from app.errors import NotFound
from tests.documents.issued_tables import (
    HA_NOI,
    KHANH_HOA,
    NESTED,
    Annex,
    as_csv,
    as_docx,
    as_xls,
    as_xlsx,
)
from tests.ui.given import ScriptedPrompts, commit_text, press
from ui.checklists.import_review import ReviewPanel
from ui.checklists.import_tree import IssuedTreeModel
from ui.checklists.import_wizard import ImportWizard
from ui.checklists.page import ChecklistsPage
from ui.desk import Desk
from ui.jobs import JobRunner

Settle = Callable[[], None]
Read = Callable[[Path], None]

WRONG_SUM = replace(
    NESTED, rows=tuple((*row[:2], "6", *row[3:]) if row[2] == "5" else row for row in NESTED.rows)
)
TEXT, TYPE, POINTS = 1, 2, 3


@pytest.fixture
def page(desk: Desk, qtbot: QtBot, settle: Settle) -> Iterator[ChecklistsPage]:
    page = ChecklistsPage(desk)
    qtbot.addWidget(page)
    page.resize(1150, 700)
    page.show()
    qtbot.waitExposed(page)
    settle()
    yield page
    page.hide()


@pytest.fixture
def wizard(page: ChecklistsPage, qtbot: QtBot) -> ImportWizard:
    qtbot.mouseClick(page.import_button, Qt.MouseButton.LeftButton)
    return page.import_wizard


@pytest.fixture
def read(wizard: ImportWizard, prompts: ScriptedPrompts, qtbot: QtBot, settle: Settle) -> Read:
    """Choose a file as a person does, and wait until it was read."""

    def choose(path: Path) -> None:
        prompts.answers.append([path])
        qtbot.mouseClick(wizard.source.choose_button, Qt.MouseButton.LeftButton)
        settle()

    return choose


@pytest.fixture
def reviewed(
    wizard: ImportWizard, read: Read, tmp_path: Path, qtbot: QtBot, settle: Settle
) -> Callable[[Annex], ReviewPanel]:
    """Lead an annex to its tree."""

    def lead(annex: Annex) -> ReviewPanel:
        read(as_xlsx(annex, tmp_path / "phu-luc.xlsx"))
        qtbot.mouseClick(wizard.source.next_button, Qt.MouseButton.LeftButton)
        settle()
        return wizard.review

    return lead


def edit(qtbot: QtBot, review: ReviewPanel, number: int, column: int, text: str) -> None:
    """Correct a cell of the tree in its own editor."""
    index = review.tree.criteria.at(number, column)
    review.tree.setCurrentIndex(index)
    review.tree.edit(index)
    field = review.tree.findChild(QLineEdit)
    assert field is not None
    field.selectAll()
    commit_text(field, text)
    press(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: review.tree.findChild(QLineEdit) is None)


def test_the_button_opens_the_wizard_and_close_brings_the_page_back(
    page: ChecklistsPage, wizard: ImportWizard, qtbot: QtBot, settle: Settle
) -> None:
    assert wizard.isVisible()
    assert not page.tree.isVisible()
    assert not page.write_button.isVisible()
    assert not page.new_button.isVisible()

    qtbot.mouseClick(wizard.close_button, Qt.MouseButton.LeftButton)
    settle()

    assert not wizard.isVisible()
    assert page.tree.isVisible()
    assert page.write_button.isVisible()


@pytest.mark.parametrize("write", [as_xlsx, as_xls, as_docx, as_csv])
def test_a_file_shows_its_rows_with_a_guess_above_each_column(
    wizard: ImportWizard, read: Read, tmp_path: Path, write: Callable[[Annex, Path], Path]
) -> None:
    read(write(HA_NOI, tmp_path / f"phu-luc.{write.__name__.removeprefix('as_')}"))

    chooser = wizard.source.chooser
    first = chooser.item(1, 1)
    assert [combo.value for combo in chooser.combos] == [
        Meaning.NUMBER, Meaning.TEXT, Meaning.POINTS, Meaning.SCORING, Meaning.EVIDENCE,
        Meaning.LEGAL_BASIS,
    ]  # fmt: skip
    assert first is not None
    assert first.text().startswith("Lĩnh vực/Tiêu chí")
    assert wizard.source.next_button.isEnabled()


def test_without_a_column_of_text_there_is_no_next_stage(
    wizard: ImportWizard, read: Read, tmp_path: Path
) -> None:
    read(as_xlsx(KHANH_HOA, tmp_path / "a.xlsx"))

    press(wizard.source.chooser.combos[1], Qt.Key.Key_Home)

    assert wizard.source.chooser.columns.text == 0
    assert not wizard.source.next_button.isEnabled()
    assert wizard.source.warning.isVisible()


def test_a_whole_table_is_published_under_the_code_given(
    wizard: ImportWizard,
    reviewed: Callable[[Annex], ReviewPanel],
    application: Application,
    qtbot: QtBot,
    settle: Settle,
) -> None:
    review = reviewed(KHANH_HOA)
    review.code.setFocus()
    review.code.selectAll()
    commit_text(review.code, "KH")
    press(review.code, Qt.Key.Key_Return)

    qtbot.mouseClick(review.publish_button, Qt.MouseButton.LeftButton)
    settle()

    published = application.checklists.current("KH")
    assert published.root.max_score == 30
    assert published.criteria[1].code == "KH.I"
    assert wizard.finish_button.isVisible()
    assert "KH" in wizard.done.text()


def test_a_corrected_column_is_there_again_the_next_time(
    wizard: ImportWizard,
    read: Read,
    application: Application,
    qtbot: QtBot,
    settle: Settle,
    tmp_path: Path,
) -> None:
    file = as_xlsx(KHANH_HOA, tmp_path / "a.xlsx")
    read(file)
    press(wizard.source.chooser.combos[5], Qt.Key.Key_End)
    qtbot.mouseClick(wizard.source.next_button, Qt.MouseButton.LeftButton)
    settle()
    qtbot.mouseClick(wizard.review.draft_button, Qt.MouseButton.LeftButton)
    settle()

    qtbot.mouseClick(wizard.again_button, Qt.MouseButton.LeftButton)
    read(file)

    assert wizard.source.chooser.combos[5].value is Meaning.GUIDANCE
    assert len(application.checklist_drafts.all()) == 1


def test_a_mistake_keeps_from_publishing_until_it_is_corrected_in_the_tree(
    reviewed: Callable[[Annex], ReviewPanel],
    application: Application,
    qtbot: QtBot,
    settle: Settle,
) -> None:
    review = reviewed(WRONG_SUM)
    assert not review.publish_button.isEnabled()
    assert "C5" in review.remarks.item(1).text()

    edit(qtbot, review, 2, POINTS, "5")

    assert review.publish_button.isEnabled()
    assert not review.remarks.isVisible()
    press(review.publish_button, Qt.Key.Key_Space, " ")
    settle()
    assert "phu-luc" in [row.title for row in application.checklists.rows()]


def test_an_unfinished_table_is_kept_as_a_draft(
    reviewed: Callable[[Annex], ReviewPanel],
    application: Application,
    qtbot: QtBot,
    settle: Settle,
) -> None:
    review = reviewed(WRONG_SUM)

    qtbot.mouseClick(review.draft_button, Qt.MouseButton.LeftButton)
    settle()

    drafts = application.checklist_drafts.all()
    assert [len(kept.draft.criteria) for kept in drafts] == [8]
    with pytest.raises(NotFound):
        application.checklists.current(drafts[0].draft.code)


def test_a_remark_leads_to_its_criterion(reviewed: Callable[[Annex], ReviewPanel]) -> None:
    review = reviewed(WRONG_SUM)

    review.remarks.setFocus()
    review.remarks.setCurrentRow(1)
    press(review.remarks, Qt.Key.Key_Return)

    assert review.tree.currentIndex().internalId() == 2
    assert "B5" in review.detail.text()


def test_text_and_type_are_corrected_in_the_tree(
    reviewed: Callable[[Annex], ReviewPanel], qtbot: QtBot
) -> None:
    review = reviewed(HA_NOI)

    edit(qtbot, review, 4, TEXT, "Mức độ hoàn thành")
    index = review.tree.criteria.at(4, TYPE)
    review.tree.edit(index)
    combo = review.tree.findChild(QComboBox)
    assert combo is not None
    combo.setCurrentIndex(combo.findData(AnswerType.SCORE.value))
    combo.activated.emit(combo.currentIndex())

    assert review.issued is not None
    row = review.issued.draft.criteria[4]
    assert (row.text, row.answer_type, row.scoring_rule) == (
        "Mức độ hoàn thành",
        AnswerType.SCORE,
        "",
    )
    assert row.guidance.startswith("Từ 90%")


def test_points_that_are_no_number_are_not_taken(
    reviewed: Callable[[Annex], ReviewPanel], qtbot: QtBot
) -> None:
    review = reviewed(HA_NOI)

    edit(qtbot, review, 4, POINTS, "nhiều")

    assert review.issued is not None
    assert str(review.issued.draft.criteria[4].max_score) == "1.5"


def test_escape_leads_back_to_the_columns_and_out(
    wizard: ImportWizard,
    page: ChecklistsPage,
    reviewed: Callable[[Annex], ReviewPanel],
    settle: Settle,
) -> None:
    review = reviewed(HA_NOI)

    press(review.tree, Qt.Key.Key_Escape)
    assert wizard.stack.currentWidget() is wizard.source
    press(wizard.source.choose_button, Qt.Key.Key_Escape)
    settle()

    assert not wizard.isVisible()
    assert page.tree.isVisible()


def test_a_file_that_is_no_table_is_told_and_changes_nothing(
    wizard: ImportWizard, jobs: JobRunner, qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "a.xlsx"
    file.write_bytes(b"PK\x03\x04 cut off")
    told: list[object] = []
    wizard.source.desk.jobs.went_wrong.disconnect()
    jobs.went_wrong.connect(told.append)

    wizard.source.read(file)
    qtbot.waitUntil(lambda: jobs.is_idle, timeout=20_000)

    assert len(told) == 1
    assert wizard.source.stack.currentIndex() == 0


def test_the_tree_keeps_the_rules_of_qt(reviewed: Callable[[Annex], ReviewPanel]) -> None:
    review = reviewed(NESTED)
    model = IssuedTreeModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)

    assert review.issued is not None
    model.show_issued(review.issued)
    model.show_corrected(review.issued)

    assert model.rowCount() == 1
    tester.deleteLater()
    model.deleteLater()


def test_a_draft_that_was_kept_is_opened_in_the_editor(
    page: ChecklistsPage,
    wizard: ImportWizard,
    application: Application,
    reviewed: Callable[[Annex], ReviewPanel],
    qtbot: QtBot,
    settle: Settle,
) -> None:
    review = reviewed(WRONG_SUM)
    qtbot.mouseClick(review.draft_button, Qt.MouseButton.LeftButton)
    settle()

    qtbot.mouseClick(wizard.open_button, Qt.MouseButton.LeftButton)
    settle()

    assert not wizard.isVisible()
    assert page.editor is not None
    assert page.editor.isVisible()
    assert not page.title.isVisible()
    kept = application.checklist_drafts.all()
    assert [one.id for one in kept] == [page.editor.case.draft_id]


def test_a_version_that_was_published_is_not_offered_to_the_editor(
    page: ChecklistsPage,
    wizard: ImportWizard,
    reviewed: Callable[[Annex], ReviewPanel],
    qtbot: QtBot,
    settle: Settle,
) -> None:
    review = reviewed(HA_NOI)

    qtbot.mouseClick(review.publish_button, Qt.MouseButton.LeftButton)
    settle()

    assert wizard.finish_button.isVisible()
    assert not page.write_button.isVisible()
    assert not wizard.open_button.isVisible()
