"""The parts of the tab Bàn giao: the three steps, the packages sent, what came in, what differs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from app.domain.difference import Candidate, Difference
from app.services.handover import BroughtPackage, Handover
from app.services.import_summary import ImportSummary
from app.services.inspection_rows import HandoverState, InspectionRow, SentPackage
from app.words import translate
from ui import theme
from ui.exchange.texts import (
    import_lines,
    photos_text,
    receipt_text,
    recipients_text,
    set_aside_text,
)
from ui.icons import Icon, pixmap
from ui.inspections.columns import arrived_text
from ui.texts import day_text, moment_text
from ui.widgets.basics import chip, column, label, link
from ui.widgets.flow import Flow
from ui.widgets.form import section

_MOST_SENT: Final = 8
_MOST_DIFFERENCES: Final = 20
_LONG_DAYS: Final = 7
"""From then on a missing receipt is worth a question."""
_RECEIPT_TONES: Final = {"": "neutral", "applied": "good", "partly": "partial"}
_STEPS: Final = (
    HandoverState.WORKING,
    HandoverState.PACKED,
    HandoverState.RECEIVED,
    HandoverState.APPROVED,
)


class StepsPart(QFrame):
    """Đang làm → đã đóng gói → đã nhận → trả lại, duyệt: where the visit stands, in colour."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.steps = {step: chip("", "neutral") for step in _STEPS}
        self.text = label("", wrap=True)
        layout = column(self, margins=theme.LARGE, spacing=theme.SMALL)
        line = Flow()
        line.addWidget(label(translate("Where it is"), "strong"))
        for number, step in enumerate(_STEPS):
            if number:
                arrow = QLabel()
                arrow.setPixmap(pixmap(Icon.NEXT, theme.current().muted, 14))
                line.addWidget(arrow)
            line.addWidget(self.steps[step])
        layout.addLayout(line)
        layout.addWidget(self.text)

    def show_handover(self, found: Handover) -> None:
        """Show how far the visit is."""
        row = found.row
        is_back = row.handover is HandoverState.RETURNED
        at = _STEPS.index(HandoverState.APPROVED if is_back else row.handover)
        for number, step in enumerate(_STEPS):
            done = "✓ " if number < at or (number == at and number and not is_back) else ""
            self.steps[step].setText(f"{done}{_step_text(step, row)}")
            theme.mark_as(self.steps[step], chip=_tone(number, at, row))
        self.text.setText(_where_text(found))


class SentPart(QWidget):
    """The packages that carried the visit, each with what headquarters said of it."""

    def __init__(self) -> None:
        super().__init__()
        frame, self._lines = section(translate("Packages sent"))
        column(self).addWidget(frame)

    def show_packages(self, sent: Sequence[SentPackage], today: date) -> None:
        """Show them, the latest first."""
        _empty(self._lines)
        if not sent:
            text = translate("No package from this computer has carried this visit yet.")
            self._lines.addWidget(label(text, "muted", wrap=True))
        for one in sent[:_MOST_SENT]:
            self._lines.addWidget(_package_line(one, today))
        hidden = len(sent) - _MOST_SENT
        if hidden > 0:
            text = translate("{count} earlier ones are not shown.", count=hidden)
            self._lines.addWidget(label(text, "muted"))


class BroughtPart(QWidget):
    """What other computers brought of the visit, and what the last import was."""

    def __init__(self) -> None:
        super().__init__()
        frame, self._lines = section(translate("Taken in"))
        column(self).addWidget(frame)

    def show_brought(self, brought: Sequence[BroughtPackage], last: ImportSummary | None) -> None:
        """Show both; nothing was taken in where there is neither."""
        _empty(self._lines)
        if last is not None:
            for text, tone in import_lines(last):
                line = label(text, wrap=True)
                if tone:
                    line.setProperty("tone", tone)
                self._lines.addWidget(line)
        for one in brought[:_MOST_SENT]:
            text = translate(
                "{moment}: package {name} of {signer}, {count} new entries of this visit",
                moment=moment_text(one.taken_at),
                name=one.name,
                signer=one.signer,
                count=one.new,
            )
            self._lines.addWidget(label(text, "muted", wrap=True))
        if not brought:
            text = translate("No package taken in on this computer has carried this visit yet.")
            self._lines.addWidget(label(text, "muted", wrap=True))


