"""The preview of an import in the window: unit by unit, and a question before much is removed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.bootstrap import Application
from app.domain.finding import FindingFacts, FindingKind
from app.ids import InspectionId
from app.services.import_preview import MOST_REMOVED, UnitPreview
from app.services.imported import Imported, removing
from tests.ui.given import ScriptedPrompts
from tests.ui.visit_pages import Settle
from ui.desk import Desk
from ui.exchange.import_panel import ImportPanel
from ui.exchange.unit_table import UNIT_COLUMNS, UnitRow, unit_rows


@pytest.fixture
def panel(desk: Desk, headquarters: Application, qtbot: QtBot) -> ImportPanel:
    made = ImportPanel(replace(desk, application=headquarters))
    qtbot.addWidget(made)
    return made


@pytest.fixture
def emptied(
    headquarters: Application, application: Application, visit_id: InspectionId, tmp_path: Path
) -> Path:
    """A stick that removes one finding more than goes unasked."""
    facts = FindingFacts(kind=FindingKind.SHORTCOMING, area_code="CCHC.1", text="Sai.")
    for _ in range(MOST_REMOVED):
        application.findings.add(visit_id, facts)
    places = [tmp_path / name for name in ("một", "hai")]
    for place in places:
        place.mkdir()
    application.exports.write(places[0], [visit_id])
    headquarters.imports.take_in([places[0]])
    for one in application.inspections.case_file(visit_id).findings:
        application.findings.remove(one)
    application.exports.write(places[1], [visit_id])
    return places[1]


def shown(panel: ImportPanel) -> list[UnitRow]:
    return list(panel.units.units.rows)


def preview(visit: str, name: str, **facts: int) -> UnitPreview:
    known = {"new": 1, "same": 2, "different": 0, "rejected": 0, "removed": 0, "photos_missing": 0}
    return UnitPreview(
        inspection_id=visit, unit_name=name, is_new=False, removes_visit=False, **{**known, **facts}
    )


def test_what_two_packages_bring_of_one_visit_is_one_row() -> None:
    found = [
        Imported(
            path=Path("a"),
            status="new",
            units=(preview("1", "xã A", removed=2), preview("", "", new=4)),
        ),
        Imported(path=Path("b"), status="new", units=(preview("1", "xã A", photos_missing=3),)),
        Imported(path=Path("c"), status="rejected"),
    ]

    rows = unit_rows(found)

    texts = [[column.text(row) for column in UNIT_COLUMNS] for row in rows]
    assert texts == [
        ["xã A", "2", "4", "", "", "2", "3"],
        ["Kế hoạch, bộ tiêu chí và danh mục", "4", "2", "", "", "", ""],
    ]


def test_the_units_stand_below_the_packages_before_anything_is_taken_in(
    panel: ImportPanel,
    headquarters: Application,
    application: Application,
    visit_id: InspectionId,
    tmp_path: Path,
    settle: Settle,
) -> None:
    place = tmp_path / "usb"
    place.mkdir()
    application.exports.write(place, [visit_id])
    before = panel.units.isHidden()

    panel.look([place])
    settle()

    (row,) = shown(panel)
    assert before
    assert not panel.units.isHidden()
    assert UNIT_COLUMNS[0].text(row) == "xã Cần Đước (cuộc mới)"
    assert row.new > 0
    assert headquarters.inspections.rows() == []


def test_packages_that_each_remove_a_little_are_asked_about_together() -> None:
    half = MOST_REMOVED // 2 + 1
    few = [Imported(path=Path("a"), status="new", units=(preview("1", "xã A", removed=half),))]
    many = [*few, Imported(path=Path("b"), status="new", units=(preview("2", "B", removed=half),))]
    nothing = Imported(path=Path("c"), status="new", units=(preview("3", "C"),))

    assert removing(few) == []
    assert removing([*many, nothing]) == many


def test_much_removed_is_asked_about_and_nothing_comes_in_unless_agreed(
    panel: ImportPanel,
    headquarters: Application,
    emptied: Path,
    visit_id: InspectionId,
    prompts: ScriptedPrompts,
    settle: Settle,
) -> None:
    prompts.answers = [False, True]
    panel.look([emptied])
    settle()

    refused = panel.take_in()
    kept = len(headquarters.inspections.case_file(visit_id).findings)
    panel.take_in()
    settle()

    assert refused is None
    assert kept == MOST_REMOVED + 1
    assert headquarters.inspections.case_file(visit_id).findings == ()
