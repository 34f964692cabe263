"""The Minutes tab leads from what is missing to the signed pages, and says what cannot be done."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from docx import Document
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.bootstrap import Application
from app.domain.inspection import InspectionState, ParticipantFacts, Role, Side
from app.domain.minutes import MinutesKind, MinutesState
from app.domain.plan import Head
from app.files import sha256_of
from app.ids import InspectionId
from app.printing.office import Office
from app.services.previews import PreviewKind, PreviewService
from app.words import translate
from tests.complete import complete_visit
from tests.ui.given import ScriptedPrompts, press
from ui.desk import Desk
from ui.documents.format_check_dialog import FormatCheckDialog
from ui.documents.preview_dialog import PreviewDialog
from ui.navigation import VisitTab
from ui.visit.minutes_steps import Step
from ui.visit.minutes_tab import MinutesTab
from ui.visit.sign_dialog import SignDialog
from ui.visit.verify_dialog import VerifyDialog
from ui.visit.visit_case import VisitCase

Settle = Callable[[], None]


class Shown:
    """The tab on the screen, following its case as the page of the visit does."""

    def __init__(self, tab: MinutesTab, settle: Settle, qtbot: QtBot) -> None:
        self.tab = tab
        self.case = tab.case
        self._settle = settle
        self._qtbot = qtbot

    def rest(self) -> None:
        """Wait until everything was saved, read again and shown."""
        for _round in range(2):
            self._turn()
            self._settle()
            self._qtbot.waitUntil(lambda: not self.case.is_stale)
            self._settle()

    def _turn(self) -> None:
        """Let everything arrive that was sent so far."""
        turned: list[bool] = []
        QTimer.singleShot(0, lambda: turned.append(True))
        self._qtbot.waitUntil(lambda: bool(turned))

    def close(self) -> None:
        """Close what stands above the tab."""
        if self.tab.dialog is not None:
            self.tab.dialog.reject()
        self.rest()

    @property
    def now(self) -> Step | None:
        assert self.tab.life is not None
        return self.tab.life.now

    def paper(self) -> PreviewDialog:
        assert isinstance(self.tab.dialog, PreviewDialog)
        return self.tab.dialog


@pytest.fixture
def shown(
    qtbot: QtBot,
    desk: Desk,
    application: Application,
    visit_id: InspectionId,
    settle: Settle,
    tmp_path: Path,
) -> Iterator[Shown]:
    """The tab of the visit, on a computer without an office program."""
    application.previews = PreviewService(tmp_path / "previews", Office(tuple))
    case = VisitCase(desk)
    tab = MinutesTab(case)
    case.loaded.connect(tab.show_case)
    case.loaded.connect(lambda: tab.seal(sealed=case.is_sealed))
    tab.resize(1100, 620)
    tab.show()
    case.open(visit_id)
    qtbot.waitUntil(lambda: case.case is not None)
    made = Shown(tab, settle, qtbot)
    made.rest()
    yield made
    made.close()
    tab.hide()
    tab.deleteLater()
    case.deleteLater()


@pytest.fixture
def complete(shown: Shown, application: Application, visit_id: InspectionId) -> Shown:
    """The same with nothing missing."""
    complete_visit(application, visit_id)
    shown.rest()
    return shown


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A photo of a signed page."""
    path = tmp_path / "trang 1.jpg"
    Image.new("RGB", (300, 420), "white").save(path)
    return path


def sign(shown: Shown, *scans: Path) -> None:
    """Freeze and sign as a user does."""
    shown.tab.acts.freeze_button.click()
    shown.rest()
    shown.close()
    shown.tab.acts.sign_button.click()
    dialog = shown.tab.dialog
    assert isinstance(dialog, SignDialog)
    dialog.add(scans)
    dialog.record_button.click()
    shown.rest()


def tool(shown: Shown, text: str) -> QPushButton:
    """Return a button of the newest version."""
    buttons = shown.tab.versions.findChildren(QPushButton)
    return next(one for one in buttons if one.text() == text and one.isVisible())


def test_while_something_is_missing_only_a_draft_can_be_had(shown: Shown) -> None:
    acts = shown.tab.acts

    assert shown.now is Step.MISSING
    assert not acts.freeze_button.isEnabled()
    assert acts.freeze_reason.isVisible()
    assert not acts.sign_button.isEnabled()
    assert acts.preview_button.isEnabled()
    assert acts.write_button.isEnabled()


