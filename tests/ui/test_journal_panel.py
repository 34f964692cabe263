"""The exchange journal on its page: packages, gaps, and an import taken back by a click."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.ids import InspectionId
from app.store.package_notes import PackageNote
from tests.two_laptops import another_laptop
from tests.ui.given import WORDS, ScriptedPrompts
from ui.desk import Desk
from ui.exchange.journal_panel import COLUMNS, JournalPanel
from ui.packages.page import PackagesPage

Settle = Callable[[], None]


def note(desk: Desk, package: str, number: int, **facts: object) -> None:
    moment = int(desk.clock.now().timestamp() * 1000) + number
    known = PackageNote(
        package_id=package,
        direction="in",
        manifest_sha256="0" * 64,
        signer="doan1/may-02",
        result="applied",
        utc_ms=moment,
        kind="team",
        origin="may-02",
        number=number,
        new=3,
    )
    with desk.application._store.writing() as work:  # noqa: SLF001 - packages are tested elsewhere
        work.packages.note_package(replace(known, **facts))  # type: ignore[arg-type] # facts of a note
        work.commit()


@pytest.fixture
def page(desk: Desk, visit_id: InspectionId, tmp_path: Path, qtbot: QtBot) -> PackagesPage:
    """The page of packages after another laptop's third package brought a comment."""
    with another_laptop(desk.application, visit_id, tmp_path / "máy hai") as second:
        answer = second.answers.blank(visit_id, WORDS)
        second.answers.save(replace(answer, comment="Máy hai ghi."))
    note(desk, "về", 3)
    note(desk, "đã gửi", 1, direction="out", signer="may-01", origin="may-01")
    page = PackagesPage(desk)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    return page


@pytest.fixture
def panel(page: PackagesPage, qtbot: QtBot, settle: Settle) -> JournalPanel:
    page.show()
    qtbot.mouseClick(page.journal_button, Qt.MouseButton.LeftButton)
    settle()
    return page.journal


def test_every_package_is_listed_and_what_never_came_is_named(
    panel: JournalPanel, desk: Desk, settle: Settle
) -> None:
    first = [(one.number, one.is_out) for one in panel.panel.model.rows]
    told = panel.warnings.text()
    note(desk, "sau", 6, photos=3, photos_missing=1)

    panel.reload()
    settle()

    (photos,) = [one for one in COLUMNS if one.header() == "Ảnh"]
    assert panel.isVisible()
    assert (first, told) == ([(3, False), (1, True)], "")
    assert panel.warnings.text() == "Thiếu gói của doan1/may-02: 04–05"
    assert photos.text(panel.panel.model.rows[0]) == "3/4"


def test_only_what_was_taken_in_can_be_taken_back(panel: JournalPanel) -> None:
    panel.panel.table.choose_where(lambda row: row.is_out)
    sent = panel.undo_button.isEnabled()
    panel.panel.table.choose_where(lambda row: not row.is_out)

    assert (sent, panel.undo_button.isEnabled()) == (False, True)


def test_an_import_is_taken_back_after_a_question(
    panel: JournalPanel,
    desk: Desk,
    visit_id: InspectionId,
    prompts: ScriptedPrompts,
    qtbot: QtBot,
    settle: Settle,
) -> None:
    before = desk.application.answers.blank(visit_id, WORDS).comment
    panel.panel.table.choose_where(lambda row: not row.is_out)
    prompts.answers += [False, True]

    qtbot.mouseClick(panel.undo_button, Qt.MouseButton.LeftButton)
    settle()
    declined = desk.application.answers.blank(visit_id, WORDS).comment
    qtbot.mouseClick(panel.undo_button, Qt.MouseButton.LeftButton)
    settle()

    assert (before, declined) == ("Máy hai ghi.", "Máy hai ghi.")
    assert desk.application.answers.blank(visit_id, WORDS).comment == ""
    assert panel.said.text().startswith("Đã hoàn tác: gói về của doan1/may-02")
    assert [one.is_out for one in panel.panel.model.rows] == [True]


def test_what_cannot_be_taken_back_is_said_in_a_line(
    panel: JournalPanel, desk: Desk, prompts: ScriptedPrompts, qtbot: QtBot, settle: Settle
) -> None:
    with desk.application._store.writing() as work:  # noqa: SLF001 - see above
        work.packages.forget("về")
        work.commit()
    panel.panel.table.choose_where(lambda row: not row.is_out)
    prompts.answers.append(True)

    qtbot.mouseClick(panel.undo_button, Qt.MouseButton.LeftButton)
    settle()

    assert "gói đã nhập" in panel.said.text()
    assert [one.is_out for one in panel.panel.model.rows] == [True]
