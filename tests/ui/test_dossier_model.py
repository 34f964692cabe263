"""The model of the dossier grid: 2,000 rows as Qt wants them, judged one by one, undone."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from app.domain.calendar import WorkingCalendar
from app.domain.dossier import Dossier
from app.domain.dossier_result import DossierJudgement, judge
from app.services.dossiers import HalfTyped
from tests import given
from ui.visit import dossier_rows
from ui.visit.dossier_columns import PLACES
from ui.visit.dossier_model import DossierGridModel
from ui.visit.dossier_rows import CellText, Judging, SampleRow, half_typed, judged

JUDGING = Judging(calendar=WorkingCalendar(), period_to=date(2026, 10, 31))


def model_of(number: int) -> DossierGridModel:
    model = DossierGridModel()
    rows = []
    for key in model.new_keys(number):
        dossier = given.dossier(f"H15.50.05.13-261008-{key:05}", order=key)
        rows.append(judged(SampleRow(key=key, dossier=dossier, stored=dossier), JUDGING))
    model.show_sample(given.INSPECTION, rows, JUDGING)
    return model


@pytest.fixture(params=[40, 2000])
def large(qtbot: QtBot, request: pytest.FixtureRequest) -> DossierGridModel:
    del qtbot
    return model_of(request.param)


def watched(model: DossierGridModel) -> QAbstractItemModelTester:
    """Let Qt look at every row and column at every change; slow, so not for all of a test."""
    fatal = QAbstractItemModelTester.FailureReportingMode.Fatal
    return QAbstractItemModelTester(model, fatal, model)


def enter(model: DossierGridModel, place: int, name: str, text: str) -> None:
    assert model.setData(model.index(place, PLACES[name]), text)


def test_the_model_keeps_its_contract_through_steps_and_filters(qtbot: QtBot) -> None:
    del qtbot
    model = model_of(12)
    tester = watched(model)

    enter(model, 5, "note", "giữa")
    model.enter((), model.new_keys(3))
    model.remove([5, 10, 11])
    model.filter(lambda row: row.key > 6)
    model.filter(None)
    while model.undo():
        pass

    tester.deleteLater()
    assert model.rowCount() == 12


def test_two_thousand_rows_are_seen_whole_by_qt(qtbot: QtBot) -> None:
    del qtbot
    model = model_of(2000)

    tester = watched(model)

    tester.deleteLater()
    assert model.rowCount() == 2000


def test_every_step_can_be_taken_back(large: DossierGridModel) -> None:
    before = list(large.rows.values())

    enter(large, 15, "note", "giữa")
    large.enter((), large.new_keys(3))
    large.remove([5, 20, 39])
    while large.undo():
        pass

    assert sorted(large.rows.values(), key=lambda row: row.key) == before
    assert not large.unsaved()


def test_one_row_changes_and_one_row_is_judged(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    del qtbot
    model = model_of(50)
    judged_codes: list[str] = []

    def counted(dossier: Dossier, calendar: WorkingCalendar, until: date) -> DossierJudgement:
        judged_codes.append(dossier.dossier_code)
        return judge(dossier, calendar, until)

    monkeypatch.setattr(dossier_rows, "judge", counted)

    enter(model, 7, "returned_at", "20/10/2026")
    model.undo()

    assert judged_codes == [model.row_at(7).dossier.dossier_code]


def test_what_changed_while_a_save_was_running_stays_changed(qtbot: QtBot) -> None:
    del qtbot
    model = model_of(2)
    enter(model, 0, "note", "một")
    sent = model.unsaved()
    enter(model, 0, "field", "Đất đai")

    model.take_saved(sent, [change.after for _key, change in sent])

    ((_key, left),) = model.unsaved()
    assert left.before is not None
    assert left.after is not None
    assert (left.before.note, left.before.field) == ("một", "Hộ tịch")
    assert left.after.field == "Đất đai"


def test_a_row_taken_off_and_brought_back_before_the_save_ended_is_stored_again(
    qtbot: QtBot,
) -> None:
    del qtbot
    model = model_of(2)
    model.remove([0])
    sent = model.unsaved()
    model.undo()

    model.take_saved(sent, [None])

    ((_key, again),) = model.unsaved()
    assert again.before is None
    assert again.after == model.row_at(0).dossier


def test_a_prepared_step_is_not_made_on_rows_that_changed_meanwhile(qtbot: QtBot) -> None:
    del qtbot
    model = model_of(1)
    cells = [CellText(key=model.row_at(0).key, column="field", text="Y tế")]
    step = dossier_rows.prepare(model.rows, cells, (), given.INSPECTION, JUDGING)
    enter(model, 0, "note", "đã đổi")

    assert not model.apply(step)
    assert model.row_at(0).dossier.field == "Hộ tịch"


def test_what_was_half_typed_comes_back_after_a_crash(qtbot: QtBot) -> None:
    del qtbot
    model = model_of(1)
    enter(model, 0, "due_at", "31/02/2026")
    (key,) = model.new_keys(1)
    texts = {"dossier_code": "N-1", "received_at": "hôm qua", "field": "Y tế"}
    model.enter([CellText(key=key, column=n, text=t) for n, t in texts.items()], [key])
    kept = half_typed(model.rows.values())

    again = model_of(1)
    again.restore(kept)

    assert kept[1] == HalfTyped(dossier_id="", cells=texts)
    assert again.row_at(0).misread["due_at"].text == "31/02/2026"
    assert again.row_at(1).misread["received_at"].text == "hôm qua"
    assert again.row_at(1).dossier.field == "Y tế"
    assert not again.unsaved()
