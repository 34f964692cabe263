"""The dossier grid through its tab on a real store: typed, cycled, filled, undone, filtered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from app.bootstrap import Application
from app.domain.calendar import DayKind, special_day
from app.domain.dossier import Channel, Dossier, DossierStatus
from app.ids import InspectionId
from app.services.dossiers import DossierChange
from tests import given
from tests.ui.given import commit_text, compose, press, type_text
from ui.desk import Desk
from ui.visit.dossier_columns import COLUMNS, PLACES
from ui.visit.dossier_delegate import CellField
from ui.visit.dossiers_tab import DossiersTab
from ui.visit.lost_texts import lost_texts
from ui.visit.visit_case import VisitCase

Settle = Callable[[], None]
CTRL = Qt.KeyboardModifier.ControlModifier
CODES = [f"H15.50.05.13-2610{day:02}-0{day:03}" for day in (5, 6, 7, 8)]


def slip(day: int, hour: int = 8) -> datetime:
    return datetime(2026, 10, day, hour)  # noqa: DTZ001 - read off a paper slip


def fill(application: Application, visit: InspectionId) -> None:
    """Put dossiers into the sample."""
    rows = [
        given.dossier(
            code,
            inspection_id=visit,
            received_at=slip(5 + at % 4),
            due_at=slip(9, 17),
            returned_at=slip(8, 10),
            statutory_days=3,
        )
        for at, code in enumerate(CODES)
    ]
    application.dossiers.save(visit, [DossierChange(before=None, after=row) for row in rows])


@pytest.fixture
def case(desk: Desk, visit_id: InspectionId, qtbot: QtBot) -> Iterator[VisitCase]:
    fill(desk.application, visit_id)
    case = VisitCase(desk)
    with qtbot.waitSignal(case.loaded):
        case.open(visit_id)
    yield case
    case.deleteLater()


@pytest.fixture
def tab(case: VisitCase, qtbot: QtBot, settle: Settle) -> DossiersTab:
    def leave(tab: DossiersTab) -> None:
        case.loaded.disconnect(tab.show_case)
        tab.settle()
        settle()

    tab = DossiersTab(case)
    qtbot.addWidget(tab, before_close_func=leave)
    tab.resize(1150, 620)
    case.loaded.connect(tab.show_case)
    tab.show_case()
    settle()
    tab.show()
    tab.activateWindow()
    tab.grid.setFocus()
    qtbot.waitUntil(tab.grid.hasFocus)
    return tab


@pytest.fixture
def saved(tab: DossiersTab, settle: Settle, qtbot: QtBot) -> Callable[[], tuple[Dossier, ...]]:
    """Wait until everything is in the store, and return what the store has."""

    def wait() -> tuple[Dossier, ...]:
        qtbot.waitUntil(lambda: not tab.saver.is_busy, timeout=20_000)
        settle()
        application = tab.case.desk.application
        return tuple(application.dossiers.all(tab.case.inspection_id))

    return wait


Saved = Callable[[], tuple[Dossier, ...]]


def go(tab: DossiersTab, place: int, name: str) -> None:
    tab.grid.choose(place, PLACES[name])


def cell(tab: DossiersTab, place: int, name: str) -> str:
    return str(tab.model.index(place, PLACES[name]).data())


def here(tab: DossiersTab) -> tuple[int, str]:
    current = tab.grid.currentIndex()
    return current.row(), COLUMNS[current.column()].name


def editor_of(tab: DossiersTab) -> QLineEdit:
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    assert tab.grid.isAncestorOf(editor)
    return editor


def test_the_sample_stands_there_judged(tab: DossiersTab) -> None:
    assert [cell(tab, at, "dossier_code") for at in range(4)] == CODES
    assert tab.model.index(2, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "3"
    assert cell(tab, 0, "received_at") == "05/10/2026 08:00"
    assert cell(tab, 0, "result") == "Trước hạn"
    assert tab.summary.text().startswith("0/4")


def test_typing_replaces_and_enter_goes_down(tab: DossiersTab, saved: Saved) -> None:
    go(tab, 0, "returned_at")

    type_text(tab.grid, "1")
    type_text(editor_of(tab), "4/10")
    press(editor_of(tab), Qt.Key.Key_Return)

    assert cell(tab, 0, "returned_at") == "14/10/2026"
    assert cell(tab, 0, "result") == "Quá hạn 3 ngày"
    assert cell(tab, 0, "overdue_days") == "3"
    assert here(tab) == (1, "returned_at")
    assert saved()[0].returned_at == slip(14, 0)
    assert tab.model.row_at(0).is_saved


def test_tab_goes_right_and_enter_below_where_the_line_was_begun(tab: DossiersTab) -> None:
    go(tab, 0, "procedure_name")

    press(tab.grid, Qt.Key.Key_Tab)
    press(tab.grid, Qt.Key.Key_Tab)
    after_tabs = here(tab)
    press(tab.grid, Qt.Key.Key_Return)

    assert after_tabs == (0, "applicant")
    assert here(tab) == (1, "procedure_name")
    press(tab.grid, Qt.Key.Key_Backtab)
    assert here(tab) == (1, "procedure_code")


def test_f2_edits_what_is_there_and_escape_leaves_it(tab: DossiersTab, saved: Saved) -> None:
    go(tab, 1, "field")
    press(tab.grid, Qt.Key.Key_F2)
    assert editor_of(tab).text() == "Hộ tịch"

    type_text(editor_of(tab), "x")
    press(editor_of(tab), Qt.Key.Key_Escape)

    assert cell(tab, 1, "field") == "Hộ tịch"
    assert saved()[1].field == "Hộ tịch"


def test_an_input_method_begins_a_cell_and_its_words_stay_composed(
    tab: DossiersTab, saved: Saved
) -> None:
    go(tab, 2, "procedure_name")

    commit_text(tab.grid, "Thu\u031b\u0323c ")
    commit_text(editor_of(tab), "hiện liên thông")
    press(editor_of(tab), Qt.Key.Key_Tab)

    assert saved()[2].procedure_name == "Thực hiện liên thông"


def test_the_frozen_code_is_edited_where_it_stands_and_the_dossier_moves(
    tab: DossiersTab, saved: Saved
) -> None:
    before = saved()[0]
    go(tab, 0, "dossier_code")

    type_text(tab.grid, "H")
    assert tab.grid.frozen.isAncestorOf(editor_of(tab))
    type_text(editor_of(tab), "15-mới")
    press(editor_of(tab), Qt.Key.Key_Return)

    after = saved()[0]
    assert after.dossier_code == "H15-mới"
    assert after.id != before.id
    assert after.order == before.order
    press(tab.grid, Qt.Key.Key_Up)
    assert "mã hồ sơ khác thường" in tab.detail.doubts.text()


def test_space_cycles_yes_no_and_not_applicable(tab: DossiersTab, saved: Saved) -> None:
    go(tab, 0, "has_receipt")

    seen = []
    for _press in range(3):
        press(tab.grid, Qt.Key.Key_Space, " ")
        seen.append(cell(tab, 0, "has_receipt"))

    assert seen == ["Có", "Không", "–"]
    press(tab.grid, Qt.Key.Key_Space, " ")
    assert saved()[0].has_receipt is True


def test_space_and_parts_of_names_choose(tab: DossiersTab, saved: Saved) -> None:
    go(tab, 0, "channel")
    press(tab.grid, Qt.Key.Key_Space, " ")
    go(tab, 1, "status")

    type_text(tab.grid, "t")
    type_text(editor_of(tab), "u choi")
    press(editor_of(tab), Qt.Key.Key_Return)

    kept = saved()
    assert kept[0].channel is Channel.ONLINE
    assert kept[1].status is DossierStatus.REFUSED


def test_today_comes_with_a_key(tab: DossiersTab, saved: Saved) -> None:
    go(tab, 0, "apology_at")

    press(tab.grid, Qt.Key.Key_Semicolon, ";", CTRL)

    assert cell(tab, 0, "apology_at") == "20/11/2026"
    assert str(saved()[0].apology_at) == "2026-11-20"


def test_what_is_not_understood_stays_at_its_cell_and_changes_nothing(
    tab: DossiersTab, saved: Saved
) -> None:
    go(tab, 0, "due_at")

    type_text(tab.grid, "3")
    type_text(editor_of(tab), "1/02/2026")
    press(editor_of(tab), Qt.Key.Key_Tab)
    press(tab.grid, Qt.Key.Key_Backtab)

    assert cell(tab, 0, "due_at") == "31/02/2026"
    assert "31/02/2026" in tab.detail.hint.text()
    assert saved()[0].due_at == slip(9, 17)
    half = tab.case.desk.application.dossiers.half_typed(tab.case.inspection_id)
    assert half[0].cells == {"due_at": "31/02/2026"}


def test_fill_down_repeats_the_first_of_the_block(tab: DossiersTab, saved: Saved) -> None:
    go(tab, 0, "note")
    press(tab.grid, Qt.Key.Key_Space, " ")
    type_text(editor_of(tab), "ghi chú")
    press(editor_of(tab), Qt.Key.Key_Return)
    tab.grid.select_block(range(3), [PLACES["note"]])

    press(tab.grid, Qt.Key.Key_D, "", CTRL)

    assert [row.note for row in saved()] == ["ghi chú"] * 3 + [""]


def test_delete_empties_the_block_as_one_step(tab: DossiersTab, saved: Saved) -> None:
    tab.grid.select_block(range(2), [PLACES["field"], PLACES["applicant"], PLACES["channel"]])
    press(tab.grid, Qt.Key.Key_Delete)
    assert [cell(tab, at, "field") for at in range(4)] == ["", "", "Hộ tịch", "Hộ tịch"]

    tab.sheet.turn(is_redo=False)
    assert cell(tab, 1, "field") == "Hộ tịch"
    tab.sheet.turn(is_redo=True)

    assert [row.field for row in saved()] == ["", "", "Hộ tịch", "Hộ tịch"]


def test_a_row_begun_by_hand_is_kept_when_code_and_receipt_are_there(
    tab: DossiersTab, saved: Saved
) -> None:
    press(tab.grid, Qt.Key.Key_Insert)
    assert here(tab) == (4, "dossier_code")
    tab.model.setData(tab.grid.currentIndex(), "TAY-1")
    assert len(saved()) == 4
    kept = tab.case.desk.application.dossiers.half_typed(tab.case.inspection_id)

    go(tab, 4, "received_at")
    tab.model.setData(tab.grid.currentIndex(), "8/10 9h")

    added = saved()[4]
    assert kept[0].cells == {"dossier_code": "TAY-1"}
    assert (added.dossier_code, added.received_at) == ("TAY-1", slip(8, 9))
    assert added.pick_reason
    assert cell(tab, 4, "pick") == "Chọn thêm thủ công"
    assert not tab.case.desk.application.dossiers.half_typed(tab.case.inspection_id)


def test_rows_taken_off_come_back_where_they_were(tab: DossiersTab, saved: Saved) -> None:
    before = saved()
    go(tab, 1, "field")
    press(tab.grid, Qt.Key.Key_Delete, "", CTRL)
    assert [row.dossier_code for row in saved()] == [CODES[0], CODES[2], CODES[3]]

    tab.sheet.turn(is_redo=False)

    assert saved() == before
    assert [cell(tab, at, "dossier_code") for at in range(4)] == CODES


def test_a_code_used_twice_is_told_at_both_rows(tab: DossiersTab, saved: Saved) -> None:
    tab.model.setData(tab.model.index(3, PLACES["dossier_code"]), CODES[0])

    kept = saved()
    assert [row.dossier_code for row in kept] == [*CODES[:3], CODES[0]]
    for at, doubts in ((0, "⚠ 2"), (3, "⚠ 3")):
        go(tab, at, "field")
        assert "mã trùng trong mẫu" in tab.detail.doubts.text()
        assert cell(tab, at, "doubts") == doubts
    tab.model.setData(tab.model.index(3, PLACES["dossier_code"]), CODES[3])
    assert cell(tab, 0, "doubts") == "⚠ 1"
    assert saved()[3].dossier_code == CODES[3]


def test_the_filter_finds_words_without_accents(tab: DossiersTab) -> None:
    tab.model.setData(tab.model.index(2, PLACES["field"]), "Đất đai")

    press(tab.grid, Qt.Key.Key_F, "", CTRL)
    tab.filter.words.setText("dat dai")

    assert [cell(tab, at, "dossier_code") for at in range(tab.model.rowCount())] == [CODES[2]]
    tab.model.setData(tab.model.index(0, PLACES["field"]), "Hộ tịch")
    assert tab.model.rowCount() == 1, "a row does not vanish under the hand"
    tab.filter.words.clear()
    assert tab.model.rowCount() == 4


def test_groups_of_columns_are_hidden_and_remembered(tab: DossiersTab, case: VisitCase) -> None:
    forms = next(group for group in tab.groups.buttons if group.name == "FORMS")

    tab.groups.buttons[forms].click()

    assert tab.grid.isColumnHidden(PLACES["has_receipt"])
    assert not tab.grid.isColumnHidden(PLACES["dossier_code"])
    again = DossiersTab(case)
    assert not again.groups.buttons[forms].isChecked()
    assert again.grid.isColumnHidden(PLACES["has_receipt"])
    again.deleteLater()


def test_news_from_elsewhere_come_in_under_what_is_being_entered(
    tab: DossiersTab, saved: Saved, qtbot: QtBot
) -> None:
    stored = saved()[0]
    changed = replace(stored, note="từ gói dữ liệu")
    application = tab.case.desk.application

    application.dossiers.save(stored.inspection_id, [DossierChange(before=stored, after=changed)])

    qtbot.waitUntil(lambda: cell(tab, 0, "note") == "từ gói dữ liệu", timeout=5_000)
    tab.model.setData(tab.model.index(0, PLACES["field"]), "Y tế")
    assert saved()[0] == replace(changed, field="Y tế")


def test_another_calendar_judges_anew(tab: DossiersTab, desk: Desk, qtbot: QtBot) -> None:
    for day in (8, 9):
        off = special_day(slip(day).date(), "Nghỉ", DayKind.HOLIDAY)
        desk.application.calendar.save(off)

    qtbot.waitUntil(lambda: cell(tab, 3, "due_recomputed") == "14/10/2026", timeout=5_000)


def test_a_cell_is_a_draft_while_it_is_typed_and_none_when_it_is_saved(
    tab: DossiersTab, saved: Saved, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    drafts = tab.case.desk.application.drafts
    go(tab, 1, "procedure_name")
    type_text(tab.grid, "Đ")
    editor = QApplication.focusWidget()
    assert isinstance(editor, CellField)
    type_text(editor, "ăng ký")
    with qtbot.waitSignal(editor.drafted, timeout=2_000):
        pass
    settle()
    kept = [(one.entity_id, one.field, one.text) for one in drafts.all()]
    unsaved = editor.typing.is_unsaved

    press(editor, Qt.Key.Key_Return)
    stored = saved()
    settle()

    assert kept == [(stored[1].id, "procedure_name", "Đăng ký")]
    assert unsaved
    assert stored[1].procedure_name == "Đăng ký"
    assert drafts.all() == []


def test_a_cell_being_typed_is_left_alone_while_its_row_is_saved(
    tab: DossiersTab, saved: Saved
) -> None:
    go(tab, 0, "procedure_name")
    type_text(tab.grid, "Khai sinh")
    press(editor_of(tab), Qt.Key.Key_Tab)
    here_at, name = here(tab)
    tab.grid.open_editor(here_at, PLACES[name])
    editor = editor_of(tab)
    editor.selectAll()
    type_text(editor, "Đang g")

    saved()

    assert editor_of(tab).text() == "Đang g"
    press(editor_of(tab), Qt.Key.Key_Escape)


def test_a_cell_goes_on_after_a_crash(
    tab: DossiersTab, case: VisitCase, settle: Callable[[], None]
) -> None:
    visit = case.inspection_id
    third = case.desk.application.dossiers.all(visit)[2]
    keep = case.desk.application.drafts.keep
    keep(
        third.id,
        "procedure_name",
        "Chứng thực b",
        5,
        inspection_id=visit,
        before=third.procedure_name,
    )
    assert case.case is not None
    (lost,) = lost_texts(case.case, case.desk.application.drafts.all())

    tab.take_up([lost])

    editor = editor_of(tab)
    assert here(tab) == (2, "procedure_name")
    assert (editor.text(), editor.cursorPosition()) == ("Chứng thực b", 5)
    assert not lost.is_overtaken
    press(editor, Qt.Key.Key_Escape)
    settle()


def test_a_word_being_composed_is_not_lost_when_the_cell_is_left(
    tab: DossiersTab, saved: Saved
) -> None:
    go(tab, 1, "procedure_name")
    commit_text(tab.grid, "Chứng ")
    compose(editor_of(tab), "thực")

    tab.filter.words.setFocus()

    assert saved()[1].procedure_name == "Chứng thực"
