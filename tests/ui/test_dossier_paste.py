"""Pasting from Excel: rows and columns, what is not understood, extra rows, one step to undo."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from app.domain.dossier import Channel, Dossier, Pick
from app.ids import InspectionId
from tests.ui.given import press
from tests.ui.test_dossiers_tab import CODES, cell, fill, go, slip
from ui.desk import Desk
from ui.visit.dossier_columns import COLUMNS, PLACES
from ui.visit.dossiers_tab import DossiersTab
from ui.visit.visit_case import VisitCase

Settle = Callable[[], None]
Saved = Callable[[], tuple[Dossier, ...]]
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def case(desk: Desk, visit_id: InspectionId, qtbot: QtBot) -> Iterator[VisitCase]:
    case = VisitCase(desk)
    with qtbot.waitSignal(case.loaded):
        case.open(visit_id)
    yield case
    case.deleteLater()


@pytest.fixture
def empty(case: VisitCase, qtbot: QtBot, settle: Settle) -> DossiersTab:
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
    return tab


@pytest.fixture
def tab(empty: DossiersTab, qtbot: QtBot) -> DossiersTab:
    fill(empty.case.desk.application, empty.case.inspection_id)
    qtbot.waitUntil(lambda: empty.model.rowCount() == 4, timeout=10_000)
    empty.grid.setFocus()
    return empty


@pytest.fixture
def saved(empty: DossiersTab, settle: Settle, qtbot: QtBot) -> Saved:
    """Wait until everything is in the store, and return what the store has."""

    def wait() -> tuple[Dossier, ...]:
        settle()
        qtbot.waitUntil(lambda: not empty.saver.is_busy, timeout=20_000)
        settle()
        application = empty.case.desk.application
        return tuple(application.dossiers.all(empty.case.inspection_id))

    return wait


def paste(tab: DossiersTab, text: str, settle: Settle) -> None:
    QGuiApplication.clipboard().setText(text)
    press(tab.grid, Qt.Key.Key_V, "", CTRL)
    settle()


def test_a_block_lands_from_the_current_cell_on(
    tab: DossiersTab, saved: Saved, settle: Settle
) -> None:
    go(tab, 1, "procedure_name")

    paste(tab, "Khai tử\tHộ tịch\tN.V.A\ttrực tuyến\r\nCấp bản sao\tChứng thực\t\tbcci\r\n", settle)

    kept = saved()
    assert not tab.paste_shown
    assert [row.procedure_name for row in kept] == [
        "Đăng ký khai sinh", "Khai tử", "Cấp bản sao", "Đăng ký khai sinh",
    ]  # fmt: skip
    assert [row.channel for row in kept[1:3]] == [Channel.ONLINE, Channel.POST]
    assert kept[1].applicant == "N.V.A"
    assert tab.grid.selected_places()[0] == range(1, 3)


def test_what_is_not_understood_is_shown_before_anything_is_applied(
    tab: DossiersTab, saved: Saved, settle: Settle
) -> None:
    before = saved()
    go(tab, 0, "due_at")

    paste(tab, "8/10/2026 17:00\n31/02/2026\n5/13/2026", settle)

    assert tab.paste_shown
    shown = [tab.sheet.paste_panel.cells.item(at).text() for at in range(2)]
    assert "31/02/2026" in shown[0]
    assert "không có ngày này" in shown[1]
    assert saved() == before
    tab.sheet.paste_panel.apply_button.click()
    kept = saved()
    assert kept[0].due_at == slip(8, 17)
    assert [row.due_at for row in kept[1:]] == [row.due_at for row in before[1:]]
    assert cell(tab, 1, "due_at") == "31/02/2026"


def test_a_paste_refused_leaves_everything_as_it_was(
    tab: DossiersTab, saved: Saved, settle: Settle
) -> None:
    before = saved()
    go(tab, 0, "due_at")
    paste(tab, "#REF!", settle)

    tab.sheet.paste_panel.drop_button.click()

    assert saved() == before
    assert cell(tab, 0, "due_at") == "09/10/2026 17:00"


def test_rows_below_the_last_are_added_by_hand_and_undone_together(
    tab: DossiersTab, saved: Saved, settle: Settle
) -> None:
    before = saved()
    go(tab, 3, "dossier_code")
    columns = tab.grid.visible_columns(1)
    texts = dict.fromkeys(columns, "")
    lines = []
    for number in range(3):
        texts[PLACES["dossier_code"]] = f"N-{number}"
        texts[PLACES["received_at"]] = "8/10/2026 9:00"
        lines.append("\t".join(texts[at] for at in columns[:9]))

    paste(tab, "\n".join(lines), settle)
    kept = saved()

    assert [row.dossier_code for row in kept] == [*CODES[:3], "N-0", "N-1", "N-2"]
    assert all(row.pick is Pick.BY_HAND and row.pick_reason for row in kept[4:])
    tab.sheet.turn(is_redo=False)
    assert saved() == before


def test_headings_that_were_copied_with_the_table_are_left_out(
    tab: DossiersTab, saved: Saved, settle: Settle
) -> None:
    go(tab, 0, "procedure_name")

    paste(tab, "Thủ tục\tLĨNH VỰC\nKhai tử\tHộ tịch", settle)

    assert [row.procedure_name for row in saved()][:2] == ["Khai tử", "Đăng ký khai sinh"]


def test_one_cell_fills_the_whole_block(tab: DossiersTab, saved: Saved, settle: Settle) -> None:
    go(tab, 0, "has_receipt")
    press(tab.grid, Qt.Key.Key_Down, "", SHIFT)
    press(tab.grid, Qt.Key.Key_Right, "", SHIFT)

    paste(tab, "x", settle)

    kept = saved()
    assert [row.has_receipt for row in kept] == [True, True, None, None]
    assert [row.receipt_complete for row in kept] == [True, True, None, None]


def test_a_copied_block_goes_out_as_excel_takes_it(tab: DossiersTab) -> None:
    tab.model.setData(tab.model.index(0, PLACES["note"]), 'hai\ndòng và "ngoặc"')
    tab.grid.select_block(range(2), [PLACES["complained"], PLACES["note"]])

    press(tab.grid, Qt.Key.Key_C, "", CTRL)

    copied = QGuiApplication.clipboard().text()
    assert copied == '–\tChọn thêm thủ công\t"hai\ndòng và ""ngoặc"""\n–\tChọn thêm thủ công\t'


