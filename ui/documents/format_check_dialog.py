"""Any Word file held against the legal form: what departs, what to do, a corrected copy."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFrame, QStackedWidget, QWidget

from app.errors import AppError
from app.services.word_form import Correction, Violation, Weight, check_document, correct_document
from app.words import translate, translate_count
from ui import theme
from ui.desk import Desk
from ui.icons import Icon
from ui.jobs import Lane
from ui.widgets.basics import button, card, chip, clear, column, label, row
from ui.widgets.empty_state import EmptyState
from ui.widgets.job_panel import JobPanel
from ui.widgets.scroll_column import ScrollColumn

_PLACES_IN_TIP: Final = 25


class FormatCheckDialog(QDialog):
    """Asks for a Word file and lists where it departs; the file itself is never changed."""

    def __init__(self, desk: Desk, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.file: Path | None = None
        self.violations: tuple[Violation, ...] = ()
        self.setWindowTitle(translate("Check the form of a Word file"))
        self.name = label("", "muted", wrap=True)
        self.summary = label("", "strong", wrap=True)
        self.choose_button = button(
            translate("Choose a Word file…"), self.choose, drawing=Icon.FOLDER
        )
        self.fix_button = button(
            translate("Write a corrected copy…"), self.correct, variant="primary"
        )
        self.close_button = button(translate("Close"), self.reject)
        self.panel = JobPanel()
        self.list = ScrollColumn(spacing=theme.SMALL)
        self.stack = QStackedWidget()
        self.empty = EmptyState(
            Icon.DOCUMENT,
            translate("No file is chosen yet"),
            translate(
                "Choose any Word file (.docx): minutes, a plan, a decision, a letter. It is held "
                "against NĐ 30/2020/NĐ-CP on this computer and is not changed."
            ),
        )
        self.sound = EmptyState(
            Icon.TICK,
            translate("Nothing departs from NĐ 30/2020/NĐ-CP"),
            translate("What only a person can judge, such as the place named, is not judged here."),
        )
        self._build()
        self._show()

    def choose(self) -> None:
        """Ask for a file and check it."""
        pattern = translate("Word files (*.docx)")
        files = self.desk.prompts.choose_files(translate("Check the form of a Word file"), pattern)
        if files:
            self.check(files[0])

    def check(self, file: Path) -> None:
        """Check a file in the background and list what departs."""

        def work() -> list[Violation] | AppError:
            try:
                return check_document(file)
            except AppError as error:
                # Told here, beside the button that chooses another.
                return error

        job = self.desk.jobs.start(lambda _progress: work(), Lane.ASIDE)
        self._wait(translate("Checking {name}", name=file.name))
        self.panel.watch(job, translate("Checking {name}", name=file.name))
        job.succeeded.connect(lambda found: self._on_checked(file, found))
        job.finished.connect(self._on_ended)

    def correct(self) -> None:
        """Write a copy with everything mended that needs no person, where the user says."""
        file = self.file
        if file is None:
            return
        suggested = file.with_name(f"{file.stem} - {translate('corrected')}.docx")
        pattern = translate("Word files (*.docx)")
        target = self.desk.prompts.save_as(translate("Write a corrected copy"), suggested, pattern)
        if target is None:
            return

        def work() -> Correction | AppError:
            try:
                return correct_document(file, target)
            except AppError as error:
                return error

        job = self.desk.jobs.save(work)
        self._wait(translate("Writing the corrected copy"))
        self.panel.watch(job, translate("Writing the corrected copy"))
        job.succeeded.connect(lambda made: self._on_corrected(target, made))
        job.finished.connect(self._on_ended)

    def _build(self) -> None:
        screen = QGuiApplication.primaryScreen().availableGeometry()
        height = min(theme.scaled(720), screen.height() - 60)
        self.resize(min(theme.scaled(900), screen.width() - 80), height)
        layout = column(self, margins=theme.LARGE, spacing=theme.MEDIUM)
        head = row(spacing=theme.MEDIUM)
        words = column(spacing=theme.TINY)
        words.addWidget(label(translate("Check the form of a Word file"), "heading"))
        words.addWidget(self.name)
        head.addLayout(words, 1)
        head.addWidget(self.choose_button)
        layout.addLayout(head)
        layout.addWidget(self.summary)
        layout.addWidget(self.panel)
        for page in (self.empty, self.sound, self.list):
            self.stack.addWidget(page)
        layout.addWidget(self.stack, 1)
        foot = row()
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        foot.addWidget(self.fix_button)
        layout.addLayout(foot)

    def _on_checked(self, file: Path, found: list[Violation] | AppError) -> None:
        self.file = None if isinstance(found, AppError) else file
        if isinstance(found, AppError):
            self.violations = ()
            self._show()
            self._say(found.text, tone="bad")
            return
        self.violations = tuple(found)
        self._show()
        mendable = sum(one.mendable for one in found)
        if found:
            counted = translate_count(
                "{count} departure was found", "{count} departures were found", len(found)
            )
            of_them = translate("a corrected copy mends {count} of them", count=mendable)
            self._say(f"{counted}; {of_them}.")

    def _on_corrected(self, target: Path, made: Correction | AppError) -> None:
        if isinstance(made, AppError):
            self._say(made.text, tone="bad")
            return
        # From here on the copy is looked at: what is listed is left in it.
        self.file = target
        self.violations = made.remaining
        self._show()
        mended = translate_count(
            "{count} departure was mended in the copy",
            "{count} departures were mended in the copy",
            len(made.mended),
        )
        left = translate("{count} are left to you", count=len(made.remaining))
        self._say(f"{mended}; {left}.", tone="good")

    def _show(self) -> None:
        """Show the file and its departures, or what to do when there are none."""
        self.name.setText(str(self.file) if self.file else "")
        self.name.setVisible(self.file is not None)
        self._say("")
        self.fix_button.setEnabled(any(one.mendable for one in self.violations))
        if self.violations:
            self._fill(self.violations)
            self.stack.setCurrentWidget(self.list)
        else:
            self.stack.setCurrentWidget(self.empty if self.file is None else self.sound)

    def _fill(self, violations: Sequence[Violation]) -> None:
        clear(self.list.column)
        for violation in violations:
            self.list.column.addWidget(violation_card(violation))
        self.list.column.addStretch(1)
        self.list.verticalScrollBar().setValue(0)

    def _say(self, text: str, tone: str = "") -> None:
        self.summary.setText(text)
        theme.mark_as(self.summary, tone=tone)
        self.summary.setVisible(bool(text))

    def _wait(self, text: str) -> None:
        self._say(text)
        for press in (self.choose_button, self.fix_button):
            press.setEnabled(False)

    def _on_ended(self) -> None:
        self.choose_button.setEnabled(True)
        self.fix_button.setEnabled(any(one.mendable for one in self.violations))


def violation_card(violation: Violation) -> QFrame:
    """Return one departure: its rule and place, what is there and should be, what to do."""
    made = card()
    layout = column(made, margins=theme.MEDIUM, spacing=theme.TINY)
    head = row(spacing=theme.SMALL)
    head.addWidget(chip(violation.rule), alignment=Qt.AlignmentFlag.AlignTop)
    place = label(violation.place, "strong", wrap=True)
    place.setToolTip("\n".join(violation.places[:_PLACES_IN_TIP]))
    head.addWidget(place, 1)
    is_must = violation.weight is Weight.MUST
    chips = [chip(violation.weight.text, "bad" if is_must else "partial")]
    if violation.mendable:
        chips.append(chip(translate("can be mended"), "good"))
    for one in chips:
        head.addWidget(one, alignment=Qt.AlignmentFlag.AlignTop)
    layout.addLayout(head)
    layout.addWidget(label(f"{violation.found}  →  {violation.expected}", wrap=True))
    layout.addWidget(label(violation.cure, "muted", wrap=True))
    return made
