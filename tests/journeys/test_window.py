"""Whole journeys through the window: answer, leave, return; print; send and receive."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.bootstrap import create_store, open_application
from app.domain.paper import OTHER_PAPERS
from app.printing.pages import PdfPages
from app.printing.programs import find_programs
from app.services.enrolment import GivenName
from app.services.previews import PreviewKind
from app.words import translate
from tests.fakes import CountedIds, FrozenClock
from tests.ui.given import PERCENT, WORDS, ScriptedPrompts, commit_text, press, type_text
from tests.ui.words_typed import choose, fill, opened, say
from ui import theme
from ui.application import show_window
from ui.documents.preview_dialog import PreviewDialog
from ui.exchange.approval_dialog import ApprovalDialog
from ui.inspections.page import InspectionsPage
from ui.navigation import PageName, VisitTab
from ui.packages.page import PackagesPage
from ui.program import Program
from ui.settings import SettingsFile
from ui.visit.checklist_tab import ChecklistTab
from ui.visit.findings_tab import FindingsTab
from ui.visit.minutes_tab import MinutesTab
from ui.visit.overview_tab import OverviewTab
from ui.visit.page import VisitPage
from ui.visit.photos_tab import PhotosTab
from ui.walk import pages_of

PATIENCE_MS = 60_000


class Journey:
    """Opens the program as often as a user does, on any store, with the same settings."""

    def __init__(self, qtbot: QtBot, home: Path, prompts: ScriptedPrompts) -> None:
        self.qtbot = qtbot
        self.home = home
        self.prompts = prompts
        self._ids = CountedIds()
        self._ids.count = 3_000_000

    @contextmanager
    def program(self, store: Path) -> Iterator[Program]:
        """Run the program on a store and close it as a user does."""
        settings = SettingsFile(self.home / "settings.json")
        program = Program(
            show_window(settings), store, clock=FrozenClock(), ids=self._ids, prompts=self.prompts
        )
        program.open_store()
        self.qtbot.waitUntil(lambda: program.is_ready, timeout=PATIENCE_MS)
        self.settle(program)
        try:
            yield program
        finally:
            program.window.close()
            self.qtbot.waitUntil(lambda: not program.window.isVisible(), timeout=PATIENCE_MS)
            program.end()
            program.window.deleteLater()
            program.deleteLater()

    def settle(self, program: Program) -> None:
        """Wait until nothing is read or written."""
        self.qtbot.waitUntil(lambda: program.jobs.is_idle, timeout=PATIENCE_MS)

    def visit(self, program: Program, tab: VisitTab, code: str = "") -> VisitPage:
        """Open the first visit at a tab."""
        assert program.application is not None
        (row, *_others) = program.application.inspections.rows()
        program.navigator.open_visit(row.id, tab, code)
        page = pages_of(program).pages[PageName.VISIT]
        assert isinstance(page, VisitPage)
        self.qtbot.waitUntil(lambda: page.case.case is not None, timeout=PATIENCE_MS)
        self.settle(program)
        return page


@pytest.fixture
def journey(qtbot: QtBot, qapp: QApplication, tmp_path: Path, prompts: ScriptedPrompts) -> Journey:
    theme.apply(qapp, "light", 100)
    return Journey(qtbot, tmp_path, prompts)


def test_answers_by_keyboard_are_there_after_a_restart(journey: Journey, store: Path) -> None:
    with journey.program(store) as program:
        page = journey.visit(program, VisitTab.CHECKLIST, WORDS)
        tab = page.built[VisitTab.CHECKLIST]
        assert isinstance(tab, ChecklistTab)
        press(tab.list, Qt.Key.Key_2, "2")
        type_text(tab.list.editor.comment, "Thiếu lĩnh vực ")
        commit_text(tab.list.editor.comment, "tài chính công")
        # Closing the window in mid-sentence must not cost a word.

    with journey.program(store) as program:
        page = journey.visit(program, VisitTab.CHECKLIST, WORDS)
        tab = page.built[VisitTab.CHECKLIST]
        assert isinstance(tab, ChecklistTab)
        assert tab.list.editor.code == WORDS
        assert tab.list.editor.comment.toPlainText() == "Thiếu lĩnh vực tài chính công"
        assert page.case.answers[WORDS].value == "partial"


def test_the_keys_of_the_open_card_work_as_soon_as_the_visit_is_there(
    journey: Journey, store: Path, qapp: QApplication
) -> None:
    with journey.program(store) as program:
        page = journey.visit(program, VisitTab.CHECKLIST, WORDS)
        tab = page.built[VisitTab.CHECKLIST]
        assert isinstance(tab, ChecklistTab)
        journey.qtbot.waitUntil(lambda: qapp.focusWidget() is not None)

        focused = qapp.focusWidget()
        assert focused is not None
        press(focused, Qt.Key.Key_3, "3")
        journey.settle(program)

        assert focused is tab.list
        assert page.case.answers[WORDS].value == "no"


def test_a_finding_begun_at_a_criterion_gets_its_recommendation(
    journey: Journey, store: Path
) -> None:
    with journey.program(store) as program:
        page = journey.visit(program, VisitTab.CHECKLIST, WORDS)
        checklist = page.built[VisitTab.CHECKLIST]
        assert isinstance(checklist, ChecklistTab)
        checklist.list.finding_asked.emit(WORDS)
        findings = page.built[VisitTab.FINDINGS]
        assert isinstance(findings, FindingsTab)
        commit_text(findings.editor.text, "Kế hoạch thiếu một lĩnh vực.")
        findings.editor.text.settle()
        journey.settle(program)
        commit_text(findings.editor.recommendations.new_text, "Bổ sung kế hoạch.")
        findings.editor.recommendations.new_text.settle()
        journey.settle(program)
        assert program.application is not None
        case = program.application.inspections.case_file(page.case.inspection_id)

    (new,) = [one for one in case.findings if one.criterion_code == WORDS]
    (asked,) = [one for one in case.recommendations if one.finding_id == new.id]
    assert new.area_code == "CCHC.1"
    assert asked.text == "Bổ sung kế hoạch."
    assert asked.owner == "UBND xã Cần Đước"


def test_the_facts_of_the_visit_and_its_people_are_kept(journey: Journey, store: Path) -> None:
    with journey.program(store) as program:
        page = journey.visit(program, VisitTab.OVERVIEW)
        tab = page.built[VisitTab.OVERVIEW]
        assert isinstance(tab, OverviewTab)
        tab.ended.setText("16:30 20/11/2026")
        tab.ended.settle()
        commit_text(tab.witnesses.new_name, "Phạm Văn Chứng")
        tab.witnesses.new_name.settle()
        journey.settle(program)
        assert program.application is not None
        case = program.application.inspections.case_file(page.case.inspection_id)

    assert case.inspection.ended_at is not None
    assert "Phạm Văn Chứng" in [person.name for person in case.participants]


def test_an_end_before_the_start_is_refused_beside_the_field(journey: Journey, store: Path) -> None:
    with journey.program(store) as program:
        page = journey.visit(program, VisitTab.OVERVIEW)
        tab = page.built[VisitTab.OVERVIEW]
        assert isinstance(tab, OverviewTab)
        tab.ended.setText("07:00 20/11/2026")
        tab.ended.settle()
        journey.settle(program)
        problem = tab.problem.text()
        assert program.application is not None
        kept = program.application.inspections.get(page.case.inspection_id)

    assert problem
    assert kept.ended_at is None


def test_photos_are_taken_in_and_captioned(journey: Journey, store: Path, tmp_path: Path) -> None:
    picture = tmp_path / "ảnh niêm yết.jpg"
    image = QImage(640, 480, QImage.Format.Format_RGB32)
    image.fill(0x336699)
    assert image.save(str(picture))
    broken = tmp_path / "hỏng.jpg"
    broken.write_bytes(b"no picture")
    journey.prompts.answers = [[picture, broken]]

    with journey.program(store) as program:
        page = journey.visit(program, VisitTab.PHOTOS)
        tab = page.built[VisitTab.PHOTOS]
        assert isinstance(tab, PhotosTab)
        tab.ask_for_photos(PERCENT)
        journey.qtbot.waitUntil(lambda: tab.grid.photos.rowCount() == 1, timeout=PATIENCE_MS)
        journey.settle(program)
        commit_text(tab.detail.caption, "Bảng niêm yết thủ tục")
        tab.detail.settle()
        journey.settle(program)
        told = page.intake.text.text()
        assert program.application is not None
        case = program.application.inspections.case_file(page.case.inspection_id)

    assert [photo.caption for photo in case.photos] == ["Bảng niêm yết thủ tục"]
    assert [link.target_key for link in case.photo_links] == [PERCENT]
    assert "hỏng.jpg" in told


def test_minutes_are_written_with_one_button(journey: Journey, store: Path, tmp_path: Path) -> None:
    target = tmp_path / "biên bản.docx"
    journey.prompts.answers = [target]

    with journey.program(store) as program:
        page = journey.visit(program, VisitTab.MINUTES)
        tab = page.built[VisitTab.MINUTES]
        assert isinstance(tab, MinutesTab)
        journey.qtbot.mouseClick(tab.write_button, Qt.MouseButton.LeftButton)
        journey.qtbot.waitUntil(lambda: tab.written is not None, timeout=PATIENCE_MS)
        journey.settle(program)

    with zipfile.ZipFile(target) as document:
        text = document.read("word/document.xml").decode("utf-8")
    assert "BIÊN BẢN" in text
    assert "Nguyễn Văn Hùng" in text


def test_every_other_paper_is_written_with_one_button(
    journey: Journey, store: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "văn bản"
    journey.prompts.answers = [folder]

    with journey.program(store) as program:
        page = journey.visit(program, VisitTab.MINUTES)
        tab = page.built[VisitTab.MINUTES]
        assert isinstance(tab, MinutesTab)
        journey.qtbot.mouseClick(tab.papers.all_button, Qt.MouseButton.LeftButton)
        journey.qtbot.waitUntil(lambda: tab.papers.written is not None, timeout=PATIENCE_MS)
        journey.settle(program)

    written = {file.name for file in folder.iterdir()}
    assert len(written) == len(OTHER_PAPERS)
    with zipfile.ZipFile(folder / "don_doc.docx") as document:
        text = document.read("word/document.xml").decode("utf-8")
    assert "Kính gửi: UBND xã Cần Đước" in text


@pytest.mark.skipif(not find_programs(), reason="no office program is installed")
def test_the_draft_is_shown_as_it_prints_and_goes_to_the_printer(
    journey: Journey, store: Path, tmp_path: Path
) -> None:
    target = tmp_path / "printed.pdf"
    journey.prompts.answers = [target]

    with journey.program(store) as program:
        page = journey.visit(program, VisitTab.MINUTES)
        tab = page.built[VisitTab.MINUTES]
        assert isinstance(tab, MinutesTab)
        journey.qtbot.mouseClick(tab.acts.preview_button, Qt.MouseButton.LeftButton)
        journey.settle(program)
        dialog = tab.dialog
        assert isinstance(dialog, PreviewDialog)
        journey.qtbot.waitUntil(lambda: dialog.preview is not None, timeout=PATIENCE_MS)
        assert dialog.preview is not None
        kind, sizes = dialog.preview.kind, dialog.preview.pages.sizes
        journey.qtbot.mouseClick(dialog.print_button, Qt.MouseButton.LeftButton)
        journey.settle(program)
        dialog.reject()
        journey.settle(program)

    assert kind is PreviewKind.PRINTED
    printed = PdfPages(target)
    printed.close()
    assert [size.is_landscape for size in printed.sizes] == [size.is_landscape for size in sizes]
    assert (round(printed.sizes[0].width), round(printed.sizes[0].height)) == (595, 842)


def test_a_package_goes_from_the_laptop_to_headquarters(
    journey: Journey, store: Path, tmp_path: Path
) -> None:
    office, stick = tmp_path / "hq", tmp_path / "usb"
    stick.mkdir()
    enrol(office, store, stick)
    journey.prompts.answers = [stick, stick]

    with journey.program(store) as program:
        export = packages(journey, program).export_panel
        journey.qtbot.mouseClick(export.choose_button, Qt.MouseButton.LeftButton)
        journey.qtbot.mouseClick(export.export_button, Qt.MouseButton.LeftButton)
        journey.qtbot.waitUntil(lambda: not export.removal.isHidden(), timeout=PATIENCE_MS)
    with journey.program(office) as program:
        inbox = packages(journey, program).import_panel
        journey.qtbot.mouseClick(inbox.choose_button, Qt.MouseButton.LeftButton)
        journey.qtbot.waitUntil(inbox.import_button.isEnabled, timeout=PATIENCE_MS)
        looked = program.application
        assert looked is not None
        before = looked.inspections.rows()
        journey.qtbot.mouseClick(inbox.import_button, Qt.MouseButton.LeftButton)
        journey.qtbot.waitUntil(lambda: bool(looked.inspections.rows()), timeout=PATIENCE_MS)
        journey.settle(program)
        (row,) = looked.inspections.rows()
        case = looked.inspections.case_file(row.id)

    assert before == []
    assert row.unit_name == "xã Cần Đước"
    assert PERCENT in case.answers
    assert journey.prompts.told == []


def test_a_laptop_is_enrolled_by_spoken_words(
    journey: Journey, store: Path, tmp_path: Path
) -> None:
    office, request, answer = tmp_path / "hq", tmp_path / "yeu-cau.skt", tmp_path / "tra-loi"
    create_store(office, "hq", "Sở Nội vụ")
    told = journey.prompts.told

    journey.prompts.answers = [request]
    with journey.program(store) as program:
        trust = packages(journey, program).trust
        journey.qtbot.mouseClick(trust.request_button, Qt.MouseButton.LeftButton)
        journey.qtbot.waitUntil(lambda: len(told) == 1, timeout=PATIENCE_MS)
    with journey.program(office) as program:
        trust = packages(journey, program).trust
        journey.qtbot.mouseClick(trust.approve_button, Qt.MouseButton.LeftButton)
        approval = opened(trust, ApprovalDialog)
        fill(approval, request, words_of(told[0]), journey.prompts)
        choose(approval.answer, answer, journey.prompts)
        journey.qtbot.mouseClick(approval.agree_button, Qt.MouseButton.LeftButton)
        journey.qtbot.waitUntil(lambda: len(told) == 2, timeout=PATIENCE_MS)
    with journey.program(store) as program:
        trust = packages(journey, program).trust
        before = trust.state.text()
        journey.qtbot.mouseClick(trust.accept_button, Qt.MouseButton.LeftButton)
        say(trust, answer, words_of(told[1]), journey.prompts)
        journey.qtbot.waitUntil(lambda: trust.state.text() != before, timeout=PATIENCE_MS)
        after = trust.state.text()

    assert before == translate("Not enrolled yet")
    assert after == translate("Ready")


def words_of(told: str) -> str:
    """Return the six words out of the message that says them."""
    return told.splitlines()[-1]


def packages(journey: Journey, program: Program) -> PackagesPage:
    """Open the page of the packages and wait until it is filled."""
    program.navigator.open_page(PageName.PACKAGES)
    journey.settle(program)
    page = pages_of(program).pages[PageName.PACKAGES]
    assert isinstance(page, PackagesPage)
    return page


def enrol(office: Path, laptop: Path, folder: Path) -> None:
    """Make a headquarters and let it and the laptop trust each other."""
    create_store(office, "hq", "Sở Nội vụ")
    with open_application(office) as hq, open_application(laptop) as field:
        request = folder / "yeu-cau.skt"
        asked = field.enrolment.request(request)
        told = hq.enrolment.approve(
            request,
            asked.code,
            GivenName(name="doan1/may-01", team="doan1"),
            answer=folder / "tra-loi",
        )
        field.enrolment.accept(folder / "tra-loi", told.code)


def test_a_text_lost_in_a_crash_is_back_in_its_field(journey: Journey, store: Path) -> None:
    with open_application(store) as application:
        (row,) = application.inspections.rows()
        answer = application.answers.blank(row.id, WORDS)
        # What two seconds of typing leave behind when the battery then dies.
        application.drafts.keep(
            answer.id, "comment", "Kế hoạch thiếu lĩnh vực", 8, inspection_id=row.id
        )

    with journey.program(store) as program:
        shell = pages_of(program)
        journey.qtbot.waitUntil(lambda: PageName.VISIT in shell.pages, timeout=PATIENCE_MS)
        page = shell.pages[PageName.VISIT]
        assert isinstance(page, VisitPage)
        journey.qtbot.waitUntil(lambda: not page.drafts.isHidden(), timeout=PATIENCE_MS)
        tab = page.built[VisitTab.CHECKLIST]
        assert isinstance(tab, ChecklistTab)
        code, shown = tab.list.editor.code, tab.list.editor.comment.toPlainText()
        caret = tab.list.editor.comment.textCursor().position()
        status = shell.status.saved.text()
        page.settle()
        journey.settle(program)
        assert program.application is not None
        case = program.application.inspections.case_file(row.id)
        left = program.application.drafts.all()

    assert code == WORDS
    assert caret == 8
    assert "✓ Đã lưu" not in status
    assert shown == case.answers[WORDS].comment == "Kế hoạch thiếu lĩnh vực"
    assert left == []


def test_the_summary_of_all_visits_is_written(
    journey: Journey, store: Path, tmp_path: Path
) -> None:
    target = tmp_path / "tổng hợp.xlsx"
    journey.prompts.answers = [target]

    with journey.program(store) as program:
        program.navigator.open_page(PageName.INSPECTIONS)
        journey.settle(program)
        page = pages_of(program).pages[PageName.INSPECTIONS]
        assert isinstance(page, InspectionsPage)
        journey.qtbot.mouseClick(page.summary_button, Qt.MouseButton.LeftButton)
        journey.qtbot.waitUntil(lambda: not page.result.isHidden(), timeout=PATIENCE_MS)

    with zipfile.ZipFile(target) as workbook:
        assert "xl/workbook.xml" in workbook.namelist()