def test_the_draft_is_shown_with_what_was_typed_a_moment_ago(shown: Shown, qtbot: QtBot) -> None:
    # Something else is still being saved, and the typed text waits behind it.
    busy = threading.Event()
    shown.case.desk.jobs.save(busy.wait)
    shown.tab.says.opinion.setPlainText("Đơn vị sẽ khắc phục ngay.")

    shown.tab.acts.preview_button.click()
    # Whoever reads now reads what was there before.
    inspections = shown.case.desk.application.inspections
    read = shown.case.desk.jobs.read(lambda: inspections.case_file(shown.case.inspection_id))
    with qtbot.waitSignal(read.succeeded):
        pass
    busy.set()
    shown.rest()

    preview = shown.paper().preview
    assert preview is not None
    assert preview.kind is PreviewKind.QUICK
    texts = [one.text for one in Document(str(preview.document)).paragraphs]
    assert "Đơn vị sẽ khắc phục ngay." in "\n".join(texts)


def test_the_draft_is_written_where_the_user_says(
    shown: Shown, prompts: ScriptedPrompts, tmp_path: Path
) -> None:
    prompts.answers = [tmp_path / "dự thảo"]

    shown.tab.acts.write_button.click()
    shown.rest()

    assert shown.tab.written == tmp_path / "dự thảo.docx"
    assert shown.tab.written.exists()
    assert shown.tab.open_button.isVisible()


def test_minutes_go_from_the_draft_over_reading_back_to_the_signature(
    complete: Shown, application: Application, visit_id: InspectionId, photo: Path
) -> None:
    steps = [complete.now]

    complete.tab.acts.freeze_button.click()
    complete.rest()
    frozen = complete.paper()
    assert frozen.preview is not None
    complete.close()
    steps.append(complete.now)
    complete.tab.acts.sign_button.click()
    dialog = complete.tab.dialog
    assert isinstance(dialog, SignDialog)
    proposed = dialog.signers.toPlainText().splitlines()
    dialog.add([photo])
    dialog.record_button.click()
    complete.rest()
    steps.append(complete.now)

    (signed,) = application.minutes.versions(visit_id)
    assert steps == [Step.DRAFT, Step.SIGN, None]
    assert "Nguyễn Văn Hùng" in proposed
    assert signed.state is MinutesState.SIGNED
    assert signed.signers == tuple(proposed)
    assert signed.scan_sha256
    assert application.inspections.get(visit_id).state is InspectionState.SIGNED
    # The banner of the visit says it, and nothing says it twice.
    assert not complete.tab.changes.isVisible()
    assert not complete.tab.acts.freeze_button.isEnabled()
    assert complete.tab.says.opinion.isReadOnly()


def test_the_scan_is_shown_and_may_follow_later(complete: Shown, photo: Path) -> None:
    sign(complete)
    tool(complete, translate("Attach the scan…")).click()
    dialog = complete.tab.dialog
    assert isinstance(dialog, SignDialog)
    could_attach_nothing = dialog.record_button.isEnabled()
    dialog.add([photo, photo])
    dialog.record_button.click()
    complete.rest()

    tool(complete, translate("Open the scan")).click()
    complete.rest()

    preview = complete.paper().preview
    assert not could_attach_nothing
    assert preview is not None
    assert (preview.kind, len(preview.pages.sizes)) == (PreviewKind.SCAN, 2)
    assert complete.paper().word_button.isHidden()


def test_a_change_after_reading_back_has_to_be_read_back_again(complete: Shown) -> None:
    complete.tab.acts.freeze_button.click()
    complete.rest()
    complete.close()

    complete.case.change_inspection(unit_opinion="Đơn vị không thống nhất.")
    complete.rest()

    assert complete.now is Step.DRAFT
    assert not complete.tab.acts.sign_button.isEnabled()
    assert complete.tab.acts.sign_reason.isVisible()
    assert complete.tab.changes.isVisible()
    assert complete.tab.acts.freeze_button.isEnabled()


def test_what_changed_after_the_signature_becomes_supplementary_minutes(
    complete: Shown, application: Application, visit_id: InspectionId
) -> None:
    sign(complete)
    application.inspections.take_step(visit_id, InspectionState.OPEN, "Bổ sung ý kiến")
    complete.rest()
    complete.case.change_inspection(unit_opinion="Đơn vị bổ sung ý kiến.")
    complete.rest()
    application.inspections.take_step(visit_id, InspectionState.FINISHED)
    complete.rest()
    told = complete.tab.changes.title.text()

    complete.tab.acts.supplement_button.click()
    complete.rest()

    kinds = [one.kind for one in application.minutes.versions(visit_id)]
    assert "1" in told
    assert kinds == [MinutesKind.FULL, MinutesKind.SUPPLEMENT]
    assert complete.now is Step.SIGN


