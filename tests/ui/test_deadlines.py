"""Deadlines: typed or picked, days off told in words; suggestions that leave composition alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QTableView, QWidget
from pytestqt.qtbot import QtBot

from app.bootstrap import Application
from app.domain.calendar import WorkingCalendar
from app.ids import InspectionId
from tests.complete import calendar
from tests.ui.given import commit_text, press, type_text
from tests.ui.visit_pages import opened, tab_of
from ui import theme
from ui.desk import Desk
from ui.navigation import VisitTab
from ui.visit.findings_tab import FindingsTab
from ui.visit.recommendation_card import RecommendationCard
from ui.widgets.basics import column
from ui.widgets.suggestion_list import SuggestionOffer
from ui.widgets.workday_field import WorkdayField
from ui.widgets.workday_picker import WorkdayPicker

Settle = Callable[[], None]
VISITED = date(2026, 11, 20)
_ALT = Qt.KeyboardModifier.AltModifier


class _Workdays:
    calendar: WorkingCalendar | None = calendar()
    after = VISITED
    today = date(2026, 11, 26)


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> Iterator[QWidget]:
    theme.apply(qapp, "light", 100)
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(700, 640)
    column(made)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.hide()


@pytest.fixture
def field(window: QWidget) -> WorkdayField:
    made = WorkdayField("Thời hạn", _Workdays())
    layout = window.layout()
    assert layout is not None
    layout.addWidget(made)
    return made


@pytest.fixture
def told(field: WorkdayField) -> list[date | None]:
    days: list[date | None] = []
    field.day_settled.connect(days.append)
    return days


def _type(field: WorkdayField, text: str) -> None:
    field.field.setFocus()
    type_text(field.field, text)
    field.field.settle()


def _picker(field: WorkdayField) -> WorkdayPicker:
    field.field.setFocus()
    press(field.field, Qt.Key.Key_Down, modifiers=_ALT)
    if field.picker is None or not field.picker.isVisible():
        # A key sent to a widget passes the map of shortcuts by.
        field.open_picker()
    assert field.picker is not None
    return field.picker


def test_a_working_day_is_taken_as_typed_and_nothing_is_said(
    field: WorkdayField, told: list[date | None]
) -> None:
    _type(field, "18/12/2026")

    assert told == [date(2026, 12, 18)]
    assert field.doubt.isHidden()
    assert field.mend.isHidden()


@pytest.mark.parametrize(
    ("typed", "words", "taken"),
    [
        ("20/12/2026", "Chủ nhật 20/12/2026 không phải ngày làm việc", date(2026, 12, 21)),
        ("01/01/2027", "Tết Dương lịch", date(2027, 1, 4)),
    ],
)
def test_a_day_off_is_told_in_words_and_the_next_working_day_offered(
    field: WorkdayField, told: list[date | None], typed: str, words: str, taken: date
) -> None:
    _type(field, typed)
    said = field.doubt.text()

    field.mend.click()

    assert words in said
    assert told[-1] == taken
    assert field.doubt.isHidden()


def test_a_day_of_a_year_without_known_holidays_is_told(field: WorkdayField) -> None:
    _type(field, "06/03/2029")

    assert "2029" in field.doubt.text()
    assert field.mend.isHidden()


@pytest.mark.parametrize(
    ("term", "day"), [(5, date(2026, 11, 30)), (20, date(2026, 12, 21)), (30, date(2027, 1, 5))]
)
def test_a_term_counts_working_days_from_the_visit(
    field: WorkdayField, told: list[date | None], qtbot: QtBot, term: int, day: date
) -> None:
    # 24/11, 01/01 and the weekends lie between.
    picker = _picker(field)

    qtbot.mouseClick(picker.terms[term], Qt.MouseButton.LeftButton)

    assert told == [day]
    assert not picker.isVisible()
    assert field.field.hasFocus()


def test_arrows_and_enter_pick_a_day_and_words_follow_it(
    field: WorkdayField, told: list[date | None], qtbot: QtBot
) -> None:
    _type(field, "31/12/2026")
    picker = _picker(field)
    view = picker.month.findChild(QTableView)
    assert view is not None

    qtbot.keyClick(view, Qt.Key.Key_Right)
    words = picker.told.text()
    qtbot.keyClick(view, Qt.Key.Key_Return)

    assert "Tết Dương lịch" in words
    assert picker.month.accessibleDescription() == words
    assert told[-1] == date(2027, 1, 1)


def test_every_day_in_sight_says_what_it_is(field: WorkdayField) -> None:
    _type(field, "31/12/2026")
    month = _picker(field).month

    tips = {day: month.dateTextFormat(QDate(2026, 12, day)).toolTip() for day in (18, 19)}

    assert tips[18].endswith("ngày làm việc thứ 19 sau cuộc kiểm tra.")
    assert "ngày nghỉ hằng tuần" in tips[19]


def test_escape_puts_the_calendar_away_and_changes_nothing(
    field: WorkdayField, told: list[date | None], qtbot: QtBot
) -> None:
    picker = _picker(field)
    view = picker.month.findChild(QTableView)
    assert view is not None

    qtbot.keyClick(view, Qt.Key.Key_Escape)

    assert not picker.isVisible()
    assert told == []


@pytest.fixture
def card(desk: Desk, visit_id: InspectionId, qtbot: QtBot, settle: Settle) -> RecommendationCard:
    page = opened(desk, visit_id, qtbot, settle)
    tab = tab_of(page, VisitTab.FINDINGS, FindingsTab, settle)
    (made,) = tab.editor.recommendations.cards.values()
    return made


def _open(offer: SuggestionOffer, settle: Settle) -> list[str]:
    offer.field.setFocus()
    offer.open()
    settle()
    assert offer.list is not None
    items = (offer.list.rows.item(place) for place in range(offer.list.rows.count()))
    return [item.text().partition("  ·  ")[0] for item in items]


def test_a_person_of_the_unit_is_chosen_without_accents_and_kept(
    card: RecommendationCard,
    application: Application,
    visit_id: InspectionId,
    qtbot: QtBot,
    settle: Settle,
) -> None:
    offered = _open(card.owners, settle)
    assert card.owners.list is not None

    qtbot.keyClicks(card.owners.list.search, "quoc dat")
    qtbot.keyClick(card.owners.list.search, Qt.Key.Key_Return)
    settle()

    (kept,) = application.inspections.case_file(visit_id).recommendations
    assert offered[0] == "Lê Quốc Đạt, Chuyên viên"
    assert kept.owner == "Lê Quốc Đạt, Chuyên viên"
    assert card.owner.hasFocus()


def test_a_deadline_that_is_picked_is_kept(
    card: RecommendationCard,
    application: Application,
    visit_id: InspectionId,
    qtbot: QtBot,
    settle: Settle,
) -> None:
    qtbot.waitUntil(lambda: card.due.workdays.calendar is not None)
    card.due.open_picker()
    assert card.due.picker is not None

    card.due.picker.terms[10].click()
    settle()

    (kept,) = application.inspections.case_file(visit_id).recommendations
    assert kept.due_on == date(2026, 12, 7)


def test_the_list_leaves_a_word_that_telex_composes_alone(card: RecommendationCard) -> None:
    field = card.report_form
    field.setFocus()
    field.selectAll()
    QApplication.sendEvent(field, QInputMethodEvent("Văn bả", []))
    composing = field.typing.composing
    shown = card.forms.list is not None and card.forms.list.isVisible()

    commit_text(field, "Văn bản")

    assert composing == "Văn bả"
    assert not shown
    assert field.completer() is None
    assert field.text() == "Văn bản"


def test_laws_join_those_that_stand_there_each_once(
    card: RecommendationCard, settle: Settle
) -> None:
    tab = card.parentWidget()
    while tab is not None and not isinstance(tab, FindingsTab):
        tab = tab.parentWidget()
    assert tab is not None
    laws = tab.editor.laws
    first, second, *_rest = _open(laws, settle)
    assert laws.list is not None

    for law in (first, second, first):
        laws.list.taken.emit(law)

    assert tab.editor.legal_basis.toPlainText() == f"{first}; {second}"
