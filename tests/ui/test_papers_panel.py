"""The other papers of a visit from the screen: one, all of them, and what could not be written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.bootstrap import Application
from app.domain.paper import OTHER_PAPERS, Paper, paper_text
from app.ids import InspectionId
from app.printing.office import Office
from app.services.previews import PreviewService
from app.words import translate
from tests.documents.word_reading import Written
from tests.ui.given import ScriptedPrompts
from ui.desk import Desk
from ui.visit.papers_panel import PapersPanel
from ui.visit.visit_case import VisitCase

Settle = Callable[[], None]


@pytest.fixture
def panel(
    qtbot: QtBot,
    desk: Desk,
    application: Application,
    visit_id: InspectionId,
    settle: Settle,
    tmp_path: Path,
) -> Iterator[PapersPanel]:
    """The panel of the visit, on a computer without an office program."""
    application.previews = PreviewService(tmp_path / "previews", Office(tuple))
    case = VisitCase(desk)
    made = PapersPanel(case, lambda: None)
    qtbot.addWidget(made)
    case.open(visit_id)
    qtbot.waitUntil(lambda: case.case is not None)
    made.show()
    settle()
    yield made
    made.hide()
    made.deleteLater()
    case.deleteLater()


def test_each_paper_can_be_looked_at_and_written(panel: PapersPanel) -> None:
    assert list(panel.word_buttons) == list(panel.view_buttons) == list(OTHER_PAPERS)
    for paper, one in panel.word_buttons.items():
        # Read aloud, each button says whose it is.
        assert paper_text(paper) in one.accessibleName()


def test_one_paper_is_written_where_the_user_says(
    panel: PapersPanel, prompts: ScriptedPrompts, settle: Settle, tmp_path: Path
) -> None:
    target = tmp_path / "danh mục.docx"
    prompts.answers = [target]

    panel.word_buttons[Paper.FILE_LIST].click()
    settle()

    assert "DANH MỤC HỒ SƠ" in Written(target.read_bytes()).text
    assert str(target) in panel.result.text()
    assert panel.written == target
    assert panel.open_button.isVisible()


def test_a_file_that_nobody_named_is_not_written(
    panel: PapersPanel, prompts: ScriptedPrompts, settle: Settle
) -> None:
    prompts.answers = [None]

    panel.word_buttons[Paper.FILE_LIST].click()
    settle()

    assert panel.written is None
    assert not panel.result.isVisible()


def test_all_papers_go_into_one_folder(
    panel: PapersPanel, prompts: ScriptedPrompts, settle: Settle, tmp_path: Path
) -> None:
    folder = tmp_path / "văn bản"
    prompts.answers = [folder]

    panel.all_button.click()
    settle()

    assert len(list(folder.glob("*.docx"))) == len(OTHER_PAPERS)
    assert panel.result.text() == translate(
        "{count} papers are in {folder}.", count=len(OTHER_PAPERS), folder=folder
    )
    assert panel.folder_button.isVisible()
    assert not panel.open_button.isVisible()


def test_a_paper_that_failed_is_named_beside_those_that_are_there(
    panel: PapersPanel,
    prompts: ScriptedPrompts,
    application: Application,
    settle: Settle,
    tmp_path: Path,
) -> None:
    (tmp_path / application.papers.file_name(Paper.REMINDER)).mkdir()
    prompts.answers = [tmp_path]

    panel.all_button.click()
    settle()

    said = panel.result.text().split("\n")
    assert said[0].startswith(f"Đã ghi {len(OTHER_PAPERS) - 1} văn bản")
    assert [line.partition(":")[0] for line in said[1:]] == [paper_text(Paper.REMINDER)]


def test_buttons_wait_while_papers_are_written_and_come_back(
    panel: PapersPanel, settle: Settle, tmp_path: Path
) -> None:
    panel.write_all(tmp_path)
    busy = [panel.all_button.isEnabled(), panel.word_buttons[Paper.PLAN].isEnabled()]
    settle()

    assert busy == [False, False]
    assert panel.all_button.isEnabled()
    assert panel.word_buttons[Paper.PLAN].isEnabled()


def test_a_paper_is_looked_at_without_a_file_of_the_users(
    panel: PapersPanel, settle: Settle, qtbot: QtBot
) -> None:
    panel.view_buttons[Paper.HANDOVER_SLIP].click()
    dialog = panel.dialog
    assert dialog is not None
    settle()
    qtbot.waitUntil(lambda: dialog.preview is not None, timeout=20_000)
    assert dialog.preview is not None

    shown = Written(dialog.preview.document.read_bytes()).text
    dialog.reject()
    settle()

    assert "GIẤY GIAO NHẬN" in shown
    assert panel.written is None
    assert panel.dialog is None


def test_what_is_still_typed_is_sent_before_a_paper_is_written(
    desk: Desk, qtbot: QtBot, visit_id: InspectionId, settle: Settle, tmp_path: Path
) -> None:
    sent: list[str] = []
    case = VisitCase(desk)
    panel = PapersPanel(case, lambda: sent.append("sent"))
    qtbot.addWidget(panel)
    case.open(visit_id)
    qtbot.waitUntil(lambda: case.case is not None)

    panel.write(Paper.FILE_LIST, tmp_path / "x.docx")
    settle()

    assert sent == ["sent"]
