"""Tables: Qt's contract, Vietnamese order, search without accents, choice and layout."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.text import sort_key
from tests.ui.given import press
from ui import theme
from ui.widgets.column_table import Column, ColumnTable, ColumnTableModel, Role
from ui.widgets.row_order import KeyedRows


@dataclass(frozen=True)
class Village:
    """A row."""

    name: str
    people: int


COLUMNS = (
    Column[Village](
        header=lambda: "Tên",
        text=lambda row: row.name,
        sort_key=lambda row: sort_key(row.name),
        stretches=True,
    ),
    Column[Village](
        header=lambda: "Dân số",
        text=lambda row: str(row.people),
        sort_key=lambda row: row.people,
        tone=lambda row: "good" if row.people > 5 else "",
        share=lambda row: row.people / 10,
        is_number=True,
    ),
)
VILLAGES = [
    Village("Đông", 2),
    Village("Dương", 10),
    Village("Ánh", 9),
    Village("Ăn", 1),
    Village("An", 3),
]


@pytest.fixture
def table(qtbot: QtBot, qapp: QApplication) -> ColumnTable[Village]:
    theme.apply(qapp, "light", 100)
    table = ColumnTable[Village](ColumnTableModel[Village](COLUMNS))
    qtbot.addWidget(table)
    table.filter.model.setParent(table)
    table.filter.model.show_rows(VILLAGES)
    return table


def shown(table: ColumnTable[Village]) -> list[str]:
    return [str(table.filter.index(row, 0).data()) for row in range(table.count)]


def test_the_model_keeps_the_contract_of_qt(qapp: QApplication) -> None:
    model = ColumnTableModel[Village](COLUMNS, qapp)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)

    model.show_rows(VILLAGES)
    model.show_rows(VILLAGES[:2])

    assert model.rowCount() == 2
    assert model.rowCount(model.index(0, 0)) == 0
    assert model.data(QModelIndex()) is None
    assert model.headerData(0, Qt.Orientation.Horizontal) == "Tên"


def test_text_stands_in_vietnamese_order(table: ColumnTable[Village]) -> None:
    table.sortByColumn(0, Qt.SortOrder.AscendingOrder)

    assert shown(table) == ["An", "Ánh", "Ăn", "Dương", "Đông"]


def test_numbers_stand_in_the_order_of_their_size(table: ColumnTable[Village]) -> None:
    table.sortByColumn(1, Qt.SortOrder.DescendingOrder)

    assert shown(table)[:3] == ["Dương", "Ánh", "An"]


def test_search_ignores_accents_and_needs_every_word(table: ColumnTable[Village]) -> None:
    table.filter.search("dong 2")

    assert shown(table) == ["Đông"]


def test_a_choice_and_a_search_work_together(table: ColumnTable[Village]) -> None:
    table.filter.choose(lambda row: row.people > 2)
    table.filter.search("an")

    assert sorted(shown(table)) == ["An", "Ánh"]


def test_rows_spelt_as_typed_come_before_those_that_only_sound_alike(
    table: ColumnTable[Village],
) -> None:
    table.filter.model.show_rows([Village(name, 1) for name in ("Ba", "Bà", "Bả", "Bá")])
    table.sortByColumn(0, Qt.SortOrder.AscendingOrder)

    table.search("bá")

    assert shown(table) == ["Bá", "Ba", "Bà", "Bả"]


def test_without_accents_typed_the_order_of_the_column_stays(table: ColumnTable[Village]) -> None:
    table.sortByColumn(0, Qt.SortOrder.DescendingOrder)

    table.search("an")

    assert shown(table) == ["Ăn", "Ánh", "An"]


def test_what_is_shown_keeps_the_contract_of_qt(table: ColumnTable[Village]) -> None:
    tester = QAbstractItemModelTester(
        table.filter, QAbstractItemModelTester.FailureReportingMode.Fatal, table
    )

    table.search("an")
    table.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    table.choose_rows(lambda row: row.people > 1)
    table.filter.model.show_rows(VILLAGES[:1])

    assert tester.model() is table.filter
    assert table.count == 0


def test_the_row_chosen_stays_chosen_while_it_is_shown(table: ColumnTable[Village]) -> None:
    table.choose_where(lambda row: row.name == "Ánh")

    table.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    sorted_away = table.chosen
    table.search("an")
    table.search("an 3")

    assert sorted_away == Village("Ánh", 9)
    assert table.chosen == Village("An", 3)


def test_nothing_shown_is_nothing_chosen(qtbot: QtBot, table: ColumnTable[Village]) -> None:
    table.selectRow(0)

    with qtbot.waitSignal(table.row_chosen) as chosen:
        table.search("không có đâu")

    assert chosen.args == [None]


def test_ten_thousand_rows_are_sorted_and_searched_within_a_blink(
    table: ColumnTable[Village],
) -> None:
    many = [Village(f"Thôn {number * 7919 % 10_007}", number) for number in range(10_000)]
    table.filter.model.show_rows(KeyedRows(COLUMNS, many).ready())

    changes: tuple[Callable[[], None], ...] = (
        lambda: table.sortByColumn(0, Qt.SortOrder.DescendingOrder),
        lambda: table.search("thon 99"),
        lambda: table.choose_rows(lambda row: row.people % 2 == 0),
    )

    taken = []
    for change in changes:
        begun = time.perf_counter()
        change()
        taken.append(time.perf_counter() - begun)

    # Fifty milliseconds is the goal; other tests run on the same processors.
    assert max(taken) < 0.25, taken
    assert 0 < table.count < 1_000


def test_a_row_is_opened_with_enter(qtbot: QtBot, table: ColumnTable[Village]) -> None:
    table.choose_where(lambda row: row.name == "Dương")

    with qtbot.waitSignal(table.row_opened) as opened:
        press(table, Qt.Key.Key_Return)

    assert opened.args == [Village("Dương", 10)]
    assert table.chosen == Village("Dương", 10)


def test_widths_and_sort_are_there_next_time(table: ColumnTable[Village], qtbot: QtBot) -> None:
    table.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    kept = table.layout_kept()
    other = ColumnTable[Village](ColumnTableModel[Village](COLUMNS))
    qtbot.addWidget(other)

    other.restore_layout(kept)
    other.restore_layout("no hex")

    assert other.horizontalHeader().sortIndicatorSection() == 1


def test_widths_kept_at_one_zoom_are_as_wide_for_the_eye_at_another(
    table: ColumnTable[Village], qtbot: QtBot, qapp: QApplication
) -> None:
    table.horizontalHeader().resizeSection(1, 140)
    kept = table.layout_kept()
    look, zoom = theme.current().name, theme.zoom_in_use()
    theme.apply(qapp, look, 2 * zoom)
    try:
        other = ColumnTable[Village](ColumnTableModel[Village](COLUMNS))
        qtbot.addWidget(other)
        other.restore_layout(kept)
        width, least = (
            other.horizontalHeader().sectionSize(1),
            other.horizontalHeader().minimumSectionSize(),
        )
    finally:
        theme.apply(qapp, look, zoom)

    assert (width, least) == (280, 112)


def test_a_hundred_thousand_rows_are_shown_at_once(table: ColumnTable[Village]) -> None:
    table.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
    many = [Village(f"Thôn {number}", number) for number in range(100_000)]

    begun = time.perf_counter()
    table.filter.model.show_rows(many)
    taken = time.perf_counter() - begun

    assert table.count == 100_000
    assert taken < 2


def test_a_painted_row_shows_its_chip_and_bar(table: ColumnTable[Village]) -> None:
    table.resize(400, 240)

    picture = table.grab().toImage()

    wash = theme.current().good.wash
    colours = {picture.pixelColor(x, y).name() for x in range(0, 400, 3) for y in range(0, 240, 3)}
    assert wash in colours
    assert table.filter.index(0, 0).data(Role.ROW) == VILLAGES[0]