def test_what_was_copied_out_of_the_grid_changes_nothing_when_pasted_back(
    tab: DossiersTab, saved: Saved, settle: Settle
) -> None:
    before = saved()
    tab.grid.select_block(range(4), [0, len(COLUMNS) - 1])
    press(tab.grid, Qt.Key.Key_C, "", CTRL)
    text = QGuiApplication.clipboard().text()
    go(tab, 0, "dossier_code")

    paste(tab, "\n".join(line.partition("\t")[2] for line in text.split("\n")), settle)

    assert saved() == before
    assert not tab.paste_shown


def test_an_empty_sample_says_how_to_begin_and_takes_a_paste(
    empty: DossiersTab, saved: Saved
) -> None:
    assert empty.stack.currentIndex() == 1
    columns = [COLUMNS[at].name for at in empty.grid.visible_columns(1)]
    texts = {"dossier_code": "N-1", "received_at": "8/10/2026 9:00", "procedure_name": "Khai sinh"}
    QGuiApplication.clipboard().setText("\t".join(texts.get(name, "") for name in columns[:9]))

    empty.paste_button.click()

    assert [row.dossier_code for row in saved()] == ["N-1"]
    assert empty.stack.currentIndex() == 0


def test_nothing_and_too_much_are_told(tab: DossiersTab, settle: Settle) -> None:
    paste(tab, "  ", settle)
    nothing = tab.state.text()

    paste(tab, "a\n" * 6000, settle)

    assert nothing == "Bộ nhớ tạm không có chữ."
    assert "5000" in tab.state.text()
    assert tab.model.rowCount() == 4