class DifferencesPart(QWidget):
    """The fields to which two computers gave unlike values, both shown, each with its place."""

    def __init__(self, lead: Callable[[Difference], object], decide: Callable[[], object]) -> None:
        super().__init__()
        self._lead = lead
        self._decide = decide
        frame, self._lines = section(translate("Open differences"))
        column(self).addWidget(frame)

    def show_differences(self, found: Sequence[Difference]) -> None:
        """Show them; none is said in words."""
        _empty(self._lines)
        if not found:
            text = translate("No computer says anything else than this one.")
            self._lines.addWidget(label(text, "muted", wrap=True))
            return
        text = translate(
            "On {count} fields computers differ. Nothing is lost: every value is kept until a "
            "person decides, here in the visit or where all differences are listed.",
            count=len(found),
        )
        self._lines.addWidget(label(text, wrap=True))
        self._lines.addWidget(link(translate("Decide all differences"), self._decide))
        for one in found[:_MOST_DIFFERENCES]:
            self._lines.addWidget(self._difference(one))
        hidden = len(found) - _MOST_DIFFERENCES
        if hidden > 0:
            more = translate("{count} more are not shown.", count=hidden)
            self._lines.addWidget(label(more, "muted"))

    def _difference(self, one: Difference) -> QWidget:
        part = QWidget()
        lines = column(part, spacing=theme.TINY)
        lines.addWidget(link(f"{one.name}: {one.label}", lambda: self._lead(one)))
        for given in one.candidates:
            lines.addWidget(label(_given_text(one, given), "muted", wrap=True))
        return part


def _package_line(one: SentPackage, today: date) -> QWidget:
    part = QWidget()
    lines = column(part, spacing=theme.TINY)
    head = Flow()
    head.addWidget(label(one.name))
    head.addWidget(chip(receipt_text(one), _RECEIPT_TONES.get(one.receipt, "bad")))
    lines.addLayout(head)
    about = translate(
        "Packed at {moment} for {recipients}  ·  photos and minutes: {photos}",
        moment=moment_text(one.sent_at),
        recipients=recipients_text(one.recipients),
        photos=photos_text(one),
    )
    lines.addWidget(label(about, "muted", wrap=True))
    days = one.days_waiting(today)
    warnings = [
        _long_text(days) if days >= _LONG_DAYS else "",
        set_aside_text(one.set_aside) if one.set_aside else "",
        one.reason,
    ]
    for text in filter(None, warnings):
        line = label(text, wrap=True)
        line.setProperty("tone", "bad")
        lines.addWidget(line)
    return part


def _long_text(days: int) -> str:
    return translate(
        "No receipt has come for {count} days. Ask headquarters; if the stick is lost, export "
        "again: the next package holds all of it.",
        count=days,
    )


def _tone(number: int, at: int, row: InspectionRow) -> str:
    """Return the colour of a step: those behind are good, the one that holds says what is open."""
    if number != at:
        return "good" if number < at else "neutral"
    if row.handover is HandoverState.RETURNED:
        return "bad"
    if row.handover is HandoverState.RECEIVED:
        is_whole = not row.unsent and row.photos_arrived >= row.photos
        return "good" if is_whole else "accent"
    return "good" if row.handover is HandoverState.APPROVED else "accent"


def _step_text(step: HandoverState, row: InspectionRow) -> str:
    if step is HandoverState.RECEIVED and row.photos_arrived:
        return translate(
            "Received by headquarters ({arrived}/{photos} photos)",
            arrived=row.photos_arrived,
            photos=row.photos,
        )
    if step is HandoverState.APPROVED:
        return _ruled_text(row)
    return {
        HandoverState.WORKING: translate("Being worked on"),
        HandoverState.PACKED: translate("Packed"),
        HandoverState.RECEIVED: translate("Received by headquarters"),
    }[step]


def _ruled_text(row: InspectionRow) -> str:
    match row.handover:
        case HandoverState.RETURNED:
            return arrived_text(row)
        case HandoverState.APPROVED:
            return translate("Approved on {day}", day=day_text(row.approved_on))
        case _:
            return translate("Returned or approved")


def _where_text(found: Handover) -> str:
    last, unsent = found.row.last_package, found.row.unsent
    if last is None:
        if found.row.has_come:
            return translate("It has come from the team; nothing was sent to the team from here.")
        return translate("This visit has not been packed on this computer yet.")
    if found.row.has_come:
        text = translate(
            "It has come from the team. Last package to the team {name} at {moment}.",
            name=last.name,
            moment=moment_text(last.sent_at),
        )
        return f"{text} {_since_text(unsent)}"
    text = translate(
        "Last package {name} at {moment}: {receipt}.",
        name=last.name,
        moment=moment_text(last.sent_at),
        receipt=receipt_text(last),
    )
    return f"{text} {_since_text(unsent)}"


def _since_text(unsent: int) -> str:
    if unsent:
        return translate("{count} entries were written since and are not sent.", count=unsent)
    return translate("Nothing was written since.")


def _given_text(one: Difference, given: Candidate) -> str:
    return translate(
        "{actor}, {moment}: {value}",
        actor=given.actor,
        moment=moment_text(given.written_at),
        value=one.text_of(given),
    )


def _empty(lines: QVBoxLayout) -> None:
    """Take away everything below the title."""
    while lines.count() > 1:
        item = lines.takeAt(1)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