def test_a_refusal_to_sign_names_the_witnesses_that_are_needed(
    shown: Shown, application: Application, visit_id: InspectionId
) -> None:
    asked: list[tuple[object, str]] = []
    shown.tab.place_asked.connect(lambda tab, key: asked.append((tab, key)))
    before = shown.tab.says.witness.isVisible()

    shown.tab.says.refused.setPlainText("Chờ ý kiến cấp trên")
    shown.tab.settle()
    shown.rest()
    without = shown.tab.says.witness_text.text()
    facts = ParticipantFacts(side=Side.WITNESS, role=Role.WITNESS, name="Đỗ Thị Sáu")
    application.inspections.add_participant(visit_id, facts)
    shown.rest()

    assert not before
    assert shown.tab.says.witness.isVisible()
    assert "Đỗ Thị Sáu" not in without
    assert "Đỗ Thị Sáu" in shown.tab.says.witness_text.text()
    shown.tab.says.witness_link.linkActivated.emit("#")
    assert asked == [(VisitTab.OVERVIEW, "witnesses")]


def test_the_head_that_is_chosen_holds_for_the_plan(
    shown: Shown, application: Application, visit_id: InspectionId
) -> None:
    field = shown.tab.acts.head
    field.setCurrentIndex(field.values.index(Head.WORKING))
    field.activated.emit(field.currentIndex())
    shown.rest()
    shown.case.reload()
    shown.rest()

    assert application.inspections.case_file(visit_id).plan.head is Head.WORKING
    assert shown.tab.acts.head.value is Head.WORKING


def test_a_code_typed_from_paper_is_checked(complete: Shown, application: Application) -> None:
    sign(complete)
    (signed,) = application.minutes.versions(complete.case.inspection_id)
    complete.tab.acts.verify_button.click()
    dialog = complete.tab.dialog
    assert isinstance(dialog, VerifyDialog)

    dialog.code.setText(signed.code.upper())
    dialog.verify_button.click()
    complete.rest()
    genuine = dialog.verdict.text()
    dialog.code.setText("v1 · ffff ffff ffff ffff")
    press(dialog.code, Qt.Key.Key_Return)
    complete.rest()

    assert genuine == translate("Everything agrees.")
    assert dialog.verdict.text() != genuine
    assert dialog.verdict.property("tone") == "bad"


def test_any_word_file_is_held_against_its_form_from_the_tab(shown: Shown) -> None:
    shown.tab.acts.form_button.click()

    dialog = shown.tab.dialog
    assert isinstance(dialog, FormatCheckDialog)
    assert dialog.isVisible()


def test_signed_pages_are_put_into_their_order(complete: Shown) -> None:
    complete.tab.acts.freeze_button.click()
    complete.rest()
    complete.close()
    complete.tab.acts.sign_button.click()
    dialog = complete.tab.dialog
    assert isinstance(dialog, SignDialog)
    pages = dialog.pages

    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(f"/scan/{name}.jpg") for name in "abc"])
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        dropped,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    pages.dropEvent(event)
    pages.setCurrentRow(2)
    pages.move_chosen(-1)
    pages.setCurrentRow(0)
    press(pages, Qt.Key.Key_Delete)

    assert [path.stem for path in pages.paths] == ["c", "b"]


def test_a_scan_that_is_no_page_leaves_everything_unsigned(
    complete: Shown, application: Application, visit_id: InspectionId, tmp_path: Path
) -> None:
    rubbish = tmp_path / "trang.jpg"
    rubbish.write_bytes(b"rubbish")
    errors: list[object] = []
    complete.tab.acts.freeze_button.click()
    complete.rest()
    complete.close()
    complete.tab.acts.sign_button.click()
    dialog = complete.tab.dialog
    assert isinstance(dialog, SignDialog)
    dialog.failed.connect(errors.append)
    dialog.add([rubbish])

    dialog.record_button.click()
    complete.rest()

    (frozen,) = application.minutes.versions(visit_id)
    assert frozen.state is MinutesState.READ_BACK
    assert dialog.isVisible()
    assert "trang.jpg" in dialog.problem.text()
    assert dialog.record_button.isEnabled()
    assert len(errors) == 1


def test_frozen_texts_that_are_not_here_are_said_on_the_tab(
    complete: Shown, application: Application, visit_id: InspectionId
) -> None:
    sign(complete)
    (signed,) = application.minutes.versions(visit_id)
    kept = [one for one in (application.folder / "blobs").rglob("*") if one.is_file()]
    for one in kept:
        if sha256_of(one) == signed.content_sha256:
            one.unlink()

    complete.case.reload()
    complete.rest()

    assert complete.tab.changes.isVisible()
    assert signed.code not in complete.tab.changes.title.text()
