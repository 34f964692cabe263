"""The sheet of keys cannot lie: it shows what there is, and there is nothing else."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.source import modules
from tests.ui.given import ScriptedPrompts
from tests.ui.whole_window import idle, opened_visit
from ui.navigation import VisitTab
from ui.program import Program
from ui.shortcut_sheet import ShortcutSheet
from ui.shortcuts import Key, key_of, sheet
from ui.visit.findings_tab import FindingsTab
from ui.walk import edited, pages_of

_WITHIN = Qt.ShortcutContext.WidgetWithChildrenShortcut
_WINDOW = Qt.ShortcutContext.WindowShortcut


def every_place(program: Program, qtbot: QtBot) -> Iterator[QWidget]:
    """Open each page, each tab of the visit and the editor of checklists, one after another."""
    for page in pages_of(program).offered:
        program.navigator.open_page(page)
        idle(program, qtbot)
        yield program.window
    for tab in VisitTab:
        shown = opened_visit(program, qtbot, tab).built[tab]
        if isinstance(shown, FindingsTab):
            shown.proposals_button.click()
        yield program.window
    edited(program)
    yield program.window


def test_every_shortcut_of_the_window_stands_in_the_list_and_the_other_way_round(
    program: Program, qtbot: QtBot
) -> None:
    found: set[Key] = set()
    strangers: set[str] = set()
    for window in every_place(program, qtbot):
        for shortcut in window.findChildren(QShortcut):
            key = key_of(shortcut)
            if key is None:
                strangers.add(shortcut.key().toString())
            else:
                found.add(key)
        strangers |= {
            action.shortcut().toString()
            for action in window.findChildren(QAction)
            if not action.shortcut().isEmpty() and isinstance(action.parent(), QWidget)
        }

    assert strangers == set()
    assert {key for key in Key if not key.value.read_by} - found == set()


def test_no_key_does_two_things_in_one_place(program: Program, qtbot: QtBot) -> None:
    doubled: set[str] = set()
    for window in every_place(program, qtbot):
        seen = [one for one in window.findChildren(QShortcut) if owner(one).isVisible()]
        for shortcut in seen:
            rivals = Counter(
                other.key().toString()
                for other in seen
                if owner(other) is owner(shortcut) or reaches_into(other, owner(shortcut))
            )
            name = shortcut.key().toString()
            if rivals[name] > 1:
                doubled.add(f"{name} in {type(owner(shortcut)).__name__}")

    assert doubled == set()


def owner(shortcut: QShortcut) -> QWidget:
    parent = shortcut.parent()
    assert isinstance(parent, QWidget)
    return parent


def reaches_into(shortcut: QShortcut, widget: QWidget) -> bool:
    """Tell whether a shortcut of something above also works in a widget."""
    if shortcut.context() == _WINDOW:
        return True
    return shortcut.context() == _WITHIN and owner(shortcut).isAncestorOf(widget)


def test_shortcuts_are_made_in_one_place_alone() -> None:
    makers = {
        module.name
        for module in modules("ui")
        if re.search(r"\bQShortcut\(|\.setShortcuts?\(", module.text)
    }

    assert makers == {"ui/shortcuts.py"}


def test_keys_read_by_a_widget_are_read_by_it() -> None:
    sources = {
        name: module.text
        for module in modules("ui")
        for name in re.findall(r"^class (\w+)", module.text, re.MULTILINE)
    }
    for key in Key:
        if not key.value.read_by:
            continue
        text = sources[key.value.read_by]
        assert "def keyPressEvent" in text, key
        for sequence in key.value.keys:
            assert is_read(text, sequence), (key, sequence)


def last_key(sequence: str) -> Qt.Key:
    return QKeyCombination.fromCombined(
        QKeySequence(sequence)[0].toCombined()  # type: ignore[index] # the stubs forget it
    ).key()


def is_read(text: str, sequence: str) -> bool:
    """Tell whether a source names a key, by its constant or as a digit."""
    last = last_key(sequence)
    names = {f"Key_{last.name.removeprefix('Key_')}"}
    standard = {"Ctrl+C": "standard.Copy", "Ctrl+V": "standard.Paste", "Ctrl+Z": "standard.Undo"}
    if sequence.isdecimal():
        return "isdecimal()" in text
    if sequence == "F2":
        return "EditKeyPressed" in text or "Key_F2" in text
    return standard.get(sequence, "\0") in text or any(name in text for name in names)


def test_every_key_of_the_list_is_one_that_qt_knows() -> None:
    unknown = [
        sequence
        for key in Key
        for sequence in key.value.keys
        if last_key(sequence.format(number=1)) == Qt.Key.Key_unknown
    ]

    assert unknown == []


def test_each_page_has_its_number(program: Program, qtbot: QtBot) -> None:
    offered = pages_of(program).offered
    for number, page in enumerate(offered, start=1):
        (shortcut,) = [
            one
            for one in program.window.findChildren(QShortcut)
            if one.key().toString() == f"Alt+{number}"
        ]
        shortcut.activated.emit()
        idle(program, qtbot)
        assert pages_of(program).place.page is page

    assert f"Alt+1 … Alt+{len(offered)}" in [line.keys for line in sheet(len(offered))]


def test_keys_are_found_without_accents_and_counted(qtbot: QtBot, prompts: ScriptedPrompts) -> None:
    dialog = ShortcutSheet(sheet(8), prompts)
    qtbot.addWidget(dialog)

    dialog.filter.words.setText("chup anh nhieu")
    none = dialog.shown
    dialog.filter.words.setText("tieu chi tiep theo")

    assert none == []
    assert [line.keys for line in dialog.shown] == ["Ctrl+Enter · Ctrl+Enter"]
    assert dialog.filter.count.text().startswith("1 ")


def test_the_sheet_is_printed_whole(qtbot: QtBot, prompts: ScriptedPrompts, tmp_path: Path) -> None:
    dialog = ShortcutSheet(sheet(8), prompts)
    qtbot.addWidget(dialog)
    dialog.filter.words.setText("F1")
    prompts.answers = [tmp_path / "phim-tat.pdf"]

    dialog.print_button.click()

    assert (tmp_path / "phim-tat.pdf").read_bytes().startswith(b"%PDF")
    assert dialog.text().count("\n") > 60
