"""The tools above the sample: a register looked at and kept, drawn from, its figures taken over."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from app.bootstrap import Application
from app.domain.draw import DrawOrder
from app.ids import InspectionId
from tests.documents.register_books import HEADINGS, dossier_row, register_book, workbook
from tests.ui.given import ScriptedPrompts, type_text
from ui.desk import Desk
from ui.visit.sample_tools import SampleTools
from ui.visit.visit_case import VisitCase
from ui.widgets.fields import AutoLine

Settle = Callable[[], None]


@pytest.fixture
def tools(
    qtbot: QtBot, desk: Desk, visit_id: InspectionId, settle: Settle
) -> Iterator[SampleTools]:
    """The tools of the visit, on the screen."""
    case = VisitCase(desk)
    shown = SampleTools(case)
    qtbot.addWidget(shown)
    shown.resize(1100, 500)
    shown.show()
    case.open(visit_id)
    qtbot.waitUntil(lambda: case.case is not None)
    settle()
    yield shown
    shown.hide()
    shown.deleteLater()
    case.deleteLater()


def look(tools: SampleTools, prompts: ScriptedPrompts, path: Path, settle: Settle) -> None:
    if not tools.draw_button.isChecked():
        tools.draw_button.click()
    prompts.answers.append([path])
    tools.draw_panel.register_panel.choose_button.click()
    settle()


def test_a_register_is_looked_at_before_it_is_kept(
    tools: SampleTools,
    prompts: ScriptedPrompts,
    settle: Settle,
    application: Application,
    visit_id: InspectionId,
    tmp_path: Path,
) -> None:
    look(tools, prompts, register_book(tmp_path / "so.xlsx", 30), settle)
    panel = tools.draw_panel.register_panel
    assert "30 hồ sơ" in panel.stage.text()
    assert panel.fields["received_at"].currentText() == "Ngày tiếp nhận"
    assert application.registers.of(visit_id) == []

    panel.keep_button.click()
    settle()

    assert [one.entries for one in application.registers.of(visit_id)] == [30]
    assert "Đất đai: 10" in tools.draw_panel.population.text()
    assert tools.draw_panel.amount.amount == 30


def test_a_column_guessed_wrong_is_corrected_in_its_field(
    tools: SampleTools, prompts: ScriptedPrompts, settle: Settle, tmp_path: Path
) -> None:
    look(tools, prompts, register_book(tmp_path / "so.xlsx", 5), settle)
    panel = tools.draw_panel.register_panel
    field = panel.fields["returned_at"]

    place = field.values.index(HEADINGS.index("Ngày có kết quả"))
    field.setCurrentIndex(place)
    field.activated.emit(place)
    settle()

    assert panel.read is not None
    assert panel.read.columns["returned_at"] == HEADINGS.index("Ngày có kết quả")


def test_mistakes_are_listed_by_cell_and_the_register_cannot_be_kept(
    tools: SampleTools, prompts: ScriptedPrompts, settle: Settle, tmp_path: Path
) -> None:
    rows = [HEADINGS, dossier_row(1, **{"Ngày tiếp nhận": "31/02/2026"})]

    look(tools, prompts, workbook(tmp_path / "so.xlsx", rows), settle)

    panel = tools.draw_panel.register_panel
    assert "G2" in panel.told.toPlainText()
    assert not panel.keep_button.isEnabled()


def test_a_file_that_is_no_register_is_told_in_the_panel(
    tools: SampleTools, prompts: ScriptedPrompts, settle: Settle, tmp_path: Path
) -> None:
    path = tmp_path / "so.xlsx"
    path.write_bytes(b"PK\x03\x04broken")

    look(tools, prompts, path, settle)

    assert "so.xlsx" in tools.draw_panel.register_panel.stage.text()
    assert not tools.draw_panel.register_panel.keep_button.isVisible()


def test_a_table_is_pasted(tools: SampleTools, settle: Settle) -> None:
    tools.draw_button.click()
    QGuiApplication.clipboard().setText("Mã hồ sơ\tNgày tiếp nhận\nA1\t03/08/2026\n")

    tools.draw_panel.register_panel.paste_button.click()
    settle()

    assert "1 hồ sơ" in tools.draw_panel.register_panel.stage.text()


def drawn(
    tools: SampleTools, prompts: ScriptedPrompts, settle: Settle, path: Path, size: int
) -> None:
    look(tools, prompts, path, settle)
    tools.draw_panel.register_panel.keep_button.click()
    settle()
    tools.draw_panel.amount.show_amount(size)
    settle()
    tools.draw_panel.draw_button.click()
    settle()


def test_the_sample_is_foreseen_drawn_and_replaced(
    tools: SampleTools,
    prompts: ScriptedPrompts,
    settle: Settle,
    application: Application,
    visit_id: InspectionId,
    tmp_path: Path,
) -> None:
    drawn(tools, prompts, settle, register_book(tmp_path / "so.xlsx", 30), 6)
    panel = tools.draw_panel
    assert "6 hồ sơ" in panel.foreseen.text()
    (draw,) = application.draws.of(visit_id)
    assert draw.seed == panel.seed.text()
    assert draw.seed.startswith("2026")
    assert len(draw.drawn) == 6

    panel.code.setText(draw.drawn[0].dossier_code)
    type_text(panel.reason, "đã chuyển lưu trữ")
    panel.replace_button.click()
    settle()

    (after,) = application.draws.of(visit_id)
    assert after.drawn[1].replaces == draw.drawn[0].dossier_code
    assert after.drawn[1].reason == "đã chuyển lưu trữ"
    assert panel.code.text() == ""


def test_a_replacement_without_reason_is_told_in_the_panel(
    tools: SampleTools,
    prompts: ScriptedPrompts,
    settle: Settle,
    application: Application,
    visit_id: InspectionId,
    tmp_path: Path,
) -> None:
    drawn(tools, prompts, settle, register_book(tmp_path / "so.xlsx", 30), 6)
    code = application.draws.of(visit_id)[0].drawn[0].dossier_code

    tools.draw_panel.code.setText(code)
    tools.draw_panel.replace_button.click()
    settle()

    assert "lý do" in tools.draw_panel.outcome.text()
    assert len(application.draws.of(visit_id)[0].drawn) == 6


@pytest.fixture
def with_sample(
    tools: SampleTools,
    application: Application,
    visit_id: InspectionId,
    settle: Settle,
    tmp_path: Path,
) -> SampleTools:
    """The tools on a visit whose sample was drawn: one of ten overdue."""
    late = dossier_row(1, **{"Ngày có kết quả": datetime.fromisoformat("2026-08-20T09:00")})
    rows = [HEADINGS, late, *(dossier_row(number) for number in range(2, 11))]
    registers = application.registers
    path = workbook(tmp_path / "so.xlsx", rows)
    registers.keep(visit_id, registers.look(registers.open(path)))
    application.draws.draw(visit_id, DrawOrder(size=9, seed="hạt"))
    tools.case.reload()
    settle()
    tools.figures_button.click()
    settle()
    return tools


def test_figures_are_shown_and_nothing_is_answered_silently(
    with_sample: SampleTools, application: Application, visit_id: InspectionId
) -> None:
    panel = with_sample.figures_panel
    answers = application.inspections.case_file(visit_id).answers

    assert "9/10" in panel.summary.text()
    assert "CCHC.3.4.2" in panel.different
    assert "CCHC.3.4.2" not in answers


def test_one_figure_is_taken_over(
    with_sample: SampleTools, settle: Settle, application: Application, visit_id: InspectionId
) -> None:
    with_sample.figures_panel.take("CCHC.3.4.2")
    settle()

    answer = application.inspections.case_file(visit_id).answers["CCHC.3.4.2"]
    assert (answer.numerator, answer.denominator) == (Decimal(0), Decimal(1))
    assert answer.rate_source == "Mẫu 10 hồ sơ thủ tục hành chính"
    assert "CCHC.3.4.2" not in with_sample.figures_panel.different


def test_all_figures_are_taken_over_with_one_button(
    with_sample: SampleTools, qtbot: QtBot, settle: Settle
) -> None:
    panel = with_sample.figures_panel

    qtbot.mouseClick(panel.take_all_button, Qt.MouseButton.LeftButton)
    settle()

    assert panel.different == []
    assert not panel.take_all_button.isVisible()


def test_another_figure_needs_only_its_reason_which_goes_into_the_remarks(
    with_sample: SampleTools, settle: Settle, application: Application, visit_id: InspectionId
) -> None:
    panel = with_sample.figures_panel
    with_sample.case.change_answer("CCHC.3.4.2", numerator=Decimal(1), denominator=Decimal(2))
    settle()
    reason = next(field for field in panel.findChildren(AutoLine) if field.isVisible())

    type_text(reason, "đếm cả hồ sơ ngoài mẫu")
    panel.setFocus()
    reason.settle()
    settle()

    answer = application.inspections.case_file(visit_id).answers["CCHC.3.4.2"]
    assert answer.comment == "Khác số liệu mẫu (0/1): đếm cả hồ sơ ngoài mẫu"
