"""Builders for the screen tests: a visit under way, prepared answers to prompts, keys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QWidget

from app.bootstrap import Application
from app.domain.finding import FindingFacts, FindingKind
from app.domain.inspection import (
    Inspection,
    InspectionFacts,
    InspectionKind,
    ParticipantFacts,
    Role,
    Side,
)
from app.domain.plan import PlanFacts
from app.domain.recommendation import RecommendationFacts

CHECKLIST = "CCHC"
CHOICE = "CCHC.1.1.1"
WORDS = "CCHC.1.1.2"
PERCENT = "CCHC.1.1.3"


def given_plan() -> PlanFacts:
    """The decision every test visit stands under."""
    return PlanFacts(
        year=2026,
        subject="công tác cải cách hành chính năm 2026",
        issuing_body="Sở Nội vụ tỉnh Tây Ninh",
        decision_number="1050/QĐ-SNV",
        decision_on=date(2026, 11, 2),
        report_to="Sở Nội vụ tỉnh Tây Ninh",
    )


def given_visit(application: Application, unit: str = "can duoc") -> Inspection:
    """Record a visit to a commune with people, three answers, findings and recommendations."""
    code = application.units.find(unit)[0].code
    visit = application.inspections.start(
        code,
        given_plan(),
        InspectionFacts(
            kind=InspectionKind.ADMIN_REFORM,
            period_from=date(2025, 11, 1),
            period_to=date(2026, 11, 15),
            place="trụ sở UBND xã Cần Đước",
        ),
        (CHECKLIST,),
    )
    for side, role, name in (
        (Side.TEAM, Role.TEAM_LEADER, "Nguyễn Văn Hùng"),
        (Side.TEAM, Role.SECRETARY, "Trần Thị Mỹ Lệ"),
        (Side.UNIT, Role.UNIT_REPRESENTATIVE, "Lê Quốc Đạt"),
    ):
        facts = ParticipantFacts(side=side, role=role, name=name, position="Chuyên viên")
        application.inspections.add_participant(visit.id, facts)
    blank = application.answers.blank(visit.id, PERCENT)
    application.answers.save(replace(blank, numerator=Decimal(18), denominator=Decimal(20)))
    found = application.findings.add(
        visit.id,
        FindingFacts(
            kind=FindingKind.SHORTCOMING,
            area_code="CCHC.1",
            criterion_code=PERCENT,
            text="02/20 nhiệm vụ chưa hoàn thành đúng hạn.",
        ),
    )
    application.recommendations.add(
        visit.id,
        RecommendationFacts(
            text="Hoàn thành các nhiệm vụ còn lại.",
            owner="UBND xã Cần Đước",
            due_on=date(2026, 12, 15),
        ),
        found.id,
    )
    return visit


class ScriptedPrompts:
    """Prompts with prepared answers; a question without one fails the test."""

    def __init__(self) -> None:
        self.answers: list[object] = []
        self.told: list[str] = []

    def tell(self, text: str) -> None:
        """Keep the message."""
        self.told.append(text)

    def confirm(self, question: str, verb: str) -> bool:
        """Give the next answer."""
        assert question
        assert verb
        return bool(self._next())

    def ask_text(self, question: str, text: str = "") -> str | None:
        """Give the next answer."""
        assert question
        answer = self._next()
        return text if answer is ... else str(answer)

    def ask_secret(self, question: str) -> str | None:
        """Give the next answer."""
        return self.ask_text(question)

    def ask_lines(self, question: str) -> str | None:
        """Give the next answer."""
        return self.ask_text(question)

    def choose_files(self, title: str, pattern: str) -> list[Path]:
        """Give the next answer."""
        assert title
        assert pattern
        answer = self._next()
        assert isinstance(answer, list)
        return answer

    def choose_folder(self, title: str) -> Path | None:
        """Give the next answer."""
        assert title
        answer = self._next()
        assert answer is None or isinstance(answer, Path)
        return answer

    def save_as(self, title: str, suggested: Path, pattern: str) -> Path | None:
        """Give the next answer."""
        assert title
        assert pattern
        assert suggested.name
        answer = self._next()
        assert answer is None or isinstance(answer, Path)
        return answer

    def choose_printer(self, printer: QPrinter, pages: int) -> bool:
        """Print into the file that is the next answer, or not at all where it is None."""
        assert pages
        answer = self._next()
        if isinstance(answer, Path):
            printer.setOutputFormat(printer.OutputFormat.PdfFormat)
            printer.setOutputFileName(str(answer))
        return answer is not None

    def _next(self) -> object:
        assert self.answers, "an unexpected question"
        return self.answers.pop(0)


def press(
    widget: QWidget,
    key: Qt.Key,
    text: str = "",
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    """Press a key as Qt delivers it; letters beyond ASCII are safe here."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, key, modifiers, text))


def type_text(widget: QWidget, text: str) -> None:
    """Type letter by letter, Vietnamese letters as one key each."""
    for letter in text:
        press(widget, Qt.Key.Key_unknown, letter)


def commit_text(widget: QWidget, text: str) -> None:
    """Enter text as an input method does when a word is finished."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def compose(widget: QWidget, word: str) -> None:
    """Show a word as an input method does while it is not finished."""
    caret = QInputMethodEvent.Attribute(QInputMethodEvent.AttributeType.Cursor, len(word), 1, None)
    QApplication.sendEvent(widget, QInputMethodEvent(word, [caret]))


Settle = Callable[[], None]
