"""Who is typing, at the window: picked from the list or typed, shown in the status line."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.given import WORDS, type_text
from tests.ui.whole_window import idle, opened_visit, visit_page
from ui.navigation import VisitTab
from ui.program import Program
from ui.typist_dialog import TypistDialog
from ui.visit.checklist_tab import ChecklistTab
from ui.walk import pages_of


def asked(program: Program, qtbot: QtBot) -> TypistDialog:
    """Ask through the button of the status line."""
    qtbot.mouseClick(pages_of(program).status.typist, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: pages_of(program).dialog is not None)
    dialog = pages_of(program).dialog
    assert isinstance(dialog, TypistDialog)
    return dialog


def test_a_name_picked_stands_in_the_status_line(program: Program, qtbot: QtBot) -> None:
    before = pages_of(program).status.typist.text()
    dialog = asked(program, qtbot)
    names = [dialog.names.item(row).text() for row in range(dialog.names.count())]
    dialog.names.setCurrentRow(names.index("Trần Thị Mỹ Lệ"))

    qtbot.mouseClick(dialog.pick_button, Qt.MouseButton.LeftButton)
    idle(program, qtbot)

    assert before == "Ai đang ghi?"
    assert pages_of(program).status.typist.text() == "Người ghi: Trần Thị Mỹ Lệ"
    assert program.application is not None
    assert program.application.typist.current == "Trần Thị Mỹ Lệ"


def test_a_name_typed_counts_before_the_one_chosen(program: Program, qtbot: QtBot) -> None:
    dialog = asked(program, qtbot)
    dialog.other.setFocus()
    type_text(dialog.other, "Đỗ Văn An")

    assert not dialog.names.isEnabled()
    qtbot.mouseClick(dialog.pick_button, Qt.MouseButton.LeftButton)
    idle(program, qtbot)

    assert pages_of(program).status.typist.text() == "Người ghi: Đỗ Văn An"


def test_what_was_being_typed_is_still_the_other_ones(program: Program, qtbot: QtBot) -> None:
    page = opened_visit(program, qtbot, VisitTab.CHECKLIST, WORDS)
    tab = page.built[VisitTab.CHECKLIST]
    assert isinstance(tab, ChecklistTab)
    type_text(tab.list.editor.comment, "Thiếu lĩnh vực đất đai")

    pages_of(program).ask_typist()
    qtbot.waitUntil(lambda: pages_of(program).dialog is not None)
    dialog = pages_of(program).dialog
    assert isinstance(dialog, TypistDialog)
    type_text(dialog.other, "Đỗ Văn An")
    dialog.pick()
    idle(program, qtbot)

    assert program.application is not None
    visit = visit_page(program).case.inspection_id
    writes = program.application.inspections.history(visit, "comment")
    assert [write.actor for write in writes if write.value == '"Thiếu lĩnh vực đất đai"'] == [
        "may-01"
    ]
