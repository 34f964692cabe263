"""A paper on the screen: pages appear as they come into sight, are printed, saved and let go."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.bootstrap import Application
from app.errors import InvalidValue
from app.printing.office import Office
from app.printing.pages import PdfPages
from app.progress import Progress
from app.services.previews import PreviewKind, PreviewService, Writer
from tests.printing import office_programs as fake
from tests.printing.test_pages import pdf_of
from tests.ui.given import ScriptedPrompts, press
from ui.desk import Desk
from ui.documents.page_view import PageView
from ui.documents.preview_dialog import PreviewDialog
from ui.jobs import JobRunner

Settle = Callable[[], None]
_A4 = (595, 842)


def write(target: Path, _progress: Progress) -> None:
    """Write a paper of two upright pages and one that lies on its side."""
    made = Document()
    made.add_paragraph("Trang một")
    made.add_paragraph("Trang hai").paragraph_format.page_break_before = True
    section = made.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    made.add_paragraph("Phụ lục")
    made.save(str(target))


@pytest.fixture
def quick(application: Application, tmp_path: Path) -> PreviewService:
    """The services of a computer without any office program."""
    application.previews = PreviewService(tmp_path / "previews", Office(tuple))
    return application.previews


@pytest.fixture
def pages(tmp_path: Path) -> Iterator[PdfPages]:
    """Forty pages, the last of them lying on its side."""
    path = tmp_path / "pages.pdf"
    path.write_bytes(pdf_of([_A4] * 39 + [(842, 595)]))
    opened = PdfPages(path)
    yield opened
    opened.close()


@pytest.fixture
def view(qtbot: QtBot, jobs: JobRunner, pages: PdfPages) -> Iterator[PageView]:
    shown = PageView(jobs)
    qtbot.addWidget(shown)
    shown.resize(700, 500)
    shown.show()
    shown.show_pages(pages)
    yield shown
    shown.show_pages(None)
    shown.hide()


def opened(desk: Desk, qtbot: QtBot, settle: Settle, writer: Writer = write) -> PreviewDialog:
    dialog = PreviewDialog(desk, writer, "Dự thảo: biên bản", None)
    qtbot.addWidget(dialog)
    dialog.open()
    dialog.begin()
    settle()
    return dialog


def test_only_pages_in_sight_and_their_neighbours_are_drawn(
    view: PageView, qtbot: QtBot, settle: Settle
) -> None:
    settle()
    at_first = set(view.drawn)

    view.go_to(20)
    settle()

    assert at_first == {0, 1}
    assert {20, 21} <= set(view.drawn)
    assert 10 not in view.drawn
    qtbot.waitUntil(lambda: view.page == 20)


def test_keys_walk_through_the_pages(view: PageView, settle: Settle) -> None:
    walked = []

    for key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_End):
        press(view, key)
        walked.append(view.page)
    press(view, Qt.Key.Key_Home)
    settle()

    assert walked == [1, 2, 1, 39]
    assert view.page == 0
    assert "1" in view.accessibleDescription()
    assert "40" in view.accessibleDescription()


def test_pages_fill_the_width_until_another_size_is_chosen(view: PageView, settle: Settle) -> None:
    filling = view.scale
    view.resize(1000, 500)
    wider = view.scale

    press(view, Qt.Key.Key_Plus, "+", Qt.KeyboardModifier.ControlModifier)
    larger = view.scale
    press(view, Qt.Key.Key_0, "0", Qt.KeyboardModifier.ControlModifier)
    settle()

    assert filling < wider < larger
    assert view.zoom is None
    assert view.scale == wider


def test_the_wheel_with_ctrl_changes_the_size_and_keeps_the_page(
    view: PageView, settle: Settle
) -> None:
    view.set_zoom(1.0)
    view.go_to(7)
    turn = QWheelEvent(
        QPointF(10, 10),
        QPointF(10, 10),
        QPoint(0, 0),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )

    QApplication.sendEvent(view.viewport(), turn)
    settle()

    assert view.zoom == 1.25
    assert view.page == 7


def test_a_paper_is_laid_out_here_where_there_is_no_office_program_and_says_so(
    quick: PreviewService, desk: Desk, qtbot: QtBot, settle: Settle
) -> None:
    dialog = opened(desk, qtbot, settle)

    assert dialog.preview is not None
    assert dialog.preview.kind is PreviewKind.QUICK
    assert [size.is_landscape for size in dialog.preview.pages.sizes] == [False, False, True]
    assert dialog.note.isVisible()
    assert dialog.stack.currentWidget() is dialog.view
    dialog.reject()
    settle()
    assert quick.program == ""


def test_printing_puts_every_page_on_paper_of_its_size(
    quick: PreviewService,
    desk: Desk,
    prompts: ScriptedPrompts,
    qtbot: QtBot,
    settle: Settle,
    tmp_path: Path,
) -> None:
    del quick
    target = tmp_path / "printed.pdf"
    dialog = opened(desk, qtbot, settle)
    prompts.answers = [target]

    dialog.print_button.click()
    settle()
    dialog.reject()
    settle()

    printed = PdfPages(target)
    picture = printed.picture(0, 300)
    printed.close()
    sizes = [(round(size.width), round(size.height)) for size in printed.sizes]
    letter = [(612, 792), (612, 792), (792, 612)]
    assert sizes == letter
    assert min(picture.pixels) < 100 < max(picture.pixels), "the page is empty"


def test_a_printing_that_was_thought_better_of_prints_nothing(
    quick: PreviewService, desk: Desk, prompts: ScriptedPrompts, qtbot: QtBot, settle: Settle
) -> None:
    del quick
    dialog = opened(desk, qtbot, settle)
    prompts.answers = [None]

    dialog.print_button.click()
    settle()

    assert dialog.print_button.isEnabled()
    dialog.reject()
    settle()


def test_the_pages_are_saved_as_pdf_where_the_user_says(
    quick: PreviewService,
    desk: Desk,
    prompts: ScriptedPrompts,
    qtbot: QtBot,
    settle: Settle,
    tmp_path: Path,
) -> None:
    del quick
    dialog = opened(desk, qtbot, settle)
    prompts.answers = [tmp_path / "kept"]

    dialog.pdf_button.click()
    settle()
    told = dialog.note.text()
    dialog.reject()
    settle()

    assert (tmp_path / "kept.pdf").read_bytes().startswith(b"%PDF-")
    assert str(tmp_path / "kept.pdf") in told


def test_a_paper_that_cannot_be_written_says_why_and_offers_another_try(
    quick: PreviewService, desk: Desk, qtbot: QtBot, settle: Settle
) -> None:
    del quick
    tries: list[int] = []

    def fail_first(target: Path, progress: Progress) -> None:
        tries.append(1)
        if len(tries) == 1:
            raise InvalidValue(field="Ảnh 3", value="", reason="nó không có ở đây")
        write(target, progress)

    dialog = opened(desk, qtbot, settle, fail_first)
    told = dialog.waiting.detail.text()
    could_print = dialog.print_button.isEnabled()
    dialog.waiting.again.click()
    settle()

    assert "Ảnh 3" in told
    assert not could_print
    assert dialog.preview is not None
    dialog.reject()
    settle()


@pytest.mark.skipif("sys.platform == 'win32'", reason="the program is a script")
def test_an_office_program_that_hangs_is_stopped_with_the_button(
    application: Application, desk: Desk, qtbot: QtBot, settle: Settle, tmp_path: Path
) -> None:
    program = fake.program(tmp_path, fake.HANGS)
    hanging = Office(lambda: (program,), timeout_s=60)
    application.previews = PreviewService(tmp_path / "previews", hanging)
    dialog = PreviewDialog(desk, write, "Dự thảo", None)
    qtbot.addWidget(dialog)
    dialog.open()
    dialog.begin()
    qtbot.waitUntil(program.path.with_suffix(".child").exists, timeout=20_000)

    dialog.waiting.stop_button.click()
    settle()

    assert not dialog.isVisible()
    assert not [one for one in (tmp_path / "previews").iterdir() if one.is_dir()]


def test_nothing_stays_of_a_paper_that_was_looked_at(
    quick: PreviewService, desk: Desk, qtbot: QtBot, settle: Settle, tmp_path: Path
) -> None:
    del quick
    dialog = opened(desk, qtbot, settle)
    there = list((tmp_path / "previews").iterdir())

    dialog.reject()
    settle()

    assert len(there) == 1
    assert list((tmp_path / "previews").iterdir()) == []
