"""Writing a checklist in the window: through the real page, into a real store."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from app.bootstrap import Application
from app.domain.band import DEFAULT_BANDS
from app.domain.checklist import AnswerType, CriterionRole
from app.domain.checklist_codes import Numbering
from app.domain.checklist_draft import ChecklistDraft
from app.domain.checklist_edit import Where
from tests.ui.given import commit_text, press
from ui import theme
from ui.checklists.draft_case import moving
from ui.checklists.editor import ChecklistEditor
from ui.checklists.editor_drag import MIME
from ui.checklists.page import ChecklistsPage
from ui.desk import Desk
from ui.visit.answer_inputs import PercentInput, WordInput

Settle = Callable[[], None]
MOVE = Qt.DropAction.MoveAction


@pytest.fixture
def page(desk: Desk, qtbot: QtBot, settle: Settle) -> ChecklistsPage:
    page = ChecklistsPage(desk)

    def leave(_page: object) -> None:
        page.settle()
        settle()
        page.hide()

    qtbot.addWidget(page, before_close_func=leave)
    page.resize(1150, 700)
    page.show()
    qtbot.waitExposed(page)
    settle()
    return page


@pytest.fixture
def editor(page: ChecklistsPage, settle: Settle, qtbot: QtBot) -> ChecklistEditor:
    """The editor on a new version of the published set CCHC."""
    for at in range(page.versions.count()):
        if "CCHC  " in page.versions.item(at).text():
            page.versions.setCurrentRow(at)
    page.write_button.click()
    settle()
    qtbot.waitUntil(lambda: page.editor is not None)
    assert page.editor is not None
    return page.editor


def choose(editor: ChecklistEditor, code: str) -> int:
    """Click a criterion; return its key."""
    at = [row.code for row in draft_of(editor).criteria].index(code)
    key = editor.case.standing.keys[at]
    editor.tree.setCurrentIndex(editor.tree.criteria.index_of(key))
    return key


def type_band(editor: ChecklistEditor, text: str) -> None:
    """Write where the best band begins."""
    cell = editor.set_form.bands.table.item(0, 1)
    assert cell is not None
    cell.setText(text)


def draft_of(editor: ChecklistEditor) -> ChecklistDraft:
    return editor.case.standing.draft


def codes(editor: ChecklistEditor) -> list[str]:
    return [row.code for row in draft_of(editor).criteria]


def stored(application: Application) -> ChecklistDraft:
    return application.checklist_drafts.all()[0].draft


def test_a_published_version_becomes_a_draft_in_the_editor(
    editor: ChecklistEditor, application: Application
) -> None:
    assert stored(application).number == 2
    assert editor.form.code.text() == "CCHC"
    assert editor.head.saved.text().startswith("✓")
    assert editor.foot.total.text() == "100 điểm · 80 tiêu chí"


def test_a_new_set_begins_with_something_to_fill_in(
    page: ChecklistsPage, settle: Settle, application: Application
) -> None:
    page.new_button.click()
    settle()

    assert page.editor is not None
    assert codes(page.editor) == ["BTC1", "BTC1.1", "BTC1.1.1"]
    assert stored(application).criteria == draft_of(page.editor).criteria
    assert page.title.isHidden()


def test_what_is_typed_in_vietnamese_is_in_the_store_by_itself(
    editor: ChecklistEditor, application: Application, qtbot: QtBot
) -> None:
    choose(editor, "CCHC.1.1.1")
    editor.form.texts["guidance"].setFocus()

    commit_text(editor.form.texts["guidance"], "Đối chiếu sổ đăng ký văn bản")

    qtbot.waitUntil(
        lambda: stored(application).criteria[3].guidance == "Đối chiếu sổ đăng ký văn bản",
        timeout=5_000,
    )
    qtbot.waitUntil(lambda: editor.case.is_saved)


def test_leaving_the_criterion_settles_what_is_typed(editor: ChecklistEditor) -> None:
    choose(editor, "CCHC.1.1.1")
    commit_text(editor.form.texts["guidance"], "Xem bản gốc")

    choose(editor, "CCHC.2")

    assert draft_of(editor).criteria[3].guidance == "Xem bản gốc"
    assert editor.form.code.text() == "CCHC.2"


def test_a_criterion_is_added_with_a_key_and_undone(editor: ChecklistEditor) -> None:
    choose(editor, "CCHC.1.1.1")
    before = draft_of(editor)

    editor.tree.add_beside()
    added = codes(editor)
    editor.head.undo_button.click()
    undone = draft_of(editor)
    editor.head.redo_button.click()

    assert added[4] == "CCHC.1.1.4"
    assert undone == before
    assert codes(editor) == added
    assert editor.form.code.text() == "CCHC.1.1.4"


def test_keys_add_copy_remove_and_move(editor: ChecklistEditor, qtbot: QtBot) -> None:
    alt, shift = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
    choose(editor, "CCHC.1.1.2")
    editor.tree.setFocus()

    qtbot.keyClick(editor.tree, Qt.Key.Key_Up, alt)
    moved = codes(editor)[3:5]
    qtbot.keyClick(editor.tree, Qt.Key.Key_Left, alt)
    outward = draft_of(editor).criteria[editor.case.standing.places[editor.tree.key]]
    qtbot.keyClick(editor.tree, Qt.Key.Key_Right, alt)
    inward = draft_of(editor).criteria[editor.case.standing.places[editor.tree.key]]
    qtbot.keyClick(editor.tree, Qt.Key.Key_Insert, shift)
    child = draft_of(editor).criteria[editor.case.standing.places[editor.tree.key]]
    qtbot.keyClick(editor.tree, Qt.Key.Key_Delete)

    assert moved == ["CCHC.1.1.2", "CCHC.1.1.1"]
    assert outward.parent_code == "CCHC.1"
    assert inward.parent_code == "CCHC.1.1"
    assert child.parent_code == "CCHC.1.1.2"
    assert len(codes(editor)) == len(set(codes(editor)))


def test_a_criterion_is_dragged_into_another_group(editor: ChecklistEditor, qtbot: QtBot) -> None:
    key = choose(editor, "CCHC.1.1.1")
    group = choose(editor, "CCHC.2.1")
    model = editor.tree.criteria
    data = model.mimeData([model.index_of(key)])

    dropped = model.dropMimeData(data, MOVE, 0, 0, model.index_of(group))

    assert dropped
    qtbot.waitUntil(lambda: editor.case.standing.row(key) is not None)
    qtbot.waitUntil(lambda: getattr(editor.case.standing.row(key), "parent_code", "") == "CCHC.2.1")
    at = codes(editor).index("CCHC.2.1")
    assert codes(editor)[at + 1] == "CCHC.1.1.1"


def test_nothing_is_dropped_into_itself_or_from_elsewhere(editor: ChecklistEditor) -> None:
    group, inner = choose(editor, "CCHC.1"), choose(editor, "CCHC.1.1")
    model = editor.tree.criteria
    before = draft_of(editor)
    own = model.mimeData([model.index_of(group)])
    foreign = QMimeData()
    foreign.setData(MIME, b"another-draft 3")

    refused = [
        model.dropMimeData(own, MOVE, -1, 0, model.index_of(inner)),
        model.dropMimeData(own, MOVE, 0, 0, QModelIndex()),
        model.dropMimeData(foreign, MOVE, -1, 0, model.index_of(group)),
    ]

    assert refused == [False, False, False]
    assert draft_of(editor) == before


def test_points_are_summed_as_they_are_typed_and_the_difference_is_marked(
    editor: ChecklistEditor,
) -> None:
    key = choose(editor, "CCHC.1.1.1")
    editor.form.max_score.setText("3")
    editor.form.max_score.textEdited.emit("3")

    group = editor.tree.criteria.index_of(key).parent().siblingAtColumn(3)

    assert group.data() == "4,5 (+2)"
    assert "ghi 4,5, cộng được 6,5" in editor.foot.differences.text()
    editor.set_form.sums.click()
    assert editor.foot.differences.property("tone") == "good"
    assert draft_of(editor).criteria[0].max_score == Decimal(102)


def test_finding_ignores_accents_and_goes_on(editor: ChecklistEditor) -> None:
    editor.tools.words.setText("cai cach hanh chinh")
    found = [editor.tree.key]
    counted = [editor.tools.count.text()]
    for step in (1, 1, -1):
        editor.tools.seek(step)
        found.append(editor.tree.key)
        counted.append(editor.tools.count.text())

    assert [text.split(" / ")[0] for text in counted] == ["1", "2", "3", "2"]
    assert found[1] == found[3]
    assert len(set(found)) == 3
    editor.tools.words.setText("không hề có")
    assert editor.tools.count.text() == "Không tìm thấy"


def test_a_broken_draft_is_not_published_and_each_fault_leads_to_its_field(
    editor: ChecklistEditor, settle: Settle, application: Application, qtbot: QtBot
) -> None:
    choose(editor, "CCHC.1.1.1")
    editor.tree.add_beside()

    editor.head.publish_button.click()
    settle()
    qtbot.waitUntil(lambda: editor.stack.currentWidget() is editor.faults)
    (at,) = [at for at, one in enumerate(editor.faults.faults) if one.field == "text"]
    editor.faults.itemActivated.emit(editor.faults.item(at))

    assert not editor.notice.isHidden()
    assert len(application.checklists.rows()) == 4
    assert editor.form.code.text() == "CCHC.1.1.4"
    assert editor.form.faults["text"].text() == "thiếu nội dung"
    qtbot.waitUntil(editor.form.texts["text"].hasFocus)


def test_a_whole_draft_is_published_as_the_next_version(
    editor: ChecklistEditor,
    page: ChecklistsPage,
    settle: Settle,
    application: Application,
    qtbot: QtBot,
) -> None:
    choose(editor, "CCHC.1.1.1")
    commit_text(editor.form.texts["guidance"], "Xem sổ văn bản đi")

    editor.head.publish_button.click()
    qtbot.waitUntil(lambda: page.stack.currentIndex() == 0, timeout=10_000)
    settle()

    version = application.checklists.current("CCHC")
    assert version.number == 2
    assert version.criteria[3].guidance == "Xem sổ văn bản đi"
    assert application.checklist_drafts.all() == []
    assert "phiên bản 2" in page.versions.currentItem().text()


def test_a_draft_left_and_opened_again_shows_the_same(
    editor: ChecklistEditor, page: ChecklistsPage, settle: Settle
) -> None:
    choose(editor, "CCHC.1.1.1")
    editor.tree.copy()
    written = draft_of(editor)

    editor.head.back.click()
    settle()
    listed = page.versions.currentItem().text()
    page.write_button.click()
    settle()

    assert "bản nháp" in listed
    assert draft_of(editor) == written


def test_a_discarded_draft_can_be_brought_back(
    editor: ChecklistEditor, page: ChecklistsPage, settle: Settle, application: Application
) -> None:
    written = draft_of(editor)

    editor.head.discard_button.click()
    settle()
    gone = application.checklist_drafts.all()
    page.notice.undo_button.click()
    settle()

    assert gone == []
    assert stored(application) == written
    assert draft_of(editor) == written


def test_a_code_of_another_is_refused_beside_the_field(editor: ChecklistEditor) -> None:
    choose(editor, "CCHC.1.1.1")

    editor.form.code.setText("CCHC.1.1.2")
    editor.form.code.settle()

    assert editor.form.faults["code"].text()
    assert editor.form.code.text() == "CCHC.1.1.1"
    assert codes(editor)[3] == "CCHC.1.1.1"


def test_the_sentence_of_a_rule_follows_every_key(editor: ChecklistEditor) -> None:
    choose(editor, "CCHC.1.1.2")
    rule = editor.form.rule

    rule.field.setPlainText("Đầy đủ: 1; Một phần: 0,25; Không: 0")
    good = rule.sentence.text()
    rule.field.setPlainText("Đầy đủ: 1; Một phần: 2; Không: 0")

    assert "0,25" in good
    assert rule.sentence.property("tone") == "bad"
    rule.field.setPlainText("Đầy đủ: 1; Một phần: 0,5; Không: 0")


def test_a_rule_is_tried_on_values(editor: ChecklistEditor) -> None:
    choose(editor, "CCHC.1.1.3")
    rule = editor.form.rule
    rule.try_button.click()
    share = rule.trial.input
    assert isinstance(share, PercentInput)

    share.numerator.setText("18")
    share.numerator.settle()
    share.denominator.setText("20")
    share.denominator.settle()

    assert rule.trial.outcome.text() == "2,25 / 2,5"
    assert "90%" in rule.trial.reason.text()
    share.numerator.setText("21")
    share.numerator.settle()
    assert rule.trial.outcome.text() == "– / 2,5"


def test_a_template_starts_a_rule_and_another_type_brings_its_own(
    editor: ChecklistEditor,
) -> None:
    choose(editor, "CCHC.1.1.1")
    form = editor.form
    editor.tree.add_beside()
    form.answer_type.chosen.emit(AnswerType.PERCENT)
    started = form.rule.field.toPlainText()

    templates: QComboBox = form.rule.templates
    templates.activated.emit(3)

    assert started.startswith("Từ 95% trở lên: 1;")
    assert form.rule.field.toPlainText() == "Đạt 100%: 1; Dưới 100%: 0"
    form.answer_type.chosen.emit(AnswerType.YES_NO)
    form.rule.try_button.setChecked(True)
    assert isinstance(form.rule.trial.input, WordInput)


def test_keys_in_one_field_are_one_step_back(editor: ChecklistEditor, qtbot: QtBot) -> None:
    choose(editor, "CCHC.1.1.1")
    before = draft_of(editor)
    field = editor.form.texts["guidance"]
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    with qtbot.waitSignal(field.drafted, timeout=4_000):
        commit_text(field, "Xem ")
    commit_text(field, "sổ")
    field.settle()

    press(editor.tree, Qt.Key.Key_Escape)
    editor.head.undo_button.click()

    assert draft_of(editor) == before
    assert field.toPlainText() == ""


def test_control_z_in_an_untouched_field_undoes_the_draft(
    editor: ChecklistEditor, qtbot: QtBot
) -> None:
    before = draft_of(editor)
    choose(editor, "CCHC.1.1.1")
    editor.tree.add_beside()
    field = editor.form.texts["text"]
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)

    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert draft_of(editor) == before


def test_the_facts_of_the_set_are_written_too(
    editor: ChecklistEditor, settle: Settle, application: Application
) -> None:
    form = editor.set_form
    form.bands.start_from_default()
    type_band(editor, "92,5")
    form.valid_from.setText("01/01/2027")
    form.valid_from.settle()
    editor.settle()
    settle()

    kept = stored(application)
    assert kept.bands[0].lowest == Decimal("92.5")
    assert kept.bands[1:] == DEFAULT_BANDS[1:]
    assert str(kept.valid_from) == "2027-01-01"
    type_band(editor, "chín mươi")
    assert draft_of(editor).bands == kept.bands
    assert form.bands.advice.property("tone") == "bad"


def test_the_facts_of_the_set_fit_into_their_pane(editor: ChecklistEditor) -> None:
    editor.tabs.setCurrentIndex(1)

    form = editor.set_form

    assert form.column.minimumSize().width() <= theme.scaled(390)


def test_a_new_set_renamed_takes_its_root_and_codes_along(
    page: ChecklistsPage, settle: Settle
) -> None:
    page.new_button.click()
    settle()
    assert page.editor is not None
    form = page.editor.set_form

    form.code.setText("KT")
    form.code.settle()
    commit_text(form.title, "Kiểm tra ")
    form.title.settle()

    assert codes(page.editor) == ["KT", "KT.1", "KT.1.1"]
    assert draft_of(page.editor).criteria[0].text == draft_of(page.editor).title


def test_numbering_anew_is_asked_for_and_undone(editor: ChecklistEditor) -> None:
    before = draft_of(editor)
    editor.set_form.numbering_asked.emit(Numbering.OUTLINE)

    numbered = codes(editor)
    editor.case.undo()

    assert numbered[:5] == ["CCHC", "I", "I/1", "I/1/a", "I/1/b"]
    assert draft_of(editor) == before


def test_the_role_column_comes_with_the_first_bonus(editor: ChecklistEditor) -> None:
    choose(editor, "CCHC.1.1.1")
    hidden = editor.tree.isColumnHidden(4)

    editor.form.role.chosen.emit(CriterionRole.BONUS)

    assert hidden
    assert not editor.tree.isColumnHidden(4)


def test_the_tree_keeps_the_contract_of_qt_through_every_edit(editor: ChecklistEditor) -> None:
    model = editor.tree.criteria
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, editor)
    key = choose(editor, "CCHC.1.1.1")
    target = editor.case.standing.keys[codes(editor).index("CCHC.3")]

    editor.tree.add_child()
    editor.tree.copy()
    editor.case.edit(key, moving(editor.case, target, Where.INTO))
    editor.tree.remove()
    for _step in range(4):
        editor.case.undo()
    for _step in range(4):
        editor.case.redo()

    assert model.rowCount() == 1
    assert model.data(QModelIndex()) is None
