"""A paper on the table held against what was frozen: its code typed, or its file chosen."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QDialog, QWidget

from app.domain.change_text import change_text
from app.errors import AppError
from app.services.frozen_texts import Condition
from app.services.verification import Verification, Verified
from app.words import translate
from ui import theme
from ui.desk import Desk
from ui.icons import Icon
from ui.texts import moment_text
from ui.widgets.basics import button, card, chip, clear, column, label, row
from ui.widgets.fields import AutoLine
from ui.widgets.scroll_column import ScrollColumn

_MOST_CHANGES: Final = 12


class VerifyDialog(QDialog):
    """Says of a code or a file which minutes it is, and whether they still say what is recorded."""

    def __init__(self, desk: Desk, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.setWindowTitle(translate("Check a paper"))
        self.code = AutoLine(
            translate("Code at the foot of the page"), translate("e.g. v1 · 0123456789abcdef")
        )
        self.verify_button = button(
            translate("Check"), self._on_verify, variant="primary", drawing=Icon.SEARCH
        )
        self.verdict = label("", "strong", wrap=True)
        self._found = column(spacing=theme.SMALL)
        self._build()
        self.code.returnPressed.connect(self._on_verify)
        self.code.textChanged.connect(self._show_enabled)
        self._show_enabled()

    def verify(self, given: str) -> None:
        """Look for what was given, and show what is known of it."""
        verification = self.desk.application.verification

        def work() -> Verification | AppError:
            try:
                return verification.verify(given)
            except AppError as error:
                # A code that is mistyped is an answer here, not a fault.
                return error

        job = self.desk.jobs.read_aside(work)
        job.succeeded.connect(self._show)

    def _build(self) -> None:
        self.resize(theme.scaled(620), theme.scaled(440))
        layout = column(self, margins=theme.HUGE, spacing=theme.MEDIUM)
        layout.addWidget(label(translate("Check a paper"), "heading"))
        layout.addWidget(
            label(
                translate(
                    "Type the code at the foot of the pages, or what the QR code says; spaces and "
                    "capitals make no difference. A Word or PDF file can be checked too."
                ),
                "muted",
                wrap=True,
            )
        )
        line = row()
        line.addWidget(self.code, 1)
        line.addWidget(self.verify_button)
        line.addWidget(button(translate("Choose a file…"), self._on_choose))
        layout.addLayout(line)
        scroll = ScrollColumn()
        scroll.column.addWidget(self.verdict)
        scroll.column.addLayout(self._found)
        scroll.column.addStretch(1)
        layout.addWidget(scroll, 1)
        foot = row()
        foot.addStretch(1)
        foot.addWidget(button(translate("Close"), self.reject))
        layout.addLayout(foot)

    def _show_enabled(self) -> None:
        self.verify_button.setEnabled(bool(self.code.text().strip()))

    def _on_verify(self) -> None:
        if self.code.text().strip():
            self.verify(self.code.text().strip())

    def _on_choose(self) -> None:
        paths = self.desk.prompts.choose_files(
            translate("Check a paper"), translate("Word and PDF files (*.docx *.pdf)")
        )
        for path in paths[:1]:
            self.code.setText(str(path))
            self.verify(str(path))

    def _show(self, answer: Verification | AppError) -> None:
        clear(self._found)
        fault = answer if isinstance(answer, AppError) else answer.fault
        self.verdict.setText(fault.text if fault else translate("Everything agrees."))
        theme.mark_as(self.verdict, tone="bad" if fault else "good")
        if not isinstance(answer, AppError):
            for one in answer.found:
                self._found.addWidget(_found_card(one))


def _found_card(one: Verified) -> QWidget:
    frame = card()
    layout = column(frame, margins=theme.MEDIUM, spacing=theme.TINY)
    head = row()
    head.addWidget(label(one.minutes.code, "strong"))
    is_signed = one.minutes.signed_at is not None
    head.addWidget(
        chip(
            translate("signed") if is_signed else translate("not signed"),
            "good" if is_signed else "neutral",
        )
    )
    if not one.is_in_force and is_signed:
        head.addWidget(chip(translate("a later version is signed"), "partial"))
    head.addStretch(1)
    layout.addLayout(head)
    facts = [
        one.unit_name,
        translate("written {moment}", moment=moment_text(one.minutes.written_at)),
    ]
    if is_signed:
        facts.append(translate("signed {moment}", moment=moment_text(one.minutes.signed_at)))
    layout.addWidget(label("  ·  ".join(facts), "muted", wrap=True))
    kept = [
        translate("{part}: {condition}", part=part, condition=_condition_text(condition))
        for part, condition in (
            (translate("Text"), one.text),
            (translate("Word file"), one.document),
            (translate("Scan"), one.scan),
        )
    ]
    layout.addWidget(label("  ·  ".join(kept), "small", wrap=True))
    for change in one.changes[:_MOST_CHANGES]:
        layout.addWidget(label(f"– {change_text(change)}", wrap=True))
    if len(one.changes) > _MOST_CHANGES:
        more = translate("and {count} more", count=len(one.changes) - _MOST_CHANGES)
        layout.addWidget(label(more, "small"))
    return frame


def _condition_text(condition: Condition) -> str:
    return {
        Condition.WHOLE: translate("whole"),
        Condition.NONE: translate("none"),
        Condition.MISSING: translate("not on this computer"),
        Condition.DAMAGED: translate("damaged"),
        Condition.FOREIGN: translate("another's"),
    }[condition]
